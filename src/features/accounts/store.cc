// store.cc - accounts and their roles in SQL. Links, attempts and devices are in store_links.cc.
// Called by the services only; must never decide.
#include "features/accounts/store.h"

#include "base/text.h"

namespace musubi::accounts::store {
namespace {

constexpr std::string_view kColumnsSqlite =
    "SELECT a.id, a.login, a.name, a.organisation_id, a.state, a.password_hash, a.totp_secret,"
    " a.failed_count, a.created_at, a.updated_at, a.last_sign_in_at, a.version,"
    " a.suspended_by,"
    " (SELECT group_concat(r.role, ' ') FROM account_roles r WHERE r.account_id = a.id)"
    " FROM accounts a ";
constexpr std::string_view kColumnsPostgres =
    "SELECT a.id, a.login, a.name, a.organisation_id, a.state, a.password_hash, a.totp_secret,"
    " a.failed_count, a.created_at, a.updated_at, a.last_sign_in_at, a.version,"
    " a.suspended_by,"
    " (SELECT string_agg(r.role, ' ') FROM account_roles r WHERE r.account_id = a.id)"
    " FROM accounts a ";

constexpr db::Query kCountRole{
    "accounts.count_active_with_role",
    "SELECT count(*) FROM account_roles r JOIN accounts a ON a.id = r.account_id"
    " WHERE r.role = $1 AND a.state = 'active'"};
constexpr db::Query kInsert{
    "accounts.insert",
    "INSERT INTO accounts (id, login, name, organisation_id, state, password_hash, totp_secret,"
    " password_changed_at, created_at, updated_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)"};
constexpr db::Query kDeleteRoles{"accounts.delete_roles",
                                 "DELETE FROM account_roles WHERE account_id = $1"};
constexpr db::Query kInsertRole{"accounts.insert_role",
                                "INSERT INTO account_roles (account_id, role) VALUES ($1, $2)"};
constexpr db::Query kOrganisation{
    "accounts.update_organisation",
    "UPDATE accounts SET organisation_id = $2, version = version + 1, updated_at = $3"
    " WHERE id = $1"};
constexpr db::Query kState{
    "accounts.update_state",
    "UPDATE accounts SET state = $2, suspended_by = '', version = version + 1,"
    " updated_at = $3 WHERE id = $1"};
constexpr db::Query kSuspended{
    "accounts.update_suspended",
    "UPDATE accounts SET state = 'suspended', suspended_by = $2, version = version + 1,"
    " updated_at = $3 WHERE id = $1"};
constexpr db::Query kName{
    "accounts.update_name",
    "UPDATE accounts SET name = $2, version = version + 1, updated_at = $3 WHERE id = $1"};
constexpr db::Query kPassword{
    "accounts.update_password",
    "UPDATE accounts SET password_hash = $2, password_changed_at = $3, failed_count = 0,"
    " version = version + 1, updated_at = $3 WHERE id = $1"};
constexpr db::Query kTotp{
    "accounts.update_totp",
    "UPDATE accounts SET totp_secret = $2, totp_last_step = 0, version = version + 1,"
    " updated_at = $3 WHERE id = $1"};
constexpr db::Query kTotpStep{
    "accounts.update_totp_step",
    "UPDATE accounts SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2"};
constexpr db::Query kSignedIn{
    "accounts.update_signed_in",
    "UPDATE accounts SET failed_count = 0, last_sign_in_at = $2 WHERE id = $1"};
constexpr db::Query kFailed{"accounts.update_failed",
                            "UPDATE accounts SET failed_count = failed_count + 1 WHERE id = $1"};

Roles read_roles(const std::string& names) {
  Roles roles;
  for (const std::string& name : split(names, ' ')) {
    if (auto role = role_from_name(name)) roles.add(*role);
  }
  return roles;
}

Secrets read(const db::Row& row) {
  Secrets s;
  Account& a = s.account;
  a.id = AccountId{row.text(0)};
  a.login = address_of_key(row.text(1));
  a.waits_for_address = a.login != row.text(1);
  a.name = row.text(2);
  a.organisation = OrganisationId{row.text(3)};
  a.state = state_from_name(row.text(4)).value_or(State::suspended);
  s.password_hash = row.text(5);
  s.totp_secret = row.text(6);
  a.has_password = !s.password_hash.empty();
  a.has_totp = !s.totp_secret.empty();
  a.failed_count = static_cast<int>(row.integer(7));
  a.created = Instant{row.integer(8)};
  a.updated = Instant{row.integer(9)};
  if (auto at = row.integer_or_null(10)) a.last_sign_in = Instant{*at};
  a.version = row.integer(11);
  a.suspended_by = row.text(12);
  a.roles = read_roles(row.text(13));
  return s;
}

std::vector<db::Row> select_where(db::Reader& reader, std::string_view name,
                                  const std::string& rest, const std::vector<db::Value>& args) {
  const std::string sqlite = std::string(kColumnsSqlite) + rest;
  const std::string postgres = std::string(kColumnsPostgres) + rest;
  return reader.select(db::Query{name, sqlite, postgres}, args);
}

std::optional<Secrets> find_where(db::Reader& reader, std::string_view name,
                                  const std::string& rest, std::string_view key) {
  auto rows = select_where(reader, name, rest, {db::to_value(key)});
  if (rows.empty()) return std::nullopt;
  return read(rows.front());
}

std::optional<Account> only_account(std::optional<Secrets> secrets) {
  if (!secrets) return std::nullopt;
  return std::move(secrets->account);
}

db::Value text_or_null(std::string_view text) {
  return text.empty() ? db::null() : db::to_value(text);
}

Result<void> done(Result<std::int64_t> changed) {
  if (!changed) return fail(std::move(changed).error());
  return {};
}

std::string like_pattern(const std::string& words) {
  std::string out = "%";
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

}  // namespace

std::string address_of_key(const std::string& key) { return key.substr(0, key.find(' ')); }

std::optional<Secrets> find_secrets(db::Reader& reader, std::string_view id) {
  return find_where(reader, "accounts.find", "WHERE a.id = $1", id);
}

std::optional<Secrets> find_secrets_by_login(db::Reader& reader, std::string_view login) {
  return find_where(reader, "accounts.find_by_login", "WHERE a.login = $1", login);
}

std::optional<Account> find_account(db::Reader& reader, std::string_view id) {
  return only_account(find_secrets(reader, id));
}

std::optional<Account> find_account_by_login(db::Reader& reader, std::string_view login) {
  return only_account(find_secrets_by_login(reader, login));
}

std::vector<Account> list_accounts_after(db::Reader& reader, std::string_view after, int most) {
  std::vector<Account> out;
  for (const db::Row& row :
       select_where(reader, "accounts.list_after", "WHERE a.id > $1 ORDER BY a.id LIMIT $2",
                    {db::to_value(after), db::to_value(most)})) {
    out.push_back(read(row).account);
  }
  return out;
}

std::vector<Account> list_accounts(db::Reader& reader, const ListFilter& f) {
  std::string where = "WHERE a.login > $1";
  std::vector<db::Value> args{db::to_value(f.after_login)};
  auto place = [&](db::Value value) {
    args.push_back(std::move(value));
    return "$" + std::to_string(args.size());
  };
  if (f.state) where += " AND a.state = " + place(db::to_value(state_name(*f.state)));
  if (f.unused_since) {
    where += " AND a.state = 'active' AND coalesce(a.last_sign_in_at, a.created_at) < " +
             place(db::to_value(f.unused_since->ms));
  }
  if (!f.shared_since.empty()) {
    where += " AND EXISTS (SELECT 1 FROM sharing_signs g WHERE g.account_id = a.id"
             " AND g.noted_on >= " + place(db::to_value(f.shared_since)) + ")";
  }
  if (f.role) {
    where += " AND EXISTS (SELECT 1 FROM account_roles x WHERE x.account_id = a.id"
             " AND x.role = " + place(db::to_value(role_name(*f.role))) + ")";
  }
  if (!f.organisation.empty()) where += " AND a.organisation_id = " + place(f.organisation.text);
  if (!f.words.empty()) {
    const std::string words = place(like_pattern(f.words));
    where += " AND (a.login LIKE " + words + " ESCAPE '\\' OR a.name LIKE " + words +
             " ESCAPE '\\')";
  }
  where += " ORDER BY a.login LIMIT " + place(db::to_value(f.most));
  std::vector<Account> out;
  for (const db::Row& row : select_where(reader, "accounts.list", where, args)) {
    out.push_back(read(row).account);
  }
  return out;
}

std::vector<Account> list_waiting_for(db::Reader& reader, std::string_view login, int most) {
  const std::string from = std::string(login) + " ";
  const std::string until = std::string(login) + "!";  // the byte after a space
  std::vector<Account> out;
  for (const db::Row& row :
       select_where(reader, "accounts.list_waiting_for",
                    "WHERE a.login > $1 AND a.login < $2 ORDER BY a.login LIMIT $3",
                    {db::to_value(from), db::to_value(until), db::to_value(most)})) {
    out.push_back(read(row).account);
  }
  return out;
}

// An organisation has a handful of accounts, some dozens at the most.
std::vector<Account> list_of_organisation(db::Reader& reader, const OrganisationId& organisation) {
  std::vector<Account> out;
  for (const db::Row& row :
       select_where(reader, "accounts.list_of_organisation",
                    "WHERE a.organisation_id = $1 ORDER BY a.id", {organisation.text})) {
    out.push_back(read(row).account);
  }
  return out;
}

std::int64_t count_active_with_role(db::Reader& reader, Role role) {
  return reader.first(kCountRole, role_name(role))->integer(0);
}

Result<void> insert_account(db::Tx& tx, const Account& a, const std::string& password_hash,
                            const std::string& totp_secret, Instant now) {
  TRY(tx.run(kInsert, a.id.text, login_key(a), a.name, text_or_null(a.organisation.text),
             state_name(a.state), text_or_null(password_hash), text_or_null(totp_secret),
             password_hash.empty() ? db::null() : db::to_value(now.ms), now.ms));
  return replace_roles(tx, a.id.text, a.roles);
}

Result<void> replace_roles(db::Tx& tx, std::string_view id, Roles roles) {
  TRY(tx.run(kDeleteRoles, id));
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    if (roles.has(role)) TRY(tx.run(kInsertRole, id, role_name(role)));
  }
  return {};
}

Result<void> update_organisation(db::Tx& tx, std::string_view id, const OrganisationId& to,
                                 Instant now) {
  return done(tx.run(kOrganisation, id, text_or_null(to.text), now.ms));
}

Result<void> update_state(db::Tx& tx, std::string_view id, State state, Instant now) {
  return done(tx.run(kState, id, state_name(state), now.ms));
}

Result<void> update_suspended(db::Tx& tx, std::string_view id, std::string_view by, Instant now) {
  return done(tx.run(kSuspended, id, by, now.ms));
}

Result<void> update_name(db::Tx& tx, std::string_view id, std::string_view name, Instant now) {
  return done(tx.run(kName, id, name, now.ms));
}

Result<void> update_password(db::Tx& tx, std::string_view id, std::string_view hash, Instant now) {
  return done(tx.run(kPassword, id, text_or_null(hash), now.ms));
}

Result<void> update_totp(db::Tx& tx, std::string_view id, std::string_view sealed, Instant now) {
  return done(tx.run(kTotp, id, text_or_null(sealed), now.ms));
}

Result<bool> update_totp_step(db::Tx& tx, std::string_view id, std::int64_t step) {
  return TRY(tx.run(kTotpStep, id, step)) == 1;
}

Result<void> update_signed_in(db::Tx& tx, std::string_view id, Instant now) {
  return done(tx.run(kSignedIn, id, now.ms));
}

Result<void> update_failed(db::Tx& tx, std::string_view id) { return done(tx.run(kFailed, id)); }

}  // namespace musubi::accounts::store
