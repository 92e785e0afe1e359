// kill_counting_test.cc - the power fails while the public site is read: the real server is killed
// (SIGKILL) and at most the last second's views are lost; sums and raw events still agree to the
// digit, and counting goes on with the next start. On the database that DB= names.
#include <gtest/gtest.h>

#include <chrono>

#include "features/analytics/figures.h"
#include "support/killed_server.h"

namespace musubi {
namespace {

using test::HttpClient;
using Clock = std::chrono::steady_clock;

constexpr int kKills = 2;
constexpr auto kReadFor = std::chrono::milliseconds(1'000);
// A second between two writings, and half of one for a machine that is busy with other tests.
constexpr auto kMayBeLost = std::chrono::milliseconds(1'500);
constexpr const char* kReaderAgent =
    "User-Agent: Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36\r\n";

class KillCounting : public test::KilledServer {
 protected:
  // The moments of the answers, as a reader saw them.
  std::vector<Clock::time_point> read_for(std::chrono::milliseconds time) {
    std::vector<Clock::time_point> out;
    HttpClient http(port_);
    const auto end = Clock::now() + time;
    while (Clock::now() < end) {
      if (http.get("/about", kReaderAgent).status != 200) break;
      out.push_back(Clock::now());
      std::this_thread::sleep_for(std::chrono::milliseconds(3));
    }
    return out;
  }

  analytics::Figures figures(bool from_raw) {
    const Date today = date_in_japan(now_from_system_clock());
    const Date from = add_days(today, -1), until = add_days(today, 1);  // midnight may pass
    return temp_.db().read([&](db::Reader& reader) {
      return from_raw ? analytics::recount_figures(reader, from, until)
                      : analytics::compute_figures(reader, from, until);
    });
  }
};

TEST_F(KillCounting, LosesASecondAtMostAndNothingDisagrees) {
  std::int64_t read = 0, surely = 0;
  for (int round = 0; round < kKills; ++round) {
    start_server();
    if (HasFatalFailure()) return;
    const auto moments = read_for(kReadFor + kMayBeLost);
    const auto killed_at = Clock::now();
    kill_server();
    ASSERT_GT(moments.size(), 100U);
    read += static_cast<std::int64_t>(moments.size());
    for (const auto& moment : moments) surely += moment < killed_at - kMayBeLost ? 1 : 0;
  }
  temp_.reopen();
  const analytics::Figures sums = figures(false);
  EXPECT_EQ(analytics::difference(sums, figures(true)), "");
  EXPECT_GE(sums.total("views"), surely) << "of " << read;
  EXPECT_LE(sums.total("views"), read);
  EXPECT_GT(surely, 0);
  EXPECT_EQ(sums.total("gap"), 0);
}

// Asked to stop, it counts to the last view.
TEST_F(KillCounting, AnOrderlyStopLosesNothing) {
  start_server();
  if (HasFatalFailure()) return;
  const auto moments = read_for(std::chrono::milliseconds(300));
  kill(server_, SIGTERM);
  waitpid(server_, nullptr, 0);
  server_ = -1;
  temp_.reopen();
  EXPECT_EQ(figures(false).total("views"), static_cast<std::int64_t>(moments.size()));
}

}  // namespace
}  // namespace musubi
