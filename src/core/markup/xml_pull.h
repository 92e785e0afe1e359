// xml_pull.h - XML of a file, one node after the other, for files of any size from anybody.
//   file -> prolog (no DOCTYPE, no UTF-16) -> libxml2's reader -> begin | text | end | done
// SECURITY: no network, no DTD, no entity but the five of XML; depth and the length of one text are
// bounded by libxml2 (256 elements, 10 MB). Refusals are in Japanese and name the line.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace musubi::markup {

struct XmlNode {
  enum class Kind { begin, text, end, done };
  Kind kind = Kind::done;
  std::string name;   // as written: wp:post_id; of begin and end
  std::string text;   // of text
  bool empty = false; // <name/>: no end follows
};

class XmlPull {
 public:
  // Fault::not_found when there is no such file; Fault::invalid (field "file") when it is no XML
  // that is read here.
  static Result<std::unique_ptr<XmlPull>> open(const std::string& path);
  ~XmlPull();
  XmlPull(const XmlPull&) = delete;
  XmlPull& operator=(const XmlPull&) = delete;

  Result<XmlNode> next();
  // Of the element that was told last; "" when it has none of this name. REQUIRES: Kind::begin.
  std::string attribute(const char* name) const;
  std::int64_t line() const;        // where the reader stands
  std::int64_t bytes_read() const;  // of the file, for showing how far it is

 private:
  struct Inside;
  explicit XmlPull(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

// Field "file", with the line: 「123行目：…」.
Failure xml_refused(std::int64_t line, std::string_view why);

}  // namespace musubi::markup
