// search.h - Japanese full-text search, one behaviour on both databases. A document is found when
// every word of the query, folded, is a substring of its folded title or body: from one character,
// whatever the width, kana, case, corporate form (㈱ = 株式会社) or common kanji variant (髙 = 高);
// hyphens inside numbers do not count. One tokenizer (tokenizer.h) feeds FTS5 on SQLite and a
// tsvector with GIN on PostgreSQL, in the same transaction as the data.
// SECURITY: visibility is part of the SQL; a caller passes what the actor may see, never more.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "db/db.h"

namespace musubi::search {

// Makes the tokenizer known to every SQLite connection opened from now on. Call once, before
// Db::open and before migrate() (main and the test fixtures do); calling again does nothing.
void install();

struct Document {
  std::string noun;             // organisation, person, event ...: one feeder each
  std::string id;
  std::string organisation_id;  // "" when it belongs to none
  std::string title;
  std::string body;        // one line per field: a word never matches across a line end
  std::string visibility;  // a label the owning feature defines: public, members, office, org:<id>
  Instant at;              // when it last changed: results are newest first
  // What it is found by beside its words: "site", "type=faq", "industry=E". Whole, never folded.
  std::vector<std::string> labels = {};
};

// In the same transaction as the data. put() replaces what was there.
Result<void> put(db::Tx& tx, const Document& document);
Result<void> remove(db::Tx& tx, std::string_view noun, std::string_view id);
// Whether the index has it exactly so: for who looks after what was missed.
bool is_indexed(db::Reader& reader, const Document& document);

enum class Order {
  newest,     // by Document::at, newest first
  relevance,  // title matches first when at most kRankedMost documents match, else newest
};
inline constexpr int kRankedMost = 200;    // beyond this ranking costs more than it tells
inline constexpr int kCountedMost = 1000;  // beyond this a count is 「1,000件以上」

// Other spellings of a term, all folded: a document that holds one of them is found as well.
using Alternatives = std::map<std::string, std::vector<std::string>, std::less<>>;
inline constexpr std::size_t kAlternativesMost = 8;  // of one term

struct Query {
  std::string text;                     // as typed; hostile input is harmless
  std::vector<std::string> nouns;       // empty = every noun
  std::vector<std::string> visibility;  // labels the actor may see; empty = finds nothing
  std::string after;                    // Hits::next of the page before, "" for the first page
  int most = 20;
  Order order = Order::newest;
  std::vector<std::string> labels = {};  // every one of them; read from the index, not row by row
  Alternatives alternatives = {};
};

// Byte ranges [from, to) of the text beside it that matched; ascending, never overlapping.
using Marks = std::vector<std::pair<std::size_t, std::size_t>>;
struct Hit {
  std::string noun, id, organisation_id, title, snippet;
  Marks title_marks, snippet_marks;
  Instant at;
};
struct Hits {
  std::vector<Hit> list;
  int count = 0;  // up to kCountedMost
  bool more_than_counted = false;
  std::string next;  // key of the next page, "" when this is the last
};
Hits find(db::Reader& reader, const Query& query);

// How many match, counted up to `most`.
int count_matches(db::Reader& reader, const Query& query, int most);

// How many matches carry each label. `capped`: there are more than `most`; then the numbers are
// those of the newest kLabelsSampled, and only tell which labels there are. `known`: how many
// match, when the caller has counted them already (more than `most` may be any such number).
inline constexpr int kLabelsSampled = 300;
struct LabelCounts {
  std::map<std::string, int, std::less<>> counts;
  bool capped = false;
};
LabelCounts count_labels(db::Reader& reader, const Query& query, int most, int known = -1);

// What a query means: words and "phrases" that must be there, -words that must not. Folded.
// Never throws; at most kTermsMost terms are kept.
inline constexpr int kTermsMost = 16;
struct Parsed {
  std::vector<std::string> wanted, unwanted;
  bool empty() const { return wanted.empty(); }  // only -words, or nothing: finds nothing
};
Parsed parse_query(std::string_view text);

// The ids of one noun that match: for a list that combines search with its own filters. At most
// `most`, newest first.
std::vector<std::string> find_ids(db::Reader& reader, std::string_view noun, std::string_view text,
                                  const std::vector<std::string>& visibility, int most);

// Rebuilding from the data. A feeder returns the next page of its noun's documents with id greater
// than `after_id`, at most `most`, ordered by id; an empty page ends it.
using Feeder = std::function<std::vector<Document>(db::Reader& reader, const std::string& after_id,
                                                   int most)>;
using Feeders = std::vector<std::pair<std::string, Feeder>>;  // noun, feeder
using Progress = std::function<void(std::string_view noun, std::int64_t done)>;
// One transaction: readers keep the old index until the new one is complete. Returns the count.
Result<std::int64_t> rebuild(db::Db& db, const Feeders& feeders, const Progress& progress = {});

}  // namespace musubi::search
