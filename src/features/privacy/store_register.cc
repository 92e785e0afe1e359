// store_register.cc - the office's notes to the register of personal data, and its versions.
// A version never changes. Decides nothing.
#include "features/privacy/store.h"

namespace musubi::privacy::store {
namespace {

constexpr db::Query kListNotes{
    "privacy.list_notes",
    "SELECT kind, note, changed_by_name, changed_at, version FROM privacy_register_notes"
    " ORDER BY kind"};
constexpr db::Query kInsertNote{
    "privacy.insert_note",
    "INSERT INTO privacy_register_notes (kind, note, changed_by_name, changed_at, version)"
    " VALUES ($1, $2, $3, $4, 1) ON CONFLICT (kind) DO NOTHING"};
constexpr db::Query kUpdateNote{
    "privacy.update_note",
    "UPDATE privacy_register_notes SET note = $2, changed_by_name = $3, changed_at = $4,"
    " version = version + 1 WHERE kind = $1 AND version = $5"};
constexpr db::Query kInsertVersion{
    "privacy.insert_register_version",
    "INSERT INTO privacy_register_versions (id, number, model, sha256, reason, made_by_name,"
    " made_at, made_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Query kListVersions{
    "privacy.list_register_versions",
    "SELECT id, number, '', sha256, reason, made_by_name, made_at, made_on"
    " FROM privacy_register_versions WHERE $1 = 0 OR number < $1 ORDER BY number DESC LIMIT $2"};
constexpr db::Query kFindVersion{
    "privacy.find_register_version",
    "SELECT id, number, model, sha256, reason, made_by_name, made_at, made_on"
    " FROM privacy_register_versions WHERE number = $1"};
constexpr db::Query kHighest{"privacy.find_highest_register_number",
                             "SELECT COALESCE(MAX(number), 0) FROM privacy_register_versions"};

RegisterVersion version_of(const db::Row& row) {
  RegisterVersion v;
  v.id = row.text(0);
  v.number = row.integer(1);
  v.model = row.text(2);
  v.sha256 = row.text(3);
  v.reason = row.text(4);
  v.made_by_name = row.text(5);
  v.made_at = {row.integer(6)};
  v.made_on = row.text(7);
  return v;
}

}  // namespace

std::vector<Note> list_notes(db::Reader& reader) {
  std::vector<Note> out;
  for (const auto& row : reader.all(kListNotes)) {
    out.push_back({row.text(0), row.text(1), row.text(2), {row.integer(3)}, row.integer(4)});
  }
  return out;
}

Result<std::int64_t> update_note(db::Tx& tx, const Note& n) {
  if (n.version == 0) {
    return tx.run(kInsertNote, n.kind, n.note, n.changed_by_name, n.changed_at.ms);
  }
  return tx.run(kUpdateNote, n.kind, n.note, n.changed_by_name, n.changed_at.ms, n.version);
}

Result<void> insert_register_version(db::Tx& tx, const RegisterVersion& v) {
  TRY(tx.run(kInsertVersion, v.id, v.number, v.model, v.sha256, v.reason, v.made_by_name,
             v.made_at.ms, v.made_on));
  return {};
}

std::vector<RegisterVersion> list_register_versions(db::Reader& reader, std::int64_t before,
                                                    int most) {
  std::vector<RegisterVersion> out;
  for (const auto& row : reader.all(kListVersions, before, most)) out.push_back(version_of(row));
  return out;
}

std::optional<RegisterVersion> find_register_version(db::Reader& reader, std::int64_t number) {
  auto row = reader.first(kFindVersion, number);
  if (!row) return std::nullopt;
  return version_of(*row);
}

std::int64_t find_highest_register_number(db::Reader& reader) {
  return reader.first(kHighest)->integer(0);
}

}  // namespace musubi::privacy::store
