// bringing.cc - what an import brought into the library: taken back while nobody has worked on it,
// and the one address that leads to an item as a whole. See media.h; asks for the same permission
// as deleting by hand.
#include "features/media/service.h"

namespace musubi::media {

Result<std::string> take_back_file(const Context& ctx, const MediaId& id) {
  TRY(must(ctx.actor, may::keep_media));
  const auto item = ctx.db.read([&](db::Reader& reader) { return store::find_item(reader, id); });
  if (!item) return std::string();
  if (item->version != 1) return std::string("取り込んだあとに書き直されたため、残しました");
  const auto deleted = delete_item(ctx, id.text, item->version);
  if (deleted || deleted.error().fault == Fault::not_found) return std::string();
  if (deleted.error().fault != Fault::conflict) return fail(deleted.error());
  return std::string("ほかで使われているため、残しました");
}

std::string public_path(db::Reader& reader, const MediaId& id, Date today) {
  if (!is_public(reader, id, today)) return {};
  if (const auto document = find_document(reader, id)) return document->path;
  const auto picture = find_picture(reader, id, today);
  std::string out;
  if (!picture) return out;
  // Narrowest first: the last one is the widest.
  for (const Rendition& one : picture->renditions) {
    if (one.shape == "full" && one.format == "jpg") out = one.path;
  }
  return out;
}

}  // namespace musubi::media
