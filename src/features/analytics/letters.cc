// letters.cc - see letters.h. A letter says which report and where; never a figure or a comment.
// Older news is none: after a long standstill, or in the demo, nobody is told of last month.
#include "features/analytics/letters.h"

#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/accounts/accounts.h"
#include "features/analytics/report_words.h"
#include "features/analytics/store_reports.h"

namespace musubi::analytics {
namespace {

constexpr std::int64_t kNewsMs = 14LL * 24 * 3'600'000;
constexpr int kAccountsAtOnce = 100;

constexpr std::string_view kLetter =
    "件名: 【{{consortium}}】{{report}}：{{subject}}\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "お世話になっております。{{secretariat}}です。\n"
    "{{report}}{{what}}\n"
    "\n"
    "{{link}}\n"
    "\n"
    "このメールは送信専用です。\n";

struct News {
  std::string subject, what;
};

Result<std::vector<accounts::Account>> people_of(const Context& ctx, Roles roles) {
  std::vector<accounts::Account> out;
  accounts::ListFilter filter;
  filter.state = accounts::State::active;
  filter.most = kAccountsAtOnce;
  for (int i = 0; i < kRoleCount; ++i) {
    filter.role = static_cast<Role>(i);
    if (!roles.has(*filter.role)) continue;
    const auto page = TRY(accounts::list_accounts(ctx, filter));
    for (const auto& account : page) {
      bool known = false;
      for (const auto& other : out) known = known || other.id == account.id;
      if (!known) out.push_back(account);
    }
  }
  return out;
}

Result<void> write_news(const Context& ctx, const store::Report& report, Roles roles,
                        const News& news) {
  const settings::Consortium& house = settings::consortium();
  mail::Values values;
  values["consortium"] = house.name;
  values["secretariat"] = house.secretariat;
  values["report"] = report_title(report);
  values["subject"] = news.subject;
  values["what"] = news.what;
  values["link"] = house.origin + "/office/site-reports/" + report.id;
  const auto recipients = TRY(people_of(ctx, roles));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    mail::Values mine = values;
    for (const auto& account : recipients) {
      mine["name"] = account.name;
      mail::Letter letter;
      letter.to_address = account.login;
      letter.to_name = account.name;
      letter.text = mail::compose(kLetter, mine);
      TRY(mail::enqueue(ctx, tx, letter));
    }
    return {};
  });
}

std::optional<store::Report> report_of(const Context& ctx, const outbox::Message& message) {
  return ctx.db.read([&](db::Reader& reader) {
    return store::find_report(reader, message.body.at("id").get<std::string>());
  });
}

bool is_fresh(const Context& ctx, std::optional<Instant> when) {
  return when && ctx.now.ms - when->ms <= kNewsMs;
}

Result<void> tell_submitted(const Context& ctx, const outbox::Message& message) {
  const auto report = report_of(ctx, message);
  if (!report || report->state != "submitted" || !is_fresh(ctx, report->submitted_at)) return {};
  return write_news(ctx, *report, Roles{Role::prefecture},
                    {"提出のお知らせ",
                     "を提出しました。\n次のページでお確かめのうえ、「受領する」を押してください。"});
}

Result<void> tell_received(const Context& ctx, const outbox::Message& message) {
  const auto report = report_of(ctx, message);
  if (!report || !is_fresh(ctx, report->received_at)) return {};
  return write_news(ctx, *report, roles::office,
                    {"受領のお知らせ", "を、県の担当者が受領しました。"});
}

Result<void> tell_commented(const Context& ctx, const outbox::Message& message) {
  const auto report = report_of(ctx, message);
  if (!report || !is_fresh(ctx, Instant{message.body.at("at_ms").get<std::int64_t>()})) return {};
  const bool by_prefecture = message.body.at("by_prefecture").get<bool>();
  return write_news(ctx, *report, by_prefecture ? roles::office : Roles{Role::prefecture},
                    {"コメントのお知らせ",
                     by_prefecture ? "に、県の担当者がコメントを書きました。返事も同じページに書けます。"
                                   : "に、事務局がコメントを書きました。返事も同じページに書けます。"});
}

}  // namespace

void add_letter_handlers(outbox::Handlers& handlers) {
  handlers["analytics.report.submitted"] = tell_submitted;
  handlers["analytics.report.received"] = tell_received;
  handlers["analytics.report.commented"] = tell_commented;
}

}  // namespace musubi::analytics
