// demo.cc - the demo's accounts: one for each of the eleven roles, with passwords and TOTP secrets
// made anew each time, so that no installation shares a known password. Fictional names.
#include <array>

#include "base/json.h"
#include "base/time.h"
#include "features/accounts/accounts.h"
#include "features/accounts/pledges.h"
#include "features/accounts/stocktakes.h"
#include "core/keys/locksmith.h"

namespace musubi::accounts {
namespace {

struct Part {
  Role role;
  std::string_view login;
  std::string_view name;
};

constexpr std::array<Part, kRoleCount> kParts{{
    {Role::visitor, "visitor@demo.example", "阿蘇野 ひより"},
    {Role::applicant, "applicant@demo.example", "菊水 新之助"},
    {Role::member_staff, "member@demo.example", "水無月 担子"},
    {Role::member_admin, "member-admin@demo.example", "水無月 代作"},
    {Role::secretariat, "office@demo.example", "結城 ことね"},
    {Role::secretariat_manager, "manager@demo.example", "結城 まもる"},
    {Role::prefecture, "prefecture@demo.example", "県北 みつる"},
    {Role::adviser, "adviser@demo.example", "助川 さとし"},
    {Role::respondent, "respondent@demo.example", "答野 しらべ"},
    {Role::next_operator, "next-operator@demo.example", "次郎丸 つぎこ"},
    {Role::auditor, "auditor@demo.example", "監物 ただし"},
}};

}  // namespace

Result<std::vector<DemoAccount>> create_demo_accounts(const Context& ctx, Locksmith& locksmith,
                                                      const OrganisationId& organisation) {
  std::vector<DemoAccount> out;
  for (const Part& part : kParts) {
    DemoAccount made;
    made.role = part.role;
    made.login = part.login;
    made.name = part.name;
    made.password = random_token(12);
    if (needs_totp(Roles{part.role})) made.totp_secret = Locksmith::make_totp_secret();
    NewAccount input{made.login, made.name, Roles{part.role}, {}};
    if (roles::members.has(part.role)) input.organisation = organisation;
    const AccountId id =
        TRY(create_account(ctx, locksmith, input, made.password, made.totp_secret));
    if (needs_pledge(input.roles)) {
      const auto pledge = [&](db::Tx& tx) { return file_online_pledge(tx, ctx, id); };
      TRY(ctx.db.write(pledge));
    }
    // One that the office has to look at: as if its password were known to a whole department.
    if (part.role == Role::member_staff) {
      const auto sign = [&](db::Tx& tx) {
        return store::put_sharing_sign(tx, id, {add_days(ctx.today(), -6), 3, 4});
      };
      TRY(ctx.db.write(sign));
    }
    out.push_back(std::move(made));
  }
  return out;
}

Result<Account> find_demo_account(const Context& ctx, Role role) {
  ListFilter filter;
  filter.role = role;
  filter.state = State::active;
  filter.most = 1;
  auto found = TRY(list_accounts(ctx, filter));
  if (found.empty()) return fail(Fault::not_found, "デモのアカウントがありません");
  return std::move(found.front());
}

Result<Actor> find_demo_actor(const Context& ctx, Role role) {
  return actor_of(TRY(find_demo_account(ctx, role)));
}

std::string demo_accounts_json(const std::vector<DemoAccount>& accounts) {
  Json list = Json::array();
  for (const DemoAccount& a : accounts) {
    list.push_back({{"role", role_name(a.role)},
                    {"login", a.login},
                    {"password", a.password},
                    {"totp_secret", a.totp_secret}});
  }
  return list.dump(2) + "\n";
}

}  // namespace musubi::accounts
