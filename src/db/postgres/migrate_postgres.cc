// migrate_postgres.cc - applies pending migrations to a PostgreSQL database in one transaction.
// An advisory lock lets several processes start together: one applies, the others find it done.
#include "base/time.h"
#include "db/internal.h"
#include "db/postgres/connection.h"

namespace musubi::db {

using postgres::Answer;
using postgres::Connection;

namespace {

constexpr const char* kMigrationLock = "SELECT pg_advisory_xact_lock(7205759403792795)";

Result<std::vector<std::string>> apply_all(Connection& connection,
                                           const std::vector<Migration>& migrations,
                                           const MigrationProgress& progress) {
  connection.run(
      "CREATE TABLE IF NOT EXISTS schema_migrations ("
      " name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)");
  std::map<std::string, std::string> applied;
  const Answer known = connection.run("SELECT name, checksum FROM schema_migrations");
  for (int i = 0; i < PQntuples(known.get()); ++i) {
    const Row row = Connection::read_row(known.get(), i);
    applied[row.text(0)] = row.text(1);
  }
  std::vector<std::string> names;
  const auto due = TRY(pending(applied, migrations, Kind::postgres));
  const auto total = static_cast<std::int64_t>(due.size());
  if (total > 0) progress(0, total);
  for (const Migration* migration : due) {
    try {
      connection.run(migration->postgres);
      connection.execute(
          "INSERT INTO schema_migrations (name, checksum, applied_at) VALUES ($1, $2, $3)",
          {to_value(migration->name), to_value(checksum_of(*migration, Kind::postgres)),
           to_value(now_from_system_clock().ms)});
    } catch (const std::exception& error) {
      return migration_failure(migration->name, error.what());
    }
    names.push_back(migration->name);
    progress(static_cast<std::int64_t>(names.size()), total);
  }
  return names;
}

}  // namespace

Result<std::vector<std::string>> migrate_postgres(const Options& options,
                                                  const std::vector<Migration>& migrations,
                                                  const MigrationProgress& progress) {
  try {
    Connection connection(options.connection);
    TRY(postgres::must_compare_bytes(connection));
    connection.run("BEGIN");
    connection.run(kMigrationLock);
    auto names = apply_all(connection, migrations, progress);
    connection.run(names ? "COMMIT" : "ROLLBACK");
    return names;
  } catch (const std::exception& error) {
    return migration_failure("(none)", error.what());
  }
}

}  // namespace musubi::db
