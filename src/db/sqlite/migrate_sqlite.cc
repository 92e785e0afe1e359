// migrate_sqlite.cc - applies pending migrations to an SQLite file in one transaction.
// BEGIN IMMEDIATE is the lock between processes: the second one waits, then finds nothing to do.
#include "base/time.h"
#include "db/internal.h"
#include "db/sqlite/connection.h"

namespace musubi::db {

using sqlite::Connection;

namespace {

Result<std::vector<std::string>> apply_all(Connection& connection,
                                           const std::vector<Migration>& migrations,
                                           const MigrationProgress& progress) {
  connection.run_script(
      "CREATE TABLE IF NOT EXISTS schema_migrations ("
      " name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)");
  std::map<std::string, std::string> applied;
  for (const Row& row : connection.select("SELECT name, checksum FROM schema_migrations", {})) {
    applied[row.text(0)] = row.text(1);
  }
  std::vector<std::string> names;
  const auto due = TRY(pending(applied, migrations, Kind::sqlite));
  const auto total = static_cast<std::int64_t>(due.size());
  if (total > 0) progress(0, total);
  for (const Migration* migration : due) {
    try {
      connection.run_script(migration->sqlite);
      connection.change(
          "INSERT INTO schema_migrations (name, checksum, applied_at) VALUES ($1, $2, $3)",
          {to_value(migration->name), to_value(checksum_of(*migration, Kind::sqlite)),
           to_value(now_from_system_clock().ms)});
    } catch (const std::exception& error) {
      return migration_failure(migration->name, error.what());
    }
    names.push_back(migration->name);
    progress(static_cast<std::int64_t>(names.size()), total);
  }
  if (!names.empty()) {
    const auto orphans = connection.select("PRAGMA foreign_key_check", {});
    if (!orphans.empty()) {
      return migration_failure(names.back(), "foreign key broken in " + orphans[0].text(0));
    }
  }
  return names;
}

}  // namespace

Result<std::vector<std::string>> migrate_sqlite(const Options& options,
                                                const std::vector<Migration>& migrations,
                                                const MigrationProgress& progress) {
  try {
    Connection connection(options.path, sqlite::Role::migrator);
    // Rebuilding a table drops it for a moment; the check above makes up for it.
    connection.run_script("PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE;");
    auto names = apply_all(connection, migrations, progress);
    if (!names) {
      connection.control("ROLLBACK");
      return names;
    }
    connection.run_script("COMMIT");
    return names;
  } catch (const std::exception& error) {
    return migration_failure("(none)", error.what());
  }
}

}  // namespace musubi::db
