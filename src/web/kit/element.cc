// element.cc - the only place where tags and attributes are put together.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/element.h"

#include <cctype>

#include "base/result.h"
#include "base/text.h"

namespace musubi::web::kit {

namespace {
bool starts_with_scheme(std::string_view address, std::string_view scheme) {
  return address.size() > scheme.size() &&
         lower_ascii(address.substr(0, scheme.size())) == scheme;
}

bool has_bad_byte(std::string_view address) {
  for (char c : address) {
    auto byte = static_cast<unsigned char>(c);
    // A browser drops tabs and line ends inside an address and reads \ as /.
    if (byte <= 0x20 || byte == 0x7F || c == '\\') return true;
  }
  return false;
}
}  // namespace

Attrs& Attrs::set(std::string_view name, std::string_view value) {
  markup_ += ' ';
  markup_ += name;
  markup_ += "=\"";
  markup_ += escape_html(value);
  markup_ += '"';
  return *this;
}

Attrs& Attrs::flag(std::string_view name, bool on) {
  if (on) {
    markup_ += ' ';
    markup_ += name;
  }
  return *this;
}

Attrs& Attrs::url(std::string_view name, std::string_view address) {
  CHECK(name == "action" ? is_own_path(address) : is_safe_url(address));
  return set(name, address);
}

Html element(std::string_view tag, const Attrs& attrs, const Html& content) {
  std::string out = "<";
  out += tag;
  out += attrs.markup();
  out += '>';
  out += content.markup();
  out += "</";
  out += tag;
  out += '>';
  return Html::raw(std::move(out)).carry(content);
}

Html void_element(std::string_view tag, const Attrs& attrs) {
  std::string out = "<";
  out += tag;
  out += attrs.markup();
  out += '>';
  return Html::raw(std::move(out));
}

// SECURITY: an allow-list. What is not known to be harmless is refused.
bool is_safe_url(std::string_view address) {
  if (address.empty() || has_bad_byte(address)) return false;
  if (address.front() == '#' || address.front() == '?') return true;
  if (is_own_path(address)) return true;
  for (std::string_view scheme : {"https://", "http://", "mailto:", "tel:"}) {
    if (starts_with_scheme(address, scheme)) return true;
  }
  return false;
}

bool is_own_path(std::string_view address) {
  if (address.empty() || address.front() != '/' || has_bad_byte(address)) return false;
  return address.size() == 1 || address[1] != '/';  // "//host" would leave the site
}

std::string id_from(std::string_view prefix, std::string_view name) {
  std::string id(prefix);
  for (char c : name) {
    bool fine = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    id += fine ? c : '-';
  }
  return id;
}

Html spoken_only(const Html& content) { return element("span", Attrs("vh"), content); }

}  // namespace musubi::web::kit
