// nouns.h - what the search of the site keeps: the words of a file, an open page, a group of
// synonyms, a word that may be suggested. Plain structs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/time.h"

namespace musubi::site_search {

struct FileText {
  std::string id, sha256, state, trouble, body;  // state: waiting read empty unreadable
  bool is_cut = false;
  Instant read_at;
};
std::string_view file_state_label(std::string_view state);

struct OpenPage {
  std::string path, title, lead, body;
  Instant changed_at;
};

struct SynonymNoun;
using SynonymId = Id<SynonymNoun>;
struct Synonym {
  SynonymId id;
  std::vector<std::string> words;  // as typed; the first is the one that lists show
  std::string note;
  std::int64_t version = 1;
  Instant created_at, updated_at;
};
inline constexpr std::size_t kSynonymWordsMost = 8;  // core/search takes no more spellings
inline constexpr int kSynonymsMost = 500;            // all are read for a search

struct Word {
  std::string folded, shown;
  bool operator==(const Word&) const = default;
};
struct SynonymWord {
  std::string folded, shown, group;
};

// Of the index: noun and label of everything that visitors find here.
inline constexpr std::string_view kPageNoun = "site_page", kTextNoun = "site_text",
                                  kFileNoun = "site_file", kSiteLabel = "site",
                                  kPublic = "public", kFileType = "file", kTextType = "page";

}  // namespace musubi::site_search
