// fuzz_content.cc - any bytes become pieces without a script, a foreign image or a crash, and the
// checks' reading of them ends too. The patterns it looks for can only stand in tags.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/markdown/content.h"

namespace {

std::optional<musubi::markdown::Media> any(std::string_view id) {
  musubi::markdown::Media media;
  media.kind = id.size() % 3 == 0   ? musubi::markdown::Media::Kind::picture
               : id.size() % 3 == 1 ? musubi::markdown::Media::Kind::video
                                    : musubi::markdown::Media::Kind::file;
  media.path = "/media/x";
  media.type_words = "PDF";
  if (id.size() % 5 == 0) return std::nullopt;
  return media;
}

void look(const musubi::markdown::Content& content) {
  for (const auto& piece : content) {
    for (std::string_view evil : {"<script", "<iframe", "<img src=\"http", "href=\"javascript:",
                                  "<img src=\"//", "href=\"data:", "<style", "<!--"}) {
      if (piece.html.find(evil) != std::string::npos) std::abort();
    }
    for (const auto& part : piece.parts) look(part);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  look(musubi::markdown::to_content(text, any));
  (void)musubi::markdown::read_document(text);
  return 0;
}
