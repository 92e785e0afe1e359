// keeping.cc - how long requests for listings are kept, how the person goes and the record stays,
// and what is told to a person who asks. Called by features/keeping.cc; what may go is decided in
// core/retention.
#include "features/listings/listings.h"
#include "features/listings/permissions.h"
#include "features/listings/store.h"

namespace musubi::listings {
namespace {

constexpr int kWordsTold = 100;

retention::Kind ended_kind() {
  retention::Kind kind;
  kind.name = "listings.ended";
  kind.noun = "listing";
  kind.label = "終わった掲載依頼の個人情報";
  kind.data = "依頼した人の氏名、団体名、メールアドレス、電話番号、催しの内容と問合せ先、連絡の内容";
  kind.purpose = "催しの掲載の依頼への対応";
  kind.starts = "掲載の終了・見送り・取下げの日";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条（続きの連絡に1年備える）";
  kind.way = retention::Way::anonymised;
  kind.place = "データベース";
  kind.seen_with = may::see_listings;
  kind.list_due = [](db::Reader& reader, Date until, const std::string& after, int most) {
    return store::list_ended(reader, false, until, after, most);
  };
  kind.find = [](db::Reader& reader, const std::string& id) {
    return store::find_ended(reader, false, id);
  };
  kind.destroy = [](db::Tx& tx, const Context& ctx, const std::string& id) -> Result<void> {
    TRY(store::update_erased(tx, id, iso(ctx.today())));
    return search::remove(tx, "listing", id);
  };
  return kind;
}

retention::Kind unwanted_kind() {
  retention::Kind kind;
  kind.name = "listings.discarded";
  kind.noun = "listing";
  kind.label = "迷惑と判断した掲載依頼";
  kind.data = "送った人の氏名、メールアドレス、内容";
  kind.purpose = "判断の確認";
  kind.starts = "判断の日";
  kind.term = {.days = 30};
  kind.basis = "個人情報保護法第22条";
  kind.way = retention::Way::erased;
  kind.place = "データベース";
  kind.seen_with = may::see_listings;
  kind.automatic = true;
  kind.list_due = [](db::Reader& reader, Date until, const std::string& after, int most) {
    return store::list_ended(reader, true, until, after, most);
  };
  kind.find = [](db::Reader& reader, const std::string& id) {
    return store::find_ended(reader, true, id);
  };
  kind.destroy = [](db::Tx& tx, const Context&, const std::string& id) -> Result<void> {
    TRY(store::delete_listing(tx, id));
    return search::remove(tx, "listing", id);
  };
  return kind;
}

retention::Kind evidence_kind() {
  retention::Kind kind;
  kind.name = "listings.records";
  kind.noun = "listing";
  kind.label = "掲載依頼の台帳（番号、催し、主催、経路、日時、結果）";
  kind.data = "対応した職員の氏名";
  kind.purpose = "業務の実施の証明、月ごとの件数の報告";
  kind.starts = "受付の日";
  kind.term = {.evidence = true};
  kind.basis = "仕様書9(7)（R-9.7）";
  kind.way = retention::Way::kept;
  kind.place = "データベース";
  kind.seen_with = may::see_months;
  return kind;
}

holdings::Record told_of(db::Reader& reader, const Listing& q) {
  holdings::Record out;
  out.title = "催しの掲載依頼 " + listing_number(q);
  holdings::add(out, "氏名", q.name);
  holdings::add(out, "会社・団体", q.organisation_name);
  holdings::add(out, "メールアドレス", q.email);
  holdings::add(out, "電話番号", q.telephone);
  holdings::add(out, "受付", jst_date_time(q.received_at));
  for (const EventField& field : event_fields()) {
    holdings::add(out, field.label, for_people(field, q.event.*field.at));
  }
  for (const Words& one : store::list_words(reader, q.id, kWordsTold)) {
    holdings::add(out, label_in(word_kinds(), one.kind) + "　" + jst_date_time(one.created),
                  one.body);
  }
  return out;
}

}  // namespace

retention::Kinds retention_kinds() { return {ended_kind(), unwanted_kind(), evidence_kind()}; }

holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "listings.requests";
  source.label = "催しの掲載依頼";
  source.purpose = "催しの掲載の依頼への対応";
  source.gather = [](db::Reader& reader, const holdings::Whom& whom, int most) {
    std::vector<holdings::Record> out;
    store::Filter filter;
    filter.email = whom.email;
    filter.most = most;
    for (const Listing& one : store::list_listings(reader, filter)) {
      out.push_back(told_of(reader, one));
    }
    return out;
  };
  return {source};
}

holdings::Tie organisation_tie() {
  return {"催しの掲載依頼", [](db::Reader& reader, const OrganisationId& id) {
            return store::has_listing_of(reader, id);
          }};
}

}  // namespace musubi::listings
