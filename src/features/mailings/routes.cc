// routes.cc - method, path, permission, handler; menu entries; what waits on the homes.
// A row is the whole story of an address.
#include "features/mailings/mailings.h"
#include "features/mailings/pages.h"
#include "features/mailings/permissions.h"
#include "features/mailings/service.h"
#include "features/mailings/service_bounces.h"
#include "features/mailings/service_consents.h"
#include "features/mailings/words.h"
#include "web/app.h"
#include "web/open_posts.h"

namespace musubi::mailings {
namespace {

using Smith = std::shared_ptr<keys::Locksmith>;

void add_office_rows(web::Router& r, const Smith& locksmith) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/mail-segments", may::see_mailings, show_segments);
  r.get("/office/mail-segments/new", may::write_mailings, show_new_segment);
  r.post("/office/mail-segments", may::write_mailings, pages::create_segment);
  r.get("/office/mail-segments/:id", may::see_mailings, show_segment);
  r.get("/office/mail-segments/:id/edit", may::write_mailings, show_edit_segment);
  r.post("/office/mail-segments/:id", may::write_mailings, pages::update_segment);
  r.post("/office/mail-segments/:id/removal", may::write_mailings, delete_segment);

  r.get("/office/mailings", may::see_mailings, show_mailings);
  r.get("/office/mailings/new", may::write_mailings, show_new_mailing);
  r.post("/office/mailings", may::write_mailings, pages::create_mailing);
  r.get("/office/mailings/:id", may::see_mailings, show_mailing);
  r.get("/office/mailings/:id/edit", may::write_mailings, show_edit_mailing);
  r.post("/office/mailings/:id", may::write_mailings, pages::update_mailing);
  r.post("/office/mailings/:id/preparation", may::write_mailings, create_preparation);
  r.post("/office/mailings/:id/draft", may::write_mailings, create_draft);
  r.post("/office/mailings/:id/submission", may::write_mailings, create_submission);
  r.post("/office/mailings/:id/confirmation", may::confirm_mailings, create_confirmation);
  r.post("/office/mailings/:id/cancellation", may::write_mailings, create_cancellation);
  r.get("/office/mailings/:id/preview", may::see_mailings, show_preview);
  r.post("/office/mailings/:id/test-sending", may::write_mailings,
         [smith = locksmith](web::Request& q) { return create_test_sending(q, *smith); });
  r.get("/office/mailings/:id/recipients", may::see_mailings, show_recipients);

  r.get("/office/mail-suppressions", may::see_mailings, show_suppressions);
  r.post("/office/mail-suppressions", may::keep_suppressions, create_suppression);
  r.get("/office/mail-suppressions/:id/lifting", may::keep_suppressions, show_lifting);
  r.post("/office/mail-suppressions/:id/lifting", may::keep_suppressions, create_lifting);
  r.get("/office/mail-consents", may::see_mailings, show_consents);
  r.post("/office/mail-consents", may::keep_suppressions, create_consent);
  r.get("/office/mail-consent-texts/:id", may::see_mailings, show_wording);

  r.get("/office/mail-bounces", may::see_mailings, show_bounces);
  r.post("/office/mail-bounces/reading", may::keep_suppressions, create_reading);
  r.get("/office/mail-reach", may::see_mailings, show_unreached);
  r.get("/office/mail-reach/:id", may::see_mailings, show_organisation_mail);
}

void add_own_rows(web::Router& r, const Smith& locksmith) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/account/mail-preferences", may::signed_in, show_preferences);
  r.post("/account/mail-preferences", may::signed_in, update_preferences);
  r.get("/unsubscribe/:token", may::anyone,
        [smith = locksmith](web::Request& q) { return show_stop(q, *smith); });
  r.post("/unsubscribe/:token", may::anyone,
         [smith = locksmith](web::Request& q) { return create_stop(q, *smith); });
  r.post("/unsubscribe/:token/resumption", may::anyone,
         [smith = locksmith](web::Request& q) { return create_resumption(q, *smith); });
  // SECURITY: RFC 8058; the sealed token is the whole authority, and it can only stop mail.
  web::declare_open_post("/unsubscribe/:token");
}

int waiting_for(const web::Request& request) {
  if (!can(request.actor, may::confirm_mailings)) return 0;
  return static_cast<int>(request.context().db.read([&](db::Reader& reader) {
    return store::count_mailings_waiting_for(reader, request.actor.account.text);
  }));
}

std::optional<web::kit::Waiting> waiting_mailings(const web::Request& request) {
  return web::kit::Waiting{.count = waiting_for(request), .label = "2人目の確認を待つ一斉配信",
                           .path = "/office/mailings?state=waiting",
                           .text = "本文と宛先の数を確かめ、確認するか、差し戻してください。"};
}

std::optional<web::kit::Waiting> new_bounces(const web::Request& request) {
  const auto number = request.context().db.read(
      [](db::Reader& reader) { return store::count_bounces_in_state(reader, "new"); });
  return web::kit::Waiting{.count = static_cast<int>(number), .label = "新しく戻ったメール",
                           .path = "/office/mail-bounces",
                           .text = "宛先を確かめ、名簿のアドレスを直してください。",
                           .tone = web::kit::Tone::warning};
}

}  // namespace

void add_routes(web::App& app, std::shared_ptr<keys::Locksmith> locksmith) {
  add_office_rows(app.router, locksmith);
  add_own_rows(app.router, locksmith);
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "問合せと連絡", .label = "一斉配信",
                       .path = "/office/mailings", .icon = "send",
                       .permission = may::see_mailings, .order = 740, .waiting = waiting_for});
  }
  app.nav.push_back({.area = web::Area::members, .group = "", .label = "配信設定",
                     .path = "/account/mail-preferences", .icon = "mail",
                     .permission = may::signed_in, .order = 85, .waiting = nullptr});
  app.home.waiting.push_back(
      {.permission = may::confirm_mailings, .order = 18, .find = waiting_mailings});
  app.home.waiting.push_back(
      {.permission = may::keep_suppressions, .order = 58, .find = new_bounces});
  add_words(app.words);
}

void add_handlers(outbox::Handlers& handlers, std::shared_ptr<keys::Locksmith> locksmith) {
  handlers["mailings.mailing.preparing"] = prepare_step;
  handlers["mailings.mailing.due"] = begin_sending;
  handlers["mailings.mailing.sending"] = [smith = std::move(locksmith)](
                                         const Context& ctx, const outbox::Message& message) {
    return send_step(ctx, *smith, message);
  };
  mail::configure_objection(objection_to);
}

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job bounces;
  bounces.name = "mailings.bounces.read";
  bounces.label = "戻ったメールを受信箱から読む";
  bounces.schedule = jobs::Schedule::every_minutes(5);
  bounces.run = read_bounces;
  jobs::Job reach;
  reach.name = "mailings.reach.computed";
  reach.label = "しばらく届いていない団体を調べる";
  reach.schedule = jobs::Schedule::daily_at(4, 0);
  reach.run = compute_reach;
  jobs::Job wording;
  wording.name = "mailings.wording.kept";
  wording.label = "配信の同意の文面を残す";
  wording.schedule = jobs::Schedule::daily_at(3, 50);
  wording.run = keep_wording;
  return {bounces, reach, wording};
}

}  // namespace musubi::mailings
