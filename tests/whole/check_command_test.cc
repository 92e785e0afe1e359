// check_command_test.cc - `musubi check accessibility` as an operator meets it: without a 試験, and
// where the tools are missing. It must never look as if nothing had been found.
#include <gtest/gtest.h>

#include "core/actor/actor.h"
#include "db/db.h"
#include "features/accessibility/accessibility.h"
#include "features/accessibility/service.h"
#include "support/commands.h"

namespace musubi {
namespace {

class CheckCommand : public test::Commands {
 protected:
  test::Ran check(std::vector<std::string> more, const std::string& environment = "") {
    std::vector<std::string> all{"check", "accessibility", "--data", data()};
    for (std::string& one : more) all.push_back(std::move(one));
    return run(all, "MUSUBI_DATABASE_KIND=sqlite " + environment);
  }
  // In the house's own database, which nobody else has open now.
  template <class F>
  auto in_house(F&& f) {
    db::Options options;
    options.path = data() + "/musubi.sqlite";
    auto opened = db::Db::open(options);
    EXPECT_TRUE(opened.has_value());
    const Context ctx{Actor::system("試験"), **opened, now_from_system_clock(), "test", "", {}};
    return f(ctx);
  }
  std::string begun() {
    return in_house([](const Context& ctx) {
      accessibility::NewTrial input;
      input.site = "public";
      input.starts_on = iso(ctx.today());
      input.representative = "/\n/help";
      input.random_count = 0;
      input.own_pages = {{"/", "ホーム"}, {"/help", "使い方"}};
      const auto made = accessibility::begin_trial(ctx, input);
      EXPECT_TRUE(made.has_value());
      return made ? made->text : std::string();
    });
  }
  std::vector<accessibility::TrialPage> pages_of(const std::string& id) {
    return in_house([&](const Context& ctx) {
      return ctx.db.read([&](db::Reader& reader) {
        return accessibility::store::list_pages(reader, {id});
      });
    });
  }
};

TEST_F(CheckCommand, WithoutATrialItSaysWhereToBeginOne) {
  const test::Ran ran = check({});
  EXPECT_NE(ran.code, 0);
  EXPECT_NE(ran.err.find("試験中のものがありません"), std::string::npos) << ran.err;
}

TEST_F(CheckCommand, WithoutItsToolsEveryPageIsKeptAsNotChecked) {
  ASSERT_EQ(check({}).code, 3);  // makes the house
  const std::string id = begun();
  const test::Ran no_node = check({"--origin", "http://127.0.0.1:9"}, "PATH=/nowhere");
  EXPECT_EQ(no_node.code, 4) << no_node.out << no_node.err;
  EXPECT_NE(no_node.err.find("検査できなかったページが 2"), std::string::npos) << no_node.err;
  const auto pages = pages_of(id);
  ASSERT_EQ(pages.size(), 2U);
  for (const auto& page : pages) {
    EXPECT_EQ(page.check_state, "could_not");
    EXPECT_NE(page.trouble.find("node"), std::string::npos) << page.trouble;
  }
  const test::Ran no_tool = check({"--tool", "/nowhere/accessibility.mjs", "--json"});
  EXPECT_EQ(no_tool.code, 4) << no_tool.out << no_tool.err;
  EXPECT_EQ(Json::parse(no_tool.out).at("could_not"), 2);
}

// Drawn before the checker says anything: a page may take a minute.
TEST_F(CheckCommand, ShowsItsProgressOnATerminalAndNowhereElse) {
  ASSERT_EQ(check({}).code, 3);
  begun();
  const std::string told =
      on_terminal("check accessibility --tool /nowhere/accessibility.mjs", true);
  EXPECT_TRUE(shows(told, "ページを検査しています ")) << told;
  EXPECT_NE(told.find("(0 / 2)"), std::string::npos) << told;
  const test::Ran piped = check({"--tool", "/nowhere/accessibility.mjs"});
  EXPECT_EQ(piped.err.find('\r'), std::string::npos) << piped.err;
}

TEST_F(CheckCommand, AnAccountThatIsNoMembersIsRefused) {
  ASSERT_EQ(check({}).code, 3);
  begun();
  EXPECT_EQ(check({"--as", "nobody@example.jp"}).code, 3);
}

}  // namespace
}  // namespace musubi
