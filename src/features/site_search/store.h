// store.h - rows of the search of the site: words of files, open pages, synonyms, words. Every
// statement stands in store.cc and store_words.cc. Decides nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "features/site_search/nouns.h"

namespace musubi::site_search::store {

std::optional<FileText> find_file(db::Reader& reader, std::string_view id);
Result<void> replace_file(db::Tx& tx, const FileText& file);
Result<void> delete_file(db::Tx& tx, std::string_view id);
// In order of id.
std::vector<FileText> list_files(db::Reader& reader, std::string_view after_id, int most);
// Of one state, without the words.
std::vector<FileText> list_files_in(db::Reader& reader, std::string_view state,
                                    std::string_view after_id, int most);
std::int64_t count_files_in(db::Reader& reader, std::string_view state);

std::optional<OpenPage> find_page(db::Reader& reader, std::string_view path);
std::vector<OpenPage> list_pages(db::Reader& reader, std::string_view after_path, int most);
Result<void> replace_page(db::Tx& tx, const OpenPage& page);
Result<void> delete_page(db::Tx& tx, std::string_view path);

std::optional<Synonym> find_synonym(db::Reader& reader, const SynonymId& id);
// By their first words; `after`: the words and id of the last one shown, "" = from the first.
std::vector<Synonym> list_synonyms(db::Reader& reader, const std::string& after_words,
                                   const std::string& after_id, int most);
std::int64_t count_synonyms(db::Reader& reader);
// With its words, folded as well. Fault::conflict when a word stands in another group.
Result<void> insert_synonym(db::Tx& tx, const Synonym& synonym, const std::vector<Word>& words);
// Where the version still is synonym.version; Fault::conflict else. Raises it.
Result<void> update_synonym(db::Tx& tx, const Synonym& synonym, const std::vector<Word>& words);
Result<void> delete_synonym(db::Tx& tx, const SynonymId& id);
std::optional<SynonymId> find_synonym_of_word(db::Reader& reader, std::string_view folded);
// All of them, in order of the groups.
std::vector<SynonymWord> list_synonym_words(db::Reader& reader);

// New ones with their pairs; known ones are seen again.
Result<void> insert_words(db::Tx& tx, const std::vector<Word>& words, Instant now);
// Beginning so, in order.
std::vector<Word> list_words_from(db::Reader& reader, std::string_view folded, int most);
// Sharing at least `least` of these pairs, most shared first.
std::vector<Word> list_words_like(db::Reader& reader, const std::vector<std::string>& pairs,
                                  int least, int most);
// Seen longest ago first.
std::vector<Word> list_words_seen_before(db::Reader& reader, Instant before, int most);
Result<void> delete_word(db::Tx& tx, std::string_view folded);

}  // namespace musubi::site_search::store
