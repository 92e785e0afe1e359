// service.cc - see service.h. A copy is made beside its place and moved there when it is whole;
// what failed leaves nothing but its reason.
#include "features/site_export/service.h"

#include <filesystem>
#include <stdexcept>

#include "base/log.h"
#include "base/sha256.h"
#include "base/text.h"
#include "core/archives/archives.h"
#include "core/audit/audit.h"
#include "core/files/files.h"
#include "features/site_export/crawl.h"
#include "web/app.h"
#include "web/live.h"

namespace musubi::site_export {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kStoppedMs = 5 * 60'000;  // without a sign of life
constexpr std::int64_t kTellMs = 500;
constexpr int kLookedAt = 1000;

// Goes with what was made in vain.
struct Workshop {
  explicit Workshop(std::string at) : path(std::move(at)) {
    std::error_code error;
    fs::create_directories(path, error);
  }
  ~Workshop() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  std::string path;
};

std::string copies_folder() {
  return (fs::path(files::options().folder).parent_path() / "site-copies").string();
}

std::string path_of_copy(const SiteCopyId& id) { return copies_folder() + "/" + id.text + ".zip"; }

audit::Subject subject_of(const SiteCopyId& id) { return {"site_export", id.text, ""}; }

Failure place_taken(const std::string& out) {
  return fail(Fault::conflict, "「" + out + "」には、もう何かあります。空のフォルダか、まだないファイルの名前を"
                               "指定してください");
}

Result<void> put_in_place(const std::string& from, const std::string& out, bool zip) {
  std::error_code error;
  if (zip) {
    const std::string made = from + ".zip";
    const auto zipped = archives::write_zip(from, made);
    if (zipped) fs::rename(made, out, error);
    std::error_code ignored;
    fs::remove(made, ignored);  // nothing there, when it is in its place
    if (!zipped) return zipped;
  } else {
    fs::remove(out, error);  // an empty folder, if there is one
    error.clear();
    fs::rename(from, out, error);
  }
  if (!error) return {};
  return fail(Fault::unavailable, "写しを「" + out + "」に置けませんでした。場所と権限を確かめてください");
}

Result<void> note_written(const Context& ctx, const Written& written, const SiteCopyId& id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    return audit::note(tx, ctx, "site_export.copy.made", subject_of(id), nullptr,
                       {{"pages", written.pages},
                        {"files", written.files},
                        {"bytes", written.bytes},
                        {"redirects", written.redirects}});
  });
}

}  // namespace

Result<Written> write_site(const Context& ctx, web::App& app, const std::string& out,
                           const Progress& progress) {
  TRY(must(ctx.actor, may::make_copies));
  std::error_code error;
  const bool zip = lower_ascii(out).ends_with(".zip");
  const bool there = fs::exists(out, error);
  if (there && (zip || !fs::is_directory(out, error) || !fs::is_empty(out, error))) {
    return place_taken(out);
  }
  const fs::path parent = fs::absolute(out, error).lexically_normal().parent_path();
  fs::create_directories(parent, error);
  const Workshop workshop((parent / (".copy-" + random_token(9))).string());
  if (!fs::is_directory(workshop.path, error)) {
    return fail(Fault::unavailable, "「" + parent.string() + "」に書けません。場所と権限を確かめてください");
  }
  Written written = TRY(Crawl(ctx, app, workshop.path, progress).run());
  fs::path place = fs::absolute(out, error).lexically_normal();
  if (place.filename().empty()) place = place.parent_path();  // DIR/
  TRY(put_in_place(workshop.path, place.string(), zip));
  TRY(note_written(ctx, written, SiteCopyId::make(ctx.now)));
  return written;
}

bool has_stopped(const SiteCopy& copy, Instant now) {
  return copy.state == "running" && now.ms - copy.updated_at.ms > kStoppedMs;
}

Result<SiteCopyId> begin_copy(const Context& ctx) {
  TRY(must(ctx.actor, may::make_copies));
  return ctx.db.write([&](db::Tx& tx) -> Result<SiteCopyId> {
    if (auto running = store::find_running(tx)) {
      if (!has_stopped(*running, ctx.now)) {
        return fail(Fault::conflict, "いま、別の写しを作っています。できあがるまでお待ちください");
      }
      running->state = "failed";
      running->problem = "途中で止まりました";
      running->updated_at = ctx.now;
      TRY(store::update_copy(tx, *running));
    }
    SiteCopy copy;
    copy.id = SiteCopyId::make(ctx.now);
    copy.made_by_name = ctx.actor.name;
    copy.created_at = copy.updated_at = ctx.now;
    TRY(store::insert_copy(tx, copy));
    TRY(audit::note(tx, ctx, "site_export.copy.ordered", subject_of(copy.id)));
    return copy.id;
  });
}

void make_copy(const Context& ctx, web::App& app, const SiteCopyId& id,
               const std::function<bool()>& is_over) {
  Instant told = {};
  const Progress tell = [&](std::int64_t done, std::int64_t total) {
    if (is_over && is_over()) throw std::runtime_error("the program ends");
    const Instant now = app.clock();
    if (now.ms - told.ms < kTellMs) return;
    told = now;
    (void)ctx.db.write([&](db::Tx& tx) -> Result<void> {
      TRY(store::update_progress(tx, id, done, total, now));
      tx.notify(kChannel, id.text);
      return {};
    });
  };
  Result<Written> written = fail(Fault::unavailable, "途中で止まりました。もう一度お試しください");
  try {
    written = write_site(ctx, app, path_of_copy(id), tell);
  } catch (const std::exception& broken) {
    log::error("site_export.broke", {{"copy", id.text}, {"detail", broken.what()}});
  }
  const auto sha256 = written ? sha256_hex_of_file(path_of_copy(id)) : Result<std::string>("");
  std::error_code error;
  const auto bytes = written ? fs::file_size(path_of_copy(id), error) : 0;
  Result<void> kept = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto copy = store::find_copy(tx, id);
    if (!copy) return {};
    copy->state = written && sha256 ? "done" : "failed";
    if (written) {
      copy->pages = written->pages;
      copy->files = written->files;
      copy->redirects = written->redirects;
      copy->left_out = written->left_out;
      copy->bytes = static_cast<std::int64_t>(bytes);
      copy->sha256 = sha256 ? *sha256 : "";
    } else {
      copy->problem = written.error().says;
    }
    copy->updated_at = app.clock();
    TRY(store::update_copy(tx, *copy));
    tx.notify(kChannel, id.text);
    return {};
  });
  if (!kept) log::error("site_export.not_kept", {{"copy", id.text}});
}

Result<std::vector<SiteCopy>> list_copies(const Context& ctx) {
  TRY(must(ctx.actor, may::make_copies));
  return ctx.db.read(
      [](db::Reader& reader) { return store::list_copies(reader, kListedCopies); });
}

Result<CopyFile> open_copy(const Context& ctx, const SiteCopyId& id) {
  TRY(must(ctx.actor, may::make_copies));
  const auto copy = ctx.db.read([&](db::Reader& reader) { return store::find_copy(reader, id); });
  std::error_code error;
  if (!copy || copy->state != "done" || !fs::is_regular_file(path_of_copy(id), error)) {
    return fail(Fault::not_found, "この写しのファイルはもうありません。新しい写しを作ってください");
  }
  return CopyFile{path_of_copy(id),
                  "公開サイトの写し-" + iso(date_in_japan(copy->created_at)) + ".zip"};
}

Result<void> remove_old_copies(const Context& ctx) {
  const auto all =
      ctx.db.read([](db::Reader& reader) { return store::list_done(reader, kLookedAt); });
  for (std::size_t i = kKeptCopies; i < all.size(); ++i) {
    SiteCopy copy = all[i];
    copy.state = "removed";
    copy.updated_at = ctx.now;
    Result<void> removed = ctx.db.write([&](db::Tx& tx) -> Result<void> {
      TRY(store::update_copy(tx, copy));
      return audit::note(tx, ctx, "site_export.copy.removed", subject_of(copy.id));
    });
    TRY(std::move(removed));
    std::error_code ignored;
    fs::remove(path_of_copy(copy.id), ignored);
  }
  return {};
}

Result<void> CopyDesk::run(const Context& ctx, const SiteCopyId& id) {
  return workers_.run([this, ctx, id] {
    Context now = ctx;  // it may have waited for its turn
    now.now = app_.clock();
    make_copy(now, app_, id, [this] { return ending_.load(); });
  });
}

void CopyDesk::begin_news() {
  std::call_once(begun_, [this] {
    listener_ = std::make_unique<db::Listener>(
        app_.db, std::vector<std::string>{std::string(kChannel)},
        [this](const db::Notice&) { app_.live->publish(kTopic, "changed", "1"); });
  });
}

}  // namespace musubi::site_export
