// multipart_test.cc - the same body yields the same parts however it is cut into pieces.
// Every cut of one body is tried; the fuzzer tries the rest.
#include "web/multipart.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace musubi::web {
namespace {

std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

const std::string kBody =
    "ignored preamble\r\n--X\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n結の会\r\n"
    "--X  \r\ncontent-disposition: form-data; name=\"roster\"; filename=\"C:\\\\a\\名簿.csv\"\r\n"
    "Content-Type: text/csv\r\n\r\nid,\r\n--Y\r\n\r\n--\r\n"
    "\r\n--X\r\nContent-Disposition: form-data; name=\"empty\"; filename=\"\"\r\n\r\n\r\n"
    "--X\r\nContent-Disposition: form-data; name=\"blank\"\r\n\r\n\r\n--X--\r\nepilogue";

TEST(Multipart, EveryCutYieldsTheSameParts) {
  for (std::size_t step = 1; step < kBody.size() + 1; step = step < 40 ? step + 1 : step * 2) {
    MultipartReader reader("X", "/tmp");
    for (std::size_t at = 0; at < kBody.size(); at += step) {
      ASSERT_TRUE(reader.feed(std::string_view(kBody).substr(at, step))) << step;
    }
    ASSERT_TRUE(reader.finish()) << step;
    Fields fields;
    std::vector<Upload> uploads;
    reader.take(fields, uploads);
    EXPECT_EQ(fields.get("name"), "結の会");
    EXPECT_TRUE(fields.has("blank"));
    EXPECT_FALSE(fields.has("empty"));
    ASSERT_EQ(uploads.size(), 1U);
    EXPECT_EQ(uploads[0].field, "roster");
    EXPECT_EQ(uploads[0].filename, "名簿.csv");
    EXPECT_EQ(contents(uploads[0].temp_path), "id,\r\n--Y\r\n\r\n--\r\n");
    EXPECT_EQ(uploads[0].bytes, contents(uploads[0].temp_path).size());
    ::unlink(uploads[0].temp_path.c_str());
  }
}

TEST(Multipart, WhatEndsEarlyIsRefusedAndLeavesNoFile) {
  std::string cut = kBody.substr(0, kBody.find("--Y"));
  MultipartReader reader("X", "/tmp");
  ASSERT_TRUE(reader.feed(cut));
  EXPECT_FALSE(reader.finish());
}

TEST(Multipart, LimitsHold) {
  auto fault = [](std::string_view body, MultipartLimits limits) {
    MultipartReader reader("X", "/tmp", limits);
    auto fed = reader.feed(body);
    return fed ? std::string("accepted") : std::to_string(static_cast<int>(fed.error().fault));
  };
  std::string too_large = std::to_string(static_cast<int>(Fault::too_large));
  std::string invalid = std::to_string(static_cast<int>(Fault::invalid));
  EXPECT_EQ(fault(kBody, {}), "accepted");
  EXPECT_EQ(fault(kBody, {.parts = 2}), too_large);
  EXPECT_EQ(fault(kBody, {.field_bytes = 3}), too_large);
  EXPECT_EQ(fault(kBody, {.files = 0}), too_large);
  EXPECT_EQ(fault(kBody, {.file_bytes = 4}), too_large);
  EXPECT_EQ(fault("--X\r\nA: " + std::string(9000, 'a'), {}), invalid);
  EXPECT_EQ(fault("--X\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\n", {}), invalid);
  EXPECT_EQ(fault("--Xjunk\r\n", {}), invalid);
}

TEST(Multipart, ReadsTheBoundary) {
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=abc"), "abc");
  EXPECT_EQ(multipart_boundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""), "a b");
  EXPECT_FALSE(multipart_boundary("multipart/mixed; boundary=abc"));
  EXPECT_FALSE(multipart_boundary("multipart/form-data"));
  EXPECT_FALSE(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'a')));
}

}  // namespace
}  // namespace musubi::web
