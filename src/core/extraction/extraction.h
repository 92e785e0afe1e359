// extraction.h - the words inside an uploaded document, for the search: PDF by pdftotext in a
// confined process, Office and OpenDocument by our own bounded reader, CSV and plain text.
//   file, media type -> text_of_file() -> lines of words, or why there are none
// Blocks; never inside a transaction.
// SECURITY: every byte is foreign; the bounds stand in README.md.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace musubi::extraction {

inline constexpr std::size_t kTextBytesMost = 280'000;  // the index holds no more of a document
inline constexpr int kSecondsMost = 40;                 // of pdftotext

struct Extracted {
  std::string text;  // UTF-8, a line per paragraph; "" = a document without words (a scan)
  bool cut = false;  // it has more than kTextBytesMost
};

bool can_read(std::string_view media_type);
// Fault::invalid: broken, protected, or takes too long; `says` tells the office what to do.
// Fault::unavailable: pdftotext is missing, or the disk is full: worth another try.
Result<Extracted> text_of_file(const std::string& path, std::string_view media_type);

// The parts that read bytes by themselves, for tests and fuzzers.
Result<Extracted> office_text(std::string_view bytes, std::string_view media_type);
Result<Extracted> plain_text(std::string_view bytes);
// Lines of a page become paragraphs: 「コンソー」「シアム」 is one word again.
std::string joined_lines(std::string_view text);

}  // namespace musubi::extraction
