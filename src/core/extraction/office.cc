// office.cc - see office.h. A part is parsed whole (16 MiB at most, core/sheets) and walked without
// recursion, because its depth is the file's.
//   docx word/document.xml  w:p > w:r > w:t      pptx ppt/slides/slideN.xml  a:p > a:r > a:t
//   odt ods odp content.xml  text:p text:h, whatever stands in them
#include "core/extraction/office.h"

#include <pugixml.hpp>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/text.h"
#include "core/sheets/xlsx_parts.h"

namespace musubi::extraction {
namespace {

constexpr int kSlidesMost = 500;
constexpr std::string_view kWord =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr std::string_view kSlides =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation";
constexpr std::string_view kOpen = "application/vnd.oasis.opendocument.";

// How a format writes its words; names without prefix.
struct Dialect {
  std::vector<std::string_view> paragraphs;
  std::string_view words;                   // the element that holds text; "" = any
  std::vector<std::string_view> skipped;    // with all that is in them
};
const Dialect& ooxml() {
  static const Dialect dialect{{"p"},
                               "t",
                               {"rt", "rPh", "del", "moveFrom", "instrText", "delText",
                                "Fallback"}};
  return dialect;
}
const Dialect& open_document() {
  static const Dialect dialect{{"p", "h"},
                               "",
                               {"annotation", "tracked-changes", "notes", "ruby-text", "forms",
                                "automatic-styles", "font-face-decls", "scripts"}};
  return dialect;
}

bool is_one_of(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// One part, node by node.
class PartWalk {
 public:
  PartWalk(const Dialect& dialect, Extracted& out) : dialect_(dialect), out_(out) {}

  void walk(const pugi::xml_node& root) {
    pugi::xml_node node = root.first_child();
    while (node && !out_.cut) {
      const bool into = enter(node);
      if (into && node.first_child()) {
        node = node.first_child();
        continue;
      }
      leave(node);
      while (node && !node.next_sibling()) {
        node = node.parent();
        if (!node || node == root) return end_line();
        leave(node);
      }
      node = node.next_sibling();
    }
    end_line();
  }

 private:
  // Whether to look inside.
  bool enter(const pugi::xml_node& node) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      const std::string_view parent = sheets::local_name(node.parent().name());
      if (dialect_.words.empty() || parent == dialect_.words) line_ += node.value();
      return false;
    }
    if (node.type() != pugi::node_element) return false;
    const std::string_view name = sheets::local_name(node.name());
    if (is_one_of(dialect_.skipped, name)) return false;
    if (is_one_of(dialect_.paragraphs, name)) end_line();
    if (name == "tab" || name == "br" || name == "s" || name == "line-break") line_ += ' ';
    return true;
  }
  void leave(const pugi::xml_node& node) {
    if (is_one_of(dialect_.paragraphs, sheets::local_name(node.name()))) end_line();
  }
  void end_line() {
    if (!line_.empty()) add_line(out_, cleaned(line_));
    line_.clear();
  }

  const Dialect& dialect_;
  Extracted& out_;
  std::string line_;
};

Failure unreadable() {
  return fail(Fault::invalid, "文書が壊れているか、パスワードで保護されています。元のソフトで開いて保存し直し、"
                              "登録し直してください");
}

Result<void> add_part(sheets::XlsxParts& parts, const std::string& name, const Dialect& dialect,
                      Extracted& out) {
  auto bytes = parts.read_small(name);
  if (!bytes) return unreadable();
  pugi::xml_document tree;
  const unsigned int options = pugi::parse_default | pugi::parse_ws_pcdata_single;
  if (!tree.load_buffer_inplace(bytes->data(), bytes->size(), options)) return unreadable();
  const std::string_view hidden = tree.document_element().attribute("show").value();
  if (hidden == "0" || hidden == "false") return {};  // a slide that is not shown
  PartWalk(dialect, out).walk(tree);
  return {};
}

std::vector<std::string> parts_of(const sheets::XlsxParts& parts, std::string_view media_type) {
  std::vector<std::string> out;
  if (media_type == kWord) out = {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"};
  if (media_type.starts_with(kOpen)) out = {"content.xml"};
  if (media_type == kSlides) {
    for (int i = 1; i <= kSlidesMost; ++i) {
      out.push_back("ppt/slides/slide" + std::to_string(i) + ".xml");
      if (!parts.has(out.back())) break;
    }
  }
  std::erase_if(out, [&](const std::string& name) { return !parts.has(name); });
  return out;
}

}  // namespace

bool is_paper(std::string_view media_type) {
  return media_type == kWord || media_type == kSlides || media_type.starts_with(kOpen);
}

std::string cleaned(std::string_view text) {
  std::u32string points = code_points(text);
  for (char32_t& c : points) {
    if (c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0)) c = U' ';
  }
  return trim(utf8_of(points));
}

bool add_line(Extracted& to, std::string_view line) {
  if (line.empty()) return !to.cut;
  if (to.cut || to.text.size() + line.size() + 1 > kTextBytesMost) {
    to.cut = true;
    return false;
  }
  to.text += line;
  to.text += '\n';
  return true;
}

Result<Extracted> paper_text(sheets::ByteSource& source, std::string_view media_type) {
  sheets::Limits limits;
  limits.unpacked_bytes = 64LL << 20;
  auto parts = sheets::XlsxParts::open(source, limits);
  if (!parts) return unreadable();
  const std::vector<std::string> names = parts_of(**parts, media_type);
  if (names.empty()) return unreadable();
  const Dialect& dialect = media_type.starts_with(kOpen) ? open_document() : ooxml();
  Extracted out;
  for (const std::string& name : names) {
    if (out.cut) break;
    TRY(add_part(**parts, name, dialect, out));
  }
  return out;
}

}  // namespace musubi::extraction
