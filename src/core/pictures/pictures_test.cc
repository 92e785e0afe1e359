// pictures_test.cc - what is made of a picture: every width and format, upright, without what the
// camera wrote, cropped where the subject is; and half a picture is none. Real libvips, small data
// that the test draws itself.
#include "core/pictures/pictures.h"

#include <gtest/gtest.h>
#include <vips/vips.h>

#include <array>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/log.h"
#include "support/temp_folder.h"

namespace musubi::pictures {
namespace {

using Pixel = std::array<int, 3>;
constexpr Pixel kRed{220, 20, 20}, kBlue{20, 20, 220};

// The left part red, the right part blue.
Raster two_colours(int width, int height, int red_columns) {
  Raster out{width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (const int part : x < red_columns ? kRed : kBlue) {
        out.rgb.push_back(static_cast<unsigned char>(part));
      }
    }
  }
  return out;
}

std::string encoded(const Raster& raster, As as) {
  auto bytes = encode(raster, as);
  CHECK(bytes.has_value());
  return *bytes;
}

// An EXIF block with one entry: the orientation, and a word that must not leave the house.
std::string with_orientation(const std::string& jpeg, char orientation) {
  const std::string exif = std::string("Exif\0\0", 6) + std::string("MM\0*\0\0\0\x08", 8) +
                           std::string("\0\x01", 2) + std::string("\x01\x12\0\x03\0\0\0\x01\0", 9) +
                           orientation + std::string("\0\0\0\0\0\0", 6) + "SECRETPLACE";
  const auto length = static_cast<char>(exif.size() + 2);
  return jpeg.substr(0, 2) + "\xFF\xE1" + std::string(1, '\0') + length + exif + jpeg.substr(2);
}

class Pictures : public testing::Test {
 protected:
  std::string kept(const std::string& bytes) {
    const std::string path = folder_.path() + "/picture";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  // By name: wide-480.webp
  std::map<std::string, Made> all_of(const std::string& bytes, Focus focus = {}) {
    std::map<std::string, Made> out;
    const auto done = make_all(kept(bytes), focus, [&](Made made) -> Result<void> {
      const std::string name = std::string(shape_name(made.shape)) + "-" +
                               std::to_string(made.width) + "." +
                               std::string(kind_name(made.kind));
      out[name] = std::move(made);
      return {};
    });
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().detail);
    return out;
  }
  Pixel pixel(const Made& made, int x, int y) {
    VipsImage* image =
        vips_image_new_from_buffer(made.bytes.data(), made.bytes.size(), "", NULL);
    if (image == nullptr) {
      ADD_FAILURE() << vips_error_buffer();
      return {};
    }
    double* values = nullptr;
    int count = 0;
    EXPECT_EQ(vips_getpoint(image, &values, &count, x, y, NULL), 0);
    Pixel out{};
    for (int i = 0; i < 3 && i < count; ++i) {
      out[static_cast<std::size_t>(i)] = static_cast<int>(values[i]);
    }
    g_free(values);
    g_object_unref(image);
    return out;
  }
  static bool is_red(const Pixel& p) { return p[0] > 150 && p[2] < 100; }
  static bool is_blue(const Pixel& p) { return p[2] > 150 && p[0] < 100; }

  test::TempFolder folder_;
};

TEST_F(Pictures, EveryWidthIsMadeInThreeFormatsAndNothingIsEnlarged) {
  const auto made = all_of(encoded(two_colours(1000, 500, 500), As::png));
  for (const char* name : {"full-480.avif", "full-480.webp", "full-480.jpg", "full-960.avif",
                           "full-1000.webp", "wide-480.jpg", "wide-888.jpg", "square-320.avif"}) {
    EXPECT_TRUE(made.contains(name)) << name;
  }
  for (const auto& [name, one] : made) {
    EXPECT_LE(one.width, 1000) << name;
    EXPECT_GT(one.bytes.size(), 40U) << name;
  }
  const Made& wide = made.at("wide-480.jpg");
  EXPECT_EQ(wide.height, 270);
  EXPECT_EQ(made.at("full-480.jpg").height, 240);
  EXPECT_TRUE(read_header(wide.bytes).has_value());
}

TEST_F(Pictures, ACropFollowsTheFocalPoint) {
  const std::string bytes = encoded(two_colours(1000, 200, 200), As::png);  // red at the left
  EXPECT_TRUE(is_red(pixel(all_of(bytes, {0, 50}).at("square-200.jpg"), 100, 100)));
  EXPECT_TRUE(is_blue(pixel(all_of(bytes, {100, 50}).at("square-200.jpg"), 100, 100)));
}

TEST_F(Pictures, ATurnedPhotographStandsUprightAndKeepsNothingOfTheCamera) {
  const std::string plain = encoded(two_colours(400, 100, 200), As::jpeg);
  const std::string turned = with_orientation(plain, 6);  // a quarter turn to the right
  ASSERT_NE(turned.find("SECRETPLACE"), std::string::npos);
  const auto made = all_of(turned);
  ASSERT_TRUE(made.contains("full-100.jpg"));
  const Made& upright = made.at("full-100.jpg");
  EXPECT_EQ(upright.height, 400);
  EXPECT_TRUE(is_red(pixel(upright, 50, 50)));
  EXPECT_TRUE(is_blue(pixel(upright, 50, 350)));
  for (const auto& [name, one] : made) {
    EXPECT_EQ(one.bytes.find("SECRETPLACE"), std::string::npos) << name;
    // libvips 8.14 writes an Exif of its own behind a WebP: width, height and resolution.
    const std::size_t exif = one.bytes.find("Exif");
    if (name.ends_with(".webp") && exif != std::string::npos) {
      EXPECT_LT(one.bytes.size() - exif, 200U) << name;
    } else {
      EXPECT_EQ(exif, std::string::npos) << name;
    }
  }
}

TEST_F(Pictures, HalfAPictureIsNoneAndNothingIsHandedOut) {
  for (const As as : {As::png, As::jpeg}) {
    Raster noise = two_colours(400, 400, 200);
    for (std::size_t i = 0; i < noise.rgb.size(); ++i) {
      noise.rgb[i] = static_cast<unsigned char>((i * 2654435761U) >> 13 & 0xFF);
    }
    const std::string whole = encoded(noise, as);
    int handed_out = 0;
    const auto done = make_all(kept(whole.substr(0, whole.size() / 2)), {},
                               [&](const Made&) -> Result<void> {
                                 ++handed_out;
                                 return {};
                               });
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().fault, Fault::invalid);
    EXPECT_EQ(done.error().fields.front().field, "file");
    EXPECT_EQ(handed_out, 0);
  }
}

TEST_F(Pictures, AWriterThatFailsEndsTheWork) {
  int asked = 0;
  const auto done = make_all(kept(encoded(two_colours(60, 40, 30), As::png)), {},
                             [&](const Made&) -> Result<void> {
                               ++asked;
                               return fail(Fault::unavailable, "いっぱいです");
                             });
  EXPECT_FALSE(done.has_value());
  EXPECT_EQ(asked, 1);
}

TEST_F(Pictures, ASmallPictureKeepsItsSize) {
  const auto made = all_of(encoded(two_colours(60, 40, 30), As::png));
  EXPECT_TRUE(made.contains("full-60.jpg"));
  EXPECT_TRUE(made.contains("square-40.webp"));
  EXPECT_EQ(widths_for(Shape::full, 1600), (std::vector<int>{480, 960, 1600}));
  EXPECT_EQ(widths_for(Shape::full, 700), (std::vector<int>{480, 700}));
  EXPECT_EQ(widths_for(Shape::square, 5), (std::vector<int>{5}));
}

// Each line of the log is one of ours: libvips prints a warning for a picture that is cut short.
TEST_F(Pictures, WhatTheLibrarySaysGoesToOurLogAndAWarningOnlyToItsDetails) {
  encoded(two_colours(4, 4, 2), As::png);  // libvips has started
  const auto said = [](log::Level shown) {
    log::configure(shown, log::Format::json);
    testing::internal::CaptureStderr();
    g_log("VIPS", G_LOG_LEVEL_WARNING, "error in tile %d x %d", 0, 312);
    std::string out = testing::internal::GetCapturedStderr();
    log::configure(log::Level::info, log::Format::text);
    return out;
  };
  EXPECT_EQ(said(log::Level::info), "");
  const Json line = Json::parse(said(log::Level::debug));
  EXPECT_EQ(line["event"], "pictures.library");
  EXPECT_EQ(line["level"], "debug");
  EXPECT_EQ(line["detail"], "error in tile 0 x 312");
}

}  // namespace
}  // namespace musubi::pictures
