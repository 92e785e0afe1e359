// log_test.cc - promises of log.h: one event is one line, JSON that parses whatever a value holds,
// and a level that can be changed while threads are writing.
#include "base/log.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "base/json.h"
#include "base/text.h"

namespace musubi::log {
namespace {

constexpr Instant kAt{1730075400123};

class LogTest : public testing::Test {
 protected:
  void TearDown() override { configure(Level::info, Format::text); }
};

TEST_F(LogTest, WritesText) {
  EXPECT_EQ(format_line(Format::text, kAt, Level::info, "server.started",
                        {{"port", "8080"}, {"note", "two words"}, {"empty", ""}}),
            "2024-10-28T09:30:00.123+09:00 info    server.started port=8080 note=\"two words\" "
            "empty=\"\"");
  const std::string line =
      format_line(Format::text, kAt, Level::error, "x", {{"v", "a\nfake=1\r\x1B[31m\"q\"\\"}});
  EXPECT_EQ(line.find_first_of("\n\r\x1B"), std::string::npos) << line;
}

TEST_F(LogTest, WritesJsonThatParsesWhateverAValueHolds) {
  const std::string hostile = "quote\" back\\ line\nreturn\r tab\t nul" + std::string(1, '\0') +
                              " bell\a 熊本 𠮷 \xE2\x80\xA8";
  const std::string line =
      format_line(Format::json, kAt, Level::warning, "a.b", {{"value", hostile}, {"n", "1"}});
  EXPECT_EQ(line.find('\n'), std::string::npos);
  const Json read = Json::parse(line);
  EXPECT_EQ(read["at"], "2024-10-28T09:30:00.123+09:00");
  EXPECT_EQ(read["level"], "warning");
  EXPECT_EQ(read["event"], "a.b");
  EXPECT_EQ(read["value"], hostile);
  EXPECT_EQ(read["n"], "1");
}

TEST_F(LogTest, ReplacesWhatIsNotUtf8) {
  const std::string line =
      format_line(Format::json, kAt, Level::info, "\xFF", {{"cp932", "\x8C\x46\x96\x7B"}});
  EXPECT_TRUE(is_valid_utf8(line));
  EXPECT_FALSE(Json::parse(line)["cp932"].get<std::string>().empty());
}

TEST_F(LogTest, WritesToStandardErrorFromTheLevelUp) {
  configure(Level::warning, Format::json);
  testing::internal::CaptureStderr();
  info("quiet");
  warning("loud", {{"n", "{} %s {0}"}});
  configure(Level::debug, Format::json);
  debug("now.heard");
  const std::vector<std::string> lines = split(testing::internal::GetCapturedStderr(), '\n');
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(Json::parse(lines[0])["event"], "loud");
  EXPECT_EQ(Json::parse(lines[0])["n"], "{} %s {0}");
  EXPECT_EQ(Json::parse(lines[1])["event"], "now.heard");
  EXPECT_EQ(lines[2], "");
}

TEST_F(LogTest, KnowsLevelsByName) {
  Level level = Level::info;
  EXPECT_TRUE(parse_level("warning", level));
  EXPECT_EQ(level, Level::warning);
  EXPECT_TRUE(parse_level("DEBUG", level));
  EXPECT_EQ(level, Level::debug);
  EXPECT_FALSE(parse_level("loud", level));
  EXPECT_EQ(level, Level::debug);
}

TEST_F(LogTest, ChangesWhileThreadsWriteAndKeepsLinesWhole) {
  configure(Level::info, Format::json);
  testing::internal::CaptureStderr();
  std::atomic<bool> stop{false};
  std::thread changer([&] {
    for (bool on = false; !stop; on = !on) {
      configure(on ? Level::debug : Level::info, Format::json);
    }
  });
  std::vector<std::thread> writers;
  for (int n = 0; n < 4; ++n) {
    writers.emplace_back([] {
      for (int i = 0; i < 500; ++i) info("tick", {{"i", std::to_string(i)}});
    });
  }
  for (std::thread& writer : writers) writer.join();
  stop = true;
  changer.join();
  int whole = 0;
  for (const std::string& line : split(testing::internal::GetCapturedStderr(), '\n')) {
    if (line.find("\"event\":\"tick\"") != std::string::npos && Json::accept(line)) ++whole;
  }
  EXPECT_EQ(whole, 4 * 500);
}

}  // namespace
}  // namespace musubi::log
