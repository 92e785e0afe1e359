// incoming.cc - see incoming.h. Everything ends with its input: loops over what is there, limits on
// what is kept, and no recursion but that of mime.cc.
#include "core/mail/incoming.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/text.h"
#include "core/mail/mime.h"

namespace musubi::mail {
namespace {

constexpr std::size_t kConvertedMost = 4 * 1024 * 1024;
constexpr std::size_t kHeaderMost = 4000;
constexpr std::size_t kIdMost = 300;
constexpr std::size_t kSenderMost = 100;
constexpr std::size_t kRecipientsMost = 50;

struct CloseReader {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using CharsetReader = std::unique_ptr<UConverter, CloseReader>;

// What mail programs call them, and the ICU tables that know what they really send: ㈱ ① in
// "shift_jis" are Microsoft's. SECURITY: a name goes to ICU, which looks for a table of that name:
// nothing that could be a path or an option.
std::string table_for(std::string_view charset) {
  std::string name = lower_ascii(trim(charset.substr(0, 40)));
  const bool sound = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  if (!sound) name.clear();
  if (name.empty() || name == "us-ascii" || name == "ascii") return "UTF-8";
  if (name.starts_with("iso-2022-jp") || name == "csiso2022jp") return "ISO-2022-JP-2";
  if (name == "shift_jis" || name == "shift-jis" || name == "sjis" || name == "x-sjis" ||
      name == "cp932" || name == "ms932" || name == "windows-31j") {
    return "ibm-943_P15A-2003";
  }
  return name;
}

std::string without_nul(std::string text) {
  std::erase(text, '\0');
  return text;
}

// Controls become spaces: what is left can stand in one line.
std::string in_one_line(std::string_view text, std::size_t characters_most) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  return trim(cut_characters(trim(out), characters_most));
}

// One encoded word at `at`: =?charset?B?...?=. 0 when there is none, else how long it is.
std::size_t read_word(std::string_view text, std::size_t at, std::string& charset,
                      std::string& bytes) {
  if (text.substr(at, 2) != "=?") return 0;
  const std::size_t first = text.find('?', at + 2);
  if (first == std::string_view::npos || first + 2 >= text.size()) return 0;
  if (text[first + 2] != '?') return 0;
  const std::size_t end = text.find("?=", first + 3);
  if (end == std::string_view::npos) return 0;
  charset = std::string(text.substr(at + 2, first - at - 2));
  charset = charset.substr(0, charset.find('*'));  // RFC 2231: the language behind it
  const std::string_view content = text.substr(first + 3, end - first - 3);
  const char kind = text[first + 1];
  if (kind == 'B' || kind == 'b') {
    bytes = from_base64(content);
  } else if (kind == 'Q' || kind == 'q') {
    std::string spaced(content);
    std::replace(spaced.begin(), spaced.end(), '_', ' ');
    bytes = from_quoted_printable(spaced);
  } else {
    return 0;
  }
  return end + 2 - at;
}

// The name and the address of 「"架空 花子" <hanako@example.jp>」.
void read_sender(const std::string& written, Incoming& out) {
  const std::size_t open = written.rfind('<');
  const std::size_t close = written.find('>', open == std::string::npos ? 0 : open);
  std::string address = written;
  std::string name;
  if (open != std::string::npos && close != std::string::npos) {
    address = written.substr(open + 1, close - open - 1);
    name = trim(written.substr(0, open));
    if (name.size() >= 2 && name.front() == '"' && name.back() == '"') {
      name = name.substr(1, name.size() - 2);
    }
  }
  if (const auto known = read_email(in_one_line(as_utf8(address, ""), 320))) {
    out.from_address = lower_ascii(*known);
  }
  out.from_name = in_one_line(decoded_header(name), kSenderMost);
}

void add_addresses(const std::string& written, std::vector<std::string>& out) {
  for (const std::string& piece : split(written, ',')) {
    if (out.size() >= kRecipientsMost) return;
    const std::size_t open = piece.rfind('<');
    const std::size_t close = piece.find('>', open == std::string::npos ? 0 : open);
    std::string address = piece;
    if (open != std::string::npos && close != std::string::npos) {
      address = piece.substr(open + 1, close - open - 1);
    }
    address = lower_ascii(trim(address));
    const bool sound = std::all_of(address.begin(), address.end(), [](char c) {
      return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F;
    });
    if (sound && address.size() <= 320 && address.find('@') != std::string::npos) {
      out.push_back(address);
    }
  }
}

// <...> in the order in which they stand.
void add_ids(const std::string& written, std::vector<std::string>& out) {
  std::size_t at = 0;
  while (out.size() < kReferencesMost) {
    const std::size_t open = written.find('<', at);
    if (open == std::string::npos) return;
    const std::size_t close = written.find('>', open);
    if (close == std::string::npos) return;
    const std::string id = written.substr(open, close - open + 1);
    const bool sound = std::all_of(id.begin(), id.end(), [](char c) {
      return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F;
    });
    if (sound && id.size() > 2 && id.size() <= kIdMost) out.push_back(id);
    at = close + 1;
  }
}

bool is_automatic(const Fields& head) {
  const std::string submitted = lower_ascii(head.get("auto-submitted"));
  if (!submitted.empty() && !submitted.starts_with("no")) return true;
  const std::string precedence = lower_ascii(head.get("precedence"));
  for (const char* one : {"bulk", "junk", "list", "auto_reply"}) {
    if (precedence == one) return true;
  }
  for (const char* name : {"list-id", "x-autoreply", "x-autorespond", "x-auto-reply-from"}) {
    if (!head.get(name).empty()) return true;
  }
  if (trim(head.get("return-path")) == "<>") return true;
  const std::string type = lower_ascii(head.get("content-type"));
  if (type.starts_with("multipart/report")) return true;
  const std::string from = lower_ascii(head.get("from"));
  for (const char* one : {"mailer-daemon@", "postmaster@", "no-reply@", "noreply@"}) {
    if (from.find(one) != std::string::npos) return true;
  }
  return false;
}

constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
    {"&nbsp;", " "}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"},
    {"&amp;", "&"}};

bool is_tag(std::string_view tag, std::string_view name) {
  if (!tag.starts_with(name)) return false;
  return tag.size() == name.size() || tag[name.size()] == ' ' || tag[name.size()] == '/';
}

bool begins_a_line(std::string_view tag) {
  for (const char* one : {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "/p", "/div", "/tr"}) {
    if (is_tag(tag, one)) return true;
  }
  return false;
}

// The words of an HTML body. It is text from here on: whatever looks like markup is shown as text.
std::string words_of_html(const std::string& html) {
  const std::string lower = lower_ascii(html);
  std::string out;
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] != '<') {
      const char c = html[at++];
      out += c == '\r' || c == '\n' || c == '\t' ? ' ' : c;
      continue;
    }
    const std::size_t end = html.find('>', at);
    if (end == std::string::npos) break;
    const std::string_view tag = std::string_view(lower).substr(at + 1, end - at - 1);
    if (begins_a_line(tag)) out += '\n';
    at = end + 1;
    for (const char* hidden : {"style", "script", "head"}) {
      if (!is_tag(tag, hidden)) continue;
      const std::size_t close = lower.find("</" + std::string(hidden), at);
      at = close == std::string::npos ? html.size() : close;
    }
  }
  for (const auto& [entity, plain] : kEntities) out = replace_all(std::move(out), entity, plain);
  return out;
}

// Line ends as \n, at most two empty lines in a row, no controls but tabs.
std::string tidy_words(std::string_view text) {
  std::string out;
  int ends = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (text[at] == '\r') continue;
    if (text[at] == '\n') {
      if (++ends <= 3) out += '\n';
      continue;
    }
    if (byte < 0x20 && text[at] != '\t') continue;
    ends = 0;
    out += text[at];
  }
  return trim(cut_characters(trim(out), kWordsMost));
}

// filename*=UTF-8''%E5.. (RFC 2231), filename="=?..?=", or name= of the type.
std::string filename_of(const Part& part) {
  const std::string disposition = part.disposition.find(';') == std::string::npos
                                      ? ""
                                      : part.disposition.substr(part.disposition.find(';') + 1);
  std::string written = parameter(disposition, "filename*");
  if (written.empty()) written = parameter(disposition, "filename*0*");
  const std::size_t language = written.find('\'');
  const std::size_t second =
      language == std::string::npos ? language : written.find('\'', language + 1);
  if (second != std::string::npos) {
    std::string bytes = written.substr(second + 1);
    std::replace(bytes.begin(), bytes.end(), '=', '_');
    std::replace(bytes.begin(), bytes.end(), '%', '=');
    return in_one_line(as_utf8(from_quoted_printable(bytes), written.substr(0, language)),
                       kSenderMost);
  }
  std::string name = parameter(disposition, "filename");
  if (name.empty()) name = parameter(part.parameters, "name");
  return in_one_line(decoded_header(name), kSenderMost);
}

bool is_attached(const Part& part, const std::string& filename) {
  if (lower_ascii(part.disposition).starts_with("attachment")) return true;
  return !filename.empty() || !part.type.starts_with("text/");
}

void read_body(const Fields& head, Incoming& out) {
  std::string plain, html;
  for (Part& part : read_parts(head)) {
    const std::string filename = filename_of(part);
    if (is_attached(part, filename)) {
      if (out.files.size() >= kAttachedMost || part.text.empty()) continue;
      out.files.push_back({filename.empty() ? "添付" : filename, std::move(part.text)});
      continue;
    }
    const std::string words = as_utf8(part.text, parameter(part.parameters, "charset"));
    if (part.type == "text/html") {
      if (html.empty()) html = words;
    } else if (plain.empty()) {
      plain = words;
    }
  }
  out.text = tidy_words(trim(plain).empty() ? words_of_html(html) : plain);
}

}  // namespace

std::string as_utf8(std::string_view bytes, std::string_view charset) {
  bytes = bytes.substr(0, kConvertedMost);
  UErrorCode status = U_ZERO_ERROR;
  CharsetReader reader(ucnv_open(table_for(charset).c_str(), &status));
  if (U_FAILURE(status) || reader == nullptr) {
    status = U_ZERO_ERROR;
    reader.reset(ucnv_open("UTF-8", &status));
    if (U_FAILURE(status) || reader == nullptr) return {};
  }
  icu::UnicodeString words(bytes.data(), static_cast<std::int32_t>(bytes.size()), reader.get(),
                           status);
  if (U_FAILURE(status)) return {};
  std::string out;
  words.toUTF8String(out);
  return without_nul(std::move(out));
}

std::string decoded_header(std::string_view written) {
  written = written.substr(0, kHeaderMost);
  std::string out, plain;
  // Neighbours of one charset are joined before they are converted: programs cut characters in two.
  std::string charset_open, bytes_open;
  const auto flush = [&] {
    out += as_utf8(bytes_open, charset_open);
    bytes_open.clear();
    charset_open.clear();
  };
  for (std::size_t at = 0; at < written.size();) {
    std::string charset, bytes;
    const std::size_t size = read_word(written, at, charset, bytes);
    if (size == 0) {
      plain += written[at++];
      continue;
    }
    const bool only_space = trim(plain).empty();
    if (!bytes_open.empty() && only_space && charset == charset_open) {
      bytes_open += bytes;
    } else {
      flush();
      // Space between two encoded words is no space (RFC 2047, 6.2).
      if (!(only_space && !out.empty())) out += as_utf8(plain, "");
      charset_open = charset;
      bytes_open = bytes;
    }
    plain.clear();
    at += size;
  }
  flush();
  out += as_utf8(plain, "");
  return in_one_line(out, kHeaderMost);
}

Incoming read_incoming(std::string_view message) {
  const Fields head = read_fields(message);
  Incoming out;
  read_sender(head.get("from"), out);
  for (const char* name : {"delivered-to", "x-original-to", "to", "cc"}) {
    add_addresses(head.get(name), out.recipients);
  }
  out.subject = in_one_line(decoded_header(head.get("subject")), kSubjectMost);
  std::vector<std::string> own;
  add_ids(head.get("message-id"), own);
  if (!own.empty()) out.message_id = own.front();
  add_ids(head.get("in-reply-to"), out.references);
  add_ids(head.get("references"), out.references);
  out.automatic = is_automatic(head);
  read_body(head, out);
  return out;
}

}  // namespace musubi::mail
