// pages_test.cc - the yearly confirmation over HTTP: the office opens and watches a round, a
// contact person answers without a password, a member signed in, and refusals look alike.
#include "features/confirmations/service.h"
#include "support/managing.h"

namespace musubi::confirmations {
namespace {

namespace cast = test::cast;
using test::FormFields;

class ConfirmationPages : public test::ManagingCase {
 protected:
  static FormFields due(int month, int day) {
    return {{"due_on_era", "reiwa"}, {"due_on_year", "6"},
            {"due_on_month", std::to_string(month)}, {"due_on_day", std::to_string(day)},
            {"reminder_days", "14"}, {"reminder_days", "3"}};
  }
  // The round's path; its mails are written.
  std::string opened() {
    const auto answer = s_.as(cast::secretariat).post("/office/confirmations", due(11, 29));
    answer.leads_to("/office/confirmations/").audited("confirmations.round.opened");
    outbox::Handlers handlers;
    add_handlers(handlers);
    while (s_.deliver(handlers) > 0) {
    }
    const std::string to = answer.header("Location");
    return to.substr(0, to.find('?'));
  }
  std::string link() {
    for (const auto& mail : mails()) {
      const std::size_t at = mail.body.find("/confirmations/");
      if (mail.to_address != "rina@minamo.example.jp" || at == std::string::npos) continue;
      return mail.body.substr(at, mail.body.find('\n', at) - at);
    }
    ADD_FAILURE() << "no letter";
    return "";
  }
};

TEST_F(ConfirmationPages, TheOfficeOpensWatchesAndClosesARound) {
  auto& o = s_.as(cast::secretariat);
  o.get("/office/confirmations").status(200).contains("まだ行っていません");
  o.get("/office/confirmations/new").status(200).contains("期限の14日前");
  o.post("/office/confirmations", due(10, 1)).status(422).contains("あすより後の日付");
  const std::string path = opened();
  o.get(path).status(200).contains("有限会社みなも製作所").contains("0／2（0％）");
  o.get("/office").status(200).contains("登録内容の確認");
  o.get(path + "?state=changed&mail=no").status(200).lacks("有限会社みなも製作所");
  const std::string target = path + "/targets/" + own_.text;
  o.get(target).status(200).contains("荒木 里奈").contains("電話で確かめたとき");
  o.post(target, {{"outcome", "unchanged"}}).status(422).contains("話した人の名前");
  o.post(target, {{"outcome", "unchanged"}, {"spoke_with", "荒木さん"}}).leads_to(target)
      .audited("confirmations.target.called");
  o.post(target, {{"outcome", "changed"}, {"spoke_with", "荒木さん"}}).status(409);
  o.get(path + "?state=all").status(200).contains("1／2（50％）").contains("電話");
  o.post(path + "/closure").leads_to(path).audited("confirmations.round.closed");
  o.get("/office/confirmations").status(200).contains("終了").contains("確認を始める");
  o.get("/office/confirmations/none").status(404);
}

TEST_F(ConfirmationPages, TheHomeAsksForARoundWhenNoneWasOpenedForAYear) {
  const std::string asks = "今年の登録内容の確認を始める";
  s_.as(cast::secretariat).get("/office").status(200).contains(asks).contains("まだ行っていません");
  s_.as(cast::member).get("/members").status(200).lacks(asks);
  const std::string path = opened();
  s_.as(cast::secretariat).get("/office").lacks(asks);
  s_.as(cast::secretariat).post(path + "/closure").leads_to(path);
  days_pass(364);  // 27 October of the next year
  s_.as(cast::secretariat).get("/office").lacks(asks);
  days_pass(1);
  s_.as(cast::secretariat).get("/office").contains(asks)
      .contains("前の確認を令和6年10月28日に始めてから、1年がたちました");
  s_.as(cast::secretariat).get("/office/confirmations").status(200).contains("確認を始める");
}

// Who joined in the year has just told everything.
TEST_F(ConfirmationPages, TheHomeAsksForNoRoundWhileNobodyHasBeenAMemberForAYear) {
  const Context system = s_.system_context();
  for (const OrganisationId& id : {own_, other_}) {
    ASSERT_TRUE(system.db.write([&](db::Tx& tx) {
      return members::change_standing(tx, system, id, "withdrawn", {"", "事業の終了", "2023-04-01"});
    }));
  }
  s_.as(cast::secretariat).get("/office").status(200).lacks("今年の登録内容の確認を始める");
}

TEST_F(ConfirmationPages, AContactPersonAnswersWithoutAPassword) {
  opened();
  const std::string path = link();
  auto visitor = s_.stranger();
  const auto page = visitor.get(path);
  page.status(200).contains("変更はありません").contains("有限会社みなも製作所").contains("荒木 里奈")
      .contains("r***@minamo.example.jp").lacks("rina@minamo.example.jp").not_audited();
  EXPECT_EQ(page.header("Cache-Control"), "no-store");
  EXPECT_EQ(page.header("Referrer-Policy"), "no-referrer");
  visitor.post_without_csrf(path + "/confirmation").status(403);
  visitor.post(path + "/confirmation").status(200).contains("ありがとうございました")
      .audited("confirmations.target.answered");
  visitor.post(path + "/confirmation").status(200).not_audited();
  visitor.get(path).status(200).contains("ご回答をいただいています");
  s_.stranger().get(path + "x").status(404);
}

TEST_F(ConfirmationPages, AChangeByLinkComesBackAsTypedAndReachesTheOffice) {
  opened();
  const std::string path = link();
  auto visitor = s_.stranger();
  visitor.get(path + "/change").status(200).contains("096-000-1111");
  visitor.post(path + "/change", {{"telephone", "12"}, {"reason", "移転"}}).status(422)
      .contains("市外局番から").contains("value=\"12\"");
  visitor.post(path + "/change", {{"telephone", "096-000-2222"}, {"reason", "移転のため"}})
      .status(200).contains("変更R6-0001").audited("changes.request.sent");
  s_.as(cast::secretariat).get("/office/change-requests").status(200).contains("変更R6-0001");
}

// Officers stand nowhere in the registry, so nothing else would tell of them.
TEST_F(ConfirmationPages, ThatOfficersChangedIsToldByTheLink) {
  opened();
  const std::string path = link();
  auto visitor = s_.stranger();
  visitor.get(path).status(200).contains("代表者のほかの役員");
  visitor.get(path + "/change").status(200).contains("name=\"officers_changed\"");
  visitor.post(path + "/change", {{"officers_changed", "1"}, {"reason", "監事の交代"}})
      .status(200).contains("変更R6-0001").audited("changes.request.sent");
  const std::string id = s_.db().read([](db::Reader& reader) {
    return reader.first({"test.request", "SELECT id FROM change_requests"})->text(0);
  });
  s_.as(cast::secretariat).get("/office/change-requests/" + id).status(200)
      .contains("役員の交代").contains("take_officers_changed");
}

// By a second click, by going back, or because the first answer got lost.
TEST_F(ConfirmationPages, AChangeByLinkSentTwiceIsOneRequest) {
  opened();
  const std::string path = link() + "/change";
  auto visitor = s_.stranger();
  visitor.get(path).status(200).contains("name=\"form_key\"");
  const auto to_the_end = [&] {
    outbox::Handlers handlers;
    add_handlers(handlers);
    changes::add_handlers(handlers);
    while (s_.deliver(handlers) > 0) {
    }
  };
  const FormFields typed{
      {"telephone", "096-000-2222"}, {"reason", "移転のため"}, {"form_key", "first"}};
  visitor.post(path, typed).status(200).contains("変更R6-0001").audited("changes.request.sent");
  to_the_end();
  const std::size_t written = mails().size();
  visitor.post(path, typed).status(200).contains("変更R6-0001").not_audited();
  to_the_end();
  EXPECT_EQ(mails().size(), written) << "wrote to somebody once more";
  EXPECT_EQ(count("SELECT count(*) FROM change_requests"), 1);
  // Another form of the same link is another request.
  visitor.post(path, {{"fax", "096-000-3333"}, {"reason", "再び移転"}, {"form_key", "next"}})
      .status(200).contains("変更R6-0002");
}

TEST_F(ConfirmationPages, AMemberIsRemindedOnItsHomeAndAnswersThere) {
  s_.as(cast::member).get("/members/confirmation").status(200).contains("行っていません");
  opened();
  auto& v = s_.as(cast::member);
  v.get("/members").status(200).contains("ボタンを1つ押すだけ");
  v.get("/members/confirmation").status(200).contains("変更はありません").lacks("変更があります");
  s_.as(cast::member_admin).get("/members/confirmation").status(200).contains("変更があります");
  v.post("/members/confirmation").leads_to("/members/confirmation?saved=1");
  v.get("/members").status(200).lacks("ボタンを1つ押すだけ");
  s_.as(cast::secretariat).get("/members/confirmation").status(403);
}

}  // namespace
}  // namespace musubi::confirmations
