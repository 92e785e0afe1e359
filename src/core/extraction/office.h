// office.h - words of Word, PowerPoint and OpenDocument files, and how a line of foreign words
// becomes one of ours. Inside core/extraction only; opens no file by itself.
#pragma once

#include <string>
#include <string_view>

#include "core/extraction/extraction.h"
#include "core/sheets/bytes.h"

namespace musubi::extraction {

// A container of XML parts with paragraphs: docx, pptx, odt, ods, odp.
bool is_paper(std::string_view media_type);
Result<Extracted> paper_text(sheets::ByteSource& source, std::string_view media_type);

// Adds a line; false when no more fits.
bool add_line(Extracted& to, std::string_view line);
// What a foreign text may hold and ours may not: bytes that are no UTF-8, control characters.
std::string cleaned(std::string_view text);

}  // namespace musubi::extraction
