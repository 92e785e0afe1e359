// head.h - the head of one HTTP/1.1 request as views into the input buffer. No heap allocation.
// Strict on purpose: whatever two programs could read differently (request smuggling) is refused.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace musubi::web {

struct Head {
  static constexpr int kFieldsCap = 200;
  struct Field {
    std::string_view name, value;
  };
  std::string_view method, target;
  int version = 11;
  std::array<Field, kFieldsCap> fields;
  int field_count = 0;

  std::string_view host, cookie, accept_encoding, if_none_match, content_type;
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool keep_alive = true;
  bool expects_continue = false;

  std::string_view get(std::string_view lower_name) const;
  // A Head is reused from request to request: clearing two hundred fields would cost more than
  // reading the usual ten.
  void reset() {
    method = target = host = cookie = accept_encoding = if_none_match = content_type = {};
    version = 11;
    field_count = 0;
    content_length.reset();
    chunked = expects_continue = false;
    keep_alive = true;
  }
  bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

// Index just behind the empty line that ends the head, or npos. `bytes` may hold more than a head.
std::size_t find_head_end(std::string_view bytes);
// True when the bytes so far can never become an acceptable head (a bare line feed).
bool is_hopeless(std::string_view bytes);
// 0 and a filled head, or the status to answer with: 400, 431, 501 or 505. `bytes` is one complete
// head; the views point into it.
int parse_head(std::string_view bytes, int fields_max, Head& head);

// Whether Accept-Encoding admits a coding ("br", "gzip"), with q=0 respected.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);
bool equals_ignoring_case(std::string_view a, std::string_view b);

// Decodes a chunked body (RFC 9112 section 7.1) piece by piece; trailers are read and dropped.
class ChunkedDecoder {
 public:
  // Appends what was decoded through `sink(std::string_view)`, removes it from `bytes`.
  // False: malformed.
  template <class Sink>
  bool feed(std::string_view& bytes, Sink&& sink) {
    while (!bytes.empty() && state_ != State::done) {
      if (state_ == State::data) {
        std::string_view piece = bytes.substr(0, left_ < bytes.size() ? left_ : bytes.size());
        if (!sink(piece)) return true;  // the sink has stopped the request
        bytes.remove_prefix(piece.size());
        left_ -= piece.size();
        if (left_ == 0) state_ = State::data_cr;
      } else {
        char c = bytes.front();
        bytes.remove_prefix(1);
        if (!step(c)) return false;
      }
    }
    return true;
  }
  bool done() const { return state_ == State::done; }

 private:
  enum class State { size, extension, size_lf, data, data_cr, data_lf, trailer, trailer_line,
                     trailer_lf, last_lf, done };
  bool step(char c);
  State state_ = State::size;
  std::uint64_t left_ = 0;
  int digits_ = 0;
  int line_bytes_ = 0;  // extensions and trailers are bounded
};

}  // namespace musubi::web
