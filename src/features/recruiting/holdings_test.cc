// holdings_test.cc - what a contact person of a prospect is told when they ask what is held about
// them: their own rows and the visits that met them; nothing of their colleagues.
#include "core/holdings/holdings.h"

#include <gtest/gtest.h>

#include "features/recruiting/keeping/keeping.h"
#include "features/recruiting/service.h"
#include "support/cast.h"
#include "support/holdings.h"
#include "support/scenario.h"

namespace musubi::recruiting {
namespace {

namespace cast = test::cast;
using test::has;

class RecruitingHoldings : public testing::Test {
 protected:
  ProspectId prospect(const std::string& name, const std::string& contact,
                      const std::string& email) {
    NewProspect input;
    input.typed = {{"name", name}, {"source", "introduction"}, {"source_note", "紹介 する人"},
                   {"note", "事務局のメモ"}, {"contact_name", contact},
                   {"contact_email", email}};
    input.confirmed = true;
    auto made = create_prospect(s_.context_of(cast::secretariat), input);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return made.value_or({});
  }
  void met(const ProspectId& id, const std::string& theirs, const std::string& summary) {
    ContactInput input;
    input.prospect_id = id;
    input.kind = "visit";
    input.happened_on = "2024-10-20";
    input.theirs = theirs;
    input.summary = summary;
    auto done = record_contact(s_.context_of(cast::secretariat), input);
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
  }
  // Everything that is told to this address, as one text; "" when nothing is.
  std::string told(const std::string& email) {
    return test::told(s_.db(), holdings_sources(), email);
  }

  test::Scenario s_;
};

TEST_F(RecruitingHoldings, AContactPersonIsToldTheirOwnRowsAndVisits) {
  const auto mine = prospect("株式会社かくう製菓", "見込 あおい", "Aoi@mikomi.example.jp");
  const auto other = prospect("有限会社べつの団体", "見込 みどり", "midori@betsu.example.jp");
  met(mine, "総務部長　見込あおい様", "関心があるとのこと。");
  met(mine, "受付の人", "ほかの人との立ち話。");
  met(other, "見込 みどり", "こちらは別の話。");
  const std::string text = told("aoi@mikomi.example.jp");
  EXPECT_TRUE(has(text, "見込 あおい"));
  EXPECT_TRUE(has(text, "株式会社かくう製菓"));
  EXPECT_TRUE(has(text, "関心があるとのこと。"));
  EXPECT_FALSE(has(text, "ほかの人との立ち話。"));
  EXPECT_FALSE(has(text, "みどり"));
  EXPECT_FALSE(has(text, "別の話"));
  EXPECT_FALSE(has(text, "紹介 する人"));
  EXPECT_FALSE(has(text, "事務局のメモ"));
}

TEST_F(RecruitingHoldings, WhoIsNobodysContactPersonIsToldNothing) {
  prospect("株式会社かくう製菓", "見込 あおい", "");
  EXPECT_EQ(told("aoi@mikomi.example.jp"), "");
  EXPECT_EQ(told(""), "");
}

}  // namespace
}  // namespace musubi::recruiting
