// service_serving.cc - what a browser is given: variants, documents and videos to visitors when
// they are public, anything to the office. See service.h.
// SECURITY: a picture as it came is never given to a visitor; every type is one of a short list.
#include "features/media/service.h"

namespace musubi::media {
namespace {

constexpr std::string_view kOriginalName = "original";

// Absent, hidden and not public look the same on purpose.
Failure not_served() {
  return fail(Fault::not_found, "画像・資料が見つかりません。もとのページを開き直してください");
}

Served served_variant(const files::Opened& opened, const Variant& variant) {
  return {opened.path, opened.file.sha256, std::string(format_media_type(variant.format)),
          "inline", ""};
}

Served served_document(const Item& item, const files::Opened& opened) {
  const files::Disposition how = files::disposition_of(opened.file);
  Served out{opened.path, opened.file.sha256, how.content_type, how.content_disposition, ""};
  // A browser plays these two itself and runs nothing of them.
  if (item.kind == "video") {
    out.content_type = item.media_type;
    out.content_disposition = "inline";
  }
  return out;
}

// The name of the variant that took the place of an older one.
std::string successor_of(db::Reader& reader, const MediaId& id, const std::string& name) {
  NameParts wanted;
  if (!read_variant_name(name, wanted)) return {};
  for (const Variant& one : store::list_variants(reader, id)) {
    const bool same = one.shape == wanted.shape && one.width == wanted.width &&
                      one.format == wanted.format;
    if (same) return one.name;
  }
  return {};
}

Result<Served> open_named(const Context& ctx, const Item& item, const std::string& name) {
  if (name == kOriginalName && item.kind != "picture") {
    return served_document(item, TRY(files::open_for(ctx, {item.file_id}, kDocument)));
  }
  const auto found =
      ctx.db.read([&](db::Reader& reader) { return store::find_variant(reader, item.id, name); });
  if (found) return served_variant(TRY(files::open_for(ctx, {found->file_id}, kVariant)), *found);
  Served out;
  out.successor =
      ctx.db.read([&](db::Reader& reader) { return successor_of(reader, item.id, name); });
  if (out.successor.empty()) return not_served();
  return out;
}

}  // namespace

Result<Served> open_public(const Context& ctx, const std::string& id, const std::string& name) {
  const auto item = ctx.db.read([&](db::Reader& reader) -> std::optional<Item> {
    if (!is_public(reader, {id}, ctx.today())) return std::nullopt;
    return store::find_item(reader, {id});
  });
  if (!item) return not_served();
  return open_named(ctx, *item, name);
}

Result<Served> open_preview(const Context& ctx, const std::string& id, const std::string& name) {
  TRY(must(ctx.actor, may::see_media));
  const auto item =
      ctx.db.read([&](db::Reader& reader) { return store::find_item(reader, {id}); });
  if (!item) return not_served();
  return open_named(ctx, *item, name);
}

Result<files::Opened> open_original(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_media));
  const auto item =
      ctx.db.read([&](db::Reader& reader) { return store::find_item(reader, {id}); });
  if (!item) return not_served();
  return files::open_for(ctx, {item->file_id}, item->kind == "picture" ? kOriginal : kDocument);
}

}  // namespace musubi::media
