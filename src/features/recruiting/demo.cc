// demo.cc - recruiting in 令和６年度, as of 2024-10-28: sixty-odd organisations in every stage, what
// was done with each and what is next. Everything goes through the services that people use, with
// the clock of the story. Called once, after the demo's accounts were made.
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "features/accounts/accounts.h"
#include "features/recruiting/demo_prospects.h"
#include "features/recruiting/linking.h"
#include "features/recruiting/recruiting.h"
#include "features/recruiting/service.h"
#include "features/recruiting/service_campaigns.h"
#include "features/recruiting/service_imports.h"

namespace musubi::recruiting {
namespace {

constexpr Date kToday{2024, 10, 28};
constexpr int kTelephoneFrom = 8100;
constexpr int kListTelephoneFrom = 8200;

constexpr std::array kFirstWords{
    "紙の日報をやめたいが、何から始めればよいか分からないとのこと。活用事例集に関心を示された。",
    "人手不足で、受注の転記に時間がかかっている。セミナーの案内を喜ばれた。",
    "勤怠と給与の二重入力が悩み。補助金の相談もできると伝えた。",
    "会員どうしの交流に関心あり。会費がないことを確かめて安心された様子。"};
constexpr std::array kSecondWords{
    "入会の案内と申込みのリンクを渡した。社内で相談してから申し込むとのこと。",
    "役員会で説明する資料がほしいとのことで、コンソーシアムの概要を渡した。",
    "申込みの画面をいっしょに開き、必要なものを確かめた。"};
constexpr std::array kNextActions{"電話で社内の相談の結果を聞く", "活用事例集を持って訪問する",
                                  "11月のセミナーに誘う", "申込みの入力を手伝う"};
constexpr std::array kLost{
    std::pair{"not_now", "来年度の予算で改めて検討するとのこと。"},
    std::pair{"burden", "担当できる人がいないとのこと。"},
    std::pair{"no_answer", "3回電話したが、担当者につながらなかった。"},
    std::pair{"other_body", "業界団体の勉強会に参加している。"}};

struct Cast {
  accounts::Account office, manager;
};

Context at(const Context& ctx, const accounts::Account& who, Date day, int hour) {
  Context out = ctx;
  out.now = Instant{start_of_day_in_japan(day).ms + hour * 3'600'000LL};
  out.pretended_today = day;
  out.actor = accounts::actor_of(who);
  out.address = "192.0.2.80";
  out.request_id = "demo-" + iso(day);
  return out;
}

// Some days later, but never on a weekend and never after the demo's day.
Date later(Date day, int days) {
  Date out = add_days(day, days);
  while (weekday(out) == 0 || weekday(out) == 6) out = add_days(out, 1);
  return kToday < out ? kToday : out;
}

std::string text(std::string_view view) { return std::string(view); }

// Those came with a list, see take_in_list().
bool is_listed(const DemoProspect& who) {
  return who.source == "list" && who.stage == "candidate";
}

// The campaign that brought it, by the words of where it came from.
std::string campaign_of(const Context& ctx, std::string_view words) {
  static constexpr std::pair<const char*, const char*> kOf[] = {
      {"セミナー", "KMT-0612"}, {"県内展示会", "KMT-EXPO"}, {"チラシ", "KMT-CHIRASHI"},
      {"紹介の月間", "KMT-SHOKAI"}};
  for (const auto& [part, code] : kOf) {
    if (words.find(part) == std::string_view::npos) continue;
    const auto found = ctx.db.read(
        [&](db::Reader& reader) { return store::find_campaign_by_code(reader, code); });
    return found ? found->id.text : "";
  }
  return "";
}

Result<ProspectId> write_down(const Context& ctx, const DemoProspect& who, int number) {
  NewProspect input;
  input.confirmed = true;
  const std::string place = members::field_for_people("municipality_code", text(who.municipality));
  input.typed = {{"name", text(who.name)},
                 {"name_kana", text(who.kana)},
                 {"category", text(who.category)},
                 {"industry", text(who.industry)},
                 {"municipality_code", text(who.municipality)},
                 {"address", place + "架空町" + std::to_string(number) + "番地"},
                 {"employees", std::to_string(who.employees)},
                 {"telephone", "096-000-" + std::to_string(kTelephoneFrom + number)},
                 {"contact_name", text(who.contact)},
                 {"contact_department", text(who.title)},
                 {"source", text(who.source)},
                 {"source_note", text(who.source_note)}};
  input.typed.emplace_back("campaign_id", campaign_of(ctx, who.source_note));
  if (number % 5 != 0) input.typed.emplace_back("owner_id", ctx.actor.account.text);
  if (!who.contact.empty()) {
    input.typed.emplace_back("contact_email",
                             "tanto@mikomi" + std::to_string(number) + ".example.jp");
  }
  return create_prospect(ctx, input);
}

Result<void> meet(const Context& ctx, const ProspectId& id, const DemoProspect& who,
                  const char* kind, const char* words, const char* stage) {
  ContactInput input;
  input.prospect_id = id;
  input.kind = kind;
  input.ours = ctx.actor.name;
  input.theirs = trim(text(who.title) + " " + text(who.contact));
  input.summary = words;
  input.stage = stage;
  TRY(record_contact(ctx, input));
  return {};
}

// An open day so many days from the demo's day on.
Date coming(int days) {
  Date out = add_days(kToday, days);
  while (weekday(out) == 0 || weekday(out) == 6) out = add_days(out, 1);
  return out;
}

// What is planned next: most in the days to come, a few overdue since Friday.
Result<void> plan(const Context& ctx, const Cast& cast, const ProspectId& id, int number) {
  const bool overdue = number % 4 == 0;
  const Date due = overdue ? Date{2024, 10, 25} : coming(number % 12);
  const Date seen = overdue ? Date{2024, 10, 22} : Date{2024, 10, 25};
  const Context then = at(ctx, number % 3 == 0 ? cast.manager : cast.office, seen, 16);
  const auto found =
      ctx.db.read([&](db::Reader& reader) { return store::find_prospect(reader, id); });
  if (!found || found->updated_at.ms > then.now.ms) return {};
  const auto n = static_cast<std::size_t>(number);
  return update_prospect(
      then, {id, found->version,
             {{"next_action", kNextActions[n % kNextActions.size()]},
              {"next_action_on", iso(due)}}});
}

Result<void> give_up(const Context& ctx, const ProspectId& id, int number) {
  const auto found =
      ctx.db.read([&](db::Reader& reader) { return store::find_prospect(reader, id); });
  const auto& [reason, words] = kLost[static_cast<std::size_t>(number) % kLost.size()];
  return move_prospect(ctx, {id, found->version, "lost", reason, words, ""});
}

// By its application, where there is one; who joined before the form existed, by the registry.
Result<void> apply_or_join(const Context& ctx, const ProspectId& id) {
  const auto found =
      ctx.db.read([&](db::Reader& reader) { return store::find_prospect(reader, id); });
  const auto applied = ctx.db.read([&](db::Reader& reader) {
    return applications::list_similar_applications(reader, found->organisation);
  });
  for (const auto& one : applied) {
    if (one.name == found->organisation.name) return link_application(ctx, id, one.id);
  }
  const auto alike = ctx.db.read([&](db::Reader& reader) {
    return members::list_similar_members(reader, found->organisation);
  });
  for (const auto& member : alike) {
    if (member.name == found->organisation.name) {
      return link_member(ctx, id, member.id, found->version);
    }
  }
  return {};
}

Result<void> tell(const Context& ctx, const Cast& cast, const DemoProspect& who, int number) {
  const accounts::Account& owner = number % 3 == 0 ? cast.manager : cast.office;
  const Date day = *parse_iso_date(who.day);
  const ProspectId id = TRY(write_down(at(ctx, owner, day, 9 + number % 8), who, number));
  if (who.stage == "candidate") {
    return number % 2 == 0 ? plan(ctx, cast, id, number) : Result<void>();
  }
  const auto n = static_cast<std::size_t>(number);
  const char* const how = number % 2 == 0 ? "visit" : "telephone";
  TRY(meet(at(ctx, owner, later(day, 3), 10), id, who, how,
           kFirstWords[n % kFirstWords.size()], "approached"));
  if (who.stage == "approached") return plan(ctx, cast, id, number);
  TRY(meet(at(ctx, owner, later(day, 9), 14), id, who, "visit",
           kSecondWords[n % kSecondWords.size()], "invited"));
  if (who.stage == "invited") return plan(ctx, cast, id, number);
  if (who.stage == "lost") {
    TRY(apply_or_join(at(ctx, owner, later(day, 25), 17), id));
    const auto now =
        ctx.db.read([&](db::Reader& reader) { return store::find_prospect(reader, id); });
    if (now->stage == Stage::lost) return {};  // its application ended that way
    return give_up(at(ctx, owner, later(day, 25), 17), id, number);
  }
  return apply_or_join(at(ctx, owner, later(day, 40), 17), id);
}

struct DemoCampaign {
  const char *code, *name, *channel, *audience, *starts_on, *ends_on, *cost;
  int target, opened_a_day, days;
};
constexpr std::array kCampaigns{
    DemoCampaign{"KMT-0612", "6月12日のセミナーでの案内", "event", "県内の中小企業", "2024-06-12",
                 "2024-10-31", "12万円", 10, 3, 40},
    DemoCampaign{"KMT-EXPO", "県内展示会のブースでの案内", "event", "展示会に来た県内の企業",
                 "2024-09-05", "2024-11-30", "25万円", 12, 9, 30},
    DemoCampaign{"KMT-CHIRASHI", "経済団体の会報への同封チラシ", "leaflet", "会報を読む経営者",
                 "2024-09-24", "2024-12-27", "8万円", 8, 4, 24},
    DemoCampaign{"KMT-SHOKAI", "会員からの紹介の月間", "partner", "会員の取引先", "2024-10-01",
                 "2024-10-31", "0円", 6, 2, 20}};

// Openings that fall off with the days, and the forms that the demo's applicants began.
Result<void> count_openings(const Context& ctx, const DemoCampaign& campaign,
                            const CampaignId& id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Date from = *parse_iso_date(campaign.starts_on);
    const auto came = applications::count_of_referral(tx, campaign.code);
    for (int i = 0; i < campaign.days; ++i) {
      const Date day = add_days(from, i);
      if (kToday < day) break;
      const int opened = campaign.opened_a_day * (campaign.days - i) / campaign.days + i % 3;
      TRY(store::add_to_campaign_day(tx, id, iso(day), opened, i < came.sent ? 1 : 0));
    }
    return {};
  });
}

Result<void> add_campaigns(const Context& ctx, const Cast& cast) {
  for (const DemoCampaign& one : kCampaigns) {
    CampaignInput input;
    input.code = one.code;
    input.name = one.name;
    input.channel = one.channel;
    input.audience = one.audience;
    input.starts_on = one.starts_on;
    input.ends_on = one.ends_on;
    input.cost_yen = one.cost;
    input.target = std::to_string(one.target);
    const Context then = at(ctx, cast.manager, add_days(*parse_iso_date(one.starts_on), -2), 15);
    const CampaignId id = TRY(create_campaign(then, input));
    TRY(count_openings(ctx, one, id));
  }
  return {};
}

// The list that the prefecture handed over in October, with two lines that are known already and
// one number that lost a digit.
std::string list_of_companies() {
  std::string csv = "団体名,フリガナ,法人番号,所在地,電話番号,業種,従業員数\n";
  int number = 1;
  for (const DemoProspect& who : demo_prospects()) {
    if (!is_listed(who)) continue;
    csv += text(who.name) + "," + text(who.kana) + "," + (number == 3 ? "999909000012" : "") + "," +
           members::field_for_people("municipality_code", text(who.municipality)) + "架空町" +
           std::to_string(number) + "番地,096-000-" + std::to_string(kListTelephoneFrom + number) +
           "," + members::field_for_people("industry", text(who.industry)) + "," +
           std::to_string(who.employees) + "\n";
    ++number;
  }
  csv += "有限会社峠杉製材,ユウゲンガイシャトウゲスギセイザイ,,熊本県山鹿市架空町1番地,,製造業,17\n";
  csv += "株式会社霞灯りガラス工業,カブシキガイシャカスミアカリガラスコウギョウ,,熊本県山鹿市架空町2番地,,製造業,62\n";
  return csv;
}

Result<void> take_in_list(const Context& ctx, const Cast& cast) {
  std::string path = (std::filesystem::temp_directory_path() / "musubi-demo-XXXXXX").string();
  const int fd = mkstemp(path.data());
  if (fd < 0) return fail(Fault::unavailable, "一時ファイルを作れません。空き容量をお確かめください");
  close(fd);
  std::ofstream(path, std::ios::binary) << list_of_companies();
  NewListImport input;
  input.path = path;
  input.filename = "県内企業一覧_令和6年10月.csv";
  input.source = "list";
  input.source_note = "県の商工部門から10月1日に受領";
  input.purpose = "会員募集の案内のため";
  const Context then = at(ctx, cast.office, {2024, 10, 1}, 13);
  auto begun = begin_list_import(then, input);
  std::remove(path.c_str());
  const ListImportId id = TRY(std::move(begun));
  TRY(commit_list_import(at(ctx, cast.office, {2024, 10, 1}, 14), id));
  return {};
}

// What came in lately may be somebody the office has met: a person still has to say.
Result<void> propose_matches(const Context& ctx) {
  applications::QueueFilter filter;
  filter.state = "received";
  const auto queue = TRY(applications::list_applications(ctx, filter, ""));
  for (const auto& row : queue.rows) {
    TRY(ctx.db.write([&](db::Tx& tx) -> Result<void> {
      const auto application = applications::find_application(tx, row.application.id);
      return application ? keep_up(tx, ctx, *application) : Result<void>();
    }));
  }
  return {};
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  const Cast cast{TRY(accounts::find_demo_account(ctx, Role::secretariat)),
                  TRY(accounts::find_demo_account(ctx, Role::secretariat_manager))};
  TRY(add_campaigns(ctx, cast));
  int number = 1;
  for (const DemoProspect& who : demo_prospects()) {
    if (!is_listed(who)) TRY(tell(ctx, cast, who, number++));
  }
  TRY(take_in_list(ctx, cast));
  return propose_matches(ctx);
}

}  // namespace musubi::recruiting
