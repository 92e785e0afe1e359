// store_public.cc - what visitors see and how it is found: lists by facet, redirects, previews. The
// order is the day of first publishing, newest first. Every public item has the facet '' beside its
// own, so that every list is a range of content_facets_by_value and every total a row of
// content_facet_counts, however many items there are. Never decides.
#include <map>

#include "features/publishing/store.h"
#include "features/publishing/store_rows.h"

namespace musubi::publishing::store {
namespace {

constexpr db::Query kDeleteFacets{"publishing.delete_facets_of",
                                  "DELETE FROM content_facets WHERE item_id = $1"};
constexpr db::Query kInsertFacet{
    "publishing.insert_facet",
    "INSERT INTO content_facets (item_id, type, name, value, published_at)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (item_id, name, value) DO NOTHING"};
// $4 is 1 or -1.
constexpr db::Query kCountOnFacet{
    "publishing.count_on_facet",
    "INSERT INTO content_facet_counts (type, name, value, items) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (type, name, value) DO UPDATE SET items = content_facet_counts.items + $4"};
constexpr db::Query kFindFacetCount{
    "publishing.find_facet_count",
    "SELECT items FROM content_facet_counts WHERE type = $1 AND name = $2 AND value = $3"};
constexpr db::Query kListFacetCounts{
    "publishing.list_facet_counts",
    "SELECT value, items FROM content_facet_counts WHERE type = $1 AND name = $2 AND items > 0"
    " ORDER BY items DESC, value DESC LIMIT $3"};
constexpr db::Query kListFacets{
    "publishing.list_facets",
    "SELECT name, value FROM content_facets WHERE item_id = $1 ORDER BY name, value"};
constexpr db::Query kListPublicById{
    "publishing.list_public_by_id",
    "SELECT " CONTENT_COLUMNS
    " FROM content_items WHERE id > $1 AND is_public = 1 ORDER BY id LIMIT $2"};
constexpr db::Query kInsertRedirect{
    "publishing.insert_redirect",
    "INSERT INTO content_redirects (from_path, item_id, made_at) VALUES ($1, $2, $3)"
    " ON CONFLICT (from_path) DO UPDATE SET item_id = $2, made_at = $3"};
constexpr db::Query kDeleteRedirect{"publishing.delete_redirect",
                                    "DELETE FROM content_redirects WHERE from_path = $1"};
constexpr db::Query kFindRedirect{"publishing.find_redirect",
                                  "SELECT item_id FROM content_redirects WHERE from_path = $1"};
constexpr db::Query kListRedirects{
    "publishing.list_redirects",
    "SELECT from_path FROM content_redirects WHERE item_id = $1 ORDER BY from_path LIMIT 100"};

#define PREVIEW_COLUMNS "item_id, token_hash, made_by_name, made_at, expires_at"
constexpr db::Query kReplacePreview{
    "publishing.replace_preview",
    "INSERT INTO content_previews (" PREVIEW_COLUMNS ") VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (item_id) DO UPDATE SET token_hash = $2, made_by_name = $3, made_at = $4,"
    " expires_at = $5"};
constexpr db::Query kDeletePreview{"publishing.delete_preview",
                                   "DELETE FROM content_previews WHERE item_id = $1"};
constexpr db::Query kFindPreview{
    "publishing.find_preview",
    "SELECT " PREVIEW_COLUMNS " FROM content_previews WHERE item_id = $1"};
constexpr db::Query kFindPreviewByToken{
    "publishing.find_preview_by_token",
    "SELECT " PREVIEW_COLUMNS " FROM content_previews WHERE token_hash = $1"};

std::optional<Preview> preview_of(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return Preview{ContentId{row->text(0)}, row->text(1), row->text(2), Instant{row->integer(3)},
                 Instant{row->integer(4)}};
}

// The rows of the rarest facet, in the order of the list; the other facets are looked up for each.
std::string facet_rows(db::Reader& reader, RowWhere& where, const PublicFilter& filter) {
  std::vector<Facet> facets = filter.facets;
  if (facets.empty()) facets.push_back({"", ""});
  std::size_t rarest = 0;
  std::int64_t fewest = find_facet_count(reader, filter.type, facets[0]);
  for (std::size_t i = 1; i < facets.size(); ++i) {
    const std::int64_t count = find_facet_count(reader, filter.type, facets[i]);
    if (count < fewest) {
      fewest = count;
      rarest = i;
    }
  }
  where.add("f.type = " + where.parameter(filter.type));
  where.add("f.name = " + where.parameter(facets[rarest].name));
  where.add("f.value = " + where.parameter(facets[rarest].value));
  for (std::size_t i = 0; i < facets.size(); ++i) {
    if (i == rarest) continue;
    const std::string name = where.parameter(facets[i].name);
    where.add("EXISTS (SELECT 1 FROM content_facets AS g WHERE g.item_id = f.item_id"
              " AND g.name = " + name + " AND g.value = " + where.parameter(facets[i].value) + ")");
  }
  return " FROM content_facets AS f";
}

}  // namespace

Result<void> replace_facets(db::Tx& tx, const Content& content,
                            const std::vector<Facet>& facets) {
  // In one order whatever changes, so that two at once never wait for each other in a circle.
  std::map<std::pair<std::string, std::string>, std::int64_t> change;
  for (const Facet& facet : list_facets(tx, content.id)) change[{facet.name, facet.value}] = -1;
  TRY(tx.run(kDeleteFacets, content.id.text));
  for (const Facet& facet : facets) {
    const auto inserted = TRY(tx.run(kInsertFacet, content.id.text, content.type, facet.name,
                                     facet.value, content.published_at.ms));
    if (inserted > 0) ++change[{facet.name, facet.value}];
  }
  for (const auto& [facet, by] : change) {
    if (by == 0) continue;
    TRY(tx.run(kCountOnFacet, content.type, facet.first, facet.second, by));
  }
  return {};
}

std::int64_t find_facet_count(db::Reader& reader, std::string_view type, const Facet& facet) {
  const auto row = reader.first(kFindFacetCount, type, facet.name, facet.value);
  return row ? row->integer(0) : 0;
}

std::vector<FacetCount> list_facet_counts(db::Reader& reader, std::string_view type,
                                          std::string_view name, int most) {
  std::vector<FacetCount> out;
  for (const auto& row : reader.all(kListFacetCounts, type, name, most)) {
    out.push_back({std::string(name), row.text(0), row.integer(1)});
  }
  return out;
}

std::vector<Content> list_public(db::Reader& reader, const PublicFilter& filter) {
  RowWhere where;
  const std::string from = facet_rows(reader, where, filter);
  if (!filter.before_id.empty()) {
    const std::string at = where.parameter(filter.before_at);
    where.add("(f.published_at, f.item_id) < (" + at + ", " + where.parameter(filter.before_id) +
              ")");
  }
  const std::string sql =
      "SELECT " CONTENT_COLUMNS
      " FROM (SELECT f.item_id AS found_id, f.published_at AS found_at" +
      from + where.sql + " ORDER BY f.published_at DESC, f.item_id DESC LIMIT " +
      where.parameter(static_cast<std::int64_t>(filter.most)) +
      ") AS found JOIN content_items ON id = found_id ORDER BY found_at DESC, found_id DESC";
  return contents_of(reader.select({"publishing.list_public", sql}, where.args));
}

std::int64_t count_public(db::Reader& reader, const PublicFilter& filter, std::int64_t cap) {
  if (filter.facets.size() < 2) {
    return find_facet_count(reader, filter.type,
                            filter.facets.empty() ? Facet{} : filter.facets.front());
  }
  RowWhere where;
  const std::string from = facet_rows(reader, where, filter);
  const std::string sql = "SELECT count(*) FROM (SELECT 1" + from + where.sql + " LIMIT " +
                          where.parameter(cap) + ") AS found";
  return reader.select({"publishing.count_public", sql}, where.args).front().integer(0);
}

std::vector<FacetCount> count_facets_within(db::Reader& reader, const PublicFilter& filter,
                                            std::int64_t most) {
  RowWhere where;
  const std::string from = facet_rows(reader, where, filter);
  const std::string sql = "SELECT h.name, h.value, count(*) FROM (SELECT f.item_id AS found_id" +
                          from + where.sql + " LIMIT " + where.parameter(most) +
                          ") AS found JOIN content_facets AS h ON h.item_id = found_id"
                          " GROUP BY h.name, h.value";
  std::vector<FacetCount> out;
  for (const auto& row : reader.select({"publishing.count_facets_within", sql}, where.args)) {
    out.push_back({row.text(0), row.text(1), row.integer(2)});
  }
  return out;
}

std::vector<Content> list_public_by_id(db::Reader& reader, std::string_view after, int most) {
  return contents_of(reader.all(kListPublicById, after, most));
}

std::vector<Facet> list_facets(db::Reader& reader, const ContentId& id) {
  std::vector<Facet> out;
  for (const auto& row : reader.all(kListFacets, id.text)) {
    out.push_back({row.text(0), row.text(1)});
  }
  return out;
}

Result<void> insert_redirect(db::Tx& tx, std::string_view from, const ContentId& id, Instant at) {
  TRY(tx.run(kInsertRedirect, from, id.text, at.ms));
  return {};
}

Result<void> delete_redirect(db::Tx& tx, std::string_view from) {
  TRY(tx.run(kDeleteRedirect, from));
  return {};
}

std::optional<ContentId> find_redirect(db::Reader& reader, std::string_view from) {
  const auto row = reader.first(kFindRedirect, from);
  if (!row) return std::nullopt;
  return ContentId{row->text(0)};
}

std::vector<std::string> list_redirects(db::Reader& reader, const ContentId& id) {
  std::vector<std::string> out;
  for (const auto& row : reader.all(kListRedirects, id.text)) out.push_back(row.text(0));
  return out;
}

Result<void> replace_preview(db::Tx& tx, const Preview& p) {
  TRY(tx.run(kReplacePreview, p.item.text, p.token_hash, p.made_by_name, p.made_at.ms,
             p.expires_at.ms));
  return {};
}

Result<void> delete_preview(db::Tx& tx, const ContentId& id) {
  TRY(tx.run(kDeletePreview, id.text));
  return {};
}

std::optional<Preview> find_preview(db::Reader& reader, const ContentId& id) {
  return preview_of(reader.first(kFindPreview, id.text));
}

std::optional<Preview> find_preview_by_token(db::Reader& reader, std::string_view token_hash) {
  return preview_of(reader.first(kFindPreviewByToken, token_hash));
}

}  // namespace musubi::publishing::store
