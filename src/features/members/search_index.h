// search_index.h - what of an organisation can be found, and by whom. Two documents each: the
// organisation (all who may see the registry) and its people (only who may see personal data).
// Internal to the feature; written in the same transaction as the data.
#pragma once

#include <string>
#include <vector>

#include "core/search/search.h"
#include "features/members/organisation.h"

namespace musubi::members {

inline constexpr std::string_view kRegistryVisibility = "office";  // no personal data
// Names, mail addresses, telephones of people.
inline constexpr std::string_view kPersonalVisibility = "office.personal";

// The visibility labels that this actor may search.
std::vector<std::string> visible_to(const Actor& actor);
// With the names it had, and those of members that were merged into it; a new one has none yet.
Result<void> index_organisation(db::Tx& tx, const Organisation& organisation,
                                const std::vector<Person>& people, bool is_new = false);
Result<void> forget_organisation(db::Tx& tx, const OrganisationId& id);  // to undo an import

}  // namespace musubi::members
