// upkeep.cc - the small commands that keep an installation in order: migrate, search rebuild,
// config. Long work shows a progress bar on a terminal.
#include <memory>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "core/search/search.h"
#include "db/migrate.h"

namespace musubi::cli {

int migrate(const Choices& choices) {
  auto place = Installation::open(choices);
  if (!place) return report(place.error(), choices.json);
  auto bar = std::make_unique<ProgressBar>("データベースを用意しています");
  auto applied = db::migrate(
      (*place)->db_options(), db::embedded_migrations(),
      [&bar](std::int64_t done, std::int64_t total) { bar->at(done, total); });
  bar.reset();  // the line is clean before anything is printed
  if (!applied) return report(applied.error(), choices.json);
  if (choices.json) {
    say_json({{"applied", *applied}});
  } else if (!applied->empty()) {
    remark("データベースを用意しました（" + std::to_string(applied->size()) + " 件を適用）。");
  }
  return kOk;
}

int rebuild_search(const Product& product, const Choices& choices) {
  auto place = Installation::open(choices);
  if (!place) return report(place.error(), choices.json);
  if (auto connected = (*place)->connect(); !connected) {
    return report(connected.error(), choices.json);
  }
  ProgressBar bar("検索の索引");
  auto count = search::rebuild((*place)->db(), product.feeders,
                               [&bar](std::string_view, std::int64_t done) { bar.at(done, 0); });
  if (!count) return report(count.error(), choices.json);
  if (choices.json) {
    say_json({{"documents", *count}});
  } else {
    say("検索の索引を作り直しました（" + std::to_string(*count) + " 件）。");
  }
  return kOk;
}

int print_example_config() {
  say(trim(config::example_toml()));  // say() ends the line, as the file does
  return kOk;
}

int check_config(const Choices& choices) {
  auto place = Installation::look_at(choices);
  if (!place) return report(place.error(), choices.json);
  const std::string path = (*place)->config_path();
  if (choices.json) {
    const bool postgres = (*place)->db_options().kind == db::Kind::postgres;
    say_json({{"file", path}, {"ok", true}, {"database", postgres ? "postgres" : "sqlite"}});
  } else {
    say(path.empty() ? "設定ファイルはなく、既定の値と環境変数で動きます。誤りはありません。"
                     : "設定ファイル「" + path + "」に誤りはありません。");
  }
  return kOk;
}

}  // namespace musubi::cli
