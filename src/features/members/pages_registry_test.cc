// pages_registry_test.cc - the list of members as its query string asks for it: each condition
// finds what it names and nothing else, in the list and in the file that is made of it; its pages
// follow one another by the page's own link, and it shows the columns that were chosen.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "features/members/query.h"
#include "features/members/record.h"
#include "features/members/service.h"
#include "features/members/store.h"
#include "features/members/views.h"
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

// Forty-five members of one industry and three of another, whose order is another by every column,
// with several of one value and with values that an address must encode.
class RegistryPaging : public testing::Test {
 protected:
  static constexpr int kOfThem = 45;

  RegistryPaging() {
    const char* readings[] = {"", "アオバ", "カ&イ+ン %23", "サクラ", "ミナモ"};
    const char* days[] = {"2024-05-01", "", "2022-06-01"};
    for (int i = 0; i < kOfThem + 3; ++i) {
      Organisation o;
      o.name = "台帳の会員" + std::to_string(100 + i);
      o.member_no = "K" + std::to_string(9980 + i * 7 % 48);
      o.name_kana = readings[i % 5];
      o.joined_on = days[i % 3];
      o.industry = i < kOfThem ? "E" : "G";
      const Context ctx = office();
      const Cause cause{.kind = "import", .id = "import-1"};
      const auto made = s_.db().write([&](db::Tx& tx) -> Result<void> {
        TRY(record_new_organisation(tx, ctx, o, {}, false, cause));
        return {};
      });
      EXPECT_TRUE(made.has_value()) << o.name;
      if (i % 4 == 3) s_.advance_seconds(1);
    }
  }

  Context office() { return s_.context_of(cast::secretariat); }

  // Every member of the industry, as the column orders them; of one value by their ids.
  Names in_order(const std::string& sort, bool descending) {
    store::ListFilter filter;
    filter.industry = "E";
    filter.most = 100;
    auto rows = list_registry(office(), filter, "")->rows;
    const auto before = [&](const RegistryRow& left, const RegistryRow& right) {
      const Organisation &a = left.organisation, &b = right.organisation;
      if (sort == "updated_at" && a.updated_at.ms != b.updated_at.ms) {
        return a.updated_at.ms < b.updated_at.ms;
      }
      if (sort == "member_no") return member_no_key(a.member_no) < member_no_key(b.member_no);
      if (sort == "name_kana" && a.name_kana != b.name_kana) return a.name_kana < b.name_kana;
      if (sort == "joined_on" && a.joined_on != b.joined_on) return a.joined_on < b.joined_on;
      return a.id.text < b.id.text;
    };
    std::sort(rows.begin(), rows.end(), before);
    if (descending) std::reverse(rows.begin(), rows.end());
    Names out;
    for (const auto& row : rows) out.push_back(row.organisation.name);
    return out;
  }

  static Names on_page(const std::string& body) {
    const std::string mark = ">台帳の会員";
    Names out;
    for (std::size_t at = body.find(mark); at != std::string::npos;
         at = body.find(mark, at + 1)) {
      out.push_back(body.substr(at + 1, mark.size() - 1 + 3));
    }
    return out;
  }

  // Where 「次へ」 leads; "" on the last page.
  static std::string next_of(const std::string& body) {
    const std::size_t next = body.find("rel=\"next\"");
    if (next == std::string::npos) return {};
    const std::string mark = "href=\"";
    const std::size_t from = body.rfind(mark, next) + mark.size();
    return replace_all(body.substr(from, body.find('"', from) - from), "&amp;", "&");
  }

  test::Scenario s_;
};

TEST_F(RegistryPaging, ByThePagesOwnLinkEveryMemberComesOnceAndInOrder) {
  for (const char* sort : {"member_no", "name_kana", "joined_on", "updated_at"}) {
    for (const bool descending : {false, true}) {
      const std::string asked = std::string(sort) + (descending ? "-desc" : "");
      std::string path = "/office/members?industry=E&sort=" + asked + "&column=name";
      Names seen;
      int pages = 0;
      while (!path.empty() && pages < 10) {
        const std::string body = s_.as(cast::secretariat).get(path).status(200).body();
        const Names found = on_page(body);
        seen.insert(seen.end(), found.begin(), found.end());
        path = next_of(body);
        ++pages;
      }
      EXPECT_EQ(pages, 3) << asked;
      EXPECT_EQ(seen.size(), static_cast<std::size_t>(kOfThem)) << asked;
      EXPECT_EQ(seen, in_order(sort, descending)) << asked;
    }
  }
}

// The text of every column's head, as the table has them.
Names heads_of(const std::string& body) {
  const std::size_t from = body.find("<thead");
  const std::size_t until = body.find("</thead>");
  Names out;
  if (from == std::string::npos || until == std::string::npos) return out;
  for (std::size_t at = body.find("<th ", from); at < until; at = body.find("<th ", at + 1)) {
    std::string words;
    bool inside = false;
    for (const char c : body.substr(at, body.find("</th>", at) - at)) {
      if (c == '<') inside = true;
      if (!inside) words += c;
      if (c == '>') inside = false;
    }
    out.push_back(replace_all(trim(words), "で並べ替える", ""));
  }
  return out;
}

TEST_F(RegistryConditions, ShowTheChosenColumnsAndNoOther) {
  auto& visitor = s_.as(cast::secretariat);
  EXPECT_EQ(heads_of(visitor.get("/office/members").status(200).body()),
            (Names{"会員番号", "団体名", "法人番号", "業種", "所在地", "従業員", "入会", "状態", "PF"}));
  for (const auto& [name, label] : views::list_columns()) {
    Names expected{"団体名", label};  // whose row it is always stands there
    if (name == "name") expected.pop_back();
    EXPECT_EQ(heads_of(visitor.get("/office/members?column=" + name).status(200).body()),
              expected)
        << name;
  }
  EXPECT_EQ(heads_of(visitor.get("/office/members?column=capital_yen&column=member_no"
                                 "&column=nothing&column=updated_at")
                         .body()),
            (Names{"団体名", "会員番号", "資本金", "更新"}));
  EXPECT_EQ(heads_of(visitor.get("/office/members?column=nothing").body()).size(), 9U);
}

TEST_F(RegistryConditions, ShowAContactToTheOfficeAndAMaskToOverseers) {
  NewOrganisation input;
  input.typed = {{"name", "ひまわり園"}};
  input.contact = {{"name", "荒木 里奈"}, {"email", "araki@example.jp"}};
  ASSERT_TRUE(create_organisation(office(), input).has_value());
  const std::string path = "/office/members?column=contact";
  s_.as(cast::secretariat).get(path).status(200).contains("荒木 里奈");
  s_.as(cast::secretariat).get("/office/members").lacks("荒木");
  for (const test::Person& person : {cast::prefecture, cast::auditor}) {
    s_.as(person).get(path).status(200).contains("荒＊＊").lacks("荒木").lacks("里奈");
  }
}

}  // namespace
}  // namespace musubi::members
