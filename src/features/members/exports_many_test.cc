// exports_many_test.cc - the registry as a file when there are many members: never more than a page
// of rows is read at once, what was read is on the disk before the next page comes, both formats
// say the same, and nothing stays behind.
#include <gtest/gtest.h>

#include "core/sheets/sheets.h"
#include "features/members/checks.h"
#include "features/members/service.h"
#include "features/members/store.h"
#include "support/cast.h"
#include "support/counting_db.h"
#include "support/parcels.h"
#include "support/scenario.h"

namespace musubi::members {
namespace {

namespace cast = test::cast;

constexpr int kManyMembers = 5000;
constexpr std::size_t kPageMost = 500;  // of the export; each member has at most one person here
constexpr std::int64_t kNoteBytes = 300;

class ManyExports : public testing::Test {
 protected:
  ManyExports() {
    const auto made = s_.db().write([&](db::Tx& tx) -> Result<void> {
      for (int i = 1; i <= kManyMembers; ++i) TRY(insert_member(tx, i));
      return {};
    });
    CHECK(made.has_value());
  }
  // The rows alone: their history and their search documents are no part of a file.
  Result<void> insert_member(db::Tx& tx, int i) {
    Organisation o;
    o.id = {new_uuid(s_.now())};
    o.member_no = member_no_of(i);
    o.name = "架空商会" + std::to_string(i);
    o.category = "company";
    o.postal_code = "060-0001";
    o.employees = i;
    o.joined_on = "2024-06-03";
    for (int n = 0; n < 100; ++n) o.note += "結";
    TRY(store::insert_organisation(tx, o, match_keys(o, "")));
    if (i % 2 == 0) return {};
    Person contact;
    contact.id = {new_uuid(s_.now())};
    contact.organisation_id = o.id;
    contact.name = "架空 花子";
    contact.is_primary = true;
    return store::insert_person(tx, contact, s_.now());
  }
  ExportRequest wanted_in(const std::string& format) const {
    ExportRequest request;
    request.columns = {"member_no", "name", "postal_code", "employees", "joined_on",
                       "contact_name", "note"};
    request.purpose = "総会の案内を送るため";
    request.format = format;
    return request;
  }
  static std::vector<std::vector<std::string>> rows_of(const ExportFile& file) {
    std::vector<std::vector<std::string>> out;
    const auto read = sheets::each_row(
        file.parcel->path(), {}, [&](std::int64_t, const sheets::Cells& cells) -> Result<bool> {
          std::vector<std::string> row;
          for (const auto& cell : cells) row.push_back(cell.text);
          out.push_back(std::move(row));
          return true;
        });
    EXPECT_TRUE(read.has_value()) << read.error().says;
    return out;
  }
  test::Scenario s_;
};

TEST_F(ManyExports, HoldsAPageAndWritesItBeforeTheNext) {
  for (const char* format : {"csv", "csv_cp932", "xlsx"}) {
    test::CountingDb counting(s_.db());
    const Context whole = s_.context_of(cast::manager);
    const Context ctx{whole.actor, counting, whole.now, whole.request_id, whole.address, {}};
    ExportRequest request = wanted_in(format);
    std::int64_t before = 0;
    int pages = 0;
    request.progress = [&](std::int64_t done) {
      ++pages;
      EXPECT_LE(done - before, static_cast<std::int64_t>(kPageMost)) << format;
      before = done;
      // Two blocks may wait: the parcel's own, and the library's.
      const std::int64_t note_bytes = format == std::string("csv_cp932") ? 200 : kNoteBytes;
      EXPECT_GE(test::open_parcels().bytes, (done - 1) * note_bytes - 128 * 1024)
          << format << ": after " << done << " rows";
    };
    auto file = export_registry(ctx, request);
    ASSERT_TRUE(file.has_value()) << file.error().says;
    EXPECT_EQ(before, kManyMembers);
    EXPECT_GE(pages, kManyMembers / static_cast<int>(kPageMost));
    EXPECT_GE(counting.rows_in_all(), static_cast<std::size_t>(kManyMembers)) << "not counted";
    EXPECT_LE(counting.rows_at_once(), kPageMost) << format;
    EXPECT_EQ(list_exports(s_.context_of(cast::manager), "", 1)->records[0].sha256,
              file->parcel->sha256());
  }
  EXPECT_EQ(test::parcels_left(), 0);
}

TEST_F(ManyExports, BothFormatsSayTheSame) {
  const Context ctx = s_.context_of(cast::manager);
  auto csv = export_registry(ctx, wanted_in("csv"));
  auto book = export_registry(ctx, wanted_in("xlsx"));
  ASSERT_TRUE(csv.has_value() && book.has_value());
  const auto lines = rows_of(*csv);
  auto rows = rows_of(*book);
  ASSERT_GT(rows.size(), 2U);
  rows.erase(rows.begin(), rows.begin() + 2);  // the title and the purpose
  ASSERT_EQ(lines.size(), static_cast<std::size_t>(kManyMembers) + 1);
  ASSERT_EQ(rows.size(), lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    rows[i].resize(lines[i].size());  // an empty cell at the end is no cell of a book
    ASSERT_EQ(rows[i], lines[i]) << i;
  }
  EXPECT_EQ(lines[1][2], "060-0001");
}

TEST_F(ManyExports, NothingStaysBehindAfterThePage) {
  auto& manager = s_.as(cast::manager);
  for (const char* format : {"csv", "xlsx"}) {
    const auto answer = manager
                            .post("/office/member-exports",
                                  {{"purpose", "総会の案内を送るため"},
                                   {"format", format},
                                   {"column", "member_no"},
                                   {"column", "name"},
                                   {"query", ""}})
                            .status(200)
                            .audited("members.registry.exported");
    EXPECT_FALSE(answer.response().file_path.empty()) << "sent from memory";
    EXPECT_GT(answer.body().size(), 10'000U);
    EXPECT_EQ(test::parcels_left(), 0);
    EXPECT_EQ(test::open_parcels().files, 0);
  }
}

}  // namespace
}  // namespace musubi::members
