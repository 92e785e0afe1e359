// sites.cc - `musubi import site` and `musubi export site`: a site that moves in, and the public
// site as files. What they print names items and addresses; the dry run makes no data folder.
#include <filesystem>
#include <memory>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "features/site_export/site_export.h"
#include "features/site_import/site_import.h"
#include "web/app.h"

namespace musubi::cli {
namespace {

constexpr std::size_t kLinesMost = 30;  // of a list; the rest is in --json and on the page

std::string figure(const Json& from) { return thousands(from.get<std::int64_t>()); }

void tell_site(const Json& told) {
  const std::string title = told.at("site").at("title").get<std::string>();
  say("前のサイト: " + (title.empty() ? "（名前なし）" : title) + "  " +
      told.at("site").at("address").get<std::string>());
  for (const Json& group : told.at("groups")) {
    const std::string becomes = group.at("becomes").get<std::string>();
    say("  " + group.at("label").get<std::string>() + "  " + figure(group.at("count")) + " 件 → " +
        (becomes.empty() ? "投稿と同じ" : becomes == "skip" ? "取り込まない" : becomes));
  }
  for (const auto& [what, count] : told.at("skipped").items()) {
    say("  " + what + "  " + figure(count) + " 件 → 記事ではないため読みません");
  }
  std::string authors;
  for (const auto& [name, count] : told.at("authors").items()) {
    authors += (authors.empty() ? "" : "、") + name + "（" + figure(count) + "件）";
  }
  if (!authors.empty()) say("書いた人: " + authors);
}

void tell_losses(const Json& told) {
  const Json& losses = told.at("losses");
  if (losses.empty()) {
    say("そのまま移せないものはありません。");
  } else {
    say("そのまま移せないもの " + thousands(static_cast<std::int64_t>(losses.size())) + " か所:");
  }
  std::size_t shown = 0;
  for (const Json& one : losses) {
    if (++shown > kLinesMost) {
      say("  ほかは --json か画面でご覧ください。");
      break;
    }
    say("  「" + one.at("title").get<std::string>() + "」" +
        std::to_string(one.at("block").get<int>()) + " " + one.at("place").get<std::string>() +
        ": " + one.at("what").get<std::string>() + " → " + one.at("remedy").get<std::string>());
  }
  const Json& missing = told.at("media").at("missing");
  if (missing.empty()) return;
  say("ファイルのない画像・資料 " + thousands(static_cast<std::int64_t>(missing.size())) + " 件:");
  shown = 0;
  for (const Json& name : missing) {
    if (++shown > kLinesMost) {
      say("  ほかは --json か画面でご覧ください。");
      break;
    }
    say("  " + name.get<std::string>());
  }
}

void tell_outcomes(const Json& told) {
  const auto count = [&](const char* name) {
    return thousands(told.at("outcomes").value(name, std::int64_t{0}));
  };
  say("下書きにした " + count("made") + " 件、前に取り込んである " + count("same") +
      " 件、取り込まない " + count("skipped") + " 件、取り込めなかった " + count("failed") + " 件");
  for (const Json& item : told.at("items")) {
    if (item.at("outcome") != "failed") continue;
    say("  「" + item.at("title").get<std::string>() + "」" + item.at("says").get<std::string>());
  }
  say("公開はしていません。画面の「WordPressからの移行」で報告を見て、確認に回してください。");
}

}  // namespace

int import_site(const Choices& choices, const SiteImportOptions& options) {
  const site_import::SiteFile file{options.file, options.media};
  auto bar = std::make_unique<ProgressBar>(options.dry_run ? "ファイルを読んでいます"
                                                           : "サイトを取り込んでいます");
  const auto show = [&bar](std::int64_t done, std::int64_t total) { bar->at(done, total); };
  Result<Json> told = fail(Fault::unavailable, "");
  std::unique_ptr<Installation> place;
  if (options.dry_run) {
    told = site_import::dry_run(file, show);
  } else {
    auto opened = Installation::open(choices);
    if (!opened) return report(opened.error(), choices.json);
    place = std::move(*opened);
    if (auto ready = place->migrate(); !ready) return report(ready.error(), choices.json);
    told = site_import::import_site(place->context("コマンド import site"), file, show);
  }
  bar.reset();  // the line is clean before anything is printed
  if (!told) return report(told.error(), choices.json);
  if (choices.json) {
    say_json(*told);
    return kOk;
  }
  tell_site(*told);
  tell_losses(*told);
  if (options.dry_run) say("まだ何も取り込んでいません（--dry-run）。");
  else tell_outcomes(*told);
  return kOk;
}

int export_site(const Product& product, const Choices& choices, const SiteExportOptions& options) {
  auto place = Installation::open(choices);
  if (!place) return report(place.error(), choices.json);
  if (auto ready = (*place)->migrate(); !ready) return report(ready.error(), choices.json);
  web::App app((*place)->db());
  if (auto furnished = furnish(app, **place); !furnished) {
    return report(furnished.error(), choices.json);
  }
  if (auto added = product.add_routes(app, **place); !added) {
    return report(added.error(), choices.json);
  }
  auto bar = std::make_unique<ProgressBar>("公開サイトを書き出しています");
  const auto written = site_export::write_site(
      (*place)->context("コマンド export site"), app, options.out,
      [&bar](std::int64_t done, std::int64_t total) { bar->at(done, total); });
  bar.reset();
  if (!written) return report(written.error(), choices.json);
  if (choices.json) {
    say_json({{"out", options.out},
              {"pages", written->pages},
              {"files", written->files},
              {"bytes", written->bytes},
              {"redirects", written->redirects},
              {"left_out", written->left_out}});
    return kOk;
  }
  say("公開サイトを「" + options.out + "」に書き出しました。ページ " + thousands(written->pages) +
      "、ファイル " + thousands(written->files) + "、転送 " + thousands(written->redirects));
  for (const std::string& path : written->left_out) say("  書き出せなかったページ: " + path);
  return kOk;
}

}  // namespace musubi::cli
