// service_running.cc - what was approved is done; see service.h. Each record goes in a transaction
// of its own together with its line of the list, so that a process may be killed between any two:
// the outbox begins again, and what is done is not done twice. What the gate refuses stays, with
// the reason. A list goes in steps, in the lane `slow`: a notice of a decision waits for the lane
// `printed`, and nobody waits for a destruction.
#include "base/sha256.h"
#include "core/audit/audit.h"
#include "features/retention/certificate.h"
#include "features/retention/service.h"
#include "features/retention/store.h"

namespace musubi::retention {
namespace {

constexpr int kHashed = 500;

Result<void> destroy_listed(const Context& ctx, const Destruction& d, const Kind& kind,
                            const std::string& item_id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto now = store::find_destruction(tx, d.id);
    auto item = store::find_item(tx, d.id, item_id);
    // Another process may have been faster.
    if (!now || now->state != "approved" || !item || item->state != "waiting") return {};
    const Item gone = TRY(destroy(tx, ctx, kind, item_id));
    item->state = "destroyed";
    item->ended_on = iso(last_day(kind.term, gone.started));
    item->sha256 = gone.sha256;
    item->done_at = ctx.now;
    item->done_on = iso(ctx.today());
    return store::update_item(tx, d.id, *item);
  });
}

Result<void> spare(const Context& ctx, const Destruction& d, const std::string& item_id,
                   const std::string& why) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto item = store::find_item(tx, d.id, item_id);
    if (!item || item->state != "waiting") return {};
    item->state = "spared";
    item->why = why;
    item->done_at = ctx.now;
    item->done_on = iso(ctx.today());
    TRY(store::update_item(tx, d.id, *item));
    return audit::note(tx, ctx, "retention.record.spared", {"destruction", d.id, ""}, nullptr,
                       {{"item", item_id}}, why);
  });
}

std::string hash_of_list(db::Reader& reader, const std::string& id) {
  std::string lines, after;
  for (;;) {
    const auto page = store::list_items_in_state(reader, id, "destroyed", after, kHashed);
    if (page.empty()) return sha256_hex(lines);
    after = page.back().id;
    for (const ListedItem& item : page) {
      lines += item.id + "\t" + item.started_on + "\t" + item.ended_on + "\t" + item.done_on +
               "\t" + item.sha256 + "\n";
    }
  }
}

// The number is given when something was destroyed: nothing destroyed needs no certificate.
Result<void> finish(const Context& ctx, const std::string& id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto d = store::find_destruction(tx, id);
    if (!d || d->state != "approved") return {};
    if (store::count_items(tx, id, "waiting") > 0) {
      return fail(Fault::unavailable, "消去が途中です。続きを待っています", "items wait");
    }
    d->state = "done";
    d->destroyed = store::count_items(tx, id, "destroyed");
    d->spared = store::count_items(tx, id, "spared");
    d->done_at = ctx.now;
    d->done_on = iso(ctx.today());
    if (d->destroyed > 0) {
      d->fiscal_year = fiscal_year(ctx.today());
      d->number = store::find_highest_number(tx, d->fiscal_year) + 1;
      d->list_sha256 = hash_of_list(tx, id);
      d->paper_state = "ordered";
    }
    TRY(store::update_destruction(tx, *d));
    return audit::note(tx, ctx, "retention.destruction.done", {"destruction", id, ""},
                       {{"state", "approved"}},
                       {{"state", "done"},
                        {"destroyed", d->destroyed},
                        {"spared", d->spared},
                        {"sha256", d->list_sha256}});
  });
}

// True when nothing of the list waits any more.
Result<bool> destroy_some(const Context& ctx, const Destruction& d) {
  const Kind* kind = find_kind(kinds(), d.kind);
  if (kind == nullptr) {
    return fail(Fault::unavailable, "この種類の記録を扱う機能がありません", "unknown kind");
  }
  const auto waiting = ctx.db.read([&](db::Reader& reader) {
    return store::list_items_in_state(reader, d.id, "waiting", "", kStepMost + 1);
  });
  int tried = 0;
  for (const ListedItem& item : waiting) {
    if (tried++ == kStepMost) return false;
    auto gone = destroy_listed(ctx, d, *kind, item.id);
    if (gone) continue;
    const Fault fault = gone.error().fault;
    if (fault != Fault::conflict && fault != Fault::not_found) return fail(gone.error());
    TRY(spare(ctx, d, item.id, gone.error().says));
  }
  return true;
}

// Two steps may follow one, when its process was killed between this and its own end: each looks at
// what waits then, so that they share the work.
Result<void> leave_rest(const Context& ctx, const outbox::Message& message) {
  return ctx.db.write([&](db::Tx& tx) {
    return outbox::later(tx, ctx.now, "retention.destruction.approved", message.body, {},
                         outbox::Lane::slow);
  });
}

}  // namespace

Result<void> finish_approved(const Context& ctx, const std::string& id) {
  const auto d =
      ctx.db.read([&](db::Reader& reader) { return store::find_destruction(reader, id); });
  if (!d || d->state != "approved") return {};
  while (!TRY(destroy_some(ctx, *d))) {
  }
  return finish(ctx, id);
}

Result<void> carry_out(const Context& outer, const outbox::Message& message) {
  Context ctx = outer;
  // On the day of the approval, whatever day the rest of the demo is at when it is carried out.
  if (const auto day = parse_iso_date(message.body.value("today", ""))) ctx.pretended_today = day;
  const std::string id = message.body.value("id", "");
  const auto load = [&] {
    return ctx.db.read([&](db::Reader& reader) { return store::find_destruction(reader, id); });
  };
  auto d = load();
  if (!d) return {};
  if (d->state == "approved") {
    if (!TRY(destroy_some(ctx, *d))) return leave_rest(ctx, message);
    TRY(finish(ctx, id));
    d = load();
  }
  if (d->paper_state != "ordered") return {};
  return print_certificate(ctx, *d, message.attempt);
}

}  // namespace musubi::retention
