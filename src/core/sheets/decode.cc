// decode.cc - encoding found from bytes (byte order mark, zero bytes, validity), then ICU. Never
// asks the file's name, and never passes broken UTF-8 on.
#include "core/sheets/decode.h"

#include <unicode/ucnv.h>

#include <array>
#include <cstdint>

namespace musubi::sheets {

namespace {

constexpr std::size_t kPiece = 1 << 16;

// Counts of a first pass. UTF-8 is judged by its own rules (RFC 3629), loosely on the ranges:
// what matters is telling it from CP932, whose text breaks them within a few characters.
struct Census {
  std::int64_t bytes = 0;
  std::int64_t zeros_even = 0, zeros_odd = 0;
  std::int64_t controls = 0;           // other than tab and line ends
  std::int64_t good = 0, broken = 0;   // multi-byte sequences
  int pending = 0;

  void add(unsigned char c) {
    if (c == 0) ++(bytes % 2 == 0 ? zeros_even : zeros_odd);
    if (c < 0x20 && c != '\t' && c != '\r' && c != '\n' && c != 0) ++controls;
    ++bytes;
    if (pending > 0) {
      if ((c & 0xC0) == 0x80) {
        if (--pending == 0) ++good;
        return;
      }
      ++broken;
      pending = 0;
    }
    if (c < 0x80) return;
    if (c >= 0xC2 && c <= 0xDF) pending = 1;
    else if (c >= 0xE0 && c <= 0xEF) pending = 2;
    else if (c >= 0xF0 && c <= 0xF4) pending = 3;
    else ++broken;
  }
};

Failure not_a_table() {
  return fail(Fault::invalid,
              "表として読めないファイルです。Excel で CSV（コンマ区切り）または XLSX として保存し直して"
              "ください。");
}

// A tab, comma or line end as UTF-16 writes it. A stray zero byte in another file makes none.
bool has_utf16_separator(std::string_view head, bool little) {
  for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
    const char low = head[little ? i : i + 1], high = head[little ? i + 1 : i];
    if (high == 0 && (low == '\t' || low == ',' || low == '\n' || low == '\r')) return true;
  }
  return false;
}

// How much of the beginning CP932 cannot read, in thousandths.
std::int64_t unreadable_per_mille(std::string_view head) {
  Decoder decoder(Encoding::cp932);
  std::string text;
  decoder.feed(head, true, text);
  std::int64_t lost = 0, characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) ++characters;
    if (text.compare(i, 3, "\xEF\xBF\xBD") == 0) ++lost;
  }
  return characters == 0 ? 0 : lost * 1000 / characters;
}

}  // namespace

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8: return "UTF-8";
    case Encoding::utf8_bom: return "UTF-8 (BOM)";
    case Encoding::utf16le: return "UTF-16LE";
    case Encoding::utf16be: return "UTF-16BE";
    case Encoding::cp932: return "CP932";
  }
  return "";
}

Result<Encoding> find_encoding(ByteSource& source) {
  Census census;
  std::string head(kPiece, '\0');
  std::array<char, kPiece> piece;
  for (bool first = true;; first = false) {
    const std::size_t count = TRY(source.read(piece.data(), piece.size()));
    if (first) head.assign(piece.data(), count);
    if (count == 0) break;
    for (std::size_t i = 0; i < count; ++i) census.add(static_cast<unsigned char>(piece[i]));
  }
  source.rewind();
  if (census.pending > 0) ++census.broken;  // cut in the middle of a character
  if (head.starts_with("\xEF\xBB\xBF")) return Encoding::utf8_bom;
  if (head.starts_with("\xFF\xFE")) return Encoding::utf16le;
  if (head.starts_with("\xFE\xFF")) return Encoding::utf16be;
  const std::int64_t zeros = census.zeros_even + census.zeros_odd;
  if (zeros > 0) {
    // Every tab, digit and line end of UTF-16 has a zero byte, always on the same side.
    const bool many = zeros * 200 >= census.bytes;
    if (many && census.zeros_even * 20 <= census.zeros_odd && has_utf16_separator(head, true)) {
      return Encoding::utf16le;
    }
    if (many && census.zeros_odd * 20 <= census.zeros_even && has_utf16_separator(head, false)) {
      return Encoding::utf16be;
    }
    return not_a_table();
  }
  if (census.controls * 50 > census.bytes) return not_a_table();
  // A few broken characters in a long UTF-8 text are damage, not another encoding.
  if (census.broken == 0 || census.broken * 20 < census.good) return Encoding::utf8;
  if (unreadable_per_mille(head) > 20) return not_a_table();
  return Encoding::cp932;
}

Decoder::Decoder(Encoding encoding) {
  const char* name = "UTF-8";
  if (encoding == Encoding::utf16le) name = "UTF-16LE";
  if (encoding == Encoding::utf16be) name = "UTF-16BE";
  if (encoding == Encoding::cp932) name = "ibm-943_P15A-2003";
  UErrorCode status = U_ZERO_ERROR;
  from_ = ucnv_open(name, &status);
  to_ = ucnv_open("UTF-8", &status);
  if (U_FAILURE(status)) {
    ucnv_close(from_);
    ucnv_close(to_);
    from_ = to_ = nullptr;
  }
  CHECK(from_ != nullptr && to_ != nullptr);  // ICU's data is part of the installation
}

Decoder::~Decoder() {
  ucnv_close(from_);
  ucnv_close(to_);
}

void Decoder::feed(std::string_view in, bool last, std::string& out) {
  const std::size_t old = out.size();
  const char* source = in.data();
  const char* end = in.data() + in.size();
  std::array<char, 8192> buffer;
  for (;;) {
    char* target = buffer.data();
    UErrorCode status = U_ZERO_ERROR;
    ucnv_convertEx(to_, from_, &target, buffer.data() + buffer.size(), &source, end, pivot_,
                   &pivot_source_, &pivot_target_, pivot_ + 1024, reset_, last, &status);
    reset_ = false;
    out.append(buffer.data(), static_cast<std::size_t>(target - buffer.data()));
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    break;  // done, or a failure that substitution cannot mend: nothing more will come
  }
  if (at_start_ && out.size() - old >= 3) {
    if (out.compare(old, 3, "\xEF\xBB\xBF") == 0) out.erase(old, 3);
    at_start_ = false;
  }
}

std::string mended_utf8(std::string_view text) {
  std::string mended;
  Decoder(Encoding::utf8).feed(text, true, mended);
  return mended;
}

}  // namespace musubi::sheets
