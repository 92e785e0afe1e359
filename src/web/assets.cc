// assets.cc - finds what tools/embed put into the binary. Built names look like name-HASH.ext.
// Reads only the table inside the binary; never the disk.
#include "web/assets.h"

#include <algorithm>
#include <map>

namespace musubi::web {
namespace {

bool is_hash(std::string_view text) {
  return text.size() >= 6 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
         });
}

// app-3F2A9C1B.css -> app.css; empty when the name carries no hash.
std::string plain_name(std::string_view built) {
  std::size_t slash = built.rfind('/');
  std::size_t file = slash == std::string_view::npos ? 0 : slash + 1;
  std::size_t dot = built.find('.', file);
  if (dot == std::string_view::npos) return {};
  std::size_t dash = built.substr(0, dot).rfind('-');
  if (dash == std::string_view::npos || dash < file) return {};
  if (!is_hash(built.substr(dash + 1, dot - dash - 1))) return {};
  return std::string(built.substr(0, dash)) + std::string(built.substr(dot));
}

const std::map<std::string, std::string, std::less<>>& manifest() {
  static const auto all = [] {
    std::map<std::string, std::string, std::less<>> out;
    for (const EmbeddedAsset& asset : embedded_assets()) {
      std::string name = plain_name(asset.path);
      if (!name.empty()) out.insert_or_assign(std::move(name), std::string(asset.path));
    }
    return out;
  }();
  return all;
}

}  // namespace

std::string asset_path(std::string_view name) {
  auto it = manifest().find(name);
  return std::string(kAssetPrefix) + (it == manifest().end() ? std::string(name) : it->second);
}

const EmbeddedAsset* find_asset(std::string_view built_name) {
  const auto& all = embedded_assets();
  auto it = std::lower_bound(all.begin(), all.end(), built_name,
                             [](const EmbeddedAsset& a, std::string_view b) { return a.path < b; });
  return it != all.end() && it->path == built_name ? &*it : nullptr;
}

bool has_hashed_name(std::string_view built_name) { return !plain_name(built_name).empty(); }

std::string_view media_type_of(std::string_view path) {
  static const std::map<std::string_view, std::string_view> types = {
      {"css", "text/css; charset=utf-8"},
      {"js", "text/javascript; charset=utf-8"},
      {"mjs", "text/javascript; charset=utf-8"},
      {"html", "text/html; charset=utf-8"},
      {"json", "application/json; charset=utf-8"},
      {"svg", "image/svg+xml"},
      {"png", "image/png"},
      {"jpg", "image/jpeg"},
      {"webp", "image/webp"},
      {"avif", "image/avif"},
      {"ico", "image/x-icon"},
      {"woff2", "font/woff2"},
      {"txt", "text/plain; charset=utf-8"},
      {"xml", "application/xml"},
      {"pdf", "application/pdf"},
      {"csv", "text/csv; charset=utf-8"},
      {"webmanifest", "application/manifest+json"}};
  std::size_t dot = path.rfind('.');
  auto it = dot == std::string_view::npos ? types.end() : types.find(path.substr(dot + 1));
  return it == types.end() ? "application/octet-stream" : it->second;
}

}  // namespace musubi::web
