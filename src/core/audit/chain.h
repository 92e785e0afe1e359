// chain.h - one line of the audit chain as it is stored, and the hash that ties it to the line
// before. Private to core/audit: writing, verifying and exporting share exactly these bytes.
#pragma once

#include <string>
#include <string_view>

#include "db/db.h"

namespace musubi::audit {

struct Line {
  std::int64_t sequence = 0;
  std::int64_t at = 0;
  std::string actor_id, actor_name, action, noun, subject_id, organisation_id, reason, request_id;
  std::string address;
  std::string before, after;  // JSON text as stored, "" when nothing
  std::string hash;
};

// The columns in canonical order; read_line expects rows selected with exactly this list.
inline constexpr std::string_view kColumns =
    "sequence, at, actor_id, actor_name, action, noun, subject_id, organisation_id, reason,"
    " request_id, address, before_json, after_json, hash";

Line read_line(const db::Row& row);
std::string next_hash(std::string_view previous_hash, const Line& line);

}  // namespace musubi::audit
