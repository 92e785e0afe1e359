// letters_address.cc - the letters of a changed address and of a forgotten password, written when
// the outbox delivers. A repeat writes nothing new: what a letter links to stays what works.
#include "base/sha256.h"
#include "core/mail/mail.h"
#include "core/receipts/receipts.h"
#include "core/settings/consortium.h"
#include "features/accounts/service_address.h"
#include "features/accounts/throttle.h"

namespace musubi::accounts {
namespace {

constexpr std::string_view kProofLetter =
    "件名: 【{{consortium}}】メールアドレスの変更の確認\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "アカウントのメールアドレスを変える申し込みを受けました。\n"
    "{{role}}。次のリンクを開いて確認してください。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "リンクは{{expires}}まで使えます。今のアドレスと新しいアドレスの両方で確認すると、変更されます。\n"
    "お心当たりのないときは、リンクを開かず、事務局に知らせてください。\n";
constexpr std::string_view kTakenLetter =
    "件名: 【{{consortium}}】メールアドレスの変更のお知らせ\n"
    "\n"
    "{{secretariat}}です。\n"
    "このアドレスへの変更の申し込みがありましたが、このアドレスはすでに別のアカウントで使われていま"
    "す。\n"
    "お心当たりのないときは、このメールを消してください。お困りのときは事務局にご相談ください。\n";
constexpr std::string_view kChangedLetter =
    "件名: 【{{consortium}}】メールアドレスを変更しました\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "アカウントのメールアドレスを変更しました。次からは新しいアドレスでログインしてください。\n"
    "お心当たりのないときは、すぐに事務局に知らせてください。\n";
constexpr std::string_view kForgottenLetter =
    "件名: 【{{consortium}}】パスワードの決め直し\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "パスワードを決め直す申し込みを受けました。次のリンクを開いてください。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "リンクは{{expires}}まで、1回だけ使えます。\n"
    "お心当たりのないときは、このメールを消してください。パスワードは変わりません。\n";
constexpr std::string_view kReset = "reset";

mail::Letter letter_to(const std::string& address, const std::string& name) {
  mail::Letter letter;
  letter.to_address = address;
  letter.to_name = name;
  return letter;
}

mail::Values sender() {
  return {{"consortium", settings::consortium().name},
          {"secretariat", settings::consortium().secretariat}};
}

Result<void> send_proof(const Context& ctx, const outbox::Message& message) {
  const Json& body = message.body;
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const AccountId id{body.value("account", "")};
    auto account = store::find_account(tx, id.text);
    auto change = store::find_address_change(tx, id);
    const Instant expires{body.value("expires_ms", std::int64_t{0})};
    // Cancelled, asked again or over meanwhile: nobody must get the link now.
    if (!account || !change || change->id != body.value("change", "") || expires <= ctx.now) {
      return {};
    }
    const bool is_new = body.value("is_new", false);
    mail::Letter letter = letter_to(body.value("to", ""), account->name);
    mail::Values values = sender();
    if (is_new && store::find_account_by_login(tx, change->new_login)) {
      letter.to_name.clear();
      letter.text = mail::compose(kTakenLetter, values);
      TRY(mail::enqueue(ctx, tx, letter));
      return {};
    }
    values["name"] = account->name;
    values["role"] = is_new ? "このアドレスが新しいアドレスになります" : "このアドレスは今のアドレスです";
    values["link"] = body.value("link", "");
    values["expires"] = jst_date_time(expires);
    letter.text = mail::compose(kProofLetter, values);
    letter.one_time_link = body.value("link", "");
    letter.link_until = expires;
    TRY(mail::enqueue(ctx, tx, letter));
    return {};
  });
}

Result<void> send_changed(const Context& ctx, const outbox::Message& message) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto account = store::find_account(tx, message.body.value("account", ""));
    if (!account) return {};
    mail::Letter letter = letter_to(message.body.value("old_login", ""), account->name);
    mail::Values values = sender();
    values["name"] = account->name;
    letter.text = mail::compose(kChangedLetter, values);
    TRY(mail::enqueue(ctx, tx, letter));
    return {};
  });
}

// SECURITY: whether there is an account is looked up only here, where nobody waits for the answer.
Result<void> send_reset(const Context& ctx, const outbox::Message& message) {
  const std::string origin = message.body.value("origin", "");
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    // A message that came back after a kill: its letter is written, and a new link here would end
    // the one that stands in it.
    if (receipts::find(tx, ctx, kResetAsked, message.id)) return {};
    TRY(receipts::keep(tx, ctx, kResetAsked, message.id, ""));
    auto account = store::find_account_by_login(tx, message.body.value("login", ""));
    if (!account || account->state != State::active) return {};
    // Not a way to fill somebody's mailbox: three letters, then slower and slower.
    const std::vector<throttle::Key> keys{{sha256_hex("reset " + account->id.text), 3}};
    if (!throttle::check(tx, keys, ctx.now)) return {};
    TRY(throttle::count_failure(tx, keys, ctx.now));
    const std::string token = random_token(32);
    store::Link link;
    link.token_hash = sha256_hex(token);
    link.account_id = account->id.text;
    link.purpose = kReset;
    link.created = ctx.now;
    link.expires = Instant{ctx.now.ms + kResetMs};
    TRY(store::delete_links_of_purpose(tx, account->id, kReset));  // only the newest works
    TRY(store::insert_link(tx, link));
    mail::Letter letter = letter_to(account->login, account->name);
    mail::Values values = sender();
    values["name"] = account->name;
    values["link"] = origin + "/password-reset/" + token;
    values["expires"] = jst_date_time(link.expires);
    letter.text = mail::compose(kForgottenLetter, values);
    letter.one_time_link = origin + "/password-reset/" + token;
    letter.link_until = link.expires;
    TRY(mail::enqueue(ctx, tx, letter));
    return {};
  });
}

}  // namespace

void add_address_handlers(outbox::Handlers& handlers) {
  handlers[std::string(kAddressAsked)] = send_proof;
  handlers[std::string(kAddressChanged)] = send_changed;
  handlers[std::string(kResetAsked)] = send_reset;
}

}  // namespace musubi::accounts
