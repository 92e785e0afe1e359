// csv_write.cc - CSV for Excel: UTF-8 with a byte order mark, or CP932 as Excel itself writes it
// (髙 is FBFC, 〜 － ∥ in their Windows forms). What CP932 has no code for is listed, never
// dropped in silence.
#include <unicode/ucnv.h>

#include <memory>

#include "base/text.h"
#include "core/sheets/sheets.h"

namespace musubi::sheets {

namespace {

constexpr std::size_t kCellShown = 40;  // characters of a cell beside what it lost

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

UConverter* cp932() {
  // One per thread: opening costs a table lookup, and converters are not shared.
  thread_local std::unique_ptr<UConverter, CloseConverter> converter = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UConverter, CloseConverter> opened(ucnv_open("ibm-943_P15A-2003", &status));
    if (opened) ucnv_setSubstString(opened.get(), u"\u3013", 1, &status);
    return opened;
  }();
  CHECK(converter != nullptr);
  return converter.get();
}

// The same sign under another code point; Windows has only one of the two.
char32_t windows_form(char32_t c) {
  switch (c) {
    case 0x301C: return 0xFF5E;  // 〜
    case 0x2212: return 0xFF0D;  // −
    case 0x2016: return 0x2225;  // ‖
    case 0x2014: return 0x2015;  // —
    case 0x00A2: return 0xFFE0;  // ¢
    case 0x00A3: return 0xFFE1;  // £
    case 0x00AC: return 0xFFE2;  // ¬
    case 0x00A0: return 0x3000;  // no-break space
    default: return c;
  }
}

// One character's bytes, or nothing when CP932 has none.
std::string encode_character(char32_t c) {
  if (c < 0x80) return std::string(1, static_cast<char>(c));
  char16_t units[2];
  int count = 1;
  if (c > 0xFFFF) {
    units[0] = static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
    units[1] = static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FF));
    count = 2;
  } else {
    units[0] = static_cast<char16_t>(c);
  }
  char bytes[8];
  UErrorCode status = U_ZERO_ERROR;
  ucnv_resetFromUnicode(cp932());
  const int written = ucnv_fromUChars(cp932(), bytes, sizeof bytes, units, count, &status);
  if (U_FAILURE(status) || written <= 0) return {};
  const std::string encoded(bytes, static_cast<std::size_t>(written));
  return encoded == "\x81\xAC" && c != 0x3013 ? std::string() : encoded;
}

char32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned lead = byte(at);
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  char32_t c = more == 3 ? lead & 0x07 : more == 2 ? lead & 0x0F : more == 1 ? lead & 0x1F : lead;
  for (int i = 1; i <= more; ++i) c = (c << 6) | (byte(at + static_cast<std::size_t>(i)) & 0x3F);
  at += static_cast<std::size_t>(more) + 1;
  return c;
}

// -1,234.5 is a figure of a report, not a formula.
bool is_number(std::string_view cell) {
  if (cell.starts_with('-')) cell.remove_prefix(1);
  return !cell.empty() && cell.find_first_not_of("0123456789,.") == std::string_view::npos;
}

// SECURITY: Excel runs a cell that begins with one of these; the apostrophe makes it text.
std::string defused(std::string_view cell) {
  const bool starts = !cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) < 6;
  return (starts && !is_number(cell) ? "'" : "") + std::string(cell);
}

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  return "\"" + replace_all(cell, "\"", "\"\"") + "\"";
}

}  // namespace

CsvWriter::CsvWriter(CsvOptions options, Sink sink) : options_(options), sink_(std::move(sink)) {
  if (options_.encoding == Encoding::utf8_bom) sink_("\xEF\xBB\xBF");
}

void CsvWriter::add_row(const std::vector<std::string>& cells) {
  ++row_;
  std::string line;
  int column = 0;
  for (const std::string& cell : cells) {
    if (column++ > 0) line += ',';
    const std::string text = quoted(defused(cell));
    if (options_.encoding != Encoding::cp932) {
      line += text;
      continue;
    }
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      const std::string bytes = encode_character(windows_form(next_character(text, at)));
      if (bytes.empty()) {
        lose(column, std::string_view(text).substr(begin, at - begin), cell);
      }
      line += bytes.empty() ? "\x81\xAC" : bytes;
    }
  }
  sink_(line + "\r\n");
}

void CsvWriter::lose(int column, std::string_view character, const std::string& cell) {
  ++unencodable_count_;
  if (unencodable_.size() >= kUnencodableListed) return;
  unencodable_.push_back({row_, column, std::string(character), cut_characters(cell, kCellShown)});
}

Result<void> CsvWriter::result() const {
  if (unencodable_.empty() || options_.replace_unencodable) return {};
  const Unencodable& first = unencodable_.front();
  return fail(Fault::invalid,
              "Shift_JIS（CP932）で表せない文字が" + thousands(unencodable_count_) +
                  "か所あります（最初は" + std::to_string(first.row) + "行目の「" +
                  first.character + "」）。UTF-8 を選ぶか、〓への置き換えを選んでください。");
}

Result<std::string> write_csv(const std::vector<std::vector<std::string>>& rows,
                              const CsvOptions& options) {
  std::string out;
  CsvWriter writer(options, [&](std::string_view bytes) { out += bytes; });
  for (const auto& row : rows) writer.add_row(row);
  TRY(writer.result());
  return out;
}

std::vector<Unencodable> find_unencodable(const std::vector<std::vector<std::string>>& rows) {
  CsvWriter writer({Encoding::cp932, true}, [](std::string_view) {});
  for (const auto& row : rows) writer.add_row(row);
  return writer.unencodable();
}

}  // namespace musubi::sheets
