// keeping.cc - how long accounts are kept and how the person in one goes (the kinds that this
// feature gives to core/retention), and what is held about one person (core/holdings). Called by
// main.cc; what may go, and who may ask, is decided there.
#include "features/accounts/keeping/keeping.h"

#include "base/text.h"
#include "core/audit/audit.h"
#include "features/accounts/permissions.h"
#include "features/accounts/search_index.h"
#include "features/accounts/service.h"
#include "features/accounts/store.h"
#include "features/accounts/keeping/store_keeping.h"

namespace musubi::accounts {
namespace {

constexpr int kActsShown = 100;

holdings::Record record_of(const Account& a) {
  holdings::Record out;
  out.title = "アカウント";
  holdings::add(out, "氏名", a.name);
  holdings::add(out, "メールアドレス", a.login);
  holdings::add(out, "状態", state_label(a.state));
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    if (a.roles.has(role)) holdings::add(out, "役割", role_label(role));
  }
  holdings::add(out, "作成した日時", jst_date_time(a.created));
  if (a.last_sign_in) holdings::add(out, "最後にログインした日時", jst_date_time(*a.last_sign_in));
  if (a.has_totp) holdings::add(out, "認証アプリ", "登録あり（秘密の値は開示しません）");
  return out;
}

// What the account did, without what others wrote or are: action and time only.
holdings::Record acts_of(db::Reader& reader, const Account& a) {
  holdings::Record out;
  out.title = "操作の記録（新しい順に" + std::to_string(kActsShown) + "件まで）";
  audit::Filter filter;
  filter.actor_id = a.id.text;
  filter.most = kActsShown;
  for (const audit::Entry& entry : audit::list_entries(reader, filter)) {
    holdings::add(out, jst_date_time(entry.at), entry.action + "　接続元 " + entry.address);
  }
  return out;
}

}  // namespace

retention::Kinds retention_kinds() {
  retention::Kind left;
  left.name = "accounts.stopped";
  left.noun = "account";
  left.label = "離れた人のアカウント";
  left.data = "氏名、メールアドレス、ログインの手段と記録";
  left.purpose = "本人の確認とログイン";
  left.starts = "アカウントを止めた日";
  left.term = {.years = 1};
  left.basis = "個人情報保護法第22条（異動後の照会に1年備える）";
  left.way = retention::Way::anonymised;
  left.place = "データベース";
  left.seen_with = may::see_accounts;
  left.list_due = [](db::Reader& reader, Date until, const std::string& after, int most) {
    return store::list_stopped(reader, retention::last_moment_of(until), after, most);
  };
  left.find = store::find_stopped;
  left.destroy = [](db::Tx& tx, const Context& ctx, const std::string& id) -> Result<void> {
    TRY(store::update_erased(tx, id, ctx.now));
    TRY(forget_other_ways(tx, AccountId{id}));
    return index_account(tx, AccountId{id});
  };
  retention::Kind pledges;
  pledges.name = "accounts.pledges";
  pledges.noun = "account";
  pledges.label = "従事者誓約書、アカウントの棚卸しの記録";
  pledges.data = "従事者の氏名、署名";
  pledges.purpose = "秘密保持の誓約の証明";
  pledges.starts = "誓約または棚卸しの日";
  pledges.term = {.evidence = true};
  pledges.basis = "仕様書9(7)・9(8)（R-9.7、R-9.8）";
  pledges.way = retention::Way::kept;
  pledges.place = "データベース、ファイル保管庫";
  pledges.seen_with = may::see_accounts;
  pledges.file_purposes = {"accounts.pledge_paper"};
  return {left, pledges};
}

holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "accounts.account";
  source.label = "アカウントと操作の記録";
  source.purpose = "本人の確認、不正な利用の防止";
  source.gather = [](db::Reader& reader, const holdings::Whom& whom, int most) {
    std::vector<holdings::Record> out;
    const std::string login = lower_ascii(whom.email);
    if (const auto account = store::find_account_by_login(reader, login)) {
      out.push_back(record_of(*account));
      if (auto acts = acts_of(reader, *account); !acts.fields.empty()) out.push_back(acts);
    }
    for (const Account& waiting : store::list_waiting_for(reader, login, most)) {
      out.push_back(record_of(waiting));
    }
    return out;
  };
  return {source};
}

holdings::Tie organisation_tie() {
  return {"アカウント", [](db::Reader& reader, const OrganisationId& id) {
            return !store::list_of_organisation(reader, id).empty();
          }};
}

std::optional<Holder> find_holder(db::Reader& reader, std::string_view login) {
  auto account = store::find_account_by_login(reader, lower_ascii(login));
  if (!account) return std::nullopt;
  return Holder{account->id, account->organisation, account->name};
}

}  // namespace musubi::accounts
