// bad_site_input_test.cc - hostile texts and files on their way to the public site and the inquiry
// desk, through the whole application: markup, hidden directions, tables without end, line ends for
// the headers of letters, files that are two things at once. Promise: refused with the remedy or
// shown as the words they are, everywhere; no half item; no letter with a header of theirs.
#include <gtest/gtest.h>

#include "core/files/files.h"
#include "core/mail/mail.h"
#include "features/inquiries/inquiries.h"
#include "features/media/media.h"
#include "features/publishing/publishing.h"
#include "support/pictures.h"
#include "support/scenario.h"
#include "web/rate_limits.h"

namespace musubi {
namespace {

namespace cast = test::cast;
using test::FormFields;
using test::Visitor;

constexpr const char* kEvilTexts[] = {
    "\"><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{link}} ${x} <%= 1 %>",
    "xslx\u202Etxt.exe",
    "\u2067\u2066hidden\u2069",
    "改行\r\nBcc: victim@example.jp\r\n\r\nここから本文",
    "\x01\x1b[2J制御文字",
};
// What may never stand in a page, whoever typed what.
constexpr const char* kNever[] = {"<script>alert",    "<img src=x",       "<svg/onload",
                                  "onerror=alert(1)>", "href=\"javascript", "\u202E",
                                  "\u2066",            "\u2067",           "\x1b"};

constexpr db::Query kMediaItems{"test.media_items", "SELECT count(*) FROM media_items"};
constexpr db::Query kFileRows{"test.file_rows",
                              "SELECT count(*) FROM files WHERE purpose LIKE 'media.%'"};
constexpr db::Query kVariantRows{"test.variant_rows", "SELECT count(*) FROM media_variants"};

class BadSiteInput : public testing::Test {
 protected:
  BadSiteInput() {
    s_.app().limits->set_rules({});
    mail::configure(std::nullopt);  // letters are kept and can be read
  }
  ~BadSiteInput() override { mail::configure(std::nullopt); }

  Visitor& office() { return s_.as(cast::secretariat); }
  std::int64_t number(const db::Query& query) {
    return s_.db().read([&](db::Reader& reader) { return reader.first(query)->integer(0); });
  }
  static void is_clean(const test::Answer& answer, const std::string& typed) {
    EXPECT_LT(answer.response().status, 500) << typed;
    for (const char* evil : kNever) {
      EXPECT_EQ(answer.body().find(evil), std::string::npos) << evil << " of: " << typed;
    }
  }
  static std::string hidden(const std::string& body, const std::string& name) {
    const std::string start = "name=\"" + name + "\" value=\"";
    const std::size_t at = body.find(start);
    if (at == std::string::npos) return {};
    return body.substr(at + start.size(), body.find('"', at + start.size()) - at - start.size());
  }
  static int number_of(const std::string& text, const std::string& piece) {
    int out = 0;
    for (auto at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++out;
    return out;
  }
  // A case with this title, text and body; its page in the office.
  std::string case_of(const std::string& title, const std::string& text,
                      const std::string& body) {
    const std::string key = std::to_string(++cases_);
    const auto made = office().post("/office/content", {{"type", "dx_case"}, {"title", title},
                                                        {"slug", "evil-" + key},
                                                        {"form_key", "k" + key}});
    made.leads_to("/office/content/");
    const std::string edit = made.header("Location");
    const std::string page = edit.substr(0, edit.rfind('/'));
    FormFields form{{"token", hidden(office().get(edit).body(), "token")},
                    {"title", title},       {"lead", text},     {"body", body},
                    {"language", "ja"},     {"company", text},  {"theme", text},
                    {"problem", text},      {"solution", text}, {"result", text},
                    {"industry", "E"},      {"size", "medium"}, {"municipality_code", "434035"}};
    office().post(page, form).leads_to(page);
    return page;
  }
  int deliver() {
    outbox::Handlers handlers;
    publishing::add_handlers(handlers);
    inquiries::add_handlers(handlers);
    media::add_handlers(handlers);
    mail::add_handlers(handlers);
    return s_.deliver(std::move(handlers));
  }
  // No letter has a header that somebody typed.
  void letters_are_whole(int at_least) {
    deliver();
    mail::Filter filter;
    filter.most = 200;
    const auto letters =
        s_.db().read([&](db::Reader& reader) { return mail::list_mails(reader, filter); });
    EXPECT_GE(static_cast<int>(letters.size()), at_least);
    for (const auto& letter : letters) {
      for (const std::string& line : {letter.subject, letter.to_name, letter.to_address}) {
        EXPECT_EQ(line.find_first_of("\r\n"), std::string::npos) << line;
        EXPECT_EQ(line.find('\x1b'), std::string::npos) << line;
      }
      EXPECT_EQ(letter.to_address.find("victim"), std::string::npos);
    }
  }

  test::Scenario s_;
  int cases_ = 0;
};

TEST_F(BadSiteInput, TextsAreShownAsTheWordsTheyAreOnEveryPageOfAnArticle) {
  for (const char* evil : kEvilTexts) {
    const std::string text = evil;
    const std::string page = case_of(text, text, text);
    for (const char* part : {"", "/edit", "/preview", "/versions/0", "/deletion"}) {
      is_clean(office().get(page + part), text);
    }
    is_clean(office().get("/office/content"), text);
    is_clean(office().get("/office/content/calendar"), text);
    // Behind the secret link too, for whoever is given it.
    const std::string shown = office().post(page + "/previews").body();
    const std::size_t at = shown.find("/previews/");
    ASSERT_NE(at, std::string::npos);
    const std::string link = shown.substr(at, shown.find_first_of("\"<& ", at) - at);
    is_clean(s_.stranger().get(link), text);
  }
}

TEST_F(BadSiteInput, WhatTurnsTheDirectionOfReadingIsAnErrorOfTheArticle) {
  const std::string page = case_of("請求書の\u202E写し", "要約です。", "# 見出し\n\n本文です。");
  office().get(page).status(200).contains("文字の並ぶ向きを変える");
  office().post(page + "/sending", {{"version", hidden(office().get(page).body(), "version")}})
      .status(409);
}

// What a page may grow to, whatever stands in a body of 100,000 characters: a text of a few
// kilobytes that draws millions of cells would end the server, not only its own page.
constexpr std::size_t kPageMost = 2'000'000;

// How often something stands in a page beyond the article without a table.
struct Endless {
  std::string body, piece;
  int least, most;
};

// In rows and in columns, in a body as large as is taken; and one character more.
TEST_F(BadSiteInput, TablesWithoutEndAreShownWholeOrCutAndDrawNoMillions) {
  std::string wide = "|", line = "|";
  for (int i = 0; i < 900; ++i) {
    wide += " 見出し |";
    line += "---|";
  }
  std::string tall = "| 項目 | 数 |\n|---|---|\n";
  int rows = 0;
  for (; tall.size() < 90'000; ++rows) tall += "| 一 | 1 |\n";
  std::string short_rows = wide + "\n" + line + "\n";  // 450,000 cells, were each row filled
  for (int i = 0; i < 500; ++i) short_rows += "一\n";
  const Endless kinds[] = {{wide + "\n" + line + "\n" + wide, "<td", 900, 900},
                           {tall, "<td", 2 * rows, 2 * rows},
                           {short_rows, "<td", 40'000, 60'000},
                           {"|一|二|\n|-|-|\n" + std::string(90'000, '|'), "<td", 0, 0},
                           {std::string(20'000, '>'), "<blockquote", 1, 20'000},
                           {std::string(99'999, '|'), "|", 99'999, 110'000}};
  const std::string page = case_of("長い記事", "要約です。", "短い本文です。");
  const std::string plain = office().get(page + "/preview").status(200).body();
  for (const Endless& kind : kinds) {
    const std::string of_table = case_of("長い記事", "要約です。", kind.body);
    const std::string shown = office().get(of_table + "/preview").status(200).body();
    const int more = number_of(shown, kind.piece) - number_of(plain, kind.piece);
    EXPECT_GE(more, kind.least) << kind.body.substr(0, 40);
    EXPECT_LE(more, kind.most) << kind.body.substr(0, 40);
    EXPECT_LT(shown.size(), kPageMost) << kind.body.substr(0, 40);
    EXPECT_LT(office().get(of_table).status(200).body().size(), kPageMost);
  }
  std::string too_long;
  for (int n = 0; n < 100'001; ++n) too_long += "あ";
  const std::string token = hidden(office().get(page + "/edit").body(), "token");
  const auto refused = office().post(page, {{"token", token}, {"title", "長い記事"},
                                            {"body", too_long}, {"language", "ja"}});
  refused.status(422).contains("100,000文字以内").not_audited();
}

TEST_F(BadSiteInput, NobodyWritesAHeaderOfALetter) {
  const std::string evil = "架空\r\nBcc: victim@example.jp";
  const std::string page = case_of("題名\r\nBcc: victim@example.jp", "要約です。",
                                   "# 見出し\n\n本文です。");
  const auto version = [&] { return hidden(office().get(page).body(), "version"); };
  office().post(page + "/sending", {{"version", version()}}).leads_to(page);
  s_.as(cast::manager).post(page + "/confirmation", {{"version", version()}}).leads_to(page);
  office().post(page + "/company-request",
                {{"company_name", evil}, {"company_email", "hanako@kakuu.example.jp"},
                 {"company_message", evil}, {"form_key", "ask-1"}})
      .leads_to(page);
  for (const char* address : {"a@example.jp\r\nBcc: victim@example.jp",
                              "a@example.jp, b@example.jp", "\"x\" <a@example.jp>",
                              "a@example.jp\u202E"}) {
    office().post(page + "/company-request", {{"company_name", "架空 花子"},
                                              {"company_email", address}, {"form_key", "ask-2"}})
        .status(422).not_audited();
  }
  Visitor asker = s_.stranger();
  asker.post("/contact", {{"form_key", "q1"}, {"category", "other"}, {"subject", evil},
                          {"body", evil}, {"name", evil}, {"email", "asker@example.jp"},
                          {"organisation_name", evil}, {"consent", "1"}});
  letters_are_whole(1);
}

TEST_F(BadSiteInput, AnInquiryIsTheWordsItIsInsideAndOutside) {
  int i = 0;
  for (const char* evil : kEvilTexts) {
    const std::string text = evil;
    Visitor asker = s_.stranger();
    const std::string key = "e" + std::to_string(++i);
    const auto sent = asker.post(
        "/contact", {{"form_key", key}, {"category", "other"}, {"subject", text},
                     {"body", "質問です。" + text}, {"name", text}, {"organisation_name", text},
                     {"email", "asker" + std::to_string(i) + "@example.jp"}, {"consent", "1"}});
    is_clean(sent, text);
    if (sent.response().status == 303) {
      const std::string place = sent.header("Location");
      is_clean(asker.get(place.substr(0, place.find('?'))), text);
    }
  }
  const auto list = office().get("/office/inquiries?show=all");
  is_clean(list, "the list");
  is_clean(office().get("/office/inquiries?show=quarantined"), "what was set aside");
  int opened = 0;
  const std::string start = "href=\"/office/inquiries/";
  for (std::size_t at = 0; (at = list.body().find(start, at)) != std::string::npos; ++at) {
    const std::size_t from = at + std::string("href=\"").size();
    const std::string path = list.body().substr(from, list.body().find('"', from) - from);
    if (path.find("0") == std::string::npos) continue;  // a menu entry, no inquiry's number
    is_clean(office().get(path), path);
    ++opened;
  }
  EXPECT_GE(opened, 5);
  letters_are_whole(1);
}

struct EvilFile {
  const char* name;
  std::string bytes;
};

// Nothing is registered, nothing is kept, and the answer says what to do.
TEST_F(BadSiteInput, FilesThatAreTwoThingsAtOnceLeaveNoItem) {
  const std::string png = test::drawn(64, 48, 1);
  std::string bomb = png;
  bomb[16] = bomb[20] = '\x7F';
  const std::string archive_end = std::string("PK\x05\x06", 4) + std::string(18, '\0');
  const std::string svg = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">"
                          "<script>alert(1)</script></svg>";
  const EvilFile files[] = {
      {"絵.svg", svg},
      {"絵.png", svg},
      {"絵.jpg", "<!DOCTYPE html><html><script>alert(1)</script></html>"},
      {"絵と書庫.png", png + archive_end},
      {"絵とページ.gif", "GIF89a/*" + std::string(20, ' ') + "*/=1;<script>alert(1)</script>"},
      {"爆弾.png", bomb},
      {"写真.png", std::string("\x89PNG\r\n\x1a\n", 8)},
      {"空.png", ""},
      {"動く.exe", "MZ\x90 program"},
      {"計画\u202Efdp.exe", "MZ\x90 program"},
      {"ページ.html", "<html><script>alert(1)</script></html>"},
      {"一覧.php", "<?php system($_GET['x']);"},
  };
  int i = 0;
  for (const EvilFile& file : files) {
    const auto answer = office().upload("/office/media", {{"form_key", std::to_string(++i)}},
                                        {{"file", file.name, file.bytes}});
    answer.status(422).not_audited();
    is_clean(answer, file.name);
  }
  EXPECT_EQ(number(kMediaItems), 0);
  EXPECT_EQ(number(kFileRows), 0);
  // A refused one among good ones keeps none of them back and is none itself.
  office().upload("/office/media", {{"form_key", "both"}},
                  {{"file", "よい.png", png}, {"file", "絵.svg", svg}})
      .status(422).contains("登録済み").contains("登録していません");
  EXPECT_EQ(number(kMediaItems), 1);
  EXPECT_EQ(number(kFileRows), 1);
}

// A document that browsers could run is never shown in our origin: saved, sandboxed, not guessed.
TEST_F(BadSiteInput, WhatIsHandedOutCannotRun) {
  const EvilFile files[] = {
      {"資料.pdf", "%PDF-1.7\n<script>alert(1)</script>\n%%EOF"},
      {"表.csv", "見出し,数\r\n=HYPERLINK(\"http://evil.example\"),<script>alert(1)</script>\r\n"},
      {"文.txt", "本文です。<script>alert(1)</script>\n"},
  };
  int registered = 0;
  for (const auto& [name, bytes] : files) {
    const auto sent =
        office().upload("/office/media", {{"form_key", name}}, {{"file", name, bytes}});
    if (sent.response().status == 422) continue;  // told by its content: also a clean refusal
    const std::string place = sent.header("Location");
    const std::string path = place.substr(0, place.find('?'));
    office().post(path, {{"version", "1"}, {"title", name}, {"rights_holder", "事務局"},
                         {"open_to_all", "1"}}).leads_to(path);
    const std::string id = path.substr(std::string("/office/media/").size());
    const auto got = s_.anonymous().get("/media/" + id + "/original").status(200);
    EXPECT_EQ(got.header("X-Content-Type-Options"), "nosniff") << name;
    EXPECT_NE(got.header("Content-Security-Policy").find("sandbox"), std::string::npos) << name;
    EXPECT_EQ(got.header("Content-Type").find("text/html"), std::string::npos) << name;
    EXPECT_EQ(got.header("Content-Type").find("svg"), std::string::npos) << name;
    ++registered;
  }
  EXPECT_GT(registered, 0);
}

// The disk takes nothing while a picture is made: none of it is kept, and all of it the next time.
TEST_F(BadSiteInput, AConversionThatFailsInTheMiddleLeavesTheItemAsItWas) {
  const auto sent = office().upload("/office/media", {{"form_key", "one"}},
                                    {{"file", "写真.png", test::drawn(640, 480, 7)}});
  const std::string place = sent.header("Location");
  const std::string path = place.substr(0, place.find('?'));
  const files::Options right = files::options();
  files::Options full = right;
  full.bytes_max = 10;  // nothing that is made fits
  files::configure(full);
  deliver();
  EXPECT_EQ(number(kFileRows), 1) << "the original alone";
  EXPECT_EQ(number(kVariantRows), 0);
  office().get(path).status(200).lacks("<picture").contains("処理中");
  files::configure(right);
  s_.advance_minutes(60);  // it is tried again by itself
  deliver();
  s_.as(cast::manager).get(path).status(200).contains("<picture").contains("できました");
  EXPECT_GT(number(kVariantRows), 3);
  EXPECT_EQ(number(kFileRows), 1 + number(kVariantRows));
}

}  // namespace
}  // namespace musubi
