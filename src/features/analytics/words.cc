// words.cc - see words.h.
// No field here can name or reach a visitor: none is kept.
#include "features/analytics/words.h"

#include <string>
#include <utility>
#include <vector>

#include "features/analytics/report_words.h"

namespace musubi::analytics {

void add_words(web::Words& words) {
  using Pairs = std::vector<std::pair<const char*, const char*>>;
  const Pairs actions{{"analytics.report.frozen", "月次ログ報告書を作成しました"},
                      {"analytics.report.superseded", "月次ログ報告書を新しい版に置き換えました"},
                      {"analytics.report.remarked", "月次ログ報告書に所見を書きました"},
                      {"analytics.report.submitted", "月次ログ報告書を提出しました"},
                      {"analytics.report.received", "月次ログ報告書を受領しました"},
                      {"analytics.report.discarded", "月次ログ報告書を破棄しました"},
                      {"analytics.report.commented", "月次ログ報告書にコメントしました"},
                      {"analytics.report.files_ordered",
                       "月次ログ報告書のファイルを作り直すよう頼みました"},
                      {"analytics.stop.declared", "計画停止を登録しました"},
                      {"analytics.stop.called_off", "計画停止を取り消しました"},
                      {"analytics.probe.imported", "外部の監視の記録を取り込みました"},
                      {"analytics.queries.imported", "検索エンジンで探された語を取り込みました"}};
  const Pairs nouns{{"site_report", "月次ログ報告書"},
                    {"planned_stop", "計画停止"},
                    {"uptime", "稼働の記録"},
                    {"search_queries", "検索エンジンで探された語"}};
  const Pairs fields{{"site_report.number", "番号"},
                     {"site_report.version", "版"},
                     {"site_report.month", "対象の月"},
                     {"site_report.sha256", "照合用の値"},
                     {"site_report.state", "状態"},
                     {"site_report.secretariat_comment", "事務局の所見"},
                     {"site_report.body", "コメント"},
                     {"site_report.edition", "印刷の版"},
                     {"planned_stop.from_at", "始まり"},
                     {"planned_stop.until_at", "終わり"},
                     {"planned_stop.reason", "理由"},
                     {"planned_stop.agreement", "県との協議"},
                     {"uptime.rows", "行数"},
                     {"uptime.from_at", "始まり"},
                     {"uptime.until_at", "終わり"},
                     {"search_queries.month", "対象の月"},
                     {"search_queries.rows", "行数"}};
  const Pairs topics{{"analytics.report.files_wanted", "月次ログ報告書のファイルの作成"},
                     {"analytics.report.submitted", "月次ログ報告書の提出のお知らせ"},
                     {"analytics.report.received", "月次ログ報告書の受領のお知らせ"},
                     {"analytics.report.commented", "月次ログ報告書のコメントのお知らせ"}};
  for (const auto& [code, told] : actions) words.actions.insert_or_assign(code, told);
  for (const auto& [code, told] : nouns) words.nouns.insert_or_assign(code, told);
  for (const auto& [code, told] : fields) words.fields.insert_or_assign(code, told);
  for (const char* state : {"frozen", "submitted", "received", "discarded", "superseded"}) {
    words.values.insert_or_assign("site_report.state=" + std::string(state),
                                  std::string(report_state_label(state)));
  }
  for (const auto& [code, told] : topics) words.topics.insert_or_assign(code, told);
}

}  // namespace musubi::analytics
