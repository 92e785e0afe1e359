// store_items.cc - the items of an import, what was lost of each, and the files of the old site.
// See store.h; never decides. Every list pages by key.
#include "base/json.h"
#include "db/rows.h"
#include "features/site_import/store.h"

namespace musubi::site_import::store {
namespace {

#define ITEM_COLUMNS                                                                           \
  "import_id, position, line, source_key, post_id, post_type, status, title, lead, body, "     \
  "slug, old_path, terms, published_at, target, new_path, outcome, says, content_id, "         \
  "content_version, content_token"
#define MEDIA_COLUMNS \
  "import_id, name, post_id, title, alt, caption, entry, state, says, media_id"
#define ITEMS_OF_IMPORT "SELECT " ITEM_COLUMNS " FROM site_import_items WHERE import_id = $1"
#define MEDIA_OF_IMPORT "SELECT " MEDIA_COLUMNS " FROM site_import_media WHERE import_id = $1"

constexpr db::Query kInsertItem{
    "site_import.insert_item",
    "INSERT INTO site_import_items (" ITEM_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
    " $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)"};
constexpr db::Query kUpdateTarget{
    "site_import.update_target",
    "UPDATE site_import_items SET target = $3, outcome = $4"
    " WHERE import_id = $1 AND position = $2"};
constexpr db::Query kUpdateOutcome{
    "site_import.update_outcome",
    "UPDATE site_import_items SET outcome = $3, says = $4, new_path = $5, content_id = $6,"
    " content_version = $7, content_token = $8 WHERE import_id = $1 AND position = $2"};
constexpr db::Query kFindItem{
    "site_import.find_item",
    ITEMS_OF_IMPORT " AND position = $2"};
constexpr db::Query kFindByOldPath{
    "site_import.find_item_by_old_path",
    ITEMS_OF_IMPORT " AND old_path = $2 ORDER BY position LIMIT 1"};
constexpr db::Query kFindByPostId{
    "site_import.find_item_by_post_id",
    ITEMS_OF_IMPORT " AND post_id = $2 ORDER BY position LIMIT 1"};
constexpr db::Query kListItems{
    "site_import.list_items",
    ITEMS_OF_IMPORT " AND position > $2 ORDER BY position LIMIT $3"};
constexpr db::Query kListItemsOf{
    "site_import.list_items_of_outcome",
    ITEMS_OF_IMPORT " AND outcome = $2 AND position > $3 ORDER BY position LIMIT $4"};
constexpr db::Query kCountOutcomes{
    "site_import.count_outcomes",
    "SELECT outcome, count(*) FROM site_import_items WHERE import_id = $1 GROUP BY outcome"
    " ORDER BY outcome"};

constexpr db::Query kInsertLoss{
    "site_import.insert_loss",
    "INSERT INTO site_import_losses (import_id, position, number, block, kind, place, what,"
    " remedy) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
#define LOSS_COLUMNS "l.position, l.number, i.title, l.block, l.kind, l.place, l.what, l.remedy"
#define LOSS_JOIN                                                                  \
  " FROM site_import_losses l JOIN site_import_items i ON i.import_id = l.import_id" \
  " AND i.position = l.position WHERE l.import_id = $1"
constexpr db::Query kListLosses{
    "site_import.list_losses",
    "SELECT " LOSS_COLUMNS LOSS_JOIN " AND (l.position, l.number) > ($2, $3)"
    " ORDER BY l.position, l.number LIMIT $4"};
constexpr db::Query kListLossesOf{
    "site_import.list_losses_of_kind",
    "SELECT " LOSS_COLUMNS LOSS_JOIN " AND l.kind = $5 AND (l.position, l.number) > ($2, $3)"
    " ORDER BY l.position, l.number LIMIT $4"};
constexpr db::Query kCountLosses{
    "site_import.count_losses",
    "SELECT kind, count(*) FROM site_import_losses WHERE import_id = $1 GROUP BY kind"
    " ORDER BY kind"};

constexpr db::Query kPutMedia{
    "site_import.put_media",
    "INSERT INTO site_import_media (" MEDIA_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
    " $10) ON CONFLICT (import_id, name) DO UPDATE SET"
    " post_id = CASE WHEN excluded.post_id = '' THEN site_import_media.post_id"
    " ELSE excluded.post_id END,"
    " title = CASE WHEN excluded.title = '' THEN site_import_media.title ELSE excluded.title END,"
    " alt = CASE WHEN excluded.alt = '' THEN site_import_media.alt ELSE excluded.alt END,"
    " caption = CASE WHEN excluded.caption = '' THEN site_import_media.caption"
    " ELSE excluded.caption END"};
constexpr db::Query kUpdateMedia{
    "site_import.update_media",
    "UPDATE site_import_media SET entry = $3, state = $4, says = $5, media_id = $6"
    " WHERE import_id = $1 AND name = $2"};
constexpr db::Query kFindMedia{
    "site_import.find_media",
    MEDIA_OF_IMPORT " AND name = $2"};
constexpr db::Query kFindMediaByPost{
    "site_import.find_media_by_post_id",
    MEDIA_OF_IMPORT " AND post_id = $2 ORDER BY name LIMIT 1"};
constexpr db::Query kListMedia{
    "site_import.list_media",
    MEDIA_OF_IMPORT " AND name > $2 ORDER BY name LIMIT $3"};
constexpr db::Query kListMediaOf{
    "site_import.list_media_of_state",
    MEDIA_OF_IMPORT " AND state = $4 AND name > $2 ORDER BY name LIMIT $3"};
constexpr db::Query kCountMedia{
    "site_import.count_media",
    "SELECT state, count(*) FROM site_import_media WHERE import_id = $1 GROUP BY state"
    " ORDER BY state"};
constexpr db::Query kDeleteRead[] = {
    {"site_import.delete_losses", "DELETE FROM site_import_losses WHERE import_id = $1"},
    {"site_import.delete_items", "DELETE FROM site_import_items WHERE import_id = $1"},
    {"site_import.delete_media", "DELETE FROM site_import_media WHERE import_id = $1"}};

std::string terms_json(const std::vector<WxrTerm>& terms) {
  Json out = Json::array();
  for (const WxrTerm& one : terms) {
    out.push_back({{"domain", one.domain}, {"slug", one.slug}, {"name", one.name}});
  }
  return out.dump();
}

std::vector<WxrTerm> terms_from(const std::string& text) {
  std::vector<WxrTerm> out;
  for (const Json& one : Json::parse(text)) {
    out.push_back({one.value("domain", ""), one.value("slug", ""), one.value("name", "")});
  }
  return out;
}

ImportItem item_of(const db::Row& row) {
  ImportItem out;
  out.import = {row.text(0)};
  out.position = row.integer(1);
  out.line = row.integer(2);
  out.source_key = row.text(3);
  out.post_id = row.text(4);
  out.post_type = row.text(5);
  out.status = row.text(6);
  out.title = row.text(7);
  out.lead = row.text(8);
  out.body = row.text(9);
  out.slug = row.text(10);
  out.old_path = row.text(11);
  out.terms = terms_from(row.text(12));
  out.published_at = {row.integer(13)};
  out.target = row.text(14);
  out.new_path = row.text(15);
  out.outcome = row.text(16);
  out.says = row.text(17);
  out.content_id = row.text(18);
  out.content_version = row.integer(19);
  out.content_token = row.text(20);
  return out;
}

ImportMedia media_of(const db::Row& row) {
  ImportMedia out;
  out.import = {row.text(0)};
  out.name = row.text(1);
  out.post_id = row.text(2);
  out.title = row.text(3);
  out.alt = row.text(4);
  out.caption = row.text(5);
  out.entry = row.text(6);
  out.state = row.text(7);
  out.says = row.text(8);
  out.media_id = row.text(9);
  return out;
}

ItemLoss loss_of(const db::Row& row) {
  ItemLoss out;
  out.position = row.integer(0);
  out.number = row.integer(1);
  out.title = row.text(2);
  out.loss = {static_cast<int>(row.integer(3)), row.text(4), row.text(5), row.text(6),
              row.text(7)};
  return out;
}

using Count = std::pair<std::string, std::int64_t>;
using Counted = std::vector<Count>;
Count count_of(const db::Row& row) { return {row.text(0), row.integer(1)}; }

}  // namespace

Result<void> insert_item(db::Tx& tx, const ImportItem& i) {
  TRY(tx.run(kInsertItem, i.import.text, i.position, i.line, i.source_key, i.post_id, i.post_type,
             i.status, i.title, i.lead, i.body, i.slug, i.old_path, terms_json(i.terms),
             i.published_at.ms, i.target, i.new_path, i.outcome, i.says, i.content_id,
             i.content_version, i.content_token));
  return {};
}

Result<void> update_target(db::Tx& tx, const ImportItem& i) {
  TRY(tx.run(kUpdateTarget, i.import.text, i.position, i.target, i.outcome));
  return {};
}

Result<void> update_outcome(db::Tx& tx, const ImportItem& i) {
  TRY(tx.run(kUpdateOutcome, i.import.text, i.position, i.outcome, i.says, i.new_path,
             i.content_id, i.content_version, i.content_token));
  return {};
}

std::optional<ImportItem> find_item(db::Reader& reader, const SiteImportId& id,
                                    std::int64_t position) {
  return db::one_of(reader.first(kFindItem, id.text, position), item_of);
}

std::optional<ImportItem> find_item_by_old_path(db::Reader& reader, const SiteImportId& id,
                                                std::string_view path) {
  return db::one_of(reader.first(kFindByOldPath, id.text, path), item_of);
}

std::optional<ImportItem> find_item_by_post_id(db::Reader& reader, const SiteImportId& id,
                                               std::string_view post_id) {
  return db::one_of(reader.first(kFindByPostId, id.text, post_id), item_of);
}

std::vector<ImportItem> list_items(db::Reader& reader, const SiteImportId& id,
                                   std::string_view outcome, std::int64_t after, int most) {
  return db::each_of(outcome.empty() ? reader.all(kListItems, id.text, after, most)
                                     : reader.all(kListItemsOf, id.text, outcome, after, most),
                     item_of);
}

Counted count_outcomes(db::Reader& reader, const SiteImportId& id) {
  return db::each_of(reader.all(kCountOutcomes, id.text), count_of);
}

Result<void> insert_loss(db::Tx& tx, const SiteImportId& id, const ItemLoss& l) {
  TRY(tx.run(kInsertLoss, id.text, l.position, l.number, l.loss.block, l.loss.kind, l.loss.place,
             l.loss.what, l.loss.remedy));
  return {};
}

std::vector<ItemLoss> list_losses(db::Reader& reader, const SiteImportId& id,
                                  const LossFilter& f) {
  return db::each_of(
      f.kind.empty()
          ? reader.all(kListLosses, id.text, f.after_position, f.after_number, f.most)
          : reader.all(kListLossesOf, id.text, f.after_position, f.after_number, f.most, f.kind),
      loss_of);
}

Counted count_losses(db::Reader& reader, const SiteImportId& id) {
  return db::each_of(reader.all(kCountLosses, id.text), count_of);
}

Result<void> put_media(db::Tx& tx, const ImportMedia& m) {
  TRY(tx.run(kPutMedia, m.import.text, m.name, m.post_id, m.title, m.alt, m.caption, m.entry,
             m.state, m.says, m.media_id));
  return {};
}

Result<void> update_media(db::Tx& tx, const ImportMedia& m) {
  TRY(tx.run(kUpdateMedia, m.import.text, m.name, m.entry, m.state, m.says, m.media_id));
  return {};
}

std::optional<ImportMedia> find_media(db::Reader& reader, const SiteImportId& id,
                                      std::string_view name) {
  return db::one_of(reader.first(kFindMedia, id.text, name), media_of);
}

std::optional<ImportMedia> find_media_by_post_id(db::Reader& reader, const SiteImportId& id,
                                                 std::string_view post_id) {
  return db::one_of(reader.first(kFindMediaByPost, id.text, post_id), media_of);
}

std::vector<ImportMedia> list_media(db::Reader& reader, const SiteImportId& id,
                                    std::string_view state, std::string_view after, int most) {
  return db::each_of(state.empty() ? reader.all(kListMedia, id.text, after, most)
                                   : reader.all(kListMediaOf, id.text, after, most, state),
                     media_of);
}

Counted count_media(db::Reader& reader, const SiteImportId& id) {
  return db::each_of(reader.all(kCountMedia, id.text), count_of);
}

Result<void> delete_read(db::Tx& tx, const SiteImportId& id) {
  for (const db::Query& query : kDeleteRead) TRY(tx.run(query, id.text));
  return {};
}

}  // namespace musubi::site_import::store
