// killed_reviews.h - a house that reviews, for the tests whose presses meet a kill: criteria that
// the prefecture confirmed, applications that the office typed, and files of the screening that
// wait for a result. Everything is made before the server starts; no button is made here.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "features/applications/service.h"
#include "features/reviews/service_criteria.h"
#include "features/reviews/service_reviews.h"
#include "features/screenings/service.h"
#include "support/applications.h"
#include "support/killed_presses.h"

namespace musubi::test {

class KilledReviews : public KilledPresses {
 protected:
  // Also the prefecture's officer, who confirms them.
  void agree_on_criteria(int how_many) {
    prefecture_ = person("pref@test.example", "試験 県介", Role::prefecture);
    const auto set = reviews::begin_criteria(as(manager_));
    ASSERT_TRUE(set.has_value()) << set.error().says;
    reviews::CriteriaEdit edit{1, "", {}};
    for (int i = 1; i <= how_many; ++i) {
      edit.criteria.push_back({"", "基準 " + std::to_string(i), ""});
    }
    ASSERT_TRUE(reviews::save_criteria(as(manager_), *set, edit));
    ASSERT_TRUE(reviews::send_criteria(as(manager_), *set));
    ASSERT_TRUE(reviews::confirm_criteria(as(prefecture_), *set, ""));
  }

  // What a page of the form is sent by an applicant of this mark.
  static std::vector<std::pair<std::string, std::string>> typed(const std::string& step,
                                                                const std::string& mark) {
    auto out = applications::answers(step);
    for (auto& [field, value] : out) {
      if (field == "name") value = "株式会社かくう" + mark;
      if (field == "contact_email") value = mark + "@kaku.example.jp";
      if (field == "corporate_number") value.clear();
    }
    return out;
  }
  // From paper, typed by the office.
  applications::ApplicationId received(const std::string& mark) {
    applications::NewEntry entry;
    for (const char* step : {"organisation", "business", "place", "representative", "contact"}) {
      for (auto& pair : typed(step, mark)) entry.typed.push_back(pair);
    }
    entry.intake_route = "paper";
    entry.consents = {"rules", "privacy", "anti_social"};
    entry.email_check = "電話で読み上げて確かめた";
    return applications::enter_application(as(office_), entry).value();
  }
  applications::ApplicationId claimed(const std::string& mark) {
    const applications::ApplicationId id = received(mark);
    EXPECT_TRUE(reviews::claim_review(as(office_), *smith_, id));
    return id;
  }

  // What must stand in a file before its result.
  void search_and_look_up(const screenings::ScreeningId& file) {
    EXPECT_TRUE(screenings::record_search(as(office_), *smith_, file,
                                          {"団体名", "新聞", "", "none", "", "", "", ""}));
    EXPECT_TRUE(
        screenings::record_lookup(as(office_), *smith_, file, {"登記", "", "相違なし", ""}));
  }
  // A review that may be handed on: its one criterion is fit, its file is read by two.
  applications::ApplicationId reviewed(const std::string& mark) {
    const applications::ApplicationId id = claimed(mark);
    const auto page = reviews::load_visible_review(as(office_), *smith_, id).value();
    const screenings::ScreeningId file = page.screening->id;
    search_and_look_up(file);
    EXPECT_TRUE(
        screenings::record_finding(as(office_), *smith_, file, {"clear", "所見", version_of(file)}));
    EXPECT_TRUE(screenings::record_second_reading(as(manager_), *smith_, file,
                                                  {"yes", "", version_of(file)}));
    EXPECT_TRUE(reviews::save_answer(
        as(office_), id, {page.criteria.criteria.at(0).id, "fit", "申込書のとおり", 0, "", ""}));
    return id;
  }
  // The file of a new member.
  screenings::ScreeningId searched(const std::string& mark) {
    const screenings::ScreeningId file =
        screenings::begin_for_member(as(office_), *smith_, enrolled(mark).member_no).value();
    search_and_look_up(file);
    return file;
  }
  std::int64_t version_of(const screenings::ScreeningId& file) {
    return screenings::read_screening(as(office_), *smith_, file).value().version;
  }

  accounts::Account prefecture_;
};

}  // namespace musubi::test
