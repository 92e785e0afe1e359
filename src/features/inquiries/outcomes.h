// outcomes.h - what came of an inquiry at the other desk of the house, as that desk tells it
// (inquiries.h, configure_listings). Read for the office's page; keeps nothing and decides nothing.
#pragma once

#include "features/inquiries/inquiries.h"
#include "features/inquiries/inquiry.h"

namespace musubi::inquiries {

// Of the inquiry and of those that were merged into it.
std::vector<Outcome> list_listings_of(db::Reader& reader, const std::string& inquiry,
                                      const std::vector<Merge>& merges);

}  // namespace musubi::inquiries
