// site_state.h - facts about the running site for the office: the database, the audit, what the
// scheduled work did last. Called by the office home; says only what is really known.
#pragma once

#include "web/kit/layout.h"
#include "web/request.h"

namespace musubi::home {

web::kit::Pairs site_facts(const web::Request& request);

}  // namespace musubi::home
