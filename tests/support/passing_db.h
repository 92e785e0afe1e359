// passing_db.h - a database that passes everything on to another one. What a test wants to see of
// it is an override in a class of its own (counting_db.h, watched_db.h).
// Must never change what the inner database does or answers.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "db/db.h"

namespace musubi::test {

class PassingDb : public db::Db {
 public:
  explicit PassingDb(db::Db& inner) : inner_(inner) {}

  db::Kind kind() const override { return inner_.kind(); }
  db::Stats stats() const override { return inner_.stats(); }
  std::string describe() override { return inner_.describe(); }
  Result<void> integrity_check() override { return inner_.integrity_check(); }
  Result<void> backup_to(const std::string& path) override { return inner_.backup_to(path); }
  std::unique_ptr<db::Subscription> listen(
      std::vector<std::string> channels,
      std::function<void(const db::Notice&)> each) override {
    return inner_.listen(std::move(channels), std::move(each));
  }

 protected:
  void run_read(const std::function<void(db::Reader&)>& f) override {
    inner_.read([&](db::Reader& reader) { f(reader); });
  }
  Result<void> run_write(const std::function<Result<void>(db::Tx&)>& f) override {
    return inner_.write([&](db::Tx& tx) { return f(tx); });
  }
  db::Db& inner() { return inner_; }

 private:
  db::Db& inner_;
};

}  // namespace musubi::test
