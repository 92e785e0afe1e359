// site_export.h - what the export of the public site offers to main.cc, the tests and the command.
// Nothing else of the folder may be included from outside.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/actor/actor.h"
#include "core/jobs/jobs.h"

namespace musubi::web {
struct App;
}

namespace musubi::site_export {

void add_routes(web::App& app);
std::vector<jobs::Job> scheduled_jobs();

struct Written {
  std::int64_t pages = 0, files = 0, bytes = 0, redirects = 0;
  std::vector<std::string> left_out;  // public addresses that answered with a failure
};
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;
// The whole public site at `out`: a folder that is not there or empty, or a .zip. All or nothing.
// Fault::conflict when something is there already; Fault::unavailable (the disk).
Result<Written> write_site(const Context& ctx, web::App& app, const std::string& out,
                           const Progress& progress = {});

}  // namespace musubi::site_export
