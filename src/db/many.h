// many.h - one INSERT for many rows, for what comes by the thousand (an import): on PostgreSQL each
// statement is a trip to the server, so a row of its own for each costs far more than its writing.
//   rows -> 256 | 256 | ... | 64 .. | 16 .. | 4 .. | 1 ..      rows of one statement each
// Few sizes, so that each text is made and prepared once and found again in the statement cache.
// Holds only the rows that it is given: whoever imports hands over some thousand at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/db.h"

namespace musubi::db {

// What stands between the rows' parentheses, row after row.
class Rows {
 public:
  template <class... Args>
  void add(const Args&... args) {
    (values_.push_back(to_value(args)), ...);
    ++count_;
  }
  void reserve(std::size_t rows, std::size_t columns) { values_.reserve(rows * columns); }
  std::size_t count() const { return count_; }

 private:
  friend class ManyRows;
  std::vector<Value> values_;
  std::size_t count_ = 0;
};

class ManyRows {
 public:
  // `head` ends with VALUES; `tail` stands behind the last row: " ON CONFLICT ... DO NOTHING".
  // `name`: as of a Query; must outlive this. REQUIRES: 1 to 60 columns (SQLite takes 32,766
  // parameters, PostgreSQL 65,535).
  ManyRows(std::string_view name, std::string_view head, std::size_t columns,
           std::string_view tail = {});
  // How many rows were written, all in the caller's transaction. The first statement that fails
  // ends it. REQUIRES: each row was added with as many values as there are columns.
  Result<std::int64_t> insert(Tx& tx, Rows rows) const;

 private:
  static constexpr std::array<std::size_t, 5> kSizes{256, 64, 16, 4, 1};
  std::string_view name_;
  std::size_t columns_;
  std::array<std::string, kSizes.size()> texts_;
};

}  // namespace musubi::db
