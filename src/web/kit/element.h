// element.h - how the kit writes markup: tags, escaped attributes, safe addresses.
// Inside the kit only. Features compose components; they never include this file.
#pragma once

#include <string>
#include <string_view>

#include "web/html.h"

namespace musubi::web::kit {

// Attributes in the order they are added; every value is escaped.
class Attrs {
 public:
  Attrs() = default;
  // A class list is what nearly every element has.
  explicit Attrs(std::string_view classes) { when("class", classes); }
  Attrs& set(std::string_view name, std::string_view value);
  Attrs& when(std::string_view name, std::string_view value) {  // nothing when empty
    return value.empty() ? *this : set(name, value);
  }
  Attrs& flag(std::string_view name, bool on = true);
  // SECURITY: the only way an address gets into href, src or action; CHECKs is_safe_url.
  Attrs& url(std::string_view name, std::string_view address);
  const std::string& markup() const { return markup_; }

 private:
  std::string markup_;
};

Html element(std::string_view tag, const Attrs& attrs, const Html& content);
Html void_element(std::string_view tag, const Attrs& attrs);

// Where a link may lead: a path of this site (/x, ?x, #x), http(s):, mailto:, tel:.
// Refused: javascript:, data:, //host, /\host, and anything with control characters.
bool is_safe_url(std::string_view address);
// Where a form may be sent: a path of this site only.
bool is_own_path(std::string_view address);

// A value that can stand in an id: letters, digits, - and _.
std::string id_from(std::string_view prefix, std::string_view name);
// Markup for "hidden from sight, read aloud".
Html spoken_only(const Html& content);

}  // namespace musubi::web::kit
