// counting_db.h - a database that passes everything on and counts how many rows a reader was given
// at once: whoever loads a table to go through it is told by the number.
// Reads only are counted; must never change what the inner database answers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "db/db.h"
#include "support/passing_db.h"

namespace musubi::test {

class CountingDb : public PassingDb {
 public:
  using PassingDb::PassingDb;
  // The largest answer of one statement; a row of a stream is an answer of one.
  std::size_t rows_at_once() const { return rows_at_once_; }
  std::size_t rows_in_all() const { return rows_in_all_; }

 protected:
  void run_read(const std::function<void(db::Reader&)>& f) override {
    inner().read([&](db::Reader& reader) {
      Counting counting(*this, reader);
      f(counting);
    });
  }

 private:
  class Counting : public db::Reader {
   public:
    Counting(CountingDb& owner, db::Reader& inner) : owner_(owner), inner_(inner) {}
    db::Kind kind() const override { return inner_.kind(); }
    void stream(const db::Query& query, const std::vector<db::Value>& args,
                const std::function<bool(const db::Row&)>& each) override {
      inner_.stream(query, args, [&](const db::Row& row) {
        owner_.count(1);
        return each(row);
      });
    }
    std::vector<db::Row> select(const db::Query& query,
                                const std::vector<db::Value>& args) override {
      auto rows = inner_.select(query, args);
      owner_.count(rows.size());
      return rows;
    }

   private:
    CountingDb& owner_;
    db::Reader& inner_;
  };
  void count(std::size_t rows) {
    rows_at_once_ = std::max(rows_at_once_, rows);
    rows_in_all_ += rows;
  }

  std::size_t rows_at_once_ = 0, rows_in_all_ = 0;
};

}  // namespace musubi::test
