// store_texts.cc - drafts, frozen versions, the steps an item took, and what its text refers to.
// See store.h; never decides.
#include "base/json.h"
#include "features/publishing/store.h"
#include "features/publishing/store_rows.h"

namespace musubi::publishing::store {
namespace {

#define TEXT_COLUMNS "title, lead, body, language, fields"

constexpr db::Query kFindDraft{
    "publishing.find_draft",
    "SELECT " TEXT_COLUMNS ", token, saved_by, saved_by_name, saved_at"
    " FROM content_drafts WHERE item_id = $1"};
constexpr db::Query kInsertDraft{
    "publishing.insert_draft",
    "INSERT INTO content_drafts (item_id, " TEXT_COLUMNS
    ", token, saved_by, saved_by_name, saved_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr db::Query kUpdateDraft{
    "publishing.update_draft",
    "UPDATE content_drafts SET title = $2, lead = $3, body = $4, language = $5, fields = $6,"
    " token = $7, saved_by = $8, saved_by_name = $9, saved_at = $10"
    " WHERE item_id = $1 AND token = $11"};
constexpr db::Query kInsertVersion{
    "publishing.insert_version",
    "INSERT INTO content_versions (item_id, " TEXT_COLUMNS
    ", number, note, saved_by, saved_by_name, saved_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
constexpr db::Query kFindVersion{
    "publishing.find_version",
    "SELECT " TEXT_COLUMNS ", number, note, saved_by, saved_by_name, saved_at"
    " FROM content_versions WHERE item_id = $1 AND number = $2"};
constexpr db::Query kListVersions{
    "publishing.list_versions",
    "SELECT title, '', '', language, '{}', number, note, saved_by, saved_by_name, saved_at"
    " FROM content_versions WHERE item_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3"};
constexpr db::Query kInsertMove{
    "publishing.insert_move",
    "INSERT INTO content_moves (id, item_id, number, from_state, to_state, reason, late_ms,"
    " moved_by, moved_by_name, moved_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr db::Query kListMoves{
    "publishing.list_moves",
    "SELECT id, number, from_state, to_state, reason, late_ms, moved_by, moved_by_name, moved_at"
    " FROM content_moves WHERE item_id = $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kDeleteLinks{
    "publishing.delete_links_of_source",
    "DELETE FROM content_links WHERE item_id = $1 AND source = $2"};
constexpr db::Query kInsertLink{
    "publishing.insert_link",
    "INSERT INTO content_links (item_id, source, target) VALUES ($1, $2, $3)"};
constexpr db::Query kUsedIn{
    "publishing.list_used_in",
    "SELECT " CONTENT_COLUMNS
    " FROM content_items WHERE id IN (SELECT item_id FROM content_links WHERE target = $1)"
    " AND id <> $2 ORDER BY id LIMIT $3"};
constexpr db::Query kIsShown{
    "publishing.is_shown",
    "SELECT item_id FROM content_links l WHERE target = $1 AND (source = 'public'"
    " OR EXISTS (SELECT 1 FROM content_previews p"
    " WHERE p.item_id = l.item_id AND p.expires_at > $2)"
    " OR EXISTS (SELECT 1 FROM content_approvals a"
    " WHERE a.item_id = l.item_id AND a.state = 'waiting' AND a.expires_at > $2)) LIMIT 1"};

constexpr std::int64_t kPastEveryNumber = 1'000'000'000;

Article article_of_row(const db::Row& row) {
  Article out{row.text(0), row.text(1), row.text(2), row.text(3), {}};
  const Json fields = Json::parse(row.text(4), nullptr, false);
  if (!fields.is_object()) return out;
  for (const auto& [name, value] : fields.items()) {
    if (value.is_string()) out.fields.emplace(name, value.get<std::string>());
  }
  return out;
}

std::string fields_text(const Article& article) { return Json(article.fields).dump(); }

Version version_of_row(const ContentId& id, const db::Row& row) {
  Version out;
  out.item = id;
  out.article = article_of_row(row);
  out.number = row.integer(5);
  out.note = row.text(6);
  out.saved_by = {row.text(7)};
  out.saved_by_name = row.text(8);
  out.saved_at = {row.integer(9)};
  return out;
}

}  // namespace

std::optional<Draft> find_draft(db::Reader& reader, const ContentId& id) {
  const auto row = reader.first(kFindDraft, id.text);
  if (!row) return std::nullopt;
  return Draft{id, article_of_row(*row), row->text(5), AccountId{row->text(6)}, row->text(7),
               Instant{row->integer(8)}};
}

Result<void> insert_draft(db::Tx& tx, const Draft& d) {
  const Article& a = d.article;
  TRY(tx.run(kInsertDraft, d.item.text, a.title, a.lead, a.body, a.language, fields_text(a),
             d.token, d.saved_by.text, d.saved_by_name, d.saved_at.ms));
  return {};
}

Result<void> update_draft(db::Tx& tx, const Draft& d, std::string_view seen) {
  const Article& a = d.article;
  const auto changed =
      TRY(tx.run(kUpdateDraft, d.item.text, a.title, a.lead, a.body, a.language, fields_text(a),
                 d.token, d.saved_by.text, d.saved_by_name, d.saved_at.ms, seen));
  if (changed != 0) return {};
  return fail(Fault::conflict, "ほかの人が先にこの下書きを保存しました。下で両方の文を見比べ、残すほうに"
                               "直してから、もう一度「保存する」を押してください");
}

Result<void> insert_version(db::Tx& tx, const Version& v) {
  const Article& a = v.article;
  TRY(tx.run(kInsertVersion, v.item.text, a.title, a.lead, a.body, a.language, fields_text(a),
             v.number, v.note, v.saved_by.text, v.saved_by_name, v.saved_at.ms));
  return {};
}

std::optional<Version> find_version(db::Reader& reader, const ContentId& id,
                                    std::int64_t number) {
  const auto row = reader.first(kFindVersion, id.text, number);
  if (!row) return std::nullopt;
  return version_of_row(id, *row);
}

std::vector<Version> list_versions(db::Reader& reader, const ContentId& id, std::int64_t before,
                                   int most) {
  std::vector<Version> out;
  for (const auto& row :
       reader.all(kListVersions, id.text, before > 0 ? before : kPastEveryNumber, most)) {
    out.push_back(version_of_row(id, row));
  }
  return out;
}

Result<void> insert_move(db::Tx& tx, const Move& m) {
  TRY(tx.run(kInsertMove, m.id, m.item.text, m.number, m.from_state, m.to_state, m.reason,
             m.late_ms, m.moved_by.text, m.moved_by_name, m.moved_at.ms));
  return {};
}

std::vector<Move> list_moves(db::Reader& reader, const ContentId& id, int most) {
  std::vector<Move> out;
  for (const auto& row : reader.all(kListMoves, id.text, most)) {
    out.push_back({row.text(0), id, row.integer(1), row.text(2), row.text(3), row.text(4),
                   row.integer(5), AccountId{row.text(6)}, row.text(7),
                   Instant{row.integer(8)}});
  }
  return out;
}

Result<void> replace_links(db::Tx& tx, const ContentId& id, std::string_view source,
                           const std::vector<std::string>& targets) {
  TRY(tx.run(kDeleteLinks, id.text, source));
  for (const std::string& target : targets) TRY(tx.run(kInsertLink, id.text, source, target));
  return {};
}

std::vector<Content> list_used_in(db::Reader& reader, std::string_view target,
                                  const ContentId& but, int most) {
  return contents_of(reader.all(kUsedIn, target, but.text, most));
}

bool is_shown(db::Reader& reader, std::string_view target, Instant now) {
  return reader.first(kIsShown, target, now.ms).has_value();
}

}  // namespace musubi::publishing::store
