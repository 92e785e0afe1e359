// store.cc - see store.h.
// Rows in, structs out.
#include "features/media/store.h"

namespace musubi::media::store {
namespace {

#define ITEM_COLUMNS                                                                            \
  "id, kind, state, trouble, round, file_id, sha256, filename, media_type, bytes, title, alt,"  \
  " decorative, caption, rights_holder, licence, people, consent_note, consent_until, focal_x," \
  " focal_y, open_to_all, width, height, thumb, uploaded_by_name, uploaded_at, version, lacking"

constexpr db::Query kInsertItem{
    "media.insert_item",
    "INSERT INTO media_items (" ITEM_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)"};
constexpr db::Query kUpdateItem{
    "media.update_item",
    "UPDATE media_items SET state = $3, trouble = $4, round = $5, title = $6, alt = $7,"
    " decorative = $8, caption = $9, rights_holder = $10, licence = $11, people = $12,"
    " consent_note = $13, consent_until = $14, focal_x = $15, focal_y = $16, open_to_all = $17,"
    " width = $18, height = $19, thumb = $20, lacking = $21, version = version + 1"
    " WHERE id = $1 AND version = $2"};
constexpr db::Query kUpdateMade{
    "media.update_made",
    "UPDATE media_items SET state = $3, trouble = $4, width = $5, height = $6, thumb = $7,"
    " lacking = $8 WHERE id = $1 AND round = $2 AND state = 'waiting'"};
constexpr db::Query kDeleteItem{"media.delete_item", "DELETE FROM media_items WHERE id = $1"};
constexpr db::Query kFindItem{"media.find_item",
                              "SELECT " ITEM_COLUMNS " FROM media_items WHERE id = $1"};
constexpr db::Query kFindBySha256{"media.find_item_by_sha256",
                                  "SELECT " ITEM_COLUMNS " FROM media_items WHERE sha256 = $1"};
constexpr db::Query kListAll{"media.list_items",
                             "SELECT " ITEM_COLUMNS
                             " FROM media_items WHERE id < $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListKind{"media.list_items_of_kind",
                              "SELECT " ITEM_COLUMNS
                              " FROM media_items WHERE kind = $3 AND id < $1"
                              " ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListState{"media.list_items_in_state",
                               "SELECT " ITEM_COLUMNS
                               " FROM media_items WHERE state = $3 AND id < $1"
                               " ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListLacking{"media.list_lacking_items",
                                 "SELECT " ITEM_COLUMNS
                                 " FROM media_items WHERE lacking = 1 AND id < $1"
                                 " ORDER BY id DESC LIMIT $2"};
// By day, then id: the row of the last one shown says where to go on.
constexpr db::Query kListConsents{
    "media.list_items_by_consent",
    "SELECT " ITEM_COLUMNS
    " FROM media_items WHERE people = 'consented' AND consent_until <> ''"
    " AND consent_until <= $2 AND ($1 = '' OR (consent_until, id) >"
    " (SELECT l.consent_until, l.id FROM media_items l WHERE l.id = $1))"
    " ORDER BY consent_until, id LIMIT $3"};
constexpr db::Query kListById{"media.list_items_by_id",
                              "SELECT " ITEM_COLUMNS
                              " FROM media_items WHERE id > $1 ORDER BY id LIMIT $2"};
constexpr db::Query kCountState{"media.count_in_state",
                                "SELECT count(*) FROM media_items WHERE state = $1"};
constexpr db::Query kCountConsents{
    "media.count_consents_until",
    "SELECT count(*) FROM media_items WHERE people = 'consented' AND consent_until <> ''"
    " AND consent_until <= $1"};
constexpr db::Query kConsentEnding{"media.has_consent_ending",
                                   "SELECT 1 FROM media_items WHERE people = 'consented'"
                                   " AND consent_until = $1 LIMIT 1"};

#define VARIANT_COLUMNS "name, shape, format, width, height, bytes, file_id"
constexpr db::Query kInsertVariant{"media.insert_variant",
                                   "INSERT INTO media_variants (item_id, " VARIANT_COLUMNS
                                   ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Query kDeleteVariants{"media.delete_variants",
                                    "DELETE FROM media_variants WHERE item_id = $1"};
constexpr db::Query kListVariants{"media.list_variants",
                                  "SELECT " VARIANT_COLUMNS
                                  " FROM media_variants WHERE item_id = $1"
                                  " ORDER BY shape, width, format"};
constexpr db::Query kFindVariant{"media.find_variant",
                                 "SELECT " VARIANT_COLUMNS
                                 " FROM media_variants WHERE item_id = $1 AND name = $2"};

Item item_of(const db::Row& row) {
  Item i;
  i.id = {row.text(0)};
  i.kind = row.text(1);
  i.state = row.text(2);
  i.trouble = row.text(3);
  i.round = row.integer(4);
  i.file_id = row.text(5);
  i.sha256 = row.text(6);
  i.filename = row.text(7);
  i.media_type = row.text(8);
  i.bytes = row.integer(9);
  Details& d = i.details;
  d.title = row.text(10);
  d.alt = row.text(11);
  d.decorative = row.flag(12);
  d.caption = row.text(13);
  d.rights_holder = row.text(14);
  d.licence = row.text(15);
  d.people = row.text(16);
  d.consent_note = row.text(17);
  d.consent_until = row.text(18);
  d.focal_x = static_cast<int>(row.integer(19));
  d.focal_y = static_cast<int>(row.integer(20));
  d.open_to_all = row.flag(21);
  i.width = row.integer(22);
  i.height = row.integer(23);
  i.thumb = row.text(24);
  i.uploaded_by_name = row.text(25);
  i.uploaded_at = {row.integer(26)};
  i.version = row.integer(27);
  return i;
}

std::vector<Item> items_of(const std::vector<db::Row>& rows) {
  std::vector<Item> out;
  for (const auto& row : rows) out.push_back(item_of(row));
  return out;
}

Variant variant_of(const db::Row& row) {
  return {row.text(0),    row.text(1),    row.text(2), row.integer(3),
          row.integer(4), row.integer(5), row.text(6)};
}

}  // namespace

Result<void> insert_item(db::Tx& tx, const Item& i) {
  const Details& d = i.details;
  TRY(tx.run(kInsertItem, i.id.text, i.kind, i.state, i.trouble, i.round, i.file_id, i.sha256,
             i.filename, i.media_type, i.bytes, d.title, d.alt, d.decorative, d.caption,
             d.rights_holder, d.licence, d.people, d.consent_note, d.consent_until, d.focal_x,
             d.focal_y, d.open_to_all, i.width, i.height, i.thumb, i.uploaded_by_name,
             i.uploaded_at.ms, i.version, !lacks(i).empty()));
  return {};
}

Result<void> update_item(db::Tx& tx, const Item& i) {
  const Details& d = i.details;
  const std::int64_t changed =
      TRY(tx.run(kUpdateItem, i.id.text, i.version, i.state, i.trouble, i.round, d.title, d.alt,
                 d.decorative, d.caption, d.rights_holder, d.licence, d.people, d.consent_note,
                 d.consent_until, d.focal_x, d.focal_y, d.open_to_all, i.width, i.height, i.thumb,
                 !lacks(i).empty()));
  if (changed == 1) return {};
  return fail(Fault::conflict,
              "ほかの人が先に書き換えました。入力した内容は残っています。"
              "いまの内容と見比べて、もう一度保存してください");
}

Result<std::int64_t> update_made(db::Tx& tx, const Item& i) {
  return tx.run(kUpdateMade, i.id.text, i.round, i.state, i.trouble, i.width, i.height, i.thumb,
                !lacks(i).empty());
}

Result<void> delete_item(db::Tx& tx, const MediaId& id) {
  TRY(tx.run(kDeleteVariants, id.text));
  TRY(tx.run(kDeleteItem, id.text));
  return {};
}

std::optional<Item> find_item(db::Reader& reader, const MediaId& id) {
  auto row = reader.first(kFindItem, id.text);
  if (!row) return std::nullopt;
  return item_of(*row);
}

std::optional<Item> find_item_by_sha256(db::Reader& reader, std::string_view sha256) {
  auto row = reader.first(kFindBySha256, sha256);
  if (!row) return std::nullopt;
  return item_of(*row);
}

std::vector<Item> list_items(db::Reader& reader, const ListFilter& filter) {
  const std::string before = filter.before.empty() ? std::string(kPastEveryUuid) : filter.before;
  switch (filter.which) {
    case Which::all: return items_of(reader.all(kListAll, before, filter.most));
    case Which::picture: return items_of(reader.all(kListKind, before, filter.most, "picture"));
    case Which::document: return items_of(reader.all(kListKind, before, filter.most, "document"));
    case Which::video: return items_of(reader.all(kListKind, before, filter.most, "video"));
    case Which::waiting: return items_of(reader.all(kListState, before, filter.most, "waiting"));
    case Which::unreadable:
      return items_of(reader.all(kListState, before, filter.most, "unreadable"));
    case Which::lacking: return items_of(reader.all(kListLacking, before, filter.most));
    case Which::consent:
      return items_of(
          reader.all(kListConsents, filter.before, filter.consent_until, filter.most));
  }
  return {};
}

std::vector<Item> list_items_by_id(db::Reader& reader, std::string_view after_id, int most) {
  return items_of(reader.all(kListById, after_id, most));
}

std::int64_t count_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCountState, state)->integer(0);
}

std::int64_t count_consents_until(db::Reader& reader, std::string_view day) {
  return reader.first(kCountConsents, day)->integer(0);
}

bool has_consent_ending(db::Reader& reader, std::string_view day) {
  return reader.first(kConsentEnding, day).has_value();
}

Result<void> insert_variant(db::Tx& tx, const MediaId& id, const Variant& v) {
  TRY(tx.run(kInsertVariant, id.text, v.name, v.shape, v.format, v.width, v.height, v.bytes,
             v.file_id));
  return {};
}

Result<void> delete_variants(db::Tx& tx, const MediaId& id) {
  TRY(tx.run(kDeleteVariants, id.text));
  return {};
}

std::vector<Variant> list_variants(db::Reader& reader, const MediaId& id) {
  std::vector<Variant> out;
  for (const auto& row : reader.all(kListVariants, id.text)) out.push_back(variant_of(row));
  return out;
}

std::optional<Variant> find_variant(db::Reader& reader, const MediaId& id, std::string_view name) {
  auto row = reader.first(kFindVariant, id.text, name);
  if (!row) return std::nullopt;
  return variant_of(*row);
}

}  // namespace musubi::media::store
