// store_writing.cc - see store_writing.h. Rows in, structs out.
// Must never decide whose text somebody may read.
#include "features/publishing/store_writing.h"

#include "db/db.h"

namespace musubi::publishing::store {
namespace {

constexpr db::Query kReplaceWriting{
    "publishing.replace_writing",
    "INSERT INTO content_writings (item_id, account_id, account_name, token, fields, kept_at,"
    " seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (item_id, account_id) DO UPDATE"
    " SET account_name = excluded.account_name, token = excluded.token,"
    " fields = excluded.fields, kept_at = excluded.kept_at, seen_at = excluded.seen_at"};
constexpr db::Query kWritingSeen{
    "publishing.update_writing_seen",
    "INSERT INTO content_writings (item_id, account_id, account_name, token, fields, kept_at,"
    " seen_at) VALUES ($1, $2, $3, $4, '', 0, $5) ON CONFLICT (item_id, account_id) DO UPDATE"
    " SET seen_at = excluded.seen_at"};
constexpr db::Query kFindWriting{
    "publishing.find_writing",
    "SELECT item_id, account_id, account_name, token, fields, kept_at, seen_at"
    " FROM content_writings WHERE item_id = $1 AND account_id = $2"};
constexpr db::Query kWritersSince{
    "publishing.list_writers_since",
    "SELECT item_id, account_id, account_name, token, '', kept_at, seen_at"
    " FROM content_writings WHERE item_id = $1 AND seen_at >= $2"
    " ORDER BY seen_at DESC, account_id LIMIT $3"};
constexpr db::Query kDeleteWriting{
    "publishing.delete_writing",
    "DELETE FROM content_writings WHERE item_id = $1 AND account_id = $2"};
constexpr db::Query kDeleteWritingsBefore{"publishing.delete_writings_before",
                                          "DELETE FROM content_writings WHERE seen_at < $1"};

Writing writing_of(const db::Row& row) {
  Writing w;
  w.item = {row.text(0)};
  w.account = {row.text(1)};
  w.account_name = row.text(2);
  w.token = row.text(3);
  w.fields = row.text(4);
  w.kept_at = {row.integer(5)};
  w.seen_at = {row.integer(6)};
  return w;
}

}  // namespace

Result<void> replace_writing(db::Tx& tx, const Writing& w) {
  TRY(tx.run(kReplaceWriting, w.item.text, w.account.text, w.account_name, w.token, w.fields,
             w.kept_at.ms, w.seen_at.ms));
  return {};
}

Result<void> update_writing_seen(db::Tx& tx, const Writing& w) {
  TRY(tx.run(kWritingSeen, w.item.text, w.account.text, w.account_name, w.token, w.seen_at.ms));
  return {};
}

std::optional<Writing> find_writing(db::Reader& reader, const ContentId& item,
                                    const AccountId& account) {
  const auto row = reader.first(kFindWriting, item.text, account.text);
  if (!row) return std::nullopt;
  return writing_of(*row);
}

std::vector<Writing> list_writers_since(db::Reader& reader, const ContentId& item, Instant since,
                                        int most) {
  std::vector<Writing> out;
  for (const db::Row& row : reader.all(kWritersSince, item.text, since.ms, most)) {
    out.push_back(writing_of(row));
  }
  return out;
}

Result<void> delete_writing(db::Tx& tx, const ContentId& item, const AccountId& account) {
  TRY(tx.run(kDeleteWriting, item.text, account.text));
  return {};
}

Result<std::int64_t> delete_writings_before(db::Tx& tx, Instant until) {
  return tx.run(kDeleteWritingsBefore, until.ms);
}

}  // namespace musubi::publishing::store
