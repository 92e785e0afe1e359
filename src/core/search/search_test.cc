// search_test.cc - one table of documents and queries, the same answers on both databases
// (DB=sqlite|postgres), and the answer a plain substring search over folded text would give.
#include "core/search/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/search/tokenizer.h"
#include "support/temp_db.h"

namespace musubi::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Row {
  const char *id, *title, *body, *visibility;
};
// Newest last: `at` is the position.
const Row kRows[] = {
    {"o1", "㈱蓬織", "ヨモギ染めの織物\n096-000-5634\n税理士の相談", "office"},
    {"o2", "株式会社 蓬織工房", "サーバーの保守", "office"},
    {"o3", "髙木商店", "ｻｰﾊﾞｰ更新。DX推進の担当は高木", "office"},
    {"o4", "よもぎ会", "消費税", "members"},
    {"o5", "くまもとＤＸ推進コンソーシアム", "Hello World, C++ and Wi-Fi", "public"},
    {"o6", "有明海運", "電話 ０９６（０００）５６３４\n住所 熊本市中央区", "public"},
    {"o7", "阿蘇酪農", "税", "org:a7"},
};

std::vector<Document> documents() {
  std::vector<Document> out;
  std::int64_t at = 1'700'000'000'000;
  for (const Row& row : kRows) {
    out.push_back({"organisation", row.id, "", row.title, row.body, row.visibility, Instant{++at}});
  }
  return out;
}

const std::vector<std::string> kAll = {"public", "members", "office", "org:a7"};

class Search : public testing::Test {
 protected:
  void SetUp() override { store(documents()); }
  void store(const std::vector<Document>& all) {
    ASSERT_TRUE(temp_.db().write([&](db::Tx& tx) -> Result<void> {
      for (const Document& document : all) TRY(put(tx, document));
      return {};
    }));
  }
  Hits hits(Query query) {
    return temp_.db().read([&](db::Reader& reader) { return find(reader, query); });
  }
  std::vector<std::string> ids(std::string_view text, std::vector<std::string> labels = kAll) {
    Query query;
    query.text = std::string(text);
    query.visibility = std::move(labels);
    std::vector<std::string> out;
    for (const Hit& hit : hits(query).list) out.push_back(hit.id);
    return out;
  }
  test::TempDb temp_;
};

struct Case {
  const char* query;
  std::vector<std::string> expected;  // newest first
};
const Case kCases[] = {
    {"税", {"o7", "o4", "o1"}},
    {"理", {"o1"}},
    {"消費税", {"o4"}},
    {"サーバー", {"o3", "o2"}},
    {"ｻｰﾊﾞｰ", {"o3", "o2"}},
    {"さーばー", {"o3", "o2"}},
    {"㈱蓬織", {"o2", "o1"}},
    {"株式会社蓬織", {"o2", "o1"}},
    {"(株)蓬織", {"o2", "o1"}},
    {"蓬織工房", {"o2"}},
    {"髙木", {"o3"}},
    {"高木", {"o3"}},
    {"ヨモギ", {"o4", "o1"}},
    {"よもぎ", {"o4", "o1"}},
    {"dx", {"o5", "o3"}},
    {"ＤＸ推進", {"o5", "o3"}},
    {"DX推進コンソーシアム", {"o5"}},
    {"hello", {"o5"}},
    {"\"hello world\"", {"o5"}},
    {"\"world hello\"", {}},
    {"world hello", {"o5"}},
    {"wifi", {"o5"}},
    {"096-000-5634", {"o6", "o1"}},
    {"0960005634", {"o6", "o1"}},
    {"096(000)5634", {"o6", "o1"}},
    {"5634", {"o6", "o1"}},
    {"サーバー -高木", {"o2"}},
    {"税 -消費 -理", {"o7"}},
    {"税 よもぎ", {"o4", "o1"}},
    {"-税", {}},
    {"該当なし語", {}},
    {"サバー", {}},
    {"", {}},
    {"。、！", {}},
};

TEST_F(Search, FindsTheSameOnBothDatabases) {
  for (const Case& one : kCases) EXPECT_EQ(ids(one.query), one.expected) << one.query;
}

TEST_F(Search, AgreesWithPlainSubstringSearch) {
  std::vector<std::string> needles;
  for (const Document& document : documents()) {
    const auto units = fold(document.title + "\n" + document.body);
    for (std::size_t from = 0; from < units.size(); ++from) {
      for (std::size_t length : {1U, 2U, 4U}) {
        if (from + length > units.size()) continue;
        const std::vector<Unit> part(units.begin() + static_cast<std::ptrdiff_t>(from),
                                     units.begin() + static_cast<std::ptrdiff_t>(from + length));
        if (part.front().character != 0 && part.back().character != 0) {
          needles.push_back(folded_text(part));
        }
      }
    }
  }
  ASSERT_GT(needles.size(), 200U);
  for (const std::string& needle : needles) {
    std::vector<std::string> expected;
    for (const Document& document : documents()) {
      const bool there = folded_text(document.title).find(needle) != std::string::npos ||
                         folded_text(document.body).find(needle) != std::string::npos;
      if (there) expected.insert(expected.begin(), document.id);
    }
    EXPECT_EQ(ids("\"" + needle + "\""), expected) << needle;
  }
}

TEST_F(Search, HostileQueriesFindSomethingOrNothingButNeverFail) {
  for (const char* query :
       {"\"", "\"\"\"", "a\"b", "*", "税*", "NEAR(税, 2)", "title:税", "税 AND", "OR OR", "^税",
        "'; DROP TABLE files; --", "\\", "{}", "(((", "税 & 税", "'税':*", "\xff\xfe", "- - -",
        "%", "_", "税:*&!税", "$1", "a+b", "\x01\x02"}) {
    ids(query);
  }
  EXPECT_THAT(ids("税"), ElementsAre("o7", "o4", "o1"));  // everything is still there
  EXPECT_EQ(parse_query(std::string(100'000, 'x')).wanted.size(), 1U);
  std::string many;
  for (int i = 0; i < 100; ++i) many += "a ";
  EXPECT_EQ(parse_query(many).wanted.size(), static_cast<std::size_t>(kTermsMost));
}

TEST_F(Search, ShowsOnlyWhatTheActorMaySee) {
  EXPECT_THAT(ids("税", {"public"}), IsEmpty());
  EXPECT_THAT(ids("税", {"public", "members"}), ElementsAre("o4"));
  EXPECT_THAT(ids("税", {"org:a7"}), ElementsAre("o7"));
  EXPECT_THAT(ids("税", {}), IsEmpty());
  EXPECT_THAT(ids("税", {"org:\",office"}), IsEmpty());
}

TEST_F(Search, PutReplacesAndRemoveForgets) {
  Document changed = documents()[3];
  changed.body = "所得";
  store({changed});
  EXPECT_THAT(ids("消費税"), IsEmpty());
  EXPECT_THAT(ids("所得"), ElementsAre("o4"));
  ASSERT_TRUE(temp_.db().write([&](db::Tx& tx) { return remove(tx, "organisation", "o4"); }));
  EXPECT_THAT(ids("所得"), IsEmpty());
  EXPECT_THAT(ids("よもぎ"), ElementsAre("o1"));
}

TEST_F(Search, ARolledBackChangeLeavesTheIndexAsItWas) {
  const Result<void> done = temp_.db().write([&](db::Tx& tx) -> Result<void> {
    TRY(remove(tx, "organisation", "o7"));
    return fail(Fault::conflict, "やめる");
  });
  EXPECT_FALSE(done);
  EXPECT_THAT(ids("税"), ElementsAre("o7", "o4", "o1"));
}

TEST_F(Search, PagesByKeyInBothOrdersWithoutGapOrRepeat) {
  std::vector<Document> many;
  for (int i = 0; i < 45; ++i) {
    many.push_back({"event", "e" + std::to_string(i), "", i % 3 == 0 ? "養成講座" : "その他",
                    "養成講座の記録", "public", Instant{1'800'000'000'000}});
  }
  store(many);
  for (Order order : {Order::newest, Order::relevance}) {
    std::vector<std::string> seen;
    Query query{"養成講座", {"event"}, {"public"}, "", 20, order};
    int pages = 0;
    do {
      const Hits page = hits(query);
      EXPECT_EQ(page.count, 45);
      EXPECT_FALSE(page.more_than_counted);
      for (const Hit& hit : page.list) seen.push_back(hit.id);
      query.after = page.next;
    } while (!query.after.empty() && ++pages < 9);
    EXPECT_EQ(seen.size(), 45U);
    std::sort(seen.begin(), seen.end());
    EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
  }
  const Hits ranked = hits({"養成講座", {"event"}, {"public"}, "", 15, Order::relevance});
  for (const Hit& hit : ranked.list) EXPECT_EQ(hit.title, "養成講座");
}

TEST_F(Search, CountsUpToTheCapAndStillShowsTheNewest) {
  std::vector<Document> many;
  for (int i = 0; i < kCountedMost + 5; ++i) {
    many.push_back({"event", "e" + std::to_string(i), "", "講座", "", "public",
                    Instant{1'800'000'000'000 + i}});
  }
  store(many);
  const Hits found = hits({"講座", {}, {"public"}, "", 3, Order::newest});
  EXPECT_TRUE(found.more_than_counted);
  EXPECT_EQ(found.count, kCountedMost);
  ASSERT_EQ(found.list.size(), 3U);
  EXPECT_EQ(found.list[0].id, "e" + std::to_string(kCountedMost + 4));
}

TEST_F(Search, SnippetsMarkTheOriginalText) {
  Query query;
  query.text = "サーバー";
  query.visibility = kAll;
  const Hits found = hits(query);
  ASSERT_EQ(found.list.size(), 2U);
  const Hit& hit = found.list[0];
  ASSERT_EQ(hit.snippet_marks.size(), 1U);
  const auto [from, to] = hit.snippet_marks[0];
  EXPECT_EQ(hit.snippet.substr(from, to - from), "ｻｰﾊﾞｰ");
  Document late{"event", "long", "", "題", std::string(6000, 'x') + "。目当ての語。" +
                std::string(6000, 'y'), "public", Instant{1}};
  store({late});
  query.text = "目当て";
  const Hit far = hits(query).list.at(0);
  EXPECT_LT(far.snippet.size(), 400U);
  const auto [far_from, far_to] = far.snippet_marks.at(0);
  EXPECT_EQ(far.snippet.substr(far_from, far_to - far_from), "目当て");
  EXPECT_TRUE(far.snippet.starts_with("…") && far.snippet.ends_with("…"));
}

TEST_F(Search, FindIdsServesLists) {
  const auto found = temp_.db().read([&](db::Reader& reader) {
    return find_ids(reader, "organisation", "税", {"office", "members"}, 10);
  });
  EXPECT_THAT(found, ElementsAre("o4", "o1"));
}

// ---- labels and other spellings ----

std::vector<Document> labelled() {
  const auto document = [](const char* id, const char* title, std::vector<std::string> labels,
                           std::int64_t at) {
    return Document{"site_page", id, "", title, "補助金の本文", "public", Instant{at},
                    std::move(labels)};
  };
  return {document("p1", "補助金の公募", {"site", "type=news"}, 1'800'000'000'001),
          document("p2", "助成金の手引き", {"site", "type=material", "industry=E"},
                   1'800'000'000'002),
          document("p3", "会員の取組", {"site", "type=dx_case", "industry=E", "theme=\"'\\%改善"},
                   1'800'000'000'003)};
}

TEST_F(Search, LabelsAreAllWantedAndFoundWhole) {
  store(labelled());
  const auto with = [&](std::vector<std::string> labels) {
    Query query;
    query.text = "補助金";
    query.visibility = {"public"};
    query.labels = std::move(labels);
    std::vector<std::string> out;
    for (const Hit& hit : hits(query).list) out.push_back(hit.id);
    return out;
  };
  EXPECT_THAT(with({"site"}), ElementsAre("p3", "p2", "p1"));
  EXPECT_THAT(with({"site", "industry=E"}), ElementsAre("p3", "p2"));
  EXPECT_THAT(with({"industry=E", "type=dx_case"}), ElementsAre("p3"));
  EXPECT_THAT(with({"theme=\"'\\%改善"}), ElementsAre("p3"));
  for (const char* none : {"sit", "site2", "type=", "industry", "E", "", "theme=", "*", "\" OR \"",
                           "' | 'site", "\x1dsite"}) {
    EXPECT_THAT(with({none}), IsEmpty()) << none;
  }
}

TEST_F(Search, WhatATextSaysIsNeverALabel) {
  store({{"site_page", "x", "", "\x1d=site", "\x1d=site\x1d=type=news 補助金", "public",
          Instant{1'800'000'000'009}}});
  Query query;
  query.text = "補助金";
  query.visibility = {"public"};
  EXPECT_EQ(hits(query).count, 1);
  query.labels = {"site"};
  EXPECT_EQ(hits(query).count, 0);
  EXPECT_THAT(ids("=site"), ElementsAre("x"));  // a word of its title, as any other
}

TEST_F(Search, LabelsFollowTheDocument) {
  store(labelled());
  Document moved = labelled()[1];
  moved.labels = {"site", "type=faq"};
  store({moved});
  Query query;
  query.text = "補助金";
  query.visibility = {"public"};
  const auto counts = [&](int most) {
    return temp_.db().read([&](db::Reader& r) { return count_labels(r, query, most); });
  };
  EXPECT_EQ(counts(10).counts,
            (std::map<std::string, int, std::less<>>{{"site", 3}, {"type=news", 1}, {"type=faq", 1},
                                                     {"type=dx_case", 1}, {"industry=E", 1},
                                                     {"theme=\"'\\%改善", 1}}));
  EXPECT_FALSE(counts(3).capped);
  EXPECT_TRUE(counts(2).capped);  // the newest two: p3 and p2
  EXPECT_EQ(counts(2).counts.at("site"), 2);
  EXPECT_FALSE(counts(2).counts.contains("type=news"));
  ASSERT_TRUE(temp_.db().write([&](db::Tx& tx) { return remove(tx, "site_page", "p2"); }));
  EXPECT_FALSE(counts(10).counts.contains("type=faq"));
}

TEST_F(Search, OtherSpellingsAreFoundMarkedAndCannotBreakOut) {
  store(labelled());
  Query query;
  query.text = "ｼﾞｮｾｲ金 手引き";
  query.visibility = {"public"};
  EXPECT_EQ(hits(query).count, 0);
  const std::string term = parse_query(query.text).wanted.at(0);
  query.alternatives = {{term, {"助成金", "\") OR (\"", "'|'", "金"}}};
  const Hits found = hits(query);
  ASSERT_EQ(found.list.size(), 1U);
  EXPECT_EQ(found.list[0].id, "p2");
  const auto [from, to] = found.list[0].title_marks.at(0);
  EXPECT_EQ(found.list[0].title.substr(from, to - from), "助成金");
  query.text = "ｼﾞｮｾｲ金 -手引き";
  query.alternatives = {{term, {"助成金"}}};
  EXPECT_EQ(hits(query).count, 0);
}

TEST_F(Search, TheSnippetOfALongTextIsThePlaceOfTheMatch) {
  std::string body;
  for (int i = 0; i < 2'000; ++i) body += "これは前置きの行です\n";
  body += "ここに目当ての語があります\n";
  store({{"site_page", "long", "", "題", body, "public", Instant{1'800'000'000'020}}});
  const Hit hit = hits({"目当ての語", {}, {"public"}, "", 5, Order::relevance}).list.at(0);
  const auto [from, to] = hit.snippet_marks.at(0);
  EXPECT_EQ(hit.snippet.substr(from, to - from), "目当ての語");
}

TEST_F(Search, RebuildMakesTheIndexFromTheFeedersAlone) {
  store({{"ghost", "g", "", "税の亡霊", "", "public", Instant{5}}});
  std::vector<std::string> asked;
  const Feeder feeder = [&](db::Reader&, const std::string& after, int) {
    asked.push_back(after);
    std::vector<Document> page;
    for (const Document& document : documents()) {
      if (document.id > after && page.size() < 3) page.push_back(document);
    }
    return page;
  };
  std::int64_t reported = 0;
  const auto count = rebuild(temp_.db(), {{"organisation", feeder}},
                             [&](std::string_view, std::int64_t done) { reported = done; });
  ASSERT_TRUE(count);
  EXPECT_EQ(*count, 7);
  EXPECT_EQ(reported, 7);
  EXPECT_THAT(asked, ElementsAre("", "o3", "o6", "o7"));
  EXPECT_THAT(ids("税"), ElementsAre("o7", "o4", "o1"));
}

}  // namespace
}  // namespace musubi::search
