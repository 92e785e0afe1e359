// sha256_test.cc - promises of sha256.h: the published vectors, and that pieces, a file and the
// whole agree.
#include "base/sha256.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace musubi {
namespace {

TEST(Sha256Test, PublishedVectors) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256Test, PiecesAndFileAgreeWithTheWhole) {
  std::string bytes;
  for (int n = 0; n < 200'000; ++n) bytes += static_cast<char>(n * 31 >> 3);
  Sha256 pieces;
  for (std::size_t at = 0, step = 1; at < bytes.size(); at += step, step = step * 3 % 7919 + 1) {
    pieces.update(std::string_view(bytes).substr(at, step));
  }
  EXPECT_EQ(pieces.finish_hex(), sha256_hex(bytes));

  const std::string path =
      testing::TempDir() + "musubi_sha256_" + std::to_string(::getpid()) + ".bin";
  std::ofstream(path, std::ios::binary) << bytes;
  const Result<std::string> of_file = sha256_hex_of_file(path);
  std::remove(path.c_str());
  ASSERT_TRUE(of_file);
  EXPECT_EQ(*of_file, sha256_hex(bytes));
}

TEST(Sha256Test, SaysThatAFileIsAbsentOrUnreadable) {
  const Result<std::string> absent = sha256_hex_of_file("/nonexistent/musubi");
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().fault, Fault::not_found);
  const Result<std::string> folder = sha256_hex_of_file("/");
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().fault, Fault::unavailable);
}

}  // namespace
}  // namespace musubi
