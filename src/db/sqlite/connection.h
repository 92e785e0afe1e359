// connection.h - one SQLite connection with its statement cache. Used by the reader pool, the
// writer thread and migrate. Not thread-safe: one thread at a time, by whoever owns it.
// Turns SQLite's result codes into our three kinds: Clash, Unavailable, BrokenPromise.
#pragma once

#include <sqlite3.h>

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/db.h"

namespace musubi::db::sqlite {

enum class Role { reader, writer, migrator };

class Connection {
 public:
  Connection(const std::string& path, Role role);  // throws Unavailable
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Any number of statements without parameters or results.
  void run_script(const std::string& sql);
  // Steps through the statement; `each` gets the rows and returns false to stop.
  void query(std::string_view sql, const std::vector<Value>& args,
             const std::function<bool(Row&)>& each);
  std::vector<Row> select(std::string_view sql, const std::vector<Value>& args);
  std::int64_t change(std::string_view sql, const std::vector<Value>& args);  // rows changed
  // Result code of one control statement (BEGIN, COMMIT, SAVEPOINT s ...); never throws.
  int control(std::string_view sql);

  bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  bool has_deferred_violations() const;
  std::string last_words() const { return sqlite3_errmsg(handle_); }
  sqlite3* handle() const { return handle_; }

 private:
  struct Statement {
    sqlite3_stmt* prepared = nullptr;
    std::vector<int> slots;  // slots[i] is SQLite's index of $(i+1)
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Cache = std::unordered_map<std::string, Statement, Hash, std::equal_to<>>;
  class Use;  // takes a statement out of the cache while it runs, so that nesting is safe

  Statement prepare(std::string_view sql);
  void bind(const Statement& statement, const std::vector<Value>& args);
  [[noreturn]] void raise(int code, std::string_view sql);

  sqlite3* handle_ = nullptr;
  Cache cache_;
};

// Applies every registered extension (see extensions.h); throws Unavailable when one refuses.
void apply_extensions(sqlite3* handle);

}  // namespace musubi::db::sqlite
