// import.h - the nouns: an import, its items, what was lost of each, the files that it names. Plain
// structs; the states are drawn in service.h.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "features/site_import/wordpress/convert.h"
#include "features/site_import/wordpress/wxr.h"

namespace musubi::site_import {

struct SiteImportNoun;
using SiteImportId = Id<SiteImportNoun>;

// What of the old site a person decides about together: a type of items, or a category.
struct Group {
  std::string key;    // type:post | category:event
  std::string label;  // 投稿 | カテゴリ「催し」
  std::int64_t count = 0;
  std::string guess;  // target; "" = as the type says, "skip" = is not taken in
};
inline constexpr std::string_view kSkip = "skip";

struct SiteImport {
  SiteImportId id;
  std::string state = "reading", problem;
  std::string file_id, sha256, filename, media_file_id;
  std::string arrival = "draft";  // draft | review
  std::string site_title, site_address;
  std::map<std::string, std::int64_t> authors, skipped;
  std::vector<Group> groups;
  std::map<std::string, std::string> choices;
  std::int64_t done = 0, total = 0, resumed = 0;
  std::string begun_by, begun_by_name;
  Instant created_at, updated_at;
  std::int64_t version = 1;
};
std::string state_label(std::string_view state);

struct ImportItem {
  SiteImportId import;
  std::int64_t position = 0, line = 0;
  std::string source_key, post_id, post_type, status, title, lead, body, slug, old_path;
  std::vector<WxrTerm> terms;
  Instant published_at;
  std::string target;    // "" = is not taken in
  std::string new_path;  // once it is made
  std::string outcome = "pending", says;
  std::string content_id, content_token;
  std::int64_t content_version = 0;
};
std::string outcome_label(std::string_view outcome);

struct ItemLoss {
  std::int64_t position = 0, number = 0;
  std::string title;  // of the item
  Loss loss;
};

struct ImportMedia {
  SiteImportId import;
  std::string name, post_id, title, alt, caption, entry;
  std::string state = "missing", says, media_id;
};
std::string media_state_label(std::string_view state);

// The target of an item: of the first of its categories that has one, else of its type.
std::string target_of(const SiteImport& import, const ImportItem& item);
// By what it is called: 「イベント情報」 is likely news/event. "" = nothing to say.
std::string guess_target(std::string_view kind, std::string_view slug, std::string_view name);

}  // namespace musubi::site_import
