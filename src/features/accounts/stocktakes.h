// stocktakes.h - the quarterly stock-take of accounts, dormant accounts, signs of sharing: the
// nouns, their SQL and what the office does with them. Inside this feature only.
//   begin -> decide every row -> sign (what was decided is done, and the list never changes again)
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "features/accounts/service.h"

namespace musubi::accounts {

struct StocktakeNoun;
using StocktakeId = Id<StocktakeNoun>;

struct Stocktake {
  StocktakeId id;
  Date as_of{1970, 1, 1};
  bool is_signed = false;
  std::string begun_name, signed_name;
  Instant begun;
  std::optional<Instant> signed_at;
  std::int64_t rows = 0, undecided = 0, suspended = 0;  // counted
};

struct StocktakeRow {
  AccountId account;
  std::string login, name;
  Roles roles;
  OrganisationId organisation;
  State state = State::active;
  std::optional<Instant> last_sign_in;
  bool dormant = false, shared = false;
  std::string decision;  // "", keep, suspend
};

struct SharingSign {
  Date noted_on{1970, 1, 1};
  int networks = 0, devices = 0;
};
// From this many at the same time it is a sign; two is a desk and a telephone.
inline constexpr int kNetworksOfASign = 3;
inline constexpr int kDevicesOfASign = 4;
inline constexpr int kSignDays = 90;  // how long a sign is shown

namespace store {
Result<void> insert_stocktake(db::Tx& tx, const StocktakeId& id, const Context& ctx);
// Copies every account that is not suspended; how many.
Result<std::int64_t> insert_stocktake_rows(db::Tx& tx, const StocktakeId& id, Instant dormant_since,
                                           Date shared_since);
std::optional<Stocktake> find_stocktake(db::Reader& reader, const StocktakeId& id);
std::optional<Stocktake> find_open_stocktake(db::Reader& reader);
std::vector<Stocktake> list_stocktakes(db::Reader& reader, const std::string& before, int most);
struct RowFilter {
  bool only_undecided = false, only_marked = false;  // marked: dormant or shared
  std::string after;                                 // account id
  int most = 50;
};
std::vector<StocktakeRow> list_stocktake_rows(db::Reader& reader, const StocktakeId& id,
                                              const RowFilter& filter);
std::vector<AccountId> list_to_suspend(db::Reader& reader, const StocktakeId& id);
Result<std::int64_t> update_decision(db::Tx& tx, const StocktakeId& id, const AccountId& account,
                                     std::string_view decision, std::string_view by);
// Undecided rows that are neither dormant nor marked as shared.
Result<std::int64_t> update_rest_kept(db::Tx& tx, const StocktakeId& id, std::string_view by);
// 0 when somebody signed it first.
Result<std::int64_t> update_signed(db::Tx& tx, const StocktakeId& id, const Context& ctx);

// Counts this account's live sessions; puts down a sign when there are too many at once.
Result<void> note_sharing(db::Tx& tx, const AccountId& account, Instant live_since, Date today);
Result<void> put_sharing_sign(db::Tx& tx, const AccountId& account, const SharingSign& sign);
std::vector<SharingSign> list_sharing_signs(db::Reader& reader, const AccountId& account,
                                            Date since);
}  // namespace store

// Dormant: no sign-in for 180 days (R-5.2.3.ア.a).
Result<StocktakeId> begin_stocktake(const Context& ctx);
Result<std::vector<Stocktake>> list_stocktakes(const Context& ctx, const std::string& before,
                                               int most);
struct StocktakePage {
  Stocktake stocktake;
  std::vector<StocktakeRow> rows;
};
Result<StocktakePage> load_stocktake(const Context& ctx, const StocktakeId& id,
                                     const store::RowFilter& filter);
struct Decision {
  AccountId account;
  std::string decision;
};
Result<void> decide_rows(const Context& ctx, const StocktakeId& id,
                         const std::vector<Decision>& decisions);
Result<void> keep_the_rest(const Context& ctx, const StocktakeId& id);
// Suspends what was decided so. Fault::conflict while a row is undecided.
Result<void> sign_stocktake(const Context& ctx, const StocktakeId& id);
// This quarter's is not signed yet.
bool is_stocktake_due(const Context& ctx);
// Those of one page of the list that have a sign.
Result<std::set<std::string>> list_shared_among(const Context& ctx,
                                                const std::vector<Account>& accounts);
Result<std::vector<SharingSign>> list_signs_of(const Context& ctx, const AccountId& account);

}  // namespace musubi::accounts
