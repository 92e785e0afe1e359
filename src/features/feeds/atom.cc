// atom.cc - see atom.h. Elements are written in the order of the standards' examples. Must never
// write what comes from an article past escape_xml().
#include "features/feeds/atom.h"

#include <algorithm>

namespace musubi::feeds {
namespace {

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

std::string tag(const std::string& name, std::string_view text) {
  return "<" + name + ">" + escape_xml(text) + "</" + name + ">\n";
}

std::string link_tag(std::string_view relation, std::string_view type, std::string_view address) {
  std::string out = "<link rel=\"";
  out.append(relation).append("\" type=\"").append(type).append("\" href=\"");
  return out + escape_xml(address) + "\"/>\n";
}

std::string entry_of(const FeedEntry& entry) {
  return "<entry xml:lang=\"" + escape_xml(entry.language) + "\">\n" +
         tag("id", "urn:uuid:" + entry.id) + tag("title", entry.title) +
         link_tag("alternate", "text/html", entry.address) +
         tag("published", iso8601_jst(entry.published)) +
         tag("updated", iso8601_jst(entry.changed)) + tag("summary", entry.summary) +
         "</entry>\n";
}

}  // namespace

std::string escape_xml(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') break;
        // U+FFFE and U+FFFF are no characters of XML either.
        if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF") {
          i += 2;
          break;
        }
        out += c;
    }
  }
  return out;
}

std::string atom_of(const Feed& feed) {
  Instant updated = feed.updated;
  if (!feed.entries.empty()) updated = feed.entries.front().changed;
  for (const FeedEntry& entry : feed.entries) updated = std::max(updated, entry.changed);
  std::string out(kDeclaration);
  out += "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ja\">\n";
  out += tag("id", feed.own_address) + tag("title", feed.title) +
         tag("updated", iso8601_jst(updated)) + "<author>\n" + tag("name", feed.author) +
         "</author>\n" + link_tag("self", "application/atom+xml", feed.own_address) +
         link_tag("alternate", "text/html", feed.page_address);
  for (const FeedEntry& entry : feed.entries) out += entry_of(entry);
  return out + "</feed>\n";
}

std::string sitemap_of(const std::vector<MapAddress>& addresses) {
  std::string out(kDeclaration);
  out += "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const MapAddress& one : addresses) {
    out += "<url><loc>" + escape_xml(one.address) + "</loc>";
    if (one.changed.ms != 0) out += "<lastmod>" + iso8601_jst(one.changed) + "</lastmod>";
    out += "</url>\n";
  }
  return out + "</urlset>\n";
}

std::string sitemap_index_of(const std::vector<std::string>& addresses) {
  std::string out(kDeclaration);
  out += "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const std::string& address : addresses) {
    out += "<sitemap><loc>" + escape_xml(address) + "</loc></sitemap>\n";
  }
  return out + "</sitemapindex>\n";
}

}  // namespace musubi::feeds
