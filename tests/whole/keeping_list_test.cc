// keeping_list_test.cc - nothing that a feature keeps of people is left out of the one list that
// the program and the tests share: every header that offers kinds of retention or sources of a
// disclosure is asked there, and what is told has names of its own.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "core/holdings/holdings.h"
#include "core/retention/retention.h"
#include "support/places.h"
#include "support/scenario.h"

namespace musubi {
namespace {

namespace kept_fs = std::filesystem;

std::string kept_text(const kept_fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The features and parts of core whose headers declare such a function.
std::set<std::string> offering(const std::string& function) {
  std::set<std::string> out;
  for (const std::string below : {"/src/features", "/src/core"}) {
    const kept_fs::path room = test::source(below);
    for (const auto& entry : kept_fs::recursive_directory_iterator(room)) {
      if (entry.path().extension() != ".h") continue;
      const std::string text = kept_text(entry.path());
      if (text.find(" " + function + "(") == std::string::npos) continue;
      out.insert(kept_fs::relative(entry.path(), room).begin()->string());
    }
  }
  return out;
}

void expect_asked(const std::string& function, std::size_t least) {
  const std::string list = kept_text(test::source("/src/features/keeping.cc"));
  const auto found = offering(function);
  EXPECT_GE(found.size(), least);
  for (const std::string& one : found) {
    EXPECT_NE(list.find(one + "::" + function + "("), std::string::npos)
        << one << " is not asked for its " << function << " in src/features/keeping.cc";
  }
}

TEST(KeepingList, EveryFeatureThatKeepsSomethingIsAsked) {
  expect_asked("retention_kinds", 11);
  expect_asked("holdings_sources", 8);
}

TEST(KeepingList, WhatIsToldHasNamesOfItsOwn) {
  test::Scenario s;
  std::set<std::string> kinds, sources;
  for (const auto& kind : retention::kinds()) EXPECT_TRUE(kinds.insert(kind.name).second);
  for (const auto& source : holdings::sources()) EXPECT_TRUE(sources.insert(source.name).second);
  EXPECT_FALSE(kinds.empty());
  EXPECT_FALSE(sources.empty());
}

}  // namespace
}  // namespace musubi
