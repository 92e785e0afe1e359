// service.h - what people do with the search of the site: visitors look for something and are
// offered words while they type; the office keeps synonyms and sees which files were not read.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/search/search.h"
#include "features/analytics/analytics.h"
#include "features/site_search/permissions.h"
#include "features/site_search/store.h"

namespace musubi::site_search {

// ---- visitors ----

inline constexpr std::size_t kWordsMost = 200;  // characters of what is looked for
inline constexpr int kFacetsCountedMost = search::kCountedMost;  // matches, for numbers at facets

struct Asked {
  std::string words;
  std::vector<std::pair<std::string, std::string>> facets;  // {industry, E}; known names only
  std::string after;                                        // Found::next of the page before
  bool newest = false;                                      // else the nearest first
};
struct FoundRow {
  std::string title, snippet;
  search::Marks title_marks, snippet_marks;
  std::string path, kind;  // ＤＸ事例
  std::string format;      // of a file: PDF
  std::int64_t bytes = 0;  // of a file
  Instant at;
};
struct FacetOption {
  std::string value, label;
  int count = -1;  // -1: too many matches to count
};
struct FacetGroup {
  std::string name, label, chosen;
  std::vector<FacetOption> options;  // most matches first
};
struct PopularPage {
  std::string title, path;
};
struct Found {
  std::vector<FoundRow> rows;
  int count = 0;           // up to search::kCountedMost
  int count_as_typed = 0;  // 0 when `corrected` was looked for instead
  bool more_than_counted = false;
  std::string next;
  std::vector<FacetGroup> facets;
  std::string corrected;                           // looked for instead; "" = as typed
  std::vector<std::string> also;                   // synonyms that were looked for as well
  // When nothing was found:
  int without_facets = 0;                          // so many without the filters
  std::vector<std::pair<std::string, int>> alone;  // each word by itself
  std::vector<PopularPage> popular;
};
// For anyone; only what is public. Never fails on what was typed.
Found find_pages(const Context& ctx, const Asked& asked);

struct Suggestion {
  std::string words, path, kind;  // path "": a word to look for; else a page
};
std::vector<Suggestion> suggest(const Context& ctx, const std::string& typed);
std::vector<PopularPage> list_popular(db::Reader& reader, Date today, int most);

// What somebody may have meant; "" when every word finds something or nothing is near.
std::string corrected_words(db::Reader& reader, const std::string& words);
// Spellings of the words by the office's synonyms, and the synonyms as the office wrote them.
struct Spelled {
  search::Alternatives alternatives;
  std::vector<std::string> also;
};
Spelled spelled_for(db::Reader& reader, const std::string& words);

// ---- the office ----

struct Overview {
  std::int64_t synonyms = 0, read = 0, waiting = 0, empty = 0, unreadable = 0;
  std::vector<analytics::AskedLine> zero_words;  // of the last thirty days
};
Result<Overview> load_overview(const Context& ctx);

struct FileLine {
  FileText text;
  std::string title, filename;
};
struct FileLines {
  std::vector<FileLine> rows;
  std::string next;
};
// state: waiting read empty unreadable.
Result<FileLines> list_file_lines(const Context& ctx, const std::string& state,
                                  const std::string& after);
// Once more, as if it had just been registered.
Result<void> read_file_again(const Context& ctx, const std::string& id);

struct SynonymInput {
  std::string words;  // a line each
  std::string note;
  std::int64_t version = 0;
  std::string sending;  // of a new one's form
};
struct SynonymList {
  std::vector<Synonym> rows;
  std::string next_words, next_id;
};
Result<SynonymList> list_synonym_groups(const Context& ctx, const std::string& after_words,
                                        const std::string& after_id);
Result<Synonym> load_synonym(const Context& ctx, const std::string& id);
Result<std::string> create_synonym(const Context& ctx, const SynonymInput& input);
Result<void> save_synonym(const Context& ctx, const std::string& id, const SynonymInput& input);
Result<void> remove_synonym(const Context& ctx, const std::string& id, std::int64_t version);

}  // namespace musubi::site_search
