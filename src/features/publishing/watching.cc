// watching.cc - see watching.h, and the end of publishing.h: a public item in words for the search.
// Reads only; never decides what is public.
#include "features/publishing/watching.h"

#include <algorithm>

#include "features/publishing/content_type.h"
#include "features/publishing/publishing.h"
#include "features/publishing/store.h"

namespace musubi::publishing {
namespace {

PublicWatcher& told_public_watcher() {
  static PublicWatcher watcher;
  return watcher;
}

void add_targets(db::Reader& reader, const Content& content, std::vector<std::string>& targets) {
  if (!content.is_public) return;
  const auto version = store::find_version(reader, content.id, content.public_number);
  if (!version) return;
  for (std::string& one : targets_of(version->article)) {
    if (std::find(targets.begin(), targets.end(), one) == targets.end()) {
      targets.push_back(std::move(one));
    }
  }
}

}  // namespace

void configure_watcher(PublicWatcher watcher) { told_public_watcher() = std::move(watcher); }

Result<Content> tell_watcher(db::Tx& tx, const Context& ctx, const Content& before,
                             const Content& now) {
  if (!told_public_watcher()) return now;
  std::vector<std::string> targets;
  add_targets(tx, before, targets);
  add_targets(tx, now, targets);
  const auto item = find_public_item_by_id(tx, now.id.text);
  TRY(told_public_watcher()(tx, ctx, now.id.text, item ? &*item : nullptr, targets));
  return now;
}

std::optional<PublicItem> find_public_item_by_id(db::Reader& reader, std::string_view id) {
  const auto content = store::find_content(reader, ContentId{std::string(id)});
  if (!content || !content->is_public) return std::nullopt;
  return find_public_item(reader, content->path);
}

std::vector<std::pair<std::string, std::string>> public_types() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const ContentType& type : content_types()) out.emplace_back(type.name, type.label);
  return out;
}

std::vector<PublicFacet> facets_of(const PublicItem& item) {
  std::vector<PublicFacet> out;
  const ContentType* type = find_type(item.type);
  if (type == nullptr) return out;
  for (const auto& [name, text] : item.fields) {
    const FieldInfo* field = find_field(*type, name);
    if (field == nullptr || !field->facet) continue;
    for (const std::string& value : facet_values(*field, text)) {
      out.push_back({name, std::string(field->label), value, field_for_people(name, value)});
    }
  }
  return out;
}

std::string facet_label(std::string_view name) {
  for (const ContentType& type : content_types()) {
    const FieldInfo* field = find_field(type, name);
    if (field != nullptr && field->facet) return std::string(field->label);
  }
  return {};
}

std::vector<std::string> field_lines_of(const PublicItem& item) {
  std::vector<std::string> out;
  const ContentType* type = find_type(item.type);
  if (type == nullptr) return out;
  for (const auto& [name, text] : item.fields) {
    const FieldInfo* field = find_field(*type, name);
    if (field == nullptr) continue;
    out.push_back(std::string(field->label) + "　" + field_for_people(name, text));
  }
  return out;
}

}  // namespace musubi::publishing
