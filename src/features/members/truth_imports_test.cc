// truth_imports_test.cc - what the import leaves in the registry, row by row: each field of
// each member and each finding, against the truth file of the lent roster and, where that says
// nothing, against the cells themselves. All data is fictional.
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <set>

#include "base/text.h"
#include "core/sheets/sheets.h"
#include "features/members/store.h"
#include "support/roster_import.h"

namespace musubi::members {
namespace {

class ImportedTruth : public RosterImport {
 protected:
  using Finding = std::pair<std::int64_t, std::string>;  // row, kind
  static constexpr std::size_t kKana = 6, kRepresentative = 7, kEmployees = 9, kCapital = 10,
                               kPostalCode = 11, kAddress = 12, kFax = 14, kEmail = 17,
                               kWebsite = 18, kInterests = 19, kPlatform = 20, kNotes = 21;
  static constexpr std::size_t kFirstCells = 5;  // below two titles, a blank and two headings

  ImportedTruth() {
    std::ifstream in(test::source("/tests/data/members_r5_truth.json"));
    items_ = Json::parse(in).at("items");
    const auto read =
        sheets::each_row(kRoster, {}, [this](std::int64_t, const sheets::Cells& cells) {
          cells_.emplace_back();
          for (const auto& c : cells) cells_.back().push_back(c.text);
          return Result<bool>(true);
        });
    EXPECT_TRUE(read.has_value());
  }

  std::string cell(std::int64_t row, std::size_t column) const {
    return trim(cells_.at(kFirstCells + static_cast<std::size_t>(row) - 1).at(column));
  }
  static std::string text_of(const Json& item, const char* key) {
    return item.at(key).is_string() ? item.at(key).get<std::string>() : std::string();
  }
  static bool has(const Json& item, const std::string& kind) {
    for (const auto& one : item.at("defects")) {
      if (one.get<std::string>() == kind) return true;
    }
    return false;
  }
  static bool is_duplicate(const Json& item) {
    for (const auto& one : item.at("defects")) {
      if (one.get<std::string>().starts_with("duplicate_of_")) return true;
    }
    return false;
  }
  static std::string digits(const std::string& text) {
    std::string out;
    for (const char c : nfkc(text)) {
      if (c >= '0' && c <= '9') out += c;
    }
    return out;
  }
  static std::string without(std::string text, std::initializer_list<std::string_view> marks) {
    for (const auto mark : marks) text = replace_all(std::move(text), mark, "");
    return text;
  }

  // With the contradictions of the truth file settled by the cells: docs/decisions.md, 30.
  std::set<Finding> expected_findings() const {
    std::set<Finding> out;
    for (const auto& item : items_) {
      const auto row = item.at("row_no").get<std::int64_t>();
      for (const auto& one : item.at("defects")) {
        const auto kind = one.get<std::string>();
        if (!kind.starts_with("duplicate_of_")) out.insert({row, kind});
      }
      const std::string postal_code = cell(row, kPostalCode);
      const bool bare = postal_code.find_first_not_of("0123456789") == std::string::npos;
      if (bare && postal_code.size() == 7) out.insert({row, "postal_numeric"});
    }
    EXPECT_EQ(out.erase({125, "email_invalid"}), 1U);
    EXPECT_EQ(out.erase({360, "email_missing"}), 1U);
    return out;
  }
  std::vector<store::ImportDefect> defects_of(const store::ImportRow& row) {
    return s_.db().read(
        [&](db::Reader& r) { return store::list_import_defects(r, row.import_id, row.row); });
  }
  std::set<Finding> stored_findings(const ImportId& id) {
    std::set<Finding> out;
    for (const auto& row : rows(id)) {
      for (const auto& one : defects_of(row)) {
        EXPECT_TRUE(out.insert({one.row, one.kind}).second) << one.row << " twice " << one.kind;
        EXPECT_EQ(one.state, "open");
        EXPECT_EQ(one.line, row.line);
        EXPECT_FALSE(one.message.empty()) << one.kind;
      }
    }
    return out;
  }

  void is_as_the_truth_says(const Json& item, const Organisation& o,
                            const std::vector<Person>& people) const {
    const bool no_number = has(item, "hojin_missing") || has(item, "hojin_bad_check_digit") ||
                           has(item, "hojin_scientific");
    const bool no_day = has(item, "date_missing") || has(item, "date_invalid");
    const std::string place = text_of(item, "city_code6");
    EXPECT_EQ(o.member_no, text_of(item, "member_no"));
    EXPECT_EQ(o.name, text_of(item, "canonical_name"));
    EXPECT_EQ(o.corporate_number, no_number ? "" : text_of(item, "canonical_hojin"));
    EXPECT_EQ(category_label(o.category), text_of(item, "category"));
    EXPECT_EQ(o.industry, text_of(item, "jsic"));
    EXPECT_EQ(o.municipality_code, place.empty() ? "000000" : place);
    EXPECT_EQ(o.joined_on, no_day ? "" : text_of(item, "joined"));
    EXPECT_EQ(o.telephone, has(item, "tel_missing") ? "" : text_of(item, "tel"));
    const auto row = item.at("row_no").get<std::int64_t>();
    const std::string employees = nfkc(cell(row, kEmployees));
    ASSERT_EQ(o.employees.has_value(), !digits(employees).empty()) << employees;
    const auto truly = item.at("employees").get<std::int64_t>();
    const bool about = employees.find("約") != std::string::npos ||
                       employees.find('~') != std::string::npos ||
                       employees.find("〜") != std::string::npos;
    if (o.employees) {
      EXPECT_LE(std::abs(*o.employees - truly), about ? 10 : 0) << employees;
    }
    ASSERT_EQ(o.capital_yen.has_value(), !digits(cell(row, kCapital)).empty());
    if (o.capital_yen) {
      EXPECT_EQ(*o.capital_yen, item.at("capital_yen").get<std::int64_t>());
    }
    // An address without its @ cannot be mended; two in a cell go to two people.
    const bool none = nfkc(cell(row, kEmail)).find('@') == std::string::npos;
    ASSERT_EQ(people.size(), has(item, "two_contacts_in_cell") ? 2U : 1U);
    EXPECT_EQ(people[0].email, none ? "" : text_of(item, "email"));
  }

  void is_as_the_cells_say(std::int64_t row, const Organisation& o) const {
    const std::string postal_code = digits(cell(row, kPostalCode));
    const std::string website = cell(row, kWebsite);
    const std::string use = cell(row, kPlatform);
    const bool same_fax = cell(row, kFax) == "同左";
    EXPECT_EQ(o.postal_code, postal_code.size() == 7
                                 ? postal_code.substr(0, 3) + "-" + postal_code.substr(3)
                                 : "");
    EXPECT_EQ(o.address, cell(row, kAddress));
    EXPECT_EQ(o.name_kana, to_katakana(cell(row, kKana)));
    EXPECT_EQ(without(o.representative_title + o.representative_name, {" ", "　"}),
              without(cell(row, kRepresentative), {" ", "　"}));
    EXPECT_EQ(digits(o.fax), same_fax ? digits(o.telephone) : digits(cell(row, kFax)));
    if (website.empty() || website == "なし") {
      EXPECT_EQ(o.website, "");
    } else {
      EXPECT_EQ(o.website, website.starts_with("http") ? website : "https://" + website);
    }
    EXPECT_EQ(without(o.interests, {"\n", "・"}),
              without(cell(row, kInterests), {"、", "，", ",", "／", "/", "・"}));
    EXPECT_EQ(o.uses_platform, use == "○" || use == "〇" || use == "有" || use == "利用中") << use;
    EXPECT_EQ(without(o.note, {"\r"}), without(cell(row, kNotes), {"\r"}));
  }

  // What no suggestion could settle waits, on the member as well.
  void keeps_what_is_open(const store::ImportRow& row, const Organisation& o) {
    std::int64_t waiting = 0;
    for (const auto& one : defects_of(row)) {
      if (one.state != "waiting") {
        EXPECT_EQ(one.state, "adopted") << one.kind;
        continue;
      }
      ++waiting;
      EXPECT_EQ(one.suggestion, "") << one.kind;
    }
    EXPECT_EQ(o.open_defects, waiting);
  }

  void imports_what_is_true(const std::string& name) {
    NewImport in = input(test::source("/tests/data/") + name);
    in.filename = name;
    const auto begun = begin_import(office(), in);
    ASSERT_TRUE(begun.has_value()) << begun.error().says;
    ASSERT_TRUE(read_import(office(), *begun).has_value());
    EXPECT_EQ(stored_findings(begun->id), expected_findings());
    ASSERT_TRUE(adopt_suggestions(office(), begun->id, "").has_value());
    ASSERT_EQ(committed(begun->id).created, 486);
    const auto list = rows(begun->id);
    ASSERT_EQ(list.size(), items_.size());
    for (const auto& row : list) {
      SCOPED_TRACE(name + " row " + std::to_string(row.row));
      const Json& item = items_.at(static_cast<std::size_t>(row.row - 1));
      ASSERT_EQ(item.at("row_no").get<std::int64_t>(), row.row);
      if (is_duplicate(item)) {
        EXPECT_EQ(row.outcome, "proposed");
        continue;
      }
      ASSERT_EQ(row.outcome, "created");
      const auto made = s_.db().read(
          [&](db::Reader& r) { return store::find_organisation(r, row.organisation_id); });
      ASSERT_TRUE(made.has_value());
      is_as_the_truth_says(item, *made, s_.db().read([&](db::Reader& r) {
        return store::list_people(r, made->id);
      }));
      is_as_the_cells_say(row.row, *made);
      keeps_what_is_open(row, *made);
    }
  }

  Json items_;
  std::vector<std::vector<std::string>> cells_;
};

TEST_F(ImportedTruth, OfTheCsvIsInTheRegistryFieldByField) {
  imports_what_is_true("members_r5_cp932.csv");
}

TEST_F(ImportedTruth, OfTheXlsxIsInTheRegistryFieldByField) {
  imports_what_is_true("members_r5.xlsx");
}

}  // namespace
}  // namespace musubi::members
