// service_test.cc - the rules of a screening: what is needed before a result, two readers, the
// prefecture's answer after a doubt, the next round, and the way into the registry.
#include <gtest/gtest.h>

#include "features/members/members.h"
#include "features/screenings/service.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::screenings {
namespace {

using test::Scenario;
namespace cast = test::cast;

const std::string kApplication = "01900000-0000-7000-8000-00000000b001";

class ScreeningRules : public testing::Test {
 protected:
  ScreeningRules() : smith_(s_.locksmith()) {}

  Context as(const test::Person& person) { return s_.context_of(person); }
  ScreeningId opened(const std::string& noun = "application",
                     const std::string& subject = kApplication) {
    const Context office = as(cast::secretariat);
    auto id = s_.db().write([&](db::Tx& tx) {
      return open_screening(tx, office, smith_, {noun, subject, "あおば商会", "/office/members"});
    });
    EXPECT_TRUE(id.has_value());
    return id ? *id : ScreeningId{};
  }
  Screening seen(const ScreeningId& id) {
    auto found = read_screening(as(cast::auditor), smith_, id);
    EXPECT_TRUE(found.has_value());
    return found ? *found : Screening{};
  }
  void searched(const ScreeningId& id) {
    EXPECT_TRUE(record_search(as(cast::secretariat), smith_, id,
                              {"あおば商会", "新聞", "", "none", "", "", "", ""}));
    EXPECT_TRUE(record_lookup(as(cast::secretariat), smith_, id, {"登記", "", "相違なし", ""}));
  }
  Result<void> found(const test::Person& who, const ScreeningId& id, const char* result) {
    return record_finding(as(who), smith_, id, {result, "調べたとおり", seen(id).version});
  }
  Result<void> second(const test::Person& who, const ScreeningId& id, const char* agreed) {
    return record_second_reading(as(who), smith_, id, {agreed, "読みました", seen(id).version});
  }
  Standing standing(const std::string& id = kApplication) {
    return s_.db().read([&](db::Reader& reader) {
      return find_standing(reader, smith_, "application", id).value_or(Standing{});
    });
  }
  OrganisationId member(const std::string& representative) {
    members::NewMember input;
    input.organisation.name = "あおば商会";
    input.organisation.category = "company";
    input.organisation.representative_name = representative;
    input.joined_on = "2024-10-28";
    input.application_id = kApplication;
    const Context office = as(cast::manager);
    auto made = s_.db().write([&](db::Tx& tx) { return enrol_member(tx, office, input); });
    EXPECT_TRUE(made.has_value());
    return made->id;
  }

  Scenario s_;
  const Locksmith& smith_;
};

TEST_F(ScreeningRules, OpenedOnceForASubject) {
  EXPECT_EQ(opened(), opened());
  EXPECT_EQ(opened("application", "another") == opened(), false);
}

TEST_F(ScreeningRules, NoClearResultBeforeSearchAndLookup) {
  const ScreeningId id = opened();
  auto refused = found(cast::secretariat, id, "clear");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().fields.at(0).field, "result");
  searched(id);
  EXPECT_TRUE(found(cast::secretariat, id, "clear"));
  EXPECT_EQ(seen(id).content.stage, "second");
  EXPECT_FALSE(standing().clear);  // one pair of eyes is none
}

TEST_F(ScreeningRules, TheSecondReaderIsAnotherPerson) {
  const ScreeningId id = opened();
  searched(id);
  ASSERT_TRUE(found(cast::secretariat, id, "clear"));
  EXPECT_EQ(second(cast::secretariat, id, "yes").error().fault, Fault::conflict);
  EXPECT_FALSE(standing().clear);
  ASSERT_TRUE(second(cast::manager, id, "yes"));
  EXPECT_TRUE(standing().clear);
  EXPECT_EQ(found(cast::secretariat, id, "concerned").error().fault, Fault::conflict);
}

TEST_F(ScreeningRules, WhoDisagreesSendsItBack) {
  const ScreeningId id = opened();
  searched(id);
  ASSERT_TRUE(found(cast::secretariat, id, "clear"));
  EXPECT_EQ(record_second_reading(as(cast::manager), smith_, id, {"no", "", seen(id).version})
                .error()
                .fields.at(0)
                .field,
            "reading_note");
  ASSERT_TRUE(second(cast::manager, id, "no"));
  EXPECT_EQ(seen(id).content.stage, "open");
  EXPECT_FALSE(standing().closed);
  s_.as(cast::secretariat)
      .get("/office/screenings/" + id.text)
      .status(200)
      .contains("見直しが必要です")
      .contains("差戻し");
}

TEST_F(ScreeningRules, WhatWasSentBackStaysBesideWhatReplacesIt) {
  const ScreeningId id = opened();
  searched(id);
  ASSERT_TRUE(found(cast::secretariat, id, "clear"));
  ASSERT_TRUE(second(cast::manager, id, "no"));
  // Who disagreed records a result, and the first reads it: two pairs of eyes again.
  ASSERT_TRUE(record_finding(as(cast::manager), smith_, id,
                             {"concerned", "別の人と見誤っていました", seen(id).version}));
  EXPECT_EQ(second(cast::manager, id, "yes").error().fault, Fault::conflict);
  ASSERT_TRUE(second(cast::secretariat, id, "yes"));
  EXPECT_TRUE(standing().closed);
  EXPECT_FALSE(standing().clear);
  const Content content = seen(id).content;
  EXPECT_EQ(content.finding.result, "concerned");
  ASSERT_EQ(content.findings_before.size(), 1U);
  EXPECT_EQ(content.findings_before.at(0).result, "clear");
  EXPECT_EQ(content.findings_before.at(0).grounds, "調べたとおり");
  EXPECT_EQ(content.findings_before.at(0).by_name, cast::secretariat.name);
  s_.as(cast::auditor)
      .get("/office/screenings/" + id.text)
      .status(200)
      .contains("前に記録した結果")
      .contains("調べたとおり")
      .lacks("見直しが必要です");
}

TEST_F(ScreeningRules, AFileThatWasSealedBeforeResultsWereKeptOpens) {
  Content content;
  content.finding = {"clear", "調べたとおり", "a", "試験 一", Instant{1}};
  Json before = Json::parse(to_text(content));
  before.erase("findings_before");
  const Content now = content_from(before.dump());
  EXPECT_EQ(now.finding.grounds, "調べたとおり");
  EXPECT_TRUE(now.findings_before.empty());
}

TEST_F(ScreeningRules, AfterADoubtThePrefectureAnswersFirst) {
  const ScreeningId id = opened();
  searched(id);
  EXPECT_EQ(ask_by_mail(as(cast::secretariat), smith_, id, "どうですか").error().fault,
            Fault::conflict);
  ASSERT_TRUE(found(cast::secretariat, id, "doubtful"));
  EXPECT_EQ(found(cast::secretariat, id, "clear").error().fields.at(0).field, "result");
  ASSERT_TRUE(ask_by_mail(as(cast::secretariat), smith_, id, "該当しますか"));
  EXPECT_EQ(found(cast::secretariat, id, "concerned").error().fault, Fault::conflict);
  EXPECT_EQ(answer_inquiry(as(cast::secretariat), smith_, id, "no_concern", "").error().fault,
            Fault::forbidden);
  ASSERT_TRUE(answer_inquiry(as(cast::prefecture), smith_, id, "no_concern", "県警に照会済み"));
  EXPECT_EQ(answer_inquiry(as(cast::prefecture), smith_, id, "concern", "").error().fault,
            Fault::conflict);
  ASSERT_TRUE(found(cast::secretariat, id, "clear"));
  ASSERT_TRUE(second(cast::manager, id, "yes"));
  EXPECT_TRUE(standing().clear);
}

TEST_F(ScreeningRules, AskedTwiceFromThePageIsAConflict) {
  const ScreeningId id = opened();
  ASSERT_TRUE(found(cast::secretariat, id, "doubtful"));
  ASSERT_TRUE(ask_by_mail(as(cast::secretariat), smith_, id, "該当しますか"));
  EXPECT_EQ(ask_by_mail(as(cast::manager), smith_, id, "該当しますか").error().fault,
            Fault::conflict);
  EXPECT_EQ(seen(id).content.inquiries.size(), 1U);
}

TEST_F(ScreeningRules, AFindingIsAboutWhatItsWriterSaw) {
  const ScreeningId id = opened();
  searched(id);
  const std::int64_t version = seen(id).version;
  ASSERT_TRUE(record_search(as(cast::manager), smith_, id,
                            {"別の言葉", "検索サイト", "", "some", "気になる記事", "", "", ""}));
  EXPECT_EQ(record_finding(as(cast::secretariat), smith_, id, {"clear", "なし", version})
                .error()
                .fault,
            Fault::conflict);
}

TEST_F(ScreeningRules, OnlyReadersReadAndOnlyTheOfficeKeeps) {
  const ScreeningId id = opened();
  for (const auto& person : cast::everyone()) {
    const bool reads = person.roles.shares(roles::office_and_overseers);
    EXPECT_EQ(read_screening(as(person), smith_, id).has_value(), reads) << person.name;
    const bool keeps = person.roles.shares(roles::office);
    EXPECT_EQ(add_officer(as(person), smith_, id, {"", "役員 一人", "", "", "", ""}).has_value(),
              keeps)
        << person.name;
  }
  EXPECT_EQ(seen(id).content.officers.size(), 2U);
}

TEST_F(ScreeningRules, ItFollowsTheApplicantAndIsDueAYearLater) {
  const ScreeningId id = opened();
  searched(id);
  const OrganisationId organisation = member("青葉 一");
  const Context manager = as(cast::manager);
  auto too_early = s_.db().write(
      [&](db::Tx& tx) { return carry_over(tx, manager, smith_, kApplication, organisation); });
  EXPECT_EQ(too_early.error().fault, Fault::conflict);
  ASSERT_TRUE(found(cast::secretariat, id, "clear"));
  ASSERT_TRUE(second(cast::manager, id, "yes"));
  ASSERT_TRUE(s_.db().write(
      [&](db::Tx& tx) { return carry_over(tx, manager, smith_, kApplication, organisation); }));
  EXPECT_EQ(seen(id).next_check_on, "2025-10-28");
  const auto due = [&](Date day) {
    return s_.db().read([&](db::Reader& reader) { return count_due(reader, day); });
  };
  EXPECT_EQ(due({2025, 10, 27}), 0);
  EXPECT_EQ(due({2025, 10, 28}), 1);
  const auto next = begin_round(as(cast::secretariat), smith_, id, "yearly");
  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(due({2025, 10, 28}), 0);
  EXPECT_EQ(*begin_round(as(cast::manager), smith_, id, "yearly"), *next);  // two people at once
  EXPECT_EQ(seen(*next).subject_noun, "organisation");
}

TEST_F(ScreeningRules, AChangeOfTheRepresentativeMakesACheckDue) {
  const OrganisationId organisation = member("青葉 一");
  const std::string page = "/office/members/" + organisation.text;
  s_.as(cast::secretariat)
      .post(page, {{"name", "あおば商会"}, {"category", "company"}, {"member_no", "K0001"},
                   {"representative_name", "青葉 二"}, {"version", "1"}})
      .status(303);
  outbox::Handlers handlers;
  add_handlers(handlers, s_.shared_locksmith());
  members::add_handlers(handlers);
  s_.deliver(handlers);
  const auto list = read_list(as(cast::auditor), smith_, {});
  ASSERT_TRUE(list.has_value());
  ASSERT_EQ(list->rows.size(), 1U);
  EXPECT_EQ(list->rows.front().cause, "officers");
  EXPECT_EQ(list->rows.front().organisation_id, organisation.text);
}

TEST_F(ScreeningRules, AFileOfAnotherRowDoesNotOpen) {
  const ScreeningId one = opened(), two = opened("application", "another");
  static constexpr db::Query kSwap{
      "test.swap_content",
      "UPDATE screenings SET content = (SELECT content FROM screenings WHERE id = $1)"
      " WHERE id = $2"};
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) -> Result<void> {
    TRY(tx.run(kSwap, one.text, two.text));
    return {};
  }));
  EXPECT_THROW(static_cast<void>(read_screening(as(cast::auditor), smith_, two)), BrokenPromise);
}

}  // namespace
}  // namespace musubi::screenings
