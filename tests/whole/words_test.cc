// words_test.cc - the office reads its records in Japanese: each topic that the outbox delivers has
// words, every field of the registry, which is what the audit shows most, and every state.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/audit/audit.h"
#include "core/files/files.h"
#include "features/members/members.h"
#include "support/handlers.h"
#include "support/scenario.h"
#include "support/whole_demo.h"

namespace musubi {
namespace {

bool is_bare_code(const std::string& words) {
  return !words.empty() && std::all_of(words.begin(), words.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

bool is_named_by_codes(const std::string& field) {
  for (const char* name : {"state", "kind", "type"}) {
    const bool is_mime = field == "media_type";
    if (!is_mime && (field == name || field.ends_with(std::string("_") + name))) return true;
  }
  return false;
}

// noun.field=code, as shown without words; of one record's before or after.
void collect_bare_codes(const web::Words& words, const std::string& noun, const Json& values,
                        std::set<std::string>& found) {
  if (!values.is_object()) return;
  for (const auto& [field, value] : values.items()) {
    if (!is_named_by_codes(field) || !value.is_string()) continue;
    const std::string code = value.get<std::string>();
    if (is_bare_code(words.value(noun, field, code))) found.insert(noun + "." + field + "=" + code);
  }
}

TEST(Words, EveryTopicOfTheOutboxHasThem) {
  test::Scenario s;
  const outbox::Handlers handlers = test::every_handler();
  EXPECT_FALSE(handlers.empty());
  for (const auto& [topic, handler] : handlers) {
    EXPECT_NE(s.app().words.topic(topic), topic) << "add it to words.cc of its feature";
  }
}

TEST(Words, EveryFieldOfTheRegistryHasThemAndPeopleArePersonal) {
  test::Scenario s;
  const web::Words& words = s.app().words;
  for (const auto& field : members::organisation_fields()) {
    EXPECT_NE(words.field("organisation", std::string(field.name)), field.name);
  }
  for (const char* field : {"representative_name", "note"}) {
    EXPECT_TRUE(words.is_personal("organisation", field)) << field;
  }
  EXPECT_FALSE(words.is_personal("organisation", "industry"));
  for (const char* field : {"name", "name_kana", "email", "telephone"}) {
    EXPECT_TRUE(words.is_personal("person", field)) << field;
  }
  EXPECT_TRUE(words.is_personal("organisation", "nobody_described_this"));
}

// A state belongs to its noun: the feature that came last named all others' codes, too.
TEST(Words, OfStatesAndKindsNoNounSpeaksForAnother) {
  test::Scenario s;
  const web::Words& words = s.app().words;
  for (const auto& [key, told] : words.values) {
    EXPECT_FALSE(key.starts_with("state=") || key.starts_with("type=")) << key;
    // A kind of records to be destroyed has its feature in its name.
    EXPECT_TRUE(!key.starts_with("kind=") || key.find('.') != std::string::npos) << key;
  }
  EXPECT_EQ(words.value("change_request", "state", "waiting"), "確認待ち");
  EXPECT_EQ(words.value("mail", "state", "waiting"), "送信待ち");
  EXPECT_EQ(words.value("mailing", "state", "waiting"), "2人目の確認待ち");
  EXPECT_EQ(words.value("media_item", "state", "waiting"), "処理中");
  EXPECT_EQ(words.value("privacy_incident", "state", "open"), "対応中");
  EXPECT_EQ(words.value("roster_import", "state", "open"), "未解決");
  EXPECT_EQ(words.value("content", "state", "approved"), "承認");
  EXPECT_EQ(words.value("account", "state", "suspended"), "停止中");
  EXPECT_EQ(words.value("organisation", "state", "suspended"), "停止");
  EXPECT_EQ(words.value("prospect", "source", "event"), "催し・展示会");  // common to all nouns
  EXPECT_EQ(words.value("mail", "state", "nobody_named_this"), "nobody_named_this");
}

TEST(Words, NoStateOfTheDemosAuditIsABareCode) {
  const std::string folder =
      (std::filesystem::temp_directory_path() / ("musubi-words-" + random_token(6))).string();
  {
    test::Scenario s;
    files::configure({folder + "/files", "", 1000});
    test::load_whole_demo(s, Date{2024, 10, 28});
    std::set<std::string> bare;
    std::int64_t entries = 0;
    audit::Filter filter;
    for (;;) {
      const auto page =
          s.db().read([&](db::Reader& reader) { return audit::list_entries(reader, filter); });
      if (page.empty()) break;
      for (const audit::Entry& entry : page) {
        collect_bare_codes(s.app().words, entry.noun, entry.before, bare);
        collect_bare_codes(s.app().words, entry.noun, entry.after, bare);
      }
      entries += static_cast<std::int64_t>(page.size());
      filter.before_sequence = page.back().sequence;
      if (filter.before_sequence <= 1) break;  // 0 would begin anew
    }
    EXPECT_GT(entries, 500);
    for (const std::string& code : bare) ADD_FAILURE() << code << " has no words in words.cc";
  }
  std::filesystem::remove_all(folder);
}

// One name for one thing: the menu, the page, the permissions and the verdict of the chain.
TEST(Words, TheAuditIsCalledTheSameEverywhere) {
  test::Scenario s;
  test::Visitor& manager = s.as(test::cast::manager);
  for (const char* path : {"/office", "/office/audit", "/office/permissions"}) {
    manager.get(path).status(200).contains("操作の記録").lacks("監査ログ");
  }
  EXPECT_EQ(s.app().words.noun("audit"), "操作の記録");
  const audit::Verdict verdict =
      s.db().read([](db::Reader& reader) { return audit::verify_chain(reader); });
  EXPECT_EQ(verdict.says.rfind("操作の記録", 0), 0U) << verdict.says;
}

}  // namespace
}  // namespace musubi
