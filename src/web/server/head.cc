// head.cc - Beast's parser reads the grammar; what it would forgive is refused here first.
// Called on the I/O thread for every request; must not allocate.
#include "web/server/head.h"

#include <boost/beast/http/basic_parser.hpp>
#include <charconv>

namespace musubi::web {
namespace http = boost::beast::http;
using boost::beast::string_view;

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool has_token(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    std::size_t comma = list.find(',');
    if (equals_ignoring_case(trimmed(list.substr(0, comma)), token)) return true;
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return false;
}

// Receives the parser's events and keeps the views.
class Reader final : public http::basic_parser<true> {
 public:
  Reader(Head& head, int fields_max) : head_(head), fields_max_(fields_max) {
    header_limit(1U << 20U);  // the connection has its own limit
    body_limit(boost::none);
  }
  int status = 0;

 private:
  using error_code = boost::beast::error_code;
  using verb = http::verb;
  using field = http::field;

  void on_request_impl(verb, string_view method, string_view target, int version,
                       error_code&) override {
    head_.method = {method.data(), method.size()};
    head_.target = {target.data(), target.size()};
    head_.version = version;
  }
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_field_impl(field id, string_view name_in, string_view value_in, error_code& ec) override {
    std::string_view name(name_in.data(), name_in.size());
    std::string_view value(value_in.data(), value_in.size());
    if (head_.field_count >= fields_max_) return refuse(431, ec);
    head_.fields[static_cast<std::size_t>(head_.field_count++)] = {name, value};
    switch (id) {
      case field::host:
        if (host_seen_) return refuse(400, ec);
        host_seen_ = true;
        head_.host = value;
        break;
      case field::cookie: head_.cookie = value; break;
      case field::accept_encoding: head_.accept_encoding = value; break;
      case field::if_none_match: head_.if_none_match = value; break;
      case field::content_type: head_.content_type = value; break;
      case field::content_length: return read_length(value, ec);
      case field::transfer_encoding:
        if (head_.chunked) return refuse(400, ec);
        if (!equals_ignoring_case(value, "chunked")) return refuse(501, ec);
        head_.chunked = true;
        break;
      case field::connection: connection_ = value; break;
      case field::expect:
        head_.expects_continue = equals_ignoring_case(value, "100-continue");
        break;
      default: break;
    }
  }
  void on_header_impl(error_code& ec) override {
    // SECURITY: two ways to tell the length are two ways to be misread (request smuggling).
    if (head_.chunked && head_.content_length) return refuse(400, ec);
    if (head_.chunked && head_.version < 11) return refuse(400, ec);
    if (head_.version >= 11 && !host_seen_) return refuse(400, ec);
    head_.keep_alive = head_.version >= 11 ? !has_token(connection_, "close")
                                           : has_token(connection_, "keep-alive");
  }
  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
  std::size_t on_body_impl(string_view body, error_code&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code&) override {
    return body.size();
  }
  void on_finish_impl(error_code&) override {}

  void refuse(int with, error_code& ec) {
    status = with;
    ec = http::error::bad_value;
  }
  void read_length(std::string_view value, error_code& ec) {
    std::uint64_t length = 0;
    auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    bool digits = error == std::errc() && end == value.data() + value.size() && !value.empty();
    if (!digits || head_.content_length || length > (1ULL << 60U)) return refuse(400, ec);
    head_.content_length = length;
  }

  Head& head_;
  int fields_max_;
  bool host_seen_ = false;
  std::string_view connection_;
};

// Every line ends in CR LF, no CR or NUL stands alone, no line begins with a blank (obs-fold).
bool lines_are_clean(std::string_view bytes) {
  std::size_t at = 0;
  while ((at = bytes.find('\n', at)) != std::string_view::npos) {
    if (at == 0 || bytes[at - 1] != '\r') return false;
    ++at;
    if (at < bytes.size() && (bytes[at] == ' ' || bytes[at] == '\t')) return false;
  }
  for (at = 0; (at = bytes.find('\r', at)) != std::string_view::npos; ++at) {
    if (at + 1 >= bytes.size() || bytes[at + 1] != '\n') return false;
  }
  return bytes.find('\0') == std::string_view::npos;
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

std::string_view Head::get(std::string_view lower_name) const {
  for (int i = 0; i < field_count; ++i) {
    const Field& field = fields[static_cast<std::size_t>(i)];
    if (equals_ignoring_case(field.name, lower_name)) return field.value;
  }
  return {};
}

std::size_t find_head_end(std::string_view bytes) {
  std::size_t at = bytes.find("\r\n\r\n");
  return at == std::string_view::npos ? at : at + 4;
}

bool is_hopeless(std::string_view bytes) {
  std::size_t at = bytes.find('\n');
  while (at != std::string_view::npos) {
    if (at == 0 || bytes[at - 1] != '\r') return true;
    at = bytes.find('\n', at + 1);
  }
  return false;
}

int parse_head(std::string_view bytes, int fields_max, Head& head) {
  if (!lines_are_clean(bytes)) return 400;
  Reader reader(head, std::min(fields_max, Head::kFieldsCap));
  boost::beast::error_code ec;
  reader.put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
  if (reader.status != 0) return reader.status;
  if (ec == http::error::bad_version) return 505;
  if (ec || !reader.is_header_done()) return 400;
  if (head.target.empty() || head.target[0] != '/') return 400;
  return 0;
}

bool accepts_coding(std::string_view list, std::string_view coding) {
  while (!list.empty()) {
    std::size_t comma = list.find(',');
    std::string_view item = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    std::size_t semicolon = item.find(';');
    if (!equals_ignoring_case(trimmed(item.substr(0, semicolon)), coding)) continue;
    if (semicolon == std::string_view::npos) return true;
    std::string_view weight = trimmed(item.substr(semicolon + 1));
    if (!weight.starts_with("q=0")) return true;
    return weight.find_first_of("123456789", 3) != std::string_view::npos;
  }
  return false;
}

bool ChunkedDecoder::step(char c) {
  constexpr int kLineMax = 4096;
  auto digit = [&]() -> int {
    if (c >= '0' && c <= '9') return c - '0';
    char l = lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
  };
  switch (state_) {
    case State::size:
      if (int value = digit(); value >= 0) {
        if (++digits_ > 15) return false;
        left_ = left_ * 16 + static_cast<std::uint64_t>(value);
        return true;
      }
      if (digits_ == 0) return false;
      if (c == '\r') { state_ = State::size_lf; return true; }
      state_ = State::extension;
      return c == ';' || c == ' ' || c == '\t';
    case State::extension:
      if (c == '\r') state_ = State::size_lf;
      return c != '\n' && ++line_bytes_ <= kLineMax;
    case State::size_lf:
      state_ = left_ == 0 ? State::trailer : State::data;
      return c == '\n';
    case State::data_cr: state_ = State::data_lf; return c == '\r';
    case State::data_lf:
      state_ = State::size;
      left_ = 0;
      digits_ = 0;
      return c == '\n';
    case State::trailer:
      state_ = c == '\r' ? State::last_lf : State::trailer_line;
      return c != '\n';
    case State::trailer_line:
      if (c == '\r') state_ = State::trailer_lf;
      return c != '\n' && ++line_bytes_ <= kLineMax;
    case State::trailer_lf: state_ = State::trailer; return c == '\n';
    case State::last_lf: state_ = State::done; return c == '\n';
    case State::data:
    case State::done: return true;
  }
  return false;
}

}  // namespace musubi::web
