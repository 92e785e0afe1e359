// query.cc - the list's query string, read and written; see query.h.
// Pure: text in, filter out. Never refuses: what it does not know it leaves out.
#include "features/members/query.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "features/members/views.h"
#include "web/urlencoded.h"

namespace musubi::members {
namespace {

constexpr std::string_view kKept[] = {"q", "state", "industry", "municipality_code", "need",
                                      "joined", "sort", "column"};

}  // namespace

store::ListFilter filter_from(const web::Fields& query) {
  store::ListFilter filter;
  const std::string state = query.get("state");
  if (state == "all" || state_from_name(state)) filter.state = state;
  filter.industry = query.get("industry");
  filter.municipality_code = query.get("municipality_code");
  filter.need = query.get("need");
  const std::string joined = query.get("joined");
  std::from_chars(joined.data(), joined.data() + joined.size(), filter.joined_fiscal_year);
  std::string sort = query.get("sort");
  if (sort.ends_with("-desc")) {
    filter.descending = true;
    sort.resize(sort.size() - 5);
  }
  if (!sort.empty()) filter.sort = sort;
  filter.after_value = query.get("after");
  filter.after_id = query.get("after_id");
  return filter;
}

std::vector<std::string> columns_from(const web::Fields& query) {
  std::vector<std::string> chosen;
  std::vector<std::string> asked;
  for (const auto& value : query.all("column")) {
    for (auto& name : split(value, ',')) asked.push_back(std::move(name));
  }
  for (const auto& [name, label] : views::list_columns()) {
    if (std::find(asked.begin(), asked.end(), name) != asked.end()) chosen.push_back(name);
  }
  if (chosen.empty()) return views::default_columns();
  if (std::find(chosen.begin(), chosen.end(), "name") == chosen.end()) {
    chosen.insert(chosen.begin(), "name");  // the row's name and link
  }
  return chosen;
}

std::string query_without_paging(const web::Fields& query) {
  std::string out;
  for (std::string_view name : kKept) {
    for (const auto& value : query.all(name)) {
      if (trim(value).empty()) continue;
      out += (out.empty() ? "" : "&") + std::string(name) + "=" + web::percent_encode(value);
    }
  }
  return out;
}

web::Fields fields_of_query(const std::string& query) {
  web::Fields fields;
  for (const auto& part : split(query, '&')) {
    const auto equals = part.find('=');
    if (equals == std::string::npos) continue;
    fields.add(part.substr(0, equals),
               web::percent_decode(part.substr(equals + 1), true).value_or(""));
  }
  return fields;
}

std::vector<std::pair<std::string, std::string>> rest_of_query(
    const std::string& query, const std::vector<std::string>& set_by_the_form) {
  std::vector<std::pair<std::string, std::string>> out;
  const web::Fields fields = fields_of_query(query);
  for (const auto& item : fields.items()) {
    const auto& own = set_by_the_form;
    if (std::find(own.begin(), own.end(), item.first) != own.end()) continue;
    // What boxes sent several times (column) is carried as one field: names are told apart.
    const auto same = std::find_if(out.begin(), out.end(),
                                   [&](const auto& each) { return each.first == item.first; });
    if (same == out.end()) {
      out.push_back(item);
    } else {
      same->second += "," + item.second;
    }
  }
  return out;
}

std::string next_page_path(const std::string& query, const store::ListFilter& filter,
                           const RegistryRow& last) {
  const Organisation& o = last.organisation;
  std::string value = o.member_no;
  if (filter.sort == "name_kana") value = o.name_kana;
  if (filter.sort == "joined_on") value = o.joined_on;
  if (filter.sort == "updated_at") value = std::to_string(o.updated_at.ms);
  return "/office/members?" + (query.empty() ? "" : query + "&") +
         "after=" + web::percent_encode(value) + "&after_id=" + o.id.text;
}

}  // namespace musubi::members
