// news.cc - tells the secretariat by mail that an application has come in, after the commit of its
// receipt, with how many members and applications may be the same: what the applicant is never
// told. At least once; what is old by then is no news and goes to nobody.
#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/applications/record.h"
#include "features/applications/service.h"

namespace musubi::applications {
namespace {

constexpr std::int64_t kNewsMostMs = 3LL * 24 * 3'600'000;

constexpr std::string_view kNewsLetter =
    "件名: 【{{consortium}}】入会申込を受け付けました（{{receipt_no}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "新しい入会申込があります。\n"
    "\n"
    "受付番号：{{receipt_no}}\n"
    "受付経路：{{route}}\n"
    "標準処理期間の終わり：{{due_on}}\n"
    "{{alike}}\n"
    "\n"
    "内容は、ログインして次の画面で確かめてください。\n"
    "{{link}}\n";

std::string alike_words(const Candidates& alike) {
  const std::size_t count = alike.members.size() + alike.applications.size();
  if (count == 0) return "同じ団体と思われる会員や申込みは、見つかっていません。";
  return "同じ団体かもしれない会員が" + std::to_string(alike.members.size()) + "件、申込みが" +
         std::to_string(alike.applications.size()) + "件あります。確かめてから進めてください。";
}

Result<void> tell_of_receipt(const Context& ctx, const outbox::Message& message) {
  const ApplicationId id{message.body.at("id").get<std::string>()};
  const auto found = ctx.db.read([&](db::Reader& r) { return find_application(r, id); });
  if (!found || ctx.now.ms - found->received_at.ms > kNewsMostMs) return {};
  const Candidates alike = TRY(list_candidates(ctx, *found));
  const auto people = TRY(list_assignees(ctx));
  const settings::Consortium& house = settings::consortium();
  const auto due = parse_iso_date(found->due_on);
  mail::Values values{{"consortium", house.name},
                      {"receipt_no", found->receipt_no},
                      {"link", house.origin + path_of(id)}};
  values["route"] = route_label(found->intake_route);
  values["due_on"] = due ? wareki_with_weekday(*due) : "";
  values["alike"] = alike_words(alike);
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const Assignee& one : people) {
      if (one.id == found->entered_by) continue;  // who typed it knows
      mail::Letter letter;
      letter.to_address = one.login;
      letter.to_name = one.name;
      mail::Values own = values;
      own["name"] = one.name;
      letter.text = mail::compose(kNewsLetter, own);
      TRY(mail::enqueue(ctx, tx, letter));
    }
    return {};
  });
}

}  // namespace

void add_handlers(outbox::Handlers& handlers) {
  handlers[std::string(kReceived)] = tell_of_receipt;
}

}  // namespace musubi::applications
