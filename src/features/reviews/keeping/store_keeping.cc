// store_keeping.cc - notices as core/retention sees them; see store_keeping.h.
// Never decides.
#include "features/reviews/keeping/store_keeping.h"

namespace musubi::reviews::store {
namespace {

constexpr db::Query kList{"reviews.list_old_notices",
                          "SELECT application_id, fiscal_year, number, issued_on, sha256, file_id"
                          " FROM review_notices WHERE state = 'ready' AND issued_on <= $1"
                          " AND application_id > $2 ORDER BY application_id LIMIT $3"};
constexpr db::Query kFind{"reviews.find_old_notice",
                          "SELECT application_id, fiscal_year, number, issued_on, sha256, file_id"
                          " FROM review_notices WHERE state = 'ready' AND application_id = $1"};
constexpr db::Query kErase{
    "reviews.update_notice_erased",
    "UPDATE review_notices SET state = 'erased', model = '{}', file_id = '', filename = ''"
    " WHERE application_id = $1"};

retention::Item item_of(const db::Row& row) {
  retention::Item item;
  item.id = row.text(0);
  item.label = fiscal_year_name(static_cast<int>(row.integer(1))) + "の通知書 第" +
               std::to_string(row.integer(2)) + "号";
  item.started = parse_iso_date(row.text(3)).value_or(Date{9999, 12, 31});
  item.sha256 = row.text(4);
  return item;
}

}  // namespace

std::vector<retention::Item> list_old_notices(db::Reader& reader, Date until,
                                              const std::string& after_id, int most) {
  return retention::items_of(reader.all(kList, iso(until), after_id, most), item_of);
}

std::optional<retention::Item> find_old_notice(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFind, id);
  if (!row) return std::nullopt;
  return item_of(*row);
}

Result<void> update_notice_erased(db::Tx& tx, const std::string& id) {
  TRY(tx.run(kErase, id));
  return {};
}

}  // namespace musubi::reviews::store
