// pages_test.cc - who is kept out of a screening and what never gets out of it (R-5.1.2.c): every
// route against every role, every reading in the audit, nothing in the clear in any table, on the
// disk, in a log line or in a mail.
#include <gtest/gtest.h>

#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/audit/audit.h"
#include "core/files/files.h"
#include "core/mail/mail.h"
#include "features/accounts/accounts.h"
#include "features/members/members.h"
#include "features/screenings/service.h"
#include "support/cast.h"
#include "support/scenario.h"
#include "web/urlencoded.h"

namespace musubi::screenings {
namespace {

using test::Scenario;
namespace cast = test::cast;

// What no table, file, log or mail may hold. A PNG begins so; libmagic needs no more.
const std::string kPng =
    std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", 29) +
    "himitsu-no-gazou";
const std::vector<std::string> kSecrets{"秘田 密子", "ヒデンミツコ", "1961-02-03", "秘密検索語",
                                        "秘密の所見", "秘密の判断理由", "秘密の照会文",
                                        "秘密の回答", "himitsu-no-gazou", "照会対象商店"};

class ScreeningPages : public testing::Test {
 protected:
  ScreeningPages() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "musubi-screening-XXXXXX").string();
    CHECK(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    files::configure({folder_ + "/files", "", 1000});
  }
  ~ScreeningPages() override { std::filesystem::remove_all(folder_); }

  std::string opened() {
    const Context office = s_.context_of(cast::secretariat);
    auto id = s_.db().write([&](db::Tx& tx) {
      return open_screening(tx, office, s_.locksmith(),
                            {"application", "01900000-0000-7000-8000-00000000b001",
                             "照会対象商店", "/office/members"});
    });
    EXPECT_TRUE(id.has_value());
    return "/office/screenings/" + id->text;
  }
  std::string version_of(const std::string& path) {
    const std::string body = s_.as(cast::secretariat).get(path).status(200).body();
    const std::string mark = "name=\"version\" value=\"";
    const auto at = body.find(mark);
    if (at == std::string::npos) return "0";
    const auto from = at + mark.size();
    return body.substr(from, body.find('"', from) - from);
  }
  // A file with everything in it that must not get out. Returns its address.
  std::string filled() {
    const std::string path = opened();
    auto& office = s_.as(cast::secretariat);
    office.post(path + "/officers", {{"post", "代表取締役"}, {"name", "秘田 密子"},
                                     {"kana", "ひでんみつこ"}, {"born_on_era", "western"},
                                     {"born_on_year", "1961"}, {"born_on_month", "2"},
                                     {"born_on_day", "3"}, {"sex", "female"}})
        .status(303);
    office.upload(path + "/searches", {{"term", "秘密検索語"}, {"medium", "新聞"},
                                       {"hit", "some"}, {"note", "秘密の所見"}},
                  {{"file", "写し.png", kPng}})
        .status(303);
    office.post(path + "/lookups", {{"source", "登記"}, {"lookup_note", "秘密の所見"}}).status(303);
    office.post(path + "/result", {{"result", "doubtful"}, {"grounds", "秘密の判断理由"},
                                   {"version", version_of(path)}})
        .status(303);
    office.post(path + "/inquiries", {{"question", "秘密の照会文"}}).status(303);
    s_.as(cast::prefecture)
        .post(path + "/answer", {{"answer", "no_concern"}, {"words", "秘密の回答"}})
        .status(303);
    return path;
  }
  // Every column of every row of every table, as text.
  std::string whole_database() {
    static const db::Query tables{
        "test.tables", "SELECT name FROM sqlite_master WHERE type = 'table'"
                       " AND name NOT LIKE '%\\_config' ESCAPE '\\'",
        "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"};
    static std::deque<std::string> texts;  // a Query only points at its text
    return s_.db().read([&](db::Reader& reader) {
      std::string out;
      for (const auto& table : reader.all(tables)) {
        const std::string& sql = texts.emplace_back("SELECT t.* FROM \"" + table.text(0) + "\" t");
        if (table.text(0).starts_with("search_")) continue;  // binary index pages; asked by words
        const std::string& name = texts.emplace_back("test.dump_" + table.text(0));
        for (const auto& row : reader.all(db::Query{name, sql})) {
          for (std::size_t i = 0; i < row.size(); ++i) out += row.text(i) + "\n";
        }
      }
      return out;
    });
  }

  Scenario s_;
  std::string folder_;
};

TEST_F(ScreeningPages, EveryRouteRefusesEveryRoleThatMustNotReadAndTellsItNothing) {
  const std::string path = filled();
  const std::string id = path.substr(path.rfind('/') + 1);
  const auto screening = read_screening(s_.context_of(cast::auditor), s_.locksmith(), {id});
  ASSERT_TRUE(screening.has_value());
  int asked = 0;
  for (const web::Route& route : s_.app().router.routes()) {
    if (!route.path.starts_with("/office/screenings")) continue;
    std::string target = route.path;
    const auto put = [&target](const std::string& name, const std::string& value) {
      const auto at = target.find(name);
      if (at != std::string::npos) target.replace(at, name.size(), value);
    };
    put(":id", id);
    put(":officer", screening->content.officers.front().id);
    put(":search", screening->content.searches.front().id);
    for (const test::Person& person : cast::everyone()) {
      const bool reads = person.roles.shares(roles::office_and_overseers);
      const bool answers = person.roles.has(Role::prefecture);
      const bool keeps = person.roles.shares(roles::office);
      const bool allowed = route.method == "GET"                  ? reads
                           : route.path.ends_with(":id/answer") ? answers
                                                                  : keeps;
      if (allowed) continue;
      auto& visitor = s_.as(person);
      const auto answer = route.method == "GET" ? visitor.get(target) : visitor.post(target);
      answer.status(403).not_audited();
      for (const auto& secret : kSecrets) answer.lacks(secret);
      ++asked;
    }
    auto stranger = s_.stranger();
    const auto answer = route.method == "GET" ? stranger.get(target) : stranger.post(target);
    EXPECT_TRUE(answer.response().status == 303 || answer.response().status == 401) << target;
    for (const auto& secret : kSecrets) answer.lacks(secret);
  }
  EXPECT_GT(asked, 13 * 7);  // else the loop found no routes
}

TEST_F(ScreeningPages, EveryReadingStandsInTheAuditAndTheAuditTellsNothingOfIt) {
  const std::string path = filled();
  const auto screening = read_screening(s_.context_of(cast::auditor), s_.locksmith(),
                                        {path.substr(path.rfind('/') + 1)});
  ASSERT_TRUE(screening.has_value());
  const std::string evidence =
      path + "/searches/" + screening->content.searches.front().id + "/evidence";
  for (const auto& reader : {cast::secretariat, cast::manager, cast::prefecture, cast::auditor}) {
    s_.as(reader).get(path).status(200).contains("秘田 密子").audited("screenings.file.read");
    s_.as(reader).get("/office/screenings").status(200).audited("screenings.list.read");
    EXPECT_EQ(s_.as(reader).get(evidence).status(200).audited("screenings.evidence.read").body(),
              kPng);
  }
  audit::Filter filter;
  filter.most = 500;
  const auto entries =
      s_.db().read([&](db::Reader& reader) { return audit::list_entries(reader, filter); });
  int told = 0;
  for (const auto& entry : entries) {
    if (!entry.action.starts_with("screenings.")) continue;
    ++told;
    EXPECT_TRUE(entry.before.is_null() && entry.after.is_null()) << entry.action;
    EXPECT_EQ(entry.reason, "");
    EXPECT_EQ(entry.organisation_id, "");  // on no member's timeline
  }
  EXPECT_GT(told, 15);
}

TEST_F(ScreeningPages, NothingOfItLiesInTheClear) {
  testing::internal::CaptureStderr();
  const std::string path = filled();
  outbox::Handlers handlers;
  mail::add_handlers(handlers);
  add_handlers(handlers, s_.shared_locksmith());
  for (int i = 0; i < 5; ++i) s_.deliver(handlers);
  const std::string log = testing::internal::GetCapturedStderr();
  const std::string rows = whole_database();
  EXPECT_NE(rows.find("確認をお願いしたいこと"), std::string::npos);  // the dump sees the mails
  EXPECT_NE(rows.find("screenings.file.changed"), std::string::npos);
  std::string disk;
  int files_seen = 0;
  for (const auto& one : std::filesystem::recursive_directory_iterator(folder_)) {
    if (!one.is_regular_file()) continue;
    ++files_seen;
    std::ifstream in(one.path(), std::ios::binary);
    disk.append(std::istreambuf_iterator<char>(in), {});
  }
  EXPECT_EQ(files_seen, 1);  // the sealed evidence, and nothing left of the upload
  for (const auto& secret : kSecrets) {
    EXPECT_EQ(rows.find(secret), std::string::npos) << secret;
    EXPECT_EQ(disk.find(secret), std::string::npos) << secret;
    EXPECT_EQ(log.find(secret), std::string::npos) << secret;
  }
  EXPECT_EQ(rows.find("反社"), std::string::npos);  // not even that there was a question
  for (const char* words : {"秘田 密子", "照会対象商店", "秘密検索語"}) {
    s_.as(cast::manager)
        .get("/office/search?q=" + web::percent_encode(words))
        .status(200)
        .lacks("/office/screenings/");
  }
}

TEST_F(ScreeningPages, TheMailSaysOnlyThatSomethingWaits) {
  filled();
  // Officers are asked in the outbox's turn; both the cast's officer and nobody else.
  const std::string path = opened();
  auto& office = s_.as(cast::secretariat);
  office.post(path + "/result", {{"result", "doubtful"}, {"grounds", "秘密の判断理由"},
                                 {"version", version_of(path)}});
  office.post(path + "/inquiries", {{"question", "秘密の照会文"}});
  outbox::Handlers handlers;
  add_handlers(handlers, s_.shared_locksmith());
  s_.deliver(handlers);
  const auto mails =
      s_.db().read([](db::Reader& reader) { return mail::list_mails(reader, {}); });
  ASSERT_FALSE(mails.empty());
  for (const auto& letter : mails) {
    EXPECT_EQ(letter.to_address, cast::prefecture.login);
    EXPECT_NE(letter.body.find("ログインしてから"), std::string::npos);
    for (const auto& secret : kSecrets) EXPECT_EQ(letter.body.find(secret), std::string::npos);
  }
}

TEST_F(ScreeningPages, AnEvidenceOfAnotherTypeIsRefusedAtItsField) {
  const std::string path = opened();
  s_.as(cast::secretariat)
      .upload(path + "/searches",
              {{"term", "団体名"}, {"medium", "検索サイト"}, {"hit", "none"}},
              {{"file", "写し.png", "#!/bin/sh\necho\n"}})
      .status(422)
      .contains("この種類のファイル");
  s_.as(cast::secretariat)
      .upload(path + "/searches", {{"term", ""}, {"medium", ""}}, {})
      .status(422)
      .contains("検索した言葉を入力してください");
}

TEST_F(ScreeningPages, AFormSentTwiceIsKeptOnce) {
  const std::string path = opened();
  auto& office = s_.as(cast::secretariat);
  const test::FormFields form{{"name", "秘田 密子"}, {"sex", "unknown"},
                              {"form_key", "01900000-0000-7000-8000-00000000f001"}};
  office.post(path + "/officers", form).status(303);
  office.post(path + "/officers", form).status(303);
  const auto screening = read_screening(s_.context_of(cast::auditor), s_.locksmith(),
                                        {path.substr(path.rfind('/') + 1)});
  EXPECT_EQ(screening->content.officers.size(), 1U);
}

}  // namespace
}  // namespace musubi::screenings
