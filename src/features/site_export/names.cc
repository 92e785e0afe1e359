// names.cc - see names.h.
// Must never yield a name that leads out of the copy's folder.
#include "features/site_export/names.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/sha256.h"
#include "base/text.h"
#include "web/urlencoded.h"

namespace musubi::site_export {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 21> kEndings{{
    {"text/html", "html"},
    {"application/pdf", "pdf"},
    {"text/csv", "csv"},
    {"application/csv", "csv"},
    {"text/plain", "txt"},
    {"text/calendar", "ics"},
    {"application/json", "json"},
    {"application/ld+json", "json"},
    {"application/atom+xml", "xml"},
    {"application/rss+xml", "xml"},
    {"application/xml", "xml"},
    {"text/xml", "xml"},
    {"image/jpeg", "jpg"},
    {"image/png", "png"},
    {"image/webp", "webp"},
    {"image/avif", "avif"},
    {"image/svg+xml", "svg"},
    {"video/mp4", "mp4"},
    {"video/webm", "webm"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
}};

std::string ending_of(std::string_view media_type) {
  const std::string plain = trim(media_type.substr(0, media_type.find(';')));
  for (const auto& [type, ending] : kEndings) {
    if (type == plain) return std::string(ending);
  }
  return "bin";
}

}  // namespace

bool is_safe_name(std::string_view name) {
  if (name.empty() || name.size() > 1000 || name.find('\\') != std::string_view::npos ||
      !web::is_clean_text(name)) {
    return false;
  }
  const auto parts = split(name, '/');
  return std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
    return !part.empty() && part != "." && part != ".." && part.size() <= 200;
  });
}

std::string file_name_of(std::string_view target, std::string_view media_type) {
  const std::size_t mark = target.find('?');
  const auto path = web::percent_decode(target.substr(0, mark), false);
  if (!path || !path->starts_with('/')) return {};
  std::string name = path->substr(1);
  while (name.ends_with('/')) name.pop_back();
  if (name.empty()) name = "index";
  const std::string ending = ending_of(media_type);
  const std::size_t dot = name.rfind('.');
  const bool named = dot != std::string::npos && dot > name.find_last_of('/') + 1 &&
                     name.find('/', dot) == std::string::npos;
  std::string end = "." + ending;
  if (named && ending != "html") {
    end = name.substr(dot);
    name.resize(dot);
  } else if (named && name.ends_with(".html")) {
    name.resize(dot);
  }
  if (mark != std::string_view::npos) {
    name += ".q-" + sha256_hex(target.substr(mark)).substr(0, 8);
  }
  name += end;
  return is_safe_name(name) ? name : std::string();
}

std::string relative_to(std::string_view from_file, std::string_view to_file) {
  const auto from = split(from_file, '/');
  const auto to = split(to_file, '/');
  std::size_t same = 0;
  while (same + 1 < from.size() && same + 1 < to.size() && from[same] == to[same]) ++same;
  std::string out;
  for (std::size_t i = same; i + 1 < from.size(); ++i) out += "../";
  for (std::size_t i = same; i < to.size(); ++i) {
    out += web::percent_encode(to[i]);
    if (i + 1 < to.size()) out += '/';
  }
  return out;
}

std::string own_target(std::string_view address, std::string_view origin) {
  if (!origin.empty() && address.starts_with(origin)) {
    address.remove_prefix(origin.size());
    if (address.empty()) return "/";
    if (address.front() != '/' && address.front() != '?' && address.front() != '#') return {};
    if (address.front() != '/') return "/" + std::string(address);
  }
  if (!address.starts_with('/') || address.starts_with("//")) return {};
  return std::string(address);
}

}  // namespace musubi::site_export
