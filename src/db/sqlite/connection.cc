// connection.cc - opening, preparing, binding, stepping: the only file that reads SQLite's rows.
// SECURITY: parameters are always bound, never pasted into the text.
#include "db/sqlite/connection.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <mutex>

#include "db/internal.h"
#include "db/sqlite/extensions.h"

namespace musubi::db {

namespace {
std::mutex extensions_mutex;
std::vector<std::function<int(sqlite3*)>>& extensions() {
  static std::vector<std::function<int(sqlite3*)>> all;
  return all;
}
}  // namespace

void register_sqlite_extension(std::function<int(sqlite3*)> extension) {
  const std::lock_guard lock(extensions_mutex);
  extensions().push_back(std::move(extension));
}

namespace sqlite {

namespace {

constexpr std::size_t kMostCachedStatements = 256;
// Another process (a backup, a command) may hold the lock for a moment; a migration for longer.
constexpr int kBusyTimeoutMs = 10'000;
constexpr int kMigrationBusyTimeoutMs = 120'000;

// A fraction as both databases print it: shortest form that reads back the same.
Value from_double(double number) {
  if (std::nearbyint(number) == number && std::abs(number) < 9.0e15) {
    return Value{static_cast<std::int64_t>(number)};
  }
  char words[40];
  for (int digits = 15; digits <= 17; ++digits) {
    std::snprintf(words, sizeof words, "%.*g", digits, number);
    if (std::strtod(words, nullptr) == number) break;
  }
  return Value{std::string(words)};
}

Value read_column(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return Value{};
    case SQLITE_INTEGER:
      return Value{static_cast<std::int64_t>(sqlite3_column_int64(statement, column))};
    case SQLITE_FLOAT:
      return from_double(sqlite3_column_double(statement, column));
    default: {
      const auto* bytes = static_cast<const char*>(
          static_cast<const void*>(sqlite3_column_blob(statement, column)));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return Value{bytes ? std::string(bytes, size) : std::string()};
    }
  }
}

Row read_row(sqlite3_stmt* statement) {
  const int columns = sqlite3_column_count(statement);
  std::vector<Value> values;
  values.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) values.push_back(read_column(statement, column));
  return Row(std::move(values));
}

}  // namespace

void apply_extensions(sqlite3* handle) {
  const std::lock_guard lock(extensions_mutex);
  for (const auto& extension : extensions()) {
    if (extension(handle) != SQLITE_OK) throw Unavailable("an SQLite extension refused to load");
  }
}

Connection::Connection(const std::string& path, Role role) {
  const int code = sqlite3_open_v2(
      path.c_str(), &handle_,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      nullptr);
  try {
    if (code != SQLITE_OK) raise(code, "open");
    // First of all: every later line may meet a lock.
    sqlite3_busy_timeout(handle_, role == Role::migrator ? kMigrationBusyTimeoutMs
                                                         : kBusyTimeoutMs);
    // temp_store stays on file: a statement journal kept in memory is a list that SQLite walks from
    // its start at every statement inside a savepoint, which made big imports quadratic.
    run_script(
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=FULL;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA mmap_size=268435456;"
        "PRAGMA journal_size_limit=67108864;");
    if (role == Role::reader) run_script("PRAGMA cache_size=-8000; PRAGMA query_only=ON;");
    if (role == Role::writer) run_script("PRAGMA cache_size=-32000;");
    apply_extensions(handle_);
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

Connection::~Connection() {
  for (auto& [sql, statement] : cache_) sqlite3_finalize(statement.prepared);
  sqlite3_close_v2(handle_);
}

class Connection::Use {
 public:
  Use(Connection& connection, std::string_view sql) : connection_(connection) {
    if (const auto found = connection.cache_.find(sql); found != connection.cache_.end()) {
      node_ = connection.cache_.extract(found);
      return;
    }
    Cache one;
    one.emplace(std::string(sql), connection.prepare(sql));
    node_ = one.extract(one.begin());
  }
  ~Use() {
    sqlite3_reset(node_.mapped().prepared);
    sqlite3_clear_bindings(node_.mapped().prepared);
    Cache& cache = connection_.cache_;
    if (cache.size() >= kMostCachedStatements) {
      sqlite3_finalize(cache.begin()->second.prepared);
      cache.erase(cache.begin());
    }
    if (auto back = cache.insert(std::move(node_)); !back.inserted) {
      sqlite3_finalize(back.node.mapped().prepared);
    }
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  const Statement& operator*() const { return node_.mapped(); }

 private:
  Connection& connection_;
  Cache::node_type node_;
};

void Connection::run_script(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) raise(code, "script");
}

void Connection::query(std::string_view sql, const std::vector<Value>& args,
                       const std::function<bool(Row&)>& each) {
  const Use use(*this, sql);
  bind(*use, args);
  sqlite3_stmt* statement = (*use).prepared;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    Row row = read_row(statement);
    if (!each(row)) return;
  }
  if (code != SQLITE_DONE) raise(code, sql);
}

std::vector<Row> Connection::select(std::string_view sql, const std::vector<Value>& args) {
  std::vector<Row> rows;
  query(sql, args, [&](Row& row) {
    rows.push_back(std::move(row));
    return true;
  });
  return rows;
}

std::int64_t Connection::change(std::string_view sql, const std::vector<Value>& args) {
  query(sql, args, [](Row&) { return true; });
  return sqlite3_changes64(handle_);
}

int Connection::control(std::string_view sql) {
  try {
    const Use use(*this, sql);
    const int code = sqlite3_step((*use).prepared);
    return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
  } catch (const std::exception&) {
    return SQLITE_ERROR;
  }
}

bool Connection::has_deferred_violations() const {
  int now = 0;
  int highest = 0;
  sqlite3_db_status(handle_, SQLITE_DBSTATUS_DEFERRED_FKS, &now, &highest, 0);
  return now > 0;
}

Connection::Statement Connection::prepare(std::string_view sql) {
  Statement statement;
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement.prepared, &tail);
  if (code != SQLITE_OK) raise(code, sql);
  const std::string_view rest(tail, static_cast<std::size_t>(sql.data() + sql.size() - tail));
  if (!statement.prepared || rest.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    sqlite3_finalize(statement.prepared);
    throw BrokenPromise("not exactly one statement: " + std::string(sql));
  }
  // SQLite numbers named parameters by first appearance; $2 may well come before $1.
  const int count = sqlite3_bind_parameter_count(statement.prepared);
  for (int n = 1; n <= count; ++n) {
    const std::string name = "$" + std::to_string(n);
    const int slot = sqlite3_bind_parameter_index(statement.prepared, name.c_str());
    if (slot == 0) {
      sqlite3_finalize(statement.prepared);
      throw BrokenPromise("parameters must be $1..$n without gaps: " + std::string(sql));
    }
    statement.slots.push_back(slot);
  }
  return statement;
}

void Connection::bind(const Statement& statement, const std::vector<Value>& args) {
  CHECK(args.size() == statement.slots.size());
  for (std::size_t i = 0; i < args.size(); ++i) {
    const int slot = statement.slots[i];
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&args[i])) {
      code = sqlite3_bind_int64(statement.prepared, slot, *number);
    } else if (const auto* words = std::get_if<std::string>(&args[i])) {
      // The caller's vector outlives the statement's run, so nothing is copied.
      code = sqlite3_bind_text64(statement.prepared, slot, words->data(), words->size(),
                                 SQLITE_STATIC, SQLITE_UTF8);
    } else {
      code = sqlite3_bind_null(statement.prepared, slot);
    }
    if (code != SQLITE_OK) raise(code, "bind");
  }
}

void Connection::raise(int code, std::string_view sql) {
  const std::string words =
      std::string(sqlite3_errmsg(handle_)) + " (" + std::to_string(code) + ") in " +
      std::string(sql.substr(0, 400));
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      throw Clash(words);
    default:
      break;
  }
  switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
    case SQLITE_PERM:
    case SQLITE_INTERRUPT:
      throw Unavailable(words);
    default:
      throw BrokenPromise(words);
  }
}

}  // namespace sqlite
}  // namespace musubi::db
