// known_answers_test.cc - FAQs offered before a question is sent: to the script while it is
// typed, by the form's own button without one, on a page of their own; nothing typed is lost,
// nothing is kept.
#include <gtest/gtest.h>

#include "features/publishing/publishing.h"
#include "support/publishing.h"

namespace musubi::test {
namespace {

class AnswersFirst : public publishing::PublishingCase {
 protected:
  AnswersFirst() { published("faq", "fee", "会費はいくらかかりますか"); }
  static FormFields question(const std::string& look) {
    FormFields out{{"form_key", "k1"}, {"category", "join"}, {"subject", "会費について"},
                   {"body", "会費を教えてください。"}};
    if (!look.empty()) out.emplace_back("look", look);
    return out;
  }
};

TEST_F(AnswersFirst, TheScriptIsAnsweredInJson) {
  Visitor who = s_.stranger();
  who.header("Accept", "application/json");
  who.get("/contact/answers?q=%E4%BC%9A%E8%B2%BB").status(200).contains("\"path\":\"/faq/fee\"");
  who.get("/contact/answers?q=xyz").status(200).contains("\"items\":[]");
  who.get("/contact/answers").status(200).contains("\"items\":[]");
}

TEST_F(AnswersFirst, TheButtonDoesTheSameAndKeepsWhatWasTyped) {
  Visitor who = s_.stranger();
  who.get("/contact").status(200).contains("data-answers=\"/contact/answers\"").contains(
      "よくある質問から探す");
  who.post("/contact", question("faq")).status(200).contains("href=\"/faq/fee\"").contains(
      "会費を教えてください。").lacks("エラー：").not_audited();
  FormFields other = question("faq");
  other[2].second = "駐車場";
  other[3].second = "車で行けますか。";
  who.post("/contact", other).status(200).contains("近い質問は見つかりませんでした").contains(
      "車で行けますか。").not_audited();
  who.post("/contact", question("")).status(422);  // 「送る」 asks for the rest
  s_.as(cast::member_admin).post("/members/inquiries", question("faq")).status(200).contains(
      "href=\"/faq/fee\"").not_audited();
}

TEST_F(AnswersFirst, ThePageOfItsOwnIsReachedFromTheForm) {
  Visitor who = s_.stranger();
  who.get("/contact").contains("href=\"/contact/answers\"");
  who.get("/contact/answers").status(200).contains("知りたいこと").lacks("近い質問");
  who.get("/contact/answers?q=%E4%BC%9A%E8%B2%BB").status(200).contains("会費はいくらかかりますか");
  who.get("/contact/answers?q=%3Cscript%3E").status(200).lacks("<script>alert").contains(
      "近い質問は見つかりませんでした");
}

}  // namespace
}  // namespace musubi::test
