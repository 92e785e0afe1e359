// service.h - what an asker, a member, the office and the clock can do with requests for listings.
// SECURITY: an asker is whoever holds the link; a member is who sent it.
#pragma once

#include <vector>

#include "features/inquiries/inquiries.h"
#include "features/listings/permissions.h"
#include "features/listings/store.h"
#include "features/publishing/publishing.h"

namespace musubi::listings {

// ---- the asker ----

struct Asking {
  Event event;
  std::string name, organisation_name, email, telephone;
  bool consented = false;
  bool trap_filled = false;        // a field that people do not see
  std::int64_t filled_in_ms = -1;  // since the form was shown; -1 unknown
};
struct Receipt {
  std::string id, number, token;
};
// From the public form. What looks unwanted is received all the same, answered in the same words,
// and set aside. Sent twice: the first one's receipt, with a link of its own.
Result<Receipt> ask(const Context& ctx, const Asking& input, const std::string& sending);

struct Shown {
  Listing listing;
  std::vector<Words> words;  // oldest first
};
// not_found for a wrong, an ended and an erased one alike.
Result<Shown> load_by_link(const Context& ctx, const std::string& token);

// The event as it should be, and what the asker says beside it ("" = nothing). version: of the
// request that the form showed; Fault::conflict when the office changed it meanwhile.
struct Correction {
  Event event;
  std::string reply;
  std::int64_t version = 0;
};
// Before the draft: it is the office's turn again, with a new due time if it was asked. Afterwards:
// it waits as `pending` for somebody to change the article.
Result<void> correct_by_link(const Context& ctx, const std::string& token,
                             const Correction& input, const std::string& sending);
Result<void> withdraw_by_link(const Context& ctx, const std::string& token,
                              const std::string& reason);

// ---- members ----
// Name and address are the account's. Returns the id.
Result<std::string> ask_as_member(const Context& ctx, const Event& input,
                                  const std::string& sending);
// What the form of a member holds at first: its own organisation as the organiser.
Result<Event> begin_own(const Context& ctx);
Result<std::vector<Listing>> list_own(const Context& ctx, const std::string& before_id, int most);
Result<Shown> load_own(const Context& ctx, const std::string& id);
Result<void> correct_own(const Context& ctx, const std::string& id, const Correction& input,
                         const std::string& sending);
Result<void> withdraw_own(const Context& ctx, const std::string& id, const std::string& reason);

// ---- the office ----

// Written down after a call, a mail or a visit. inquiry: the one that it came of, "" = none.
Result<std::string> enter(const Context& ctx, const Asking& input, const std::string& inquiry,
                          const std::string& sending);
// The request that was written down of this inquiry; "" = none yet.
Result<std::string> find_of_inquiry(const Context& ctx, const std::string& inquiry);
// The same with their numbers, for the page of the inquiry, which only the office opens.
std::vector<inquiries::Outcome> list_outcomes(db::Reader& reader, const std::string& inquiry);
struct DeskPage {
  Shown shown;
  std::optional<publishing::Standing> item;  // of the article; nothing when there is none
  std::string organisation_name, member_no;  // of the member whose it is
  Instant clock;
};
Result<DeskPage> load_listing(const Context& ctx, const std::string& id);
Result<std::vector<Listing>> list_visible(const Context& ctx, const store::Filter& filter);

struct Step {
  std::string id;
  std::int64_t version = 0;
};
// The draft of an イベント, once for each request; again only when that draft was thrown away. Its id.
Result<std::string> take(const Context& ctx, const Step& step);
Result<void> ask_back(const Context& ctx, const Step& step, const std::string& question);
Result<void> decline(const Context& ctx, const Step& step, const std::string& reason,
                     const std::string& words);
// Out of the quarantine: received now in all ways, the asker gets the mail.
Result<void> release(const Context& ctx, const Step& step);
Result<void> discard(const Context& ctx, const Step& step);
// What the asker wanted changed in the article has been done.
Result<void> settle_pending(const Context& ctx, const Step& step);

// ---- months ----
struct Month {
  Date from;  // its first day
  std::vector<store::MonthRow> rows;
  store::MonthRow total;
};
// `typed`: 2024-10; "" or nonsense = this month.
Result<Month> load_month(const Context& ctx, const std::string& typed);
std::string month_csv(const Month& month);

// ---- the clock ----
// What became public is told to its asker, with the address.
Result<void> tell_public(const Context& ctx);
// After the last day, or when the office ended the article: what is listed ends. What nobody
// decided by its day ends too, and its asker hears it.
Result<void> end_past(const Context& ctx);
// Late: told to the managers once.
Result<void> tell_late(const Context& ctx);
Result<void> clear_links(const Context& ctx);
Result<void> drop_discarded(const Context& ctx);

}  // namespace musubi::listings
