// store.h - rows of imports to structs and back: imports, items, losses, media, sources, moves.
// Every statement stands in store.cc and store_items.cc. Decides nothing.
#pragma once

#include <optional>
#include <vector>

#include "db/db.h"
#include "features/site_import/import.h"

namespace musubi::site_import::store {

// ---- imports (store.cc) ----
Result<void> insert_import(db::Tx& tx, const SiteImport& import);
// Fault::conflict when it changed since it was read; counts the version up.
Result<void> update_import(db::Tx& tx, const SiteImport& import);
// How far it is, without a version: what a person is about to press stays good.
Result<void> update_progress(db::Tx& tx, const SiteImportId& id, std::int64_t done,
                             std::int64_t total, Instant at);
std::optional<SiteImport> find_import(db::Reader& reader, const SiteImportId& id);
// The newest one of these bytes that has not come to an end.
std::optional<SiteImport> find_unfinished_of(db::Reader& reader, std::string_view sha256);
std::vector<SiteImport> list_imports(db::Reader& reader, std::string_view before, int most);

// ---- items and what was lost (store_items.cc) ----
Result<void> insert_item(db::Tx& tx, const ImportItem& item);
Result<void> update_target(db::Tx& tx, const ImportItem& item);
// Outcome, what it became, what is to be said.
Result<void> update_outcome(db::Tx& tx, const ImportItem& item);
std::optional<ImportItem> find_item(db::Reader& reader, const SiteImportId& id,
                                    std::int64_t position);
std::optional<ImportItem> find_item_by_old_path(db::Reader& reader, const SiteImportId& id,
                                                std::string_view path);
std::optional<ImportItem> find_item_by_post_id(db::Reader& reader, const SiteImportId& id,
                                               std::string_view post_id);
// In the order of the file, behind `after`; outcome "" = all.
std::vector<ImportItem> list_items(db::Reader& reader, const SiteImportId& id,
                                   std::string_view outcome, std::int64_t after, int most);
std::vector<std::pair<std::string, std::int64_t>> count_outcomes(db::Reader& reader,
                                                                 const SiteImportId& id);

Result<void> insert_loss(db::Tx& tx, const SiteImportId& id, const ItemLoss& loss);
struct LossFilter {
  std::string kind = {};  // "" = all
  std::int64_t after_position = 0, after_number = 0;
  int most = 50;
};
std::vector<ItemLoss> list_losses(db::Reader& reader, const SiteImportId& id,
                                  const LossFilter& filter);
std::vector<std::pair<std::string, std::int64_t>> count_losses(db::Reader& reader,
                                                               const SiteImportId& id);

// ---- files of the old site ----
// What the library of the file tells wins over what a text alone told.
Result<void> put_media(db::Tx& tx, const ImportMedia& media);
Result<void> update_media(db::Tx& tx, const ImportMedia& media);
std::optional<ImportMedia> find_media(db::Reader& reader, const SiteImportId& id,
                                      std::string_view name);
std::optional<ImportMedia> find_media_by_post_id(db::Reader& reader, const SiteImportId& id,
                                                 std::string_view post_id);
std::vector<ImportMedia> list_media(db::Reader& reader, const SiteImportId& id,
                                    std::string_view state, std::string_view after, int most);
std::vector<std::pair<std::string, std::int64_t>> count_media(db::Reader& reader,
                                                              const SiteImportId& id);

// Items, losses and media of a reading that is begun again.
Result<void> delete_read(db::Tx& tx, const SiteImportId& id);

// ---- what an old item or address has become ----
std::optional<std::string> find_source(db::Reader& reader, std::string_view source_key);
Result<void> put_source(db::Tx& tx, std::string_view source_key, std::string_view content_id,
                        const SiteImportId& id);
Result<void> delete_source(db::Tx& tx, std::string_view source_key);
struct Move {
  std::string from, kind, target;
};
Result<void> put_move(db::Tx& tx, const Move& move, const SiteImportId& id);
std::optional<Move> find_move(db::Reader& reader, std::string_view from);
std::vector<Move> list_moves(db::Reader& reader, std::string_view after, int most);
Result<void> delete_moves(db::Tx& tx, const SiteImportId& id);

}  // namespace musubi::site_import::store
