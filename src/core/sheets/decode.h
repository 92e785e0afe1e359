// decode.h - which encoding a text file has, and its bytes as UTF-8, piece by piece.
// Inside core/sheets only. CP932 is Microsoft's (ICU ibm-943_P15A-2003): ㈱ ① 髙 﨑 and both
// codes of the NEC and IBM extensions are read as Excel wrote them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "core/sheets/bytes.h"
#include "core/sheets/sheets.h"

struct UConverter;

namespace musubi::sheets {

// Reads the whole source once (a file may be ASCII for a megabyte and Japanese after), then
// rewinds it. Fails when the bytes are no text at all.
Result<Encoding> find_encoding(ByteSource& source);

class Decoder {
 public:
  explicit Decoder(Encoding encoding);
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  // Appends UTF-8 to `out`; unreadable bytes become U+FFFD. `last` flushes what is left over.
  void feed(std::string_view in, bool last, std::string& out);

 private:
  UConverter* from_ = nullptr;
  UConverter* to_ = nullptr;
  bool at_start_ = true;
  bool reset_ = true;
  char16_t pivot_[1024];
  char16_t* pivot_source_ = pivot_;
  char16_t* pivot_target_ = pivot_;
};

// Broken bytes become U+FFFD: everything behind the readers may rely on UTF-8.
std::string mended_utf8(std::string_view text);

}  // namespace musubi::sheets
