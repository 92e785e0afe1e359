// pages_registry_test.cc - the list of members as its query string asks for it: each condition
// finds what it names and nothing else, in the list and in the file that is made of it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "features/members/query.h"
#include "features/members/service.h"
#include "features/members/store.h"
#include "support/cast.h"
#include "support/parcels.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

namespace cast = test::cast;
using Names = std::vector<std::string>;

struct Condition {
  const char* query;
  Names names;  // in the order of their numbers
};

// Of あおば to なのはな every condition finds some and leaves others out.
const std::vector<Condition>& conditions() {
  static const std::vector<Condition> kConditions{
      {"", {"あおば商会", "かえで工業", "さくら農園", "なのはな社"}},
      {"industry=E", {"あおば商会", "さくら農園"}},
      {"industry=Z", {}},
      {"municipality_code=431001", {"あおば商会", "さくら農園", "なのはな社"}},
      {"industry=G&municipality_code=431001", {"なのはな社"}},
      {"state=active", {"あおば商会", "かえで工業"}},
      {"state=paused", {"さくら農園"}},
      {"state=suspended", {"なのはな社"}},
      {"state=withdrawn", {"たけのこ堂"}},
      {"state=merged", {}},
      {"state=all", {"あおば商会", "かえで工業", "さくら農園", "たけのこ堂", "なのはな社"}},
      {"state=unheard-of", {"あおば商会", "かえで工業", "さくら農園", "なのはな社"}},
      {"state=all&industry=E&municipality_code=432024", {"たけのこ堂"}},
      {"need=off_platform", {"かえで工業"}},
      {"state=all&need=off_platform", {"かえで工業", "たけのこ堂"}},
      {"need=no_corporate_number", {"かえで工業", "さくら農園", "なのはな社"}},
      {"need=defects", {"さくら農園"}},
      {"joined=2024", {"かえで工業"}},
      {"state=all&need=first_time&joined=2024", {"かえで工業", "たけのこ堂"}},
      {"q=%E3%81%8B%E3%81%88%E3%81%A7", {"かえで工業"}},
      {"q=%E3%81%8B%E3%81%88%E3%81%A7&industry=E", {}},
  };
  return kConditions;
}

class RegistryConditions : public testing::Test {
 protected:
  struct Seed {
    const char *name, *industry, *municipality, *platform, *corporate_number, *joined, *kind;
  };

  RegistryConditions() {
    add({"あおば商会", "E", "431001", "1", "3999901000095", "2022-06-01", ""});
    add({"かえで工業", "G", "432024", "0", "", "2024-06-03", ""});
    const OrganisationId unclear =
        add({"さくら農園", "E", "431001", "1", "", "2023-06-01", "paused"});
    add({"たけのこ堂", "E", "432024", "0", "", "2024-05-01", "withdrawn"});
    add({"なのはな社", "G", "431001", "1", "", "2023-04-01", "suspended"});
    const auto marked = s_.db().write(
        [&](db::Tx& tx) { return store::update_open_defects(tx, unclear, 2); });
    EXPECT_TRUE(marked.has_value());
  }

  Context office() { return s_.context_of(cast::secretariat); }

  OrganisationId add(const Seed& seed) {
    NewOrganisation input;
    input.typed = {{"name", seed.name},
                   {"industry", seed.industry},
                   {"municipality_code", seed.municipality},
                   {"uses_platform", seed.platform},
                   {"corporate_number", seed.corporate_number}};
    input.joined_on = seed.joined;
    auto id = create_organisation(office(), input);
    EXPECT_TRUE(id.has_value()) << seed.name;
    if (!id) return {};
    const std::string kind = seed.kind;
    if (kind.empty()) return *id;
    EXPECT_TRUE(change_state(office(), {*id, kind, "2024-09-02", "試験のため"}).has_value()) << kind;
    return *id;
  }

  Names listed(const std::string& query) {
    const web::Fields fields = fields_of_query(query);
    const auto found = list_registry(office(), filter_from(fields), fields.get("q"));
    EXPECT_TRUE(found.has_value()) << query;
    Names out;
    if (!found) return out;
    for (const auto& row : found->rows) out.push_back(row.organisation.name);
    EXPECT_EQ(found->count, static_cast<std::int64_t>(out.size())) << query;
    return out;
  }

  Names exported(const std::string& query) {
    const web::Fields fields = fields_of_query(query);
    ExportRequest request;
    request.filter = filter_from(fields);
    request.words = fields.get("q");
    request.columns = {"name"};
    request.purpose = "総会の案内の宛名";
    request.format = "csv";
    const auto file = export_registry(office(), request);
    EXPECT_TRUE(file.has_value()) << query;
    if (!file) return {};
    Names lines = split(replace_all(test::bytes_of(*file->parcel), "\r", ""), '\n');
    EXPECT_GE(lines.size(), 2U) << query;
    if (lines.size() < 2) return {};
    lines.pop_back();  // the end of the last line
    lines.erase(lines.begin());
    return lines;
  }

  test::Scenario s_;
};

TEST_F(RegistryConditions, EachFindsWhatItNamesAndNothingElse) {
  for (const Condition& condition : conditions()) {
    EXPECT_EQ(listed(condition.query), condition.names) << condition.query;
  }
}

TEST_F(RegistryConditions, TheFileHoldsWhatTheListShowed) {
  for (const Condition& condition : conditions()) {
    EXPECT_EQ(exported(condition.query), condition.names) << condition.query;
  }
}

TEST_F(RegistryConditions, GoFromTheListToTheFileByTheListsOwnLink) {
  auto& visitor = s_.as(cast::secretariat);
  visitor.get("/office/members?industry=E&need=no_corporate_number")
      .status(200)
      .contains("href=\"/office/member-exports/new?industry=E&amp;need=no_corporate_number\"");
  visitor.get("/office/member-exports/new?industry=E&need=no_corporate_number")
      .status(200)
      .contains("1件を書き出します")
      .contains("name=\"query\" value=\"industry=E&amp;need=no_corporate_number\"");
  visitor
      .post("/office/member-exports", {{"purpose", "総会の案内の宛名"},
                                       {"format", "csv"},
                                       {"column", "name"},
                                       {"query", "industry=E&need=no_corporate_number"}})
      .status(200)
      .audited("members.registry.exported")
      .contains("さくら農園")
      .lacks("あおば商会")
      .lacks("なのはな社");
}

}  // namespace
}  // namespace musubi::members
