// address_case_test.cc - Foo@x.jp and foo@x.jp are one person when somebody asks what is held about
// them (core/holdings): every feature finds the address in whichever case it was stored or asked.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "core/holdings/holdings.h"
#include "features/members/service.h"
#include "support/applications.h"
#include "support/cast.h"

namespace musubi::applications {
namespace {

class AddressCase : public Applying {
 protected:
  static std::string loud(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
  }
  std::size_t told(const std::string& source, const std::string& email) {
    for (const auto& one : holdings::sources()) {
      if (one.name != source) continue;
      const auto records = s_.db().read(
          [&](db::Reader& reader) { return one.gather(reader, {email, "だれか"}, 10); });
      std::size_t fields = 0;
      for (const auto& record : records) fields += record.fields.size();
      return fields;
    }
    ADD_FAILURE() << "there is no source " << source;
    return 0;
  }
};

TEST_F(AddressCase, MakesNoDifferenceToADisclosure) {
  test::Visitor applicant = s_.stranger();
  apply(applicant);
  members::NewOrganisation member;
  member.typed = {{"name", "あおば商会"}, {"category", "company"}};
  member.contact = {{"name", "荒木 里奈"}, {"email", kEmail}};
  ASSERT_TRUE(members::create_organisation(s_.context_of(test::cast::secretariat), member));
  const std::string quiet = kEmail;
  const std::vector<std::string> sources{"applications.people", "core.mails", "members.people"};
  std::vector<std::size_t> before;
  for (const std::string& source : sources) {
    before.push_back(told(source, quiet));
    EXPECT_GT(before.back(), 0U) << source;
  }
  // As an older version, an import or a hand may have left them.
  constexpr db::Query kLoud[] = {
      {"test.loud_people", "UPDATE people SET email = upper(email)"},
      {"test.loud_mails", "UPDATE mails SET to_address = upper(to_address)"},
      {"test.loud_applicants", "UPDATE application_people SET email = upper(email)"}};
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) -> Result<void> {
    for (const db::Query& query : kLoud) TRY(tx.run(query));
    return {};
  }));
  for (std::size_t i = 0; i < sources.size(); ++i) {
    EXPECT_EQ(told(sources[i], quiet), before[i]) << sources[i];
    EXPECT_EQ(told(sources[i], loud(quiet)), before[i]) << sources[i];
    EXPECT_EQ(told(sources[i], "somebody@else.example.jp"), 0U) << sources[i];
    EXPECT_EQ(told(sources[i], ""), 0U) << sources[i];
  }
  const std::string login = test::cast::member.login;
  EXPECT_GT(told("accounts.account", login), 0U);
  EXPECT_EQ(told("accounts.account", loud(login)), told("accounts.account", login));
}

}  // namespace
}  // namespace musubi::applications
