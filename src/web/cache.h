// cache.h - finished, pre-compressed bytes of anonymous pages, served on the I/O threads without
// touching a worker. Filled by the server from Responses with cache_tags; emptied by forget(tag):
// a service that changes what such a page shows calls forget_pages() in its transaction.
// SECURITY: never holds a page made for a signed-in person, or one with a Set-Cookie or CSRF token.
#pragma once

#include <atomic>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace musubi::db {
class Tx;
}

namespace musubi::web {

enum class Encoding : std::uint8_t { identity, gzip, brotli };
inline constexpr int kEncodings = 3;

// The bytes of one response, ready for the socket. `head` lacks only Date, Connection, HSTS and
// the empty line, which are added while sending.
struct FinishedBytes {
  std::string head;
  std::string not_modified_head;  // the same for 304
  std::string owned_body;
  std::string_view static_body;   // part of the binary (assets); wins when set
  std::string_view body() const { return static_body.empty() ? owned_body : static_body; }
};

struct CachedPage {
  std::string etag;  // weak; the same for every encoding
  // Null: not made, because it would not be smaller. identity is always there.
  std::array<std::shared_ptr<const FinishedBytes>, kEncodings> forms;
  std::vector<std::string> tags;
  bool is_page = false, is_download = false;  // what counting calls it; neither: a feed, an asset
  std::size_t bytes() const;
  const FinishedBytes& best_for(bool brotli, bool gzip) const;  // REQUIRES: forms[identity]
};

// Says to every process of this installation, once `tx` has committed, that pages with this tag no
// longer tell the truth. Each server listens (Server::start) and forgets them.
inline constexpr std::string_view kPagesChannel = "pages";
void forget_pages(db::Tx& tx, std::string_view tag);

class PageCache {
 public:
  explicit PageCache(std::size_t bytes_max = 64 * 1024 * 1024);
  ~PageCache();

  // Null on a miss. `target` is path?query as sent. No heap allocation.
  std::shared_ptr<const CachedPage> find(std::string_view target);
  // Take a ticket BEFORE the page is made; put() refuses the page when one of its tags was
  // forgotten in between, because it may show the state of before.
  std::uint64_t ticket() const;
  bool put(std::string_view target, std::shared_ptr<const CachedPage> page, std::uint64_t ticket);
  void forget(std::string_view tag);
  void forget_all();

  struct Stats {
    std::uint64_t hits = 0, misses = 0, puts = 0, evictions = 0, forgotten = 0;
    std::size_t bytes = 0, pages = 0;
  };
  Stats stats() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace musubi::web
