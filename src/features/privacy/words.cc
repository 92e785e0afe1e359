// words.cc - see words.h. SECURITY: the audit holds codes and days of a request, never what a
// person wrote; the office's notes to the register may name somebody and are personal.
#include "features/privacy/words.h"

#include <string>
#include <utility>
#include <vector>

namespace musubi::privacy {
namespace {

using Pairs = std::vector<std::pair<const char*, const char*>>;

const Pairs kActions{{"privacy.request.begun", "個人情報の請求が入力されました"},
                     {"privacy.request.received", "個人情報の請求を受け付けました"},
                     {"privacy.request.identified", "請求した人の本人確認をしました"},
                     {"privacy.request.gathered", "開示する情報を集めました"},
                     {"privacy.request.left_out", "開示しない記録を決めました"},
                     {"privacy.request.put_back", "開示しない扱いをやめました"},
                     {"privacy.request.extended", "回答の期限を延ばしました"},
                     {"privacy.request.forwarded", "請求を県に引き継ぎました"},
                     {"privacy.request.withdrawn", "請求が取り下げられました"},
                     {"privacy.request.answered", "請求に回答しました"},
                     {"privacy.requests.cleared", "確認されなかった請求の入力を消しました"},
                     {"privacy.register.noted", "個人情報取扱台帳に備考を書きました"},
                     {"privacy.register.fixed", "個人情報取扱台帳の版を定めました"}};
const Pairs kFields{{"privacy_request.number", "番号"},
                    {"privacy_request.kind", "請求の種類"},
                    {"privacy_request.route", "受付経路"},
                    {"privacy_request.due_on", "回答の期限"},
                    {"privacy_request.state", "状態"},
                    {"privacy_request.records", "集めた記録の数"},
                    {"privacy_request.source", "記録のあるところ"},
                    {"privacy_request.sha256", "照合値"},
                    {"privacy_request.outcome", "回答の種類"},
                    {"privacy_request.count", "件数"},
                    {"privacy_register.note", "備考"},
                    {"privacy_register.number", "版"},
                    {"privacy_register.sha256", "照合値"}};
const Pairs kValues{{"kind=disclosure", "開示"},       {"kind=correction", "訂正・追加・削除"},
                    {"kind=stop", "利用停止・消去"},   {"route=public", "公開のページ"},
                    {"route=members", "会員のページ"}, {"route=paper", "書面・来所"},
                    {"state=working", "対応中"},       {"state=answered", "回答した"},
                    {"state=received", "本人確認待ち"}, {"state=withdrawn", "取り下げ"},
                    {"state=proving", "メールの確認待ち"},
                    {"state=forwarded", "県に引き継いだ"}, {"outcome=granted", "請求のとおりに対応"},
                    {"outcome=partly", "一部に対応"},  {"outcome=refused", "対応できなかった"}};
const Pairs kTopics{{"privacy.request.received", "個人情報の請求の知らせ"},
                    {"privacy.request.forwarded", "県に引き継いだ請求の知らせ"}};

}  // namespace

void add_words(web::Words& words) {
  for (const auto& [code, told] : kActions) words.actions.insert_or_assign(code, told);
  for (const auto& [code, told] : kFields) words.fields.insert_or_assign(code, told);
  for (const auto& [code, told] : kValues) {
    words.values.insert_or_assign("privacy_request." + std::string(code), told);
  }
  for (const auto& [code, told] : kTopics) words.topics.insert_or_assign(code, told);
  words.nouns.insert_or_assign("privacy_request", "個人情報の請求");
  words.nouns.insert_or_assign("privacy_register", "個人情報取扱台帳");
  words.personal.insert("privacy_register.note");
}

}  // namespace musubi::privacy
