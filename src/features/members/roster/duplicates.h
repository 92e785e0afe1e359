// duplicates.h - rows of one file that are the same organisation. Inside roster only.
// Proposals for a person, never merges: each says what agrees.
#pragma once

#include "features/members/roster/roster.h"

namespace musubi::members {

// Fills roster.duplicates and roster.organisations, and settles name defects that a duplicate only
// repeats: spelling differences of the name between the two rows are the duplicate's reason.
void find_duplicates(Roster& roster);

}  // namespace musubi::members
