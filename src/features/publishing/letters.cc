// letters.cc - see letters.h. Nobody gets a link that is over by now; old news is none.
// SECURITY: a letter says the title and a link, never the text of what is not public.
#include "features/publishing/letters.h"

#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/accounts/accounts.h"
#include "features/publishing/publishing.h"
#include "features/publishing/store.h"

namespace musubi::publishing {
namespace {

constexpr int kPeopleMost = 100;
constexpr std::int64_t kNewsMostMs = 14LL * 24 * 3'600'000;
constexpr std::string_view kApprovalLetter =
    "件名: 【{{consortium}}】記事の内容のご確認のお願い（{{title}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "お世話になっております。{{secretariat}}です。\n"
    "公開前の記事「{{title}}」の内容を、ご確認ください。\n"
    "次のリンクを開くと、ログインせずに、その場で読んで回答できます。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "{{wish}}リンクは{{expires}}まで、1回だけ回答に使えます。ほかの人に転送しないでください。\n"
    "{{message}}"
    "このメールは送信専用です。\n";
constexpr std::string_view kAnswerLetter =
    "件名: 【{{consortium}}】記事の確認の回答がありました（{{title}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}からのお知らせです。\n"
    "記事「{{title}}」について、{{who}}から回答がありました：{{answer}}\n"
    "\n"
    "{{link}}\n"
    "\n"
    "このメールは送信専用です。\n";
constexpr std::string_view kAlarmLetter =
    "件名: 【{{consortium}}】記事の公開予定についてのお知らせ（{{title}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}のシステムからのお知らせです。\n"
    "記事「{{title}}」：{{why}}。\n"
    "次のページで、いまの状態を確かめてください。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "このメールは送信専用です。\n";

mail::Values letter_values(const Content& content) {
  const settings::Consortium& house = settings::consortium();
  return {{"consortium", house.name},
          {"secretariat", house.secretariat},
          {"title", content.title},
          {"link", house.origin + "/office/content/" + content.id.text}};
}

Result<void> write_letter(db::Tx& tx, const Context& ctx, const std::string& address,
                          const std::string& name, std::string_view text, mail::Values values,
                          const std::string& link = {}, Instant until = {}) {
  values["name"] = name;
  mail::Letter letter;
  letter.to_address = address;
  letter.to_name = name;
  letter.text = mail::compose(text, values);
  letter.one_time_link = link;
  letter.link_until = until;
  TRY(mail::enqueue(ctx, tx, letter));
  return {};
}

Result<void> ask_by_mail(const Context& ctx, const outbox::Message& message) {
  const auto approval = ctx.db.read([&](db::Reader& reader) {
    return store::find_approval(reader, message.body.value("id", ""));
  });
  // Answered, overtaken or over while the queue stood still: nobody must get the link now.
  if (!approval || approval->state != "waiting" || approval->expires_at <= ctx.now) return {};
  const auto content = ctx.db.read(
      [&](db::Reader& reader) { return store::find_content(reader, approval->item); });
  if (!content) return {};
  std::string address = approval->email;
  if (approval->kind == "prefecture") {
    const auto officer = accounts::load_account(ctx, approval->account);
    if (!officer || officer->state != accounts::State::active) return {};
    address = officer->login;
  }
  const std::string link = settings::consortium().origin + message.body.value("path", "");
  mail::Values values = letter_values(*content);
  values["link"] = link;
  values["expires"] = jst_date_time(approval->expires_at);
  const auto due = parse_iso_date(approval->due_on);
  values["wish"] = due ? wareki_with_weekday(*due) + "までにご回答いただけると助かります。\n" : "";
  values["message"] = approval->message.empty() ? "" : "\n" + approval->message + "\n\n";
  return ctx.db.write([&](db::Tx& tx) {
    return write_letter(tx, ctx, address, approval->name, kApprovalLetter, values, link,
                        approval->expires_at);
  });
}

Result<void> tell_of_answer(const Context& ctx, const outbox::Message& message) {
  const auto approval = ctx.db.read([&](db::Reader& reader) {
    return store::find_approval(reader, message.body.value("id", ""));
  });
  if (!approval) return {};
  const auto content = ctx.db.read(
      [&](db::Reader& reader) { return store::find_content(reader, approval->item); });
  const auto asker = accounts::load_account(ctx, approval->asked_by);
  if (!content || !asker || asker->state != accounts::State::active) return {};
  mail::Values values = letter_values(*content);
  values["who"] = std::string(approval_kind_label(approval->kind));
  values["answer"] = std::string(approval_answer_label(approval->answer));
  return ctx.db.write([&](db::Tx& tx) {
    return write_letter(tx, ctx, asker->login, asker->name, kAnswerLetter, values);
  });
}

std::optional<Content> content_told_of(const Context& ctx, const outbox::Message& message) {
  const ContentId id{message.body.value("id", "")};
  return ctx.db.read([&](db::Reader& reader) { return store::find_content(reader, id); });
}

Result<void> tell_managers(const Context& ctx, const Content& content, const std::string& why) {
  accounts::ListFilter filter;
  filter.state = accounts::State::active;
  filter.role = Role::secretariat_manager;
  filter.most = kPeopleMost;
  const auto people = TRY(accounts::list_accounts(ctx, filter));
  mail::Values values = letter_values(content);
  values["why"] = why;
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& person : people) {
      TRY(write_letter(tx, ctx, person.login, person.name, kAlarmLetter, values));
    }
    return {};
  });
}

Result<void> tell_of_alarm(const Context& ctx, const outbox::Message& message) {
  const auto content = content_told_of(ctx, message);
  if (!content || ctx.now.ms - content->updated_at.ms > kNewsMostMs) return {};
  return tell_managers(ctx, *content, message.body.value("why", ""));
}

// However long ago it was planned: it is news as long as that plan still waits.
Result<void> tell_of_delay(const Context& ctx, const outbox::Message& message) {
  const auto content = content_told_of(ctx, message);
  if (!content) return {};
  const std::int64_t due = message.body.value("due", std::int64_t{0});
  const bool waits = (content->state == State::scheduled && content->publish_at.ms == due) ||
                     (content->is_public && content->expire_at.ms == due);
  if (!waits) return {};
  return tell_managers(ctx, *content, message.body.value("why", ""));
}

}  // namespace

void add_letter_handlers(outbox::Handlers& handlers) {
  handlers["publishing.approval.asked"] = ask_by_mail;
  handlers["publishing.approval.answered"] = tell_of_answer;
  handlers["publishing.content.late"] = tell_of_alarm;
  handlers["publishing.content.held"] = tell_of_alarm;
  handlers["publishing.content.delayed"] = tell_of_delay;
}

}  // namespace musubi::publishing
