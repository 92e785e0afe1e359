// news.cc - tells the secretariat by mail that a member's request has come in and waits for it,
// after the commit of its receipt: as applications do. At least once for each request; what is old
// by then, or no longer waits, is no news and goes to nobody.
#include <set>

#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/accounts/accounts.h"
#include "features/changes/service.h"

namespace musubi::changes {
namespace {

constexpr std::int64_t kOfficeNewsMostMs = 3LL * 24 * 3'600'000;
constexpr int kOfficeMost = 100;

constexpr std::string_view kOfficeLetter =
    "件名: 【{{consortium}}】会員から届出がありました（{{receipt_no}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "事務局の確認を待つ届出があります。\n"
    "\n"
    "受付番号：{{receipt_no}}\n"
    "届出の種類：{{kind}}\n"
    "会員：{{organisation}}\n"
    "届け方：{{route}}\n"
    "{{day}}"
    "\n"
    "内容は、ログインして次の画面で確かめてください。\n"
    "{{link}}\n";

// Who of the office can sign in: the same people as hear of an application.
Result<std::vector<accounts::Account>> office_people(const Context& ctx) {
  std::vector<accounts::Account> out;
  std::set<std::string> known;
  for (const Role role : {Role::secretariat, Role::secretariat_manager}) {
    accounts::ListFilter filter;
    filter.role = role;
    filter.state = accounts::State::active;
    filter.most = kOfficeMost;
    for (auto& account : TRY(accounts::list_accounts(ctx, filter))) {
      if (known.insert(account.id.text).second) out.push_back(std::move(account));
    }
  }
  return out;
}

}  // namespace

Result<void> tell_office(const Context& ctx, const outbox::Message& message) {
  const auto request = ctx.db.read([&](db::Reader& reader) {
    return store::find_request(reader, ChangeId{message.body.value("id", "")});
  });
  if (!request || request->state != State::waiting) return {};
  if (ctx.now.ms - request->sent_at.ms > kOfficeNewsMostMs) return {};
  const auto people = TRY(office_people(ctx));
  const settings::Consortium& house = settings::consortium();
  const auto day = parse_iso_date(request->effective_on);
  mail::Values values{{"consortium", house.name},
                      {"receipt_no", request->receipt_no()},
                      {"kind", std::string(info_of(request->kind).label)},
                      {"organisation", request->organisation_name},
                      {"link", house.origin + "/office/change-requests/" + request->id.text}};
  values["route"] = request->route == "link" ? "登録内容の確認のメールから" : "会員サイトから";
  values["day"] = day ? "日付：" + wareki_with_weekday(*day) + "\n" : "";
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& one : people) {
      mail::Letter letter;
      letter.to_address = one.login;
      letter.to_name = one.name;
      mail::Values own = values;
      own["name"] = one.name;
      letter.text = mail::compose(kOfficeLetter, own);
      TRY(mail::enqueue(ctx, tx, letter));
    }
    return {};
  });
}

}  // namespace musubi::changes
