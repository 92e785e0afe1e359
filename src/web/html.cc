// html.cc - escaping, the base of every page. See html.h for who may make raw markup.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/html.h"

#include "base/text.h"

namespace musubi::web {

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '\xE2':
        if (starts_with_direction_mark(text.substr(i))) {
          out += "\xEF\xBF\xBD";
          i += 2;
        } else {
          out += c;
        }
        break;
      default:
        // Control characters have no meaning in HTML and are errors in it; line ends and tabs do.
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') break;
        if (c == 0x7F) break;
        out += c;
    }
  }
  return out;
}

Html::Html(std::string_view text) : markup_(escape_html(text)) {}

Html Html::join(const std::vector<Html>& parts) {
  Html all;
  for (const Html& part : parts) all += part;
  return all;
}

}  // namespace musubi::web
