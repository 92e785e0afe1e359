// enumeration_test.cc - nobody can find out who or what is known here: signing in, the forgotten
// password, joining, the status and every mailed link answer what is known and what is not in the
// same words, with the same writes and after the same expensive work.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <functional>

#include "features/accounts/service_address.h"
#include "support/reviews.h"
#include "support/shape.h"

namespace musubi {
namespace {

using applications::ApplicationId;
using test::Answer;
using test::FormFields;
using test::shape_of;
using test::Visitor;
namespace cast = test::cast;

constexpr const char* kKnown = "shirareta@test.example";
constexpr const char* kUnknown = "shiranai@test.example";
constexpr const char* kPassword = "みずうみ corgi 7 tray";
constexpr const char* kWrong = "みずうみ corgi 8 tray";

class Enumeration : public reviews::ReviewCase {
 protected:
  Enumeration() {
    auto made = accounts::create_account(
        s_.system_context(), s_.locksmith(),
        {kKnown, "試験 知子", Roles{Role::visitor}, {}}, kPassword, "");
    EXPECT_TRUE(made.has_value());
    known_ = made.value();
  }
  std::int64_t writes_of(const std::function<void()>& work) {
    const auto before = s_.db().stats().writes;
    work();
    return static_cast<std::int64_t>(s_.db().stats().writes - before);
  }
  // The same form from a fresh browser for each of two addresses.
  void alike(const std::string& path, const FormFields& known, const FormFields& unknown,
             const std::vector<std::string>& typed) {
    std::string shapes[2];
    std::int64_t writes[2];
    const FormFields* forms[2] = {&known, &unknown};
    for (int i = 0; i < 2; ++i) {
      writes[i] = writes_of([&] {
        shapes[i] = shape_of(s_.stranger().from_address("198.51.100." + std::to_string(i))
                                 .post(path, *forms[i]), typed);
      });
    }
    EXPECT_EQ(shapes[0], shapes[1]) << path;
    EXPECT_EQ(writes[0], writes[1]) << path;
  }

  AccountId known_;
};

TEST_F(Enumeration, SigningInSaysTheSameOfAStrangerAWrongPasswordAndAStoppedAccount) {
  const auto form = [](const char* login, const char* password) {
    return FormFields{{"login", login}, {"password", password}};
  };
  alike("/sign-in", form(kKnown, kWrong), form(kUnknown, kWrong), {kKnown, kUnknown});
  ASSERT_TRUE(accounts::suspend_account(as(cast::manager), known_, "異動"));
  alike("/sign-in", form(kKnown, kPassword), form(kUnknown, kPassword), {kKnown, kUnknown});
  alike("/sign-in", form(kKnown, kWrong), form(kUnknown, kWrong), {kKnown, kUnknown});
}

TEST_F(Enumeration, GuessingIsSlowedDownAlikeForStrangers) {
  const auto answers = [&](const char* login, const char* address) {
    Visitor v = s_.stranger();
    v.from_address(address);
    std::vector<std::string> out;
    for (int i = 0; i < 9; ++i) {
      out.push_back(shape_of(v.post("/sign-in", {{"login", login}, {"password", kWrong}}),
                             {login}));
    }
    return out;
  };
  const auto known = answers(kKnown, "198.51.100.3");
  EXPECT_EQ(known, answers(kUnknown, "198.51.100.4"));
  EXPECT_NE(known.front(), known.back());
}

// Processor time, not the clock: a busy machine makes no difference. Half is a generous bound; what
// it must tell apart is a hash of 19 MiB from none.
TEST_F(Enumeration, AStrangerCostsAsMuchArgon2AsAMember) {
  keys::Locksmith smith(std::string(keys::Locksmith::kKeyBytes, 'k'), keys::Locksmith::Cost{});
  auto made = accounts::create_account(
      s_.system_context(), smith, {"tashika@test.example", "試験 確", Roles{Role::visitor}, {}},
      kPassword, "");
  ASSERT_TRUE(made.has_value());
  const auto cost = [&](const char* login, int round) {
    const Context ctx{Actor::anonymous(), s_.db(), s_.now(), "r",
                      "198.51.100." + std::to_string(round), {}};
    const std::clock_t before = std::clock();
    EXPECT_FALSE(accounts::sign_in(ctx, smith, {login, kWrong, ""}, {"Chrome", ""}));
    return std::clock() - before;
  };
  std::vector<std::clock_t> known, unknown;
  for (int i = 0; i < 5; ++i) {
    known.push_back(cost("tashika@test.example", 10 + i));
    unknown.push_back(cost(kUnknown, 20 + i));
  }
  std::sort(known.begin(), known.end());
  std::sort(unknown.begin(), unknown.end());
  EXPECT_GT(unknown[2] * 2, known[2]);
  EXPECT_GT(known[2] * 2, unknown[2]);
}

TEST_F(Enumeration, AForgottenPasswordIsAskedForAlike) {
  alike("/sign-in/reset", {{"login", kKnown}}, {{"login", kUnknown}}, {kKnown, kUnknown});
  // Who gets a letter is decided afterwards.
  EXPECT_TRUE(letters().empty());
}

TEST_F(Enumeration, JoiningBeginsAlikeForAnAddressThatIsKnown) {
  Visitor first = s_.stranger();
  begin(first, "mae@kaku.example.jp");
  alike("/join/application", {{"email", "mae@kaku.example.jp"}},
        {{"email", "hajimete@kaku.example.jp"}}, {});
  alike("/join/application", {{"email", kKnown}}, {{"email", kUnknown}}, {});
}

TEST_F(Enumeration, AStatusLinkIsAskedForAlike) {
  confirmed({"一"});
  const ApplicationId id = received();
  const std::string number = page(id).application.receipt_no;
  const std::string mine = applications::kEmail;
  const auto form = [](const std::string& receipt, const std::string& email) {
    return FormFields{{"receipt_no", receipt}, {"email", email}};
  };
  alike("/join/status", form(number, mine), form("R6-0999", mine), {number, "R6-0999"});
  alike("/join/status", form(number, mine), form(number, kUnknown), {mine, kUnknown});
}

// Somebody signed in, too: an organisation's administrator and the addresses of everybody else.
TEST_F(Enumeration, AnAdministratorInvitesAKnownAddressAndAnUnknownOneAlike) {
  Visitor& v = s_.as(cast::other_admin);
  const auto invite = [&](const std::string& login) {
    return v.post("/members/accounts",
                  {{"login", login}, {"name", "試験 招子"}, {"role", "member_staff"}});
  };
  v.get("/members/accounts");
  std::vector<std::string> shapes;
  std::vector<std::int64_t> writes;
  const std::vector<std::string> logins{kUnknown, kKnown, cast::secretariat.login,
                                        cast::member.login, cast::member_admin.login};
  for (const std::string& login : logins) {
    std::string answered;
    writes.push_back(writes_of([&] { answered = shape_of(invite(login), {login}); }));
    accounts::ListFilter filter;
    filter.organisation = cast::kOther;
    filter.words = login;
    const auto listed = accounts::list_accounts(s_.system_context(), filter);
    ASSERT_TRUE(listed.has_value());
    ASSERT_EQ(listed->size(), 1U) << login;
    const std::string id = listed->front().id.text;
    const std::string path = "/members/accounts/" + id;
    EXPECT_TRUE(v.get("/members/accounts").body().find(login) != std::string::npos) << login;
    const std::vector<std::string> typed{login, id};
    answered += shape_of(v.get(path), typed);
    writes.push_back(
        writes_of([&] { answered += shape_of(v.post(path + "/invitation"), typed); }));
    answered += shape_of(v.post(path + "/handover"), typed);
    answered += shape_of(v.post(path + "/role", {{"role", "member_admin"}}), typed);
    answered += shape_of(v.post(path + "/suspension", {{"reason", "異動"}}), typed);
    answered += shape_of(v.post(path + "/resumption"), typed);
    answered += shape_of(v.get(path), typed);
    shapes.push_back(answered);
    answered = shape_of(invite(login), {login});  // again: it is on the list
    EXPECT_TRUE(answered.starts_with("422")) << login;
  }
  for (std::size_t i = 1; i < shapes.size(); ++i) {
    EXPECT_EQ(shapes[i], shapes[0]) << logins[i];
    EXPECT_EQ(writes[2 * i], writes[0]) << logins[i];
    EXPECT_EQ(writes[2 * i + 1], writes[1]) << logins[i];
  }
}

// What every mailed link answers when it does not open anything, whatever the reason.
TEST_F(Enumeration, LinksThatOpenNothingAreAnsweredAlike) {
  confirmed({"一"});
  const ApplicationId id = received();
  ASSERT_TRUE(reviews::claim_review(as(cast::secretariat), smith_, id));
  ASSERT_TRUE(reviews::ask_officer(as(cast::secretariat), smith_, id,
                          {cast::prefecture.id.text, "opinion", "心当たりは", "one"}));
  auto invited = accounts::invite_account(
      as(cast::manager), {"maneki@test.example", "試験 招子", Roles{Role::secretariat}, {}, "異動"},
      "https://example.jp");
  ASSERT_TRUE(invited.has_value());
  Visitor drafter = s_.stranger();
  begin(drafter, "tochuu@kaku.example.jp");
  ASSERT_TRUE(accounts::ask_reset(s_.system_context(), kKnown, "https://example.jp"));
  s_.stranger().post("/contact", {{"form_key", "q"}, {"category", "join"}, {"subject", "会費"},
                                  {"body", "会費はかかりますか"}, {"name", "試験 花子"},
                                  {"email", "ask@kaku.example.jp"}, {"consent", "1"}});
  s_.stranger().post("/event-listings",
                     {{"form_key", "e"}, {"title", "見学会"}, {"organiser_kind", "other"},
                      {"organiser", "架空組合"}, {"starts_on_era", "reiwa"},
                      {"starts_on_year", "7"}, {"starts_on_month", "9"}, {"starts_on_day", "5"},
                      {"place", "工場"}, {"fee", "無料"}, {"application", "電話"},
                      {"contact", "組合"}, {"summary", "工場を見学します"},
                      {"name", "試験 花子"}, {"organisation_name", "架空組合"},
                      {"email", "listing@kaku.example.jp"}, {"consent", "1"}});
  const FormFields passwords{{"password", "たけやぶ ゆきあかり ふうりん"},
                             {"password_again", "たけやぶ ゆきあかり ふうりん"}};
  struct Link {
    std::string real, start, action;
    FormFields form;
  };
  const std::vector<Link> links{
      {answer_link(), "/answers/", "", {{"answer", "no_concern"}}},
      {invited->path, "/invitation/", "", passwords},
      {newest_link("/password-reset/"), "/password-reset/", "", passwords},
      {newest_link("/join/resume/"), "/join/resume/", "", {}},
      {newest_link("/contact/status/"), "/contact/status/", "/messages", {{"body", "続き"}}},
      {newest_link("/event-listings/status/"), "/event-listings/status/", "/withdrawal", {}},
      {newest_link("/join/status/"), "/join/status/", "/withdrawal", {}}};
  for (const Link& link : links) {
    ASSERT_TRUE(link.real.starts_with(link.start)) << link.real;
    s_.stranger().get(link.real).status(200);
  }
  s_.advance_minutes(200 * 24 * 60);  // all of them are over
  for (const Link& link : links) {
    std::vector<std::string> got, posted;
    std::vector<std::int64_t> writes;
    for (const std::string& address : {link.start + random_token(32), link.start + "short-one",
                                       link.start + std::string(90, 'A'), link.real}) {
      const std::string token = address.substr(link.start.size());
      writes.push_back(writes_of([&] {
        got.push_back(shape_of(s_.stranger().get(address), {token}));
        posted.push_back(
            shape_of(s_.stranger().post(address + link.action, link.form), {token}));
      }));
    }
    EXPECT_TRUE(got[0].starts_with("404")) << link.start << got[0].substr(0, 40);
    for (std::size_t i = 1; i < got.size(); ++i) {
      EXPECT_EQ(got[i], got[0]) << link.start << " " << i;
      EXPECT_EQ(posted[i], posted[0]) << link.start << " " << i;
      EXPECT_EQ(writes[i], writes[0]) << link.start << " " << i;
    }
  }
}

// Used, and never existed: the same.
TEST_F(Enumeration, AUsedInvitationIsAnsweredAsOneThatNeverWas) {
  auto invited = accounts::invite_account(
      as(cast::manager), {"maneki@test.example", "試験 招子", Roles{Role::secretariat}, {}, "異動"},
      "https://example.jp");
  ASSERT_TRUE(invited.has_value());
  const FormFields passwords{{"password", "たけやぶ ゆきあかり ふうりん"},
                             {"password_again", "たけやぶ ゆきあかり ふうりん"}};
  s_.stranger().post(invited->path, passwords).status(303);
  const std::string never = "/invitation/" + random_token(32);
  EXPECT_EQ(shape_of(s_.stranger().get(invited->path), {invited->path.substr(12)}),
            shape_of(s_.stranger().get(never), {never.substr(12)}));
  EXPECT_EQ(shape_of(s_.stranger().post(invited->path, passwords), {invited->path.substr(12)}),
            shape_of(s_.stranger().post(never, passwords), {never.substr(12)}));
}

}  // namespace
}  // namespace musubi
