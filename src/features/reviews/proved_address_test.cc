// proved_address_test.cc - approval, its notice and the administrator's invitation go to an address
// that somebody proved: its owner by a mailed link, or the office, which says how (R-5.1.2.a).
#include "support/reviews.h"

namespace musubi::reviews {
namespace {

namespace cast = test::cast;

class ProvedAddress : public ReviewCase {
 protected:
  ProvedAddress() { confirmed({"一"}); }

  // Everything is done but the address.
  ApplicationId reviewed() {
    const ApplicationId id = received("株式会社かくう商店", applications::kEmail, "");
    EXPECT_TRUE(claim_review(as(cast::secretariat), smith_, id));
    settle(id);
    EXPECT_TRUE(answer(cast::secretariat, id, 0, "fit"));
    return id;
  }
  std::string version(const ApplicationId& id) {
    return std::to_string(page(id).application.version);
  }
  static std::string check_path(const ApplicationId& id) {
    return applications::path_of(id) + "/email-check";
  }
};

TEST_F(ProvedAddress, NothingIsApprovedUntilTheOfficeSaysHowItMadeSure) {
  const ApplicationId id = reviewed();
  const std::string path = "/office/reviews/" + id.text;
  auto& office = s_.as(cast::secretariat);
  office.get(path).status(200).contains("未確認").contains(std::string(kUnprovedAddress));
  const auto handed =
      hand_to_decider(as(cast::secretariat), smith_, id, {"approve", "基準を満たす"});
  ASSERT_FALSE(handed.has_value());
  EXPECT_NE(handed.error().says.find(kUnprovedAddress), std::string::npos);
  ASSERT_TRUE(hand_to_decider(as(cast::secretariat), smith_, id, {"decline", "宛先が不明"}));
  auto& manager = s_.as(cast::manager);
  manager.get(path + "/decision").status(200).contains(std::string(kUnprovedAddress))
      .lacks("/approval\"");
  EXPECT_EQ(approve_application(as(cast::manager), smith_, id, deciding(id)).error().fault,
            Fault::conflict);
  office.post(check_path(id), {{"email_check", " "}, {"version", version(id)}})
      .status(422).contains("f-email_check").not_audited();
  office.post(check_path(id), {{"email_check", "電話で復唱"}, {"version", "1"}})
      .status(409).not_audited();  // of another address, perhaps
  office.post(check_path(id), {{"email_check", "電話で復唱"}, {"version", version(id)}})
      .leads_to(applications::path_of(id)).audited("applications.application.email_checked");
  office.post(check_path(id), {{"email_check", "もう一度"}, {"version", version(id)}})
      .leads_to(applications::path_of(id)).not_audited();
  manager.get(path + "/decision").status(200).contains("電話で復唱").contains("試験 事美")
      .contains("/approval\"").lacks(std::string(kUnprovedAddress));
  EXPECT_TRUE(approve_application(as(cast::manager), smith_, id, deciding(id)));
}

TEST_F(ProvedAddress, AMailedLinkIsProofAndSoIsAnAnswerByIt) {
  const ApplicationId id = reviewed();
  ASSERT_TRUE(applications::request_supplement(
      as(cast::secretariat), id, {"電話番号を見直してください。", {"telephone"}, false, ""}, 0));
  EXPECT_FALSE(page(id).before_approval.empty());
  s_.stranger()
      .post(newest_link("/join/status/") + "/supplement", {{"telephone", "096-000-9876"}})
      .status(303).audited("applications.application.email_verified");
  EXPECT_TRUE(page(id).before_approval.empty());
}

TEST_F(ProvedAddress, WhereThereIsNoAddressNoneIsAskedFor) {
  const ApplicationId id = received("株式会社かみだけ", "", "電話で確かめた");
  EXPECT_FALSE(page(id).application.email_verified);
  for (const auto& words : page(id).before_approval) EXPECT_NE(words, kUnprovedAddress);
  s_.as(cast::secretariat)
      .post(check_path(id), {{"email_check", "電話で復唱"}, {"version", version(id)}})
      .status(409).not_audited();
}

TEST_F(ProvedAddress, WhoMayNotWorkOnApplicationsRecordsNothing) {
  const ApplicationId id = reviewed();
  for (const auto& who : {cast::prefecture, cast::auditor, cast::member}) {
    s_.as(who).post(check_path(id), {{"email_check", "電話で復唱"}}).status(403).not_audited();
  }
  s_.as(cast::auditor).get("/office/reviews/" + id.text).status(200).contains("未確認");
}

}  // namespace
}  // namespace musubi::reviews
