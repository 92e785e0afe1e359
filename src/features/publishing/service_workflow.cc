// service_workflow.cc - the steps of workflow.h as people take them. Who sent a version on does not
// confirm it; nothing becomes public with an error of the checks or without the consents it needs.
#include "base/text.h"
#include "core/outbox/outbox.h"
#include "features/publishing/record.h"
#include "features/publishing/service.h"
#include "features/publishing/service_approvals.h"

namespace musubi::publishing {
namespace {

constexpr std::size_t kWordsMost = 1000;

Result<void> check_words_length(const std::string& words, const char* label) {
  if (count_characters(words) <= kWordsMost) return {};
  return fail_fields({{"words", std::string(label) + "は1,000文字以内で入力してください"}});
}

struct Taken {
  Content before;  // with the version that the caller saw
  State to;
};
// The item, and where the act leads; Fault::conflict when it cannot be done from there.
Result<Taken> take(db::Reader& reader, const StepInput& input, Act act) {
  auto found = store::find_content(reader, input.id);
  if (!found) return content_gone();
  const auto to = after(type_of(found->type), found->state, act);
  if (!to) {
    return fail(Fault::conflict, "いまは「" + std::string(state_label(found->state)) +
                                     "」です。ほかの人が先に進めたようです。画面を開き直して、"
                                     "いまの状態を確かめてください");
  }
  found->version = input.version;
  return Taken{std::move(*found), *to};
}

Result<void> go(db::Tx& tx, const Context& ctx, const Taken& taken, StepRecord step) {
  Content now = taken.before;
  now.state = taken.to;
  TRY(record_step(tx, ctx, taken.before, now, step));
  return {};
}

Result<Version> newest_version(db::Reader& reader, const Content& content) {
  auto version = store::find_version(reader, content.id, content.number);
  if (!version) return content_gone();
  return std::move(*version);
}

Failure refused_for(const std::vector<std::string>& obstacles) {
  std::string says = "まだ公開できません。";
  for (const std::string& one : obstacles) says += one + "。";
  return fail(Fault::conflict, says + "直してから、もう一度押してください");
}

}  // namespace

Result<void> send_content(const Context& ctx, const StepInput& input) {
  TRY(check_words_length(input.words, "「どこを書いた・直したか」"));
  TRY(must(ctx.actor, may::edit_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Taken taken = TRY(take(tx, input, Act::send));
    const auto draft = store::find_draft(tx, input.id);
    if (!draft) return content_gone();
    if (has_errors(findings_of(tx, taken.before, draft->article, ctx.today()))) {
      return fail(Fault::conflict, "直すところが残っています。「確認の結果」の「直す」を済ませてから、"
                                   "確認に回してください");
    }
    Content now = taken.before;
    now.state = taken.to;
    now.number = taken.before.number + 1;
    now.sent_by = ctx.actor.account;
    now.title = draft->article.title;
    TRY(store::insert_version(tx, {now.id, now.number, draft->article, trim(input.words),
                                   draft->saved_by, draft->saved_by_name, draft->saved_at}));
    TRY(end_approvals(tx, now.id));
    TRY(record_step(tx, ctx, taken.before, now,
                    {"publishing.content.sent", trim(input.words)}));
    return {};
  });
}

Result<void> confirm_content(const Context& ctx, const StepInput& input) {
  TRY(check_words_length(input.words, "添える言葉"));
  TRY(must(ctx.actor, may::confirm_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Taken taken = TRY(take(tx, input, Act::confirm));
    if (taken.before.sent_by == ctx.actor.account) {
      return fail(Fault::forbidden, "確認に回した人は、自分で確認できません。ほかの人に頼んでください");
    }
    return go(tx, ctx, taken, {"publishing.content.confirmed", trim(input.words)});
  });
}

Result<void> give_back_content(const Context& ctx, const StepInput& input) {
  const std::string why = trim(input.words);
  if (why.empty()) {
    return fail_fields({{"words", "差し戻す理由を入力してください。書いた人が、どこを直すかを知るためです"}});
  }
  TRY(check_words_length(why, "差し戻す理由"));
  const bool officer = can(ctx.actor, may::approve_content);
  if (!officer) TRY(must(ctx.actor, may::confirm_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Taken taken = TRY(take(tx, input, Act::give_back));
    if (!can(ctx.actor, may::confirm_content) && taken.before.state != State::prefecture) {
      return fail(Fault::conflict, "この記事はいま県の確認を待っていません。画面を開き直してください");
    }
    TRY(end_approvals(tx, input.id));
    return go(tx, ctx, taken, {"publishing.content.given_back", why});
  });
}

Result<void> approve_content(const Context& ctx, const StepInput& input) {
  TRY(check_words_length(input.words, "添える言葉"));
  TRY(must(ctx.actor, may::approve_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Taken taken = TRY(take(tx, input, Act::approve));
    TRY(end_approvals_of(tx, input.id, "prefecture"));
    return go(tx, ctx, taken, {"publishing.content.approved", trim(input.words)});
  });
}

Result<State> publish_content(const Context& ctx, const StepInput& input, Instant publish_at) {
  TRY(must(ctx.actor, may::publish_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<State> {
    const auto found = store::find_content(tx, input.id);
    if (!found) return content_gone();
    const Instant now = clock_of(ctx);
    const bool later = found->publish_at > now;
    if (found->publish_at != publish_at && (later || publish_at > now)) {
      return fail(Fault::conflict, "公開する日時が変わっています。画面を開き直して、ボタンの言葉を"
                                   "確かめてください");
    }
    const Taken taken = TRY(take(tx, input, later ? Act::schedule : Act::publish));
    const Version version = TRY(newest_version(tx, taken.before));
    const auto obstacles = obstacles_of(tx, taken.before, version, ctx.today());
    if (!obstacles.empty()) return refused_for(obstacles);
    if (later) {
      TRY(go(tx, ctx, taken, {"publishing.content.scheduled"}));
    } else {
      TRY(make_public(tx, ctx, taken.before, version, {"publishing.content.published"}));
    }
    return taken.to;
  });
}

Result<void> cancel_schedule(const Context& ctx, const StepInput& input) {
  TRY(must(ctx.actor, may::publish_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Taken taken = TRY(take(tx, input, Act::unschedule));
    return go(tx, ctx, taken, {"publishing.content.unscheduled", trim(input.words)});
  });
}

Result<void> end_content(const Context& ctx, const StepInput& input) {
  const std::string why = trim(input.words);
  if (why.empty()) return fail_fields({{"words", "公開を終える理由を入力してください"}});
  TRY(check_words_length(why, "公開を終える理由"));
  TRY(must(ctx.actor, may::publish_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto before = store::find_content(tx, input.id);
    if (!before) return content_gone();
    if (!before->is_public) return fail(Fault::conflict, "この記事はいま公開していません");
    before->version = input.version;
    TRY(make_private(tx, ctx, *before, {"publishing.content.ended", why}));
    return {};
  });
}

std::string publish_words(const Content& content, Instant now) {
  if (content.publish_at <= now) return "いますぐ公開する";
  const Date day = date_in_japan(content.publish_at);
  std::string words = std::to_string(day.month) + "月" + std::to_string(day.day) + "日 " +
                      jst_clock(content.publish_at) + "に公開する";
  if (day.year != date_in_japan(now).year) words = std::to_string(day.year) + "年" + words;
  return words;
}

}  // namespace musubi::publishing
