// variants.cc - see variants.h. Called by the service and the views of publishing.
// Must never read a database: pictures are what `find` knows.
#include "features/publishing/variants.h"

#include "base/text.h"

namespace musubi::publishing {

namespace {

std::string own_title(const Article& article, Variant variant) {
  return field_of(article, variant == Variant::easy ? "easy_title" : "english_title");
}

}  // namespace

std::string_view variant_suffix(Variant variant) {
  return variant == Variant::easy ? "/easy" : "/en";
}

std::string_view variant_language(Variant variant) {
  return variant == Variant::easy ? "ja" : "en";
}

std::string_view variant_label(Variant variant) {
  return variant == Variant::easy ? "やさしい日本語" : "English summary";
}

std::string_view variant_body_field(Variant variant) {
  return variant == Variant::easy ? "easy_body" : "english_body";
}

const std::string& variant_body(const Article& article, Variant variant) {
  static const std::string kNone;
  const auto found = article.fields.find(std::string(variant_body_field(variant)));
  return found == article.fields.end() ? kNone : found->second;
}

bool has_variant(const Article& article, Variant variant) {
  return !trim(variant_body(article, variant)).empty();
}

std::string variant_title(const Article& article, Variant variant) {
  const std::string own = own_title(article, variant);
  return own.empty() ? article.title : own;
}

std::vector<VariantText> read_variants(const Article& article, const markdown::FindMedia& find) {
  std::vector<VariantText> out;
  for (const Variant one : kVariants) {
    if (!has_variant(article, one)) continue;
    out.push_back({one, variant_title(article, one),
                   markdown::to_content(variant_body(article, one), find)});
  }
  return out;
}

std::vector<std::string> variant_paths(std::string_view path, const Article& article) {
  std::vector<std::string> out;
  for (const Variant one : kVariants) {
    if (!has_variant(article, one)) continue;
    out.push_back(std::string(path) + std::string(variant_suffix(one)));
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> variant_sources(const Article& article) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const Variant one : kVariants) {
    if (!has_variant(article, one)) continue;
    out.emplace_back(own_title(article, one), variant_body(article, one));
  }
  return out;
}

}  // namespace musubi::publishing
