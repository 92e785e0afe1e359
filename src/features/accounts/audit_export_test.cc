// audit_export_test.cc - the audit as a file: written row by row, refused above its limit instead
// of cut, noted with its purpose, and gone from the disk after the answer.
#include <gtest/gtest.h>

#include "base/text.h"
#include "core/audit/audit.h"
#include "features/accounts/service.h"
#include "support/cast.h"
#include "support/counting_db.h"
#include "support/parcels.h"
#include "support/scenario.h"

namespace musubi::accounts {
namespace {

constexpr int kManyEntries = 5000;
constexpr const char* kExportPurpose = "令和6年度の検査";

class AuditExport : public testing::Test {
 protected:
  void note_many(int count) {
    const Context ctx = s_.context_of(test::cast::secretariat);
    const auto noted = s_.db().write([&](db::Tx& tx) -> Result<void> {
      for (int i = 0; i < count; ++i) {
        TRY(audit::note(tx, ctx, "test.many.noted", {"thing", "t" + std::to_string(i), ""}, nullptr,
                        {{"words", std::string(200, 'x')}}));
      }
      return {};
    });
    ASSERT_TRUE(noted.has_value()) << noted.error().says;
  }
  static audit::Filter only_many() {
    audit::Filter filter;
    filter.action_prefix = "test.many.";
    return filter;
  }
  test::Scenario s_;
};

// By rows read: a writer that first collected them would have read far more than it has written.
TEST_F(AuditExport, EachRowIsOnTheDiskBeforeManyMoreAreRead) {
  note_many(kManyEntries);
  test::CountingDb counting(s_.db());
  const auto parcel = files::Parcel::make();
  ASSERT_TRUE(parcel.has_value());
  std::int64_t given = 0, lines = 0;
  const std::int64_t rows = counting.read([&](db::Reader& reader) {
    return audit::export_entries(reader, only_many(), audit::Form::csv, 0,
                                 [&](std::string_view line) {
                                   (*parcel)->write(line);
                                   given += static_cast<std::int64_t>(line.size());
                                   ++lines;  // the heading is one of them
                                   EXPECT_LE(counting.rows_in_all(),
                                             static_cast<std::size_t>(lines));
                                 });
  });
  EXPECT_EQ(rows, kManyEntries);
  EXPECT_EQ(counting.rows_at_once(), 1U);
  EXPECT_GT(given, 1'000'000);
  EXPECT_LE(given - test::open_parcels().bytes, 65 * 1024);  // not sealed: the last block waits
}

TEST_F(AuditExport, ReadsTheAuditRowByRow) {
  note_many(kManyEntries);
  test::CountingDb counting(s_.db());
  const Context whole = s_.context_of(test::cast::manager);
  const Context ctx{whole.actor, counting, whole.now, whole.request_id, whole.address, {}};
  auto file = export_audit(ctx, s_.app().words, only_many(), kExportPurpose);
  ASSERT_TRUE(file.has_value()) << file.error().says;
  EXPECT_EQ(counting.rows_at_once(), 1U);
  const auto lines = split(test::bytes_of(**file), '\n');
  EXPECT_EQ(lines.size(), static_cast<std::size_t>(kManyEntries) + 2);  // heading, and the last end
  EXPECT_EQ((*file)->bytes(), static_cast<std::int64_t>(test::bytes_of(**file).size()));
}

TEST_F(AuditExport, MoreThanTheLimitIsRefusedAndNeverCut) {
  note_many(4);
  const Context ctx = s_.context_of(test::cast::manager);
  const std::int64_t before = s_.audit_count();
  auto refused = export_audit(ctx, s_.app().words, only_many(), kExportPurpose, 3);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().fault, Fault::too_large);
  EXPECT_NE(refused.error().says.find("3行を超える"), std::string::npos);
  EXPECT_EQ(s_.audit_count(), before);
  EXPECT_EQ(test::parcels_left(), 0);
  EXPECT_TRUE(export_audit(ctx, s_.app().words, only_many(), kExportPurpose, 4).has_value());
  EXPECT_EQ(s_.audit_count(), before + 1);
}

TEST_F(AuditExport, ThePageSaysTheLimitAndLeavesNothingBehind) {
  auto& auditor = s_.as(test::cast::auditor);
  auditor.get("/office/audit").status(200).contains("一度に書き出せるのは1,000,000行までです");
  const auto answer = auditor.post("/office/audit/export", {{"purpose", kExportPurpose}})
                          .status(200)
                          .audited("audit.entries.exported");
  EXPECT_FALSE(answer.response().file_path.empty()) << "sent from memory";
  EXPECT_TRUE(answer.body().starts_with("\xEF\xBB\xBF"));
  EXPECT_EQ(test::parcels_left(), 0);
  EXPECT_EQ(test::open_parcels().files, 0);
}

}  // namespace
}  // namespace musubi::accounts
