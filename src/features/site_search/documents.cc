// documents.cc - see documents.h. A line is a field or a block: no match goes across a line end.
// Must never put anything into a document that a visitor does not read on the page itself, or on
// its page for other readers (やさしい日本語, English).
#include "features/site_search/documents.h"

#include "base/text.h"
#include "core/markdown/content.h"
#include "features/site_search/spelling.h"

namespace musubi::site_search {
namespace {

constexpr std::size_t kReadingMost = 60;          // bytes: twenty kana
constexpr std::size_t kWordsFromBytes = 12'000;   // of a body
constexpr std::size_t kWordsOfDocument = 200;     // of one document
constexpr std::size_t kEndingMost = 5;

constexpr std::string_view kOpens = "《", kCloses = "》", kBegins = "｜";

// 熊本《くまもと》県 is found as 熊本県, and by its reading, which stands on a line of its own.
std::string without_readings(const std::string& text) {
  std::string out, readings;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find(kOpens, at);
    const std::size_t close = open == std::string::npos ? open : text.find(kCloses, open);
    if (close == std::string::npos || close - open > kReadingMost) {
      const std::size_t end = open == std::string::npos ? text.size() : open + kOpens.size();
      out += text.substr(at, end - at);
      at = end;
      continue;
    }
    out += text.substr(at, open - at);
    readings += "\n" + text.substr(open + kOpens.size(), close - open - kOpens.size());
    at = close + kCloses.size();
  }
  return replace_all(std::move(out), kBegins, "") + readings;
}

std::string words_of_body(const std::string& markdown_text) {
  std::string out;
  for (const markdown::Block& block : markdown::read_document(markdown_text).blocks) {
    out += without_readings(block.text) + "\n";
    for (const markdown::Picture& picture : block.pictures) {
      if (picture.words != markdown::kDecorative) out += picture.words + "\n";
      if (!picture.caption.empty()) out += picture.caption + "\n";
    }
  }
  return out;
}

search::Document public_document(std::string_view noun, std::string id, std::string title,
                                 Instant at) {
  search::Document out;
  out.noun = noun;
  out.id = std::move(id);
  out.title = std::move(title);
  out.visibility = kPublic;
  out.at = at;
  out.labels = {std::string(kSiteLabel)};
  return out;
}

}  // namespace

search::Document page_document(const publishing::PublicItem& item) {
  search::Document out = public_document(kPageNoun, item.id, item.title, item.changed_at);
  out.body = item.lead + "\n";
  for (const std::string& line : publishing::field_lines_of(item)) {
    out.body += replace_all(line, "\n", " ") + "\n";
  }
  out.body += words_of_body(item.body);
  for (const auto& [title, text] : item.variant_texts) {
    if (!title.empty()) out.body += without_readings(title) + "\n";
    out.body += words_of_body(text);
  }
  out.labels.push_back(facet_label_of("type", item.type));
  for (const publishing::PublicFacet& facet : publishing::facets_of(item)) {
    out.labels.push_back(facet_label_of(facet.name, facet.value));
  }
  return out;
}

search::Document text_document(const OpenPage& page) {
  search::Document out = public_document(kTextNoun, page.path, page.title, page.changed_at);
  out.body = page.lead + "\n" + page.body;
  out.labels.push_back(facet_label_of("type", kTextType));
  return out;
}

search::Document file_document(const media::Readable& file, const FileText& text) {
  search::Document out = public_document(kFileNoun, file.id.text, file.title, file.uploaded_at);
  out.body = text.body;
  out.labels.push_back(facet_label_of("type", kFileType));
  return out;
}

std::vector<Word> words_of_document(const search::Document& document) {
  std::string text = document.title + "\n" + document.body.substr(0, kWordsFromBytes);
  while (!is_valid_utf8(text)) text.pop_back();  // cut between two characters
  return words_in(text, kWordsOfDocument);
}

const std::vector<std::string_view>& facet_names() {
  static const std::vector<std::string_view> names{"type",  "industry", "municipality_code", "size",
                                                   "theme", "category", "organiser_kind"};
  return names;
}

std::string facet_words(std::string_view name) {
  return name == "type" ? "種類" : publishing::facet_label(name);
}

std::string facet_value(std::string_view name, const std::string& value) {
  if (name != "type") return publishing::label_of(name, value);
  if (value == kFileType) return "資料のファイル";
  for (const auto& [type, label] : publishing::public_types()) {
    if (type == value) return label;
  }
  return value;
}

std::string facet_label_of(std::string_view name, std::string_view value) {
  return std::string(name) + "=" + std::string(value);
}

std::string format_of(std::string_view filename) {
  const std::size_t dot = filename.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string ending(filename.substr(dot + 1));
  if (ending.empty() || ending.size() > kEndingMost) return {};
  for (char& c : ending) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return ending;
}

}  // namespace musubi::site_search
