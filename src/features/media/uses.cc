// uses.cc - see uses.h and media.h: who uses what, what follows for visitors, and what pages of
// other features are told of a picture. Reads only.
#include "features/media/uses.h"

#include <algorithm>

#include "features/media/service.h"

namespace musubi::media {
namespace {

std::vector<UseSource>& told_uses() {
  static std::vector<UseSource> sources;
  return sources;
}

// Visitors ask another address than the office for its previews.
std::string address_of(const MediaId& id, const std::string& name, For whom) {
  const std::string start = whom == For::office ? "/office/media/" : "/media/";
  return start + id.text + (whom == For::office ? "/files/" : "/") + name;
}

}  // namespace

void configure_uses(std::vector<UseSource> sources) { told_uses() = std::move(sources); }

std::vector<Use> uses_of(db::Reader& reader, const MediaId& id, int most) {
  std::vector<Use> out;
  for (const UseSource& source : told_uses()) {
    for (Use& use : source.list(reader, id, most)) out.push_back(std::move(use));
  }
  return out;
}

bool is_public(db::Reader& reader, const MediaId& id, Date today) {
  const auto item = store::find_item(reader, id);
  if (!item || consent_is_over(item->details, today)) return false;
  if (item->details.open_to_all) return true;
  return std::any_of(told_uses().begin(), told_uses().end(), [&](const UseSource& source) {
    return source.is_public && source.is_public(reader, id, today);
  });
}

bool is_named_by_published(db::Reader& reader, const MediaId& id) {
  return std::any_of(told_uses().begin(), told_uses().end(), [&](const UseSource& source) {
    return source.is_published && source.is_published(reader, id);
  });
}

std::optional<Picture> find_picture(db::Reader& reader, const MediaId& id, Date today, For whom) {
  const auto item = store::find_item(reader, id);
  if (!item || item->kind != "picture" || item->thumb.empty()) return std::nullopt;
  if (whom == For::visitors && consent_is_over(item->details, today)) return std::nullopt;
  const Details& d = item->details;
  Picture out;
  out.id = id;
  out.title = d.title;
  out.alt = d.alt;
  out.caption = d.caption;
  out.rights_holder = d.rights_holder;
  out.licence = d.licence;
  out.decorative = d.decorative;
  out.focal_x = d.focal_x;
  out.focal_y = d.focal_y;
  for (const Variant& v : store::list_variants(reader, id)) {
    out.renditions.push_back({address_of(id, v.name, whom), v.shape, v.format,
                              static_cast<int>(v.width), static_cast<int>(v.height)});
  }
  return out;
}

web::kit::Picture for_page(const Picture& picture, std::string_view shape,
                           const std::string& alt) {
  web::kit::Picture out{.speaks = web::kit::Decorative{}, .sources = {}, .width = 0, .height = 0};
  if (!picture.decorative) {
    const std::string words = !alt.empty() ? alt : picture.alt;
    out.speaks = web::kit::Alt{words.empty() ? picture.title : words};
  }
  for (const char* format : {"avif", "webp", "jpg"}) {
    web::kit::PictureSource source;
    source.media_type = std::string(format_media_type(format));
    for (const Rendition& one : picture.renditions) {
      if (one.shape != shape || one.format != format) continue;
      source.files.emplace_back(one.path, one.width);
      if (one.width < out.width) continue;
      out.width = one.width;
      out.height = one.height;
    }
    if (!source.files.empty()) out.sources.push_back(std::move(source));
  }
  return out;
}

std::string thumb_path(const Picture& picture) {
  // Narrowest first, as the making of the variants chooses it.
  for (const Rendition& one : picture.renditions) {
    if (one.shape == "wide" && one.format == "webp") return one.path;
  }
  return {};
}

std::optional<Document> find_document(db::Reader& reader, const MediaId& id, For whom) {
  const auto item = store::find_item(reader, id);
  if (!item || item->kind == "picture") return std::nullopt;
  Document out{id, item->details.title, item->filename, item->media_type,
               address_of(id, "original", whom), item->bytes, "", item->transcript};
  if (!item->captions_name.empty()) {
    out.captions_path = address_of(id, item->captions_name, whom);
  }
  return out;
}

std::vector<std::string> reasons_against(db::Reader& reader, const MediaId& id, Date today) {
  const auto item = store::find_item(reader, id);
  if (!item) return {"画像・資料が見つかりません。選び直してください"};
  std::vector<std::string> out = lacks(*item);
  if (item->kind == "picture" && item->thumb.empty() && item->state == "waiting") {
    out.emplace_back("画像を処理しています。少し待ってから、もう一度公開してください");
  }
  if (consent_is_over(item->details, today)) {
    out.emplace_back("写っている人の同意の期限が過ぎています。同意を取り直すか、別の画像を選んでください");
  }
  return out;
}

Result<std::vector<Choice>> list_pictures(const Context& ctx, const std::string& words,
                                          int most) {
  store::ListFilter filter;
  filter.which = store::Which::picture;
  filter.most = most;
  const ItemList list = TRY(list_library(ctx, filter, words, ""));
  std::vector<Choice> out;
  for (const Item& item : list.rows) {
    if (item.kind != "picture" || item.thumb.empty()) continue;
    out.push_back({item.id, item.details.title, address_of(item.id, item.thumb, For::office)});
  }
  return out;
}

}  // namespace musubi::media
