// qr.cc - libqrencode and libpng behind a function each. Called by the page kit and by pages that
// hand out a picture; must never log the text, which is often a secret.
#include "core/keys/qr.h"

#include <png.h>
#include <qrencode.h>

#include <algorithm>
#include <memory>

#include "base/result.h"

namespace musubi::keys {

std::optional<QrModules> qr_modules(const std::string& text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) return std::nullopt;
  QrModules out;
  out.width = code->width;
  const int count = code->width * code->width;
  for (int i = 0; i < count; ++i) out.dark.push_back((code->data[i] & 1) != 0);
  return out;
}

std::string qr_png(const QrModules& code) {
  CHECK(code.width > 0);
  const auto width = static_cast<std::size_t>(code.width);
  const auto quiet = static_cast<std::size_t>(kQuietModules);
  const std::size_t modules = width + 2 * quiet;
  const std::size_t scale = (kQrPixelsLeast + modules - 1) / modules;
  const std::size_t side = modules * scale;
  std::vector<png_byte> grey(side * side, 255);
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const std::size_t row = y / scale;
      if (row < quiet || row >= quiet + width || !code.dark[(row - quiet) * width + x]) continue;
      std::fill_n(grey.begin() + static_cast<std::ptrdiff_t>(y * side + (x + quiet) * scale),
                  scale, png_byte{0});
    }
  }
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(side);
  image.height = static_cast<png_uint_32>(side);
  image.format = PNG_FORMAT_GRAY;
  png_alloc_size_t bytes = 0;
  CHECK(png_image_write_to_memory(&image, nullptr, &bytes, 0, grey.data(), 0, nullptr) != 0);
  std::string out(bytes, '\0');
  CHECK(png_image_write_to_memory(&image, out.data(), &bytes, 0, grey.data(), 0, nullptr) != 0);
  out.resize(bytes);
  return out;
}

}  // namespace musubi::keys
