// store_consents.cc - consents of all applications, newest first, for the ledger, and the texts
// that they are about; see store_consents.h. Fixed fragments, each with an index.
#include "features/applications/store_consents.h"

#include "base/sha256.h"
#include "base/text.h"

namespace musubi::applications::store {
namespace {

#define LEDGER                                                                                  \
  "SELECT c.id, c.application_id, a.receipt_no, a.name, c.kind, c.text_version, c.text_sha256," \
  " c.medium, c.agreed_by, c.address, c.agreed_at FROM application_consents c"                  \
  " JOIN applications a ON a.id = c.application_id WHERE a.state <> 'draft'"

ConsentEntry entry_of(const db::Row& row) {
  ConsentEntry e;
  e.id = row.text(0);
  e.application = {row.text(1)};
  e.receipt_no = row.text(2);
  e.name = row.text(3);
  e.consent = {row.text(4), row.text(5), row.text(6),       row.text(7),
               row.text(8), row.text(9), {row.integer(10)}};
  return e;
}

constexpr db::Query kInsertText{
    "applications.insert_consent_text",
    "INSERT INTO consent_texts (id, kind, version, title, markdown, kept_at)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING"};
constexpr db::Query kFindText{
    "applications.find_consent_text",
    "SELECT id, kind, version, title, markdown FROM consent_texts WHERE id = $1"};
constexpr db::Query kVersions{"applications.list_consent_versions",
                              "SELECT DISTINCT version FROM consent_texts ORDER BY version DESC"};
constexpr db::Query kByEmail{
    "applications.list_by_person_email",
    "SELECT DISTINCT application_id FROM application_people WHERE lower(email) = $1"
    " AND email <> '' ORDER BY application_id DESC LIMIT $2"};
constexpr db::Query kByContact{"applications.list_by_contact_key",
                               "SELECT id FROM applications WHERE email_key = $1"
                               " AND state <> 'draft' ORDER BY created_at DESC LIMIT $2"};

}  // namespace

std::vector<ConsentEntry> list_ledger(db::Reader& reader, const ConsentFilter& f,
                                      const std::vector<std::string>& applications) {
  std::vector<db::Value> args;
  const auto bind = [&args](db::Value value) {
    args.push_back(std::move(value));
    return "$" + std::to_string(args.size());
  };
  std::string sql = LEDGER;
  if (!f.kind.empty()) sql += " AND c.kind = " + bind(db::to_value(f.kind));
  if (!f.text_version.empty()) {
    sql += " AND c.text_version = " + bind(db::to_value(f.text_version));
  }
  if (!f.before.empty()) sql += " AND c.id < " + bind(db::to_value(f.before));
  if (!trim(f.words).empty()) {
    std::string list;
    for (const std::string& id : applications) {
      list += (list.empty() ? "" : ", ") + bind(db::to_value(id));
    }
    sql += " AND c.application_id IN (" + (list.empty() ? std::string("''") : list) + ")";
  }
  sql += " ORDER BY c.id DESC LIMIT " + bind(db::to_value(f.most));
  std::vector<ConsentEntry> out;
  for (const auto& row : reader.select({"applications.list_consent_ledger", sql}, args)) {
    out.push_back(entry_of(row));
  }
  return out;
}

Result<void> insert_consent_text(db::Tx& tx, const KeptText& t, Instant now) {
  TRY(tx.run(kInsertText, t.sha256, t.kind, t.version, t.title, t.markdown, now.ms));
  return {};
}

std::optional<KeptText> find_consent_text(db::Reader& reader, const std::string& sha256) {
  const auto row = reader.first(kFindText, sha256);
  if (!row) return std::nullopt;
  return KeptText{row->text(0), row->text(1), row->text(2), row->text(3), row->text(4)};
}

std::vector<std::string> list_consent_versions(db::Reader& reader) {
  std::vector<std::string> out;
  for (const auto& row : reader.all(kVersions)) out.push_back(row.text(0));
  return out;
}

std::vector<ApplicationId> list_of_email(db::Reader& reader, const std::string& email,
                                         int most) {
  std::vector<ApplicationId> out;
  const auto add = [&out](const std::string& id) {
    for (const auto& there : out) {
      if (there.text == id) return;
    }
    out.push_back({id});
  };
  const std::string key = lower_ascii(email);
  for (const auto& row : reader.all(kByEmail, key, most)) add(row.text(0));
  for (const auto& row : reader.all(kByContact, sha256_hex(key), most)) add(row.text(0));
  return out;
}

}  // namespace musubi::applications::store
