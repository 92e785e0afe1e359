// inquiries_test.cc - the officer's mail link (R-5.1.2.c): three taps without a password, one
// answer with its name and time, dead after use, over after its time, and silent otherwise.
#include "core/access/addresses.h"
#include "core/audit/audit.h"
#include "support/reviews.h"

namespace musubi::reviews {
namespace {

namespace cast = test::cast;

class Inquiries : public ReviewCase {
 protected:
  ApplicationId asked(const std::string& about = "opinion") {
    confirmed({"一"});
    const ApplicationId id = received();
    EXPECT_TRUE(claim_review(as(cast::secretariat), smith_, id));
    if (about == "screening") settle(id, "doubtful");
    auto done = ask_officer(as(cast::secretariat), smith_, id,
                            {cast::prefecture.id.text, about, "所在地に心当たりは", "one"});
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
    return id;
  }
};

TEST_F(Inquiries, ThreeTapsWithoutAPassword) {
  const ApplicationId id = asked();
  EXPECT_FALSE(page(id).before_ready.empty());
  const std::string link = answer_link();
  auto phone = s_.stranger();
  phone.get(link).status(200).contains("所在地に心当たりは").contains("この内容で回答する");
  phone.get(link).status(200);  // looking, or a mail scanner, does not use it up
  phone.post(link, {}).status(422).contains("回答を1つ選んでください");
  phone.post(link, {{"answer", "no_concern"}, {"words", "知っている団体です"}})
      .status(200)
      .contains("回答を受け取りました")
      .audited("reviews.inquiry.answered");
  const auto inquiry = page(id).inquiries.at(0);
  EXPECT_EQ(inquiry.state, "answered");
  EXPECT_EQ(inquiry.answer, "no_concern");
  EXPECT_EQ(inquiry.words, "知っている団体です");
  EXPECT_EQ(inquiry.answered_at->ms, s_.now().ms);
  audit::Filter filter;
  filter.action_prefix = "reviews.inquiry.answered";
  const auto entries =
      s_.db().read([&](db::Reader& reader) { return audit::list_entries(reader, filter); });
  EXPECT_EQ(entries.at(0).actor_id, cast::prefecture.id.text);
}

// docs/operating.md: the link carries its own right, so that an officer out of the office answers
// on a phone; a session of the role, and with it the sealed file, stays inside.
TEST_F(Inquiries, TheLinkIsAnsweredFromOutsideTheNetworksOfTheRole) {
  const ApplicationId id = asked("screening");
  const std::string link = answer_link();
  access::configure_address_rules(access::AddressRules::parse({"prefecture=192.0.2.0/24"}));
  auto phone = s_.stranger();
  phone.from_address("203.0.113.5");
  phone.get(link).status(200).contains("この内容で回答する");
  phone.post(link, {{"answer", "no_concern"}}).status(200).audited("reviews.inquiry.answered");
  auto& officer = s_.as(cast::prefecture);
  const std::string file = "/office/screenings/" + screening(id).text;
  officer.get(file).status(200);
  officer.from_address("203.0.113.5");
  officer.get(file).status(403).contains("決められた場所").not_audited();
  access::configure_address_rules({});
}

// A program that looks into mails opens links too: that is not the officer's own act.
TEST_F(Inquiries, ThatTheLinkWasOpenedIsNotSaidOfTheOfficer) {
  const ApplicationId id = asked();
  const std::string link = answer_link();
  s_.stranger().get(link).status(200).audited("reviews.inquiry.opened");
  audit::Filter filter;
  filter.action_prefix = "reviews.inquiry.opened";
  const auto entries =
      s_.db().read([&](db::Reader& reader) { return audit::list_entries(reader, filter); });
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].actor_id, "");
  EXPECT_EQ(entries[0].actor_name, "県への照会のリンク");
  EXPECT_EQ(entries[0].after.at("officer"), cast::prefecture.name);
  s_.as(cast::secretariat).get(applications::path_of(id)).status(200)
      .contains("照会のリンクが開かれました").contains("県への照会のリンク");
}

TEST_F(Inquiries, EveryLinkThatDoesNotWorkIsAnsweredAlike) {
  const ApplicationId id = asked();
  const std::string link = answer_link();
  const auto said = [&](const std::string& path) {
    auto phone = s_.stranger();
    std::string body = phone.get(path).status(404).body();
    phone.post(path, {{"answer", "concern"}}).status(404);
    const auto at = body.find("このリンクは");
    return at == std::string::npos ? "nothing" : body.substr(at, 120);
  };
  const std::string wrong = said("/answers/" + random_token(32));
  EXPECT_NE(wrong, "nothing");
  EXPECT_EQ(said("/answers/x"), wrong);
  s_.stranger().post(link, {{"answer", "no_concern"}}).status(200);
  EXPECT_EQ(said(link), wrong);  // used
  EXPECT_EQ(page(id).inquiries.at(0).answer, "no_concern");
}

TEST_F(Inquiries, ALinkDiesWithItsTimeAndWithTheAccount) {
  const ApplicationId id = asked();
  const std::string link = answer_link();
  s_.advance_minutes(7 * 24 * 60 - 1);
  s_.stranger().get(link).status(200);
  s_.advance_minutes(1);
  s_.stranger().get(link).status(404);
  ASSERT_TRUE(end_expired(s_.system_context()));
  EXPECT_EQ(page(id).inquiries.at(0).state, "ended");
  ASSERT_TRUE(ask_officer(as(cast::secretariat), smith_, id,
                          {cast::prefecture.id.text, "opinion", "もう一度", "two"}));
  const std::string second = answer_link();
  s_.stranger().get(second).status(200);
  ASSERT_TRUE(accounts::suspend_account(as(cast::manager), cast::prefecture.id, "異動"));
  s_.stranger().get(second).status(404);
}

TEST_F(Inquiries, SentTwiceTheOfficerIsAskedOnce) {
  const ApplicationId id = asked();
  ASSERT_TRUE(ask_officer(as(cast::secretariat), smith_, id,
                          {cast::prefecture.id.text, "opinion", "所在地に心当たりは", "one"}));
  EXPECT_EQ(page(id).inquiries.size(), 1U);
  EXPECT_EQ(ask_officer(as(cast::secretariat), smith_, id,
                        {cast::member.id.text, "opinion", "だれ", "x"})
                .error()
                .fields.at(0)
                .field,
            "officer_id");
}

TEST_F(Inquiries, AboutAScreeningNeitherQuestionNorAnswerLeavesTheSealedFile) {
  const ApplicationId id = asked("screening");
  const std::string link = answer_link();
  for (const auto& letter : letters()) {
    EXPECT_EQ(letter.body.find("所在地に心当たりは"), std::string::npos);
    EXPECT_EQ((letter.subject + letter.body).find("反社"), std::string::npos);
  }
  auto phone = s_.stranger();
  phone.get(link).status(200).lacks("所在地に心当たりは");
  phone.post(link, {{"answer", "no_concern"}, {"words", "県警に照会済み"}}).status(200);
  const auto inquiry = page(id).inquiries.at(0);
  EXPECT_EQ(inquiry.question + inquiry.answer + inquiry.words, "");
  const auto file = screenings::read_screening(as(cast::auditor), smith_, screening(id));
  EXPECT_EQ(file->content.stage, "answered");
  EXPECT_EQ(file->content.inquiries.at(0).answered_by, cast::prefecture.name);
  EXPECT_EQ(file->content.inquiries.at(0).words, "県警に照会済み");
}

TEST_F(Inquiries, AnOfficerWhoSignsInAndAnswersEndsTheMailLink) {
  const ApplicationId id = asked("screening");
  const std::string link = answer_link();
  ASSERT_TRUE(screenings::answer_inquiry(as(cast::prefecture), smith_, screening(id),
                                         "no_concern", "県警に照会済み"));
  deliver();
  EXPECT_EQ(page(id).inquiries.at(0).state, "answered");
  s_.stranger().get(link).status(404);
  for (const auto& words : page(id).before_ready) {
    EXPECT_EQ(words.find("照会"), std::string::npos) << words;
  }
  EXPECT_EQ(letters().at(0).to_address, cast::secretariat.login);  // the asker is told
}

TEST_F(Inquiries, AScreeningIsAskedAboutOnceMoreWhenNobodyAnswered) {
  const ApplicationId id = asked("screening");
  const std::string first = answer_link();
  s_.advance_minutes(7 * 24 * 60);
  ASSERT_TRUE(end_expired(s_.system_context()));
  ASSERT_TRUE(ask_officer(as(cast::secretariat), smith_, id,
                          {cast::prefecture.id.text, "screening", "もう一度伺います", "two"}));
  const std::string second = answer_link();
  ASSERT_NE(second, first);
  s_.stranger().post(second, {{"answer", "no_concern"}}).status(200);
  const auto file = screenings::read_screening(as(cast::auditor), smith_, screening(id));
  EXPECT_EQ(file->content.stage, "answered");
  EXPECT_EQ(file->content.inquiries.at(0).answer, "");
  EXPECT_EQ(file->content.inquiries.at(1).answer, "no_concern");
}

TEST_F(Inquiries, AskedOnceMoreTheFirstLinkIsDead) {
  const ApplicationId id = asked("screening");
  const std::string first = answer_link();
  ASSERT_TRUE(ask_officer(as(cast::secretariat), smith_, id,
                          {cast::prefecture.id.text, "screening", "別の担当者に伺います", "two"}));
  s_.stranger().get(first).status(404);
  EXPECT_EQ(page(id).inquiries.at(0).state, "ended");
  EXPECT_EQ(page(id).inquiries.at(1).state, "waiting");
}

TEST_F(Inquiries, TheScreeningsPageLeadsToTheFormThatAsksByMail) {
  confirmed({"一"});
  const ApplicationId id = received();
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
  settle(id, "doubtful");
  auto& office = s_.as(cast::secretariat);
  const std::string path = "/office/reviews/" + id.text + "?ask=screening";
  office.get("/office/screenings/" + screening(id).text).contains("href=\"" + path + "\"");
  office.get(path).status(200).contains("value=\"screening\" checked");
}

TEST_F(Inquiries, TheTokenIsKeptNowhereInTheClear) {
  asked();
  const std::string link = answer_link();
  const std::string token = link.substr(link.rfind('/') + 1);
  static constexpr db::Query kHashes{"test.hashes", "SELECT token_hash FROM review_inquiries"};
  s_.db().read([&](db::Reader& reader) {
    for (const auto& row : reader.all(kHashes)) EXPECT_NE(row.text(0), token);
  });
}

}  // namespace
}  // namespace musubi::reviews
