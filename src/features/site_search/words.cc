// words.cc - see words.h.
// Words only; nothing here names a person.
#include "features/site_search/words.h"

#include "features/site_search/service_index.h"

namespace musubi::site_search {

void add_words(web::Words& words) {
  words.actions.insert_or_assign("site_search.synonym.created", "検索の同義語を加えました");
  words.actions.insert_or_assign("site_search.synonym.changed", "検索の同義語を直しました");
  words.actions.insert_or_assign("site_search.synonym.deleted", "検索の同義語を消しました");
  words.actions.insert_or_assign("site_search.file.ordered_again",
                                 "検索のために資料をもう一度読み取ることにしました");
  words.nouns.insert_or_assign("site_search_synonym", "検索の同義語");
  words.nouns.insert_or_assign("site_search_file", "検索の資料");
  words.fields.insert_or_assign("site_search_synonym.words", "同じ意味の言葉");
  words.fields.insert_or_assign("site_search_synonym.note", "メモ");
  words.fields.insert_or_assign("site_search_file.state", "状態");
  for (const std::string_view state : {"waiting", "read", "empty", "unreadable"}) {
    const std::string code = "site_search_file.state=" + std::string(state);
    words.values.insert_or_assign(code, std::string(file_state_label(state)));
  }
  words.topics.insert_or_assign(std::string(kFileRegistered), "検索のための資料の読み取り");
  words.topics.insert_or_assign(std::string(kWordsWanted), "検索の候補の言葉集め");
}

}  // namespace musubi::site_search
