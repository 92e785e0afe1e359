// store_uptime.h - rows of probes and planned stops; every statement stands in store_uptime.cc.
// Finds, lists, inserts, updates; never decides.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "features/analytics/uptime.h"

namespace musubi::analytics::store {

// One check of a minute; of two the worse stays.
Result<void> insert_check(db::Tx& tx, std::string_view source, const Check& check);
std::vector<Check> list_checks(db::Reader& reader, std::string_view source, Span period);
std::optional<Instant> find_first_check(db::Reader& reader, std::string_view source);
// Before `period`, the last one: it may still speak inside.
std::optional<Check> find_check_before(db::Reader& reader, std::string_view source, Instant at);
Result<void> delete_checks(db::Tx& tx, std::string_view source, Span period);

struct Stop {  // 計画停止
  std::string id;
  Instant from, until;
  std::string reason, agreement;
  Instant noticed_at;
  std::string noticed_by_name;
  std::optional<Instant> called_off_at;
  std::string called_off_by_name;
};
Result<void> insert_stop(db::Tx& tx, const Stop& stop);
// Only while it is not called off; how many rows changed.
Result<std::int64_t> update_stop_called_off(db::Tx& tx, const Stop& stop);
std::optional<Stop> find_stop(db::Reader& reader, const std::string& id);
// In force, touching the period; in order.
std::vector<Stop> list_stops_within(db::Reader& reader, Span period);
// Latest first, called off ones too; pages by (from_at, id).
std::vector<Stop> list_stops(db::Reader& reader, Instant before, const std::string& before_id,
                             int most);

}  // namespace musubi::analytics::store
