// html.h - Html: a piece of finished, escaped markup. Escaping is by type: a std::string is text
// and is escaped when it becomes Html; only web/kit (and the sanitised Markdown renderer) may make
// Html from raw markup (checked by tidy). Pages compose kit components and never see a bracket.
// A piece that tells what was refused (error_summary) carries that Error through the page into the
// Response, so that a machine which sent the form is told the same, field by field.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace musubi::web {

class Html {
 public:
  Html() = default;
  // Text is escaped: & < > " ' and marks that turn the direction of reading are shown.
  Html(std::string_view text);             // NOLINT: implicit on purpose
  Html(const std::string& text) : Html(std::string_view(text)) {}  // NOLINT
  Html(const char* text) : Html(std::string_view(text)) {}         // NOLINT
  // SECURITY: the only way in for raw markup. Callers: web/kit, core Markdown renderer's adapter.
  static Html raw(std::string markup) {
    Html h;
    h.markup_ = std::move(markup);
    return h;
  }
  static Html join(const std::vector<Html>& parts);
  Html& operator+=(const Html& other) {
    markup_ += other.markup_;
    carry(other);
    return *this;
  }
  friend Html operator+(Html a, const Html& b) { return a += b; }
  const std::string& markup() const& { return markup_; }
  std::string markup() && { return std::move(markup_); }
  bool empty() const { return markup_.empty(); }

  Html& refuses(Error error) {
    refusal_ = std::make_shared<const Error>(std::move(error));
    return *this;
  }
  // What `inside` refuses, this refuses: for whatever wraps markup anew. The first one told stays.
  Html& carry(const Html& inside) {
    if (!refusal_) refusal_ = inside.refusal_;
    return *this;
  }
  const std::shared_ptr<const Error>& refusal() const { return refusal_; }

 private:
  std::string markup_;
  std::shared_ptr<const Error> refusal_;
};

std::string escape_html(std::string_view text);

}  // namespace musubi::web
