// store_words.cc - words that may be suggested, and the pairs by which a mistyped one is found; see
// store.h. A pair is looked up in one range of an index, however many words there are.
#include <utility>

#include "db/many.h"
#include "features/site_search/spelling.h"
#include "features/site_search/store.h"

namespace musubi::site_search::store {
namespace {

constexpr db::Query kInsertWord{
    "site_search.insert_word",
    "INSERT INTO site_search_words (word, shown, seen_at) VALUES ($1, $2, $3)"
    " ON CONFLICT (word) DO NOTHING"};
constexpr db::Query kSeeWord{"site_search.see_word",
                             "UPDATE site_search_words SET seen_at = $2 WHERE word = $1"};
constexpr db::Query kWordsFrom{
    "site_search.list_words_from",
    "SELECT word, shown FROM site_search_words WHERE word >= $1 AND word < $2"
    " ORDER BY word LIMIT $3"};
constexpr db::Query kWordsSeenBefore{
    "site_search.list_words_seen_before",
    "SELECT word, shown FROM site_search_words WHERE seen_at < $1 ORDER BY seen_at, word LIMIT $2"};
constexpr db::Query kDeletePairs{"site_search.delete_word_pairs",
                                 "DELETE FROM site_search_word_pairs WHERE word = $1"};
constexpr db::Query kDeleteWord{"site_search.delete_word",
                                "DELETE FROM site_search_words WHERE word = $1"};
constexpr std::string_view kPastEveryCharacter = "\xF4\x8F\xBF\xBF";  // U+10FFFF

const db::ManyRows& pair_rows() {
  static const db::ManyRows rows("site_search.insert_word_pairs",
                                 "INSERT INTO site_search_word_pairs (pair, word) VALUES", 2,
                                 " ON CONFLICT (pair, word) DO NOTHING");
  return rows;
}

std::vector<Word> words_of(const std::vector<db::Row>& rows) {
  std::vector<Word> out;
  for (const db::Row& row : rows) out.push_back({row.text(0), row.text(1)});
  return out;
}

}  // namespace

Result<void> insert_words(db::Tx& tx, const std::vector<Word>& words, Instant now) {
  db::Rows pairs;
  for (const Word& word : words) {
    const std::int64_t made = TRY(tx.run(kInsertWord, word.folded, word.shown, now.ms));
    if (made == 0) {
      TRY(tx.run(kSeeWord, word.folded, now.ms));
      continue;
    }
    for (const std::string& pair : pairs_of(word.folded)) pairs.add(pair, word.folded);
  }
  TRY(pair_rows().insert(tx, std::move(pairs)));
  return {};
}

std::vector<Word> list_words_from(db::Reader& reader, std::string_view folded, int most) {
  return words_of(
      reader.all(kWordsFrom, folded, std::string(folded) + std::string(kPastEveryCharacter), most));
}

std::vector<Word> list_words_like(db::Reader& reader, const std::vector<std::string>& pairs,
                                  int least, int most) {
  if (pairs.empty()) return {};
  std::vector<db::Value> args;
  std::string in;
  for (const std::string& pair : pairs) {
    args.push_back(db::to_value(pair));
    in += (in.empty() ? "$" : ", $") + std::to_string(args.size());
  }
  args.push_back(db::to_value(least));
  const std::string least_at = "$" + std::to_string(args.size());
  args.push_back(db::to_value(most));
  const std::string sql =
      "SELECT w.word, w.shown FROM (SELECT word, count(*) AS shared FROM site_search_word_pairs"
      " WHERE pair IN (" + in + ") GROUP BY word HAVING count(*) >= " + least_at +
      " ORDER BY count(*) DESC, word LIMIT $" + std::to_string(args.size()) +
      ") AS alike JOIN site_search_words w ON w.word = alike.word"
      " ORDER BY alike.shared DESC, w.word";
  return words_of(reader.select({"site_search.list_words_like", sql}, args));
}

std::vector<Word> list_words_seen_before(db::Reader& reader, Instant before, int most) {
  return words_of(reader.all(kWordsSeenBefore, before.ms, most));
}

Result<void> delete_word(db::Tx& tx, std::string_view folded) {
  TRY(tx.run(kDeletePairs, folded));
  TRY(tx.run(kDeleteWord, folded));
  return {};
}

}  // namespace musubi::site_search::store
