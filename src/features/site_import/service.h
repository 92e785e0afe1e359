// service.h - bringing another site in: what a person (or the command) can do, one function each.
//
//   begin_import -> reading -> draft -> order_commit -> committing -> committed
//                      |         |-> discard_import -> discarded          |
//                      '-> failed (of the file; begin again)     order_undo -> undoing -> undone
//
// Reading, committing and undoing are worked on by the outbox (lane slow) in slices, or by the
// command in one go. Each item and each file is a transaction of its own that looks whether it is
// done already: a killed process loses nothing and makes nothing twice.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "core/audit/audit.h"
#include "core/files/files.h"
#include "core/outbox/outbox.h"
#include "features/site_import/permissions.h"
#include "features/site_import/store.h"

namespace musubi::site_import {

inline constexpr std::string_view kOrdered = "site_import.step.ordered";  // outbox
inline constexpr std::string_view kChannel = "site_imports";              // notice: one went on

inline constexpr files::Purpose kOriginal{
    "site_import.original", "WordPressの書き出しファイル", 200'000'000,
    "text/* application/xml application/rss+xml application/octet-stream", may::run_imports,
    false};
inline constexpr files::Purpose kPictures{"site_import.media", "WordPressの画像のZIP",
                                          2'000'000'000, "application/zip", may::run_imports,
                                          false};

using Steps = std::function<void(std::int64_t done, std::int64_t total)>;

struct NewImport {
  std::string path, filename;              // the export file, wherever it lies
  std::string media_path, media_filename;  // the ZIP; "" = none
  std::string sending;                     // of the form
};
Result<SiteImportId> begin_import(const Context& ctx, const NewImport& input);

struct Counted {
  std::string code;
  std::int64_t count = 0;
};
struct ImportPage {
  SiteImport import;
  std::vector<Counted> outcomes, losses, media;
};
Result<ImportPage> load_visible_import(const Context& ctx, const SiteImportId& id);
Result<std::vector<SiteImport>> list_imports(const Context& ctx, const std::string& before,
                                             int most);
Result<std::vector<ItemLoss>> list_losses(const Context& ctx, const SiteImportId& id,
                                          const store::LossFilter& filter);
Result<std::vector<ImportMedia>> list_media(const Context& ctx, const SiteImportId& id,
                                            const std::string& state, const std::string& after,
                                            int most);
Result<std::vector<ImportItem>> list_items(const Context& ctx, const SiteImportId& id,
                                           const std::string& outcome, std::int64_t after,
                                           int most);

// What each type and category becomes, and how what was public arrives.
struct Choices {
  SiteImportId id;
  std::int64_t version = 0;
  std::string arrival;
  std::map<std::string, std::string> targets;  // group -> target, "" or "skip"
};
Result<void> change_choices(const Context& ctx, const Choices& input);
// The second press of a button finds it done: no error.
Result<void> order_commit(const Context& ctx, const SiteImportId& id);
Result<void> order_undo(const Context& ctx, const SiteImportId& id);
Result<void> discard_import(const Context& ctx, const SiteImportId& id);

// ---- the work ----

// Where the files lie. media "": those that were kept with the import.
struct Places {
  std::string media;
};
// One slice of what this import is at; whether there is more. `until`: stop soon after.
Result<bool> work_on(const Context& ctx, const SiteImportId& id, const Places& places,
                     std::int64_t slice_ms, const Steps& steps = {});
Result<void> run_step(const Context& ctx, const outbox::Message& message);

// ---- parts, each of one state ----
Result<void> read_import(const Context& ctx, const SiteImport& import, const Places& places,
                         const Steps& steps);
Result<bool> commit_slice(const Context& ctx, const SiteImport& import, const Places& places,
                          std::int64_t slice_ms, const Steps& steps);
Result<bool> undo_slice(const Context& ctx, const SiteImport& import, std::int64_t slice_ms,
                        const Steps& steps);

// ---- shared by the parts ----
audit::Subject subject_of(const SiteImport& import);
// Acts as who began it: whose articles they are, and who may not confirm them.
Context as_beginner(const Context& ctx, const SiteImport& import);
void tell_progress(const Context& ctx, const SiteImportId& id, std::int64_t done,
                   std::int64_t total);
// Of a kept file that may be read. Fault::unavailable while it waits for the scanner.
Result<std::string> kept_path(const Context& ctx, const std::string& file_id);
// Where an old address leads; "" = nowhere. `target`: path with query, as sent.
std::string find_moved(db::Reader& reader, const std::string& target, Date today);

}  // namespace musubi::site_import
