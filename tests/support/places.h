// places.h - where the tests find the source, its data files and the programs of this build.
// Only places.cc is compiled with these folders in it: the other tests give the same object code in
// every checkout, so that a compiler cache serves them all.
#pragma once

#include <string>

namespace musubi::test {

// An absolute path: source("/tests/data/members_r5.xlsx"), source("/docs").
std::string source(const std::string& below);
// The `musubi` to test: MUSUBI_BIN, or the one of this build.
std::string program();

}  // namespace musubi::test
