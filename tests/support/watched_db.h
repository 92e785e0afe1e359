// watched_db.h - a database that passes everything on and tells which committed transactions
// changed something without an audit note of the same transaction. One per Scenario, under every
// request: whoever forgets the note is told by statement, table and request.
// Must never change what the inner database does or answers.
#pragma once

#include <cctype>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/db.h"
#include "support/passing_db.h"

namespace musubi::test {

// The tables that a statement changes, by its words: INSERT INTO t, UPDATE t, DELETE FROM t. Not
// those of ON CONFLICT DO UPDATE SET, nor of a SELECT ... FOR UPDATE.
inline std::vector<std::string> tables_changed_by(std::string_view sql) {
  std::vector<std::string> out;
  std::string word, before, first;  // the word that is read, the one before it, and before that
  const auto take = [&] {
    if (word.empty()) return;
    const bool changes = (before == "into" && first == "insert") ||
                         (before == "from" && first == "delete") ||
                         (before == "update" && first != "for" && first != "key" && word != "set");
    if (changes) out.push_back(word);
    first = std::exchange(before, std::exchange(word, ""));
  };
  bool quoted = false;
  for (const char c : sql) {
    if (c == '\'') quoted = !quoted;
    const auto byte = static_cast<unsigned char>(c);
    if (!quoted && (std::isalnum(byte) != 0 || c == '_')) {
      word += static_cast<char>(std::tolower(byte));
    } else {
      take();
    }
  }
  take();
  return out;
}

class WatchedDb : public PassingDb {
 public:
  using Change = std::pair<std::string, std::string>;  // statement, table

  using PassingDb::PassingDb;

  // What was committed without a note, and what was going on when it was first.
  std::map<Change, std::string> without_note() const {
    const std::scoped_lock lock(mutex_);
    return without_note_;
  }
  // What was committed with one.
  std::set<Change> with_note() const {
    const std::scoped_lock lock(mutex_);
    return with_note_;
  }
  // What this thread is doing: stands in the answer above. "" on a thread that nobody told.
  static std::string& doing() {
    thread_local std::string words;
    return words;
  }

 protected:
  // A function that runs again begins anew: only its last run was committed.
  Result<void> run_write(const std::function<Result<void>(db::Tx&)>& f) override {
    std::shared_ptr<Watching> last;
    Result<void> done = inner().write([&](db::Tx& tx) {
      last = std::make_shared<Watching>(tx);
      return f(*last);
    });
    if (done && last) keep(last->written());
    return done;
  }

 private:
  struct Written {
    std::set<Change> changes;
    bool noted = false;
  };

  class Watching : public db::Tx, public std::enable_shared_from_this<Watching> {
   public:
    explicit Watching(db::Tx& inner) : inner_(inner) {}
    const Written& written() const { return written_; }

    db::Kind kind() const override { return inner_.kind(); }
    void stream(const db::Query& query, const std::vector<db::Value>& args,
                const std::function<bool(const db::Row&)>& each) override {
      inner_.stream(query, args, [&](const db::Row& row) {
        count(query);
        return each(row);
      });
    }
    std::vector<db::Row> select(const db::Query& query,
                                const std::vector<db::Value>& args) override {
      auto rows = inner_.select(query, args);
      if (!rows.empty()) count(query);
      return rows;
    }
    Result<std::int64_t> change(const db::Query& query,
                                const std::vector<db::Value>& args) override {
      auto changed = inner_.change(query, args);
      if (changed && *changed > 0) count(query);
      return changed;
    }
    Result<void> attempt(const std::function<Result<void>()>& f) override {
      const Written before = written_;
      try {
        auto outcome = inner_.attempt(f);
        if (!outcome) written_ = before;
        return outcome;
      } catch (...) {
        written_ = before;
        throw;
      }
    }
    // Kept until the transaction is over: hooks run when the function has returned.
    void before_commit(std::function<Result<void>(db::Tx&)> last) override {
      inner_.before_commit([self = shared_from_this(), last = std::move(last)](db::Tx&) {
        return last(*self);
      });
    }
    void after_commit(std::function<void()> then) override {
      inner_.after_commit(std::move(then));
    }
    void notify(std::string_view channel, std::string_view payload) override {
      inner_.notify(channel, payload);
    }

   private:
    void count(const db::Query& query) {
      const bool sqlite = inner_.kind() == db::Kind::sqlite;
      for (std::string& table : tables_changed_by(sqlite ? query.sqlite : query.postgres)) {
        if (table == "audit_entries") {
          written_.noted = true;
        } else if (table != "audit_tail") {
          written_.changes.emplace(std::string(query.name), std::move(table));
        }
      }
    }

    db::Tx& inner_;
    Written written_;
  };

  void keep(const Written& written) {
    const std::scoped_lock lock(mutex_);
    for (const Change& change : written.changes) {
      if (written.noted) {
        with_note_.insert(change);
      } else {
        without_note_.emplace(change, doing());
      }
    }
  }

  mutable std::mutex mutex_;
  std::map<Change, std::string> without_note_;
  std::set<Change> with_note_;
};

}  // namespace musubi::test
