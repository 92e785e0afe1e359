// service_test.cc - the rules of review and decision (R-5.1.2.b-d): confirmed criteria never
// change, two people are needed, nothing is approved while anything is open, approval happens once
// and wholly, and two texts on one criterion are both kept.
#include "core/audit/audit.h"
#include "core/holdings/holdings.h"
#include "features/members/members.h"
#include "support/reviews.h"
#include "features/reviews/service_notices.h"
#include "features/reviews/notice.h"

namespace musubi::reviews {
namespace {

namespace cast = test::cast;

class Reviews : public ReviewCase {};

TEST_F(Reviews, CriteriaAreConfirmedByThePrefectureAndThenNeverChange) {
  auto id = begin_criteria(as(cast::manager));
  ASSERT_TRUE(id.has_value());
  EXPECT_EQ(*begin_criteria(as(cast::manager)), *id);  // one in work
  EXPECT_EQ(begin_criteria(as(cast::secretariat)).error().fault, Fault::forbidden);
  EXPECT_FALSE(send_criteria(as(cast::manager), *id).has_value());  // empty
  ASSERT_TRUE(save_criteria(as(cast::manager), *id, {1, "", {{"", "県内で活動", ""}}}));
  EXPECT_EQ(load_visible_criteria(as(cast::prefecture), *id).error().fault, Fault::not_found);
  EXPECT_EQ(save_criteria(as(cast::manager), *id, {1, "", {{"", "別の基準", ""}}}).error().fault,
            Fault::conflict);  // of an older screen
  ASSERT_TRUE(send_criteria(as(cast::manager), *id));
  EXPECT_EQ(save_criteria(as(cast::manager), *id, {3, "", {{"", "変更", ""}}}).error().fault,
            Fault::conflict);
  EXPECT_EQ(confirm_criteria(as(cast::manager), *id, "").error().fault, Fault::forbidden);
  EXPECT_EQ(return_criteria(as(cast::prefecture), *id, " ").error().fields.at(0).field, "body");
  ASSERT_TRUE(return_criteria(as(cast::prefecture), *id, "見方を足してください"));
  ASSERT_TRUE(save_criteria(as(cast::manager), *id, {4, "", {{"", "県内で活動", "所在地で見る"}}}));
  ASSERT_TRUE(send_criteria(as(cast::manager), *id));
  ASSERT_TRUE(confirm_criteria(as(cast::prefecture), *id, "よいと思います"));
  for (std::int64_t version = 0; version < 9; ++version) {
    EXPECT_FALSE(save_criteria(as(cast::manager), *id, {version, "", {{"", "変更", ""}}}));
  }
  const auto kept = load_visible_criteria(as(cast::prefecture), *id);
  EXPECT_EQ(kept->set.criteria.at(0).title, "県内で活動");
  EXPECT_EQ(kept->comments.size(), 2U);
}

TEST_F(Reviews, TheNewestConfirmedVersionIsUsedAndAReviewKeepsItsOwn) {
  const ApplicationId early = received();
  EXPECT_EQ(claim_review(as(cast::secretariat), smith_, early).error().fault, Fault::conflict);
  confirmed({"一"});
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, early));
  confirmed({"二", "三"});
  const ApplicationId late = received("株式会社あとから");
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, late));
  EXPECT_EQ(page(early).criteria.criteria.size(), 1U);
  EXPECT_EQ(page(late).criteria.criteria.size(), 2U);
}

// .c: what was found is about whom the application named then.
class Corrections : public ReviewCase {
 protected:
  void corrects(const ApplicationId& id, const std::string& field, const std::string& value) {
    const Context office = as(cast::secretariat);
    ASSERT_TRUE(applications::request_supplement(office, id, {"見直してください", {field}, false, ""},
                                                 0));
    s_.as(cast::secretariat)
        .post("/office/applications/" + id.text + "/supplement", {{field, value}})
        .status(303);
  }
  std::string stage(const ApplicationId& id) {
    return screenings::read_screening(as(cast::auditor), smith_, screening(id))->content.stage;
  }
};

TEST_F(Corrections, AnotherRepresentativeReopensASettledScreening) {
  confirmed({"一"});
  const ApplicationId id = received();
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
  settle(id);
  ASSERT_TRUE(page(id).screening->closed);
  const auto before = screening(id);
  corrects(id, "telephone", "096-000-9999");
  EXPECT_TRUE(page(id).screening->closed);  // not about whom
  corrects(id, "representative_name", "別野 次郎");
  EXPECT_FALSE(page(id).screening->closed);
  EXPECT_FALSE(page(id).before_ready.empty());
  const auto file = screenings::read_screening(as(cast::auditor), smith_, screening(id));
  EXPECT_NE(file->id, before);
  EXPECT_EQ(file->round, 2);
  EXPECT_EQ(file->cause, "corrected");
  EXPECT_EQ(file->content.officers.back().name, "別野 次郎");
}

TEST_F(Corrections, AFindingThatWaitsForItsSecondReaderIsOpenAgain) {
  confirmed({"一"});
  const ApplicationId id = received();
  const Context office = as(cast::secretariat);
  ASSERT_TRUE(claim_review(office, smith_, id));
  const auto file = screening(id);
  ASSERT_TRUE(screenings::record_search(office, smith_, file,
                                        {"団体名", "新聞", "", "none", "", "", "", ""}));
  ASSERT_TRUE(screenings::record_lookup(office, smith_, file, {"登記", "", "相違なし", ""}));
  const auto version = screenings::read_screening(office, smith_, file)->version;
  ASSERT_TRUE(screenings::record_finding(office, smith_, file, {"clear", "所見", version}));
  corrects(id, "name", "株式会社かくうのべつ");
  EXPECT_EQ(screening(id), file);
  EXPECT_EQ(stage(id), "open");
}

TEST_F(Reviews, NothingGoesOnWhileAnythingIsOpen) {
  confirmed();
  const ApplicationId id = received();
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
  const auto hand = [&] {
    return hand_to_decider(as(cast::secretariat), smith_, id, {"approve", "よい"}).has_value();
  };
  EXPECT_EQ(page(id).before_ready.size(), 2U);  // criteria and screening
  settle(id);
  EXPECT_FALSE(hand());
  ASSERT_TRUE(answer(cast::secretariat, id, 0, "fit"));
  EXPECT_FALSE(hand());
  ASSERT_TRUE(answer(cast::secretariat, id, 1, "held"));
  EXPECT_FALSE(hand());
  ASSERT_TRUE(answer(cast::secretariat, id, 1, "unfit", 1));
  EXPECT_FALSE(hand());  // 否 may be handed on, but not as "approve"
  EXPECT_TRUE(hand_to_decider(as(cast::secretariat), smith_, id, {"decline", "満たさない"}));
  EXPECT_EQ(approve_application(as(cast::manager), smith_, id, deciding(id)).error().fault,
            Fault::conflict);
  EXPECT_EQ(count("SELECT count(*) FROM organisations"), 0);
}

TEST_F(Reviews, NoApprovalUnlessTheScreeningIsClearAndReadByTwo) {
  confirmed({"一"});
  for (const char* result : {"concerned", "doubtful"}) {
    const ApplicationId id = received(std::string("株式会社") + result);
    ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
    ASSERT_TRUE(answer(cast::secretariat, id, 0, "fit"));
    settle(id, result);
    EXPECT_FALSE(hand_to_decider(as(cast::secretariat), smith_, id, {"approve", "よい"}));
    EXPECT_FALSE(page(id).before_approval.empty());
  }
}

TEST_F(Reviews, WhoReviewedOrAnsweredCannotDecide) {
  confirmed({"一"});
  const ApplicationId id = received();
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
  settle(id);
  ASSERT_TRUE(answer(cast::manager, id, 0, "fit"));  // a manager helped out
  ASSERT_TRUE(hand_to_decider(as(cast::secretariat), smith_, id, {"approve", "よい"}));
  for (const auto& decide : {approve_application(as(cast::manager), smith_, id, deciding(id))}) {
    ASSERT_FALSE(decide.has_value());
    EXPECT_NE(decide.error().says.find("審査した人は決裁できません"), std::string::npos);
  }
  EXPECT_FALSE(decline_application(as(cast::manager), smith_, id, deciding(id)));
  EXPECT_EQ(approve_application(as(cast::secretariat), smith_, id, deciding(id)).error().fault,
            Fault::forbidden);
  EXPECT_EQ(page(id).application.state, applications::State::awaiting_decision);
}

TEST_F(Reviews, TwoPeopleOnOneCriterionLoseNeitherText) {
  confirmed({"一"});
  const ApplicationId id = received();
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
  const std::string path =
      "/office/reviews/" + id.text + "/criteria/" + page(id).criteria.criteria.at(0).id;
  const auto form = [](const char* grounds, const char* version) {
    return test::FormFields{{"answer", "fit"}, {"grounds", grounds}, {"version", version}};
  };
  s_.as(cast::secretariat).post(path, form("さきの人の根拠", "0")).status(303);
  s_.as(cast::manager)
      .post(path, form("あとの人の根拠", "0"))
      .status(409)
      .contains("さきの人の根拠")
      .contains("あとの人の根拠")
      .contains("name=\"version\" value=\"1\"");
  EXPECT_EQ(page(id).answers.at(0).grounds, "さきの人の根拠");
  s_.as(cast::manager).post(path, form("二人の根拠", "1")).status(303);
  EXPECT_EQ(page(id).answers.at(0).grounds, "二人の根拠");
}

TEST_F(Reviews, ApprovalMakesAMemberWithEverythingInOneTransaction) {
  confirmed();
  const ApplicationId id = ready();
  const auto made = approve_application(as(cast::manager), smith_, id, deciding(id));
  ASSERT_TRUE(made.has_value()) << made.error().says;
  const auto member = members::find_organisation_name(as(cast::secretariat), *made);
  ASSERT_TRUE(member.has_value());
  EXPECT_EQ(member->name, "株式会社かくう商店");
  EXPECT_EQ(member->member_no, "K0001");
  s_.as(cast::secretariat)
      .get("/office/members/" + made->text)
      .status(200)
      .contains("架空 花子")
      .contains(applications::kEmail)
      .contains("架空 太郎")
      .contains("令和6年10月28日");
  const auto standing = s_.db().read([](db::Reader& reader) {
    return members::standing(reader, {2024, 4, 1}, {2025, 3, 31});
  });
  EXPECT_EQ(standing.joined_first_time, 1);  // KPI-01
  const auto after = page(id);
  EXPECT_EQ(after.application.state, applications::State::registered);
  EXPECT_EQ(after.application.organisation_id, *made);
  EXPECT_TRUE(after.application.first_time);
  EXPECT_EQ(applications::load_visible_application(as(cast::secretariat), id)->consents.size(), 3U);
  EXPECT_EQ(after.review->invitations.at(0).at("outcome"), "sent");
  EXPECT_EQ(after.notice->number, 1);
  const auto account = accounts::load_account_by_login(as(cast::manager), applications::kEmail);
  ASSERT_TRUE(account.has_value());
  EXPECT_EQ(account->organisation, *made);
  EXPECT_TRUE(account->roles.has(Role::member_admin));
  EXPECT_EQ(screenings::read_screening(as(cast::auditor), smith_, after.screening->id)
                ->organisation_id,
            made->text);
  // What keeps the member's record from going (core/holdings).
  const auto ties =
      s_.db().read([&](db::Reader& reader) { return holdings::ties_of(reader, *made); });
  EXPECT_EQ(ties, (std::vector<std::string>{"アカウント", "入会申込", "反社会的勢力の確認"}));
}

TEST_F(Reviews, ApprovedOnceHoweverOftenItIsSent) {
  confirmed();
  const ApplicationId id = ready();
  const DecisionInput input = deciding(id);
  const auto first = approve_application(as(cast::manager), smith_, id, input);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(*approve_application(as(cast::manager), smith_, id, input), *first);
  DecisionInput other = input;  // the same decision from another window
  other.sending = "s2";
  EXPECT_EQ(approve_application(as(cast::manager), smith_, id, other).error().fault,
            Fault::conflict);
  EXPECT_EQ(decline_application(as(cast::manager), smith_, id, other).error().fault,
            Fault::conflict);
  EXPECT_EQ(count("SELECT count(*) FROM organisations"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM membership_events"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM review_notices"), 1);
  deliver();
  const auto told = letters().size();
  deliver();
  EXPECT_EQ(letters().size(), told);  // nobody is told twice
}

TEST_F(Reviews, AnApprovalThatFailsLeavesNothing) {
  confirmed();
  const ApplicationId id = ready();
  DecisionInput stale = deciding(id);
  stale.version -= 1;  // the version is asked last, after the member was written
  ASSERT_FALSE(approve_application(as(cast::manager), smith_, id, stale).has_value());
  EXPECT_EQ(count("SELECT count(*) FROM organisations"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM review_notices"), 0);
  EXPECT_EQ(page(id).application.state, applications::State::awaiting_decision);
  EXPECT_TRUE(approve_application(as(cast::manager), smith_, id, deciding(id)));
}

TEST_F(Reviews, AnAddressWithAnAccountDoesNotStopTheApproval) {
  confirmed();
  const ApplicationId id = ready("株式会社すでにある", cast::member.login);
  ASSERT_TRUE(approve_application(as(cast::manager), smith_, id, deciding(id)));
  EXPECT_EQ(page(id).review->invitations.at(0).at("outcome"), "taken");
}

TEST_F(Reviews, WelcomeAndInvitationGoOutWithTheNoticeAttached) {
  confirmed();
  const ApplicationId id = ready();
  ASSERT_TRUE(approve_application(as(cast::manager), smith_, id, deciding(id)));
  deliver();
  int invitations = 0, notices = 0;
  for (const auto& letter : letters()) {
    if (letter.to_address != applications::kEmail) continue;
    invitations += letter.body.find("/invitation/") != std::string::npos ? 1 : 0;
    notices += letter.body.find("入会承認通知書を添付します") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(invitations, 1);
  EXPECT_EQ(notices, 1);
  const auto file = open_notice(as(cast::auditor), id);
  ASSERT_TRUE(file.has_value()) << file.error().says;
  EXPECT_EQ(file->filename.find("入会承認通知書_R6-"), 0U);
}

TEST_F(Reviews, ARefusalGivesNoReasonAnywhereOutside) {
  confirmed({"一"});
  const ApplicationId id = received();
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
  ASSERT_TRUE(answer(cast::secretariat, id, 0, "fit"));
  settle(id, "concerned");
  ASSERT_TRUE(hand_to_decider(as(cast::secretariat), smith_, id, {"decline", "内部の意見"}));
  DecisionInput input = deciding(id);
  input.note = "内部の理由";
  ASSERT_TRUE(decline_application(as(cast::manager), smith_, id, input));
  deliver();
  const std::string paper = documents::to_html(notice_document(*page(id).notice));
  EXPECT_NE(paper.find("今回は入会を承認しないこととしました"), std::string::npos);
  std::string outside = paper;
  for (const auto& letter : letters()) {
    if (letter.to_address == applications::kEmail) outside += letter.subject + letter.body;
  }
  EXPECT_NE(outside.find("今回は入会をお受けできませんでした"), std::string::npos);
  for (const char* word : {"反社", "暴力", "該当", "内部の理由", "内部の意見", "基準"}) {
    EXPECT_EQ(outside.find(word), std::string::npos) << word;
  }
  audit::Filter filter;
  filter.most = 300;
  for (const auto& entry :
       s_.db().read([&](db::Reader& reader) { return audit::list_entries(reader, filter); })) {
    EXPECT_EQ((entry.reason + entry.after.dump()).find("内部の理由"), std::string::npos);
  }
  EXPECT_EQ(count("SELECT count(*) FROM organisations"), 0);
}

TEST_F(Reviews, ANoticeIsAnOfficialLetter) {
  confirmed();
  const ApplicationId id = ready();
  ASSERT_TRUE(approve_application(as(cast::manager), smith_, id, deciding(id)));
  const std::string paper = documents::to_html(notice_document(*page(id).notice));
  for (const char* part : {"く推審第1号", "令和6年10月28日", "株式会社かくう商店",
                           "代表取締役　架空 太郎　様", "入会承認通知書", ">記<", ">以上<",
                           "1　会員番号　　K0001"}) {
    EXPECT_NE(paper.find(part), std::string::npos) << part;
  }
}

TEST_F(Reviews, SentBackItIsReviewedAgain) {
  confirmed({"一"});
  const ApplicationId id = ready();
  EXPECT_EQ(send_back(as(cast::manager), smith_, id, {" ", 0, ""}).error().fields.at(0).field,
            "note");
  ASSERT_TRUE(send_back(as(cast::manager), smith_, id, {"所在地の確認を足す", 0, ""}));
  EXPECT_EQ(page(id).application.state, applications::State::reviewing);
  ASSERT_TRUE(answer(cast::secretariat, id, 0, "fit", 1, "登記でも確かめた"));
  ASSERT_TRUE(hand_to_decider(as(cast::secretariat), smith_, id, {"approve", "よい"}));
  EXPECT_TRUE(approve_application(as(cast::manager), smith_, id, deciding(id)));
}

TEST_F(Reviews, ARefusalThatComesTooLateIsAConflictThatKeepsItsWords) {
  confirmed({"一"});
  const ApplicationId id = ready();
  const std::string path = "/office/reviews/" + id.text;
  auto& manager = s_.as(cast::manager);
  manager.post(path + "/refusal", {{"kind", "refusal"}, {"note", ""}})
      .status(422).contains("#f-note").contains("id=\"f-note\"");
  ASSERT_TRUE(send_back(as(cast::manager), smith_, id, {"所在地の確認を足す", 0, ""}));
  manager.post(path + "/refusal", {{"kind", "refusal"}, {"note", std::string(9000, 'x')}})
      .status(409).lacks("#f-note").contains("入力した内容").contains("xxxx");
}

TEST_F(Reviews, AWithdrawalEndsTheReviewAndItsInquiries) {
  confirmed({"一"});
  const ApplicationId id = received();
  ASSERT_TRUE(claim_review(as(cast::secretariat), smith_, id));
  ASSERT_TRUE(ask_officer(as(cast::secretariat), smith_, id,
                          {cast::prefecture.id.text, "opinion", "支障はありますか", ""}));
  const std::string link = answer_link();
  s_.as(cast::secretariat)
      .post("/office/applications/" + id.text + "/withdrawal", {{"reason", "電話で申し出"}})
      .status(303);
  EXPECT_EQ(page(id).review->state, "ended");
  s_.stranger().get(link).status(404);
  EXPECT_EQ(screenings::read_screening(as(cast::auditor), smith_, screening(id))->turn, "done");
}

}  // namespace
}  // namespace musubi::reviews
