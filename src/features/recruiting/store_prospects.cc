// store_prospects.cc - rows of `prospects`: found, written, listed and counted. Lists are made of
// fixed fragments whose every order has an index; see the migration.
#include "features/recruiting/store.h"

namespace musubi::recruiting::store {
namespace {

#define PROSPECT_COLUMNS                                                                         \
  "id, code, stage, is_open, name, name_kana, corporate_number, category, industry, "            \
  "municipality_code, postal_code, address, employees, telephone, website, note, contact_name, " \
  "contact_department, contact_title, contact_email, contact_telephone, source, source_note, "   \
  "campaign_id, owner_id, owner_name, next_action, next_action_on, lost_reason, lost_note, "     \
  "moved_on, application_id, organisation_id, import_id, name_key, telephone_key, version, "     \
  "created_at, updated_at, people_erased_on"

constexpr db::Query kFind{"recruiting.find_prospect",
                          "SELECT " PROSPECT_COLUMNS " FROM prospects WHERE id = $1"};
constexpr db::Query kFindByCode{
    "recruiting.find_prospect_by_code",
    "SELECT " PROSPECT_COLUMNS " FROM prospects WHERE code = $1"};
constexpr db::Query kFindOfApplication{
    "recruiting.find_prospect_of_application",
    "SELECT " PROSPECT_COLUMNS
    " FROM prospects WHERE application_id = $1 AND application_id <> ''"};
constexpr db::Query kFindOfOrganisation{
    "recruiting.find_prospect_of_organisation",
    "SELECT " PROSPECT_COLUMNS
    " FROM prospects WHERE organisation_id = $1 AND $1 <> '' ORDER BY id LIMIT 1"};
constexpr db::Query kInsert{
    "recruiting.insert_prospect",
    "INSERT INTO prospects (" PROSPECT_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
    "$19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, "
    "$37, $38, $39, $40)"};
constexpr db::Query kUpdate{
    "recruiting.update_prospect",
    "UPDATE prospects SET code = $2, stage = $3, is_open = $4, name = $5, name_kana = $6, "
    "corporate_number = $7, category = $8, industry = $9, municipality_code = $10, "
    "postal_code = $11, address = $12, employees = $13, telephone = $14, website = $15, "
    "note = $16, contact_name = $17, contact_department = $18, contact_title = $19, "
    "contact_email = $20, contact_telephone = $21, source = $22, source_note = $23, "
    "campaign_id = $24, owner_id = $25, owner_name = $26, next_action = $27, "
    "next_action_on = $28, lost_reason = $29, lost_note = $30, moved_on = $31, "
    "application_id = $32, organisation_id = $33, import_id = $34, name_key = $35, "
    "telephone_key = $36, version = version + 1, created_at = $38, updated_at = $39, "
    "people_erased_on = $40 "
    "WHERE id = $1 AND version = $37"};
constexpr db::Query kDelete{"recruiting.delete_prospect", "DELETE FROM prospects WHERE id = $1"};
constexpr db::Query kListById{"recruiting.list_prospects_by_id",
                              "SELECT " PROSPECT_COLUMNS
                              " FROM prospects WHERE id > $1 ORDER BY id LIMIT $2"};
constexpr db::Query kCountByStage{"recruiting.count_prospects_by_stage",
                                  "SELECT stage, count(*) FROM prospects GROUP BY stage"};
constexpr db::Query kDueOwners{
    "recruiting.list_due_owners",
    "SELECT DISTINCT owner_id FROM prospects WHERE owner_id > $1 AND is_open = 1"
    " AND next_action_on > '' AND next_action_on <= $2 ORDER BY owner_id LIMIT $3"};
constexpr db::Query kMarkReminded{
    "recruiting.update_reminded",
    "INSERT INTO prospect_reminders (owner_id, reminded_on) VALUES ($1, $2)"
    " ON CONFLICT (owner_id) DO UPDATE SET reminded_on = excluded.reminded_on"
    " WHERE prospect_reminders.reminded_on < excluded.reminded_on"};
constexpr db::Query kAlike{
    "recruiting.list_prospects_alike",
    "SELECT " PROSPECT_COLUMNS
    " FROM (SELECT * FROM prospects WHERE corporate_number = $1 AND $1 <> '' UNION "
    "SELECT * FROM prospects WHERE name_key = $2 AND $2 <> '' UNION "
    "SELECT * FROM prospects WHERE telephone_key = $3 AND $3 <> '') AS found "
    "WHERE id <> $4 ORDER BY id LIMIT 20"};

Prospect prospect_of(const db::Row& row) {
  Prospect p;
  p.id = {row.text(0)};
  p.code = row.text(1);
  p.stage = stage_from_name(row.text(2)).value_or(Stage::candidate);
  members::Organisation& o = p.organisation;
  o.name = row.text(4);
  o.name_kana = row.text(5);
  o.corporate_number = row.text(6);
  o.category = row.text(7);
  o.industry = row.text(8);
  o.municipality_code = row.text(9);
  o.postal_code = row.text(10);
  o.address = row.text(11);
  o.employees = row.integer_or_null(12);
  o.telephone = row.text(13);
  o.website = row.text(14);
  o.note = row.text(15);
  p.contact.name = row.text(16);
  p.contact.department = row.text(17);
  p.contact.title = row.text(18);
  p.contact.email = row.text(19);
  p.contact.telephone = row.text(20);
  p.source = row.text(21);
  p.source_note = row.text(22);
  p.campaign_id = row.text(23);
  p.owner_id = {row.text(24)};
  p.owner_name = row.text(25);
  p.next_action = row.text(26);
  p.next_action_on = row.text(27);
  p.lost_reason = row.text(28);
  p.lost_note = row.text(29);
  p.moved_on = row.text(30);
  p.application_id = row.text(31);
  p.organisation_id = {row.text(32)};
  p.import_id = row.text(33);
  p.version = row.integer(36);
  p.created_at = {row.integer(37)};
  p.updated_at = {row.integer(38)};
  p.people_erased_on = row.text(39);
  return p;
}

std::optional<Prospect> one_of(const std::optional<db::Row>& row) {
  if (!row) return {};
  return prospect_of(*row);
}

std::vector<db::Value> values_of(const Prospect& p) {
  const members::Organisation& o = p.organisation;
  const members::MatchKeys keys = members::match_keys(o, "");
  const auto v = [](const auto& value) { return db::to_value(value); };
  return {v(p.id.text), v(p.code), v(stage_name(p.stage)), v(is_open(p.stage)), v(o.name),
          v(o.name_kana), v(o.corporate_number), v(o.category), v(o.industry),
          v(o.municipality_code), v(o.postal_code), v(o.address), v(o.employees), v(o.telephone),
          v(o.website), v(o.note), v(p.contact.name), v(p.contact.department), v(p.contact.title),
          v(p.contact.email), v(p.contact.telephone), v(p.source), v(p.source_note),
          v(p.campaign_id), v(p.owner_id.text), v(p.owner_name), v(p.next_action),
          v(p.next_action_on), v(p.lost_reason), v(p.lost_note), v(p.moved_on),
          v(p.application_id), v(p.organisation_id.text), v(p.import_id), v(keys.name_key),
          v(keys.telephone_key), v(p.version), v(p.created_at.ms), v(p.updated_at.ms),
          v(p.people_erased_on)};
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
  void equal(const char* column, const std::string& value) {
    if (!value.empty()) add(std::string(column) + " = " + parameter(value));
  }
};

Where where_of(const ListFilter& filter) {
  Where where;
  if (filter.by_search) {
    std::string list = "''";
    for (const auto& id : filter.ids) list += ", " + where.parameter(id);
    where.add("id IN (" + list + ")");
  }
  if (filter.stage.empty()) {
    where.add("is_open = 1");
  } else if (filter.stage != "all") {
    where.equal("stage", filter.stage);
  }
  if (filter.owner_id == "none") {
    where.add("owner_id = ''");
  } else {
    where.equal("owner_id", filter.owner_id);
  }
  where.equal("source", filter.source);
  where.equal("industry", filter.industry);
  where.equal("municipality_code", filter.municipality_code);
  where.equal("campaign_id", filter.campaign_id);
  where.equal("import_id", filter.import_id);
  if (!filter.due_until.empty()) {
    where.add("next_action_on > ''");
    where.add("next_action_on <= " + where.parameter(filter.due_until));
  }
  return where;
}

}  // namespace

std::optional<Prospect> find_prospect(db::Reader& reader, const ProspectId& id) {
  return one_of(reader.first(kFind, id.text));
}

std::optional<Prospect> find_prospect_by_code(db::Reader& reader, std::string_view code) {
  return one_of(reader.first(kFindByCode, code));
}

std::optional<Prospect> find_prospect_of_application(db::Reader& reader,
                                                     std::string_view application_id) {
  return one_of(reader.first(kFindOfApplication, application_id));
}

std::optional<Prospect> find_prospect_of_organisation(db::Reader& reader,
                                                      std::string_view organisation_id) {
  return one_of(reader.first(kFindOfOrganisation, organisation_id));
}

Result<void> insert_prospect(db::Tx& tx, const Prospect& prospect) {
  TRY(tx.change(kInsert, values_of(prospect)));
  return {};
}

Result<void> update_prospect(db::Tx& tx, const Prospect& prospect) {
  const auto changed = TRY(tx.change(kUpdate, values_of(prospect)));
  if (changed != 0) return {};
  return fail(Fault::conflict,
              "ほかの人が先にこの見込み先を変更しました。いまの内容を確かめて、もう一度保存してください");
}

Result<void> delete_prospect(db::Tx& tx, const ProspectId& id) {
  TRY(tx.run(kDelete, id.text));
  return {};
}

std::vector<Prospect> list_prospects_by_id(db::Reader& reader, std::string_view after_id,
                                           int most) {
  std::vector<Prospect> out;
  for (const auto& row : reader.all(kListById, after_id, most)) out.push_back(prospect_of(row));
  return out;
}

std::vector<Prospect> list_prospects(db::Reader& reader, const ListFilter& filter) {
  Where where = where_of(filter);
  const bool due = filter.order == Order::due;
  if (!filter.after_id.empty()) {
    const std::string value =
        due ? where.parameter(filter.after_value)
            : where.parameter(std::strtoll(filter.after_value.c_str(), nullptr, 10));
    where.add(std::string(due ? "(next_action_on, id) > (" : "(updated_at, id) < (") + value +
              ", " + where.parameter(filter.after_id) + ")");
  }
  const std::string sql = "SELECT " PROSPECT_COLUMNS " FROM prospects" + where.sql +
                          (due ? " ORDER BY next_action_on, id LIMIT "
                               : " ORDER BY updated_at DESC, id DESC LIMIT ") +
                          where.parameter(static_cast<std::int64_t>(filter.most));
  std::vector<Prospect> out;
  for (const auto& row : reader.select({"recruiting.list_prospects", sql}, where.args)) {
    out.push_back(prospect_of(row));
  }
  return out;
}

std::int64_t count_prospects(db::Reader& reader, const ListFilter& filter, std::int64_t cap) {
  Where where = where_of(filter);
  const std::string sql = "SELECT count(*) FROM (SELECT 1 FROM prospects" + where.sql +
                          " LIMIT " + where.parameter(cap) + ") AS found";
  return reader.select({"recruiting.count_prospects", sql}, where.args).front().integer(0);
}

std::vector<AccountId> list_due_owners(db::Reader& reader, const std::string& until,
                                       std::string_view after_id, int most) {
  std::vector<AccountId> out;
  for (const auto& row : reader.all(kDueOwners, after_id, until, most)) {
    out.push_back({row.text(0)});
  }
  return out;
}

Result<bool> mark_reminded(db::Tx& tx, const AccountId& owner, const std::string& day) {
  return TRY(tx.run(kMarkReminded, owner.text, day)) == 1;
}

std::map<std::string, std::int64_t> count_by_stage(db::Reader& reader) {
  std::map<std::string, std::int64_t> out;
  for (const auto& row : reader.all(kCountByStage)) out[row.text(0)] = row.integer(1);
  return out;
}

std::vector<Prospect> list_alike(db::Reader& reader, const members::Organisation& organisation,
                                 const ProspectId& but) {
  const members::MatchKeys keys = members::match_keys(organisation, "");
  std::vector<Prospect> out;
  for (const auto& row : reader.all(kAlike, organisation.corporate_number, keys.name_key,
                                    keys.telephone_key, but.text)) {
    out.push_back(prospect_of(row));
  }
  return out;
}

}  // namespace musubi::recruiting::store
