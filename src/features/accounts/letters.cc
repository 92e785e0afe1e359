// letters.cc - the letter that carries a one-time link, and the one that tells an owner that a way
// into the account has changed; written when the outbox delivers the intent that was committed with
// the change. A repeat writes the same letter, which core/mail keeps once.
#include "base/sha256.h"
#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/accounts/accounts.h"
#include "features/accounts/service_address.h"
#include "features/accounts/store.h"
#include "features/accounts/throttle.h"

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
// SECURITY: nothing that whoever invited has typed, and no link.
constexpr std::string_view kTakenInvitationLetter =
    "件名: 【{{consortium}}】会員団体からの招待のお知らせ\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "会員団体の管理者が、このメールアドレスを所属の人として招待しました。\n"
    "このアドレスにはすでにアカウントがあるため、まだ何も変わっていません。\n"
    "\n"
    "所属が変わったとき、または２つの団体で使うときは、事務局にご連絡ください。手続をご案内します。\n"
    "お心当たりのないときも、事務局にお知らせください。今のアカウントは、そのまま使えます。\n";
constexpr int kTakenLettersMost = 3;  // a day to one mailbox, then slower and slower
constexpr std::string_view kWayChanged = "accounts.way.changed";  // outbox topic

// Only the owner of an address is told that it has an account: never who invited it.
Result<void> tell_holder(const Context& ctx, db::Tx& tx, const Account& waiting) {
  const auto holder = store::find_account_by_login(tx, waiting.login);
  if (!holder) return {};  // free meanwhile: the invitation can be sent again
  const std::vector<throttle::Key> keys{
      {sha256_hex("invited elsewhere " + holder->id.text), kTakenLettersMost}};
  if (!throttle::check(tx, keys, ctx.now)) return {};
  TRY(throttle::count_failure(tx, keys, ctx.now));
  mail::Letter letter;
  letter.to_address = holder->login;
  letter.to_name = holder->name;
  letter.text = mail::compose(kTakenInvitationLetter,
                              {{"consortium", settings::consortium().name},
                               {"secretariat", settings::consortium().secretariat},
                               {"name", holder->name}});
  TRY(mail::enqueue(ctx, tx, letter));
  return {};
}

Result<void> send_link(const Context& ctx, const outbox::Message& message) {
  const Json& body = message.body;
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto account = store::find_account(tx, body.value("account", ""));
    // Suspended meanwhile, or expired while the queue stood still: nobody must get the link now.
    const Instant expires{body.value("expires_ms", std::int64_t{0})};
    if (!account || account->state == State::suspended || expires <= ctx.now) return {};
    if (account->waits_for_address) return tell_holder(ctx, tx, *account);
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
