// kill_export_test.cc - kill -9 while a large export is being written (docs/decisions.md, 56).
// Promise: what the killed process left of it is gone when the server listens again, and whoever
// asks again gets the whole file. On the database that DB= names.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <system_error>
#include <utility>

#include "base/log.h"
#include "features/members/checks.h"
#include "features/members/store.h"
#include "support/killed_server.h"

namespace musubi {
namespace {

namespace export_fs = std::filesystem;

constexpr int kExported = 5'000;
constexpr int kNoteCharacters = 1'000;  // 15 MB in all: many blocks, many chances to die
constexpr int kRoundsMostOfExport = 10;

class KillExport : public test::KilledServer {
 protected:
  void fill_registry() {
    temp_.reopen();
    std::string note;
    for (int i = 0; i < kNoteCharacters; ++i) note += "結";
    const Instant now = now_from_system_clock();
    const auto made = temp_.db().write([&](db::Tx& tx) -> Result<void> {
      for (int i = 1; i <= kExported; ++i) {
        members::Organisation o;
        o.id = {new_uuid(now)};
        o.member_no = members::member_no_of(i);
        o.name = "架空商会" + std::to_string(i);
        o.joined_on = "2024-06-03";
        o.note = note;
        TRY(members::store::insert_organisation(tx, o, members::match_keys(o, "")));
      }
      return {};
    });
    ASSERT_TRUE(made.has_value()) << (made ? "" : made.error().detail);
    temp_.close();
  }
  export_fs::path parcels() const { return folder_ / "data" / "parcels"; }
  // How many lie there, and whether one of them holds something already.
  std::pair<int, bool> lying() const {
    int files = 0;
    bool written = false;
    std::error_code error;
    for (export_fs::directory_iterator at(parcels(), error), end; !error && at != end;
         at.increment(error)) {
      ++files;
      std::error_code gone;
      const auto size = export_fs::file_size(at->path(), gone);
      written = written || (!gone && size > 0);
    }
    return {files, written};
  }
  test::HttpAnswer ask_for_export() {
    try {
      test::HttpClient http(port_);
      return post(http, "/office/member-exports",
                  "column=member_no&column=name&column=note&format=csv&purpose=shiken-no-tame");
    } catch (const std::runtime_error&) {
      return {};  // the server went before this browser came
    }
  }
};

TEST_F(KillExport, LeavesNothingAfterTheNextStartAndCanBeAskedForAgain) {
  fill_registry();
  if (HasFatalFailure()) return;
  create_user("secretariat");
  if (HasFatalFailure()) return;
  start_server();
  sign_in();
  if (HasFatalFailure()) return;
  bool left = false;
  for (int round = 0; round < kRoundsMostOfExport && !left; ++round) {
    std::atomic<bool> answered{false};
    std::thread browser([&] {
      ask_for_export();
      answered = true;
    });
    while (!answered && !lying().second) {
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    kill_server();
    browser.join();
    left = lying().first > 0;  // else it was finished before the blow: again
    start_server();
    if (HasFatalFailure()) return;
    EXPECT_EQ(lying().first, 0) << "round " << round << ": half an export stays behind";
  }
  EXPECT_TRUE(left) << "no blow met an export that was being written";

  const test::HttpAnswer whole = ask_for_export();
  ASSERT_EQ(whole.status, 200) << whole.head;
  EXPECT_EQ(std::count(whole.body.begin(), whole.body.end(), '\n'), kExported + 1);
  EXPECT_EQ(lying().first, 0);
}

}  // namespace
}  // namespace musubi
