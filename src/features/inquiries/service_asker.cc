// service_asker.cc - what an asker and a member do; see service.h. SECURITY: the public form
// answers every sending alike: whether the address is known, and whether it was set aside, changes
// nothing that is said or shown. Nothing of the office's own (notes, points, who has it) is loaded
// here.
#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/accounts/accounts.h"
#include "features/inquiries/checks.h"
#include "features/inquiries/letters.h"
#include "features/inquiries/record.h"
#include "features/members/members.h"

namespace musubi::inquiries {
namespace {

constexpr int kMessagesMost = 200;
constexpr std::int64_t kDayOfMs = 24LL * 3'600'000;
constexpr int kSameWordsDays = 3;
constexpr std::int64_t kThreadMost = 150;  // messages: beyond it a new inquiry is wanted
constexpr std::string_view kReplied = "inquiries.message.received";

Failure no_such_link() {
  return fail(Fault::not_found, "このリンクは使えません。期限が過ぎたか、まちがっています");
}

Failure no_such_inquiry() {
  return fail(Fault::not_found, "この問合せは見つかりません。一覧から選び直してください");
}

// The asker acts without an account: their name stands in the row, not in the audit.
Context as_asker(const Context& ctx) {
  Context out = ctx;
  if (!out.actor.is_person()) {
    out.actor = Actor{Actor::Kind::anonymous, {}, "問い合わせた人", {}, {}};
  }
  return out;
}

Thread thread_of(db::Reader& reader, Inquiry inquiry) {
  Thread out;
  out.messages = store::list_messages(reader, inquiry.id, kMessagesMost);
  out.files = store::list_files(reader, inquiry.id);
  out.inquiry = std::move(inquiry);
  return out;
}

// What was merged lives on in the other one, which is of the same person.
std::optional<Inquiry> living(db::Reader& reader, std::string id) {
  for (int i = 0; i < 3; ++i) {
    auto found = store::find_inquiry(reader, id);
    if (!found || !found->erased_on.empty()) return std::nullopt;
    if (found->state != "merged") return found;
    id = found->merged_into;
  }
  return std::nullopt;
}

Result<Inquiry> by_link(db::Reader& reader, const Context& ctx, const std::string& token) {
  if (token.empty() || token.size() > 100) return no_such_link();
  const std::string hash = sha256_hex(token);
  auto link = store::find_link(reader, hash, "status");
  if (!link) link = store::find_link(reader, hash, "posted");
  if (!link || link->expires <= ctx.now) return no_such_link();
  auto found = living(reader, link->inquiry_id);
  if (!found) return no_such_link();
  return std::move(*found);
}

Result<Inquiry> own_in(db::Reader& reader, const Context& ctx, const std::string& id) {
  auto found = store::find_inquiry(reader, id);
  // SECURITY: somebody else's looks as if there were none.
  if (!found || found->account_id.empty() || found->account_id != ctx.actor.account.text) {
    return no_such_inquiry();
  }
  if (found->state == "merged") {
    auto alive = living(reader, found->merged_into);
    if (!alive || alive->account_id != ctx.actor.account.text) return no_such_inquiry();
    return std::move(*alive);
  }
  return std::move(*found);
}

Inquiry begun(const Question& checked, std::string_view channel) {
  Inquiry q;
  q.channel = channel;
  q.category = checked.category;
  q.subject = checked.subject;
  q.name = checked.name;
  q.organisation_name = checked.organisation_name;
  q.email = checked.email;
  q.telephone = checked.telephone;
  return q;
}

void judge(db::Reader& reader, const Context& ctx, const Question& checked, Inquiry& q) {
  const std::string key = sha256_hex(checked.email);
  const std::int64_t now = clock_of(ctx).ms;
  Signals s;
  s.by_form = true;
  s.trap_filled = checked.trap_filled;
  s.filled_in_ms = checked.filled_in_ms;
  s.sent_today = store::count_of_email(reader, key, {now - kDayOfMs});
  s.same_words = store::count_of_body(reader, body_key_of(checked.body), key,
                                      {now - kSameWordsDays * kDayOfMs});
  s.name = checked.name;
  s.email = checked.email;
  s.subject = checked.subject;
  s.body = checked.body;
  const SpamVerdict verdict = judge_spam(s);
  q.spam_score = verdict.score;
  for (const std::string& why : verdict.reasons) q.spam_reasons += why + "\n";
  if (verdict.is_set_aside()) q.state = "quarantined";
}

Message first_words(const Question& checked, std::string_view channel, const Context& ctx) {
  Message m;
  m.channel = channel;
  m.body = checked.body;
  m.author_name = checked.name;
  m.author_account = channel == "members" ? ctx.actor.account.text : "";
  return m;
}

Result<void> add_reply(db::Tx& tx, const Context& ctx, Inquiry& inquiry, const std::string& body,
                       std::string_view channel, const std::vector<files::Staged>& attached) {
  // Set aside or judged unwanted: the words are kept for whoever looks, and nothing else happens.
  if (inquiry.thread >= kThreadMost) {
    return fail_fields({{"body", "やりとりが長くなりました。新しいお問い合わせとして送ってください"}});
  }
  const std::string before = inquiry.state;
  Message m;
  m.channel = channel;
  m.body = body;
  m.author_name = inquiry.name;
  m.author_account = channel == "members" ? ctx.actor.account.text : "";
  if (before == "quarantined" || before == "discarded") {
    m.id = new_uuid(clock_of(ctx));
    m.inquiry_id = inquiry.id;
    m.created = clock_of(ctx);
    TRY(store::insert_message(tx, m));
    ++inquiry.thread;
    return save(tx, ctx, inquiry,
                {.action = kReplied,
                 .after = {{"inquiry_state", before}, {"inquiry_channel", m.channel}}});
  }
  return add_incoming(tx, ctx, inquiry, std::move(m), attached);
}

}  // namespace

Result<Receipt> ask(const Context& ctx, const Question& input, const std::string& sending) {
  const Question checked = TRY(check_question(input, {}));
  const std::vector<files::Staged> attached = TRY(stage_uploads(input.files));
  return ctx.db.write([&](db::Tx& tx) -> Result<Receipt> {
    const Context asker = as_asker(ctx);
    if (const auto first = receipts::find(tx, asker, kReceivedTopic, sending)) {
      const auto made = store::find_inquiry(tx, *first);
      if (!made) return no_such_inquiry();
      const IssuedLink again = TRY(issue_link(tx, asker, made->id, "posted"));
      TRY(note_audit(tx, asker, *made, {.action = "inquiries.link.issued"}));
      return Receipt{made->id, inquiry_number(*made), again.token};
    }
    Inquiry q = begun(checked, "form");
    q.consent_version = kConsentVersion;
    judge(tx, ctx, checked, q);
    const auto known = members::list_people_of_address(tx, checked.email, 1);
    if (!known.empty()) q.organisation_id = known.front().organisation.text;
    TRY(receive(tx, asker, q, first_words(checked, "form", asker), attached));
    // SECURITY: what is set aside gets no letter: a stranger must not make us write to others.
    if (q.state == "open") TRY(send_acknowledgement(tx, asker, q));
    const IssuedLink link = TRY(issue_link(tx, asker, q.id, "posted"));
    TRY(receipts::keep(tx, asker, kReceivedTopic, sending, q.id));
    return Receipt{q.id, inquiry_number(q), link.token};
  });
}

Result<Thread> load_by_link(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) -> Result<Thread> {
    Inquiry found = TRY(by_link(reader, ctx, token));
    return thread_of(reader, std::move(found));
  });
}

Result<void> reply_by_link(const Context& ctx, const std::string& token, const Reply& input,
                           const std::string& sending) {
  const auto known = load_by_link(ctx, token);
  if (!known) return fail(known.error());  // before anything is stored for a stranger
  const std::string body = TRY(check_body(input.body, "body", "書き足す内容"));
  const std::vector<files::Staged> attached = TRY(stage_uploads(input.files));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Context asker = as_asker(ctx);
    if (receipts::find(tx, asker, kReplied, sending)) return {};
    Inquiry q = TRY(by_link(tx, ctx, token));
    TRY(add_reply(tx, asker, q, body, "form", attached));
    return receipts::keep(tx, asker, kReplied, sending, q.id);
  });
}

Result<std::string> ask_as_member(const Context& ctx, const Question& input,
                                  const std::string& sending) {
  TRY(must(ctx.actor, may::ask_as_member));
  Context system = ctx;  // one's own account, which one may not look up by oneself
  system.actor = Actor::system("会員からの問合せ");
  const auto account = TRY(accounts::load_account(system, ctx.actor.account));
  Question own = input;
  own.name = account.name;
  own.email = account.login;
  own.telephone.clear();
  const auto house = members::find_organisation_name(system, ctx.actor.organisation);
  own.organisation_name = house ? house->name : "";
  Question checked = TRY(check_question(own, {.consent = false}));
  const std::vector<files::Staged> attached = TRY(stage_uploads(input.files));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (auto first = receipts::find(tx, ctx, kReceivedTopic, sending)) return *first;
    Inquiry q = begun(checked, "members");
    q.account_id = ctx.actor.account.text;
    q.organisation_id = ctx.actor.organisation.text;
    TRY(receive(tx, ctx, q, first_words(checked, "members", ctx), attached));
    TRY(send_acknowledgement(tx, ctx, q));
    TRY(receipts::keep(tx, ctx, kReceivedTopic, sending, q.id));
    return q.id;
  });
}

Result<std::vector<Inquiry>> list_own(const Context& ctx, const std::string& before_id, int most) {
  TRY(must(ctx.actor, may::ask_as_member));
  return ctx.db.read([&](db::Reader& reader) {
    return store::list_inquiries_of_account(reader, ctx.actor.account.text, before_id, most);
  });
}

Result<Thread> load_own(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::ask_as_member));
  return ctx.db.read([&](db::Reader& reader) -> Result<Thread> {
    Inquiry found = TRY(own_in(reader, ctx, id));
    return thread_of(reader, std::move(found));
  });
}

Result<void> reply_own(const Context& ctx, const std::string& id, const Reply& input,
                       const std::string& sending) {
  TRY(must(ctx.actor, may::ask_as_member));
  const auto known = load_own(ctx, id);
  if (!known) return fail(known.error());
  const std::string body = TRY(check_body(input.body, "body", "書き足す内容"));
  const std::vector<files::Staged> attached = TRY(stage_uploads(input.files));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (receipts::find(tx, ctx, kReplied, sending)) return {};
    Inquiry q = TRY(own_in(tx, ctx, id));
    TRY(add_reply(tx, ctx, q, body, "members", attached));
    return receipts::keep(tx, ctx, kReplied, sending, q.id);
  });
}

Result<void> clear_links(const Context& ctx) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::delete_links_before(tx, ctx.now));
    return {};
  });
}

}  // namespace musubi::inquiries
