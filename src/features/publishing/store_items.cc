// store_items.cc - rows of `content_items`: found, written, listed and counted for the office.
// Lists are made of fixed fragments whose every order has an index. Never decides.
#include "features/publishing/store.h"
#include "features/publishing/store_rows.h"

namespace musubi::publishing::store {
namespace {

constexpr db::Query kFindItem{"publishing.find_content",
                              "SELECT " CONTENT_COLUMNS " FROM content_items WHERE id = $1"};
constexpr db::Query kFindItemByPath{
    "publishing.find_content_by_path",
    "SELECT " CONTENT_COLUMNS " FROM content_items WHERE path = $1"};
constexpr db::Query kInsertItem{
    "publishing.insert_content",
    "INSERT INTO content_items (" CONTENT_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
    "$19, $20, $21)"};
constexpr db::Query kUpdateItem{
    "publishing.update_content",
    "UPDATE content_items SET type = $2, path = $3, state = $4, title = $5, owner_id = $6, "
    "owner_name = $7, review_on = $8, number = $9, sent_by = $10, is_public = $11, "
    "public_number = $12, public_title = $13, public_lead = $14, published_at = $15, "
    "changed_at = $16, publish_at = $17, expire_at = $18, version = version + 1, "
    "created_at = $20, updated_at = $21 WHERE id = $1 AND version = $19"};
constexpr db::Query kPathOfTitle{
    "publishing.find_path_of_title",
    "SELECT path FROM content_items WHERE public_title = $1 AND is_public = 1 AND id <> $2"
    " ORDER BY id LIMIT 1"};
// Children first: the item is what they refer to.
constexpr db::Query kDeleteAll[] = {
    {"publishing.delete_drafts", "DELETE FROM content_drafts WHERE item_id = $1"},
    {"publishing.delete_versions", "DELETE FROM content_versions WHERE item_id = $1"},
    {"publishing.delete_facets", "DELETE FROM content_facets WHERE item_id = $1"},
    {"publishing.delete_redirects", "DELETE FROM content_redirects WHERE item_id = $1"},
    {"publishing.delete_moves", "DELETE FROM content_moves WHERE item_id = $1"},
    {"publishing.delete_approvals", "DELETE FROM content_approvals WHERE item_id = $1"},
    {"publishing.delete_links", "DELETE FROM content_links WHERE item_id = $1"},
    {"publishing.delete_previews", "DELETE FROM content_previews WHERE item_id = $1"},
    {"publishing.delete_content", "DELETE FROM content_items WHERE id = $1 AND published_at = 0"}};

std::vector<db::Value> item_values(const Content& c) {
  const auto v = [](const auto& value) { return db::to_value(value); };
  return {v(c.id.text), v(c.type), v(c.path), v(state_name(c.state)), v(c.title),
          v(c.owner_id.text), v(c.owner_name), v(c.review_on), v(c.number), v(c.sent_by.text),
          v(c.is_public), v(c.public_number), v(c.public_title), v(c.public_lead),
          v(c.published_at.ms), v(c.changed_at.ms), v(c.publish_at.ms), v(c.expire_at.ms),
          v(c.version), v(c.created_at.ms), v(c.updated_at.ms)};
}

RowWhere where_of_list(const ListFilter& filter) {
  RowWhere where;
  where.equal("type", filter.type);
  where.equal("owner_id", filter.owner_id);
  if (filter.state) where.equal("state", std::string(state_name(*filter.state)));
  if (!filter.review_until.empty()) {
    where.add("review_on <> ''");
    where.add("is_public = 1");
    where.add("review_on <= " + where.parameter(filter.review_until));
  }
  return where;
}

}  // namespace

Content content_of(const db::Row& row) {
  Content c;
  c.id = {row.text(0)};
  c.type = row.text(1);
  c.path = row.text(2);
  c.state = state_from_name(row.text(3)).value_or(State::draft);
  c.title = row.text(4);
  c.owner_id = {row.text(5)};
  c.owner_name = row.text(6);
  c.review_on = row.text(7);
  c.number = row.integer(8);
  c.sent_by = {row.text(9)};
  c.is_public = row.flag(10);
  c.public_number = row.integer(11);
  c.public_title = row.text(12);
  c.public_lead = row.text(13);
  c.published_at = {row.integer(14)};
  c.changed_at = {row.integer(15)};
  c.publish_at = {row.integer(16)};
  c.expire_at = {row.integer(17)};
  c.version = row.integer(18);
  c.created_at = {row.integer(19)};
  c.updated_at = {row.integer(20)};
  return c;
}

std::vector<Content> contents_of(const std::vector<db::Row>& rows) {
  std::vector<Content> out;
  for (const auto& row : rows) out.push_back(content_of(row));
  return out;
}

std::optional<Content> find_content(db::Reader& reader, const ContentId& id) {
  const auto row = reader.first(kFindItem, id.text);
  if (!row) return std::nullopt;
  return content_of(*row);
}

std::optional<Content> find_content_by_path(db::Reader& reader, std::string_view path) {
  const auto row = reader.first(kFindItemByPath, path);
  if (!row) return std::nullopt;
  return content_of(*row);
}

Result<void> insert_content(db::Tx& tx, const Content& content) {
  TRY(tx.change(kInsertItem, item_values(content)));
  return {};
}

Result<void> update_content(db::Tx& tx, const Content& content) {
  const auto changed = TRY(tx.change(kUpdateItem, item_values(content)));
  if (changed != 0) return {};
  return fail(Fault::conflict,
              "ほかの人が先にこの記事を変更しました。いまの内容を確かめて、もう一度操作してください");
}

Result<void> delete_content(db::Tx& tx, const ContentId& id) {
  for (const db::Query& query : kDeleteAll) TRY(tx.run(query, id.text));
  return {};
}

std::vector<Content> list_contents(db::Reader& reader, const ListFilter& filter) {
  RowWhere where = where_of_list(filter);
  if (!filter.before_id.empty()) {
    const std::string at = where.parameter(filter.before_at);
    where.add("(updated_at, id) < (" + at + ", " + where.parameter(filter.before_id) + ")");
  }
  const std::string sql = "SELECT " CONTENT_COLUMNS " FROM content_items" + where.sql +
                          " ORDER BY updated_at DESC, id DESC LIMIT " +
                          where.parameter(static_cast<std::int64_t>(filter.most));
  return contents_of(reader.select({"publishing.list_contents", sql}, where.args));
}

std::int64_t count_contents(db::Reader& reader, const ListFilter& filter, std::int64_t cap) {
  RowWhere where = where_of_list(filter);
  const std::string sql = "SELECT count(*) FROM (SELECT 1 FROM content_items" + where.sql +
                          " LIMIT " + where.parameter(cap) + ") AS found";
  return reader.select({"publishing.count_contents", sql}, where.args).front().integer(0);
}

std::string find_path_of_title(db::Reader& reader, std::string_view title, const ContentId& but) {
  const auto row = reader.first(kPathOfTitle, title, but.text);
  return row ? row->text(0) : std::string();
}

}  // namespace musubi::publishing::store
