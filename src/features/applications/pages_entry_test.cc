// pages_entry_test.cc - the office enters what came on paper or by telephone: 「住所を調べる」 puts an
// address in as on the applicant's own page, and nothing that was typed is lost or stored by it;
// what the form says that it comes of is what the receipt is tied to; papers are kept with their
// copies and their day.
#include "core/postal/postal.h"
#include "features/applications/pages.h"
#include "support/applications.h"

namespace musubi::applications {
namespace {

namespace cast = test::cast;
using test::FormFields;
using test::Visitor;

class EntryPages : public Applying {
 protected:
  static constexpr const char* kNew = "/office/applications/new";
  static constexpr const char* kList = "/office/applications";
  // As somebody on the telephone says it, with the button that is pressed meanwhile.
  static FormFields heard(const std::string& code, const std::string& address,
                          const std::string& pressed = "address") {
    return {{"intake_route", "telephone"}, {"received_on_era", "reiwa"},
            {"received_on_year", "6"},     {"received_on_month", "10"},
            {"received_on_day", "25"},     {"name", "株式会社かくう商店"},
            {"postal_code", code},         {"address", address},
            {"municipality_code", ""},     {"telephone", "096-000-1234"},
            {"consents", "rules"},         {"form_key", "0192c0de-0000-7000-8000-000000000001"},
            {"lookup", pressed}};
  }
};

TEST_F(EntryPages, TheButtonIsThereWhenThereIsAListToLookIn) {
  auto& office = s_.as(cast::secretariat);
  office.get(kNew).status(200).contains("郵便番号").lacks("住所を調べる");
  office.post(kList, heard("8600001", "1-2-3")).status(422)
      .contains("所在地を直接入力してください").contains("value=\"1-2-3\"");
  ASSERT_TRUE(postal::load_demo(s_.system_context()));
  const std::string shown = office.get(kNew).status(200).contains("住所を調べる").body();
  EXPECT_NE(shown.find("data-postal-codes=\"/postal-codes\""), std::string::npos);
  // Enter in a field receives the application, as it did before.
  EXPECT_LT(shown.find("tabindex=\"-1\" aria-hidden=\"true\">送る</button>"),
            shown.find("住所を調べる"));
}

TEST_F(EntryPages, AnAddressIsFoundAndNothingIsStoredYet) {
  ASSERT_TRUE(postal::load_demo(s_.system_context()));
  auto& office = s_.as(cast::secretariat);
  office.post(kList, heard("８６０－０００１", "1-2-3"))
      .status(200)
      .not_audited()
      .contains("value=\"熊本県熊本市中央区架空町1-2-3\"")
      .contains("value=\"株式会社かくう商店\"")
      .contains("value=\"096-000-1234\"")
      .contains("value=\"25\"")
      .contains("0192c0de-0000-7000-8000-000000000001");
  EXPECT_TRUE(queue().empty());
  FormFields chosen = heard("8680001", "32番地");
  chosen[8].second = "431001";
  office.post(kList, chosen).status(200).contains("市町村は「人吉市」にしました");
}

TEST_F(EntryPages, SeveralPlacesAreChosenFromAndAWrongCodeIsSaidAtItsField) {
  ASSERT_TRUE(postal::load_demo(s_.system_context()));
  auto& office = s_.as(cast::secretariat);
  office.post(kList, heard("8600002", "5-6"))
      .status(200)
      .contains("value=\"熊本県熊本市中央区架空本町\"")
      .contains("選んだ所在地にする");
  FormFields chosen = heard("8600002", "5-6", "choice");
  chosen.emplace_back("found_address", "熊本県熊本市中央区架空本町");
  office.post(kList, chosen).status(200).contains("value=\"熊本県熊本市中央区架空本町5-6\"");
  for (const char* code : {"", "86000", "9999999"}) {
    office.post(kList, heard(code, "架空町1-2-3"))
        .status(422)
        .contains("href=\"#f-postal_code\"")
        .contains("もう一度「住所を調べる」を押してください")
        .contains("value=\"架空町1-2-3\"");
  }
  EXPECT_TRUE(queue().empty());
}

TEST_F(EntryPages, WhoMayNotEnterAnApplicationLooksNothingUpHere) {
  ASSERT_TRUE(postal::load_demo(s_.system_context()));
  s_.as(cast::member).post(kList, heard("8600001", "")).status(403).not_audited();
  s_.as(cast::prefecture).post(kList, heard("8600001", "")).status(403).not_audited();
}

TEST_F(EntryPages, TheEntryMaySayHowTheAddressWasChecked) {
  const auto entry = [](const std::string& check) {
    FormFields out{{"intake_route", "telephone"}, {"email_check", check}};
    for (const char* step : {"organisation", "business", "place", "representative", "contact"}) {
      for (const auto& field : answers(step)) out.push_back(field);
    }
    return out;
  };
  auto& office = s_.as(cast::secretariat);
  office.get(kNew).status(200).contains("メールアドレスの確かめ方");
  office.post(kList, entry(std::string(201, 'x'))).status(422).contains("f-email_check")
      .contains("xxxx");
  office.post(kList, entry("電話で読み上げて確かめた")).status(303)
      .audited("applications.application.email_checked");
  const Application checked = queue().at(0);
  EXPECT_TRUE(checked.email_verified);
  EXPECT_EQ(checked.email_check, "電話で読み上げて確かめた");
  EXPECT_EQ(checked.email_checked_by, cast::secretariat.name);
  office.get(path_of(checked.id)).contains("電話で読み上げて確かめた").lacks("/email-check");
  s_.as(cast::prefecture).get(path_of(checked.id)).status(200).lacks("電話で読み上げて確かめた");
  office.post(kList, entry("")).status(303);
  for (const Application& a : queue()) {
    if (a.id == checked.id) continue;
    EXPECT_FALSE(a.email_verified);
    office.get(path_of(a.id)).contains("未確認").contains("/email-check");
  }
}

FormFields dated(const std::string& field, const std::string& day, FormFields out) {
  out.emplace_back(field + "_era", "reiwa");
  out.emplace_back(field + "_year", "6");
  out.emplace_back(field + "_month", "10");
  out.emplace_back(field + "_day", day);
  return out;
}

constexpr const char* kPdf = "%PDF-1.4\n%%EOF\n";

TEST_F(EntryPages, PaperIsKeptWithItsCopiesAndTheDayThatItBears) {
  auto& office = s_.as(cast::secretariat);
  FormFields typed{{"intake_route", "paper"}, {"form_key", "paper"},
                   {"consents", "rules"}, {"consents", "privacy"}};
  for (const char* step : {"organisation", "business", "place", "representative", "contact"}) {
    for (const auto& field : answers(step)) typed.push_back(field);
  }
  typed = dated("consented_on", "21", dated("received_on", "25", typed));
  office.get(kNew).status(200).contains("書面の写し").contains("空欄のときは、受付日とします");
  office.upload(kList, typed, {{"file", "申込書.pdf", "MZ this is a program"}}).status(422)
      .contains("#f-file").contains("株式会社かくう商店");
  EXPECT_TRUE(queue().empty());
  for (int i = 0; i < 2; ++i) {  // sent twice
    office.upload(kList, typed, {{"file", "申込書.pdf", kPdf},
                                 {"file", "同意書.pdf", std::string(kPdf) + "%2\n"}})
        .leads_to(std::string(kList) + "/");
  }
  ASSERT_EQ(queue().size(), 1u);
  const ApplicationView found = view(queue().at(0).id);
  EXPECT_EQ(found.application.received_on, "2024-10-25");
  ASSERT_EQ(found.consents.size(), 2u);
  for (const Consent& consent : found.consents) {
    EXPECT_EQ(consent.agreed_at, start_of_day_in_japan({2024, 10, 21}));
  }
  ASSERT_EQ(found.files.size(), 2u);
  const std::string path = path_of(found.application.id);
  office.get(path).status(200).contains("申込書.pdf").contains("令和6年10月21日（月）");
  office.get(path + "/files/" + found.files[0].id).status(200);
  s_.as(cast::prefecture).get(path + "/files/" + found.files[0].id).status(403);
}

TEST_F(EntryPages, AConsentThatComesLaterBearsTheDayOfItsPaperAndKeepsItsCopy) {
  auto& office = s_.as(cast::secretariat);
  FormFields typed{{"intake_route", "telephone"}, {"form_key", "call"}};
  for (const char* step : {"organisation", "business", "place", "representative", "contact"}) {
    for (const auto& field : answers(step)) typed.push_back(field);
  }
  office.post(kList, typed).leads_to(std::string(kList) + "/");
  const ApplicationId id = queue().at(0).id;
  const std::string path = path_of(id);
  office.get(path).status(200).contains("書面に書かれた日付です");
  const FormFields given{{"kinds", "anti_social"}, {"medium", "mail"}};
  office.post(path + "/consents", given).status(422).contains("#f-consented_on")
      .contains("書面の日付を入力してください");
  office.post(path + "/consents", dated("consented_on", "29", given)).status(422)
      .contains("きょうまでの日付");
  std::vector<Visitor::Attachment> six;
  for (int i = 0; i < 6; ++i) six.push_back({"file", "写し.pdf", kPdf + std::to_string(i)});
  office.upload(path + "/consents", dated("consented_on", "26", given), six).status(422)
      .contains("5つまで");
  EXPECT_TRUE(view(id).consents.empty());
  office.upload(path + "/consents", dated("consented_on", "26", given),
                {{"file", "誓約書.pdf", kPdf}})
      .leads_to(path).audited("applications.application.consented");
  office.upload(path + "/consents", dated("consented_on", "26", given),
                {{"file", "誓約書.pdf", kPdf}})
      .leads_to(path).not_audited();
  FormFields old = dated("consented_on", "26", given);
  for (auto& [name, value] : old) {
    if (name == "consented_on_year") value = "5";
  }
  office.post(path + "/consents", old).status(422).contains("令和6年4月からのものです");
  ASSERT_EQ(view(id).consents.size(), 1u);
  EXPECT_EQ(view(id).consents[0].agreed_at, start_of_day_in_japan({2024, 10, 26}));
  ASSERT_EQ(view(id).files.size(), 1u);
  EXPECT_EQ(view(id).files[0].file.filename, "誓約書.pdf");
  office.get("/office/privacy/consents").status(200).contains("令和6年10月26日（土）");
}

TEST_F(EntryPages, TheReceiptIsTiedToTheOriginThatTheFormTells) {
  std::string kept;
  const auto origin = [&kept](const std::string& name) {
    Origin out;
    out.name = name;
    out.find = [name](const web::Request&, const std::string& id) {
      KnownOrigin known;
      known.label = name + "の" + id;
      known.path = "/office";
      return std::optional<KnownOrigin>(known);
    };
    out.entered = [&kept, name](db::Tx&, const Context&, const Application&,
                                const std::string& id) {
      kept += name + "の" + id;
      return Result<void>();
    };
    return out;
  };
  Desk desk;
  desk.origins = {origin("call"), origin("visit")};
  web::Request request;
  request.method = "POST";
  request.path = kList;
  request.target = kList;
  request.actor = cast::secretariat.actor();
  request.db = &s_.db();
  request.app = &s_.app();
  request.now = s_.now();
  request.form.add("visit", "2");
  request.form.add("call", "1");
  const web::Response refused = pages::create_entry(request, desk);
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("callの1"), std::string::npos);
  EXPECT_EQ(refused.body.find("visitの2"), std::string::npos);
  EXPECT_EQ(kept, "");
  request.form.add("intake_route", "telephone");
  for (const char* step : {"organisation", "business", "place", "representative", "contact"}) {
    for (const auto& [field, value] : answers(step)) request.form.add(field, value);
  }
  EXPECT_EQ(pages::create_entry(request, desk).status, 303);
  EXPECT_EQ(kept, "callの1");
}

}  // namespace
}  // namespace musubi::applications
