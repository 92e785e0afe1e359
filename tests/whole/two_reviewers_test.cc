// two_reviewers_test.cc - two of the office at the same moment on one criterion, and on the result
// of one screening: one is kept, the other is told, and neither loses a word.
#include <gtest/gtest.h>

#include <barrier>
#include <thread>

#include "support/reviews.h"

namespace musubi::reviews {
namespace {

using test::FormFields;
namespace cast = test::cast;

class TwoReviewers : public ReviewCase {
 protected:
  TwoReviewers() { confirmed({"一"}); }

  // Both press at once, through the same door as two worker threads of the server. Gives back whose
  // words were kept; the other was answered 409, with both texts.
  std::string one_of(const std::string& path, FormFields form, const std::string& field) {
    static constexpr const char* kOurs = "さきに着いたかもしれない根拠";
    static constexpr const char* kTheirs = "ほとんど同時に書いた別の根拠";
    FormFields other = form;
    form.emplace_back(field, kOurs);
    other.emplace_back(field, kTheirs);
    test::Visitor& one = s_.as(cast::secretariat);
    test::Visitor& two = s_.as(cast::manager);
    std::barrier together(2);
    int second_status = 0;
    std::string second_body;
    std::thread second([&] {
      together.arrive_and_wait();
      const auto answered = two.post(path, other);
      second_status = answered.response().status;
      second_body = answered.body();
    });
    together.arrive_and_wait();
    const auto answered = one.post(path, form);
    second.join();
    const int first_status = answered.response().status;
    const bool first_won = first_status == 303;
    EXPECT_EQ(first_won ? first_status : second_status, 303) << path;
    EXPECT_EQ(first_won ? second_status : first_status, 409) << path;
    const std::string& told = first_won ? second_body : answered.body();
    EXPECT_NE(told.find(kOurs), std::string::npos) << told;
    EXPECT_NE(told.find(kTheirs), std::string::npos) << told;
    return first_won ? kOurs : kTheirs;
  }
  // Up to where a result may be recorded.
  ApplicationId looked_into(const std::string& name) {
    const ApplicationId id = received(name);
    EXPECT_TRUE(claim_review(as(cast::secretariat), smith_, id));
    const auto file = screening(id);
    const Context office = as(cast::secretariat);
    EXPECT_TRUE(screenings::record_search(office, smith_, file,
                                          {"団体名", "新聞", "", "none", "", "", "", ""}));
    EXPECT_TRUE(screenings::record_lookup(office, smith_, file, {"登記", "", "相違なし", ""}));
    return id;
  }
  screenings::Screening file_of(const ApplicationId& id) {
    auto file = screenings::read_screening(as(cast::auditor), smith_, screening(id));
    EXPECT_TRUE(file.has_value());
    return file.value_or({});
  }
};

TEST_F(TwoReviewers, OnOneCriterionOneIsKeptAndTheOtherHasBothTexts) {
  for (int round = 0; round < 3; ++round) {
    const ApplicationId id = received("株式会社かくう" + std::to_string(round));
    ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
    const std::string path =
        "/office/reviews/" + id.text + "/criteria/" + page(id).criteria.criteria.at(0).id;
    const std::string kept = one_of(path, {{"answer", "fit"}, {"version", "0"}}, "grounds");
    const auto answers = page(id).answers;
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers.at(0).grounds, kept);
    EXPECT_EQ(answers.at(0).version, 1);
  }
}

TEST_F(TwoReviewers, OnOneResultOneIsKeptAndTheOtherHasBothTexts) {
  for (int round = 0; round < 3; ++round) {
    const ApplicationId id = looked_into("株式会社かくう" + std::to_string(round));
    const auto before = file_of(id);
    const std::string kept =
        one_of("/office/screenings/" + before.id.text + "/result",
               {{"result", "clear"}, {"version", std::to_string(before.version)}}, "grounds");
    const auto after = file_of(id);
    EXPECT_EQ(after.content.finding.grounds, kept);
    EXPECT_EQ(after.content.stage, "second");
    EXPECT_EQ(after.content.found_by.size(), 1U);
    EXPECT_EQ(after.version, before.version + 1);
  }
}

// One after the other, each on a page that was opened before.
TEST_F(TwoReviewers, WhatComesAfterAColleaguesRecordStandsOnThePageToCopy) {
  const ApplicationId id = looked_into("株式会社かくう商店");
  const std::string path = "/office/screenings/" + screening(id).text;
  const auto version = [&] { return std::to_string(file_of(id).version); };
  const std::string old = version();
  auto& clerk = s_.as(cast::secretariat);
  auto& manager = s_.as(cast::manager);
  clerk.post(path + "/result", {{"result", "doubtful"}, {"grounds", "さきの根拠"}, {"version", old}})
      .status(303);
  // The form is still there, as typed, and its version is now the colleague's.
  manager.post(path + "/result", {{"result", "concerned"}, {"grounds", "あとの根拠"},
                                  {"version", old}})
      .status(409).contains("さきの根拠").contains("あとの根拠")
      .contains("name=\"version\" value=\"" + version() + "\"")
      .lacks("あなたが入力した内容");
  manager.post(path + "/result", {{"result", "concerned"}, {"grounds", "二人の根拠"},
                                  {"version", version()}})
      .status(303);
  const std::string seen = version();
  clerk.post(path + "/second-reading", {{"agreed", "yes"}, {"version", seen}}).status(303);
  // The form is gone.
  clerk.post(path + "/second-reading", {{"agreed", "no"}, {"reading_note", "読み直した理由"},
                                        {"version", seen}})
      .status(409).contains("あなたが入力した内容").contains("読み直した理由");
  clerk.post(path + "/searches", {{"term", "遅れた検索語"}, {"medium", "新聞"}, {"hit", "none"},
                                  {"note", "遅れた所見"}})
      .status(409).contains("遅れた検索語").contains("遅れた所見");
  EXPECT_EQ(file_of(id).content.readings.size(), 1U);
  EXPECT_EQ(file_of(id).content.searches.size(), 1U);
}

}  // namespace
}  // namespace musubi::reviews
