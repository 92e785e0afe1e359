// reviews.h - what the tests of reviews share: confirmed criteria, an application that was
// received, a settled screening, and every criterion answered. For *_test.cc of reviews only.
#pragma once

#include "features/reviews/reviews.h"
#include "features/reviews/service_criteria.h"
#include "features/reviews/service_decision.h"
#include "features/reviews/service_inquiries.h"
#include "features/screenings/service.h"
#include "support/applications.h"

namespace musubi::reviews {

class ReviewCase : public applications::Applying {
 protected:
  ReviewCase() : smith_(s_.locksmith()) {}

  Context as(const test::Person& person) { return s_.context_of(person); }

  std::string confirmed(std::vector<std::string> titles = {"県内で活動している",
                                                           "目的に賛同している"}) {
    auto id = begin_criteria(as(test::cast::manager));
    EXPECT_TRUE(id.has_value());
    CriteriaEdit edit{1, "はじめの版", {}};
    for (auto& title : titles) edit.criteria.push_back({"", title, "申込書で見る"});
    EXPECT_TRUE(save_criteria(as(test::cast::manager), *id, edit));
    EXPECT_TRUE(send_criteria(as(test::cast::manager), *id));
    EXPECT_TRUE(confirm_criteria(as(test::cast::prefecture), *id, ""));
    return *id;
  }
  // `check`: how the office made sure of the address; "" = nobody has.
  ApplicationId received(const std::string& name = "株式会社かくう商店",
                         const std::string& email = applications::kEmail,
                         const std::string& check = "電話で読み上げて確かめた") {
    applications::NewEntry entry;
    for (const char* step : {"organisation", "business", "place", "representative", "contact"}) {
      for (const auto& [field, value] : applications::answers(step)) {
        entry.typed.emplace_back(field, field == "name"            ? name
                                        : field == "contact_email" ? email
                                                                   : value);
      }
    }
    entry.intake_route = "paper";
    entry.consents = {"rules", "privacy", "anti_social"};
    entry.email_check = check;
    auto made = enter_application(as(test::cast::secretariat), entry);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return made ? *made : ApplicationId{};
  }
  ReviewPage page(const ApplicationId& id) {
    auto found = load_visible_review(as(test::cast::secretariat), smith_, id);
    EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().says);
    return found ? *found : ReviewPage{};
  }
  Result<void> answer(const test::Person& who, const ApplicationId& id, std::size_t criterion,
                      const std::string& with, std::int64_t version = 0,
                      const std::string& grounds = "申込書のとおり") {
    const auto one = page(id).criteria.criteria.at(criterion);
    return save_answer(as(who), id, {one.id, with, grounds, version, "", ""});
  }
  screenings::ScreeningId screening(const ApplicationId& id) { return page(id).screening->id; }
  void settle(const ApplicationId& id, const char* result = "clear") {
    const auto file = screening(id);
    const Context office = as(test::cast::secretariat);
    EXPECT_TRUE(screenings::record_search(office, smith_, file,
                                          {"団体名", "新聞", "", "none", "", "", "", ""}));
    EXPECT_TRUE(screenings::record_lookup(office, smith_, file, {"登記", "", "相違なし", ""}));
    const auto version = [&] {
      return screenings::read_screening(office, smith_, file)->version;
    };
    EXPECT_TRUE(screenings::record_finding(office, smith_, file, {result, "所見", version()}));
    if (std::string(result) == "doubtful") return;
    EXPECT_TRUE(screenings::record_second_reading(as(test::cast::manager), smith_, file,
                                                  {"yes", "", version()}));
  }
  // Up to the decision: claimed, answered, settled, handed on.
  ApplicationId ready(const std::string& name = "株式会社かくう商店",
                      const std::string& email = applications::kEmail) {
    const ApplicationId id = received(name, email);
    EXPECT_TRUE(claim_review(as(test::cast::secretariat), smith_, id));
    settle(id);
    for (std::size_t i = 0; i < page(id).criteria.criteria.size(); ++i) {
      EXPECT_TRUE(answer(test::cast::secretariat, id, i, "fit"));
    }
    auto handed =
        hand_to_decider(as(test::cast::secretariat), smith_, id, {"approve", "基準を満たす"});
    EXPECT_TRUE(handed.has_value()) << (handed ? "" : handed.error().says);
    return id;
  }
  DecisionInput deciding(const ApplicationId& id, const std::string& sending = "s1") {
    return {"異議なし", page(id).application.version, sending};
  }
  std::int64_t count(std::string_view sql) {
    const db::Query query{"test.count", sql, sql};
    return s_.db().read([&](db::Reader& reader) { return reader.first(query)->integer(0); });
  }
  int deliver() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    screenings::add_handlers(handlers, s_.shared_locksmith());
    accounts::add_handlers(handlers);
    int tried = 0;
    for (int i = 0; i < 4; ++i) tried += s_.deliver(handlers);
    return tried;
  }
  // "/answers/..." of the newest letter to the officer.
  std::string answer_link() {
    deliver();
    return newest_link("/answers/");
  }

  const Locksmith& smith_;
};

}  // namespace musubi::reviews
