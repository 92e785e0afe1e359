// pages_join_test.cc - the applicant's form as a stranger meets it: every page, in and out of
// order, doubled, hostile, oversized and too late; and that no answer tells who is known here.
#include <regex>

#include "base/sha256.h"
#include "core/postal/postal.h"
#include "features/applications/ledger.h"
#include "features/applications/store_consents.h"
#include "support/applications.h"
#include "web/rate_limits.h"

namespace musubi::applications {
namespace {

namespace cast = test::cast;
using test::FormFields;
using test::Visitor;

class JoinPages : public Applying {};

TEST_F(JoinPages, FromTheGuidancePageToTheReceiptNumber) {
  Visitor v = s_.stranger();
  v.get("/").status(200).contains("href=\"/join\"");
  v.get("/join").status(200).contains("入会を申し込む").contains("/join/application/new");
  v.get("/join/application/new").status(200).contains("メールアドレス");
  EXPECT_EQ(apply(v), "R6-0001");
  v.get(path("received")).contains("R6-0001").contains("株式会社かくう商店");
  const auto found = queue("received");
  ASSERT_EQ(found.size(), 1u);
  const Application& a = found[0];
  EXPECT_EQ(a.organisation.name_kana, "カブシキガイシャカクウショウテン");
  EXPECT_EQ(a.organisation.employees, 48);
  EXPECT_EQ(a.organisation.capital_yen, 3'000'000);
  EXPECT_EQ(a.organisation.postal_code, "860-0001");
  EXPECT_EQ(a.organisation.municipality_code, "431001");  // told by the address
  EXPECT_EQ(a.organisation.telephone, "096-000-1234");
  EXPECT_EQ(a.organisation.interests, "データの活用\n会員どうしの交流\n観光");
  EXPECT_EQ(a.due_on, "2024-11-11");  // ten business days, without a calendar of holidays
  const auto whole = view(a.id);
  ASSERT_EQ(whole.application.people.size(), 1u);
  EXPECT_EQ(whole.application.people[0].name_kana, "カクウ ハナコ");
}

TEST_F(JoinPages, ConsentsAreKeptWithVersionHashTimeAndAddress) {
  Visitor v = s_.stranger();
  v.from_address("198.51.100.7");
  apply(v);
  const auto consents = view(queue().at(0).id).consents;
  ASSERT_EQ(consents.size(), 3u);
  for (const Consent& consent : consents) {
    const ConsentText* text = find_consent_text(consent.kind);
    ASSERT_NE(text, nullptr);
    EXPECT_EQ(consent.text_version, text->version);
    EXPECT_EQ(consent.text_sha256, sha256_of(*text));
    EXPECT_EQ(consent.agreed_at, s_.now());
    EXPECT_EQ(consent.address, "198.51.100.7");
    EXPECT_EQ(consent.agreed_by, "架空 花子");
  }
}

TEST_F(JoinPages, TheWordsThatWereAgreedToAreKeptAndReadByOfficeAndOverseers) {
  Visitor first = s_.stranger(), second = s_.stranger();
  apply(first);
  EXPECT_EQ(apply(second), "R6-0002");
  for (const ConsentText& text : consent_texts()) {
    const auto kept = s_.db().read(
        [&](db::Reader& reader) { return store::find_consent_text(reader, sha256_of(text)); });
    ASSERT_TRUE(kept.has_value()) << text.kind;
    EXPECT_EQ(kept->markdown, text.markdown);
    EXPECT_EQ(kept->title, text.title);
    EXPECT_EQ(kept->version, text.version);
  }
  const std::string words = path_of_consent_text(sha256_of(*find_consent_text("rules")));
  const std::string link = "href=\"" + words + "\"";
  s_.as(cast::secretariat).get(path_of(queue().at(0).id)).status(200).contains(link);
  s_.as(cast::auditor).get("/office/privacy/consents").status(200).contains(link);
  for (const auto& who : {cast::secretariat, cast::prefecture, cast::auditor}) {
    s_.as(who).get(words).status(200).contains("会員規約（令和6年4月版）").contains("会費はかかりません");
  }
  s_.as(cast::secretariat).get(words + "0").status(404);
  s_.as(cast::member).get(words).status(403);
}

// As after an update that brought other words.
TEST_F(JoinPages, AnOlderVersionOfAConsentStaysReadableBesideTheNewOne) {
  Visitor v = s_.stranger();
  apply(v);
  const KeptText old{sha256_hex("old"), "rules", "2023-10", "会員規約", "1. 会費は年に千円です。"};
  const ApplicationId id = queue().at(0).id;
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) -> Result<void> {
    TRY(store::insert_consent_text(tx, old, s_.now()));
    KeptText other = old;
    other.markdown = "別の文面";
    TRY(store::insert_consent_text(tx, other, s_.now()));  // what is kept never changes
    return store::insert_consent(
        tx, id, {"rules", old.version, old.sha256, "web", "架空 花子", "", s_.now()}, s_.now());
  }));
  ASSERT_TRUE(keep_consent_texts(s_.system_context()));
  auto& office = s_.as(cast::secretariat);
  office.get(path_of(id)).contains("href=\"" + path_of_consent_text(old.sha256) + "\"");
  office.get(path_of_consent_text(old.sha256)).status(200).contains("会員規約（令和5年10月版）")
      .contains("会費は年に千円です。");
  office.get(path_of_consent_text(sha256_of(*find_consent_text("rules")))).status(200)
      .contains("会費はかかりません");
  office.get("/office/privacy/consents?text_version=2023-10").status(200)
      .contains("value=\"2024-04\"").contains(old.sha256.substr(0, 16));
}

TEST_F(JoinPages, SentTwiceIsOneApplicationAndOneLetter) {
  Visitor v = s_.stranger();
  apply(v);
  const auto sent = letters().size();
  v.post(path("submission")).leads_to(path("received")).not_audited();
  v.post(path("submission")).leads_to(path("received")).not_audited();
  EXPECT_EQ(queue().size(), 1u);
  EXPECT_EQ(letters().size(), sent);
  // Back with the browser's button: the pages of the form lead to the receipt, and keep it as is.
  v.get(path("place")).leads_to(path("received"));
  v.post(path("place"), answers("place")).leads_to(path("received")).not_audited();
}

TEST_F(JoinPages, BeginningTwiceWithTheSameFormIsOneDraft) {
  Visitor v = s_.stranger();
  const std::string body = v.get(path("new")).body();
  const std::string mark = "name=\"form_key\" value=\"";
  const auto at = body.find(mark);
  ASSERT_NE(at, std::string::npos);
  const FormFields form{{"email", kEmail}, {"form_key", body.substr(at + mark.size(), 36)}};
  v.post("/join/application", form).audited("applications.draft.begun");
  v.post("/join/application", form).leads_to(path("organisation")).not_audited();
  EXPECT_EQ(letters().size(), 1u);
  v.get(path("organisation")).status(200);
}

TEST_F(JoinPages, WhatIsWrongIsSaidAtItsFieldAndIsStillThereTomorrow) {
  Visitor v = s_.stranger();
  begin(v);
  FormFields wrong = answers("organisation");
  wrong[3].second = "1123456789012";
  v.post(path("organisation"), wrong)
      .status(422)
      .contains("f-corporate_number")
      .contains("先頭の数字（検査数字）が合いません")
      .contains("1123456789012");
  v.get(path("organisation")).status(200).contains("1123456789012").contains("株式会社かくう商店");
  s_.advance_minutes(20 * 60);
  v.get(path("organisation")).status(200).contains("1123456789012");
}

TEST_F(JoinPages, StepsMayComeInAnyOrderButNothingIncompleteIsSent) {
  Visitor v = s_.stranger();
  begin(v);
  v.post(path("consents"), answers("consents")).leads_to(path("check"));
  v.post(path("representative"), answers("representative")).leads_to(path("contact"));
  v.get(path("check")).status(200).contains("団体の名前").lacks("申込みを送る");
  v.post(path("submission")).status(422).contains("まだ送れません").contains("会員区分を選んで");
  EXPECT_TRUE(queue().empty());
  for (const char* step : {"contact", "place", "business", "organisation"}) {
    v.post(path(step), answers(step)).leads_to("/join/application/");
  }
  v.get(path("check")).contains("申込みを送る").lacks("入力していただきたい所");
  v.post(path("submission")).leads_to(path("received"));
  EXPECT_EQ(queue().size(), 1u);
}

TEST_F(JoinPages, ACorrectionFromTheCheckPageReturnsThere) {
  Visitor v = s_.stranger();
  fill_in(v);
  v.get(path("place") + "?from=check").contains("保存して確認に戻る");
  FormFields place = answers("place");
  place.emplace_back("from", "check");
  place[1].second = "荒尾市架空町9番地";
  v.post(path("place"), place).leads_to(path("check"));
  v.get(path("check")).contains("荒尾市架空町9番地").contains("荒尾市");
}

TEST_F(JoinPages, AConsentToAnotherVersionIsNone) {
  Visitor v = s_.stranger();
  fill_in(v);
  FormFields old = answers("consents");
  old[0].second = "2019-01";
  v.post(path("consents"), old).status(422).contains("f-consent_rules");
  v.post(path("submission")).status(422);
  EXPECT_TRUE(queue().empty());
}

TEST_F(JoinPages, WithoutADraftEveryPageLeadsToTheStart) {
  Visitor v = s_.stranger();
  for (const Step& step : steps()) {
    v.get(path(std::string(step.slug))).leads_to(path("new"));
    v.post(path(std::string(step.slug)), {{"name", "x"}}).leads_to(path("new")).not_audited();
  }
  for (const char* page : {"check", "received", "discard"}) v.get(path(page)).leads_to(path("new"));
  for (const char* page : {"submission", "pause", "discard"}) {
    v.post(path(page)).leads_to(path("new")).not_audited();
  }
  v.set_cookie("join_draft", std::string(43, 'a'));
  v.get(path("check")).leads_to(path("new"));
  v.get(path("nothing-here")).status(404);
}

TEST_F(JoinPages, HostileAndOversizedInputIsKeptOutAndShownAsText) {
  Visitor v = s_.stranger();
  begin(v);
  FormFields form = answers("organisation");
  form[1].second = "<script>alert(1)</script>";
  v.post(path("organisation"), form).leads_to(path("business"));
  v.get(path("organisation")).lacks("<script>alert").contains("&lt;script&gt;alert(1)");
  form[1].second = std::string(100'000, 'a');
  v.post(path("organisation"), form).status(422).contains("120文字以内");
  form = answers("organisation");
  form.emplace_back("state", "approved");
  form.emplace_back("representative_name", "別の ページ");  // another page's field
  form.emplace_back("is_administrator", "1");
  v.post(path("organisation"), form).leads_to(path("business"));
  v.get(path("representative")).lacks("別の ページ");
  FormFields line = answers("contact");
  line[4].second = "a@example.jp\r\nBcc: all@example.jp";
  v.post(path("contact"), line).status(422).contains("f-contact_email");
  EXPECT_TRUE(queue().empty());
}

TEST_F(JoinPages, AMailedLinkOpensTheDraftOnAnotherDeviceAndProvesTheAddress) {
  Visitor phone = s_.stranger();
  begin(phone);
  phone.post(path("organisation"), answers("organisation"));
  const std::string link = newest_link("/join/resume/");
  Visitor desk = s_.stranger();
  desk.get(link).status(200).contains("株式会社かくう商店").lacks(kEmail);  // masked
  desk.post(link).leads_to(path("business")).audited("applications.application.email_verified");
  desk.get(path("organisation")).contains("株式会社かくう商店");
  for (const Step& step : steps()) {
    const std::string slug(step.slug);
    if (slug != "files") desk.post(path(slug), answers(slug));
  }
  desk.post(path("submission")).leads_to(path("received"));
  EXPECT_TRUE(queue().at(0).email_verified);
  desk.get(link).status(200).contains("送信済み");
}

TEST_F(JoinPages, AnotherAddressHasToBeProvedAnew) {
  Visitor v = s_.stranger();
  begin(v);
  const std::string first = newest_link("/join/resume/");
  v.post(first);
  FormFields contact = answers("contact");
  contact[4].second = "other@kaku.example.jp";
  v.post(path("contact"), contact).leads_to(path("second"));
  EXPECT_EQ(letters().front().to_address, "other@kaku.example.jp");
  // The link that went to the first address opens the draft, and proves nothing of the second.
  v.post(first).leads_to("/join/application/").not_audited();
  for (const Step& step : steps()) {
    const std::string slug(step.slug);
    if (slug != "files" && slug != "contact") v.post(path(slug), answers(slug));
  }
  v.post(path("submission")).leads_to(path("received"));
  EXPECT_FALSE(queue().at(0).email_verified);
  EXPECT_EQ(queue().at(0).email, "other@kaku.example.jp");
}

TEST_F(JoinPages, WrongAndEndedLinksSayTheSame) {
  Visitor v = s_.stranger();
  begin(v);
  const std::string link = newest_link("/join/resume/");
  const auto says = [](const std::string& body) {  // without the request's own number and token
    static const std::regex kOwn("value=\"[^\"]{20,}\"|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}");
    const auto at = body.find("<main");
    return std::regex_replace(body.substr(at, body.find("</main>") - at), kOwn, "");
  };
  Visitor other = s_.stranger();
  const auto wrong = other.get("/join/resume/" + std::string(43, 'x')).status(404);
  s_.advance_minutes(31 * 24 * 60);
  const auto ended = other.get(link).status(404);
  EXPECT_EQ(says(wrong.body()), says(ended.body()));
  other.post(link).status(404).not_audited();
  EXPECT_EQ(says(other.get("/join/status/" + std::string(43, 'x')).status(404).body()),
            says(other.get("/join/status/" + link.substr(13)).status(404).body()));
}

TEST_F(JoinPages, PausedKeepsEverythingAndLeavesNothingOnTheDevice) {
  Visitor v = s_.stranger();
  begin(v);
  FormFields form = answers("organisation");
  form[2].second = "";  // not finished
  form.emplace_back("then", "pause");
  v.post(path("organisation"), form).leads_to(path("paused"));
  v.get(path("paused")).status(200).contains("保存しました");
  EXPECT_TRUE(v.cookie("join_draft").empty());
  v.get(path("organisation")).leads_to(path("new"));
  EXPECT_EQ(letters().size(), 2u);
  Visitor again = s_.stranger();
  again.post(newest_link("/join/resume/")).leads_to(path("organisation"));
  again.get(path("organisation")).contains("株式会社かくう商店");
}

TEST_F(JoinPages, FilesAreTakenCountedAndLetGo) {
  Visitor v = s_.stranger();
  begin(v);
  const std::string pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
  v.upload(path("files"), {}, {{"file", "定款.pdf", pdf}}).leads_to(path("files"));
  v.upload(path("files"), {}, {{"file", "定款.pdf", pdf}}).leads_to(path("files"));  // twice
  v.get(path("files")).contains("定款.pdf").contains("外す");
  v.upload(path("files"), {}, {{"file", "ok.pdf", "MZ this is a program"}})
      .status(422)
      .contains("f-file");
  v.upload(path("files"), {}, {}).status(422).contains("選んでください");
  for (int i = 0; i < 4; ++i) {
    v.upload(path("files"), {}, {{"file", "次.pdf", pdf + std::to_string(i)}})
        .leads_to(path("files"));
  }
  v.upload(path("files"), {}, {{"file", "六.pdf", pdf + "6"}}).status(422).contains("5つまで");
  const std::string body = v.get(path("files")).body();
  const auto at = body.find("/join/application/files/");
  ASSERT_NE(at, std::string::npos);
  const std::string removal = body.substr(at, body.find('"', at) - at);
  Visitor stranger = s_.stranger();
  begin(stranger, "other@example.jp");
  stranger.post(removal).leads_to(path("files"));  // of another draft: nothing happens
  v.get(path("files")).contains("定款.pdf");
  v.post(removal).leads_to(path("files")).audited("core.file.removed");
  v.get(path("files")).lacks("定款.pdf");
}

TEST_F(JoinPages, DiscardingAndTheClockDeleteWhatWasTyped) {
  Visitor v = s_.stranger();
  fill_in(v);
  v.post(path("discard")).leads_to(path("new")).audited("applications.draft.discarded");
  v.get(path("check")).leads_to(path("new"));
  Visitor left = s_.stranger();
  fill_in(left);
  const auto run = [&] { return *delete_old_drafts(s_.system_context()); };
  s_.advance_minutes(29 * 24 * 60);
  EXPECT_EQ(run(), 0);
  s_.advance_minutes(2 * 24 * 60);
  EXPECT_EQ(run(), 1);
}

TEST_F(JoinPages, NobodyLearnsWhoIsAMemberOrHasApplied) {
  Visitor first = s_.stranger();
  apply(first);
  s_.as(cast::secretariat)
      .post("/office/members", {{"name", "株式会社かくう商店"}, {"category", "company"},
                                {"corporate_number", "7123456789012"}})
      .status(303);
  Visitor second = s_.stranger();  // the same organisation and address once more
  second.get("/join/application/new").lacks(kEmail);
  begin(second);
  for (const Step& step : steps()) {
    const std::string slug(step.slug);
    if (slug == "files") continue;
    second.post(path(slug), answers(slug)).leads_to("/join/application/");
    second.get(path(slug)).lacks("会員です").lacks("登録されています").lacks("重複");
  }
  second.post(path("submission")).leads_to(path("received"));
  second.get(path("received")).contains("R6-0002").contains("同じ団体のお申込みや登録がないかも");
  // The office sees what the applicant is not told.
  s_.as(cast::secretariat)
      .get(path_of(queue().front().id))
      .contains("同じ団体かもしれないものがあります")
      .contains("法人番号・団体名が同じ");
}

TEST_F(JoinPages, AnAddressIsNotFlooded) {
  for (int i = 0; i < 12; ++i) {
    Visitor v = s_.stranger();
    begin(v, "victim@example.jp");
  }
  EXPECT_EQ(letters().size(), 5u);
  s_.advance_minutes(25 * 60);
  Visitor v = s_.stranger();
  begin(v, "victim@example.jp");
  EXPECT_EQ(letters().size(), 6u);
}

TEST_F(JoinPages, OneAddressBeginsOnlySoManyDrafts) {
  s_.app().limits->set_rules({{"join", {1, 2}}});
  Visitor v = s_.stranger();
  begin(v, "a@example.jp");
  begin(v, "b@example.jp");
  const auto refused = v.post("/join/application", {{"email", "c@example.jp"}});
  refused.status(429).contains("c@example.jp").not_audited();
  EXPECT_FALSE(refused.header("Retry-After").empty());
}

TEST_F(JoinPages, TheReferralCodeComesAlongAndIsHarmless) {
  Visitor v = s_.stranger();
  v.get("/join?ref=KMT-0612").contains("ref=KMT-0612");
  v.post("/join/application", {{"email", kEmail}, {"referral_code", "KMT-0612<b>"}});
  for (const Step& step : steps()) {
    const std::string slug(step.slug);
    if (slug != "files") v.post(path(slug), answers(slug));
  }
  v.post(path("submission"));
  EXPECT_EQ(queue().at(0).referral_code, "KMT-0612b");
}

TEST_F(JoinPages, TheCookieIsOutOfReachOfScriptsAndOtherSites) {
  const auto answer = s_.stranger().post("/join/application", {{"email", kEmail}});
  bool seen = false;
  for (const auto& [name, value] : answer.response().headers) {
    if (name != "Set-Cookie" || !value.starts_with("join_draft=")) continue;
    seen = true;
    EXPECT_NE(value.find("HttpOnly"), std::string::npos);
    EXPECT_NE(value.find("SameSite=Lax"), std::string::npos);
  }
  EXPECT_TRUE(seen);
}

// 住所を調べる: `place` as it is typed, with the button that was pressed.
FormFields looking_up(const std::string& code, const std::string& address,
                      const std::string& pressed = "address") {
  return {{"postal_code", code}, {"address", address},  {"municipality_code", ""},
          {"telephone", "096-000-1234"}, {"fax", ""}, {"lookup", pressed}};
}

TEST_F(JoinPages, WithoutATableOfPostalCodesNothingIsOffered) {
  Visitor v = s_.stranger();
  begin(v);
  v.get(path("place")).status(200).contains("郵便番号").lacks("住所を調べる");
  v.post(path("place"), looking_up("8600001", "1-2-3")).status(422)
      .contains("所在地を直接入力してください").contains("value=\"1-2-3\"").lacks("住所を調べる</");
}

TEST_F(JoinPages, AnAddressIsFoundByItsPostalCodeAndNothingTypedIsLost) {
  ASSERT_TRUE(postal::load_demo(s_.system_context()));
  Visitor v = s_.stranger();
  begin(v);
  const std::string shown = v.get(path("place")).status(200).contains("住所を調べる").body();
  // Enter in a field goes on, as it did before there was a button above its own.
  EXPECT_LT(shown.find("tabindex=\"-1\" aria-hidden=\"true\">送る</button>"),
            shown.find("住所を調べる"));
  v.get(path("contact")).status(200).lacks("住所を調べる");
  v.post(path("place"), looking_up("８６０－０００１", "1-2-3 かくうビル"))
      .status(200)
      .contains("value=\"８６０－０００１\"")
      .contains("value=\"熊本県熊本市中央区架空町1-2-3 かくうビル\"")
      .contains("value=\"096-000-1234\"")
      .contains("そのまま残しています");
  // Kept in the draft: a phone that loses its page has lost nothing.
  v.get(path("place")).contains("熊本県熊本市中央区架空町1-2-3 かくうビル").contains("096-000-1234");
  v.post(path("place"), answers("place")).leads_to(path("representative"));
}

TEST_F(JoinPages, APostalCodeThatIsUnknownOrWrongIsSaidAtItsField) {
  ASSERT_TRUE(postal::load_demo(s_.system_context()));
  Visitor v = s_.stranger();
  begin(v);
  for (const char* code : {"", "86000", "9999999"}) {
    v.post(path("place"), looking_up(code, "架空町1-2-3"))
        .status(422)
        .contains("href=\"#f-postal_code\"")
        .contains("もう一度「住所を調べる」を押してください")
        .contains("value=\"架空町1-2-3\"")
        .contains("value=\"096-000-1234\"");
  }
}

TEST_F(JoinPages, SeveralPlacesOfAPostalCodeAreChosenFromWithoutAScript) {
  ASSERT_TRUE(postal::load_demo(s_.system_context()));
  Visitor v = s_.stranger();
  begin(v);
  v.post(path("place"), looking_up("8600002", "5-6"))
      .status(200)
      .contains("type=\"radio\"")
      .contains("value=\"熊本県熊本市中央区架空本町\"")
      .contains("選んだ所在地にする")
      .contains("value=\"5-6\"");
  v.post(path("place"), looking_up("8600002", "5-6", "choice"))
      .status(422)
      .contains("href=\"#f-found_address\"")
      .contains("id=\"f-found_address\"");
  FormFields chosen = looking_up("8600002", "5-6", "choice");
  chosen.emplace_back("found_address", "熊本県熊本市中央区架空本町");
  v.post(path("place"), chosen).status(200).contains(
      "value=\"熊本県熊本市中央区架空本町5-6\"");
}

TEST_F(JoinPages, AMunicipalityThatWasChosenFollowsTheAddressAndSaysSo) {
  ASSERT_TRUE(postal::load_demo(s_.system_context()));
  Visitor v = s_.stranger();
  begin(v);
  FormFields form = looking_up("8680001", "32番地");
  form[2].second = "431001";
  v.post(path("place"), form).status(200).contains("市町村は「人吉市」にしました");
  // Whoever comes from the check page goes back to it.
  form = looking_up("8680001", "32番地");
  form.emplace_back("from", "check");
  v.post(path("place"), form).status(200).contains("name=\"from\" value=\"check\"");
}

}  // namespace
}  // namespace musubi::applications
