// store_keeping.cc - see store_keeping.h. What stays is the record: number, route, organisation's
// name and number, days and outcome. What goes is whatever was said about or by a person.
#include "features/applications/keeping/store_keeping.h"

#include "base/sha256.h"

namespace musubi::applications::store {
namespace {

constexpr db::Query kListEnded{
    "applications.list_ended",
    "SELECT id, receipt_no, ended_on, organisation_id FROM applications WHERE people_erased_on = ''"
    " AND state IN ('declined', 'withdrawn') AND ended_on <> '' AND ended_on <= $1 AND id > $2"
    " ORDER BY id LIMIT $3"};
#define WHAT_GOES                                                                              \
  " email, typed, address, representative_title, representative_name, telephone, fax, website," \
  " note, email_check FROM applications WHERE id = $1 AND people_erased_on = ''"
constexpr db::Query kFindEnded{
    "applications.find_ended",
    "SELECT id, receipt_no, ended_on, organisation_id," WHAT_GOES
    " AND state IN ('declined', 'withdrawn') AND ended_on <> ''"};
#define OF_A_MEMBER " people_erased_on = '' AND state = 'registered'"
constexpr db::Query kListOfLeft{
    "applications.list_of_left",
    "SELECT id, receipt_no, member_left_on, organisation_id FROM applications WHERE" OF_A_MEMBER
    " AND member_left_on <> '' AND member_left_on <= $1 AND id > $2 ORDER BY id LIMIT $3"};
constexpr db::Query kFindRegistered{
    "applications.find_registered",
    "SELECT id, receipt_no, member_left_on, organisation_id," WHAT_GOES
    " AND state = 'registered'"};
constexpr db::Query kListOfMembers{
    "applications.list_of_members",
    "SELECT id, organisation_id, member_left_on FROM applications WHERE" OF_A_MEMBER
    " AND id > $1 ORDER BY id LIMIT $2"};
constexpr db::Query kMemberLeft{"applications.update_member_left",
                                "UPDATE applications SET member_left_on = $2 WHERE id = $1"};
constexpr db::Query kOfMember{"applications.has_application_of",
                              "SELECT id FROM applications WHERE organisation_id = $1 LIMIT 1"};
constexpr db::Query kErase{
    "applications.update_erased",
    "UPDATE applications SET email = '', email_key = '', email_verified_at = NULL,"
    " email_check = '', email_checked_by = '', typed = '{}',"
    " postal_code = '', address = '', representative_title = '', representative_name = '',"
    " telephone = '', fax = '', website = '', note = '', telephone_key = '', domain_key = '',"
    " people_erased_on = $2, version = version + 1 WHERE id = $1"};
constexpr db::Query kErasePeople{"applications.delete_people_for_good",
                                 "DELETE FROM application_people WHERE application_id = $1"};
constexpr db::Query kEraseConsents{
    "applications.update_consents_erased",
    "UPDATE application_consents SET agreed_by = '', address = '' WHERE application_id = $1"};
constexpr db::Query kEraseSupplements{
    "applications.update_supplements_erased",
    "UPDATE application_supplements SET request = '', answer = '', before = '{}', after = '{}',"
    " answered_by_name = '' WHERE application_id = $1"};
constexpr db::Query kEraseLinks{"applications.delete_links_for_good",
                                "DELETE FROM application_links WHERE application_id = $1"};
constexpr db::Query kEraseFiles{"applications.delete_files_for_good",
                                "DELETE FROM application_files WHERE application_id = $1"};
constexpr db::Query kListDrafts{"applications.list_old_drafts",
                                "SELECT id, updated_at FROM applications WHERE state = 'draft'"
                                " AND updated_at <= $1 AND id > $2 ORDER BY id LIMIT $3"};

retention::Item item_of(const db::Row& row) {
  retention::Item item;
  item.id = row.text(0);
  item.label = "受付番号 " + row.text(1);
  item.started = parse_iso_date(row.text(2)).value_or(Date{9999, 12, 31});
  item.organisation_id = row.text(3);
  return item;
}

std::optional<retention::Item> with_fingerprint(db::Reader& reader,
                                                const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  retention::Item item = item_of(*row);
  std::string all;
  for (std::size_t i = 0; i < row->size(); ++i) all += row->text(i) + "\n";
  for (const auto& person : list_people(reader, ApplicationId{item.id})) {
    all += person.name + "\n" + person.name_kana + "\n" + person.email + "\n" + person.telephone +
           "\n";
  }
  item.sha256 = sha256_hex(all);
  return item;
}

}  // namespace

std::vector<retention::Item> list_ended(db::Reader& reader, Date until,
                                        const std::string& after_id, int most) {
  return retention::items_of(reader.all(kListEnded, iso(until), after_id, most), item_of);
}

std::optional<retention::Item> find_ended(db::Reader& reader, const std::string& id) {
  return with_fingerprint(reader, reader.first(kFindEnded, id));
}

std::vector<retention::Item> list_of_left(db::Reader& reader, Date until,
                                          const std::string& after_id, int most) {
  return retention::items_of(reader.all(kListOfLeft, iso(until), after_id, most), item_of);
}

std::optional<retention::Item> find_registered(db::Reader& reader, const std::string& id) {
  return with_fingerprint(reader, reader.first(kFindRegistered, id));
}

std::vector<OfMember> list_of_members(db::Reader& reader, const std::string& after_id, int most) {
  std::vector<OfMember> out;
  for (const auto& row : reader.all(kListOfMembers, after_id, most)) {
    out.push_back({row.text(0), {row.text(1)}, row.text(2)});
  }
  return out;
}

Result<void> update_member_left(db::Tx& tx, const std::string& id, const std::string& day) {
  TRY(tx.run(kMemberLeft, id, day));
  return {};
}

Result<void> update_erased(db::Tx& tx, const ApplicationId& id, const std::string& today) {
  TRY(tx.run(kErase, id.text, today));
  TRY(tx.run(kErasePeople, id.text));
  TRY(tx.run(kEraseConsents, id.text));
  TRY(tx.run(kEraseSupplements, id.text));
  TRY(tx.run(kEraseLinks, id.text));
  TRY(tx.run(kEraseFiles, id.text));
  return {};
}

std::vector<retention::Item> list_old_drafts(db::Reader& reader, Instant until,
                                             const std::string& after_id, int most) {
  std::vector<retention::Item> out;
  for (const auto& row : reader.all(kListDrafts, until.ms, after_id, most)) {
    retention::Item item;
    item.id = row.text(0);
    item.label = "下書き";
    item.started = date_in_japan(Instant{row.integer(1)});
    out.push_back(std::move(item));
  }
  return out;
}

bool has_application_of(db::Reader& reader, const OrganisationId& organisation) {
  return reader.first(kOfMember, organisation.text).has_value();
}

}  // namespace musubi::applications::store
