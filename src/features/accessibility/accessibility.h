// accessibility.h - what the yearly test of the site offers to main.cc, to `musubi check
// accessibility` and to the tests. The only header that others include.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "core/outbox/outbox.h"
#include "core/retention/retention.h"

namespace musubi::web {
struct App;
}

namespace musubi::accessibility {

void add_routes(web::App& app);
// accessibility.result.published: prints the PDF of a result.
void add_handlers(outbox::Handlers& handlers);
retention::Kinds retention_kinds();
// The 試験 of 令和6年度 of the public site with two 改善課題, and one that has begun.
// REQUIRES: the demo's accounts are there.
Result<void> load_demo(const Context& ctx);

// ---- for `musubi check accessibility` ----
struct TrialToCheck {
  std::string id, name;
  std::vector<std::string> paths;  // in order of their numbers
  std::vector<std::string> criteria;  // those that the sheet knows: the checker tells no others
};
// "" = the newest that runs. Fault::not_found, Fault::conflict when it is over.
Result<TrialToCheck> find_trial_to_check(const Context& ctx, const std::string& id);
struct Checked {
  std::int64_t pages = 0, could_not = 0, findings = 0;
};
// What the checker wrote. Fault::invalid when it is not that.
Result<Checked> take_check_file(const Context& ctx, const std::string& id,
                                std::string_view bytes);
// No tool, no browser, no server: every page could not be checked, and `why` is kept with it.
Result<Checked> note_unchecked(const Context& ctx, const TrialToCheck& trial,
                               const std::string& why);

}  // namespace musubi::accessibility
