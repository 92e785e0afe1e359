// store_keeping.cc - see store_keeping.h. The fingerprint is that of the sealed text: nothing is
// opened to take it. Never decides.
#include "features/screenings/keeping/store_keeping.h"

#include "base/sha256.h"

namespace musubi::screenings::store {
namespace {

#define NOT_IN_USE                                                                          \
  " AND (organisation_id = '' OR left_on <> '' OR EXISTS (SELECT 1 FROM screenings newer"    \
  " WHERE newer.organisation_id = screenings.organisation_id AND newer.id > screenings.id))"
constexpr db::Query kList{"screenings.list_closed",
                          "SELECT id, closed_at, organisation_id, left_on FROM screenings"
                          " WHERE turn = 'done' AND erased_on = '' AND closed_at IS NOT NULL"
                          " AND closed_at <= $1 AND left_on <= $2 AND id > $3" NOT_IN_USE
                          " ORDER BY id LIMIT $4"};
constexpr db::Query kFind{"screenings.find_closed",
                          "SELECT id, closed_at, organisation_id, left_on, content FROM screenings"
                          " WHERE id = $1 AND turn = 'done' AND erased_on = ''"
                          " AND closed_at IS NOT NULL" NOT_IN_USE};
constexpr db::Query kOfMember{"screenings.has_screening_of",
                              "SELECT id FROM screenings WHERE organisation_id = $1 LIMIT 1"};
constexpr db::Query kMark{"screenings.update_erased_on",
                          "UPDATE screenings SET erased_on = $2 WHERE id = $1"};

retention::Item item_of(const db::Row& row) {
  retention::Item item;
  item.id = row.text(0);
  item.label = "確認の記録 …" + row.text(0).substr(row.text(0).size() - 12);
  item.started = date_in_japan(Instant{row.integer(1)});
  const auto left = parse_iso_date(row.text(3));
  if (left && item.started < *left) item.started = *left;
  item.organisation_id = row.text(2);
  return item;
}

}  // namespace

std::vector<retention::Item> list_closed(db::Reader& reader, Instant until,
                                         const std::string& after_id, int most) {
  return retention::items_of(
      reader.all(kList, until.ms, iso(date_in_japan(until)), after_id, most), item_of);
}

std::optional<retention::Item> find_closed(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFind, id);
  if (!row) return std::nullopt;
  retention::Item item = item_of(*row);
  item.sha256 = sha256_hex(row->text(4));
  return item;
}

Result<void> update_erased_on(db::Tx& tx, const std::string& id, const std::string& today) {
  TRY(tx.run(kMark, id, today));
  return {};
}

bool has_screening_of(db::Reader& reader, const OrganisationId& organisation) {
  return reader.first(kOfMember, organisation.text).has_value();
}

}  // namespace musubi::screenings::store
