// words.cc - what the audit and the outbox call what happens in changes; see home.h. SECURITY: what
// people wrote is not in the audit at all, so nothing here is personal.
#include "features/changes/change.h"
#include "features/changes/home.h"

namespace musubi::changes {
namespace {

using Pairs = std::vector<std::pair<const char*, const char*>>;

const Pairs kActions{{"changes.request.drafted", "届出の下書きを作りました"},
                     {"changes.request.rewritten", "届出の内容を直しました"},
                     {"changes.request.discarded", "届出の下書きを消しました"},
                     {"changes.request.sent", "届出がありました"},
                     {"changes.request.asked", "届出について会員に尋ねました"},
                     {"changes.request.answered", "届出への質問に会員が答えました"},
                     {"changes.request.confirmed", "届出を確認しました"},
                     {"changes.request.declined", "届出を断りました"},
                     {"changes.request.taken_back", "届出が取り下げられました"},
                     {"changes.request.carried_out", "届出のとおりにしました"},
                     {"changes.request.came_back", "届出のとおりにできず、確認待ちに戻しました"}};

}  // namespace

void add_words(web::Words& words) {
  for (const auto& [code, told] : kActions) words.actions.insert_or_assign(code, told);
  words.nouns.insert_or_assign("change_request", "変更申請・届出");
  words.fields.insert_or_assign("change_request.kind", "種類");
  words.fields.insert_or_assign("change_request.state", "状態");
  words.fields.insert_or_assign("change_request.effective_on", "日付");
  for (const KindInfo& kind : kinds()) {
    words.values.insert_or_assign("change_request.kind=" + std::string(kind.name),
                                  std::string(kind.label));
  }
  for (const char* state :
       {"draft", "waiting", "asked", "scheduled", "done", "declined", "taken_back"}) {
    words.values.insert_or_assign("change_request.state=" + std::string(state),
                                  std::string(state_label(*state_from_name(state))));
  }
  words.topics.insert_or_assign("changes.request.moved", "届出の結果の知らせ");
  words.topics.insert_or_assign("changes.request.came", "届いた届出の事務局への知らせ");
}

}  // namespace musubi::changes
