// pages_test.cc - the desk through the real router: who may, what is shown, what is refused and
// comes back as typed; the asker's link; members; attachments; texts; what becomes of an inquiry.
#include "support/applications.h"
#include "support/clamd.h"
#include "support/inquiries.h"
#include "support/programs.h"
#include "support/temp_folder.h"
#include "web/rate_limits.h"
#include "web/urlencoded.h"

namespace musubi::inquiries {
namespace {

class DeskPages : public InquiryCase {};

TEST_F(DeskPages, TheFormComesBackAsTypedWithItsErrors) {
  test::Visitor who = s_.stranger();
  who.get("/contact").status(200).contains("お問い合わせ").contains("個人情報の取扱いを読む");
  FormFields form = typed();
  for (auto& [name, value] : form) {
    if (name == "email") value = "not an address";
    if (name == "consent") value = "";
    if (name == "category") value = "nonsense";
  }
  who.post("/contact", form).status(422).contains("f-email").contains("f-consent")
      .contains("f-category").contains("会費はかかりますか。").not_audited();
  FormFields lines = typed();
  for (auto& [name, value] : lines) {
    if (name == "subject") value = "件名\r\nBcc: victim@example.jp";
  }
  who.post("/contact", lines).status(422).contains("1行で").not_audited();
  who.post("/contact", typed()).leads_to("/contact/status/")
      .audited("inquiries.inquiry.received");
}

TEST_F(DeskPages, AsksForPatienceWhenOneAddressNeverStops) {
  std::map<std::string, web::RateRule, std::less<>> rules;
  rules["contact"] = {1, 2};
  s_.app().limits->set_rules(std::move(rules));
  test::Visitor who = s_.stranger();
  for (int i = 0; i < 2; ++i) {
    who.post("/contact", typed(kAsker, "k" + std::to_string(i))).status(303);
  }
  who.post("/contact", typed(kAsker, "k3", "三通目の文")).status(429).contains("三通目の文");
  EXPECT_EQ(count("SELECT count(*) FROM inquiries"), 2);
}

TEST_F(DeskPages, ALinkThatOpensNothingTellsNothing) {
  asked();
  const std::string link = mailed_link();
  test::Visitor who = s_.stranger();
  who.get(link).status(200).contains("会費はかかりますか。");
  const std::string wrong = who.get("/contact/status/" + std::string(43, 'x')).status(404).body();
  EXPECT_EQ(wrong.find("会費"), std::string::npos);
  who.post("/contact/status/" + std::string(43, 'x') + "/messages", {{"body", "x"}})
      .status(404).not_audited();
  s_.advance_minutes((kLinkDays + 1) * 24 * 60);
  who.get(link).status(404).contains("このリンクは使えません");
}

TEST_F(DeskPages, OnlyTheOfficeReadsAndOverseersSeeFigures) {
  const std::string id = asked();
  for (const test::Person* who :
       {&cast::member, &cast::prefecture, &cast::auditor, &cast::adviser}) {
    s_.as(*who).get("/office/inquiries").status(403);
    s_.as(*who).get(desk(id)).status(403);
    s_.as(*who).post(desk(id, "/messages"), {{"answer", "x"}}).status(403).not_audited();
  }
  for (const test::Person* who : {&cast::prefecture, &cast::auditor, &cast::secretariat}) {
    s_.as(*who).get("/office/inquiries/months?month=2024-10").status(200)
        .contains("入会・登録の内容").lacks("架空 花子");
    s_.as(*who).get("/office/inquiries/months.csv").status(200).contains("受付件数");
  }
  s_.as(cast::secretariat).get("/office/inquiries/rules").status(403);
  s_.as(cast::manager).get("/office/inquiries/rules").status(200);
}

TEST_F(DeskPages, AnAnswerGoesFromTheDeskToTheAskersPage) {
  const std::string id = asked();
  auto& office = s_.as(cast::secretariat);
  office.get("/office").status(200).contains("回答を待つ問合せ");
  office.get("/office/inquiries").status(200).contains("R6-問-0001").contains("架空 花子");
  for (const std::string words : {"R6-問-1", "会費はかかり", kAsker}) {
    office.get("/office/inquiries?q=" + web::percent_encode(words)).contains("R6-問-0001");
  }
  office.get(desk(id)).status(200).contains("相手には送られません").contains("相手に回答する");
  office.post(desk(id, "/messages"), {{"form_key", "a"}, {"how", "mail"}, {"answer", " "}})
      .status(422).contains("f-answer").not_audited();
  office.post(desk(id, "/messages"), {{"form_key", "a"}, {"how", "mail"}, {"thread", "1"},
                                      {"answer", "会費はかかりません。"}})
      .leads_to(desk(id)).audited("inquiries.message.sent");
  office.post(desk(id, "/messages"), {{"form_key", "b"}, {"how", "mail"}, {"thread", "1"},
                                      {"answer", "わたしの文も残る"}})
      .status(409).contains("わたしの文も残る").contains("会費はかかりません。");
  const std::string link = mailed_link();
  test::Visitor who = s_.stranger();
  who.get(link).status(200).contains("会費はかかりません。").contains("お返事済み");
  for (int i = 0; i < 2; ++i) {
    who.post(link + "/messages", {{"form_key", "r"}, {"body", "ありがとうございます"}})
        .leads_to("/contact/status/");
  }
  EXPECT_EQ(page(id).thread.messages.size(), 3U);
  office.get(desk(id)).contains("ありがとうございます").contains("回答待ち");
  EXPECT_GT(deliver(), 0);
  EXPECT_FALSE(letters(cast::secretariat.login).empty());
}

TEST_F(DeskPages, ANoteHasItsOwnFormAndStaysInside) {
  const std::string id = asked();
  auto& office = s_.as(cast::secretariat);
  office.post(desk(id, "/notes"), {{"form_key", "n"}, {"note", ""}}).status(422)
      .contains("f-note").not_audited();
  office.post(desk(id, "/notes"), {{"form_key", "n"}, {"note", "内緒の覚え書き"}})
      .leads_to(desk(id)).audited("inquiries.note.added");
  // What is typed as a note into the answer's address is an answer without words.
  office.post(desk(id, "/messages"), {{"note", "内緒の覚え書き"}, {"how", "mail"}}).status(422);
  office.get(desk(id)).contains("内緒の覚え書き");
  s_.stranger().get(mailed_link()).lacks("内緒の覚え書き");
}

TEST_F(DeskPages, StepsAreWrittenOnceAndRefusedWhenStale) {
  const std::string id = asked();
  auto& office = s_.as(cast::secretariat);
  const std::string me = cast::secretariat.id.text;
  office.post(desk(id, "/assignment"), {{"assigned_to", me}, {"version", "1"}})
      .leads_to(desk(id)).audited("inquiries.inquiry.assigned");
  s_.as(cast::manager)
      .post(desk(id, "/assignment"), {{"assigned_to", cast::manager.id.text}, {"version", "1"}})
      .status(409).not_audited();
  office.post(desk(id, "/assignment"), {{"assigned_to", cast::member.id.text}}).status(422);
  office.get("/office/inquiries?mine=1").contains("R6-問-0001");
  office.post(desk(id, "/follow-up"), {{"follow_up_on_era", "reiwa"}, {"follow_up_on_year", "6"},
                                       {"follow_up_on_month", "10"}, {"follow_up_on_day", "1"}})
      .status(422).contains("follow_up_on");
  office.post(desk(id, "/follow-up"), {{"follow_up_on_era", "reiwa"}, {"follow_up_on_year", "6"},
                                       {"follow_up_on_month", "11"}, {"follow_up_on_day", "1"}})
      .leads_to(desk(id));
  office.post(desk(id, "/sorting"), {{"category", "event"}, {"subject", "会場"},
                                     {"faq_wanted", "1"}})
      .leads_to(desk(id)).audited("inquiries.inquiry.sorted");
  office.post(desk(id, "/sorting"), {{"category", "event"}, {"subject", "会場"},
                                     {"member_no", "K999999"}})
      .status(422).contains("f-member_no");
  office.post(desk(id, "/closure")).leads_to(desk(id)).audited("inquiries.inquiry.closed");
  office.post(desk(id, "/closure")).status(409).not_audited();
  office.post(desk(id, "/reopening")).leads_to(desk(id));
  office.post(desk(id, "/discard")).leads_to(desk(id));
  office.get("/office/inquiries?show=discarded").contains("R6-問-0001");
}

TEST_F(DeskPages, AnAttachmentIsLookedAtAndOpenedByTheOfficeOnly) {
  test::Visitor who = s_.stranger();
  who.upload("/contact", typed(), {{"file", "資料.pdf", "%PDF-1.4\n%x\n"}})
      .leads_to("/contact/status/");
  const std::string id = newest().id;
  ASSERT_EQ(page(id).thread.files.size(), 1U);
  const std::string file = desk(id, "/files/") + page(id).thread.files.at(0).file_id;
  s_.as(cast::secretariat).get(file).status(200);
  s_.as(cast::member).get(file).status(403);
  const std::string other = asked(typed(kAsker, "k2"));
  s_.as(cast::secretariat).get(desk(other, "/files/") + page(id).thread.files.at(0).file_id)
      .status(404);
  who.upload("/contact", typed(kAsker, "k3"), {{"file", "x.pdf", test::program_bytes()}})
      .status(422).contains("f-file");
  EXPECT_EQ(count("SELECT count(*) FROM inquiries"), 2);
}

// A real scanner, which a test starts when it wants an answer from it.
class ScannedDeskPages : public InquiryCase {
 protected:
  ScannedDeskPages() : before_(files::options()), clamd_(folder_.path()) {
    files::configure({folder_.path() + "/files", clamd_.socket(), 20'000});
  }
  ~ScannedDeskPages() override { files::configure(before_); }

  // Where the desk would open what a stranger has sent with a question.
  std::string attached(const std::string& bytes) {
    s_.stranger().upload("/contact", typed(), {{"file", "資料.txt", bytes}})
        .leads_to("/contact/status/");
    const std::string id = newest().id;
    const auto sent = page(id).thread.files;
    EXPECT_EQ(sent.size(), 1U);
    return desk(id, "/files/") + (sent.empty() ? "" : sent.front().file_id);
  }
  void scan() {
    outbox::Handlers handlers;
    files::add_handlers(handlers);
    s_.deliver(std::move(handlers));
  }

  test::TempFolder folder_;
  files::Options before_;
  test::Clamd clamd_;
};

TEST_F(ScannedDeskPages, AnAttachmentWaitsForTheScannerAndIsThenOpened) {
  const std::string words = "会費の資料です。\n";
  const std::string file = attached(words);
  const std::string id = newest().id;
  auto& office = s_.as(cast::secretariat);
  office.get(desk(id)).status(200).contains("資料.txt").contains("検査待ち")
      .lacks("href=\"" + file);
  office.get(file).status(503).contains("ウイルス検査の順番を待っています").lacks(words);
  ASSERT_EQ(clamd_.start(), "");
  scan();
  office.get(desk(id)).contains("href=\"" + file + "\"").lacks("検査待ち");
  EXPECT_EQ(office.get(file).status(200).body(), words);
}

TEST_F(ScannedDeskPages, WhatTheScannerFindsIsNeverOpened) {
  ASSERT_EQ(clamd_.start(), "");
  const std::string file = attached(std::string("x ") + test::Clamd::kVirus + " x");
  const std::string id = newest().id;
  scan();
  auto& office = s_.as(cast::secretariat);
  office.get(desk(id)).status(200).contains("会費はかかりますか。").contains("ウイルスを検出")
      .lacks("href=\"" + file);
  office.get(file).status(403).contains("ウイルスが見つかった").lacks(test::Clamd::kVirus);
}

TEST_F(ScannedDeskPages, AnAttachmentFromBeforeTheScannerWaitsForItToo) {
  files::configure({folder_.path() + "/files", "", 20'000});
  const std::string file = attached("会費の資料です。");
  const std::string id = newest().id;
  auto& office = s_.as(cast::secretariat);
  office.get(desk(id)).contains("href=\"" + file + "\"");
  files::configure({folder_.path() + "/files", clamd_.socket(), 20'000});
  office.get(desk(id)).contains("検査待ち").lacks("href=\"" + file);
  office.get(file).status(503);
}

TEST_F(DeskPages, MembersAskFromTheirAccountAndSeeTheirOwn) {
  auto& member = s_.as(cast::member);
  const auto made = member.post("/members/inquiries",
                                {{"form_key", "m"}, {"category", "platform"},
                                 {"subject", "担当者を増やす"}, {"body", "手続きを教えてください"}})
                        .leads_to("/members/inquiries/");
  const std::string path = made.header("Location").substr(0, made.header("Location").find('?'));
  member.get(path).status(200).contains("手続きを教えてください");
  member.get("/members/inquiries").status(200).contains("担当者を増やす");
  s_.as(cast::other_member).get(path).status(404);
  s_.as(cast::secretariat).get("/members/inquiries").status(403);
  const std::string id = newest().id;
  EXPECT_EQ(inquiry(id).email, cast::member.login);
  s_.as(cast::secretariat)
      .post(desk(id, "/messages"), {{"form_key", "a"}, {"how", "mail"}, {"answer", "招待できます。"}})
      .leads_to(desk(id));
  member.get(path).contains("招待できます。");
  member.post(path + "/messages", {{"form_key", "r"}, {"body", "分かりました"}}).leads_to(path);
  EXPECT_EQ(page(id).thread.messages.size(), 3U);
}

TEST_F(DeskPages, ACallIsWrittenDownAndAnsweredAtOnce) {
  auto& office = s_.as(cast::secretariat);
  office.post("/office/inquiries", {{"form_key", "c"}, {"channel", "phone"}}).status(422)
      .contains("f-category").contains("f-subject").contains("f-body");
  const auto made = office.post(
      "/office/inquiries",
      {{"form_key", "c"}, {"channel", "phone"}, {"category", "event"}, {"subject", "駐車場"},
       {"body", "駐車場はあるか"}, {"name", "名乗らない方"}, {"answer", "30台分あると答えた"}});
  made.leads_to("/office/inquiries/").audited("inquiries.inquiry.received");
  EXPECT_EQ(newest().state, "closed");
  EXPECT_TRUE(newest().first_answered_at.has_value());
}

TEST_F(DeskPages, AReadyTextIsPutBehindWhatStandsThereAndNothingIsSent) {
  auto& office = s_.as(cast::secretariat);
  office.post("/office/inquiries/texts", {{"form_key", "t"}, {"title", ""}, {"body", ""}})
      .status(422).contains("f-title").contains("f-body");
  office.post("/office/inquiries/texts",
              {{"form_key", "t"}, {"title", "会費"}, {"category", "join"}, {"is_active", "1"},
               {"body", "{{お名前}} 様、会費はかかりません（{{受付番号}}）。"}})
      .leads_to("/office/inquiries/texts").audited("inquiries.text.added");
  const std::string text = list_ready_texts(as(cast::secretariat))->at(0).id;
  const std::string id = asked();
  office.post(desk(id, "/messages"), {{"form_key", "a"}, {"insert", "1"}, {"text", text},
                                      {"answer", "はじめに。"}})
      .status(200).contains("はじめに。\n\n架空 花子 様、会費はかかりません（R6-問-0001）。")
      .not_audited();
  EXPECT_EQ(letters().size(), 1U);
  const std::string path = "/office/inquiries/texts/" + text;
  office.post(path, {{"title", "会費"}, {"body", "新しい文"}, {"version", "1"}}).status(303);
  s_.as(cast::manager)
      .post(path, {{"title", "会費"}, {"body", "別の文"}, {"version", "1"}})
      .status(409).contains("新しい文").contains("別の文");
}

TEST_F(DeskPages, AnInquiryBecomesAProspectOnceAndTheLinkStays) {
  const std::string id = asked();
  auto& office = s_.as(cast::secretariat);
  for (int i = 0; i < 2; ++i) {
    office.post(desk(id, "/prospect")).leads_to("/office/prospects/");
  }
  EXPECT_EQ(count("SELECT count(*) FROM prospects"), 1);
  office.get(desk(id)).contains("見込み先：かくう商店");
  office.post(desk(id, "/application"), {{"receipt_no", "R6-9999"}}).status(422)
      .contains("f-receipt_no");
}

// The rest of an application, as the office types it over what is there.
FormFields entry_of(const std::string& inquiry) {
  FormFields form{{"intake_route", "paper"}, {"consents", "rules"}, {"inquiry", inquiry},
                  {"form_key", "0192c0de-0000-7000-8000-000000000077"}};
  for (const char* step :
       {"organisation", "business", "place", "representative", "contact", "interests"}) {
    for (auto& one : applications::answers(step)) form.push_back(one);
  }
  return form;
}

TEST_F(DeskPages, AnInquiryBecomesAnApplicationInOnePressAndBothKeepTheLink) {
  const std::string id = asked();
  auto& office = s_.as(cast::secretariat);
  const std::string entry = "/office/applications/new?inquiry=" + id;
  office.get(desk(id)).contains("入会申込にする").contains("href=\"" + entry + "\"");
  office.get(entry)
      .status(200)
      .contains("問合せ R6-問-0001")
      .contains("name=\"inquiry\"")
      .contains("action=\"/office/applications?inquiry=" + id + "\"")
      .contains("value=\"かくう商店\"")
      .contains("value=\"架空 花子\"")
      .contains("value=\"" + std::string(kAsker) + "\"");
  office.post("/office/applications", {{"inquiry", id}, {"name", "かくう商店"}})
      .status(422)
      .contains("name=\"inquiry\"")
      .contains("問合せ R6-問-0001")
      .not_audited();
  const auto made = office.post("/office/applications", entry_of(id))
                        .leads_to("/office/applications/")
                        .audited("inquiries.inquiry.linked");
  const std::string path =
      made.header("Location").substr(0, made.header("Location").find('?'));
  // Sent twice, and begun once more: the one that is there.
  office.post("/office/applications", entry_of(id)).leads_to(path);
  office.get(entry).leads_to(path);
  EXPECT_EQ(count("SELECT count(*) FROM applications"), 1);
  EXPECT_EQ(inquiry(id).linked_kind, "application");
  EXPECT_EQ(inquiry(id).linked_label, "R6-0001");
  office.get(desk(id)).contains("href=\"" + path + "\"").lacks("入会申込にする");
  office.get(path).contains("もとの問合せ").contains("href=\"" + desk(id) + "\"");
  s_.as(cast::prefecture).get(path).status(200).lacks("もとの問合せ");
}

TEST_F(DeskPages, TheProspectOfAnInquiryIsTiedToTheApplicationThatComesOfIt) {
  const std::string id = asked();
  auto& office = s_.as(cast::secretariat);
  const std::string prospect =
      office.post(desk(id, "/prospect")).leads_to("/office/prospects/").header("Location");
  office.get(prospect + "/chain").status(200).lacks("R6-0001");
  office.get("/office/applications/new?inquiry=" + id).contains("見込み先「かくう商店」");
  // What the office writes about who introduced them is not what ties the two.
  FormFields form = entry_of(id);
  form.emplace_back("referral_code", "架空商工会の紹介");
  const auto made = office.post("/office/applications", form)
                        .leads_to("/office/applications/")
                        .audited("recruiting.prospect.linked")
                        .audited("inquiries.inquiry.linked");
  const std::string path =
      made.header("Location").substr(0, made.header("Location").find('?'));
  office.get(prospect + "/chain")
      .status(200)
      .contains("お問い合わせ R6-問-0001")
      .contains("受付番号 R6-0001")
      .contains("いまは「申込」の段階です");
  office.get(path).contains("href=\"" + prospect + "\"").contains("入会までの道のりを見る");
  EXPECT_EQ(inquiry(id).linked_kind, "application");
  EXPECT_EQ(count("SELECT count(*) FROM prospects WHERE application_id <> ''"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM prospect_matches WHERE state = 'open'"), 0);
}

TEST_F(DeskPages, TheProspectOfAnInquiryIsTiedToAnApplicationThatIsLinkedByItsNumber) {
  const std::string id = asked();
  auto& office = s_.as(cast::secretariat);
  const std::string prospect =
      office.post(desk(id, "/prospect")).leads_to("/office/prospects/").header("Location");
  office.post("/office/applications", entry_of("")).leads_to("/office/applications/");
  office.get(prospect + "/chain").status(200).lacks("R6-0001");
  office.post(desk(id, "/application"), {{"receipt_no", "R6-0001"}})
      .leads_to(desk(id))
      .audited("recruiting.prospect.linked")
      .audited("inquiries.inquiry.linked");
  office.get(prospect + "/chain").contains("受付番号 R6-0001");
  // Pressed twice: as it is.
  office.post(desk(id, "/application"), {{"receipt_no", "R6-0001"}})
      .leads_to(desk(id))
      .not_audited();
}

TEST_F(DeskPages, TwoClerksOnOneInquiryMakeOneApplication) {
  const std::string id = asked();
  const std::string form = "/office/applications?inquiry=" + id;
  s_.as(cast::secretariat).post(form, entry_of(id)).leads_to("/office/applications/");
  // Whose form stood open meanwhile is told, and keeps what was typed.
  FormFields later = entry_of(id);
  later.emplace_back("referral_code", "あとの人の紹介");
  s_.as(cast::manager)
      .post(form, later)
      .status(409)
      .contains("この問合せからは、受付番号R6-0001の申込みがもう登録されています")
      .contains("value=\"あとの人の紹介\"")
      .contains("action=\"" + form + "\"")
      .contains("name=\"inquiry\"")
      .not_audited();
  EXPECT_EQ(count("SELECT count(*) FROM applications"), 1);
  EXPECT_EQ(inquiry(id).linked_label, "R6-0001");
}

TEST_F(DeskPages, AnEntryBeginsWithThePersonOnlyWhereThatPersonKnowsOfIt) {
  auto& office = s_.as(cast::secretariat);
  Call call;
  call.channel = "phone";
  call.category = "join";
  call.subject = "入会したい";
  call.body = "申込書を送ってほしい。";
  call.name = "架空 次郎";
  call.organisation_name = "かくう工房";
  call.telephone = "096-000-9876";
  const auto called = enter_call(as(cast::secretariat), call, "k1");
  ASSERT_TRUE(called.has_value()) << (called ? "" : called.error().says);
  const std::string entry = "/office/applications/new?inquiry=";
  office.get(entry + *called).contains("架空 次郎").contains("096-000-9876").contains("かくう工房");
  ASSERT_TRUE(take_mail(s_.system_context("定時処理"),
                        "From: =?UTF-8?B?5p6256m6IOiKseWtkA==?= <jiro@ask.example.jp>\r\n"
                        "Subject: =?UTF-8?B?5Lya6LK7?=\r\n"
                        "Message-ID: <a1@ask.example.jp>\r\n"
                        "Content-Type: text/plain; charset=utf-8\r\n\r\n入会したいです。\r\n"));
  const std::string mailed = newest().id;
  ASSERT_EQ(newest().email, "jiro@ask.example.jp");
  office.get(entry + mailed)
      .status(200)
      .contains("name=\"inquiry\"")
      .lacks("jiro@ask.example.jp");
  // What is no inquiry is no beginning, and nobody else begins one.
  office.get(entry + "no-such-id").status(200).lacks("name=\"inquiry\"");
  s_.as(cast::prefecture).get(entry + *called).status(403);
  s_.as(cast::member).get(entry + *called).status(403);
}

TEST_F(DeskPages, AnApplicationIsReceivedAlsoWhenItsInquiryIsGoneMeanwhile) {
  const std::string id = asked();
  s_.as(cast::secretariat).post(desk(id, "/discard")).leads_to(desk(id));
  s_.as(cast::secretariat)
      .post("/office/applications", entry_of(id))
      .leads_to("/office/applications/");
  EXPECT_EQ(inquiry(id).linked_kind, "");
}

TEST_F(DeskPages, AnAnswerBecomesTheDraftOfAFaqOnceAndWithoutTheAsker) {
  const std::string id = asked();
  auto& office = s_.as(cast::secretariat);
  office.get(desk(id)).lacks("FAQの下書きにする");
  office.post(desk(id, "/faq")).status(409).contains("まだ回答がありません");
  office.post(desk(id, "/messages"),
              {{"form_key", "a"}, {"how", "mail"}, {"answer", "会費はかかりません。"}})
      .leads_to(desk(id));
  office.get(desk(id)).contains("FAQの下書きにする");
  const auto made =
      office.post(desk(id, "/faq")).leads_to("/office/content/").audited(
          "inquiries.inquiry.faq_begun");
  office.post(desk(id, "/faq")).leads_to(made.header("Location"));  // pressed twice
  EXPECT_EQ(count("SELECT count(*) FROM content_items"), 1);
  office.get(made.header("Location")).status(200).contains("会費について")
      .contains("会費はかかりません。").lacks("架空 花子").lacks(kAsker);
  office.get(desk(id)).contains("FAQの下書きを開く");
  s_.as(cast::member).post(desk(id, "/faq")).status(403);
  // Thrown away: the answer can be begun anew.
  const std::string article =
      made.header("Location").substr(0, made.header("Location").rfind("/edit"));
  office.post(article + "/deletion", {{"version", "1"}}).leads_to("/office/content");
  office.post(desk(id, "/faq")).leads_to("/office/content/");
  EXPECT_NE(inquiry(id).faq_id, article.substr(article.rfind('/') + 1));
  EXPECT_EQ(count("SELECT count(*) FROM content_items"), 1);
}

TEST_F(DeskPages, ANoticeIsBegunFromAnInquiryOnceAndBothKeepTheLink) {
  const std::string id = asked();
  auto& office = s_.as(cast::secretariat);
  office.get(desk(id)).contains("お知らせの下書きにする").lacks("お知らせの下書きを開く");
  s_.as(cast::member).post(desk(id, "/news")).status(403).not_audited();
  const auto made = office.post(desk(id, "/news"))
                        .leads_to("/office/content/")
                        .audited("inquiries.inquiry.news_begun");
  office.post(desk(id, "/news")).leads_to(made.header("Location"));  // pressed twice
  EXPECT_EQ(count("SELECT count(*) FROM content_items WHERE type = 'news'"), 1);
  // Nobody has answered: the words of the asker are nobody's article.
  office.get(made.header("Location")).status(200).contains("会費について")
      .lacks("会費はかかりますか。").lacks("架空 花子").lacks(kAsker);
  const std::string article =
      made.header("Location").substr(0, made.header("Location").rfind("/edit"));
  office.get(article).contains("問合せ R6-問-0001").contains("href=\"" + desk(id) + "\"");
  office.get(desk(id)).contains("お知らせの下書きを開く").contains("href=\"" + article + "\"")
      .lacks("お知らせの下書きにする");
  // A FAQ of the same inquiry is an article of its own.
  office.post(desk(id, "/messages"),
              {{"form_key", "a"}, {"how", "mail"}, {"answer", "会費はかかりません。"}})
      .leads_to(desk(id));
  office.post(desk(id, "/faq")).leads_to("/office/content/").audited(
      "inquiries.inquiry.faq_begun");
  EXPECT_NE(inquiry(id).faq_id, inquiry(id).news_id);
  EXPECT_EQ(count("SELECT count(*) FROM content_items"), 2);
}

}  // namespace
}  // namespace musubi::inquiries
