// views_new_members.h - the pages of KPI-01 as plain structs and the functions that turn them into
// Html. No request reading, no rules.
#pragma once

#include <optional>
#include <string>

#include "features/recruiting/service_new_members.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::recruiting::views {

inline constexpr const char* kNewMembers = "/office/new-members";

struct NewMembers {
  NewMembersPage page;
  Part part = Part::counted;
  std::string next_path, first_path, status;
  Date today;
  bool may_plan = false, sees_prospects = false;
};
web::Html new_members(const web::Request& request, const NewMembers& data);

struct PlanForm {
  web::Fields typed;  // month_1 ... month_12, reason
  std::string seen;   // the plan that the form is made against
  std::optional<Error> error;
  std::string is_now;  // after a conflict
};
web::Html plan_form(const web::Request& request, const PlanForm& form);

}  // namespace musubi::recruiting::views
