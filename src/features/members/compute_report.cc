// compute_report.cc - the figures and rows of a report; see compute_report.h.
// Reads page by page, never writes: freezing is the service's business.
#include "features/members/compute_report.h"

#include <algorithm>
#include <set>

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
  std::optional<ReportRow> reported;  // by the previous report
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

std::string moved_words(std::string_view label, const std::string& was, const std::string& is) {
  return std::string(label) + "：" + was + " → " + is;
}

std::string change_words(const Organisation& before, const Organisation& after) {
  std::string out;
  for (std::string_view field : kReported) {
    const std::string was = field_text(before, field);
    const std::string is = field_text(after, field);
    if (was == is) continue;
    const auto* info = find_field(organisation_fields(), field);
    out += (out.empty() ? "" : "／") +
           moved_words(info->label, field_for_people(field, was), field_for_people(field, is));
  }
  return out;
}

// What the previous report printed about it: it is that which a reader compares with.
Organisation as_reported(Organisation then, const ReportRow& row) {
  then.name = row.name;
  then.corporate_number = row.corporate_number;
  then.category = row.category;
  then.industry = row.industry;
  then.municipality_code = row.municipality_code;
  then.uses_platform = row.uses_platform;
  return then;
}

std::string day_words(const std::string& day) {
  auto parsed = parse_iso_date(day);
  return parsed ? wareki(*parsed) : "日付の記録なし";
}

std::string why_in(const std::vector<store::MembershipEvent>& events, const std::string& eve) {
  const store::MembershipEvent* joined = nullptr;
  for (const auto& event : events) {
    if (joins(event.kind) && event.happened_on <= eve) joined = &event;
  }
  if (joined == nullptr || joined->happened_on.empty()) {
    return "入会日の記録がない会員を、前回の報告のあとに登録";
  }
  return "前回の基準日までの入会（" + day_words(joined->happened_on) +
         "）を、報告のあとに記録または訂正";
}

std::string why_out(const std::vector<store::MembershipEvent>& events, const std::string& eve) {
  const store::MembershipEvent* left = nullptr;
  for (const auto& event : events) {
    if (leaves(event.kind) && event.happened_on <= eve) left = &event;
  }
  if (left == nullptr) return "入会日を、前回の基準日より後に訂正";
  if (left->kind == "merged") return "重複していた登録を、報告のあとに統合";
  return "前回の基準日までの退会（" + day_words(left->happened_on) + "）を、報告のあとに記録";
}

class Computing {
 public:
  explicit Computing(const ReportBase& base) : has_previous_(base.previous.has_value()) {
    figures_.as_of = base.as_of;
    year_start_ = iso(fiscal_year_start(fiscal_year(base.as_of)));
    figures_.since = fiscal_year_start(fiscal_year(base.as_of));
    if (base.previous) {
      figures_.previous_as_of = base.previous->as_of;
      figures_.previous_members = base.previous->members;
      figures_.since = add_days(base.previous->as_of, 1);
    }
    day_ = iso(figures_.as_of);
    eve_ = iso(add_days(figures_.since, -1));
    name_tables();
  }

  // The row to print, or nothing when this organisation does not concern the report.
  std::optional<ReportRow> add(const Organisation& now, const History& history) {
    const Membership before = membership_on(history.events, eve_);
    const Membership after = membership_on(history.events, day_);
    count_events(history.events);
    const bool was = is_member(before);
    const bool is = is_member(after);
    const bool reported =
        has_previous_ ? history.reported && history.reported->counted : was;
    if (!has_previous_ && was) ++figures_.previous_members;
    if (!reported && !was && !is) return {};
    const Organisation then = as_it_was(now, history.changes, day_);
    ReportRow row = row_of(then, is ? after : Membership::left,
                           is ? "" : last_leaving_day(history.events));
    row.counted = is;
    if (is) count_member(then, after);
    if (was != reported) correct(row, history.events);
    if (!was && is) {
      ++figures_.joined;
      row.change = "joined";
    } else if (was && !is) {
      ++figures_.left;
      row.change = "left";
    } else if (reported && is) {
      note_changes(row, now, then, history);
    }
    return row;
  }

  // The previous report counted it, and it is not in the registry any more.
  ReportRow add_vanished(ReportRow row) {
    ++figures_.corrected_out;
    row.state = state_words(Membership::left);
    row.left_on.clear();
    row.change.clear();
    row.change_note.clear();
    row.counted = false;
    row.correction = "out";
    row.correction_note = "名簿の取込みを取り消したため、登録がなくなったもの";
    return row;
  }

  ReportFigures take() { return std::move(figures_); }

 private:
  void correct(ReportRow& row, const std::vector<store::MembershipEvent>& events) {
    const bool in = is_member(membership_on(events, eve_));
    ++(in ? figures_.corrected_in : figures_.corrected_out);
    row.correction = in ? "in" : "out";
    row.correction_note = in ? why_in(events, eve_) : why_out(events, eve_);
  }

  void note_changes(ReportRow& row, const Organisation& now, const Organisation& then,
                    const History& history) {
    Organisation before = as_it_was(now, history.changes, eve_);
    std::string state_before = state_words(membership_on(history.events, eve_));
    if (history.reported) {
      before = as_reported(before, *history.reported);
      state_before = history.reported->state;
    }
    row.change_note = change_words(before, then);
    if (state_before != row.state) {
      row.change_note += (row.change_note.empty() ? "" : "／") +
                         moved_words("状態", std::string(state_label(*state_from_name(state_before))),
                                     std::string(state_label(*state_from_name(row.state))));
    }
    if (!row.change_note.empty()) row.change = "changed";
  }

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
    std::vector<std::string> pairs;
    for (const auto& letter : letters) {
      for (const auto& area : areas) pairs.push_back(industry_area_code(letter, area));
    }
    figures_.industry_area_by_size = {std::move(pairs), sizes, {}};
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
    ++figures_.industry_area_by_size.cells[{industry_area_code(o.industry, area), size}];
  }

  std::string last_leaving_day(const std::vector<store::MembershipEvent>& events) const {
    std::string out;
    for (const auto& event : events) {
      if (leaves(event.kind) && event.happened_on <= day_) out = event.happened_on;
    }
    return out;
  }

  ReportFigures figures_;
  bool has_previous_;
  std::string year_start_, day_, eve_;
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
    if (joins(event.kind)) {
      now = Membership::member;
    } else if (!is_member(now)) {
      continue;
    } else if (event.kind == "resumed" || event.kind == "reinstated") {
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

std::vector<store::FieldChange> that_stand(std::vector<store::FieldChange> changes) {
  std::set<std::string> taken_back;  // imports and merges
  for (const auto& change : changes) {
    if (change.cause == "undo") taken_back.insert(change.cause_id);
  }
  std::erase_if(changes, [&](const store::FieldChange& change) {
    return taken_back.contains(change.cause_id);
  });
  return changes;
}

Organisation as_it_was(Organisation now, const std::vector<store::FieldChange>& changes,
                       const std::string& day) {
  struct Value {
    std::string text, since;  // since "": as it was first
  };
  std::map<std::string, Value> values;
  for (const auto& change : that_stand(changes)) {
    auto& value = values.try_emplace(change.field, Value{change.before, ""}).first->second;
    if (change.effective_on > day || change.effective_on < value.since) continue;
    value = {change.after, change.effective_on};
  }
  for (const auto& [field, value] : values) set_field(now, field, value.text);
  return now;
}

Result<ReportFigures> compute_report(db::Reader& reader, const ReportBase& base,
                                     const std::function<Result<void>(const ReportRow&)>& each) {
  Computing computing(base);
  const std::string previous = base.previous ? base.previous->id : "";
  std::string after;
  for (;;) {
    const auto page = store::list_organisations_by_id(reader, after, kPage);
    if (page.empty()) break;
    std::vector<OrganisationId> ids;
    for (const auto& organisation : page) ids.push_back(organisation.id);
    auto events = by_organisation(store::list_events_of(reader, ids));
    auto changes = by_organisation(store::list_changes_of(reader, ids));
    std::map<std::string, ReportRow> reported;
    if (base.previous) {
      for (auto& row : store::list_report_rows_of(reader, previous, ids)) {
        reported.emplace(row.organisation_id, std::move(row));
      }
    }
    for (const auto& organisation : page) {
      History history{events[organisation.id.text], changes[organisation.id.text], {}};
      auto row_before = reported.find(organisation.id.text);
      if (row_before != reported.end()) history.reported = row_before->second;
      if (auto row = computing.add(organisation, history)) TRY(each(*row));
    }
    after = page.back().id.text;
  }
  if (base.previous) {
    const auto vanished = store::list_report_rows_vanished(reader, previous);
    for (const auto& row : vanished) TRY(each(computing.add_vanished(row)));
  }
  return computing.take();
}

}  // namespace musubi::members
