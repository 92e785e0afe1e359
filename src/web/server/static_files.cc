// static_files.cc - hashed names never change, so browsers may keep them for a year; others ask
// each time. The bytes stay in the binary's read-only pages: nothing is copied.
#include "web/server/static_files.h"

#include "web/assets.h"
#include "web/server/finish.h"

namespace musubi::web {

StaticFiles::StaticFiles() {
  for (const EmbeddedAsset& asset : embedded_assets()) {
    auto page = std::make_shared<CachedPage>();
    page->etag = etag_of(asset.bytes);
    std::string common = "ETag: " + page->etag + "\r\nCache-Control: ";
    common += has_hashed_name(asset.path) ? "public, max-age=31536000, immutable" : "no-cache";
    common +=
        "\r\nVary: Accept-Encoding\r\nX-Content-Type-Options: nosniff\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n"
        "Content-Security-Policy: default-src 'none'; style-src 'self'; sandbox\r\n";
    auto add = [&](Encoding encoding, std::string_view bytes, std::string_view coding) {
      if (bytes.empty() && encoding != Encoding::identity) return;
      auto form = std::make_shared<FinishedBytes>();
      form->head = "HTTP/1.1 200 OK\r\nContent-Type: " + std::string(media_type_of(asset.path)) +
                   "\r\n" + common;
      if (!coding.empty()) form->head += "Content-Encoding: " + std::string(coding) + "\r\n";
      form->head += "Content-Length: " + std::to_string(bytes.size()) + "\r\n";
      form->not_modified_head = "HTTP/1.1 304 Not Modified\r\n" + common;
      form->static_body = bytes;
      page->forms[static_cast<std::size_t>(encoding)] = std::move(form);
    };
    add(Encoding::identity, asset.bytes, "");
    add(Encoding::gzip, asset.gzip, "gzip");
    add(Encoding::brotli, asset.brotli, "br");
    files_.emplace(asset.path, std::move(page));
  }
}

}  // namespace musubi::web
