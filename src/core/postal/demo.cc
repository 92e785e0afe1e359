// demo.cc - a few invented towns in real municipalities, at the addresses of the demo's
// organisations, so that 「住所を調べる」 can be tried. Called by `musubi demo` on an empty database.
// Must never hold a row of the real list.
#include "core/postal/postal.h"

namespace musubi::postal {
namespace {

constexpr std::string_view kFlags = ",0,0,0,0,0,0\n";

struct DemoTown {
  std::string_view code, postal_code, municipality, town;
};
// 860-0002 and 866-0801 stand for several towns: one is chosen.
constexpr DemoTown kDemoTowns[] = {
    {"43101", "8600001", "熊本市中央区", "架空町"},
    {"43101", "8600002", "熊本市中央区", "架空町"},
    {"43101", "8600002", "熊本市中央区", "架空新町（１～３丁目）"},
    {"43101", "8600002", "熊本市中央区", "架空本町"},
    {"43101", "8600801", "熊本市中央区", "架空町"},
    {"43101", "8620951", "熊本市中央区", "架空町"},
    {"43101", "8628570", "熊本市中央区", "架空町"},
    {"43102", "8620901", "熊本市東区", "架空町"},
    {"43105", "8618001", "熊本市北区", "架空町"},
    {"43202", "8660801", "八代市", "架空町"},
    {"43202", "8660801", "八代市", "架空浜町"},
    {"43203", "8680001", "人吉市", "架空町"},
    {"43208", "8610501", "山鹿市", "架空町"},
    {"43210", "8611301", "菊池市", "架空町"},
    {"43211", "8690401", "宇土市", "架空町"},
    {"43214", "8692301", "阿蘇市", "架空町"},
    {"43215", "8630001", "天草市", "架空町"},
    {"43369", "8650101", "玉名郡和水町", "架空"},
    {"43433", "8691401", "阿蘇郡南阿蘇村", "架空"},
};

}  // namespace

Result<void> load_demo(const Context& ctx) {
  std::string list;
  for (const DemoTown& one : kDemoTowns) {
    list += std::string(one.code) + "," + std::string(one.postal_code.substr(0, 3)) + "," +
            std::string(one.postal_code) + ",,,,熊本県," + std::string(one.municipality) + "," +
            std::string(one.town) + std::string(kFlags);
  }
  Context first_day = ctx;
  first_day.now = Instant{start_of_day_in_japan({2024, 4, 1}).ms + 9LL * 3'600'000};
  first_day.pretended_today = Date{2024, 4, 1};
  TRY(import_bytes(first_day, list, "架空の郵便番号.csv"));
  return {};
}

}  // namespace musubi::postal
