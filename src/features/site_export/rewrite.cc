// rewrite.cc - see rewrite.h. Walks from tag to tag; what is no tag is copied as it is. Must never
// let an address through that was not asked for.
#include "features/site_export/rewrite.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/text.h"
#include "web/html.h"

namespace musubi::site_export {
namespace {

struct Tag {
  std::string name, as_written;  // the first in lower case
  bool closing = false, self_closing = false;
  std::vector<std::pair<std::string, std::string>> attributes;  // values decoded
  std::vector<bool> has_value;
  std::size_t end = 0;  // behind the >
};

std::string decoded(std::string_view value) {
  std::string out(value);
  const std::pair<const char*, const char*> kMarks[] = {
      {"&quot;", "\""}, {"&#39;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}};
  for (const auto& [mark, plain] : kMarks) out = replace_all(std::move(out), mark, plain);
  return out;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// The tag that begins at this <; false for what is none.
bool read_tag(std::string_view html, std::size_t at, Tag& out) {
  std::size_t i = at + 1;
  out.closing = i < html.size() && html[i] == '/';
  if (out.closing) ++i;
  if (i >= html.size() || std::isalpha(static_cast<unsigned char>(html[i])) == 0) return false;
  const std::size_t name = i;
  while (i < html.size() && !is_space(html[i]) && html[i] != '>' && html[i] != '/') ++i;
  out.as_written = std::string(html.substr(name, i - name));
  out.name = lower_ascii(out.as_written);
  while (i < html.size() && html[i] != '>') {
    if (is_space(html[i]) || html[i] == '/') {
      ++i;
      continue;
    }
    const std::size_t key = i;
    while (i < html.size() && !is_space(html[i]) && html[i] != '=' && html[i] != '>') ++i;
    const std::string attribute(html.substr(key, i - key));
    std::string value;
    const bool valued = i < html.size() && html[i] == '=';
    if (valued) {
      ++i;
      const char quote = i < html.size() ? html[i] : ' ';
      if (quote == '"' || quote == '\'') {
        const std::size_t close = html.find(quote, i + 1);
        if (close == std::string_view::npos) return false;
        value = decoded(html.substr(i + 1, close - i - 1));
        i = close + 1;
      } else {
        const std::size_t from = i;
        while (i < html.size() && !is_space(html[i]) && html[i] != '>') ++i;
        value = decoded(html.substr(from, i - from));
      }
    } else if (i == key) {
      ++i;  // a stray =
    }
    out.attributes.emplace_back(attribute, value);
    out.has_value.push_back(valued);
  }
  if (i >= html.size()) return false;
  out.self_closing = html[i - 1] == '/';
  out.end = i + 1;
  return true;
}

std::string attribute_of(const Tag& tag, std::string_view name) {
  for (const auto& [key, value] : tag.attributes) {
    if (key == name) return value;
  }
  return {};
}

bool holds_address(std::string_view name) {
  return name == "href" || name == "src" || name == "poster";
}

// "a.avif 480w, b.avif 960w": each address with what stands behind it.
std::vector<std::pair<std::string, std::string>> sources_in(const std::string& srcset) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const std::string& part : split(srcset, ',')) {
    const std::string one = trim(part);
    const std::size_t blank = one.find(' ');
    if (one.empty()) continue;
    out.emplace_back(one.substr(0, blank),
                     blank == std::string::npos ? "" : one.substr(blank));
  }
  return out;
}

bool is_for_script(const Tag& tag) {
  if (tag.name != "link") return false;
  const std::string rel = lower_ascii(attribute_of(tag, "rel"));
  return rel.find("preload") != std::string::npos || rel == "preconnect" || rel == "manifest" ||
         rel == "canonical";
}

// Behind </name>, from here on; the end when it is not closed.
std::size_t behind_end_of(std::string_view html, std::size_t from, std::string_view name) {
  const std::string close = "</" + std::string(name);
  const std::size_t at = html.find(close, from);
  if (at == std::string_view::npos) return html.size();
  const std::size_t end = html.find('>', at);
  return end == std::string_view::npos ? html.size() : end + 1;
}

std::string written(const Tag& tag, const Rewriting& how) {
  std::string out = "<" + tag.as_written;
  for (std::size_t i = 0; i < tag.attributes.size(); ++i) {
    const auto& [name, value] = tag.attributes[i];
    if (name == "integrity" || name == "crossorigin" || name.starts_with("data-live")) continue;
    std::string now = value;
    if (holds_address(name)) now = how.address(value);
    if (name == "srcset") {
      now.clear();
      for (const auto& [address, behind] : sources_in(value)) {
        now += (now.empty() ? "" : ", ") + how.address(address) + behind;
      }
    }
    out += " " + name;
    if (tag.has_value[i]) out += "=\"" + web::escape_html(now) + "\"";
  }
  return out + (tag.self_closing ? "/>" : ">");
}

}  // namespace

std::vector<std::string> addresses_in(std::string_view html) {
  std::vector<std::string> out;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
    Tag tag;
    if (!read_tag(html, at, tag)) {
      ++at;
      continue;
    }
    at = tag.end;
    if (tag.closing || is_for_script(tag)) continue;
    if (tag.name == "script" || tag.name == "form") {
      at = behind_end_of(html, at, tag.name);
      continue;
    }
    for (const auto& [name, value] : tag.attributes) {
      if (holds_address(name)) out.push_back(value);
      if (name != "srcset") continue;
      for (const auto& [address, behind] : sources_in(value)) out.push_back(address);
    }
  }
  return out;
}

std::string rewritten(std::string_view html, const Rewriting& how) {
  std::string out;
  std::size_t done = 0;
  bool banded = false;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
    Tag tag;
    if (html.substr(at).starts_with("<!--")) {
      const std::size_t end = html.find("-->", at);
      at = end == std::string_view::npos ? html.size() : end + 3;
      continue;
    }
    if (!read_tag(html, at, tag)) {
      ++at;
      continue;
    }
    out += html.substr(done, at - done);
    done = at = tag.end;
    if (tag.closing) {
      out += "</" + tag.as_written + ">";
      continue;
    }
    if (tag.name == "script" || tag.name == "form") {
      // The search of the site stands at the head of every page: the page of the copy tells of it.
      if (tag.name == "form" && attribute_of(tag, "data-suggestions").empty()) {
        const bool posts = lower_ascii(attribute_of(tag, "method")) == "post";
        out += posts ? how.post_words : how.get_words;
      }
      done = at = behind_end_of(html, tag.end, tag.name);
      continue;
    }
    const bool names_server = tag.name == "meta" && !how.origin.empty() &&
                              attribute_of(tag, "content").starts_with(how.origin);
    if (is_for_script(tag) || names_server) continue;
    if (tag.name == "main" && !banded) {
      out += how.band;
      banded = true;
    }
    out += written(tag, how);
  }
  out += html.substr(std::min(done, html.size()));
  return out;
}

std::string with_addresses(std::string_view text, std::string_view origin,
                           const std::function<std::string(const std::string&)>& address) {
  if (origin.empty()) return std::string(text);
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = text.find(origin); at != std::string_view::npos;
       at = text.find(origin, done)) {
    const std::size_t from = at + origin.size();
    const std::size_t length =
        std::min(text.substr(from).find_first_of("\"'<> \r\n\t),;\\"), text.size() - from);
    out += text.substr(done, at - done);
    out += address(decoded(text.substr(from, length)));
    done = from + length;
  }
  out += text.substr(done);
  return out;
}

}  // namespace musubi::site_export
