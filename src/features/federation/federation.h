// federation.h - signing in with an identity of another service (OpenID Connect, GビズID): what
// main.cc and the tests wire. The provider itself is configured at core/oidc; off without it.
// Must never make an account, nor find one by a mail address.
#pragma once

#include <memory>
#include <vector>

#include "core/holdings/holdings.h"
#include "core/jobs/jobs.h"
#include "core/keys/locksmith.h"

namespace musubi::web {
struct App;
}

namespace musubi::federation {

void add_routes(web::App& app, std::shared_ptr<keys::Locksmith> smith);
// Clears ways to the provider that nobody came back by.
std::vector<jobs::Job> scheduled_jobs();
holdings::Sources holdings_sources();
// An account that is reset or erased loses its identities. REQUIRES: before anything resets.
void tell_accounts();

}  // namespace musubi::federation
