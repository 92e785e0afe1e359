// words_audit.cc - see words.h. Words only.
// Never hides what happened: a code without words is shown as it is.
#include <string>
#include <utility>
#include <vector>

#include "features/site_import/service.h"
#include "features/site_import/words.h"

namespace musubi::site_import {

void add_words(web::Words& words) {
  const std::vector<std::pair<const char*, const char*>> actions{
      {"site_import.import.begun", "別のサイトの書き出しファイルを受け取りました"},
      {"site_import.import.read", "別のサイトの書き出しファイルを読みました"},
      {"site_import.import.failed", "別のサイトの書き出しファイルを読めませんでした"},
      {"site_import.import.chosen", "移行する記事の行き先を決めました"},
      {"site_import.import.ordered", "別のサイトの記事の取込みを始めました"},
      {"site_import.import.committed", "別のサイトの記事を取り込みました"},
      {"site_import.import.undo_ordered", "取込みの取消しを始めました"},
      {"site_import.import.undone", "別のサイトの記事の取込みを取り消しました"},
      {"site_import.import.discarded", "別のサイトの記事の取込みをやめました"}};
  for (const auto& [code, told] : actions) words.actions.insert_or_assign(code, told);
  const std::string noun = "site_import.";
  const std::vector<std::pair<const char*, const char*>> fields{
      {"filename", "ファイル"}, {"sha256", "ファイルの指紋"}, {"state", "状態"},
      {"arrival", "公開していた記事"}, {"choices", "行き先"}, {"items", "項目の数"},
      {"outcomes", "結果"}};
  for (const auto& [code, told] : fields) words.fields.insert_or_assign(noun + code, told);
  for (const char* state : {"reading", "draft", "committing", "committed", "undoing", "undone",
                            "discarded", "failed"}) {
    words.values.insert_or_assign(noun + "state=" + state, state_label(state));
  }
  words.values.insert_or_assign(noun + "arrival=draft", "下書き");
  words.values.insert_or_assign(noun + "arrival=review", "確認");
  words.nouns.insert_or_assign("site_import", "サイトの移行");
  words.topics.insert_or_assign(std::string(kOrdered), "サイトの移行");
}

}  // namespace musubi::site_import
