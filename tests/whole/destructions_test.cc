// destructions_test.cc - what is left of people when a record has gone: each kind that an office
// proposes, from the last day of its term to the certificate, on rows as the program wrote them.
// What others test in their own folder (applications, reviews, accounts, changes, recruiting,
// inquiries, listings, recipients of a mailing) is not repeated here.
#include <stdlib.h>

#include <filesystem>

#include "core/files/listing.h"
#include "core/search/search.h"
#include "features/confirmations/confirmations.h"
#include "features/confirmations/service.h"
#include "features/mailings/service_bounces.h"
#include "features/members/search_index.h"
#include "features/members/service_loans.h"
#include "features/members/service_merges.h"
#include "features/privacy/privacy.h"
#include "features/screenings/service.h"
#include "support/applications.h"
#include "support/destroying.h"
#include "support/mailings.h"
#include "support/managing.h"
#include "support/roster_import.h"

namespace musubi {
namespace {

using test::expect_destroyed;
using test::expect_gone;
using test::expect_there;
using test::is_found;
using test::rows_of;
namespace cast = test::cast;

// ---- members.left, confirmations.answers ----

class DestroyedMembers : public test::ManagingCase {
 protected:
  std::size_t found(const std::string& words) {
    return s_.db()
        .read([&](db::Reader& reader) {
          std::vector<std::string> all;
          for (const char* noun : {"organisation", "organisation_people"}) {
            for (auto& id : search::find_ids(reader, noun, words,
                                             members::visible_to(office().actor), 5)) {
              all.push_back(id);
            }
          }
          return all;
        })
        .size();
  }
};

TEST_F(DestroyedMembers, WhoLeftKeepsItsNameAndDaysAndLosesItsPeople) {
  const Context ctx = office();
  // One that was found to be the same member, with people of its own.
  const OrganisationId merged = member("合同会社きえた", "四谷 四子", "shi@kieta.example.jp");
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) {
    return members::change_registration(tx, ctx, merged, 0,
                                        {{"representative_name", "五木 五郎"}},
                                        {"", "五木 五郎への交代", ""});
  }));
  members::MergeRequest together;
  together.kept_id = own_;
  together.gone_id = merged;
  ASSERT_TRUE(members::merge_organisations(as(cast::manager), together));
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) -> Result<void> {
    const members::AskedBy by{"", "荒木 里奈さんからの電話", ""};
    members::PersonChange second;
    second.organisation_id = own_;
    second.values = {{"name", "二木 次子"}, {"email", "tsugi@minamo.example.jp"},
                     {"telephone", "096-000-7777"}};
    TRY(members::change_person(tx, ctx, second, by));
    TRY(members::change_registration(tx, ctx, own_, 0,
                                     {{"representative_name", "三沢 代三"},
                                      {"telephone", "096-000-8888"}}, by));
    TRY(members::change_standing(tx, ctx, own_, "paused", {"", "荒木 里奈の休職", ""}));
    return members::change_standing(tx, ctx, own_, "withdrawn", {"", "三沢 代三の引退", ""});
  }));
  const std::vector<std::string> tables{"organisations", "people", "field_changes",
                                        "membership_events"};
  const std::vector<std::string> persons{"荒木", "二木", "三沢", "rina@", "tsugi@",
                                         "096-000-7777", "096-000-8888", "四谷", "五木", "shi@"};
  expect_there(rows_of(s_, tables), persons);
  EXPECT_GT(found("三沢"), 0U);
  const std::string events =
      "SELECT count(*) FROM membership_events WHERE organisation_id = '" + own_.text + "'";
  const std::int64_t happened = count(events);
  EXPECT_GE(happened, 3);

  expect_destroyed(s_, "members.left", own_.text, {2025, 10, 28});

  const std::string left = rows_of(s_, tables);
  expect_gone(left, persons);
  for (const char* name : {"荒木", "二木", "三沢", "四谷", "五木"}) {
    EXPECT_EQ(found(name), 0U) << name;
  }
  expect_there(left, {"有限会社みなも製作所", registered(own_).organisation.member_no,
                      "合同会社きえた"});
  EXPECT_EQ(count(events), happened);
  EXPECT_EQ(count(events + " AND kind = 'withdrawn' AND happened_on = '2024-10-28'"), 1);
  EXPECT_EQ(count(events + " AND reason <> ''"), 0);
  EXPECT_GT(found("みなも製作所"), 0U);
  // Nobody else was touched, and the office's page still opens.
  expect_there(left, {"宮本 さくら", "sakura@harukaze.example.jp", "架空 太郎"});
  EXPECT_FALSE(is_found(s_, "members.left", other_.text));
  s_.as(cast::secretariat).get("/office/members/" + own_.text).status(200)
      .contains("有限会社みなも製作所").lacks("荒木");
  s_.as(cast::secretariat).get("/office/members/" + own_.text + "/history").status(200)
      .lacks("三沢");
}

TEST_F(DestroyedMembers, WhyItWasMergedGoesWithThePeopleAndThatItWasStays) {
  const OrganisationId merged = member("合同会社きえた", "四谷 四子", "shi@kieta.example.jp");
  const OrganisationId apart = member("株式会社べつもの", "七尾 七美", "nana@betsu.example.jp");
  members::MergeRequest together;
  together.kept_id = own_;
  together.gone_id = apart;
  together.reason = "八木 八重さんの思いちがい";
  const auto undone = members::merge_organisations(as(cast::manager), together);
  ASSERT_TRUE(undone.has_value()) << undone.error().says;
  ASSERT_TRUE(members::undo_merge(as(cast::manager), *undone));
  together.gone_id = merged;
  together.reason = "六車 六子さんに電話で確認";
  const auto stands = members::merge_organisations(as(cast::manager), together);
  ASSERT_TRUE(stands.has_value()) << stands.error().says;
  const Context ctx = office();
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) {
    return members::change_standing(tx, ctx, own_, "withdrawn", {"", "廃業", ""});
  }));
  expect_there(rows_of(s_, {"merges"}), {"六車", "八木", "七尾", "四谷", "荒木"});
  const std::string own_changes =
      "SELECT count(*) FROM field_changes WHERE organisation_id = '" + own_.text + "'";
  const std::int64_t changed = count(own_changes);
  EXPECT_GT(count(own_changes + " AND reason LIKE '%六車%'"), 0);

  expect_destroyed(s_, "members.left", own_.text, {2025, 10, 28});

  // Also of the one that was taken back: what it kept of both is nobody's way back any more.
  const std::string left = rows_of(s_, {"merges"});
  expect_gone(left, {"六車", "八木", "七尾", "四谷", "荒木", "nana@", "shi@", "rina@"});
  expect_there(left, {"有限会社みなも製作所", "合同会社きえた", "株式会社べつもの", "undone",
                      "final", cast::manager.name});
  EXPECT_EQ(count(own_changes), changed);
  EXPECT_EQ(count(own_changes + " AND reason <> ''"), 0);
  for (const auto& merge : {*stands, *undone}) {
    s_.as(cast::manager).get("/office/merges/" + merge.text).status(200)
        .contains("有限会社みなも製作所").lacks("六車").lacks("八木").lacks("荒木").lacks("七尾");
  }
  // The other that was never the same is a member as before.
  expect_there(rows_of(s_, {"people"}), {"七尾 七美", "nana@betsu.example.jp"});
  EXPECT_FALSE(is_found(s_, "members.left", apart.text));
}

TEST_F(DestroyedMembers, ARoundKeepsItsFiguresAndLosesWhoAnswered) {
  auto opened = confirmations::open_round(office(), {"2024-11-29", {}, "", "s1"});
  ASSERT_TRUE(opened.has_value());
  outbox::Handlers handlers;
  confirmations::add_handlers(handlers);
  handlers[std::string(mail::kTopic)] = [](const Context&, const outbox::Message&) {
    return Result<void>();
  };
  for (int i = 0; i < 20 && s_.deliver(handlers) > 0; ++i) {
  }
  std::string token;
  for (const auto& letter : mails()) {
    const std::size_t at = letter.body.find("/confirmations/");
    if (letter.to_address != "rina@minamo.example.jp" || at == std::string::npos) continue;
    token = letter.body.substr(at + 15, letter.body.find('\n', at) - at - 15);
  }
  ASSERT_TRUE(confirmations::confirm_by_link(s_.system_context(), token));
  ASSERT_TRUE(confirmations::record_call(office(), *opened, other_,
                                         {"unchanged", "電話口の会長", "折り返しは夕方に"}));
  ASSERT_TRUE(confirmations::close_round(office(), *opened));
  const std::vector<std::string> tables{"confirmation_rounds", "confirmation_targets",
                                        "confirmation_links"};
  expect_there(rows_of(s_, tables), {"荒木 里奈", "電話口の会長", "折り返しは夕方に"});

  expect_destroyed(s_, "confirmations.answers", opened->text, {2025, 10, 28});

  const std::string left = rows_of(s_, tables);
  expect_gone(left, {"荒木", "電話口の会長", "折り返しは夕方に"});
  EXPECT_EQ(count("SELECT count(*) FROM confirmation_links"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM confirmation_targets WHERE state = 'unchanged'"), 2);
  expect_there(left, {"有限会社みなも製作所", "株式会社はるかぜ商会"});
  // The registry is another record: whoever answered is still its contact.
  expect_there(rows_of(s_, {"people"}), {"荒木 里奈"});
  s_.as(cast::secretariat).get("/office/confirmations/" + opened->text).status(200);
}

// ---- applications.registered ----

class DestroyedApplications : public applications::Applying {
 protected:
  // As every night.
  void follow_members() {
    for (const jobs::Job& job : applications::scheduled_jobs()) {
      if (job.name != "applications.members.followed") continue;
      ASSERT_TRUE(job.run(s_.system_context()));
    }
  }
  void leave(const OrganisationId& member) {
    const Context ctx = s_.system_context();
    ASSERT_TRUE(ctx.db.write([&](db::Tx& tx) {
      return members::change_standing(tx, ctx, member, "withdrawn", {"", "廃業", ""});
    }));
  }
  std::size_t found(const std::string& words) {
    return s_.db()
        .read([&](db::Reader& reader) {
          return search::find_ids(reader, "application_people", words, {"office.personal"}, 5);
        })
        .size();
  }
};

TEST_F(DestroyedApplications, OfAMemberThatLeftOnlyTheRecordStays) {
  test::Visitor applicant = s_.stranger();
  const std::string receipt = apply(applicant);
  const std::string way = newest_link("/join/status/");
  const auto id = queue().front().id;
  const Context manager = s_.context_of(cast::manager);
  ASSERT_TRUE(manager.db.write([&](db::Tx& tx) {
    return applications::ask_supplement(tx, manager, id, {"秘密の補正", {"telephone"}, false, ""});
  }));
  applicant.post(way + "/supplement", {{"telephone", "096-000-9999"}, {"answer", "秘密の答え"}})
      .status(303);
  decide(id, true);
  const OrganisationId member = view(id).application.organisation_id;
  const std::vector<std::string> tables{"applications", "application_people",
                                        "application_consents", "application_supplements",
                                        "application_links"};
  const std::vector<std::string> persons{"架空 太郎", "架空 花子", applications::kEmail,
                                         "096-000-1234", "096-000-9999", "総務部", "秘密の補正",
                                         "秘密の答え", "よろしくお願いします。", "192.0.2.10"};
  expect_there(rows_of(s_, tables), persons);
  EXPECT_EQ(found("花子"), 1U);
  follow_members();
  EXPECT_FALSE(is_found(s_, "applications.registered", id.text));  // it is a member
  leave(member);
  follow_members();

  expect_destroyed(s_, "applications.registered", id.text, {2025, 10, 28});

  const std::string left = rows_of(s_, tables);
  expect_gone(left, persons);
  EXPECT_EQ(found("花子"), 0U);
  expect_there(left, {receipt, "株式会社かくう商店", "registered", "anti_social", member.text});
  s_.as(cast::secretariat).get("/office/applications/" + id.text).status(200)
      .contains(receipt).lacks("花子");
}

TEST_F(DestroyedApplications, OfAMemberThatWasFoundToBeAnotherItWaitsForThatOne) {
  test::Visitor applicant = s_.stranger();
  apply(applicant);
  const auto id = queue().front().id;
  decide(id, true);
  const OrganisationId gone = view(id).application.organisation_id;
  const Context manager = s_.context_of(cast::manager);
  members::NewMember input;
  input.organisation.name = "株式会社かくう";
  input.organisation.category = "company";
  input.joined_on = "2024-10-28";
  const auto kept = manager.db.write([&](db::Tx& tx) { return enrol_member(tx, manager, input); });
  ASSERT_TRUE(kept.has_value());
  members::MergeRequest together;
  together.kept_id = kept->id;
  together.gone_id = gone;
  ASSERT_TRUE(members::merge_organisations(manager, together));
  follow_members();
  EXPECT_FALSE(is_found(s_, "applications.registered", id.text));
  leave(kept->id);
  EXPECT_TRUE(is_found(s_, "applications.registered", id.text));
}

// ---- members.lent_rows ----

class DestroyedLoans : public members::RosterImport {};

TEST_F(DestroyedLoans, ARosterThatWentBackLeavesItsRowNumbersAndTheRegistry) {
  const auto id = draft(file(members::kHead + "K0001,株式会社あおば商会,3999901000095,096-000-0001,"
                                              "青葉 一,aoba@example.jp,R4.6.1\n"
                                              "K0002,みどり工業株式会社,,096-000-0002,緑 二,"
                                              "midori@example.com,R4.6.2\n"));
  EXPECT_EQ(committed(id).created, 2);
  const std::vector<std::string> tables{"roster_rows", "roster_defects", "roster_undo",
                                        "roster_imports"};
  const std::vector<std::string> persons{"青葉 一", "緑 二", "aoba@example.jp", "midori@",
                                         "096-000-0001"};
  expect_there(rows_of(s_, tables), persons);
  const db::Query loan_of{"test.loan", "SELECT id FROM loans"};
  const std::string loan_id =
      s_.db().read([&](db::Reader& r) { return r.first(loan_of)->text(0); });
  const auto lent = members::load_visible_loan(office(), members::LoanId{loan_id});
  ASSERT_TRUE(lent.has_value());
  for (const auto& copy : lent->copies) {
    ASSERT_TRUE(members::erase_copy(office(), {members::LoanId{loan_id}, copy.id, "2024-10-28",
                                               "消去した"}));
  }
  ASSERT_TRUE(members::close_loan(office(), {members::LoanId{loan_id}, lent->loan.version,
                                             "returned", "2024-10-28", "受領書 第3号"}));
  // What nobody has settled yet keeps the rows: the office still needs them.
  const auto settle = [&](const std::string& state) {
    const db::Query all{"test.settle", "UPDATE roster_defects SET state = $1"};
    ASSERT_TRUE(s_.db().write([&](db::Tx& tx) -> Result<void> {
      TRY(tx.run(all, state));
      return {};
    }));
  };
  const db::Query defects{"test.defects", "SELECT count(*) FROM roster_defects"};
  const bool any = s_.db().read([&](db::Reader& r) { return r.first(defects)->integer(0); }) > 0;
  settle("open");
  EXPECT_EQ(is_found(s_, "members.lent_rows", loan_id), !any);
  settle("accepted");

  expect_destroyed(s_, "members.lent_rows", loan_id, {2024, 10, 28});

  expect_gone(rows_of(s_, tables), persons);
  expect_gone(rows_of(s_, tables), {"株式会社あおば商会", "みどり工業"});
  const db::Query rows{"test.rows", "SELECT count(*) FROM roster_rows WHERE outcome = 'created'"};
  EXPECT_EQ(s_.db().read([&](db::Reader& r) { return r.first(rows)->integer(0); }), 2);
  expect_there(rows_of(s_, {"loans"}), {"熊本県", "受領書 第3号", "returned"});
  // What was taken over is the registry's.
  expect_there(rows_of(s_, {"organisations", "people"}), {"株式会社あおば商会", "青葉 一"});
  s_.as(cast::secretariat).get("/office/loans/" + loan_id).status(200);
  s_.as(cast::secretariat).get("/office/imports/" + id.text).status(200);
}

// ---- screenings.files ----

class DestroyedScreenings : public testing::Test {
 protected:
  DestroyedScreenings() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "musubi-destroyed-XXXXXX").string();
    CHECK(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    files::configure({folder_ + "/files", "", 1000});
  }
  ~DestroyedScreenings() override { std::filesystem::remove_all(folder_); }

  Context as(const test::Person& who) { return s_.context_of(who); }
  // Read by two, with an officer, a search with its evidence, and words.
  screenings::ScreeningId settled(const std::string& noun, const std::string& subject) {
    const Context office = as(cast::secretariat);
    auto id = s_.db().write([&](db::Tx& tx) {
      return screenings::open_screening(tx, office, smith_,
                                        {noun, subject, "秘密商店", "/office/members"});
    });
    EXPECT_TRUE(id.has_value());
    settle(*id);
    return *id;
  }
  void settle(const screenings::ScreeningId& id) {
    const std::string path = "/office/screenings/" + id.text;
    auto& desk = s_.as(cast::secretariat);
    desk.post(path + "/officers", {{"post", "代表取締役"}, {"name", "秘田 密子"},
                                   {"kana", "ひでんみつこ"}, {"born_on_era", "western"},
                                   {"born_on_year", "1961"}, {"born_on_month", "2"},
                                   {"born_on_day", "3"}, {"sex", "female"}})
        .status(303);
    desk.upload(path + "/searches",
                {{"term", "秘密検索語"}, {"medium", "新聞"}, {"hit", "none"}, {"note", "秘密の所見"}},
                {{"file", "写し.png",
                  std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", 29) +
                      "gazou"}})
        .status(303);
    desk.post(path + "/lookups", {{"source", "登記"}, {"lookup_note", "秘密の照会"}}).status(303);
    for (const char* grounds : {"秘密の前の理由", "秘密の判断理由"}) {
      EXPECT_TRUE(screenings::record_finding(as(cast::secretariat), smith_, id,
                                             {"clear", grounds, seen(id).version}));
    }
    EXPECT_TRUE(screenings::record_second_reading(as(cast::manager), smith_, id,
                                                  {"yes", "秘密の一言", seen(id).version}));
  }
  screenings::Screening seen(const screenings::ScreeningId& id) {
    auto found = screenings::read_screening(as(cast::auditor), smith_, id);
    EXPECT_TRUE(found.has_value());
    return found ? *found : screenings::Screening{};
  }
  // The sealed content, opened, as text.
  std::string words_of(const screenings::ScreeningId& id) {
    const screenings::Content content = seen(id).content;
    std::string out = content.title + content.finding.grounds;
    for (const auto& one : content.findings_before) out += one.grounds;
    for (const auto& one : content.officers) out += one.name + one.kana;
    for (const auto& one : content.searches) out += one.term + one.note;
    for (const auto& one : content.lookups) out += one.note;
    for (const auto& one : content.readings) out += one.note;
    return out;
  }
  std::vector<files::File> evidence() {
    std::vector<files::File> out;
    for (auto& one : s_.db().read([](db::Reader& r) { return files::list_files(r, "", 50); })) {
      if (one.purpose.starts_with("screenings.")) out.push_back(one);
    }
    return out;
  }

  test::Scenario s_;
  const accounts::Locksmith& smith_ = s_.locksmith();
  std::string folder_;
};

TEST_F(DestroyedScreenings, OfAnApplicantOnlyTheOutcomeStays) {
  const auto id = settled("application", "01900000-0000-7000-8000-00000000b001");
  const std::vector<std::string> secrets{"秘密商店", "秘田 密子", "秘密検索語", "秘密の所見",
                                         "秘密の照会", "秘密の前の理由", "秘密の判断理由",
                                         "秘密の一言"};
  expect_there(words_of(id), secrets);
  ASSERT_EQ(evidence().size(), 1U);
  EXPECT_TRUE(files::has_bytes(evidence()[0]));

  expect_destroyed(s_, "screenings.files", id.text, {2025, 10, 28});

  expect_gone(words_of(id), secrets);
  EXPECT_TRUE(seen(id).content.officers.empty());
  EXPECT_TRUE(seen(id).content.searches.empty());
  ASSERT_EQ(evidence().size(), 1U);
  // Its bytes go with the next sweep: FilesTest.TheSweepTakesOnlyWhatIsOldAndUnwanted.
  EXPECT_EQ(evidence()[0].state, files::State::removed);
  EXPECT_EQ(seen(id).content.finding.result, "clear");
  EXPECT_EQ(seen(id).content.finding.by_name, cast::secretariat.name);
  ASSERT_EQ(seen(id).content.readings.size(), 1U);
  EXPECT_EQ(seen(id).content.readings[0].by_name, cast::manager.name);
  s_.as(cast::secretariat).get("/office/screenings/" + id.text).status(200).lacks("秘田");
}

TEST_F(DestroyedScreenings, TheNewestFileOfALivingMemberStays) {
  members::NewMember input;
  input.organisation.name = "秘密商店";
  input.organisation.category = "company";
  input.joined_on = "2024-10-28";
  const Context office = as(cast::secretariat);
  const auto member = s_.db().write([&](db::Tx& tx) { return enrol_member(tx, office, input); });
  ASSERT_TRUE(member.has_value());
  const auto first = settled("organisation", member->id.text);
  ASSERT_EQ(seen(first).organisation_id, member->id.text);
  EXPECT_FALSE(is_found(s_, "screenings.files", first.text));
  s_.advance_minutes(1);  // ids tell the order
  const auto next =
      screenings::begin_round(as(cast::secretariat), smith_, first, "yearly");
  ASSERT_TRUE(next.has_value()) << next.error().says;
  settle(*next);

  expect_destroyed(s_, "screenings.files", first.text, {2025, 10, 28});

  expect_gone(words_of(first), {"秘田 密子", "秘密検索語"});
  expect_there(words_of(*next), {"秘田 密子", "秘密検索語"});
  EXPECT_FALSE(is_found(s_, "screenings.files", next->text));
}

// ---- privacy.requests ----

class DestroyedRequests : public applications::Applying {};

TEST_F(DestroyedRequests, AnAnsweredRequestKeepsItsNumberAndItsDays) {
  test::Visitor applicant = s_.stranger();
  apply(applicant);
  test::Visitor who = s_.stranger();
  who.post("/privacy-requests", {{"form_key", "k1"}, {"kind", "disclosure"},
                                 {"name", "架空 花子"}, {"email", applications::kEmail},
                                 {"about", "秘密の請求の内容"}})
      .leads_to("/privacy-requests/sent");
  who.post(newest_link("/privacy-requests/proof/")).leads_to("/privacy-requests/status/");
  const db::Query newest{"test.newest_request", "SELECT id FROM privacy_requests"};
  const std::string id =
      s_.db().read([&](db::Reader& r) { return r.first(newest)->text(0); });
  const std::string path = "/office/privacy/requests/" + id;
  auto& desk = s_.as(cast::secretariat);
  desk.post(path + "/identity", {{"identity_how", "秘密の確かめ方"}}).status(303);
  desk.post(path + "/package").status(303);
  s_.as(cast::manager)
      .post(path + "/answer", {{"outcome", "granted"}, {"answer", "秘密の回答です。"}})
      .status(303)
      .audited("privacy.request.answered");
  const std::string link = newest_link("/privacy-requests/status/");
  const std::vector<std::string> tables{"privacy_requests", "privacy_proofs"};
  const std::vector<std::string> persons{"架空 花子", applications::kEmail, "秘密の請求の内容",
                                         "秘密の確かめ方", "秘密の回答です。", "総務部"};
  expect_there(rows_of(s_, tables), persons);

  expect_destroyed(s_, "privacy.requests", id, {2025, 10, 28});

  const std::string left = rows_of(s_, tables);
  expect_gone(left, persons);
  expect_gone(left, {"花子"});
  expect_there(left, {"disclosure", "2024-10-28", "granted", cast::manager.name});
  desk.get(path).status(200).contains("個請第1号").lacks("花子");
  who.get(link).status(404);
}

// ---- mailings.bounces ----

class DestroyedBounces : public mailings::MailingCase {};

TEST_F(DestroyedBounces, TheRecordOfAReturnedMailGoesAndTheAddressIsStillNotWrittenTo) {
  const std::string address = "gone@midori.example.jp";
  const auto sent_id = s_.db().write([&](db::Tx& tx) {
    mail::Letter letter;
    letter.to_address = address;
    letter.text = {"件名", "本文"};
    return mail::enqueue(as(cast::secretariat), tx, letter);
  });
  ASSERT_TRUE(sent_id.has_value());
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) {
    return tx.run({"test.sent", "UPDATE mails SET state = 'sent', sent_at = $2 WHERE id = $1"},
                  sent_id->text, s_.now().ms);
  }));
  const auto mail_sent =
      *s_.db().read([&](db::Reader& r) { return mail::find_mail(r, *sent_id); });
  const std::string message =
      "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.jp\r\n"
      "Subject: Undelivered Mail Returned to Sender\r\nContent-Type: multipart/report; "
      "report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
      "sorry\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
      "Reporting-MTA: dns; mx.example.jp\r\n\r\nFinal-Recipient: rfc822; " + address +
      "\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; himitsu no such user"
      "\r\n\r\n--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: " +
      mail_sent.message_id + "\r\n\r\n--x--\r\n";
  ASSERT_TRUE(mailings::note_bounce(s_.system_context("戻りメール"), message, "1:1"));
  expect_there(rows_of(s_, {"mail_bounces"}), {address, "himitsu no such user"});
  const db::Query newest{"test.bounce", "SELECT id FROM mail_bounces"};
  const std::string id = s_.db().read([&](db::Reader& r) { return r.first(newest)->text(0); });

  expect_destroyed(s_, "mailings.bounces", id, {2025, 10, 28});

  EXPECT_EQ(count("SELECT count(*) FROM mail_bounces"), 0);
  // Why nothing is sent there is another record, kept so that the address gets no mail again.
  EXPECT_TRUE(s_.db().read([&](db::Reader& r) {
    return mailings::store::find_active_suppression(r, address).has_value();
  }));
}

}  // namespace
}  // namespace musubi
