// needed.h - types that make accessibility a compile-time matter. A struct with a Needed member
// cannot be built without it: a table without a caption, a field without a label do not compile.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace musubi::web::kit {

// Text that must be given and must not be empty.
class Needed {
 public:
  Needed(std::string text) : text_(std::move(text)) { CHECK(!text_.empty()); }  // NOLINT: implicit
  Needed(std::string_view text) : Needed(std::string(text)) {}                  // NOLINT: implicit
  Needed(const char* text) : Needed(std::string(text)) {}                       // NOLINT: implicit
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// How an image speaks: either a text that says the same, or a statement that it is decoration.
struct Alt {
  Needed text;
};
struct Decorative {};

// What a state means. Always shown as icon + word + colour, never as colour alone.
enum class Tone { neutral, ok, warning, error, info };

}  // namespace musubi::web::kit
