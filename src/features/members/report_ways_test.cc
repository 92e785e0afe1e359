// report_ways_test.cc - the ways of a member report: discarded, replaced, whose 前回 it is, what is
// mailed about it, and the files that are printed once and kept.
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>

#include "core/files/files.h"
#include "core/mail/mail.h"
#include "features/members/members.h"
#include "features/members/report_words.h"
#include "features/members/service.h"
#include "features/members/service_report_files.h"
#include "support/cast.h"
#include "support/scenario.h"
#include "web/live.h"

namespace musubi::members {
namespace {

using test::Scenario;
namespace cast = test::cast;
namespace fs = std::filesystem;

// What an open page hears.
class OpenPage : public web::LiveHub::Listener {
 public:
  explicit OpenPage(web::LiveHub& hub) : hub_(hub) { hub_.add(this); }
  ~OpenPage() override { hub_.remove(this); }
  void frame(const std::string& topic, std::shared_ptr<const std::string> bytes) override {
    const std::lock_guard lock(mutex_);
    if (topic == topic_ && bytes->starts_with("event: changed\n")) ++heard_;
    something_.notify_all();
  }
  void session_ended(const std::string&) override {}
  void all_sessions_ended() override {}
  void follow(const std::string& topic) {
    const std::lock_guard lock(mutex_);
    topic_ = topic;
  }
  bool hears(int times) {
    std::unique_lock lock(mutex_);
    return something_.wait_for(lock, std::chrono::seconds(10), [&] { return heard_ >= times; });
  }

 private:
  web::LiveHub& hub_;
  std::mutex mutex_;
  std::condition_variable something_;
  std::string topic_;
  int heard_ = 0;
};

class ReportWays : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string made = (fs::temp_directory_path() / "musubi-report-XXXXXX").string();
    ASSERT_NE(mkdtemp(made.data()), nullptr);
    folder_ = made;
    files::configure({(folder_ / "files").string(), "", 1000});
    for (const char* name : {"みなも製作所", "はるかぜ商会"}) {
      NewOrganisation input;
      input.typed = {{"name", name}};
      input.joined_on = "2023-04-01";
      ASSERT_TRUE(create_organisation(office(), input).has_value());
    }
  }
  void TearDown() override { fs::remove_all(folder_); }

  Context office() { return s_.context_of(cast::secretariat); }
  Context officer() { return s_.context_of(cast::prefecture); }
  std::string freeze(Date as_of) {
    auto id = freeze_report(office(), as_of);
    EXPECT_TRUE(id.has_value()) << id.error().says;
    return *id;
  }
  store::Report report(const std::string& id) { return load_visible_report(office(), id)->report; }
  std::vector<mail::Mail> mails() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    handlers.erase(std::string(kReportFilesWanted));  // not printed here
    s_.deliver(handlers);
    return s_.db().read([](db::Reader& reader) { return mail::list_mails(reader, {}); });
  }

  Scenario s_;
  fs::path folder_;
};

// What `musubi report members` hands out: printing apart.
TEST_F(ReportWays, ADaysReportIsFrozenAnewWhenTheRecordsSaySomethingElse) {
  const Date as_of{2024, 9, 30};
  const auto given = [&] {
    auto day = freeze_when_changed(office(), as_of);
    EXPECT_TRUE(day.has_value()) << day.error().says;
    return *day;
  };
  const auto join = [&](const char* name) {
    NewOrganisation input;
    input.typed = {{"name", name}};
    input.joined_on = "2024-09-01";
    return create_organisation(office(), input).has_value();
  };
  const DayReport first = given();
  EXPECT_TRUE(first.frozen_now);
  EXPECT_EQ(given().id, first.id);
  EXPECT_FALSE(given().frozen_now);
  ASSERT_TRUE(join("いずみ食品"));
  const DayReport second = given();
  EXPECT_TRUE(second.frozen_now);
  EXPECT_EQ(report(second.id).version, 2);
  EXPECT_EQ(report(first.id).state, "superseded");
  EXPECT_EQ(load_visible_report(office(), second.id)->figures.members, 3);
  ASSERT_TRUE(submit_report(office(), second.id).has_value());
  EXPECT_EQ(given().id, second.id);
  ASSERT_TRUE(join("こずえ運輸"));  // the prefecture has not received it: a next version, as on the page
  const DayReport third = given();
  EXPECT_TRUE(third.frozen_now);
  EXPECT_EQ(report(third.id).version, 3);
  EXPECT_EQ(report(second.id).state, "submitted");
  ASSERT_TRUE(submit_report(office(), third.id).has_value());
  ASSERT_TRUE(receive_report(officer(), third.id).has_value());
  EXPECT_FALSE(given().differs);
  ASSERT_TRUE(join("あかね印刷"));
  const DayReport kept = given();
  EXPECT_EQ(kept.id, third.id);
  EXPECT_TRUE(kept.differs);
  EXPECT_FALSE(kept.frozen_now);
}

TEST_F(ReportWays, WhatWasOnlyFrozenIsNobodysPrevious) {
  const std::string june = freeze({2024, 6, 30});
  ASSERT_TRUE(submit_report(office(), june).has_value());
  const std::string july = freeze({2024, 7, 31});
  const std::string september = freeze({2024, 9, 30});
  EXPECT_EQ(report(september).previous_id, june);
  ASSERT_TRUE(submit_report(office(), july).has_value());
  auto overtaken = submit_report(office(), september);  // its 前回 is no longer the last one
  ASSERT_FALSE(overtaken.has_value());
  EXPECT_EQ(overtaken.error().fault, Fault::conflict);
  const std::string again = freeze({2024, 9, 30});
  EXPECT_EQ(report(again).previous_id, july);
  EXPECT_TRUE(submit_report(office(), again).has_value());
}

TEST_F(ReportWays, AFrozenOneCanBeDiscardedAndItsNumberIsNotUsedAgain) {
  const std::string wrong = freeze({2024, 6, 29});
  s_.as(cast::prefecture).post("/office/member-reports/" + wrong + "/discard").status(403);
  s_.as(cast::secretariat)
      .post("/office/member-reports/" + wrong + "/discard")
      .status(303)
      .audited("members.report.discarded");
  s_.as(cast::secretariat)  // the day may be frozen again: the number then has a second version
      .get("/office/member-reports/" + wrong + "?said=discarded")
      .contains("この番号のこの版は使いません");
  s_.as(cast::secretariat).get("/office/member-reports").contains("破棄");
  s_.as(cast::prefecture).get("/office/member-reports").lacks("第1号");
  const std::string right = freeze({2024, 6, 30});
  EXPECT_EQ(report(right).number, 2);
  EXPECT_EQ(report(right).previous_id, "");
  ASSERT_TRUE(submit_report(office(), right).has_value());
  auto late = discard_report(office(), right);
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().fault, Fault::conflict);
  const std::string same_day = freeze({2024, 6, 29});
  EXPECT_EQ(report(same_day).number, 1);
  EXPECT_EQ(report(same_day).version, 2);
}

TEST_F(ReportWays, TheSubmittedVersionStandsUntilTheNextOneIsSubmitted) {
  const std::string first = freeze({2024, 6, 30});
  ASSERT_TRUE(submit_report(office(), first).has_value());
  const std::string second = freeze({2024, 6, 30});
  EXPECT_EQ(report(first).state, "submitted");
  ASSERT_TRUE(submit_report(office(), second).has_value());
  EXPECT_EQ(report(first).state, "superseded");
  EXPECT_EQ(report(second).state, "submitted");
  ASSERT_TRUE(submit_report(office(), freeze({2024, 9, 30})).has_value());
  auto third = freeze_report(office(), {2024, 6, 30});  // September was counted from it
  ASSERT_FALSE(third.has_value());
  EXPECT_NE(third.error().says.find("訂正"), std::string::npos);
}

TEST_F(ReportWays, EachSideIsToldByMailWhatTheOtherDid) {
  const std::string id = freeze({2024, 9, 30});
  EXPECT_TRUE(mails().empty());
  ASSERT_TRUE(submit_report(office(), id).has_value());
  auto sent = mails();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].to_address, cast::prefecture.login);
  EXPECT_EQ(sent[0].state, mail::State::undelivered);
  EXPECT_NE(sent[0].subject.find("会員報告書 第1号"), std::string::npos) << sent[0].subject;
  EXPECT_NE(sent[0].body.find("/office/member-reports/" + id), std::string::npos);
  EXPECT_EQ(sent[0].body.find("みなも製作所"), std::string::npos);
  ASSERT_TRUE(receive_report(officer(), id).has_value());
  const std::size_t after_receipt = mails().size();
  EXPECT_GE(after_receipt, 3U);  // everybody of the secretariat
  ASSERT_TRUE(comment_on_report(office(), id, "内密の返事").has_value());
  sent = mails();
  ASSERT_EQ(sent.size(), after_receipt + 1);
  EXPECT_EQ(sent[0].to_address, cast::prefecture.login);
  EXPECT_EQ(sent[0].body.find("内密の返事"), std::string::npos);
  EXPECT_EQ(s_.db().read([](db::Reader& reader) { return outbox::count_letters(reader, "dead"); }),
            0);
}

TEST_F(ReportWays, OldNewsIsNotMailed) {
  const std::string id = freeze({2024, 9, 30});
  ASSERT_TRUE(submit_report(office(), id).has_value());
  s_.advance_minutes(60 * 24 * 20);
  EXPECT_TRUE(mails().empty());
}

TEST_F(ReportWays, FilesAreMadeOnceAndHandedOutAsTheyWereStored) {
  const std::string id = freeze({2024, 9, 30});
  const std::string path = "/office/member-reports/" + id;
  s_.as(cast::secretariat).get(path).status(200).contains("ファイルを作成しています");
  s_.as(cast::secretariat).get(path + "/files/csv").status(303).leads_to(path);
  const std::vector<std::string> formats{"xlsx", "csv", "csv_cp932"};
  ASSERT_TRUE(make_report_files(office(), id, formats).has_value());
  s_.as(cast::secretariat).get(path).contains("UTF-8・").contains("KB）");
  auto first = open_report_file(office(), id, "xlsx");
  ASSERT_TRUE(first.has_value()) << first.error().says;
  ASSERT_TRUE(make_report_files(office(), id, formats).has_value());
  EXPECT_EQ(open_report_file(office(), id, "xlsx")->path, first->path);
  EXPECT_EQ(open_report_file(officer(), id, "xlsx").error().fault, Fault::not_found);
  EXPECT_EQ(open_report_file(office(), id, "exe").error().fault, Fault::not_found);
  EXPECT_TRUE(s_.db().read([](db::Reader& r) { return broken_reports(r); }).empty());
  {
    fs::permissions(first->path, fs::perms::owner_write, fs::perm_options::add);
    std::ofstream(first->path, std::ios::app) << "x";
  }
  auto touched = open_report_file(office(), id, "xlsx");
  ASSERT_FALSE(touched.has_value());
  EXPECT_NE(touched.error().says.find("一致しません"), std::string::npos);
  EXPECT_EQ(s_.db().read([](db::Reader& r) { return broken_reports(r); }).size(), 1U);
}

TEST_F(ReportWays, AReportThatIsNotWhatWasFrozenIsCalledDamagedAndNeverPrinted) {
  const std::string id = freeze({2024, 9, 30});
  ASSERT_TRUE(make_report_files(office(), id, {"csv"}).has_value());
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) {
    return tx.run({"test.spoil", "UPDATE member_reports SET sha256 = 'other' WHERE id = $1"}, id);
  }));
  const auto printed = make_report_files(office(), id, {"csv_cp932"});
  ASSERT_FALSE(printed.has_value());
  EXPECT_EQ(printed.error().fault, Fault::damaged);  // nobody was first: there was no race
  EXPECT_NE(printed.error().says.find("一致しません"), std::string::npos);
  EXPECT_FALSE(open_report_file(office(), id, "csv_cp932").has_value());
}

TEST_F(ReportWays, APageThatWaitsIsToldOfEachFileUntilAllAreThere) {
  const std::string id = freeze({2024, 9, 30});
  const std::string path = "/office/member-reports/" + id;
  const std::string live = "data-live-part=\"" + path + "/events\"";
  auto& worker = s_.as(cast::secretariat);
  worker.get(path).status(200).contains(live).contains("最新の状態を表示する");
  s_.as(cast::prefecture).get(path + "/events").status(404);  // not submitted: hidden from it
  OpenPage waiting(*s_.app().live);
  const auto events = worker.get(path + "/events").status(200);
  ASSERT_FALSE(events.response().sse_topic.empty());
  waiting.follow(events.response().sse_topic);
  ASSERT_TRUE(make_report_files(office(), id, {"csv"}).has_value());
  EXPECT_TRUE(waiting.hears(1));
  worker.get(path).contains(live).contains("4つのうち1つができました");
  ASSERT_TRUE(make_report_files(office(), id, {"xlsx", "csv_cp932"}).has_value());
  EXPECT_TRUE(waiting.hears(3));
  const auto printed = s_.db().write([&](db::Tx& tx) -> Result<void> {
    for (auto file : store::list_report_files(tx, id)) {
      if (file.format == "pdf") file.state = "ready";
      TRY(store::update_report_file(tx, file));
    }
    return {};
  });
  ASSERT_TRUE(printed.has_value());
  worker.get(path)
      .contains("data-live-says=\"すべてのファイルができました。\"")
      .lacks("data-live-part")
      .lacks("最新の状態を表示する");
}

TEST_F(ReportWays, WhatShiftJisCannotHoldIsListedBesideTheFile) {
  NewOrganisation input;
  input.typed = {{"name", "株式会社𠮷野組"}};
  input.joined_on = "2024-07-01";
  ASSERT_TRUE(create_organisation(office(), input).has_value());
  const std::string id = freeze({2024, 9, 30});
  ASSERT_TRUE(make_report_files(office(), id, {"csv", "csv_cp932"}).has_value());
  const auto kept = s_.db().read(
      [&](db::Reader& reader) { return store::list_report_files(reader, id); });
  for (const auto& file : kept) {
    // In the list of members and, because it joined, in the list of what changed.
    EXPECT_EQ(file.lost.count, file.format == "csv_cp932" ? 2 : 0) << file.format;
    if (file.lost.empty()) continue;
    EXPECT_EQ(file.lost.list[0].column, "B");
    EXPECT_EQ(file.lost.list[0].character, "𠮷");
  }
  s_.as(cast::secretariat)
      .get("/office/member-reports/" + id)
      .status(200)
      .contains("CSV（Shift_JIS）で「〓」にした文字　2か所")
      .contains("株式会社𠮷野組");
  audit::Filter filter;
  filter.action_prefix = "members.report.characters_replaced";
  const auto entries =
      s_.db().read([&](db::Reader& reader) { return audit::list_entries(reader, filter); });
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].after.at("replaced"), 2);
}

TEST_F(ReportWays, TheListOfReportsGoesOnPageByPage) {
  for (int i = 0; i < 27; ++i) freeze(add_days({2024, 5, 1}, i));
  freeze({2024, 5, 27});  // a second version
  std::vector<std::string> seen;
  std::string after;
  do {
    auto page = list_reports_page(office(), after, 10);
    ASSERT_TRUE(page.has_value());
    for (const auto& report : page->reports) seen.push_back(report_number(report));
    after = page->next;
  } while (!after.empty());
  ASSERT_EQ(seen.size(), 28U);
  EXPECT_EQ(seen.front(), "第27号（第2版）");
  EXPECT_EQ(seen.back(), "第1号");
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 28U);
  auto& visitor = s_.as(cast::secretariat);
  visitor.get("/office/member-reports").status(200).contains("?after=5-1").lacks("第4号<");
  visitor.get("/office/member-reports?after=5-1").status(200).contains("第1号");
}

TEST_F(ReportWays, ARemarkOrTheSubmissionMakesANewEditionAndTheOldOneGoes) {
  const std::string id = freeze({2024, 9, 30});
  ASSERT_TRUE(make_report_files(office(), id, {"csv"}).has_value());
  ASSERT_TRUE(comment_as_secretariat(office(), id, "順調です。").has_value());
  EXPECT_EQ(open_report_file(office(), id, "csv").error().fault, Fault::conflict);
  ASSERT_TRUE(submit_report(office(), id).has_value());
  ASSERT_TRUE(make_report_files(office(), id, {"csv"}).has_value());
  EXPECT_TRUE(open_report_file(officer(), id, "csv").has_value());
  const auto kept = s_.db().read(
      [&](db::Reader& reader) { return store::list_report_files(reader, id); });
  for (const auto& file : kept) EXPECT_EQ(file.edition, "final") << file.format;
}

}  // namespace
}  // namespace musubi::members
