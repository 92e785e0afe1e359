// qr_test.cc - the picture of a QR code is what was asked for: read back with libpng, every square
// has the colour of its module, all of its pixels, and white stands around it.
#include "core/keys/qr.h"

#include <gtest/gtest.h>
#include <png.h>

#include <vector>

namespace musubi::keys {
namespace {

constexpr auto kQuiet = static_cast<std::size_t>(kQuietModules);
constexpr auto kLeast = static_cast<std::size_t>(kQrPixelsLeast);

struct Picture {
  std::size_t width = 0, height = 0;
  bool grey = false;
  std::vector<png_byte> pixels;
  bool dark_at(std::size_t x, std::size_t y) const { return pixels.at(y * width + x) == 0; }
  bool white_at(std::size_t x, std::size_t y) const { return pixels.at(y * width + x) == 255; }
};

Picture decoded(const std::string& bytes) {
  Picture out;
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) {
    ADD_FAILURE() << image.message;
    return out;
  }
  out.grey = (image.format & (PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)) == 0;
  out.width = image.width;
  out.height = image.height;
  image.format = PNG_FORMAT_GRAY;
  out.pixels.resize(PNG_IMAGE_SIZE(image));
  EXPECT_NE(png_image_finish_read(&image, nullptr, out.pixels.data(), 0, nullptr), 0)
      << image.message;
  return out;
}

void expect_modules(const std::string& text) {
  const auto code = qr_modules(text);
  ASSERT_TRUE(code.has_value());
  const Picture picture = decoded(qr_png(*code));
  const auto width = static_cast<std::size_t>(code->width);
  const std::size_t modules = width + 2 * kQuiet;
  ASSERT_GE(picture.width, kLeast);
  ASSERT_EQ(picture.width, picture.height);
  ASSERT_EQ(picture.width % modules, 0U);
  EXPECT_TRUE(picture.grey);
  const std::size_t scale = picture.width / modules;
  EXPECT_LT(picture.width, kLeast + modules);
  std::size_t wrong = 0, dark = 0;
  for (std::size_t y = 0; y < picture.height; ++y) {
    for (std::size_t x = 0; x < picture.width; ++x) {
      const std::size_t row = y / scale, column = x / scale;
      const bool inside = row >= kQuiet && row < width + kQuiet &&
                          column >= kQuiet && column < width + kQuiet;
      const bool is_dark =
          inside && code->dark[(row - kQuiet) * width + column - kQuiet];
      dark += is_dark ? 1U : 0U;
      wrong += (is_dark ? picture.dark_at(x, y) : picture.white_at(x, y)) ? 0U : 1U;
    }
  }
  EXPECT_EQ(wrong, 0U) << text;
  EXPECT_GT(dark, 0U);
}

TEST(QrPicture, EverySquareHasItsColourAndWhiteStandsAround) {
  expect_modules("https://consortium.example.jp/r/KMT-EXPO");
  expect_modules("x");                      // the smallest: 21 modules
  expect_modules(std::string(1500, 'a'));  // a large one: its squares are few pixels wide
}

TEST(QrPicture, ATextThatIsTooLongIsNone) {
  EXPECT_FALSE(qr_modules(std::string(5000, 'a')).has_value());
}

}  // namespace
}  // namespace musubi::keys
