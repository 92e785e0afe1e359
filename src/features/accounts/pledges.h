// pledges.h - 従事者誓約: which roles need one, its text, its record. Read by sign-in, by the
// giving of roles and by the pages. Must never let a staff role be used without one on file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "core/actor/actor.h"
#include "core/files/files.h"
#include "db/db.h"

namespace musubi::accounts {

struct PledgeNoun;
using PledgeId = Id<PledgeNoun>;

struct Pledge {
  PledgeId id;
  AccountId account;
  std::string text_version;
  bool on_paper = false;
  Date given_on{1970, 1, 1};
  files::FileId file;     // on paper: the scan
  std::string noted_by;   // account id; the person's own when online
  Instant created;
  std::optional<Instant> withdrawn;
  std::string withdrawn_reason;
};

// The text that is pledged to now. A changed text gets a new version and is asked for again at the
// next sign-in; what was pledged before stays on file with its own version.
inline constexpr std::string_view kPledgeVersion = "2024-04";
std::vector<std::string> pledge_articles();

// 事務局, 事務局管理者, アドバイザー, 次期運営者: those who work with members' data for us.
bool needs_pledge(Roles roles);

// As the person's own, in the caller's transaction: the demo's people have pledged already.
Result<void> file_online_pledge(db::Tx& tx, const Context& ctx, const AccountId& account);

namespace store {
Result<void> insert_pledge(db::Tx& tx, const Pledge& pledge);
std::vector<Pledge> list_pledges(db::Reader& reader, const AccountId& account);  // newest first
std::optional<Pledge> find_pledge(db::Reader& reader, const PledgeId& id);
bool has_pledge(db::Reader& reader, const AccountId& account);  // to the text of now
Result<std::int64_t> update_pledge_withdrawn(db::Tx& tx, const PledgeId& id,
                                             std::string_view reason, Instant now);
}  // namespace store

}  // namespace musubi::accounts
