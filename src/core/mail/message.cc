// message.cc - the text of a mail: headers encoded by RFC 2047 and 2231, UTF-8 bodies in base64.
// Deterministic: the same mail has the same bytes. SECURITY: values with line breaks never get here
// (is_header_safe), and encoding would make them harmless once more.
#include <sodium.h>

#include <ctime>
#include <fstream>
#include <iterator>

#include "base/sha256.h"
#include "base/text.h"
#include "core/mail/inside.h"

namespace musubi::mail {
namespace {

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // its NUL
  return out;
}

std::string base64_lines(std::string_view bytes) {
  constexpr std::size_t kLine = 76;
  const std::string all = base64(bytes);
  std::string out;
  for (std::size_t at = 0; at < all.size(); at += kLine) out += all.substr(at, kLine) + "\r\n";
  return out;
}

bool is_plain_ascii(std::string_view text) {
  for (unsigned char c : text) {
    if (c < 0x20 || c > 0x7E) return false;
  }
  return text.find("=?") == std::string_view::npos;
}

std::string address(std::string_view name, std::string_view mailbox) {
  const std::string bracketed = "<" + std::string(mailbox) + ">";
  return name.empty() ? bracketed : encoded_word(name) + " " + bracketed;
}

std::string rfc5322_date(Instant at) {  // always JST
  const std::time_t shifted = at.ms / 1000 + 9 * 60 * 60;
  std::tm parts{};
  gmtime_r(&shifted, &parts);
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[64];
  std::snprintf(text, sizeof(text), "%s, %02d %s %04d %02d:%02d:%02d +0900", kDays[parts.tm_wday],
                parts.tm_mday, kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour,
                parts.tm_min, parts.tm_sec);
  return text;
}

std::string with_crlf(std::string_view body) {
  std::string out;
  for (const std::string& line : split(replace_all(std::string(body), "\r\n", "\n"), '\n')) {
    out += line + "\r\n";
  }
  return out;
}

std::string text_part(std::string_view body) {
  return "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         base64_lines(with_crlf(body));
}

Result<std::string> attachment_part(const Attachment& attachment) {
  std::ifstream in(attachment.path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.good() && !in.eof()) {
    return fail(Fault::unavailable, "添付ファイルを読めませんでした。もう一度お試しください");
  }
  return "Content-Type: " + attachment.media_type + ";\r\n " +
         encoded_parameter("name", attachment.filename) +
         "\r\nContent-Disposition: attachment;\r\n " +
         encoded_parameter("filename", attachment.filename) +
         "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_lines(bytes);
}

}  // namespace

bool is_header_safe(std::string_view value) {
  for (unsigned char c : value) {
    if (c < 0x20 || c == 0x7F) return false;
  }
  return is_valid_utf8(value);
}

bool is_address(std::string_view value) {
  // Stricter than RFC 5321 on purpose: no quotes, comments, routes or second address.
  const std::size_t at = value.find('@');
  if (at == 0 || at == std::string_view::npos || value.size() > 254 || at > 64) return false;
  for (unsigned char c : value) {
    if (c <= 0x20 || c > 0x7E || std::string_view("<>()[]\\,;:\"").find(static_cast<char>(c)) !=
                                     std::string_view::npos) {
      return false;
    }
  }
  const std::string_view domain = value.substr(at + 1);
  return !domain.empty() && domain.find('@') == std::string_view::npos && domain.front() != '.' &&
         domain.back() != '.' && domain.find("..") == std::string_view::npos;
}

std::string encoded_word(std::string_view utf8) {
  if (is_plain_ascii(utf8) && utf8.find_first_of("<>()[]\\,;:\"@") == std::string_view::npos) {
    return std::string(utf8);
  }
  constexpr std::size_t kBytes = 39;  // 52 of base64 + 12 of frame stay below 75
  std::string out;
  std::size_t at = 0;
  while (at < utf8.size()) {
    std::size_t to = std::min(utf8.size(), at + kBytes);
    while (to < utf8.size() && (static_cast<unsigned char>(utf8[to]) & 0xC0) == 0x80) --to;
    if (to <= at) to = std::min(utf8.size(), at + kBytes);
    out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(utf8.substr(at, to - at)) + "?=");
    at = to;
  }
  return out;
}

std::string encoded_parameter(std::string_view name, std::string_view utf8) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  constexpr std::size_t kPieceMost = 60;
  std::vector<std::string> pieces(1);
  for (unsigned char c : utf8) {
    if (pieces.back().size() >= kPieceMost) pieces.emplace_back();
    const bool plain = std::isalnum(c) != 0 || c == '-' || c == '.' || c == '_';
    if (plain && c < 0x80) {
      pieces.back() += static_cast<char>(c);
    } else {
      pieces.back() += {'%', kHex[c >> 4], kHex[c & 15]};
    }
  }
  if (pieces.size() == 1) return std::string(name) + "*=UTF-8''" + pieces[0];
  std::string out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0) out += ";\r\n ";
    out += std::string(name) + "*" + std::to_string(i) + "*=" + (i == 0 ? "UTF-8''" : "") +
           pieces[i];
  }
  return out;
}

Result<std::string> rfc5322(const Outgoing& mail) {
  for (const std::string* value : {&mail.from_address, &mail.from_name, &mail.to_address,
                                   &mail.to_name, &mail.reply_to, &mail.list_unsubscribe,
                                   &mail.subject, &mail.message_id}) {
    CHECK(is_header_safe(*value));  // enqueue() refused it before
  }
  std::string out = "Date: " + rfc5322_date(mail.date) + "\r\n";
  out += "From: " + address(mail.from_name, mail.from_address) + "\r\n";
  out += "To: " + address(mail.to_name, mail.to_address) + "\r\n";
  if (!mail.reply_to.empty()) out += "Reply-To: <" + mail.reply_to + ">\r\n";
  out += "Subject: " + encoded_word(mail.subject) + "\r\n";
  out += "Message-ID: " + mail.message_id + "\r\n";
  if (!mail.list_unsubscribe.empty()) {
    out += "List-Unsubscribe: <" + mail.list_unsubscribe + ">\r\n";
    out += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
  }
  out += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  if (mail.attachments.empty()) return out + text_part(mail.body);
  const std::string boundary = "musubi-" + sha256_hex(mail.message_id).substr(0, 32);
  out += "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n";
  out += "--" + boundary + "\r\n" + text_part(mail.body);
  for (const Attachment& attachment : mail.attachments) {
    const std::string part = TRY(attachment_part(attachment));
    out += "--" + boundary + "\r\n" + part;
  }
  return out + "--" + boundary + "--\r\n";
}

}  // namespace musubi::mail
