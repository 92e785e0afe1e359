// connection.h - one PostgreSQL connection with its prepared statements. One thread at a time.
// Turns SQLSTATE into our kinds: Clash, TryAgain (serialisation), Unavailable, BrokenPromise.
// SECURITY: the server's DETAIL and the values of a failed statement never reach a message.
#pragma once

#include <libpq-fe.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/db.h"

namespace musubi::db::postgres {

// 40001 or 40P01: the transaction must be run again from its start.
class TryAgain : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ClearResult>;

class Connection {
 public:
  explicit Connection(const std::string& conninfo);  // throws Unavailable
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Answer run(const std::string& sql);  // simple protocol, no parameters, maybe several statements
  Answer execute(std::string_view sql, const std::vector<Value>& args);
  // Rows in portions through a server-side cursor. REQUIRES: in a transaction.
  void stream(std::string_view sql, const std::vector<Value>& args,
              const std::function<bool(const Row&)>& each);
  bool broken() const { return PQstatus(handle_) != CONNECTION_OK; }
  bool idle() const { return PQtransactionStatus(handle_) == PQTRANS_IDLE; }
  PGconn* handle() const { return handle_; }

  static Row read_row(const PGresult* answer, int row);

 private:
  struct Prepared {
    std::string name;
    std::vector<Oid> types;  // as the server inferred them
  };
  const Prepared& prepare(std::string_view sql, const std::vector<Value>& args);
  Prepared prepare_as(std::string_view sql, const std::vector<Oid>& types);
  Answer checked(PGresult* answer, std::string_view sql);
  [[noreturn]] void raise(const PGresult* answer, std::string_view sql);

  PGconn* handle_ = nullptr;
  std::unordered_map<std::string, Prepared> prepared_;
  std::uint64_t next_name_ = 0;
};

// Fault::conflict, with how to make another, for a database that sorts text by a language: lists
// page by text keys and search by ranges, and both databases must compare them byte by byte.
Result<void> must_compare_bytes(Connection& connection);

}  // namespace musubi::db::postgres
