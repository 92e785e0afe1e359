// demo.cc - terms and destructions as of 2024-10-28: accounts of people who left last year, those
// of spring destroyed and certified in June, those of autumn waiting for the manager; one hold;
// this morning's look at the evidence. Called once, after the demo's accounts were made.
#include "core/outbox/outbox.h"
#include "features/accounts/accounts.h"
#include "features/retention/retention.h"
#include "features/retention/service.h"
#include "features/retention/store.h"

namespace musubi::retention {
namespace {

struct Leaver {
  const char* login;
  const char* name;
  const char* came;
  const char* left;
};
constexpr Leaver kLeavers[] = {
    {"hamasuna@left.example.jp", "浜砂 いつき", "2022-10-03", "2023-05-31"},
    {"tokitou@left.example.jp", "時任 みのる", "2022-10-03", "2023-05-31"},
    {"yunoki@left.example.jp", "柚木 はるな", "2022-12-01", "2023-09-29"},
    {"iwashimizu@left.example.jp", "岩清水 たくみ", "2023-04-03", "2023-09-29"},
    {"nishikiori@left.example.jp", "錦織 まどか", "2023-04-03", "2023-10-20"}};

Context at(const Context& ctx, const std::string& day, int hour, Actor actor) {
  Context out = ctx;
  const Date date = *parse_iso_date(day);
  out.now = Instant{start_of_day_in_japan(date).ms + hour * 3'600'000LL};
  out.pretended_today = date;
  out.actor = std::move(actor);
  out.address = "";
  out.request_id = "demo-" + day;
  return out;
}

Result<void> let_people_leave(const Context& ctx) {
  for (const Leaver& who : kLeavers) {
    const Context came = at(ctx, who.came, 9, Actor::system("令和５年度の事務局"));
    const auto link = TRY(accounts::invite_account(
        came, {who.login, who.name, Roles{Role::secretariat}, {}, "着任"}, ""));
    const Context left = at(ctx, who.left, 17, Actor::system("令和５年度の事務局"));
    TRY(accounts::suspend_account(left, link.account, "退職"));
  }
  return {};
}

// What the job proposed is decided the next day and done at once; the paper is printed by the
// outbox when the demo is first served.
Result<void> certify_spring(const Context& ctx, const Actor& manager) {
  TRY(propose_all(at(ctx, "2024-06-03", 6, Actor::system("定時処理"))));
  const Context decided = at(ctx, "2024-06-04", 10, manager);
  const auto waiting = TRY(list_destructions(decided, "proposed", "", 20));
  for (const Destruction& d : waiting) {
    TRY(approve_destruction(decided, {d.id, "引継ぎの確認が済んでいます。", true, 0}));
    TRY(finish_approved(at(ctx, "2024-06-04", 11, Actor::system("自動処理")), d.id));
  }
  return {};
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  const Actor manager = TRY(accounts::find_demo_actor(ctx, Role::secretariat_manager));
  TRY(let_people_leave(ctx));
  TRY(certify_spring(ctx, manager));
  TRY(place_hold(at(ctx, "2024-09-02", 14, manager),
                 {"kind", "members.lent_rows", "", "令和6年度 貸与資料の実地検査",
                  "県の実地検査（令和7年3月予定）で、取り込んだ行と原本を照らし合わせるため。",
                  "2025-03-31"},
                 ""));
  TRY(propose_all(at(ctx, "2024-10-28", 6, Actor::system("定時処理"))));
  return check_evidence(at(ctx, "2024-10-28", 5, Actor::system("定時処理")));
}

}  // namespace musubi::retention
