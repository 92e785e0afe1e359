// service_stocktakes.cc - see stocktakes.h. Always: input, load, must(), change and audit.
// Invariant: a signed list never changes; what was decided is done in the signing transaction.
#include "core/audit/audit.h"
#include "features/accounts/permissions.h"
#include "features/accounts/stocktakes.h"

namespace musubi::accounts {
namespace {

Result<Stocktake> load(db::Reader& reader, const StocktakeId& id) {
  auto found = store::find_stocktake(reader, id);
  if (!found) return fail(Fault::not_found, "棚卸しが見つかりません。一覧から選び直してください");
  return *found;
}

Result<Stocktake> load_open(db::Reader& reader, const StocktakeId& id) {
  const Stocktake found = TRY(load(reader, id));
  if (found.is_signed) {
    return fail(Fault::conflict, "署名の済んだ棚卸しは変えられません。次の棚卸しを始めてください");
  }
  return found;
}

int quarter_of(Date day) { return day.year * 4 + (day.month - 1) / 3; }

}  // namespace

Result<StocktakeId> begin_stocktake(const Context& ctx) {
  TRY(must(ctx.actor, may::manage_accounts));
  const StocktakeId id = StocktakeId::make(ctx.now);
  const Instant dormant_since{ctx.now.ms - kDormantDays * 24LL * 3'600'000};
  const Date shared_since = add_days(ctx.today(), -kSignDays);
  const auto begin = [&](db::Tx& tx) -> Result<void> {
    if (store::find_open_stocktake(tx)) {
      return fail(Fault::conflict, "前の棚卸しが終わっていません。先に署名を済ませてください");
    }
    TRY(store::insert_stocktake(tx, id, ctx));
    const std::int64_t rows =
        TRY(store::insert_stocktake_rows(tx, id, dormant_since, shared_since));
    return audit::note(tx, ctx, "accounts.stocktake.begun", {"stocktake", id.text, ""}, nullptr,
                       Json{{"rows", rows}});
  };
  TRY(ctx.db.write(begin));
  return id;
}

Result<std::vector<Stocktake>> list_stocktakes(const Context& ctx, const std::string& before,
                                               int most) {
  TRY(must(ctx.actor, may::see_accounts));
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_stocktakes(reader, before, most); });
}

Result<StocktakePage> load_stocktake(const Context& ctx, const StocktakeId& id,
                                     const store::RowFilter& filter) {
  TRY(must(ctx.actor, may::see_accounts));
  return ctx.db.read([&](db::Reader& reader) -> Result<StocktakePage> {
    const Stocktake found = TRY(load(reader, id));
    return StocktakePage{found, store::list_stocktake_rows(reader, id, filter)};
  });
}

Result<void> decide_rows(const Context& ctx, const StocktakeId& id,
                         const std::vector<Decision>& decisions) {
  for (const Decision& d : decisions) {
    if (d.decision != "keep" && d.decision != "suspend") {
      return fail_fields({{"decision", "「続ける」か「止める」を選んでください"}});
    }
    if (d.decision == "suspend" && d.account == ctx.actor.account) {
      return fail(Fault::conflict,
                  "ご自分のアカウントは止められません。ほかの管理者にご依頼ください");
    }
  }
  TRY(must(ctx.actor, may::manage_accounts));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(load_open(tx, id));
    std::int64_t kept = 0, suspended = 0;
    for (const Decision& d : decisions) {
      const std::int64_t changed =
          TRY(store::update_decision(tx, id, d.account, d.decision, ctx.actor.account.text));
      (d.decision == "keep" ? kept : suspended) += changed;
    }
    if (kept + suspended == 0) return {};
    return audit::note(tx, ctx, "accounts.stocktake.decided", {"stocktake", id.text, ""}, nullptr,
                       Json{{"kept", kept}, {"suspended", suspended}});
  });
}

Result<void> keep_the_rest(const Context& ctx, const StocktakeId& id) {
  TRY(must(ctx.actor, may::manage_accounts));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(load_open(tx, id));
    const std::int64_t kept = TRY(store::update_rest_kept(tx, id, ctx.actor.account.text));
    if (kept == 0) return {};
    return audit::note(tx, ctx, "accounts.stocktake.decided", {"stocktake", id.text, ""}, nullptr,
                       Json{{"kept", kept}, {"suspended", 0}}, "残りをまとめて続ける");
  });
}

Result<void> sign_stocktake(const Context& ctx, const StocktakeId& id) {
  TRY(must(ctx.actor, may::manage_accounts));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Stocktake found = TRY(load_open(tx, id));
    if (found.undecided > 0) {
      return fail(Fault::conflict, "まだ決めていない人が" + std::to_string(found.undecided) +
                                       "人います。すべて決めてから署名してください");
    }
    if (TRY(store::update_signed(tx, id, ctx)) == 0) {
      return fail(Fault::conflict, "ほかの人が先に署名しました。一覧で確かめてください");
    }
    std::int64_t stopped = 0;
    for (const AccountId& account : store::list_to_suspend(tx, id)) {
      const auto now = store::find_account(tx, account.text);
      if (!now || now->state == State::suspended) continue;
      TRY(stop_account(tx, ctx, *now, kByOffice, "アカウントの棚卸し"));
      ++stopped;
    }
    TRY(must_leave_a_manager(tx));
    return audit::note(tx, ctx, "accounts.stocktake.signed", {"stocktake", id.text, ""}, nullptr,
                       Json{{"rows", found.rows}, {"suspended", stopped}});
  });
}

bool is_stocktake_due(const Context& ctx) {
  const auto newest = ctx.db.read(
      [](db::Reader& reader) { return store::list_stocktakes(reader, "", 1); });
  if (newest.empty() || !newest.front().is_signed) return true;
  return quarter_of(newest.front().as_of) < quarter_of(ctx.today());
}

Result<std::set<std::string>> list_shared_among(const Context& ctx,
                                                const std::vector<Account>& accounts) {
  TRY(must(ctx.actor, may::see_accounts));
  const Date since = add_days(ctx.today(), -kSignDays);
  std::set<std::string> out;
  ctx.db.read([&](db::Reader& reader) {
    for (const Account& account : accounts) {
      if (!store::list_sharing_signs(reader, account.id, since).empty()) {
        out.insert(account.id.text);
      }
    }
  });
  return out;
}

Result<std::vector<SharingSign>> list_signs_of(const Context& ctx, const AccountId& account) {
  if (ctx.actor.account != account) TRY(must(ctx.actor, may::see_accounts));
  return ctx.db.read([&](db::Reader& reader) {
    return store::list_sharing_signs(reader, account, add_days(ctx.today(), -kSignDays));
  });
}

}  // namespace musubi::accounts
