// store.cc - words of files, open pages and synonyms; see store.h. A group's folded words are
// written with it, so that no word stands in two groups.
#include "features/site_search/store.h"

#include "base/text.h"

namespace musubi::site_search::store {
namespace {

#define FILE_COLUMNS "id, sha256, state, trouble, body, is_cut, read_at"
constexpr db::Query kFindFile{"site_search.find_file",
                              "SELECT " FILE_COLUMNS " FROM site_search_files WHERE id = $1"};
constexpr db::Query kReplaceFile{
    "site_search.replace_file",
    "INSERT INTO site_search_files (" FILE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (id) DO UPDATE SET sha256 = $2, state = $3, trouble = $4, body = $5,"
    " is_cut = $6, read_at = $7"};
constexpr db::Query kDeleteFile{"site_search.delete_file",
                                "DELETE FROM site_search_files WHERE id = $1"};
constexpr db::Query kListFiles{
    "site_search.list_files",
    "SELECT " FILE_COLUMNS " FROM site_search_files WHERE id > $1 ORDER BY id LIMIT $2"};
constexpr db::Query kListFilesIn{
    "site_search.list_files_in",
    "SELECT id, sha256, state, trouble, '', is_cut, read_at FROM site_search_files"
    " WHERE state = $1 AND id > $2 ORDER BY id LIMIT $3"};
constexpr db::Query kCountFilesIn{"site_search.count_files_in",
                                  "SELECT count(*) FROM site_search_files WHERE state = $1"};

#define PAGE_COLUMNS "path, title, lead, body, changed_at"
constexpr db::Query kFindPage{"site_search.find_page",
                              "SELECT " PAGE_COLUMNS " FROM site_search_pages WHERE path = $1"};
constexpr db::Query kListPages{
    "site_search.list_pages",
    "SELECT " PAGE_COLUMNS " FROM site_search_pages WHERE path > $1 ORDER BY path LIMIT $2"};
constexpr db::Query kReplacePage{
    "site_search.replace_page",
    "INSERT INTO site_search_pages (" PAGE_COLUMNS ") VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (path) DO UPDATE SET title = $2, lead = $3, body = $4, changed_at = $5"};
constexpr db::Query kDeletePage{"site_search.delete_page",
                                "DELETE FROM site_search_pages WHERE path = $1"};

#define SYNONYM_COLUMNS "id, words, note, version, created_at, updated_at"
constexpr db::Query kFindSynonym{
    "site_search.find_synonym",
    "SELECT " SYNONYM_COLUMNS " FROM site_search_synonyms WHERE id = $1"};
constexpr db::Query kListSynonyms{
    "site_search.list_synonyms",
    "SELECT " SYNONYM_COLUMNS
    " FROM site_search_synonyms WHERE (words, id) > ($1, $2) ORDER BY words, id LIMIT $3"};
constexpr db::Query kCountSynonyms{"site_search.count_synonyms",
                                   "SELECT count(*) FROM site_search_synonyms"};
constexpr db::Query kInsertSynonym{
    "site_search.insert_synonym",
    "INSERT INTO site_search_synonyms (" SYNONYM_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Query kUpdateSynonym{
    "site_search.update_synonym",
    "UPDATE site_search_synonyms SET words = $2, note = $3, version = version + 1,"
    " updated_at = $4 WHERE id = $1 AND version = $5"};
constexpr db::Query kDeleteSynonym{"site_search.delete_synonym",
                                   "DELETE FROM site_search_synonyms WHERE id = $1"};
constexpr db::Query kInsertSynonymWord{
    "site_search.insert_synonym_word",
    "INSERT INTO site_search_synonym_words (word, shown, synonym_id) VALUES ($1, $2, $3)"};
constexpr db::Query kDeleteSynonymWords{
    "site_search.delete_synonym_words",
    "DELETE FROM site_search_synonym_words WHERE synonym_id = $1"};
constexpr db::Query kSynonymOfWord{
    "site_search.find_synonym_of_word",
    "SELECT synonym_id FROM site_search_synonym_words WHERE word = $1"};
constexpr db::Query kSynonymWords{
    "site_search.list_synonym_words",
    "SELECT word, shown, synonym_id FROM site_search_synonym_words ORDER BY synonym_id, word"};

FileText file_of(const db::Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3),
          row.text(4), row.flag(5), Instant{row.integer(6)}};
}

std::vector<FileText> files_of(const std::vector<db::Row>& rows) {
  std::vector<FileText> out;
  for (const db::Row& row : rows) out.push_back(file_of(row));
  return out;
}

OpenPage page_of(const db::Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), Instant{row.integer(4)}};
}

Synonym synonym_of(const db::Row& row) {
  return {SynonymId{row.text(0)}, split(row.text(1), '\n'),   row.text(2),
          row.integer(3),         Instant{row.integer(4)}, Instant{row.integer(5)}};
}

std::string lines_of(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : "\n") + word;
  return out;
}

Result<void> insert_words_of(db::Tx& tx, const SynonymId& id, const std::vector<Word>& words) {
  for (const Word& word : words) {
    TRY(tx.run(kInsertSynonymWord, word.folded, word.shown, id.text));
  }
  return {};
}

}  // namespace

std::optional<FileText> find_file(db::Reader& reader, std::string_view id) {
  const auto row = reader.first(kFindFile, id);
  if (!row) return std::nullopt;
  return file_of(*row);
}

Result<void> replace_file(db::Tx& tx, const FileText& f) {
  TRY(tx.run(kReplaceFile, f.id, f.sha256, f.state, f.trouble, f.body, f.is_cut, f.read_at.ms));
  return {};
}

Result<void> delete_file(db::Tx& tx, std::string_view id) {
  TRY(tx.run(kDeleteFile, id));
  return {};
}

std::vector<FileText> list_files(db::Reader& reader, std::string_view after_id, int most) {
  return files_of(reader.all(kListFiles, after_id, most));
}

std::vector<FileText> list_files_in(db::Reader& reader, std::string_view state,
                                    std::string_view after_id, int most) {
  return files_of(reader.all(kListFilesIn, state, after_id, most));
}

std::int64_t count_files_in(db::Reader& reader, std::string_view state) {
  return reader.first(kCountFilesIn, state)->integer(0);
}

std::optional<OpenPage> find_page(db::Reader& reader, std::string_view path) {
  const auto row = reader.first(kFindPage, path);
  if (!row) return std::nullopt;
  return page_of(*row);
}

std::vector<OpenPage> list_pages(db::Reader& reader, std::string_view after_path, int most) {
  std::vector<OpenPage> out;
  for (const db::Row& row : reader.all(kListPages, after_path, most)) out.push_back(page_of(row));
  return out;
}

Result<void> replace_page(db::Tx& tx, const OpenPage& p) {
  TRY(tx.run(kReplacePage, p.path, p.title, p.lead, p.body, p.changed_at.ms));
  return {};
}

Result<void> delete_page(db::Tx& tx, std::string_view path) {
  TRY(tx.run(kDeletePage, path));
  return {};
}

std::optional<Synonym> find_synonym(db::Reader& reader, const SynonymId& id) {
  const auto row = reader.first(kFindSynonym, id.text);
  if (!row) return std::nullopt;
  return synonym_of(*row);
}

std::vector<Synonym> list_synonyms(db::Reader& reader, const std::string& after_words,
                                   const std::string& after_id, int most) {
  std::vector<Synonym> out;
  for (const db::Row& row : reader.all(kListSynonyms, after_words, after_id, most)) {
    out.push_back(synonym_of(row));
  }
  return out;
}

std::int64_t count_synonyms(db::Reader& reader) {
  return reader.first(kCountSynonyms)->integer(0);
}

Result<void> insert_synonym(db::Tx& tx, const Synonym& s, const std::vector<Word>& words) {
  TRY(tx.run(kInsertSynonym, s.id.text, lines_of(s.words), s.note, s.version, s.created_at.ms,
             s.updated_at.ms));
  return insert_words_of(tx, s.id, words);
}

Result<void> update_synonym(db::Tx& tx, const Synonym& s, const std::vector<Word>& words) {
  const std::int64_t changed = TRY(
      tx.run(kUpdateSynonym, s.id.text, lines_of(s.words), s.note, s.updated_at.ms, s.version));
  if (changed == 0) {
    return fail(Fault::conflict, "ほかの人が先に書き換えました。いまの内容を確かめて、もう一度保存してください");
  }
  TRY(tx.run(kDeleteSynonymWords, s.id.text));
  return insert_words_of(tx, s.id, words);
}

Result<void> delete_synonym(db::Tx& tx, const SynonymId& id) {
  TRY(tx.run(kDeleteSynonymWords, id.text));
  TRY(tx.run(kDeleteSynonym, id.text));
  return {};
}

std::optional<SynonymId> find_synonym_of_word(db::Reader& reader, std::string_view folded) {
  const auto row = reader.first(kSynonymOfWord, folded);
  if (!row) return std::nullopt;
  return SynonymId{row->text(0)};
}

std::vector<SynonymWord> list_synonym_words(db::Reader& reader) {
  std::vector<SynonymWord> out;
  for (const db::Row& row : reader.all(kSynonymWords)) {
    out.push_back({row.text(0), row.text(1), row.text(2)});
  }
  return out;
}

}  // namespace musubi::site_search::store
