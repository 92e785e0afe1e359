// service_inquiries.cc - see service_inquiries.h. The officer answers under the account that was
// asked, so that the audit names who and when (R-5.1.2.c); an opening is told of the link alone.
#include "features/reviews/service_inquiries.h"

#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/accounts/accounts.h"
#include "features/reviews/permissions.h"

namespace musubi::reviews {
namespace {

constexpr std::string_view kAsked = "reviews.inquiry.asked";
constexpr std::size_t kWordsMost = 1000;
constexpr int kOfficersMost = 100;
constexpr int kExpiredMost = 200;

// SECURITY: wrong, used, expired, withdrawn and an account that stopped cannot be told apart.
Failure gone() {
  return fail(Fault::not_found,
              "このリンクは使い終わったか、期限が切れています。御用のときは事務局にお知らせください");
}

Context house(const Context& ctx, const char* part) {
  Context out = ctx;
  out.actor = Actor::system(part);
  return out;
}

struct Found {
  Inquiry inquiry;
  Context self;  // the officer acts
};
Result<Found> find_live(const Context& ctx, const std::string& token) {
  const auto inquiry = ctx.db.read([&](db::Reader& reader) {
    return store::find_inquiry_by_token(reader, sha256_hex(token));
  });
  if (!inquiry || inquiry->state != "waiting" || inquiry->expires_at <= ctx.now) return gone();
  const auto officer =
      accounts::load_account(house(ctx, "県の回答"), AccountId{inquiry->officer_id});
  if (!officer || officer->state != accounts::State::active ||
      !officer->roles.has(Role::prefecture)) {
    return gone();
  }
  Found found{*inquiry, ctx};
  found.self.actor = Actor{Actor::Kind::person, officer->id, officer->name, officer->roles,
                           officer->organisation};
  return found;
}

Result<AskedPage> page_of(const Context& ctx, const Inquiry& inquiry) {
  const auto application = ctx.db.read([&](db::Reader& reader) {
    return applications::find_application(reader, inquiry.application_id);
  });
  if (!application) return gone();
  return AskedPage{inquiry.about,           inquiry.question,      application->receipt_no,
                   application->organisation.name, inquiry.officer_name, inquiry.asked_by_name,
                   inquiry.expires_at};
}

Result<void> end_about_screening(db::Tx& tx, const ApplicationId& id) {
  for (Inquiry inquiry : store::list_inquiries(tx, id)) {
    if (inquiry.state != "waiting" || inquiry.about != "screening") continue;
    inquiry.state = "ended";
    TRY(store::update_inquiry_over(tx, inquiry));
  }
  return {};
}

Result<NewInquiry> checked(const NewInquiry& typed) {
  std::vector<FieldError> errors;
  NewInquiry input = typed;
  input.question = trim(typed.question);
  if (about_label(input.about).empty()) errors.push_back({"about", "何について尋ねるかを選んでください"});
  if (input.question.empty()) errors.push_back({"question", "尋ねることを入力してください"});
  if (count_characters(input.question) > kWordsMost) {
    errors.push_back({"question", "尋ねることは1,000文字以内で入力してください"});
  }
  if (input.officer_id.empty()) errors.push_back({"officer_id", "尋ねる相手を選んでください"});
  if (!errors.empty()) return fail_fields(std::move(errors));
  return input;
}

}  // namespace

Result<std::vector<OfficerChoice>> list_officers(const Context& ctx) {
  TRY(must(ctx.actor, may::review_applications));
  accounts::ListFilter filter;
  filter.state = accounts::State::active;
  filter.role = Role::prefecture;
  filter.most = kOfficersMost;
  std::vector<OfficerChoice> out;
  for (const auto& account : TRY(accounts::list_accounts(house(ctx, "照会先の一覧"), filter))) {
    out.push_back({account.id.text, account.name});
  }
  return out;
}

Result<void> ask_officer(const Context& ctx, const Locksmith& smith, const ApplicationId& id,
                         const NewInquiry& typed) {
  const NewInquiry input = TRY(checked(typed));
  const std::vector<OfficerChoice> officers = TRY(list_officers(ctx));
  std::string officer_name;
  for (const auto& one : officers) {
    if (one.id == input.officer_id) officer_name = one.name;
  }
  if (officer_name.empty()) {
    return fail_fields({{"officer_id", "尋ねる相手を選び直してください"}});
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (receipts::find(tx, ctx, kAsked, input.sending)) return {};
    const auto review = store::find_review(tx, id);
    if (!review || review->state != "open") {
      return fail(Fault::conflict, "審査中の申込みについてだけ、県に尋ねられます。画面を開き直してください");
    }
    const std::string token = random_token(32);
    Inquiry inquiry;
    inquiry.id = new_uuid(ctx.now);
    inquiry.application_id = id;
    inquiry.about = input.about;
    inquiry.question = input.question;
    if (input.about == "screening") {
      // Its words stand sealed in the screening's file and nowhere else.
      const auto standing = screenings::find_standing(tx, smith, "application", id.text);
      if (!standing) return fail(Fault::conflict, "反社会的勢力の確認が、まだ始まっていません");
      // Asked once more, because nobody answered or another officer knows: the first link is over.
      TRY(end_about_screening(tx, id));
      TRY(screenings::ask_prefecture(tx, ctx, smith, standing->id, input.question));
      inquiry.screening_id = standing->id.text;
      inquiry.question.clear();
    }
    inquiry.officer_id = input.officer_id;
    inquiry.officer_name = officer_name;
    inquiry.token_hash = sha256_hex(token);
    inquiry.state = "waiting";
    inquiry.asked_by = ctx.actor.account.text;
    inquiry.asked_by_name = ctx.actor.name;
    inquiry.asked_at = ctx.now;
    inquiry.expires_at = Instant{ctx.now.ms + kInquiryMs};
    TRY(store::insert_inquiry(tx, inquiry));
    TRY(audit::note(tx, ctx, kAsked, {"application", id.text, ""}, nullptr,
                    {{"officer", officer_name}}));
    TRY(outbox::later(tx, ctx.now, "reviews.inquiry.asked",
                      {{"id", inquiry.id}, {"path", "/answers/" + token}}));
    return receipts::keep(tx, ctx, kAsked, input.sending, inquiry.id);
  });
}

Result<AskedPage> load_asked(const Context& ctx, const std::string& token) {
  const Found found = TRY(find_live(ctx, token));
  // A mail program may have looked, not the officer: only the answer is the officer's own act.
  const Context link = house(ctx, "県への照会のリンク");
  TRY(ctx.db.write([&](db::Tx& tx) {
    return audit::note(tx, link, "reviews.inquiry.opened",
                       {"application", found.inquiry.application_id.text, ""}, nullptr,
                       {{"officer", found.inquiry.officer_name}});
  }));
  return page_of(ctx, found.inquiry);
}

Result<AskedPage> answer_by_link(const Context& ctx, const Locksmith& smith,
                                 const std::string& token, const OfficerAnswer& input) {
  const Found found = TRY(find_live(ctx, token));
  std::vector<FieldError> errors;
  if (inquiry_answer_label(input.answer).empty()) {
    errors.push_back({"answer", "回答を1つ選んでください"});
  }
  if (count_characters(input.words) > kWordsMost) {
    errors.push_back({"words", "補足は1,000文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  const AskedPage page = TRY(page_of(ctx, found.inquiry));
  const bool screening = found.inquiry.about == "screening";
  Result<void> kept = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Inquiry over = found.inquiry;
    over.state = "answered";
    over.answer = screening ? "" : input.answer;
    over.words = screening ? "" : trim(input.words);
    over.answered_at = ctx.now;
    if (TRY(store::update_inquiry_over(tx, over)) == 0) return gone();  // pressed twice at once
    if (screening) {
      TRY(screenings::keep_answer(tx, found.self, smith, {over.screening_id}, input.answer,
                                  trim(input.words)));
    }
    TRY(audit::note(tx, found.self, "reviews.inquiry.answered",
                    {"application", over.application_id.text, ""}));
    return outbox::later(tx, ctx.now, "reviews.inquiry.answered", {{"id", over.id}});
  });
  TRY(std::move(kept));
  return page;
}

Result<void> follow_screening_answer(const Context& ctx, const outbox::Message& message) {
  if (message.body.value("noun", "") != "application") return {};
  const ApplicationId id{message.body.value("subject", "")};
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (Inquiry inquiry : store::list_inquiries(tx, id)) {
      if (inquiry.state != "waiting" || inquiry.about != "screening") continue;
      inquiry.state = "answered";
      inquiry.answered_at = ctx.now;
      if (TRY(store::update_inquiry_over(tx, inquiry)) == 0) continue;
      TRY(audit::note(tx, ctx, "reviews.inquiry.answered", {"application", id.text, ""}));
      TRY(outbox::later(tx, ctx.now, "reviews.inquiry.answered", {{"id", inquiry.id}}));
    }
    return {};
  });
}

Result<void> end_expired(const Context& ctx) {
  const auto over = ctx.db.read([&](db::Reader& reader) {
    return store::list_expired(reader, ctx.now, kExpiredMost);
  });
  if (over.empty()) return {};
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (Inquiry inquiry : over) {
      inquiry.state = "ended";
      if (TRY(store::update_inquiry_over(tx, inquiry)) == 0) continue;
      TRY(audit::note(tx, ctx, "reviews.inquiry.expired",
                      {"application", inquiry.application_id.text, ""}));
    }
    return {};
  });
}

Result<void> end_inquiries(db::Tx& tx, const ApplicationId& id) {
  for (Inquiry inquiry : store::list_inquiries(tx, id)) {
    if (inquiry.state != "waiting") continue;
    inquiry.state = "ended";
    TRY(store::update_inquiry_over(tx, inquiry));
  }
  return {};
}

}  // namespace musubi::reviews
