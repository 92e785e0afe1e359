// fuzz_incoming.cc - any bytes as a letter from a person. Whatever it claims: valid UTF-8 without
// NUL, one line where one line is promised, bounded words, references and attachments.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "core/mail/incoming.h"

using namespace musubi;        // NOLINT: a fuzz program is its own world
using namespace musubi::mail;  // NOLINT

namespace {

void expect_line(const std::string& text) {
  if (!is_valid_utf8(text) || text.find('\0') != std::string::npos) __builtin_trap();
  if (text.find_first_of("\r\n") != std::string::npos) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Incoming mail = read_incoming(bytes);
  for (const std::string* one : {&mail.from_address, &mail.from_name, &mail.subject,
                                 &mail.message_id}) {
    expect_line(*one);
  }
  if (!mail.from_address.empty() && !read_email(mail.from_address)) __builtin_trap();
  if (count_characters(mail.subject) > kSubjectMost) __builtin_trap();
  if (count_characters(mail.text) > kWordsMost || !is_valid_utf8(mail.text)) __builtin_trap();
  if (mail.text.find('\0') != std::string::npos) __builtin_trap();
  if (mail.references.size() > kReferencesMost || mail.files.size() > kAttachedMost) {
    __builtin_trap();
  }
  for (const std::string& id : mail.references) {
    expect_line(id);
    if (id.front() != '<' || id.back() != '>') __builtin_trap();
  }
  for (const IncomingFile& file : mail.files) {
    expect_line(file.filename);
    if (file.filename.empty()) __builtin_trap();
  }
  return 0;
}
