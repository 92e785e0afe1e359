// compute_report.cc - the figures and rows of a report; see compute_report.h.
// Reads page by page, never writes: freezing is the service's business.
#include "features/members/compute_report.h"

#include <algorithm>

#include "features/members/codes.h"
#include "features/members/store_reports.h"

namespace musubi::members {
namespace {

constexpr int kPage = 500;

// What a reader of the report would call a change of the member; contacts are not reported.
constexpr std::string_view kReported[] = {"name", "corporate_number", "category", "industry",
                                          "municipality_code", "address", "uses_platform"};

struct History {
  std::vector<store::MembershipEvent> events;
  std::vector<store::FieldChange> changes;
};

bool is_member(Membership membership) {
  return membership == Membership::member || membership == Membership::paused ||
         membership == Membership::suspended;
}

bool joins(const std::string& kind) { return kind == "joined" || kind == "unmerged"; }
bool leaves(const std::string& kind) {
  return kind == "withdrawn" || kind == "expelled" || kind == "merged";
}

std::string state_words(Membership membership) {
  if (membership == Membership::paused) return "paused";
  if (membership == Membership::suspended) return "suspended";
  return membership == Membership::left ? "withdrawn" : "active";
}

ReportRow row_of(const Organisation& o, Membership membership, const std::string& left_on) {
  ReportRow row;
  row.organisation_id = o.id.text;
  row.member_no = o.member_no;
  row.name = o.name;
  row.corporate_number = o.corporate_number;
  row.category = o.category;
  row.industry = o.industry;
  row.municipality_code = o.municipality_code;
  row.size_class = std::string(size_class(o));
  row.state = state_words(membership);
  row.joined_on = o.joined_on;
  row.left_on = left_on;
  row.uses_platform = o.uses_platform;
  return row;
}

std::string change_words(const Organisation& before, const Organisation& after) {
  std::string out;
  for (std::string_view field : kReported) {
    const std::string was = field_text(before, field);
    const std::string is = field_text(after, field);
    if (was == is) continue;
    const auto* info = find_field(organisation_fields(), field);
    out += (out.empty() ? "" : "／") + std::string(info->label) + "：" +
           field_for_people(field, was) + " → " + field_for_people(field, is);
  }
  return out;
}

class Computing {
 public:
  explicit Computing(const ReportBase& base) {
    figures_.as_of = base.as_of;
    figures_.previous_as_of = base.previous_as_of;
    year_start_ = iso(fiscal_year_start(fiscal_year(base.as_of)));
    figures_.since = base.previous_as_of ? add_days(*base.previous_as_of, 1)
                                         : fiscal_year_start(fiscal_year(base.as_of));
    day_ = iso(figures_.as_of);
    since_ = iso(figures_.since);
    eve_ = iso(add_days(figures_.since, -1));
    name_tables();
  }

  // The row to print, or nothing when this organisation does not concern the report.
  std::optional<ReportRow> add(const Organisation& now, const History& history) {
    const Membership before = membership_on(history.events, eve_);
    const Membership after = membership_on(history.events, day_);
    count_events(history.events);
    if (is_member(before)) ++figures_.previous_members;
    const Organisation then = as_it_was(now, history.changes, day_);
    if (!is_member(after)) {
      if (!is_member(before)) return {};
      ++figures_.left;
      ReportRow row = row_of(then, Membership::left, last_leaving_day(history.events));
      row.change = "left";
      return row;
    }
    count_member(then, after);
    ReportRow row = row_of(then, after, "");
    if (!is_member(before)) {
      ++figures_.joined;
      row.change = "joined";
      return row;
    }
    row.change_note = change_words(as_it_was(now, history.changes, eve_), then);
    if (before != after) {
      row.change_note += (row.change_note.empty() ? "" : "／") + std::string("状態：") +
                         std::string(state_label(*state_from_name(state_words(before)))) + " → " +
                         std::string(state_label(*state_from_name(state_words(after))));
    }
    if (!row.change_note.empty()) row.change = "changed";
    return row;
  }

  ReportFigures take() { return std::move(figures_); }

 private:
  void name_tables() {
    std::vector<std::string> sizes(kSizeClasses.begin(), kSizeClasses.end());
    std::vector<std::string> letters;
    for (const auto& industry : industries()) letters.emplace_back(1, industry.letter);
    letters.emplace_back("");
    std::vector<std::string> areas;
    for (const auto& municipality : municipalities()) {
      std::string area(municipality.area);
      if (std::find(areas.begin(), areas.end(), area) == areas.end()) areas.push_back(area);
    }
    areas.emplace_back("県外");
    areas.emplace_back("不明");
    figures_.industry_by_size = {letters, sizes, {}};
    figures_.industry_by_area = {letters, areas, {}};
    figures_.area_by_size = {areas, sizes, {}};
    for (const char* category : {"company", "body", "university", "government"}) {
      figures_.by_category[category] = 0;
    }
  }

  void count_events(const std::vector<store::MembershipEvent>& events) {
    for (const auto& event : events) {
      if (event.happened_on < year_start_ || event.happened_on > day_) continue;
      if (event.kind == "joined") {
        ++figures_.joined_in_year;
        if (event.first_time) ++figures_.first_time_in_year;
      }
      if (leaves(event.kind)) ++figures_.left_in_year;
      if (event.kind == "unmerged") --figures_.left_in_year;
    }
  }

  void count_member(const Organisation& o, Membership membership) {
    ++figures_.members;
    if (membership == Membership::paused) ++figures_.paused;
    if (membership == Membership::suspended) ++figures_.suspended;
    if (o.uses_platform) ++figures_.on_platform;
    ++figures_.by_category[o.category];
    const std::string size(size_class(o));
    const std::string area(area_of(o.municipality_code));
    ++figures_.industry_by_size.cells[{o.industry, size}];
    ++figures_.industry_by_area.cells[{o.industry, area}];
    ++figures_.area_by_size.cells[{area, size}];
  }

  std::string last_leaving_day(const std::vector<store::MembershipEvent>& events) const {
    std::string out;
    for (const auto& event : events) {
      if (leaves(event.kind) && event.happened_on <= day_) out = event.happened_on;
    }
    return out;
  }

  ReportFigures figures_;
  std::string year_start_, day_, since_, eve_;
};

template <class Row>
std::map<std::string, std::vector<Row>> by_organisation(std::vector<Row> rows) {
  std::map<std::string, std::vector<Row>> out;
  for (auto& row : rows) out[row.organisation_id.text].push_back(std::move(row));
  return out;
}

}  // namespace

Membership membership_on(const std::vector<store::MembershipEvent>& events,
                         const std::string& day) {
  Membership now = Membership::never;
  for (const auto& event : events) {
    if (event.happened_on > day) break;
    if (joins(event.kind) || event.kind == "resumed" || event.kind == "reinstated") {
      now = Membership::member;
    } else if (event.kind == "paused") {
      now = Membership::paused;
    } else if (event.kind == "suspended") {
      now = Membership::suspended;
    } else if (leaves(event.kind)) {
      now = Membership::left;
    }
  }
  return now;
}

Organisation as_it_was(Organisation now, const std::vector<store::FieldChange>& changes,
                       const std::string& day) {
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    if (change->effective_on <= day) break;
    set_field(now, change->field, change->before);
  }
  return now;
}

Result<ReportFigures> compute_report(db::Reader& reader, const ReportBase& base,
                                     const std::function<Result<void>(const ReportRow&)>& each) {
  Computing computing(base);
  std::string after;
  for (;;) {
    const auto page = store::list_organisations_by_id(reader, after, kPage);
    if (page.empty()) break;
    std::vector<OrganisationId> ids;
    for (const auto& organisation : page) ids.push_back(organisation.id);
    auto events = by_organisation(store::list_events_of(reader, ids));
    auto changes = by_organisation(store::list_changes_of(reader, ids));
    for (const auto& organisation : page) {
      const History history{events[organisation.id.text], changes[organisation.id.text]};
      if (auto row = computing.add(organisation, history)) TRY(each(*row));
    }
    after = page.back().id.text;
  }
  return computing.take();
}

}  // namespace musubi::members
