// store_keeping.cc - see store_keeping.h. An erased merge or import can no longer be taken back:
// its snapshot held the people. What a list shows of a row is its number and what became of it.
// Reasons are free words (「担当の○○さんに電話で確認」): they go wherever they were written.
#include "features/members/keeping/store_keeping.h"

#include "base/sha256.h"
#include "base/text.h"

namespace musubi::members::store {
namespace {

constexpr db::Query kListLeft{
    "members.list_left",
    "SELECT id, member_no, left_on FROM organisations WHERE state = 'withdrawn'"
    " AND people_erased_on < left_on AND left_on <= $1 AND id > $2 ORDER BY id LIMIT $3"};
constexpr db::Query kFindLeft{
    "members.find_left",
    "SELECT id, member_no, left_on, representative_title, representative_name, telephone, fax,"
    " note FROM organisations WHERE id = $1 AND state = 'withdrawn'"
    " AND people_erased_on < left_on"};
constexpr db::Query kEraseOrganisation{
    "members.update_organisation_erased",
    "UPDATE organisations SET representative_title = '', representative_name = '', telephone = '',"
    " fax = '', note = '', telephone_key = '', domain_key = '', people_erased_on = $2,"
    " version = version + 1, updated_at = $3 WHERE id = $1"};
constexpr db::Query kErasePeople{
    "members.update_people_erased",
    "UPDATE people SET name = '（消去済み）', name_kana = '', department = '', title = '',"
    " email = '', telephone = '', state = 'left', version = version + 1, updated_at = $2"
    " WHERE organisation_id = $1"};
constexpr db::Query kEraseHistory{
    "members.update_history_erased",
    "UPDATE field_changes SET before = '', after = '' WHERE organisation_id = $1"
    " AND (person_id <> '' OR field IN ('representative_title', 'representative_name',"
    " 'telephone', 'fax', 'note'))"};
// Each change of one writing bears its reason, that of an address as well as that of a person.
constexpr db::Query kEraseHistoryReasons{
    "members.update_history_reasons_erased",
    "UPDATE field_changes SET reason = '' WHERE organisation_id = $1 AND reason <> ''"};
// Why somebody left or paused is told in words: 「担当の○○の退職」. That it happened, and when, stays.
constexpr db::Query kEraseReasons{
    "members.update_event_reasons_erased",
    "UPDATE membership_events SET reason = '' WHERE organisation_id = $1"};
constexpr db::Query kEraseMerges{
    "members.update_merges_erased",
    "UPDATE merges SET snapshot = '{}', reason = '',"
    " state = CASE WHEN state = 'done' THEN 'final' ELSE state END"
    " WHERE kept_id = $1 OR gone_id = $1"};
constexpr db::Query kEraseUndo{
    "members.update_undo_erased",
    "UPDATE roster_undo SET before = '', state = 'left' WHERE organisation_id = $1"
    " AND import_id IN (SELECT import_id FROM roster_rows WHERE organisation_id = $1)"};
constexpr db::Query kEraseRowsOf{
    "members.update_rows_of_organisation_erased",
    "UPDATE roster_rows SET original = '{}', corrected = '{}', typed = '{}'"
    " WHERE organisation_id = $1 AND NOT EXISTS (SELECT 1 FROM roster_defects d"
    " WHERE d.import_id = roster_rows.import_id AND d.row = roster_rows.row"
    " AND d.state IN ('open', 'waiting'))"};

// The rows' own sums also count what waits no more: held with a skipped row, void after an undo.
#define NOTHING_OPEN                                                                               \
  " AND NOT EXISTS (SELECT 1 FROM roster_imports i JOIN roster_defects d ON d.import_id = i.id"    \
  " WHERE i.loan_id = loans.id AND d.state IN ('open', 'waiting'))"
constexpr db::Query kListLoans{
    "members.list_closed_loans",
    "SELECT id, number, closed_on FROM loans WHERE state IN ('returned', 'erased')"
    " AND rows_erased_on = '' AND closed_on <= $1 AND id > $2" NOTHING_OPEN
    " ORDER BY id LIMIT $3"};
constexpr db::Query kFindLoan{
    "members.find_closed_loan",
    "SELECT id, number, closed_on, sha256, row_count FROM loans WHERE id = $1"
    " AND state IN ('returned', 'erased') AND rows_erased_on = ''" NOTHING_OPEN};
constexpr db::Query kMarkLoan{"members.update_loan_rows_erased",
                              "UPDATE loans SET rows_erased_on = $2 WHERE id = $1"};
#define OF_THE_LOAN " WHERE import_id IN (SELECT id FROM roster_imports WHERE loan_id = $1)"
constexpr db::Query kEraseRows{
    "members.update_rows_erased",
    "UPDATE roster_rows SET name = '', original = '{}', corrected = '{}',"
    " typed = '{}'" OF_THE_LOAN};
constexpr db::Query kEraseDefects{
    "members.update_defects_erased",
    "UPDATE roster_defects SET value = '', suggestion = '', settled_value = '', message = ''"
    OF_THE_LOAN};
constexpr db::Query kEraseUndoOfLoan{
    "members.update_undo_of_loan_erased",
    "UPDATE roster_undo SET before = '', state = 'left'" OF_THE_LOAN};
constexpr db::Query kEraseSamples{"members.update_samples_erased",
                                  "UPDATE roster_imports SET samples = '[]' WHERE loan_id = $1"};

constexpr db::Query kPeopleWith{
    "members.list_people_with_email",
    "SELECT p.name, p.name_kana, p.department, p.title, p.email, p.telephone, p.state,"
    " o.member_no, o.name, p.id, p.organisation_id"
    " FROM people p JOIN organisations o ON o.id = p.organisation_id"
    " WHERE lower(p.email) = $1 AND p.email <> '' ORDER BY p.id DESC LIMIT $2"};

retention::Item item_of(const db::Row& row, const std::string& label) {
  retention::Item item;
  item.id = row.text(0);
  item.label = label;
  item.started = parse_iso_date(row.text(2)).value_or(Date{9999, 12, 31});
  return item;
}

retention::Item left_of(const db::Row& row) {
  const std::string number = row.text(1);
  retention::Item item = item_of(row, number.empty() ? "番号のない会員" : "会員番号 " + number);
  item.organisation_id = item.id;
  return item;
}

}  // namespace

std::vector<retention::Item> list_left(db::Reader& reader, Date until,
                                       const std::string& after_id, int most) {
  return retention::items_of(reader.all(kListLeft, iso(until), after_id, most), left_of);
}

std::optional<retention::Item> find_left(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFindLeft, id);
  if (!row) return std::nullopt;
  retention::Item item = left_of(*row);
  std::string all;
  for (std::size_t i = 0; i < row->size(); ++i) all += row->text(i) + "\n";
  for (const Person& person : list_people(reader, OrganisationId{id})) {
    all += person.id.text + "\n" + person.name + "\n" + person.email + "\n" + person.telephone +
           "\n";
  }
  item.sha256 = sha256_hex(all);
  return item;
}

Result<void> update_people_erased(db::Tx& tx, const OrganisationId& id, const std::string& today,
                                  Instant now) {
  TRY(tx.run(kEraseOrganisation, id.text, today, now.ms));
  TRY(tx.run(kErasePeople, id.text, now.ms));
  TRY(tx.run(kEraseHistory, id.text));
  TRY(tx.run(kEraseHistoryReasons, id.text));
  TRY(tx.run(kEraseReasons, id.text));
  TRY(tx.run(kEraseMerges, id.text));
  TRY(tx.run(kEraseUndo, id.text));
  TRY(tx.run(kEraseRowsOf, id.text));
  return {};
}

std::vector<PersonOf> list_people_with_email(db::Reader& reader, std::string_view email,
                                             int most) {
  std::vector<PersonOf> out;
  for (const auto& row : reader.all(kPeopleWith, lower_ascii(email), most)) {
    PersonOf one;
    one.person.name = row.text(0);
    one.person.name_kana = row.text(1);
    one.person.department = row.text(2);
    one.person.title = row.text(3);
    one.person.email = row.text(4);
    one.person.telephone = row.text(5);
    one.person.left = row.text(6) == "left";
    one.member_no = row.text(7);
    one.organisation = row.text(8);
    one.person.id = {row.text(9)};
    one.person.organisation_id = {row.text(10)};
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<retention::Item> list_closed_loans(db::Reader& reader, Date until,
                                               const std::string& after_id, int most) {
  return retention::items_of(
      reader.all(kListLoans, iso(until), after_id, most), [](const db::Row& row) {
        return item_of(row, "貸与資料 第" + std::to_string(row.integer(1)) + "号");
      });
}

std::optional<retention::Item> find_closed_loan(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFindLoan, id);
  if (!row) return std::nullopt;
  auto item = item_of(*row, "貸与資料 第" + std::to_string(row->integer(1)) + "号");
  item.sha256 = row->text(3);  // of the file that was lent: it can be compared with the lender's
  return item;
}

Result<void> update_loan_rows_erased(db::Tx& tx, const std::string& loan,
                                     const std::string& today) {
  TRY(tx.run(kMarkLoan, loan, today));
  TRY(tx.run(kEraseRows, loan));
  TRY(tx.run(kEraseDefects, loan));
  TRY(tx.run(kEraseUndoOfLoan, loan));
  TRY(tx.run(kEraseSamples, loan));
  return {};
}

}  // namespace musubi::members::store
