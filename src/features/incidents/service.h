// service.h - what the office can do with an incident: open it, answer what it may be, write the
// nine items, record each step, close it. Which duties follow is duties.h; here it is decided who,
// and that nothing is closed while a duty is open.
#pragma once

#include <vector>

#include "core/documents/documents.h"
#include "features/incidents/store.h"

namespace musubi::incidents {

struct NewIncident {
  std::string title;
  std::string known_on, known_clock;  // YYYY-MM-DD, 9:30; clock "" = now
  bool is_drill = false;
  Answers answers;
};
Result<std::string> open_incident(const Context& ctx, const NewIncident& input,
                                  const std::string& sending);

struct DutyNow {
  Duty duty;
  std::optional<DoneStep> done;
  int days_left = 0;  // negative: late; meaningful when needed and not done
};
struct IncidentPage {
  Incident incident;
  std::vector<DutyNow> duties;
  std::vector<Event> events;  // newest first
  std::vector<std::string> before_closing;  // what is open; empty: it may be closed
};
// The prefecture finds only what was reported to it.
Result<IncidentPage> load_incident(const Context& ctx, const std::string& id);
Result<std::vector<Incident>> list_incidents(const Context& ctx, const std::string& before,
                                             int most);
// The open ones, no drills, for the homes. REQUIRES: the caller has asked must().
std::vector<IncidentPage> list_going_on(db::Reader& reader, Date today, int most);

Result<void> save_answers(const Context& ctx, const std::string& id, const Answers& answers,
                          std::int64_t version);
// `items`: of item_fields(), as typed.
Result<void> save_items(const Context& ctx, const std::string& id, const Json& items,
                        std::int64_t version);
Result<void> record_step(const Context& ctx, const std::string& id, const std::string& step,
                         const std::string& how);
Result<void> add_remark(const Context& ctx, const std::string& id, const std::string& what,
                        const std::string& sending);
Result<void> close_incident(const Context& ctx, const std::string& id, const std::string& words,
                            std::int64_t version);

// A draft as of now: kind prefecture | prompt | final.
Result<documents::Document> draft_report(const Context& ctx, const std::string& id,
                                         const std::string& kind);
Result<std::string> print_draft(const Context& ctx, const std::string& id,
                                const std::string& kind);

}  // namespace musubi::incidents
