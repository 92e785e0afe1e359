// audited_writes_test.cc - every write leaves an audit note in its own transaction (invariant 8 of
// ARCHITECTURE.md). Every form of every page is sent by whoever sees it, on a house that has a
// record of each kind; what was committed without a note, and is not among the reviewed exceptions
// of support/without_note.h, fails the test. Every other Scenario watches in the same way; here it
// is also proved that the watch sees.
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/audit/audit.h"
#include "support/forms.h"
#include "support/places.h"
#include "support/scenario.h"
#include "support/temp_db.h"
#include "support/watched_db.h"
#include "support/without_note.h"
#include "support/world.h"

namespace musubi {
namespace {

using test::Answer;
using test::FilledForm;
using test::Visitor;
using test::WatchedDb;
using test::World;
namespace cast = test::cast;

constexpr db::Query kNewAccount{
    "test.new_account",
    "INSERT INTO accounts (id, login, name, state, created_at, updated_at)"
    " VALUES ($1, $2, '見本', 'active', 1, 1)"};
constexpr db::Query kRenamed{"test.rename",
                             "UPDATE accounts SET name = '別名' WHERE id = $1 RETURNING id"};
constexpr db::Query kRenameQuietly{"test.rename_quietly",
                                   "UPDATE accounts SET name = '別名' WHERE id = $1"};

// A house's every form, sent.
class FormWalk {
 public:
  explicit FormWalk(World& world) : w_(world) {}

  void send_all() {
    for (const web::Route& page : pages()) {
      const std::string address = w_.address_of(page);
      if (can(Actor::anonymous(), page.permission)) send_forms_of(w_.s.stranger(), address);
      for (const test::Person* person : {&cast::secretariat, &cast::manager, &cast::prefecture,
                                         &cast::other_admin, &World::who_may(page)}) {
        if (can(person->actor(), page.permission)) send_forms_of(w_.s.as(*person), address);
      }
    }
  }
  std::size_t accepted() const { return accepted_.size(); }  // routes that led on after a form

 private:
  // Where accounts are stopped and handed over comes last: who goes on needs theirs.
  std::vector<web::Route> pages() {
    std::vector<web::Route> out;
    for (const web::Route& route : w_.s.app().router.routes()) {
      const bool is_page = route.path.find(":format") == std::string::npos;
      if (route.method == "GET" && is_page) out.push_back(route);
    }
    std::stable_partition(out.begin(), out.end(), [](const web::Route& route) {
      return route.path.find("account") == std::string::npos &&
             route.path.find("stocktakes") == std::string::npos;
    });
    return out;
  }

  // The page is asked for again after each form: what one changed is no news to the next.
  void send_forms_of(Visitor visitor, const std::string& address) {
    auto ways = ways_from(visitor, address);
    for (std::size_t next = 0; next < ways.size(); ++next) {
      const auto [form, pressed] = ways[next];
      if (send(visitor, form, pressed)) ways = ways_from(visitor, address);
    }
  }

  // Each form of the page with each of its buttons, by number.
  static std::vector<std::pair<FilledForm, std::size_t>> ways_from(Visitor& visitor,
                                                                   const std::string& address) {
    std::vector<std::pair<FilledForm, std::size_t>> out;
    const Answer page = visitor.get(address);
    if (page.response().status != 200) return out;
    for (const FilledForm& form : test::FormReader(page.body()).read()) {
      for (std::size_t i = 0; form.posts && i < form.buttons.size(); ++i) out.emplace_back(form, i);
    }
    return out;
  }

  bool send(Visitor& visitor, const FilledForm& form, std::size_t pressed) {
    const std::string path = form.action.substr(0, form.action.find('?'));
    const auto match = w_.s.app().router.match("POST", path);
    EXPECT_NE(match.route, nullptr) << "a form leads nowhere: " << form.action;
    if (match.route == nullptr) return false;
    const std::string route = match.route->path;
    const auto& [name, value] = form.buttons[pressed];
    // The same form stands on many pages; of a list's rows, the first few are enough.
    if (route == "/sign-out" || ++sent_[route + " " + name + "=" + value] > kTimes) return false;
    test::FormFields fields = form.fields;
    if (!name.empty()) fields.emplace_back(name, value);
    const Answer answer = form.files.empty() ? visitor.post(form.action, fields)
                                             : visitor.upload(form.action, fields, form.files);
    const int status = answer.response().status;
    EXPECT_TRUE(status < 500 || status == 503) << status << ": POST " << form.action << "\n"
                                               << answer.body().substr(0, 800);
    if (status == 303) accepted_.insert(route);
    return true;
  }

  static constexpr int kTimes = 3;
  World& w_;
  std::map<std::string, int> sent_;
  std::set<std::string> accepted_;
};

TEST(AuditedWrites, WhatEveryFormOfEveryPageChangesIsNoted) {
  World w;
  FormWalk walk(w);
  walk.send_all();
  std::set<std::string> tables;
  for (const auto& [statement, table] : w.s.watched().with_note()) tables.insert(table);
  RecordProperty("routes_that_led_on", static_cast<int>(walk.accepted()));
  RecordProperty("tables_changed", static_cast<int>(tables.size()));
  // Else it would pass for want of forms that are accepted.
  EXPECT_GT(walk.accepted(), 110U);
  EXPECT_GT(tables.size(), 90U);
  // The end of the World tells what was changed without a note.
}

// ---- that the watch sees ----

AccountId someone() { return AccountId{"01900000-0000-7000-8000-00000000aaaa"}; }

// Through the same door as every other request.
void ask_a_route_that_forgets() {
  test::Scenario s;
  s.app().router.post("/forgetful", may::anyone, [](web::Request& request) {
    const auto done = request.db->write(
        [](db::Tx& tx) { return tx.run(kRenameQuietly, cast::secretariat.id.text); });
    CHECK(done.has_value());
    return web::see_other("/");
  });
  s.stranger().post("/forgetful").status(303);
}

TEST(AuditedWrites, ARequestThatForgetsItsNoteFailsItsTest) {
  EXPECT_NONFATAL_FAILURE(ask_a_route_that_forgets(),
                          "accounts was changed without an audit note by test.rename_quietly, "
                          "POST /forgetful");
}

class Watch : public testing::Test {
 protected:
  Context context() {
    return Context{Actor::system("試験"), watched_, Instant{1'730'075'400'000}, "req", "", {}};
  }
  Result<void> note(db::Tx& tx) {
    return audit::note(tx, context(), "test.account.made", {"account", someone().text, ""});
  }
  static Result<std::int64_t> make(db::Tx& tx) {
    return tx.run(kNewAccount, someone().text, "mihon@example.jp");
  }
  bool saw(const db::Query& query) const {
    return watched_.without_note().contains({std::string(query.name), "accounts"});
  }

  test::TempDb temp_;
  WatchedDb watched_{temp_.db()};
};

TEST_F(Watch, ANoteOfTheSameTransactionIsEnough) {
  ASSERT_TRUE(watched_.write([&](db::Tx& tx) -> Result<void> {
    TRY(note(tx));
    TRY(make(tx));
    return {};
  }));
  EXPECT_TRUE(watched_.without_note().empty());
  EXPECT_TRUE(watched_.with_note().contains({"test.new_account", "accounts"}));
}

TEST_F(Watch, ANoteOfAnotherTransactionIsNone) {
  ASSERT_TRUE(watched_.write([&](db::Tx& tx) { return note(tx); }));
  ASSERT_TRUE(watched_.write([&](db::Tx& tx) { return make(tx); }));
  EXPECT_TRUE(saw(kNewAccount));
  EXPECT_EQ(test::unexcused(watched_).size(), 1U);
}

TEST_F(Watch, WhatASelectChangesIsSeen) {
  ASSERT_TRUE(temp_.db().write([&](db::Tx& tx) { return make(tx); }));
  ASSERT_TRUE(watched_.write([&](db::Tx& tx) -> Result<void> {
    EXPECT_TRUE(tx.first(kRenamed, someone().text).has_value());
    return {};
  }));
  EXPECT_TRUE(saw(kRenamed));
}

TEST_F(Watch, WhatDidNotHappenIsNotSeen) {
  ASSERT_TRUE(watched_.write([&](db::Tx& tx) { return tx.run(kRenameQuietly, someone().text); }));
  ASSERT_FALSE(watched_.write([&](db::Tx& tx) -> Result<void> {
    TRY(make(tx));
    return fail(Fault::conflict, "やめます");
  }));
  ASSERT_TRUE(watched_.write([&](db::Tx& tx) -> Result<void> {
    const auto tried = tx.attempt([&]() -> Result<void> {
      TRY(note(tx));
      TRY(make(tx));
      return fail(Fault::conflict, "やめます");
    });
    EXPECT_FALSE(tried);
    return {};
  }));
  EXPECT_TRUE(watched_.without_note().empty());
  EXPECT_TRUE(watched_.with_note().empty());
}

// A note that was undone with its attempt is none for what came after it.
TEST_F(Watch, ANoteThatWasTakenBackIsNone) {
  ASSERT_TRUE(watched_.write([&](db::Tx& tx) -> Result<void> {
    const auto tried = tx.attempt([&]() -> Result<void> {
      TRY(note(tx));
      return fail(Fault::conflict, "やめます");
    });
    EXPECT_FALSE(tried);
    TRY(make(tx));
    return {};
  }));
  EXPECT_TRUE(saw(kNewAccount));
}

TEST(AuditedWrites, AStatementsTablesAreRead) {
  using Tables = std::vector<std::string>;
  const auto of = [](std::string_view sql) { return test::tables_changed_by(sql); };
  EXPECT_EQ(of("SELECT id FROM accounts WHERE name = 'UPDATE people'"), Tables{});
  EXPECT_EQ(of("SELECT id FROM outbox_messages LIMIT $2 FOR UPDATE SKIP LOCKED"), Tables{});
  EXPECT_EQ(of("UPDATE people SET name = $1 WHERE id = $2"), Tables{"people"});
  EXPECT_EQ(of("DELETE FROM people"), Tables{"people"});
  EXPECT_EQ(of("INSERT INTO receipts(id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET at = $2"),
            Tables{"receipts"});
  EXPECT_EQ(of("WITH gone AS (DELETE FROM merges WHERE id = $1 RETURNING id)"
               " INSERT INTO people (id) SELECT id FROM gone"),
            (Tables{"merges", "people"}));
}

// An exception for what is gone would excuse the next thing of its name.
TEST(AuditedWrites, EveryExceptionIsForSomethingThatIsThere) {
  namespace fs = std::filesystem;
  std::string source;
  for (const auto& entry : fs::recursive_directory_iterator(test::source("/src"))) {
    const std::string name = entry.path().filename().string();
    const bool text = name.ends_with(".cc") || name.ends_with(".sql");
    if (!text || name.ends_with("_test.cc")) continue;
    std::ifstream in(entry.path());
    source += std::string{std::istreambuf_iterator<char>(in), {}};
  }
  std::set<std::string_view> seen;
  for (const test::WithoutNote& one : test::kWithoutNote) {
    EXPECT_TRUE(seen.insert(one.what).second) << one.what << " stands here twice";
    EXPECT_FALSE(one.why.empty()) << one.what;
    const std::string what(one.what);
    const bool statement = what.find('.') != std::string::npos;
    // A table that FTS makes is no CREATE TABLE.
    const bool there =
        statement ? source.find("\"" + what + "\"") != std::string::npos
                  : source.find("CREATE TABLE " + what + " ") != std::string::npos ||
                        source.find("CREATE VIRTUAL TABLE " + what + " ") != std::string::npos;
    EXPECT_TRUE(there) << what << " is gone: take its line away";
  }
}

}  // namespace
}  // namespace musubi
