// store.cc - see store.h. The row is made by the first who decides a part.
// Never decides what a part may hold.
#include "features/front/store.h"

namespace musubi::front::store {
namespace {

constexpr db::Query kFindPart{"front.find_part",
                              "SELECT content, version FROM front_parts WHERE name = $1"};
constexpr db::Query kInsertPart{
    "front.insert_part",
    "INSERT INTO front_parts (name, content, version, changed_at) VALUES ($1, $2, 1, $3)"
    " ON CONFLICT (name) DO NOTHING"};
constexpr db::Query kUpdatePart{
    "front.update_part",
    "UPDATE front_parts SET content = $2, version = version + 1, changed_at = $3"
    " WHERE name = $1 AND version = $4"};

}  // namespace

Part find_part(db::Reader& reader, std::string_view name) {
  const auto row = reader.first(kFindPart, name);
  return row ? Part{row->text(0), row->integer(1)} : Part{};
}

Result<void> update_part(db::Tx& tx, std::string_view name, const std::string& content,
                         std::int64_t seen, Instant at) {
  const auto changed = seen == 0 ? TRY(tx.run(kInsertPart, name, content, at.ms))
                                 : TRY(tx.run(kUpdatePart, name, content, at.ms, seen));
  if (changed == 1) return {};
  return fail(Fault::conflict, "ほかの人が先に変えました。下でいまの内容を確かめ、必要ならもう一度保存してください");
}

}  // namespace musubi::front::store
