// store_parts.cc - what belongs to an application: people, consents, files, supplements, links.
// Rows in, structs out; never decides.
#include "base/text.h"
#include "features/applications/store.h"

namespace musubi::applications::store {
namespace {

constexpr db::Query kListPeople{
    "applications.list_people",
    "SELECT id, name, name_kana, department, title, email, telephone, is_primary, "
    "is_administrator, position FROM application_people WHERE application_id = $1 "
    "ORDER BY position"};
constexpr db::Query kDeletePeople{"applications.delete_people",
                                  "DELETE FROM application_people WHERE application_id = $1"};
constexpr db::Query kInsertPerson{
    "applications.insert_person",
    "INSERT INTO application_people (id, application_id, name, name_kana, department, title, "
    "email, telephone, is_primary, is_administrator, position) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
constexpr db::Query kInsertConsent{
    "applications.insert_consent",
    "INSERT INTO application_consents (id, application_id, kind, text_version, text_sha256, "
    "medium, agreed_by, agreed_at, address) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Query kListConsents{
    "applications.list_consents",
    "SELECT kind, text_version, text_sha256, medium, agreed_by, address, agreed_at "
    "FROM application_consents WHERE application_id = $1 ORDER BY id"};
constexpr db::Query kInsertFile{
    "applications.insert_file",
    "INSERT INTO application_files (id, application_id, file_id, supplement_id, added_at) "
    "VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Query kDeleteFile{
    "applications.delete_file",
    "DELETE FROM application_files WHERE application_id = $1 AND id = $2"};
constexpr db::Query kListFiles{
    "applications.list_files",
    "SELECT id, file_id, supplement_id, added_at FROM application_files "
    "WHERE application_id = $1 ORDER BY id"};
#define SUPPLEMENT_COLUMNS                                                                        \
  "id, number, state, request, fields, wants_files, asked_by, asked_by_name, asked_at, "         \
  "asked_on, answer_due_on, answered_at, answered_on, answered_by_name, answer, before, after"
constexpr db::Query kInsertSupplement{
    "applications.insert_supplement",
    "INSERT INTO application_supplements (application_id, " SUPPLEMENT_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)"};
constexpr db::Query kUpdateSupplement{
    "applications.update_supplement",
    "UPDATE application_supplements SET state = $2, answered_at = $3, answered_on = $4, "
    "answered_by_name = $5, answer = $6, before = $7, after = $8 WHERE id = $1"};
constexpr db::Query kListSupplements{
    "applications.list_supplements",
    "SELECT " SUPPLEMENT_COLUMNS
    " FROM application_supplements WHERE application_id = $1 ORDER BY number DESC"};
constexpr db::Query kFindOpenSupplement{
    "applications.find_open_supplement",
    "SELECT " SUPPLEMENT_COLUMNS
    " FROM application_supplements WHERE application_id = $1 AND state = 'open'"};
constexpr db::Query kInsertLink{
    "applications.insert_link",
    "INSERT INTO application_links (token_hash, application_id, purpose, created_at, expires_at, "
    "email_key) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Query kFindLink{
    "applications.find_link",
    "SELECT token_hash, application_id, purpose, expires_at, email_key FROM application_links "
    "WHERE token_hash = $1 AND purpose = $2"};
constexpr db::Query kDeleteLinks{
    "applications.delete_links",
    "DELETE FROM application_links WHERE application_id = $1 AND purpose = $2"};
constexpr db::Query kDeleteLinksBefore{"applications.delete_links_before",
                                       "DELETE FROM application_links WHERE expires_at < $1"};
constexpr db::Query kInsertLetter{
    "applications.insert_letter",
    "INSERT INTO application_letters (id, email_key, sent_at) VALUES ($1, $2, $3)"};
constexpr db::Query kCountLetters{
    "applications.count_letters",
    "SELECT count(*) FROM application_letters WHERE email_key = $1 AND sent_at >= $2"};
constexpr db::Query kDeleteLettersBefore{"applications.delete_letters_before",
                                         "DELETE FROM application_letters WHERE sent_at < $1"};

Json json_of(const std::string& text) {
  Json out = Json::parse(text, nullptr, false);
  return out.is_object() ? out : Json::object();
}

Supplement supplement_of(const db::Row& row) {
  Supplement s;
  s.id = {row.text(0)};
  s.number = row.integer(1);
  s.state = row.text(2);
  s.request = row.text(3);
  for (const auto& field : split(row.text(4), ',')) {
    if (!field.empty()) s.fields.push_back(field);
  }
  s.wants_files = row.flag(5);
  s.asked_by = {row.text(6)};
  s.asked_by_name = row.text(7);
  s.asked_at = {row.integer(8)};
  s.asked_on = row.text(9);
  s.answer_due_on = row.text(10);
  if (!row.is_null(11)) s.answered_at = Instant{row.integer(11)};
  s.answered_on = row.text(12);
  s.answered_by_name = row.text(13);
  s.answer = row.text(14);
  s.before = json_of(row.text(15));
  s.after = json_of(row.text(16));
  return s;
}

std::string joined(const std::vector<std::string>& fields) {
  std::string out;
  for (const auto& field : fields) out += (out.empty() ? "" : ",") + field;
  return out;
}

std::optional<std::int64_t> ms_of(const std::optional<Instant>& at) {
  if (!at) return {};
  return at->ms;
}

}  // namespace

std::vector<members::Person> list_people(db::Reader& reader, const ApplicationId& id) {
  std::vector<members::Person> out;
  for (const auto& row : reader.all(kListPeople, id.text)) {
    members::Person p;
    p.id = {row.text(0)};
    p.name = row.text(1);
    p.name_kana = row.text(2);
    p.department = row.text(3);
    p.title = row.text(4);
    p.email = row.text(5);
    p.telephone = row.text(6);
    p.is_primary = row.flag(7);
    p.is_administrator = row.flag(8);
    p.position = row.integer(9);
    out.push_back(std::move(p));
  }
  return out;
}

Result<void> replace_people(db::Tx& tx, const ApplicationId& id,
                            const std::vector<members::Person>& people, Instant now) {
  TRY(tx.run(kDeletePeople, id.text));
  for (const auto& p : people) {
    TRY(tx.run(kInsertPerson, new_uuid(now), id.text, p.name, p.name_kana, p.department, p.title,
               p.email, p.telephone, p.is_primary, p.is_administrator, p.position));
  }
  return {};
}

Result<void> insert_consent(db::Tx& tx, const ApplicationId& id, const Consent& c, Instant now) {
  TRY(tx.run(kInsertConsent, new_uuid(now), id.text, c.kind, c.text_version, c.text_sha256,
             c.medium, c.agreed_by, c.agreed_at.ms, c.address));
  return {};
}

std::vector<Consent> list_consents(db::Reader& reader, const ApplicationId& id) {
  std::vector<Consent> out;
  for (const auto& row : reader.all(kListConsents, id.text)) {
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                   {row.integer(6)}});
  }
  return out;
}

Result<void> insert_file(db::Tx& tx, const ApplicationId& id, const FileRow& row) {
  TRY(tx.run(kInsertFile, row.id, id.text, row.file_id.text, row.supplement.text,
             row.added_at.ms));
  return {};
}

Result<void> delete_file(db::Tx& tx, const ApplicationId& id, const std::string& row_id) {
  TRY(tx.run(kDeleteFile, id.text, row_id));
  return {};
}

std::vector<FileRow> list_file_rows(db::Reader& reader, const ApplicationId& id) {
  std::vector<FileRow> out;
  for (const auto& row : reader.all(kListFiles, id.text)) {
    out.push_back({row.text(0), {row.text(1)}, {row.text(2)}, {row.integer(3)}});
  }
  return out;
}

Result<void> insert_supplement(db::Tx& tx, const ApplicationId& id, const Supplement& s) {
  TRY(tx.run(kInsertSupplement, id.text, s.id.text, s.number, s.state, s.request, joined(s.fields),
             s.wants_files, s.asked_by.text, s.asked_by_name, s.asked_at.ms, s.asked_on,
             s.answer_due_on, ms_of(s.answered_at), s.answered_on, s.answered_by_name, s.answer,
             s.before.dump(), s.after.dump()));
  return {};
}

Result<void> update_supplement(db::Tx& tx, const Supplement& s) {
  TRY(tx.run(kUpdateSupplement, s.id.text, s.state, ms_of(s.answered_at), s.answered_on,
             s.answered_by_name, s.answer, s.before.dump(), s.after.dump()));
  return {};
}

std::vector<Supplement> list_supplements(db::Reader& reader, const ApplicationId& id) {
  std::vector<Supplement> out;
  for (const auto& row : reader.all(kListSupplements, id.text)) out.push_back(supplement_of(row));
  return out;
}

std::optional<Supplement> find_open_supplement(db::Reader& reader, const ApplicationId& id) {
  auto row = reader.first(kFindOpenSupplement, id.text);
  if (!row) return {};
  return supplement_of(*row);
}

Result<void> insert_link(db::Tx& tx, const LinkRow& link, Instant now) {
  TRY(tx.run(kInsertLink, link.token_hash, link.application_id.text, link.purpose, now.ms,
             link.expires.ms, link.email_key));
  return {};
}

std::optional<LinkRow> find_link(db::Reader& reader, std::string_view token_hash,
                                 std::string_view purpose) {
  auto row = reader.first(kFindLink, token_hash, purpose);
  if (!row) return {};
  return LinkRow{row->text(0), {row->text(1)}, row->text(2), {row->integer(3)}, row->text(4)};
}

Result<void> delete_links(db::Tx& tx, const ApplicationId& id, std::string_view purpose) {
  TRY(tx.run(kDeleteLinks, id.text, purpose));
  return {};
}

Result<std::int64_t> delete_links_before(db::Tx& tx, Instant before) {
  return tx.run(kDeleteLinksBefore, before.ms);
}

Result<void> insert_letter(db::Tx& tx, const std::string& email_key, Instant now) {
  TRY(tx.run(kInsertLetter, new_uuid(now), email_key, now.ms));
  return {};
}

std::int64_t count_letters(db::Reader& reader, const std::string& email_key, Instant since) {
  return reader.first(kCountLetters, email_key, since.ms)->integer(0);
}

Result<std::int64_t> delete_letters_before(db::Tx& tx, Instant before) {
  return tx.run(kDeleteLettersBefore, before.ms);
}

}  // namespace musubi::applications::store
