// letters.cc - what the outbox delivers for screenings: the news to the prefecture that something
// waits, the change of a representative, the end of a membership. SECURITY: a letter names nobody
// and no finding; what is asked is read after signing in (R-5.1.2.c).
#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/accounts/accounts.h"
#include "features/screenings/service.h"

namespace musubi::screenings {
namespace {

constexpr int kOfficersMost = 100;
constexpr std::string_view kAskedLetter =
    "件名: 【{{consortium}}】確認をお願いしたいことがあります\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "お世話になっております。{{secretariat}}です。\n"
    "入会の審査のことで、県の確認をお願いしたいことが1件あります。\n"
    "内容は、ログインしてから次のページでお読みください。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "このメールは送信専用です。\n";

Result<void> tell_prefecture(const Context& ctx, const outbox::Message& message) {
  accounts::ListFilter filter;
  filter.state = accounts::State::active;
  filter.role = Role::prefecture;
  filter.most = kOfficersMost;
  const auto officers = TRY(accounts::list_accounts(ctx, filter));
  const settings::Consortium& house = settings::consortium();
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& officer : officers) {
      mail::Letter letter;
      letter.to_address = officer.login;
      letter.to_name = officer.name;
      letter.text = mail::compose(
          kAskedLetter,
          {{"consortium", house.name},
           {"secretariat", house.secretariat},
           {"name", officer.name},
           {"link", house.origin + "/office/screenings/" + message.body.value("id", "")}});
      TRY(mail::enqueue(ctx, tx, letter));
    }
    return {};
  });
}

}  // namespace

void add_handlers(outbox::Handlers& handlers, std::shared_ptr<Locksmith> locksmith) {
  handlers["screenings.inquiry.asked"] = tell_prefecture;
  handlers["members.representative.changed"] =
      [smith = std::move(locksmith)](const Context& ctx, const outbox::Message& message) {
        return follow_change_of_officers(ctx, *smith, {message.body.value("id", "")});
      };
  handlers["members.standing.changed"] = [](const Context& ctx, const outbox::Message& message) {
    return follow_standing(ctx, {message.body.value("id", "")});
  };
}

}  // namespace musubi::screenings
