// service_decision.cc - see service_decision.h. One transaction each; what follows the commit
// (notice, letters, invitation) is an outbox intent in it, so that a kill at any step leaves either
// nothing or everything (R-5.1.2.d).
#include "features/reviews/service_decision.h"

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/outbox/outbox.h"
#include "core/receipts/receipts.h"
#include "core/settings/consortium.h"
#include "core/settings/settings.h"
#include "features/accounts/accounts.h"
#include "features/members/members.h"
#include "features/reviews/permissions.h"
#include "features/reviews/service_inquiries.h"

namespace musubi::reviews {
namespace {

constexpr std::string_view kApproved = "reviews.application.approved";
constexpr std::string_view kDeclined = "reviews.application.declined";
constexpr std::size_t kNoteMost = 2000;
constexpr const char* kMarkSetting = "reviews.notice_mark";  // before the number: く推審第12号
constexpr const char* kMark = "く推審";

Result<std::string> checked_note(const DecisionInput& input, bool needed) {
  std::string note = trim(input.note);
  if (needed && note.empty()) return fail_fields({{"note", "理由を入力してください"}});
  if (count_characters(note) > kNoteMost) {
    return fail_fields({{"note", "2,000文字以内で入力してください"}});
  }
  return note;
}

// The review as it stands in this transaction, if this actor may decide it now.
Result<ReviewPage> load_for_decision(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                                     const ApplicationId& id) {
  ReviewPage page = TRY(load_review_in(tx, smith, id));
  if (!page.review || page.review->state != "ready") {
    return fail(Fault::conflict, "決裁を待っていない申込みです。画面を開き直してください");
  }
  // .b: two persons. SECURITY: by account, so that a second role does not help.
  if (took_part(page, ctx.actor.account)) {
    return fail(Fault::conflict, "審査した人は決裁できません。ほかの事務局管理者に頼んでください");
  }
  return page;
}

Json notice_model(db::Reader& reader, const applications::Application& a) {
  return {{"mark", settings::find(reader, kMarkSetting, kMark)},
          {"name", a.organisation.name},
          {"representative_title", a.organisation.representative_title},
          {"representative_name", a.organisation.representative_name},
          {"receipt_no", a.receipt_no},
          {"received_on", a.received_on}};
}

Result<void> order_notice(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                          std::string_view kind, const std::string& day, Json model) {
  Notice notice;
  notice.application_id = id;
  notice.kind = kind;
  notice.fiscal_year = fiscal_year(*parse_iso_date(day));
  notice.number = store::find_highest_notice_number(tx, static_cast<int>(notice.fiscal_year)) + 1;
  notice.issued_on = day;
  notice.model = std::move(model);
  notice.state = "ordered";
  TRY(store::insert_notice(tx, notice));
  return outbox::later(tx, ctx.now, "reviews.decision.made", {{"id", id.text}}, {},
                       outbox::Lane::printed);
}

// Whom the decision makes administrators of the new member: those the application names, or its
// contact. An address that has an account already keeps it; the office is shown which.
Result<Json> invite_people(db::Tx& tx, const Context& ctx, const applications::Application& a,
                           const OrganisationId& organisation) {
  Json out = Json::array();
  bool named = false;
  for (const auto& person : a.people) named = named || person.is_administrator;
  for (std::size_t i = 0; i < a.people.size(); ++i) {
    const members::Person& person = a.people[i];
    if (named ? !person.is_administrator : i != 0) continue;
    std::string login = person.email;
    if (login.empty() && i == 0) login = a.email;
    if (login.empty()) {
      out.push_back({{"outcome", "no_address"}});
      continue;
    }
    accounts::NewAccount account{login, person.name, Roles{Role::member_admin}, organisation};
    std::string invited_id;
    Result<void> invited = tx.attempt([&]() -> Result<void> {
      auto link = accounts::invite_member_in(tx, ctx, account, settings::consortium().origin);
      if (!link) return fail(std::move(link).error());
      invited_id = link->account.text;
      return {};
    });
    const Fault fault = invited ? Fault::invalid : invited.error().fault;
    if (!invited && fault != Fault::invalid && fault != Fault::conflict) {
      return fail(invited.error());
    }
    out.push_back({{"account", invited_id}, {"outcome", invited ? "sent" : "taken"}});
  }
  return out;
}

void decide(Review& review, const Context& ctx, std::string state, const std::string& note) {
  review.state = std::move(state);
  review.decided_by = ctx.actor.account.text;
  review.decided_by_name = ctx.actor.name;
  review.decided_at = ctx.now;
  review.decision_note = note;
}

Result<OrganisationId> approve_in(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                                  const ApplicationId& id, const DecisionInput& input,
                                  const std::string& note) {
  ReviewPage page = TRY(load_for_decision(tx, ctx, smith, id));
  if (!page.before_approval.empty()) {
    return fail(Fault::conflict, page.before_approval.front() + "。承認できません");
  }
  const std::string day = iso(ctx.today());
  const members::Enrolled member = TRY(members::enrol_member(
      tx, ctx, {page.application.organisation, page.application.people, day, id.text}));
  const applications::Decision decision{true, member.first_time, day};
  TRY(applications::record_decision(tx, ctx, id, decision, input.version));
  TRY(applications::mark_registered(tx, ctx, id, member.id));
  TRY(screenings::carry_over(tx, ctx, smith, id.text, member.id));
  Review review = *page.review;
  decide(review, ctx, "approved", note);
  review.invitations = TRY(invite_people(tx, ctx, page.application, member.id));
  TRY(store::update_review(tx, review));
  Json model = notice_model(tx, page.application);
  model["member_no"] = member.member_no;
  model["joined_on"] = day;
  TRY(order_notice(tx, ctx, id, "approved", day, std::move(model)));
  TRY(audit::note(tx, ctx, kApproved, {"application", id.text, member.id.text}, nullptr,
                  {{"member_no", member.member_no}, {"first_time", member.first_time}}));
  return member.id;
}

}  // namespace

Result<ReviewPage> read_decision(const Context& ctx, const Locksmith& smith,
                                 const ApplicationId& id) {
  TRY(must(ctx.actor, may::decide_applications));
  ReviewPage page = TRY(load_visible_review(ctx, smith, id));
  const bool offers = page.review && page.review->state == "ready" &&
                      !took_part(page, ctx.actor.account);
  if (offers && page.screening && page.screening->closed) {
    TRY(screenings::note_told(ctx, page.screening->id));
  }
  return page;
}

Result<OrganisationId> approve_application(const Context& ctx, const Locksmith& smith,
                                           const ApplicationId& id, const DecisionInput& input) {
  const std::string note = TRY(checked_note(input, false));
  TRY(must(ctx.actor, may::decide_applications));
  Result<OrganisationId> made = ctx.db.write([&](db::Tx& tx) -> Result<OrganisationId> {
    if (auto first = receipts::find(tx, ctx, kApproved, input.sending)) {
      return OrganisationId{*first};
    }
    const OrganisationId member = TRY(approve_in(tx, ctx, smith, id, input, note));
    TRY(receipts::keep(tx, ctx, kApproved, input.sending, member.text));
    return member;
  });
  if (!made) TRY(note_if_told(ctx, smith, id, made.error()));
  return made;
}

Result<void> decline_application(const Context& ctx, const Locksmith& smith,
                                 const ApplicationId& id, const DecisionInput& input) {
  const std::string note = TRY(checked_note(input, true));
  TRY(must(ctx.actor, may::decide_applications));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (receipts::find(tx, ctx, kDeclined, input.sending)) return {};
    ReviewPage page = TRY(load_for_decision(tx, ctx, smith, id));
    const std::string day = iso(ctx.today());
    TRY(applications::record_decision(tx, ctx, id, {false, false, day}, input.version));
    Review review = *page.review;
    decide(review, ctx, "declined", note);
    TRY(store::update_review(tx, review));
    TRY(order_notice(tx, ctx, id, "declined", day, notice_model(tx, page.application)));
    // SECURITY: the reason stays in the review's row; the audit tells only that it was declined.
    TRY(audit::note(tx, ctx, kDeclined, {"application", id.text, ""}));
    return receipts::keep(tx, ctx, kDeclined, input.sending, id.text);
  });
}

Result<void> send_back(const Context& ctx, const Locksmith& smith, const ApplicationId& id,
                       const DecisionInput& input) {
  const std::string note = TRY(checked_note(input, true));
  TRY(must(ctx.actor, may::decide_applications));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    ReviewPage page = TRY(load_review_in(tx, smith, id));
    if (!page.review || page.review->state != "ready") {
      return fail(Fault::conflict, "決裁を待っていない申込みです。画面を開き直してください");
    }
    TRY(applications::send_back_to_review(tx, ctx, id, input.version));
    Review review = *page.review;
    review.state = "open";
    review.decision_note = note;
    review.ready_at.reset();
    TRY(store::update_review(tx, review));
    return audit::note(tx, ctx, "reviews.review.sent_back", {"application", id.text, ""});
  });
}

Result<void> end_review(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                        const ApplicationId& id) {
  TRY(end_inquiries(tx, id));
  TRY(screenings::end_unfinished(tx, ctx, smith, "application", id.text));
  auto review = store::find_review(tx, id);
  if (!review || (review->state != "open" && review->state != "ready")) return {};
  review->state = "ended";
  TRY(store::update_review(tx, *review));
  return audit::note(tx, ctx, "reviews.review.ended", {"application", id.text, ""});
}

}  // namespace musubi::reviews
