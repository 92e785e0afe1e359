// sending_test.cc - what may come between the writing and the last mail: nobody to send to, two
// people who press at once, a stop while mails wait in the queue, and a year that went by.
#include <gmock/gmock.h>

#include <filesystem>
#include <thread>

#include "core/retention/retention.h"
#include "support/mailings.h"
#include "support/smtp_process.h"

namespace musubi::mailings {
namespace {

using testing::UnorderedElementsAre;
using Sending = MailingCase;

// What two people get who press at the same moment: how many were obeyed.
int pressed_at_once(const std::function<Result<void>()>& one,
                    const std::function<Result<void>()>& other) {
  std::optional<Error> errors[2];
  const auto press = [&](int who, const std::function<Result<void>()>& act) {
    auto done = act();
    if (!done) errors[who] = done.error();
  };
  std::thread first(press, 0, one), second(press, 1, other);
  first.join();
  second.join();
  int obeyed = 0;
  for (const auto& error : errors) {
    obeyed += error ? 0 : 1;
    if (error) {
      EXPECT_EQ(error->fault, Fault::conflict) << error->says;
    }
  }
  return obeyed;
}

TEST_F(Sending, ToNobodyIsRefusedAndTheSegmentCanBeFilled) {
  const MailingId id = draft();
  const std::string here = "/office/mailings/" + id.text;
  prepare(id);
  ASSERT_EQ(page(id).mailing.state, "prepared");
  EXPECT_EQ(page(id).ready, 0);
  EXPECT_EQ(submit(id).error().fault, Fault::conflict);
  s_.as(cast::secretariat).get(here).status(200).contains("送れる宛先がありません");
  s_.as(cast::secretariat).get(here + "/preview").status(404);
  s_.as(cast::secretariat).get(here + "/recipients").status(200);
  ASSERT_TRUE(reopen_mailing(as(cast::secretariat), id));
  enrol("みどり情報", {{"青井 一", "a@midori.example.jp"}});
  prepare(id);
  ASSERT_TRUE(submit(id));
  deliver();
  EXPECT_EQ(page(id).mailing.state, "sent");
  EXPECT_EQ(mails_to("a@midori.example.jp").size(), 1U);
}

TEST_F(Sending, ThatTwoPeopleAskForAtOnceHappensOnce) {
  enrol_many(20);
  const MailingId id = draft();
  prepare(id);
  const Submission input = submission(id);
  const Context one = as(cast::secretariat), other = as(cast::manager);
  EXPECT_EQ(pressed_at_once([&] { return submit_mailing(one, id, input); },
                            [&] { return submit_mailing(other, id, input); }),
            1);
  deliver();
  EXPECT_EQ(page(id).mailing.state, "sent");
  EXPECT_EQ(count("SELECT count(*) FROM mails"), 20);
  EXPECT_EQ(count("SELECT count(*) FROM audit_entries"
                  " WHERE action = 'mailings.mailing.submitted'"),
            1);
}

TEST_F(Sending, ThatIsConfirmedTwiceAtOnceGoesOutOnce) {
  enrol_many(51);
  const MailingId id = draft();
  prepare(id);
  ASSERT_TRUE(submit(id));
  const Context manager = as(cast::manager);
  const std::int64_t version = page(id).mailing.version;
  const auto confirm = [&] { return confirm_mailing(manager, id, version); };
  EXPECT_EQ(pressed_at_once(confirm, confirm), 1);
  deliver();
  EXPECT_EQ(count("SELECT count(*) FROM mails"), 51);
  EXPECT_EQ(count("SELECT count(DISTINCT to_address) FROM mails"), 51);
}

TEST_F(Sending, HeedsWhatWasStoppedWhileAMailWaitedInTheQueue) {
  std::string folder = (std::filesystem::temp_directory_path() / "musubi-send-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  test::SmtpProcess smtp(folder);
  ASSERT_TRUE(smtp.start()) << "run npm ci";
  mail::configure(smtp.settings());
  enrol_many(3);
  const MailingId id = draft("news");
  prepare(id);
  ASSERT_TRUE(submit(id));
  const auto mailing = page(id).mailing;
  ASSERT_TRUE(send_step(s_.system_context(), s_.locksmith(),
                        {"x", "mailings.mailing.sending",
                         {{"id", id.text}, {"run", mailing.run}, {"after", ""}}, 1}));
  ASSERT_EQ(page(id).delivered(mail::State::waiting), 3);
  ASSERT_TRUE(add_suppression(as(cast::secretariat), {"p1@m1.example.jp", "complaint", "電話で"}));
  ASSERT_TRUE(stop_by_link(s_.system_context(), s_.locksmith(),
                           stop_path("p2@m2.example.jp").substr(13), "link"));
  deliver();
  std::vector<std::string> got;
  for (const Json& one : smtp.accepted()) got.push_back(one["to"][0].get<std::string>());
  EXPECT_THAT(got, UnorderedElementsAre("p3@m3.example.jp"));
  EXPECT_EQ(page(id).delivered(mail::State::sent), 1);
  EXPECT_EQ(page(id).delivered(mail::State::withdrawn), 2);
  s_.as(cast::secretariat).get("/office/mailings/" + id.text + "/recipients?show=withdrawn")
      .status(200).contains("本人が配信を止めている").contains("p2@m2.example.jp");
  std::filesystem::remove_all(folder);
}

TEST_F(Sending, LeavesOutAMemberWhoWithdrewSinceTheRecipientsWereConfirmed) {
  enrol("みどり情報", {{"青井 一", "a@midori.example.jp"}});
  enrol("やま工業", {{"黒木 一", "k@yama.example.jp"}});
  const MailingId id = draft("business");
  prepare(id);
  ASSERT_TRUE(submit(id, Instant{s_.now().ms + 60'000}));
  ASSERT_TRUE(s_.db().write([](db::Tx& tx) {
    return tx.run({"test.withdraw", "UPDATE organisations SET state = 'withdrawn' WHERE name = $1"},
                  "やま工業");
  }));
  s_.advance_minutes(2);
  deliver();
  EXPECT_EQ(left_out(id, "changed"), 1);
  EXPECT_EQ(mails_to("a@midori.example.jp").size(), 1U);
  EXPECT_TRUE(mails_to("k@yama.example.jp").empty());
}

TEST_F(Sending, LosesTheNamesOfItsRecipientsAYearLater) {
  enrol("みどり情報", {{"青井 一", "a@midori.example.jp"}, {"青井 二", ""}});
  const MailingId id = sent("news");
  const std::string path = stop_path("a@midori.example.jp");
  s_.stranger().get(path).status(200);
  const retention::Kind* kind = retention::find_kind(retention::kinds(), "mailings.recipients");
  ASSERT_NE(kind, nullptr);
  const auto destroyed = [&] {
    const Context ctx = s_.system_context();
    return s_.db().write(
        [&](db::Tx& tx) { return retention::destroy(tx, ctx, *kind, id.text); });
  };
  EXPECT_EQ(destroyed().error().fault, Fault::conflict) << "before its term";
  s_.advance_minutes(367 * 24 * 60);
  const auto due = s_.db().read([&](db::Reader& reader) {
    return kind->list_due(reader, s_.system_context().today(), "", 10);
  });
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due.front().id, id.text);
  const auto gone = destroyed();
  ASSERT_TRUE(gone.has_value()) << gone.error().says;
  EXPECT_EQ(count("SELECT count(*) FROM mailing_recipients WHERE name <> '' OR address <> ''"), 0);
  EXPECT_EQ(page(id).queued, 1);
  EXPECT_EQ(left_out(id, "no_address"), 1);
  s_.stranger().get(path).status(404);
  s_.as(cast::secretariat).get("/office/mailings/" + id.text + "/recipients?show=queued")
      .status(200).contains("残していません");
  EXPECT_EQ(destroyed().error().fault, Fault::not_found);
}

}  // namespace
}  // namespace musubi::mailings
