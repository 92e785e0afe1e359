// service_public.h - what visitors are shown: lists with filters, one item, where an old address
// leads, and the draft behind a preview link. Events by their days: service_events.h. The same for
// everyone: never asks who is looking.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "features/publishing/service.h"
#include "features/publishing/variants.h"

namespace musubi::publishing {

struct ShownItem {
  Content content;
  Version version;
  markdown::Content body;
  std::vector<Content> related;  // same type, sharing the first facet
};
struct ShownVariant {
  Content content;
  Version version;
  VariantText text;
};
// Fault::not_found for what is not public.
Result<ShownItem> load_public_item(const Context& ctx, std::string_view path);
// `path`: of the item. Fault::not_found also where its public version has no such text.
Result<ShownVariant> load_public_variant(const Context& ctx, std::string_view path,
                                         Variant variant);
// Where an address of before leads; "" when nowhere.
std::string find_moved(const Context& ctx, std::string_view path);

// What a visitor may filter by, with how many items he would then see: of the whole list when
// nothing else is chosen, within what else is chosen when that is less than kCountWithin items.
inline constexpr std::int64_t kNotCounted = -1;    // more than that: the number is left out
inline constexpr std::int64_t kCountWithin = 2000;
inline constexpr int kValuesShown = 60;            // of one facet: the commonest
struct PublicList {
  std::vector<Content> rows;
  std::int64_t count = 0;  // exact; with two facets and more it stops at kCountCap
  bool more = false;
  std::map<std::string, std::vector<store::FacetCount>> facets;  // by name, commonest first
};
// What writers made up for a list, of everything that is public; the commonest first.
inline constexpr int kValuesOffered = 30;
std::vector<std::string> list_values_in_use(const Context& ctx, std::string_view type,
                                            std::string_view field);
Result<PublicList> list_public_contents(const Context& ctx, store::PublicFilter filter);

// What visitors filter by, of each of these items, in the same order.
std::vector<std::vector<store::Facet>> load_facets(const Context& ctx,
                                                   const std::vector<Content>& rows);

// For lists that show more than a card: the public texts of these items, in the same order.
struct ListedItem {
  Content content;
  Article article;
  markdown::Content body;            // empty unless asked for
  std::vector<markdown::Media> files;  // of the media library, as the text names them
  std::vector<std::string> file_words;  // what the text calls each
};
std::vector<ListedItem> load_listed_items(const Context& ctx, const std::vector<Content>& rows,
                                          bool with_bodies);

struct PreviewPage {
  Content content;
  Version version;  // number 0: the draft
  markdown::Content body;
  Instant expires_at;
  std::vector<VariantText> variants = {};
};
Result<PreviewPage> load_preview(const Context& ctx, const std::string& token);

}  // namespace musubi::publishing
