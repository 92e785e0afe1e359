// bad_input_test.cc - what bad input gets, on every route that there is: garbage, too much of it,
// forms of other sites, forms sent twice, in the wrong order or at the same time. Promise: never a
// failure of the program, nothing half-written, nothing audited that was refused; what was typed
// stands in the form again; machines get problem details. New routes are tested by being there.
#include <gtest/gtest.h>

#include <algorithm>
#include <barrier>
#include <map>
#include <regex>
#include <set>
#include <thread>

#include "base/json.h"
#include "features/members/permissions.h"
#include "features/members/service.h"
#include "support/scenario.h"
#include "support/world.h"
#include "web/gate.h"
#include "web/open_posts.h"
#include "web/urlencoded.h"

namespace musubi {
namespace {

using test::Answer;
using test::FormFields;
using test::Unmade;
using test::Visitor;
using test::World;
namespace cast = test::cast;

constexpr const char* kReason = "療養のための休会";

// A wrong password and a wrong code are audited on purpose: they are what an attack looks like. A
// screening's form that comes back shows the file again, and each showing is audited (R-5.1.2.c).
bool may_note_refusal(const web::Route& route) {
  return route.path.rfind("/sign-in", 0) == 0 || route.path.rfind("/account/", 0) == 0 ||
         route.path.rfind("/office/screenings/:id/", 0) == 0;
}

// "/office/inquiries" of what is below it: the pages and forms that belong together.
std::string part_of_site(const std::string& path) {
  const std::size_t first = path.find('/', 1);
  const bool of_house = path.starts_with("/office/") || path.starts_with("/members/");
  return path.substr(0, of_house ? path.find('/', first + 1) : first);
}

// By part of the site, every name of an input in its pages: what its forms could carry.
std::map<std::string, std::set<std::string>> names_in_forms(World& w) {
  std::map<std::string, std::set<std::string>> names;
  const std::regex named("<(?:input|select|textarea)[^>]* name=\"([^\"]+)\"");
  for (const web::Route& route : w.s.app().router.routes()) {
    std::set<std::string>& here = names[part_of_site(route.path)];
    here.insert({"version", "id", "state", "kind", "page", "return_to"});
    if (route.method != "GET" || route.path.find(":format") != std::string::npos) continue;
    const Answer page = w.visitor_for(route).get(w.address_of(route));
    const std::string& body = page.body();
    for (std::sregex_iterator it(body.begin(), body.end(), named), end; it != end; ++it) {
      if ((*it)[1] != "csrf_token") here.insert((*it)[1]);
    }
  }
  return names;
}

void expect_sound(const web::Route& route, const Answer& answer, const std::string& what) {
  const int status = answer.response().status;
  EXPECT_TRUE(status < 500)
      << status << ": " << route.method << " " << route.path << " with " << what << "\n"
      << answer.body().substr(0, 800);
  if (status >= 400 && !may_note_refusal(route)) answer.not_audited();
}

// The office's addresses that name what is not there in a World, beside kUnmadeAnywhere.
constexpr Unmade kUnmade[] = {
    {"/office/accounts/:id/pledges/:pledge/", "nobody has pledged anything on paper"},
    {"/office/applications/:id/files/:file", "the application came on paper, without files"},
    {"/office/change-requests/:id/attachment", "the change came without a file"},
    {"/office/inquiries/:id/files/:file", "the question came without a file"},
    {"/office/inquiries/:id/merges/:merge/", "there is one inquiry, merged with none"},
    {"/office/outbox/:id/retry", "only what has stopped for good can be tried again"},
    {"/office/privacy/incidents/:id/reports/:kind", "the paper is printed by a browser"},
    {"/office/prospects/:id/application-dismissal", "nothing was taken for the prospect's own"},
    {"/office/reviews/:id/criteria/:criterion/evidence", "no criterion has been answered"},
    {"/office/reviews/:id/notice", "nothing has been decided, so there is no notice"},
    {"/office/screenings/:id/officers/:officer/", "no officer of the applicant is recorded"},
    {"/office/screenings/:id/searches/:search/", "nothing has been searched for yet"},
};

const Unmade* unmade_of(const web::Route& route) {
  for (const Unmade& one : kUnmade) {
    if (route.path.starts_with(one.start)) return &one;
  }
  for (const Unmade& one : test::kUnmadeAnywhere) {
    if (route.path.starts_with(one.start)) return &one;
  }
  return nullptr;
}

// Reading first; then what leaves the record there; what takes it away last. What is handed over
// is received after it was handed over.
int turn_of(const web::Route& route) {
  if (route.method == "GET") return 0;
  if (route.path.ends_with("/receipt")) return 2;
  for (const char* end : {"/removal", "/discard", "/deletion"}) {
    if (route.path.ends_with(end)) return 3;
  }
  return 1;
}

// The other tests would pass as well if every address named nothing: 404 is a sound answer.
TEST(BadInput, EveryAddressOfTheOfficeNamesARecordOfItsKind) {
  World w;
  // What is named in the form and not in the address.
  const std::map<std::string, FormFields> named{
      {"/office/prospects/:id/member", {{"member", w.organisation.text}}},
      {"/office/prospects/:id/application", {{"application", w.ids.at("applications")}}},
      {"/office/imports/:id/rows/:row/settlement", {{"defect", w.ids.at("defects")}}}};
  std::vector<web::Route> routes;
  for (const web::Route& route : w.s.app().router.routes()) {
    const bool has_object = route.path.find("/:") != std::string::npos;
    if (has_object && route.path.starts_with("/office/")) routes.push_back(route);
  }
  std::stable_sort(routes.begin(), routes.end(), [](const auto& one, const auto& other) {
    return turn_of(one) < turn_of(other);
  });
  std::set<std::string_view> absent;
  int found = 0;
  for (const web::Route& route : routes) {
    const auto form = named.find(route.path);
    const std::string address = w.address_of(route);
    Visitor visitor = w.visitor_for(route);
    const Answer answer =
        route.method == "GET"
            ? visitor.get(address)
            : visitor.post(address, form == named.end() ? FormFields{} : form->second);
    const Unmade* unmade = unmade_of(route);
    const bool is_absent = answer.response().status == 404;
    if (unmade != nullptr && is_absent) absent.insert(unmade->start);
    if (unmade != nullptr) continue;
    EXPECT_FALSE(is_absent) << route.method << " " << address << " names nothing: make a record "
                            << "of its kind in support/office_records.h\n"
                            << answer.body().substr(0, 800);
    found += !is_absent;
  }
  EXPECT_GT(found, 200);
  std::vector<Unmade> unmade(std::begin(kUnmade), std::end(kUnmade));
  unmade.insert(unmade.end(), std::begin(test::kUnmadeAnywhere), std::end(test::kUnmadeAnywhere));
  for (const Unmade& one : unmade) {
    EXPECT_TRUE(absent.contains(one.start))
        << one.start << " names something by now, or is gone: take its line away";
  }
}

TEST(BadInput, GarbageInEveryFieldOfEveryFormNeverFails) {
  World w;
  const auto names = names_in_forms(w);
  EXPECT_GT(names.at("/office/members").size(), 30U);
  std::string huge;
  for (int i = 0; i < 20'000; ++i) huge += "あ";
  const std::vector<std::pair<std::string, std::string>> payloads{
      {"nothing", ""},
      {"20,000 characters", huge},
      {"markup", "\"><script>alert(1)</script>' OR '1'='1"},
      {"numbers out of range", "-99999999999999999999"},
      {"control and bidi characters", "\x01\x1b[2J\xe2\x80\xae\xef\xbf\xbf\r\n%s%n../.."},
  };
  int refused = 0;
  for (const auto& [what, value] : payloads) {
    for (const web::Route& route : w.posts()) {
      FormFields fields;
      for (const std::string& name : names.at(part_of_site(route.path))) {
        fields.emplace_back(name, value);
        fields.emplace_back(name, value);  // twice: the first counts
      }
      Visitor visitor = w.visitor_for(route);
      const Answer answer = visitor.post(w.address_of(route), fields);
      expect_sound(route, answer, what);
      answer.lacks("<script>alert(1)");
      refused += answer.response().status >= 400;
    }
  }
  EXPECT_GT(refused, 40);
}

TEST(BadInput, HostileAddressesAreNotFoundOrRefused) {
  World w;
  const std::string long_id(3000, 'a');
  int undecodable = 0;
  int asked = 0;
  for (const std::string& hostile :
       {std::string("%27%20OR%20%271%27%3D%271"), long_id, std::string("%E2%80%AE%F0%9F%92%A3"),
        std::string("-1"), std::string("..%2F..%2Fetc%2Fpasswd"), std::string("%25s%0d%0aX%3A1")}) {
    for (const web::Route& route : w.s.app().router.routes()) {
      if (route.path.find(':') == std::string::npos) continue;
      Visitor visitor = w.visitor_for(route);
      const std::string address = w.address_of(route, hostile);
      std::string path;
      web::Fields query;
      if (!web::decode_target(address, path, query)) {
        ++undecodable;  // 400 before there is a path at all
        continue;
      }
      const Answer answer = route.method == "GET" ? visitor.get(address + "?before=x&after=-1")
                                                  : visitor.post(address);
      expect_sound(route, answer, "address " + hostile.substr(0, 40));
      EXPECT_GE(answer.response().status, 303) << route.method << " " << address;
      ++asked;
    }
  }
  EXPECT_GT(asked, undecodable);
}

TEST(BadInput, HostileQueriesOnEveryPage) {
  World w;
  const auto names = names_in_forms(w);
  for (const char* value : {"%27%3B--", "-1", "99999999999999999999", "%3Cscript%3Ealert(1)", ""}) {
    const std::string often = "?sort=" + std::string(value) + "&after=" + value + "&before=" +
                              value + "&after_id=" + value + "&columns=" + value +
                              "&direction=" + value;
    for (const web::Route& route : w.s.app().router.routes()) {
      if (route.method != "GET" || route.path.find(":format") != std::string::npos) continue;
      std::string query = often;
      for (const std::string& name : names.at(part_of_site(route.path))) {
        query += "&" + name + "=" + value;
      }
      const Answer answer = w.visitor_for(route).get(w.address_of(route) + query);
      expect_sound(route, answer, query.substr(0, 40));
      answer.lacks("<script>alert(1)");
    }
  }
}

TEST(BadInput, OtherSitesAreRefusedOnEveryForm) {
  World w;
  const std::string foreign = w.s.as(cast::other_admin).csrf_token();
  for (const web::Route& route : w.posts()) {
    const std::string address = w.address_of(route);
    Visitor visitor = w.visitor_for(route);
    if (web::is_open_post(route.path)) {  // mail programs send it; the address is the secret
      visitor.post_without_csrf(address, {}).status(404).not_audited();
      continue;
    }
    visitor.post_without_csrf(address, {{"csrf_token", foreign}}).status(403).not_audited();
    visitor.post_without_csrf(address, {{"csrf_token", "AAAA"}}).status(403).not_audited();
    Visitor from_origin = visitor;
    from_origin.header("Origin", "https://evil.example").post(address).status(403).not_audited();
    Visitor without_origin = visitor;
    without_origin.header("Origin", "null").post(address).status(403).not_audited();
    Visitor by_browser = visitor;
    by_browser.header("Sec-Fetch-Site", "cross-site").post(address).status(403).not_audited();
  }
}

// As bytes, through the decoder: what no form of ours can send.
TEST(BadInput, BodiesThatAreNoFormAreRefusedBeforeAnyHandler) {
  World w;
  Visitor& office = w.s.as(cast::secretariat);
  std::string too_many;
  for (int i = 0; i < 1001; ++i) too_many += "a=1&";
  const std::pair<std::string, int> bodies[] = {{"name=%zz", 400},   {"name=%00", 400},
                                               {"name=%ff%fe", 400}, {"name=%ed%a0%80", 400},
                                               {too_many, 413}};
  for (const auto& [body, status] : bodies) {
    for (const web::Route& route : w.posts()) {
      const auto before = w.s.audit_count();
      web::Request request;
      request.method = "POST";
      request.target = w.address_of(route);
      request.headers["content-type"] = "application/x-www-form-urlencoded";
      request.headers["accept"] = "application/json";
      const std::string cookie(web::session_cookie_name(false));
      request.headers["cookie"] = cookie + "=" + office.cookie(cookie);
      request.headers["host"] = "127.0.0.1:8080";
      request.address = "192.0.2.10";
      request.body = body;
      const web::Response response = web::handle(w.s.app(), request);
      EXPECT_EQ(response.status, status) << route.path << " " << body.substr(0, 20);
      EXPECT_EQ(w.s.audit_count(), before) << route.path;
      EXPECT_EQ(Json::parse(response.body)["status"], status);
    }
  }
}

TEST(BadInput, MachinesGetProblemDetailsFromEveryRoute) {
  World w;
  for (const web::Route& route : w.s.app().router.routes()) {
    if (route.path == "/sign-out") continue;
    for (const bool exists : {true, false}) {
      Visitor visitor = w.visitor_for(route);
      visitor.header("Accept", "application/json");
      const std::string address = w.address_of(route, exists ? "" : "nobody");
      const Answer answer = route.method == "GET" ? visitor.get(address) : visitor.post(address);
      const int status = answer.response().status;
      if (status < 400) continue;
      ASSERT_EQ(answer.header("Content-Type").rfind("application/problem+json", 0), 0U)
          << route.method << " " << address << " " << status;
      const Json problem = Json::parse(answer.body());
      EXPECT_EQ(problem["status"], status);
      EXPECT_FALSE(problem["title"].get<std::string>().empty());
      EXPECT_FALSE(problem["detail"].get<std::string>().empty());
    }
  }
}

// A form that a handler shows again tells a machine the same as it tells people.
TEST(BadInput, MachinesAreToldWhichFieldIsWrong) {
  World w;
  const auto fields_of = [](const Answer& answer) {
    EXPECT_EQ(answer.response().status, 422);
    const Json problem = Json::parse(answer.body());
    std::map<std::string, std::string> out;
    for (const Json& error : problem.value("errors", Json::array())) {
      out[error["field"].get<std::string>()] = error["detail"].get<std::string>();
    }
    EXPECT_FALSE(out.empty()) << answer.body();
    return out;
  };
  Visitor office = w.s.as(cast::secretariat);
  office.header("Accept", "application/json");
  const auto number = fields_of(office.post(
      "/office/members", {{"name", "株式会社おぼえ書き"}, {"corporate_number", "12 34"}}));
  EXPECT_NE(number.at("corporate_number").find("13桁"), std::string::npos);
  EXPECT_TRUE(fields_of(office.post(w.office("/people"),
                                    {{"name", "覚書 残子"}, {"email", "これは宛先でない"}}))
                  .contains("email"));
  EXPECT_TRUE(fields_of(office.post(w.office("/state"), {{"kind", "withdrawn"}, {"reason", ""}}))
                  .contains("reason"));
  Visitor manager = w.s.as(cast::manager);
  manager.header("Accept", "application/json");
  EXPECT_TRUE(fields_of(manager.post("/office/accounts",
                                     {{"login", "宛先でない"}, {"name", "覚書 残子"}}))
                  .contains("login"));
  EXPECT_TRUE(
      fields_of(manager.post("/office/audit/export", {{"purpose", ""}})).contains("purpose"));
}

// No form of any feature may fall back to the sentence that names nothing.
TEST(BadInput, EveryRefusedFormNamesItsFieldsToMachines) {
  World w;
  int refused = 0;
  for (const web::Route& route : w.posts()) {
    Visitor visitor = w.visitor_for(route);
    visitor.header("Accept", "application/json");
    const Answer answer = visitor.post(w.address_of(route));
    if (answer.response().status != 422) continue;
    ++refused;
    EXPECT_EQ(answer.body().find("項目の名前と値を確かめて"), std::string::npos)
        << route.path << " shows its form again without error_summary()";
  }
  EXPECT_GT(refused, 10);
}

TEST(BadInput, TheFormComesBackAsTyped) {
  World w;
  Visitor& office = w.s.as(cast::secretariat);
  const FormFields member{{"name", "株式会社おぼえ書き"}, {"corporate_number", "12 34"},
                          {"note", "改行\n<b>と記号</b>"}};
  office.post("/office/members", member).status(422).not_audited()
      .contains("株式会社おぼえ書き").contains("12 34").contains("&lt;b&gt;と記号")
      .contains("法人番号は13桁の数字で入力してください").lacks("<b>と記号");
  FormFields edit = member;
  edit.emplace_back("version", std::to_string(w.version()));
  office.post(w.office(), edit).status(422).not_audited().contains("株式会社おぼえ書き")
      .contains("12 34");
  office.post(w.office("/people"), {{"name", "覚書 残子"}, {"email", "これは宛先でない"}})
      .status(422).not_audited().contains("覚書 残子").contains("これは宛先でない");
  office.post(w.office("/state"), {{"kind", "withdrawn"}, {"reason", ""}}).status(422)
      .not_audited().contains("理由を入力してください");
  w.s.as(cast::manager)
      .post("/office/accounts", {{"login", "宛先でない"}, {"name", "覚書 残子"}})
      .status(422).not_audited().contains("宛先でない").contains("覚書 残子");
}

struct Step {
  const test::Person* who;
  std::string path;
  FormFields fields;
};

// The same form again, as by a second click, going back, or somebody who recorded it.
TEST(BadInput, AFormSentTwiceChangesThingsOnce) {
  World w;
  const Step steps[] = {
      {&cast::secretariat, w.office(), {{"name", "有限会社みなも精機"}, {"version", "1"}}},
      {&cast::secretariat, w.office("/people/" + w.person.text),
       {{"name", "改田 姓世"}, {"version", "1"}}},
      {&cast::secretariat, w.office("/people/" + w.person.text + "/retirement"), {}},
      {&cast::secretariat, w.office("/state"), {{"kind", "paused"}}},
      {&cast::secretariat, w.report_path("/submission"), {}},
      {&cast::prefecture, w.report_path("/receipt"), {}},
      {&cast::manager, "/office/accounts/" + cast::respondent.id.text + "/suspension",
       {{"reason", "任期満了"}}},
      {&cast::manager, "/office/accounts/" + cast::respondent.id.text + "/resumption", {}},
      {&cast::manager, "/office/accounts", {{"login", "twice@test.example"},
                                            {"name", "二度 押子"}, {"reason", "異動"},
                                            {"roles", "auditor"}}},
  };
  for (const Step& step : steps) {
    Visitor& visitor = w.s.as(*step.who);
    const auto before = w.s.audit_count();
    EXPECT_LT(visitor.post(step.path, step.fields).response().status, 400) << step.path;
    EXPECT_GT(w.s.audit_count(), before) << step.path;
    const Answer again = visitor.post(step.path, step.fields);
    again.not_audited();
    EXPECT_LT(again.response().status, 500) << step.path;
  }
}

TEST(BadInput, StepsOutOfOrderAreRefused) {
  World w;
  const std::string absent = "01900000-0000-7000-8000-0000000000ff";
  const Step steps[] = {
      {&cast::prefecture, w.report_path("/receipt"), {}},
      {&cast::prefecture, w.report_path("/comments"), {{"body", "まだ見えないはず"}}},
      {&cast::secretariat, w.office("/state"), {{"kind", "resumed"}}},
      {&cast::secretariat, w.office("/state"), {{"kind", "expelled"}, {"reason", "順番違い"}}},
      {&cast::secretariat, w.office("/state"), {{"kind", "joined"}}},
      {&cast::secretariat, w.office("/people/" + absent + "/retirement"), {}},
      {&cast::secretariat, w.office("/people/" + absent), {{"name", "不在 居無"}}},
      {&cast::secretariat, w.office(), {{"name", "古い版の名"}, {"version", "0"}}},
      {&cast::secretariat, w.office(), {{"name", "先の版の名"}, {"version", "77"}}},
      {&cast::manager, "/office/outbox/" + absent + "/retry", {}},
      {&cast::manager, "/office/accounts/" + absent + "/suspension", {{"reason", "不在"}}},
      {&cast::member, "/account/sessions/" + absent + "/ending", {}},
  };
  for (const Step& step : steps) {
    const Answer answer = w.s.as(*step.who).post(step.path, step.fields);
    answer.not_audited();
    EXPECT_GE(answer.response().status, 400) << step.path;
    EXPECT_LT(answer.response().status, 500) << step.path;
  }
  Visitor nobody = w.s.stranger();
  nobody.post("/sign-in/code", {{"code", "123456"}}).leads_to("/sign-in").not_audited();
  nobody.post("/sign-in/enrolment", {{"code", "123456"}}).leads_to("/sign-in").not_audited();
}

// Both at once, through the same door as two worker threads of the server: {better, worse} status.
std::pair<int, int> at_once(World& w, const std::string& path, FormFields fields) {
  Visitor& one = w.s.as(cast::secretariat);
  Visitor& two = w.s.as(cast::manager);
  FormFields others = fields;
  if (!others.empty() && others[0].first == "name") others[0].second += "（別の案）";
  std::barrier together(2);
  int second = 0;
  std::thread other([&] {
    together.arrive_and_wait();
    second = two.post(path, others).response().status;
  });
  together.arrive_and_wait();
  const int first = one.post(path, fields).response().status;
  other.join();
  return {std::min(first, second), std::max(first, second)};
}

TEST(BadInput, OfTwoAtOnceOneWinsAndTheOtherIsTold) {
  for (int round = 0; round < 3; ++round) {
    World w;
    w.s.as(cast::secretariat);
    w.s.as(cast::manager);  // signed in before anything is counted
    struct Contest {
      std::string path;
      FormFields fields;
      int lost;
    };
    const Contest contests[] = {
        {w.office(), {{"name", "同時製作所"}, {"version", "1"}}, 409},
        {w.office("/state"), {{"kind", "paused"}}, 409},
        {"/office/members", {{"name", "番号争い"}, {"member_no", "K0777"}}, 422},
        {w.report_path("/submission"), {}, 303},  // submitted already: what was wanted is so
    };
    for (const Contest& contest : contests) {
      const auto before = w.s.audit_count();
      const auto [won, lost] = at_once(w, contest.path, contest.fields);
      EXPECT_EQ(won, 303) << contest.path;
      EXPECT_EQ(lost, contest.lost) << contest.path;
      EXPECT_EQ(w.s.audit_count(), before + 1) << contest.path << " must be audited once";
    }
  }
}

// Everybody asks for everything of another organisation: whoever may not see it finds no word.
TEST(BadInput, NobodyReadsWhatBelongsToOthers) {
  World w;
  ASSERT_TRUE(members::change_state(w.s.context_of(cast::secretariat),
                                    {w.organisation, "paused", "2024-09-02", kReason}));
  int refused = 0;
  for (const test::Person& person : cast::everyone()) {
    const bool registry = can(person.actor(), may::see_registry);
    const bool personal = can(person.actor(), may::see_personal_data);
    if (registry && personal) continue;
    for (const web::Route& route : w.s.app().router.routes()) {
      if (route.method != "GET") continue;
      const Answer page = w.s.as(person).get(w.address_of(route));
      for (const char* word : {World::kContact, World::kContactMail, World::kRepresentative,
                               World::kMemo, kReason}) {
        // Decision 25: the auditor reads why something was done, in the audit alone.
        if (word == kReason && route.path.starts_with("/office/audit")) continue;
        EXPECT_EQ(page.body().find(word), std::string::npos)
            << person.login << " reads " << word << " on " << route.path;
      }
      if (registry) continue;
      EXPECT_EQ(page.body().find("みなも製作所"), std::string::npos)
          << person.login << " on " << route.path;
      refused += page.response().status == 403;
    }
  }
  EXPECT_GT(refused, 50);
}

}  // namespace
}  // namespace musubi
