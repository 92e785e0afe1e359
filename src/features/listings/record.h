// record.h - the one way in which a request is written: its number, its clock, the audit note and
// the search document together. Between the services and the store, in the caller's transaction;
// permits nothing and decides nothing that a person decides.
#pragma once

#include "base/json.h"
#include "core/search/search.h"
#include "features/listings/store.h"

namespace musubi::listings {

inline constexpr std::string_view kReceivedTopic = "listings.listing.received";  // outbox, audit

// Gives id, number, days and due time, and writes it. With state quarantined nobody is told; else
// the office is, by the outbox, unless the office wrote it. REQUIRES: what was typed was checked.
Result<void> receive(db::Tx& tx, const Context& ctx, Listing& listing);
// SECURITY: before and after hold codes, days and numbers, never what a person wrote.
struct Change {
  std::string_view action;
  Json before = nullptr, after = nullptr;
};
Result<void> save(db::Tx& tx, const Context& ctx, Listing& listing, const Change& change);
// To another state, saved; ended_on follows from where it leads.
Result<void> step_to(db::Tx& tx, const Context& ctx, Listing& listing, const char* state,
                     std::string_view action);
Result<void> say(db::Tx& tx, const Context& ctx, const Listing& listing, const char* kind,
                 const std::string& body, bool is_office);

// By mail, after the commit: something to decide, or to change in an article.
Result<void> tell_office(db::Tx& tx, const Context& ctx, const Listing& listing);

Instant due_of(db::Reader& reader, Instant from);
search::Document document_of(const Listing& listing);
// SHA-256 of the first words without spaces: what makes two sendings the same.
std::string body_key_of(const std::string& body);

}  // namespace musubi::listings
