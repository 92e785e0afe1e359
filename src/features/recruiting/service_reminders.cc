// service_reminders.cc - see service_reminders.h. SECURITY: a letter says the organisation, its
// day and where to read on; never a contact person, an address, a telephone number, nor what the
// office typed (the next step, the memo), which may name one: they are read after signing in.
#include "features/recruiting/service_reminders.h"

#include <string>

#include "base/log.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/mail/mail.h"
#include "core/settings/calendar.h"
#include "core/settings/consortium.h"
#include "features/accounts/accounts.h"
#include "features/recruiting/permissions.h"
#include "features/recruiting/store.h"

namespace musubi::recruiting {
namespace {

constexpr int kOwnersAtOnce = 50;
constexpr int kActionsNamed = 30;              // in one letter; the page shows them all
constexpr std::int64_t kActionsCounted = 500;  // beyond it a number says no more

constexpr std::string_view kDueLetter =
    "件名: 【{{consortium}}】期日の来た見込み先への連絡が{{count}}件あります\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{day}}までに予定していた、見込み先への連絡です。期日の早い順に並んでいます。\n"
    "\n"
    "{{list}}\n"
    "連絡したら、見込み先の画面で記録してください。"
    "次にする日を変えると、その日まで載りません。\n"
    "\n"
    "一覧：{{link}}\n"
    "\n"
    "このお知らせは、期日の来た連絡があるあいだ、1日に一度お送りします。\n";

std::string due_words(const std::string& day, Date today) {
  const auto due = parse_iso_date(day);
  if (!due) return day;
  const int late = days_between(*due, today);
  if (late == 0) return wareki(*due) + "（きょう）";
  return wareki(*due) + "（" + std::to_string(late) + "日過ぎています）";
}

std::string list_words(const std::vector<Prospect>& due, std::int64_t count, Date today) {
  std::string out;
  for (const Prospect& p : due) {
    out += "・" + due_words(p.next_action_on, today) + "　" + p.organisation.name + "\n";
    out += "　" + settings::consortium().origin + "/office/prospects/" + p.id.text + "\n";
  }
  const std::int64_t more = count - static_cast<std::int64_t>(due.size());
  if (more > 0) out += "・ほか" + thousands(more) + "件\n";
  return out;
}

Result<void> remind_owner(db::Tx& tx, const Context& ctx, const AccountId& owner) {
  // SECURITY: who left, was suspended, works elsewhere or has no pledge on file is told nothing.
  const auto to = accounts::find_at_work(tx, owner, may::work_prospects);
  if (!to) return {};
  store::ListFilter filter;
  filter.owner_id = owner.text;
  filter.due_until = iso(ctx.today());
  filter.order = store::Order::due;
  filter.most = kActionsNamed;
  const auto due = store::list_prospects(tx, filter);
  if (due.empty()) return {};
  if (!TRY(store::mark_reminded(tx, owner, filter.due_until))) return {};  // today already
  const std::int64_t count = store::count_prospects(tx, filter, kActionsCounted);
  const settings::Consortium& house = settings::consortium();
  mail::Letter letter;
  letter.to_address = to->login;
  letter.to_name = to->name;
  letter.text = mail::compose(
      kDueLetter, {{"consortium", house.name},
                   {"name", to->name},
                   {"day", wareki(ctx.today())},
                   {"count", std::to_string(count)},
                   {"list", list_words(due, count, ctx.today())},
                   {"link", house.origin + "/office/prospects?owner=me&due=1"}});
  TRY(mail::enqueue(ctx, tx, letter));
  return audit::note(tx, ctx, "recruiting.owner.reminded", {"account", owner.text, ""}, nullptr,
                     {{"prospects_due", count}});
}

}  // namespace

Result<void> remind_owners(const Context& ctx) {
  const auto calendar =
      ctx.db.read([](db::Reader& reader) { return settings::find_calendar(reader); });
  if (!calendar.is_open(ctx.today())) return {};
  Result<void> out;
  std::string after;
  for (;;) {
    const auto owners = ctx.db.read([&](db::Reader& reader) {
      return store::list_due_owners(reader, iso(ctx.today()), after, kOwnersAtOnce);
    });
    if (owners.empty()) return out;
    for (const AccountId& id : owners) {
      const auto told = ctx.db.write([&](db::Tx& tx) { return remind_owner(tx, ctx, id); });
      if (told) continue;
      log::warning("recruiting.reminder_failed", {{"account", id.text}});
      if (out) out = fail(told.error());
    }
    after = owners.back().text;
  }
}

}  // namespace musubi::recruiting
