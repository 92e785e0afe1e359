// service_asker.cc - what an asker and a member do; see service.h. SECURITY: the public form
// answers every sending alike: whether the address is known, and whether it was set aside, changes
// nothing that is said or shown.
#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/accounts/accounts.h"
#include "features/inquiries/inquiries.h"
#include "features/listings/checks.h"
#include "features/listings/letters.h"
#include "features/listings/record.h"
#include "features/members/members.h"

namespace musubi::listings {
namespace {

constexpr int kWordsShown = 200;
constexpr std::int64_t kDayInMs = 24LL * 3'600'000;
constexpr int kSameDays = 3;
constexpr std::size_t kTokenMost = 100;
constexpr std::string_view kCorrected = "listings.listing.corrected";

Failure dead_link() {
  return fail(Fault::not_found, "このリンクは使えません。期限が過ぎたか、まちがっています");
}

Failure not_yours() {
  return fail(Fault::not_found, "この掲載依頼は見つかりません。一覧から選び直してください");
}

// The asker acts without an account: their name stands in the row, not in the audit.
Context as_stranger(const Context& ctx) {
  Context out = ctx;
  if (!out.actor.is_person()) {
    out.actor = Actor{Actor::Kind::anonymous, {}, "掲載を頼んだ人", {}, {}};
  }
  return out;
}

Result<Listing> behind_link(db::Reader& reader, const Context& ctx, const std::string& token) {
  if (token.empty() || token.size() > kTokenMost) return dead_link();
  const auto link = store::find_link(reader, sha256_hex(token));
  if (!link || link->expires <= ctx.now) return dead_link();
  auto found = store::find_listing(reader, link->listing_id);
  if (!found || !found->erased_on.empty()) return dead_link();
  return std::move(*found);
}

Result<Listing> of_member(db::Reader& reader, const Context& ctx, const std::string& id) {
  auto found = store::find_listing(reader, id);
  // SECURITY: somebody else's looks as if there were none.
  if (!found || found->account_id.empty() || found->account_id != ctx.actor.account.text) {
    return not_yours();
  }
  return std::move(*found);
}

Shown shown_of(db::Reader& reader, Listing listing) {
  Shown out;
  out.words = store::list_words(reader, listing.id, kWordsShown);
  out.listing = std::move(listing);
  return out;
}

Listing begun(const Asking& checked, std::string_view channel) {
  Listing q;
  q.channel = channel;
  q.event = checked.event;
  q.name = checked.name;
  q.organisation_name = checked.organisation_name;
  q.email = checked.email;
  q.telephone = checked.telephone;
  return q;
}

void judge(db::Reader& reader, const Context& ctx, const Asking& checked, Listing& q) {
  const std::string key = sha256_hex(checked.email);
  const std::string words = checked.event.title + "\n" + checked.event.summary;
  const std::int64_t now = clock_of(ctx).ms;
  inquiries::Signals s;
  s.by_form = true;
  s.trap_filled = checked.trap_filled;
  s.filled_in_ms = checked.filled_in_ms;
  s.sent_today = store::count_of_email(reader, key, {now - kDayInMs});
  s.same_words =
      store::count_of_body(reader, body_key_of(words), key, {now - kSameDays * kDayInMs});
  s.name = checked.name;
  s.email = checked.email;
  s.subject = checked.event.title;
  s.body = checked.event.summary;
  const inquiries::SpamVerdict verdict = inquiries::judge_spam(s);
  q.spam_score = verdict.score;
  for (const std::string& why : verdict.reasons) q.spam_reasons += why + "\n";
  if (verdict.is_set_aside()) q.state = "quarantined";
}

Result<void> write_correction(db::Tx& tx, const Context& ctx, Listing& q,
                              const Correction& input, const Event& event,
                              const std::string& reply) {
  if (q.is_over() && q.state != "discarded") {
    return fail(Fault::conflict, "この依頼は終わっています。新しい催しとして、もう一度送ってください");
  }
  if (q.version != input.version) {
    return fail(Fault::conflict,
                "書いている間に、事務局がこの依頼を進めました。いまの状況を確かめて、もう一度送ってください。"
                "入力した内容はそのまま残っています");
  }
  std::string said = difference_of(q.event, event);
  if (said.empty() && reply.empty()) {
    return fail_fields({{"title", "直したところがありません。内容を直すか、事務局への返事を書いてください"}});
  }
  if (!reply.empty()) said += (said.empty() ? "" : "\n") + reply;
  TRY(say(tx, ctx, q, "correction", said, false));
  const bool changed = !(q.event == event);
  const std::string before = q.state;
  q.event = event;
  if (q.state == "asked_back") {
    q.state = "open";
    q.due_at = due_of(tx, clock_of(ctx));
    q.late_told = false;
  } else if (changed && (q.state == "drafted" || q.state == "listed")) {
    q.pending = "correction";
  }
  TRY(save(tx, ctx, q,
           {.action = kCorrected,
            .before = {{"listing_state", before}},
            .after = {{"listing_state", q.state}, {"pending", q.pending}}}));
  // Kept for whoever looks, and nobody is called for it.
  if (q.state == "quarantined" || q.state == "discarded") return {};
  return tell_office(tx, ctx, q);
}

Result<void> write_withdrawal(db::Tx& tx, const Context& ctx, Listing& q,
                              const std::string& reason) {
  if (q.state == "withdrawn") return {};  // pressed twice
  if (q.is_over() && q.state != "discarded") {
    return fail(Fault::conflict, "この依頼は、もう終わっています。取り下げるものはありません");
  }
  const std::string words = cut_characters(trim(reason), kWordsMost);
  TRY(say(tx, ctx, q, "withdrawal", words.empty() ? "理由は書かれていません" : words, false));
  // The article is the office's to end.
  if (q.state == "drafted" || q.state == "listed") q.pending = "withdrawal";
  TRY(step_to(tx, ctx, q, "withdrawn", "listings.listing.withdrawn"));
  return q.pending.empty() ? Result<void>() : tell_office(tx, ctx, q);
}

// What was typed, and what the asker says beside it; both checked.
Result<std::pair<Event, std::string>> checked_correction(const Context& ctx,
                                                         const Correction& input) {
  Event event = TRY(check_event(input.event, ctx.today()));
  std::string reply;
  if (!trim(input.reply).empty()) {
    reply = TRY(check_words(input.reply, "reply", "事務局への返事"));
  }
  return std::pair{std::move(event), std::move(reply)};
}

}  // namespace

Result<Receipt> ask(const Context& ctx, const Asking& input, const std::string& sending) {
  const Asking checked = TRY(check_asking(input, {}, ctx.today()));
  return ctx.db.write([&](db::Tx& tx) -> Result<Receipt> {
    const Context asker = as_stranger(ctx);
    if (const auto first = receipts::find(tx, asker, kReceivedTopic, sending)) {
      const auto made = store::find_listing(tx, *first);
      if (!made) return not_yours();
      const std::string again = TRY(issue_link(tx, asker, made->id));
      TRY(audit::note(tx, asker, "listings.link.issued", {"listing", made->id, ""}));
      return Receipt{made->id, listing_number(*made), again};
    }
    Listing q = begun(checked, "form");
    q.consent_version = kConsentVersion;
    judge(tx, ctx, checked, q);
    const auto known = members::list_people_of_address(tx, checked.email, 1);
    if (!known.empty()) q.organisation_id = known.front().organisation.text;
    TRY(receive(tx, asker, q));
    // SECURITY: what is set aside gets no letter: a stranger must not make us write to others.
    if (q.state == "open") TRY(send_receipt(tx, asker, q));
    const std::string token = TRY(issue_link(tx, asker, q.id));
    TRY(receipts::keep(tx, asker, kReceivedTopic, sending, q.id));
    return Receipt{q.id, listing_number(q), token};
  });
}

Result<Shown> load_by_link(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) -> Result<Shown> {
    Listing found = TRY(behind_link(reader, ctx, token));
    return shown_of(reader, std::move(found));
  });
}

Result<void> correct_by_link(const Context& ctx, const std::string& token,
                             const Correction& input, const std::string& sending) {
  const auto known = load_by_link(ctx, token);
  if (!known) return fail(known.error());
  const auto checked = TRY(checked_correction(ctx, input));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Context asker = as_stranger(ctx);
    if (receipts::find(tx, asker, kCorrected, sending)) return {};
    Listing q = TRY(behind_link(tx, ctx, token));
    TRY(write_correction(tx, asker, q, input, checked.first, checked.second));
    return receipts::keep(tx, asker, kCorrected, sending, q.id);
  });
}

Result<void> withdraw_by_link(const Context& ctx, const std::string& token,
                              const std::string& reason) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Listing q = TRY(behind_link(tx, ctx, token));
    return write_withdrawal(tx, as_stranger(ctx), q, reason);
  });
}

Result<Event> begin_own(const Context& ctx) {
  TRY(must(ctx.actor, may::ask_as_member));
  Event out;
  out.organiser_kind = "member";
  Context system = ctx;
  system.actor = Actor::system("会員からの掲載依頼");
  const auto house = members::find_organisation_name(system, ctx.actor.organisation);
  if (house) out.organiser = house->name;
  return out;
}

Result<std::string> ask_as_member(const Context& ctx, const Event& input,
                                  const std::string& sending) {
  TRY(must(ctx.actor, may::ask_as_member));
  Context system = ctx;  // one's own account, which one may not look up by oneself
  system.actor = Actor::system("会員からの掲載依頼");
  const auto account = TRY(accounts::load_account(system, ctx.actor.account));
  const auto house = members::find_organisation_name(system, ctx.actor.organisation);
  Asking own;
  own.event = input;
  own.name = account.name;
  own.email = account.login;
  own.organisation_name = house ? house->name : account.name;
  const Asking checked = TRY(check_asking(own, {.consent = false}, ctx.today()));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (auto first = receipts::find(tx, ctx, kReceivedTopic, sending)) return *first;
    Listing q = begun(checked, "members");
    q.account_id = ctx.actor.account.text;
    q.organisation_id = ctx.actor.organisation.text;
    TRY(receive(tx, ctx, q));
    TRY(send_receipt(tx, ctx, q));
    TRY(receipts::keep(tx, ctx, kReceivedTopic, sending, q.id));
    return q.id;
  });
}

Result<std::vector<Listing>> list_own(const Context& ctx, const std::string& before_id, int most) {
  TRY(must(ctx.actor, may::ask_as_member));
  return ctx.db.read([&](db::Reader& reader) {
    return store::list_listings_of_account(reader, ctx.actor.account.text, before_id, most);
  });
}

Result<Shown> load_own(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::ask_as_member));
  return ctx.db.read([&](db::Reader& reader) -> Result<Shown> {
    Listing found = TRY(of_member(reader, ctx, id));
    return shown_of(reader, std::move(found));
  });
}

Result<void> correct_own(const Context& ctx, const std::string& id, const Correction& input,
                         const std::string& sending) {
  TRY(must(ctx.actor, may::ask_as_member));
  const auto known = load_own(ctx, id);
  if (!known) return fail(known.error());
  const auto checked = TRY(checked_correction(ctx, input));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (receipts::find(tx, ctx, kCorrected, sending)) return {};
    Listing q = TRY(of_member(tx, ctx, id));
    TRY(write_correction(tx, ctx, q, input, checked.first, checked.second));
    return receipts::keep(tx, ctx, kCorrected, sending, q.id);
  });
}

Result<void> withdraw_own(const Context& ctx, const std::string& id, const std::string& reason) {
  TRY(must(ctx.actor, may::ask_as_member));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Listing q = TRY(of_member(tx, ctx, id));
    return write_withdrawal(tx, ctx, q, reason);
  });
}

}  // namespace musubi::listings
