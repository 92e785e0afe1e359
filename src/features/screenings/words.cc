// words.cc - what the audit and the outbox call what happens here. SECURITY: no field has words,
// because no field is ever noted; the audit tells that, by whom and when, never what.
#include "features/screenings/words.h"

namespace musubi::screenings {

void add_words(web::Words& words) {
  words.nouns.insert_or_assign("screening", "反社会的勢力の確認");
  const std::pair<const char*, const char*> actions[] = {
      {"screenings.file.opened", "反社会的勢力の確認を始めました"},
      {"screenings.file.read", "反社会的勢力の確認の記録を開きました"},
      {"screenings.file.changed", "反社会的勢力の確認の記録を変えました"},
      {"screenings.file.carried_over", "反社会的勢力の確認の記録を会員に引き継ぎました"},
      {"screenings.list.read", "反社会的勢力の確認の一覧を開きました"},
      {"screenings.evidence.read", "反社会的勢力の確認の証跡を取り出しました"}};
  for (const auto& [code, told] : actions) words.actions.insert_or_assign(code, told);
  words.topics.insert_or_assign("screenings.inquiry.asked", "県への照会の知らせ");
  words.topics.insert_or_assign("screenings.inquiry.answered", "県の回答を審査に伝える");
  words.topics.insert_or_assign("members.representative.changed", "代表者や役員の交代を確認に伝える");
  words.topics.insert_or_assign("members.standing.changed", "会員の退会や統合を確認に伝える");
}

}  // namespace musubi::screenings
