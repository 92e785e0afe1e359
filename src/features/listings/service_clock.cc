// service_clock.cc - what the clock does with requests: tells their askers what became public, ends
// what is over, tells what is late, and puts away links and unwanted ones. Called by jobs; each
// request in its own transaction, so that one that fails holds up no other.
#include "base/log.h"
#include "core/retention/retention.h"
#include "features/listings/letters.h"
#include "features/listings/record.h"
#include "features/listings/service.h"

namespace musubi::listings {
namespace {

constexpr int kAtOnce = 100;  // of one reading
constexpr int kMostOfOneRun = 1000;

// Looked at again inside: somebody may have been faster.
template <class F>
Result<void> on_listing(const Context& ctx, const std::string& id, std::string_view state, F&& f) {
  const auto done = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto now = store::find_listing(tx, id);
    if (!now || now->state != state) return {};
    return f(tx, *now);
  });
  if (done || done.error().fault == Fault::conflict) return {};  // the next run sees it
  log::error("listings.clock_failed", {{"id", id}, {"detail", done.error().detail}});
  return {};
}

Result<void> tell_one(const Context& ctx, const std::string& id) {
  return on_listing(ctx, id, "drafted", [&](db::Tx& tx, Listing& q) -> Result<void> {
    const auto item = publishing::find_standing(tx, q.item_id);
    if (!item || !item->is_public) return {};
    q.public_path = item->path;
    q.settled_at = item->published_at;
    TRY(send_public(tx, ctx, q));
    return step_to(tx, ctx, q, "listed", "listings.listing.listed");
  });
}

// Nothing is left to change in an article that nobody sees.
Result<void> end_listed(db::Tx& tx, const Context& ctx, Listing& q) {
  q.pending.clear();
  return step_to(tx, ctx, q, "ended", "listings.listing.ended");
}

// The office ended the article before its time.
Result<void> end_what_is_gone(const Context& ctx) {
  const auto end_one = [&](db::Tx& tx, Listing& q) -> Result<void> {
    const auto item = publishing::find_standing(tx, q.item_id);
    if (item && item->is_public) return {};
    return end_listed(tx, ctx, q);
  };
  std::string after;
  for (;;) {
    const auto some = ctx.db.read([&](db::Reader& reader) {
      return store::list_in_state(reader, "listed", after, kAtOnce);
    });
    for (const Listing& one : some) {
      const auto item = ctx.db.read([&](db::Reader& reader) {
        return publishing::find_standing(reader, one.item_id);
      });
      if (item && item->is_public) continue;
      TRY(on_listing(ctx, one.id, "listed", end_one));
    }
    if (some.size() < static_cast<std::size_t>(kAtOnce)) return {};
    after = some.back().id;
  }
}

Result<void> end_in_state(const Context& ctx, std::string_view state) {
  const Date today = ctx.today();
  for (int done = 0; done < kMostOfOneRun; done += kAtOnce) {
    const auto past = ctx.db.read(
        [&](db::Reader& reader) { return store::list_past(reader, state, today, kAtOnce); });
    const auto end_one = [&](db::Tx& tx, Listing& q) -> Result<void> {
      if (state == "listed") return end_listed(tx, ctx, q);
      TRY(send_expired(tx, ctx, q));
      return step_to(tx, ctx, q, "expired", "listings.listing.expired");
    };
    for (const Listing& one : past) TRY(on_listing(ctx, one.id, state, end_one));
    if (past.size() < static_cast<std::size_t>(kAtOnce)) break;
  }
  return {};
}

}  // namespace

Result<void> tell_public(const Context& ctx) {
  std::string after;
  for (;;) {
    const auto some = ctx.db.read([&](db::Reader& reader) {
      return store::list_in_state(reader, "drafted", after, kAtOnce);
    });
    for (const Listing& one : some) TRY(tell_one(ctx, one.id));
    if (some.size() < static_cast<std::size_t>(kAtOnce)) return {};
    after = some.back().id;
  }
}

Result<void> end_past(const Context& ctx) {
  // What became public in the last minutes of its last day is told before it ends.
  TRY(tell_public(ctx));
  for (const char* state : {"listed", "open", "asked_back", "drafted"}) {
    TRY(end_in_state(ctx, state));
  }
  return end_what_is_gone(ctx);
}

Result<void> tell_late(const Context& ctx) {
  const People managers = TRY(people_with(ctx, Role::secretariat_manager));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    std::vector<Listing> late = store::list_late_untold(tx, clock_of(ctx), kAtOnce);
    if (late.empty()) return {};
    TRY(send_late_news(tx, ctx, late, managers));
    for (Listing& one : late) {
      one.late_told = true;
      TRY(save(tx, ctx, one,
               {.action = "listings.listing.late_told",
                .after = {{"listing_state", one.state}}}));
    }
    return {};
  });
}

Result<void> clear_links(const Context& ctx) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::delete_links_before(tx, ctx.now));
    return {};
  });
}

Result<void> drop_discarded(const Context& ctx) {
  const retention::Kind* kind = retention::find_kind(retention::kinds(), "listings.discarded");
  if (kind == nullptr) return {};
  return retention::destroy_over(ctx, *kind);
}

}  // namespace musubi::listings
