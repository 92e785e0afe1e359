// pages_test.cc - requests about one's own data (conventions C-6): the address is proved by a
// mailed link, the form tells nothing, the office checks who asks before it gathers, a manager
// answers, the person reads; the ledger of consents and the register.
#include <gtest/gtest.h>

#include "core/holdings/holdings.h"
#include "features/privacy/privacy.h"
#include "features/privacy/service.h"
#include "support/applications.h"

namespace musubi::privacy {
namespace {

namespace cast = test::cast;
using test::FormFields;

class Asking : public applications::Applying {
 protected:
  static FormFields form(const std::string& email, const std::string& kind = "disclosure",
                         const std::string& key = "k1") {
    return {{"form_key", key}, {"kind", kind}, {"name", "架空 花子"}, {"email", email},
            {"about", "入会申込のときに書いた内容"}};
  }
  // Asked and proved by a stranger; the path of the status page.
  std::string asked(test::Visitor& who, const std::string& email = applications::kEmail) {
    who.post("/privacy-requests", form(email)).leads_to("/privacy-requests/sent");
    const auto answer = who.post(newest_link("/privacy-requests/proof/"))
                            .leads_to("/privacy-requests/status/")
                            .audited("privacy.request.received");
    const std::string path = answer.header("Location");
    return path.substr(0, path.find('?'));
  }
  std::string newest_id() {
    const db::Query query{"test.newest",
                          "SELECT id FROM privacy_requests ORDER BY id DESC LIMIT 1"};
    return s_.db().read([&](db::Reader& r) { return r.first(query)->text(0); });
  }
  std::int64_t count(std::string_view sql) {
    const db::Query query{"test.count", sql, sql};
    return s_.db().read([&](db::Reader& r) { return r.first(query)->integer(0); });
  }
  // Where a source stands in the package, as the office's form names it.
  static std::string number_of(const std::string& source) {
    const auto& all = holdings::sources();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].name == source) return std::to_string(i);
    }
    ADD_FAILURE() << "nobody tells of " << source;
    return "";
  }
  std::string office(const std::string& id) { return "/office/privacy/requests/" + id; }
};

TEST_F(Asking, NothingIsReceivedBeforeTheMailedLinkWasUsed) {
  test::Visitor who = s_.stranger();
  who.post("/privacy-requests", form("someone@ask.example.jp"));
  s_.as(cast::secretariat).get("/office/privacy/requests").lacks("個請第");
  const std::string link = newest_link("/privacy-requests/proof/");
  who.get(link).status(200).contains("入会申込のときに書いた内容");
  who.post(link).leads_to("/privacy-requests/status/");
  s_.as(cast::secretariat).get("/office/privacy/requests").contains("令和6年度 個請第1号");
  who.post(link).status(404);  // used
  who.get("/privacy-requests/proof/unknown").status(404).contains("もう一度入力する");
  EXPECT_EQ(s_.db().read([&](db::Reader& r) {
    return store::find_request(r, newest_id())->due_on;
  }), "2024-11-27");
}

// Whether an address is known, or whose it is, changes nothing of what the form says or does.
TEST_F(Asking, TheFormAnswersEveryAddressAlike) {
  test::Visitor applicant = s_.stranger();
  apply(applicant);
  std::string first;
  for (const std::string email :
       {applications::kEmail, cast::member.login.c_str(), "nobody@ask.example.jp"}) {
    test::Visitor who = s_.stranger();
    const auto before = letters().size();
    const auto answer = who.post("/privacy-requests", form(email));
    answer.leads_to("/privacy-requests/sent");
    EXPECT_EQ(letters().size(), before + 1) << email;
    const std::string subject = letters().front().subject;
    EXPECT_TRUE(first.empty() || subject == first);
    first = subject;
  }
}

TEST_F(Asking, AnAddressIsNotFlooded) {
  for (int i = 0; i < kLettersADay + 3; ++i) {
    test::Visitor who = s_.stranger();
    who.post("/privacy-requests",
             form("flooded@ask.example.jp", "disclosure", "k" + std::to_string(i)))
        .leads_to("/privacy-requests/sent");
  }
  EXPECT_EQ(letters().size(), static_cast<std::size_t>(kLettersADay));
}

TEST_F(Asking, ADisclosureGoesFromTheFormToTheReadersFile) {
  test::Visitor applicant = s_.stranger();
  apply(applicant);
  test::Visitor who = s_.stranger();
  const std::string status = asked(who);
  const std::string id = newest_id();
  auto& desk = s_.as(cast::secretariat);
  desk.post(office(id) + "/package").status(409);  // nobody has checked who asks
  desk.post(office(id) + "/identity", {{"identity_how", " "}}).status(422);
  desk.post(office(id) + "/identity", {{"identity_how", "電話で確かめた"}}).status(303)
      .audited("privacy.request.identified");
  desk.post(office(id) + "/answer", {{"outcome", "granted"}, {"answer", "はい"}}).status(403);
  s_.as(cast::manager)
      .post(office(id) + "/answer", {{"outcome", "granted"}, {"answer", "はい"}})
      .status(422).contains("先に、持っている情報を集めて");
  desk.post(office(id) + "/package").status(303).audited("privacy.request.gathered");
  desk.get(office(id)).contains("架空 花子").contains("入会申込 R6-");
  who.get(status).contains("対応中").lacks("総務部");
  desk.post(office(id) + "/exclusion",
            {{"source", number_of("core.mails")}, {"record", "0"}, {"left_out", "本人に関係しないため"}})
      .status(303).audited("privacy.request.left_out");
  s_.as(cast::manager)
      .post(office(id) + "/answer", {{"outcome", "partly"}, {"answer", "写しをお渡しします。"}})
      .status(303).audited("privacy.request.answered");
  const std::string link = newest_link("/privacy-requests/status/");
  who.get(link).status(200).contains("写しをお渡しします。").contains("総務部").lacks("架空 太郎");
  const auto csv = who.get(link + "/data.csv").status(200);
  csv.contains("架空 花子").contains("総務部");
  EXPECT_EQ(csv.body().find("入会申込を受け付けました"), std::string::npos);  // left out: mails
  who.get(link + "/data.json").status(200).contains("\"sources\"");
  s_.advance_minutes(31 * 24 * 60);
  who.get(link).status(200).lacks("総務部");
  who.get(link + "/data.csv").status(404);
}

// Recruiting's rows come through the same door as everybody's.
TEST_F(Asking, AContactPersonOfAProspectIsToldTheirOwnRows) {
  auto& desk = s_.as(cast::secretariat);
  desk.post("/office/prospects", {{"name", "株式会社かくう製菓"}, {"source", "event"},
                                  {"contact_name", "見込 あおい"},
                                  {"contact_email", "Aoi@mikomi.example.jp"}})
      .leads_to("/office/prospects/");
  desk.post("/office/prospects", {{"name", "有限会社べつの団体"}, {"source", "event"},
                                  {"contact_name", "見込 みどり"},
                                  {"contact_email", "midori@betsu.example.jp"}})
      .leads_to("/office/prospects/");
  test::Visitor who = s_.stranger();
  asked(who, "aoi@mikomi.example.jp");
  const std::string id = newest_id();
  desk.post(office(id) + "/identity", {{"identity_how", "電話で確かめた"}}).status(303);
  desk.post(office(id) + "/package").status(303);
  desk.get(office(id)).contains("会員募集の見込み先").contains("見込 あおい").lacks("見込 みどり");
}

TEST_F(Asking, NobodyReadsAnothersRequest) {
  auto& member = s_.as(cast::member);
  const auto made = member.post("/members/my-data", {{"form_key", "k"}, {"kind", "stop"},
                                                     {"about", "案内の停止"}})
                        .leads_to("/members/my-data/");
  const std::string path = made.header("Location").substr(0, made.header("Location").find('?'));
  member.get(path).status(200).contains("案内の停止");
  s_.as(cast::member_admin).get(path).status(404);
  s_.as(cast::other_member).get(path).status(404);
  s_.as(cast::other_member).get(path + "/data.csv").status(404);
  s_.as(cast::secretariat).get("/members/my-data").status(403);
}

TEST_F(Asking, TheClockIsExtendedOnceAndTold) {
  test::Visitor who = s_.stranger();
  const std::string status = asked(who);
  const std::string id = newest_id();
  auto& desk = s_.as(cast::secretariat);
  desk.post(office(id) + "/extension", {{"extension_reason", "過去の記録を調べるため"}}).status(303);
  EXPECT_NE(letters().front().body.find("過去の記録を調べるため"), std::string::npos);
  who.get(status).contains("令和6年12月27日");
  desk.post(office(id) + "/extension", {{"extension_reason", "もう一度"}}).status(409);
}

TEST_F(Asking, WhatIsThePrefecturesIsForwardedAndOnlyThenSeenThere) {
  test::Visitor who = s_.stranger();
  const std::string status = asked(who);
  const std::string id = newest_id();
  s_.as(cast::prefecture).get(office(id)).status(404);
  s_.as(cast::secretariat)
      .post(office(id) + "/forwarding", {{"forwarded_note", "県の補助金の書類のため"}})
      .status(303).audited("privacy.request.forwarded");
  outbox::Handlers handlers;
  add_handlers(handlers);
  s_.deliver(handlers);
  bool told = false;
  for (const auto& letter : letters()) {
    if (letter.to_address == cast::prefecture.login) told = true;
  }
  EXPECT_TRUE(told);
  s_.as(cast::prefecture).get(office(id)).status(200).contains("県の補助金の書類のため");
  who.get(status).contains("県に引き継ぎました");
}

TEST_F(Asking, AnUnprovedRequestGoesAfterThreeDays) {
  test::Visitor who = s_.stranger();
  who.post("/privacy-requests", form("someone@ask.example.jp"));
  Context later = s_.system_context("定時処理");
  later.now.ms += 4LL * 24 * 3'600'000;
  EXPECT_EQ(*clear_unproved(later), 1);
  EXPECT_EQ(count("SELECT count(*) FROM privacy_requests"), 0);
}

TEST_F(Asking, ConsentsAreListedAndMaskedForWhoMayNotSeePeople) {
  test::Visitor applicant = s_.stranger();
  const std::string receipt = apply(applicant);
  const std::string ledger = "/office/privacy/consents";
  s_.as(cast::secretariat).get(ledger).status(200).contains(receipt).contains("架空 花子");
  s_.as(cast::auditor).get(ledger).status(200).contains(receipt).lacks("架空 花子")
      .lacks("192.0.2");
  s_.as(cast::secretariat).get(ledger + "?q=" + receipt).contains(receipt);
  s_.as(cast::secretariat).get(ledger + "?q=R6-9999").contains("条件に合う同意はありません");
  s_.as(cast::secretariat).get(ledger + "?kind=anti_social").contains(receipt);
  s_.as(cast::member).get(ledger).status(403);
}

TEST_F(Asking, TheRegisterIsMadeFromTheProgramAndAVersionNeverChanges) {
  auto& desk = s_.as(cast::secretariat);
  const std::string path = "/office/privacy/register";
  desk.get(path).status(200).contains("反社会的勢力の確認に使った役員等の個人情報")
      .contains("事業完了後5年");
  desk.post(path + "/notes/accounts.pledges", {{"note", "書庫1段目"}, {"version", "0"}})
      .leads_to(path).audited("privacy.register.noted");
  s_.as(cast::manager)
      .post(path + "/notes/accounts.pledges", {{"note", "書庫2段目"}, {"version", "0"}})
      .status(409).contains("書庫2段目").contains("書庫1段目");
  desk.post(path + "/versions", {{"form_key", "v"}, {"reason", " "}}).status(422);
  desk.post(path + "/versions", {{"form_key", "v"}, {"reason", "年度当初"}})
      .leads_to(path + "/versions/1").audited("privacy.register.fixed");
  desk.post(path + "/notes/accounts.pledges", {{"note", "書庫3段目"}, {"version", "1"}})
      .status(303);
  s_.as(cast::prefecture).get(path + "/versions/1").status(200).contains("書庫1段目")
      .lacks("書庫3段目");
  s_.as(cast::prefecture).post(path + "/versions", {{"reason", "x"}}).status(403);
}

}  // namespace
}  // namespace musubi::privacy
