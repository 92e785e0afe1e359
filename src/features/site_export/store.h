// store.h - rows of copies of the site to structs and back. Every statement stands in store.cc.
// Decides nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "db/db.h"

namespace musubi::site_export {

struct SiteCopyNoun;
using SiteCopyId = Id<SiteCopyNoun>;

struct SiteCopy {
  SiteCopyId id;
  std::string state = "running", problem, sha256;
  std::int64_t bytes = 0, pages = 0, files = 0, redirects = 0;
  std::vector<std::string> left_out;
  std::int64_t done = 0, total = 0;
  std::string made_by_name;
  Instant created_at, updated_at;
};

namespace store {

Result<void> insert_copy(db::Tx& tx, const SiteCopy& copy);
Result<void> update_copy(db::Tx& tx, const SiteCopy& copy);
Result<void> update_progress(db::Tx& tx, const SiteCopyId& id, std::int64_t done,
                             std::int64_t total, Instant at);
std::optional<SiteCopy> find_copy(db::Reader& reader, const SiteCopyId& id);
std::optional<SiteCopy> find_running(db::Reader& reader);
std::vector<SiteCopy> list_copies(db::Reader& reader, int most);             // newest first
std::vector<SiteCopy> list_done(db::Reader& reader, int most);               // newest first

}  // namespace store
}  // namespace musubi::site_export
