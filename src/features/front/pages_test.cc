// pages_test.cc - arranging the open site over HTTP: a refused form comes back as typed, a conflict
// loses neither side, and visitors see what was saved at once.
#include <gtest/gtest.h>

#include <algorithm>

#include "features/front/front.h"
#include "support/library.h"
#include "support/public_events.h"

namespace musubi::front {
namespace {

namespace cast = test::cast;
using test::FormFields;

class FrontPages : public publishing::PublicEventsCase {
 protected:
  test::Visitor& boss() { return s_.as(cast::manager); }
  std::string home() { return s_.anonymous().get("/").status(200).body(); }
  // In half an hour.
  publishing::ContentId booked(const std::string& slug) {
    const publishing::ContentId id = written("news", slug, "あとで出す記事");
    const Instant at{s_.now().ms + 30 * 60'000LL};
    EXPECT_TRUE(publishing::change_plan(office(), {id, now(id).version, at, {}}));
    EXPECT_TRUE(publishing::send_content(office(), step(id)));
    EXPECT_TRUE(publishing::confirm_content(manager(), step(id)));
    EXPECT_TRUE(publishing::publish_content(manager(), step(id), now(id).publish_at).has_value());
    EXPECT_EQ(now(id).state, publishing::State::scheduled);
    return id;
  }
  static int times(const std::string& text, const std::string& part) {
    int out = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++out;
    return out;
  }
  static bool stands_before(const std::string& text, const std::string& one,
                            const std::string& other) {
    const auto a = text.find(one), b = text.find(other);
    return a != std::string::npos && b != std::string::npos && a < b;
  }
};

TEST_F(FrontPages, WithoutADecisionTheFeaturesOwnOrderHolds) {
  boss().get("/office/front").status(200).contains("まだ決めていない").contains("/cases");
  boss().get("/office").contains("href=\"/office/front\"");
  s_.anonymous().get("/").contains("href=\"/cases\"").contains("参加から、最初の一歩まで");
}

TEST_F(FrontPages, OthersAreRefused) {
  for (const auto* who : {&cast::member_admin, &cast::adviser, &cast::applicant}) {
    s_.as(*who).get("/office/front").status(403);
  }
  s_.as(cast::auditor).get("/office/front").status(200).lacks("メニューを直す");
  s_.as(cast::prefecture).get("/office/front").status(200).lacks("メニューを直す");
  s_.as(cast::secretariat).get("/office/front/menu").status(403);
  s_.as(cast::secretariat).post("/office/front/menu", {{"seen", "0"}}).status(403).not_audited();
}

TEST_F(FrontPages, AMenuIsShownAtOnceInItsOrder) {
  boss().get("/office/front/menu").status(200).contains("name=\"label_0\"").contains("行き先に使えるページ");
  boss()
      .post("/office/front/menu", {{"seen", "0"}, {"label_0", "あとの事例"}, {"path_0", "/cases"},
                                   {"order_0", "２"}, {"label_4", "先のお知らせ"},
                                   {"path_4", "/news"}, {"order_4", "1"}})
      .leads_to("/office/front")
      .audited("front.menu.changed");
  const std::string page = home();
  EXPECT_TRUE(stands_before(page, "先のお知らせ", "あとの事例")) << page;
  s_.anonymous().get("/about").contains("先のお知らせ").lacks(">よくある質問</span>");
  // All of it emptied: as the features give it.
  boss().post("/office/front/menu", {{"seen", "1"}}).leads_to("/office/front");
  s_.anonymous().get("/about").contains("よくある質問").lacks("先のお知らせ");
}

TEST_F(FrontPages, ARefusedMenuComesBackAsTyped) {
  boss()
      .post("/office/front/menu", {{"seen", "0"}, {"label_0", "事務局へ"}, {"path_0", "/office"}})
      .status(422)
      .contains("value=\"事務局へ\"")
      .contains("href=\"#f-path_0\"")
      .contains("id=\"f-path_0\"")
      .not_audited();
}

TEST_F(FrontPages, AConflictLosesNeitherSide) {
  boss().post("/office/front/menu",
              {{"seen", "0"}, {"label_0", "はじめの人の項目"}, {"path_0", "/cases"}});
  boss()
      .post("/office/front/menu",
            {{"seen", "0"}, {"label_0", "あとの人の項目"}, {"path_0", "/news"}})
      .status(409)
      .contains("value=\"あとの人の項目\"")
      .contains("はじめの人の項目")
      .contains("name=\"seen\" value=\"1\"")
      .not_audited();
}

TEST_F(FrontPages, SectionsStandWhereAndAsTheOfficeWants) {
  published("news", "a", "題名のある記事");
  event("e", "これからの催し", "2024-11-14");
  EXPECT_TRUE(stands_before(home(), "題名のある記事", "これからの催し"));
  boss().get("/office/front/sections").status(200).contains("name=\"shown_news\"").contains(
      "name=\"most_events\"");
  boss()
      .post("/office/front/sections",
            {{"seen", "0"}, {"shown_events", "1"}, {"heading_events", "予定表"},
             {"most_events", "1"}, {"order_events", "1"}, {"shown_news", "1"}, {"order_news", "2"},
             {"shown_way_in", "1"}, {"order_way_in", "3"}})
      .leads_to("/office/front")
      .audited("front.sections.changed");
  const std::string page = home();
  EXPECT_TRUE(stands_before(page, "予定表", "題名のある記事")) << page;
  EXPECT_EQ(page.find("持ち寄って、試して、持ち帰る"), std::string::npos);
  boss().get("/office/front").contains("予定表（1件まで）").contains("（出さない）");
}

TEST_F(FrontPages, TheOfficeWordsASectionAnewAndTakesItBack) {
  boss()
      .get("/office/front/sections")
      .status(200)
      .contains("name=\"entry_title_what_we_do_0\"")
      .contains("value=\"困りごとを持ち寄る\"")
      .contains("name=\"entry_path_what_we_do_0\"")
      .contains("name=\"entry_text_way_in_3\"")
      .lacks("name=\"entry_path_way_in_0\"")
      .lacks("name=\"entry_title_news_0\"");
  const FormFields worded{{"shown_what_we_do", "1"}, {"shown_way_in", "1"},
                          {"entry_title_what_we_do_0", "<b>悩みを話す</b>"},
                          {"entry_text_what_we_do_0", "茶話会で聞きます。"},
                          {"entry_note_what_we_do_0", "毎月15日"},
                          {"entry_path_what_we_do_0", "/cases"},
                          {"entry_title_way_in_2", "電話する"},
                          {"entry_text_way_in_2", "まず電話をください。"}};
  FormFields first = worded;
  first.emplace_back("seen", "0");
  boss().post("/office/front/sections", first).leads_to("/office/front").audited(
      "front.sections.changed");
  s_.anonymous()
      .get("/")
      .contains("&lt;b&gt;悩みを話す&lt;/b&gt;")
      .contains("毎月15日")
      .contains("まず電話をください。")
      .lacks("困りごとを持ち寄る")
      .lacks("小さな実証から始めます");
  boss().get("/office/front").contains("（事務局が書いた文）");
  boss().get("/office/front/sections").contains("悩みを話す").contains("電話する");
  s_.anonymous().get("/").contains("現場と現場を、<br>むすぶ。").contains("一緒に試していく集まりです");
  // All of it emptied: as the program says it.
  boss()
      .post("/office/front/sections",
            {{"seen", "1"}, {"shown_what_we_do", "1"}, {"shown_way_in", "1"}})
      .leads_to("/office/front");
  s_.anonymous().get("/").contains("困りごとを持ち寄る").lacks("悩みを話す");
  boss().get("/office/front").lacks("（事務局が書いた文）");
}

TEST_F(FrontPages, SectionsAreFoldedAndWhatIsRefusedStandsOpen) {
  const std::string open = "<details class=\"more\" open><summary>";
  const std::string first = boss().get("/office/front/sections").status(200).body();
  EXPECT_EQ(times(first, open), 1);
  EXPECT_TRUE(stands_before(first, open, "name=\"entry_title_greeting_0\""));
  EXPECT_TRUE(stands_before(first, "name=\"entry_text_greeting_0\"", "<details class=\"more\">"));
  EXPECT_NE(first.find("：いつも出す</summary>"), std::string::npos);
  EXPECT_NE(first.find("<summary>これからのイベント：出す</summary>"), std::string::npos);
  const auto refused = boss().post(
      "/office/front/sections",
      {{"seen", "0"}, {"shown_news", "1"}, {"heading_news", "町の便り"},
       {"heading_events", std::string(41, 'x')}, {"shown_what_we_do", "1"},
       {"entry_title_what_we_do_0", "題だけ"}});
  refused.status(422)
      .contains(open + "これからのイベント：出さない</summary>")
      .contains("<details class=\"more\"><summary>お知らせ：出す</summary>")
      .contains("value=\"町の便り\"")
      .contains("href=\"#f-heading_events\"")
      .contains("見出しは40文字以内で入力してください（いま41文字です）")
      .contains("href=\"#f-entry_text_what_we_do_0\"")
      .not_audited();
  // Those two, and not the first: nothing is wrong there.
  EXPECT_EQ(times(refused.body(), open), 2);
}

TEST_F(FrontPages, WhoIsSecondSeesTheWordsOfTheFirst) {
  boss()
      .post("/office/front/sections",
            {{"seen", "0"}, {"shown_what_we_do", "1"},
             {"entry_title_what_we_do_0", "はじめの人の題"},
             {"entry_text_what_we_do_0", "はじめの人の文です。"},
             {"entry_note_what_we_do_0", "毎月15日"}, {"entry_path_what_we_do_0", "/cases"},
             {"entry_title_what_we_do_1", "はじめの人の二つ目"},
             {"entry_text_what_we_do_1", "二つ目の文です。"}})
      .leads_to("/office/front");
  boss()
      .post("/office/front/sections",
            {{"seen", "0"}, {"shown_what_we_do", "1"},
             {"entry_title_what_we_do_0", "あとの人の題"},
             {"entry_text_what_we_do_0", "あとの人の文です。"}})
      .status(409)
      .contains("value=\"あとの人の題\"")
      .contains("あとの人の文です。")
      .contains("はじめの人の題")
      .contains("はじめの人の文です。")
      .contains("（毎月15日）")
      .contains("行き先：<span class=\"code\">/cases</span>")
      .contains("はじめの人の二つ目")
      .contains("二つ目の文です。")
      .contains("name=\"seen\" value=\"1\"")
      .not_audited();
}

TEST_F(FrontPages, TheGreetingAndTheEndKeepTheirPlaceAndTakeTheOfficesWords) {
  boss()
      .get("/office/front/sections")
      .contains("name=\"entry_title_greeting_0\"")
      .lacks("name=\"entry_title_greeting_1\"")
      .lacks("name=\"shown_greeting\"")
      .lacks("name=\"order_closing\"");
  boss()
      .post("/office/front/sections",
            {{"seen", "0"}, {"shown_way_in", "1"}, {"entry_title_greeting_0", "人と人を、つなぐ。"},
             {"entry_text_greeting_0", "県内の産学官の集まりです。"},
             {"entry_title_closing_0", "登録のある方へ"},
             {"entry_text_closing_0", "ここからお入りください。"}})
      .leads_to("/office/front");
  const std::string page = home();
  EXPECT_TRUE(stands_before(page, "人と人を、<br>つなぐ。", "参加から、最初の一歩まで")) << page;
  EXPECT_TRUE(stands_before(page, "参加から、最初の一歩まで", "登録のある方へ")) << page;
  EXPECT_EQ(page.find("現場と現場を"), std::string::npos);
  boss().post("/office/front/sections", {{"seen", "1"}}).leads_to("/office/front");
  EXPECT_TRUE(stands_before(home(), "現場と現場を、<br>むすぶ。", "会員・事務局・県の方へ"));
}

TEST_F(FrontPages, WordsThatLeadOutsideOrAreHalfAreRefusedWhereTheyStand) {
  boss()
      .post("/office/front/sections",
            {{"seen", "0"}, {"shown_what_we_do", "1"}, {"entry_title_what_we_do_4", "題だけ"},
             {"entry_path_what_we_do_4", "/office"}})
      .status(422)
      .contains("href=\"#f-entry_text_what_we_do_0\"")
      .contains("id=\"f-entry_text_what_we_do_0\"")
      .contains("href=\"#f-entry_path_what_we_do_0\"")
      .contains("value=\"題だけ\"")
      .not_audited();
  s_.anonymous().get("/").contains("困りごとを持ち寄る");
}

TEST_F(FrontPages, ABannerIsShownOnItsDays) {
  boss()
      .post("/office/front/banners",
            {{"seen", "0"}, {"title_2", "台風のためお休みします"}, {"text_2", "電話は16時までです。"},
             {"from_on_2_era", "reiwa"}, {"from_on_2_year", "6"}, {"from_on_2_month", "10"},
             {"from_on_2_day", "28"}, {"until_on_2_era", "reiwa"}, {"until_on_2_year", "6"},
             {"until_on_2_month", "10"}, {"until_on_2_day", "28"}})
      .leads_to("/office/front")
      .audited("front.banners.changed");
  EXPECT_NE(home().find("台風のためお休みします"), std::string::npos);
  s_.advance_minutes(24 * 60);
  EXPECT_EQ(home().find("台風のためお休みします"), std::string::npos);
}

TEST_F(FrontPages, ABannersErrorStandsAtThePlaceWhereItWasTyped) {
  boss()
      .post("/office/front/banners", {{"seen", "0"}, {"title_2", "題"}, {"link_words_2", "読む"}})
      .status(422)
      .contains("href=\"#f-path_2\"")
      .contains("value=\"読む\"")
      .not_audited();
  boss()
      .post("/office/front/banners",
            {{"seen", "0"}, {"title_0", "題"}, {"from_on_0_era", "reiwa"},
             {"from_on_0_year", "6"}, {"from_on_0_month", "2"}, {"from_on_0_day", "30"}})
      .status(422)
      .contains("f-from_on_0")
      .not_audited();
}

TEST_F(FrontPages, ABannerShowsAPictureOfTheLibrary) {
  const std::string path = test::library_picture(s_, 511);
  test::describe_library_picture(s_, path, 1);
  const std::string id = test::library_id(path);
  boss()
      .get("/office/front/banners")
      .status(200)
      .contains("<details class=\"more\"><summary>画像を選ぶ（1つ目）　いま：画像なし</summary>")
      .contains("name=\"picture_0\" value=\"\" checked>")
      .contains("name=\"picture_0\" value=\"" + id +
                "\"><span class=\"check__f\"><img src=\"" + path + "/files/")
      .contains("作業台</label>")
      .lacks("いまの画像：");
  boss()
      .post("/office/front/banners",
            {{"seen", "0"}, {"title_0", "入門講座を開きます"}, {"picture_0", id}})
      .leads_to("/office/front")
      .audited("front.banners.changed");
  boss().get("/office/front").contains("href=\"" + path + "\"");
  const auto shown = s_.stranger().get("/");
  shown.status(200)
      .contains("image/avif").contains("image/webp").contains("alt=\"作業台の上の図面\"")
      .contains("width=\"").contains("notice--pic");
  EXPECT_NE(std::find(shown.response().cache_tags.begin(), shown.response().cache_tags.end(),
                      media::kPagesTag),
            shown.response().cache_tags.end());
  const std::string& body = shown.body();
  const std::size_t at = body.find("src=\"/media/" + id);
  ASSERT_NE(at, std::string::npos);
  const std::string file = body.substr(at + 5, body.find('"', at + 5) - at - 5);
  s_.stranger().get(file).status(200);
  // At the top of the page: fetched at once.
  EXPECT_EQ(body.substr(at, body.find('>', at) - at).find("loading"), std::string::npos);
  boss()
      .get("/office/front/banners")
      .contains("name=\"picture_0\" value=\"" + id + "\" checked>")
      .contains("いまの画像：作業台");
  // Said to be decoration from now on: silent at once.
  test::describe_library_picture(s_, path, 2, {{"alt", ""}, {"decorative", "1"}});
  s_.stranger().get("/").contains("notice--pic").lacks("作業台の上の図面");
  auto& desk = s_.as(cast::secretariat);
  desk.get(path).contains("お知らせ枠「入門講座を開きます」");
  desk.post(path + "/deletion", {{"version", "3"}}).status(409);
  boss().post("/office/front/banners", {{"seen", "1"}, {"title_0", "入門講座を開きます"}})
      .leads_to("/office/front");
  s_.stranger().get("/").contains("入門講座を開きます").lacks("notice--pic");
  s_.stranger().get(file).status(404);
  desk.post(path + "/deletion", {{"version", "3"}}).leads_to("/office/media");
}

TEST_F(FrontPages, APictureThatLacksSomethingIsNeitherOfferedNorTaken) {
  const std::string id = test::library_id(test::library_picture(s_, 512));
  boss().get("/office/front/banners").lacks("value=\"" + id + "\"");
  boss()
      .post("/office/front/banners", {{"seen", "0"}, {"title_2", "題"}, {"picture_2", id}})
      .status(422)
      .contains("href=\"#f-picture_2\"")
      .contains("id=\"f-picture_2\"")
      .contains("画像の登録の画面で、代替テキストを入力するか")
      .contains("<details class=\"more\" open><summary>画像を選ぶ（3つ目）")
      .contains("<details class=\"more\"><summary>画像を選ぶ（1つ目）")
      .not_audited();
}

TEST_F(FrontPages, LookingForAPictureKeepsWhatWasTyped) {
  const std::string bench = test::library_picture(s_, 513);
  test::describe_library_picture(s_, bench, 1);
  const std::string meeting = test::library_picture(s_, 514);
  test::describe_library_picture(s_, meeting, 1, {{"title", "朝礼の様子"}});
  const auto found = boss().post("/office/front/banners",
                                 {{"seen", "0"}, {"title_1", "書きかけの見出し"},
                                  {"picture_1", test::library_id(bench)},
                                  {"picture_words", "朝礼"}, {"look", "1"}});
  found.status(200)
      .contains("value=\"書きかけの見出し\"")
      .contains("合う画像を1件")
      .contains("name=\"picture_1\" value=\"" + test::library_id(meeting) + "\">")
      .contains("name=\"picture_1\" value=\"" + test::library_id(bench) + "\" checked>")
      .contains("朝礼の様子</label>")
      .not_audited();
  boss()
      .post("/office/front/banners",
            {{"seen", "0"}, {"picture_words", "ないはずの言葉"}, {"look", "1"}})
      .status(200)
      .contains("公開できる画像はありません");
  s_.anonymous().get("/").lacks("書きかけの見出し");
}

TEST_F(FrontPages, OnlyWhatVisitorsFindIsLedTo) {
  const publishing::ContentId id = written("news", "later", "あとで出す記事");
  const auto choose = [&](const std::string& path) {
    return boss().post("/office/front/menu",
                       {{"seen", "0"}, {"label_0", "記事"}, {"path_0", path}});
  };
  for (const char* path : {"/news/does-not-exist", "/news/later", "/news/later?a=1#b",
                           "/cases/does-not-exist/easy", "/no-such-page"}) {
    choose(path).status(422).contains("公開も公開予約もされていない").not_audited();
  }
  walk_to_public(id);
  choose("/news/later/easy").status(422).not_audited();  // it has no such text
  choose("/news/later?a=1#b").leads_to("/office/front").audited("front.menu.changed");
}

TEST_F(FrontPages, ABannerIsMadeReadyForAnArticleThatIsBooked) {
  const publishing::ContentId id = booked("later");
  boss()
      .post("/office/front/banners", {{"seen", "0"}, {"title_0", "新しい知らせ"},
                                      {"link_words_0", "続きを開く"}, {"path_0", "/news/later"}})
      .leads_to("/office/front");
  s_.anonymous().get("/").contains("新しい知らせ").lacks("続きを開く");
  boss().get("/office/front").contains("リンクは出ていません").lacks("href=\"/news/later\"");
  s_.advance_minutes(30);
  jobs::Scheduler(s_.db(), publishing::scheduled_jobs(), [this] { return s_.now(); }).run_due();
  s_.anonymous().get("/").contains("続きを開く").contains("href=\"/news/later\"");
  boss().get("/office/front").lacks("リンクは出ていません");
}

TEST_F(FrontPages, LinksToAnArticleGoWithItAndItsOfficeIsWarned) {
  const publishing::ContentId id = published("dx_case", "zumen", "図面を探す時間を測る");
  boss()
      .post("/office/front/menu", {{"seen", "0"}, {"label_0", "測った話"}, {"path_0", "/cases/zumen"},
                                   {"label_1", "ほかの話"}, {"path_1", "/cases"}})
      .leads_to("/office/front");
  boss()
      .post("/office/front/banners", {{"seen", "0"}, {"title_0", "新しい話があります"},
                                      {"link_words_0", "測った話を開く"},
                                      {"path_0", "/cases/zumen#b"}})
      .leads_to("/office/front");
  s_.anonymous().get("/").contains("測った話を開く").contains("href=\"/cases/zumen#b\"");
  boss()
      .get("/office/content/" + id.text)
      .contains("メニューの「測った話」")
      .contains("お知らせ枠「新しい話があります」の「測った話を開く」")
      .contains("公開を終えると、そこからリンクが消えます");
  end(id);
  s_.anonymous().get("/").contains("新しい話があります").contains("ほかの話").lacks("/cases/zumen").lacks(
      "測った話");
  s_.anonymous().get("/about").contains("ほかの話").lacks("/cases/zumen");
  boss().get("/office/front").contains("リンクは出ていません").contains("測った話").lacks(
      "href=\"/cases/zumen");
}

// Of the words the link alone goes: it leads nowhere else instead.
TEST_F(FrontPages, ACardStandsWithoutItsLinkWhenThePageIsGone) {
  const publishing::ContentId id = published("news", "tea", "茶話会を開きます");
  boss()
      .post("/office/front/sections", {{"seen", "0"}, {"shown_what_we_do", "1"},
                                       {"entry_title_what_we_do_0", "悩みを話す"},
                                       {"entry_text_what_we_do_0", "茶話会で聞きます。"},
                                       {"entry_path_what_we_do_0", "/news/tea"}})
      .leads_to("/office/front");
  s_.anonymous().get("/").contains("<a href=\"/news/tea\">悩みを話す</a>");
  end(id);
  s_.anonymous().get("/").contains("<h3 class=\"card__t\">悩みを話す</h3>").contains("茶話会で聞きます。");
}

TEST_F(FrontPages, ADraftThatIsThrownAwayNamesWhoLeadsToIt) {
  const publishing::ContentId id = booked("later");
  boss()
      .post("/office/front/menu",
            {{"seen", "0"}, {"label_0", "知らせ"}, {"path_0", "/news/later"}})
      .leads_to("/office/front");
  ASSERT_TRUE(publishing::cancel_schedule(manager(), step(id)));
  s_.as(cast::secretariat)
      .get("/office/content/" + id.text + "/deletion")
      .status(200)
      .contains("公開サイトの次のところが、この記事にリンクしています")
      .contains("メニューの「知らせ」");
}

TEST_F(FrontPages, HostileWordsAreShownAsWords) {
  boss()
      .post("/office/front/banners", {{"seen", "0"}, {"title_0", "<script>alert(1)</script>"}})
      .leads_to("/office/front");
  s_.anonymous().get("/").lacks("<script>alert(1)").contains("&lt;script&gt;");
}

TEST_F(FrontPages, TheDemoIsArranged) {
  Context ctx = s_.system_context();
  ctx.pretended_today = Date{2024, 10, 28};
  const auto loaded = load_demo(ctx);
  ASSERT_TRUE(loaded.has_value()) << (loaded ? "" : loaded.error().says);
  s_.anonymous().get("/").contains("11月14日に入門講座を開きます").contains("href=\"/profiles\"")
      .contains("顔を合わせる").lacks("事務局の紹介で、近い課題");
}

}  // namespace
}  // namespace musubi::front
