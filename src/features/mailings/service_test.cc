// service_test.cc - the promises of mailings: who gets one, who is left out and why, that a second
// person is another one, that nobody gets it twice, and that a stop counts from the next mail on.
#include <gmock/gmock.h>

#include "features/mailings/text.h"
#include "support/mailings.h"

namespace musubi::mailings {
namespace {

using testing::HasSubstr;
using testing::Not;
using Mailings = MailingCase;

TEST_F(Mailings, CountsAndWalksTheSamePeopleAsTheRegistry) {
  enrol("みどり情報", {{"青井 一", "a@midori.example.jp", true}, {"青井 二", "", false, true}}, "G",
        "431001", 12);
  enrol("やま工業", {{"黒木 一", "k@yama.example.jp", true}}, "E", "432024", 400);
  const auto count = [&](members::Audience a) {
    auto size = count_audience(as(cast::secretariat), a);
    EXPECT_TRUE(size.has_value());
    const auto walked = s_.db().read(
        [&](db::Reader& reader) { return members::list_audience(reader, a, "", 100); });
    EXPECT_EQ(static_cast<std::int64_t>(walked.size()), size->people);
    return *size;
  };
  EXPECT_EQ(count({}).people, 3);
  EXPECT_EQ(count({}).organisations, 2);
  EXPECT_EQ(count({}).without_address, 1);
  members::Audience industry;
  industry.industries = {"G"};
  EXPECT_EQ(count(industry).people, 2);
  members::Audience place;
  place.areas = {"熊本"};
  EXPECT_EQ(count(place).organisations, 1);
  members::Audience part;
  part.part = "administrator";
  EXPECT_EQ(count(part).people, 1);
  part.part = "representative";
  EXPECT_EQ(count(part).people, 2);
  members::Audience joined;
  joined.joined_from = "2024-05-11";
  EXPECT_EQ(count(joined).people, 0);
}

TEST_F(Mailings, KnowTheSizeOfAnOrganisationAsTheRegistryDoes) {
  std::map<std::string, int> wanted;
  int number = 0;
  const std::vector<std::optional<std::int64_t>> sizes{std::nullopt, 5,  6,   20,  21, 50,
                                                       51,           100, 101, 300, 301};
  for (const char* industry : {"A", "E", "G", "I", "L", "M", "P", "R", "S"}) {
    for (const auto& employees : sizes) {
      members::Organisation o;
      o.industry = industry;
      o.employees = employees;
      ++wanted[std::string(members::size_class(o))];
      enrol("規模" + std::to_string(++number), {{"規 模", ""}}, industry, "431001", employees);
    }
  }
  for (const auto& [size, many] : wanted) {
    members::Audience audience;
    audience.sizes = {size};
    EXPECT_EQ(count_audience(as(cast::secretariat), audience)->organisations, many) << size;
  }
}

TEST_F(Mailings, GoOncePerAddressWithTheReasonsOfWhoIsLeftOut) {
  enrol("みどり情報", {{"青井 一", "a@midori.example.jp"}, {"青井 二", ""}});
  enrol("みどり商会", {{"青井 一", "A@Midori.example.jp"}});  // the same person, elsewhere
  enrol("やま工業", {{"黒木 一", "k@yama.example.jp"}, {"黒木 二", "not an address"}});
  enrol("うみ商店", {{"白石 一", "s@umi.example.jp"}});
  ASSERT_TRUE(add_suppression(as(cast::secretariat), {"k@yama.example.jp", "hand", "電話で申出"}));
  ASSERT_TRUE(record_consent(as(cast::secretariat),
                             {"s@umi.example.jp", "news", "refused", "10月28日に電話"}));
  const MailingId id = draft("news");
  prepare(id);
  EXPECT_EQ(page(id).mailing.state, "prepared");
  EXPECT_EQ(page(id).ready, 1);
  EXPECT_EQ(left_out(id, "no_address"), 1);
  EXPECT_EQ(left_out(id, "bad_address"), 1);
  EXPECT_EQ(left_out(id, "duplicate"), 1);
  EXPECT_EQ(left_out(id, "suppressed"), 1);
  EXPECT_EQ(left_out(id, "refused"), 1);
  ASSERT_TRUE(submit(id));
  deliver();
  EXPECT_EQ(page(id).mailing.state, "sent");
  EXPECT_EQ(mails_to("a@midori.example.jp").size(), 1U);
  EXPECT_EQ(count("SELECT count(*) FROM mails"), 1);
}

TEST_F(Mailings, AskForConsentOnlyWhereItIsNeeded) {
  enrol("みどり情報", {{"青井 一", "a@midori.example.jp"}, {"青井 二", "b@midori.example.jp"}});
  ASSERT_TRUE(record_consent(as(cast::secretariat),
                             {"b@midori.example.jp", "member_pr", "given", "書面で"}));
  ASSERT_TRUE(record_consent(as(cast::secretariat),
                             {"a@midori.example.jp", "news", "refused", "電話で"}));
  const MailingId pr = draft("member_pr"), news = draft("news"), business = draft("business");
  for (const auto& id : {pr, news, business}) prepare(id);
  EXPECT_EQ(page(pr).ready, 1);
  EXPECT_EQ(left_out(pr, "no_consent"), 1);
  EXPECT_EQ(page(news).ready, 1);
  EXPECT_EQ(page(business).ready, 2);
}

TEST_F(Mailings, FillPlaceholdersAndEndInTheFooterOfTheLaw) {
  enrol("みどり{{お名前}}情報", {{"青井 一", "a@midori.example.jp"}});
  sent("news");
  const auto mail = mails_to("a@midori.example.jp").front();
  EXPECT_EQ(mail.subject, "青井 一様へ　講座のご案内");
  EXPECT_THAT(mail.body, HasSubstr("みどり{{お名前}}情報\n青井 一 様"));
  EXPECT_THAT(mail.body, HasSubstr("差出人：くまもとＤＸ推進コンソーシアム事務局"));
  EXPECT_THAT(mail.body, HasSubstr("住所：860-0001 熊本市中央区架空町1-2-3"));
  EXPECT_THAT(mail.body, HasSubstr("電話 096-000-1234"));
  EXPECT_THAT(mail.body, HasSubstr("/unsubscribe/"));
  const MailingId business = sent("business");
  EXPECT_EQ(page(business).queued, 1);
  EXPECT_THAT(mails_to("a@midori.example.jp").front().body, Not(HasSubstr("/unsubscribe/")));
}

TEST_F(Mailings, RefuseWhatCannotBeFilledIn) {
  enrol("みどり情報", {{"青井 一", "a@midori.example.jp"}});
  const auto refused = [&](Draft input, const char* field) {
    auto made = create_mailing(as(cast::secretariat), input);
    ASSERT_FALSE(made.has_value()) << field;
    ASSERT_FALSE(made.error().fields.empty());
    EXPECT_EQ(made.error().fields.front().field, field);
  };
  const std::string segment = everyone().text;
  refused({"news", "件名", "{{会社}}", segment, 0, ""}, "body");
  refused({"news", "{{お名前", "本文", segment, 0, ""}, "subject");
  refused({"news", "件名\r\nBcc: x@example.jp", "本文", segment, 0, ""}, "subject");
  refused({"spam", "件名", "本文", segment, 0, ""}, "mail_class");
  refused({"news", "件名", "本文", "", 0, ""}, "segment");
  EXPECT_TRUE(create_mailing(as(cast::secretariat), {"news", "件名", "本文", segment, 0, ""}));
}

TEST_F(Mailings, NeedAnotherPersonAboveFifty) {
  enrol_many(51);
  const MailingId id = draft();
  prepare(id);
  ASSERT_EQ(page(id).ready, 51);
  ASSERT_TRUE(submit(id));
  EXPECT_EQ(page(id).mailing.state, "waiting");
  deliver();
  EXPECT_EQ(count("SELECT count(*) FROM mails"), 0);
  const auto own = confirm_mailing(as(cast::secretariat), id, page(id).mailing.version);
  EXPECT_EQ(own.error().fault, Fault::forbidden);
  const auto officer = confirm_mailing(as(cast::prefecture), id, page(id).mailing.version);
  EXPECT_EQ(officer.error().fault, Fault::forbidden);
  ASSERT_TRUE(confirm_mailing(as(cast::manager), id, page(id).mailing.version));
  deliver();
  EXPECT_EQ(page(id).mailing.state, "sent");
  EXPECT_EQ(page(id).mailing.confirmed_by_name, cast::manager.name);
  EXPECT_EQ(count("SELECT count(*) FROM mails"), 51);
}

TEST_F(Mailings, OfFiftyGoWithoutASecondPerson) {
  enrol_many(50);
  const MailingId id = draft();
  prepare(id);
  ASSERT_TRUE(submit(id));
  deliver();
  EXPECT_EQ(page(id).mailing.state, "sent");
}

TEST_F(Mailings, ThatTheSecondPersonRewroteNeedAThird) {
  enrol_many(51);
  const MailingId id = draft();
  const auto found = page(id);
  Draft again{"news", "件名", "本文", found.mailing.segment.text, found.mailing.version, ""};
  ASSERT_TRUE(update_mailing(as(cast::manager), id, again));
  prepare(id);
  ASSERT_TRUE(submit(id));  // by the secretariat
  const auto done = confirm_mailing(as(cast::manager), id, page(id).mailing.version);
  EXPECT_EQ(done.error().fault, Fault::forbidden) << "whoever wrote the text confirms it";
}

TEST_F(Mailings, GoBackToTheWriterWithAReason) {
  enrol_many(51);
  const MailingId id = draft();
  prepare(id);
  ASSERT_TRUE(submit(id));
  EXPECT_EQ(return_mailing(as(cast::manager), id, " ").error().fault, Fault::invalid);
  ASSERT_TRUE(return_mailing(as(cast::manager), id, "日付を直してください"));
  EXPECT_EQ(page(id).mailing.state, "draft");
  EXPECT_THAT(page(id).mailing.returned_note, HasSubstr("日付を直してください"));
  EXPECT_EQ(count("SELECT count(*) FROM mailing_recipients"), 0);
}

TEST_F(Mailings, WaitForTheirHourAndCanBeCancelledBefore) {
  enrol_many(2);
  const MailingId kept = draft(), gone = draft();
  for (const auto& id : {kept, gone}) {
    prepare(id);
    ASSERT_TRUE(submit(id, Instant{s_.now().ms + 3'600'000}));
  }
  deliver();
  EXPECT_EQ(page(kept).mailing.state, "scheduled");
  ASSERT_TRUE(cancel_mailing(as(cast::secretariat), gone));
  s_.advance_minutes(61);
  deliver();
  EXPECT_EQ(page(kept).mailing.state, "sent");
  EXPECT_EQ(page(gone).mailing.state, "cancelled");
  EXPECT_EQ(count("SELECT count(*) FROM mails"), 2);
  EXPECT_EQ(submit(gone).error().fault, Fault::conflict);
}

TEST_F(Mailings, HeedWhatChangedBetweenThePreparationAndTheSending) {
  enrol_many(4);
  const MailingId id = draft();
  prepare(id);
  ASSERT_TRUE(submit(id, Instant{s_.now().ms + 60'000}));
  ASSERT_TRUE(add_suppression(as(cast::secretariat), {"p1@m1.example.jp", "complaint", "申立て"}));
  ASSERT_TRUE(
      record_consent(as(cast::secretariat), {"p2@m2.example.jp", "news", "refused", "電話で"}));
  ASSERT_TRUE(s_.db().write([](db::Tx& tx) {
    return tx.run({"test.leave", "UPDATE people SET state = 'left' WHERE email = $1"},
                  "p3@m3.example.jp");
  }));
  s_.advance_minutes(2);
  deliver();
  EXPECT_EQ(page(id).queued, 1);
  EXPECT_EQ(left_out(id, "suppressed"), 1);
  EXPECT_EQ(left_out(id, "refused"), 1);
  EXPECT_EQ(left_out(id, "changed"), 1);
  EXPECT_EQ(mails_to("p4@m4.example.jp").size(), 1U);
}

TEST_F(Mailings, WalkInStepsAndARepeatedStepDoesNothing) {
  enrol_many(230);
  const MailingId id = draft();
  prepare(id);
  ASSERT_TRUE(submit(id));
  ASSERT_TRUE(confirm_mailing(as(cast::manager), id, page(id).mailing.version));
  const auto mailing = page(id).mailing;
  const outbox::Message first{"x", "mailings.mailing.sending",
                              {{"id", id.text}, {"run", mailing.run}, {"after", ""}}, 1};
  const Context system = s_.system_context();
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(send_step(system, s_.locksmith(), first));
  EXPECT_EQ(count("SELECT count(*) FROM mails"), 100);
  deliver();
  EXPECT_EQ(count("SELECT count(*) FROM mails"), 230);
  EXPECT_EQ(count("SELECT count(DISTINCT to_address) FROM mails"), 230);
  EXPECT_EQ(page(id).queued, 230);
}

TEST_F(Mailings, StoppedOnTheWayTakeBackWhatStillWaits) {
  mail::configure(mail::Smtp{"localhost", 1, mail::Security::none, "", "", "jimukyoku@example.jp",
                             "事務局", "", 500});
  enrol_many(150);
  const MailingId id = draft();
  outbox::Handlers only;
  add_handlers(only, s_.shared_locksmith());
  ASSERT_TRUE(prepare_mailing(as(cast::secretariat), id));
  s_.deliver(only);
  ASSERT_TRUE(submit(id));
  ASSERT_TRUE(confirm_mailing(as(cast::manager), id, page(id).mailing.version));
  const auto mailing = page(id).mailing;
  ASSERT_TRUE(send_step(s_.system_context(), s_.locksmith(),
                        {"x", "mailings.mailing.sending",
                         {{"id", id.text}, {"run", mailing.run}, {"after", ""}}, 1}));
  EXPECT_EQ(page(id).mailing.state, "sending");
  ASSERT_TRUE(cancel_mailing(as(cast::secretariat), id));
  EXPECT_EQ(page(id).mailing.state, "stopped");
  EXPECT_EQ(page(id).delivered(mail::State::withdrawn), 100);
  deliver();
  EXPECT_EQ(page(id).queued, 100) << "the next step must not go on";
}

TEST_F(Mailings, TestSendingGoesToOneselfOnlyAndItsLinkStopsNothing) {
  enrol_many(3);
  const MailingId id = draft();
  auto to = send_test(as(cast::secretariat), s_.locksmith(), id, {}, "");
  ASSERT_TRUE(to.has_value());
  EXPECT_EQ(*to, cast::secretariat.login);
  const auto mail = mails_to(cast::secretariat.login).front();
  EXPECT_THAT(mail.subject, HasSubstr("【試し送り】試験 1様へ"));
  EXPECT_EQ(count("SELECT count(*) FROM mails"), 1);
  s_.stranger().post_without_csrf(stop_path(cast::secretariat.login), {{"stop", "1"}}).status(303);
  EXPECT_EQ(count("SELECT count(*) FROM mail_consents"), 0);
}

TEST_F(Mailings, OverseersReadWithoutNamesAndAddresses) {
  enrol("みどり情報", {{"青井 一郎", "aoi@midori.example.jp"}});
  const MailingId id = sent();
  for (const auto* who : {&cast::prefecture, &cast::auditor}) {
    const auto rows = list_recipients(as(*who), id, "queued", "", 10);
    ASSERT_TRUE(rows.has_value());
    ASSERT_EQ(rows->size(), 1U);
    EXPECT_THAT(rows->front().recipient.address, Not(HasSubstr("aoi")));
    EXPECT_THAT(rows->front().recipient.name, Not(HasSubstr("一郎")));
    EXPECT_FALSE(create_mailing(as(*who), {"news", "件名", "本文", everyone().text, 0, ""}));
  }
  const auto own = list_recipients(as(cast::secretariat), id, "queued", "", 10);
  EXPECT_EQ(own->front().recipient.address, "aoi@midori.example.jp");
}

TEST_F(Mailings, MemberPromotionNeedsThePostalAddressOfTheSender) {
  enrol("みどり情報", {{"青井 一", "a@midori.example.jp"}});
  ASSERT_TRUE(record_consent(as(cast::secretariat),
                             {"a@midori.example.jp", "member_pr", "given", "書面で"}));
  const MailingId id = draft("member_pr");
  prepare(id);
  Submission bare = submission(id);
  bare.house = {};
  EXPECT_EQ(submit_mailing(as(cast::secretariat), id, bare).error().fault, Fault::unready);
  EXPECT_TRUE(submit(id));
}

TEST_F(Mailings, TwoWritersDoNotLoseEachOthersText) {
  const MailingId id = draft();
  const auto seen = page(id).mailing;
  const Draft mine{"news", "わたしの件名", "本文", seen.segment.text, seen.version, ""};
  const Draft theirs{"news", "別の件名", "本文", seen.segment.text, seen.version, ""};
  ASSERT_TRUE(update_mailing(as(cast::manager), id, theirs));
  EXPECT_EQ(update_mailing(as(cast::secretariat), id, mine).error().fault, Fault::conflict);
  EXPECT_EQ(page(id).mailing.subject, "別の件名");
}

}  // namespace
}  // namespace musubi::mailings
