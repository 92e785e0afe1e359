// demo.cc - the confirmation of 令和６年度: opened on 10 October 2024, three quarters have answered by
// the 28th, by link, signed in and by telephone. Told through the services, with the clock of the
// story; the mails are those of the story and are not written again.
#include "core/audit/audit.h"
#include "features/confirmations/service.h"

namespace musubi::confirmations {
namespace {

constexpr const char* kOpened = "2024-10-10";
constexpr const char* kDue = "2024-11-08";

Context at(const Context& ctx, const std::string& day, int minute, Actor actor) {
  Context out = ctx;
  const Date date = *parse_iso_date(day);
  out.now = Instant{start_of_day_in_japan(date).ms + (9 * 60 + minute) * 60'000LL};
  out.pretended_today = date;
  out.actor = std::move(actor);
  out.address = "192.0.2.82";
  out.request_id = "demo-" + day;
  return out;
}

// How the n-th member answers; "" = still silent.
std::string state_of(std::int64_t n) {
  if (n % 4 == 3) return "";
  return n % 11 == 5 ? "changed" : "unchanged";
}

Result<void> add(db::Tx& tx, const Context& ctx, const RoundId& round,
                 const members::Addressee& who, std::int64_t n, bool own) {
  Target t;
  t.round_id = round;
  t.organisation_id = who.id;
  t.member_no = who.member_no;
  t.name = who.name;
  t.has_mail = !who.email.empty();
  if (t.has_mail) t.mailed_at = ctx.now;
  const std::string state = own ? "" : state_of(n);
  if (!state.empty()) {
    t.state = state;
    t.way = !t.has_mail ? "telephone" : n % 5 == 0 ? "member" : "link";
    t.answered_by_name = who.contact.empty() ? "代表電話の方" : who.contact;
    t.answered_at = Instant{ctx.now.ms + (n % 17 + 1) * 24LL * 3'600'000 + n * 60'000};
  }
  TRY(store::insert_target(tx, t));
  return {};
}

}  // namespace

Result<void> load_demo(const Context& ctx, const OrganisationId& own) {
  const Context office =
      at(ctx, kOpened, 40, {Actor::Kind::person, {}, "結城 ことね", {Role::secretariat}, {}});
  Round round;
  round.id = RoundId::make(office.now);
  round.fiscal_year = 2024;
  round.number = 1;
  round.state = "open";
  round.opened_on = kOpened;
  round.due_on = kDue;
  round.reminder_days = {7, 3};
  round.message = "令和６年度の名簿は、この確認の内容で県に報告します。";
  round.opened_by_name = office.actor.name;
  round.opened_at = office.now;
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::insert_round(tx, round));
    std::int64_t n = 0;
    std::string after;
    do {
      const auto page = members::list_addressees(tx, after, kStep);
      for (const auto& who : page.list) TRY(add(tx, office, round.id, who, n++, who.id == own));
      after = page.next;
    } while (!after.empty());
    return audit::note(tx, office, "confirmations.round.opened",
                       {"confirmation_round", round.id.text, ""}, nullptr,
                       {{"due_on", round.due_on}});
  });
}

}  // namespace musubi::confirmations
