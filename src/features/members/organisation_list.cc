// organisation_list.cc - the roster's reader lent to other features: a list of organisations with
// what is wrong in it, line by line. No database; what a caller keeps is its own decision.
#include <map>

#include "features/members/checks.h"
#include "features/members/members.h"
#include "features/members/roster/roster.h"

namespace musubi::members {
namespace {

// What only a list of members must have: a stranger's list may well leave it out.
bool is_of_members_only(const std::string& kind) {
  if (kind == "name_missing") return false;
  return kind.ends_with("_missing") || kind.starts_with("date_") || kind == "withdrawal_requested";
}

// Nor does a stranger's list need what only the registry keeps.
bool is_kept_by_registry_only(const Defect& defect) {
  return defect.kind == "not_accepted" &&
         (defect.field == name_of(RosterField::category) ||
          defect.field == name_of(RosterField::capital_yen) ||
          defect.field == name_of(RosterField::fax) ||
          defect.field == name_of(RosterField::platform_use));
}

class Filling {
 public:
  explicit Filling(ListedOrganisation& out) : out_(out) {}

  void organisation(std::string_view field, const std::string& text) {
    if (const auto value = accepted(field, text)) set_field(out_.organisation, field, *value);
  }
  void contact(std::string_view field, const std::string& text) {
    if (const auto value = accepted(field, text)) set_field(out_.contact, field, *value);
  }

 private:
  std::optional<std::string> accepted(std::string_view field, const std::string& text) {
    if (text.empty()) return {};
    auto checked = check_field(field, text);
    if (checked) return *checked;
    const auto* info = find_field(organisation_fields(), field);
    if (info == nullptr) info = find_field(person_fields(), field);
    out_.defects.push_back({out_.line, std::string(info->label), text,
                            checked.error().fields.front().says, true});
    return {};
  }
  ListedOrganisation& out_;
};

std::string number_text(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : std::string();
}

ListedOrganisation listed(const RosterRow& row) {
  ListedOrganisation out;
  out.line = row.line;
  Filling fill(out);
  fill.organisation("name", row.name);
  fill.organisation("name_kana", row.name_kana);
  fill.organisation("corporate_number", row.corporate_number);
  fill.organisation("industry", row.industry);
  fill.organisation("employees", number_text(row.employees));
  fill.organisation("postal_code", row.postal_code);
  fill.organisation("address", row.address);
  fill.organisation("municipality_code",
                    row.outside_prefecture ? "000000" : row.municipality);
  fill.organisation("telephone", row.telephone);
  fill.organisation("website", row.website);
  fill.organisation("note", row.notes);
  fill.contact("department", row.department);
  if (!row.contacts.empty()) {
    fill.contact("name", row.contacts.front().name);
    fill.contact("email", row.contacts.front().email);
  }
  return out;
}

}  // namespace

Result<OrganisationList> read_organisation_list(const std::string& path) {
  const Roster roster = TRY(read_roster(path));
  if (roster.mapping.column_of(RosterField::name) < 0) {
    return fail_fields({{"file", "団体名の列が見つかりません。見出しの行に「団体名」と書いてあるか確かめてください"}});
  }
  OrganisationList out;
  out.sheet = roster.sheet;
  for (const auto& column : roster.mapping.columns) {
    out.columns.emplace_back(column.heading, std::string(label_of(column.field)));
  }
  std::map<std::int64_t, std::size_t> at;  // row number -> place in out.rows
  for (const RosterRow& row : roster.rows) {
    at[row.row] = out.rows.size();
    out.rows.push_back(listed(row));
  }
  for (const Defect& defect : roster.defects) {
    const auto found = at.find(defect.row);
    if (found == at.end() || is_of_members_only(defect.kind)) continue;
    if (is_kept_by_registry_only(defect)) continue;
    const auto field = roster_field_named(defect.field);
    out.rows[found->second].defects.push_back(
        {defect.line, field ? std::string(label_of(*field)) : defect.field, defect.value,
         defect.message, defect.severity == Severity::error});
  }
  return out;
}

}  // namespace musubi::members
