// form_times_test.cc - how long a form was open is told by what we signed and by nothing else; the
// same form again keeps its first moment.
#include "web/form_times.h"

#include <gtest/gtest.h>

#include "support/temp_db.h"
#include "web/app.h"
#include "web/cache.h"
#include "web/live.h"
#include "web/rate_limits.h"

namespace musubi::web {
namespace {

class FormTimes : public ::testing::Test {
 protected:
  FormTimes() : app_(temp_.db()) {}
  Request at(std::int64_t ms, const std::string& shown = "") {
    Request r;
    r.app = &app_;
    r.now = {ms};
    if (!shown.empty()) r.form.add("shown", shown);
    return r;
  }
  test::TempDb temp_;
  App app_;
};

TEST_F(FormTimes, TellsTheTimeSinceAFormWasShown) {
  const std::string mark = shown_mark(at(1'000), "contact");
  EXPECT_EQ(filled_in_ms(at(91'000, mark), "contact"), 90'000);
  EXPECT_EQ(shown_mark(at(50'000, mark), "contact"), mark) << "the same form once more";
}

TEST_F(FormTimes, BelievesOnlyWhatItSigned) {
  const std::string mark = shown_mark(at(1'000), "contact");
  EXPECT_EQ(filled_in_ms(at(91'000), "contact"), -1);
  EXPECT_EQ(filled_in_ms(at(91'000, mark), "listing"), -1) << "of another form";
  EXPECT_EQ(filled_in_ms(at(91'000, "1." + mark.substr(5)), "contact"), -1);
  EXPECT_EQ(filled_in_ms(at(91'000, "nonsense"), "contact"), -1);
  EXPECT_EQ(filled_in_ms(at(500, mark), "contact"), -1) << "before it was shown";
}

}  // namespace
}  // namespace musubi::web
