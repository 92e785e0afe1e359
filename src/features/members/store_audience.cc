// store_audience.cc - people of the registry by conditions over their organisations.
// See audience.h. Made of fixed fragments; every value is a parameter. Decides nothing.
#include "features/members/audience.h"
#include "features/members/codes.h"

namespace musubi::members {
namespace {

// 中小企業基本法 第2条, as size_class_of() in codes.cc says it: a test compares the two.
constexpr std::string_view kSizeClass =
    "CASE WHEN o.employees IS NULL AND o.capital_yen IS NULL THEN 'unknown'"
    " WHEN o.employees <= CASE WHEN o.industry IN ('I', 'M', 'L', 'N', 'O', 'P', 'Q', 'R')"
    " THEN 5 ELSE 20 END THEN 'small'"
    " WHEN o.employees <= CASE WHEN o.industry IN ('I', 'M') THEN 50"
    " WHEN o.industry IN ('L', 'N', 'O', 'P', 'Q', 'R') THEN 100 ELSE 300 END"
    " OR o.capital_yen <= CASE WHEN o.industry IN ('I', 'M', 'L', 'N', 'O', 'P', 'Q', 'R')"
    " THEN 50000000 ELSE 300000000 END THEN 'medium' ELSE 'large' END";

constexpr const char* kSelect =
    "SELECT p.id, p.organisation_id, o.member_no, o.name, p.name, p.email FROM people p"
    " JOIN organisations o ON o.id = p.organisation_id";
constexpr db::Query kAddresses{"members.list_addresses_of",
                               "SELECT email FROM people WHERE organisation_id = $1"
                               " AND state = 'active' AND email <> '' ORDER BY position LIMIT 200"};
constexpr db::Query kContacts{"members.list_contacts_of",
                              "SELECT name, email FROM people WHERE organisation_id = $1"
                              " AND state = 'active' ORDER BY position LIMIT 200"};
constexpr db::Query kStanding{
    "members.list_in_good_standing",
    "SELECT id, member_no, name FROM organisations WHERE id > $1"
    " AND state IN ('active', 'paused', 'suspended') ORDER BY id LIMIT $2"};

struct Where {
  std::string sql = " WHERE p.state = 'active'";
  std::vector<db::Value> args = {};

  std::string parameter(db::Value value) {
    args.push_back(std::move(value));
    return "$" + std::to_string(args.size());
  }
  void add(const std::string& condition) { sql += " AND " + condition; }
  void any_of(std::string_view column, const std::vector<std::string>& values) {
    if (values.empty()) return;
    std::string list;
    for (const std::string& value : values) {
      list += (list.empty() ? "" : ", ") + parameter(value);
    }
    add(std::string(column) + " IN (" + list + ")");
  }
};

std::vector<std::string> codes_of_area(const std::string& area) {
  if (area == "outside") return {"000000"};
  std::vector<std::string> out;
  for (const Municipality& one : municipalities()) {
    if (one.area == area) out.emplace_back(one.code6);
  }
  for (const Ward& ward : wards()) {
    if (municipalities().front().area == area) out.emplace_back(ward.code6);
  }
  return out;
}

void add_places(Where& where, const Audience& audience) {
  std::vector<std::string> codes = audience.municipalities;
  for (const std::string& area : audience.areas) {
    for (std::string& code : codes_of_area(area)) codes.push_back(std::move(code));
  }
  where.any_of("o.municipality_code", codes);
}

Where where_of(const Audience& audience) {
  Where where;
  where.any_of("o.state", audience.states.empty() ? std::vector<std::string>{"active"}
                                                  : audience.states);
  where.any_of("o.category", audience.categories);
  where.any_of("o.industry", audience.industries);
  add_places(where, audience);
  where.any_of(kSizeClass, audience.sizes);
  if (!audience.joined_from.empty()) {
    where.add("o.joined_on >= " + where.parameter(audience.joined_from));
  }
  if (!audience.joined_until.empty()) {
    where.add("o.joined_on <> '' AND o.joined_on <= " + where.parameter(audience.joined_until));
  }
  if (audience.part == "primary") where.add("p.is_primary = 1");
  if (audience.part == "administrator") where.add("p.is_administrator = 1");
  if (audience.part == "representative") {
    where.add("o.representative_name <> '' AND p.name = o.representative_name");
  }
  return where;
}

AudiencePerson audience_person_of(const db::Row& row) {
  return {PersonId{row.text(0)}, OrganisationId{row.text(1)}, row.text(2), row.text(3),
          row.text(4),           row.text(5)};
}

}  // namespace

std::vector<AudiencePerson> list_audience(db::Reader& reader, const Audience& audience,
                                       std::string_view after, int most) {
  Where where = where_of(audience);
  if (!after.empty()) where.add("p.id > " + where.parameter(std::string(after)));
  const std::string limit = where.parameter(static_cast<std::int64_t>(most));
  const std::string sql = kSelect + where.sql + " ORDER BY p.id LIMIT " + limit;
  std::vector<AudiencePerson> out;
  for (const auto& row : reader.select({"members.list_audience", sql}, where.args)) {
    out.push_back(audience_person_of(row));
  }
  return out;
}

std::optional<AudiencePerson> find_in_audience(db::Reader& reader, const Audience& audience,
                                        const PersonId& id) {
  Where where = where_of(audience);
  where.add("p.id = " + where.parameter(id.text));
  const auto rows = reader.select({"members.find_in_audience", kSelect + where.sql}, where.args);
  if (rows.empty()) return std::nullopt;
  return audience_person_of(rows.front());
}

AudienceSize count_audience(db::Reader& reader, const Audience& audience) {
  Where where = where_of(audience);
  const std::string sql =
      "SELECT count(*), count(DISTINCT p.organisation_id),"
      " COALESCE(SUM(CASE WHEN p.email = '' THEN 1 ELSE 0 END), 0) FROM people p"
      " JOIN organisations o ON o.id = p.organisation_id" + where.sql;
  const auto rows = reader.select({"members.count_audience", sql}, where.args);
  return {rows.front().integer(0), rows.front().integer(1), rows.front().integer(2)};
}

std::vector<std::string> list_addresses_of(db::Reader& reader,
                                           const OrganisationId& organisation) {
  std::vector<std::string> out;
  for (const auto& row : reader.all(kAddresses, organisation.text)) out.push_back(row.text(0));
  return out;
}

std::vector<ContactPerson> list_contacts_of(db::Reader& reader,
                                            const OrganisationId& organisation) {
  std::vector<ContactPerson> out;
  for (const auto& row : reader.all(kContacts, organisation.text)) {
    out.push_back({row.text(0), row.text(1)});
  }
  return out;
}

std::vector<StandingOrganisation> list_in_good_standing(db::Reader& reader,
                                                        std::string_view after_id, int most) {
  std::vector<StandingOrganisation> out;
  for (const auto& row : reader.all(kStanding, after_id, most)) {
    out.push_back({OrganisationId{row.text(0)}, row.text(1), row.text(2)});
  }
  return out;
}

}  // namespace musubi::members
