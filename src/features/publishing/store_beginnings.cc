// store_beginnings.cc - what an article was begun for, by another feature: written with its draft,
// read on its page. See store.h; never decides.
#include "features/publishing/store.h"

namespace musubi::publishing::store {
namespace {

constexpr db::Query kInsertBeginning{
    "publishing.insert_beginning",
    "INSERT INTO content_beginnings (item_id, label, path) VALUES ($1, $2, $3)"};
constexpr db::Query kFindBeginning{"publishing.find_beginning",
                                   "SELECT label, path FROM content_beginnings WHERE item_id = $1"};

}  // namespace

Result<void> insert_beginning(db::Tx& tx, const Beginning& beginning) {
  TRY(tx.run(kInsertBeginning, beginning.item.text, beginning.label, beginning.path));
  return {};
}

std::optional<Beginning> find_beginning(db::Reader& reader, const ContentId& id) {
  const auto row = reader.first(kFindBeginning, id.text);
  if (!row) return std::nullopt;
  return Beginning{id, row->text(0), row->text(1)};
}

}  // namespace musubi::publishing::store
