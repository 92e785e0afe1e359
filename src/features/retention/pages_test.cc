// pages_test.cc - the pages of retention: who comes in, what is refused with which words, a form
// sent twice acts once.
#include <gtest/gtest.h>

#include "core/files/files.h"
#include "support/scenario.h"

namespace musubi::retention {
namespace {

using test::Scenario;
namespace cast = test::cast;

TEST(RetentionPages, TermsAreReadByTheOfficeAndWhoOversees) {
  Scenario s;
  for (const auto& who : {cast::secretariat, cast::manager, cast::prefecture, cast::auditor}) {
    s.as(who).get("/office/retention").status(200).contains("事業完了後5年").contains("30日");
    s.as(who).get("/office/retention/destructions").status(200);
    s.as(who).get("/office/retention/holds").status(200);
    s.as(who).get("/office/retention/evidence").status(200).contains("令和12年3月31日");
  }
  s.as(cast::member_admin).get("/office/retention").status(403);
}

TEST(RetentionPages, AHoldIsPlacedOnceAndLiftedWithAReason) {
  Scenario s;
  const test::FormFields form{{"form_key", "k1"},         {"scope", "kind"},
                              {"kind", "core.mails"},     {"label", "令和6年度 会計検査"},
                              {"reason", "検査のため"},   {"until_on_era", "reiwa"},
                              {"until_on_year", "7"},     {"until_on_month", "3"},
                              {"until_on_day", "31"}};
  auto& manager = s.as(cast::manager);
  const auto first = manager.post("/office/retention/holds", form).audited("retention.hold.placed");
  const std::string path = first.header("Location").substr(0, first.header("Location").find('?'));
  manager.post("/office/retention/holds", form).leads_to(path).not_audited();
  manager.get(path).status(200).contains("令和7年3月31日").contains("保全中");
  s.as(cast::secretariat).get(path).status(200).lacks("解く理由");
  s.as(cast::secretariat).post(path + "/release", {{"lifted_reason", "x"}}).status(403);
  manager.post(path + "/release", {{"lifted_reason", " "}}).status(422).contains("理由を入力");
  manager.post(path + "/release", {{"lifted_reason", "検査が終わったため"}})
      .leads_to(path).audited("retention.hold.lifted");
  manager.get(path).contains("解いた");
}

TEST(RetentionPages, ARefusedHoldComesBackAsTyped) {
  Scenario s;
  s.as(cast::manager)
      .post("/office/retention/holds", {{"scope", "record"}, {"label", "照会"},
                                        {"reason", "理由"}, {"until_on_era", "reiwa"},
                                        {"until_on_year", "6"}, {"until_on_month", "1"},
                                        {"until_on_day", "5"}})
      .status(422)
      .contains("記録の種類を選んでください")
      .contains("ID）を入力してください")
      .contains("きょう以降にしてください")
      .contains("value=\"照会\"")
      .contains("href=\"#f-kind\"")
      .not_audited();
}

TEST(RetentionPages, NothingDueIsToldAtTheForm) {
  Scenario s;
  s.as(cast::secretariat)
      .post("/office/retention/kinds/core.mails/proposal", {{"reason", ""}})
      .status(409)
      .contains("保存期限を過ぎて消去できる記録がありません")
      .not_audited();
  s.as(cast::secretariat).post("/office/retention/kinds/core.audit/proposal", {}).status(404);
  s.as(cast::prefecture).post("/office/retention/kinds/core.mails/proposal", {}).status(403);
}

TEST(RetentionPages, TheLookIsTakenByHandAndShown) {
  Scenario s;
  s.as(cast::secretariat).get("/office/retention/evidence").contains("まだ確かめていません");
  s.as(cast::secretariat).post("/office/retention/evidence/checks", {})
      .leads_to("/office/retention/evidence").audited("retention.evidence.checked");
  s.as(cast::auditor).get("/office/retention/evidence").contains("失われた証拠はありません")
      .contains("操作の記録");
}

}  // namespace
}  // namespace musubi::retention
