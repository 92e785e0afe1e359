// service_public.h - what visitors are shown: lists with filters, one item, where an old address
// leads, and the draft behind a preview link. The same for everyone: never asks who is looking.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "features/publishing/service.h"

namespace musubi::publishing {

struct ShownItem {
  Content content;
  Version version;
  markdown::Content body;
  std::vector<Content> related;  // same type, sharing the first facet
};
// Fault::not_found for what is not public.
Result<ShownItem> load_public_item(const Context& ctx, std::string_view path);
// Where an address of before leads; "" when nowhere.
std::string find_moved(const Context& ctx, std::string_view path);

struct PublicList {
  std::vector<Content> rows;
  std::int64_t count = 0;  // stops at kCountCap
  bool more = false;
  std::map<std::string, std::vector<store::FacetCount>> facets;  // by name, in the form's order
};
Result<PublicList> list_public_contents(const Context& ctx, store::PublicFilter filter);

struct PreviewPage {
  Content content;
  Version version;  // number 0: the draft
  markdown::Content body;
  Instant expires_at;
};
Result<PreviewPage> load_preview(const Context& ctx, const std::string& token);

}  // namespace musubi::publishing
