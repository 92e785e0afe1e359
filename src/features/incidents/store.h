// store.h - rows of incidents, their steps and their timeline. Every statement stands in store.cc.
// Finds, lists, counts, inserts, updates; never decides, never deletes.
#pragma once

#include "db/db.h"
#include "features/incidents/incident.h"

namespace musubi::incidents::store {

Result<void> insert_incident(db::Tx& tx, const Incident& incident);
// Where the version still is incident.version; Fault::conflict else. Raises it.
Result<void> update_incident(db::Tx& tx, const Incident& incident);
std::optional<Incident> find_incident(db::Reader& reader, std::string_view id);
// Newest first; `before` pages by key. reported: only those that were told to the prefecture.
std::vector<Incident> list_incidents(db::Reader& reader, std::string_view before, bool reported,
                                     int most);
std::vector<Incident> list_open(db::Reader& reader, int most);  // no drills
std::int64_t count_open(db::Reader& reader);                    // no drills
std::int64_t find_highest_number(db::Reader& reader, bool drill, std::int64_t fiscal_year);

// ON CONFLICT nothing: a step is done once. How many rows were written.
Result<std::int64_t> insert_step(db::Tx& tx, std::string_view incident, const DoneStep& step);
std::vector<DoneStep> list_steps(db::Reader& reader, std::string_view incident);
Result<void> insert_event(db::Tx& tx, std::string_view incident, const Event& event);
std::vector<Event> list_events(db::Reader& reader, std::string_view incident, int most);

}  // namespace musubi::incidents::store
