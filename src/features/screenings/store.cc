// store.cc - every statement on `screenings`. The content goes in sealed and bound to the row's id,
// so that the text of one row does not open in another.
#include "features/screenings/store.h"

namespace musubi::screenings::store {
namespace {

#define SCREENING_COLUMNS                                                                   \
  "id, subject_noun, subject_id, round, cause, turn, content, organisation_id, next_check_on," \
  " next_cause, opened_at, closed_at, version, registered_as, left_on"

constexpr db::Query kFind{"screenings.find_screening",
                          "SELECT " SCREENING_COLUMNS " FROM screenings WHERE id = $1"};
constexpr db::Query kFindOfSubject{
    "screenings.find_newest_of_subject",
    "SELECT " SCREENING_COLUMNS
    " FROM screenings WHERE subject_noun = $1 AND subject_id = $2 ORDER BY round DESC LIMIT 1"};
constexpr db::Query kFindOfOrganisation{
    "screenings.find_newest_of_organisation",
    "SELECT " SCREENING_COLUMNS
    " FROM screenings WHERE organisation_id = $1 ORDER BY id DESC LIMIT 1"};
constexpr db::Query kInsert{
    "screenings.insert_screening",
    "INSERT INTO screenings (" SCREENING_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"};
constexpr db::Query kUpdate{
    "screenings.update_screening",
    "UPDATE screenings SET cause = $2, turn = $3, content = $4, organisation_id = $5,"
    " next_check_on = $6, next_cause = $7, closed_at = $8, registered_as = $10,"
    " version = version + 1 WHERE id = $1 AND version = $9"};
constexpr db::Query kUpdateNext{
    "screenings.update_next_check",
    "UPDATE screenings SET next_check_on = $2, next_cause = $3, version = version + 1 WHERE id ="
    " (SELECT id FROM screenings WHERE organisation_id = $1 ORDER BY id DESC LIMIT 1)"
    " AND turn = 'done'"};
constexpr db::Query kListTurn{
    "screenings.list_with_turn",
    "SELECT " SCREENING_COLUMNS
    " FROM screenings WHERE turn = $1 AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3"};
constexpr db::Query kListGoing{
    "screenings.list_going_on",
    "SELECT " SCREENING_COLUMNS
    " FROM screenings WHERE turn IN ('office', 'second', 'prefecture')"
    " AND ($1 = '' OR id < $1) ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListDue{
    "screenings.list_due",
    "SELECT " SCREENING_COLUMNS
    " FROM screenings WHERE next_check_on <> '' AND next_check_on <= $1"
    " AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3"};
constexpr db::Query kCountTurn{"screenings.count_with_turn",
                               "SELECT count(*) FROM screenings WHERE turn = $1"};
constexpr db::Query kCountDue{"screenings.count_due",
                              "SELECT count(*) FROM screenings WHERE next_check_on <> ''"
                              " AND next_check_on <= $1"};

std::string owner_of(const std::string& id) { return "screening:" + id; }

Screening screening_of(const db::Row& row, const Locksmith& smith) {
  Screening s;
  s.id = {row.text(0)};
  s.subject_noun = row.text(1);
  s.subject_id = row.text(2);
  s.round = row.integer(3);
  s.cause = row.text(4);
  s.turn = row.text(5);
  const auto opened = smith.open(row.text(6), owner_of(s.id.text));
  CHECK(opened.has_value());  // another key, or a row that was tampered with
  s.content = content_from(*opened);
  s.organisation_id = row.text(7);
  s.next_check_on = row.text(8);
  s.next_cause = row.text(9);
  s.opened = {row.integer(10)};
  if (auto at = row.integer_or_null(11)) s.closed = Instant{*at};
  s.version = row.integer(12);
  s.registered_as = row.text(13);
  s.left_on = row.text(14);
  return s;
}

std::optional<Screening> first_of(std::optional<db::Row> row, const Locksmith& smith) {
  if (!row) return std::nullopt;
  return screening_of(*row, smith);
}

std::string sealed(const Locksmith& smith, const Screening& s) {
  return smith.seal(to_text(s.content), owner_of(s.id.text));
}

db::Value stamp(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}

}  // namespace

std::optional<Screening> find_screening(db::Reader& reader, const Locksmith& smith,
                                        std::string_view id) {
  return first_of(reader.first(kFind, id), smith);
}

std::optional<Screening> find_newest_of_subject(db::Reader& reader, const Locksmith& smith,
                                                std::string_view noun, std::string_view id) {
  return first_of(reader.first(kFindOfSubject, noun, id), smith);
}

std::optional<Screening> find_newest_of_organisation(db::Reader& reader, const Locksmith& smith,
                                                     std::string_view organisation_id) {
  return first_of(reader.first(kFindOfOrganisation, organisation_id), smith);
}

Result<void> insert_screening(db::Tx& tx, const Locksmith& smith, const Screening& s) {
  TRY(tx.run(kInsert, s.id.text, s.subject_noun, s.subject_id, s.round, s.cause, s.turn,
             sealed(smith, s), s.organisation_id, s.next_check_on, s.next_cause, s.opened.ms,
             stamp(s.closed), s.version, s.registered_as, s.left_on));
  return {};
}

Result<void> update_screening(db::Tx& tx, const Locksmith& smith, const Screening& s) {
  const std::int64_t changed =
      TRY(tx.run(kUpdate, s.id.text, s.cause, s.turn, sealed(smith, s), s.organisation_id,
                 s.next_check_on, s.next_cause, stamp(s.closed), s.version, s.registered_as));
  if (changed == 1) return {};
  return fail(Fault::conflict, "ほかの人が先に記録しました。画面を開き直してから、もう一度記録してください");
}

Result<std::int64_t> update_next_check(db::Tx& tx, std::string_view organisation_id,
                                       std::string_view day, std::string_view cause) {
  return tx.run(kUpdateNext, organisation_id, day, cause);
}

std::vector<Screening> list_screenings(db::Reader& reader, const Locksmith& smith,
                                       const Filter& filter) {
  const auto rows =
      !filter.due_until.empty()
          ? reader.all(kListDue, filter.due_until, filter.before_id, filter.most)
      : filter.turn.empty() ? reader.all(kListGoing, filter.before_id, filter.most)
                            : reader.all(kListTurn, filter.turn, filter.before_id, filter.most);
  std::vector<Screening> out;
  for (const auto& row : rows) out.push_back(screening_of(row, smith));
  return out;
}

std::int64_t count_with_turn(db::Reader& reader, std::string_view turn) {
  return reader.first(kCountTurn, turn)->integer(0);
}

std::int64_t count_due(db::Reader& reader, std::string_view day) {
  return reader.first(kCountDue, day)->integer(0);
}

}  // namespace musubi::screenings::store
