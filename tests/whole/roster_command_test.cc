// roster_command_test.cc - the options of `musubi import members` as an operator gives them: which
// sheet is read, and what the register of loans is told. All data is fictional.
// Never touches a database but its own.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "base/json.h"
#include "core/sheets/sheets.h"
#include "db/db.h"
#include "support/commands.h"

namespace musubi {
namespace {

using test::Commands;
using test::Ran;

constexpr const char* kOnSqlite = "MUSUBI_DATABASE_KIND=sqlite";

class RosterCommand : public Commands {
 protected:
  Ran import_members(const std::string& file, const std::vector<std::string>& options) {
    std::vector<std::string> arguments{"import", "members", file, "--json", "--data", data()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return run(arguments, kOnSqlite);
  }
  // A roster of two rows, and one of a single row on the sheet behind it.
  std::string two_sheets() const {
    const std::string path = (folder_ / "rosters.xlsx").string();
    const std::vector<sheets::Column> columns{{"会員番号", sheets::ColumnKind::text},
                                              {"企業・団体名", sheets::ColumnKind::text},
                                              {"入会年月日", sheets::ColumnKind::text}};
    sheets::XlsxWriter writer(path);
    writer.begin_sheet({"会員名簿", {}, columns, {}});
    writer.add_row({"K0001", "株式会社あおば商会", "R5.4.1"});
    writer.add_row({"K0002", "みなも製作所", "R5.4.1"});
    writer.begin_sheet({"旧名簿", {}, columns, {}});
    writer.add_row({"K0003", "はるかぜ商会", "R3.4.1"});
    EXPECT_TRUE(writer.close());
    return path;
  }
  std::vector<std::string> texts(const std::string& sql) const {
    auto opened = db::Db::open({.path = data() + "/musubi.sqlite"});
    EXPECT_TRUE(opened);
    std::vector<std::string> out;
    if (!opened) return out;
    for (const auto& row : (*opened)->read([&](db::Reader& reader) {
           return reader.all(db::Query{"test.texts", sql});
         })) {
      out.push_back(row.text(0));
    }
    return out;
  }
};

TEST_F(RosterCommand, TheSheetThatIsNamedIsReadAndOneThatIsNotThereIsRefused) {
  const std::string file = two_sheets();
  const Ran usual = import_members(file, {"--dry-run"});
  ASSERT_EQ(usual.code, 0) << usual.err;
  EXPECT_EQ(Json::parse(usual.out)["rows"], 2);
  const Ran named = import_members(file, {"--dry-run", "--sheet", "旧名簿"});
  ASSERT_EQ(named.code, 0) << named.err;
  EXPECT_EQ(Json::parse(named.out)["rows"], 1);
  for (const std::vector<std::string>& missing :
       {std::vector<std::string>{"--sheet", "ない"}, {"--sheet", "ない", "--dry-run"}}) {
    const Ran refused = import_members(file, missing);
    EXPECT_EQ(refused.code, 3) << refused.out;
    EXPECT_NE(refused.err.find("シート「ない」がありません"), std::string::npos) << refused.err;
  }
  const Ran imported = import_members(file, {"--sheet", "旧名簿"});
  ASSERT_EQ(imported.code, 0) << imported.err;
  EXPECT_EQ(Json::parse(imported.out)["created"], 1);
  EXPECT_EQ(texts("SELECT name FROM organisations"), std::vector<std::string>{"はるかぜ商会"});
}

TEST_F(RosterCommand, TheRegisterOfLoansIsToldWhatTheOptionsSay) {
  const std::string file = two_sheets();
  const Ran no_day = import_members(file, {"--received-on", "someday"});
  EXPECT_EQ(no_day.code, 3);
  EXPECT_NE(no_day.err.find("--received-on"), std::string::npos) << no_day.err;
  const Ran imported = import_members(
      file, {"--loan-name", "令和5年度末 会員名簿", "--received-on", "令和6年4月10日", "--purpose",
             "総会の準備", "--lender", "架空県"});
  ASSERT_EQ(imported.code, 0) << imported.err;
  EXPECT_EQ(texts("SELECT name || '/' || received_on || '/' || purpose || '/' || lender "
                  "FROM loans"),
            std::vector<std::string>{"令和5年度末 会員名簿/2024-04-10/総会の準備/架空県"});
}

}  // namespace
}  // namespace musubi
