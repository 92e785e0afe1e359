// search.cc - the index in both databases: put, remove, find, rebuild. The two differ only in how
// a row is indexed and matched; what is found and in which order is the same (search_test.cc runs
// one table of cases on both).
#include "core/search/search.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "core/search/query.h"
#include "core/search/snippet.h"
#include "core/search/tokenizer.h"

namespace musubi::search {
namespace {

constexpr std::size_t kBodyBytesMost = 300'000;  // what lies beyond is not searched (1 MB tsvector)
constexpr int kHashBits = 20;
constexpr int kSnippetBytesMost = 1'000'000;  // folded for the snippets of one page: some 15 ms

using db::Kind;

const db::Query kFindRow{"search.find_row",
                         "SELECT number, title, body, organisation_id, visibility, labels"
                         " FROM search_documents WHERE noun = $1 AND id = $2"};
const db::Query kNumberTaken{"search.number_taken",
                             "SELECT 1 FROM search_documents WHERE number = $1"};
const db::Query kDeleteRow{"search.delete_row", "DELETE FROM search_documents WHERE number = $1"};
const db::Query kInsertRow{
    "search.insert_row",
    "INSERT INTO search_documents (number, noun, id, organisation_id, visibility, title, body,"
    " labels) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    "INSERT INTO search_documents (number, noun, id, organisation_id, visibility, title, body,"
    " labels, folded, tokens)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, array_to_tsvector($10::text[]))"};
// SQLite only: the FTS5 index keeps no text of its own and is told what to forget.
const db::Query kIndexRow{"search.index_row",
                          "INSERT INTO search_index (rowid, title, body, labels)"
                          " VALUES ($1, $2, $3, $4)"};
const db::Query kForgetRow{"search.forget_row",
                           "INSERT INTO search_index (search_index, rowid, title, body, labels)"
                           " VALUES ('delete', $1, $2, $3, $4)"};
const db::Query kForgetAll{"search.forget_all",
                           "INSERT INTO search_index (search_index) VALUES ('delete-all')"};
const db::Query kDeleteAll{"search.delete_all", "DELETE FROM search_documents"};

// $1 expression, $2 before number, $3 nouns, $4 visibility, $5 most;
// PostgreSQL also $6 groups to check (spellings, one a line) and $7 unwanted terms.
#define SEARCH_MATCH_SQLITE                                                                  \
  " FROM search_index CROSS JOIN search_documents d ON d.number = search_index.rowid"        \
  " WHERE search_index MATCH $1 AND search_index.rowid < $2"                                 \
  " AND ($3 = '[]' OR d.noun IN (SELECT value FROM json_each($3)))"                          \
  " AND d.visibility IN (SELECT value FROM json_each($4))"
#define SEARCH_MATCH_POSTGRES                                                                \
  " FROM search_documents d WHERE d.tokens @@ CAST($1 AS tsquery) AND d.number < $2"         \
  " AND ($3 = '{}' OR d.noun = ANY (CAST($3 AS text[])))"                                    \
  " AND d.visibility = ANY (CAST($4 AS text[]))"                                             \
  " AND NOT EXISTS (SELECT 1 FROM unnest(CAST($6 AS text[])) g WHERE NOT EXISTS"             \
  " (SELECT 1 FROM unnest(string_to_array(g, chr(10))) w"                                    \
  " WHERE position(w IN d.folded) > 0))"                                                     \
  " AND NOT EXISTS (SELECT 1 FROM unnest(CAST($7 AS text[])) w WHERE position(w IN d.folded) > 0)"
// Without the body, which may be long: it is read for the rows that are shown.
#define SEARCH_COLUMNS "d.number, d.noun, d.id, d.organisation_id, d.title"

const db::Query kCount{"search.count",
                       "SELECT count(*) FROM (SELECT 1" SEARCH_MATCH_SQLITE " LIMIT $5) found",
                       "SELECT count(*) FROM (SELECT 1" SEARCH_MATCH_POSTGRES " LIMIT $5) found"};
// Few matches: PostgreSQL must find them by the index first; told to order by the key, its planner
// would walk the whole table for a rare word (measured 29 ms).
const db::Query kPage{"search.page",
                      "SELECT " SEARCH_COLUMNS SEARCH_MATCH_SQLITE
                      " ORDER BY search_index.rowid DESC LIMIT $5",
                      "WITH found AS MATERIALIZED (SELECT " SEARCH_COLUMNS SEARCH_MATCH_POSTGRES
                      ") SELECT * FROM found ORDER BY number DESC LIMIT $5"};
// Many matches: walking the key from the newest meets twenty of them soon.
const db::Query kPageOfCommon{"search.page_of_common",
                              "SELECT " SEARCH_COLUMNS SEARCH_MATCH_SQLITE
                              " ORDER BY search_index.rowid DESC LIMIT $5",
                              "SELECT " SEARCH_COLUMNS SEARCH_MATCH_POSTGRES
                              " ORDER BY d.number DESC LIMIT $5"};
const db::Query kLabels{"search.labels",
                        "SELECT d.labels" SEARCH_MATCH_SQLITE
                        " ORDER BY search_index.rowid DESC LIMIT $5",
                        "WITH found AS MATERIALIZED (SELECT d.number, d.labels"
                        SEARCH_MATCH_POSTGRES
                        ") SELECT labels FROM found ORDER BY number DESC LIMIT $5"};
const db::Query kLabelsOfCommon{"search.labels_of_common",
                                "SELECT d.labels" SEARCH_MATCH_SQLITE
                                " ORDER BY search_index.rowid DESC LIMIT $5",
                                "SELECT d.labels" SEARCH_MATCH_POSTGRES
                                " ORDER BY d.number DESC LIMIT $5"};
const db::Query kBody{"search.body", "SELECT body FROM search_documents WHERE number = $1"};
#undef SEARCH_MATCH_SQLITE
#undef SEARCH_MATCH_POSTGRES
#undef SEARCH_COLUMNS

std::string list_text(Kind kind, const std::vector<std::string>& items) {
  if (kind == Kind::sqlite) {
    return Json(items).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  std::string out = "{";
  for (const std::string& item : items) {
    if (out.size() > 1) out += ',';
    out += '"' + replace_all(replace_all(item, "\\", "\\\\"), "\"", "\\\"") + '"';
  }
  return out + "}";
}

std::int64_t first_number(const Document& document) {
  std::uint32_t hash = 2166136261U;  // FNV-1a
  for (char c : document.noun + "/" + document.id) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  const std::int64_t ms = std::max<std::int64_t>(document.at.ms, 0);
  return (ms << kHashBits) | static_cast<std::int64_t>((hash ^ (hash >> kHashBits)) & 0xFFFFF);
}
Instant instant_of(std::int64_t number) { return Instant{number >> kHashBits}; }

std::string cut_bytes(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return std::string(text.substr(0, most));
}

std::size_t bytes_of_first(std::string_view utf8) {
  std::size_t at = utf8.empty() ? 0 : 1;
  while (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80) ++at;
  return at;
}

// SECURITY: what begins with the mark of labels would be indexed as labels.
std::string without_mark(std::string text) {
  std::replace(text.begin(), text.end(), kLabelMark, ' ');
  return text;
}

// Pairs, and every character alone; a pair's second is another's first, or stands alone already.
std::string token_list(const std::string& title, const std::string& body,
                       const std::vector<std::string>& labels) {
  std::set<std::string> tokens;
  for (const std::string* text : {&title, &body}) {
    each_token(fold(*text), false, [&](const Token& token) {
      tokens.insert(token.text);
      tokens.insert(token.text.substr(0, bytes_of_first(token.text)));
      return true;
    });
  }
  for (const std::string& label : labels) tokens.insert(label_token(label));
  return list_text(Kind::postgres, {tokens.begin(), tokens.end()});
}

// Every document carries its noun as a label too, behind its own: for one noun of few documents the
// matches of a word that all others share are not walked.
Document as_kept(const Document& given) {
  Document out = given;
  out.labels.push_back(noun_label(given.noun));
  out.title = without_mark(std::move(out.title));
  out.body = without_mark(cut_bytes(out.body, kBodyBytesMost));
  return out;
}

// row: of kFindRow.
bool is_same(const db::Row& row, const Document& d) {
  return row.text(1) == d.title && row.text(2) == d.body && row.text(3) == d.organisation_id &&
         row.text(4) == d.visibility && row.text(5) == labels_text(d.labels) &&
         instant_of(row.integer(0)) == d.at;
}

Result<void> forget(db::Tx& tx, const db::Row& row) {
  if (tx.kind() == Kind::sqlite) {
    TRY(tx.run(kForgetRow, row.integer(0), row.text(1), row.text(2), row.text(5)));
  }
  TRY(tx.run(kDeleteRow, row.integer(0)));
  return {};
}

Result<void> insert(db::Tx& tx, const Document& d) {
  std::int64_t number = first_number(d);
  while (tx.first(kNumberTaken, number)) ++number;
  const std::string labels = labels_text(d.labels);
  if (tx.kind() == Kind::sqlite) {
    TRY(tx.run(kInsertRow, number, d.noun, d.id, d.organisation_id, d.visibility, d.title, d.body,
               labels));
    TRY(tx.run(kIndexRow, number, d.title, d.body, labels));
    return {};
  }
  TRY(tx.run(kInsertRow, number, d.noun, d.id, d.organisation_id, d.visibility, d.title, d.body,
             labels, folded_text(d.title) + "\n" + folded_text(d.body),
             token_list(d.title, d.body, d.labels)));
  return {};
}

std::vector<db::Value> match_args(Kind kind, const Parsed& parsed, const Query& query,
                                  std::int64_t before, int most) {
  std::vector<db::Value> args = {
      db::to_value(kind == Kind::sqlite ? fts5_expression(parsed, query)
                                        : tsquery_expression(parsed, query)),
      db::to_value(before), db::to_value(list_text(kind, query.nouns)),
      db::to_value(list_text(kind, query.visibility)), db::to_value(most)};
  if (kind == Kind::postgres) {
    args.push_back(db::to_value(list_text(kind, groups_to_check(parsed, query))));
    args.push_back(db::to_value(list_text(kind, parsed.unwanted)));
  }
  return args;
}

constexpr std::int64_t kNoNumber = std::numeric_limits<std::int64_t>::max();

// A page key is "number" (newest) or "score:number" (relevance). Anything else starts at the top.
struct Key {
  int score = std::numeric_limits<int>::max();
  std::int64_t number = kNoNumber;
};
Key read_key(const std::string& text) {
  Key key;
  const std::size_t colon = text.find(':');
  const std::string number = colon == std::string::npos ? text : text.substr(colon + 1);
  if (colon != std::string::npos) {
    std::from_chars(text.data(), text.data() + colon, key.score);
  }
  std::from_chars(number.data(), number.data() + number.size(), key.number);
  return key;
}

// 3 the title is the query, 2 starts with it, 1 holds every word, 0 only the body does.
int score_of(const std::string& title, const Parsed& parsed, const Alternatives& alternatives) {
  const std::string folded = folded_text(title);
  int score = 3;
  for (const std::string& term : parsed.wanted) {
    int best = 0;
    for (const std::string& one : spellings_of(term, alternatives)) {
      const std::size_t at = folded.find(one);
      if (at != std::string::npos) best = std::max(best, folded == one ? 3 : at == 0 ? 2 : 1);
    }
    score = std::min(score, best);
  }
  return score;
}

// Makes the hits of one page: reads their bodies and cuts the snippets.
class Shown {
 public:
  Shown(db::Reader& reader, const Parsed& parsed, const Query& query)
      : reader_(reader), spellings_(all_spellings(parsed, query.alternatives)) {}
  Hit hit_of(const db::Row& row) {
    Hit hit;
    hit.at = instant_of(row.integer(0));
    hit.noun = row.text(1);
    hit.id = row.text(2);
    hit.organisation_id = row.text(3);
    hit.title = row.text(4);
    hit.title_marks = marks_in(hit.title, spellings_);
    const auto body = reader_.first(kBody, row.integer(0));
    Snippet snippet = snippet_of(body ? body->text(0) : std::string(), spellings_, room_);
    hit.snippet = std::move(snippet.text);
    hit.snippet_marks = std::move(snippet.marks);
    return hit;
  }

 private:
  db::Reader& reader_;
  std::vector<std::string> spellings_;
  int room_ = kSnippetBytesMost;
};

void fill_ranked(db::Reader& reader, const Query& query, const Parsed& parsed, Hits& hits) {
  struct Ranked {
    int score;
    db::Row row;
  };
  std::vector<Ranked> all;
  const auto args = match_args(reader.kind(), parsed, query, kNoNumber, kRankedMost);
  for (db::Row& row : reader.select(kPage, args)) {
    const int score = score_of(row.text(4), parsed, query.alternatives);
    all.push_back({score, std::move(row)});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
  const Key after = read_key(query.after);
  Shown shown(reader, parsed, query);
  for (const Ranked& one : all) {
    const std::int64_t number = one.row.integer(0);
    if (one.score > after.score || (one.score == after.score && number >= after.number)) continue;
    if (static_cast<int>(hits.list.size()) == query.most) return;
    hits.list.push_back(shown.hit_of(one.row));
    hits.next = std::to_string(one.score) + ":" + std::to_string(number);
  }
  hits.next.clear();
}

void fill_newest(db::Reader& reader, const Query& query, const Parsed& parsed, Hits& hits) {
  const Key after = read_key(query.after);
  const auto args = match_args(reader.kind(), parsed, query, after.number, query.most + 1);
  const auto rows = reader.select(hits.more_than_counted ? kPageOfCommon : kPage, args);
  Shown shown(reader, parsed, query);
  for (const db::Row& row : rows) {
    if (static_cast<int>(hits.list.size()) == query.most) return;
    hits.list.push_back(shown.hit_of(row));
    hits.next = std::to_string(row.integer(0));
  }
  hits.next.clear();
}

}  // namespace

Result<void> put(db::Tx& tx, const Document& given) {
  CHECK(!given.noun.empty() && !given.id.empty() && !given.visibility.empty());
  const Document document = as_kept(given);
  if (auto old = tx.first(kFindRow, document.noun, document.id)) {
    if (is_same(*old, document)) return {};
    TRY(forget(tx, *old));
  }
  return insert(tx, document);
}

bool is_indexed(db::Reader& reader, const Document& document) {
  const auto row = reader.first(kFindRow, document.noun, document.id);
  return row && is_same(*row, as_kept(document));
}

Result<void> remove(db::Tx& tx, std::string_view noun, std::string_view id) {
  if (auto old = tx.first(kFindRow, noun, id)) return forget(tx, *old);
  return {};
}

Hits find(db::Reader& reader, const Query& query) {
  Hits hits;
  const Parsed parsed = parse_query(query.text);
  if (parsed.empty() || query.visibility.empty() || query.most <= 0) return hits;
  const auto counted =
      reader.select(kCount, match_args(reader.kind(), parsed, query, kNoNumber, kCountedMost + 1));
  hits.count = static_cast<int>(counted.at(0).integer(0));
  if (hits.count == 0) return hits;
  hits.more_than_counted = hits.count > kCountedMost;
  hits.count = std::min(hits.count, kCountedMost);
  if (query.order == Order::relevance && hits.count <= kRankedMost) {
    fill_ranked(reader, query, parsed, hits);
  } else {
    fill_newest(reader, query, parsed, hits);
  }
  return hits;
}

int count_matches(db::Reader& reader, const Query& query, int most) {
  const Parsed parsed = parse_query(query.text);
  if (parsed.empty() || query.visibility.empty() || most <= 0) return 0;
  const auto counted =
      reader.select(kCount, match_args(reader.kind(), parsed, query, kNoNumber, most));
  return static_cast<int>(counted.at(0).integer(0));
}

LabelCounts count_labels(db::Reader& reader, const Query& query, int most, int known) {
  LabelCounts out;
  const Parsed parsed = parse_query(query.text);
  if (parsed.empty() || query.visibility.empty() || most <= 0) return out;
  if (known < 0) known = count_matches(reader, query, most + 1);
  out.capped = known > most;
  const int read = out.capped ? std::min(most, kLabelsSampled) : most;
  // As for a page: only where there are many is the walk along the key the shorter way.
  reader.stream(out.capped ? kLabelsOfCommon : kLabels,
                match_args(reader.kind(), parsed, query, kNoNumber, read),
                [&](const db::Row& row) {
                  std::vector<std::string> labels = labels_of_text(row.text(0));
                  if (!labels.empty()) labels.pop_back();  // its noun
                  for (std::string& label : labels) ++out.counts[std::move(label)];
                  return true;
                });
  return out;
}

std::vector<std::string> find_ids(db::Reader& reader, std::string_view noun, std::string_view text,
                                  const std::vector<std::string>& visibility, int most) {
  const Parsed parsed = parse_query(text);
  if (parsed.empty() || visibility.empty() || most <= 0) return {};
  Query query;
  query.nouns = {std::string(noun)};
  query.visibility = visibility;
  std::vector<std::string> ids;
  const auto args = match_args(reader.kind(), parsed, query, kNoNumber, most);
  for (const db::Row& row : reader.select(kPage, args)) ids.push_back(row.text(2));
  return ids;
}

Result<std::int64_t> rebuild(db::Db& db, const Feeders& feeders, const Progress& progress) {
  constexpr int kPageSize = 500;
  return db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    if (tx.kind() == Kind::sqlite) TRY(tx.run(kForgetAll));
    TRY(tx.run(kDeleteAll));
    std::int64_t total = 0;
    for (const auto& [noun, feeder] : feeders) {
      std::int64_t done = 0;
      std::string after;
      for (auto page = feeder(tx, after, kPageSize); !page.empty();
           page = feeder(tx, after, kPageSize)) {
        for (const Document& document : page) {
          CHECK(document.noun == noun);
          TRY(put(tx, document));
        }
        after = page.back().id;
        done += static_cast<std::int64_t>(page.size());
        if (progress) progress(noun, done);
      }
      total += done;
    }
    return total;
  });
}

}  // namespace musubi::search
