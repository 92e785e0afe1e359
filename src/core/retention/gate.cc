// gate.cc - holds, and the gate that every destruction passes; see retention.h. Who may ask is the
// caller's question; whether it may happen is answered here, inside the caller's transaction.
#include <algorithm>

#include "core/audit/audit.h"
#include "core/retention/retention.h"

namespace musubi::retention {
namespace {

#define HOLD_COLUMNS                                                                            \
  "id, scope, kind, subject_id, label, reason, until_on, placed_by, placed_by_name, placed_at," \
  " lifted_by_name, lifted_at, lifted_reason"

constexpr db::Query kInsert{"retention.insert_hold",
                            "INSERT INTO retention_holds (" HOLD_COLUMNS
                            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', NULL, '')"};
constexpr db::Query kFind{"retention.find_hold",
                          "SELECT " HOLD_COLUMNS " FROM retention_holds WHERE id = $1"};
constexpr db::Query kLift{"retention.lift_hold",
                          "UPDATE retention_holds SET lifted_by_name = $2, lifted_at = $3,"
                          " lifted_reason = $4 WHERE id = $1 AND lifted_at IS NULL"};
constexpr db::Query kList{
    "retention.list_holds",
    "SELECT " HOLD_COLUMNS
    " FROM retention_holds WHERE $2 = '' OR placed_at < $1 OR (placed_at = $1 AND id < $2)"
    " ORDER BY placed_at DESC, id DESC LIMIT $3"};
constexpr db::Query kCount{"retention.count_holds",
                           "SELECT count(*) FROM retention_holds WHERE lifted_at IS NULL"
                           " AND (until_on = '' OR until_on >= $1)"};
constexpr db::Query kFindGoing{
    "retention.find_going_hold",
    "SELECT " HOLD_COLUMNS
    " FROM retention_holds WHERE lifted_at IS NULL AND scope = $1 AND kind = $2"
    " AND subject_id = $3 AND (until_on = '' OR until_on >= $4) ORDER BY placed_at LIMIT 1"};

Hold hold_of(const db::Row& row) {
  Hold h;
  h.id = row.text(0);
  h.scope = row.text(1);
  h.kind = row.text(2);
  h.subject_id = row.text(3);
  h.label = row.text(4);
  h.reason = row.text(5);
  h.until_on = row.text(6);
  h.placed_by = row.text(7);
  h.placed_by_name = row.text(8);
  h.placed_at = {row.integer(9)};
  h.lifted_by_name = row.text(10);
  if (auto at = row.integer_or_null(11)) h.lifted_at = Instant{*at};
  h.lifted_reason = row.text(12);
  return h;
}

std::optional<Hold> going(db::Reader& reader, const char* scope, std::string_view kind,
                          std::string_view subject, Date today) {
  auto row = reader.first(kFindGoing, scope, kind, subject, iso(today));
  if (!row) return std::nullopt;
  return hold_of(*row);
}

}  // namespace

Result<void> insert_hold(db::Tx& tx, const Hold& h) {
  TRY(tx.run(kInsert, h.id, h.scope, h.kind, h.subject_id, h.label, h.reason, h.until_on,
             h.placed_by, h.placed_by_name, h.placed_at.ms));
  return {};
}

std::optional<Hold> find_hold(db::Reader& reader, std::string_view id) {
  auto row = reader.first(kFind, id);
  if (!row) return std::nullopt;
  return hold_of(*row);
}

Result<std::int64_t> lift_hold(db::Tx& tx, const Hold& h) {
  CHECK(h.lifted_at.has_value());
  return tx.run(kLift, h.id, h.lifted_by_name, h.lifted_at->ms, h.lifted_reason);
}

std::vector<Hold> list_holds(db::Reader& reader, Instant before_at, std::string_view before_id,
                             int most) {
  std::vector<Hold> out;
  for (const auto& row : reader.all(kList, before_at.ms, before_id, most)) {
    out.push_back(hold_of(row));
  }
  return out;
}

std::int64_t count_holds(db::Reader& reader, Date today) {
  return reader.first(kCount, iso(today))->integer(0);
}

std::optional<Hold> find_hold_on(db::Reader& reader, std::string_view kind, const Item& item,
                                 Date today) {
  if (auto hold = going(reader, "everything", "", "", today)) return hold;
  if (auto hold = going(reader, "kind", kind, "", today)) return hold;
  if (!item.organisation_id.empty()) {
    if (auto hold = going(reader, "organisation", "", item.organisation_id, today)) return hold;
  }
  return going(reader, "record", kind, item.id, today);
}

Result<void> check_free(db::Reader& reader, const Context& ctx, const Kind& kind,
                        const Item& item) {
  const Date today = ctx.today();
  if (!is_over(kind.term, item.started, today)) {
    return fail(Fault::conflict, "保存期限（" + wareki(last_day(kind.term, item.started)) +
                                     "）が過ぎていないため、消去できません。期限の後に行ってください");
  }
  if (const auto hold = find_hold_on(reader, kind.name, item, today)) {
    return fail(Fault::conflict,
                "保全（" + hold->label + "）がかかっているため、消去できません。先に保全を解いてください");
  }
  return {};
}

Result<Item> destroy(db::Tx& tx, const Context& ctx, const Kind& kind, const std::string& id) {
  if (kind.way == Way::kept || !kind.find || !kind.destroy) {
    return fail(Fault::conflict, "この種類の記録は消去しません。引継ぎの手続をしてください");
  }
  const std::optional<Item> item = kind.find(tx, id);
  if (!item) return fail(Fault::not_found, "この記録は、すでにありません。次の記録に進んでください");
  TRY(check_free(tx, ctx, kind, *item));
  TRY(kind.destroy(tx, ctx, id));
  // What is still found after it was destroyed would be destroyed again for ever.
  CHECK(!kind.find(tx, id).has_value());
  TRY(audit::note(tx, ctx, "retention.record.destroyed",
                  {kind.noun, id, item->organisation_id}, nullptr,
                  {{"kind", kind.name},
                   {"term_began_on", iso(item->started)},
                   {"term_ended_on", iso(last_day(kind.term, item->started))},
                   {"sha256", item->sha256}}));
  return *item;
}

Result<void> destroy_over(const Context& ctx, const Kind& kind) {
  constexpr int kAtOnce = 100;
  const auto until = latest_over(kind.term, ctx.today());
  if (!until) return {};
  std::string after;
  for (;;) {
    const auto due = ctx.db.read([&](db::Reader& reader) {
      return kind.list_due(reader, *until, after, kAtOnce);
    });
    for (const Item& item : due) {
      const auto gone =
          ctx.db.write([&](db::Tx& tx) { return destroy(tx, ctx, kind, item.id); });
      if (gone) continue;
      const Fault fault = gone.error().fault;
      if (fault != Fault::conflict && fault != Fault::not_found) return fail(gone.error());
    }
    if (static_cast<int>(due.size()) < kAtOnce) return {};
    after = due.back().id;
  }
}

Result<void> check_file(const Context& ctx, std::string_view purpose, Instant created) {
  const bool evidence = std::any_of(kinds().begin(), kinds().end(), [&](const Kind& kind) {
    const auto& own = kind.file_purposes;
    return kind.term.evidence && std::find(own.begin(), own.end(), purpose) != own.end();
  });
  if (!evidence) return {};
  const Date last = last_day(Term{.evidence = true}, date_in_japan(created));
  if (ctx.today() > last) return {};
  return fail(Fault::conflict, "証拠として" + wareki(last) +
                                   "まで保存するファイルのため、消せません。期限の後に消去を提案してください");
}

}  // namespace musubi::retention
