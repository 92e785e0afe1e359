// words_test.cc - the office reads its records in Japanese: each topic that the outbox delivers has
// words, and so has every field of the registry, which is what the audit shows most.
#include <gtest/gtest.h>

#include "core/audit/audit.h"
#include "features/members/members.h"
#include "support/handlers.h"
#include "support/scenario.h"

namespace musubi {
namespace {

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
