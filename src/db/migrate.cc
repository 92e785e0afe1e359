// migrate.cc - decides which migrations are due and whether the history still agrees with the
// program, and dumps the schema. The drivers apply them (sqlite/migrate_sqlite.cc and
// postgres/migrate_postgres.cc), all pending ones in one transaction.
#include "db/migrate.h"

#include <algorithm>
#include <set>

#include "base/sha256.h"
#include "db/internal.h"

namespace musubi::db {

namespace {

constexpr Query kApplied{"db.applied",
                         "SELECT name, checksum FROM schema_migrations ORDER BY name"};
constexpr Query kSchema{
    "db.schema",
    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    "  AND name <> 'schema_migrations'"
    "  AND NOT (type = 'table' AND EXISTS (SELECT 1 FROM sqlite_master v WHERE v.type = 'table'"
    "    AND v.sql LIKE 'CREATE VIRTUAL TABLE%' AND sqlite_master.name IN (v.name || '_data',"
    "    v.name || '_idx', v.name || '_content', v.name || '_docsize', v.name || '_config')))"
    " ORDER BY sql",
    "SELECT 'CREATE TABLE ' || c.relname || E' (\\n  ' ||"
    "  (SELECT string_agg(line, E',\\n  ' ORDER BY sort, line) FROM ("
    "    SELECT 1 AS sort, a.attname || ' ' || upper(format_type(a.atttypid, a.atttypmod)) ||"
    "      CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END ||"
    "      coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') AS line"
    "    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid"
    "      AND d.adnum = a.attnum"
    "    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
    "    UNION ALL SELECT 2, pg_get_constraintdef(k.oid) FROM pg_constraint k"
    "    WHERE k.conrelid = c.oid) lines) || E'\\n)' AS sql"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relname <> 'schema_migrations'"
    " UNION ALL SELECT indexdef FROM pg_indexes"
    " WHERE schemaname = current_schema() AND tablename <> 'schema_migrations'"
    " UNION ALL SELECT 'CREATE VIEW ' || viewname || ' AS ' || definition FROM pg_views"
    " WHERE schemaname = current_schema()"
    " ORDER BY 1"};

}  // namespace

Result<std::vector<std::string>> migrate(const Options& options,
                                         const std::vector<Migration>& migrations,
                                         const MigrationProgress& progress) {
  CHECK(std::is_sorted(migrations.begin(), migrations.end(),
                       [](const auto& a, const auto& b) { return a.name < b.name; }));
  const MigrationProgress told = progress ? progress : [](std::int64_t, std::int64_t) {};
  return options.kind == Kind::sqlite ? migrate_sqlite(options, migrations, told)
                                      : migrate_postgres(options, migrations, told);
}

std::string checksum_of(const Migration& migration, Kind kind) {
  return sha256_hex(kind == Kind::sqlite ? migration.sqlite : migration.postgres);
}

Result<std::vector<const Migration*>> pending(const std::map<std::string, std::string>& applied,
                                              const std::vector<Migration>& migrations,
                                              Kind kind) {
  std::vector<const Migration*> due;
  std::set<std::string, std::less<>> known;
  for (const Migration& migration : migrations) {
    known.insert(migration.name);
    const auto found = applied.find(migration.name);
    if (found == applied.end()) {
      due.push_back(&migration);
    } else if (found->second != checksum_of(migration, kind)) {
      return fail(Fault::conflict,
                  "適用済みのデータベース移行の内容が変わっています。"
                  "配布されたプログラムに入れ替えて、もう一度起動してください。",
                  "checksum of migration " + migration.name + " has changed");
    }
  }
  for (const auto& [name, checksum] : applied) {
    if (known.contains(name)) continue;
    return fail(Fault::conflict,
                "データベースは、このプログラムより新しい版で作られています。"
                "新しい版のプログラムで起動してください。",
                "migration " + name + " is applied but unknown to this program");
  }
  return due;
}

Result<std::vector<std::string>> list_due(Db& db, const std::vector<Migration>& migrations) {
  const auto applied = db.read([](Reader& reader) {
    std::map<std::string, std::string> out;
    for (const Row& row : reader.all(kApplied)) out[row.text(0)] = row.text(1);
    return out;
  });
  std::vector<std::string> names;
  for (const Migration* due : TRY(pending(applied, migrations, db.kind()))) {
    names.push_back(due->name);
  }
  return names;
}

Failure migration_failure(const std::string& name, const std::string& detail) {
  return fail(Fault::unavailable,
              "データベースの移行に失敗しました。変更は取り消されています。ログを確認してください。",
              "migration " + name + ": " + detail);
}

std::string dump_schema(Db& db) {
  std::string schema;
  db.read([&](Reader& reader) {
    for (const Row& row : reader.all(kSchema)) schema += row.text(0) + ";\n\n";
  });
  return schema;
}

}  // namespace musubi::db
