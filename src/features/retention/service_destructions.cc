// service_destructions.cc - proposing and deciding; see service.h. Two people are needed: whoever
// proposed cannot decide. What is decided is done by service_running.cc.
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/retention/permissions.h"
#include "features/retention/service.h"
#include "features/retention/store.h"

namespace musubi::retention {
namespace {

constexpr int kPage = 50;
constexpr int kListed = 200;  // records that are looked at in one go
constexpr std::size_t kWordsMost = 1000;
constexpr std::string_view kProposed = "retention.destruction.proposed";

Failure absent() {
  return fail(Fault::not_found, "この消去の記録は見つかりません。一覧から選び直してください");
}

Result<void> note(db::Tx& tx, const Context& ctx, std::string_view action, const Destruction& d,
                  const Json& before, const Json& after, const std::string& reason = {}) {
  return audit::note(tx, ctx, action, {"destruction", d.id, ""}, before, after, reason);
}

// What is past its term and free, in order of id, at most kItemsMost.
std::vector<ListedItem> free_items(db::Reader& reader, const Kind& kind, Date today) {
  std::vector<ListedItem> out;
  const auto until = latest_over(kind.term, today);
  if (!until) return out;
  std::string after;
  while (static_cast<int>(out.size()) < kItemsMost) {
    const auto page = kind.list_due(reader, *until, after, kListed);
    if (page.empty()) return out;
    after = page.back().id;
    for (const Item& item : page) {
      if (!is_over(kind.term, item.started, today)) continue;
      if (find_hold_on(reader, kind.name, item, today)) continue;
      ListedItem listed;
      listed.id = item.id;
      listed.label = item.label;
      listed.started_on = iso(item.started);
      listed.ended_on = iso(last_day(kind.term, item.started));
      out.push_back(std::move(listed));
      if (static_cast<int>(out.size()) == kItemsMost) break;
    }
  }
  return out;
}

bool can_be_proposed(const Kind& kind) {
  return kind.way != Way::kept && !kind.automatic && kind.list_due && kind.destroy;
}

// nullopt: nothing is past its term and free.
Result<std::optional<std::string>> propose(db::Tx& tx, const Context& ctx, const Kind& kind,
                                           const std::string& reason) {
  const auto items = free_items(tx, kind, ctx.today());
  if (items.empty()) return std::optional<std::string>();
  Destruction d;
  d.id = new_uuid(ctx.now);
  d.kind = kind.name;
  d.kind_label = kind.label;
  d.way = way_label(kind.way);
  d.term_words = term_words(kind.term);
  d.basis = kind.basis;
  d.state = "proposed";
  d.reason = reason;
  d.total = static_cast<std::int64_t>(items.size());
  d.proposed_by = ctx.actor.account.text;
  d.proposed_by_name = ctx.actor.name;
  d.proposed_at = ctx.now;
  TRY(store::insert_destruction(tx, d));
  for (const ListedItem& item : items) TRY(store::insert_item(tx, d.id, item));
  TRY(note(tx, ctx, kProposed, d, nullptr, {{"kind", d.kind}, {"total", d.total}}, reason));
  return std::optional<std::string>(d.id);
}

Result<Destruction> load_waiting(db::Reader& reader, const Deciding& input) {
  auto d = store::find_destruction(reader, input.id);
  if (!d) return absent();
  if (d->state != "proposed") {
    return fail(Fault::conflict, "この提案は、すでに「" + std::string(state_label(d->state)) +
                                     "」です。画面を開き直してください");
  }
  if (input.version != 0) d->version = input.version;
  return std::move(*d);
}

// "" when this actor may decide, else why not.
std::string why_not(const Context& ctx, const Destruction& d) {
  if (!can(ctx.actor, may::decide_destruction)) return "承認は、事務局管理者が行います。";
  if (!ctx.actor.account.empty() && ctx.actor.account.text == d.proposed_by) {
    return "提案した人は承認できません。ほかの事務局管理者に頼んでください。";
  }
  return "";
}

Result<std::string> checked(const std::string& typed, const char* field, bool needed,
                            const char* what) {
  std::string words = trim(typed);
  if (needed && words.empty()) {
    return fail_fields({{field, std::string(what) + "を入力してください"}});
  }
  if (count_characters(words) > kWordsMost) {
    return fail_fields({{field, std::string(what) + "は1,000文字以内で入力してください"}});
  }
  return words;
}

Result<void> decide(const Context& ctx, const Deciding& input, bool approves,
                    const std::string& words) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Destruction d = TRY(load_waiting(tx, input));
    if (const std::string why = why_not(ctx, d); !why.empty()) return fail(Fault::forbidden, why);
    d.state = approves ? "approved" : "refused";
    d.decided_by = ctx.actor.account.text;
    d.decided_by_name = ctx.actor.name;
    d.decided_at = ctx.now;
    d.decision_note = words;
    TRY(store::update_destruction(tx, d));
    TRY(note(tx, ctx, approves ? "retention.destruction.approved" : "retention.destruction.refused",
             d, {{"state", "proposed"}}, {{"state", d.state}, {"total", d.total}}, words));
    if (!approves) return {};
    Json body = {{"id", d.id}};
    if (ctx.pretended_today) body["today"] = iso(*ctx.pretended_today);  // the demo's day
    // Never `printed`: a thousand records would keep the notices of decisions waiting.
    return outbox::later(tx, ctx.now, "retention.destruction.approved", body, {},
                         outbox::Lane::slow);
  });
}

}  // namespace

Result<std::string> propose_destruction(const Context& ctx, const std::string& name,
                                        const std::string& typed, const std::string& sending) {
  const std::string reason = TRY(checked(typed, "reason", false, "提案の理由"));
  TRY(must(ctx.actor, may::propose_destruction));
  const Kind* kind = find_kind(kinds(), name);
  if (kind == nullptr || !can_be_proposed(*kind)) {
    return fail(Fault::not_found, "この種類の記録は、提案して消去するものではありません");
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (auto made = receipts::find(tx, ctx, kProposed, sending)) return *made;
    if (const auto open = store::find_open_of_kind(tx, name)) {
      return fail(Fault::conflict, "この種類の消去の提案が、すでにあります。それが終わってから提案してください");
    }
    const auto made = TRY(propose(tx, ctx, *kind, reason));
    if (!made) {
      return fail(Fault::conflict,
                  "保存期限を過ぎて消去できる記録がありません。期限と保全を確かめてください");
    }
    TRY(receipts::keep(tx, ctx, kProposed, sending, *made));
    return *made;
  });
}

Result<int> propose_all(const Context& ctx) {
  TRY(must(ctx.actor, may::propose_destruction));
  int made = 0;
  for (const Kind& kind : kinds()) {
    if (!can_be_proposed(kind)) continue;
    // Looked at before writing: most mornings there is nothing.
    const bool any = ctx.db.read([&](db::Reader& reader) {
      return !store::find_open_of_kind(reader, kind.name) &&
             !free_items(reader, kind, ctx.today()).empty();
    });
    if (!any) continue;
    auto proposed = ctx.db.write([&](db::Tx& tx) -> Result<bool> {
      if (store::find_open_of_kind(tx, kind.name)) return false;
      const auto id = TRY(propose(tx, ctx, kind, "保存期限を過ぎたため（定時の確認）"));
      return id.has_value();
    });
    if (TRY(std::move(proposed))) ++made;
  }
  return made;
}

Result<DestructionPage> load_destruction(const Context& ctx, const std::string& id,
                                         const std::string& after) {
  TRY(must(ctx.actor, may::see_retention));
  return ctx.db.read([&](db::Reader& reader) -> Result<DestructionPage> {
    auto found = store::find_destruction(reader, id);
    if (!found) return absent();
    DestructionPage out;
    out.destruction = std::move(*found);
    out.items = store::list_items(reader, id, after, kPage + 1);
    if (out.items.size() > kPage) {
      out.items.resize(kPage);
      out.next = out.items.back().id;
    }
    const Kind* kind = find_kind(kinds(), out.destruction.kind);
    for (ListedItem& item : out.items) {
      if (item.state != "waiting" || kind == nullptr || !kind->find) continue;
      const auto now = kind->find(reader, item.id);
      const auto free = now ? check_free(reader, ctx, *kind, *now)
                            : Result<void>(fail(Fault::not_found, "すでにありません"));
      if (free) continue;
      item.why = free.error().says;
      ++out.held_now;
    }
    const bool waits = out.destruction.state == "proposed";
    out.why_not = waits ? why_not(ctx, out.destruction) : "";
    out.may_decide = waits && out.why_not.empty();
    out.may_withdraw = waits && can(ctx.actor, may::propose_destruction);
    return out;
  });
}

Result<std::vector<Destruction>> list_destructions(const Context& ctx, const std::string& state,
                                                   const std::string& before, int most) {
  TRY(must(ctx.actor, may::see_retention));
  return ctx.db.read([&](db::Reader& reader) {
    return store::list_destructions(reader, state, before, most);
  });
}

Result<void> approve_destruction(const Context& ctx, const Deciding& input) {
  const std::string words = TRY(checked(input.note, "note", false, "承認のことば"));
  if (!input.confirmed) {
    return fail_fields({{"confirmed", "消去する記録を確かめ、印を付けてください"}});
  }
  TRY(must(ctx.actor, may::decide_destruction));
  return decide(ctx, input, true, words);
}

Result<void> refuse_destruction(const Context& ctx, const Deciding& input) {
  const std::string words = TRY(checked(input.note, "note", true, "承認しない理由"));
  TRY(must(ctx.actor, may::decide_destruction));
  return decide(ctx, input, false, words);
}

Result<void> withdraw_destruction(const Context& ctx, const Deciding& input) {
  const std::string words = TRY(checked(input.note, "note", true, "取り下げる理由"));
  TRY(must(ctx.actor, may::propose_destruction));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Destruction d = TRY(load_waiting(tx, input));
    d.state = "withdrawn";
    d.decided_by = ctx.actor.account.text;
    d.decided_by_name = ctx.actor.name;
    d.decided_at = ctx.now;
    d.decision_note = words;
    TRY(store::update_destruction(tx, d));
    return note(tx, ctx, "retention.destruction.withdrawn", d, {{"state", "proposed"}},
                {{"state", d.state}}, words);
  });
}

}  // namespace musubi::retention
