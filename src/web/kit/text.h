// text.h - words inside a sentence: links, emphasis, codes, changes.
// A link whose address is refused (javascript:, data:, another host without scheme) becomes text.
#pragma once

#include <cstdint>
#include <string>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

Html link(const std::string& address, const Html& text);
// Says more aloud than it shows: link_about(path, "直す", "団体名") reads 「直す：団体名」.
Html link_about(const std::string& address, const Html& text, const std::string& about);
Html external_link(const std::string& address, const Html& text);  // marked, same window
Html go_link(const std::string& address, const Html& text);        // bold with an arrow
Html mail_link(const std::string& mail_address);

struct FileLink {
  std::string path;
  Needed name;              // 会員報告書
  Needed type;              // PDF
  std::uint64_t bytes = 0;
  int pages = 0;            // left out when 0
};
Html file_link(const FileLink& file);      // 会員報告書（PDF、1.2MB、60ページ）
std::string file_size(std::uint64_t bytes);  // 1.2MB

Html strong(const Html& text);
Html small(const Html& text);
Html muted(const Html& text);
Html code_text(const std::string& code);   // numbers to compare digit by digit: monospaced
Html deleted(const Html& text);
Html inserted(const Html& text);
Html marked(const Html& text);             // the questionable original value
Html line_break();
Html hidden_text(const Html& text);        // read aloud, not shown
Html multiline(const std::string& text);   // keeps the line ends that a person typed

}  // namespace musubi::web::kit
