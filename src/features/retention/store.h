// store.h - rows of `destructions`, `destruction_items` and `evidence_checks`. Every statement
// stands in store.cc. Finds, lists, counts, inserts, updates; never decides, never deletes.
#pragma once

#include "db/db.h"
#include "features/retention/destruction.h"

namespace musubi::retention::store {

Result<void> insert_destruction(db::Tx& tx, const Destruction& destruction);
// Where the version still is destruction.version; Fault::conflict else. Raises it.
Result<void> update_destruction(db::Tx& tx, const Destruction& destruction);
std::optional<Destruction> find_destruction(db::Reader& reader, std::string_view id);
std::optional<Destruction> find_open_of_kind(db::Reader& reader, std::string_view kind);
// Newest first; state "" = all. before_id "" = first page.
std::vector<Destruction> list_destructions(db::Reader& reader, std::string_view state,
                                           std::string_view before_id, int most);
std::vector<Destruction> list_of_kind(db::Reader& reader, std::string_view kind, int most);
std::int64_t count_in_state(db::Reader& reader, std::string_view state);
std::int64_t count_papers_in_state(db::Reader& reader, std::string_view paper_state);
std::int64_t find_highest_number(db::Reader& reader, std::int64_t fiscal_year);

Result<void> insert_item(db::Tx& tx, std::string_view destruction, const ListedItem& item);
Result<void> update_item(db::Tx& tx, std::string_view destruction, const ListedItem& item);
std::optional<ListedItem> find_item(db::Reader& reader, std::string_view destruction,
                                    std::string_view id);
std::vector<ListedItem> list_items(db::Reader& reader, std::string_view destruction,
                                   std::string_view after_id, int most);
std::vector<ListedItem> list_items_in_state(db::Reader& reader, std::string_view destruction,
                                            std::string_view state, std::string_view after_id,
                                            int most);
std::int64_t count_items(db::Reader& reader, std::string_view destruction, std::string_view state);
std::int64_t count_destroyed(db::Reader& reader);  // in all destructions
std::int64_t count_early(db::Reader& reader);      // KPI-19

Result<void> insert_check(db::Tx& tx, const EvidenceCheck& check);
std::vector<EvidenceCheck> list_checks(db::Reader& reader, Instant before_at,
                                       std::string_view before_id, int most);  // newest first

}  // namespace musubi::retention::store
