// qr.cc - a QR code's squares drawn as one SVG path, dark on white with the quiet zone that
// scanners need, also in dark mode. Must never put the text itself into the markup.
#include "web/kit/qr.h"

#include "core/keys/qr.h"
#include "web/kit/element.h"

namespace musubi::web::kit {
namespace {

constexpr int kQuiet = keys::kQuietModules;
constexpr int kScale = 5;   // pixels per module at 100 %

}  // namespace

Html qr_code(const Needed& label, const std::string& text) {
  const auto code = keys::qr_modules(text);
  if (!code) return {};
  const int width = code->width;
  std::string path;
  for (int y = 0; y < width; ++y) {
    for (int x = 0; x < width; ++x) {
      if (!code->dark[static_cast<std::size_t>(y * width + x)]) continue;
      path += "M" + std::to_string(x + kQuiet) + " " + std::to_string(y + kQuiet) + "h1v1h-1z";
    }
  }
  const std::string side = std::to_string(width + 2 * kQuiet);
  const std::string pixels = std::to_string((width + 2 * kQuiet) * kScale);
  Attrs svg("qr");
  svg.set("xmlns", "http://www.w3.org/2000/svg").set("role", "img");  // also as a file of its own
  svg.set("aria-label", label.text()).set("viewBox", "0 0 " + side + " " + side);
  svg.set("width", pixels).set("height", pixels).set("shape-rendering", "crispEdges");
  Attrs white, dark;
  white.set("width", side).set("height", side).set("fill", "#fff");
  dark.set("d", path).set("fill", "#000");
  return element("svg", svg, element("rect", white, {}) + element("path", dark, {}));
}

}  // namespace musubi::web::kit
