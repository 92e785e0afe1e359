// picture_bombs_test.cc - a megabyte that unfolds into a gigabyte: in the words of a PNG, in its
// colour profile, in rows that its header does not know; and the largest picture that is taken.
// Promise: refused, or made, in bounded memory; never half an item. Through the library's own form.
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "features/media/media.h"
#include "support/scenario.h"

namespace musubi {
namespace {

namespace cast = test::cast;

constexpr std::size_t kMegabyte = 1024 * 1024;
constexpr long kMemoryMostKb = 512 * 1024;  // half of what a bomb unfolds into

std::string big_endian(std::size_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
  return out;
}

std::string png_chunk(const std::string& name, const std::string& data) {
  const std::string named = name + data;
  const uLong sum = crc32(0, reinterpret_cast<const Bytef*>(named.data()),
                          static_cast<uInt>(named.size()));
  return big_endian(data.size()) + named + big_endian(sum);
}

// So many zeros, deflated piece by piece: the test itself must stay small.
std::string squeezed_zeros(std::size_t bytes) {
  static const std::string piece(kMegabyte, '\0');
  std::string room(kMegabyte, '\0'), out;
  z_stream stream{};
  EXPECT_EQ(deflateInit(&stream, 6), Z_OK);
  for (std::size_t left = bytes;;) {
    const std::size_t now = std::min(left, piece.size());
    left -= now;
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(piece.data()));
    stream.avail_in = static_cast<uInt>(now);
    int state = Z_OK;
    do {
      stream.next_out = reinterpret_cast<Bytef*>(room.data());
      stream.avail_out = static_cast<uInt>(room.size());
      state = deflate(&stream, left == 0 ? Z_FINISH : Z_NO_FLUSH);
      out.append(room, 0, room.size() - stream.avail_out);
    } while (stream.avail_out == 0);
    if (state == Z_STREAM_END) break;
  }
  deflateEnd(&stream);
  return out;
}

const std::string& a_gigabyte() {
  static const std::string squeezed = squeezed_zeros(1024 * kMegabyte);
  return squeezed;
}

// Grey, eight bits; `between` stands before the rows.
std::string grey_png(std::size_t width, std::size_t height, const std::string& between,
                     const std::string& rows) {
  return "\x89PNG\r\n\x1a\n" +
         png_chunk("IHDR", big_endian(width) + big_endian(height) +
                               std::string("\x08\0\0\0\0", 5)) +
         between + png_chunk("IDAT", rows) + png_chunk("IEND", "");
}

long status_kb(const std::string& key) {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(key + ":")) return std::stol(line.substr(key.size() + 1));
  }
  return 0;
}

class PictureBombs : public testing::Test {
 protected:
  // Sent and, where it is taken, made: `ready`, `unreadable` or `refused`.
  std::string becomes(const std::string& name, const std::string& bytes) {
    const auto sent = s_.as(cast::secretariat)
                          .upload("/office/media", {{"form_key", name}}, {{"file", name, bytes}});
    if (sent.response().status == 422) return "refused";
    EXPECT_EQ(sent.response().status, 303) << name;
    outbox::Handlers handlers;
    media::add_handlers(handlers);
    s_.deliver(std::move(handlers));
    const std::string place = sent.header("Location");
    const std::string page =
        s_.as(cast::secretariat).get(place.substr(0, place.find('?'))).status(200).body();
    if (page.find("できました") != std::string::npos) return "ready";
    return page.find("画像を読めませんでした") != std::string::npos ? "unreadable" : "waiting";
  }

  test::Scenario s_;
};

TEST_F(PictureBombs, WhatUnfoldsWithoutEndTakesBoundedMemory) {
  const std::string few = squeezed_zeros(65 * 48);
  const struct {
    const char* name;
    std::string bytes;
  } bombs[] = {
      {"words.png", grey_png(64, 48, png_chunk("zTXt", std::string("Comment\0\0", 9) +
                                                           a_gigabyte()), few)},
      {"profile.png", grey_png(64, 48, png_chunk("iCCP", std::string("icc\0\0", 5) +
                                                             a_gigabyte()), few)},
      {"rows.png", grey_png(64, 48, "", a_gigabyte())},
  };
  for (const auto& bomb : bombs) {
    ASSERT_LT(bomb.bytes.size(), 8 * kMegabyte) << "it must be small to be one";
    std::ofstream("/proc/self/clear_refs") << "5";  // the peak begins anew
    const long before = status_kb("VmRSS");
    const std::string outcome = becomes(bomb.name, bomb.bytes);
    EXPECT_NE(outcome, "waiting") << bomb.name;
    EXPECT_LT(status_kb("VmHWM") - before, kMemoryMostKb) << bomb.name << " " << outcome;
  }
}

// Forty million pixels in forty kilobytes: taken, for photographs are as large, and made.
TEST_F(PictureBombs, TheLargestPictureIsMadeInBoundedMemory) {
  std::ofstream("/proc/self/clear_refs") << "5";
  const long before = status_kb("VmRSS");
  const std::string bytes = grey_png(8000, 5000, "", squeezed_zeros(8001UL * 5000));
  EXPECT_EQ(becomes("largest.png", bytes), "ready");
  EXPECT_LT(status_kb("VmHWM") - before, kMemoryMostKb);
  EXPECT_EQ(becomes("larger.png", grey_png(8001, 5001, "", squeezed_zeros(1000))), "refused");
}

}  // namespace
}  // namespace musubi
