// words.cc - see words.h.
// Words only; numbers, days and hashes are nobody's personal data.
#include "features/retention/words.h"

#include <utility>
#include <vector>

#include "core/retention/retention.h"

namespace musubi::retention {
namespace {

using Pairs = std::vector<std::pair<const char*, const char*>>;

const Pairs kActions{{"retention.destruction.proposed", "記録の消去を提案しました"},
                     {"retention.destruction.approved", "記録の消去を承認しました"},
                     {"retention.destruction.refused", "記録の消去を承認しませんでした"},
                     {"retention.destruction.withdrawn", "消去の提案を取り下げました"},
                     {"retention.destruction.done", "記録の消去を終えました"},
                     {"retention.record.destroyed", "保存期限を過ぎた記録を消去しました"},
                     {"retention.record.spared", "消去せずに残しました"},
                     {"retention.certificate.printed", "消去証明書を作成しました"},
                     {"retention.certificate.failed", "消去証明書を作成できませんでした"},
                     {"retention.certificate.ordered_again", "消去証明書を作り直すよう頼みました"},
                     {"retention.hold.placed", "記録を保全しました"},
                     {"retention.hold.lifted", "保全を解きました"},
                     {"retention.evidence.checked", "証拠を確かめました"}};
const Pairs kNouns{{"destruction", "記録の消去"},
                   {"retention_hold", "保全"},
                   {"evidence_check", "証拠の確認"}};
const char* const kSubjects[] = {"destruction", "retention_hold", "evidence_check"};
const Pairs kFields{{"kind", "記録の種類"}, {"total", "件数"},      {"state", "状態"},
                    {"destroyed", "消去した件数"}, {"spared", "残した件数"}, {"sha256", "照合値"},
                    {"number", "番号"},      {"scope", "範囲"},      {"subject_id", "対象のID"},
                    {"until_on", "いつまで"}, {"objects", "確かめた件数"}, {"lost", "失われた件数"},
                    {"item", "記録のID"}};
const Pairs kRecordFields{{"kind", "記録の種類"},
                          {"term_began_on", "期間の始まり"},
                          {"term_ended_on", "保存期限"},
                          {"sha256", "照合値"}};

}  // namespace

void add_words(web::Words& words) {
  for (const auto& [code, told] : kActions) words.actions.insert_or_assign(code, told);
  for (const auto& [code, told] : kNouns) words.nouns.insert_or_assign(code, told);
  for (const char* noun : kSubjects) {
    for (const auto& [code, told] : kFields) {
      words.fields.insert_or_assign(std::string(noun) + "." + code, told);
    }
  }
  for (const Kind& kind : kinds()) {
    for (const auto& [code, told] : kRecordFields) {
      words.fields.insert_or_assign(kind.noun + "." + code, told);
    }
    words.values.insert_or_assign("kind=" + kind.name, kind.label);  // its feature is in the name
  }
  for (const char* state : {"proposed", "approved", "refused", "withdrawn", "done"}) {
    words.values.insert_or_assign(std::string("destruction.state=") + state,
                                  state == std::string("proposed")    ? "承認待ち"
                                  : state == std::string("approved")  ? "承認"
                                  : state == std::string("refused")   ? "承認しない"
                                  : state == std::string("withdrawn") ? "取り下げ"
                                                                      : "完了");
  }
  const Pairs scopes{{"everything", "すべての記録"},
                     {"kind", "1つの種類の記録のすべて"},
                     {"organisation", "1つの団体に関する記録のすべて"},
                     {"record", "1件の記録"}};
  for (const auto& [code, told] : scopes) {
    words.values.insert_or_assign(std::string("retention_hold.scope=") + code, told);
  }
  words.topics.insert_or_assign("retention.destruction.approved", "記録の消去と消去証明書の作成");
}

}  // namespace musubi::retention
