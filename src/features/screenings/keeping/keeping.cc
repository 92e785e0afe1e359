// keeping.cc - how long what a closed file says of people is kept (conventions C-7), and how it
// goes: the outcome stays, with who gave it and when; names, searches, evidence and words go. Opens
// a file only to take them out, inside the transaction of the destruction.
#include "features/screenings/keeping/keeping.h"

#include "core/files/files.h"
#include "features/screenings/store.h"
#include "features/screenings/keeping/store_keeping.h"

namespace musubi::screenings {
namespace {

Result<void> erase(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                   const std::string& id) {
  auto file = store::find_screening(tx, smith, id);
  CHECK(file.has_value());
  for (const Search& search : file->content.searches) {
    if (search.file_id.empty()) continue;
    const auto evidence = files::find_file(tx, {search.file_id});
    if (!evidence || evidence->state == files::State::removed) continue;
    TRY(files::remove(ctx, tx, {search.file_id}, "保存期限を過ぎた確認の証跡"));
  }
  Content& content = file->content;
  content.title = "（消去済み）";
  content.officers.clear();
  content.searches.clear();
  content.lookups.clear();
  content.inquiries.clear();
  content.finding.grounds.clear();
  for (Finding& finding : content.findings_before) finding.grounds.clear();
  for (SecondReading& reading : content.readings) reading.note.clear();
  content.diary = {{ctx.now, ctx.actor.name, "保存期限を過ぎたため、個人の情報を消去しました"}};
  TRY(store::update_screening(tx, smith, *file));
  return store::update_erased_on(tx, id, iso(ctx.today()));
}

}  // namespace

retention::Kinds retention_kinds(std::shared_ptr<const Locksmith> locksmith) {
  retention::Kind kind;
  kind.name = "screenings.files";
  kind.noun = "screening";
  kind.label = "反社会的勢力の確認に使った役員等の個人情報";
  kind.data = "役員等の氏名・カナ・生年月日・性別、検索の結果、証跡（封をして保管）";
  kind.purpose = "暴力団排除条例による確認";
  kind.starts = "確認を終えた日（会員のいちばん新しい確認は、次の確認か退会まで）";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条、熊本県暴力団排除条例";
  kind.way = retention::Way::anonymised;
  kind.place = "データベース・ファイル保管庫（暗号化）";
  kind.seen_with = may::see_screenings;
  kind.list_due = [](db::Reader& reader, Date until, const std::string& after, int most) {
    return store::list_closed(reader, retention::last_moment_of(until), after, most);
  };
  kind.find = store::find_closed;
  kind.destroy = [smith = std::move(locksmith)](db::Tx& tx, const Context& ctx,
                                                const std::string& id) {
    return erase(tx, ctx, *smith, id);
  };
  return {kind};
}

holdings::Tie organisation_tie() {
  return {"反社会的勢力の確認", [](db::Reader& reader, const OrganisationId& id) {
            return store::has_screening_of(reader, id);
          }};
}

}  // namespace musubi::screenings
