// keeping.cc - how long applications are kept and how they go: the kinds that this feature gives to
// core/retention. Called by main.cc; what may go and when is decided there.
#include "features/applications/keeping/keeping.h"

#include "features/applications/links.h"
#include "features/applications/record.h"
#include "features/applications/service.h"
#include "features/applications/keeping/store_keeping.h"
#include "features/members/members.h"

namespace musubi::applications {
namespace {

constexpr const char* kPurpose = "入会の審査と連絡";
constexpr const char* kPlace = "データベース、ファイル保管庫";
constexpr const char* kData = "代表者・担当者の氏名、連絡先、申込書の記入内容、添付ファイル";
constexpr int kAtOnce = 200;  // applications whose members are asked for, and written, together

// The files go with the rows; the record stays with its number, and is found by it.
Result<void> erase_people(db::Tx& tx, const Context& ctx, const std::string& id) {
  const ApplicationId application{id};
  for (const auto& one : store::list_file_rows(tx, application)) {
    const auto file = files::find_file(tx, one.file_id);
    if (!file || file->state == files::State::removed) continue;
    TRY(files::remove(ctx, tx, one.file_id, "保存期限を過ぎた入会申込"));
  }
  TRY(store::update_erased(tx, application, iso(ctx.today())));
  const auto now = store::find_application(tx, application);
  CHECK(now.has_value());
  return index_application(tx, *now);
}

retention::Kind ended_kind() {
  retention::Kind kind;
  kind.name = "applications.ended";
  kind.noun = "application";
  kind.label = "会員にならなかった入会申込の個人情報";
  kind.data = kData;
  kind.purpose = kPurpose;
  kind.starts = "不承認または取下げの日";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条（結果の問合せに1年備える）";
  kind.way = retention::Way::anonymised;
  kind.place = kPlace;
  kind.seen_with = musubi::may::see_personal_data;
  kind.list_due = store::list_ended;
  kind.find = store::find_ended;
  kind.destroy = erase_people;
  return kind;
}

// Asked of the registry at the very moment: a member that came back keeps its application.
std::optional<retention::Item> find_of_left(db::Reader& reader, const std::string& id) {
  auto item = store::find_registered(reader, id);
  if (!item) return std::nullopt;
  const auto member = members::find_whereabouts(reader, {item->organisation_id});
  if (!member || member->left_on.empty()) return std::nullopt;
  const auto left = parse_iso_date(member->left_on);
  CHECK(left.has_value());
  item->started = *left;
  return item;
}

retention::Kind left_kind() {
  retention::Kind kind;
  kind.name = "applications.registered";
  kind.noun = "application";
  kind.label = "退会した会員の入会申込の個人情報";
  kind.data = std::string(kData) + "、補正の内容、同意した人と接続元";
  kind.purpose = kPurpose;
  kind.starts = "退会の日";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条（退会後の問合せに1年備える）";
  kind.way = retention::Way::anonymised;
  kind.place = kPlace;
  kind.seen_with = musubi::may::see_personal_data;
  kind.list_due = store::list_of_left;
  kind.find = find_of_left;
  kind.destroy = erase_people;
  return kind;
}

retention::Kind draft_kind() {
  retention::Kind kind;
  kind.name = std::string(kDraftKind);
  kind.noun = "application";
  kind.label = "送られなかった入会申込の下書き";
  kind.data = "入力の途中の記入内容、添付ファイル";
  kind.purpose = kPurpose;
  kind.starts = "最後に入力した日";
  kind.term = {.days = kDraftDays};
  kind.basis = "個人情報保護法第22条（申込者への案内のとおり30日）";
  kind.way = retention::Way::erased;
  kind.place = kPlace;
  kind.automatic = true;  // the letter to the applicant promises the day
  kind.list_due = [](db::Reader& reader, Date until, const std::string& after, int most) {
    return store::list_old_drafts(reader, retention::last_moment_of(until), after, most);
  };
  return kind;
}

retention::Kind record_kind() {
  retention::Kind kind;
  kind.name = "applications.records";
  kind.noun = "application";
  kind.label = "入会申込・同意・誓約の記録";
  kind.data = "受付番号、団体名、同意した版・日時";
  kind.purpose = "入会の手続の証明";
  kind.starts = "決定の日";
  kind.term = {.evidence = true};
  kind.basis = "仕様書9(7)（R-9.7）";
  kind.way = retention::Way::kept;
  kind.place = "データベース";
  kind.seen_with = may::see_applications;
  return kind;
}

}  // namespace

retention::Kinds retention_kinds() {
  return {draft_kind(), ended_kind(), left_kind(), record_kind()};
}

Result<void> follow_members(const Context& ctx) {
  std::string after;
  for (;;) {
    std::vector<std::pair<std::string, std::string>> moved;  // application, day
    const auto page = ctx.db.read([&](db::Reader& reader) {
      auto found = store::list_of_members(reader, after, kAtOnce);
      for (const auto& one : found) {
        const auto member = members::find_whereabouts(reader, one.organisation);
        const std::string day = member ? member->left_on : "";
        if (day != one.member_left_on) moved.emplace_back(one.id, day);
      }
      return found;
    });
    const auto write = [&](db::Tx& tx) -> Result<void> {
      for (const auto& [id, day] : moved) TRY(store::update_member_left(tx, id, day));
      return {};
    };
    if (!moved.empty()) TRY(ctx.db.write(write));
    if (static_cast<int>(page.size()) < kAtOnce) return {};
    after = page.back().id;
  }
}

holdings::Tie organisation_tie() {
  return {"入会申込", [](db::Reader& reader, const OrganisationId& id) {
            return store::has_application_of(reader, id);
          }};
}

}  // namespace musubi::applications
