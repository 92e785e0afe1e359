// db.h - the one door to either database: Db, Reader, Tx, Query, Row, Value.
// One SQL text serves SQLite and PostgreSQL: parameters are $1..$n, columns TEXT and BIGINT only.
// Reader only selects; Tx also writes. Acknowledged means durable: write() returns success only
// after the commit is on disk (SQLite: one writer thread, group commit, synchronous=FULL).
// Threads: a Db may be used from any thread; a Reader or Tx only inside its callback.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeindex>
#include <variant>
#include <vector>

#include "base/result.h"

namespace musubi::db {

enum class Kind { sqlite, postgres };

// What can stand in a column or a parameter. NULL is std::monostate.
// What the columns hold: integers (and booleans, as 0 or 1), text, or NULL. A fraction, as AVG()
// gives, comes as text ("12.5"). Text is UTF-8 without NUL bytes; anything else is refused by both
// databases alike: change() fails with Fault::invalid, a select throws BrokenPromise.
using Value = std::variant<std::monostate, std::int64_t, std::string>;
inline Value null() { return Value{}; }
inline Value to_value(std::int64_t v) { return Value{v}; }
inline Value to_value(int v) { return Value{static_cast<std::int64_t>(v)}; }
inline Value to_value(bool v) { return Value{static_cast<std::int64_t>(v ? 1 : 0)}; }
inline Value to_value(std::string v) { return Value{std::move(v)}; }
inline Value to_value(std::string_view v) { return Value{std::string(v)}; }
inline Value to_value(const char* v) { return Value{std::string(v)}; }
inline Value to_value(Value v) { return v; }
template <class T>
Value to_value(const std::optional<T>& v) {
  return v ? to_value(*v) : null();
}

// A named statement. The name shows in the slow-query log and the statement cache.
// Where the two databases truly differ, both texts stand side by side in the same constant.
struct Query {
  std::string_view name;
  std::string_view sqlite;
  std::string_view postgres;
  constexpr Query(std::string_view n, std::string_view both)
      : name(n), sqlite(both), postgres(both) {}
  constexpr Query(std::string_view n, std::string_view for_sqlite, std::string_view for_postgres)
      : name(n), sqlite(for_sqlite), postgres(for_postgres) {}
};

// One result row, columns by position (0-based), in the order of the SELECT list.
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
  std::int64_t integer(std::size_t column) const;                 // NULL reads as 0; "12" as 12
  std::string text(std::size_t column) const;                     // NULL reads as ""
  bool flag(std::size_t column) const { return integer(column) != 0; }
  bool is_null(std::size_t column) const;
  std::optional<std::int64_t> integer_or_null(std::size_t column) const;
  std::optional<std::string> text_or_null(std::size_t column) const;
  std::size_t size() const { return values_.size(); }
  const Value& operator[](std::size_t column) const { return values_.at(column); }

 private:
  std::vector<Value> values_;
};

// The database could not be reached or its disk is full. A read throws it: Fault::unavailable at
// the request boundary; write() returns it as that fault.
class Unavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Reader {
 public:
  virtual ~Reader() = default;
  virtual Kind kind() const = 0;

  template <class... Args>
  std::vector<Row> all(const Query& query, const Args&... args) {
    return select(query, {to_value(args)...});
  }
  template <class... Args>
  std::optional<Row> first(const Query& query, const Args&... args) {
    auto rows = select(query, {to_value(args)...});
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
  }
  // Streams rows without holding them all; `each` returns false to stop early. Other statements
  // of the same Reader may run inside `each`.
  virtual void stream(const Query& query, const std::vector<Value>& args,
                      const std::function<bool(const Row&)>& each) = 0;
  virtual std::vector<Row> select(const Query& query, const std::vector<Value>& args) = 0;
};

class Tx : public Reader {
 public:
  // Rows changed. A unique or foreign-key violation is Fault::conflict (told by code, not words).
  template <class... Args>
  Result<std::int64_t> run(const Query& query, const Args&... args) {
    return change(query, {to_value(args)...});
  }
  // After a conflict this transaction can only be given up (PostgreSQL's rule, kept on both): a
  // further statement is a BrokenPromise, and a commit fails with that conflict. Say ON CONFLICT
  // in the SQL, or use attempt(), where a clash is expected.
  virtual Result<std::int64_t> change(const Query& query, const std::vector<Value>& args) = 0;
  // Runs `f` inside a savepoint: if it fails or throws, only what it did is undone, and the
  // transaction goes on. For imports that keep the good rows.
  virtual Result<void> attempt(const std::function<Result<void>()>& f) = 0;
  // Runs once, in order, as the last thing before the commit; a failure rolls everything back.
  // The audit chain seals itself here so that its lock is held as briefly as possible.
  virtual void before_commit(std::function<Result<void>(Tx&)> last) = 0;
  // Runs once after the commit is durable; never after a roll-back. Must not throw.
  // It runs on the thread that called Db::write, which may write again from there.
  virtual void after_commit(std::function<void()> then) = 0;
  // Tells every Listener of this database after the commit (see db/notify.h).
  virtual void notify(std::string_view channel, std::string_view payload) = 0;
  // One T of this transaction, made when first asked for and gone with it: what hooks before the
  // commit bring together, so that ten thousand of them change a row once. Only for such hooks:
  // they are undone with attempt(), what is put here is not.
  template <class T>
  T& own() {
    auto& place = own_[std::type_index(typeid(T))];
    if (!place) place = std::make_shared<T>();
    return *static_cast<T*>(place.get());
  }

 private:
  std::map<std::type_index, std::shared_ptr<void>> own_;
};

struct Options {
  Kind kind = Kind::sqlite;
  std::string path;        // SQLite file; its folder must exist
  std::string connection;  // PostgreSQL connection string (libpq); never logged
  int readers = 4;         // SQLite readers / PostgreSQL pool size
  int slow_query_ms = 200; // longer ones are logged by name
};

// Counts for /metrics; all since start.
struct Stats {
  std::uint64_t reads = 0, writes = 0, commits = 0, rollbacks = 0, slow = 0;
};

// A message of Tx::notify on its way to a Listener.
struct Notice {
  std::string channel;
  std::string payload;
  bool missed = false;  // the line was broken: messages may be lost, read the state afresh
};

// Keeps a subscription alive; destroying it stops the calls (and waits for one that is running).
class Subscription {
 public:
  virtual ~Subscription() = default;
};

class Db {
 public:
  virtual ~Db() = default;
  static Result<std::unique_ptr<Db>> open(const Options& options);
  virtual Kind kind() const = 0;
  virtual Stats stats() const = 0;

  // For `doctor` and the backup command.
  virtual std::string describe() = 0;                 // "SQLite 3.40.1, 12.4 MB"
  virtual Result<void> integrity_check() = 0;         // SQLite: also foreign keys
  virtual Result<void> backup_to(const std::string& path) = 0;  // SQLite only: online copy
  virtual std::unique_ptr<Subscription> listen(std::vector<std::string> channels,
                                               std::function<void(const Notice&)> each) = 0;

  // Runs `f(Reader&)` on one consistent snapshot and returns what it returns. A read inside a read
  // shares its snapshot; a read inside a write sees that write.
  template <class F>
  auto read(F&& f) -> std::invoke_result_t<F, Reader&> {
    using Out = std::invoke_result_t<F, Reader&>;
    if constexpr (std::is_void_v<Out>) {
      run_read([&](Reader& reader) { f(reader); });
    } else {
      std::optional<Out> out;
      run_read([&](Reader& reader) { out.emplace(f(reader)); });
      return std::move(*out);
    }
  }

  // Runs `f(Tx&)`, which returns a Result, in one transaction. A failed Result, or an exception,
  // rolls back. Success is returned only after the commit is durable.
  // `f` may run more than once (PostgreSQL serialisation retry): it must only touch the Tx and
  // values it makes itself. On SQLite it runs on the writer thread: it must not wait for others.
  // Writes behave as if they ran one after another on both databases. A write inside a write is a
  // BrokenPromise; inside a read it is fine (the read keeps its older snapshot).
  template <class F>
  auto write(F&& f) -> std::invoke_result_t<F, Tx&> {
    using Out = std::invoke_result_t<F, Tx&>;
    std::optional<Out> out;
    Result<void> done = run_write([&](Tx& tx) -> Result<void> {
      out.reset();
      out.emplace(f(tx));
      if (!*out) return fail(out->error());
      return {};
    });
    if (!done) return fail(std::move(done).error());
    return std::move(*out);
  }

 protected:
  virtual void run_read(const std::function<void(Reader&)>& f) = 0;
  virtual Result<void> run_write(const std::function<Result<void>(Tx&)>& f) = 0;
};

}  // namespace musubi::db
