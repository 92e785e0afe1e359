// writing_test.cc - while somebody writes: an own copy is kept and offered, the draft and the steps
// of the article stay as they are, others who write are told, and the checks say where they point.
#include <gtest/gtest.h>

#include "base/json.h"
#include "features/publishing/search_content.h"
#include "features/publishing/service_writing.h"
#include "support/publishing.h"

namespace musubi::publishing {
namespace {

namespace cast = test::cast;
using test::FormFields;

class Writing : public PublishingCase {
 protected:
  test::Visitor& writer() { return s_.as(cast::secretariat); }
  test::Visitor& boss() { return s_.as(cast::manager); }
  static std::string path(const ContentId& id) { return "/office/content/" + id.text; }
  FormFields form_of(const ContentId& id, const Typed& changed = {}, bool typed_now = true) {
    FormFields out;
    const DraftEdit all = edit(id, changed);
    for (const auto& [name, value] : all.typed) out.emplace_back(name, value);
    out.emplace_back("token", all.token);
    out.emplace_back("changed", typed_now ? "1" : "");
    return out;
  }
  // What the editor is answered.
  static Json sent(test::Visitor& who, const ContentId& id, const FormFields& form) {
    who.header("Accept", "application/json");
    const auto answer = who.post(path(id) + "/writing", form);
    who.header("Accept", "text/html");
    answer.status(200).not_audited();
    return Json::parse(answer.body());
  }
  static bool has_finding(const Json& news, const std::string& rule, int block) {
    for (const Json& one : news.at("findings")) {
      const bool same = one.at("rule").get<std::string>() == rule;
      if (same && one.at("block").get<int>() == block) return true;
    }
    return false;
  }
};

TEST_F(Writing, ACopyIsKeptAndOfferedAndTheDraftStays) {
  const ContentId id = written("news", "a", "題名のある記事");
  const Json news = sent(writer(), id, form_of(id, {{"body", "# 見出し\n\n書きかけの言葉"}}));
  EXPECT_EQ(news.at("kept_words").get<std::string>(), "9:30");
  EXPECT_EQ(page(id).draft.article.body, kBody);
  writer().get(path(id) + "/edit").status(200).contains("保存していない文が残っています").lacks(
      "書きかけの言葉");
  writer().get(path(id) + "/edit?copy=1").status(200).contains("書きかけの言葉").contains(
      "書きかけの文から続けています");
  boss().get(path(id) + "/edit").lacks("保存していない文が残っています");
  boss().get(path(id) + "/edit?copy=1").lacks("書きかけの言葉");
  writer().post(path(id) + "/writing-ending").leads_to(path(id) + "/edit");
  writer().get(path(id) + "/edit?copy=1").lacks("書きかけの言葉");
}

TEST_F(Writing, SavingLeavesNoCopyAndARefusedSaveKeepsIt) {
  const ContentId id = written("news", "a", "題名のある記事");
  sent(writer(), id, form_of(id, {{"body", "書きかけの言葉"}}));
  writer().post(path(id), form_of(id, {{"title", ""}})).status(422);
  writer().get(path(id) + "/edit").contains("保存していない文が残っています");
  writer().post(path(id), form_of(id, {{"body", "書き終えた言葉"}})).leads_to(path(id));
  writer().get(path(id) + "/edit").lacks("保存していない文が残っています").contains("書き終えた言葉");
}

TEST_F(Writing, ACopyNeverMovesAnArticleOnItsWay) {
  const ContentId id = published("news", "a", "題名のある記事");
  sent(writer(), id, form_of(id, {{"body", "公開中に書きかけた言葉"}}));
  EXPECT_EQ(now(id).state, State::published);
  EXPECT_TRUE(now(id).is_public);
  s_.anonymous().get("/news/a").status(200).lacks("公開中に書きかけた言葉");
}

TEST_F(Writing, TwoWhoWriteAreToldAndWhoSavedFirst) {
  const ContentId id = written("news", "a", "題名のある記事");
  const FormFields mine = form_of(id, {{"body", "わたしの言葉"}});
  EXPECT_TRUE(sent(writer(), id, mine).at("others").empty());
  s_.advance_minutes(1);
  const Json other = sent(boss(), id, form_of(id, {}, false));
  ASSERT_EQ(other.at("others").size(), 1U);
  EXPECT_NE(other.at("others")[0].get<std::string>().find("1分前"), std::string::npos);
  EXPECT_EQ(other.at("kept_words").get<std::string>(), "");
  boss().get(path(id) + "/edit").contains("ほかの人も書いています");
  boss().post(path(id), form_of(id, {{"body", "先に保存した言葉"}})).leads_to(path(id));
  EXPECT_NE(sent(writer(), id, mine).at("saved_words").get<std::string>(), "");
  writer().post(path(id), mine).status(409).contains("わたしの言葉").contains("先に保存した言葉");
  s_.advance_minutes(5);
  EXPECT_TRUE(sent(writer(), id, mine).at("others").empty());  // gone home
}

TEST_F(Writing, TheChecksNameTheirBlockWhileItIsWritten) {
  const ContentId id = written("dx_case", "a", "図面を探す時間を測る");
  const Json news = sent(writer(), id,
                         form_of(id, {{"body", "# 一\n\n本文\n\n[こちら](/join)"},
                                      {"employees", "たくさん"}, {"company", ""}}));
  EXPECT_TRUE(has_finding(news, "link_words", 3));
  EXPECT_TRUE(has_finding(news, "field_missing", 0));
  EXPECT_TRUE(has_finding(news, "field_wrong", 0));
  const Json fine = sent(writer(), id, form_of(id));
  EXPECT_TRUE(fine.at("findings").empty()) << fine.at("findings").dump();
}

TEST_F(Writing, OthersMayNotAndWhatIsGoneIsSaid) {
  const ContentId id = written("news", "a", "題名のある記事");
  s_.as(cast::auditor).post(path(id) + "/writing", form_of(id)).status(403);
  s_.as(cast::member_admin).post(path(id) + "/writing", form_of(id)).status(403);
  s_.anonymous().get("/office/content/targets").status(303);
  writer().post("/office/content/01900000-0000-7000-8000-0000000000ff/writing", form_of(id))
      .status(404);
}

TEST_F(Writing, AMonthOldCopyGoes) {
  const ContentId id = written("news", "a", "題名のある記事");
  sent(writer(), id, form_of(id, {{"body", "書きかけの言葉"}}));
  s_.advance_minutes((kWritingDays - 1) * 24 * 60);
  EXPECT_TRUE(end_old_writings(s_.system_context()));
  EXPECT_TRUE(load_writing(office(), id)->own.has_value());
  s_.advance_minutes(2 * 24 * 60);
  EXPECT_TRUE(end_old_writings(s_.system_context()));
  EXPECT_FALSE(load_writing(office(), id)->own.has_value());
}

TEST_F(Writing, ADraftWithACopyCanBeDeleted) {
  const ContentId id = written("news", "a", "題名のある記事");
  sent(writer(), id, form_of(id, {{"body", "書きかけの言葉"}}));
  EXPECT_TRUE(delete_content(office(), id, now(id).version));
}

TEST_F(Writing, PagesToLinkToAreFoundByTheirTitle) {
  const ContentId id = published("news", "drone", "ドローン講習会のお知らせ");
  written("news", "other", "別のお知らせ");
  const auto found = list_link_targets(office(), "ドローン");
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ(found->front().path, "/news/drone");
  EXPECT_EQ(found->front().state, "公開中");
  EXPECT_EQ(list_link_targets(office(), "")->size(), 2U);
  writer().get("/office/content/targets?q=" + std::string("%E3%83%89%E3%83%AD")).status(200)
      .contains("/news/drone");
  writer().get(path(id) + "/edit").contains("data-targets=\"/office/content/targets\"").contains(
      "data-keep=\"" + path(id) + "/writing\"");
}

}  // namespace
}  // namespace musubi::publishing
