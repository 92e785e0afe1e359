// letters.cc - the letter that carries a one-time link, and the one that tells an owner that a way
// into the account has changed; written when the outbox delivers the intent that was committed with
// the change. A repeat writes the same letter, which core/mail keeps once.
#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/accounts/accounts.h"
#include "features/accounts/service_address.h"
#include "features/accounts/store.h"

namespace musubi::accounts {
namespace {

constexpr std::string_view kInvitationLetter =
    "件名: 【{{consortium}}】アカウントの準備のお願い\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "アカウントを用意しました。次のリンクを開き、パスワードを決めてください。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "リンクは{{expires}}まで、1回だけ使えます。\n"
    "お心当たりのないときは、このメールを削除してください。\n";
constexpr std::string_view kResetLetter =
    "件名: 【{{consortium}}】パスワードの再設定\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "パスワードを決め直すためのリンクを送ります。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "リンクは{{expires}}まで、1回だけ使えます。\n"
    "お心当たりのないときは、事務局にお知らせください。\n";
// SECURITY: nothing that whoever made the change could have typed.
constexpr std::string_view kWayChangedLetter =
    "件名: 【{{consortium}}】ログインの方法が変わりました\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "アカウントへのログインの方法が、{{at}}に変わりました。\n"
    "\n"
    "{{what}}\n"
    "\n"
    "ご自身でなさったときは、このままで結構です。\n"
    "お心当たりのないときは、すぐに事務局にお知らせください。\n"
    "今の設定は、ログインして「わたしのアカウント」で確かめられます。\n"
    "\n"
    "{{account}}\n";
constexpr std::string_view kWayChanged = "accounts.way.changed";  // outbox topic

Result<void> send_link(const Context& ctx, const outbox::Message& message) {
  const Json& body = message.body;
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto account = store::find_account(tx, body.value("account", ""));
    // Suspended meanwhile, or expired while the queue stood still: nobody must get the link now.
    const Instant expires{body.value("expires_ms", std::int64_t{0})};
    if (!account || account->state == State::suspended || expires <= ctx.now) return {};
    mail::Letter letter;
    letter.to_address = account->login;
    letter.to_name = account->name;
    letter.text = mail::compose(body.value("is_reset", false) ? kResetLetter : kInvitationLetter,
                                {{"consortium", settings::consortium().name},
                                 {"secretariat", settings::consortium().secretariat},
                                 {"name", account->name},
                                 {"link", body.value("link", "")},
                                 {"expires", jst_date_time(expires)}});
    letter.one_time_link = body.value("link", "");
    letter.link_until = expires;
    TRY(mail::enqueue(ctx, tx, letter));
    return {};
  });
}

// A suspended account too: its owner is who should know.
Result<void> send_way_changed(const Context& ctx, const outbox::Message& message) {
  const Json& body = message.body;
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto account = store::find_account(tx, body.value("account", ""));
    if (!account) return {};
    mail::Letter letter;
    letter.to_address = account->login;
    letter.to_name = account->name;
    letter.text = mail::compose(
        kWayChangedLetter, {{"consortium", settings::consortium().name},
                            {"secretariat", settings::consortium().secretariat},
                            {"name", account->name},
                            {"at", jst_date_time(Instant{body.value("at_ms", std::int64_t{0})})},
                            {"what", body.value("what", "")},
                            {"account", settings::consortium().origin + "/account"}});
    TRY(mail::enqueue(ctx, tx, letter));
    return {};
  });
}

}  // namespace

Result<void> tell_owner(db::Tx& tx, Instant now, const AccountId& account, std::string_view what) {
  const Json body{{"account", account.text}, {"what", std::string(what)}, {"at_ms", now.ms}};
  return outbox::later(tx, now, kWayChanged, body);
}

void add_handlers(outbox::Handlers& handlers) {
  handlers[std::string(kLinkIssued)] = send_link;
  handlers[std::string(kWayChanged)] = send_way_changed;
  add_address_handlers(handlers);
}

}  // namespace musubi::accounts
