// letters.cc - mails about inquiries and criteria, when the outbox delivers what was committed.
// SECURITY: a letter says a receipt number and a link; never who applied, never what was found.
#include "features/reviews/letters.h"

#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/accounts/accounts.h"
#include "features/reviews/service_inquiries.h"

namespace musubi::reviews {
namespace {

constexpr int kPeopleMost = 100;
constexpr std::int64_t kNewsMostMs = 14LL * 24 * 3'600'000;
constexpr std::string_view kAskedLetter =
    "件名: 【{{consortium}}】ご回答のお願い（受付番号 {{receipt_no}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "お世話になっております。{{secretariat}}です。\n"
    "入会の審査のことで、1つお尋ねします。\n"
    "次のリンクを開くと、ログインせずに、その場で回答できます。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "リンクは{{expires}}まで、1回だけ使えます。ほかの人に転送しないでください。\n"
    "このメールは送信専用です。\n";
constexpr std::string_view kAnsweredLetter =
    "件名: 【{{consortium}}】県の回答がありました（受付番号 {{receipt_no}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}からのお知らせです。\n"
    "受付番号 {{receipt_no}} について、県の担当者が回答しました。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "このメールは送信専用です。\n";
constexpr std::string_view kCriteriaLetter =
    "件名: 【{{consortium}}】審査基準 第{{number}}版{{what}}\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}からのお知らせです。\n"
    "入会の審査基準 第{{number}}版{{what}}。\n"
    "内容は次のページでお読みください。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "このメールは送信専用です。\n";

mail::Values house_values() {
  const settings::Consortium& house = settings::consortium();
  return {{"consortium", house.name}, {"secretariat", house.secretariat}};
}

Result<void> write(db::Tx& tx, const Context& ctx, const accounts::Account& to,
                   std::string_view text, mail::Values values, const std::string& link = {},
                   Instant until = {}) {
  values["name"] = to.name;
  mail::Letter letter;
  letter.to_address = to.login;
  letter.to_name = to.name;
  letter.text = mail::compose(text, values);
  letter.one_time_link = link;
  letter.link_until = until;
  TRY(mail::enqueue(ctx, tx, letter));
  return {};
}

Result<void> ask(const Context& ctx, const outbox::Message& message) {
  const auto inquiry = ctx.db.read([&](db::Reader& reader) {
    return store::find_inquiry(reader, message.body.value("id", ""));
  });
  // Answered, withdrawn or over while the queue stood still: nobody must get the link now.
  if (!inquiry || inquiry->state != "waiting" || inquiry->expires_at <= ctx.now) return {};
  const auto officer = accounts::load_account(ctx, AccountId{inquiry->officer_id});
  if (!officer || officer->state != accounts::State::active) return {};
  const auto application = ctx.db.read([&](db::Reader& reader) {
    return applications::find_application(reader, inquiry->application_id);
  });
  if (!application) return {};
  mail::Values values = house_values();
  const std::string link = settings::consortium().origin + message.body.value("path", "");
  values["receipt_no"] = application->receipt_no;
  values["link"] = link;
  values["expires"] = jst_date_time(inquiry->expires_at);
  return ctx.db.write([&](db::Tx& tx) {
    return write(tx, ctx, *officer, kAskedLetter, values, link, inquiry->expires_at);
  });
}

Result<void> tell_asker(const Context& ctx, const outbox::Message& message) {
  const auto inquiry = ctx.db.read([&](db::Reader& reader) {
    return store::find_inquiry(reader, message.body.value("id", ""));
  });
  if (!inquiry) return {};
  const auto asker = accounts::load_account(ctx, AccountId{inquiry->asked_by});
  const auto application = ctx.db.read([&](db::Reader& reader) {
    return applications::find_application(reader, inquiry->application_id);
  });
  if (!asker || asker->state != accounts::State::active || !application) return {};
  mail::Values values = house_values();
  values["receipt_no"] = application->receipt_no;
  values["link"] =
      settings::consortium().origin + "/office/reviews/" + inquiry->application_id.text;
  return ctx.db.write(
      [&](db::Tx& tx) { return write(tx, ctx, *asker, kAnsweredLetter, values); });
}

Result<void> tell_of_criteria(const Context& ctx, const outbox::Message& message) {
  const auto set = ctx.db.read([&](db::Reader& reader) {
    return store::find_criteria_set(reader, message.body.value("id", ""));
  });
  const std::string what = message.body.value("what", "");
  if (!set) return {};
  if (what == "sent" && set->state != "sent") return {};  // returned or confirmed meanwhile
  // Older news is none: after a long standstill, or in the demo, nobody is told.
  const Instant moved = what == "confirmed" ? set->confirmed_at.value_or(Instant{})
                                            : set->sent_at.value_or(Instant{});
  if (ctx.now.ms - moved.ms > kNewsMostMs) return {};
  accounts::ListFilter filter;
  filter.state = accounts::State::active;
  filter.role = what == "sent" ? Role::prefecture : Role::secretariat_manager;
  filter.most = kPeopleMost;
  const auto people = TRY(accounts::list_accounts(ctx, filter));
  mail::Values values = house_values();
  values["number"] = std::to_string(set->number);
  values["what"] = what == "sent"        ? "の確認をお願いします"
                   : what == "confirmed" ? "を県が確認しました"
                                         : "を県が差し戻しました";
  values["link"] = settings::consortium().origin + "/office/review-criteria/" + set->id;
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& person : people) {
      TRY(write(tx, ctx, person, kCriteriaLetter, values));
    }
    return {};
  });
}

}  // namespace

void add_letter_handlers(outbox::Handlers& handlers) {
  handlers["reviews.inquiry.asked"] = ask;
  handlers["reviews.inquiry.answered"] = tell_asker;
  handlers["screenings.inquiry.answered"] = follow_screening_answer;
  handlers["reviews.criteria.moved"] = tell_of_criteria;
}

}  // namespace musubi::reviews
