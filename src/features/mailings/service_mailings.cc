// service_mailings.cc - a mailing from its draft to the queue; see service.h and the states in
// mailing.h. Above kSecondPersonAbove recipients nothing leaves without another person's word.
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/mailings/permissions.h"
#include "features/mailings/service.h"

namespace musubi::mailings {
namespace {

constexpr std::string_view kCreated = "mailings.mailing.created";
constexpr std::size_t kSubjectMost = 100, kBodyMost = 20'000, kNoteMost = 1000;
constexpr std::int64_t kYearMs = 366LL * 24 * 3'600'000;

Failure absent() {
  return fail(Fault::not_found, "この一斉配信は見つかりません。一覧から選び直してください");
}
Failure moved_on(const Mailing& mailing) {
  return fail(Fault::conflict, "この一斉配信は、いま「" + std::string(state_label(mailing.state)) +
                                   "」です。画面を開き直して、内容を確かめてください");
}

Result<Mailing> load_in(db::Reader& reader, const MailingId& id,
                        std::initializer_list<std::string_view> states) {
  auto found = store::find_mailing(reader, id);
  if (!found) return absent();
  for (const std::string_view state : states) {
    if (found->state == state) return *found;
  }
  return moved_on(*found);
}

void check_placeholders(const std::string& field, const std::string& text,
                        std::vector<FieldError>& errors) {
  const auto unknown = unknown_placeholders(text);
  if (unknown.empty()) return;
  errors.push_back({field, "「{{" + unknown.front() +
                               "}}」は差し込めません。使えるのは {{団体名}} と {{お名前}} です"});
}

Result<void> check(const Draft& input) {
  std::vector<FieldError> errors;
  if (!class_from_name(input.mail_class)) {
    errors.push_back({"mail_class", "メールの種類を選んでください"});
  }
  if (input.segment.empty()) errors.push_back({"segment", "配信先を選んでください"});
  const std::string subject = trim(input.subject);
  if (subject.empty()) {
    errors.push_back({"subject", "件名を入力してください"});
  } else if (count_characters(subject) > kSubjectMost) {
    errors.push_back({"subject", "件名は100文字以内で入力してください"});
  } else if (subject.find_first_of("\r\n") != std::string::npos) {
    errors.push_back({"subject", "件名は1行で入力してください"});
  } else {
    check_placeholders("subject", subject, errors);
  }
  if (trim(input.body).empty()) {
    errors.push_back({"body", "本文を入力してください"});
  } else if (count_characters(input.body) > kBodyMost) {
    errors.push_back({"body", "本文は20,000文字以内で入力してください"});
  } else {
    check_placeholders("body", input.body, errors);
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return {};
}

Result<void> note(db::Tx& tx, const Context& ctx, std::string_view action, const Mailing& mailing,
                  const Json& before, const Json& after, std::string_view reason = {}) {
  return audit::note(tx, ctx, action, {"mailing", mailing.id.text, ""}, before, after, reason);
}

Json told(const Mailing& m) {
  return {{"subject", m.subject}, {"class", class_name(m.mail_class)}};
}

void take(Mailing& mailing, const Context& ctx, const Draft& input) {
  mailing.mail_class = *class_from_name(input.mail_class);
  mailing.subject = trim(input.subject);
  mailing.body = input.body;
  mailing.segment = {input.segment};
  mailing.written_by = ctx.actor.account.text;
  mailing.written_by_name = ctx.actor.name;
  mailing.written_at = ctx.now;
}

Result<void> must_have_segment(db::Reader& reader, const std::string& id) {
  const auto segment = store::find_segment(reader, {id});
  if (segment && segment->state == "active") return {};
  return fail_fields({{"segment", "この配信先は使えません。選び直してください"}});
}

std::int64_t number_ready(db::Reader& reader, const MailingId& id) {
  std::int64_t ready = 0;
  for (const auto& count : store::count_recipients(reader, id)) {
    if (count.state == "ready") ready += count.number;
  }
  return ready;
}

Result<void> check_submission(const Context& ctx, const Mailing& mailing, std::int64_t ready,
                              const Submission& input) {
  if (ready == 0) {
    return fail(Fault::conflict, "送れる宛先がありません。下書きに戻して、配信先を変えてください");
  }
  if (input.send_at && *input.send_at <= ctx.now) {
    return fail_fields({{"send_on", "送る日時は、いまより後にしてください"}});
  }
  if (input.send_at && input.send_at->ms - ctx.now.ms > kYearMs) {
    return fail_fields({{"send_on", "送る日時は、1年以内にしてください"}});
  }
  // 特定電子メール法: advertising without the sender's postal address must not leave.
  if (mailing.mail_class == mail::Class::member_pr && input.house.address.empty()) {
    return fail_unready("差出人の住所が設定されていません",
                        "会員PRには差出人の住所が必要です。システムの担当者に、設定の"
                        " consortium.address の記入を頼んでから、送ってください");
  }
  return {};
}

}  // namespace

bool may_confirm(const Actor& actor, const Mailing& mailing) {
  return mailing.state == "waiting" && can(actor, may::confirm_mailings) &&
         actor.account.text != mailing.submitted_by && actor.account.text != mailing.written_by;
}

Result<MailingId> create_mailing(const Context& ctx, const Draft& input) {
  TRY(check(input));
  TRY(must(ctx.actor, may::write_mailings));
  return ctx.db.write([&](db::Tx& tx) -> Result<MailingId> {
    if (auto first = receipts::find(tx, ctx, kCreated, input.sending)) return MailingId{*first};
    TRY(must_have_segment(tx, input.segment));
    Mailing mailing;
    mailing.id = MailingId::make(ctx.now);
    take(mailing, ctx, input);
    TRY(store::insert_mailing(tx, mailing));
    TRY(note(tx, ctx, kCreated, mailing, nullptr, told(mailing)));
    TRY(receipts::keep(tx, ctx, kCreated, input.sending, mailing.id.text));
    return mailing.id;
  });
}

Result<void> update_mailing(const Context& ctx, const MailingId& id, const Draft& input) {
  TRY(check(input));
  TRY(must(ctx.actor, may::write_mailings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Mailing mailing = TRY(load_in(tx, id, {"draft"}));
    TRY(must_have_segment(tx, input.segment));
    const Json before = told(mailing);
    take(mailing, ctx, input);
    mailing.version = input.version;
    TRY(store::update_mailing(tx, mailing));
    return note(tx, ctx, "mailings.mailing.updated", mailing, before, told(mailing));
  });
}

Result<void> prepare_mailing(const Context& ctx, const MailingId& id) {
  TRY(must(ctx.actor, may::write_mailings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Mailing mailing = TRY(load_in(tx, id, {"draft"}));
    const auto segment = store::find_segment(tx, mailing.segment);
    if (!segment) return absent();
    TRY(store::delete_recipients(tx, id));
    mailing.state = "preparing";
    mailing.conditions = audience_json(segment->audience);
    mailing.run = new_uuid(ctx.now);
    mailing.position.clear();
    mailing.returned_note.clear();
    TRY(store::update_mailing(tx, mailing));
    TRY(queue_preparation(tx, ctx, mailing));
    return note(tx, ctx, "mailings.mailing.preparing", mailing, {{"state", "draft"}},
                {{"state", "preparing"}});
  });
}

Result<void> reopen_mailing(const Context& ctx, const MailingId& id) {
  TRY(must(ctx.actor, may::write_mailings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Mailing mailing = TRY(load_in(tx, id, {"preparing", "prepared", "waiting"}));
    const std::string before = mailing.state;
    TRY(store::delete_recipients(tx, id));
    mailing.state = "draft";
    mailing.run.clear();
    mailing.submitted_by.clear();
    mailing.submitted_by_name.clear();
    mailing.submitted_at.reset();
    TRY(store::update_mailing(tx, mailing));
    return note(tx, ctx, "mailings.mailing.reopened", mailing, {{"state", before}},
                {{"state", "draft"}});
  });
}

Result<void> submit_mailing(const Context& ctx, const MailingId& id, const Submission& input) {
  TRY(must(ctx.actor, may::write_mailings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Mailing mailing = TRY(load_in(tx, id, {"prepared"}));
    const std::int64_t ready = number_ready(tx, id);
    TRY(check_submission(ctx, mailing, ready, input));
    const bool second = ready > kSecondPersonAbove;
    mailing.version = input.version;
    mailing.state = second ? "waiting" : "scheduled";
    mailing.position.clear();
    mailing.house = house_json(input.house);
    mailing.send_at = input.send_at.value_or(Instant{});
    mailing.submitted_by = ctx.actor.account.text;
    mailing.submitted_by_name = ctx.actor.name;
    mailing.submitted_at = ctx.now;
    TRY(store::update_mailing(tx, mailing));
    if (!second) TRY(queue_sending(tx, ctx, mailing));
    return note(tx, ctx, "mailings.mailing.submitted", mailing, {{"state", "prepared"}},
                {{"state", mailing.state}, {"recipients", ready}});
  });
}

Result<void> confirm_mailing(const Context& ctx, const MailingId& id, std::int64_t version) {
  TRY(must(ctx.actor, may::confirm_mailings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Mailing mailing = TRY(load_in(tx, id, {"waiting"}));
    if (!may_confirm(ctx.actor, mailing)) {
      return fail(Fault::forbidden, "ご自分で書いた、または送信を申し出た配信は、確認できません。"
                                    "事務局のほかの人に確認を頼んでください");
    }
    mailing.version = version;
    mailing.state = "scheduled";
    mailing.confirmed_by_name = ctx.actor.name;
    mailing.confirmed_at = ctx.now;
    TRY(store::update_mailing(tx, mailing));
    TRY(queue_sending(tx, ctx, mailing));
    return note(tx, ctx, "mailings.mailing.confirmed", mailing, {{"state", "waiting"}},
                {{"state", "scheduled"}, {"recipients", number_ready(tx, id)}});
  });
}

Result<void> return_mailing(const Context& ctx, const MailingId& id, const std::string& typed) {
  const std::string words = trim(typed);
  if (words.empty()) {
    return fail_fields({{"note", "差し戻す理由（直してほしい所）を入力してください"}});
  }
  if (count_characters(words) > kNoteMost) {
    return fail_fields({{"note", "差し戻す理由は1,000文字以内で入力してください"}});
  }
  TRY(must(ctx.actor, may::confirm_mailings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Mailing mailing = TRY(load_in(tx, id, {"waiting"}));
    if (!may_confirm(ctx.actor, mailing)) {
      return fail(Fault::forbidden, "ご自分の配信は差し戻せません。「下書きに戻す」を使ってください");
    }
    TRY(store::delete_recipients(tx, id));
    mailing.state = "draft";
    mailing.run.clear();
    mailing.returned_note = ctx.actor.name + "：" + words;
    mailing.submitted_at.reset();
    TRY(store::update_mailing(tx, mailing));
    return note(tx, ctx, "mailings.mailing.returned", mailing, {{"state", "waiting"}},
                {{"state", "draft"}}, words);
  });
}

Result<void> cancel_mailing(const Context& ctx, const MailingId& id) {
  TRY(must(ctx.actor, may::write_mailings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Mailing mailing = TRY(load_in(
        tx, id, {"draft", "preparing", "prepared", "waiting", "scheduled", "sending"}));
    const std::string before = mailing.state;
    const bool under_way = before == "sending";
    mailing.state = under_way ? "stopped" : "cancelled";
    mailing.ended_at = ctx.now;
    mailing.run.clear();  // steps that are under way find nothing to do
    TRY(store::update_mailing(tx, mailing));
    if (under_way) TRY(mail::withdraw_batch(ctx, tx, id.text));
    return note(tx, ctx, "mailings.mailing.cancelled", mailing, {{"state", before}},
                {{"state", mailing.state}});
  });
}

}  // namespace musubi::mailings
