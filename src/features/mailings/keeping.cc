// keeping.cc - what mailings hold about a person who asks (core/holdings): what the address chose,
// and whether it is kept from getting mail. Called by main.cc; who may ask is decided there.
#include "core/holdings/holdings.h"

#include "features/mailings/mailings.h"
#include "features/mailings/store.h"

namespace musubi::mailings {

holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "mailings.consents";
  source.label = "配信の同意と停止";
  source.purpose = "一斉配信を送ってよいかの確認（特定電子メール法）";
  source.gather = [](db::Reader& reader, const holdings::Whom& whom, int most) {
    const std::string key = address_key(whom.email);
    std::vector<holdings::Record> out;
    if (key.empty()) return out;
    for (const Consent& one : store::list_consents(reader, key, "", most)) {
      holdings::Record record;
      record.title = "配信の種類「" + std::string(class_label(one.mail_class)) + "」の選択";
      holdings::add(record, "いつ", jst_date_time(one.created));
      holdings::add(record, "選んだこと", one.decision == "given" ? "受け取る" : "止める");
      holdings::add(record, "方法", way_label(one.way));
      holdings::add(record, "文面の版", one.wording);
      holdings::add(record, "接続元", one.from_address);
      out.push_back(std::move(record));
    }
    if (const auto stopped = store::find_active_suppression(reader, key)) {
      holdings::Record record;
      record.title = "送らない宛先";
      holdings::add(record, "理由", cause_label(stopped->cause));
      holdings::add(record, "いつから", jst_date_time(stopped->made_at));
      out.push_back(std::move(record));
    }
    return out;
  };
  return {source};
}

}  // namespace musubi::mailings
