// store_members.cc - see store_members.h. A row is written only where something differs, so that
// following the registry once more changes nothing.
#include "features/screenings/store_members.h"

namespace musubi::screenings::store {
namespace {

constexpr db::Query kPlaces{"screenings.list_places_of",
                            "SELECT DISTINCT organisation_id FROM screenings"
                            " WHERE registered_as = $1"};
constexpr db::Query kMove{"screenings.update_place",
                          "UPDATE screenings SET organisation_id = $2, version = version + 1"
                          " WHERE registered_as = $1 AND organisation_id <> $2"};
constexpr db::Query kRegistrations{
    "screenings.list_registrations",
    "SELECT registered_as, min(organisation_id), max(organisation_id), min(left_on), max(left_on)"
    " FROM screenings WHERE registered_as > $1 GROUP BY registered_as ORDER BY registered_as"
    " LIMIT $2"};
constexpr db::Query kNewest{"screenings.find_newest_without_content",
                            "SELECT id, turn, next_check_on, next_cause, closed_at FROM screenings"
                            " WHERE organisation_id = $1 ORDER BY id DESC LIMIT 1"};
constexpr db::Query kOfficers{
    "screenings.find_officers_check",
    "SELECT next_check_on FROM screenings WHERE organisation_id = $1 AND next_cause = 'officers'"
    " AND next_check_on <> '' ORDER BY next_check_on LIMIT 1"};
constexpr db::Query kLeft{
    "screenings.update_left",
    "UPDATE screenings SET left_on = $2, next_check_on = '', next_cause = '',"
    " version = version + 1 WHERE organisation_id = $1 AND (left_on <> $2 OR next_check_on <> '')"};
constexpr db::Query kInUse{"screenings.update_in_use",
                           "UPDATE screenings SET left_on = '', version = version + 1"
                           " WHERE organisation_id = $1 AND left_on <> ''"};
constexpr db::Query kNext{
    "screenings.update_next_check_of",
    "UPDATE screenings SET next_check_on = $2, next_cause = $3, version = version + 1"
    " WHERE id = $1 AND (next_check_on <> $2 OR next_cause <> $3)"};
constexpr db::Query kOlder{
    "screenings.update_older_without_check",
    "UPDATE screenings SET next_check_on = '', next_cause = '', version = version + 1"
    " WHERE organisation_id = $1 AND id <> $2 AND next_check_on <> ''"};
constexpr db::Query kHasFile{"screenings.has_file",
                             "SELECT id FROM screenings WHERE organisation_id = $1 LIMIT 1"};
constexpr db::Query kHasAbsence{
    "screenings.has_absence",
    "SELECT organisation_id FROM screening_absences WHERE organisation_id = $1"};
constexpr db::Query kListAbsences{
    "screenings.list_absences",
    "SELECT organisation_id FROM screening_absences WHERE organisation_id > $1"
    " ORDER BY organisation_id LIMIT $2"};
constexpr db::Query kCountAbsences{
    "screenings.count_absences",
    "SELECT count(*) FROM (SELECT 1 FROM screening_absences LIMIT $1) AS found"};
constexpr db::Query kInsertAbsence{
    "screenings.insert_absence",
    "INSERT INTO screening_absences (organisation_id) VALUES ($1) ON CONFLICT DO NOTHING"};
constexpr db::Query kDeleteAbsence{"screenings.delete_absence",
                                   "DELETE FROM screening_absences WHERE organisation_id = $1"};

}  // namespace

std::vector<std::string> list_places_of(db::Reader& reader, std::string_view registered_as) {
  std::vector<std::string> out;
  for (const auto& row : reader.all(kPlaces, registered_as)) out.push_back(row.text(0));
  return out;
}

Result<std::int64_t> update_place(db::Tx& tx, std::string_view registered_as,
                                  std::string_view organisation_id) {
  CHECK(!registered_as.empty());
  return tx.run(kMove, registered_as, organisation_id);
}

std::vector<Registration> list_registrations(db::Reader& reader, std::string_view after,
                                             int most) {
  std::vector<Registration> out;
  for (const auto& row : reader.all(kRegistrations, after, most)) {
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)});
  }
  return out;
}

std::optional<Newest> find_newest_without_content(db::Reader& reader,
                                                  std::string_view organisation_id) {
  const auto row = reader.first(kNewest, organisation_id);
  if (!row) return std::nullopt;
  Newest out{row->text(0), row->text(1), row->text(2), row->text(3), {}};
  if (auto at = row->integer_or_null(4)) out.closed = Instant{*at};
  return out;
}

std::optional<std::string> find_officers_check(db::Reader& reader,
                                               std::string_view organisation_id) {
  const auto row = reader.first(kOfficers, organisation_id);
  if (!row) return std::nullopt;
  return row->text(0);
}

Result<std::int64_t> update_left(db::Tx& tx, std::string_view organisation_id,
                                 std::string_view day) {
  return tx.run(kLeft, organisation_id, day);
}

Result<std::int64_t> update_in_use(db::Tx& tx, std::string_view organisation_id) {
  return tx.run(kInUse, organisation_id);
}

Result<std::int64_t> update_next_check_of(db::Tx& tx, std::string_view id, std::string_view day,
                                          std::string_view cause) {
  return tx.run(kNext, id, day, cause);
}

Result<std::int64_t> update_older_without_check(db::Tx& tx, std::string_view organisation_id,
                                                std::string_view newest_id) {
  return tx.run(kOlder, organisation_id, newest_id);
}

bool has_file(db::Reader& reader, std::string_view organisation_id) {
  return reader.first(kHasFile, organisation_id).has_value();
}

bool has_absence(db::Reader& reader, std::string_view organisation_id) {
  return reader.first(kHasAbsence, organisation_id).has_value();
}

std::vector<std::string> list_absences(db::Reader& reader, std::string_view after, int most) {
  std::vector<std::string> out;
  for (const auto& row : reader.all(kListAbsences, after, most)) out.push_back(row.text(0));
  return out;
}

std::int64_t count_absences(db::Reader& reader, std::int64_t cap) {
  return reader.first(kCountAbsences, cap)->integer(0);
}

Result<void> insert_absence(db::Tx& tx, std::string_view organisation_id) {
  TRY(tx.run(kInsertAbsence, organisation_id));
  return {};
}

Result<void> delete_absence(db::Tx& tx, std::string_view organisation_id) {
  TRY(tx.run(kDeleteAbsence, organisation_id));
  return {};
}

}  // namespace musubi::screenings::store
