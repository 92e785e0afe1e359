// world.h - one of everything that an address can name. Of the registry: a member with its contact,
// an event and a report, a roster that is a draft and one that was committed, lent material with
// its original, a pair that looks alike, a merge, a kept view. Of the office: an application under
// review with its screening, and the records of office_records.h. For tests that walk every route;
// must never know what a route does.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "features/members/service.h"
#include "features/members/service_imports.h"
#include "features/members/service_merges.h"
#include "features/members/service_report_files.h"
#include "features/members/service_reports.h"
#include "features/reviews/service_criteria.h"
#include "features/reviews/service_reviews.h"
#include "features/site_export/service.h"
#include "support/applications.h"
#include "support/office_records.h"
#include "support/scenario.h"
#include "support/temp_folder.h"
#include "web/rate_limits.h"

namespace musubi::test {

struct World {
  static constexpr const char* kContact = "秘田 漏世";
  static constexpr const char* kContactMail = "himitsu@tokumei.example";
  static constexpr const char* kRepresentative = "口堅 言男";
  static constexpr const char* kMemo = "内緒話の備考";

  TempFolder folder;
  Scenario s;
  OrganisationId organisation;
  members::PersonId person;
  std::string report;
  std::string committed;                   // the import; the one in `ids` is the draft
  std::map<std::string, std::string> ids;  // by the word before the parameter: members -> its id

  World() {
    s.app().limits->set_rules({});  // every route's stranger has one address here
    mail::configure(std::nullopt);
    add_member();
    add_imports();
    add_pair_and_merge();
    const Context ctx = s.context_of(cast::secretariat);
    EXPECT_TRUE(members::save_view(ctx, "はじめての会員", "need=first_time").has_value());
    ids["member-views"] = members::list_saved_views(ctx).at(0).id;
    ids["accounts"] = cast::respondent.id.text;
    add_application();
    add_office();
    // A copy of the site that is under way, so that no form begins one: its worker would write
    // beside the requests of a test.
    EXPECT_TRUE(site_export::begin_copy(s.context_of(cast::manager)).has_value());
  }

  std::string office(const std::string& rest = "") const {
    return "/office/members/" + organisation.text + rest;
  }
  std::string report_path(const std::string& rest) const {
    return "/office/member-reports/" + report + rest;
  }
  std::int64_t version() {
    const auto page = members::load_visible_organisation(s.context_of(cast::manager), organisation);
    return page->organisation.version;
  }
  // The route's address with what exists here, or with `hostile` in place of every parameter.
  std::string address_of(const web::Route& route, const std::string& hostile = "") const {
    std::string out;
    std::string before;
    std::istringstream parts(route.path);
    for (std::string part; std::getline(parts, part, '/'); before = part) {
      if (part.empty()) continue;
      std::string id = hostile;
      if (id.empty()) id = part == ":format" ? "csv" : id_after(before, route.path);
      out += "/" + (part[0] == ':' ? id : part);
    }
    return out.empty() ? "/" : out;
  }
  // Somebody who may; nobody's route is tried by a stranger.
  Visitor visitor_for(const web::Route& route) {
    if (can(Actor::anonymous(), route.permission)) return s.stranger();
    return s.as(who_may(route));
  }
  static const Person& who_may(const web::Route& route) {
    // Not the first of the list: a manager's own doings must not lock out who tests next.
    for (const Person& one : cast::everyone()) {
      if (can(one.actor(), route.permission)) return one;
    }
    return cast::manager;
  }
  std::vector<web::Route> posts() {
    std::vector<web::Route> out;
    for (const web::Route& route : s.app().router.routes()) {
      // Ending the session would only make every later refusal trivial.
      if (route.method == "POST" && route.path != "/sign-out") out.push_back(route);
    }
    return out;
  }

 private:
  std::string id_after(const std::string& word, const std::string& path) const {
    if (word == "imports") {
      const bool result = path.ends_with("/imports/:id") || path.ends_with("/undo") ||
                          path.ends_with("/resolution");
      if (result) return committed;  // what only a committed one has
    }
    if (path.starts_with("/office/accessibility/")) {  // numbers of a standard, not ids
      if (word == "pages") return "1";
      if (word == "criteria") return "1.1.1";
    }
    const auto found = ids.find(word);
    return found == ids.end() ? "01900000-0000-7000-8000-0000000000ff" : found->second;
  }

  void add_member() {
    const Context ctx = s.context_of(cast::secretariat);
    members::NewOrganisation input;
    input.typed = {{"name", "有限会社みなも製作所"}, {"industry", "E"},
                   {"representative_name", kRepresentative}, {"note", kMemo}};
    input.contact = {{"name", kContact}, {"email", kContactMail}};
    input.joined_on = "2024-06-03";
    organisation = members::create_organisation(ctx, input).value();
    const auto page = members::load_visible_organisation(ctx, organisation);
    person = page->people.at(0).id;
    report = members::freeze_report(ctx, {2024, 9, 30}).value();
    EXPECT_TRUE(members::make_report_files(ctx, report, {"csv"}).has_value());
    ids["members"] = organisation.text;
    ids["people"] = person.text;
    ids["events"] = page->events.at(0).id;
    ids["member-reports"] = report;
  }

  // Joined after the report's day, so that it stays true; the first row has something to settle.
  members::ImportId read(const std::string& rows) {
    const Context ctx = s.context_of(cast::secretariat);
    members::NewImport input;
    input.path = folder.path() + "/roster.csv";
    input.filename = "会員名簿.csv";
    input.loan = {"令和6年度 会員名簿", "CSVファイル", "熊本県", "会員名簿の整備", "2024-10-10",
                  "2025-03-31", "事務局の保管庫", 0};
    std::ofstream(input.path, std::ios::binary)
        << "会員番号,企業・団体名,法人番号,電話番号,担当者氏名,メールアドレス,入会年月日\n" << rows;
    const members::Begun begun = members::begin_import(ctx, input).value();
    EXPECT_TRUE(members::read_import(ctx, begun).has_value());
    return begun.id;
  }

  void add_imports() {
    const Context ctx = s.context_of(cast::secretariat);
    const members::ImportId done =
        read("K0101,株式会社たに工房,123,096-000-0101,谷川 一,tani@example.jp,R6.10.1\n"
             "K0102,有限会社やま商店,,096-000-0102,山川 二,yama@example.jp,R6.10.1\n");
    EXPECT_TRUE(members::commit_import(ctx, done).has_value());
    committed = done.text;
    const auto waiting = members::list_waiting(ctx, {});
    ids["defects"] = waiting->defects.at(0).defect.id;
    const members::ImportId draft =
        read("K0111,株式会社かわ工房,456,096-000-0111,河川 三,kawa@example.jp,R6.10.1\n"
             "K0112,合同会社うみ商店,,096-000-0112,海川 四,umi@example.jp,R6.10.1\n");
    const members::LoanId loan = members::load_visible_import(ctx, draft)->loan.id;
    ids["imports"] = draft.text;
    ids["rows"] = "1";
    ids["loans"] = loan.text;
    ids["copies"] = members::load_visible_loan(ctx, loan)->copies.at(0).id;
  }

  // Under review, so that its screening has begun. Without a number that a register knows.
  void add_application() {
    const Context ctx = s.context_of(cast::secretariat);
    const Context manager = s.context_of(cast::manager);
    const std::string set = reviews::begin_criteria(manager).value();
    reviews::CriteriaEdit edit{1, "はじめの版", {}};
    edit.criteria.push_back({"", "県内で活動している", "申込書で見る"});
    EXPECT_TRUE(reviews::save_criteria(manager, set, edit).has_value());
    EXPECT_TRUE(reviews::send_criteria(manager, set).has_value());
    EXPECT_TRUE(reviews::confirm_criteria(s.context_of(cast::prefecture), set, "").has_value());
    applications::NewEntry entry;
    for (const char* step : {"organisation", "business", "place", "representative", "contact"}) {
      for (const auto& [field, value] : applications::answers(step)) {
        if (field != "corporate_number") entry.typed.emplace_back(field, value);
      }
    }
    entry.intake_route = "paper";
    entry.consents = {"rules", "privacy", "anti_social"};
    const applications::ApplicationId application =
        applications::enter_application(ctx, entry).value();
    EXPECT_TRUE(reviews::claim_review(ctx, s.locksmith(), application).has_value());
    const auto page = reviews::load_visible_review(ctx, s.locksmith(), application);
    ids["criteria"] = page->criteria.criteria.at(0).id;
  }

  // Asked by members of another organisation than that of which nobody outside may read a word.
  void add_office() {
    enrol_with(s, "株式会社はるかぜ商会", cast::other_member, cast::other_admin, "2024-10-01");
    const Asked asked = ask_as_members(s, cast::other_member, cast::other_admin);
    s.as(cast::other_admin)
        .post("/members/changes/" + asked.change + "/sending")  // a draft is nobody's but theirs
        .leads_to("/members/changes/");
    add_confirmations(s);
    add_mailing(s);
    add_recruiting(s);
    add_article(s);
    add_accessibility(s);
    add_site_matters(s);
    add_office_matters(s);
    for (const auto& [start, id] : find_office_records(s)) ids.emplace(word_before(start), id);
    ids["targets"] = organisation.text;
    ids["mail-reach"] = organisation.text;
    ids["kinds"] = "inquiries.closed";
    ids["notes"] = "inquiries.closed";
    ids["versions"] = "1";
  }

  OrganisationId add_named(const std::string& name) {
    members::NewOrganisation input;
    input.typed = {{"name", name}};
    input.joined_on = "2024-10-01";
    return members::create_organisation(s.context_of(cast::secretariat), input).value();
  }

  void add_pair_and_merge() {
    const Context ctx = s.context_of(cast::manager);
    add_named("株式会社うりふたつ");
    const OrganisationId alike = add_named("㈱うりふたつ");
    const auto found = s.db().write(
        [&](db::Tx& tx) { return members::refresh_proposals(tx, ctx.now, alike); });
    EXPECT_TRUE(found.has_value());
    ids["duplicates"] = members::list_proposals(ctx, {})->rows.at(0).proposal.id.text;
    members::MergeRequest request;
    request.kept_id = add_named("株式会社のこる");
    request.gone_id = add_named("株式会社うつる");
    ids["merges"] = members::merge_organisations(ctx, request).value().text;
  }
};

}  // namespace musubi::test
