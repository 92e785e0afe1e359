// letters_reports.cc - one mail per recipient, when the outbox delivers what a report's way has
// committed. A letter says which report and where; never a name of a member, never the comment.
#include "features/members/letters_reports.h"

#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/accounts/accounts.h"
#include "features/members/report_words.h"

namespace musubi::members {
namespace {

// Older news is none: after a long standstill, or in the demo, nobody is told of last month.
constexpr std::int64_t kNewsMostMs = 14LL * 24 * 60 * 60 * 1000;
constexpr int kPageOfAccounts = 100;

constexpr std::string_view kSubmittedLetter =
    "件名: 【{{consortium}}】会員報告書 {{number}}を提出しました\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "お世話になっております。{{secretariat}}です。\n"
    "会員報告書 {{number}}（{{as_of}}現在）を提出しました。\n"
    "次のページで内容をお確かめのうえ、「受領する」を押してください。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "お気づきの点は、同じページのコメント欄でお知らせください。\n"
    "このメールは送信専用です。\n";
constexpr std::string_view kReceivedLetter =
    "件名: 【{{consortium}}】会員報告書 {{number}}が受領されました\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}からのお知らせです。\n"
    "会員報告書 {{number}}（{{as_of}}現在）を、県の担当者が受領しました。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "このメールは送信専用です。\n";
constexpr std::string_view kCommentedLetter =
    "件名: 【{{consortium}}】会員報告書 {{number}}にコメントがあります\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}からのお知らせです。\n"
    "会員報告書 {{number}}（{{as_of}}現在）に、{{who}}がコメントを書きました。\n"
    "次のページでお読みください。返事も同じページに書けます。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "このメールは送信専用です。\n";

// Everyone in force with one of the roles, once.
Result<std::vector<accounts::Account>> people_with(const Context& ctx, Roles roles) {
  std::vector<accounts::Account> out;
  accounts::ListFilter filter;
  filter.state = accounts::State::active;
  filter.most = kPageOfAccounts;
  for (int i = 0; i < kRoleCount; ++i) {
    filter.role = static_cast<Role>(i);
    filter.after_login.clear();
    if (!roles.has(*filter.role)) continue;
    for (;;) {
      const auto page = TRY(accounts::list_accounts(ctx, filter));
      for (const auto& account : page) {
        bool known = false;
        for (const auto& other : out) known = known || other.id == account.id;
        if (!known) out.push_back(account);
      }
      if (static_cast<int>(page.size()) < kPageOfAccounts) break;
      filter.after_login = accounts::login_key(page.back());
    }
  }
  return out;
}

Result<void> write_to(const Context& ctx, const store::Report& report, Roles roles,
                      std::string_view text, mail::Values values) {
  const settings::Consortium& house = settings::consortium();
  const auto as_of = parse_iso_date(report.as_of);
  values["consortium"] = house.name;
  values["secretariat"] = house.secretariat;
  values["number"] = report_number(report);
  values["as_of"] = as_of ? wareki(*as_of) : report.as_of;
  values["link"] = house.origin + "/office/member-reports/" + report.id;
  const auto recipients = TRY(people_with(ctx, roles));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& account : recipients) {
      values["name"] = account.name;
      mail::Letter letter;
      letter.to_address = account.login;
      letter.to_name = account.name;
      letter.text = mail::compose(text, values);
      TRY(mail::enqueue(ctx, tx, letter));
    }
    return {};
  });
}

std::optional<store::Report> find_report_of(const Context& ctx, const outbox::Message& message) {
  return ctx.db.read([&](db::Reader& reader) {
    return store::find_report(reader, message.body.at("id").get<std::string>());
  });
}

bool is_news(const Context& ctx, std::optional<Instant> when) {
  return when && ctx.now.ms - when->ms <= kNewsMostMs;
}

Result<void> tell_of_submission(const Context& ctx, const outbox::Message& message) {
  const auto report = find_report_of(ctx, message);
  // Received or replaced meanwhile: there is nothing left to ask for.
  if (!report || report->state != "submitted" || !is_news(ctx, report->submitted_at)) return {};
  return write_to(ctx, *report, Roles{Role::prefecture}, kSubmittedLetter, {});
}

Result<void> tell_of_receipt(const Context& ctx, const outbox::Message& message) {
  const auto report = find_report_of(ctx, message);
  if (!report || !is_news(ctx, report->received_at)) return {};
  return write_to(ctx, *report, roles::office, kReceivedLetter, {});
}

Result<void> tell_of_comment(const Context& ctx, const outbox::Message& message) {
  const auto report = find_report_of(ctx, message);
  if (!report || !is_news(ctx, Instant{message.body.at("at_ms").get<std::int64_t>()})) return {};
  const bool by_prefecture = message.body.at("by_prefecture").get<bool>();
  if (by_prefecture) {
    return write_to(ctx, *report, roles::office, kCommentedLetter, {{"who", "県の担当者"}});
  }
  if (!report->submitted_at) return {};  // the office's own note on what nobody else has seen
  return write_to(ctx, *report, Roles{Role::prefecture}, kCommentedLetter, {{"who", "事務局"}});
}

}  // namespace

void add_report_letter_handlers(outbox::Handlers& handlers) {
  handlers["members.report.submitted"] = tell_of_submission;
  handlers["members.report.received"] = tell_of_receipt;
  handlers["members.report.commented"] = tell_of_comment;
}

}  // namespace musubi::members
