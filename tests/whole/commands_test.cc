// commands_test.cc - the program as an operator meets it: exit codes, help, refusals, rosters and
// reports; doctor and serve are in files of their own.
// Runs MUSUBI_BIN (bin/test sets it) or the musubi beside the tests, each test in its own folder.
// Never touches a database but its own.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "base/json.h"
#include "features/members/roster/roster.h"
#include "support/commands.h"
#include "support/places.h"

namespace musubi {
namespace {
namespace fs = std::filesystem;

using test::Commands;
using test::contents;
using test::Ran;

TEST_F(Commands, HelpIsAnAnswerAndNamesTheExitCodes) {
  for (const std::vector<std::string>& of :
       {std::vector<std::string>{}, {"serve"}, {"migrate"}, {"doctor"}, {"config"},
        {"config", "check"}, {"user"}, {"user", "create"}, {"user", "reset"}, {"user", "list"},
        {"user", "first-link"}, {"search"}, {"search", "rebuild"}, {"import"},
        {"import", "members"}, {"import", "postal-codes"}, {"import", "site"}, {"report"},
        {"report", "members"}, {"report", "site"}, {"export"}, {"export", "site"}, {"check"},
        {"check", "accessibility"}, {"demo"}}) {
    std::vector<std::string> arguments = of;
    arguments.push_back("--help");
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_NE(ran.out.find("終了コード"), std::string::npos) << ran.out;
    EXPECT_EQ(ran.err, "");
  }
}

TEST_F(Commands, TheVersionIsThatOfTheBillOfMaterials) {
  const Ran ran = run({"--version"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  const Json bill = Json::parse(run({"doctor", "--sbom"}).out);
  EXPECT_EQ(ran.out,
            "musubi " + bill["metadata"]["component"]["version"].get<std::string>() + "\n");
  EXPECT_NE(run({"--help"}).out.find("--version"), std::string::npos);
}

TEST_F(Commands, WrongUsageIsTwoAndSaysWhatToDo) {
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"nonsense"}, {"serve", "--prot", "1"}, {"serve", "--port", "0"},
        {"serve", "--port", "70000"}, {"user"}, {"user", "create", "a@example.jp"}, {"config"},
        {"import", "members", "--dry-run"}, {"import", "members", "/nowhere.csv", "--dry-run"},
        {"report"}, {"report", "members"}, {"report", "members", "--as-of", "2024-09-30"},
        {"export"}, {"export", "list.csv"}}) {
    const Ran ran = run(wrong);
    EXPECT_EQ(ran.code, 2) << wrong.front() << ran.out;
    EXPECT_NE(ran.err.find("--help"), std::string::npos) << ran.err;
    EXPECT_EQ(ran.out, "");
  }
}

TEST_F(Commands, MigrateTwiceAppliesOnce) {
  const Ran first = run({"migrate", "--data", data(), "--json"}, "MUSUBI_DATABASE_KIND=sqlite");
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_FALSE(Json::parse(first.out)["applied"].empty());
  const Ran second = run({"migrate", "--data", data(), "--json"}, "MUSUBI_DATABASE_KIND=sqlite");
  ASSERT_EQ(second.code, 0) << second.err;
  EXPECT_TRUE(Json::parse(second.out)["applied"].empty());
}

TEST_F(Commands, TheDataFolderIsClosedToOthers) {
  ASSERT_EQ(run({"migrate", "--data", data()}).code, 0);
  EXPECT_EQ(fs::status(data()).permissions() & fs::perms::others_all, fs::perms::none);
}

TEST_F(Commands, TheConfigurationBesideTheDataIsReadHoweverTheFolderIsNamed) {
  fs::create_directories(data());
  std::ofstream(fs::path(data()) / "musubi.toml") << "[server]\nprot = 1\n";
  EXPECT_EQ(run({"config", "check", "--data", data()}).code, 3);
  EXPECT_EQ(run({"config", "check"}, "MUSUBI_DATA_DIRECTORY='" + data() + "'").code, 3);
  // The default is the folder var of where the command is given.
  EXPECT_EQ(run({"config", "check"}, "-C '" + folder_.string() + "'").code, 0);
  fs::rename(data(), folder_ / "var");
  EXPECT_EQ(run({"config", "check"}, "-C '" + folder_.string() + "'").code, 3);
}

TEST_F(Commands, WhatOnlyLooksMakesNoFolder) {
  EXPECT_EQ(run({"config", "check", "--data", data()}).code, 0);
  EXPECT_EQ(run({"doctor", "--quick", "--data", data()}).code, 1);
  EXPECT_FALSE(fs::exists(data()));
}

TEST_F(Commands, AMissingDatabaseIsRefusedWithTheRemedy) {
  const Ran ran = run({"user", "list", "--data", data()});
  EXPECT_EQ(ran.code, 3);
  EXPECT_NE(ran.err.find("musubi migrate"), std::string::npos) << ran.err;
}

TEST_F(Commands, AWrongConfigurationIsRefusedWithItsKey) {
  const std::string file = (folder_ / "wrong.toml").string();
  std::ofstream(file) << "[server]\nport = \"eighty\"\nprot = 1\n";
  const Ran ran = run({"config", "check", "--config", file, "--data", data()});
  EXPECT_EQ(ran.code, 3);
  EXPECT_NE(ran.err.find("server.port"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("prot"), std::string::npos) << ran.err;
}

TEST_F(Commands, TheExampleConfigurationIsAccepted) {
  const Ran example = run({"config", "--example"});
  ASSERT_EQ(example.code, 0);
  const std::string file = (folder_ / "example.toml").string();
  std::ofstream(file) << example.out;
  const Ran checked = run({"config", "check", "--config", file, "--data", data()});
  EXPECT_EQ(checked.code, 0) << checked.err;
}

TEST_F(Commands, TheBillOfMaterialsNamesWhatIsLinked) {
  const Ran ran = run({"doctor", "--sbom"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json bill = Json::parse(ran.out);
  EXPECT_EQ(bill["bomFormat"], "CycloneDX");
  std::set<std::string> names;
  for (const Json& component : bill["components"]) {
    EXPECT_TRUE(names.insert(component["name"].get<std::string>()).second) << component;
    EXPECT_FALSE(component["version"].get<std::string>().empty());
  }
  EXPECT_TRUE(names.contains("@digital-go-jp/design-tokens"));
  // Every library that a build asks the machine for; what is linked is compared by tools/sbom.py.
  std::ifstream packages(test::source("/tools/packages/start.txt"));
  int libraries = 0;
  for (std::string line; std::getline(packages, line);) {
    if (!line.ends_with("-dev") && line != "python3-zxcvbn") continue;
    ++libraries;
    EXPECT_TRUE(names.contains(line)) << line;
  }
  EXPECT_GT(libraries, 20);
}

TEST_F(Commands, TheDemoIsLoadedOnceWithAnAccountForEachRole) {
  const Ran first = run({"demo", "--data", data(), "--json"}, "MUSUBI_LOG_FORMAT=json");
  ASSERT_EQ(first.code, 0) << first.err;
  // One of its pictures is broken on purpose: what the library says of it is no line of its own.
  std::istringstream log(first.err);
  int lines = 0;
  for (std::string line; std::getline(log, line); ++lines) {
    EXPECT_TRUE(Json::accept(line)) << line;
  }
  EXPECT_GT(lines, 0);
  const Json accounts = Json::parse(contents(fs::path(data()) / "demo" / "accounts.json"));
  EXPECT_EQ(accounts.size(), 11U);
  for (const Json& account : accounts) {
    EXPECT_TRUE(account.contains("login") && account.contains("totp_secret")) << account["role"];
    EXPECT_GE(account["password"].get<std::string>().size(), 12U);
  }
  const auto kept = fs::status(fs::path(data()) / "demo" / "accounts.json").permissions();
  EXPECT_EQ(kept & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
  EXPECT_EQ(run({"demo", "--data", data()}).code, 3);
  EXPECT_EQ(run({"user", "first-link", "--data", data()}).code, 3);
}

TEST_F(Commands, TheFirstLinkIsForAnEmptyHouse) {
  const Ran ran = run({"user", "first-link", "--data", data(), "--json", "--origin",
                       "https://example.jp"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(Json::parse(ran.out)["link"].get<std::string>().find("https://example.jp/"), 0U);
}

TEST_F(Commands, AnUnknownRoleIsRefusedWithTheNames) {
  ASSERT_EQ(run({"migrate", "--data", data()}).code, 0);
  const Ran ran = run({"user", "create", "a@example.jp", "--name", "荒木 里奈", "--role", "king",
                       "--data", data()});
  EXPECT_EQ(ran.code, 3);
  EXPECT_NE(ran.err.find("secretariat_manager"), std::string::npos) << ran.err;
}

TEST_F(Commands, TheRosterIsReadWithoutADatabase) {
  for (const std::string name : {"members_r5_cp932.csv", "members_r5.xlsx"}) {
    const std::string roster = test::source("/tests/data/") + name;
    const Ran ran = run({"import", "members", roster, "--dry-run", "--json", "--data", data()});
    ASSERT_EQ(ran.code, 0) << ran.err;
    const auto found = members::read_roster(roster);
    ASSERT_TRUE(found.has_value());
    // Whole, but not printed: what differs is told by the reader's own test.
    EXPECT_TRUE(Json::parse(ran.out) == members::roster_json(*found)) << name;
    EXPECT_FALSE(fs::exists(data()));
  }
}

// What the registry would refuse is a finding of the wizard and of the import, not of the reader.
TEST_F(Commands, ADryRunTellsWhatTheImportWillTell) {
  const std::string roster = (folder_ / "roster.csv").string();
  std::ofstream(roster) << "会員番号,企業・団体名,入会年月日,ホームページ\n"
                           "K0001,㈱あおば商会,R99.4.1,準備中\n"
                           "K0002,みなも製作所,R5.4.1,https://minamo.example.jp\n";
  using Finding = std::tuple<std::int64_t, std::string, std::string>;  // row, field, kind
  const Ran dry = run({"import", "members", roster, "--dry-run", "--json", "--data", data()});
  ASSERT_EQ(dry.code, 0) << dry.err;
  std::vector<Finding> told;
  const Json answer = Json::parse(dry.out);
  for (const Json& one : answer["defects"]) {
    told.emplace_back(one["row"].get<std::int64_t>(), one["field"].get<std::string>(),
                      one["kind"].get<std::string>());
  }
  const std::vector<Finding> expected{{1, "name", "name_abbrev"},
                                      {1, "website", "not_accepted"},
                                      {1, "joined_on", "date_invalid"}};
  EXPECT_EQ(told, expected) << dry.out;
  const Ran for_people = run({"import", "members", roster, "--dry-run", "--data", data()});
  EXPECT_NE(for_people.out.find("きょうより後の日付です"), std::string::npos) << for_people.out;
  EXPECT_NE(for_people.out.find("ホームページは「https://」から"), std::string::npos);
  // The import itself leaves just these open.
  const Ran imported = run({"import", "members", roster, "--json", "--data", data()});
  ASSERT_EQ(imported.code, 0) << imported.err;
  EXPECT_EQ(Json::parse(imported.out)["defects_open"], expected.size()) << imported.out;
}

TEST_F(Commands, ADryRunCallsTheFieldsAsThePagesDo) {
  const Ran ran = run({"import", "members", test::source("/tests/data/members_r5_cp932.csv"),
                       "--dry-run", "--data", data()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("法人番号: "), std::string::npos);
  EXPECT_EQ(ran.out.find("corporate_number"), std::string::npos);
}

TEST_F(Commands, ADryRunTellsABrokenConfigurationAndAsksTheFolderThatItNames) {
  const std::string roster = test::source("/tests/data/members_r5_cp932.csv");
  const std::string config = (folder_ / "musubi.toml").string();
  std::ofstream(config) << "[server]\nport = \"eighty\"\n";
  const Ran broken = run({"import", "members", roster, "--dry-run", "--config", config});
  EXPECT_EQ(broken.code, 3) << broken.err;
  EXPECT_NE(broken.err.find("server.port"), std::string::npos) << broken.err;
  // A folder that is there by the environment alone, without a database: said, and read anyway.
  fs::create_directory(data());
  const Ran bare = run({"import", "members", roster, "--dry-run", "--json"},
                       "MUSUBI_DATA_DIRECTORY='" + data() + "' MUSUBI_DATABASE_KIND=sqlite");
  EXPECT_EQ(bare.code, 0) << bare.err;
  EXPECT_EQ(Json::parse(bare.out)["rows"], 503);
  EXPECT_NE(bare.err.find("覚えている列の対応は使わずに"), std::string::npos) << bare.err;
}

TEST_F(Commands, TheRosterIsImportedOnceAndASecondRunChangesNothing) {
  const std::string roster = test::source("/tests/data/members_r5.xlsx");
  const Ran first = run({"import", "members", roster, "--json", "--data", data()});
  ASSERT_EQ(first.code, 0) << first.err;
  Json counts = Json::parse(first.out);
  EXPECT_EQ(counts["rows"], 503);
  EXPECT_EQ(counts["created"], 486);
  EXPECT_EQ(counts["proposed"], 17);
  EXPECT_GT(counts["defects_open"], 100);
  std::int64_t sum = 0;
  for (const char* part : {"created", "updated", "unchanged", "merged", "proposed", "skipped",
                           "unresolved"}) {
    sum += counts[part].get<std::int64_t>();
  }
  EXPECT_EQ(sum, 503);
  const Ran second = run({"import", "members", roster, "--data", data()});
  ASSERT_EQ(second.code, 0) << second.err;
  EXPECT_NE(second.out.find("変更なし  503 行"), std::string::npos) << second.out;
  EXPECT_NE(second.out.find("何も変わっていません"), std::string::npos) << second.out;
  const Ran no_roster =
      run({"import", "members", test::source("/README.md"), "--data", data()});
  EXPECT_EQ(no_roster.code, 3) << no_roster.out << no_roster.err;
}

TEST_F(Commands, TheMemberReportIsWrittenTwiceTheSame) {
  const std::string roster = test::source("/tests/data/members_r5.xlsx");
  ASSERT_EQ(run({"import", "members", roster, "--json", "--data", data()}).code, 0);
  const std::string out = (folder_ / "report").string();
  const Ran first = run({"report", "members", "--as-of", "令和6年9月30日", "--out", out, "--json",
                         "--data", data()});
  ASSERT_EQ(first.code, 0) << first.err;
  const Json written = Json::parse(first.out);
  EXPECT_EQ(written["number"], 1);
  EXPECT_TRUE(written["frozen_now"].get<bool>());
  EXPECT_EQ(written["figures"]["as_of"], "2024-09-30");
  ASSERT_EQ(written["files"].size(), 4U);  // PDF, XLSX, CSV and its Shift_JIS
  std::vector<std::string> bytes;
  for (const Json& path : written["files"]) bytes.push_back(contents(path.get<std::string>()));
  EXPECT_EQ(bytes[0].substr(0, 5), "%PDF-");
  EXPECT_EQ(bytes[1].substr(0, 2), "PK");
  const std::string members = std::to_string(written["figures"]["members"].get<std::int64_t>());
  EXPECT_NE(bytes[2].find("会員数," + members + "\r\n"), std::string::npos);
  const Ran second = run({"report", "members", "--as-of", "2024-09-30", "--out", out, "--json",
                          "--data", data()});
  ASSERT_EQ(second.code, 0) << second.err;
  EXPECT_FALSE(Json::parse(second.out)["frozen_now"].get<bool>());
  for (std::size_t i = 0; i < bytes.size(); ++i) {  // kept and handed out, not printed again
    EXPECT_EQ(contents(written["files"][i].get<std::string>()), bytes[i]) << i;
  }
}

TEST_F(Commands, AReportOfAWrongDayOrPlaceIsRefused) {
  const std::string out = (folder_ / "report").string();
  const Ran no_day =
      run({"report", "members", "--as-of", "someday", "--out", out, "--data", data()});
  EXPECT_EQ(no_day.code, 3);
  EXPECT_NE(no_day.err.find("--as-of"), std::string::npos) << no_day.err;
  const Ran future =
      run({"report", "members", "--as-of", "2999-03-31", "--out", out, "--data", data()});
  EXPECT_EQ(future.code, 3);
  EXPECT_NE(future.err.find("きょうまで"), std::string::npos) << future.err;
  std::ofstream(folder_ / "file") << "x";
  const Ran no_folder = run({"report", "members", "--as-of", "2024-09-30", "--out",
                             (folder_ / "file" / "below").string(), "--data", data()});
  EXPECT_EQ(no_folder.code, 4) << no_folder.err;
}

TEST_F(Commands, TheRegistryIsExportedForAPurpose) {
  const std::string roster = test::source("/tests/data/members_r5.xlsx");
  ASSERT_EQ(run({"import", "members", roster, "--json", "--data", data()}).code, 0);
  const std::string csv = (folder_ / "list.csv").string();
  const Ran ran = run({"export", csv, "--purpose", "総会の案内の宛名", "--json", "--data", data()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json said = Json::parse(ran.out);
  EXPECT_EQ(said["file"], csv);
  const std::string bytes = contents(csv);
  EXPECT_EQ(said["bytes"], bytes.size());
  EXPECT_EQ(bytes.substr(0, 3), "\xEF\xBB\xBF");
  std::int64_t lines = 0;  // within a cell a line ends with LF alone
  for (std::size_t at = 0; (at = bytes.find("\r\n", at)) != std::string::npos; at += 2) {
    ++lines;
  }
  EXPECT_EQ(lines, 487);  // heads, and 486 organisations
  const std::string xlsx = (folder_ / "list.xlsx").string();
  ASSERT_EQ(run({"export", xlsx, "--purpose", "総会の案内の宛名", "--data", data()}).code, 0);
  EXPECT_EQ(contents(xlsx).substr(0, 2), "PK");
  const Ran no_purpose = run({"export", csv, "--purpose", "x", "--data", data()});
  EXPECT_EQ(no_purpose.code, 3);
  const Ran no_format = run({"export", (folder_ / "list.txt").string(), "--purpose",
                             "総会の案内の宛名", "--data", data()});
  EXPECT_EQ(no_format.code, 3);
  EXPECT_NE(no_format.err.find(".xlsx"), std::string::npos) << no_format.err;
}

TEST_F(Commands, WhatShiftJisCannotHoldIsListedAndReplacedOnlyOnDemand) {
  const std::string roster = (folder_ / "roster.csv").string();
  std::ofstream(roster) << "会員番号,企業・団体名,入会年月日\n"
                           "K0001,株式会社𠮷野組,2023-04-01\nK0002,みなも製作所,2023-04-01\n";
  ASSERT_EQ(run({"import", "members", roster, "--json", "--data", data()}).code, 0);
  const std::string csv = (folder_ / "list.csv").string();
  const std::vector<std::string> asked{"export", csv,      "--purpose", "総会の案内の宛名",
                                       "--cp932", "--data", data()};
  const Ran refused = run(asked);
  EXPECT_EQ(refused.code, 3);
  EXPECT_NE(refused.err.find("「𠮷」　株式会社𠮷野組"), std::string::npos) << refused.err;
  EXPECT_NE(refused.err.find("--replace"), std::string::npos) << refused.err;
  EXPECT_FALSE(fs::exists(csv));
  std::vector<std::string> machine = asked;
  machine.push_back("--json");
  const Json said = Json::parse(run(machine).out);
  EXPECT_EQ(said["unencodable"]["list"][0]["character"], "𠮷");
  std::vector<std::string> agreed = asked;
  agreed.push_back("--replace");
  const Ran written = run(agreed);
  EXPECT_EQ(written.code, 0) << written.err;
  EXPECT_NE(contents(csv).find("\x81\xAC"), std::string::npos);
  EXPECT_NE(written.err.find("「𠮷」"), std::string::npos) << written.err;
}

// Long work shows how far it is, on a terminal only.
using LongWork = Commands;

TEST_F(LongWork, OfARosterShowsItsProgressOnATerminalAndNowhereElse) {
  const std::string roster = test::source("/tests/data/members_r5_cp932.csv");
  const std::string dry = on_terminal("import members " + roster + " --dry-run");
  EXPECT_TRUE(shows(dry, "名簿を読んでいます")) << dry.substr(0, 2000);
  EXPECT_FALSE(shows(dry, "名簿を取り込んでいます"));
  const std::string real = on_terminal("import members " + roster);
  EXPECT_TRUE(shows(real, "名簿を取り込んでいます")) << real;
  EXPECT_NE(real.find("\r\033[K名簿の 503 行を読み"), std::string::npos) << real;  // a clean line
  const Ran piped = run({"import", "members", roster, "--data", data()});
  EXPECT_EQ(piped.code, 0) << piped.err;
  EXPECT_EQ(piped.err.find('\r'), std::string::npos) << piped.err;
  EXPECT_EQ(piped.out.find('\r'), std::string::npos) << piped.out;
}

TEST_F(LongWork, ShowsItsProgressOnATerminalAndNowhereElse) {
  const std::string list = (folder_ / "list.xlsx").string();
  const std::string report = (folder_ / "report").string();
  EXPECT_TRUE(shows(on_terminal("migrate"), "データベースを用意しています"));
  EXPECT_FALSE(shows(on_terminal("migrate"), "データベースを用意しています"));  // nothing was due
  EXPECT_TRUE(shows(on_terminal("demo"), "デモを読み込んでいます"));
  EXPECT_TRUE(shows(on_terminal("export " + list + " --purpose 宛名の印刷のため"),
                    "会員名簿を書き出しています"));
  const std::string reported = on_terminal("report members --as-of 2024-10-10 --out " + report);
  EXPECT_TRUE(shows(reported, "会員報告書を作っています"));
  // What is added up to the number of members is all in the line.
  const std::size_t sum = reported.find("団体（");
  ASSERT_NE(sum, std::string::npos) << reported;
  EXPECT_NE(reported.find("、入会 ", sum), std::string::npos) << reported;
  EXPECT_EQ(reported.find("前回 ", sum) != std::string::npos,
            reported.find("、訂正 ", sum) != std::string::npos)
      << reported;
  std::size_t pdf = 0, xlsx = 0, csv = 0;
  for (const auto& one : fs::directory_iterator(report)) {
    EXPECT_GT(one.file_size(), 0U) << one.path();
    const auto kind = one.path().extension();
    (kind == ".pdf" ? pdf : kind == ".xlsx" ? xlsx : csv) += 1;
  }
  EXPECT_EQ(pdf, 1U);
  EXPECT_EQ(xlsx, 1U);
  EXPECT_EQ(csv, 2U);  // UTF-8 with BOM, and CP932
  EXPECT_TRUE(shows(on_terminal("report site --month 2024-09 --out " + report),
                    "月次ログ報告書を作っています"));
  EXPECT_TRUE(shows(on_terminal("search rebuild"), "検索の索引"));
  // Its exit code tells of other checks too, which are not asked about here.
  const std::string examined = on_terminal("doctor", true);
  for (const char* label : {"データベースのページを調べています", "操作の記録を確かめています",
                            "会員報告書を確かめています", "会員数を数え直しています"}) {
    EXPECT_TRUE(shows(examined, label)) << label << ": " << examined;
  }
  const Ran piped = run({"export", list, "--purpose", "宛名の印刷のため", "--data", data()});
  EXPECT_EQ(piped.err.find('\r'), std::string::npos);
}

}  // namespace
}  // namespace musubi
