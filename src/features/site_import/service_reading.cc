// service_reading.cc - the file becomes a draft: items, what is lost of each, the files that they
// need and whether those are there. Begun again after a kill, from the beginning; a file that ended
// several readings is left to a person.
#include <filesystem>

#include "base/log.h"
#include "base/text.h"
#include "features/site_import/reading.h"
#include "features/site_import/service.h"
#include "features/site_import/wordpress/addresses.h"
#include "features/site_import/wordpress/references.h"

namespace musubi::site_import {
namespace {

constexpr std::size_t kBatch = 50;         // items of one transaction
constexpr int kListedAtOnce = 200;
constexpr std::int64_t kReadingsMost = 3;  // then the file itself may be what ends the process
constexpr std::int64_t kLinkLosses = 100'000;  // numbers of what is found after the conversion

}  // namespace

Result<std::string> kept_path(const Context& ctx, const std::string& file_id) {
  const auto file = ctx.db.read(
      [&](db::Reader& reader) { return files::find_file(reader, {file_id}); });
  const bool good = file && (file->state == files::State::clean ||
                             file->state == files::State::unscanned);
  if (!good) {
    return fail(Fault::unavailable, "取り込むファイルを開けません。ウイルス検査が済むまでお待ちください");
  }
  return files::path_of_file(*file);
}

namespace {

class DraftReading {
 public:
  DraftReading(const Context& ctx, SiteImport import, const Steps& steps)
      : ctx_(ctx), import_(std::move(import)), steps_(steps) {}

  Result<void> run(const std::string& path, const std::string& media_path) {
    std::error_code error;
    import_.total = static_cast<std::int64_t>(std::filesystem::file_size(path, error));
    WxrSite site = TRY(read_wxr(
        path, [this](const WxrSite& of, WxrItem item) { return take(of, std::move(item)); },
        [this](std::int64_t bytes) { import_.done = bytes; }));
    TRY(flush());
    TRY(match_files(media_path));
    TRY(check_links(site.address));
    return finish(site);
  }

 private:
  Result<void> take(const WxrSite& site, WxrItem from) {
    const std::string author = author_of(site, from.author);
    ReadItem read = read_item(site, std::move(from), site.items);
    if (!read.skipped.empty()) ++import_.skipped[read.skipped];
    if (read.item) {
      ++import_.authors[author];
      read.item->import = import_.id;
      groups_.add(*read.item);
    }
    waiting_.push_back(std::move(read));
    return waiting_.size() < kBatch ? Result<void>() : flush();
  }

  Result<void> flush() {
    if (waiting_.empty()) return {};
    Result<void> written = ctx_.db.write([&](db::Tx& tx) -> Result<void> {
      for (const ReadItem& read : waiting_) TRY(write(tx, read));
      TRY(store::update_progress(tx, import_.id, import_.done, import_.total, ctx_.now));
      tx.notify(kChannel, import_.id.text);
      return {};
    });
    waiting_.clear();
    if (steps_) steps_(import_.done, import_.total);
    return written;
  }

  Result<void> write(db::Tx& tx, const ReadItem& read) const {
    if (read.media) {
      ImportMedia media = *read.media;
      media.import = import_.id;
      TRY(store::put_media(tx, media));
    }
    if (!read.item) return {};
    TRY(store::insert_item(tx, *read.item));
    std::int64_t number = 0;
    for (const Loss& loss : read.losses) {
      TRY(store::insert_loss(tx, import_.id, {read.item->position, ++number, "", loss}));
    }
    for (const std::string& name : read.files) {
      ImportMedia media;
      media.import = import_.id;
      media.name = name;
      TRY(store::put_media(tx, media));
    }
    return {};
  }

  Result<void> match_files(const std::string& media_path) {
    if (media_path.empty()) return {};
    const auto shelf = TRY(archives::Shelf::open(media_path));
    const Uploads uploads = TRY(Uploads::look_at(*shelf));
    std::string after;
    for (;;) {
      const auto some = ctx_.db.read([&](db::Reader& reader) {
        return store::list_media(reader, import_.id, "", after, kListedAtOnce);
      });
      if (some.empty()) return {};
      after = some.back().name;
      Result<void> matched = ctx_.db.write([&](db::Tx& tx) -> Result<void> {
        for (ImportMedia media : some) {
          const Found* found = uploads.find(media.name);
          if (found == nullptr) continue;
          media.entry = found->entry;
          media.state = "found";
          if (!found->original) media.says = "元の大きさの画像がないため、小さい画像を使います";
          TRY(store::update_media(tx, media));
        }
        return {};
      });
      TRY(std::move(matched));
    }
  }

  // Links of the old site whose article is not in the file.
  Result<void> check_links(const std::string& site) {
    std::int64_t after = 0;
    for (;;) {
      const auto some = ctx_.db.read([&](db::Reader& reader) {
        return store::list_items(reader, import_.id, "", after, kListedAtOnce);
      });
      if (some.empty()) return {};
      after = some.back().position;
      Result<void> checked = ctx_.db.write([&](db::Tx& tx) -> Result<void> {
        for (const ImportItem& item : some) TRY(check_links_of(tx, item, site));
        return {};
      });
      TRY(std::move(checked));
    }
  }

  Result<void> check_links_of(db::Tx& tx, const ImportItem& item, const std::string& site) const {
    std::set<std::string> missing;
    References answers;
    answers.media = [](const std::string&) { return MediaAnswer{}; };
    answers.page = [&](const std::string& address) {
      const std::string path = old_path_of(address, site);
      const bool front = path == "/" || path.empty();
      if (!front && !store::find_item_by_old_path(tx, import_.id, path)) missing.insert(path);
      return std::string();
    };
    (void)with_references(item.body, answers);
    std::int64_t number = kLinkLosses;
    for (const std::string& path : missing) {
      if (number >= kLinkLosses + 50) break;
      const Loss loss{0, "link", "", "リンク先（" + cut_characters(path, 60) +
                                         "）の記事が、このファイルにありません",
                      "リンク先を直すか、リンクを消してください"};
      TRY(store::insert_loss(tx, import_.id, {item.position, ++number, "", loss}));
    }
    return {};
  }

  Result<void> finish(const WxrSite& site) {
    import_.groups = groups_.take(site.categories);
    import_.site_title = cut_characters(site.title, 200);
    import_.site_address = cut_characters(site.address, 300);
    import_.state = "draft";
    import_.updated_at = ctx_.now;
    import_.done = import_.total;
    std::int64_t after = 0;
    for (;;) {
      const auto some = ctx_.db.read([&](db::Reader& reader) {
        return store::list_items(reader, import_.id, "", after, kListedAtOnce);
      });
      if (some.empty()) break;
      after = some.back().position;
      Result<void> aimed = ctx_.db.write([&](db::Tx& tx) -> Result<void> {
        for (ImportItem item : some) {
          item.target = target_of(import_, item);
          item.outcome = item.target.empty() ? "skipped" : "pending";
          TRY(store::update_target(tx, item));
        }
        return {};
      });
      TRY(std::move(aimed));
    }
    return ctx_.db.write([&](db::Tx& tx) -> Result<void> {
      TRY(store::update_import(tx, import_));
      tx.notify(kChannel, import_.id.text);
      return audit::note(tx, ctx_, "site_import.import.read", subject_of(import_), nullptr,
                         {{"items", site.items}});
    });
  }

  const Context& ctx_;
  SiteImport import_;
  const Steps& steps_;
  Groups groups_;
  std::vector<ReadItem> waiting_;
};

Result<void> give_up(const Context& ctx, const SiteImportId& id, const std::string& why) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto import = store::find_import(tx, id);
    if (!import || import->state != "reading") return {};
    import->state = "failed";
    import->problem = why;
    import->updated_at = ctx.now;
    TRY(store::update_import(tx, *import));
    TRY(store::delete_read(tx, id));
    tx.notify(kChannel, id.text);
    return audit::note(tx, ctx, "site_import.import.failed", subject_of(*import), nullptr, nullptr,
                       why);
  });
}

}  // namespace

Result<void> read_import(const Context& ctx, const SiteImport& import, const Places& places,
                         const Steps& steps) {
  if (import.resumed >= kReadingsMost) {
    return give_up(ctx, import.id, "読み取りが何度も途中で止まりました。ファイルを分けて書き出し、もう一度お試しください");
  }
  SiteImport begun = import;
  ++begun.resumed;
  begun.updated_at = ctx.now;
  Result<void> cleared = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::update_import(tx, begun));
    return store::delete_read(tx, import.id);
  });
  TRY(std::move(cleared));
  ++begun.version;  // as update_import() left it
  const std::string path = TRY(kept_path(ctx, import.file_id));
  std::string media = places.media;
  if (media.empty() && !import.media_file_id.empty()) {
    media = TRY(kept_path(ctx, import.media_file_id));
  }
  const Result<void> done = DraftReading(ctx, begun, steps).run(path, media);
  if (done || done.error().fault == Fault::unavailable) return done;
  const std::string why =
      done.error().fields.empty() ? done.error().says : done.error().fields.front().says;
  TRY(give_up(ctx, import.id, why));
  return done;
}

}  // namespace musubi::site_import
