// service_test.cc - the care for links on a real database and the real pages: what published
// articles name is known, our own pages are asked of the program itself, other sites only when a
// manager wants it, owners are told once, and who may do what.
#include "features/links/service.h"

#include <gtest/gtest.h>

#include "core/mail/mail.h"
#include "features/links/links.h"
#include "features/links/own.h"
#include "support/publishing.h"

namespace musubi::links {
namespace {

namespace cast = test::cast;

class Broken : public publishing::PublishingCase {
 protected:
  // A public article whose text holds these links.
  publishing::ContentId article(const std::string& slug, const std::string& links) {
    const auto id = written("news", slug, "記事 " + slug);
    const auto saved = publishing::save_draft(
        office(), edit(id, {{"body", "# はじめに\n\n本文です。" + links}}));
    EXPECT_TRUE(saved.has_value()) << (saved ? "" : saved.error().says);
    walk_to_public(id);
    return id;
  }
  void read_now() { ASSERT_TRUE(read_articles(s_.system_context()).has_value()); }
  void check_now() {
    const auto done = check_own(s_.system_context(), [this](const std::string& address) {
      return ask_own(s_.app(), address);
    });
    ASSERT_TRUE(done.has_value());
  }
  LinkList in_state(const char* state) {
    store::ListFilter filter;
    filter.state = state;
    auto list = list_links(office(), filter);
    EXPECT_TRUE(list.has_value());
    return list ? std::move(*list) : LinkList{};
  }
  std::vector<std::string> addresses(const char* state) {
    std::vector<std::string> out;
    for (const Shown& row : in_state(state).rows) out.push_back(row.target.address);
    return out;
  }
  std::vector<mail::Mail> mails() {
    return s_.db().read([](db::Reader& reader) { return mail::list_mails(reader, {}); });
  }
  std::size_t told() {
    std::size_t count = 0;
    for (const mail::Mail& one : mails()) {
      if (one.subject.find("リンク切れ") != std::string::npos) ++count;
    }
    return count;
  }
};

TEST_F(Broken, OurOwnPagesAreAskedAsAVisitorWould) {
  web::App& app = s_.app();
  EXPECT_TRUE(ask_own(app, "/join").well);
  EXPECT_TRUE(ask_own(app, "/help#contact").well);
  EXPECT_TRUE(ask_own(app, "/office").well);  // it is there, behind the sign-in
  EXPECT_FALSE(ask_own(app, "/no-such-page").well);
  EXPECT_EQ(ask_own(app, "/no-such-page").status, 404);
  const Answer place = ask_own(app, "/help#no-such-place");
  EXPECT_FALSE(place.well);
  EXPECT_NE(place.why.find("#no-such-place"), std::string::npos);
  EXPECT_FALSE(ask_own(app, "/%zz").well);
}

TEST_F(Broken, WhatPublishedArticlesNameIsKnownUntilNobodyNamesItAnyMore) {
  const auto id = article("one", "[案内](/join) [外](https://www.example.jp/)");
  written("news", "draft", "下書き");  // a draft is nobody's link yet
  read_now();
  EXPECT_EQ(addresses("unchecked"), (std::vector<std::string>{"/join", "https://www.example.jp/"}));
  const auto uses = in_state("unchecked").rows.at(0).uses;
  ASSERT_EQ(uses.size(), 1U);
  EXPECT_EQ(uses[0].item_id, id.text);
  EXPECT_EQ(uses[0].words, "案内");
  EXPECT_EQ(uses[0].owner_name, cast::secretariat.name);
  s_.advance_minutes(1);
  ASSERT_TRUE(publishing::end_content(manager(), step(id, "終わり")));
  read_now();
  EXPECT_TRUE(addresses("unchecked").empty());
}

TEST_F(Broken, TheTextsForOtherReadersAreLookedAfterToo) {
  const auto id = written("news", "one", "記事 one");
  ASSERT_TRUE(publishing::save_draft(
      office(), edit(id, {{"body", "# はじめに\n\n本文です。"},
                          {"easy_body", "[まえの おしらせ](/news/no-more)を みて ください。"},
                          {"english_title", "Our news"},
                          {"english_body", "Read about [the place](/help#no-such-place)."}})));
  walk_to_public(id);
  read_now();
  check_now();
  EXPECT_EQ(addresses("broken"),
            (std::vector<std::string>{"/help#no-such-place", "/news/no-more"}));
  for (const Shown& row : in_state("broken").rows) EXPECT_EQ(row.uses.at(0).item_id, id.text);
}

TEST_F(Broken, WhatTheOfficeArrangedIsLookedAfterToo) {
  const auto id = article("one", "");
  auto& boss = s_.as(cast::manager);
  boss.post("/office/front/banners", {{"seen", "0"}, {"title_0", "新しい知らせ"},
                                      {"link_words_0", "知らせを開く"}, {"path_0", "/news/one"}})
      .leads_to("/office/front");
  read_now();
  EXPECT_EQ(addresses("unchecked"), (std::vector<std::string>{"/news/one"}));
  check_now();
  EXPECT_EQ(addresses("ok"), (std::vector<std::string>{"/news/one"}));
  ASSERT_TRUE(publishing::end_content(manager(), step(id, "終わり")));
  s_.anonymous().get("/").contains("新しい知らせ").lacks("/news/one");
  // The next night, not in a week. Nobody owns it: it is listed, and no letter goes out.
  s_.advance_minutes(1);
  read_now();
  check_now();
  EXPECT_EQ(addresses("broken"), (std::vector<std::string>{"/news/one"}));
  ASSERT_TRUE(tell_owners(s_.system_context()));
  EXPECT_EQ(told(), 0U);
  s_.as(cast::secretariat).get("/office/links").status(200).contains("href=\"/office/front\"")
      .contains("サイトの構成（お知らせ枠「新しい知らせ」）").contains("知らせを開く");
  boss.post("/office/front/banners", {{"seen", "1"}, {"title_0", "新しい知らせ"}})
      .leads_to("/office/front");
  s_.advance_minutes(1);
  read_now();
  EXPECT_TRUE(addresses("broken").empty());
}

// Until its day visitors are not led there: nothing of it is broken.
TEST_F(Broken, WhatWaitsForABookedArticleIsNotBroken) {
  const auto id = written("news", "later", "あとで出す記事");
  ASSERT_TRUE(publishing::save_draft(office(), edit(id, {{"body", "# はじめに\n\n本文です。"}})));
  const Instant at{s_.now().ms + 30 * 60'000LL};
  ASSERT_TRUE(publishing::change_plan(office(), {id, now(id).version, at, {}}));
  ASSERT_TRUE(publishing::send_content(office(), step(id)));
  ASSERT_TRUE(publishing::confirm_content(manager(), step(id)));
  ASSERT_TRUE(publishing::publish_content(manager(), step(id), at).has_value());
  s_.as(cast::manager)
      .post("/office/front/banners", {{"seen", "0"}, {"title_0", "新しい知らせ"},
                                      {"link_words_0", "知らせを開く"}, {"path_0", "/news/later#b"}})
      .leads_to("/office/front");
  read_now();
  check_now();
  EXPECT_TRUE(addresses("broken").empty());
  EXPECT_TRUE(addresses("unchecked").empty());
  s_.advance_minutes(30);
  jobs::Scheduler(s_.db(), publishing::scheduled_jobs(), [this] { return s_.now(); }).run_due();
  read_now();
  EXPECT_EQ(addresses("unchecked"), (std::vector<std::string>{"/news/later#b"}));
}

TEST_F(Broken, ABrokenLinkIsListedToldOnceAndForgottenWhenItIsMended) {
  article("one", "[古い記事](/news/later) [場所](/help#no-such-place)");
  read_now();
  check_now();
  EXPECT_EQ(addresses("broken"), (std::vector<std::string>{"/help#no-such-place", "/news/later"}));
  EXPECT_EQ(in_state("broken").broken, 2);
  ASSERT_TRUE(tell_owners(s_.system_context()));
  EXPECT_EQ(told(), 1U);  // both in one mail
  ASSERT_TRUE(tell_owners(s_.system_context()));
  EXPECT_EQ(told(), 1U);
  // The page comes to be; the list is asked again by a person.
  article("later", "本文");
  const auto again = look_again(office(), "/news/later", [this](const std::string& address) {
    return ask_own(s_.app(), address);
  });
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(addresses("broken"), (std::vector<std::string>{"/help#no-such-place"}));
  EXPECT_EQ(addresses("ok"), (std::vector<std::string>{"/news/later"}));
}

TEST_F(Broken, OtherSitesAreAskedOnlyWhenAManagerWantsIt) {
  article("one", "[a](https://a.example.jp/1) [b](https://a.example.jp/2) "
                 "[c](https://b.example.jp/)");
  read_now();
  int asked = 0;
  const Ask count = [&asked](const std::string&) {
    ++asked;
    return answer_of_status(404);
  };
  EXPECT_EQ(*order_external(s_.system_context()), 0);
  ASSERT_TRUE(check_external(s_.system_context(), "https://a.example.jp/1", count));
  EXPECT_EQ(asked, 0);
  EXPECT_EQ(look_again(office(), "https://a.example.jp/1", count).error().fault,
            Fault::conflict);
  EXPECT_EQ(switch_external(office(), true).error().fault, Fault::forbidden);
  ASSERT_TRUE(switch_external(manager(), true));
  EXPECT_EQ(*order_external(s_.system_context()), 2);  // one of each host
  ASSERT_TRUE(check_external(s_.system_context(), "https://a.example.jp/1", count));
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(addresses("unsure"), (std::vector<std::string>{"https://a.example.jp/1"}));
  // Not again before its time, however often it was ordered.
  ASSERT_TRUE(check_external(s_.system_context(), "https://a.example.jp/1", count));
  EXPECT_EQ(asked, 1);
}

// Until then nobody would know why 「未確認」 stays; that nothing is asked is a decision, too.
TEST_F(Broken, WhetherOtherSitesAreAskedWaitsForAManagerUntilItIsDecided) {
  constexpr const char* kWaiting = "外部のサイトへのリンクを確かめるかどうか";
  auto& chief = s_.as(cast::manager);
  article("one", "[案内](/join)");
  read_now();
  chief.get("/office").status(200).lacks(kWaiting);  // no article leads elsewhere
  article("two", "[外](https://a.example.jp/1)");
  read_now();
  chief.get("/office").contains(kWaiting).contains("/office/links?state=unchecked");
  s_.as(cast::secretariat).get("/office").status(200).lacks(kWaiting);
  chief.get("/office/links?state=unchecked").contains("外部のサイトも確かめる")
      .contains("確かめないことにする");
  s_.as(cast::secretariat).get("/office/links").lacks("確かめないことにする");
  chief.post("/office/links/external", {{"on", ""}}).leads_to("/office/links?said=off")
      .audited("settings.setting.changed");
  chief.get("/office").lacks(kWaiting);
  chief.get("/office/links?said=off").contains("外部のサイトは確かめません")
      .contains("外部のサイトも確かめる").lacks("確かめないことにする");
  EXPECT_EQ(*order_external(s_.system_context()), 0);
  chief.post("/office/links/external", {{"on", "1"}}).leads_to("/office/links?said=on");
  chief.get("/office").lacks(kWaiting);
  EXPECT_EQ(*order_external(s_.system_context()), 1);
}

TEST_F(Broken, TheCheckerItselfRefusesPlacesOfThisMachine) {
  const Answer answer = ask_other_site("http://127.0.0.1/#x");
  EXPECT_FALSE(answer.well);
  EXPECT_TRUE(answer.refused);
  EXPECT_EQ(answer_of_status(204).well, true);
}

TEST_F(Broken, TheListOfTheOfficeLeadsToTheArticle) {
  const auto id = article("one", "[場所](/help#no-such-place)");
  read_now();
  check_now();
  auto& clerk = s_.as(cast::secretariat);
  clerk.get("/office/links").status(200).contains("/help#no-such-place")
      .contains("/office/content/" + id.text).contains("切れている").contains("きょうから");
  clerk.get("/office").contains("開いて、リンクを直すか外してください");
  clerk.post("/office/links/checks", {{"address", "/help#no-such-place"}, {"state", "broken"}})
      .leads_to("/office/links?state=broken").audited("links.target.asked_again");
  clerk.post("/office/links/checks", {{"address", "/nobody-names-it"}}).status(404)
      .contains("もうどこにも使われていません");
  clerk.post("/office/links/external", {{"on", "1"}}).status(403);
  s_.as(cast::manager).post("/office/links/external", {{"on", "1"}}).leads_to("/office/links");
  s_.as(cast::prefecture).get("/office/links").status(200).lacks("確かめ直す");
  s_.as(cast::prefecture).post("/office/links/checks", {{"address", "/x"}}).status(403);
  s_.as(cast::member_admin).get("/office/links").status(403);
  s_.anonymous().get("/office/links").status(303);
}

}  // namespace
}  // namespace musubi::links
