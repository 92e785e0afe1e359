// query.h - small readings that the pages of recruiting share: the list's query string, numbers and
// days of a form. Unknown values are dropped, never an error. Internal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/recruiting/service.h"
#include "web/request.h"

namespace musubi::recruiting {

store::ListFilter filter_from(const web::Fields& query, const Actor& actor, Date today);
std::string query_without_paging(const web::Fields& query);
std::int64_t number_from(const std::string& text);
// "" when nothing was typed; an error is added under the field's own name.
std::string day_from(const web::Fields& form, const std::string& name, const std::string& label,
                     std::vector<FieldError>& errors);
// What the first showing of a form holds: a day becomes the parts that date_field() reads.
void add_day(web::Fields& out, const std::string& name, const std::string& day);

}  // namespace musubi::recruiting
