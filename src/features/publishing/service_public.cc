// service_public.cc - see service_public.h. Reads only; SECURITY: never a draft but behind its
// link, never anything of an item that is not public.
#include "features/publishing/service_public.h"

#include <algorithm>

#include "base/sha256.h"
#include "features/publishing/service_events.h"

namespace musubi::publishing {
namespace {

constexpr int kRelatedShown = 3;

Failure not_public() {
  return fail(Fault::not_found, "お探しのページは、移動したか、公開を終えたようです。"
                                "最初のページからお探しください");
}

std::vector<Content> related_to(db::Reader& reader, const Content& content, Date today) {
  std::vector<Content> out;
  if (content.type == "event") {
    store::EventFilter filter;
    filter.from = iso(today);
    filter.most = kRelatedShown + 1;
    for (auto& one : store::list_coming_events(reader, filter)) {
      out.push_back(std::move(one.content));
    }
  } else if (content.type != "page") {
    store::PublicFilter filter;
    filter.type = content.type;
    filter.most = kRelatedShown + 1;
    // Cases of the same industry say more than those of the same size. A type without a facet:
    // its newest, which are the other editions.
    for (const store::Facet& facet : store::list_facets(reader, content.id)) {
      if (facet.name == "industry" || facet.name == "category") filter.facets = {facet};
    }
    out = store::list_public(reader, filter);
  }
  std::erase_if(out, [&](const Content& one) { return one.id == content.id; });
  if (out.size() > static_cast<std::size_t>(kRelatedShown)) out.pop_back();
  return out;
}

// The values of one facet, counted with everything else that is chosen.
std::vector<store::FacetCount> facet_counts(db::Reader& reader, const store::PublicFilter& filter,
                                            const std::string& name) {
  store::PublicFilter others = filter;
  std::erase_if(others.facets, [&](const store::Facet& one) { return one.name == name; });
  auto all = store::list_facet_counts(reader, filter.type, name, kValuesShown);
  if (others.facets.empty()) return all;
  if (store::count_public(reader, others, kCountWithin) >= kCountWithin) {
    for (store::FacetCount& one : all) one.count = kNotCounted;
    return all;
  }
  std::vector<store::FacetCount> out;
  for (store::FacetCount& one : store::count_facets_within(reader, others, kCountWithin)) {
    if (one.name == name) out.push_back(std::move(one));
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  if (out.size() > static_cast<std::size_t>(kValuesShown)) out.resize(kValuesShown);
  return out;
}

void add_files(ListedItem& item, const markdown::FindMedia& find) {
  if (!find) return;
  for (const auto& block : markdown::read_document(item.article.body).blocks) {
    for (const auto& link : block.links) {
      const std::string id = markdown::media_id(link.address);
      if (id.empty()) continue;
      const auto found = find(id);
      if (!found || found->kind != markdown::Media::Kind::file) continue;
      item.files.push_back(*found);
      item.file_words.push_back(link.words);
    }
  }
}

PublicItem public_item(const Content& content, const Version& version) {
  const Article& article = version.article;
  PublicItem out{content.id.text, content.type, content.path, article.title, article.lead,
                 article.body, article.language, {}, content.published_at, content.changed_at,
                 content.owner_id.text, content.owner_name};
  for (const FieldInfo& field : type_of(content.type).fields) {
    const std::string text = field_of(article, field.name);
    if (!text.empty()) out.fields.emplace_back(field.name, text);
  }
  out.variants = variant_paths(content.path, article);
  out.variant_texts = variant_sources(article);
  return out;
}

}  // namespace

std::string PublicItem::field(std::string_view name) const {
  for (const auto& [key, value] : fields) {
    if (key == name) return value;
  }
  return {};
}

Result<ShownItem> load_public_item(const Context& ctx, std::string_view path) {
  return ctx.db.read([&](db::Reader& reader) -> Result<ShownItem> {
    const auto content = store::find_content_by_path(reader, path);
    if (!content || !content->is_public) return not_public();
    const auto version = store::find_version(reader, content->id, content->public_number);
    if (!version) return not_public();
    return ShownItem{*content, *version,
                     markdown::to_content(version->article.body,
                                          media_finder(reader, ctx.today())),
                     related_to(reader, *content, ctx.today())};
  });
}

Result<ShownVariant> load_public_variant(const Context& ctx, std::string_view path,
                                         Variant variant) {
  return ctx.db.read([&](db::Reader& reader) -> Result<ShownVariant> {
    const auto content = store::find_content_by_path(reader, path);
    if (!content || !content->is_public) return not_public();
    const auto version = store::find_version(reader, content->id, content->public_number);
    if (!version || !has_variant(version->article, variant)) return not_public();
    return ShownVariant{*content, *version,
                        VariantText{variant, variant_title(version->article, variant),
                                    markdown::to_content(variant_body(version->article, variant),
                                                         media_finder(reader, ctx.today()))}};
  });
}

std::string find_moved(const Context& ctx, std::string_view path) {
  return ctx.db.read([&](db::Reader& reader) -> std::string {
    const auto id = store::find_redirect(reader, path);
    if (!id) return {};
    const auto content = store::find_content(reader, *id);
    if (!content || !content->is_public || content->path == path) return {};
    return content->path;
  });
}

Result<PublicList> list_public_contents(const Context& ctx, store::PublicFilter filter) {
  return ctx.db.read([&](db::Reader& reader) -> Result<PublicList> {
    PublicList out;
    const int shown = filter.most;
    filter.most = shown + 1;
    out.rows = store::list_public(reader, filter);
    out.more = static_cast<int>(out.rows.size()) > shown;
    if (out.more) out.rows.pop_back();
    out.count = store::count_public(reader, filter, kCountCap);
    for (const FieldInfo& field : type_of(filter.type).fields) {
      if (!field.facet) continue;
      auto counts = facet_counts(reader, filter, std::string(field.name));
      if (!counts.empty()) out.facets[std::string(field.name)] = std::move(counts);
    }
    return out;
  });
}

std::vector<std::string> list_values_in_use(const Context& ctx, std::string_view type,
                                            std::string_view field) {
  return ctx.db.read([&](db::Reader& reader) {
    std::vector<std::string> out;
    for (auto& one : store::list_facet_counts(reader, type, field, kValuesOffered)) {
      out.push_back(std::move(one.value));
    }
    return out;
  });
}

std::vector<std::vector<store::Facet>> load_facets(const Context& ctx,
                                                   const std::vector<Content>& rows) {
  return ctx.db.read([&](db::Reader& reader) {
    std::vector<std::vector<store::Facet>> out;
    for (const Content& one : rows) out.push_back(store::list_facets(reader, one.id));
    return out;
  });
}

std::vector<ListedItem> load_listed_items(const Context& ctx, const std::vector<Content>& rows,
                                          bool with_bodies) {
  return ctx.db.read([&](db::Reader& reader) {
    const markdown::FindMedia find = media_finder(reader, ctx.today());
    std::vector<ListedItem> out;
    for (const Content& content : rows) {
      auto version = store::find_version(reader, content.id, content.public_number);
      if (!version) continue;
      ListedItem item{content, std::move(version->article), {}, {}, {}};
      if (with_bodies) item.body = markdown::to_content(item.article.body, find);
      add_files(item, find);
      out.push_back(std::move(item));
    }
    return out;
  });
}

Result<PreviewPage> load_preview(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) -> Result<PreviewPage> {
    const auto preview = store::find_preview_by_token(reader, sha256_hex(token));
    if (!preview || preview->expires_at <= ctx.now) {
      return fail(Fault::not_found, "このリンクは期限が切れたか、新しいリンクに替わりました。"
                                    "送った人にお尋ねください");
    }
    const auto content = store::find_content(reader, preview->item);
    const auto draft = store::find_draft(reader, preview->item);
    if (!content || !draft) return content_gone();
    return PreviewPage{*content,
                       Version{content->id, 0, draft->article, "", draft->saved_by,
                               draft->saved_by_name, draft->saved_at},
                       markdown::to_content(draft->article.body,
                                            media_finder(reader, ctx.today())),
                       preview->expires_at,
                       read_variants(draft->article, media_finder(reader, ctx.today()))};
  });
}

std::vector<PublicItem> list_public_items(db::Reader& reader, const std::string& after,
                                          int most) {
  std::vector<PublicItem> out;
  for (const Content& content : store::list_public_by_id(reader, after, most)) {
    const auto version = store::find_version(reader, content.id, content.public_number);
    if (version) out.push_back(public_item(content, *version));
  }
  return out;
}

std::vector<Use> list_uses(db::Reader& reader, std::string_view target, int most) {
  std::vector<Use> out;
  for (const Content& one : store::list_used_in(reader, target, {}, most)) {
    out.push_back({one.id.text, one.title, one.path});
  }
  return out;
}

std::optional<PublicItem> find_public_item(db::Reader& reader, std::string_view path) {
  const auto content = store::find_content_by_path(reader, path);
  if (!content || !content->is_public) return std::nullopt;
  const auto version = store::find_version(reader, content->id, content->public_number);
  if (!version) return std::nullopt;
  return public_item(*content, *version);
}

}  // namespace musubi::publishing
