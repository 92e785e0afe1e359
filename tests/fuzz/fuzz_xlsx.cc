// fuzz_xlsx.cc - any bytes as a workbook. The first byte chooses: the bytes as a whole ZIP, or as
// the sheet's XML inside a sound container, so that the parser behind the ZIP is reached as well.
#include <zip.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "features/members/roster/roster.h"

namespace {

std::string zip_with_sheet(std::string_view sheet) {
  constexpr std::string_view kRels =
      R"(<R><R Id="r" Type="x/officeDocument" Target="w.xml"/></R>)";
  constexpr std::string_view kBook = R"(<w><sheets><sheet name="s" r:id="a"/></sheets></w>)";
  constexpr std::string_view kBookRels =
      R"(<R><R Id="a" Type="x/worksheet" Target="s.xml"/>)"
      R"(<R Id="d" Type="x/sharedStrings" Target="s.xml"/>)"
      R"(<R Id="c" Type="x/styles" Target="s.xml"/></R>)";
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(memory);
  zip_t* zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  const auto add = [&](const char* name, std::string_view text) {
    const zip_int64_t at =
        zip_file_add(zip, name, zip_source_buffer(zip, text.data(), text.size(), 0), 0);
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(at), ZIP_CM_STORE, 0);
  };
  add("_rels/.rels", kRels);
  add("w.xml", kBook);
  add("_rels/w.xml.rels", kBookRels);
  add("s.xml", sheet);
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (bytes[0] != 'P') bytes = zip_with_sheet(std::string_view(bytes).substr(1));
  const auto roster = musubi::members::read_roster_bytes(bytes);
  if (!roster && roster.error().says.empty()) __builtin_trap();
  if (roster && musubi::members::roster_json(*roster).dump().empty()) __builtin_trap();
  return 0;
}
