// qr.h - a text as the squares of a QR code, for the kit to draw. Medium error correction.
// Must never keep the text: what is drawn is often a secret.
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

}  // namespace musubi::keys
