// pages_test.cc - publishing over HTTP: who opens what, the editor without a script, 409 with both
// texts, the one button, consents on a phone, what visitors see and what they do not.
#include <gtest/gtest.h>

#include "core/mail/mail.h"
#include "features/publishing/publishing.h"
#include "support/publishing.h"
#include "web/urlencoded.h"

namespace musubi::publishing {
namespace {

namespace cast = test::cast;
using test::FormFields;

class PublishingPages : public PublishingCase {
 protected:
  test::Visitor& writer() { return s_.as(cast::secretariat); }
  test::Visitor& boss() { return s_.as(cast::manager); }
  std::string path(const ContentId& id) { return "/office/content/" + id.text; }
  FormFields version(const ContentId& id) {
    return {{"version", std::to_string(now(id).version)}};
  }
  FormFields form_of(const ContentId& id, const Typed& changed = {}) {
    FormFields out;
    const DraftEdit typed = edit(id, changed);
    for (const auto& [name, value] : typed.typed) out.emplace_back(name, value);
    out.emplace_back("token", typed.token);
    return out;
  }
  // The link in the newest letter that holds one.
  std::string mailed_link() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    mail::add_handlers(handlers);
    s_.deliver(handlers);
    for (const auto& letter :
         s_.db().read([](db::Reader& reader) { return mail::list_mails(reader, {}); })) {
      const auto at = letter.body.find("/approvals/");
      if (at != std::string::npos) {
        return letter.body.substr(at, letter.body.find('\n', at) - at);
      }
    }
    ADD_FAILURE() << "no letter holds a link";
    return "/approvals/none";
  }
  ContentId case_at_the_prefecture() {
    const ContentId id = written("dx_case", "zumen", "図面を探す時間を測る");
    EXPECT_TRUE(send_content(office(), step(id)));
    EXPECT_TRUE(confirm_content(manager(), step(id)));
    return id;
  }
};

TEST_F(PublishingPages, AnEmptyListSaysWhereToBegin) {
  writer().get("/office/content").status(200).contains("記事を書く").contains("新しく書いてください");
  writer().get("/office").contains("href=\"/office/content\"");
  s_.anonymous().get("/news").status(200).contains("条件に合う記事はまだありません");
  s_.anonymous().get("/cases").status(200);
}

TEST_F(PublishingPages, OthersAreRefused) {
  const ContentId id = written("news", "a", "題名のある記事");
  for (const auto* who : {&cast::member_admin, &cast::adviser, &cast::applicant}) {
    s_.as(*who).get("/office/content").status(403);
    s_.as(*who).get(path(id)).status(403);
  }
  s_.as(cast::auditor).get(path(id)).status(200).lacks("続きを書く").lacks("確認に回す</button>");
  s_.as(cast::prefecture).post(path(id) + "/sending", version(id)).status(403).not_audited();
  writer().post(path(id) + "/publication", version(id)).status(403).not_audited();
  s_.anonymous().get(path(id)).status(303);
}

TEST_F(PublishingPages, FromTheFirstWordToTheVisitor) {
  const std::string edit_path =
      writer()
          .post("/office/content", {{"type", "news"}, {"title", "題名のある記事"}, {"slug", "hiraku"}})
          .leads_to("/office/content/")
          .audited("publishing.content.created")
          .header("Location");
  const ContentId id{edit_path.substr(16, 36)};
  writer().get(edit_path).status(200).contains("name=\"body\"").contains("保存して見た目を確かめる");
  FormFields form = form_of(id, {{"lead", "要約です。"}, {"body", kBody}, {"category", "notice"}});
  form.emplace_back("then", "preview");
  writer().post(path(id), form).leads_to(path(id) + "/preview").audited("publishing.draft.saved");
  writer().get(path(id) + "/preview").status(200).contains("id=\"b-1\"").contains(
      "直すところは見つかりませんでした");
  writer().post(path(id) + "/sending", version(id)).leads_to(path(id)).audited(
      "publishing.content.sent");
  boss().get("/office").contains("確認を待つ記事");
  boss().post(path(id) + "/confirmation", version(id)).leads_to(path(id));
  boss().get(path(id)).status(200).contains("いますぐ公開する");
  s_.anonymous().get("/news/hiraku").status(404);
  FormFields publish = version(id);
  publish.emplace_back("publish_at", "0");
  boss().post(path(id) + "/publication", publish).leads_to(path(id)).audited(
      "publishing.content.published");
  const auto shown = s_.anonymous().get("/news/hiraku");
  shown.status(200).contains("<h1").contains("題名のある記事").contains("<h2>はじめに</h2>");
  EXPECT_EQ(shown.response().cache_tags, (std::vector<std::string>{"site", "media"}));
  s_.anonymous().get("/news").contains("href=\"/news/hiraku\"");
}

TEST_F(PublishingPages, ARefusedFormComesBackAsTyped) {
  writer()
      .post("/office/content", {{"type", "news"}, {"title", "題名"}, {"slug", "だめ"}})
      .status(422)
      .contains("value=\"だめ\"")
      .contains("href=\"#f-slug\"")
      .contains("id=\"f-slug\"")
      .not_audited();
  const ContentId id = written("dx_case", "a", "題名のある記事");
  FormFields form = form_of(id, {{"employees", "たくさん"}, {"body", "残る言葉"}});
  writer().post(path(id), form).status(422).contains("たくさん").contains("残る言葉").contains(
      "href=\"#f-employees\"");
}

TEST_F(PublishingPages, AConflictShowsBothTexts) {
  const ContentId id = written("news", "a", "題名のある記事");
  const FormFields first = form_of(id, {{"body", "はじめの人の言葉"}});
  const FormFields late = form_of(id, {{"body", "あとの人の言葉"}});
  writer().post(path(id), first).leads_to(path(id));
  boss()
      .post(path(id), late)
      .status(409)
      .contains("<mark>はじめの</mark>人の言葉")
      .contains("<mark>あとの</mark>人の言葉")
      .contains("2人の文を見比べる")
      .contains("name=\"token\" value=\"" + page(id).draft.token + "\"")
      .not_audited();
}

// As a browser sends it: every line of a textarea ends in \r\n.
TEST_F(PublishingPages, AConflictMarksWhatWasChangedAndNoLineEnds) {
  const ContentId id = written("dx_case", "a", "題名のある記事");
  const FormFields first = form_of(
      id, {{"lead", "一行目の要約\n二行目の要約"}, {"body", "あいさつの一行目\nあいさつの二行目\n\nはじめの人の言葉"},
           {"problem", "困りごとの一行目\n困りごとの二行目"}});
  const FormFields late = form_of(
      id, {{"lead", "一行目の要約\r\n二行目の要約\r\n"},
           {"body", "あいさつの一行目\r\nあいさつの二行目\r\n\r\nあとの人の言葉\r\n"},
           {"problem", "困りごとの一行目\r\n困りごとの二行目\r\n"}});
  writer().post(path(id), first).leads_to(path(id));
  const auto both = boss().post(path(id), late);
  both.status(409)
      .contains("<mark>はじめの</mark>人の言葉")
      .contains("<mark>あとの</mark>人の言葉")
      .contains("あいさつの一行目<br>\nあいさつの二行目");
  std::size_t marks = 0;
  const std::string& body = both.body();
  for (auto at = body.find("<mark>"); at != std::string::npos; at = body.find("<mark>", at + 1)) {
    ++marks;
  }
  EXPECT_EQ(marks, 2U) << body;
}

TEST_F(PublishingPages, FindingsLeadToTheirPlace) {
  const ContentId id = written("news", "a", "題名のある記事");
  writer().post(path(id), form_of(id, {{"body", "# 一\n\n[こちら](/join)"}}));
  writer()
      .get(path(id))
      .contains("直すまで公開できません（1件）")
      .contains("href=\"" + path(id) + "/preview#b-2\"")
      .lacks("確認に回す</button>");
  writer().get(path(id) + "/preview").contains("id=\"b-2\"");
  writer().post(path(id) + "/sending", version(id)).status(409).contains("直すところが残っています");
}

TEST_F(PublishingPages, TheButtonSaysWhenAndTheTimeIsAsked) {
  const ContentId id = written("news", "a", "題名のある記事");
  FormFields plan = version(id);
  for (const auto& [name, value] :
       FormFields{{"publish_on_era", "reiwa"}, {"publish_on_year", "6"},
                  {"publish_on_month", "11"}, {"publish_on_day", "1"}}) {
    plan.emplace_back(name, value);
  }
  FormFields wrong = plan;
  wrong.emplace_back("publish_time", "25時");
  writer().post(path(id) + "/plan", wrong).status(422).contains("href=\"#f-publish_time\"");
  plan.emplace_back("publish_time", "９時００分");
  writer().post(path(id) + "/plan", plan).leads_to(path(id)).audited("publishing.plan.changed");
  ASSERT_TRUE(send_content(office(), step(id)));
  ASSERT_TRUE(confirm_content(manager(), step(id)));
  boss().get(path(id)).contains("11月1日 9:00に公開する");
  FormFields publish = version(id);
  publish.emplace_back("publish_at", std::to_string(now(id).publish_at.ms));
  boss().post(path(id) + "/publication", publish).leads_to(path(id) + "?message=scheduled");
  boss().get(path(id)).contains("予約を取り消す");
  writer().get("/office/content/calendar?month=2024-11").status(200).contains("公開予約").contains(
      "題名のある記事");
}

TEST_F(PublishingPages, ARedirectIsPermanentAndWhatEndedIsGone) {
  const ContentId id = published("news", "old", "題名のある記事");
  FormFields form = version(id);
  form.emplace_back("slug", "new");
  form.emplace_back("owner_id", cast::secretariat.id.text);
  writer().post(path(id) + "/settings", form).leads_to(path(id));
  const auto moved = s_.anonymous().get("/news/old");
  moved.status(301);
  EXPECT_EQ(moved.header("Location"), "/news/new");
  FormFields end = version(id);
  boss().post(path(id) + "/ending", end).status(422).contains("href=\"#f-end_words\"");
  end.emplace_back("end_words", "催しが終わったため");
  boss().post(path(id) + "/ending", end).leads_to(path(id));
  s_.anonymous().get("/news/new").status(404);
  s_.anonymous().get("/news/old").status(404);
}

TEST_F(PublishingPages, ASecretPreviewIsShownOnceAndIndexedByNobody) {
  const ContentId id = written("news", "a", "題名のある記事");
  const std::string body =
      writer().post(path(id) + "/previews").status(200).audited("publishing.preview.made").body();
  const auto at = body.find("/previews/");
  ASSERT_NE(at, std::string::npos);
  // The form's own action ends in /previews" - the link goes on.
  std::string link;
  for (auto from = at; from != std::string::npos; from = body.find("/previews/", from + 1)) {
    link = body.substr(from, body.find_first_of("\"<", from) - from);
    if (link.size() > 20) break;
  }
  const auto seen = s_.stranger().get(link);
  seen.status(200).contains("本文です。").contains("まだ公開していない下書きです");
  EXPECT_EQ(seen.header("X-Robots-Tag"), "noindex, nofollow");
  EXPECT_TRUE(seen.response().cache_tags.empty());
  writer().get(path(id)).lacks(link);
  writer().post(path(id) + "/preview-ending").leads_to(path(id));
  s_.stranger().get(link).status(404);
  s_.stranger().get("/previews/x").status(404);
}

TEST_F(PublishingPages, AHomeNamesWhatWaitsOnce) {
  case_at_the_prefecture();
  const std::string again = "<a href=\"/office/content\">記事</a>";
  s_.as(cast::prefecture).get("/prefecture").status(200).contains("県の確認を待つ記事").lacks(again);
  const ContentId id = written("dx_case", "nippo", "手書きの日報をやめる");
  ASSERT_TRUE(send_content(office(), step(id)));
  boss().get("/office").status(200).contains("確認を待つ記事").lacks(again);
}

TEST_F(PublishingPages, ThePrefectureAnswersOnAPhone) {
  const ContentId id = case_at_the_prefecture();
  writer()
      .post(path(id) + "/prefecture-request",
            {{"officer_id", cast::prefecture.id.text}, {"message", "ご確認ください"},
             {"form_key", "one"}})
      .leads_to(path(id))
      .audited("publishing.approval.asked");
  const std::string link = mailed_link();
  auto phone = s_.stranger();
  phone.get(link).status(200).contains("図面を探す時間を測る").contains("本文です。").not_audited();
  phone.post(link, {}).status(422).contains("回答を1つ選んでください");
  phone.post(link, {{"answer", "approved"}})
      .status(200)
      .contains("回答を受け取りました")
      .audited("publishing.content.approved");
  EXPECT_EQ(now(id).state, State::approved);
  EXPECT_EQ(page(id).moves.front().moved_by_name, cast::prefecture.name);
  phone.get(link).status(404);  // used
  phone.post(link, {{"answer", "changes"}, {"words", "x"}}).status(404).not_audited();
}

TEST_F(PublishingPages, TheCompanyWishesForChangesAndEveryDeadLinkSaysTheSame) {
  const ContentId id = case_at_the_prefecture();
  const FormFields ask{{"company_name", "架空 花子"}, {"company_email", "hanako@test.example"},
                       {"form_key", "one"}};
  writer()
      .post(path(id) + "/company-request", {{"company_name", ""}, {"company_email", "x"}})
      .status(422)
      .contains("href=\"#f-company_email\"")
      .contains("id=\"f-company_email\"")
      .not_audited();
  writer().post(path(id) + "/company-request", ask).leads_to(path(id));
  const std::string link = mailed_link();
  s_.stranger().post(link, {{"answer", "changes"}}).status(422).contains("href=\"#f-words\"");
  s_.stranger().post(link, {{"answer", "changes"}, {"words", "数字が違います"}}).status(200);
  EXPECT_EQ(now(id).state, State::draft);
  writer().get(path(id)).contains("数字が違います");
  const auto said = [&](const std::string& target) {
    const std::string body = s_.stranger().get(target).status(404).body();
    const auto at = body.find("このリンクは");
    return at == std::string::npos ? std::string("nothing") : body.substr(at, 100);
  };
  const std::string wrong = said("/approvals/x");
  EXPECT_NE(wrong, "nothing");
  EXPECT_EQ(said(link), wrong);
}

TEST_F(PublishingPages, ALinkDiesWithANewVersionAndWithItsTime) {
  const ContentId id = case_at_the_prefecture();
  const FormFields ask{{"officer_id", cast::prefecture.id.text}, {"form_key", "one"}};
  writer().post(path(id) + "/prefecture-request", ask).leads_to(path(id));
  const std::string first = mailed_link();
  ASSERT_TRUE(save_draft(office(), edit(id, {{"body", "直した本文です。"}})));
  s_.stranger().get(first).status(404);
  ASSERT_TRUE(send_content(office(), step(id)));
  ASSERT_TRUE(confirm_content(manager(), step(id)));
  const FormFields again{{"officer_id", cast::prefecture.id.text}, {"form_key", "two"}};
  writer().post(path(id) + "/prefecture-request", again).leads_to(path(id));
  const std::string second = mailed_link();
  EXPECT_NE(first, second);
  s_.advance_minutes(14 * 24 * 60);
  s_.stranger().get(second).status(404);
  ASSERT_TRUE(end_expired_approvals(s_.system_context()));
  EXPECT_EQ(page(id).approvals.back().state, "ended");
}

TEST_F(PublishingPages, VisitorsFilterCases) {
  published_case("zumen", "図面を探す時間を測る", "E");
  published_case("suiden", "水田の見回り", "A");
  s_.anonymous().get("/cases").contains("2件あります").contains("図面を探す時間を測る");
  s_.anonymous().get("/cases?industry=A").contains("1件あります").contains("水田の見回り").lacks(
      "href=\"/cases/zumen\"");
  s_.anonymous().get("/cases?industry=" + web::percent_encode("' OR 1=1")).status(200).contains(
      "0件あります");
  s_.anonymous().get("/cases/zumen").status(200).contains("製造業").lacks("あわせて読む");
  published_case("kikai", "機械の点検を記録する", "E");
  s_.anonymous().get("/cases/zumen").contains("あわせて読む").contains("href=\"/cases/kikai\"");
}

TEST_F(PublishingPages, TwoVersionsStandSideBySide) {
  const ContentId id = published("news", "a", "題名のある記事");
  writer().post(path(id), form_of(id, {{"body", "直した本文です。"}})).leads_to(path(id));
  writer()
      .get(path(id) + "/versions/1")
      .status(200)
      .contains("<mark>直した</mark>本文です。")
      .contains("本文です<mark>。[入会の案内]")
      .contains("第1版の文を下書きに戻す");
  writer()
      .post(path(id) + "/versions/1/restoration", {{"token", page(id).draft.token}})
      .leads_to(path(id))
      .audited("publishing.version.restored");
  EXPECT_EQ(page(id).draft.article.body, kBody);
  writer().get(path(id) + "/versions/9").status(404);
}

TEST_F(PublishingPages, AParagraphPutInIsTheOnlyRowThatDiffers) {
  const ContentId id = published("news", "a", "題名のある記事");
  const std::string body = "はじめに置いた段落です。\n\n" + std::string(kBody);
  writer().post(path(id), form_of(id, {{"body", body}})).leads_to(path(id));
  const std::string shown = writer().get(path(id) + "/versions/1").status(200)
                                .contains("（この段落はありません）")
                                .contains("<mark>はじめに置いた段落です。</mark>").body();
  std::size_t differing = 0;
  for (auto at = shown.find("ちがう"); at != std::string::npos; at = shown.find("ちがう", at + 1)) {
    ++differing;
  }
  EXPECT_EQ(differing, 1U);
}

TEST_F(PublishingPages, AnotherLanguageIsADifference) {
  const ContentId id = published("news", "a", "題名のある記事");
  writer().post(path(id), form_of(id, {{"language", "en"}})).leads_to(path(id));
  writer().get(path(id) + "/versions/1").contains("<mark>日本語</mark>")
      .contains("<mark>英語</mark>");
}

TEST_F(PublishingPages, WhatHasAgedWaitsForItsOwnerUntilItIsLookedAt) {
  constexpr const char* kWaits = "見直す日が来た、担当の記事";
  const std::string title = "古くなっていく記事";
  const ContentId id = published("news", "a", title);  // to be looked at on 2025-10-28
  s_.advance_minutes(364 * 24 * 60);
  writer().get("/office/content").contains(title);
  writer().get("/office/content?overdue=1").lacks(title);
  writer().get("/office").lacks(kWaits);
  s_.advance_minutes(24 * 60);
  writer().get("/office/content?overdue=1").contains(title);
  writer().get("/office/content?owner=me&overdue=1").contains(title);
  writer().get("/office").contains(kWaits).contains("owner=me");
  // Not the owner: in the list of all, not on the home.
  boss().get("/office/content?overdue=1").contains(title);
  boss().get("/office/content?owner=me&overdue=1").lacks(title);
  boss().get("/office").lacks(kWaits);
  Settings looked_at = settings(id, "a");
  looked_at.review_on = "2026-10-28";
  ASSERT_TRUE(change_settings(office(), looked_at));
  writer().get("/office/content?overdue=1").lacks(title);
  writer().get("/office").lacks(kWaits);
}

TEST_F(PublishingPages, OnlyWhatWasNeverPublicIsDeleted) {
  const ContentId id = published("news", "a", "題名のある記事");
  writer().post(path(id) + "/deletion", version(id)).status(409).not_audited();
  const ContentId draft = written("news", "b", "別の題名");
  writer().get(path(draft) + "/deletion").status(200).contains("この下書きを消しますか");
  writer().post(path(draft) + "/deletion", version(draft)).leads_to("/office/content").audited(
      "publishing.content.deleted");
  writer().get(path(draft)).status(404);
}

}  // namespace
}  // namespace musubi::publishing
