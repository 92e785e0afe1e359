// kit_test.cc - what the page kit promises: nothing typed becomes markup, addresses are allowed by
// list, and every component carries what assistive technology needs.
#include "web/kit/kit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "base/text.h"
#include "web/kit/element.h"
#include "web/kit/knot.h"

namespace musubi::web::kit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kHostile = "\"><script>alert('x')</script>&";

std::vector<std::string> all_matches(const std::string& text, const std::string& pattern) {
  std::vector<std::string> found;
  std::regex re(pattern);
  for (std::sregex_iterator it(text.begin(), text.end(), re), end; it != end; ++it) {
    found.push_back((*it)[1]);
  }
  return found;
}

TEST(Escaping, TextBecomesHtmlEscaped) {
  EXPECT_EQ(Html("<b> & \"q\" 'a'").markup(), "&lt;b&gt; &amp; &quot;q&quot; &#39;a&#39;");
}

TEST(Escaping, ControlCharactersAreDroppedAndLineEndsKept) {
  EXPECT_EQ(Html(std::string_view("a\0b\x1b\n\tc\x7f", 8)).markup(), "ab\n\tc");
}

TEST(Notices, APictureStandsAfterTheWordsAndTellsItsSize) {
  const Picture bench{.speaks = Alt{"作業台"},
                      .sources = {{"image/jpeg", {{"/media/1/wide-480.jpg", 480}}}},
                      .width = 480,
                      .height = 270};
  const std::string markup =
      notice({.title = "入門講座", .text = "文です", .picture = picture(bench)}).markup();
  EXPECT_THAT(markup, HasSubstr("notice--pic"));
  EXPECT_THAT(markup, HasSubstr("width=\"480\" height=\"270\""));
  EXPECT_LT(markup.find("文です"), markup.find("<picture"));
  EXPECT_THAT(notice({.title = "入門講座"}).markup(), Not(HasSubstr("notice--pic")));
}

TEST(Escaping, HostileTextNeverBecomesMarkupInAnyComponent) {
  std::string x = kHostile;
  Request request;
  std::vector<Html> all = {
      text_field({.name = "a", .label = x, .value = x, .hint = x, .error = x, .unit = x}),
      text_field({.name = "a", .label = "b", .suggestions = {x}}),
      textarea_field({.name = "b", .label = x, .value = "</textarea>" + x}),
      select_field({.name = "c", .label = x, .options = {{x, x}}, .value = x, .empty_label = x}),
      radio_group({.name = "d", .label = x, .options = {{x, x, x, x, Html(x)}}}),
      checkbox({.name = "e", .label = x, .value = x, .hint = x, .error = x}),
      hidden_field("f", x),
      badge(Tone::ok, x),
      multiline(x + "\n" + x),
      copy_text(x, x),
      link("/a?b=" + std::string("%22"), x),
      button({.label = x, .name = "n", .value = x, .about = x}),
      data_table({.caption = x, .columns = {{.label = x}}, .rows = {{.cells = {x}}}}),
      diff({.caption = x, .left_title = x, .right_title = x,
            .rows = {{.label = x, .left = x, .right = x, .differs = true, .choice_name = "g"}}}),
      line_chart({.title = x, .description = x, .categories = {x}, .series = {{x, {1}}}}),
      image({.path = "/p.png", .speaks = Alt{x}, .width = 1, .height = 1}),
      error_summary(Error{Fault::invalid, x, {{"a", x}}, {}}),
      page(request, {.title = x, .lead = x, .breadcrumbs = {{x, "/"}, {x, ""}},
                     .status_message = x, .description = x},
           Html(x))};
  for (const Html& html : all) {
    EXPECT_THAT(html.markup(), Not(HasSubstr("<script>"))) << html.markup();
    EXPECT_THAT(html.markup(), HasSubstr("&lt;script&gt;"));
  }
}

TEST(Addresses, OnlyKnownSchemesAndOwnPathsAreFollowed) {
  for (const char* fine : {"/a", "/", "?q=1", "#main", "https://example.com/", "HTTP://example.com",
                           "mailto:a@example.com", "tel:096-000-0100"}) {
    EXPECT_TRUE(is_safe_url(fine)) << fine;
  }
  for (const char* bad :
       {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:x",
        "\x01javascript:x", "data:text/html,x", "vbscript:x", "//evil.example", "/\\evil.example",
        "\\\\evil.example", "", "file:///etc/passwd", "a/b", "https:"}) {
    EXPECT_FALSE(is_safe_url(bad)) << bad;
  }
}

TEST(Addresses, ARefusedLinkIsShownAsTextAndARefusedActionDoesNotExist) {
  EXPECT_EQ(link("javascript:alert(1)", "ここ").markup(), "ここ");
  EXPECT_EQ(external_link("data:text/html,x", "ここ").markup(), "ここ");
  EXPECT_THROW(button_link({.label = "開く", .path = "javascript:x"}), BrokenPromise);
  Request request;
  EXPECT_THROW(form(request, {.action = "https://example.com/"}, {}), BrokenPromise);
  EXPECT_THROW(form(request, {.action = "//example.com/"}, {}), BrokenPromise);
}

TEST(Needed, AnEmptyNameIsABrokenPromise) {
  EXPECT_THROW(text_field({.name = "a", .label = ""}), BrokenPromise);
  EXPECT_THROW(data_table({.caption = "", .columns = {{.label = "a"}}, .rows = {}}), BrokenPromise);
}

TEST(Fields, LabelHintAndErrorAreTiedToTheInput) {
  std::string m = text_field({.name = "name_kana", .label = "フリガナ", .value = "ｱ", .hint = "例",
                              .required = true, .error = "入力してください"})
                      .markup();
  EXPECT_THAT(m, HasSubstr("<label class=\"field__l\" for=\"f-name_kana\">"));
  EXPECT_THAT(m, HasSubstr("id=\"f-name_kana\" name=\"name_kana\""));
  EXPECT_THAT(m, HasSubstr("aria-describedby=\"f-name_kana-hint f-name_kana-err\""));
  EXPECT_THAT(m, HasSubstr("id=\"f-name_kana-hint\""));
  EXPECT_THAT(m, HasSubstr("id=\"f-name_kana-err\""));
  EXPECT_THAT(m, HasSubstr("aria-invalid=\"true\" required"));
  EXPECT_THAT(m, HasSubstr("※必須"));
  EXPECT_LT(m.find("-hint\""), m.find("<input"));
  EXPECT_LT(m.find("id=\"f-name_kana-err"), m.find("<input"));
}

TEST(Fields, SuggestionsBelongToTheirInput) {
  const std::string with =
      text_field({.name = "theme", .label = "テーマ", .suggestions = {"業務効率化"}}).markup();
  EXPECT_THAT(with, HasSubstr("list=\"f-theme-list\""));
  EXPECT_THAT(with, HasSubstr("<datalist id=\"f-theme-list\">"
                              "<option value=\"業務効率化\">業務効率化</option></datalist>"));
  const std::string without = text_field({.name = "theme", .label = "テーマ"}).markup();
  EXPECT_THAT(without, Not(HasSubstr("list")));
}

TEST(Fields, SecretsAreNeverSentBack) {
  TextField typed{.name = "password", .label = "パスワード", .value = "himitsu-no-kotoba"};
  EXPECT_THAT(password_field(typed).markup(), Not(HasSubstr("himitsu")));
  EXPECT_THAT(one_time_code_field(typed).markup(), Not(HasSubstr("himitsu")));
  EXPECT_THAT(password_field(typed).markup(), HasSubstr("autocomplete=\"current-password\""));
}

TEST(Fields, ATextareaKeepsALeadingLineEnd) {
  std::string m = textarea_field({.name = "a", .label = "備考", .value = "\nb"}).markup();
  EXPECT_THAT(m, HasSubstr(">\n\nb</textarea>"));
}

TEST(Fields, TheErrorSummaryLinksToWhatCanBeOperated) {
  Error error{Fault::invalid, "", {{"name", "団体名を入力してください"}, {"how", "一つ選んでください"},
                                   {"founded_on", "日付を入力してください"}}, {}};
  std::string summary = error_summary(error).markup();
  std::string fields =
      (text_field({.name = "name", .label = "団体名", .error = error_at(error, "name")}) +
       radio_group({.name = "how", .label = "方法", .options = {{"a", "甲"}, {"b", "乙"}},
                    .error = error_at(error, "how")}) +
       date_field({.name = "founded_on", .label = "設立", .error = error_at(error, "founded_on")}))
          .markup();
  auto targets = all_matches(summary, "href=\"#([^\"]+)\"");
  ASSERT_EQ(targets.size(), 3U);
  for (const std::string& id : targets) {
    std::regex operable("<(input|select)[^>]* id=\"" + id + "\"");
    EXPECT_TRUE(std::regex_search(fields, operable)) << id;
  }
  EXPECT_THAT(summary, HasSubstr("3か所"));
  EXPECT_THAT(summary, HasSubstr("role=\"alert\""));
  EXPECT_THAT(fields, HasSubstr("団体名を入力してください"));  // the same words at the field
}

TEST(Fields, AChoiceWithAPictureIsNamedByItsLabelAlone) {
  const Html drawing = image({.path = "/x.webp", .speaks = Decorative{}, .width = 96,
                              .height = 54});
  const ChoiceField field{.name = "picture", .label = "画像",
                          .options = {{"", "画像を出さない"}, {"a", "作業台", "", "", drawing}},
                          .value = "a"};
  const std::string drawn = radio_group(field).markup();
  EXPECT_THAT(drawn, HasSubstr("checks--pics"));
  EXPECT_THAT(drawn, HasSubstr("value=\"a\" checked>"
                               "<span class=\"check__f\"><img src=\"/x.webp\" alt=\"\""));
  EXPECT_THAT(drawn, HasSubstr("<label for=\"f-picture-1\">作業台</label>"));
  EXPECT_EQ(all_matches(drawn, "(check__f)").size(), 1U);
}

TEST(Tiles, WhatWaitsInThousandsIsReadWithAComma) {
  const std::string list = waiting_list({{1234, "取込みの不備", "/office/defects"}}).markup();
  EXPECT_THAT(list, HasSubstr(">1,234<"));
}

TEST(Fields, NoErrorMeansNoSummary) {
  EXPECT_TRUE(error_summary(std::optional<Error>()).empty());
}

TEST(Forms, PostCarriesTheTokenAndGetDoesNot) {
  Request request;
  request.csrf_token = "token-1";
  EXPECT_THAT(form(request, {.action = "/a"}, {}).markup(), HasSubstr("value=\"token-1\""));
  EXPECT_THAT(form(request, {.action = "/a", .get = true}, {}).markup(),
              Not(HasSubstr("token-1")));
  EXPECT_THAT(post_button(request, {.button = {.label = "消す"}, .action = "/a"}).markup(),
              HasSubstr("name=\"csrf_token\" value=\"token-1\""));
}

TEST(Tables, CaptionHeadersAndScrollRegionAreThere) {
  std::string m = data_table({.caption = "会員一覧",
                              .columns = {{.label = "番号"},
                                          {.label = "団体名", .sort_path = "?sort=name",
                                           .sorted = Sorted::ascending},
                                          {.label = "従業員", .align = Align::end}},
                              .rows = {{.cells = {"K1", "甲社", "46"}, .select_value = "K1"},
                                       {.cells = {"K2", "乙社", "9"}, .select_value = "K2"}},
                              .row_header = 1,
                              .select_name = "ids"})
                      .markup();
  auto id = all_matches(m, "<caption id=\"([^\"]+)\"");
  ASSERT_EQ(id.size(), 1U);
  EXPECT_THAT(m, HasSubstr("tabindex=\"0\" aria-labelledby=\"" + id[0] + "\""));
  EXPECT_EQ(all_matches(m, "(scope=\"col\")").size(), 4U);  // three columns and the selection
  EXPECT_EQ(all_matches(m, "(scope=\"row\")").size(), 2U);
  EXPECT_THAT(m, HasSubstr("aria-sort=\"ascending\""));
  // Each box is named by itself and its row's header.
  for (const std::string& ids : all_matches(m, "<input[^>]*aria-labelledby=\"([^\"]+)\"")) {
    for (const std::string& one : split(ids, ' ')) {
      EXPECT_THAT(m, HasSubstr("id=\"" + one + "\""));
    }
  }
}

TEST(Tables, ADifferenceIsMarkedAsAWholeOrWhereItsWordsAre) {
  const auto markup = [](bool marks_words) {
    return diff({.caption = "二つの版", .left_title = "前", .right_title = "後",
                 .rows = {{.label = "題名", .left = marked("古い") + Html("題名"),
                           .right = "題名", .differs = true, .marks_words = marks_words}}})
        .markup();
  };
  EXPECT_THAT(markup(false), HasSubstr("<span class=\"differs\"><mark>古い</mark>題名</span>"));
  EXPECT_THAT(markup(true), Not(HasSubstr("class=\"differs\"")));
  EXPECT_THAT(markup(true), HasSubstr("ちがう"));
}

TEST(Tables, ARowWithAMissingCellIsABrokenPromise) {
  EXPECT_THROW(data_table({.caption = "a", .columns = {{.label = "b"}, {.label = "c"}},
                           .rows = {{.cells = {"d"}}}}),
               BrokenPromise);
}

TEST(Tables, NoRowsShowTheEmptyState) {
  std::string m = data_table({.caption = "a", .columns = {{.label = "b"}}, .rows = {},
                              .empty = empty_state("会員はいません")})
                      .markup();
  EXPECT_THAT(m, HasSubstr("会員はいません"));
  EXPECT_THAT(m, Not(HasSubstr("<table")));
}

TEST(Dates, PartsComeBackAndErasAreChecked) {
  EXPECT_EQ(date_parts(Date{2019, 4, 30}).era, "heisei");
  EXPECT_EQ(date_parts(Date{2019, 5, 1}).year, "1");
  auto read = [](std::string era, std::string y, std::string m, std::string d) {
    Fields f;
    f.add("on_era", std::move(era));
    f.add("on_year", std::move(y));
    f.add("on_month", std::move(m));
    f.add("on_day", std::move(d));
    return read_date(f, "on", "設立年月日");
  };
  EXPECT_EQ(read("reiwa", "元", "５", "１").value(), (Date{2019, 5, 1}));
  EXPECT_EQ(read("western", "2024", "2", "29").value(), (Date{2024, 2, 29}));
  EXPECT_EQ(read("reiwa", "", " ", "").value(), std::nullopt);
  auto month = read("heisei", "12", "14", "1");
  ASSERT_FALSE(month);
  EXPECT_EQ(month.error().fields.at(0).field, "on");
  EXPECT_EQ(month.error().fields.at(0).says,
            "設立年月日の月は1から12までの数字で入力してください");
  EXPECT_FALSE(read("reiwa", "1", "4", "30"));   // that day was still 平成
  EXPECT_FALSE(read("western", "6", "4", "1"));  // an era's year without its era
  EXPECT_FALSE(read("reiwa", "6", "2", "30"));
}

TEST(Charts, SpeakAndStandBesideTheirTable) {
  std::string m = figure({.title = "会員", .finding = "増えました。", .unit_and_day = "単位：団体",
                          .chart = bar_chart({.title = "会員の数", .description = "製造業1",
                                              .categories = {"製造業"}, .series = {{"会員", {1}}}}),
                          .data = {.caption = "会員の表", .columns = {{.label = "業種"}},
                                   .rows = {{.cells = {"製造業"}}}}})
                      .markup();
  auto ids = all_matches(m, "role=\"img\" aria-labelledby=\"([^\"]+)\"");
  ASSERT_EQ(ids.size(), 1U);
  for (const std::string& id : split(ids[0], ' ')) EXPECT_THAT(m, HasSubstr("id=\"" + id + "\""));
  EXPECT_THAT(m, HasSubstr("<caption"));
}

TEST(Content, PicturesSpeakAndBlocksAreNumberedWhenAsked) {
  const auto find = [](std::string_view id) -> std::optional<markdown::Media> {
    markdown::Media media;
    media.kind = id == "film" ? markdown::Media::Kind::video : markdown::Media::Kind::picture;
    media.path = "/media/" + std::string(id);
    media.captions_path = "/media/film.vtt";
    if (id == "film") media.transcript = "図面を<探す>\n時間";
    media.width = 640;
    media.height = 480;
    return media;
  };
  const auto pieces = markdown::to_content(
      "本文\n\n![水田\\\"と畑](media:photo \"<b>説明\")\n\n![装飾](media:photo)\n\n"
      "![発表](media:film)\n\n:::callout <b>題\n中\n:::\n",
      find);
  const std::string plain = content(pieces).markup();
  EXPECT_THAT(plain, HasSubstr("alt=\"水田&quot;と畑\""));
  EXPECT_THAT(plain, HasSubstr("<figcaption>&lt;b&gt;説明</figcaption>"));
  EXPECT_THAT(plain, HasSubstr("alt=\"\""));
  EXPECT_THAT(plain, HasSubstr("<track kind=\"captions\" srclang=\"ja\""));
  EXPECT_THAT(plain, HasSubstr("preload=\"none\""));
  EXPECT_THAT(plain, HasSubstr("動画の文字起こしを読む"));
  EXPECT_THAT(plain, HasSubstr("図面を&lt;探す&gt;"));
  EXPECT_THAT(plain, HasSubstr("&lt;b&gt;題"));
  EXPECT_THAT(plain, Not(HasSubstr("id=\"b-")));
  const std::string numbered = content(pieces, true).markup();
  EXPECT_THAT(numbered, HasSubstr("id=\"b-1\""));
  EXPECT_THAT(numbered, HasSubstr("id=\"b-5\""));  // inside the callout
}

TEST(Knot, DashesAreNeverNegative) {
  // One negative number would make the whole list invalid and the crossings disappear.
  for (const std::string& markup : {knot_mark().markup(), knot_large().markup()}) {
    auto lists = all_matches(markup, "stroke-dasharray=\"([^\"]+)\"");
    ASSERT_FALSE(lists.empty());
    for (const std::string& list : lists) EXPECT_THAT(list, Not(HasSubstr("-"))) << list;
  }
}

}  // namespace
}  // namespace musubi::web::kit
