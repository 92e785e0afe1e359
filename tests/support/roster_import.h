// roster_import.h - what tests of the import share: a temp folder for originals, a draft made of
// a text, the whole registry as text. For service_imports*_test.cc of members only.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "features/members/service_imports.h"
#include "support/cast.h"
#include "support/places.h"
#include "support/scenario.h"

namespace musubi::members {
namespace cast = test::cast;

inline const std::string kRoster = test::source("/tests/data/members_r5_cp932.csv");

class RosterImport : public testing::Test {
 protected:
  RosterImport() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "musubi-import-XXXXXX").string();
    CHECK(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    files::configure({folder_ + "/files", "", 1000});
  }
  ~RosterImport() override { std::filesystem::remove_all(folder_); }

  Context office() { return s_.context_of(cast::secretariat); }
  Context manager() { return s_.context_of(cast::manager); }

  NewImport input(const std::string& path) {
    NewImport in;
    in.path = path;
    in.filename = "会員名簿.csv";
    in.loan = {"令和5年度末 会員名簿", "CSVファイル", "熊本県", "会員名簿の整備", "2024-04-10",
               "2025-03-31", "事務局の保管庫", 0};
    return in;
  }
  std::string file(const std::string& text, const std::string& name = "roster.csv") {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  ImportId draft(const std::string& path) {
    auto begun = begin_import(office(), input(path));
    EXPECT_TRUE(begun.has_value()) << (begun ? "" : begun.error().says + begun.error().detail);
    if (!begun) return {};
    auto read = read_import(office(), *begun);
    EXPECT_TRUE(read.has_value()) << (read ? "" : read.error().says + read.error().detail);
    return begun->id;
  }
  Counts committed(const ImportId& id) {
    auto counts = commit_import(office(), id);
    EXPECT_TRUE(counts.has_value()) << (counts ? "" : counts.error().says + counts.error().detail);
    return counts ? *counts : Counts{};
  }
  // Everything that an undo must put back, as text; versions and stamps go on, of course.
  std::string dump() {
    static constexpr db::Query kOrganisations{
        "test.dump_organisations",
        "SELECT id, member_no, name, name_kana, corporate_number, category, industry, "
        "municipality_code, postal_code, address, representative_title, representative_name, "
        "employees, capital_yen, telephone, fax, website, interests, uses_platform, note, state, "
        "joined_on, left_on, merged_into, open_defects, created_at, name_key, telephone_key, "
        "domain_key FROM organisations ORDER BY id"};
    static constexpr db::Query kPeople{
        "test.dump_people",
        "SELECT id, organisation_id, name, name_kana, department, title, email, telephone, "
        "is_primary, is_administrator, state, position, created_at FROM people ORDER BY id"};
    static constexpr db::Query kEvents{
        "test.dump_events",
        "SELECT id, organisation_id, kind, happened_on, first_time FROM membership_events "
        "ORDER BY id"};
    static constexpr db::Query kDays{
        "test.dump_days", "SELECT day, kind, first_time, number FROM membership_days "
                          "WHERE number <> 0 ORDER BY day, kind, first_time"};
    static constexpr db::Query kOpen{"test.dump_proposals",
                                     "SELECT id FROM merge_proposals ORDER BY id"};
    std::string out;
    s_.db().read([&](db::Reader& reader) {
      for (const auto* query : {&kOrganisations, &kPeople, &kEvents, &kDays, &kOpen}) {
        for (const auto& row : reader.all(*query)) {
          for (std::size_t i = 0; i < row.size(); ++i) out += row.text(i) + "|";
          out += "\n";
        }
      }
    });
    return out;
  }
  std::vector<store::ImportRow> rows(const ImportId& id, const std::string& choice = {}) {
    store::RowFilter filter;
    filter.import_id = id;
    filter.choice = choice;
    filter.most = 100'000;
    return s_.db().read([&](db::Reader& r) { return store::list_import_rows(r, filter); });
  }
  store::ImportDefect defect(const ImportId& id, const std::string& kind,
                             const std::string& state = "open") {
    for (const auto& row : rows(id)) {
      for (const auto& d : s_.db().read([&](db::Reader& r) {
             return store::list_import_defects(r, id, row.row);
           })) {
        if (d.kind == kind && d.state == state) return d;
      }
    }
    ADD_FAILURE() << "no open " << kind;
    return {};
  }
  Organisation organisation(const OrganisationId& id) {
    auto page = load_visible_organisation(office(), id);
    EXPECT_TRUE(page.has_value());
    return page ? page->organisation : Organisation{};
  }
  OrganisationId made_of(const ImportId& id, std::int64_t row) {
    auto view = load_visible_row(office(), id, row);
    EXPECT_TRUE(view.has_value());
    return view ? view->row.organisation_id : OrganisationId{};
  }
  void expect_sum(const Counts& c) {
    EXPECT_EQ(c.rows, c.created + c.updated + c.unchanged + c.merged + c.proposed + c.skipped +
                          c.unresolved);
  }

  test::Scenario s_;
  std::string folder_;
};

inline const std::string kHead = "会員番号,企業・団体名,法人番号,電話番号,担当者氏名,メールアドレス,入会年月日\n";

}  // namespace musubi::members
