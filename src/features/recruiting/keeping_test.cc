// keeping_test.cc - how what recruiting holds of people ends (core/retention): a prospect that
// nobody touched for two years, a list after one; what led to a member never; and what a row of a
// list tells the person who asks (core/holdings).
#include "core/retention/retention.h"

#include <algorithm>
#include <fstream>

#include "core/search/search.h"
#include "features/recruiting/keeping/keeping.h"
#include "features/recruiting/linking.h"
#include "features/recruiting/service_imports.h"
#include "support/applications.h"
#include "support/holdings.h"

namespace musubi::recruiting {
namespace {

namespace cast = test::cast;
using applications::ApplicationId;
using test::has;

class RecruitingKept : public applications::Applying {
 protected:
  Context office() { return s_.context_of(cast::secretariat); }
  ProspectId prospect(const std::string& name, const std::string& contact = "",
                      const std::string& email = "") {
    NewProspect input;
    input.typed = {{"name", name}, {"source", "introduction"}, {"source_note", "紹介 する人"},
                   {"note", "事務局のメモ"}, {"contact_name", contact},
                   {"contact_email", email}};
    input.confirmed = true;
    auto made = create_prospect(office(), input);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return made.value_or({});
  }
  Prospect now(const ProspectId& id) {
    return s_.db().read([&](db::Reader& r) { return *store::find_prospect(r, id); });
  }
  // The application of tests/support, tied to the prospect.
  ApplicationId applied(const ProspectId& who) {
    test::Visitor v = s_.stranger();
    apply(v);
    const ApplicationId id = queue().front().id;
    EXPECT_TRUE(link_application(office(), who, id).has_value());
    return id;
  }
  ListImportId list(const std::string& name) {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path, std::ios::binary)
        << "団体名,所在地,電話番号,担当者氏名,メールアドレス\n"
           "株式会社かくう製菓,熊本市中央区架空町1-1,096-000-1111,名簿 花子,Hanako@kakuu.example.jp\n"
           "有限会社かくう運輸,八代市架空町2,096-000-2222,名簿 太郎,taro@kakuu.example.jp\n";
    NewListImport input;
    input.path = path;
    input.filename = name;
    input.source = "list";
    input.source_note = "県から10月21日に受領";
    input.purpose = "会員募集の案内のため";
    auto begun = begin_list_import(office(), input);
    EXPECT_TRUE(begun.has_value()) << (begun ? "" : begun.error().says);
    return begun.value_or({});
  }
  // Everything that is told to this address, as one text.
  std::string told(const std::string& email) {
    return test::told(s_.db(), holdings_sources(), email);
  }
  static const retention::Kind& kind(const std::string& name) {
    const auto* found = retention::find_kind(retention::kinds(), name);
    CHECK(found != nullptr);
    return *found;
  }
  bool is_due(const std::string& name, const std::string& id, Date day) {
    const auto until = retention::latest_over(kind(name).term, day);
    if (!until) return false;
    const auto due = s_.db().read(
        [&](db::Reader& reader) { return kind(name).list_due(reader, *until, "", 50); });
    return std::any_of(due.begin(), due.end(), [&](const auto& item) { return item.id == id; });
  }
  Result<void> destroyed(const std::string& name, const std::string& id, Date day) {
    Context ctx = s_.system_context("定時処理");
    ctx.pretended_today = day;
    return ctx.db.write([&](db::Tx& tx) -> Result<void> {
      TRY(retention::destroy(tx, ctx, kind(name), id));
      return {};
    });
  }
};

constexpr const char* kTheirName = "株式会社かくう商店";  // whom tests/support lets apply

TEST_F(RecruitingKept, AProspectThatNobodyTouchedLosesItsPeopleAndKeepsItsFigures) {
  const ProspectId id = prospect("株式会社かくう製菓", "見込 あおい", "aoi@mikomi.example.jp");
  ContactInput visit;
  visit.prospect_id = id;
  visit.kind = "visit";
  visit.happened_on = "2024-10-20";
  visit.theirs = "見込 あおい様";
  visit.summary = "関心があるとのこと。";
  ASSERT_TRUE(record_contact(office(), visit).has_value());
  EXPECT_FALSE(is_due("recruiting.idle", id.text, {2026, 10, 28}));
  EXPECT_TRUE(is_due("recruiting.idle", id.text, {2026, 10, 29}));
  EXPECT_EQ(destroyed("recruiting.idle", id.text, {2026, 10, 28}).error().fault, Fault::conflict);
  ASSERT_TRUE(destroyed("recruiting.idle", id.text, {2026, 10, 29}));
  const Prospect left = now(id);
  EXPECT_EQ(left.organisation.name, "株式会社かくう製菓");
  EXPECT_EQ(left.contact.name + left.contact.email + left.source_note + left.organisation.note, "");
  EXPECT_EQ(left.people_erased_on, "2026-10-29");
  const auto contacts =
      s_.db().read([&](db::Reader& r) { return store::list_contacts(r, id, 10); });
  ASSERT_EQ(contacts.size(), 1U);
  EXPECT_EQ(contacts[0].happened_on, "2024-10-20");  // that a visit was made is still counted
  EXPECT_EQ(contacts[0].theirs + contacts[0].summary, "");
  EXPECT_EQ(told("aoi@mikomi.example.jp"), "");
  EXPECT_TRUE(s_.db()
                  .read([](db::Reader& r) {
                    return search::find_ids(r, "prospect", "あおい", {"recruiting.prospects"}, 5);
                  })
                  .empty());
  s_.as(cast::secretariat).get("/office/prospects/" + id.text).status(200)
      .contains("保存期限を過ぎたため").lacks("あおい").lacks("aoi@mikomi");
  EXPECT_FALSE(is_due("recruiting.idle", id.text, {2030, 1, 1}));
  // Somebody calls again: what is written then has a term of its own.
  ASSERT_TRUE(record_contact(office(), visit).has_value());
  EXPECT_EQ(now(id).people_erased_on, "");
  EXPECT_TRUE(is_due("recruiting.idle", id.text, {2030, 1, 1}));
}

TEST_F(RecruitingKept, APlannedDayAndAnUndecidedPairHoldTheTerm) {
  const ProspectId planned = prospect("株式会社かくう製菓");
  ASSERT_TRUE(update_prospect(office(), {planned, 1, {{"next_action", "訪問する"},
                                                      {"next_action_on", "2025-01-10"}}}));
  EXPECT_FALSE(is_due("recruiting.idle", planned.text, {2027, 1, 10}));
  EXPECT_TRUE(is_due("recruiting.idle", planned.text, {2027, 1, 11}));
  const ProspectId paired = prospect(kTheirName);
  test::Visitor v = s_.stranger();
  apply(v);
  const ApplicationId application = queue().front().id;
  EXPECT_FALSE(is_due("recruiting.idle", paired.text, {2030, 1, 1}));
  ASSERT_TRUE(dismiss_match(office(), paired, application));
  EXPECT_TRUE(is_due("recruiting.idle", paired.text, {2030, 1, 1}));
}

// KPI-01: each counted organisation is followed from its first contact to its approval.
TEST_F(RecruitingKept, WhatLedToAMemberIsNeverDue) {
  const ProspectId who = prospect(kTheirName, "見込 あおい", "aoi@mikomi.example.jp");
  const ApplicationId application = applied(who);
  EXPECT_FALSE(is_due("recruiting.idle", who.text, {2040, 1, 1}));
  decide(application, true);
  ASSERT_EQ(now(who).stage, Stage::joined);
  EXPECT_FALSE(is_due("recruiting.idle", who.text, {2040, 1, 1}));
  EXPECT_EQ(destroyed("recruiting.idle", who.text, {2040, 1, 1}).error().fault, Fault::not_found);
  EXPECT_EQ(destroyed("recruiting.won", who.text, {2040, 1, 1}).error().fault, Fault::conflict);
  EXPECT_EQ(now(who).contact.name, "見込 あおい");
}

TEST_F(RecruitingKept, WhatIsTiedToAnApplicationStaysAsLongAsItsPeople) {
  const ProspectId who = prospect(kTheirName, "見込 あおい", "aoi@mikomi.example.jp");
  const ApplicationId application = applied(who);
  decide(application, false);
  ASSERT_EQ(now(who).stage, Stage::lost);
  EXPECT_FALSE(is_due("recruiting.idle", who.text, {2027, 1, 1}));
  ASSERT_TRUE(destroyed("applications.ended", application.text, {2025, 10, 29}));
  EXPECT_TRUE(is_due("recruiting.idle", who.text, {2027, 1, 1}));
  ASSERT_TRUE(destroyed("recruiting.idle", who.text, {2027, 1, 1}));
  EXPECT_EQ(now(who).application_id, application.text);  // the link itself stays
}

TEST_F(RecruitingKept, ARowOfAListIsToldToWhomItNames) {
  list("県内企業一覧.csv");  // a draft holds it as well
  const std::string text = told("HANAKO@kakuu.example.jp");
  for (const char* part : {"名簿 花子", "株式会社かくう製菓", "096-000-1111", "架空町1-1",
                           "県から10月21日に受領", "県内企業一覧.csv"}) {
    EXPECT_TRUE(has(text, part)) << part << " is missing in:\n" << text;
  }
  EXPECT_FALSE(has(text, "太郎"));
  EXPECT_EQ(told("jiro@kakuu.example.jp"), "");
  EXPECT_EQ(told(""), "");
}

TEST_F(RecruitingKept, AListLosesItsRowsAndItsFileAfterAYear) {
  const ListImportId id = list("一覧.csv"), draft = list("下書き.csv");
  ASSERT_EQ(commit_list_import(office(), id).value_or(0), 2);
  const std::string file_id = load_list_import(office(), id, "", 0, 50)->import.file_id;
  EXPECT_FALSE(is_due("recruiting.lists", id.text, {2025, 10, 28}));
  EXPECT_TRUE(is_due("recruiting.lists", id.text, {2025, 10, 29}));
  EXPECT_TRUE(is_due("recruiting.lists", draft.text, {2025, 10, 29}));
  for (const ListImportId& one : {id, draft}) {
    ASSERT_TRUE(destroyed("recruiting.lists", one.text, {2025, 10, 29}));
  }
  const auto page = load_list_import(office(), id, "", 0, 50);
  ASSERT_EQ(page->rows.size(), 2U);
  EXPECT_TRUE(page->rows[0].typed.empty());
  EXPECT_FALSE(has(page->rows[0].name, "かくう"));
  EXPECT_FALSE(page->rows[0].prospect_id.empty());  // what became of it
  EXPECT_EQ(s_.db().read([&](db::Reader& r) {
    return files::find_file(r, files::FileId{file_id})->state;
  }), files::State::removed);
  // What the prospect holds has a term of its own; the lists tell nothing any more.
  EXPECT_FALSE(has(told("hanako@kakuu.example.jp"), "受け取った名簿の行"));
  EXPECT_TRUE(has(told("hanako@kakuu.example.jp"), "入会の見込み先の担当者"));
  EXPECT_EQ(undo_list_import(office(), id).error().fault, Fault::conflict);
  EXPECT_EQ(commit_list_import(office(), draft).error().fault, Fault::conflict);
  s_.as(cast::secretariat).get("/office/prospect-imports/" + draft.text).status(200)
      .contains("保存期限により消去").lacks("団体を取り込む");
}

}  // namespace
}  // namespace musubi::recruiting
