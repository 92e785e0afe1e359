// pages_test.cc - the pages of 方針, 試験 and 改善課題: what the office does in a browser without
// scripts, what comes back when it is refused, who is turned away, and what anyone reads.
#include <gtest/gtest.h>

#include "features/accessibility/accessibility.h"
#include "support/scenario.h"

namespace musubi::accessibility {
namespace {

using test::FormFields;
using test::Scenario;
namespace cast = test::cast;

FormFields new_trial_form(FormFields more = {}) {
  FormFields out{{"form_key", "k1"},          {"site", "public"},
                 {"starts_on_era", "reiwa"},  {"starts_on_year", "6"},
                 {"starts_on_month", "10"},   {"starts_on_day", "28"},
                 {"representative", "/\n/about\n/help"}, {"random_count", "3"},
                 {"seed", "令和6年度"}};
  for (auto& one : more) out.push_back(one);
  return out;
}

std::string begun_trial(Scenario& s) {
  const auto answer = s.as(cast::secretariat)
                          .post("/office/accessibility", new_trial_form())
                          .leads_to("/office/accessibility/")
                          .audited("accessibility.trial.begun");
  const std::string path = answer.header("Location");
  return path.substr(0, path.find('?'));
}

FormFields passing_form(const std::string& version) {
  return {{"version", version}, {"applies", "yes"}, {"result", "pass"}, {"all_pages", "1"},
          {"methods", "HC"},    {"methods", "AC"},  {"evidence", "全ページを読み上げで確かめた"},
          {"note", "良好です"}};
}

class AccessibilityPages : public testing::Test {
 protected:
  Scenario s_;
};

TEST_F(AccessibilityPages, TheOfficeBeginsATrialWithWhatIsProposed) {
  auto& office = s_.as(cast::secretariat);
  office.get("/office/accessibility").status(200).contains("試験の記録は、まだありません")
      .contains("未実施");
  office.get("/office/accessibility/new?site=public").status(200)
      .contains("/about\n").contains("value=\"30\"");
  const std::string path = begun_trial(s_);
  office.get(path).status(200).contains("未検査").contains("1.4.3 コントラスト")
      .contains("WCAG 2.2").contains("musubi check accessibility").contains("判定していない達成基準");
  office.get(path + "/scope").status(200).contains("/policies/accessibility");
  office.get(path + "/pages/1").status(200).contains("このページは、まだ検査されていません");
  office.get(path + "/pages/99").status(404);
  office.get(path + "/page-list").status(200).contains("\"/about\"");
}

TEST_F(AccessibilityPages, ARefusedTrialComesBackAsTyped) {
  s_.as(cast::secretariat)
      .post("/office/accessibility",
            {{"site", "public"}, {"representative", "/nowhere"}, {"random_count", "5"}})
      .status(422).contains("href=\"#f-starts_on\"").contains("/nowhere").not_audited();
  s_.as(cast::secretariat)
      .post("/office/accessibility", new_trial_form({{"excluded", "/about"}}))
      .status(422).contains("href=\"#f-representative\"").not_audited();
}

TEST_F(AccessibilityPages, ACriterionIsJudgedWithItsEvidenceAndTwoLoseNothing) {
  const std::string path = begun_trial(s_) + "/criteria/1.1.1";
  auto& office = s_.as(cast::secretariat);
  office.get(path).status(200).contains("1.1.1 非テキストコンテンツ").contains("1.2.1");
  office.post(path, {{"version", "0"}, {"applies", "yes"}, {"result", "pass"}}).status(422)
      .contains("href=\"#f-all_pages\"").contains("href=\"#f-evidence\"").not_audited();
  office.upload(path, passing_form("0"), {{"file", "点検表.txt", "1.1.1 よい\n"}})
      .leads_to(path).audited("accessibility.verdict.given");
  office.get(path).contains("資料を開く").contains("良好です");
  office.get(path + "/evidence").status(200);
  s_.as(cast::manager).post(path, {{"version", "0"}, {"applies", "no"},
                                   {"evidence", "画像がない"}, {"note", "二人目の注記"}})
      .status(409).contains("二人目の注記").contains("良好です")
      .contains("name=\"version\" value=\"1\"");
  office.get(path.substr(0, path.rfind('/')) + "/9.9.9").status(404);
}

TEST_F(AccessibilityPages, AFileOfTheCheckerIsTakenIn) {
  const std::string path = begun_trial(s_);
  auto& office = s_.as(cast::secretariat);
  office.upload(path + "/checks", {}, {{"file", "r.json", "no JSON"}}).status(422)
      .contains("href=\"#f-file\"").not_audited();
  office.upload(path + "/checks", {}, {}).status(422);
  const std::string results =
      R"({"format":"musubi.accessibility.1","tool":"axe-core 4.14.1","pages":[)"
      R"({"path":"/","state":"checked","title":"ホーム","findings":[{"criterion":"1.4.3",)"
      R"("rule":"color-contrast","help":"<b>薄い</b>","nodes":2,"example":"<script>x"}]},)"
      R"({"path":"/about","state":"could_not","why":"HTTP 500"}]})";
  office.upload(path + "/checks", {}, {{"file", "r.json", results}}).leads_to(path)
      .audited("accessibility.check.taken");
  office.get(path).contains("検査できなかった").contains("HTTP 500").contains("axe-core 4.14.1");
  office.get(path + "/pages/1").contains("&lt;script&gt;x").lacks("<script>x");
  office.get(path + "/criteria/1.4.3").contains("&lt;b&gt;薄い");
}

TEST_F(AccessibilityPages, TheResultIsPublishedByAManagerAndReadByAnyone) {
  s_.anonymous().get("/policies/accessibility").status(200).contains("まだ公表していません");
  const std::string path = begun_trial(s_);
  auto& office = s_.as(cast::secretariat);
  auto& manager = s_.as(cast::manager);
  office.post("/office/accessibility/policy",
              {{"version", "0"}, {"scope", "すべて"}, {"goal", "レベルAAに準拠"},
               {"due", "年度末"}, {"contact", "事務局"}})
      .leads_to("/office/accessibility/policy");
  office.post("/office/accessibility/policy/publication", {{"version", "1"}}).status(403);
  manager.post("/office/accessibility/policy/publication", {{"version", "1"}})
      .leads_to("/office/accessibility/policy").audited("accessibility.policy.published");
  const auto seen_in = [](const std::string& body) {
    const std::string mark = "name=\"seen\" value=\"";
    const std::size_t at = body.find(mark);
    return at == std::string::npos ? std::string() : body.substr(at + mark.size(), 64);
  };
  office.get(path + "/preview").status(200).lacks("公表しますか");
  const std::string seen = seen_in(manager.get(path + "/preview").status(200).body());
  ASSERT_EQ(seen.size(), 64U);
  manager.post(path + "/publication", {{"seen", seen}}).status(422)
      .contains("href=\"#f-scope_words\"");
  office.post(path, {{"version", "1"}, {"starts_on_era", "reiwa"}, {"starts_on_year", "6"},
                     {"starts_on_month", "10"}, {"starts_on_day", "28"},
                     {"ends_on_era", "reiwa"}, {"ends_on_year", "6"}, {"ends_on_month", "10"},
                     {"ends_on_day", "28"}, {"scope_words", "公開サイトの全ページ"},
                     {"technologies", "HTML5"}})
      .leads_to(path);
  manager.post(path + "/publication", {{"seen", seen}}).status(409).not_audited();
  const std::string now = seen_in(manager.get(path + "/preview").body());
  office.post(path + "/publication", {{"seen", now}}).status(403);
  manager.post(path + "/publication", {{"seen", now}}).leads_to(path)
      .audited("accessibility.trial.published");
  auto& anyone = s_.anonymous();
  anyone.get("/policies/accessibility").contains("令和6年度 公開サイトの試験結果")
      .lacks("まだ公表していません");
  // Nothing was judged: whatever else it says, it does not claim conformance.
  anyone.get("/policies/accessibility/results/1").status(200).contains("配慮し試験")
      .contains("JIS X 8341-3:2016").contains("令和6年度").contains("1.1.1")
      .lacks("対応度：準拠").lacks(cast::secretariat.name);
  anyone.get("/policies/accessibility/results").status(200).contains("令和6年度 公開サイト");
  anyone.get("/policies/accessibility/results/2").status(404);
  anyone.get("/policies/accessibility/editions/1").leads_to("/policies/accessibility");
  anyone.get("/policies/accessibility/editions/2").status(404);
  office.get(path).status(200).contains("公表した試験結果を見る").lacks("<textarea");
}

TEST_F(AccessibilityPages, WordsAboutTheWholeAreNotLostBetweenTwo) {
  const std::string path = begun_trial(s_);
  const auto words = [](const char* remark) {
    return FormFields{{"version", "1"},          {"starts_on_era", "reiwa"},
                      {"starts_on_year", "6"},   {"starts_on_month", "10"},
                      {"starts_on_day", "28"},   {"remarks", remark}};
  };
  s_.as(cast::secretariat).post(path, words("一人目の補足")).status(303);
  s_.as(cast::manager).post(path, words("二人目の補足")).status(409).contains("一人目の補足")
      .contains("二人目の補足");
}

TEST_F(AccessibilityPages, AnIssueIsMadeListedAndMended) {
  const std::string trial = begun_trial(s_);
  const std::string id = trial.substr(trial.rfind('/') + 1);
  auto& office = s_.as(cast::secretariat);
  office.get("/office/accessibility/issues").status(200).contains("この状態の改善課題は、ありません");
  office.get("/office/accessibility/issues/new?trial=" + id).status(200).lacks("name=\"site\"");
  FormFields form{{"form_key", "i1"}, {"trial", id}, {"title", "見出しを直す"},
                  {"criterion", "2.4.6"}, {"plan", "言葉を改める"},
                  {"owner_id", cast::secretariat.id.text}, {"state", "open"}};
  office.post("/office/accessibility/issues", form).status(422).contains("href=\"#f-due_on")
      .contains("見出しを直す").not_audited();
  for (const auto& [name, value] : FormFields{{"due_on_era", "reiwa"}, {"due_on_year", "6"},
                                              {"due_on_month", "10"}, {"due_on_day", "1"}}) {
    form.emplace_back(name, value);
  }
  const std::string made = office.post("/office/accessibility/issues", form)
                               .leads_to("/office/accessibility/issues/")
                               .audited("accessibility.issue.made").header("Location");
  office.get("/office/accessibility/issues").contains("見出しを直す").contains("期限切れ");
  office.get("/office").contains("期限の過ぎたアクセシビリティの改善課題");
  office.get(trial).contains("見出しを直す");
  s_.as(cast::prefecture).get(made).status(200).contains("言葉を改める").lacks("<textarea");
}

TEST_F(AccessibilityPages, ThePrefectureReadsAndOthersAreTurnedAway) {
  const std::string path = begun_trial(s_);
  auto& prefecture = s_.as(cast::prefecture);
  for (const std::string& page : {std::string("/office/accessibility"), path,
                                  path + "/preview", path + "/criteria/1.1.1",
                                  std::string("/office/accessibility/policy"),
                                  std::string("/office/accessibility/issues")}) {
    prefecture.get(page).status(200).lacks("<textarea");
    s_.as(cast::member_admin).get(page).status(403);
    s_.anonymous().get(page).status(303);
  }
  prefecture.post(path + "/criteria/1.1.1", passing_form("0")).status(403);
  prefecture.get("/prefecture").contains("JIS X 8341-3の試験");
}

TEST_F(AccessibilityPages, TheDemoTellsOfAPublishedTrialWithTwoIssues) {
  s_.app().pretended_today = Date{2024, 10, 28};
  Context ctx = s_.system_context("コマンド demo");
  ctx.pretended_today = s_.app().pretended_today;
  const auto told = load_demo(ctx);
  ASSERT_TRUE(told.has_value())
      << (told ? "" : told.error().fields.empty() ? told.error().says
                                                  : told.error().fields.front().says);
  s_.anonymous().get("/policies/accessibility/results/1").status(200).contains("一部準拠")
      .contains("文字画像").contains("対応中").lacks("対応度：準拠");
  s_.anonymous().get("/policies/accessibility").status(200).contains("第2版");
  s_.anonymous().get("/policies/accessibility/editions/1").status(200).contains("前の版です");
  s_.as(cast::secretariat).get("/office/accessibility").contains("公表済み").contains("試験中");
}

}  // namespace
}  // namespace musubi::accessibility
