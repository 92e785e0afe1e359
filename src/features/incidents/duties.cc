// duties.cc - see duties.h. A doubt counts as yes: the form says so, and nothing here softens it.
// Pure; no I/O.
#include "features/incidents/duties.h"

namespace musubi::incidents {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "、") + part;
  return out;
}

Duty to_prefecture(const Answers& a, Date known) {
  Duty duty{"prefecture", "県への報告", true, known, "直ちに（覚知した日のうち）", ""};
  duty.why = a.entrusted
                 ? "県から預かった情報のため、委託元である県に直ちに知らせます（個人情報取扱特記事項）。"
                   "県への通知により、委託先としての委員会への報告は免除され、県が報告します。"
                 : "この事業の中で起きた事故は、県から預かった情報でなくても、契約にもとづき直ちに報告します。";
  return duty;
}

}  // namespace

std::vector<std::string> grounds_of(const Answers& a) {
  std::vector<std::string> out;
  if (a.sensitive) out.push_back("要配慮個人情報が含まれる（1人でも）");
  if (a.property) out.push_back("財産的被害のおそれがある（1人でも）");
  if (a.malicious) out.push_back("不正の目的によるおそれがある（1人でも）");
  if (a.entrusted && a.people > kPeopleOverEntrusted) {
    out.push_back("県の情報で、本人が100人を超える");
  } else if (a.people > kPeopleOver) {
    out.push_back("本人が1,000人を超える");
  }
  return out;
}

std::vector<Duty> duties_of(const Answers& a, Date known) {
  const auto grounds = grounds_of(a);
  const bool reportable = !grounds.empty() && !a.encrypted;
  std::string why;
  if (reportable) {
    why = joined(grounds) + "ためです。";
  } else if (a.encrypted && !grounds.empty()) {
    why = "高度な暗号化などで読めない状態だったため、法律上の報告と通知は求められません。"
          "その措置が確かに働いていたことを、項目「原因」に書いてください。";
  } else {
    why = "報告の対象になる事態に当たりません。人数や内容が変わったら、答えを直してください。";
  }
  std::vector<Duty> out{to_prefecture(a, known)};
  const std::string to = a.entrusted ? "（県が報告するための資料を渡します）" : "（個人情報保護委員会へ）";
  out.push_back({"prompt", "速報", reportable, add_days(known, kPromptDays),
                 "覚知から5日以内（3日を目安）", why + (reportable ? to : "")});
  out.push_back({"persons", "本人への通知", reportable, add_days(known, kPromptDays),
                 "状況に応じて速やかに（速報の期限を目安）", why});
  const int days = a.malicious ? kFinalWrongDays : kFinalDays;
  out.push_back({"final", "確報", reportable, add_days(known, days),
                 "覚知から" + std::to_string(days) + "日以内",
                 why + (a.malicious && reportable ? "不正の目的のおそれがあるため、期限は60日です。" : "") +
                     (reportable ? to : "")});
  return out;
}

}  // namespace musubi::incidents
