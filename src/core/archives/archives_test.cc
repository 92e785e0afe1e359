// archives_test.cc - a ZIP or folder from somebody else: what is in it is found and copied, what
// climbs out, unpacks without an end, or leads elsewhere is not.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "core/archives/archives.h"
#include "support/temp_folder.h"

namespace musubi::archives {
namespace {

namespace fs = std::filesystem;

class Archives : public testing::Test {
 protected:
  std::string put(const std::string& name, const std::string& bytes) {
    const fs::path path = fs::path(folder_.path()) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  std::map<std::string, std::int64_t> listed(Shelf& shelf) {
    std::map<std::string, std::int64_t> out;
    EXPECT_TRUE(shelf.list([&](const Entry& entry) {
      out[entry.name] = entry.bytes;
      return true;
    }));
    return out;
  }
  std::string copied(Shelf& shelf, const std::string& name, std::int64_t most = 1'000'000) {
    const std::string to = folder_.path() + "/copied";
    const auto done = shelf.copy(name, to, most);
    if (!done) return "refused";
    std::ifstream in(to, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  test::TempFolder folder_;
};

TEST_F(Archives, AFolderAndItsZipHoldTheSame) {
  put("site/2019/05/写真.txt", "い");
  put("site/a.txt", "ろは");
  const std::string folder = folder_.path() + "/site", zip = folder_.path() + "/site.zip";
  ASSERT_TRUE(write_zip(folder, zip).has_value());
  for (const std::string& path : {folder, zip}) {
    auto shelf = Shelf::open(path);
    ASSERT_TRUE(shelf.has_value()) << path;
    EXPECT_EQ(listed(**shelf), (std::map<std::string, std::int64_t>{{"2019/05/写真.txt", 3},
                                                                    {"a.txt", 6}}));
    EXPECT_EQ(copied(**shelf, "2019/05/写真.txt"), "い");
    EXPECT_EQ(copied(**shelf, "nowhere"), "refused");
    EXPECT_EQ(copied(**shelf, "a.txt", 5), "refused");
  }
}

TEST_F(Archives, NothingLeadsOutOfAFolder) {
  put("secret.txt", "秘密");
  put("site/a.txt", "い");
  fs::create_symlink(folder_.path() + "/secret.txt", folder_.path() + "/site/link.txt");
  auto shelf = Shelf::open(folder_.path() + "/site");
  ASSERT_TRUE(shelf.has_value());
  EXPECT_EQ(listed(**shelf).size(), 1U);
  for (const char* name : {"../secret.txt", "x/../../secret.txt", "link.txt"}) {
    EXPECT_EQ(copied(**shelf, name), "refused") << name;
  }
  EXPECT_EQ(copied(**shelf, folder_.path() + "/secret.txt"), "refused");
}

TEST_F(Archives, WhatUnpacksWithoutAnEndIsRefused) {
  put("bomb/zeros", std::string(20'000'000, '\0'));
  const std::string zip = folder_.path() + "/bomb.zip";
  ASSERT_TRUE(write_zip(folder_.path() + "/bomb", zip).has_value());
  auto shelf = Shelf::open(zip);
  ASSERT_TRUE(shelf.has_value());
  EXPECT_EQ(copied(**shelf, "zeros", 100'000'000), "refused");
}

TEST_F(Archives, WhatIsNoneSaysSo) {
  EXPECT_EQ(Shelf::open(put("a.zip", "no archive")).error().fault, Fault::invalid);
  EXPECT_EQ(Shelf::open(folder_.path() + "/nowhere").error().fault, Fault::not_found);
}

}  // namespace
}  // namespace musubi::archives
