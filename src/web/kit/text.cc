// text.cc - see text.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/text.h"

#include <cstdio>

#include "base/text.h"
#include "web/kit/element.h"
#include "web/kit/icon.h"

namespace musubi::web::kit {

Html link(const std::string& address, const Html& text) {
  // SECURITY: addresses come from members too; a refused one is shown as text, never followed.
  if (!is_safe_url(address)) return text;
  return element("a", Attrs().url("href", address), text);
}

Html link_about(const std::string& address, const Html& text, const std::string& about) {
  return link(address, text + spoken_only("：" + about));
}

Html external_link(const std::string& address, const Html& text) {
  if (!is_safe_url(address)) return text;
  return element("a", Attrs("outlink").url("href", address).set("rel", "noopener noreferrer"),
                 text + icon("external") + spoken_only("（外部サイト）"));
}

Html go_link(const std::string& address, const Html& text) {
  if (!is_safe_url(address)) return text;
  return element("a", Attrs("go").url("href", address), text + icon("arrow"));
}

Html mail_link(const std::string& mail_address) {
  return link("mailto:" + mail_address, mail_address);
}

std::string file_size(std::uint64_t bytes) {
  char text[32];
  double value = static_cast<double>(bytes);
  if (bytes < 1024) {
    std::snprintf(text, sizeof text, "%dB", static_cast<int>(bytes));
  } else if (value < 1024.0 * 1024.0 * 0.1) {
    std::snprintf(text, sizeof text, "%.0fKB", value / 1024.0);
  } else {
    std::snprintf(text, sizeof text, "%.1fMB", value / (1024.0 * 1024.0));
  }
  return text;
}

Html file_link(const FileLink& file) {
  std::string words = file.name.text() + "（" + file.type.text() + "、" + file_size(file.bytes);
  if (file.pages > 0) words += "、" + std::to_string(file.pages) + "ページ";
  words += "）";
  return element("a", Attrs("filelink").url("href", file.path), icon("download") + words);
}

Html strong(const Html& text) { return element("strong", {}, text); }
Html small(const Html& text) { return element("span", Attrs("small"), text); }
Html muted(const Html& text) { return element("span", Attrs("muted"), text); }
Html code_text(const std::string& code) { return element("span", Attrs("code"), code); }
Html deleted(const Html& text) { return element("del", {}, text); }
Html inserted(const Html& text) { return element("ins", {}, text); }
Html marked(const Html& text) { return element("mark", {}, text); }
Html line_break() { return Html::raw("<br>"); }
Html hidden_text(const Html& text) { return spoken_only(text); }

Html multiline(const std::string& text) {
  std::string escaped = escape_html(replace_all(text, "\r\n", "\n"));
  return Html::raw(replace_all(std::move(escaped), "\n", "<br>\n"));
}

}  // namespace musubi::web::kit
