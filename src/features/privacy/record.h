// record.h - what the person's and the office's side of a request share: checking what was typed,
// giving the number, starting the clock, the audit. In the caller's transaction; internal.
#pragma once

#include "features/privacy/service.h"

namespace musubi::privacy {

// Trimmed and normalised, or a FieldError per field.
Result<NewRequest> check_request(const NewRequest& input, bool needs_email);
Request new_request(const Context& ctx, const NewRequest& checked, std::string_view route);
// Number, days, audit, the news to the office. The row itself is the caller's to write.
Result<void> receive(db::Tx& tx, const Context& ctx, Request& request, Date received);
Result<void> end_withdrawn(db::Tx& tx, const Context& ctx, Request& request,
                           const std::string& why);
// SECURITY: before and after hold codes and days only, never what a person wrote.
Result<void> note(db::Tx& tx, const Context& ctx, std::string_view action, const Request& request,
                  const Json& before, const Json& after, const std::string& reason = {});
// The package without what was left out.
Json disclosed_part(const Json& package);

}  // namespace musubi::privacy
