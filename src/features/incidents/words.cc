// words.cc - see words.h.
// Words only; the audit holds no words of an incident.
#include "features/incidents/words.h"

#include <string>
#include <utility>
#include <vector>

namespace musubi::incidents {

void add_words(web::Words& words) {
  using Pairs = std::vector<std::pair<const char*, const char*>>;
  const Pairs actions{{"incidents.incident.opened", "個人情報事故への対応を始めました"},
                      {"incidents.incident.judged", "事態の質問への答えを変えました"},
                      {"incidents.incident.written", "事故の報告の項目を書きました"},
                      {"incidents.incident.step_done", "事故への対応の手順を行いました"},
                      {"incidents.incident.remarked", "事故の経過を書き留めました"},
                      {"incidents.incident.closed", "個人情報事故への対応を終えました"}};
  const Pairs fields{{"number", "番号"},          {"drill", "訓練"},
                     {"known_on", "覚知した日"},  {"sensitive", "要配慮個人情報"},
                     {"property", "財産的被害のおそれ"}, {"malicious", "不正の目的のおそれ"},
                     {"people", "本人の数"},      {"entrusted", "県の情報"},
                     {"encrypted", "暗号化など"}, {"step", "手順"},
                     {"state", "状態"}};
  const Pairs values{{"step=prefecture", "県への報告"}, {"step=prompt", "速報"},
                     {"step=persons", "本人への通知"},  {"step=final", "確報"},
                     {"state=open", "対応中"},          {"state=closed", "対応を終えた"}};
  for (const auto& [code, told] : actions) words.actions.insert_or_assign(code, told);
  for (const auto& [code, told] : fields) {
    words.fields.insert_or_assign(std::string("privacy_incident.") + code, told);
  }
  for (const auto& [code, told] : values) {
    words.values.insert_or_assign(std::string("privacy_incident.") + code, told);
  }
  words.nouns.insert_or_assign("privacy_incident", "個人情報事故");
}

}  // namespace musubi::incidents
