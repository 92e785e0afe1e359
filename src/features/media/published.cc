// published.cc - see published.h and the end of media.h: documents as the search reads them, and
// whether it may lead to one. Reads only; decides nothing of what the office does.
#include "features/media/published.h"

#include <algorithm>

#include "features/media/service.h"
#include "features/media/uses.h"

namespace musubi::media {
namespace {

Watcher& told_watcher() {
  static Watcher watcher;
  return watcher;
}

Readable readable_of(const Item& item) {
  return {item.id,     item.details.title, item.filename, item.media_type,
          item.sha256, "/media/" + item.id.text + "/original", item.bytes, item.uploaded_at};
}

bool is_held_back(db::Reader& reader, const Item& item) {
  const auto file = files::find_file(reader, files::FileId{item.file_id});
  return !file ||
         (file->state != files::State::clean && file->state != files::State::unscanned);
}

}  // namespace

void configure_watcher(Watcher watcher) { told_watcher() = std::move(watcher); }

Result<void> tell_watcher(db::Tx& tx, const Context& ctx, const MediaId& id) {
  if (!told_watcher()) return {};
  return told_watcher()(tx, ctx, id);
}

std::optional<Readable> find_readable(db::Reader& reader, const MediaId& id) {
  const auto item = store::find_item(reader, id);
  if (!item || item->kind != "document") return std::nullopt;
  return readable_of(*item);
}

std::vector<Readable> list_readables(db::Reader& reader, const std::string& after, int most,
                                     std::string& last) {
  std::vector<Readable> out;
  last.clear();
  for (const Item& item : store::list_items_by_id(reader, after, most)) {
    last = item.id.text;
    if (item.kind == "document") out.push_back(readable_of(item));
  }
  return out;
}

bool is_published(db::Reader& reader, const MediaId& id, Date today) {
  const auto item = store::find_item(reader, id);
  if (!item || consent_is_over(item->details, today) || is_held_back(reader, *item)) return false;
  return item->details.open_to_all || is_named_by_published(reader, id);
}

Result<std::string> path_on_disk(const Context& ctx, const MediaId& id) {
  const auto item = ctx.db.read([&](db::Reader& reader) { return store::find_item(reader, id); });
  if (!item || item->kind != "document") {
    return fail(Fault::not_found, "この資料は見つかりません。一覧から選び直してください");
  }
  const files::Opened opened =
      TRY(files::open_for(ctx, files::FileId{item->file_id}, kDocument));
  return opened.path;
}

}  // namespace musubi::media
