// letters.h - what goes to a person by mail about their request, and to the officers of the
// prefecture when one is forwarded. Queued in the caller's transaction; decides nothing.
#pragma once

#include "core/outbox/outbox.h"
#include "features/privacy/request.h"

namespace musubi::privacy {

struct Link {
  std::string token;
  Instant until;
};
// A token whose hash is kept; the letter that carries it forgets it when it was sent.
Result<Link> issue_link(db::Tx& tx, const Context& ctx, const std::string& request,
                        std::string_view purpose, int hours);

Result<void> send_proof_letter(db::Tx& tx, const Context& ctx, const Request& request);
// Nothing without an address: the office hands over the paper.
Result<void> send_received_letter(db::Tx& tx, const Context& ctx, const Request& request);
Result<void> send_extended_letter(db::Tx& tx, const Context& ctx, const Request& request);
Result<void> send_forwarded_letter(db::Tx& tx, const Context& ctx, const Request& request);
Result<void> send_answer_letter(db::Tx& tx, const Context& ctx, const Request& request);

// privacy.request.received: the office; privacy.request.forwarded: the prefecture's officers.
void add_letter_handlers(outbox::Handlers& handlers);

}  // namespace musubi::privacy
