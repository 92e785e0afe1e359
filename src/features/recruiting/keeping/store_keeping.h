// store_keeping.h - prospects whose contact person has an address. SQL only.
// Decides nothing.
#pragma once

#include "db/db.h"
#include "features/recruiting/prospect.h"

namespace musubi::recruiting::store {

// In any letter case that was stored; the one touched last comes first. "" finds none.
std::vector<ProspectId> list_prospects_of_address(db::Reader& reader, std::string_view email,
                                                  int most);

}  // namespace musubi::recruiting::store
