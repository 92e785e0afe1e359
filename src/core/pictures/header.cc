// header.cc - see header.h. Every reader takes one view of bytes and never looks beyond it.
// SECURITY: sizes are judged here, because a decoder would make room for them first.
#include "core/pictures/header.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "base/text.h"

namespace musubi::pictures {
namespace {

constexpr std::size_t kPageLooked = 4096;    // a browser that guesses looks no further
constexpr std::size_t kPdfLooked = 1024 + 5;  // where readers of PDF accept its beginning
constexpr std::size_t kArchiveEndBytes = 22;

Failure refuse(std::string says) { return fail_fields({{"file", std::move(says)}}); }

Failure broken() {
  return refuse("画像の大きさを読み取れません。途中で切れているか、壊れています。"
                "元の画像を開き、JPEGかPNGで保存し直してから選んでください");
}

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

std::int64_t big16(std::string_view b, std::size_t at) {
  return static_cast<std::int64_t>(byte_at(b, at) << 8 | byte_at(b, at + 1));
}
std::int64_t big32(std::string_view b, std::size_t at) {
  return big16(b, at) << 16 | big16(b, at + 2);
}
std::int64_t little16(std::string_view b, std::size_t at) {
  return static_cast<std::int64_t>(byte_at(b, at) | byte_at(b, at + 1) << 8);
}
std::int64_t little24(std::string_view b, std::size_t at) {
  return little16(b, at) | static_cast<std::int64_t>(byte_at(b, at + 2)) << 16;
}

// FF D8, then segments FF xx, length, content, up to the frame (SOF) that says the size.
std::optional<Header> read_jpeg(std::string_view b) {
  std::size_t at = 2;
  while (at + 1 < b.size()) {
    if (byte_at(b, at) != 0xFF) return std::nullopt;
    while (at < b.size() && byte_at(b, at) == 0xFF) ++at;  // fill bytes
    const unsigned marker = byte_at(b, at);
    ++at;
    if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) continue;
    if (marker == 0xD9 || marker == 0xDA || at + 2 > b.size()) return std::nullopt;
    const std::int64_t length = big16(b, at);
    if (length < 2) return std::nullopt;
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
                       marker != 0xCC;
    if (frame) {
      if (length < 8 || at + 7 > b.size()) return std::nullopt;
      return Header{Format::jpeg, big16(b, at + 5), big16(b, at + 3), false};
    }
    at += static_cast<std::size_t>(length);
  }
  return std::nullopt;
}

std::optional<Header> read_png(std::string_view b) {
  if (b.size() < 29 || big32(b, 8) != 13 || b.substr(12, 4) != "IHDR") return std::nullopt;
  return Header{Format::png, big32(b, 16), big32(b, 20), byte_at(b, 28) != 0};
}

std::optional<Header> read_gif(std::string_view b) {
  if (b.size() < 10) return std::nullopt;
  return Header{Format::gif, little16(b, 6), little16(b, 8), true};
}

std::optional<Header> read_webp(std::string_view b) {
  if (b.size() < 30) return std::nullopt;
  const std::string_view chunk = b.substr(12, 4);
  if (chunk == "VP8X") return Header{Format::webp, little24(b, 24) + 1, little24(b, 27) + 1, true};
  if (chunk == "VP8L") {
    if (byte_at(b, 20) != 0x2F) return std::nullopt;
    const std::int64_t packed = little16(b, 21) | little16(b, 23) << 16;
    return Header{Format::webp, (packed & 0x3FFF) + 1, ((packed >> 14) & 0x3FFF) + 1, true};
  }
  const bool lossy = chunk == "VP8 " && byte_at(b, 23) == 0x9D && byte_at(b, 24) == 0x01 &&
                     byte_at(b, 25) == 0x2A;
  if (!lossy) return std::nullopt;
  return Header{Format::webp, little16(b, 26) & 0x3FFF, little16(b, 28) & 0x3FFF, true};
}

bool is_svg(std::string_view b) {
  return lower_ascii(b.substr(0, kPageLooked)).find("<svg") != std::string::npos;
}

bool is_heif(std::string_view b) {
  if (b.size() < 12 || b.substr(4, 4) != "ftyp") return false;
  for (std::string_view brand : {"heic", "heix", "hevc", "heif", "mif1", "msf1", "avif", "avis"}) {
    if (b.substr(8, 4) == brand) return true;
  }
  return false;
}

Failure other_kind(std::string_view b) {
  if (is_svg(b)) {
    return refuse("SVGは、開いた人の画面でプログラムを動かせる形式のため、画像として使えません。"
                  "元のソフトでPNGに書き出して選んでください");
  }
  if (is_heif(b)) {
    return refuse("HEIC・AVIFの画像は読み取れません。iPhoneでは「設定」の「カメラ」で「互換性優先」に"
                  "するか、JPEGで保存し直して選んでください");
  }
  return refuse("画像として読み取れないファイルです。JPEG、PNG、WebP、GIFのどれかで保存し直して選んでください");
}

Result<Header> within_limits(const Header& header) {
  if (header.width <= 0 || header.height <= 0) return broken();
  const std::int64_t most = header.whole_in_memory ? kPixelsMostWhole : kPixelsMost;
  const bool fits = header.width <= kSideMost && header.height <= kSideMost &&
                    header.width * header.height <= most;
  if (fits) return header;
  return refuse("画像が大きすぎます（横" + thousands(header.width) + "×縦" +
                thousands(header.height) + "画素）。長い辺を4,000画素ほどに縮めて選んでください");
}

bool has_archive_end(std::string_view tail) {
  constexpr std::string_view kMark("PK\x05\x06", 4);
  for (std::size_t at = tail.rfind(kMark); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : tail.rfind(kMark, at - 1)) {
    const std::size_t left = tail.size() - at;
    if (left < kArchiveEndBytes) continue;
    // Its comment reaches to the end of the file: a mark by chance does not.
    if (static_cast<std::size_t>(little16(tail, at + 20)) + kArchiveEndBytes <= left) return true;
  }
  return false;
}

}  // namespace

std::string_view format_name(Format format) {
  switch (format) {
    case Format::jpeg: return "jpeg";
    case Format::png: return "png";
    case Format::webp: return "webp";
    case Format::gif: return "gif";
  }
  return "";
}

Result<Header> read_header(std::string_view b) {
  std::optional<Header> header;
  if (b.starts_with("\xFF\xD8\xFF")) {
    header = read_jpeg(b);
  } else if (b.starts_with("\x89PNG\r\n\x1A\n")) {
    header = read_png(b);
  } else if (b.starts_with("GIF87a") || b.starts_with("GIF89a")) {
    header = read_gif(b);
  } else if (b.starts_with("RIFF") && b.size() >= 12 && b.substr(8, 4) == "WEBP") {
    header = read_webp(b);
  } else {
    return other_kind(b);
  }
  if (!header) return broken();
  return within_limits(*header);
}

bool is_polyglot(std::string_view head, std::string_view tail) {
  const std::string page = lower_ascii(head.substr(0, kPageLooked));
  for (std::string_view mark :
       {"<script", "<!doctype", "<html", "<iframe", "<svg", "<?php", "javascript:"}) {
    if (page.find(mark) != std::string::npos) return true;
  }
  if (head.substr(0, kPdfLooked).find("%PDF-") != std::string_view::npos) return true;
  return has_archive_end(tail);
}

Result<Header> examine_picture(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string head(kHeadBytes, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  std::error_code error;
  if (head.empty() && std::filesystem::file_size(path, error) == 0 && !error) {
    return refuse("ファイルが空です。中身のあるファイルを選んでください");
  }
  if (head.empty()) {
    return fail(Fault::unavailable,
                "ファイルを読み出せませんでした。しばらくしてから、もう一度お試しください",
                "picture cannot be read");
  }
  std::ifstream again(path, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::streamoff>(again.tellg());
  again.seekg(std::max<std::streamoff>(0, size - static_cast<std::streamoff>(kTailBytes)));
  const std::string tail(std::istreambuf_iterator<char>(again), {});
  Header header = TRY(read_header(head));
  if (is_polyglot(head, tail)) {
    return refuse("画像の中に、別の種類のファイルが混ざっています。安全のため受け取れません。"
                  "画像のソフトで開き、JPEGかPNGで保存し直して選んでください");
  }
  return header;
}

}  // namespace musubi::pictures
