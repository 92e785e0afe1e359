// store.h - rows of the library: items and the variants made of them. Every statement stands in
// store.cc. Finds, lists, counts, inserts, updates, deletes; decides nothing.
#pragma once

#include <optional>
#include <vector>

#include "db/db.h"
#include "features/media/item.h"

namespace musubi::media::store {

Result<void> insert_item(db::Tx& tx, const Item& item);
// What a person says, state, round and what was made, where the version still is item.version;
// Fault::conflict else. Raises it.
Result<void> update_item(db::Tx& tx, const Item& item);
// What the making of the variants led to: state, trouble, size, thumb. The version stays, so that
// nobody who is writing meanwhile is told of a conflict. 0 rows when the round is another.
Result<std::int64_t> update_made(db::Tx& tx, const Item& item);
// With its variants.
Result<void> delete_item(db::Tx& tx, const MediaId& id);
std::optional<Item> find_item(db::Reader& reader, const MediaId& id);
std::optional<Item> find_item_by_sha256(db::Reader& reader, std::string_view sha256);

// Which items a list holds; each has an index of its own.
enum class Which { all, picture, document, video, waiting, unreadable, lacking, consent };
struct ListFilter {
  Which which = Which::all;
  std::string consent_until;  // Which::consent: ends on or before this day, the earliest first
  std::string before;         // id of the last one shown; "" = first page
  int most = 24;
};
// Newest first, but for consent.
std::vector<Item> list_items(db::Reader& reader, const ListFilter& filter);
std::vector<Item> list_items_by_id(db::Reader& reader, std::string_view after_id, int most);
std::int64_t count_in_state(db::Reader& reader, std::string_view state);
std::int64_t count_consents_until(db::Reader& reader, std::string_view day);
bool has_consent_ending(db::Reader& reader, std::string_view day);

Result<void> insert_variant(db::Tx& tx, const MediaId& id, const Variant& variant);
Result<void> delete_variants(db::Tx& tx, const MediaId& id);
std::vector<Variant> list_variants(db::Reader& reader, const MediaId& id);
std::optional<Variant> find_variant(db::Reader& reader, const MediaId& id, std::string_view name);

}  // namespace musubi::media::store
