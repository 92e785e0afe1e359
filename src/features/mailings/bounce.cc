// bounce.cc - see bounce.h. First the standard form, then what older servers write in plain words.
//
//   multipart/report                      text/plain from MAILER-DAEMON
//     text/plain          for people        <gone@example.jp>:
//     message/delivery-status  <- read      550 5.1.1 User unknown      <- read
//     message/rfc822      <- Message-ID     Message-ID: <...>           <- read
#include "features/mailings/bounce.h"

#include <algorithm>

#include "base/text.h"
#include "core/mail/mime.h"

namespace musubi::mailings {
namespace {

using Kind = BouncedAddress::Kind;
using mail::Fields;
using mail::parameter;
using mail::Part;
using mail::read_fields;
using mail::read_parts;

constexpr std::size_t kAddressesMost = 20;
constexpr std::size_t kGroupsMost = 60;
constexpr std::size_t kWordsMost = 300;
constexpr std::size_t kPlainBytesMost = 64 * 1024;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 4 * kWordsMost)) {
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  if (!is_valid_utf8(out)) {
    std::string plain;
    for (const char c : out) {
      if (static_cast<unsigned char>(c) < 0x80) plain += c;
    }
    out = plain;
  }
  return cut_characters(trim(out), kWordsMost);
}

// "rfc822; Someone@Example.JP" or "<someone@example.jp>"; "" when it is none.
std::string address_in(std::string_view value) {
  const std::size_t semicolon = value.find(';');
  if (semicolon != std::string_view::npos) value.remove_prefix(semicolon + 1);
  std::string text = trim(value);
  if (text.size() > 2 && text.front() == '<' && text.back() == '>') {
    text = text.substr(1, text.size() - 2);
  }
  const auto address = read_email(text);
  return address ? lower_ascii(*address) : "";
}

// x.y.z with x = 2, 4 or 5, standing alone.
std::string status_in(std::string_view text) {
  for (std::size_t at = 0; at + 4 < text.size(); ++at) {
    const bool begins = at == 0 || (!is_digit(text[at - 1]) && text[at - 1] != '.');
    if (!begins || (text[at] != '4' && text[at] != '5' && text[at] != '2')) continue;
    std::size_t end = at + 1;
    int dots = 0;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) {
      dots += text[end] == '.' ? 1 : 0;
      ++end;
    }
    if (end > 0 && text[end - 1] == '.') --end, --dots;  // the end of a sentence
    const std::string_view found = text.substr(at, end - at);
    if (dots == 2 && found[1] == '.' && found.find("..") == std::string_view::npos &&
        found.size() <= 9) {
      return std::string(found);
    }
  }
  return "";
}

// 450, 550 ... standing alone; 0 when there is none.
int reply_code_in(std::string_view text) {
  for (std::size_t at = 0; at + 3 <= text.size(); ++at) {
    const bool alone = (at == 0 || !std::isalnum(static_cast<unsigned char>(text[at - 1]))) &&
                       (at + 3 == text.size() ||
                        !std::isalnum(static_cast<unsigned char>(text[at + 3])));
    if (!alone || (text[at] != '4' && text[at] != '5') || !is_digit(text[at + 1]) ||
        !is_digit(text[at + 2]) || text[at + 1] > '5') {
      continue;
    }
    return (text[at] - '0') * 100 + (text[at + 1] - '0') * 10 + (text[at + 2] - '0');
  }
  return 0;
}

bool speaks_of_nobody(const std::string& lower) {
  for (const char* words : {"user unknown", "unknown user", "no such user", "does not exist",
                            "unknown recipient", "recipient not found", "no mailbox",
                            "mailbox unavailable", "invalid recipient", "unrouteable address",
                            "host unknown", "domain not found", "user not found"}) {
    if (lower.find(words) != std::string::npos) return true;
  }
  return false;
}

// The address itself is no good: 5.1.x, 5.2.1. A full box, a policy, a broken server are not the
// address's fault and may pass (soft), however final the server sounds.
Kind kind_of(const std::string& status, const std::string& words) {
  const std::string lower = lower_ascii(words);
  if (status.starts_with("5.1.") || status == "5.2.1") return Kind::hard;
  if (status.starts_with("4.")) return Kind::soft;
  if (!status.empty() && status != "5.0.0" && status != "5.0.1") return Kind::soft;
  if (lower.find("full") != std::string::npos || lower.find("quota") != std::string::npos) {
    return Kind::soft;
  }
  const int code = reply_code_in(words);
  if (code >= 400 && code < 500) return Kind::soft;
  return speaks_of_nobody(lower) || code == 550 || code == 551 || code == 553 ? Kind::hard
                                                                              : Kind::soft;
}

void add(Bounce& bounce, BouncedAddress one) {
  if (bounce.addresses.size() >= kAddressesMost) return;
  const bool there = std::any_of(bounce.addresses.begin(), bounce.addresses.end(),
                                 [&](const auto& known) { return known.address == one.address; });
  if (!there) bounce.addresses.push_back(std::move(one));
}

void read_delivery_status(std::string_view text, Bounce& bounce) {
  for (std::size_t groups = 0; !text.empty() && groups < kGroupsMost; ++groups) {
    const Fields group = read_fields(text);
    text = group.rest;
    if (lower_ascii(group.get("action")) != "failed") continue;  // delayed, delivered, relayed
    BouncedAddress one;
    one.status = status_in(group.get("status"));
    const std::string words = group.get("diagnostic-code");
    one.says = one_line(words);
    if (one.status.empty()) one.status = status_in(words);
    one.kind = kind_of(one.status, words);
    one.address = address_in(group.get("original-recipient"));
    if (one.address.empty()) one.address = address_in(group.get("final-recipient"));
    add(bounce, std::move(one));
  }
}

void read_complaint(std::string_view text, Bounce& bounce) {
  const Fields fields = read_fields(text);
  const std::string type = lower_ascii(fields.get("feedback-type"));
  if (type != "abuse" && type != "fraud" && type != "opt-out") return;
  add(bounce, {Kind::complaint, address_in(fields.get("original-rcpt-to")), "", one_line(type)});
}

std::string message_id_in(std::string_view text) {
  // Anywhere at the start of a line: servers quote what came back in many ways.
  const std::string lower = lower_ascii(text.substr(0, kPlainBytesMost));
  constexpr std::string_view kName = "message-id:";
  for (std::size_t at = lower.find(kName); at != std::string::npos;
       at = lower.find(kName, at + 1)) {
    const bool starts = at == 0 || lower[at - 1] == '\n' || lower[at - 1] == ' ' ||
                        lower[at - 1] == '>';
    const std::size_t open = lower.find('<', at);
    const std::size_t close = open == std::string::npos ? open : lower.find('>', open);
    if (!starts || close == std::string::npos || close - open > 300 || open - at > 40) continue;
    return std::string(text.substr(open, close - open + 1));
  }
  return "";
}

bool is_from_a_server(const Fields& head) {
  const std::string from = lower_ascii(head.get("from"));
  const std::string subject = lower_ascii(head.get("subject"));
  const bool daemon = from.find("mailer-daemon") != std::string::npos ||
                      from.find("postmaster") != std::string::npos ||
                      from.find("mail delivery") != std::string::npos;
  if (daemon || trim(head.get("return-path")) == "<>") {
    for (const char* words : {"undeliver", "returned", "failure", "failed", "delivery",
                              "rejected", "unknown"}) {
      if (subject.find(words) != std::string::npos) return true;
    }
    return !head.get("x-failed-recipients").empty();
  }
  return false;
}

// The first address of the letter that stands alone in < >, or alone on its line.
std::string address_on(std::string_view line) {
  const std::size_t open = line.find('<');
  const std::size_t close = open == std::string_view::npos ? open : line.find('>', open);
  if (close != std::string_view::npos) return address_in(line.substr(open, close - open + 1));
  std::string text = trim(line);
  while (!text.empty() && (text.back() == ':' || text.back() == '.')) text.pop_back();
  return address_in(text);
}

void read_plain(const Fields& head, std::string_view text, Bounce& bounce) {
  std::string words, address = address_in(head.get("x-failed-recipients"));
  std::string_view rest = text.substr(0, kPlainBytesMost);
  std::size_t after = 0;
  while (!rest.empty() && words.size() < kWordsMost && after < 8) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (lower_ascii(line.substr(0, 11)) == "message-id:") break;  // what came back begins
    const std::string found = address_on(line);
    if (address.empty() && !found.empty()) address = found;
    if (address.empty()) continue;
    ++after;  // the reason stands near the address
    const std::string said = trim(line);
    if (!said.empty()) words += (words.empty() ? "" : " ") + said;
  }
  if (address.empty()) return;
  const std::string status = status_in(words);
  if (status.empty() && reply_code_in(words) == 0 && !speaks_of_nobody(lower_ascii(words))) return;
  add(bounce, {kind_of(status, words), address, status, one_line(words)});
}

}  // namespace

std::optional<Bounce> read_bounce(std::string_view message) {
  const Fields head = read_fields(message);
  const std::vector<Part> parts = read_parts(head);
  Bounce bounce;
  bool standard = false;  // then its words for people say nothing more, or only of a delay
  for (const Part& part : parts) {
    const bool status = part.type == "message/delivery-status" ||
                        part.type == "message/global-delivery-status";
    if (status) read_delivery_status(part.text, bounce);
    if (part.type == "message/feedback-report") read_complaint(part.text, bounce);
    standard = standard || status;
  }
  if (!standard && is_from_a_server(head)) {
    for (const Part& part : parts) {
      if (part.type.starts_with("text/") && bounce.addresses.empty()) {
        read_plain(head, part.text, bounce);
      }
    }
  }
  if (bounce.addresses.empty()) return std::nullopt;
  // What came back follows what is said about it: the last part that names a mail.
  for (auto part = parts.rbegin(); part != parts.rend() && bounce.message_id.empty(); ++part) {
    bounce.message_id = message_id_in(part->text);
  }
  return bounce;
}

}  // namespace musubi::mailings
