// audit_test.cc - the chain has no gaps under many hands, and shows every kind of tampering.
// Runs in test_core on both databases.
#include "core/audit/audit.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "support/temp_db.h"

namespace musubi::audit {
namespace {

constexpr db::Query kEdit{"test.edit",
                          "UPDATE audit_entries SET after_json = '{\"fee\":1}' WHERE sequence = 3"};
constexpr db::Query kRename{"test.rename",
                            "UPDATE audit_entries SET actor_name = 'x' WHERE sequence = 2"};
constexpr db::Query kDelete{"test.delete", "DELETE FROM audit_entries WHERE sequence = $1"};
constexpr db::Query kMove{"test.move",
                          "UPDATE audit_entries SET sequence = $2 WHERE sequence = $1"};

struct Audit : testing::Test {
  test::TempDb temp;
  Actor actor{Actor::Kind::person, AccountId{"acc-1"}, "結城 ことね", {Role::secretariat}, {}};
  std::int64_t clock = 1'730'000'000'000;

  Context context() {
    return Context{actor, temp.db(), Instant{clock}, "req-1", "192.0.2.1"};
  }
  Result<void> write(const std::string& action, const std::string& id,
                     const std::string& organisation = "org-1", const Json& after = nullptr) {
    clock += 1000;
    const Context ctx = context();
    return temp.db().write([&](db::Tx& tx) {
      return note(tx, ctx, action, {"organisation", id, organisation}, nullptr, after, "届出");
    });
  }
  void write_five() {
    for (int i = 1; i <= 5; ++i) {
      ASSERT_TRUE(write("members.organisation.updated", "o" + std::to_string(i), "org-1",
                        Json{{"fee", i}}));
    }
  }
  Verdict verify() {
    return temp.db().read([](db::Reader& r) { return verify_chain(r); });
  }
  std::vector<Entry> list(const Filter& filter) {
    return temp.db().read([&](db::Reader& r) { return list_entries(r, filter); });
  }
  void tamper(const db::Query& query) {
    ASSERT_TRUE(temp.db().write([&](db::Tx& tx) { return tx.run(query); }));
  }
};

TEST_F(Audit, AnUntouchedChainIsSound) {
  write_five();
  const Verdict v = verify();
  EXPECT_TRUE(v.sound) << v.says;
  EXPECT_EQ(v.rows, 5);
}

// Many in one transaction, one undone with its attempt, and one by a hook after the others.
TEST_F(Audit, NotesOfOneTransactionAreOneChain) {
  write_five();
  const Context ctx = context();
  const auto noted = [&](db::Tx& tx, const char* id) {
    return note(tx, ctx, "members.organisation.updated", {"organisation", id, ""}, nullptr,
                nullptr);
  };
  ASSERT_TRUE(temp.db().write([&](db::Tx& tx) -> Result<void> {
    tx.before_commit([&](db::Tx& last) -> Result<void> {
      last.before_commit([&](db::Tx& after) { return noted(after, "late"); });
      return {};
    });
    for (int i = 0; i < 20; ++i) TRY(noted(tx, "o1"));
    (void)tx.attempt([&]() -> Result<void> {
      TRY(noted(tx, "undone"));
      return fail(Fault::conflict, "やめます");
    });
    return {};
  }));
  write_five();
  const Verdict v = verify();
  EXPECT_TRUE(v.sound) << v.says;
  EXPECT_EQ(v.rows, 31);
}

TEST_F(Audit, AnEmptyChainIsSound) { EXPECT_TRUE(verify().sound); }

TEST_F(Audit, AnEditedRowIsFound) {
  write_five();
  tamper(kEdit);
  EXPECT_FALSE(verify().sound);
  EXPECT_EQ(verify().first_bad_sequence, 3);
}

TEST_F(Audit, AnEditedNameIsFound) {
  write_five();
  tamper(kRename);
  EXPECT_EQ(verify().first_bad_sequence, 2);
}

TEST_F(Audit, ADeletedRowIsFound) {
  write_five();
  ASSERT_TRUE(temp.db().write([](db::Tx& tx) { return tx.run(kDelete, 2); }));
  EXPECT_FALSE(verify().sound);
  EXPECT_EQ(verify().first_bad_sequence, 2);
}

TEST_F(Audit, ADeletedTailIsFound) {
  write_five();
  ASSERT_TRUE(temp.db().write([](db::Tx& tx) { return tx.run(kDelete, 5); }));
  EXPECT_FALSE(verify().sound);
  EXPECT_EQ(verify().first_bad_sequence, 5);
}

TEST_F(Audit, SwappedRowsAreFound) {
  write_five();
  ASSERT_TRUE(temp.db().write([](db::Tx& tx) -> Result<void> {
    TRY(tx.run(kMove, 2, 99));
    TRY(tx.run(kMove, 3, 2));
    TRY(tx.run(kMove, 99, 3));
    return {};
  }));
  EXPECT_FALSE(verify().sound);
  EXPECT_EQ(verify().first_bad_sequence, 2);
}

TEST_F(Audit, ARolledBackChangeLeavesNoEntryAndNoGap) {
  ASSERT_TRUE(write("members.organisation.updated", "o1"));
  const Context ctx = context();
  auto failed = temp.db().write([&](db::Tx& tx) -> Result<void> {
    TRY(note(tx, ctx, "members.organisation.updated", {"organisation", "o2", ""}));
    return fail(Fault::conflict, "やめる");
  });
  EXPECT_FALSE(failed);
  ASSERT_TRUE(write("members.organisation.updated", "o3"));
  const auto entries = list({});
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].sequence, 2);
  EXPECT_EQ(entries[0].subject_id, "o3");
  EXPECT_TRUE(verify().sound);
}

TEST_F(Audit, SeveralNotesOfOneTransactionKeepTheirOrder) {
  const Context ctx = context();
  ASSERT_TRUE(temp.db().write([&](db::Tx& tx) -> Result<void> {
    TRY(note(tx, ctx, "a.b.first", {"x", "1", ""}));
    TRY(note(tx, ctx, "a.b.second", {"x", "1", ""}));
    return {};
  }));
  const auto entries = list({});
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[1].action, "a.b.first");
  EXPECT_EQ(entries[0].action, "a.b.second");
}

TEST_F(Audit, ThirtyTwoThreadsMakeOneChainWithoutGaps) {
  constexpr int kThreads = 32;
  constexpr int kEach = 8;
  std::vector<std::thread> threads;
  std::atomic<int> failures{0};
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      const Context ctx{actor, temp.db(), Instant{1'730'000'000'000 + t}, "r", ""};
      for (int i = 0; i < kEach; ++i) {
        auto done = temp.db().write([&](db::Tx& tx) {
          return note(tx, ctx, "a.b.done", {"thread", std::to_string(t), ""});
        });
        if (!done) ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures.load(), 0);
  const Verdict v = verify();
  EXPECT_TRUE(v.sound) << v.says;
  EXPECT_EQ(v.rows, kThreads * kEach);
}

TEST_F(Audit, ListsBySubjectOrganisationActorActionTimeAndWords) {
  ASSERT_TRUE(write("members.organisation.created", "o1", "org-1", Json{{"name", "みなも製作所"}}));
  ASSERT_TRUE(write("members.organisation.updated", "o1", "org-1"));
  ASSERT_TRUE(write("members.report.frozen", "r1", "org-2"));
  actor.account = AccountId{"acc-2"};
  ASSERT_TRUE(write("members.report.sent", "r1", "org-2"));
  Filter by_subject;
  by_subject.noun = "organisation";
  by_subject.subject_id = "o1";
  EXPECT_EQ(list(by_subject).size(), 2U);
  Filter by_organisation;
  by_organisation.organisation_id = "org-2";
  EXPECT_EQ(list(by_organisation).size(), 2U);
  Filter by_actor;
  by_actor.actor_id = "acc-2";
  EXPECT_EQ(list(by_actor).size(), 1U);
  Filter by_action;
  by_action.action_prefix = "members.organisation.";
  EXPECT_EQ(list(by_action).size(), 2U);
  by_action.action_prefix = "members.report.frozen";
  EXPECT_EQ(list(by_action).size(), 1U);
  by_action.action_prefix = "members.report";  // neither an action nor, without its dot, a group
  EXPECT_EQ(list(by_action).size(), 0U);
  Filter by_time;
  by_time.from = Instant{clock};
  EXPECT_EQ(list(by_time).size(), 1U);
  by_time.from = std::nullopt;
  by_time.until = Instant{clock};
  EXPECT_EQ(list(by_time).size(), 3U);
}

TEST_F(Audit, APeriodHoldsWhatWasSealedOutOfTurn) {
  const auto note_at = [&](std::int64_t ms, const char* id) {
    const Context ctx{actor, temp.db(), Instant{ms}, "req-1", "192.0.2.1"};
    return temp.db().write(
        [&](db::Tx& tx) { return note(tx, ctx, "a.b.done", {"thing", id, ""}); });
  };
  // A long import seals after what began later; the story of a demo begins again and again.
  ASSERT_TRUE(note_at(30, "later") && note_at(10, "long") && note_at(20, "within"));
  ASSERT_TRUE(note_at(5, "before") && note_at(40, "after") && note_at(20, "again"));
  const auto ids = [&](std::optional<Instant> from, std::optional<Instant> until) {
    Filter filter;
    filter.from = from;
    filter.until = until;
    std::string out;
    for (const Entry& entry : list(filter)) out += entry.subject_id + " ";
    return out;
  };
  EXPECT_EQ(ids(Instant{10}, Instant{30}), "again within long ");
  EXPECT_EQ(ids(Instant{30}, std::nullopt), "after later ");
  EXPECT_EQ(ids(std::nullopt, Instant{20}), "before long ");
  EXPECT_EQ(ids(Instant{50}, Instant{60}), "");
}

TEST_F(Audit, WordsAreFoundAlikeOnBothDatabases) {
  ASSERT_TRUE(write("members.organisation.created", "o1", "org-1",
                    Json{{"name", "みなも製作所 Minamo Works"}}));
  ASSERT_TRUE(write("members.organisation.updated", "o1", "org-1"));
  const auto count = [&](const std::string& words, bool in_values = true) {
    Filter filter;
    filter.words = words;
    filter.words_in_values = in_values;
    return temp.db().read([&](db::Reader& r) { return find_entries(r, filter); }).entries.size();
  };
  for (const char* words : {"みなも", "ミナモ", "ﾐﾅﾓ", "minamo", "ＭＩＮＡＭＯ", "WORKS　ミナモ"}) {
    EXPECT_EQ(count(words), 1U) << words;
    EXPECT_EQ(count(words, false), 0U) << words;
  }
  for (const char* words : {"%", "_", "みなも もなみ"}) EXPECT_EQ(count(words), 0U) << words;
  EXPECT_EQ(count("  "), 2U);
}

TEST_F(Audit, ASearchLooksThroughABoundedNumberAndSaysWhereToGoOn) {
  ASSERT_TRUE(write("a.b.done", "old", "", Json{{"name", "探しもの"}}));
  ASSERT_TRUE(temp.db().write([&](db::Tx& tx) -> Result<void> {
    for (int i = 0; i < kLookedThrough; ++i) {
      TRY(note(tx, context(), "a.b.done", {"thing", "o" + std::to_string(i), ""}));
    }
    return {};
  }));
  Filter filter;
  filter.words = "探しもの";
  const auto find = [&] {
    return temp.db().read([&](db::Reader& r) { return find_entries(r, filter); });
  };
  const Found first = find();
  EXPECT_TRUE(first.entries.empty());
  EXPECT_TRUE(first.looked_far);
  ASSERT_GT(first.before_sequence, 0);
  filter.before_sequence = first.before_sequence;
  const Found second = find();
  ASSERT_EQ(second.entries.size(), 1U);
  EXPECT_EQ(second.entries[0].subject_id, "old");
  EXPECT_EQ(second.before_sequence, 0);
}

TEST_F(Audit, PagesByKeyNewestFirst) {
  write_five();
  Filter filter;
  filter.most = 2;
  const auto first = list(filter);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].sequence, 5);
  filter.before_sequence = first[1].sequence;
  EXPECT_EQ(list(filter)[0].sequence, 3);
}

TEST_F(Audit, BytesThatAreNotTextCannotStopTheChain) {
  ASSERT_TRUE(write("a.b.done", "o1", "", Json{{"value", "\xff\xfe"}}));
  EXPECT_TRUE(verify().sound);
}

TEST_F(Audit, ExportsLinesThatASpreadsheetCannotRun) {
  ASSERT_TRUE(write("a.b.done", "=1+1", "", Json{{"v", "\"引用\""}}));
  std::string csv, lines;
  temp.db().read([&](db::Reader& r) {
    export_entries(r, {}, Form::csv, 0, [&](std::string_view s) { csv += s; });
    export_entries(r, {}, Form::json_lines, 0, [&](std::string_view s) { lines += s; });
  });
  EXPECT_NE(csv.find("\"'=1+1\""), std::string::npos);
  EXPECT_EQ(csv.rfind("\xEF\xBB\xBF", 0), 0U);
  const Json line = Json::parse(lines);
  EXPECT_EQ(line["sequence"], 1);
  EXPECT_EQ(line["hash"].get<std::string>().size(), 64U);
}

}  // namespace
}  // namespace musubi::audit
