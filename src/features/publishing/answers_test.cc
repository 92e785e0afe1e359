// answers_test.cc - which public FAQs a question in one's own words leads to: the near ones, best
// first; never a draft, never one that shares only the words of every question.
#include <gmock/gmock.h>

#include "support/publishing.h"

namespace musubi::publishing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class KnownAnswers : public PublishingCase {
 protected:
  std::vector<std::string> titles(const std::string& question, int most = 5) {
    return s_.db().read([&](db::Reader& reader) {
      std::vector<std::string> out;
      for (const KnownAnswer& one : list_known_answers(reader, question, most)) {
        out.push_back(one.title);
      }
      return out;
    });
  }
};

TEST_F(KnownAnswers, TheNearestComesFirstAndWhatIsNotPublicNever) {
  published("faq", "fee", "会費はいくらかかりますか");
  published("faq", "join", "入会の手続きには何日かかりますか");
  written("faq", "draft", "会費の領収書はもらえますか");
  EXPECT_THAT(titles("会費がいくらか知りたいです。"), ElementsAre("会費はいくらかかりますか"));
  EXPECT_THAT(titles("入会の手続きと会費について"),
              ElementsAre("入会の手続きには何日かかりますか", "会費はいくらかかりますか"));
  EXPECT_THAT(titles("入会の手続きと会費について", 1), ElementsAre("入会の手続きには何日かかりますか"));
}

TEST_F(KnownAnswers, WordsOfEveryQuestionLeadNowhere) {
  published("faq", "fee", "会費はいくらかかりますか");
  EXPECT_THAT(titles("どうすればいいですか。教えてください。"), IsEmpty());
  EXPECT_THAT(titles(""), IsEmpty());
  EXPECT_THAT(titles("会"), IsEmpty());
}

}  // namespace
}  // namespace musubi::publishing
