// header_test.cc - a picture is judged from its bytes: sizes are read; bombs, other kinds of file
// and polyglots are refused with the remedy; whatever is cut off is no picture. No decoder runs.
#include "core/pictures/header.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace musubi::pictures {
namespace {

std::string big(std::uint32_t number, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(number >> (8 * i) & 0xFF);
  return out;
}
std::string little(std::uint32_t number, int bytes) {
  const std::string turned = big(number, bytes);
  return {turned.rbegin(), turned.rend()};
}

std::string png_head(std::uint32_t width, std::uint32_t height, char interlace = 0) {
  return "\x89PNG\r\n\x1A\n" + big(13, 4) + "IHDR" + big(width, 4) + big(height, 4) +
         std::string("\x08\x06\x00\x00", 4) + interlace;
}
std::string gif_head(std::uint32_t width, std::uint32_t height) {
  return "GIF89a" + little(width, 2) + little(height, 2) + std::string(3, '\0');
}
// A comment before the frame, as cameras write theirs.
std::string jpeg_head(std::uint32_t width, std::uint32_t height) {
  return std::string("\xFF\xD8") + "\xFF\xE1" + big(6, 2) + "Exif" + "\xFF\xC2" + big(17, 2) +
         "\x08" + big(height, 2) + big(width, 2) + std::string(10, '\x01');
}
std::string webp_head(std::uint32_t width, std::uint32_t height) {
  return "RIFF" + little(100, 4) + "WEBPVP8X" + little(10, 4) + std::string(4, '\0') +
         little(width - 1, 3) + little(height - 1, 3);
}

std::string refusal(std::string_view bytes) {
  const auto header = read_header(bytes);
  if (header) return "accepted";
  EXPECT_EQ(header.error().fault, Fault::invalid);
  EXPECT_EQ(header.error().fields.size(), 1U);
  EXPECT_EQ(header.error().fields.front().field, "file");
  return header.error().fields.front().says;
}

TEST(PictureHeader, TheSizeOfEachFormatIsRead) {
  const std::vector<std::pair<std::string, Format>> heads{{png_head(640, 480), Format::png},
                                                          {gif_head(640, 480), Format::gif},
                                                          {jpeg_head(640, 480), Format::jpeg},
                                                          {webp_head(640, 480), Format::webp}};
  for (const auto& [bytes, format] : heads) {
    const auto header = read_header(bytes);
    ASSERT_TRUE(header.has_value()) << format_name(format);
    EXPECT_EQ(header->format, format);
    EXPECT_EQ(header->width, 640);
    EXPECT_EQ(header->height, 480);
  }
}

TEST(PictureHeader, ABombIsRefusedByItsHeaderAlone) {
  EXPECT_NE(refusal(png_head(50'000, 50'000)).find("大きすぎます"), std::string::npos);
  EXPECT_NE(refusal(png_head(0x7FFFFFFF, 0x7FFFFFFF)).find("大きすぎます"), std::string::npos);
  EXPECT_NE(refusal(jpeg_head(65'000, 1)).find("大きすぎます"), std::string::npos);
  EXPECT_NE(refusal(webp_head(16'000'000, 16'000'000)).find("大きすぎます"), std::string::npos);
  EXPECT_EQ(refusal(png_head(8000, 5000)), "accepted");
}

TEST(PictureHeader, WhatMustBeDecodedWholeMayBeSmallerOnly) {
  EXPECT_EQ(refusal(png_head(6000, 5000, 0)), "accepted");
  EXPECT_NE(refusal(png_head(6000, 5000, 1)).find("大きすぎます"), std::string::npos);
  EXPECT_NE(refusal(gif_head(6000, 5000)).find("大きすぎます"), std::string::npos);
}

TEST(PictureHeader, NoSizeAndACutFileAreRefused) {
  EXPECT_NE(refusal(png_head(0, 10)).find("途中で切れている"), std::string::npos);
  for (const std::string& whole : {png_head(64, 48), gif_head(64, 48), jpeg_head(64, 48),
                                   webp_head(64, 48)}) {
    for (std::size_t length = 0; length + 12 < whole.size(); ++length) {
      EXPECT_NE(refusal(whole.substr(0, length)), "accepted") << length;
    }
  }
}

TEST(PictureHeader, OtherKindsAreToldTheirRemedy) {
  EXPECT_NE(refusal("<?xml version=\"1.0\"?><svg xmlns=\"x\"/>").find("PNGに書き出して"),
            std::string::npos);
  EXPECT_NE(refusal(std::string("\0\0\0\x18", 4) + "ftypheic0000").find("互換性優先"),
            std::string::npos);
  EXPECT_NE(refusal("BM plain").find("JPEG、PNG"), std::string::npos);
  EXPECT_NE(refusal("").find("JPEG、PNG"), std::string::npos);
}

TEST(PictureHeader, APageAProgramAPdfAndAnArchiveInsideAreFound) {
  const std::string plain = png_head(64, 48) + std::string(200, 'x');
  EXPECT_FALSE(is_polyglot(plain, plain));
  for (const char* hidden : {"<SCRIPT>alert(1)</SCRIPT>", "<!DOCTYPE html>", "<?php echo 1;",
                             "%PDF-1.7", "<svg onload=x>"}) {
    const std::string both = gif_head(64, 48) + hidden + plain;
    EXPECT_TRUE(is_polyglot(both, both)) << hidden;
  }
  const std::string archive = plain + "PK\x05\x06" + std::string(18, '\0');
  EXPECT_TRUE(is_polyglot(archive, archive));
  const std::string by_chance = plain + "PK\x05\x06" + std::string(16, '\0') + "\xFF\xFF";
  EXPECT_FALSE(is_polyglot(by_chance, by_chance));
}

}  // namespace
}  // namespace musubi::pictures
