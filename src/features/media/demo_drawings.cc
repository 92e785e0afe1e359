// demo_drawings.cc - see demo_drawings.h. Boxes and discs on a sheet of 960 by 640, which is how
// large the first ones are made; the later ones are kept smaller, for each is made in every width
// and format while the demo is loaded. Pure.
#include "features/media/demo_drawings.h"

#include <array>
#include <cstddef>
#include <utility>

namespace musubi::media::drawings {
namespace {

using Colour = std::array<unsigned char, 3>;
constexpr int kSheetWidth = 960, kSheetHeight = 640;
constexpr int kSmallWidth = 480, kSmallHeight = 320;  // one width of each crop
constexpr Colour kSky{214, 230, 240}, kFloor{196, 186, 170}, kTable{120, 84, 56},
    kPaper{250, 248, 240}, kInk{40, 62, 96}, kSign{214, 108, 44}, kGreen{76, 132, 86},
    kWater{128, 172, 200};

class Drawing {
 public:
  explicit Drawing(Colour ground, int width = kSheetWidth, int height = kSheetHeight)
      : raster_{width, height, {}} {
    raster_.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    box(0, 0, kSheetWidth, kSheetHeight, ground);
  }
  // Both in the measures of the sheet, whatever is made of it.
  Drawing& box(int left, int top, int width, int height, Colour colour) {
    for (int y = across_y(top); y < across_y(top + height); ++y) {
      for (int x = across_x(left); x < across_x(left + width); ++x) dot(x, y, colour);
    }
    return *this;
  }
  Drawing& disc(int cx, int cy, int radius, Colour colour) {
    const int middle_x = across_x(cx), middle_y = across_y(cy), reach = across_x(radius);
    for (int y = middle_y - reach; y <= middle_y + reach; ++y) {
      for (int x = middle_x - reach; x <= middle_x + reach; ++x) {
        const int dx = x - middle_x, dy = y - middle_y;
        if (dx * dx + dy * dy <= reach * reach) dot(x, y, colour);
      }
    }
    return *this;
  }
  pictures::Raster taken() { return std::move(raster_); }

 private:
  int across_x(int value) const { return value * raster_.width / kSheetWidth; }
  int across_y(int value) const { return value * raster_.height / kSheetHeight; }
  void dot(int x, int y, Colour colour) {
    if (x < 0 || y < 0 || x >= raster_.width || y >= raster_.height) return;
    const std::size_t at = 3 * (static_cast<std::size_t>(y) *
                                    static_cast<std::size_t>(raster_.width) +
                                static_cast<std::size_t>(x));
    for (std::size_t i = 0; i < 3; ++i) raster_.rgb[at + i] = colour[i];
  }
  pictures::Raster raster_;
};

}  // namespace

pictures::Raster workbench() {
  Drawing d(kSky);
  d.box(0, 430, 960, 210, kFloor).box(120, 330, 720, 34, kTable).box(160, 364, 30, 190, kTable);
  d.box(770, 364, 30, 190, kTable).box(300, 250, 190, 80, kPaper).box(320, 268, 150, 6, kInk);
  d.box(320, 286, 110, 6, kInk).box(320, 304, 130, 6, kInk).disc(640, 290, 40, kSign);
  d.disc(640, 290, 16, kSky);
  return d.taken();
}

pictures::Raster morning_meeting() {
  Drawing d(kSky);
  d.box(0, 470, 960, 170, kFloor).box(60, 90, 360, 220, kPaper).box(90, 130, 220, 10, kInk);
  d.box(90, 170, 280, 10, kInk).box(90, 210, 180, 10, kSign);
  for (int i = 0; i < 4; ++i) {
    const int x = 500 + i * 110;
    d.disc(x, 300, 36, kTable).box(x - 42, 340, 84, 150, i % 2 == 0 ? kInk : kGreen);
  }
  return d.taken();
}

pictures::Raster field_sensor() {
  Drawing d(kSky);
  d.box(0, 380, 960, 260, kGreen).disc(800, 120, 60, kSign).box(460, 220, 16, 300, kTable);
  d.box(420, 180, 96, 60, kPaper).box(434, 200, 40, 8, kInk).box(434, 216, 60, 8, kInk);
  return d.taken();
}

pictures::Raster report_buttons() {
  Drawing d(kFloor, kSmallWidth, kSmallHeight);
  d.box(300, 30, 360, 580, kInk).box(320, 70, 320, 500, kPaper).box(345, 90, 200, 12, kInk);
  for (int i = 0; i < 6; ++i) {
    const int left = 345 + (i % 2) * 140, top = 130 + (i / 2) * 140;
    d.box(left, top, 130, 120, i == 5 ? kSign : kSky).box(left + 25, top + 54, 80, 12, kInk);
  }
  d.disc(640, 500, 60, kTable).box(640, 440, 320, 120, kTable);  // a thumb from the right
  return d.taken();
}

pictures::Raster room_board() {
  Drawing d(kSky, kSmallWidth, kSmallHeight);
  d.box(0, 560, 960, 80, kTable).box(90, 50, 780, 500, kInk).box(110, 70, 740, 460, kPaper);
  for (int i = 0; i < 18; ++i) {
    const int left = 130 + (i % 6) * 118, top = 95 + (i / 6) * 142;
    const bool made = i % 3 != 1;
    d.box(left, top, 106, 124, made ? kGreen : kSign);
    if (made) d.disc(left + 53, top + 62, 26, kPaper);  // told by its sign as well as its colour
    else d.box(left + 30, top + 56, 46, 12, kPaper);
  }
  return d.taken();
}

pictures::Raster rice_terraces() {
  Drawing d(kSky, kSmallWidth, kSmallHeight);
  d.disc(820, 90, 50, kSign);
  for (int i = 0; i < 4; ++i) {
    const int left = i * 120, top = 190 + i * 115;
    d.box(left, top, 960 - left, 450, kGreen).box(left + 40, top + 26, 880 - left, 64, kWater);
    if (i % 3 != 0) continue;  // the first and the last alone
    const int pole = left + 160;
    d.box(pole, top - 80, 14, 150, kTable).box(pole - 34, top - 120, 82, 52, kPaper);
    d.box(pole - 22, top - 104, 56, 8, kInk).box(pole - 22, top - 88, 36, 8, kInk);
  }
  return d.taken();
}

}  // namespace musubi::media::drawings
