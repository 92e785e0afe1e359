// service_answers.cc - a member answers: by the mailed link without a password, or signed in. See
// service.h. SECURITY: wrong, ended and closed links cannot be told apart.
#include "base/sha256.h"
#include "core/audit/audit.h"
#include "features/confirmations/service.h"

namespace musubi::confirmations {
namespace {

constexpr std::size_t kTokenMost = 100;

Failure gone() {
  return fail(Fault::not_found,
              "このリンクは使えないか、確認の受付が終わっています。御用のときは事務局にお知らせください");
}

// The audit names the link as who acted; whose link it is stands in the subject.
Context by_link(const Context& ctx) {
  Context out = ctx;
  out.actor = Actor::system("登録内容の確認のリンク");
  return out;
}

Result<Asked> find_asked(db::Reader& reader, const Context& ctx, const std::string& token) {
  if (token.empty() || token.size() > kTokenMost) return gone();
  const auto link = store::find_link(reader, sha256_hex(token));
  if (!link || link->expires <= ctx.now) return gone();
  auto round = store::find_round(reader, link->round_id);
  auto target = store::find_target(reader, link->round_id, link->organisation_id);
  auto registration = members::find_registration(reader, link->organisation_id);
  // Who left or went into another member is asked nothing any more.
  if (!round || !target || !registration || round->state == "closed" ||
      !(registration->organisation.id == link->organisation_id) ||
      registration->organisation.state == members::State::withdrawn) {
    return gone();
  }
  registration->organisation.note.clear();
  return Asked{std::move(*round), std::move(*target), std::move(*registration),
               link->sent_to_name};
}

std::optional<Asked> find_own(db::Reader& reader, const Context& ctx) {
  auto round = store::find_running(reader);
  auto registration = members::find_registration(reader, ctx.actor.organisation);
  if (!round || !registration) return std::nullopt;
  auto target = store::find_target(reader, round->id, registration->organisation.id);
  if (!target || target->state == "gone") return std::nullopt;
  registration->organisation.note.clear();
  return Asked{std::move(*round), std::move(*target), std::move(*registration), ctx.actor.name};
}

Result<void> answer(db::Tx& tx, const Context& ctx, const Asked& asked, const char* state,
                    const char* way) {
  Target target = asked.target;
  target.state = state;
  target.way = way;
  target.answered_by_name = asked.answers_as;
  target.answered_at = ctx.now;
  if (TRY(store::update_answer(tx, target)) == 0) return {};  // pressed twice: it stands
  return audit::note(tx, ctx, "confirmations.target.answered",
                     {"confirmation_round", target.round_id.text, target.organisation_id.text},
                     nullptr, {{"outcome", state}, {"way", way}});
}

}  // namespace

Result<Asked> load_asked(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) { return find_asked(reader, ctx, token); });
}

Result<void> confirm_by_link(const Context& ctx, const std::string& token) {
  const Context self = by_link(ctx);
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Asked asked = TRY(find_asked(tx, ctx, token));
    return answer(tx, self, asked, "unchanged", "link");
  });
}

Result<std::string> change_by_link(const Context& ctx, const std::string& token,
                                   const changes::LinkRequest& typed) {
  const Context self = by_link(ctx);
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    const Asked asked = TRY(find_asked(tx, ctx, token));
    changes::LinkRequest input = typed;
    input.organisation_id = asked.registration.organisation.id;
    input.sender_name = asked.answers_as;
    const std::string receipt_no = TRY(changes::send_by_link(tx, self, input));
    TRY(answer(tx, self, asked, "changed", "link"));
    return receipt_no;
  });
}

Result<std::optional<Asked>> load_own(const Context& ctx) {
  TRY(must(ctx.actor, may::confirm_own));
  return ctx.db.read([&](db::Reader& reader) -> Result<std::optional<Asked>> {
    return find_own(reader, ctx);
  });
}

Result<void> confirm_own(const Context& ctx) {
  TRY(must(ctx.actor, may::confirm_own));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto asked = find_own(tx, ctx);
    if (!asked) {
      return fail(Fault::not_found, "いま、登録内容の確認は行っていません");
    }
    const bool changed = changes::has_sent_since(tx, asked->registration.organisation.id,
                                                 asked->round.opened_at);
    return answer(tx, ctx, *asked, changed ? "changed" : "unchanged", "member");
  });
}

}  // namespace musubi::confirmations
