// other_organisation_test.cc - every route with an object in its path, as everybody whose object it
// is not: the answer must be the one for an object that does not exist, in status and in words, and
// nothing may be written. Generated from the route table: an address that people outside the office
// can reach and that kReach does not know fails here, and one of the office whose record is neither
// made here nor among those that no test makes (kUnmadeAnywhere, kNamedByNumber).
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "core/sessions/sessions.h"
#include "features/accounts/store_factors.h"
#include "features/applications/service.h"
#include "features/members/members.h"
#include "features/members/service.h"
#include "features/members/service_imports.h"
#include "features/members/service_merges.h"
#include "features/members/service_reports.h"
#include "support/office_records.h"
#include "support/reviews.h"
#include "support/shape.h"

namespace musubi {
namespace {

using applications::ApplicationId;
using test::Answer;
using test::FormFields;
using test::Person;
using test::Scenario;
using test::Visitor;
namespace cast = test::cast;

const std::string kNothing = "01900000-0000-7000-8000-0000000000ff";
const std::string kNoToken(43, 'A');

enum class Whose {
  organisation,  // the organisation's administrator, nobody else
  person,        // one person's own
  bearer,        // whoever holds the token of a letter: its row's id or hash opens nothing
  draft,         // whoever holds the draft's cookie
  no_object,     // a step or a kind, no object
};

struct Reach {
  Whose whose;
  FormFields form;  // what a POST would need to do something
};

// Every address with an object that anybody outside the office can reach.
std::map<std::string, Reach> with_the_public_site(std::map<std::string, Reach> all) {
  const FormFields more{{"body", "続きの質問です"}};
  // What is public is nobody's.
  for (const char* page : {"/pages/", "/news/", "/cases/", "/events/", "/materials/", "/faq/",
                           "/profiles/", "/grand-design/"}) {
    for (const char* text : {":slug", ":slug/easy", ":slug/en"}) {
      all.insert({"GET " + std::string(page) + text, {Whose::no_object, {}}});
    }
  }
  for (const char* list : {"/events/month/:month", "/events/archive/:year",
                           "/events/:slug/event.ics", "/sitemaps/:file",
                           "/opendata/events/:year/:file",
                           "/policies/accessibility/editions/:number",
                           "/policies/accessibility/results/:number",
                           "/policies/accessibility/results/:number/pdf"}) {
    all.insert({"GET " + std::string(list), {Whose::no_object, {}}});
  }
  all.insert({{"GET /media/:id/:name", {Whose::no_object, {}}},
              {"GET /previews/:token", {Whose::bearer, {}}},
              {"GET /approvals/:token", {Whose::bearer, {}}},
              {"POST /approvals/:token", {Whose::bearer, {{"answer", "approved"}}}}});
  all.insert({{"GET /members/inquiries/:id", {Whose::person, {}}},
              {"POST /members/inquiries/:id/messages", {Whose::person, more}},
              {"GET /contact/status/:token", {Whose::bearer, {}}},
              {"POST /contact/status/:token/messages", {Whose::bearer, more}}});
  const FormFields away{{"withdraw_reason", "中止"}};
  for (const char* step : {"", "/correction", "/withdrawal"}) {
    const std::string own = "/members/event-listings/:id", link = "/event-listings/status/:token";
    all.insert({"GET " + own + step, {Whose::person, {}}});
    all.insert({"GET " + link + step, {Whose::bearer, {}}});
    if (*step == '\0') continue;
    all.insert({"POST " + own + step, {Whose::person, away}});
    all.insert({"POST " + link + step, {Whose::bearer, away}});
  }
  return all;
}

const std::map<std::string, Reach>& reach() {
  static const FormFields kPasswords{{"password", "たけやぶ ゆきあかり ふうりん"},
                                     {"password_again", "たけやぶ ゆきあかり ふうりん"}};
  static const std::map<std::string, Reach> kReach = with_the_public_site({
      {"GET /account/passkeys/:id/removal", {Whose::person, {}}},
      {"POST /account/passkeys/:id/removal", {Whose::person, {}}},
      {"POST /account/sessions/:id/ending", {Whose::person, {}}},
      {"GET /members/accounts/:id", {Whose::organisation, {}}},
      {"GET /members/accounts/:id/handover", {Whose::organisation, {}}},
      {"POST /members/accounts/:id/handover", {Whose::organisation, {}}},
      {"POST /members/accounts/:id/invitation", {Whose::organisation, {}}},
      {"POST /members/accounts/:id/resumption", {Whose::organisation, {}}},
      {"POST /members/accounts/:id/role", {Whose::organisation, {{"role", "member_admin"}}}},
      {"POST /members/accounts/:id/suspension", {Whose::organisation, {{"reason", "異動"}}}},
      {"GET /members/organisation/people/:person", {Whose::organisation, {}}},
      {"POST /members/organisation/people/:person",
       {Whose::organisation, {{"name", "別野 次郎"}, {"version", "1"}}}},
      {"POST /members/organisation/people/:person/retirement", {Whose::organisation, {}}},
      {"GET /members/changes/:id", {Whose::organisation, {}}},
      {"POST /members/changes/:id",
       {Whose::organisation, {{"name", "別の株式会社"}, {"reason", "組織変更のため"}}}},
      {"GET /members/changes/:id/edit", {Whose::organisation, {}}},
      {"GET /members/changes/:id/check", {Whose::organisation, {}}},
      {"GET /members/changes/:id/attachment", {Whose::organisation, {}}},
      {"POST /members/changes/:id/sending", {Whose::organisation, {}}},
      {"POST /members/changes/:id/withdrawal", {Whose::organisation, {}}},
      {"GET /members/changes/new/:kind", {Whose::no_object, {}}},
      {"POST /members/changes/new/:kind", {Whose::no_object, {}}},
      {"GET /members/my-data/:id", {Whose::person, {}}},
      {"GET /members/my-data/:id/data.csv", {Whose::person, {}}},
      {"GET /members/my-data/:id/data.json", {Whose::person, {}}},
      {"GET /confirmations/:token", {Whose::bearer, {}}},
      {"GET /confirmations/:token/change", {Whose::bearer, {}}},
      {"POST /confirmations/:token/change", {Whose::bearer, {{"telephone", "096-000-1111"}}}},
      {"POST /confirmations/:token/confirmation", {Whose::bearer, {}}},
      {"GET /privacy-requests/proof/:token", {Whose::bearer, {}}},
      {"POST /privacy-requests/proof/:token", {Whose::bearer, {}}},
      {"GET /privacy-requests/status/:token", {Whose::bearer, {}}},
      {"GET /privacy-requests/status/:token/data.csv", {Whose::bearer, {}}},
      {"GET /privacy-requests/status/:token/data.json", {Whose::bearer, {}}},
      {"POST /privacy-requests/status/:token/withdrawal", {Whose::bearer, {}}},
      {"GET /unsubscribe/:token", {Whose::bearer, {}}},
      {"POST /unsubscribe/:token", {Whose::bearer, {{"stop", "1"}}}},
      {"POST /unsubscribe/:token/resumption", {Whose::bearer, {}}},
      {"GET /r/:code", {Whose::no_object, {}}},  // of a leaflet: for everybody
      {"GET /address-proof/:token", {Whose::bearer, {}}},
      {"POST /address-proof/:token", {Whose::bearer, {}}},
      {"GET /answers/:token", {Whose::bearer, {}}},
      {"POST /answers/:token", {Whose::bearer, {{"answer", "no_concern"}}}},
      {"GET /first-administrator/:token", {Whose::bearer, {}}},
      {"POST /first-administrator/:token", {Whose::bearer, kPasswords}},
      {"GET /invitation/:token", {Whose::bearer, {}}},
      {"POST /invitation/:token", {Whose::bearer, kPasswords}},
      {"GET /password-reset/:token", {Whose::bearer, {}}},
      {"POST /password-reset/:token", {Whose::bearer, kPasswords}},
      {"GET /join/resume/:token", {Whose::bearer, {}}},
      {"POST /join/resume/:token", {Whose::bearer, {}}},
      {"GET /join/status/:token", {Whose::bearer, {}}},
      {"POST /join/status/:token/verification", {Whose::bearer, {}}},
      {"GET /join/status/:token/supplement", {Whose::bearer, {}}},
      {"POST /join/status/:token/supplement", {Whose::bearer, {{"telephone", "096-000-1111"}}}},
      {"GET /join/status/:token/withdrawal", {Whose::bearer, {}}},
      {"POST /join/status/:token/withdrawal", {Whose::bearer, {}}},
      {"POST /join/application/files/:file/removal", {Whose::draft, {}}},
      {"GET /join/application/:step", {Whose::no_object, {}}},
      {"POST /join/application/:step", {Whose::no_object, {}}},
  });
  return kReach;
}

std::string key_of(const web::Route& route) { return route.method + " " + route.path; }

bool has_object(const web::Route& route) { return route.path.find(':') != std::string::npos; }

// Roles that see every organisation's matters by their office; all others belong to somebody.
bool is_of_the_office(const Person& person) {
  return person.roles.shares(Roles{Role::secretariat, Role::secretariat_manager, Role::prefecture,
                                   Role::auditor, Role::adviser, Role::next_operator});
}

bool reachable_from_outside(const web::Route& route) {
  if (can(Actor::anonymous(), route.permission)) return true;
  for (const Person& person : cast::everyone()) {
    if (!is_of_the_office(person) && can(person.actor(), route.permission)) return true;
  }
  return false;
}

// One of everything, of 有限会社みなも製作所 and its applicant.
class OtherOrganisation : public reviews::ReviewCase {
 protected:
  OtherOrganisation() {
    confirmed({"一"});
    application_ = received();
    EXPECT_TRUE(reviews::claim_review(as(cast::secretariat), smith_, application_));
    EXPECT_TRUE(reviews::ask_officer(as(cast::secretariat), smith_, application_,
                            {cast::prefecture.id.text, "opinion", "所在地に心当たりは", "one"}));
    screening_ = screening(application_).text;
    deliver();
    own_ = test::enrol_with(s_, "有限会社みなも製作所", cast::member, cast::member_admin,
                            "2022-04-01");
    other_ = test::enrol_with(s_, "株式会社はるかぜ商会", cast::other_member, cast::other_admin,
                              "2022-04-01");
    begin_draft();
    add_passkey();
    begin_requests();
    begin_office();
    begin_registry();
    auto invited = accounts::invite_account(
        as(cast::manager),
        {"maneki@test.example", "試験 招子", Roles{Role::secretariat}, {}, "異動"}, "");
    EXPECT_TRUE(invited.has_value());
    hashes_ = hashes_and_ids();
    for (const auto& [start, id] : test::find_office_records(s_)) of_office_[start] = id;
    s_.as(cast::member);
    s_.as(cast::member_admin);
    session_ = s_.db().read([&](db::Reader& reader) {
      return sessions::list_of(reader, cast::member.id, s_.now()).at(0).id;
    });
  }

  // A change that waits to be sent, a request about one's own data and a stranger's, a question, an
  // event for the site.
  void begin_requests() {
    const test::Asked asked = test::ask_as_members(s_, cast::member, cast::member_admin);
    change_ = asked.change;
    request_ = asked.request;
    inquiry_ = asked.inquiry;
    listing_ = asked.listing;
    person_ = s_.db().read([&](db::Reader& reader) {
      return members::find_registration(reader, own_)->people.at(0).id.text;
    });
    s_.stranger().post("/privacy-requests",
                       {{"form_key", "p"}, {"kind", "disclosure"}, {"name", "架空 花子"},
                        {"email", applications::kEmail}, {"about", "申込みの内容"}});
  }
  void begin_office() {
    test::add_confirmations(s_);
    test::add_mailing(s_);
    test::add_recruiting(s_);
    test::add_article(s_);
    test::add_accessibility(s_);
    test::add_site_matters(s_);
    test::add_office_matters(s_);
    EXPECT_TRUE(members::freeze_report(as(cast::secretariat), {2024, 9, 30}));
  }

  OrganisationId named(const std::string& name) {
    members::NewOrganisation input;
    input.typed = {{"name", name}};
    input.joined_on = "2024-10-01";
    return members::create_organisation(as(cast::secretariat), input).value();
  }
  // A roster with its loan and something to settle, a pair that looks alike, a merge, a kept list;
  // and what is named by a word.
  void begin_registry() {
    const Context office = as(cast::secretariat), manager = as(cast::manager);
    members::NewImport input;
    input.path = folder_ + "/roster.csv";
    input.filename = "会員名簿.csv";
    input.loan = {"令和6年度 会員名簿", "CSVファイル", "熊本県", "会員名簿の整備", "2024-10-10",
                  "2025-03-31", "事務局の保管庫", 0};
    std::ofstream(input.path, std::ios::binary)
        << "会員番号,企業・団体名,法人番号,電話番号,担当者氏名,メールアドレス,入会年月日\n"
        << "K0101,株式会社たに工房,123,096-000-0101,谷川 一,tani@example.jp,R6.10.1\n";
    const auto begun = members::begin_import(office, input);
    ASSERT_TRUE(begun.has_value()) << begun.error().says;
    ASSERT_TRUE(members::read_import(office, *begun).has_value());
    ASSERT_TRUE(members::commit_import(office, begun->id).has_value());
    of_office_["/office/imports/:"] = begun->id.text;
    of_office_["/office/loans/:"] = members::load_visible_import(office, begun->id)->loan.id.text;
    of_office_["/office/defects/:"] =
        members::list_waiting(office, {})->defects.at(0).defect.id;
    named("株式会社うりふたつ");
    const OrganisationId alike = named("㈱うりふたつ");
    ASSERT_TRUE(s_.db().write(
        [&](db::Tx& tx) { return members::refresh_proposals(tx, manager.now, alike); }));
    of_office_["/office/duplicates/:"] =
        members::list_proposals(manager, {})->rows.at(0).proposal.id.text;
    members::MergeRequest request;
    request.kept_id = named("株式会社のこる");
    request.gone_id = named("株式会社うつる");
    of_office_["/office/merges/:"] = members::merge_organisations(manager, request).value().text;
    ASSERT_TRUE(members::save_view(office, "はじめての会員", "need=first_time").has_value());
    of_office_["/office/member-views/:"] = members::list_saved_views(office).at(0).id;
    of_office_["/office/mail-reach/:"] = own_.text;
    of_office_["/office/privacy/register/notes/:"] = "inquiries.closed";
    of_office_["/office/retention/kinds/:"] = "inquiries.closed";
  }

  void begin_draft() {
    Visitor& drafter = s_.anonymous();
    fill_in(drafter);
    drafter.upload("/join/application/files", {}, {{"file", "定款.pdf", "%PDF-1.4\n%x\n"}});
    static constexpr db::Query kFile{"test.draft_file",
                                     "SELECT id FROM application_files ORDER BY id DESC"};
    const auto row = s_.db().read([](db::Reader& reader) { return reader.first(kFile); });
    ASSERT_TRUE(row.has_value());
    file_ = row->text(0);
  }
  void add_passkey() {
    accounts::Passkey passkey;
    passkey.id = accounts::PasskeyId::make(s_.now());
    passkey.account = cast::member.id;
    passkey.credential_id = "Y3JlZGVudGlhbA";
    passkey.key.bytes = "key";
    passkey.name = "担治の電話";
    passkey.created = s_.now();
    ASSERT_TRUE(s_.db().write(
        [&](db::Tx& tx) { return accounts::store::insert_passkey(tx, passkey); }));
    passkey_ = passkey.id.text;
  }

  // What stands for the route's object: ids and hashes as the database has them.
  std::vector<std::string> objects_of(const web::Route& route) {
    const std::string& path = route.path;
    const auto begins = [&](const char* start) { return path.starts_with(start); };
    if (begins("/account/passkeys")) return {passkey_};
    if (begins("/account/sessions")) return {session_};
    if (begins("/members/accounts") || begins("/office/accounts")) {
      return {cast::member.id.text, cast::member_admin.id.text};
    }
    if (begins("/join/application/files")) return {file_};
    if (begins("/members/organisation/people")) return {person_};
    if (begins("/members/changes")) return {change_};
    if (begins("/members/my-data")) return {request_};
    if (begins("/members/inquiries")) return {inquiry_};
    if (begins("/members/event-listings")) return {listing_};
    if (begins("/office/members")) return {own_.text};
    if (begins("/office/screenings")) return {screening_};
    if (begins("/office/applications") || begins("/office/reviews")) return {application_.text};
    if (begins("/office/")) {
      for (const auto& [start, id] : of_office_) {
        if (path.starts_with(start)) return {id};
      }
      return {};
    }
    return hashes_;  // as they were before the first question
  }
  // Every stored hash of a token and the ids that its row names.
  std::vector<std::string> hashes_and_ids() {
    static constexpr db::Query kRowsWithHashes[] = {
        {"test.links", "SELECT token_hash, application_id FROM application_links"},
        {"test.account_links", "SELECT token_hash, account_id FROM account_links"},
        {"test.inquiries", "SELECT token_hash, id FROM review_inquiries"},
        {"test.recipients", "SELECT id, mailing_id FROM mailing_recipients"},
        {"test.confirmations", "SELECT token_hash, NULL FROM confirmation_links"},
        {"test.privacy", "SELECT token_hash, NULL FROM privacy_proofs"},
        {"test.inquiry_links", "SELECT token_hash, inquiry_id FROM inquiry_links"},
        {"test.listing_links", "SELECT token_hash, listing_id FROM event_listing_links"}};
    std::vector<std::string> out{application_.text, cast::member.id.text};
    s_.db().read([&](db::Reader& reader) {
      for (const db::Query& query : kRowsWithHashes) {
        const auto rows = reader.all(query);
        EXPECT_FALSE(rows.empty()) << query.name;
        for (const auto& row : rows) {
          out.push_back(row.text(0));
          if (!row.is_null(1)) out.push_back(row.text(1));
        }
      }
    });
    return out;
  }

  ApplicationId application_;
  std::map<std::string_view, std::string> of_office_;  // where its addresses begin -> one that is
  OrganisationId own_, other_;
  std::vector<std::string> hashes_;
  std::string screening_, file_, passkey_, session_, change_, request_, person_, inquiry_,
      listing_;
};

// Two answers cannot be compared where "1" is left out of one of them.
constexpr test::Unmade kNamedByNumber[] = {
    {"/office/privacy/register/versions/:number", "a small number, which pages are full of"},
};
const test::Unmade* unmade_here(const web::Route& route) {
  for (const test::Unmade& one : kNamedByNumber) {
    if (route.path.starts_with(one.start)) return &one;
  }
  for (const test::Unmade& one : test::kUnmadeAnywhere) {
    if (route.path.starts_with(one.start)) return &one;
  }
  return nullptr;
}

std::string address_with(const web::Route& route, const std::string& id) {
  std::string out;
  std::istringstream parts(route.path);
  for (std::string part; std::getline(parts, part, '/');) {
    if (part.empty()) continue;
    out += "/" + (part[0] == ':' ? id : part);
  }
  return out;
}

// Whose object it is; and who by their office sees everybody's (what they may is the access table's
// matter).
bool is_entitled(const Person& person, const web::Route& route, const Reach* reach) {
  if (reach == nullptr) return can(person.actor(), route.permission);
  if (reach->whose == Whose::organisation) return person.id == cast::member_admin.id;
  return reach->whose == Whose::person && person.id == cast::member.id;
}

Answer ask(Visitor& who, const web::Route& route, const std::string& id, const FormFields& form) {
  const std::string address = address_with(route, id);
  return route.method == "GET" ? who.get(address) : who.post(address, form);
}

TEST_F(OtherOrganisation, EveryAddressWithAnObjectSaysWhoseItIs) {
  std::map<std::string, int> seen;
  for (const web::Route& route : s_.app().router.routes()) {
    if (!has_object(route) || !reachable_from_outside(route)) continue;
    ++seen[key_of(route)];
    EXPECT_TRUE(reach().contains(key_of(route)))
        << key_of(route) << " names an object and people outside the office can reach it: "
        << "tell in reach() whose it is";
  }
  for (const auto& [key, entry] : reach()) {
    EXPECT_TRUE(seen.contains(key)) << key << " is gone, or the office's alone: take its line away";
  }
}

TEST_F(OtherOrganisation, WhatIsNotOnesOwnIsAnsweredAsIfItDidNotExist) {
  int asked = 0, asked_of_office = 0;  // each with the id or hash of something that is there
  std::set<std::string_view> left_out;
  for (const web::Route& route : s_.app().router.routes()) {
    if (!has_object(route)) continue;
    const auto found = reach().find(key_of(route));
    const bool outside = found != reach().end();
    if (outside && found->second.whose == Whose::no_object) continue;
    const FormFields form = outside ? found->second.form : FormFields{};
    const bool bearer = outside && found->second.whose == Whose::bearer;
    const auto objects = objects_of(route);
    if (objects.empty()) {
      const test::Unmade* unmade = unmade_here(route);
      EXPECT_NE(unmade, nullptr) << key_of(route) << " names a record that nobody is asked for: "
                                 << "make one in support/office_records.h or in begin_registry()";
      if (unmade != nullptr) left_out.insert(unmade->start);
      continue;
    }
    const std::string nothing = bearer ? kNoToken : kNothing;
    for (const Person& person : cast::everyone()) {
      if (is_entitled(person, route, outside ? &found->second : nullptr)) continue;
      Visitor& who = s_.as(person);
      const Answer absent = ask(who, route, nothing, form);
      for (const std::string& id : objects) {
        const std::int64_t before = s_.audit_count();
        const Answer answer = ask(who, route, id, form);
        const std::string told = key_of(route) + " as " + person.login + " on " + id;
        EXPECT_EQ(shape_of(answer, {id}), shape_of(absent, {nothing})) << told;
        EXPECT_EQ(s_.audit_count(), before) << told << " wrote something";
        if (!outside || found->second.whose != Whose::draft) {
          EXPECT_GE(answer.response().status, 400) << told;
        }
        ++(outside ? asked : asked_of_office);
      }
    }
  }
  EXPECT_GT(asked, 1000);
  EXPECT_GT(asked_of_office, 500);
  EXPECT_EQ(left_out.size(), std::size(kNamedByNumber) + std::size(test::kUnmadeAnywhere))
      << "a line of what is left out names something by now, or is gone";
}

// Else the test above would pass for want of objects.
TEST_F(OtherOrganisation, WhoeverOwnsTheObjectReachesIt) {
  s_.as(cast::member).get("/account/passkeys/" + passkey_ + "/removal").status(200);
  const std::string colleague = "/members/accounts/" + cast::member.id.text;
  s_.as(cast::member_admin).get(colleague).status(200).contains(cast::member.name);
  s_.as(cast::member_admin).post(colleague + "/role", {{"role", "member_admin"}}).status(303);
  s_.as(cast::member_admin).get(colleague + "/handover").status(200);
  s_.as(cast::secretariat).get("/office/applications/" + application_.text).status(200);
  s_.as(cast::secretariat).get("/office/screenings/" + screening_).status(200);
  s_.as(cast::secretariat).get("/office/reviews/" + application_.text).status(200);
  for (const char* start : {"/office/imports/", "/office/loans/", "/office/merges/",
                            "/office/duplicates/", "/office/defects/",
                            "/office/retention/kinds/"}) {
    s_.as(cast::manager).get(start + of_office_.at(std::string(start) + ":")).status(200);
  }
  s_.stranger().get(answer_link()).status(200);
  s_.anonymous().get("/join/application/files").status(200).contains("定款.pdf");
  s_.anonymous().post("/join/application/files/" + file_ + "/removal").status(303);
  s_.anonymous().get("/join/application/files").lacks("定款.pdf");
  s_.as(cast::member_admin).get("/members/changes/" + change_).status(200);
  s_.as(cast::member_admin).get("/members/organisation/people/" + person_).status(200);
  s_.as(cast::member).get("/members/my-data/" + request_).status(200);
  s_.as(cast::member).get("/members/inquiries/" + inquiry_).status(200).contains("講座の日程");
  s_.as(cast::member).get("/members/event-listings/" + listing_).status(200)
      .contains("みなもの見学会");
  s_.as(cast::member).post("/account/sessions/" + session_ + "/ending").status(303);
  s_.as(cast::member).post("/account/passkeys/" + passkey_ + "/removal").status(303);
}

// Another applicant, in the middle of a form of their own.
TEST_F(OtherOrganisation, AnotherDraftsFileCannotBeRemoved) {
  Visitor other = s_.stranger();
  fill_in(other);
  const std::string start = "/join/application/files/";
  const Answer absent = other.post(start + kNothing + "/removal");
  const Answer answer = other.post(start + file_ + "/removal");
  EXPECT_EQ(answer.response().status, absent.response().status);
  EXPECT_EQ(answer.header("Location"), absent.header("Location"));
  s_.anonymous().get("/join/application/files").status(200).contains("定款.pdf");
}

}  // namespace
}  // namespace musubi
