// postgres_pool.h - PostgreSQL databases for tests. Copying a template of 150 tables takes half a
// second, emptying a used copy a tenth of it: what was lent is put back as new and lent again.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace musubi::test {

// MUSUBI_TEST_PG with another database name, in keyword form. Throws when it is missing or bad.
std::string connection_to(const std::string& database);
// One statement on the server's own database. Throws std::runtime_error with the server's words.
void on_server(const std::string& sql);
void drop_database(const std::string& database) noexcept;
std::string new_database_name();

// Copies of one migrated database. Used by the thread that runs the tests.
class PostgresPool {
 public:
  explicit PostgresPool(std::string original);  // must have no connections while it is copied
  ~PostgresPool();
  PostgresPool(const PostgresPool&) = delete;
  PostgresPool& operator=(const PostgresPool&) = delete;

  std::string take();
  // Ends what is still connected. A copy whose schema was changed, or that was lent often, is
  // dropped instead of kept.
  void give_back(const std::string& database) noexcept;

 private:
  bool made_new(const std::string& database);

  std::string original_;
  std::string schema_;                          // of the original, as one line
  std::vector<std::string> tables_;
  std::map<std::string, std::string> contents_;  // of tables that migrations filled: COPY text
  std::vector<std::string> free_;
  std::map<std::string, int> lent_;  // how often
};

}  // namespace musubi::test
