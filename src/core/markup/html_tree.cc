// html_tree.cc - see html_tree.h. libxml2's tree is copied into ours, bounded in depth, and let go.
// Never lets markup through: what it returns is names, values and words.
#include "core/markup/html_tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <memory>
#include <mutex>

#include "base/text.h"

namespace musubi::markup {
namespace {

constexpr int kRecovering = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                            HTML_PARSE_NONET | HTML_PARSE_NODEFDTD;

struct FreeContext {
  void operator()(htmlParserCtxt* context) const { htmlFreeParserCtxt(context); }
};
struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

std::string plain(const xmlChar* text) {
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

void copy_attributes(const xmlNode* from, HtmlNode& to) {
  for (const xmlAttr* one = from->properties; one != nullptr; one = one->next) {
    std::string value;
    for (const xmlNode* part = one->children; part != nullptr; part = part->next) {
      value += plain(part->content);
    }
    to.attributes.emplace_back(lower_ascii(plain(one->name)), std::move(value));
  }
}

void copy_children(const xmlNode* from, std::vector<HtmlNode>& to, int depth, bool& whole) {
  for (const xmlNode* one = from->children; one != nullptr; one = one->next) {
    HtmlNode node;
    if (one->type == XML_ELEMENT_NODE) {
      if (depth >= kHtmlDepthMost) {
        whole = false;
        continue;
      }
      node.kind = HtmlNode::Kind::element;
      node.name = lower_ascii(plain(one->name));
      copy_attributes(one, node);
      copy_children(one, node.children, depth + 1, whole);
    } else if (one->type == XML_TEXT_NODE || one->type == XML_CDATA_SECTION_NODE) {
      node.text = plain(one->content);
    } else if (one->type == XML_COMMENT_NODE) {
      node.kind = HtmlNode::Kind::comment;
      node.text = plain(one->content);
    } else {
      continue;
    }
    to.push_back(std::move(node));
  }
}

void add_words(const HtmlNode& node, std::string& out) {
  if (node.kind == HtmlNode::Kind::text) out += node.text;
  if (node.is("script") || node.is("style")) return;
  for (const HtmlNode& child : node.children) add_words(child, out);
}

}  // namespace

std::string HtmlNode::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes) {
    if (key == wanted) return value;
  }
  return {};
}

bool HtmlNode::has_class(std::string_view wanted) const {
  for (const std::string& one : split(attribute("class"), ' ')) {
    if (one == wanted) return true;
  }
  return false;
}

HtmlFragment read_html(std::string_view text) {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
  HtmlFragment out;
  if (text.size() > kHtmlBytesMost) {
    out.whole = false;
    return out;
  }
  std::string clean = is_valid_utf8(text) ? std::string(text) : utf8_of(code_points(text));
  std::erase(clean, '\0');
  const std::string framed = "<html><head></head><body>" + clean + "</body></html>";
  const std::unique_ptr<htmlParserCtxt, FreeContext> context(htmlNewParserCtxt());
  if (context == nullptr) {
    out.whole = false;
    return out;
  }
  const std::unique_ptr<xmlDoc, FreeDocument> document(
      htmlCtxtReadMemory(context.get(), framed.data(), static_cast<int>(framed.size()), nullptr,
                         "UTF-8", kRecovering));
  // Given up in the middle (too deep, out of memory): what follows was not read.
  out.whole = document != nullptr && context->disableSAX == 0;
  const xmlNode* root = document == nullptr ? nullptr : xmlDocGetRootElement(document.get());
  if (root == nullptr) return out;
  HtmlNode html;
  copy_children(root, html.children, 0, out.whole);
  for (HtmlNode& part : html.children) {
    if (part.is("head") && part.children.empty()) continue;
    // What a fragment had of its own <head> is looked at like the rest.
    if (!part.is("body") && !part.is("head")) {
      out.nodes.push_back(std::move(part));
      continue;
    }
    for (HtmlNode& node : part.children) out.nodes.push_back(std::move(node));
  }
  return out;
}

std::string words_of_html(std::string_view text) {
  std::string out;
  for (const HtmlNode& node : read_html(text).nodes) add_words(node, out);
  return out;
}

}  // namespace musubi::markup
