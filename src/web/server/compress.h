// compress.h - brotli and gzip of whole bodies. Quick for pages made per request, best for pages
// that are kept. Called on worker threads only.
#pragma once

#include <string>
#include <string_view>

namespace musubi::web {

enum class Effort { quick, best };

// Empty when compressing failed or did not make it smaller.
std::string brotli_of(std::string_view bytes, Effort effort);
std::string gzip_of(std::string_view bytes, Effort effort);
bool is_compressible(std::string_view media_type);
inline constexpr std::size_t kCompressFrom = 1024;  // below, the head outweighs the gain

}  // namespace musubi::web
