// commands.h - the built program run as an operator runs it, each test in a folder of its own: what
// it answers, prints and says. For the tests of commands.
// Never touches a database but its own.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/json.h"
#include "support/places.h"

namespace musubi::test {

struct Ran {
  int code = -1;
  std::string out, err;
};

inline std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Commands : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string made =
        (std::filesystem::temp_directory_path() / "musubi-commands-XXXXXX").string();
    ASSERT_NE(mkdtemp(made.data()), nullptr);
    folder_ = made;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string data() const { return (folder_ / "data").string(); }

  // REQUIRES: arguments without a single quote. `typed` is its standard input.
  Ran run(const std::vector<std::string>& arguments, const std::string& environment = "",
          const std::string& typed = "") {
    std::string line = "env -u MUSUBI_CONFIG " + environment + " '" + program() + "'";
    for (const std::string& a : arguments) line += " '" + a + "'";
    const std::string out = (folder_ / "out").string(), err = (folder_ / "err").string();
    const std::string in = (folder_ / "in").string();
    std::ofstream(in, std::ios::binary) << typed;
    line += " >'" + out + "' 2>'" + err + "' <'" + in + "'";
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents(out), contents(err)};
  }
  // What the command shows to somebody at a terminal: `script` gives it one.
  // REQUIRES: arguments without a double quote.
  std::string on_terminal(const std::string& arguments, bool may_find_fault = false) {
    const std::string out = (folder_ / "terminal").string();
    const std::string line = "script -qec \"" + program() + " " + arguments + " --data " + data() +
                             "\" /dev/null >'" + out + "' 2>&1 </dev/null";
    const int status = std::system(line.c_str());
    if (!may_find_fault) {
      EXPECT_EQ(status, 0) << contents(out);
    }
    return contents(out);
  }
  // A progress bar with this label was drawn.
  static bool shows(const std::string& said, const std::string& label) {
    return said.find("\r\033[K" + label) != std::string::npos;
  }
  // What `doctor` says of one thing, on SQLite.
  Json doctor_on(const std::string& name, std::vector<std::string> options = {"--quick"},
                 const std::string& environment = "") {
    options.insert(options.begin(), {"doctor", "--json", "--data", data()});
    const Ran ran = run(options, "MUSUBI_DATABASE_KIND=sqlite " + environment);
    const Json found = Json::parse(ran.out);
    for (const Json& check : found["checks"]) {
      if (check["name"] == name) return check;
    }
    return Json::object();
  }

  std::filesystem::path folder_;
};

}  // namespace musubi::test
