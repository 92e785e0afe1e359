// qr.cc - libqrencode behind one function. Called by the page kit; must never log the text, which
// is often a secret.
#include "core/keys/qr.h"

#include <qrencode.h>

#include <memory>

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

}  // namespace musubi::keys
