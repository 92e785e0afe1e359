// words.cc - see words.h. SECURITY: the audit holds codes, days and numbers of a request, never
// what a person wrote.
#include "features/listings/words.h"

#include "features/listings/listing.h"

namespace musubi::listings {
namespace {

const Choices kActionWords{
    {"listings.listing.received", "催しの掲載依頼を受け付けました"},
    {"listings.listing.corrected", "掲載依頼の訂正を受け取りました"},
    {"listings.listing.withdrawn", "掲載依頼が取り下げられました"},
    {"listings.link.issued", "掲載依頼の状況を見るリンクを作りました"},
    {"listings.listing.taken", "掲載依頼を受けました"},
    {"listings.listing.linked", "掲載依頼からイベントの下書きを作りました"},
    {"listings.listing.given_back", "掲載依頼を判断待ちに戻しました"},
    {"listings.listing.asked_back", "掲載依頼について依頼者に確かめました"},
    {"listings.listing.declined", "掲載依頼を見送りました"},
    {"listings.listing.released", "止めていた掲載依頼を受け付けました"},
    {"listings.listing.discarded", "掲載依頼を迷惑と判断しました"},
    {"listings.listing.pending_settled", "掲載後の訂正・取下げを済みにしました"},
    {"listings.listing.listed", "催しの掲載を依頼者に知らせました"},
    {"listings.listing.ended", "催しの掲載が終わりました"},
    {"listings.listing.expired", "掲載依頼が期日を過ぎて終わりました"},
    {"listings.listing.late_told", "期限を過ぎた掲載依頼を知らせました"}};
const Choices kFieldWords{{"listing.number", "受付番号"},
                          {"listing.listing_channel", "受付経路"},
                          {"listing.listing_state", "状態"},
                          {"listing.starts_on", "始まる日"},
                          {"listing.pending", "記事に残る作業"},
                          {"listing.item_id", "イベントの下書き"}};

}  // namespace

void add_words(web::Words& words) {
  for (const auto& [code, told] : kActionWords) words.actions.insert_or_assign(code, told);
  for (const auto& [code, told] : kFieldWords) words.fields.insert_or_assign(code, told);
  for (const auto& [code, told] : states()) {
    words.values.insert_or_assign("listing_state=" + code, told);
  }
  for (const auto& [code, told] : channels()) {
    words.values.insert_or_assign("listing_channel=" + code, told);
  }
  words.values.insert_or_assign("pending=correction", "訂正");
  words.values.insert_or_assign("pending=withdrawal", "取下げ");
  words.topics.insert_or_assign("listings.listing.received", "催しの掲載依頼の知らせ");
  words.nouns.insert_or_assign("listing", "催しの掲載依頼");
}

}  // namespace musubi::listings
