// demo.cc - the files of screenings that the demo tells of, through the services that people use
// and with the clock of the story. Names and findings are fictional. Called by reviews' demo only.
#include "features/screenings/service.h"

namespace musubi::screenings {
namespace {

Result<void> look_into(const Context& office, const Locksmith& smith, const ScreeningId& id,
                       const std::string& name, const DemoStory& story) {
  if (!story.representative_name.empty()) {
    TRY(add_officer(office, smith, id,
                    {story.representative_title, story.representative_name, "", "", "", ""}));
  }
  TRY(record_search(office, smith, id,
                    {name + "　逮捕　書類送検", "新聞記事データベース", "", "none", "", "", "", ""}));
  NewSearch second{name + "　評判", "検索サイト", "", "none", "", "", "", ""};
  if (story.in_doubt) {
    second.hit = "some";
    second.note = "同じ名前の別の団体とみられる古い書込みが1件ある。所在地が近く、区別が必要。";
  }
  TRY(record_search(office, smith, id, second));
  return record_lookup(office, smith, id,
                       {"履歴事項全部証明書", "", "商号・所在地・代表者は、申込書と一致。", ""});
}

Result<void> conclude(const Context& office, const Context& manager, const Locksmith& smith,
                      const ScreeningId& id) {
  const auto version = [&]() -> Result<std::int64_t> {
    return TRY(read_screening(office, smith, id)).version;
  };
  const NewFinding finding{"clear", "調べた範囲で、気になる情報はありませんでした。", TRY(version())};
  TRY(record_finding(office, smith, id, finding));
  const NewReading reading{"yes", "", TRY(version())};
  return record_second_reading(manager, smith, id, reading);
}

}  // namespace

Result<void> tell_demo(const Context& office, const Context& manager, const Locksmith& smith,
                       const Subject& subject, const DemoStory& story) {
  Result<ScreeningId> opened = office.db.write(
      [&](db::Tx& tx) { return open_screening(tx, office, smith, subject); });
  const ScreeningId id = TRY(std::move(opened));
  if (!story.settled && !story.in_doubt) return {};  // only just begun
  TRY(look_into(office, smith, id, subject.title, story));
  if (!story.in_doubt) return conclude(office, manager, smith, id);
  const auto now = TRY(read_screening(office, smith, id));
  TRY(record_finding(office, smith, id,
                     {"doubtful", "別の団体かどうかを、公開情報だけでは確かめられません。",
                      now.version}));
  return ask_by_mail(office, smith, id,
                     "記録した書込みがこの申込者のことかどうか、県でお持ちの情報を教えてください。");
}

Result<void> tell_demo_of_old_member(const Context& office, const Context& manager,
                                     const Locksmith& smith, const std::string& member_no) {
  const ScreeningId id = TRY(begin_for_member(office, smith, member_no));
  const auto file = TRY(read_screening(office, smith, id));
  TRY(look_into(office, smith, id, file.content.title, {}));
  return conclude(office, manager, smith, id);
}

}  // namespace musubi::screenings
