// letters.h - what goes to an asker by mail, and the news to the office. Queued in the caller's
// transaction; decides nothing. Every letter to an asker carries a link of its own.
#pragma once

#include "core/outbox/outbox.h"
#include "features/listings/store.h"

namespace musubi::listings {

// A token whose hash is kept, for kLinkDays: opens the asker's page.
Result<std::string> issue_link(db::Tx& tx, const Context& ctx, const std::string& listing);

// 受付番号, the due time and the link. At most kLettersADay a day go to one address.
Result<void> send_receipt(db::Tx& tx, const Context& ctx, const Listing& listing);
Result<void> send_question(db::Tx& tx, const Context& ctx, const Listing& listing,
                           const std::string& question);
Result<void> send_decline(db::Tx& tx, const Context& ctx, const Listing& listing,
                          const std::string& words);
Result<void> send_public(db::Tx& tx, const Context& ctx, const Listing& listing);
Result<void> send_expired(db::Tx& tx, const Context& ctx, const Listing& listing);
// To the managers: what is late. {address, name}
using People = std::vector<std::pair<std::string, std::string>>;
Result<void> send_late_news(db::Tx& tx, const Context& ctx, const std::vector<Listing>& late,
                            const People& people);
// {address, name} of those of this role who can sign in.
Result<People> people_with(const Context& ctx, Role role);

// listings.listing.received: something to decide, for the office.
void add_letter_handlers(outbox::Handlers& handlers);

inline constexpr std::string_view kStatusPath = "/event-listings/status/";
std::string desk_path(const std::string& listing);  // /office/event-listings/...

}  // namespace musubi::listings
