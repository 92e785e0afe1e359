// service_approvals.cc - see service_approvals.h. An officer acts under the account that was asked,
// an organisation as the system's part that carries its name, so that the audit names who answered.
#include "features/publishing/service_approvals.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"
#include "core/outbox/outbox.h"
#include "core/receipts/receipts.h"
#include "features/accounts/accounts.h"
#include "features/publishing/record.h"

namespace musubi::publishing {
namespace {

constexpr std::string_view kAskedTopic = "publishing.approval.asked";
constexpr std::size_t kMessageMost = 1000;
constexpr std::size_t kNameMost = 100;
constexpr int kOfficersMost = 100;
constexpr int kExpiredMost = 200;

// SECURITY: wrong, used, expired, overtaken and an account that stopped cannot be told apart.
Failure link_gone() {
  return fail(Fault::not_found,
              "このリンクは使い終わったか、期限が切れています。御用のときは事務局にお知らせください");
}

Context house_of(const Context& ctx, const char* part) {
  Context out = ctx;
  out.actor = Actor::system(part);
  return out;
}

struct Live {
  Approval approval;
  Content content;
  Context self;  // who was asked acts
};
Result<Live> find_live_approval(const Context& ctx, const std::string& token) {
  const auto approval = ctx.db.read([&](db::Reader& reader) {
    return store::find_approval_by_token(reader, sha256_hex(token));
  });
  if (!approval || approval->state != "waiting" || approval->expires_at <= ctx.now) {
    return link_gone();
  }
  const auto content = ctx.db.read(
      [&](db::Reader& reader) { return store::find_content(reader, approval->item); });
  if (!content || content->number != approval->number) return link_gone();
  Live live{*approval, *content, ctx};
  if (approval->kind != "prefecture") {
    live.self.actor = Actor::system("取材先・掲載先の回答");
    return live;
  }
  const auto officer = accounts::load_account(house_of(ctx, "県の回答"), approval->account);
  if (!officer || officer->state != accounts::State::active ||
      !officer->roles.has(Role::prefecture)) {
    return link_gone();
  }
  live.self.actor = Actor{Actor::Kind::person, officer->id, officer->name, officer->roles,
                          officer->organisation};
  return live;
}

Result<AskedPage> asked_page(const Context& ctx, const Live& live) {
  return ctx.db.read([&](db::Reader& reader) -> Result<AskedPage> {
    const auto version =
        store::find_version(reader, live.content.id, live.approval.number);
    if (!version) return link_gone();
    return AskedPage{live.approval, live.content, *version,
                     markdown::to_content(version->article.body,
                                          media_finder(reader, ctx.today())),
                     read_variants(version->article, media_finder(reader, ctx.today()))};
  });
}

Result<NewApproval> checked_approval(const Context& ctx, const NewApproval& typed) {
  NewApproval input = typed;
  std::vector<FieldError> errors;
  input.message = trim(typed.message);
  input.name = trim(replace_all(replace_all(typed.name, "\r", " "), "\n", " "));
  if (count_characters(input.message) > kMessageMost) {
    errors.push_back({"message", "伝えることは1,000文字以内で入力してください"});
  }
  if (!input.due_on.empty()) {
    const auto day = parse_iso_date(input.due_on);
    if (!day || *day < ctx.today()) {
      errors.push_back({"due_on", "返事がほしい日は、きょうか、きょうより後の日付を入力してください"});
    }
  }
  if (input.kind == "prefecture") {
    for (const OfficerChoice& one : TRY(list_officers(ctx))) {
      if (one.id == input.officer_id) input.name = one.name;
    }
    if (input.officer_id.empty() || input.name.empty()) {
      errors.push_back({"officer_id", "尋ねる相手を選んでください"});
    }
  } else if (input.kind == "company") {
    const auto email = read_email(typed.email);
    if (input.name.empty() || count_characters(input.name) > kNameMost) {
      errors.push_back({"name", "確かめてもらう方の氏名を100文字以内で入力してください"});
    }
    if (!email) errors.push_back({"email", "メールアドレスを「name@example.jp」の形で入力してください"});
    input.email = email.value_or("");
  } else {
    errors.push_back({"kind", "だれに確かめてもらうかを選んでください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return input;
}

Approval new_approval(const Context& ctx, const Content& content, std::string_view kind) {
  Approval out;
  out.id = ApprovalId::make(ctx.now);
  out.item = content.id;
  out.number = content.number;
  out.kind = kind;
  out.state = "waiting";
  out.asked_by = ctx.actor.account;
  out.asked_by_name = ctx.actor.name;
  out.asked_at = ctx.now;
  return out;
}

// Where a question of this kind makes sense.
Result<void> check_may_ask(const Content& content, std::string_view kind) {
  const ContentType& type = type_of(content.type);
  const bool fits = kind == "prefecture"
                        ? content.state == State::prefecture
                        : type.company && content.number > 0 && content.state != State::draft;
  if (fits) return {};
  return fail(Fault::conflict,
              kind == "prefecture"
                  ? "県に確かめてもらえるのは、事務局の確認が済み「県確認」になった記事です"
                  : "同意を確かめられるのは、確認に回した記事です。先に「確認に回す」を押してください");
}

}  // namespace

Result<std::vector<OfficerChoice>> list_officers(const Context& ctx) {
  TRY(must(ctx.actor, may::edit_content));
  accounts::ListFilter filter;
  filter.state = accounts::State::active;
  filter.role = Role::prefecture;
  filter.most = kOfficersMost;
  std::vector<OfficerChoice> out;
  for (const auto& account :
       TRY(accounts::list_accounts(house_of(ctx, "県の担当者の一覧"), filter))) {
    out.push_back({account.id.text, account.name});
  }
  return out;
}

Result<void> ask_approval(const Context& ctx, const NewApproval& typed) {
  TRY(must(ctx.actor, may::edit_content));
  const NewApproval input = TRY(checked_approval(ctx, typed));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (receipts::find(tx, ctx, kAskedTopic, input.sending)) return {};
    const auto content = store::find_content(tx, input.id);
    if (!content) return content_gone();
    TRY(check_may_ask(*content, input.kind));
    TRY(end_approvals_of(tx, input.id, input.kind));  // asked once more: the first link is over
    const std::string token = random_token(32);
    Approval approval = new_approval(ctx, *content, input.kind);
    approval.account = {input.kind == "prefecture" ? input.officer_id : ""};
    approval.name = input.name;
    approval.email = input.kind == "company" ? input.email : "";
    approval.message = input.message;
    approval.due_on = input.due_on;
    approval.token_hash = sha256_hex(token);
    approval.expires_at = Instant{ctx.now.ms + kApprovalMs};
    TRY(store::insert_approval(tx, approval));
    TRY(audit::note(tx, ctx, kAskedTopic, subject_of(*content), nullptr,
                    {{"kind", input.kind}, {"number", content->number}}));
    TRY(outbox::later(tx, ctx.now, kAskedTopic,
                      {{"id", approval.id.text}, {"path", "/approvals/" + token}}));
    return receipts::keep(tx, ctx, kAskedTopic, input.sending, approval.id.text);
  });
}

Result<void> record_approval(const Context& ctx, const HandApproval& input) {
  std::vector<FieldError> errors;
  if (trim(input.name).empty() || count_characters(input.name) > kNameMost) {
    errors.push_back({"hand_name", "同意した方の氏名を100文字以内で入力してください"});
  }
  if (trim(input.words).empty() || count_characters(input.words) > kMessageMost) {
    errors.push_back({"hand_words", "いつ、どのように同意を確かめたかを1,000文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::edit_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto content = store::find_content(tx, input.id);
    if (!content) return content_gone();
    TRY(check_may_ask(*content, "company"));
    TRY(end_approvals_of(tx, input.id, "company"));
    Approval approval = new_approval(ctx, *content, "company");
    approval.name = trim(input.name);
    approval.state = "answered";
    approval.answer = "approved";
    approval.words = trim(input.words);
    approval.by_hand = true;
    approval.answered_at = ctx.now;
    approval.expires_at = ctx.now;
    TRY(store::insert_approval(tx, approval));
    return audit::note(tx, ctx, "publishing.approval.recorded", subject_of(*content), nullptr,
                       {{"kind", "company"}, {"number", content->number}});
  });
}

Result<AskedPage> load_asked(const Context& ctx, const std::string& token) {
  return asked_page(ctx, TRY(find_live_approval(ctx, token)));
}

Result<AskedPage> answer_by_link(const Context& ctx, const std::string& token,
                                 const ApprovalAnswer& input) {
  const Live live = TRY(find_live_approval(ctx, token));
  std::vector<FieldError> errors;
  if (approval_answer_label(input.answer).empty()) {
    errors.push_back({"answer", "回答を1つ選んでください"});
  }
  if (input.answer == "changes" && trim(input.words).empty()) {
    errors.push_back({"words", "直してほしいところを入力してください"});
  }
  if (count_characters(input.words) > kMessageMost) {
    errors.push_back({"words", "直してほしいところは1,000文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  AskedPage page = TRY(asked_page(ctx, live));
  Result<void> kept = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Approval over = live.approval;
    over.state = "answered";
    over.answer = input.answer;
    over.words = trim(input.words);
    over.answered_at = ctx.now;
    if (TRY(store::update_approval_over(tx, over)) == 0) return link_gone();  // pressed twice
    const auto content = store::find_content(tx, over.item);
    if (!content || content->number != over.number) return link_gone();
    TRY(audit::note(tx, live.self, "publishing.approval.answered", subject_of(*content), nullptr,
                    {{"kind", over.kind}, {"answer", over.answer}, {"number", over.number}}));
    TRY(outbox::later(tx, ctx.now, "publishing.approval.answered", {{"id", over.id.text}}));
    const bool approves = over.kind == "prefecture" && over.answer == "approved";
    if (over.answer == "approved" && !approves) return {};
    const auto to = after(type_of(content->type), content->state,
                          approves ? Act::approve : Act::give_back);
    if (!to) return {};  // published or booked meanwhile: the words are there for the office
    if (!approves) TRY(end_approvals(tx, over.item));
    Content now = *content;
    now.state = *to;
    TRY(record_step(tx, live.self, *content, now,
                    {approves ? "publishing.content.approved" : "publishing.content.given_back",
                     over.words}));
    return {};
  });
  TRY(std::move(kept));
  page.approval.answer = input.answer;
  return page;
}

Result<void> end_approvals_of(db::Tx& tx, const ContentId& id, std::string_view kind) {
  for (Approval approval : store::list_approvals(tx, id)) {
    if (approval.state != "waiting" || approval.kind != kind) continue;
    approval.state = "ended";
    TRY(store::update_approval_over(tx, approval));
  }
  return {};
}

Result<void> end_approvals(db::Tx& tx, const ContentId& id) {
  TRY(end_approvals_of(tx, id, "prefecture"));
  return end_approvals_of(tx, id, "company");
}

Result<void> end_expired_approvals(const Context& ctx) {
  const auto over = ctx.db.read([&](db::Reader& reader) {
    return store::list_expired_approvals(reader, ctx.now, kExpiredMost);
  });
  if (over.empty()) return {};
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (Approval approval : over) {
      approval.state = "ended";
      if (TRY(store::update_approval_over(tx, approval)) == 0) continue;
      const auto content = store::find_content(tx, approval.item);
      if (!content) continue;
      TRY(audit::note(tx, ctx, "publishing.approval.ended", subject_of(*content)));
    }
    return {};
  });
}

}  // namespace musubi::publishing
