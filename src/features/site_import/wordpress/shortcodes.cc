// shortcodes.cc - see shortcodes.h. One pass; an open code without its end stands for itself alone.
// Must never put what was typed into markup without looking at it: names and numbers only.
#include "features/site_import/wordpress/shortcodes.h"

#include <array>
#include <cctype>

#include "base/text.h"

namespace musubi::site_import {
namespace {

constexpr std::size_t kCodeMost = 4'000;  // of one [code with attributes]
constexpr std::array<std::string_view, 12> kKnown{
    "caption", "wp_caption", "gallery", "embed",   "video",    "audio",
    "playlist", "wpforms",   "mwform",  "ninja_form", "contact-form-7", "toc"};

struct Code {
  std::string name, attributes;
  bool closing = false, single = false;
  std::size_t end = 0;  // behind the ]
};

bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool is_known(std::string_view name) {
  for (const std::string_view one : kKnown) {
    if (one == name) return true;
  }
  return false;
}

// The code that begins at this [; none when it is a person's bracket.
bool read_code(std::string_view html, std::size_t at, Code& out) {
  std::size_t i = at + 1;
  out.closing = i < html.size() && html[i] == '/';
  if (out.closing) ++i;
  const std::size_t from = i;
  while (i < html.size() && is_name_letter(html[i])) ++i;
  out.name = std::string(html.substr(from, i - from));
  if (out.name.size() < 2 || std::isalpha(static_cast<unsigned char>(out.name[0])) == 0) {
    return false;
  }
  const std::size_t length = html.substr(i, kCodeMost).find(']');
  if (length == std::string_view::npos) return false;
  std::string_view rest = html.substr(i, length);
  if (!rest.empty() && rest.front() != ' ' && rest.front() != '/' && rest.front() != '\n') {
    return false;
  }
  out.single = rest.ends_with('/');
  if (out.single) rest.remove_suffix(1);
  out.attributes = std::string(rest);
  out.end = i + length + 1;
  const bool looks = out.name.find_first_of("_-") != std::string::npos ||
                     out.attributes.find('=') != std::string::npos;
  return is_known(out.name) || looks;
}

std::string value_of(std::string_view attributes, std::string_view name) {
  const std::string wanted = std::string(name) + "=";
  std::size_t at = attributes.find(wanted);
  if (at == std::string_view::npos) return {};
  at += wanted.size();
  if (at >= attributes.size()) return {};
  const char quote = attributes[at];
  if (quote != '"' && quote != '\'') {
    return std::string(attributes.substr(at, attributes.find(' ', at) - at));
  }
  const std::size_t end = attributes.find(quote, at + 1);
  if (end == std::string_view::npos) return {};
  return std::string(attributes.substr(at + 1, end - at - 1));
}

std::string numbers_in(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 1000)) {
    if ((c >= '0' && c <= '9') || c == ',') out += c;
  }
  return out;
}

// The picture with its link, and the words behind it.
std::string figure_of(std::string_view inside) {
  std::size_t end = inside.find("<img");
  if (end != std::string_view::npos) end = inside.find('>', end);
  if (end == std::string_view::npos) return std::string(inside);
  ++end;
  const std::size_t link_end = inside.find("</a>", end);
  if (link_end != std::string_view::npos && trim(inside.substr(end, link_end - end)).empty()) {
    end = link_end + 4;
  }
  return "\n\n<figure>" + std::string(inside.substr(0, end)) + "<figcaption>" +
         std::string(inside.substr(end)) + "</figcaption></figure>\n\n";
}

std::string alone(const std::string& address) {
  return "\n\n<p>" + replace_all(replace_all(address, "<", ""), ">", "") + "</p>\n\n";
}

std::string replaced(const Code& code, std::string_view inside) {
  if (code.name == "caption" || code.name == "wp_caption") {
    const std::string words = value_of(code.attributes, "caption");
    return figure_of(words.empty() ? std::string(inside) : std::string(inside) + words);
  }
  if (code.name == "embed") return alone(std::string(inside));
  if (code.name == "video" || code.name == "audio") {
    for (const char* source : {"src", "mp4", "webm", "mp3", "m4a", "ogg", "wav"}) {
      const std::string address = value_of(code.attributes, source);
      if (!address.empty()) return alone(address);
    }
  }
  std::string out = "<!-- " + std::string(kShortcodeComment) + code.name;
  if (code.name == "gallery") out += " " + numbers_in(value_of(code.attributes, "ids"));
  return out + " -->" + std::string(inside);
}

bool has_inside(std::string_view name) {
  return name == "caption" || name == "wp_caption" || name == "embed" || name == "video" ||
         name == "audio";
}

}  // namespace

std::string without_shortcodes(std::string_view html) {
  std::string out;
  std::size_t done = 0;
  while (done < html.size()) {
    const std::size_t at = html.find('[', done);
    if (at == std::string_view::npos) break;
    out += html.substr(done, at - done);
    Code code;
    if (!read_code(html, at, code)) {
      out += '[';
      done = at + 1;
      continue;
    }
    done = code.end;
    if (code.closing) continue;  // its beginning was told
    std::string_view inside;
    if (has_inside(code.name) && !code.single) {
      const std::string close = "[/" + code.name + "]";
      const std::size_t end = html.substr(done, kCodeMost * 4).find(close);
      if (end != std::string_view::npos) {
        inside = html.substr(done, end);
        done += end + close.size();
      }
    }
    out += replaced(code, inside);
  }
  if (done < html.size()) out += html.substr(done);
  return out;
}

}  // namespace musubi::site_import
