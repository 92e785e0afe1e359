// killed_steps.h - steps of a review or of the registry that are pressed in any order under kills,
// for the tests that look after every kill whether one of them is half done: what must not exist at
// any moment, what must not exist in the end, and a next start that serves without a repair.
#pragma once

#include <algorithm>
#include <random>
#include <span>
#include <string>

#include "support/killed_reviews.h"

namespace musubi::test {

inline constexpr int kStepStartsMost = 4;  // the last one is let through

class KilledSteps : public KilledReviews {
 protected:
  void expect_none(std::span<const db::Query> wrong) {
    for (const db::Query& query : wrong) EXPECT_EQ(number(query), 0) << query.name;
  }
  void look_between() override {
    temp_.reopen();
    expect_none(halves_);
    temp_.close();
    leases_over();
  }
  // Everything is pressed, in any order, until it is done; temp_ is open afterwards.
  void press_and_look(std::span<const db::Query> left) {
    expect_none(halves_);  // what was prepared is whole
    temp_.close();
    std::mt19937 dice(std::random_device{}());
    std::shuffle(tasks_.begin(), tasks_.end(), dice);  // so that a kill may hit any of them
    const int rounds = press_until_done(kStepStartsMost);
    if (HasFatalFailure()) return;
    settle();
    kill_server();
    temp_.reopen();
    expect_none(halves_);
    expect_none(left);
    expect_each_letter_once(rounds);
  }
  // Nothing is left to repair: temp_ is closed, and the next start shows the page.
  void expect_sound_and_served(const std::string& path) {
    temp_.close();
    expect_sound();
    start_server();
    if (HasFatalFailure()) return;
    HttpClient http(port_);
    const HttpAnswer page = http.get(path, "Cookie: session=" + session_ + "\r\n");
    EXPECT_EQ(page.status, 200) << page.head;
  }

  std::span<const db::Query> halves_;
};

}  // namespace musubi::test
