// pages_organisation_test.cc - a member over HTTP: a form that is sent twice, days at their field,
// words instead of codes on the timeline, the way to an account, and the registry as a file.
#include <gtest/gtest.h>

#include <initializer_list>

#include "base/text.h"
#include "core/postal/postal.h"
#include "core/receipts/receipts.h"
#include "features/members/checks.h"
#include "features/members/service_merges.h"
#include "support/cast.h"
#include "support/parcels.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

using test::FormFields;
using test::Scenario;
namespace cast = test::cast;

std::int64_t members_in(Scenario& s) {
  return list_registry(s.context_of(cast::secretariat), {}, "")->count;
}

// The key that the form at `path` carries now.
std::string key_of(test::Visitor& visitor, const std::string& path) {
  const std::string body = visitor.get(path).status(200).body();
  const std::string mark = "name=\"form_key\" value=\"";
  const auto at = body.find(mark);
  EXPECT_NE(at, std::string::npos) << path;
  return at == std::string::npos ? "" : body.substr(at + mark.size(), 36);
}

OrganisationId made(Scenario& s, const std::string& name) {
  NewOrganisation input;
  input.typed = {{"name", name}, {"category", "company"}, {"municipality_code", "431001"}};
  input.contact = {{"name", "荒木 里奈"}, {"email", "araki@example.jp"}};
  input.joined_on = "2024-06-03";
  auto id = create_organisation(s.context_of(cast::secretariat), input);
  EXPECT_TRUE(id.has_value());
  return *id;
}

TEST(OrganisationPages, ANewMemberSentTwiceIsOneMember) {
  Scenario s;
  auto& office = s.as(cast::secretariat);
  FormFields form{{"name", "あおば商会"}, {"category", "company"},
                  {"form_key", key_of(office, "/office/members/new")}};
  const auto first = office.post("/office/members", form).leads_to("/office/members/");
  const auto second = office.post("/office/members", form).not_audited();
  EXPECT_EQ(second.header("Location"), first.header("Location"));
  EXPECT_EQ(members_in(s), 1);
  form[0].second = "みどり商会";  // back to the same page, and the next member from there
  const auto third = office.post("/office/members", form).leads_to("/office/members/");
  EXPECT_NE(third.header("Location"), first.header("Location"));
  form[2].second = key_of(office, "/office/members/new");  // a fresh form with the same words
  office.post("/office/members", form).leads_to("/office/members/");
  EXPECT_EQ(members_in(s), 3);
}

TEST(OrganisationPages, ASendingBelongsToItsAccount) {
  Scenario s;
  auto& office = s.as(cast::secretariat);
  const FormFields form{{"name", "あおば商会"}, {"category", "company"},
                        {"form_key", key_of(office, "/office/members/new")}};
  office.post("/office/members", form).leads_to("/office/members/");
  s.as(cast::manager).post("/office/members", form).audited("members.organisation.created");
  EXPECT_EQ(members_in(s), 2);
}

TEST(OrganisationPages, ASendingIsForgottenAfterAWeek) {
  Scenario s;
  Context ctx = s.context_of(cast::secretariat);
  NewOrganisation input;
  input.typed = {{"name", "あおば商会"}};
  input.sending = "one sending";
  const auto first = create_organisation(ctx, input);
  ctx.now.ms += 6LL * 24 * 3'600'000;
  ASSERT_TRUE(receipts::cleaning_job().run(ctx).has_value());
  EXPECT_EQ(*create_organisation(ctx, input), *first);
  ctx.now.ms += 2LL * 24 * 3'600'000;
  ASSERT_TRUE(receipts::cleaning_job().run(ctx).has_value());
  EXPECT_NE(*create_organisation(ctx, input), *first);
}

TEST(OrganisationPages, APersonAndALoanSentTwiceAreOne) {
  Scenario s;
  auto& office = s.as(cast::secretariat);
  const auto id = made(s, "あおば商会");
  const std::string people = "/office/members/" + id.text + "/people";
  const FormFields person{{"name", "若葉 二"}, {"form_key", key_of(office, people + "/new")}};
  office.post(people, person).leads_to("/office/members/").audited("members.person.created");
  office.post(people, person).leads_to("/office/members/").not_audited();
  const FormFields loan{{"loan_name", "調査票"}, {"medium", "紙"},       {"lender", "熊本県"},
                        {"purpose", "分析"},     {"kept_at", "鍵付き書庫"},
                        {"form_key", key_of(office, "/office/loans/new")}};
  const auto first = office.post("/office/loans", loan).audited("members.loan.registered");
  EXPECT_EQ(office.post("/office/loans", loan).not_audited().header("Location"),
            first.header("Location"));
}

TEST(OrganisationPages, ADayThatHasNotComeIsToldAtItsField) {
  Scenario s;
  const auto id = made(s, "あおば商会");
  s.as(cast::secretariat)
      .post("/office/members/" + id.text + "/state",
            {{"kind", "paused"}, {"happened_on_era", "reiwa"}, {"happened_on_year", "7"},
             {"happened_on_month", "4"}, {"happened_on_day", "1"}})
      .status(422)
      .contains("きょうより後の日付は記録できません")
      .contains("f-happened_on");
}

TEST(OrganisationPages, TheTimelineSpeaksInWords) {
  Scenario s;
  const Context ctx = s.context_of(cast::secretariat);
  const auto id = made(s, "あおば商会");
  ASSERT_TRUE(change_state(ctx, {id, "paused", "2024-07-01", ""}).has_value());
  const auto person = load_visible_organisation(ctx, id)->people[0].id;
  ASSERT_TRUE(retire_person(ctx, id, person).has_value());
  auto& office = s.as(cast::secretariat);
  for (const std::string& path : {"/office/members/" + id.text,
                                  "/office/members/" + id.text + "/history"}) {
    office.get(path)
        .contains("企業")
        .contains("熊本市")
        .contains("休会")
        .contains("離任")
        .lacks(">active<")
        .lacks(">paused<")
        .lacks(">left<")
        .lacks(">company<")
        .lacks(">431001<")
        .lacks(">1<");
  }
}

TEST(OrganisationPages, AccountsAreInvitedFromTheMembersPage) {
  Scenario s;
  const auto id = made(s, "あおば商会");
  const std::string way = "/office/accounts/new?organisation=" + id.text;
  s.as(cast::secretariat).get("/office/members/" + id.text).lacks(way);
  auto& manager = s.as(cast::manager);
  manager.get("/office/members/" + id.text).contains(way);
  manager.get(way).status(200).contains("会員管理者").contains("value=\"" + id.text + "\"");
}

TEST(OrganisationPages, AnAdministratorIsSavedAndASingleOneIsRemarkedOn) {
  Scenario s;
  const Context ctx = s.context_of(cast::secretariat);
  const auto id = made(s, "あおば商会");
  auto& office = s.as(cast::secretariat);
  const std::string path = "/office/members/" + id.text;
  const char* remark = "会員管理者が1名です。交代や不在に備えて、2名の登録をおすすめしています。";
  const auto first = [&] { return load_visible_organisation(ctx, id)->people.at(0); };
  office.get(path).status(200).lacks(remark);  // nobody yet
  FormFields form{{"name", "荒木 里奈"}, {"email", "araki@example.jp"}, {"is_primary", "1"},
                  {"is_administrator", "1"}, {"version", "1"}};
  const std::string of_first = path + "/people/" + first().id.text;
  office.post(of_first, form).leads_to(path).audited("members.person.updated");
  EXPECT_TRUE(first().is_administrator);
  office.get(of_first).contains("name=\"is_administrator\" value=\"1\" checked");
  office.get(path).contains(remark);
  s.as(cast::prefecture).get(path).status(200).contains(remark);
  office.post(path + "/people", {{"name", "若葉 二"}, {"is_administrator", "1"}}).leads_to(path);
  office.get(path).lacks(remark);
  const auto second = load_visible_organisation(ctx, id)->people.at(1);
  EXPECT_TRUE(second.is_administrator);
  office.post(path + "/people/" + second.id.text + "/retirement").leads_to(path);
  office.get(path).contains(remark);  // who has left is none any more
  form[3] = {"version", "2"};         // without the tick
  form.pop_back();
  office.post(of_first, form).leads_to(path).audited("members.person.updated");
  EXPECT_FALSE(first().is_administrator);
  office.get(path).lacks(remark);
}

TEST(OrganisationPages, TheHintOfANameIsThatOfItsNoun) {
  Scenario s;
  const auto id = made(s, "あおば商会");
  auto& office = s.as(cast::secretariat);
  office.get("/office/members/" + id.text + "/people/new").lacks("㈱").contains("姓と名");
  office.get("/office/members/" + id.text + "/edit").contains("㈱");
}

// What passes every check may still be refused by the database itself, as when two of the office
// save at the same moment: a rule is added that only the database knows.
TEST(OrganisationPages, ANewMemberThatTheDatabaseRefusesKeepsWhatWasTyped) {
  Scenario s;
  made(s, "あおば商会");
  ASSERT_TRUE(s.db().write([](db::Tx& tx) -> Result<void> {
    TRY(tx.run({"test.rule", "CREATE UNIQUE INDEX test_one_name ON organisations (name)"}));
    return {};
  }));
  auto& office = s.as(cast::secretariat);
  const FormFields form{{"name", "あおば商会"}, {"category", "company"},
                        {"address", "熊本市中央区架空町1-2"}, {"contact_name", "若葉 二"},
                        {"form_key", key_of(office, "/office/members/new")}};
  office.post("/office/members", form).status(409).not_audited()
      .contains("value=\"熊本市中央区架空町1-2\"").contains("value=\"若葉 二\"")
      .contains(form[4].second).contains(">保存する</button>");
  EXPECT_EQ(members_in(s), 1);
}

// The table in which a page after a conflict sets both sides against each other.
std::string compared(const test::Answer& page) {
  const std::string& body = page.body();
  const auto from = body.find("いまの登録とあなたの入力");
  const auto to = body.find("</table>", from);
  return from == std::string::npos ? "" : body.substr(from, to - from);
}

void expect_in(const std::string& text, std::initializer_list<const char*> parts, bool there) {
  for (const char* part : parts) EXPECT_EQ(text.find(part) != std::string::npos, there) << part;
}

TEST(OrganisationPages, AConflictShowsBothSidesAndTheSecondSaveIsKnowing) {
  Scenario s;
  const auto id = made(s, "あおば商会");
  const std::string path = "/office/members/" + id.text;
  const OrganisationEdit first{
      id, 1, {{"telephone", "096-000-1111"}, {"note", "一行目\n二行目"}}, "", ""};
  ASSERT_TRUE(update_organisation(s.context_of(cast::manager), first).has_value());
  auto& office = s.as(cast::secretariat);
  FormFields form{{"version", "1"},         {"telephone", ""},
                  {"name", "あおば商会"},   {"address", "熊本市中央区架空町1-2"},
                  {"category", "company"},  {"employees", "４８"},
                  {"note", "一行目\r\n二行目"}, {"municipality_code", "431001"}};
  const auto page = office.post(path, form).status(409).not_audited();
  page.contains("name=\"version\" value=\"2\"").contains("value=\"熊本市中央区架空町1-2\"");
  expect_in(compared(page), {"電話番号", "096-000-1111", "所在地", "架空町1-2", "48人", "（空欄）"},
            true);
  expect_in(compared(page), {"備考", "団体名", "会員区分", "市町村"}, false);
  form[0].second = "2";
  form[1].second = "096-000-1111";  // seen in the table, and kept
  office.post(path, form).leads_to(path).audited("members.organisation.updated");
  const auto now = load_visible_organisation(s.context_of(cast::secretariat), id);
  EXPECT_EQ(now->organisation.telephone, "096-000-1111");
  EXPECT_EQ(now->organisation.address, "熊本市中央区架空町1-2");
  EXPECT_EQ(now->organisation.note, "一行目\n二行目");
}

TEST(OrganisationPages, AChangeOfStateThatCameSecondKeepsWhatWasTyped) {
  Scenario s;
  const auto id = made(s, "あおば商会");
  ASSERT_TRUE(change_state(s.context_of(cast::manager), {id, "paused", "2024-10-01", ""}));
  const FormFields form{{"kind", "paused"}, {"happened_on_era", "western"},
                        {"happened_on_year", "2024"}, {"happened_on_month", "10"},
                        {"happened_on_day", "7"}, {"reason", "担当者の休職のため"}};
  s.as(cast::secretariat)
      .post("/office/members/" + id.text + "/state", form)
      .status(409)
      .not_audited()
      .contains("担当者の休職のため")
      .contains("からは、この変更はできません")
      .contains("休会を終える");  // what may follow the state that it has by now
}

TEST(OrganisationPages, APersonsConflictShowsBothSidesAndCanBeSavedThen) {
  Scenario s;
  const Context manager = s.context_of(cast::manager);
  const auto id = made(s, "あおば商会");
  const PersonId person = load_visible_organisation(manager, id)->people[0].id;
  const PersonEdit first{.organisation_id = id, .id = person, .version = 1,
                         .typed = {{"telephone", "096-000-1111"}}};
  ASSERT_TRUE(save_person(manager, first).has_value());
  auto& office = s.as(cast::secretariat);
  const std::string path = "/office/members/" + id.text + "/people/" + person.text;
  FormFields form{{"version", "1"},   {"telephone", ""},   {"name", "荒木 里奈"},
                  {"title", "部長"}, {"is_primary", "1"}, {"email", "araki@example.jp"}};
  const auto page = office.post(path, form).status(409).not_audited();
  page.contains("name=\"version\" value=\"2\"").contains("value=\"部長\"");
  expect_in(compared(page), {"電話番号", "096-000-1111", "役職", "部長"}, true);
  expect_in(compared(page), {"氏名", "メールアドレス", "主担当"}, false);
  form[0].second = "2";
  office.post(path, form).leads_to("/office/members/").audited("members.person.updated");
  const Person now = load_visible_organisation(manager, id)->people[0];
  EXPECT_EQ(now.title, "部長");
  EXPECT_EQ(now.telephone, "");  // as was typed and seen
}

// K0001 みなも製作所 takes in K0002 あおば商会, whose forms are open on somebody's screen.
struct MergedMeanwhile {
  Scenario s;
  Context ctx = s.context_of(cast::secretariat);
  OrganisationId kept = made(s, "みなも製作所"), gone = made(s, "あおば商会");
  PersonId person = load_visible_organisation(ctx, gone)->people[0].id;
  std::string path = "/office/members/" + gone.text;

  MergedMeanwhile() {
    const auto done = merge_organisations(s.context_of(cast::manager),
                                          {.kept_id = kept, .gone_id = gone});
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
  }
  // Refused at every press, with the words still there and the way to where they belong.
  void refused(const std::string& to, FormFields form, const std::string& typed) {
    const std::string version = std::to_string(
        load_visible_organisation(ctx, gone)->organisation.version);
    for (const std::string& at : {std::string("1"), version}) {
      form.emplace_back("version", at);
      s.as(cast::secretariat)
          .post(to, form)
          .status(409)
          .not_audited()
          .contains("K0001「みなも製作所」に統合されています")
          .contains("href=\"/office/members/" + kept.text + "\"")
          .contains(typed)
          .lacks(">保存する</button>")
          .lacks(">記録する</button>")
          .lacks(">直す</button>");
      form.pop_back();
    }
  }
};

TEST(OrganisationPages, AFormThatMeetsAMergeIsNotSavedOntoTheRecordThatWent) {
  MergedMeanwhile m;
  m.refused(m.path, {{"name", "あおば商会"}, {"category", "company"},
                     {"municipality_code", "431001"}, {"address", "熊本市中央区架空町1-2"}},
            "value=\"熊本市中央区架空町1-2\"");
  EXPECT_EQ(load_visible_organisation(m.ctx, m.gone)->organisation.address, "");
}

TEST(OrganisationPages, APersonIsNotSavedOntoAMergedRecord) {
  MergedMeanwhile m;
  m.refused(m.path + "/people/" + m.person.text, {{"name", "荒木 里奈"}, {"title", "部長"}},
            "value=\"部長\"");
  m.refused(m.path + "/people", {{"name", "若葉 二"}, {"title", "課長"}}, "value=\"課長\"");
  m.refused(m.path + "/people/" + m.person.text + "/retirement", {}, "value=\"荒木 里奈\"");
}

TEST(OrganisationPages, AStateAndAnEventOfAMergedRecordStayAsTheyAre) {
  MergedMeanwhile m;
  m.refused(m.path + "/state", {{"kind", "withdrawn"}, {"reason", "事業の終了"}}, "事業の終了");
  const auto events = load_visible_organisation(m.ctx, m.gone)->events;
  m.refused(m.path + "/events/" + events.at(0).id,
            {{"action", "move"}, {"reason", "写しまちがい"}, {"happened_on_era", "reiwa"},
             {"happened_on_year", "6"}, {"happened_on_month", "5"}, {"happened_on_day", "1"}},
            "写しまちがい");
  EXPECT_EQ(load_visible_organisation(m.ctx, m.gone)->organisation.state, State::merged);
}

ExportRequest wanted(const std::string& format) {
  ExportRequest out;
  out.columns = {"member_no", "name", "contact_name"};
  out.purpose = "案内を郵送するため";
  out.format = format;
  return out;
}

TEST(RegistryExport, GivesEveryMemberOnceInOrderAcrossItsPages) {
  Scenario s;
  const Context ctx = s.context_of(cast::secretariat);
  constexpr int kMembers = 1203;  // more than two pages of the export
  // In one transaction: a thousand of them beside another's long one is much for a test server.
  const auto all = s.db().write([&](db::Tx& tx) -> Result<void> {
    for (int i = 0; i < kMembers; ++i) {
      Organisation member;
      member.name = "会員" + std::to_string(i);
      member.member_no = member_no_of(i + 1);
      member.joined_on = "2024-06-03";
      Person contact;
      contact.name = "荒木 里奈";
      TRY(record_new_organisation(tx, ctx, member, {contact}, true, Cause{}));
    }
    return {};
  });
  ASSERT_TRUE(all.has_value());
  auto file = export_registry(ctx, wanted("csv"));
  ASSERT_TRUE(file.has_value());
  const auto lines = split(test::bytes_of(*file->parcel), '\n');
  ASSERT_EQ(lines.size(), static_cast<std::size_t>(kMembers) + 2);  // heading, and the last end
  EXPECT_EQ(lines[1], "K0001,会員0,荒木 里奈\r");
  for (int i = 1; i < kMembers; ++i) EXPECT_LT(lines[i], lines[i + 1]);
  EXPECT_EQ(list_exports(ctx, "", 1)->records[0].row_count, kMembers);
  auto book = export_registry(ctx, wanted("xlsx"));
  ASSERT_TRUE(book.has_value());
  EXPECT_TRUE(test::bytes_of(*book->parcel).starts_with("PK"));
}

TEST(RegistryExport, NamesTheFirstContactOfNow) {
  Scenario s;
  const Context ctx = s.context_of(cast::secretariat);
  const auto id = made(s, "あおば商会");
  const PersonEdit next{.organisation_id = id,
                        .typed = {{"name", "若葉 二"}, {"is_primary", "1"}}};
  ASSERT_TRUE(save_person(ctx, next).has_value());
  auto file = export_registry(ctx, wanted("csv"));
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(split(test::bytes_of(*file->parcel), '\n')[1], "K0001,あおば商会,若葉 二\r");
}

TEST(RegistryExport, ASearchThatFindsTooMuchIsRefusedAndNeverCut) {
  Scenario s;
  const Context ctx = s.context_of(cast::secretariat);
  for (const char* name : {"あおば商会", "あおば工業", "あおば農園"}) made(s, name);
  ExportRequest request = wanted("csv");
  request.words = "あおば";
  request.search_most = 2;
  auto refused = export_registry(ctx, request);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().fault, Fault::too_large);
  EXPECT_TRUE(list_exports(ctx, "", 1)->records.empty());
  request.search_most = 3;
  ASSERT_TRUE(export_registry(ctx, request).has_value());
  EXPECT_EQ(list_exports(ctx, "", 1)->records[0].row_count, 3);
}

TEST(RegistryPages, AFormThatSetsOneConditionKeepsTheOthers) {
  Scenario s;
  const std::string address = "/office/members?q=x&need=defects&joined=2024&sort=name_kana-desc"
                              "&column=name&column=email";
  auto page = s.as(cast::secretariat).get(address).status(200);
  for (const char* kept : {"name=\"need\" value=\"defects\"", "name=\"joined\" value=\"2024\"",
                           "name=\"sort\" value=\"name_kana-desc\""}) {
    const std::string& body = page.body();
    const auto first = body.find(kept);
    ASSERT_NE(first, std::string::npos) << kept;  // of the filters
    EXPECT_NE(body.find(kept, first + 1), std::string::npos) << kept;  // of the columns
  }
  page.contains("type=\"hidden\" name=\"column\" value=\"name,email\"");
}

TEST(OrganisationPages, AnAddressIsFoundByItsPostalCode) {
  Scenario s;
  auto& office = s.as(cast::secretariat);
  office.get("/office/members/new").status(200).lacks("住所を調べる");
  ASSERT_TRUE(postal::load_demo(s.system_context()));
  const FormFields form{{"name", "あおば商会"}, {"category", "company"},
                        {"postal_code", "865-0101"}, {"address", "36番地"},
                        {"contact_name", "若葉 二"}, {"lookup", "address"},
                        {"form_key", key_of(office, "/office/members/new")}};
  office.post("/office/members", form).status(200).not_audited()
      .contains("value=\"熊本県玉名郡和水町架空36番地\"").contains("市町村は「和水町」にしました")
      .contains("value=\"若葉 二\"").contains("value=\"あおば商会\"").contains(form[6].second);
  EXPECT_EQ(members_in(s), 0);
  const std::string path = "/office/members/" + made(s, "みどり商会").text;
  office.get(path + "/edit").status(200).contains("住所を調べる");
  const FormFields edit{{"name", "みどり商会"}, {"postal_code", "8600002"}, {"address", ""},
                        {"version", "1"}, {"reason", "電話で連絡"}, {"lookup", "choice"},
                        {"found_address", "熊本県熊本市中央区架空新町"}};
  office.post(path, edit).status(200).not_audited()
      .contains("value=\"熊本県熊本市中央区架空新町\"").contains("value=\"電話で連絡\"")
      .contains("name=\"version\" value=\"1\"");
  FormFields unknown = edit;
  unknown[1].second = "1";
  office.post(path, unknown).status(422).contains("#f-postal_code").contains("電話で連絡");
}

}  // namespace
}  // namespace musubi::members
