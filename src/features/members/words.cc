// words.cc - what the records of members are called in Japanese: audit actions, nouns, fields,
// values, outbox topics. Read by the office's pages over the audit and the outbox.
// SECURITY: a field that is not listed here counts as personal and is masked; list it only when it
// can never name or reach a person.
#include "features/members/organisation.h"
#include "features/members/report_words.h"
#include "features/members/routes_parts.h"
#include "features/members/service_imports.h"
#include "features/members/views.h"
#include "web/app.h"

namespace musubi::members {
namespace {

using Pairs = std::vector<std::pair<const char*, const char*>>;

// Beside views::told_actions(): what only the audit tells.
const Pairs kActions{
    {"members.organisation.removed", "取込みの取消しで会員を消しました"},
    {"members.person.removed", "取込みの取消しで担当者を消しました"},
    {"members.view.saved", "一覧の条件を保存しました"},
    {"members.view.deleted", "保存した条件を消しました"},
    {"members.import.begun", "名簿の取込みを始めました"},
    {"members.import.read", "名簿を読み取りました"},
    {"members.import.read_again", "名簿を読み直しました"},
    {"members.import.given_up", "名簿の読み取りを打ち切りました"},
    {"members.import.mapping_changed", "取込みの列の対応を変えました"},
    {"members.import.row_chosen", "取込みの行の扱いを決めました"},
    {"members.import.row_resolved", "取込みの行を片づけました"},
    {"members.import.discarded", "名簿の取込みをやめました"},
    {"members.defects.adopted", "取込みの不備の提案をまとめて採用しました"},
    {"members.loan.registered", "貸与資料を登録しました"},
    {"members.loan.copied", "貸与資料の複製を記録しました"},
    {"members.loan.copy_erased", "貸与資料の複製を消しました"},
    {"members.loan.closed", "貸与資料を返還または消去しました"},
    {"members.proposal.dismissed", "別の会員だと確かめました"},
    {"members.proposal_search.began", "似た会員を探し始めました"},
    {"members.report.discarded", "会員報告書を破棄しました"},
    {"members.report.files_ordered", "会員報告書のファイルを作り直すよう頼みました"},
    {"members.report.remarked", "会員報告書に所見を書きました"},
    {"members.report.characters_replaced", "会員報告書のCSV（Shift_JIS）で、書けない文字を〓にしました"}};

const Pairs kNouns{{"organisation", "会員"},          {"person", "担当者"},
                   {"roster_import", "名簿の取込み"}, {"loan", "貸与資料"},
                   {"saved_view", "保存した条件"},    {"export", "名簿の書き出し"},
                   {"proposal", "名寄せの候補"},      {"proposal_search", "名寄せの候補探し"},
                   {"member_report", "会員報告書"},   {"merge", "名寄せ"}};

// Of every noun; what a noun calls otherwise is below.
const Pairs kFields{{"as_of", "基準日"},
                    {"number", "番号"},
                    {"version", "版"},
                    {"edition", "ファイルの版"},
                    {"members", "会員数"},
                    {"secretariat_comment", "事務局の所見"},
                    {"body", "コメント"},
                    {"query", "条件"},
                    {"filename", "ファイル名"},
                    {"sha256", "ハッシュ値"},
                    {"loan", "貸与資料"},
                    {"sheet", "シート"},
                    {"rows", "行数"},
                    {"row", "行"},
                    {"choice", "扱い"},
                    {"target", "相手の会員のID"},
                    {"outcome", "結果"},
                    {"mapping", "列の対応"},
                    {"field", "項目"},
                    {"kind", "不備の種類"},
                    {"restored", "元に戻した数"},
                    {"left", "残した数"},
                    {"left_member_no", "残した会員の番号"},
                    {"created", "登録"},
                    {"updated", "更新"},
                    {"unchanged", "変更なし"},
                    {"merged", "統合"},
                    {"proposed", "候補"},
                    {"skipped", "除外"},
                    {"unresolved", "未解決"},
                    {"defects_open", "残った不備"},
                    {"columns", "列"},
                    {"format", "形式"},
                    {"replaced", "〓にした数"},
                    {"replaced_characters", "〓にした文字"},
                    {"lender", "貸与元"},
                    {"what", "内容"},
                    {"kept_at", "保管場所"},
                    {"made_on", "作成日"},
                    {"received_on", "受領日"},
                    {"erased_on", "消去日"},
                    {"closed_on", "返還・消去の日"},
                    {"joined_on", "入会日"},
                    {"left_on", "退会日"},
                    {"merged_with", "統合の相手"},
                    {"event", "できごと"},
                    {"happened_on", "その日"},
                    {"other", "相手の会員のID"},
                    {"found_alike_by", "似ている点"},
                    {"saved_view.name", "条件の名前"},
                    {"loan.name", "資料の名前"}};

const Pairs kValues{{"roster_import.state=reading", "読み取り中"},
                    {"roster_import.state=draft", "下書き"},
                    {"roster_import.state=committed", "取込み済み"},
                    {"roster_import.state=undone", "取消し済み"},
                    {"roster_import.state=discarded", "やめた"},
                    {"roster_import.state=failed", "読み取り失敗"},
                    {"roster_import.state=open", "未解決"},  // from here on: of a row or a defect
                    {"roster_import.state=waiting", "未解決"},
                    {"roster_import.state=settled", "解決済み"},
                    {"roster_import.state=adopted", "提案を採用"},
                    {"roster_import.state=corrected", "値を修正"},
                    {"roster_import.state=accepted", "このままとする"},
                    {"roster_import.state=held", "保留"},
                    {"loan.state=in_use", "利用中"},      {"loan.state=returned", "返還済み"},
                    {"loan.state=erased", "消去済み"},
                    {"person.state=active", "在任"},      {"person.state=left", "離任"},
                    {"event=joined", "入会"},          {"event=paused", "休会"},
                    {"event=resumed", "休会の終わり"}, {"event=suspended", "利用の停止"},
                    {"event=reinstated", "停止の解除"}, {"event=withdrawn", "退会"},
                    {"event=expelled", "除名"},
                    {"uses_platform=1", "はい"},
                    {"uses_platform=0", "いいえ"},     {"is_primary=1", "はい"},
                    {"is_primary=0", "いいえ"},        {"is_administrator=1", "はい"},
                    {"is_administrator=0", "いいえ"}};

const Pairs kTopics{{"members.report.files_wanted", "会員報告書のファイルを作る"},
                    {"members.organisation.created", "新しい会員に似た会員を探す"},
                    {"members.organisation.updated", "変わった会員に似た会員を探す"},
                    {"members.proposal_search.continued", "似た会員を探す作業の続き"},
                    {"members.report.submitted", "会員報告書の提出の知らせ"},
                    {"members.report.received", "会員報告書の受領の知らせ"},
                    {"members.report.commented", "会員報告書へのコメントの知らせ"}};

void add(web::Words::Table& table, const Pairs& pairs) {
  for (const auto& [code, words] : pairs) table.insert_or_assign(code, words);
}

void add_fields(web::Words& words, std::string_view noun, std::span<const FieldInfo> fields) {
  for (const FieldInfo& field : fields) {
    const std::string name = std::string(noun) + "." + std::string(field.name);
    words.fields.insert_or_assign(name, std::string(field.label));
    if (field.personal) words.personal.insert(name);
  }
}

}  // namespace

void add_words(web::Words& words) {
  for (const auto& [code, told] : views::told_actions()) {
    words.actions.insert_or_assign(std::string(code), std::string(told));
  }
  add(words.actions, kActions);
  add(words.nouns, kNouns);
  add(words.fields, kFields);
  add(words.values, kValues);
  add(words.topics, kTopics);
  add_fields(words, "organisation", organisation_fields());
  add_fields(words, "person", person_fields());
  for (const State state : {State::active, State::paused, State::suspended, State::withdrawn,
                            State::merged}) {
    words.values.insert_or_assign("organisation.state=" + std::string(state_name(state)),
                                  std::string(state_label(state)));
  }
  for (const char* state : {"frozen", "submitted", "received", "discarded", "superseded"}) {
    words.values.insert_or_assign("member_report.state=" + std::string(state),
                                  std::string(report_state_label(state)));
  }
  words.value_sources.push_back([](const std::string& field, const std::string& code) {
    if (field == "kind") return kind_label(code);
    if (field == "choice") return choice_label(code);
    if (field == "outcome") return outcome_label(code);
    return field_for_people(field, code);
  });
  // A settled defect holds the value of any field of the roster.
  words.fields.insert_or_assign("roster_import.value", "値");
  words.personal.insert("roster_import.value");
}

}  // namespace musubi::members
