// addresses.cc - what stands at an address that may be an article's, and who else of the site leads
// to an article (the menu, a banner): asked of the features that main.cc told. Reads only; see
// publishing.h and mentions.h.
#include <algorithm>

#include "features/publishing/content_type.h"
#include "features/publishing/mentions.h"
#include "features/publishing/store.h"
#include "features/publishing/variants.h"

namespace musubi::publishing {
namespace {

std::vector<MentionSource>& told_sources() {
  static std::vector<MentionSource> sources;
  return sources;
}

// Of /cases/x and /cases/x/easy: the item's own address. "" when it can be no item's: a list, a
// month of events.
struct Shape {
  std::string item;
  std::optional<Variant> variant;
};
Shape shape_of(std::string_view path) {
  for (const ContentType& type : content_types()) {
    if (!path.starts_with(type.prefix)) continue;
    Shape out{std::string(path), std::nullopt};
    for (const Variant one : kVariants) {
      const std::string_view suffix = variant_suffix(one);
      if (!path.ends_with(suffix) || path.size() <= type.prefix.size() + suffix.size()) continue;
      out = {std::string(path.substr(0, path.size() - suffix.size())), one};
    }
    const std::string slug = out.item.substr(type.prefix.size());
    return slug.empty() || slug.find('/') != std::string::npos ? Shape{} : out;
  }
  return {};
}

bool stands_there(const Content& content, Reach reach) {
  return content.is_public || (reach == Reach::now_or_due && content.state == State::scheduled);
}

// The item at this address, or where its redirect leads.
std::optional<Content> find_at(db::Reader& reader, const std::string& path, Reach reach) {
  auto content = store::find_content_by_path(reader, path);
  if (content && stands_there(*content, reach)) return content;
  const std::string moved = find_new_path(reader, path);
  return moved.empty() ? std::nullopt : store::find_content_by_path(reader, moved);
}

}  // namespace

bool is_open_address(const Context& ctx, std::string_view path, Reach reach) {
  const Shape shape = shape_of(path);
  if (shape.item.empty()) return true;
  return ctx.db.read([&](db::Reader& reader) {
    const auto content = find_at(reader, shape.item, reach);
    if (!content) return false;
    if (!shape.variant) return true;
    const std::int64_t number = content->is_public ? content->public_number : content->number;
    const auto version = store::find_version(reader, content->id, number);
    return version && has_variant(version->article, *shape.variant);
  });
}

void configure_mentions(std::vector<MentionSource> sources) {
  told_sources() = std::move(sources);
}

std::vector<Mention> mentions_of(db::Reader& reader, const std::vector<std::string>& paths,
                                 Date today) {
  std::vector<Mention> out;
  for (const MentionSource& source : told_sources()) {
    for (Mention& one : source(reader, paths, today)) out.push_back(std::move(one));
  }
  return out;
}

bool leads_to(std::string_view address, const std::vector<std::string>& paths) {
  const std::string_view bare = address.substr(0, address.find_first_of("?#"));
  return std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
    return bare == path || (bare.starts_with(path) && bare.substr(path.size()).starts_with('/'));
  });
}

}  // namespace musubi::publishing
