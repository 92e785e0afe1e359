// routes.cc - method, path, permission, handler; the jobs. A row is the whole story of an address.
// Nothing else.
#include "core/access/scope.h"
#include "features/changes/home.h"
#include "features/changes/pages.h"
#include "features/changes/service.h"

namespace musubi::changes {
namespace {

constexpr std::uint64_t kUploadBytesMost = 11'000'000;  // an attachment of 10 MB and its form
constexpr int kDueMinutes = 10;

}  // namespace

void add_routes(web::App& app) {
  using namespace pages;  // NOLINT: a route table reads as rows
  web::Router& r = app.router;
  access::declare_scope(may::change_own.name, access::Scope::own_organisation);
  r.get("/members/organisation", may::see_own_organisation, show_own);
  r.get("/members/organisation/contact", may::change_own, show_contact);
  r.post("/members/organisation/contact", may::change_own, update_contact);
  r.get("/members/organisation/people/new", may::change_own, show_new_person);
  r.post("/members/organisation/people", may::change_own, create_person);
  r.get("/members/organisation/people/:person", may::change_own, show_person);
  r.post("/members/organisation/people/:person", may::change_own, update_person);
  r.post("/members/organisation/people/:person/retirement", may::change_own, create_retirement);

  r.get("/members/changes", may::change_own, show_own_requests);
  r.get("/members/changes/new", may::change_own, show_kinds);
  r.get("/members/changes/new/:kind", may::change_own, show_new_request);
  r.post("/members/changes/new/:kind", may::change_own, create_request, kUploadBytesMost);
  r.get("/members/changes/:id", may::change_own, show_own_request);
  r.post("/members/changes/:id", may::change_own, pages::update_request, kUploadBytesMost);
  r.get("/members/changes/:id/edit", may::change_own, show_edit_request);
  r.get("/members/changes/:id/check", may::change_own, show_check);
  r.post("/members/changes/:id/sending", may::change_own, create_sending);
  r.post("/members/changes/:id/withdrawal", may::change_own, create_withdrawal);
  r.get("/members/changes/:id/attachment", may::change_own, show_attachment);

  r.get("/office/change-requests", may::settle_changes, show_queue);
  r.get("/office/change-requests/:id", may::settle_changes, show_request);
  r.post("/office/change-requests/:id/confirmation", may::settle_changes, create_confirmation);
  r.post("/office/change-requests/:id/question", may::settle_changes, create_question);
  r.post("/office/change-requests/:id/refusal", may::settle_changes, create_refusal);
  r.get("/office/change-requests/:id/attachment", may::settle_changes, show_attachment);
  access::declare_permission(may::open_change_file);
  add_home(app);
}

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job due;
  due.name = "changes.requests.carried_out";
  due.label = "日付になった届出のとおりにする";
  due.schedule = jobs::Schedule::every_minutes(kDueMinutes);
  due.run = carry_out_due;
  jobs::Job drafts;
  drafts.name = "changes.drafts.cleared";
  drafts.label = "送られなかった届出の下書きを消す";
  drafts.schedule = jobs::Schedule::daily_at(3, 40);
  drafts.run = clear_drafts;
  return {due, drafts};
}

}  // namespace musubi::changes
