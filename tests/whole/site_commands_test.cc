// site_commands_test.cc - `musubi import site` and `musubi export site` as an operator meets them:
// what they print, their exit codes, the refusals. Runs the built program, each test in a folder of
// its own.
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/commands.h"
#include "support/wordpress.h"

namespace musubi {
namespace {

namespace fs = std::filesystem;
using test::Commands;
using test::Ran;

TEST_F(Commands, ASiteMovesInAndIsWrittenOutAgain) {
  const std::string file = (folder_ / "old.xml").string();
  test::put_file(file, test::old_site(test::usual_items()));
  const Ran dry = run({"import", "site", file, "--dry-run", "--json", "--data", data()});
  ASSERT_EQ(dry.code, 0) << dry.err;
  const Json foreseen = Json::parse(dry.out);
  EXPECT_EQ(foreseen.at("items").size(), 4U);
  EXPECT_EQ(foreseen.at("media").at("missing").size(), 2U);
  EXPECT_FALSE(fs::exists(data()));

  const Ran ran = run({"import", "site", file, "--json", "--data", data()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(Json::parse(ran.out).at("outcomes").at("made"), 4);
  const Ran again = run({"import", "site", file, "--data", data()});
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_NE(again.out.find("前に取り込んである 4 件"), std::string::npos) << again.out;
  EXPECT_NE(again.out.find("公開はしていません"), std::string::npos);

  const std::string out = (folder_ / "copy").string();
  const Ran copied = run({"export", "site", "--out", out, "--json", "--data", data()});
  ASSERT_EQ(copied.code, 0) << copied.err;
  EXPECT_GE(Json::parse(copied.out).at("pages").get<int>(), 5);
  EXPECT_TRUE(fs::exists(fs::path(out) / "index.html"));
  EXPECT_EQ(test::contents(fs::path(out) / "index.html").find("http://127.0.0.1"),
            std::string::npos);
  EXPECT_EQ(run({"export", "site", "--out", out, "--data", data()}).code, 3);
}

TEST_F(Commands, AFileThatIsNoExportIsRefusedWithItsLine) {
  const std::string file = (folder_ / "bad.xml").string();
  test::put_file(file, "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY a \"b\">]>\n<rss/>");
  for (const bool dry : {true, false}) {
    std::vector<std::string> asked{"import", "site", file, "--data", data()};
    if (dry) asked.push_back("--dry-run");
    const Ran ran = run(asked);
    EXPECT_EQ(ran.code, 3) << ran.err;
    EXPECT_NE(ran.err.find("2行目：DOCTYPE"), std::string::npos) << ran.err;
  }
  EXPECT_EQ(run({"import", "site", (folder_ / "nowhere.xml").string()}).code, 2);
  EXPECT_EQ(run({"import", "site"}).code, 2);
  EXPECT_EQ(run({"export", "site"}).code, 2);
}

}  // namespace
}  // namespace musubi
