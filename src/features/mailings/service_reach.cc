// service_reach.cc - who has received anything (see service_bounces.h): recomputed every night in
// pages, because a question over all members and all mails has no place on a page view.
#include <algorithm>
#include <charconv>

#include "features/mailings/permissions.h"
#include "features/mailings/service_bounces.h"
#include "features/mailings/store.h"

namespace musubi::mailings {
namespace {

constexpr int kStep = 200;
constexpr int kRowsMost = 100;
constexpr std::int64_t kDayMs = 24LL * 3'600'000;

Result<std::string> compute_step(const Context& ctx, const std::string& run,
                                 const std::string& after) {
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    const auto page = members::list_in_good_standing(tx, after, kStep);
    for (const auto& one : page) {
      Reach reach{one.id.text, one.member_no, one.name, {}, 0, run};
      for (const std::string& address : members::list_addresses_of(tx, one.id)) {
        ++reach.addresses;
        const auto last = mail::find_last_sent(tx, address);
        if (last) reach.last = std::max(reach.last, *last);
      }
      TRY(store::insert_reach(tx, reach));
    }
    return static_cast<int>(page.size()) < kStep ? std::string() : page.back().id.text;
  });
}

// Before this nothing counts as having reached anybody.
Instant reached_since(const Context& ctx) {
  return {start_of_day_in_japan(ctx.today()).ms - kUnreachedDays * kDayMs};
}

// "1730075400000_<uuid>" of the last row of a page.
std::pair<Instant, std::string> place_of(const std::string& after) {
  std::int64_t ms = -1;
  const std::size_t cut = after.find('_');
  if (cut == std::string::npos) return {Instant{ms}, ""};
  std::from_chars(after.data(), after.data() + cut, ms);
  return {Instant{ms}, after.substr(cut + 1)};
}

OrganisationMail::Row row_of(db::Reader& reader, const Recipient& to, bool sees) {
  OrganisationMail::Row row;
  row.mailing = to.mailing;
  row.name = sees ? to.name : members::mask_name(to.name);
  row.address = masked_address(to.address, sees);
  row.state = to.state;
  row.reason = to.reason;
  const auto mailing = store::find_mailing(reader, to.mailing);
  if (mailing) row.subject = mailing->subject;
  if (mailing) row.at = mailing->began_at.value_or(mailing->written_at);
  const auto mail = mail::find_mail(reader, {to.mail_id});
  if (mail) row.outcome = mail->state;
  return row;
}

OrganisationMail::Person person_of(db::Reader& reader, const members::ContactPerson& who,
                                   Instant since, bool sees) {
  OrganisationMail::Person out;
  out.name = sees ? who.name : members::mask_name(who.name);
  out.address = masked_address(who.email, sees);
  if (!who.email.empty()) out.last = mail::find_last_sent(reader, who.email);
  out.lately = out.last && since <= *out.last;
  return out;
}

}  // namespace

Result<void> compute_reach(const Context& ctx) {
  const std::string run = new_uuid(ctx.now);
  std::string after;
  do {
    after = TRY(compute_step(ctx, run, after));
  } while (!after.empty());
  return ctx.db.write(
      [&](db::Tx& tx) { return store::delete_reach_of_other_runs(tx, run); });
}

Result<Unreached> list_unreached(const Context& ctx, const std::string& after, int most) {
  TRY(must(ctx.actor, may::see_mailings));
  const Instant until = reached_since(ctx);
  const auto [last, id] = place_of(after);
  Unreached out;
  out.rows = ctx.db.read([&, from = last, from_id = id](db::Reader& reader) {
    return store::list_unreached(reader, until, from, from_id, most + 1);
  });
  if (static_cast<int>(out.rows.size()) > most) {
    out.rows.pop_back();
    out.next = std::to_string(out.rows.back().last.ms) + "_" + out.rows.back().organisation;
  }
  return out;
}

Result<OrganisationMail> load_organisation_mail(const Context& ctx, const OrganisationId& id) {
  TRY(must(ctx.actor, may::see_mailings));
  OrganisationMail out;
  out.organisation = TRY(members::find_organisation_name(ctx, id));
  const bool sees = can(ctx.actor, may::see_addresses);
  ctx.db.read([&](db::Reader& reader) {
    for (const auto& who : members::list_contacts_of(reader, id)) {
      out.people.push_back(person_of(reader, who, reached_since(ctx), sees));
    }
    for (const auto& to : store::list_recipients_of_organisation(reader, id.text, kRowsMost)) {
      out.rows.push_back(row_of(reader, to, sees));
    }
  });
  return out;
}

}  // namespace musubi::mailings
