// routes.cc - method, path, permission, handler; the parts of other pages, words, the job, what is
// held about a person. Called once by main.cc and by the tests; must hold no logic.
#include "core/keys/locksmith.h"
#include "features/federation/federation.h"
#include "features/federation/pages.h"
#include "features/federation/service.h"
#include "features/federation/views.h"
#include "web/app.h"

namespace musubi::federation {
namespace {

using namespace pages;  // NOLINT: a route table reads as rows

void add_parts(web::App& app) {
  app.home.sign_in_ways.push_back(
      {.on_sign_in =
           [](const web::Request&, const std::string& return_to) {
             return views::sign_in_part(oidc::shown(), return_to);
           },
       .on_account =
           [](const web::Request& request) {
             const auto own = load_own_identity(request.context());
             return own ? views::account_part(*own) : web::Html();
           }});
}

void add_words(web::Words& words) {
  const std::pair<const char*, const char*> kActions[] = {
      {"federation.identity.linked", "ほかのサービスのアカウントをつなぎました"},
      {"federation.identity.unlinked", "ほかのサービスとのつながりを外しました"},
      {"federation.identity.used", "ほかのサービスで本人を確かめました"},
      {"federation.sign_in.refused", "ほかのサービスでのログインを断りました"},
      {"federation.link.refused", "ほかのサービスとつなぐことを断りました"}};
  for (const auto& [code, text] : kActions) words.actions.insert_or_assign(code, text);
  words.fields.insert_or_assign("account.service", "サービス");
  words.fields.insert_or_assign("account.account_type", "GビズIDの種類");
  words.fields.insert_or_assign("account.corporate_number", "法人番号");
  for (const int type : {1, 2, 3}) {
    words.values.insert_or_assign("account_type=" + std::to_string(type),
                                  std::string(account_type_label(type)));
  }
}

}  // namespace

void add_routes(web::App& app, std::shared_ptr<keys::Locksmith> smith) {
  tell_accounts();
  web::Router& r = app.router;
  const auto with_keys = [smith](Response (*page)(Request&, Locksmith&)) {
    return [page, smith](web::Request& request) { return page(request, *smith); };
  };
  // Open: the way out is limited by "sign_in", the way back by the row that it uses up.
  r.get("/sign-in/elsewhere", may::anyone, show_way_out);
  r.get(std::string(kReturnPath), may::anyone, with_keys(show_return));
  r.get("/account/identity", may::signed_in, show_own_identity);
  r.post("/account/identity", may::signed_in, with_keys(create_own_identity));
  r.get("/account/identity/removal", may::signed_in, show_removal);
  r.post("/account/identity/removal", may::signed_in, delete_own_identity);
  add_parts(app);
  add_words(app.words);
}

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job job;
  job.name = "federation.begun.cleared";
  job.label = "ほかのサービスから戻らなかったログインの途中を片づける";
  job.schedule = jobs::Schedule::every_minutes(60);
  job.run = clear_expired;
  return {job};
}

holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "federation.identities";
  source.label = "ほかのサービスでのログイン";
  source.purpose = "本人の確認";
  source.gather = [](db::Reader& reader, const holdings::Whom& whom, int) {
    std::vector<holdings::Record> out;
    const auto account = accounts::find_account_id(reader, whom.email);
    if (!account) return out;
    for (const Identity& identity : store::list_identities_of(reader, *account)) {
      holdings::Record record;
      record.title = "つないだアカウント";
      holdings::add(record, "サービス", identity.issuer);
      holdings::add(record, "サービスが付けた識別子", identity.subject);
      holdings::add(record, "種類", account_type_label(identity.account_type));
      holdings::add(record, "法人番号", identity.corporate_number);
      holdings::add(record, "つないだ日時", jst_date_time(identity.linked));
      if (identity.last_used) {
        holdings::add(record, "最後に使った日時", jst_date_time(*identity.last_used));
      }
      out.push_back(std::move(record));
    }
    return out;
  };
  return {source};
}

}  // namespace musubi::federation
