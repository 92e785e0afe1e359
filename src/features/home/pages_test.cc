// pages_test.cc - the homes over HTTP: each role its own and nobody another's, deadlines on days
// when offices are open, waiting work for who may do it. What members shows there is tested there.
#include <gtest/gtest.h>

#include "core/access/addresses.h"
#include "core/jobs/jobs.h"
#include "core/settings/calendar.h"
#include "features/home/gather.h"
#include "features/home/home.h"
#include "support/cast.h"
#include "support/scenario.h"
#include "support/settings.h"
#include "web/kit/error_page.h"

namespace musubi::home {
namespace {

using test::Scenario;
using test::set;
namespace cast = test::cast;

TEST(Home, EveryRoleHasAPlaceThatItMayOpen) {
  Scenario s;
  for (const test::Person& person : cast::everyone()) {
    s.as(person).get(home_path_for(person.roles)).status(200);
  }
}

TEST(Home, TodayNamesEveryPageOnce) {
  Scenario s;
  const std::string body = s.as(cast::auditor).get("/today").status(200).body();
  const std::string main = body.substr(body.find("<main"));
  for (const char* path : {"\"/office/members\"", "\"/office/member-reports\""}) {
    const std::size_t first = main.find(path);
    ASSERT_NE(first, std::string::npos) << path;
    EXPECT_EQ(main.find(path, first + 1), std::string::npos) << path;
  }
}

TEST(Home, NobodyOpensTheHomeOfAnotherRole) {
  Scenario s;
  s.as(cast::member).get("/office").status(403);
  s.as(cast::prefecture).get("/office").status(403);
  s.as(cast::secretariat).get("/prefecture").status(403);
  s.as(cast::auditor).get("/members").status(403);
  s.anonymous().get("/office").status(303);
}

TEST(Home, WhoTakesAWrongTurnIsOfferedTheirOwnHome) {
  Scenario s;
  s.app().error_page = web::kit::error_page;
  s.as(cast::prefecture).get("/office").status(403).contains("href=\"/prefecture\"")
      .contains("「県の画面」へ");
  s.as(cast::member).get("/office").status(403).contains("href=\"/members\"");
  s.as(cast::secretariat).get("/prefecture").status(403).contains("href=\"/office\"");
  s.as(cast::auditor).get("/office/no-such-page").status(404).contains("href=\"/today\"");
  s.anonymous().get("/no-such-page").status(404).contains("トップページへ").lacks("わたしのページ");
  // Where the role may not be used there is no way on by its home.
  access::configure_address_rules(access::AddressRules::parse({"prefecture=192.0.2.0/24"}));
  s.as(cast::prefecture).from_address("203.0.113.5").get("/office").status(403)
      .contains("決められた場所").lacks("「県の画面」へ");
  access::configure_address_rules({});
}

TEST(Home, AFailingJobIsNamedWithItsReasonAndItsNextTry) {
  Scenario s;
  s.as(cast::secretariat).get("/office").contains("まだ動いていません");
  s.as(cast::secretariat).get("/office/scheduled-work").status(200).contains("まだ動いていません");
  bool failing = true;
  const std::vector<jobs::Job> work{
      {"test.swept", "使われないものを片づける", jobs::Schedule::daily_at(3, 0),
       [](const Context&) { return Result<void>(); }},
      {"test.counted", "数を数え直す", jobs::Schedule::daily_at(4, 0),
       [&](const Context&) -> Result<void> {
         if (!failing) return {};
         return fail(Fault::unavailable, "ディスクに書けません。空きを確かめてください");
       }}};
  jobs::Scheduler(s.db(), work, [&] { return s.now(); }).run_due();
  s.as(cast::secretariat).get("/office").contains("うまくいっていないものがあります")
      .contains("数を数え直す").contains("href=\"/office/scheduled-work\"");
  s.as(cast::secretariat).get("/office/scheduled-work").status(200)
      .contains("使われないものを片づける").contains("予定どおり")
      .contains("失敗（続けて1回）").contains("ディスクに書けません。空きを確かめてください")
      .contains("まだありません");  // it never went well
  s.as(cast::prefecture).get("/office/scheduled-work").status(403);
  failing = false;
  s.advance_minutes(6);
  jobs::Scheduler(s.db(), work, [&] { return s.now(); }).run_due();
  s.as(cast::secretariat).get("/office/scheduled-work").lacks("失敗（").lacks("ディスクに書けません");
  s.as(cast::secretariat).get("/office").lacks("うまくいっていないものがあります")
      .contains("href=\"/office/scheduled-work\"");
}

TEST(Home, DeadlinesFallOnDaysWhenOfficesAreOpen) {
  Scenario s;
  const auto due = contract_deadlines(s.app(), BusinessCalendar({{2024, 10, 31}}), {2024, 10, 28},
                                      {2025, 3, 31});
  ASSERT_FALSE(due.empty());
  EXPECT_EQ(due.front().day, (Date{2024, 10, 30}));  // 10/31 is closed
  for (const auto& deadline : due) EXPECT_TRUE(BusinessCalendar().is_open(deadline.day));
  set(s, "calendar.closed_days", "2024-10-31");
  s.as(cast::secretariat).get("/office").contains("10/30（水）").contains("10/31は閉庁日です");
}

TEST(Home, WhatWaitsIsShownToWhoMayDoIt) {
  Scenario s;
  s.as(cast::manager).post("/office/accounts", {{"login", "new@test.example"},
                                                               {"name", "新人 招子"},
                                                               {"reason", "人事異動"},
                                                               {"roles", "secretariat"}});
  s.as(cast::manager).get("/office").status(200).contains("返事を待っている招待");
  s.as(cast::secretariat).get("/office").status(200).lacks("返事を待っている招待");
}

}  // namespace
}  // namespace musubi::home
