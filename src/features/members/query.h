// query.h - the list's query string: one reading for the list, its saved views and its exports, so
// that what is exported is what was seen.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "features/members/service.h"
#include "web/request.h"

namespace musubi::members {

// Unknown values are dropped, never an error: a link in a mail of last year still opens a list.
store::ListFilter filter_from(const web::Fields& query);
std::vector<std::string> columns_from(const web::Fields& query);
// Percent-encoded, in a fixed order, without paging and without empty values.
std::string query_without_paging(const web::Fields& query);
web::Fields fields_of_query(const std::string& query);
// What a form that sets only some of the conditions must carry along, as hidden fields.
std::vector<std::pair<std::string, std::string>> rest_of_query(
    const std::string& query, const std::vector<std::string>& set_by_the_form);
std::string next_page_path(const std::string& query, const store::ListFilter& filter,
                           const RegistryRow& last);

}  // namespace musubi::members
