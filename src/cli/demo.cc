// demo.cc - `musubi demo`: the fictional consortium in an empty database, once, and its accounts in
// <data>/demo/accounts.json. Never touches a database that has an account: real data and the demo
// must not mix. The pretended day is written last but one, so that a demo is known as one.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "cli/commands.h"
#include "cli/console.h"
#include "core/settings/settings.h"

namespace musubi::cli {
namespace fs = std::filesystem;
namespace {

// Whole or not at all: the file is what says that the demo is complete.
Result<void> write_accounts(const fs::path& folder, const std::string& json) {
  std::error_code made;
  fs::create_directories(folder, made);
  const fs::path target = folder / "accounts.json", fresh = folder / ".accounts.json.new";
  const int fd = open(fresh.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  bool written = fd >= 0 && write(fd, json.data(), json.size()) ==
                                static_cast<ssize_t>(json.size()) && fsync(fd) == 0;
  if (fd >= 0) close(fd);
  written = written && std::rename(fresh.c_str(), target.c_str()) == 0;
  if (written) return {};
  return fail(Fault::unavailable, "「" + target.string() +
                                      "」を書けません。空き容量と権限をお確かめください。");
}

Result<std::size_t> load(const Product& product, Installation& place) {
  TRY(place.migrate());
  Context ctx = place.context("コマンド demo");
  ctx.pretended_today = product.demo_today;
  accounts::ListFilter any;
  any.most = 1;
  const auto existing = TRY(accounts::list_accounts(ctx, any));
  if (!existing.empty()) {
    return fail(Fault::conflict, "このデータフォルダには、すでにアカウントがあります。"
                                 "デモは、--data で空のフォルダを指定して読み込んでください。");
  }
  const auto locksmith = TRY(place.locksmith());
  auto bar = std::make_unique<ProgressBar>("デモを読み込んでいます");
  auto loaded = product.load_demo(
      ctx, [&bar](std::int64_t done, std::int64_t all) { bar->at(done, all); });
  bar.reset();  // the line is clean before anything is printed
  const OrganisationId organisation = TRY(std::move(loaded));
  const auto made = TRY(accounts::create_demo_accounts(ctx, *locksmith, organisation));
  TRY(product.finish_demo(ctx, *locksmith));
  TRY(place.db().write([&](db::Tx& tx) -> Result<void> {
    return settings::change(tx, ctx, kPretendedToday, iso(product.demo_today));
  }));
  TRY(write_accounts(fs::path(place.data_folder()) / "demo", accounts::demo_accounts_json(made)));
  return made.size();
}

}  // namespace

int demo(const Product& product, const Choices& choices) {
  auto place = Installation::open(choices);
  if (!place) return report(place.error(), choices.json);
  auto accounts_made = load(product, **place);
  if (!accounts_made) return report(accounts_made.error(), choices.json);
  const std::string file = (*place)->data_folder() + "/demo/accounts.json";
  if (choices.json) {
    say_json({{"accounts", *accounts_made}, {"file", file}});
  } else {
    remark("デモを読み込みました。アカウントは " + file + " にあります。");
  }
  return kOk;
}

}  // namespace musubi::cli
