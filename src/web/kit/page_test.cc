// page_test.cc - what the frame promises on every page: one h1, a title that tells of errors,
// landmarks, a menu of what this actor may open, and error pages that work without anything.
#include "web/kit/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "support/cast.h"
#include "support/places.h"
#include "support/temp_db.h"
#include "web/app.h"
#include "web/cache.h"
#include "web/kit/error_page.h"
#include "web/kit/form.h"
#include "web/kit/gallery.h"
#include "web/live.h"
#include "web/rate_limits.h"

namespace musubi::web::kit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Permission kSeeRegistry{"test.registry.see", "名簿を見る", Permission::Level::some_roles,
                                  roles::office};

int count_of(const std::string& text, const std::string& part) {
  int n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

class Frame : public ::testing::Test {
 protected:
  Frame() : app_(temp_.db()) {
    app_.nav.push_back({Area::office, "会員", "会員名簿", "/office/members", "people", kSeeRegistry,
                        1, [](const Request&) { return 4; }});
    app_.nav.push_back({Area::office, "", "きょうの仕事", "/office", "home", may::signed_in, 0, {}});
    add_gallery(app_.router);
  }
  Request request(const std::string& path, const Actor& actor) {
    Request r;
    r.method = "GET";
    r.path = r.target = path;
    r.actor = actor;
    r.app = &app_;
    r.db = &app_.db;
    r.request_id = "req-1";
    return r;
  }
  test::TempDb temp_;
  App app_;
};

TEST_F(Frame, HasOneHeadingLandmarksAndAStatusRegion) {
  std::string m = page(request("/office/members", test::cast::secretariat.actor()),
                       {.area = Area::office, .title = "会員名簿"}, "本文")
                      .markup();
  EXPECT_EQ(count_of(m, "<h1"), 1);
  EXPECT_EQ(count_of(m, "<main"), 1);
  EXPECT_EQ(count_of(m, "role=\"status\""), 1);
  EXPECT_THAT(m, HasSubstr("<!DOCTYPE html>\n<html lang=\"ja\">"));
  EXPECT_THAT(m, HasSubstr("href=\"#main\""));
  EXPECT_THAT(m, HasSubstr("<title>会員名簿｜事務局｜"));
  EXPECT_THAT(m, Not(HasSubstr("style=\"")));  // the content policy allows no inline style
}

TEST_F(Frame, TheTitleTellsOfAnError) {
  std::string m = page(request("/a", Actor::anonymous()), {.title = "入力", .has_error = true}, "")
                      .markup();
  EXPECT_THAT(m, HasSubstr("<title>エラー：入力"));
}

TEST_F(Frame, TheMenuShowsWhatThisActorMayOpenAndWhatWaits) {
  PageFrame frame{.area = Area::office, .title = "会員名簿"};
  std::string office =
      page(request("/office/members/1", test::cast::secretariat.actor()), frame, "").markup();
  EXPECT_THAT(office, HasSubstr("<a href=\"/office/members\" aria-current=\"true\">"));
  EXPECT_THAT(office, HasSubstr("<span class=\"count\">4"));
  std::string other =
      page(request("/office", test::cast::adviser.actor()), frame, "").markup();
  EXPECT_THAT(other, Not(HasSubstr("/office/members")));
  EXPECT_THAT(other, HasSubstr("<a href=\"/office\" aria-current=\"page\">"));
}

TEST_F(Frame, AShortMenuIsNotFolded) {
  const std::string m = page(request("/office", test::cast::secretariat.actor()),
                             {.area = Area::office, .title = "仕事"}, "")
                            .markup();
  EXPECT_THAT(m, HasSubstr("<h2 class=\"menu__h\">会員</h2>"));
  EXPECT_THAT(m, Not(HasSubstr("menu__g")));
}

// Eight more entries, given in another order than the menu's; as many wait in each as its number.
class LongMenu : public Frame {
 protected:
  LongMenu() {
    for (int i = 0; i < 8; ++i) {
      const std::string number = std::to_string(i);
      app_.nav.push_back({Area::office, i < 4 ? "公開サイト" : "審査", "画面" + number,
                          "/office/p" + number, "doc", may::signed_in, 100 + i,
                          [i](const Request&) { return i; }});
    }
  }
  std::string menu(const std::string& path, const test::Person& person, PageFrame frame) {
    frame.area = Area::office;
    const std::string m = page(request(path, person.actor()), frame, "").markup();
    const auto from = m.find("<nav class=\"menu");
    return from == std::string::npos ? "" : m.substr(from, m.find("</nav>", from) - from);
  }
  static std::string summary(const std::string& group) {
    return "<summary><span class=\"menu__t\">" + group + "</span>";
  }
};

TEST_F(LongMenu, IsFoldedByGroupInTheOrderOfTheTable) {
  const std::string m = menu("/office", test::cast::secretariat, {.title = "仕事"});
  EXPECT_EQ(count_of(m, "<details class=\"menu__g\">"), 3);
  EXPECT_THAT(m, Not(HasSubstr(" open>")));
  const auto home = m.find("きょうの仕事"), joining = m.find(summary("審査"));
  const auto members = m.find(summary("会員")), site = m.find(summary("公開サイト"));
  ASSERT_NE(site, std::string::npos);
  EXPECT_LT(home, joining);
  EXPECT_LT(joining, members);
  EXPECT_LT(members, site);
}

TEST_F(LongMenu, OpensTheGroupOfThePageAndNoOther) {
  const std::string m = menu("/office/p5/parts", test::cast::secretariat, {.title = "部分"});
  EXPECT_EQ(count_of(m, " open>"), 1);
  const auto from = m.find("<details class=\"menu__g is-here\" open>" + summary("審査"));
  ASSERT_NE(from, std::string::npos);
  EXPECT_THAT(m.substr(from, m.find("</details>", from) - from),
              HasSubstr("<a href=\"/office/p5\" aria-current=\"true\">"));
}

TEST_F(LongMenu, APageAtAnAddressOfItsOwnStandsWhereItsWayLeads) {
  const std::string m = menu("/office/apart", test::cast::secretariat,
                             {.title = "離れた画面",
                              .breadcrumbs = {{"きょうの仕事", "/office"},
                                              {"画面2", "/office/p2?kind=a"}, {"離れた画面", ""}}});
  EXPECT_THAT(m, HasSubstr("<details class=\"menu__g is-here\" open>" + summary("公開サイト")));
  EXPECT_THAT(m, HasSubstr("<a href=\"/office/p2\" aria-current=\"true\">"));
  EXPECT_EQ(count_of(m, "aria-current"), 1);
  const std::string none = menu("/office/apart", test::cast::secretariat,
                                {.title = "離れた画面",
                                 .breadcrumbs = {{"きょうの仕事", "/office"}, {"離れた画面", ""}}});
  EXPECT_THAT(none, Not(HasSubstr("aria-current")));
}

TEST_F(LongMenu, AFoldedGroupTellsHowMuchWaitsInIt) {
  const std::string m = menu("/office", test::cast::secretariat, {.title = "仕事"});
  EXPECT_THAT(m, HasSubstr(summary("審査") + "<span class=\"count\">22<"));      // 4+5+6+7
  EXPECT_THAT(m, HasSubstr(summary("会員") + "<span class=\"count\">4<"));
  EXPECT_THAT(m, HasSubstr(summary("公開サイト") + "<span class=\"count\">6<"));  // 0+1+2+3
}

TEST_F(LongMenu, AGroupOfWhichNothingMayBeOpenedIsNotThere) {
  const std::string m = menu("/office", test::cast::adviser, {.title = "仕事"});
  EXPECT_EQ(count_of(m, "<details class=\"menu__g\">"), 2);
  EXPECT_THAT(m, Not(HasSubstr(summary("会員"))));
}

// Chosen by a script, which the office's pages do not load; without it the browser's zoom is named.
TEST_F(Frame, OpenPagesLetTheReaderChooseLettersLinesAndFurigana) {
  const std::string open =
      page(request("/", Actor::anonymous()), {.title = "ホーム"}, "").markup();
  for (const char* part : {"id=\"view\"", "aria-labelledby=\"view-h\"", "name=\"view_text\"",
                           "name=\"view_width\"", "name=\"view_ruby\"", "ブラウザーの拡大",
                           "クッキーは使わず", "href=\"#view\""}) {
    EXPECT_THAT(open, HasSubstr(part));
  }
  const auto script = open.find("/assets/view");
  ASSERT_NE(script, std::string::npos);
  EXPECT_LT(script, open.find("stylesheet")) << "before anything can be painted";
  EXPECT_THAT(open.substr(script, open.find('>', script) - script), Not(HasSubstr("defer")));
  const std::string office = page(request("/office", test::cast::secretariat.actor()),
                                  {.area = Area::office, .title = "仕事"}, "")
                                 .markup();
  EXPECT_THAT(office, Not(HasSubstr("view_text")));
  EXPECT_THAT(office, Not(HasSubstr("/assets/view")));
}

TEST_F(Frame, LinksOnlyToPagesThatExist) {
  std::string m = page(request("/", Actor::anonymous()), {.title = "ホーム"}, "").markup();
  EXPECT_THAT(m, Not(HasSubstr("/policies/privacy")));
  EXPECT_THAT(m, Not(HasSubstr("/sign-in")));
}

TEST_F(Frame, AnErrorPageShowsTheRequestNumberAndNeedsNoApplication) {
  for (int status : {400, 401, 403, 404, 405, 413, 422, 429, 500, 503}) {
    Request bare;
    bare.request_id = "req-9";
    std::string m = error_page(bare, {.status = status}).markup();
    EXPECT_THAT(m, HasSubstr("req-9")) << status;
    EXPECT_EQ(count_of(m, "<h1"), 1) << status;
  }
}

// The gallery is where a component is looked at, by people and by the browser suite.
TEST(Gallery, ShowsEveryComponentThatFeaturesMayUse) {
  namespace fs = std::filesystem;
  // Written by page() or form() themselves, on every page of the gallery; the last two are whole
  // pages of a copy of the site, which its own tests look at.
  const std::set<std::string> by_the_frame = {
      "page",           "status_band",  "knot_mark",  "knot_large",
      "form_key_field", "hidden_field", "moved_page", "lost_page"};
  // Inside the kit only: no feature includes these.
  const std::set<std::string> inside = {"element.h", "field_frame.h", "frame_parts.h",
                                        "gallery_groups.h"};
  std::string gallery;
  std::vector<std::pair<std::string, std::string>> components;
  const std::regex declared("(?:^|\n)(?:inline )?Html (\\w+)\\(");
  for (const auto& entry : fs::directory_iterator(test::source("/src/web/kit"))) {
    const std::string name = entry.path().filename().string();
    std::ifstream in(entry.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (name.starts_with("gallery") && name.ends_with(".cc")) gallery += text;
    if (!name.ends_with(".h") || inside.contains(name)) continue;
    for (std::sregex_iterator it(text.begin(), text.end(), declared), end; it != end; ++it) {
      components.emplace_back(name, (*it)[1]);
    }
  }
  EXPECT_GT(components.size(), 70U);
  for (const auto& [header, component] : components) {
    if (by_the_frame.contains(component)) continue;
    const std::regex used("\\b" + component + "\\(");
    EXPECT_TRUE(std::regex_search(gallery, used))
        << component << " of web/kit/" << header << " stands nowhere in the gallery: add it";
  }
}

TEST_F(Frame, TheGalleryIsForDevelopmentOnlyAndItsIdsAreUnique) {
  for (const auto& [path, title] : gallery_groups()) {
    auto match = app_.router.match("GET", path);
    ASSERT_NE(match.route, nullptr) << path;
    Request r = request(path, test::cast::secretariat.actor());
    r.params = match.params;
    app_.development = false;
    EXPECT_EQ(match.route->handler(r).status, 404) << path;
    app_.development = true;
    Response shown = match.route->handler(r);
    EXPECT_EQ(shown.status, 200) << path;
    std::set<std::string> seen;
    std::regex id("[ <]id=\"([^\"]+)\"");
    for (std::sregex_iterator it(shown.body.begin(), shown.body.end(), id), end; it != end; ++it) {
      EXPECT_TRUE(seen.insert((*it)[1]).second) << path << " has two #" << (*it)[1];
    }
    // What describes or labels something must be there.
    std::regex names("aria-(?:describedby|labelledby)=\"([^\"]+)\"");
    for (std::sregex_iterator it(shown.body.begin(), shown.body.end(), names), end; it != end;
         ++it) {
      std::stringstream ids((*it)[1].str());
      for (std::string one; ids >> one;) {
        EXPECT_EQ(seen.count(one), 1U) << path << " lacks #" << one;
      }
    }
  }
}

TEST(Page, ASummaryOfErrorsLinksOnlyToFieldsThatAreThere) {
  const Error error{Fault::invalid, "", {{"note", "理由を入力してください"},
                                         {"name", "名前を入力してください"}}, {}};
  Request request;
  const std::string shown =
      page(request, {.title = "題", .has_error = true},
           error_summary(error) + text_field({.name = "name", .label = "名前"})).markup();
  EXPECT_NE(shown.find("<a href=\"#f-name\">名前を入力してください</a>"), std::string::npos);
  EXPECT_NE(shown.find("<li>理由を入力してください</li>"), std::string::npos);
  EXPECT_EQ(shown.find("#f-note"), std::string::npos);
}

}  // namespace
}  // namespace musubi::web::kit
