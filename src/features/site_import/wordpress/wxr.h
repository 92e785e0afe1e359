// wxr.h - an export file of WordPress (WXR), read item by item whatever its size.
//   file -> core/markup's reader -> WxrItem, one after the other -> WxrSite at the end
// Called by the reading of an import and by the dry run of the command. Pure but for the file.
// SECURITY: fields are cut at bounds; mail addresses of authors are not read at all.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace musubi::site_import {

inline constexpr std::int64_t kItemsMost = 50'000;
inline constexpr std::size_t kContentBytesMost = 2'000'000;

struct WxrTerm {
  std::string domain;  // category | post_tag | any other taxonomy
  std::string slug, name;
};

struct WxrItem {
  std::int64_t line = 0;
  std::string post_id, post_type, status, title, link, slug, author, content, excerpt;
  std::string attachment_url, attached_file, alt;
  bool has_password = false;
  bool content_too_long = false;  // then content is empty
  Instant published_at;           // 0 = no date that could be read
  std::vector<WxrTerm> terms;
};

struct WxrSite {
  std::string title, address, version;          // https://old.example.jp
  std::map<std::string, std::string> authors;   // login -> name to show
  std::map<std::string, std::string> categories;  // slug -> name
  std::int64_t items = 0;
};

// `site`: what stood before the item: its address and the names of authors.
using EachItem = std::function<Result<void>(const WxrSite& site, WxrItem item)>;
using ReadBytes = std::function<void(std::int64_t bytes)>;
// Fault::invalid (field "file") with the line for what is no WXR; what `each` refuses ends it too.
Result<WxrSite> read_wxr(const std::string& path, const EachItem& each,
                         const ReadBytes& progress = {});

}  // namespace musubi::site_import
