// pages_test.cc - an incident from the moment of knowing to its end, on its pages: who comes in,
// what is refused with which words, two people at once, a drill that disturbs nobody.
#include <gtest/gtest.h>

#include "features/incidents/service.h"
#include "support/scenario.h"

namespace musubi::incidents {
namespace {

using test::FormFields;
using test::Scenario;
namespace cast = test::cast;

FormFields opening(FormFields more = {}) {
  FormFields out{{"form_key", "k1"},         {"title", "案内メールの誤送信"},
                 {"known_on_era", "reiwa"},  {"known_on_year", "6"},
                 {"known_on_month", "10"},   {"known_on_day", "28"},
                 {"known_clock", "9:10"},    {"answered", "1"},
                 {"people", "120"},          {"entrusted", "1"}};
  for (auto& one : more) out.push_back(one);
  return out;
}

std::string opened(Scenario& s, FormFields more = {}) {
  const auto answer = s.as(cast::secretariat)
                          .post("/office/privacy/incidents", opening(std::move(more)))
                          .leads_to("/office/privacy/incidents/")
                          .audited("incidents.incident.opened");
  const std::string path = answer.header("Location");
  return path.substr(0, path.find('?'));
}

TEST(IncidentPages, TheClocksAndTheirReasonsAreShownAtOnce) {
  Scenario s;
  const std::string path = opened(s);
  s.as(cast::secretariat)
      .get(path)
      .status(200)
      .contains("県の情報で、本人が100人を超える")
      .contains("令和6年11月2日")
      .contains("令和6年11月27日")
      .contains("きょうが期限");
  s.as(cast::secretariat).get("/office").contains("個人情報の事故に対応しています")
      .contains("案内メールの誤送信");
}

TEST(IncidentPages, ThePrefectureReadsItOnceItWasToldAndNobodyElseDoes) {
  Scenario s;
  const std::string path = opened(s);
  s.as(cast::prefecture).get(path).status(404);
  s.as(cast::prefecture).get("/office/privacy/incidents").status(200)
      .lacks("案内メールの誤送信");
  s.as(cast::secretariat).post(path + "/steps/prefecture", {{"how", "電話で知らせた"}})
      .leads_to(path).audited("incidents.incident.step_done");
  s.as(cast::prefecture).get(path).status(200).contains("電話で知らせた").lacks("<textarea");
  s.as(cast::prefecture).get("/office/privacy/incidents").contains("案内メールの誤送信");
  for (const auto& who : {cast::member_admin, cast::auditor, cast::adviser}) {
    s.as(who).get(path).status(403);
  }
}

TEST(IncidentPages, NothingIsClosedWhileADutyIsOpen) {
  Scenario s;
  const std::string path = opened(s);
  const FormFields words{{"closing_words", "終えます"}};
  s.as(cast::secretariat).post(path + "/closure", words).status(403);
  s.as(cast::manager).post(path + "/closure", words).status(409).contains("県への報告");
  for (const char* step : {"prefecture", "prompt", "persons", "final"}) {
    s.as(cast::secretariat).post(path + "/steps/" + step, {{"how", " "}}).status(422);
    s.as(cast::secretariat).post(path + "/steps/" + step, {{"how", "行った"}}).status(303);
    s.as(cast::secretariat).post(path + "/steps/" + step, {{"how", "もう一度"}}).status(409);
  }
  s.as(cast::manager).post(path + "/closure", words).status(409).contains("概要");
  FormFields items{{"version", "1"}};
  for (const ItemField& field : item_fields()) {
    items.emplace_back(std::string(field.name), "書きました");
  }
  s.as(cast::secretariat).post(path + "/items", items).status(303);
  s.as(cast::manager).post(path + "/closure", words).status(303)
      .audited("incidents.incident.closed");
  s.as(cast::secretariat).post(path + "/remarks", {{"what", "あとから"}}).status(409);
  s.as(cast::secretariat).get("/office").lacks("個人情報の事故に対応しています");
}

TEST(IncidentPages, TwoPeopleWritingLoseNeitherText) {
  Scenario s;
  const std::string path = opened(s);
  const auto items = [](const char* text) {
    return FormFields{{"version", "1"}, {"outline", text}};
  };
  s.as(cast::secretariat).post(path + "/items", items("さきの人の概要")).status(303);
  s.as(cast::manager)
      .post(path + "/items", items("あとの人の概要"))
      .status(409)
      .contains("あとの人の概要")
      .contains("ほかの人が先に");
  s.as(cast::manager).get(path).contains("さきの人の概要").lacks("あとの人の概要");
}

TEST(IncidentPages, AWrongOpeningComesBackAsTyped) {
  Scenario s;
  s.as(cast::secretariat)
      .post("/office/privacy/incidents",
            {{"title", " "}, {"known_on_era", "reiwa"}, {"known_on_year", "6"},
             {"known_on_month", "10"}, {"known_on_day", "29"}, {"answered", "1"},
             {"people", "多数"}, {"malicious", "1"}})
      .status(422)
      .contains("href=\"#f-title\"")
      .contains("きょうまでの実在する日付")
      .contains("本人の数を0以上の数字で")
      .contains("value=\"多数\"")
      .not_audited();
}

TEST(IncidentPages, ADrillIsMarkedAndCountsNowhere) {
  Scenario s;
  const std::string path = opened(s, {{"drill", "1"}});
  s.as(cast::secretariat).get(path).contains("訓練第1号").contains("【訓練】");
  s.as(cast::secretariat).get("/office").lacks("個人情報の事故に対応しています");
  s.as(cast::secretariat).get(path + "/reports/prompt").status(200).contains("【訓練】");
}

TEST(IncidentPages, ADraftSaysTheNineItemsAndWhatIsStillLookedInto) {
  Scenario s;
  const std::string path = opened(s);
  s.as(cast::secretariat).post(path + "/items", {{"version", "1"}, {"cause", "宛先の選び間違い"}});
  const auto draft = s.as(cast::secretariat).get(path + "/reports/prompt").status(200);
  for (const ItemField& field : item_fields()) draft.contains(field.label);
  draft.contains("宛先の選び間違い").contains("調査中");
  s.as(cast::secretariat).get(path + "/reports/unknown").status(404);
  s.as(cast::prefecture).get(path + "/reports/prompt").status(403);
}

}  // namespace
}  // namespace musubi::incidents
