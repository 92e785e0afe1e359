// compress.cc - see compress.h.
// Pure: bytes in, bytes out; called by finish.cc.
#include "web/server/compress.h"

#include <brotli/encode.h>
#include <zlib.h>

namespace musubi::web {

std::string brotli_of(std::string_view bytes, Effort effort) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  if (size == 0) return {};
  std::string out(size, '\0');
  // Quality 4 is for pages made per request; 11 costs far more and is paid once per cached page.
  int quality = effort == Effort::quick ? 4 : BROTLI_MAX_QUALITY;
  bool done = BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                                    reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                    reinterpret_cast<std::uint8_t*>(out.data()));
  if (!done || size >= bytes.size()) return {};
  out.resize(size);
  return out;
}

std::string gzip_of(std::string_view bytes, Effort effort) {
  z_stream stream{};
  int level = effort == Effort::quick ? 5 : 9;
  if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END || out.size() >= bytes.size()) return {};
  return out;
}

bool is_compressible(std::string_view media_type) {
  return media_type.starts_with("text/") || media_type.starts_with("image/svg") ||
         media_type.find("json") != std::string_view::npos ||
         media_type.find("xml") != std::string_view::npos ||
         media_type.find("javascript") != std::string_view::npos;
}

}  // namespace musubi::web
