// trial.cc - see trial.h: the words of the nouns, and the 方針 that holds until the office has
// published its own. Promises only what the product does.
#include "features/accessibility/trial.h"

#include "base/text.h"

namespace musubi::accessibility {

const std::vector<PolicyField>& policy_fields() {
  static const std::vector<PolicyField> fields{
      {"scope", "対象範囲", "どのサイト、どの画面が対象か。", &Policy::scope, true},
      {"goal", "目標とする適合レベルと対応度", "JIS X 8341-3:2016 のどのレベルに、どの対応度で応えるか。",
       &Policy::goal, true},
      {"due", "目標を達成する期限", "いつまでに達成するか。", &Policy::due, true},
      {"exceptions", "例外事項", "対象に含められないもの、その理由と代わりの方法。", &Policy::exceptions},
      {"extra", "追加する達成基準", "目標のほかに満たそうとするもの（WCAG 2.2など）。", &Policy::extra},
      {"contact", "担当と、使いにくいときの連絡先", "だれが受け付け、どう答えるか。", &Policy::contact, true}};
  return fields;
}

Policy first_policy() {
  return {
      "このサイトのすべてのページ（公開・会員・事務局・県の画面）と、ここから受け取る報告書のPDFを対象とします。",
      "JIS X 8341-3:2016 のレベルAAに**準拠**することを目標とします。\n\n"
      "対応度の表記は、ウェブアクセシビリティ基盤委員会「ウェブコンテンツの JIS X 8341-3:2016 "
      "対応度表記ガイドライン」によります。",
      "年度ごとに試験を行い、その年度の末日までに結果を公表します。",
      "会員が投稿した資料や、外部のサイトの内容は、対象に含められないことがあります。必要なときは、"
      "事務局が別の形でお渡しします。",
      "WCAG 2.1と2.2のレベルAとAAで加わった達成基準も、満たすことを目指します。",
      "[事務局への連絡](/help#contact)から、使いにくかったページと機器をお知らせください。内容を別の方法で"
      "お伝えするとともに、直す時期をお返事します。"};
}

std::string Trial::name() const {
  return fiscal_year_name(static_cast<int>(fiscal_year)) + " " + std::string(site_label(site));
}

std::string_view site_label(std::string_view site) {
  return site == "members" ? "会員サイト" : "公開サイト";
}

std::string_view trial_state_label(std::string_view state) {
  if (state == "published") return "公表済み";
  if (state == "discarded") return "取りやめ";
  return "試験中";
}

std::string_view why_label(std::string_view why) {
  return why == "representative" ? "代表的なページ" : "無作為";
}

std::string_view check_label(std::string_view check_state) {
  if (check_state == "checked") return "検査済み";
  if (check_state == "could_not") return "検査できなかった";
  return "未検査";
}

std::string positions_text(const std::vector<std::int64_t>& positions) {
  std::string out;
  for (const std::int64_t one : positions) out += (out.empty() ? "" : ",") + std::to_string(one);
  return out;
}

std::string methods_words(std::string_view methods) {
  std::string out;
  for (const std::string& one : split(methods, ' ')) {
    std::string words;
    if (one == "AC") words = "AC（自動）";
    if (one == "AF") words = "AF（ソフトの助けで人が判断）";
    if (one == "HC") words = "HC（人の判断）";
    if (!words.empty()) out += (out.empty() ? "" : "、") + words;
  }
  return out;
}

std::string_view issue_state_label(std::string_view state) {
  if (state == "doing") return "対応中";
  if (state == "done") return "完了";
  return "未着手";
}

}  // namespace musubi::accessibility
