// pages_test.cc - 掲載依頼 through the real router: who may, what is shown, what is refused and comes
// back as typed; the asker's link; members; the office's decisions; a request of an inquiry.
#include "support/inquiries.h"
#include "support/listings.h"
#include "web/rate_limits.h"

namespace musubi::listings {
namespace {

constexpr db::Query kNewestInquiry{"test.newest_inquiry",
                                   "SELECT id FROM inquiries ORDER BY number DESC LIMIT 1"};

class ListingPages : public ListingCase {
 protected:
  std::string newest_inquiry() {
    return s_.db().read([](db::Reader& reader) {
      const auto row = reader.first(kNewestInquiry);
      return row ? row->text(0) : std::string();
    });
  }
};

TEST_F(ListingPages, TheFormComesBackAsTypedWithItsErrors) {
  test::Visitor who = s_.stranger();
  who.get("/event-listings").status(200).contains("催しの掲載のご依頼")
      .contains("3営業日").contains("個人情報の取扱いを読む");
  who.post("/event-listings",
           with(with(with(typed(), "email", "not an address"), "consent", ""), "starts_on_day",
                "99"))
      .status(422).contains("f-email").contains("f-consent").contains("f-starts_on")
      .contains("始まる日は実在する年月日").contains("架空町商店街会館").not_audited();
  who.post("/event-listings", with(typed(), "title", "会\r\nBcc: victim@example.jp"))
      .status(422).contains("1行で").not_audited();
  who.post("/event-listings", typed()).leads_to("/event-listings/status/")
      .audited("listings.listing.received");
}

TEST_F(ListingPages, AsksForPatienceWhenOneAddressNeverStops) {
  std::map<std::string, web::RateRule, std::less<>> rules;
  rules["contact"] = {1, 2};
  s_.app().limits->set_rules(std::move(rules));
  test::Visitor who = s_.stranger();
  for (int i = 0; i < 2; ++i) {
    who.post("/event-listings", typed(kListingAsker, "k" + std::to_string(i))).status(303);
  }
  who.post("/event-listings", typed(kListingAsker, "k3", "三つ目の催し")).status(429)
      .contains("三つ目の催し");
  EXPECT_EQ(count("SELECT count(*) FROM event_listings"), 2);
}

TEST_F(ListingPages, ALinkThatOpensNothingTellsNothing) {
  asked();
  const std::string link = mailed_link();
  test::Visitor who = s_.stranger();
  who.get(link).status(200).contains("商店街の講座").contains("取り下げる");
  who.get(link + "/correction").status(200).contains("架空町商店街会館");
  who.get(link + "/withdrawal").status(200).contains("取り下げます");
  const std::string wrong = "/event-listings/status/" + std::string(43, 'x');
  who.get(wrong).status(404).contains("このリンクは使えません").lacks("商店街の講座");
  who.get(wrong + "/correction").status(404);
  who.post(wrong + "/correction", with(event_form(), "version", "1")).status(404).not_audited();
  who.post(wrong + "/withdrawal", {}).status(404).not_audited();
  s_.advance_minutes((kLinkDays + 1) * 24 * 60);
  who.get(link).status(404).contains("このリンクは使えません");
}

TEST_F(ListingPages, OnlyTheOfficeDecidesAndOverseersSeeFigures) {
  const std::string id = asked();
  for (const test::Person* who :
       {&cast::member, &cast::prefecture, &cast::auditor, &cast::adviser}) {
    s_.as(*who).get("/office/event-listings").status(403);
    s_.as(*who).get(desk(id)).status(403);
    s_.as(*who).post(desk(id, "/taking"), {{"version", "1"}}).status(403).not_audited();
    s_.as(*who).post(desk(id, "/decline"), {{"reason", "sales"}}).status(403).not_audited();
  }
  for (const test::Person* who : {&cast::prefecture, &cast::auditor, &cast::secretariat}) {
    s_.as(*who).get("/office/event-listings/months?month=2024-10").status(200)
        .contains("ホームページのフォーム").lacks("架空 みのり");
    s_.as(*who).get("/office/event-listings/months.csv").status(200).contains("受付件数");
  }
}

TEST_F(ListingPages, TheOfficeFindsItDecidesAndSeesTheArticle) {
  const std::string id = asked();
  auto& office = s_.as(cast::secretariat);
  office.get("/office").status(200).contains("判断を待つ催しの掲載依頼");
  office.get("/office/event-listings").status(200).contains("R6-掲-0001")
      .contains("架空町商店街振興組合");
  office.get("/office/event-listings?show=listed").contains("当てはまる掲載依頼はありません");
  office.get(desk(id)).status(200).contains("イベントの下書きにする").contains("架空 みのり");
  office.post(desk(id, "/question"), {{"version", "1"}, {"question", " "}})
      .status(422).contains("f-question").not_audited();
  office.post(desk(id, "/decline"), {{"version", "1"}, {"reason", ""}})
      .status(422).contains("f-reason").not_audited();
  const auto taken_at = office.post(desk(id, "/taking"), {{"version", "1"}})
                            .leads_to("/office/content/").audited("listings.listing.taken");
  office.get(taken_at.header("Location")).status(200).contains("掲載依頼 R6-掲-0001");
  s_.as(cast::prefecture).get(taken_at.header("Location")).status(200)
      .contains("掲載依頼 R6-掲-0001").lacks(desk(id));
  office.post(desk(id, "/taking"), {{"version", "1"}}).status(409);
  office.get(desk(id)).contains("まだ公開していません");
  EXPECT_GT(deliver(), 0);
}

TEST_F(ListingPages, TheOfficeIsToldByMailOfWhatWaits) {
  asked();
  EXPECT_GT(deliver(), 0);
  EXPECT_TRUE(is_told("R6-掲-0001", cast::secretariat.login));
  EXPECT_FALSE(is_told("みのり", cast::secretariat.login)) << "never who asked";
}

TEST_F(ListingPages, AMemberAsksCorrectsAndWithdraws) {
  auto& member = s_.as(cast::member);
  member.get("/members/event-listings").status(200).contains("掲載のご依頼はまだありません");
  member.get("/members/event-listings/new").status(200).contains("掲載を頼む催しの入力");
  member.post("/members/event-listings", with(event_form(), "place", "")).status(422)
      .contains("f-place").not_audited();
  const auto made = member.post("/members/event-listings", with(event_form(), "form_key", "m"))
                        .leads_to("/members/event-listings/")
                        .audited("listings.listing.received");
  std::string path = made.header("Location");
  path = path.substr(0, path.find('?'));
  member.get("/members/event-listings").contains("R6-掲-0001");
  member.get(path).status(200).contains("商店街の講座");
  member.get(path + "/correction").status(200);
  member.post(path + "/correction", with(event_form(), "version", "1")).status(422)
      .contains("直したところがありません").not_audited();
  member.post(path + "/correction",
              with(with(event_form(), "fee", "500円"), "version", "1"))
      .leads_to(path).audited("listings.listing.corrected");
  member.post(path + "/correction",
              with(with(event_form(), "fee", "800円"), "version", "1"))
      .status(409).contains("800円").not_audited();
  member.get(path + "/withdrawal").status(200);
  member.post(path + "/withdrawal", {{"withdraw_reason", ""}}).leads_to(path)
      .audited("listings.listing.withdrawn");
  s_.as(cast::member_admin).get(path).status(404);
}

TEST_F(ListingPages, AnInquiryBecomesOneRequest) {
  auto& office = s_.as(cast::secretariat);
  const std::string inquiry = new_uuid(s_.now());
  office.get("/office/event-listings/new?inquiry=" + inquiry).status(200).contains(inquiry);
  FormFields form = with(with(typed(), "inquiry", inquiry), "email", "");
  for (int i = 0; i < 2; ++i) {
    office.post("/office/event-listings", form).leads_to("/office/event-listings/");
  }
  EXPECT_EQ(count("SELECT count(*) FROM event_listings"), 1);
  const std::string id = newest().id;
  office.get(desk(id)).contains("/office/inquiries/" + inquiry);
  office.get("/office/event-listings/new?inquiry=" + inquiry).leads_to(desk(id));
  // Nobody to write to: asked by telephone.
  office.get(desk(id)).lacks("確認のメールを送る");
}

TEST_F(ListingPages, AnInquiryAndItsRequestNameEachOtherAndTheAskerIsTypedOnce) {
  s_.stranger()
      .post("/contact", {{"form_key", "q"}, {"category", "listing"}, {"subject", "講座の掲載"},
                         {"body", "講座を載せてほしいです。"}, {"name", "架空 花子"},
                         {"email", "hanako@ask.example.jp"}, {"organisation_name", "かくう商店"},
                         {"telephone", "096-000-1234"}, {"consent", "1"}})
      .leads_to("/contact/status/");
  const std::string inquiry = newest_inquiry();
  const std::string page = "/office/inquiries/" + inquiry;
  const std::string entry = "/office/event-listings/new?inquiry=" + inquiry;
  auto& office = s_.as(cast::secretariat);
  office.get(page).status(200).contains("href=\"" + entry + "\"").lacks("R6-掲-");
  office.get(entry).status(200).contains("問合せ R6-問-0001").contains("href=\"" + page + "\"")
      .contains("action=\"/office/event-listings?inquiry=" + inquiry + "\"")
      .contains("value=\"架空 花子\"").contains("value=\"hanako@ask.example.jp\"")
      .contains("value=\"かくう商店\"").contains("value=\"096-000-1234\"");
  const FormFields form = with(typed("hanako@ask.example.jp"), "inquiry", inquiry);
  office.post("/office/event-listings", with(form, "place", "")).status(422)
      .contains("f-place").contains("問合せ R6-問-0001").not_audited();
  office.post("/office/event-listings", form).leads_to("/office/event-listings/");
  const std::string id = newest().id;
  office.get(page).contains("掲載依頼 R6-掲-0001（").contains("href=\"" + desk(id) + "\"")
      .lacks("催しの掲載依頼として記録する");
  office.get(desk(id)).contains("href=\"" + page + "\"");
  office.get(entry).leads_to(desk(id));
}

// Who wrote a mail has not agreed that the person's data go further; a merge keeps what came of it.
TEST_F(ListingPages, OfAMailOnlyTheLinkGoesAlongAndAMergeKeepsIt) {
  ASSERT_TRUE(inquiries::take_mail(s_.system_context("定時処理"),
                                   "From: <jiro@ask.example.jp>\r\n"
                                   "Subject: =?UTF-8?B?6Kyb5bqn?=\r\n"
                                   "Message-ID: <a1@ask.example.jp>\r\n"
                                   "Content-Type: text/plain; charset=utf-8\r\n\r\n"
                                   "講座を載せてください。\r\n"));
  const std::string first = newest_inquiry();
  auto& office = s_.as(cast::secretariat);
  office.get("/office/event-listings/new?inquiry=" + first).status(200)
      .contains("問合せ R6-問-0001").lacks("jiro@ask.example.jp");
  office.post("/office/event-listings", with(with(typed(), "inquiry", first), "email", ""))
      .leads_to("/office/event-listings/");
  const std::string id = newest().id;
  inquiries::Call call;
  call.channel = "phone";
  call.category = "listing";
  call.subject = "講座の掲載";
  call.body = "メールの件です。";
  call.name = "架空 次郎";
  const auto called = inquiries::enter_call(as(cast::secretariat), call, "call");
  ASSERT_TRUE(called.has_value()) << (called ? "" : called.error().says);
  const std::string kept = "/office/inquiries/" + *called;
  office.get(kept).contains("催しの掲載依頼として記録する").lacks("R6-掲-0001");
  const auto merged =
      inquiries::merge(as(cast::secretariat), {first, 0}, "R6-問-0002");
  ASSERT_TRUE(merged.has_value()) << (merged ? "" : merged.error().says);
  office.get(kept).contains("href=\"" + desk(id) + "\"").contains("R6-掲-0001")
      .lacks("催しの掲載依頼として記録する");
  office.get("/office/inquiries/" + first).contains("R6-掲-0001");
}

TEST_F(ListingPages, EveryOpenPageLeadsToTheForm) {
  s_.stranger().get("/").status(200).contains("href=\"/event-listings\"");
  s_.stranger().get("/contact").status(200).contains("href=\"/event-listings\"");
}

}  // namespace
}  // namespace musubi::listings
