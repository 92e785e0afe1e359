// demo.cc - 令和６年度 in motion, as of 2024-10-28: the prefecture's roster comes in through the real
// import, is put right, organisations join, change and leave. Everything goes through the services
// that people use, with the clock of the story, so that audit, history and search are as they would
// be. Called by `musubi demo` on an empty database; never on one that holds real data.
#include "features/members/demo.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/embedded.h"
#include "base/text.h"
#include "core/settings/calendar.h"
#include "core/settings/settings.h"
#include "features/members/members.h"
#include "features/members/service_imports.h"
#include "features/members/service_merges.h"
#include "features/members/service_reports.h"

namespace musubi::members {
namespace {

constexpr std::string_view kRoster = "members/roster_r5_cp932.csv";
constexpr int kFirstDemoNumber = 1;  // of corporate numbers 9999 0900 nnnn, which nobody has

// National holidays and the closing days of 令和６年度 (weekends and the turn of the year are known).
constexpr std::string_view kClosedDays =
    "2024-04-29,昭和の日\n2024-05-03,憲法記念日\n2024-05-06,振替休日\n2024-07-15,海の日\n"
    "2024-08-12,振替休日\n2024-09-16,敬老の日\n2024-09-23,振替休日\n2024-10-14,スポーツの日\n"
    "2024-11-04,振替休日\n2025-01-13,成人の日\n2025-02-11,建国記念の日\n2025-02-24,振替休日\n"
    "2025-03-20,春分の日\n";

// A moment of the story: who acts on which day at which hour.
Context at(const Context& ctx, const std::string& day, int minute_of_day, const std::string& who,
           Roles held) {
  Context out = ctx;
  const Date date = *parse_iso_date(day);
  out.now = Instant{start_of_day_in_japan(date).ms + minute_of_day * 60'000LL};
  out.pretended_today = date;
  out.actor = Actor{Actor::Kind::person, {}, who, held, {}};
  out.request_id = "demo-" + day + "-" + std::to_string(minute_of_day);
  return out;
}
Context office_at(const Context& ctx, const std::string& day, int hour, int minute = 0) {
  return at(ctx, day, hour * 60 + minute, "結城 ことね", {Role::secretariat});
}
Context manager_at(const Context& ctx, const std::string& day, int hour, int minute = 0) {
  return at(ctx, day, hour * 60 + minute, "結城 まもる", {Role::secretariat_manager});
}

Context prefecture_at(const Context& ctx, const std::string& day, int hour) {
  return at(ctx, day, hour * 60, "県北 みつる", {Role::prefecture});
}

// The embedded roster as a file, as the prefecture handed it over; gone with this object.
class RosterFile {
 public:
  Result<void> write() {
    for (const auto& file : embedded_files()) {
      if (file.name == kRoster) bytes_ = file.bytes;
    }
    CHECK(!bytes_.empty());
    const int fd = mkstemp(path_.data());
    if (fd < 0) return fail(Fault::unavailable, "一時ファイルを作れません。空き容量をお確かめください");
    close(fd);
    std::ofstream out(path_, std::ios::binary);
    out.write(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
    out.close();
    if (!out) return fail(Fault::unavailable, "一時ファイルに書けません。空き容量をお確かめください");
    return {};
  }
  ~RosterFile() { std::remove(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_ = (std::filesystem::temp_directory_path() / "musubi-demo-XXXXXX").string();
  std::string_view bytes_;
};

// How many of each kind are still open on 10/28; the office has settled all others by telephone.
struct LeftOpen {
  std::string_view kind;
  int number;
};
constexpr LeftOpen kLeftOpen[] = {{"gaiji_geta", 7},      {"withdrawal_requested", 4},
                                  {"hojin_12digits", 3},  {"hojin_bad_check_digit", 4},
                                  {"email_invalid", 3},   {"date_invalid", 3}};

std::string reason_for(const std::string& kind) {
  if (kind == "hojin_missing") return "法人番号のない団体であることを電話で確認しました";
  if (kind.starts_with("hojin")) return "正しい番号を団体に照会中のため、空欄のままにします";
  if (kind.starts_with("date")) return "入会日の記録が残っていないことを団体に確認しました";
  if (kind == "withdrawal_requested") return "退会の意向がないことを電話で確認しました";
  if (kind.starts_with("email")) return "メールを使わない団体です。連絡は電話で行います";
  return "団体に電話で確認しました";
}

// Suggestions that are plainly right are adopted; the rest is settled one by one, but for some.
Result<void> put_right(const Context& ctx, const ImportId& import) {
  TRY(adopt_suggestions(office_at(ctx, "2024-04-09", 10), import, ""));
  std::map<std::string, int> open;
  for (const auto& [kind, number] : kLeftOpen) open[std::string(kind)] = number;
  const Context day = office_at(ctx, "2024-04-10", 13, 30);
  store::RowFilter filter;
  filter.import_id = import;
  filter.only_open = true;
  filter.most = 100;
  for (;;) {
    const ImportRows page = TRY(list_rows(day, filter));
    for (const auto& view : page.rows) {
      for (const auto& defect : view.defects) {
        if (defect.state != "open" || open[defect.kind]-- > 0) continue;
        TRY(settle_defect(day, {defect.id, "accept", "", reason_for(defect.kind)}));
      }
    }
    if (!page.more || page.rows.empty()) return {};
    filter.after_row = page.rows.back().row.row;
  }
}

Result<void> take_in_roster(const Context& ctx) {
  RosterFile file;
  TRY(file.write());
  NewImport input;
  input.path = file.path();
  input.filename = "R5会員名簿.csv";
  input.loan.name = "令和５年度 会員名簿";
  input.loan.medium = "電子データ（CSV）";
  input.loan.lender = "県デジタル戦略担当";
  input.loan.purpose = "令和６年度の会員管理と会員報告書の作成";
  input.loan.received_on = "2024-04-08";
  input.loan.return_due_on = "2025-03-31";
  input.loan.kept_at = "事務局の管理区域（施錠・暗号化）";
  const Begun begun = TRY(begin_import(office_at(ctx, "2024-04-08", 10, 20), input));
  TRY(read_import(office_at(ctx, "2024-04-08", 10, 22), begun));
  TRY(put_right(ctx, begun.id));
  TRY(commit_import(office_at(ctx, "2024-04-11", 9, 40), begun.id));
  return {};
}

// The surest ones are merged; a few are left for whoever tries the demo.
Result<void> merge_duplicates(const Context& ctx) {
  constexpr std::size_t kLeft = 3;
  const Context day = office_at(ctx, "2024-04-12", 9, 30);
  store::ProposalFilter filter;
  filter.most = 100;
  const ProposalList open = TRY(list_proposals(day, filter));
  for (std::size_t i = 0; i + kLeft < open.rows.size(); ++i) {
    const store::MergeProposal& p = open.rows[i].proposal;
    if (p.organisation_b.empty()) {  // a row of the roster that repeats an earlier one
      RowResolution same;
      same.id = ImportId{p.import_id};
      same.row = p.row;
      same.choice = "fill";
      TRY(resolve_row(day, same));
      continue;
    }
    MergeRequest request;
    request.proposal_id = p.id;
    request.reason = "名簿の中の重複。団体に確認しました";
    TRY(merge_organisations(day, request));
  }
  return {};
}

Result<OrganisationId> join(const Context& ctx, const DemoJoin& who, int number) {
  const auto text = [](std::string_view view) { return std::string(view); };
  char base[24];
  std::snprintf(base, sizeof base, "99990900%04d", number);
  NewOrganisation made;
  made.typed = {{"name", text(who.name)},
                {"name_kana", text(who.name_kana)},
                {"corporate_number", corporate_check_digit(base) + std::string(base)},
                {"category", text(who.category)},
                {"industry", text(who.industry)},
                {"employees", std::to_string(who.employees)},
                {"municipality_code", text(who.municipality_code)},
                {"address", "架空町" + std::to_string(number) + "番地"},
                {"telephone", "096-000-" + std::to_string(7000 + number)},
                {"representative_title", "代表"},
                {"representative_name", text(who.contact)},
                {"uses_platform", number % 5 == 0 ? "0" : "1"}};
  if (who.capital_10000_yen > 0) {
    made.typed.emplace_back("capital_yen",
                            std::to_string(who.capital_10000_yen) + "0000");
  }
  made.contact = {{"name", text(who.contact)},
                  {"name_kana", text(who.contact_kana)},
                  {"department", text(who.department)},
                  {"email", "contact" + std::to_string(number) + "@join" +
                                std::to_string(number) + ".example.jp"},
                  {"telephone", "096-000-" + std::to_string(7000 + number)},
                  {"is_administrator", "1"}};
  made.joined_on = text(who.joined_on);
  made.reason = "入会の申込みを受付";
  return create_organisation(office_at(ctx, made.joined_on, 11, number % 50), made);
}

// What happens during the year. K numbers are those of the roster.
struct Happening {
  // kind: a field, a change of state, or report and receipt of the report as of `value`
  std::string_view day, member_no, kind, value, reason;
};
constexpr Happening kHappenings[] = {
    {"2024-05-20", "K0012", "telephone", "096-000-8812", "代表電話の変更の届出"},
    {"2024-06-14", "K0033", "employees", "58", "従業員数の更新の届出"},
    {"2024-06-28", "K0057", "withdrawn", "", "事業を終えたため"},
    {"2024-07-04", "", "report", "2024-06-30",
     "名簿の取込みを終え、4月から6月に9団体が入会し、1団体が退会しました。取込みの不備は、電話で確かめています。"},
    {"2024-07-10", "", "receipt", "2024-06-30",
     "受領しました。次回は、県北地域の入会の状況も添えてください。"},
    {"2024-07-25", "K0088", "address", "架空町2丁目8番9号", "本店の移転の届出"},
    {"2024-08-20", "K0101", "paused", "", "担当者の休職により、来年3月まで休会"},
    {"2024-08-30", "K0140", "withdrawn", "", "ほかの団体と合併したため"},
    {"2024-09-12", "K0176", "capital_yen", "20000000", "増資の届出"},
    {"2024-10-04", "", "report", "2024-09-30",
     "7月から9月に11団体が入会し、1団体が退会しました。1団体が休会中です。"},
    {"2024-10-07", "K0205", "website", "https://www.example.jp/k0205", "ホームページ開設の届出"},
    {"2024-10-18", "K0260", "withdrawn", "", "活動の見直しのため"},
    {"2024-10-24", "K0311", "employees", "24", "従業員数の更新の届出"},
};

Result<void> report(const Context& ctx, const Happening& what) {
  const std::string day(what.day);
  const Date as_of = *parse_iso_date(what.value);
  if (what.kind == "report") {
    const std::string id = TRY(freeze_report(office_at(ctx, day, 10), as_of));
    TRY(comment_as_secretariat(office_at(ctx, day, 10, 25), id, std::string(what.reason)));
    return submit_report(manager_at(ctx, day, 14), id);
  }
  const auto frozen = TRY(find_frozen_report(prefecture_at(ctx, day, 11), as_of));
  if (!frozen) return fail(Fault::not_found, "デモの会員報告書がありません：" + std::string(what.value));
  TRY(receive_report(prefecture_at(ctx, day, 11), frozen->id));
  return comment_on_report(prefecture_at(ctx, day, 11), frozen->id, std::string(what.reason));
}

Result<void> happen(const Context& ctx, const Happening& what) {
  if (what.kind == "report" || what.kind == "receipt") return report(ctx, what);
  const std::string day(what.day);
  const Context then = office_at(ctx, day, 15, 10);
  const auto found = ctx.db.read([&](db::Reader& reader) {
    return store::find_organisation_by_member_no(reader, what.member_no);
  });
  if (!found) return fail(Fault::not_found, "デモの名簿に会員がいません：" + std::string(what.member_no));
  const std::string kind(what.kind);
  if (kind == "withdrawn" || kind == "paused") {
    return change_state(then, {found->id, kind, day, std::string(what.reason)});
  }
  return update_organisation(then, {found->id, found->version,
                                    {{kind, std::string(what.value)}}, day,
                                    std::string(what.reason)});
}

// Joins and happenings in the order of their days, so that the audit tells the year as it went.
Result<OrganisationId> live_the_year(const Context& ctx, const std::function<void()>& told) {
  OrganisationId first;
  int number = kFirstDemoNumber;
  std::size_t next = 0;
  const auto until = [&](std::string_view day) -> Result<void> {
    while (next < std::size(kHappenings) && kHappenings[next].day <= day) {
      TRY(happen(ctx, kHappenings[next++]));
    }
    return {};
  };
  for (const DemoJoin& who : demo_joins()) {
    TRY(until(who.joined_on));
    const OrganisationId id = TRY(join(ctx, who, number++));
    told();
    if (first.empty()) first = id;
  }
  TRY(until("2024-10-28"));
  return first;
}

// The second person of the organisation that the member accounts belong to.
Result<void> add_staff(const Context& ctx, const OrganisationId& organisation) {
  PersonEdit edit;
  edit.organisation_id = organisation;
  edit.typed = {{"name", "水無月 担子"},
                {"name_kana", "ミナヅキ タンコ"},
                {"department", "総務部"},
                {"email", "member@demo.example"}};
  TRY(save_person(office_at(ctx, "2024-10-25", 16, 5), edit));
  return {};
}

}  // namespace

Result<OrganisationId> load_demo(
    const Context& ctx, const std::function<void(std::int64_t, std::int64_t)>& progress) {
  // The roster and the merging are as long as a dozen joinings each.
  constexpr std::int64_t kLongPart = 12;
  const auto total = 2 * kLongPart + static_cast<std::int64_t>(demo_joins().size());
  std::int64_t done = 0;
  const auto told = [&](std::int64_t parts) {
    done += parts;
    if (progress) progress(done, total);
  };
  told(0);
  const Context opening = manager_at(ctx, "2024-04-01", 9);
  TRY(ctx.db.write([&](db::Tx& tx) {
    return settings::change(tx, opening, settings::kClosedDays, kClosedDays);
  }));
  TRY(take_in_roster(ctx));
  told(kLongPart);
  TRY(merge_duplicates(ctx));
  told(kLongPart);
  const OrganisationId first = TRY(live_the_year(ctx, [&told] { told(1); }));
  TRY(add_staff(ctx, first));
  return first;
}

}  // namespace musubi::members
