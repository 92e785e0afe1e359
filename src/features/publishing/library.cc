// library.cc - the media library as texts of the site use it (media:ID), and what the library is
// told of them: which articles name an item, and whether somebody outside reads it there.
// Reads only. Must never decide what may be published: the checks do (service_content.cc).
#include "base/text.h"
#include "features/media/media.h"
#include "features/publishing/content_type.h"
#include "features/publishing/publishing.h"
#include "features/publishing/store.h"
#include "web/kit/text.h"

namespace musubi::publishing {
namespace {

constexpr std::size_t kTypeMost = 5;  // letters of a type that is read out: PDF, XLSX

std::string target_of(const media::MediaId& id) { return "media:" + id.text; }

// PDF、1.2MB
std::string type_words_of(const media::Document& file) {
  const std::string size = web::kit::file_size(static_cast<std::uint64_t>(file.bytes));
  const std::size_t dot = file.filename.rfind('.');
  if (dot == std::string::npos) return size;
  std::string type = file.filename.substr(dot + 1);
  if (type.empty() || type.size() > kTypeMost) return size;
  for (char& c : type) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return type + "、" + size;
}

std::optional<markdown::Media> picture_in(db::Reader& reader, const media::MediaId& id, Date today,
                                          media::For whom) {
  const auto found = media::find_picture(reader, id, today, whom);
  if (!found) return std::nullopt;
  const web::kit::Picture drawn = media::for_page(*found, "full");
  if (drawn.sources.empty()) return std::nullopt;
  markdown::Media out;
  out.kind = markdown::Media::Kind::picture;
  out.path = drawn.sources.back().files.back().first;  // the format that every browser shows
  out.width = drawn.width;
  out.height = drawn.height;
  for (const auto& source : drawn.sources) {
    out.sources.push_back({source.media_type, source.files});
  }
  return out;
}

std::optional<markdown::Media> file_in(db::Reader& reader, const media::MediaId& id,
                                       media::For whom) {
  const auto found = media::find_document(reader, id, whom);
  if (!found) return std::nullopt;
  markdown::Media out;
  out.kind = found->media_type.starts_with("video/") ? markdown::Media::Kind::video
                                                     : markdown::Media::Kind::file;
  out.path = found->path;
  out.type_words = type_words_of(*found);
  return out;
}

}  // namespace

MediaLibrary library_of_media() {
  MediaLibrary out;
  out.find = [](db::Reader& reader, std::string_view id, Date today, media::For whom) {
    const media::MediaId item{std::string(id)};
    auto found = picture_in(reader, item, today, whom);
    return found ? found : file_in(reader, item, whom);
  };
  out.reasons_against = [](db::Reader& reader, std::string_view id, Date today) {
    return media::reasons_against(reader, media::MediaId{std::string(id)}, today);
  };
  return out;
}

media::UseSource media_uses() {
  media::UseSource out;
  out.name = "publishing.items";
  out.list = [](db::Reader& reader, const media::MediaId& id, int most) {
    std::vector<media::Use> uses;
    for (const Content& one : store::list_used_in(reader, target_of(id), {}, most)) {
      uses.push_back({std::string(type_of(one.type).label) + "「" + one.title + "」",
                      item_path(one.id.text)});
    }
    return uses;
  };
  out.is_public = [](db::Reader& reader, const media::MediaId& id, Date today) {
    return store::is_shown(reader, target_of(id), start_of_day_in_japan(today));
  };
  return out;
}

}  // namespace musubi::publishing
