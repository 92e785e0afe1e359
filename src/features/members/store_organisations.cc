// store_organisations.cc - rows of `organisations`: found, listed by key, counted, written.
// Lists are made of fixed fragments whose every order has an index; see the migration.
#include <charconv>

#include "base/text.h"
#include "features/members/store.h"

namespace musubi::members::store {
namespace {

constexpr int kMergesFollowed = 20;  // of one into the next; more is no real house

#define ORGANISATION_COLUMNS                                                                      \
  "id, member_no, name, name_kana, corporate_number, category, industry, municipality_code, "    \
  "postal_code, address, representative_title, representative_name, employees, capital_yen, "    \
  "telephone, fax, website, interests, uses_platform, note, state, joined_on, left_on, "         \
  "merged_into, open_defects, version, created_at, updated_at"

constexpr db::Query kFind{"members.find_organisation",
                          "SELECT " ORGANISATION_COLUMNS " FROM organisations WHERE id = $1"};
constexpr db::Query kFindByMemberNo{
    "members.find_organisation_by_member_no",
    "SELECT " ORGANISATION_COLUMNS
    " FROM organisations WHERE member_no = $1 "
    "ORDER BY CASE WHEN state = 'merged' THEN 1 ELSE 0 END, id LIMIT 1"};
constexpr db::Query kHighestMemberNo{
    "members.find_highest_member_no",
    "SELECT max(member_no_key) FROM organisations"};
constexpr db::Query kInsert{
    "members.insert_organisation",
    "INSERT INTO organisations (" ORGANISATION_COLUMNS
    ", name_key, telephone_key, domain_key, member_no_key) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
    "$16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)"};
constexpr db::Query kUpdate{
    "members.update_organisation",
    "UPDATE organisations SET member_no = $2, name = $3, name_kana = $4, corporate_number = $5, "
    "category = $6, industry = $7, municipality_code = $8, postal_code = $9, address = $10, "
    "representative_title = $11, representative_name = $12, employees = $13, capital_yen = $14, "
    "telephone = $15, fax = $16, website = $17, interests = $18, uses_platform = $19, note = $20, "
    "state = $21, joined_on = $22, left_on = $23, merged_into = $24, open_defects = $25, "
    "version = version + 1, updated_at = $26, name_key = $27, telephone_key = $28, "
    "domain_key = $29, member_no_key = $31 WHERE id = $1 AND version = $30"};
constexpr db::Query kUpdateOpenDefects{
    "members.update_open_defects", "UPDATE organisations SET open_defects = $2 WHERE id = $1"};
constexpr db::Query kDelete{"members.delete_organisation",
                            "DELETE FROM organisations WHERE id = $1"};
constexpr db::Query kListById{"members.list_organisations_by_id",
                              "SELECT " ORGANISATION_COLUMNS
                              " FROM organisations WHERE id > $1 ORDER BY id LIMIT $2"};
constexpr db::Query kFindFormer{
    "members.find_former",
    "SELECT id FROM organisations WHERE corporate_number = $1 AND $1 <> '' UNION ALL "
    "SELECT id FROM organisations WHERE name_key = $2 AND $2 <> '' LIMIT 1"};
constexpr db::Query kCandidates{
    "members.list_candidates",
    "SELECT id, member_no, name, corporate_number, name_key, telephone_key, domain_key FROM ("
    "SELECT * FROM organisations WHERE corporate_number = $1 AND $1 <> '' UNION "
    "SELECT * FROM organisations WHERE name_key = $2 AND $2 <> '' UNION "
    "SELECT * FROM organisations WHERE telephone_key = $3 AND $3 <> '' UNION "
    "SELECT * FROM organisations WHERE domain_key = $4 AND $4 <> '') AS found "
    "WHERE state IN ('active', 'paused', 'suspended') ORDER BY member_no_key, "
    "member_no, id LIMIT 50"};

Organisation organisation_of(const db::Row& row) {
  Organisation o;
  o.id = {row.text(0)};
  o.member_no = row.text(1);
  o.name = row.text(2);
  o.name_kana = row.text(3);
  o.corporate_number = row.text(4);
  o.category = row.text(5);
  o.industry = row.text(6);
  o.municipality_code = row.text(7);
  o.postal_code = row.text(8);
  o.address = row.text(9);
  o.representative_title = row.text(10);
  o.representative_name = row.text(11);
  o.employees = row.integer_or_null(12);
  o.capital_yen = row.integer_or_null(13);
  o.telephone = row.text(14);
  o.fax = row.text(15);
  o.website = row.text(16);
  o.interests = row.text(17);
  o.uses_platform = row.flag(18);
  o.note = row.text(19);
  o.state = state_from_name(row.text(20)).value_or(State::active);
  o.joined_on = row.text(21);
  o.left_on = row.text(22);
  o.merged_into = {row.text(23)};
  o.open_defects = row.integer(24);
  o.version = row.integer(25);
  o.created_at = {row.integer(26)};
  o.updated_at = {row.integer(27)};
  return o;
}

// Builds "WHERE ..." from fixed fragments; every value is a parameter.
struct Where {
  std::string sql;
  std::vector<db::Value> args;

  std::string parameter(db::Value value) {
    args.push_back(std::move(value));
    return "$" + std::to_string(args.size());
  }
  void add(const std::string& condition) { sql += (sql.empty() ? " WHERE " : " AND ") + condition; }
  void equals(const std::string& column, const std::string& value) {
    if (!value.empty()) add(column + " = " + parameter(value));
  }
};

void add_state(Where& where, const ListFilter& filter) {
  if (filter.state == "all") return;
  if (filter.state.empty()) {
    where.add("state IN ('active', 'paused', 'suspended')");
  } else {
    where.equals("state", filter.state);
  }
}

Where where_of(const ListFilter& filter) {
  Where where;
  if (filter.by_search) {
    std::string list = "''";
    for (const auto& id : filter.ids) list += ", " + where.parameter(id);
    where.add("id IN (" + list + ")");
  }
  add_state(where, filter);
  where.equals("industry", filter.industry);
  where.equals("municipality_code", filter.municipality_code);
  if (filter.need == "defects") where.add("open_defects > 0");
  if (filter.need == "no_corporate_number") where.add("corporate_number = ''");
  if (filter.need == "off_platform") where.add("uses_platform = 0");
  if (filter.joined_fiscal_year != 0) {
    const std::string from = iso(fiscal_year_start(filter.joined_fiscal_year));
    const std::string until = iso(fiscal_year_end(filter.joined_fiscal_year));
    if (filter.need == "first_time") {  // counted as KPI-01 counts: by the event, not the date
      where.add("EXISTS (SELECT 1 FROM membership_events e WHERE e.organisation_id = "
                "organisations.id AND e.kind = 'joined' AND e.first_time = 1 AND "
                "e.happened_on >= " + where.parameter(from) +
                " AND e.happened_on <= " + where.parameter(until) + ")");
    } else {
      where.add("joined_on >= " + where.parameter(from));
      where.add("joined_on <= " + where.parameter(until));
    }
  }
  return where;
}

// What stands before the id in an order, of one direction. K9999 comes before K10000: numbers of
// the series by their height, which follows from the number and so needs no place in a page's key.
std::vector<std::string> sort_columns(const ListFilter& filter) {
  for (std::string_view known : {"name_kana", "joined_on", "updated_at"}) {
    if (filter.sort == known) return {std::string(known)};
  }
  return {"member_no_key", "member_no"};
}

db::Value sort_value(const std::string& column, const std::string& text) {
  if (column == "member_no_key") return member_no_key(text);
  if (column != "updated_at") return text;
  std::int64_t ms = 0;
  std::from_chars(text.data(), text.data() + text.size(), ms);
  return ms;
}

}  // namespace

std::optional<Organisation> find_organisation(db::Reader& reader, const OrganisationId& id) {
  auto row = reader.first(kFind, id.text);
  if (!row) return {};
  return organisation_of(*row);
}

std::optional<Organisation> find_organisation_after_merges(db::Reader& reader,
                                                           const OrganisationId& id) {
  auto found = find_organisation(reader, id);
  for (int i = 0; found && i < kMergesFollowed && !found->merged_into.empty(); ++i) {
    auto next = find_organisation(reader, found->merged_into);
    if (!next) break;
    found = std::move(next);
  }
  return found;
}

std::optional<Organisation> find_organisation_by_member_no(db::Reader& reader,
                                                           std::string_view member_no) {
  auto row = reader.first(kFindByMemberNo, member_no);
  if (!row) return {};
  return organisation_of(*row);
}

std::int64_t find_highest_member_no(db::Reader& reader) {
  return reader.first(kHighestMemberNo)->integer(0);
}

Result<void> insert_organisation(db::Tx& tx, const Organisation& o, const MatchKeys& keys) {
  TRY(tx.run(kInsert, o.id.text, o.member_no, o.name, o.name_kana, o.corporate_number, o.category,
             o.industry, o.municipality_code, o.postal_code, o.address, o.representative_title,
             o.representative_name, o.employees, o.capital_yen, o.telephone, o.fax, o.website,
             o.interests, o.uses_platform, o.note, state_name(o.state), o.joined_on, o.left_on,
             o.merged_into.text, o.open_defects, o.version, o.created_at.ms, o.updated_at.ms,
             keys.name_key, keys.telephone_key, keys.domain_key, keys.member_no_key));
  return {};
}

Result<void> update_organisation(db::Tx& tx, const Organisation& o, const MatchKeys& keys) {
  auto changed = TRY(tx.run(
      kUpdate, o.id.text, o.member_no, o.name, o.name_kana, o.corporate_number, o.category,
      o.industry, o.municipality_code, o.postal_code, o.address, o.representative_title,
      o.representative_name, o.employees, o.capital_yen, o.telephone, o.fax, o.website, o.interests,
      o.uses_platform, o.note, state_name(o.state), o.joined_on, o.left_on, o.merged_into.text,
      o.open_defects, o.updated_at.ms, keys.name_key, keys.telephone_key, keys.domain_key,
      o.version, keys.member_no_key));
  if (changed == 0) {
    return fail(Fault::conflict,
                "ほかの人が先に変更しました。入力した内容は残っています。"
                "いまの内容と見比べて、もう一度保存してください");
  }
  return {};
}

Result<void> update_open_defects(db::Tx& tx, const OrganisationId& id, std::int64_t open_defects) {
  TRY(tx.run(kUpdateOpenDefects, id.text, open_defects));
  return {};
}

Result<void> delete_organisation(db::Tx& tx, const OrganisationId& id) {
  TRY(tx.run(kDelete, id.text));
  return {};
}

std::vector<Organisation> list_organisations(db::Reader& reader, const ListFilter& filter) {
  Where where = where_of(filter);
  const std::string way = filter.descending ? " DESC" : "";
  const bool goes_on = !filter.after_id.empty();
  std::string columns, values, order;
  for (const auto& column : sort_columns(filter)) {
    columns += column + ", ";
    order += column + way + ", ";
    if (goes_on) values += where.parameter(sort_value(column, filter.after_value)) + ", ";
  }
  if (goes_on) {
    where.add("(" + columns + "id) " + (filter.descending ? "<" : ">") + " (" + values +
              where.parameter(filter.after_id) + ")");
  }
  const std::string sql = "SELECT " ORGANISATION_COLUMNS " FROM organisations" + where.sql +
                          " ORDER BY " + order + "id" + way + " LIMIT " +
                          where.parameter(static_cast<std::int64_t>(filter.most));
  std::vector<Organisation> out;
  for (const auto& row : reader.select({"members.list_organisations", sql}, where.args)) {
    out.push_back(organisation_of(row));
  }
  return out;
}

std::int64_t count_organisations(db::Reader& reader, const ListFilter& filter, std::int64_t cap) {
  Where where = where_of(filter);
  const std::string sql = "SELECT count(*) FROM (SELECT 1 FROM organisations" + where.sql +
                          " LIMIT " + where.parameter(cap) + ") AS found";
  return reader.select({"members.count_organisations", sql}, where.args).front().integer(0);
}

std::vector<Organisation> list_organisations_by_id(db::Reader& reader, std::string_view after_id,
                                                   int most) {
  std::vector<Organisation> out;
  for (const auto& row : reader.all(kListById, after_id, most)) out.push_back(organisation_of(row));
  return out;
}

bool find_former(db::Reader& reader, std::string_view corporate_number,
                 std::string_view name_key) {
  return reader.first(kFindFormer, corporate_number, name_key).has_value();
}

std::vector<Candidate> list_candidates(db::Reader& reader, std::string_view corporate_number,
                                       const MatchKeys& keys) {
  std::vector<Candidate> out;
  for (const auto& row : reader.all(kCandidates, corporate_number, keys.name_key,
                                    keys.telephone_key, keys.domain_key)) {
    out.push_back({{row.text(0)}, row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                   row.text(6)});
  }
  return out;
}

}  // namespace musubi::members::store
