// store_origins.cc - what another site had published before, and the old addresses of public items.
// See store.h; never decides.
#include "features/publishing/store.h"

namespace musubi::publishing::store {
namespace {

constexpr db::Query kInsertOrigin{
    "publishing.insert_origin",
    "INSERT INTO content_origins (item_id, published_at) VALUES ($1, $2)"};
constexpr db::Query kFindOrigin{"publishing.find_origin",
                                "SELECT published_at FROM content_origins WHERE item_id = $1"};
constexpr db::Query kListPublicRedirects{
    "publishing.list_public_redirects",
    "SELECT r.from_path, i.path FROM content_redirects r JOIN content_items i ON i.id = r.item_id"
    " WHERE r.from_path > $1 AND i.is_public = 1 ORDER BY r.from_path LIMIT $2"};

}  // namespace

Result<void> insert_origin(db::Tx& tx, const ContentId& id, Instant published_at) {
  TRY(tx.run(kInsertOrigin, id.text, published_at.ms));
  return {};
}

Instant find_origin(db::Reader& reader, const ContentId& id) {
  const auto row = reader.first(kFindOrigin, id.text);
  return row ? Instant{row->integer(0)} : Instant{};
}

std::vector<OldPath> list_public_redirects(db::Reader& reader, std::string_view after, int most) {
  std::vector<OldPath> out;
  for (const db::Row& row : reader.all(kListPublicRedirects, after, most)) {
    out.push_back({row.text(0), row.text(1)});
  }
  return out;
}

}  // namespace musubi::publishing::store
