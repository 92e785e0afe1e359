// store_origins.cc - what an article was begun for, by another feature: written with its draft,
// read on its page. See store.h; never decides.
#include "features/publishing/store.h"

namespace musubi::publishing::store {
namespace {

constexpr db::Query kInsertOrigin{
    "publishing.insert_origin",
    "INSERT INTO content_origins (item_id, label, path) VALUES ($1, $2, $3)"};
constexpr db::Query kFindOrigin{"publishing.find_origin",
                                "SELECT label, path FROM content_origins WHERE item_id = $1"};

}  // namespace

Result<void> insert_origin(db::Tx& tx, const Origin& origin) {
  TRY(tx.run(kInsertOrigin, origin.item.text, origin.label, origin.path));
  return {};
}

std::optional<Origin> find_origin(db::Reader& reader, const ContentId& id) {
  const auto row = reader.first(kFindOrigin, id.text);
  if (!row) return std::nullopt;
  return Origin{id, row->text(0), row->text(1)};
}

}  // namespace musubi::publishing::store
