// mime.cc - see mime.h. Every loop ends with its input; depth and number are bounded.
// Must never trust a length or a nesting that was only claimed.
#include "core/mail/mime.h"

#include <algorithm>

#include "base/text.h"

namespace musubi::mail {
namespace {

constexpr std::size_t kValueMost = 4000;

std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string decoded(std::string_view text, const std::string& encoding) {
  if (encoding == "base64") return from_base64(text);
  if (encoding == "quoted-printable") return from_quoted_printable(text);
  return std::string(text);
}

// The pieces between "--boundary" lines.
std::vector<std::string_view> pieces_of(std::string_view text, const std::string& boundary) {
  std::vector<std::string_view> out;
  const std::string mark = "--" + boundary;
  std::size_t start = std::string_view::npos;
  for (std::size_t at = 0; at < text.size() && out.size() < kPartsMost;) {
    std::size_t end = text.find('\n', at);
    end = end == std::string_view::npos ? text.size() : end + 1;
    if (text.substr(at, mark.size()) == mark) {
      if (start != std::string_view::npos) out.push_back(text.substr(start, at - start));
      if (text.substr(at + mark.size(), 2) == "--") return out;
      start = end;
    }
    at = end;
  }
  // Cut off at our limit: the last piece is still worth reading.
  if (start != std::string_view::npos && out.size() < kPartsMost) out.push_back(text.substr(start));
  return out;
}

void add_parts(const Fields& head, int depth, std::vector<Part>& out) {
  if (out.size() >= kPartsMost) return;
  const std::string written = head.get("content-type");
  const std::size_t semicolon = written.find(';');
  Part part;
  part.type = lower_ascii(trim(written.substr(0, semicolon)));
  if (part.type.empty()) part.type = "text/plain";
  if (semicolon != std::string::npos) part.parameters = written.substr(semicolon + 1);
  part.disposition = head.get("content-disposition");
  const std::string boundary = parameter(part.parameters, "boundary");
  if (part.type.starts_with("multipart/") && !boundary.empty() && depth < kDepthMost) {
    for (const std::string_view piece : pieces_of(head.rest, boundary)) {
      add_parts(read_fields(piece), depth + 1, out);
    }
    return;
  }
  part.text = decoded(head.rest, lower_ascii(trim(head.get("content-transfer-encoding"))));
  out.push_back(std::move(part));
}

}  // namespace

std::string from_quoted_printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      out += text[at];
    } else if (at + 2 < text.size() && hex(text[at + 1]) >= 0 && hex(text[at + 2]) >= 0) {
      out += static_cast<char>(hex(text[at + 1]) * 16 + hex(text[at + 2]));
      at += 2;
    } else if (at + 1 < text.size() && text[at + 1] == '\n') {
      at += 1;
    } else if (at + 2 < text.size() && text[at + 1] == '\r' && text[at + 2] == '\n') {
      at += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

std::string from_base64(std::string_view text) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int held = 0;
  for (const char c : text) {
    if (c == '=') break;
    const std::size_t value = kLetters.find(c);
    if (value == std::string_view::npos) continue;  // line ends, and what does not belong there
    bits = (bits << 6 | static_cast<unsigned>(value)) & 0xFFFFFFU;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>(bits >> held & 0xFFU);
  }
  return out;
}

std::string Fields::get(std::string_view name) const {
  for (const auto& [known, value] : items) {
    if (known == name) return value;
  }
  return "";
}

Fields read_fields(std::string_view text) {
  Fields out;
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (line.empty()) break;
    const bool folded = line.front() == ' ' || line.front() == '\t';
    if (folded && !out.items.empty()) {
      std::string& value = out.items.back().second;
      if (value.size() < kValueMost) value += " " + trim(std::string(line.substr(0, kValueMost)));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || out.items.size() >= kHeadersMost) continue;
    out.items.emplace_back(lower_ascii(trim(line.substr(0, colon))),
                           trim(line.substr(colon + 1, kValueMost)));
  }
  out.rest = text;
  return out;
}

std::string parameter(std::string_view parameters, std::string_view name) {
  std::size_t at = 0;
  while (at < parameters.size()) {
    const std::size_t equals = parameters.find('=', at);
    if (equals == std::string_view::npos) return "";
    const std::string key = lower_ascii(trim(parameters.substr(at, equals - at)));
    std::size_t from = equals + 1;
    std::size_t end;
    std::string value;
    if (from < parameters.size() && parameters[from] == '"') {
      end = parameters.find('"', from + 1);
      if (end == std::string_view::npos) end = parameters.size();
      value = std::string(parameters.substr(from + 1, end - from - 1));
      end = parameters.find(';', end);
    } else {
      end = parameters.find(';', from);
      const std::size_t size = end == std::string_view::npos ? end : end - from;
      value = trim(parameters.substr(from, size));
    }
    if (key == name) return value;
    if (end == std::string_view::npos) return "";
    at = end + 1;
  }
  return "";
}

std::vector<Part> read_parts(const Fields& head) {
  std::vector<Part> out;
  add_parts(head, 0, out);
  return out;
}

}  // namespace musubi::mail
