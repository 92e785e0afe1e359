// record.cc - see record.h. The search finds requests for the office only, and by the event and its
// organiser, never by what was said. Must never be called without the services' transaction.
#include "features/listings/record.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/outbox/outbox.h"
#include "core/settings/calendar.h"
#include "features/inquiries/inquiries.h"

namespace musubi::listings {
namespace {

constexpr std::size_t kKeyCharacters = 300;

std::string in_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Result<void> note_listing(db::Tx& tx, const Context& ctx, const Listing& q,
                          const Change& change) {
  return audit::note(tx, ctx, change.action, {"listing", q.id, q.organisation_id}, change.before,
                     change.after);
}

bool ends_it(std::string_view state) {
  return state == "declined" || state == "withdrawn" || state == "expired" || state == "ended" ||
         state == "discarded";
}

}  // namespace

Instant due_of(db::Reader& reader, Instant from) {
  return inquiries::due_after(settings::find_calendar(reader), from, kListDays);
}

std::string body_key_of(const std::string& body) {
  std::string key;
  for (const char c : lower_ascii(nfkc(cut_characters(body, kKeyCharacters)))) {
    if (static_cast<unsigned char>(c) > 0x20) key += c;
  }
  return sha256_hex(key);
}

search::Document document_of(const Listing& q) {
  search::Document out;
  out.noun = "listing";
  out.id = q.id;
  out.organisation_id = q.organisation_id;
  out.title = listing_number(q) + " " + q.event.title;
  for (const std::string* one : {&q.event.organiser, &q.event.place, &q.event.summary, &q.name,
                                 &q.organisation_name, &q.email, &q.telephone}) {
    if (!one->empty()) out.body += in_one_line(*one) + "\n";
  }
  out.visibility = "listings";
  out.at = q.received_at;
  return out;
}

Result<void> save(db::Tx& tx, const Context& ctx, Listing& q, const Change& change) {
  TRY(store::update_listing(tx, q));
  TRY(note_listing(tx, ctx, q, change));
  return search::put(tx, document_of(q));
}

Result<void> step_to(db::Tx& tx, const Context& ctx, Listing& q, const char* state,
                     std::string_view action) {
  const std::string before = q.state;
  q.state = state;
  q.ended_on = ends_it(q.state) ? iso(ctx.today()) : "";
  return save(tx, ctx, q,
              {.action = action,
               .before = {{"listing_state", before}},
               .after = {{"listing_state", q.state}}});
}

Result<void> say(db::Tx& tx, const Context& ctx, const Listing& q, const char* kind,
                 const std::string& body, bool is_office) {
  const Instant now = clock_of(ctx);
  return store::insert_words(tx, {new_uuid(now), q.id, kind, body,
                                  is_office ? ctx.actor.name : q.name, is_office, now});
}

Result<void> receive(db::Tx& tx, const Context& ctx, Listing& q) {
  const Instant now = clock_of(ctx);
  q.id = new_uuid(now);
  q.received_at = now;
  q.received_on = iso(date_in_japan(now));
  q.fiscal_year = fiscal_year(date_in_japan(now));
  q.number = store::find_highest_number(tx, q.fiscal_year) + 1;
  q.due_at = due_of(tx, now);
  q.created = now;
  q.body_key = body_key_of(q.event.title + "\n" + q.event.summary);
  TRY(store::insert_listing(tx, q));
  TRY(note_listing(tx, ctx, q,
                   {.action = kReceivedTopic,
                    .after = {{"number", listing_number(q)},
                              {"listing_channel", q.channel},
                              {"listing_state", q.state},
                              {"starts_on", q.event.starts_on}}}));
  TRY(search::put(tx, document_of(q)));
  if (q.state != "open" || q.channel == "office") return {};
  return tell_office(tx, ctx, q);
}

Result<void> tell_office(db::Tx& tx, const Context& ctx, const Listing& q) {
  return outbox::later(tx, ctx.now, kReceivedTopic, {{"id", q.id}, {"at", clock_of(ctx).ms}});
}

}  // namespace musubi::listings
