// incident.cc - the words of the nouns, for pages and papers.
// Pure; no I/O.
#include "features/incidents/incident.h"

namespace musubi::incidents {

const std::vector<ItemField>& item_fields() {
  static const std::vector<ItemField> fields{
      {"outline", "概要", "いつ、どこで、何が起きたか。発覚の経緯。"},
      {"data", "個人データの項目", "例：氏名、メールアドレス、所属。"},
      {"count", "本人の数", "分かっている数と、最大で考えられる数。"},
      {"cause", "原因", "分かっている範囲で。調査中のときは、そう書きます。"},
      {"secondary", "二次被害またはそのおそれ", "悪用の有無とその内容。"},
      {"response", "本人への対応", "通知の方法と時期、問合せの窓口。"},
      {"publication", "公表の実施状況", "公表の有無と方法。しないときは理由。"},
      {"prevention", "再発防止のための措置", "すでに行ったことと、これから行うこと。"},
      {"other", "その他参考となる事項", "警察への相談、外部の専門家など。"}};
  return fields;
}

std::string incident_number(const Incident& i) {
  return fiscal_year_name(static_cast<int>(i.fiscal_year)) + (i.is_drill ? " 訓練第" : " 事故第") +
         std::to_string(i.number) + "号";
}

bool is_step(std::string_view step) {
  return step == "prefecture" || step == "prompt" || step == "persons" || step == "final";
}

std::string_view report_label(std::string_view kind) {
  if (kind == "prefecture") return "個人情報事故報告書（県への第一報）";
  if (kind == "prompt") return "個人情報事故報告書（速報）";
  return kind == "final" ? "個人情報事故報告書（確報）" : "";
}

Date known_day(const Incident& i) {
  return parse_iso_date(i.known_on).value_or(date_in_japan(i.known_at));
}

}  // namespace musubi::incidents
