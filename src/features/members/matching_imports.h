// matching_imports.h - which organisation of the registry a row of the roster is. Proves or
// proposes, never merges: only a proof fills in blanks by itself, everything weaker asks a person.
#pragma once

#include <string_view>

#include "db/db.h"
#include "features/members/store_imports.h"

namespace musubi::members {

// Stands before the reason of a row that agrees with a member who has left: come back, or listed by
// mistake, is for a person to say.
inline constexpr std::string_view kWhoLeft = "退会した会員と";

// Sets choice, target_id, repeats and match_reason of a row whose typed values are known.
// REQUIRES: of_row is set for rows that repeat another row of the file.
void match_row(db::Reader& reader, store::ImportRow& row);

}  // namespace musubi::members
