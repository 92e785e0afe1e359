// registers_test.cc - a public register of companies, asked over HTTP: what it says is read in its
// real shapes and kept for 30 days; whatever else it sends or fails to send ends in words, in time.
#include "core/registers/registers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "support/cast.h"
#include "support/register_server.h"
#include "support/temp_db.h"

namespace musubi::registers {
namespace {

using test::RegisterServer;

class Registers : public testing::Test {
 protected:
  Context at(std::int64_t days = 0) {
    return {test::cast::secretariat.actor(), temp_.db(),
            Instant{1'730'075'400'000 + days * 24 * 3'600'000}, "r", "", {}};
  }
  Result<Finding> ask(const std::string& what, std::int64_t days = 0) {
    return look_up(at(days), RegisterServer::number(what));
  }
  void expect_unavailable(const std::string& what) {
    const auto answer = ask(what);
    ASSERT_FALSE(answer.has_value()) << what;
    EXPECT_EQ(answer.error().fault, Fault::unavailable) << what;
    EXPECT_THAT(answer.error().says, testing::HasSubstr("お試しください")) << what;
    EXPECT_EQ(answer.error().detail.find("secret"), std::string::npos) << what;
  }
  test::TempDb temp_;
  RegisterServer server_;
};

TEST_F(Registers, OffUnlessItIsConfigured) {
  EXPECT_EQ(source(), Source::off);
  EXPECT_EQ(ask("01").error().fault, Fault::unready);  // no waiting would mend it
  EXPECT_EQ(server_.count(), 0);
}

TEST_F(Registers, TheNtaTellsNameAddressAndClosing) {
  server_.use(Source::nta);
  const auto found = ask("01");
  ASSERT_TRUE(found.has_value()) << found.error().detail;
  ASSERT_TRUE(found->company.has_value());
  EXPECT_EQ(found->company->name, "株式会社かくう商店");
  EXPECT_EQ(found->company->address, "熊本県熊本市中央区架空町１丁目２番３号");
  EXPECT_EQ(found->company->close_date, "");
  EXPECT_EQ(found->company->updated_on, "2024-04-08");
  const auto closed = ask("02");
  ASSERT_TRUE(closed.has_value() && closed->company.has_value());
  EXPECT_EQ(closed->company->close_date, "2023-03-31");
  EXPECT_EQ(closed->company->close_cause, "合併による解散等");
  const auto none = ask("03");
  ASSERT_TRUE(none.has_value());
  EXPECT_FALSE(none->company.has_value());
}

TEST_F(Registers, GbizinfoTellsTheSameAndAMissingNumberIsNone) {
  server_.use(Source::gbizinfo);
  const auto found = ask("01");
  ASSERT_TRUE(found.has_value()) << found.error().detail;
  EXPECT_EQ(found->company->name, "株式会社かくう商店");
  EXPECT_EQ(found->company->updated_on, "2024-04-08");
  const auto none = ask("03");
  ASSERT_TRUE(none.has_value());
  EXPECT_FALSE(none->company.has_value());
}

TEST_F(Registers, AnAnswerIsKeptForThirtyDays) {
  server_.use(Source::nta);
  ASSERT_TRUE(ask("01"));
  ASSERT_TRUE(ask("01", 29));
  EXPECT_EQ(server_.count(), 1);
  const auto later = ask("01", 30);
  ASSERT_TRUE(later.has_value());
  EXPECT_EQ(server_.count(), 2);
  EXPECT_EQ(later->fetched_at, at(30).now);
}

TEST_F(Registers, HostileAndBrokenAnswersEndInWordsAndAreNotKept) {
  server_.use(Source::nta);
  for (const char* what : {"05", "06", "07", "08", "09", "10", "11", "12", "13"}) {
    expect_unavailable(what);
  }
  static constexpr db::Query kCount{"test.answers", "SELECT COUNT(*) FROM register_answers"};
  EXPECT_EQ(temp_.db().read([](db::Reader& r) { return r.first(kCount)->integer(0); }), 0);
}

TEST_F(Registers, ASlowRegisterIsGivenUpInTime) {
  server_.use(Source::nta, 300);
  const auto before = std::chrono::steady_clock::now();
  expect_unavailable("04");
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(20));
}

TEST_F(Registers, NobodyListening) {
  configure({Source::nta, "http://127.0.0.1:9", "secret", 2'000});
  expect_unavailable("01");
}

TEST(RegisterReaders, TakeOnlyARecordAboutTheNumberThatWasAsked) {
  const std::string number = RegisterServer::number("01");
  const auto xml = [&](const std::string& inside) {
    return read_nta_xml("<corporations><count>1</count><corporation>" + inside +
                            "</corporation></corporations>",
                        number);
  };
  const std::string own = "<corporateNumber>" + number + "</corporateNumber>";
  EXPECT_TRUE(xml(own + "<name>あ</name>"));
  EXPECT_FALSE(xml(own));                                                   // no name
  EXPECT_FALSE(xml("<name>あ</name>"));                                     // no number
  EXPECT_FALSE(xml(own + "<name>あ</name><closeDate>2023-02-30</closeDate>"));
  EXPECT_FALSE(xml(own + "<name>" + std::string(2000, 'a') + "</name>"));
  for (const char* text : {"", "<", "<corporations/>", "{}", "<corporations><count>1</count>"}) {
    EXPECT_FALSE(read_nta_xml(text, number)) << text;
  }
  const auto json = [&](const std::string& text) { return read_gbizinfo_json(text, number); };
  EXPECT_TRUE(json(R"({"hojin-infos":[]})"));
  for (const char* text : {"", "[]", "{}", R"({"hojin-infos":null})", R"({"hojin-infos":{}})",
                           R"({"hojin-infos":[1]})", R"({"hojin-infos":[{"name":["x"]}]})"}) {
    EXPECT_FALSE(json(text)) << text;
  }
}

}  // namespace
}  // namespace musubi::registers
