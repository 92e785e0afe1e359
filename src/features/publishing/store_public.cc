// store_public.cc - what visitors see and how it is found: lists by facet, redirects, previews. The
// order is the day of first publishing, newest first; behind it stand indexes. Never decides.
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
constexpr db::Query kCountFacets{
    "publishing.count_facets",
    "SELECT name, value, count(*) FROM content_facets WHERE type = $1"
    " GROUP BY name, value ORDER BY name, value"};
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

// Every facet is a set that its index gives; the database begins with the smallest.
std::string public_source(RowWhere& where, const PublicFilter& filter) {
  std::string from = " FROM content_items";
  const std::string type = where.parameter(filter.type);
  where.add("type = " + type);
  where.add("is_public = 1");
  for (const Facet& facet : filter.facets) {
    const std::string name = where.parameter(facet.name);
    where.add("id IN (SELECT item_id FROM content_facets WHERE type = " + type + " AND name = " +
              name + " AND value = " + where.parameter(facet.value) + ")");
  }
  return from;
}

}  // namespace

Result<void> replace_facets(db::Tx& tx, const Content& content,
                            const std::vector<Facet>& facets) {
  TRY(tx.run(kDeleteFacets, content.id.text));
  for (const Facet& facet : facets) {
    TRY(tx.run(kInsertFacet, content.id.text, content.type, facet.name, facet.value,
               content.published_at.ms));
  }
  return {};
}

std::vector<Content> list_public(db::Reader& reader, const PublicFilter& filter) {
  RowWhere where;
  const std::string from = public_source(where, filter);
  if (!filter.before_id.empty()) {
    const std::string at = where.parameter(filter.before_at);
    where.add("(published_at, id) < (" + at + ", " + where.parameter(filter.before_id) + ")");
  }
  const std::string sql = "SELECT " CONTENT_COLUMNS + from + where.sql +
                          " ORDER BY published_at DESC, id DESC LIMIT " +
                          where.parameter(static_cast<std::int64_t>(filter.most));
  return contents_of(reader.select({"publishing.list_public", sql}, where.args));
}

std::int64_t count_public(db::Reader& reader, const PublicFilter& filter, std::int64_t cap) {
  RowWhere where;
  const std::string from = public_source(where, filter);
  const std::string sql = "SELECT count(*) FROM (SELECT 1" + from + where.sql + " LIMIT " +
                          where.parameter(cap) + ") AS found";
  return reader.select({"publishing.count_public", sql}, where.args).front().integer(0);
}

std::vector<Content> list_public_by_id(db::Reader& reader, std::string_view after, int most) {
  return contents_of(reader.all(kListPublicById, after, most));
}

std::vector<FacetCount> count_facets(db::Reader& reader, std::string_view type) {
  std::vector<FacetCount> out;
  for (const auto& row : reader.all(kCountFacets, type)) {
    out.push_back({row.text(0), row.text(1), row.integer(2)});
  }
  return out;
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
