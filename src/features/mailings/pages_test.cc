// pages_test.cc - mailings as people meet them: the path from the segment to the second person, the
// link that stops without signing in, one-click by a mail program, and the ledger of consents.
#include <gmock/gmock.h>

#include "base/sha256.h"
#include "support/mailings.h"

namespace musubi::mailings {
namespace {

using MailingPages = MailingCase;

std::string id_in(const test::Answer& answer, const std::string& before) {
  const std::string to = answer.header("Location");
  const auto at = to.find(before);
  return at == std::string::npos ? "" : to.substr(at + before.size(), 36);
}

TEST_F(MailingPages, LeadFromTheSegmentToTheSecondPersonsWord) {
  enrol_many(51);
  auto& office = s_.as(cast::secretariat);
  office.get("/office/mail-segments/new?states=active&industries=G").status(200).contains("51");
  const auto segment = id_in(office.post("/office/mail-segments",
                                         {{"name", "情報通信業"}, {"states", "active"},
                                          {"industries", "G"}})
                                 .audited("mailings.segment.created"),
                             "/mail-segments/");
  office.get("/office/mail-segments/" + segment).status(200).contains("情報通信業");
  const auto made = office.post("/office/mailings", {{"mail_class", "news"}, {"segment", segment},
                                                     {"subject", "講座のご案内"},
                                                     {"body", "{{お名前}} 様"}});
  const MailingId id{id_in(made, "/office/mailings/")};
  const std::string here = "/office/mailings/" + id.text;
  office.get(here).status(200).contains("宛先を確かめる");
  office.get(here + "/preview").status(200).contains("試験 1 様");
  office.post(here + "/preparation").status(303);
  deliver();
  office.get(here).status(200).contains("2人目の確認を頼む").contains("51件");
  const std::string version = std::to_string(page(id).mailing.version);
  office.post(here + "/submission", {{"when", "now"}, {"version", version}})
      .status(303)
      .audited("mailings.mailing.submitted");
  office.get(here).status(200).contains("ご自分では確認できません");
  office.post(here + "/confirmation", {{"outcome", "confirmed"}}).status(403).not_audited();
  auto& manager = s_.as(cast::manager);
  manager.get("/office").status(200).contains("2人目の確認を待つ一斉配信");
  const std::string later = std::to_string(page(id).mailing.version);
  manager.post(here + "/confirmation", {{"outcome", "confirmed"}, {"version", later}})
      .status(303)
      .audited("mailings.mailing.confirmed");
  deliver();
  const auto sent = list_recipients(as(cast::secretariat), id, "undelivered", "", 100);
  ASSERT_EQ(sent->size(), 51U);
  const Recipient first = sent->front().recipient;  // a page shows fifty of them
  office.get(here + "/recipients?show=undelivered").status(200).contains(first.address);
  s_.as(cast::prefecture).get(here + "/recipients?show=undelivered").status(200)
      .lacks(first.address).lacks(first.name);
}

TEST_F(MailingPages, SayWhatIsWrongAtTheField) {
  auto& office = s_.as(cast::secretariat);
  office.post("/office/mailings", {{"subject", "件名"}, {"body", "{{会社}}"}})
      .status(422).contains("#f-body").contains("#f-segment").contains("件名");
  office.post("/office/mail-segments", {{"name", ""}}).status(422).contains("#f-name");
  office.post("/office/mail-suppressions", {{"address", "x"}}).status(422).contains("#f-address");
  office.post("/office/mail-consents", {{"address", "a@example.jp"}})
      .status(422).contains("#f-mail_class");
}

TEST_F(MailingPages, ALinkStopsOneClassWithoutSigningIn) {
  enrol("みどり情報", {{"青井 一", "aoi@midori.example.jp"}});
  sent("news");
  const std::string path = stop_path("aoi@midori.example.jp");
  ASSERT_FALSE(path.empty());
  auto visitor = s_.stranger();
  visitor.get(path).status(200).contains("お知らせ").lacks("aoi@midori").not_audited();
  visitor.post(path, {{"stop", "1"}}).status(303).audited("mailings.consent.refused");
  visitor.get(path).status(200).contains("配信を止めました");
  visitor.post(path, {{"stop", "1"}}).status(303).not_audited();  // twice is once
  const MailingId next = draft("news");
  prepare(next);
  EXPECT_EQ(left_out(next, "refused"), 1);
  visitor.post(path + "/resumption").status(303).audited("mailings.consent.given");
  const MailingId after = draft("news");
  prepare(after);
  EXPECT_EQ(page(after).ready, 1);
}

TEST_F(MailingPages, AMailProgramStopsByOneClick) {
  enrol("みどり情報", {{"青井 一", "aoi@midori.example.jp"}});
  sent("news");
  const std::string path = stop_path("aoi@midori.example.jp");
  auto program = s_.stranger();
  program.header("Sec-Fetch-Site", "cross-site");  // no cookie, no token, from anywhere
  program.post_without_csrf(path, {{"something", "else"}}).status(200).not_audited();
  program.post_without_csrf(path, {{"List-Unsubscribe", "One-Click"}})
      .status(200).audited("mailings.consent.refused");
  const auto ledger = list_consents(as(cast::secretariat), "", "", 10);
  ASSERT_EQ(ledger->size(), 1U);
  EXPECT_EQ(ledger->front().way, "one_click");
  EXPECT_EQ(ledger->front().address_key, "aoi@midori.example.jp");
  EXPECT_FALSE(ledger->front().mailing_id.empty());
  EXPECT_FALSE(ledger->front().wording.empty());
}

// Whoever changes the words has to give them another version, or two texts go by one name.
TEST_F(MailingPages, TheWordsOfAVersionAreAlwaysTheSame) {
  const Wording now = current_wording();
  const std::string all = now.version + "\n" + now.news + "\n" + now.member_pr;
  EXPECT_EQ(sha256_hex(all), "cfe6f5a7771abbbe0561f6413cd533240c34dbad2f391cf59ccc1fc0194b2a15")
      << "raise kWordingVersion, and put the new value here";
}

TEST_F(MailingPages, TheWordsOfAChoiceAreKeptAndAnOlderVersionStaysReadable) {
  ASSERT_TRUE(record_consent(as(cast::secretariat),
                             {"aoi@midori.example.jp", "member_pr", "given", "書面で申出"}));
  EXPECT_EQ(count("SELECT count(*) FROM mail_consent_texts"), 1);
  const std::string start = "/office/mail-consent-texts/", today(kWordingVersion);
  Consent old;
  old.id = new_uuid(s_.now());
  old.address_key = "kuro@midori.example.jp";
  old.decision = "given";
  old.wording = "2023-04-01";
  old.way = "office";
  old.created = s_.now();
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) -> Result<void> {
    TRY(store::insert_wording(tx, {"2023-04-01", "前の案内", "前の紹介"}, s_.now()));
    TRY(store::insert_wording(tx, {"2023-04-01", "別の案内", "別の紹介"}, s_.now()));
    return store::insert_consent(tx, old);
  }));
  ASSERT_TRUE(keep_wording(s_.system_context()));
  EXPECT_EQ(count("SELECT count(*) FROM mail_consent_texts"), 2);
  auto& office = s_.as(cast::secretariat);
  office.get("/office/mail-consents").status(200).contains("href=\"" + start + today + "\"")
      .contains("href=\"" + start + "2023-04-01\"");
  office.get(start + "2023-04-01").status(200).contains("前の案内").contains("前の紹介")
      .lacks("別の案内");
  s_.as(cast::auditor).get(start + today).status(200)
      .contains(std::string(consent_wording(mail::Class::member_pr)));
  office.get(start + "2023-04-02").status(404);
  s_.as(cast::member).get(start + today).status(403);
}

TEST_F(MailingPages, WrongTokensTellNothing) {
  enrol("みどり情報", {{"青井 一", "aoi@midori.example.jp"}});
  sent("business");
  const auto recipient = s_.db().read([](db::Reader& reader) {
    return reader.first({"test.recipient", "SELECT id FROM mailing_recipients"})->text(0);
  });
  const std::string of_business = "/unsubscribe/" + stop_token(s_.locksmith(), recipient);
  const std::string of_nobody = "/unsubscribe/" + stop_token(s_.locksmith(), "nobody");
  std::string said;
  for (const std::string& path :
       {of_business, of_nobody, std::string("/unsubscribe/abc"), "/unsubscribe/" + recipient}) {
    const auto shown = s_.stranger().get(path).status(404);
    s_.stranger().post_without_csrf(path, {{"List-Unsubscribe", "One-Click"}})
        .status(404).not_audited();
    const auto at = shown.body().find("このリンクからは手続きできません");
    EXPECT_NE(at, std::string::npos);
    const std::string words = shown.body().substr(at, 150);
    if (said.empty()) said = words;
    EXPECT_EQ(words, said);
  }
}

TEST_F(MailingPages, OtherFormsStillAskForTheirToken) {
  s_.stranger().post_without_csrf("/unsubscribe/abc/resumption").status(403);
  s_.as(cast::member).post_without_csrf("/account/mail-preferences", {{"news", "1"}}).status(403);
}

TEST_F(MailingPages, AMemberChoosesByClassAndTheLedgerKeepsIt) {
  auto& member = s_.as(cast::member);
  member.get("/account/mail-preferences").status(200).contains("会員PR");
  member.post("/account/mail-preferences", {{"news", "1"}, {"member_pr", "1"}})
      .status(303).audited("mailings.consent.given");
  member.post("/account/mail-preferences", {{"news", "1"}, {"member_pr", "1"}}).not_audited();
  member.post("/account/mail-preferences", {}).status(303).audited("mailings.consent.refused");
  EXPECT_EQ(count("SELECT count(*) FROM mail_consents"), 3);
  member.get("/account/mail-preferences").status(200).contains("配信設定の画面");
  s_.as(cast::secretariat).get("/office/mail-consents").status(200).contains(cast::member.login);
  s_.as(cast::auditor).get("/office/mail-consents").status(200).contains("会員PR")
      .lacks(cast::member.login);
}

TEST_F(MailingPages, SuppressionsAreLiftedWithAReason) {
  auto& office = s_.as(cast::secretariat);
  const test::FormFields fields{{"address", "Gone@example.jp"}, {"cause", "hand"}, {"note", "退職"}};
  office.post("/office/mail-suppressions", fields).status(303)
      .audited("mailings.suppression.added");
  office.post("/office/mail-suppressions", fields).status(422).contains("すでに");
  office.get("/office/mail-suppressions").status(200).contains("gone@example.jp");
  s_.as(cast::auditor).get("/office/mail-suppressions").status(200).lacks("gone@example.jp");
  const auto id = list_suppressions(as(cast::secretariat), "active", "", 5)->front().id;
  const std::string path = "/office/mail-suppressions/" + id + "/lifting";
  office.get(path).status(200);
  office.post(path, {{"note", ""}}).status(422).contains("#f-note");
  office.post(path, {{"note", "戻りが直った"}}).status(303)
      .audited("mailings.suppression.lifted");
  office.get("/office/mail-suppressions?state=lifted").status(200).contains("戻りが直った");
  office.post("/office/mail-suppressions", fields).status(303);
}

}  // namespace
}  // namespace musubi::mailings
