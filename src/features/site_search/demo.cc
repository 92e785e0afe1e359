// demo.cc - the search of the demo's site: synonyms that an office would keep after half a year,
// and everything public in the index. What is published later follows by itself.
#include "features/site_search/service.h"
#include "features/site_search/service_index.h"
#include "features/site_search/site_search.h"

namespace musubi::site_search {

Result<void> load_demo(const Context& ctx) {
  const std::pair<const char*, const char*> groups[] = {
      {"補助金\n助成金\n支援金", "県と国で呼び方が違うため"},
      {"RPA\n業務自動化", "7月の見つからなかった言葉から"},
      {"請求書\nインボイス", ""},
      {"入会\n加入\n会員登録", ""},
      {"セミナー\n講座\n研修会", "イベントの題名で使い分けているため"},
      {"AI\n人工知能", ""},
      {"テレワーク\n在宅勤務", ""}};
  for (const auto& [words, note] : groups) {
    TRY(create_synonym(ctx, {words, note, 0, ""}));
  }
  return catch_up_contents(ctx);
}

}  // namespace musubi::site_search
