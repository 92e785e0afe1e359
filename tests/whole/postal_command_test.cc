// postal_command_test.cc - `musubi import postal-codes` as an operator meets it: what it says, its
// exit codes, and that a refused file leaves the table that was there. All towns are invented.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/json.h"
#include "core/sheets/sheets.h"
#include "support/places.h"
#include "support/temp_folder.h"

namespace musubi {
namespace {

class PostalCommand : public testing::Test {
 protected:
  // The exit code; what was printed is in out_ and err_. REQUIRES: no single quote.
  int run_with(const std::string& arguments) {
    const std::string out = folder_.path() + "/out", err = folder_.path() + "/err";
    const std::string line = "env -u MUSUBI_CONFIG MUSUBI_DATABASE_KIND=sqlite '" +
                             test::program() + "' " + arguments + " --data '" + folder_.path() +
                             "/data' >'" + out + "' 2>'" + err + "' </dev/null";
    const int status = std::system(line.c_str());
    out_ = whole_file(out);
    err_ = whole_file(err);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string file_of(const std::string& name, const std::string& bytes) {
    const std::string path = folder_.path() + "/" + name;
    std::ofstream(path, std::ios::binary) << bytes;
    return "'" + path + "'";
  }
  // What doctor says of the table.
  Json told() {
    run_with("doctor --quick --json");
    const Json found = Json::parse(out_);
    for (const Json& check : found["checks"]) {
      if (check["name"] == "postal_codes") return check;
    }
    return Json::object();
  }
  static std::string list(const std::vector<std::string>& towns) {
    std::vector<std::vector<std::string>> rows;
    for (const std::string& town : towns) {
      rows.push_back({"43101", "860  ", "8600001", "ｸﾏﾓﾄｹﾝ", "ｶｸｳ", "ｶｸｳ", "熊本県",
                      "熊本市中央区", town, "0", "0", "0", "0", "0", "0"});
    }
    return *sheets::write_csv(rows, {sheets::Encoding::cp932});
  }
  static std::string whole_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  test::TempFolder folder_;
  std::string out_, err_;
};

TEST_F(PostalCommand, ImportsReplacesAndKeepsTheOldTableWhenItRefuses) {
  const std::string first = file_of("first.csv", list({"架空町（１丁目、", "２丁目）", "架空本町"}));
  ASSERT_EQ(run_with("import postal-codes --json " + first), 0) << err_;
  EXPECT_EQ(Json::parse(out_), Json({{"towns", 2}, {"postal_codes", 1}, {"replaced", false}}));
  // No bar where there is no terminal; the log of the migrations is there.
  EXPECT_EQ(err_.find("取り込んでいます"), std::string::npos) << err_;
  ASSERT_EQ(run_with("import postal-codes " + file_of("second.csv", list({"架空町"}))), 0) << err_;
  EXPECT_NE(out_.find("前の表と入れ替えました"), std::string::npos) << out_;
  const std::string broken = list({"架空町", "架空新町"}) + "43101,860,8600001\r\n";
  EXPECT_EQ(run_with("import postal-codes --json " + file_of("broken.csv", broken)), 3);
  EXPECT_EQ(Json::parse(out_)["error"]["fault"], "invalid");
  EXPECT_NE(err_.find("3 行目"), std::string::npos) << err_;
  const Json check = told();
  EXPECT_EQ(check.value("state", ""), "ok");
  EXPECT_NE(check.value("says", "").find("1 件の町域"), std::string::npos) << check;
}

TEST_F(PostalCommand, AMissingFileIsWrongUsageAndAMissingTableIsNoFailure) {
  EXPECT_EQ(run_with("import postal-codes '/nowhere.csv'"), 2);
  ASSERT_EQ(run_with("migrate"), 0) << err_;
  const Json check = told();
  EXPECT_EQ(check.value("state", ""), "ok");
  EXPECT_NE(check.value("remedy", "").find("import postal-codes"), std::string::npos) << check;
}

}  // namespace
}  // namespace musubi
