// fuzz_office.cc - any bytes as a Word, PowerPoint or OpenDocument file. The first byte chooses:
// the bytes as a whole ZIP, or as the XML inside a sound container, so that the walk behind the ZIP
// is reached as well; or as plain text, or as the lines of a PDF. What comes out is bounded UTF-8.
#include <zip.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "core/extraction/extraction.h"

namespace {

constexpr std::string_view kTypes[] = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text"};
constexpr const char* kNames[] = {"word/document.xml", "ppt/slides/slide1.xml", "content.xml"};

void require(bool promise) {
  if (!promise) std::abort();
}

std::string zip_with(const char* name, std::string_view part) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(memory);
  zip_t* zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  const zip_int64_t at =
      zip_file_add(zip, name, zip_source_buffer(zip, part.data(), part.size(), 0), 0);
  zip_set_file_compression(zip, static_cast<zip_uint64_t>(at), ZIP_CM_STORE, 0);
  zip_close(zip);
  zip_source_open(memory);
  zip_source_seek(memory, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(memory)), '\0');
  zip_source_seek(memory, 0, SEEK_SET);
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

void check(const musubi::Result<musubi::extraction::Extracted>& found) {
  if (!found) {
    require(!found.error().says.empty());
    return;
  }
  require(found->text.size() <= musubi::extraction::kTextBytesMost);
  require(musubi::is_valid_utf8(found->text));
  require(found->text.find('\0') == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view rest = bytes.substr(1);
  const std::size_t kind = data[0] % 3;
  switch (data[0] % 4) {
    case 0: check(musubi::extraction::office_text(rest, kTypes[kind])); break;
    case 1:
      check(musubi::extraction::office_text(zip_with(kNames[kind], rest), kTypes[kind]));
      break;
    case 2: check(musubi::extraction::plain_text(rest)); break;
    default:
      require(musubi::extraction::joined_lines(rest).size() <= 2 * rest.size() + 1);
  }
  return 0;
}
