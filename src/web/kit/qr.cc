// qr.cc - libqrencode's modules drawn as one SVG path, dark on white with the quiet zone that
// scanners need, also in dark mode. Must never put the text itself into the markup.
#include "web/kit/qr.h"

#include <qrencode.h>

#include <memory>

#include "web/kit/element.h"

namespace musubi::web::kit {
namespace {

constexpr int kQuiet = 4;   // modules of white around it (ISO/IEC 18004)
constexpr int kScale = 5;   // pixels per module at 100 %

}  // namespace

Html qr_code(const Needed& label, const std::string& text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) return {};
  const int width = code->width;
  std::string path;
  for (int y = 0; y < width; ++y) {
    for (int x = 0; x < width; ++x) {
      if ((code->data[y * width + x] & 1) == 0) continue;
      path += "M" + std::to_string(x + kQuiet) + " " + std::to_string(y + kQuiet) + "h1v1h-1z";
    }
  }
  const std::string side = std::to_string(width + 2 * kQuiet);
  const std::string pixels = std::to_string((width + 2 * kQuiet) * kScale);
  Attrs svg("qr");
  svg.set("role", "img").set("aria-label", label.text()).set("viewBox", "0 0 " + side + " " + side);
  svg.set("width", pixels).set("height", pixels).set("shape-rendering", "crispEdges");
  Attrs white, dark;
  white.set("width", side).set("height", side).set("fill", "#fff");
  dark.set("d", path).set("fill", "#000");
  return element("svg", svg, element("rect", white, {}) + element("path", dark, {}));
}

}  // namespace musubi::web::kit
