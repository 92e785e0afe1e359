// qr.h - a text as the squares of a QR code, for the kit to draw, and as a picture for printers.
// Medium error correction. Must never keep the text: what is drawn is often a secret.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace musubi::keys {

struct QrModules {
  int width = 0;
  std::vector<bool> dark;  // width * width, row by row
};
// nullopt when the text is too long for any QR code.
std::optional<QrModules> qr_modules(const std::string& text);

inline constexpr int kQuietModules = 4;      // of white around it (ISO/IEC 18004)
inline constexpr int kQrPixelsLeast = 1024;  // 87 mm in print at 300 dots per inch
// PNG, grey, black on white with the quiet zone; each square is so many whole pixels that the
// picture is at least kQrPixelsLeast wide and high. REQUIRES: code.width > 0.
std::string qr_png(const QrModules& code);

}  // namespace musubi::keys
