// site_import.h - what the import of another site offers to main.cc, the tests, the command, and
// the export of the site. Nothing else of the folder may be included from outside.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "core/actor/actor.h"
#include "core/outbox/outbox.h"
#include "core/retention/retention.h"

namespace musubi::web {
struct App;
}

namespace musubi::site_import {

void add_routes(web::App& app);
void add_handlers(outbox::Handlers& handlers);  // site_import.step.ordered
retention::Kinds retention_kinds();
// An older site that waits for the office to decide. REQUIRES: files are configured.
Result<void> load_demo(const Context& ctx);

// ---- for `musubi import site` ----

struct SiteFile {
  std::string path;
  std::string media;  // a folder or a ZIP; "" = none
};
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;
// Reads only, writes nothing, needs no installation. {site, items, groups, losses, media, skipped}.
Result<Json> dry_run(const SiteFile& file, const Progress& progress);
// The whole of it, going on where an earlier run of the same bytes was killed. The same object,
// with what became of each.
Result<Json> import_site(const Context& ctx, const SiteFile& file, const Progress& progress);

// ---- for the export of the site ----

// Old addresses of files and lists that lead somewhere today, in order; behind `after`.
std::vector<std::pair<std::string, std::string>> list_moves(db::Reader& reader,
                                                            const std::string& after, int most,
                                                            Date today);

}  // namespace musubi::site_import
