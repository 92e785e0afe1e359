// pages_test.cc - changes by members over HTTP: who sees what, forms that come back as typed, the
// way from a form to its receipt, and the office's page with both sides.
#include "core/postal/postal.h"
#include "features/changes/service.h"
#include "support/managing.h"

namespace musubi::changes {
namespace {

namespace cast = test::cast;
using test::FormFields;

class ChangesPages : public test::ManagingCase {
 protected:
  static FormFields day(int month, int day) {
    return {{"effective_on_era", "reiwa"}, {"effective_on_year", "6"},
            {"effective_on_month", std::to_string(month)},
            {"effective_on_day", std::to_string(day)}};
  }
  static FormFields with(FormFields fields, FormFields more) {
    for (auto& one : more) fields.push_back(std::move(one));
    return fields;
  }
  // The draft's path, /members/changes/<id>.
  std::string drafted(const std::string& kind, FormFields fields) {
    const auto answer =
        s_.as(cast::member_admin).post("/members/changes/new/" + kind, std::move(fields));
    answer.status(303);
    const std::string to = answer.header("Location");
    return to.substr(0, to.rfind('/'));
  }
};

TEST_F(ChangesPages, AMemberSeesItsRegistrationAndOnlyTheAdministratorMayChangeIt) {
  s_.as(cast::member).get("/members/organisation").status(200).contains("有限会社みなも製作所")
      .contains("荒木 里奈").lacks("連絡先などを直す").lacks("はるかぜ");
  s_.as(cast::member).get("/members/organisation/contact").status(403);
  s_.as(cast::member_admin).get("/members/organisation").status(200).contains("連絡先などを直す")
      .contains("退会の申出").lacks("復会の届出");
  s_.as(cast::secretariat).get("/members/organisation").status(403);
}

TEST_F(ChangesPages, AnAccountWhoseOrganisationIsNotRegisteredIsToldWhatToDo) {
  belongs(cast::member_admin, OrganisationId{"01900000-0000-7000-8000-00000000ffff"});
  s_.as(cast::member_admin).get("/members/organisation").status(200).contains("事務局にお知らせ");
  s_.as(cast::member_admin).get("/members/changes/new").status(200).contains("事務局にお知らせ");
  s_.as(cast::member_admin).get("/members/changes").status(200);
}

TEST_F(ChangesPages, ContactDetailsComeBackAsTypedAndAreSaved) {
  auto& v = s_.as(cast::member_admin);
  v.get("/members/organisation/contact").status(200).contains("096-000-1111");
  const std::string version = std::to_string(registered(own_).organisation.version);
  v.post("/members/organisation/contact", {{"telephone", "12"}, {"version", version}})
      .status(422).contains("市外局番から").contains("value=\"12\"").not_audited();
  v.post("/members/organisation/contact", {{"telephone", "096-000-2222"}, {"version", version}})
      .leads_to("/members/organisation?said=saved").audited("members.organisation.updated");
  v.post("/members/organisation/contact", {{"telephone", "096-000-3333"}, {"version", version}})
      .status(409).contains("096-000-3333");
}

// A version says nothing of another one's registration: the form tells whose it showed.
TEST_F(ChangesPages, ContactDetailsThatMeetAMergeAreNotSavedOntoTheOneThatStays) {
  auto& v = s_.as(cast::member_admin);
  v.get("/members/organisation/contact").status(200)
      .contains("name=\"organisation\" value=\"" + own_.text + "\"");
  belongs(cast::member_admin, other_);  // as a merge moves the account
  FormFields form{{"telephone", "096-000-2222"}, {"organisation", own_.text},
                  {"version", std::to_string(registered(other_).organisation.version)}};
  v.post("/members/organisation/contact", form).status(409).not_audited()
      .contains("株式会社はるかぜ商会」に統合されました").contains("value=\"096-000-2222\"")
      .contains("name=\"organisation\" value=\"" + other_.text + "\"");
  EXPECT_EQ(registered(other_).organisation.telephone, "096-000-1111");
  form[1].second = other_.text;  // seen, and meant
  v.post("/members/organisation/contact", form).leads_to("/members/organisation?said=saved");
}

TEST_F(ChangesPages, PeopleAreAddedChangedAndRetired) {
  auto& v = s_.as(cast::member_admin);
  v.post("/members/organisation/people", {{"name", ""}}).status(422).contains("氏名を入力");
  v.post("/members/organisation/people", {{"name", "新任 あかり"}, {"email", "a@b.example.jp"}})
      .leads_to("/members/organisation").audited("members.person.created");
  const auto person = registered(own_).people.front();
  const std::string path = "/members/organisation/people/" + person.id.text;
  v.get(path).status(200).contains(person.name);
  v.post(path, {{"name", person.name}, {"department", "開発部"},
                {"version", std::to_string(person.version)}})
      .leads_to("/members/organisation").audited("members.person.updated");
  v.post(path, {{"name", person.name}, {"department", "営業部"},
                {"version", std::to_string(person.version)}})
      .status(409).contains("営業部");
  v.post(path + "/retirement").leads_to("/members/organisation?said=retired");
  s_.as(cast::other_admin).get(path).status(404);
}

TEST_F(ChangesPages, AKeyChangeGoesFromFormOverCheckAndReceiptToTheOfficeAndBack) {
  auto& v = s_.as(cast::member_admin);
  v.get("/members/changes/new/details").status(200).contains("有限会社みなも製作所");
  v.post("/members/changes/new/details", {{"name", "みなも株式会社"}}).status(422)
      .contains("理由を入力してください").contains("みなも株式会社");
  const std::string path =
      drafted("details", {{"name", "みなも株式会社"}, {"reason", "組織変更のため"}});
  v.get(path + "/check").status(200).contains("まだ送っていません").contains("みなも株式会社");
  v.get(path + "/edit").status(200).contains("組織変更のため");
  v.post(path + "/sending").leads_to(path + "?said=sent").audited("changes.request.sent");
  v.get(path + "?said=sent").status(200).contains("変更R6-0001").contains("確認待ち");
  v.get("/members").status(200).contains("届出の状況");

  auto& o = s_.as(cast::secretariat);
  o.get("/office").status(200).contains("会員の変更申請・届出");
  o.get("/office/change-requests").status(200).contains("有限会社みなも製作所");
  const std::string office = "/office/change-requests" + path.substr(path.rfind('/'));
  o.get(office).status(200).contains("みなも株式会社").contains("take_name");
  // The words of its own feature, also on the member's pages and in the audit.
  const std::string member = "/office/members/" + own_.text;
  for (const std::string& page : {member, member + "/history"}) {
    o.get(page).status(200).contains("届出がありました").contains("確認待ち</ins>")
        .lacks("未解決");
  }
  s_.as(cast::manager).get("/office/audit?noun=change_request").status(200)
      .contains("確認待ち</ins>").contains("登録内容の変更</ins>").lacks(">waiting<");
  o.post(office + "/confirmation", {{"form", "confirm"}, {"take_name", "left"}})
      .status(422).contains("登録する項目を選んでください");
  o.post(office + "/question", {{"form", "ask"}, {"question", ""}}).status(422)
      .contains("尋ねることを入力");
  o.post(office + "/confirmation", {{"form", "confirm"}, {"take_name", "right"}})
      .leads_to(office + "?said=done").audited("changes.request.confirmed");
  o.post(office + "/refusal", {{"form", "decline"}, {"reason", "いいえ"}}).status(409);
  o.get(member + "/history").status(200).contains("完了</ins>").lacks(">done<");
  v.get(path).status(200).contains("完了").contains("みなも株式会社");
  v.get("/members/changes").status(200).contains("完了");
  o.get("/office/change-requests?state=done").status(200).contains("変更R6-0001");
  o.get("/office/change-requests?state=all&kind=merger").status(200).lacks("変更R6-0001");
}

TEST_F(ChangesPages, AnAttachmentIsTheOwnOrganisationsAndTheOffices) {
  auto& v = s_.as(cast::member_admin);
  const auto answer = v.upload("/members/changes/new/details",
                               {{"name", "みなも株式会社"}, {"reason", "組織変更のため"}},
                               {{"file", "登記.pdf", "%PDF-1.4\n%%EOF\n"}});
  answer.status(303);
  const std::string to = answer.header("Location");
  const std::string path = to.substr(0, to.rfind('/'));
  v.post(path + "/sending").status(303);
  v.get(path + "/attachment").status(200);
  const std::string office = "/office/change-requests" + path.substr(path.rfind('/'));
  s_.as(cast::secretariat).get(office).contains("登記.pdf");
  s_.as(cast::other_admin).get(path + "/attachment").status(404);
  v.upload("/members/changes/new/details", {{"employees", "48"}, {"reason", "採用のため"}},
           {{"file", "x.exe", "MZ\x90\x00"}}).status(422).contains("f-file");
}

TEST_F(ChangesPages, LeavingIsExplainedCheckedAndEndsTheSession) {
  auto& v = s_.as(cast::member_admin);
  v.get("/members/changes/new/withdrawal").status(200).contains("全員のアカウントが止まり");
  v.post("/members/changes/new/withdrawal", {{"reason", "事業の終了"}}).status(422)
      .contains("いつからかを入力");
  const std::string path =
      drafted("withdrawal", with({{"reason", "事業の終了"}}, day(10, 28)));
  v.get(path + "/check").status(200).contains("全員のアカウントが止まり");
  v.post(path + "/sending").status(303);
  v.get("/members").status(200);
  const std::string office = "/office/change-requests" + path.substr(path.rfind('/'));
  s_.as(cast::manager).post(office + "/confirmation", {{"form", "confirm"}}).status(303)
      .audited("accounts.account.suspended");
  v.get("/members").leads_to("/sign-in");
}

TEST_F(ChangesPages, AQuestionWaitsOnTheMembersHome) {
  const std::string path =
      drafted("details", {{"name", "みなも株式会社"}, {"reason", "組織変更のため"}});
  auto& v = s_.as(cast::member_admin);
  v.post(path + "/sending").status(303);
  const std::string office = "/office/change-requests" + path.substr(path.rfind('/'));
  s_.as(cast::secretariat).post(office + "/question", {{"form", "ask"}, {"question", "登記は"}})
      .leads_to(office + "?said=asked");
  v.get("/members").status(200).contains("届出への事務局からの質問");
  v.get(path + "/edit").status(200).contains("事務局への回答");
  v.post(path, {{"name", "みなも株式会社"}, {"reason", "組織変更のため"}, {"answer", "済みました"}})
      .leads_to(path + "?said=answered");
}

TEST_F(ChangesPages, AnUnknownKindOrRequestIsNotFound) {
  s_.as(cast::member_admin).get("/members/changes/new/party").status(404);
  s_.as(cast::member_admin).get("/members/changes/none").status(404);
  s_.as(cast::secretariat).get("/office/change-requests/none").status(404);
}

TEST_F(ChangesPages, ANewAddressIsFoundByItsPostalCode) {
  auto& v = s_.as(cast::member_admin);
  v.get("/members/changes/new/details").status(200).lacks("住所を調べる");
  ASSERT_TRUE(postal::load_demo(s_.system_context()));
  v.get("/members/changes/new/details").status(200).contains("住所を調べる");
  v.get("/members/changes/new/withdrawal").status(200).lacks("住所を調べる");
  const FormFields moved{{"name", "有限会社みなも製作所"}, {"postal_code", "８６８－０００１"},
                         {"municipality_code", "431001"}, {"address", "32番地"},
                         {"reason", "移転のため"}};
  const FormFields pressed = with(moved, {{"lookup", "address"}});
  v.post("/members/changes/new/details", pressed).status(200).not_audited()
      .contains("value=\"熊本県人吉市架空町32番地\"").contains("市町村は「人吉市」にしました")
      .contains("移転のため");
  // What is registered names another place: asked, not replaced.
  FormFields other = pressed;
  other[3].second = "熊本市中央区架空町1-1";
  v.post("/members/changes/new/details", other).status(200)
      .contains("value=\"熊本市中央区架空町1-1\"").contains("いまのまま：熊本市中央区架空町1-1")
      .contains("選んだ所在地にする");
  FormFields unknown = pressed;
  unknown[1].second = "999-9999";
  v.post("/members/changes/new/details", unknown).status(422).contains("#f-postal_code")
      .contains("value=\"32番地\"").contains("移転のため");
  const std::string draft =
      drafted("details", {{"name", "みなも株式会社"}, {"reason", "組織変更のため"}});
  v.post(draft, pressed).status(200).not_audited().contains("熊本県人吉市架空町32番地");
}

TEST_F(ChangesPages, AFileThatWasChosenBeforeTheLookUpIsAskedForAgain) {
  ASSERT_TRUE(postal::load_demo(s_.system_context()));
  s_.as(cast::member_admin)
      .upload("/members/changes/new/details",
              {{"postal_code", "8680001"}, {"address", ""}, {"lookup", "address"}},
              {{"file", "登記.pdf", "%PDF-1.4\n%%EOF\n"}})
      .status(200)
      .contains("添付は、もう一度選んでください");
}

}  // namespace
}  // namespace musubi::changes
