// store_words.cc - what was said about a request, its links, and how requests end; see store.h.
// Decides nothing.
#include "base/sha256.h"
#include "features/listings/store.h"

namespace musubi::listings::store {
namespace {

constexpr db::Query kInsertWords{
    "listings.insert_words",
    "INSERT INTO event_listing_words (id, listing_id, kind, body, author_name, is_office,"
    " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Query kListWords{
    "listings.list_words",
    "SELECT id, listing_id, kind, body, author_name, is_office, created_at"
    " FROM event_listing_words WHERE listing_id = $1 ORDER BY id LIMIT $2"};
constexpr db::Query kInsertListingLink{
    "listings.insert_link",
    "INSERT INTO event_listing_links (token_hash, listing_id, expires_at) VALUES ($1, $2, $3)"};
constexpr db::Query kFindListingLink{
    "listings.find_link",
    "SELECT token_hash, listing_id, expires_at FROM event_listing_links WHERE token_hash = $1"};
constexpr db::Query kDeleteOldLinks{"listings.delete_links_before",
                                    "DELETE FROM event_listing_links WHERE expires_at < $1"};

// $1: 1 = those judged unwanted, 0 = all others that ended.
constexpr db::Query kListEndedOnes{
    "listings.list_ended",
    "SELECT id, fiscal_year, number, ended_on FROM event_listings WHERE erased_on = ''"
    " AND ended_on <> '' AND CASE WHEN state = 'discarded' THEN 1 ELSE 0 END = $1"
    " AND ended_on <= $2 AND id > $3 ORDER BY id LIMIT $4"};
constexpr db::Query kFindEndedOne{
    "listings.find_ended",
    "SELECT id, fiscal_year, number, ended_on, name, organisation_name, email, telephone, title,"
    " contact FROM event_listings WHERE erased_on = '' AND ended_on <> ''"
    " AND CASE WHEN state = 'discarded' THEN 1 ELSE 0 END = $1 AND id = $2"};
constexpr db::Query kEraseListing{
    "listings.update_erased",
    "UPDATE event_listings SET name = '（消去済み）', organisation_name = '', email = '',"
    " email_key = '', telephone = '', account_id = '', body_key = '', contact = '',"
    " application = '', summary = '', website = '', spam_reasons = '', pending = '',"
    " erased_on = $2, version = version + 1 WHERE id = $1"};
constexpr db::Query kEraseWords{
    "listings.erase_words",
    "UPDATE event_listing_words SET body = '（消去済み）',"
    " author_name = CASE WHEN is_office = 1 THEN author_name ELSE '（消去済み）' END"
    " WHERE listing_id = $1"};
constexpr db::Query kDeleteLinksOfOne{"listings.delete_links_of",
                                      "DELETE FROM event_listing_links WHERE listing_id = $1"};
constexpr db::Query kDeleteListing{"listings.delete_listing",
                                   "DELETE FROM event_listings WHERE id = $1"};

retention::Item item_of(const db::Row& row) {
  retention::Item item;
  item.id = row.text(0);
  item.label = listing_number(row.integer(1), row.integer(2));
  item.started = parse_iso_date(row.text(3)).value_or(Date{9999, 12, 31});
  return item;
}

}  // namespace

Result<void> insert_words(db::Tx& tx, const Words& w) {
  TRY(tx.run(kInsertWords, w.id, w.listing_id, w.kind, w.body, w.author_name, w.is_office,
             w.created.ms));
  return {};
}

std::vector<Words> list_words(db::Reader& reader, std::string_view listing, int most) {
  std::vector<Words> out;
  for (const auto& row : reader.all(kListWords, listing, most)) {
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.flag(5),
                   Instant{row.integer(6)}});
  }
  return out;
}

Result<void> insert_link(db::Tx& tx, const Link& link) {
  TRY(tx.run(kInsertListingLink, link.token_hash, link.listing_id, link.expires.ms));
  return {};
}

std::optional<Link> find_link(db::Reader& reader, std::string_view token_hash) {
  const auto row = reader.first(kFindListingLink, token_hash);
  if (!row) return std::nullopt;
  return Link{row->text(0), row->text(1), Instant{row->integer(2)}};
}

Result<std::int64_t> delete_links_before(db::Tx& tx, Instant before) {
  return tx.run(kDeleteOldLinks, before.ms);
}

std::vector<retention::Item> list_ended(db::Reader& reader, bool discarded, Date until,
                                        const std::string& after_id, int most) {
  return retention::items_of(
      reader.all(kListEndedOnes, discarded, iso(until), after_id, most), item_of);
}

std::optional<retention::Item> find_ended(db::Reader& reader, bool discarded,
                                          const std::string& id) {
  const auto row = reader.first(kFindEndedOne, discarded, id);
  if (!row) return std::nullopt;
  retention::Item item = item_of(*row);
  std::string all;
  for (std::size_t i = 4; i < row->size(); ++i) all += row->text(i) + "\n";
  item.sha256 = sha256_hex(all);
  return item;
}

Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& today) {
  TRY(tx.run(kEraseWords, id));
  TRY(tx.run(kDeleteLinksOfOne, id));
  TRY(tx.run(kEraseListing, id, today));
  return {};
}

Result<void> delete_listing(db::Tx& tx, const std::string& id) {
  TRY(tx.run(kDeleteListing, id));
  return {};
}

}  // namespace musubi::listings::store
