// variants.h - an item's text for other readers: やさしい日本語, and a summary in English. Both are
// fields of every type, kept with the draft and frozen with the version, and have addresses of
// their own below the item's. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/markdown/content.h"
#include "features/publishing/content.h"

namespace musubi::publishing {

enum class Variant { easy, english };
inline constexpr Variant kVariants[] = {Variant::easy, Variant::english};

std::string_view variant_suffix(Variant variant);      // /easy, /en: after the item's address
std::string_view variant_language(Variant variant);    // ja, en
std::string_view variant_label(Variant variant);       // やさしい日本語, English summary
std::string_view variant_body_field(Variant variant);  // easy_body, english_body
const std::string& variant_body(const Article& article, Variant variant);  // Markdown, "" = none
bool has_variant(const Article& article, Variant variant);
std::string variant_title(const Article& article, Variant variant);

// What is written of them, ready to be shown.
struct VariantText {
  Variant variant = Variant::easy;
  std::string title;
  markdown::Content body;
};
std::vector<VariantText> read_variants(const Article& article, const markdown::FindMedia& find);
// Of an item with this address: /cases/x/easy, /cases/x/en.
std::vector<std::string> variant_paths(std::string_view path, const Article& article);
// What is written there, in the same order: its own title ("" when it has none), and Markdown.
std::vector<std::pair<std::string, std::string>> variant_sources(const Article& article);

}  // namespace musubi::publishing
