// keeping.cc - what mailings hold about a person who asks (core/holdings): what the address chose,
// and whether it is kept from getting mail; and how long all of it is kept (core/retention).
// Called by main.cc; who may ask, and what may go when, is decided there.
#include "core/holdings/holdings.h"

#include "features/mailings/mailings.h"
#include "features/mailings/permissions.h"
#include "features/mailings/store.h"
#include "features/mailings/store_keeping.h"

namespace musubi::mailings {
namespace {

retention::Kind recipients_kind() {
  retention::Kind kind;
  kind.name = "mailings.recipients";
  kind.noun = "mailing";
  kind.label = "一斉配信の宛先";
  kind.data = "宛先の氏名とメールアドレス";
  kind.purpose = "連絡したことの確認、問合せへの対応";
  kind.starts = "配信を終えた日";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条（送ったメールの控えと同じ）";
  kind.way = retention::Way::anonymised;
  kind.place = "データベース";
  kind.seen_with = may::see_addresses;
  kind.list_due = store::list_ended;
  kind.find = store::find_ended;
  kind.destroy = [](db::Tx& tx, const Context& ctx, const std::string& id) {
    return store::update_erased(tx, id, iso(ctx.today()));
  };
  return kind;
}

retention::Kind bounces_kind() {
  retention::Kind kind;
  kind.name = "mailings.bounces";
  kind.noun = "mail_bounce";
  kind.label = "戻ったメールの記録";
  kind.data = "メールアドレス、メールサーバーの返事";
  kind.purpose = "届かない宛先の確認";
  kind.starts = "戻った日";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条（送ったメールの控えと同じ）";
  kind.way = retention::Way::erased;
  kind.place = "データベース";
  kind.seen_with = may::see_addresses;
  kind.list_due = store::list_old_bounces;
  kind.find = store::find_old_bounce;
  kind.destroy = [](db::Tx& tx, const Context&, const std::string& id) {
    return store::delete_bounce(tx, id);
  };
  return kind;
}

retention::Kind choices_kind() {
  retention::Kind kind;
  kind.name = "mailings.choices";
  kind.noun = "mail_consent";
  kind.label = "配信の同意の記録と送らない宛先";
  kind.data = "メールアドレス、選んだこと、方法、接続元、備考";
  kind.purpose = "送ってよいかの確認、同意があったことの証明";
  kind.starts = "記録した日";
  kind.term = {.evidence = true};
  kind.basis = "特定電子メール法第3条、仕様書9(7)（R-9.7）";
  kind.way = retention::Way::kept;
  kind.place = "データベース";
  kind.seen_with = may::see_addresses;
  return kind;
}

}  // namespace

retention::Kinds retention_kinds() { return {recipients_kind(), bounces_kind(), choices_kind()}; }

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
