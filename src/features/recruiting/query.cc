// query.cc - see query.h. Pure: text in, values out. Never refuses: what it does not know it
// leaves out.
#include "features/recruiting/query.h"

#include <charconv>

#include "web/kit/form.h"
#include "web/urlencoded.h"

namespace musubi::recruiting {

store::ListFilter filter_from(const web::Fields& query, const Actor& actor, Date today) {
  store::ListFilter filter;
  const std::string stage = query.get("stage");
  if (stage == "all" || stage_from_name(stage)) filter.stage = stage;
  filter.owner_id = query.get("owner");
  if (filter.owner_id == "me") filter.owner_id = actor.account.text;
  if (!label_in(sources(), query.get("source")).empty()) filter.source = query.get("source");
  filter.industry = query.get("industry");
  filter.municipality_code = query.get("municipality_code");
  filter.campaign_id = query.get("campaign");
  filter.import_id = query.get("import");
  if (query.get("due") == "1") {
    filter.due_until = iso(today);
    filter.order = store::Order::due;
  }
  filter.after_value = query.get("after_value");
  filter.after_id = query.get("after_id");
  return filter;
}

std::string query_without_paging(const web::Fields& query) {
  std::string out;
  for (const auto& [name, value] : query.items()) {
    const bool told_once = name == "after_value" || name == "after_id" || name == "message";
    if (value.empty() || told_once) continue;
    out += (out.empty() ? "" : "&") + web::percent_encode(name) + "=" + web::percent_encode(value);
  }
  return out;
}

std::int64_t number_from(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::string day_from(const web::Fields& form, const std::string& name, const std::string& label,
                     std::vector<FieldError>& errors) {
  auto day = web::kit::read_date(form, name, label);
  if (!day) {
    errors.push_back({name, day.error().fields.empty() ? day.error().says
                                                       : day.error().fields.front().says});
    return {};
  }
  return *day ? iso(**day) : std::string();
}

void add_day(web::Fields& out, const std::string& name, const std::string& day) {
  const auto parts = web::kit::date_parts(parse_iso_date(day));
  out.add(name + "_era", parts.era);
  out.add(name + "_year", parts.year);
  out.add(name + "_month", parts.month);
  out.add(name + "_day", parts.day);
}

}  // namespace musubi::recruiting
