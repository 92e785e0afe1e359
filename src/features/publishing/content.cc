// content.cc - see content.h. Pure: values in, values out.
// Must never read a database or ask who is acting.
#include "features/publishing/content.h"

#include <algorithm>
#include <set>

#include "core/markdown/content.h"
#include "features/publishing/variants.h"

namespace musubi::publishing {

std::string field_of(const Article& article, std::string_view name) {
  const auto found = article.fields.find(std::string(name));
  return found == article.fields.end() ? std::string() : found->second;
}

std::string_view approval_kind_label(std::string_view kind) {
  return kind == "prefecture" ? "県" : "取材先・掲載先";
}

std::string_view approval_answer_label(std::string_view answer) {
  if (answer == "approved") return "このまま公開してよい";
  if (answer == "changes") return "直してほしいところがある";
  return "";
}

std::string slug_of(const Content& content) {
  return content.path.substr(content.path.rfind('/') + 1);
}

bool is_slug(std::string_view text) {
  if (text.empty() || text.size() > kSlugMost || text.front() == '-' || text.back() == '-') {
    return false;
  }
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::vector<std::string> targets_of(const Article& article) {
  std::set<std::string> found;
  const auto add = [&](const std::string& address) {
    if (!markdown::media_id(address).empty()) found.insert(address);
    if (address.starts_with("/") && !address.starts_with("//")) {
      found.insert(address.substr(0, address.find_first_of("?#")));
    }
  };
  const auto read = [&](const std::string& text) {
    for (const auto& block : markdown::read_document(text).blocks) {
      for (const auto& link : block.links) add(link.address);
      for (const auto& picture : block.pictures) add(picture.address);
    }
  };
  read(article.body);
  for (const Variant variant : kVariants) {
    if (has_variant(article, variant)) read(variant_body(article, variant));
  }
  return {found.begin(), found.end()};
}

}  // namespace musubi::publishing
