// postal.cc - `musubi import postal-codes`: the post's list of postal codes becomes the table that
// 「住所を調べる」 looks in. The list is the operator's: nothing is fetched. Whatever goes wrong, the
// table that was there goes on answering.
#include "base/text.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "core/postal/postal.h"

namespace musubi::cli {

int import_postal_codes(const Choices& choices, const std::string& file) {
  auto place = Installation::open(choices);
  if (!place) return report(place.error(), choices.json);
  if (auto ready = (*place)->migrate(); !ready) return report(ready.error(), choices.json);
  auto bar = std::make_unique<ProgressBar>("郵便番号の表を取り込んでいます");
  const auto imported = postal::import_file(
      (*place)->context("コマンド import postal-codes"), file,
      [&bar](std::int64_t done, std::int64_t total) { bar->at(done, total); });
  bar.reset();  // the line is clean before anything is printed
  if (!imported) return report(imported.error(), choices.json);
  if (choices.json) {
    say_json({{"towns", imported->towns},
              {"postal_codes", imported->postal_codes},
              {"replaced", imported->replaced}});
    return kOk;
  }
  say("郵便番号 " + thousands(imported->postal_codes) + " 件、町域 " + thousands(imported->towns) +
      " 件を取り込みました。");
  say(imported->replaced ? "前の表と入れ替えました。"
                         : "入会申込などの画面に「住所を調べる」が表示されます。");
  return kOk;
}

}  // namespace musubi::cli
