// routes.cc - method, path, permission, handler. Nothing else: a row is the whole story of an
// address.
#include "features/recruiting/home.h"
#include "features/recruiting/linking.h"
#include "features/recruiting/pages.h"
#include "features/recruiting/permissions.h"
#include "features/recruiting/recruiting.h"
#include "features/recruiting/service_new_members.h"
#include "features/recruiting/service_reminders.h"
#include "web/app.h"

namespace musubi::recruiting {
namespace {

constexpr std::uint64_t kUploadBytesMost = 6'000'000;  // a list of 5 MB and its form
constexpr int kCheckedHour = 8;  // before the office opens

void add_prospect_routes(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/prospects", may::see_prospects, show_list);
  r.post("/office/prospects", may::work_prospects, pages::create_prospect);
  r.get("/office/prospects/board", may::see_prospects, show_board);
  r.get("/office/prospects/new", may::work_prospects, show_new_prospect);
  r.get("/office/prospects/:id", may::see_prospects, show_prospect);
  r.post("/office/prospects/:id", may::work_prospects, pages::update_prospect);
  r.get("/office/prospects/:id/edit", may::work_prospects, show_edit_prospect);
  r.get("/office/prospects/:id/stage", may::work_prospects, show_stage);
  r.post("/office/prospects/:id/stage", may::work_prospects, update_stage);
  r.get("/office/prospects/:id/chain", may::see_prospects, show_chain);
  r.post("/office/prospects/:id/member", may::work_prospects, create_member_link);
  r.post("/office/prospects/:id/application", may::work_prospects, create_application_link);
  r.post("/office/prospects/:id/application-removal", may::work_prospects,
         delete_application_link);
  r.post("/office/prospects/:id/application-dismissal", may::work_prospects, create_dismissal);
  r.get("/office/prospect-matches", may::see_prospects, show_matches);
  r.post("/office/prospects/:id/contacts", may::work_prospects, create_contact);
  r.get("/office/prospects/:id/contacts/new", may::work_prospects, show_new_contact);
  r.get("/office/prospects/:id/contacts/:contact", may::work_prospects, show_contact);
  r.post("/office/prospects/:id/contacts/:contact", may::work_prospects, update_contact);
}

void add_campaign_routes(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/campaigns", may::see_campaigns, show_campaigns);
  r.post("/office/campaigns", may::manage_campaigns, pages::create_campaign);
  r.get("/office/campaigns/new", may::manage_campaigns, show_new_campaign);
  r.get("/office/campaigns/:id", may::see_campaigns, show_campaign);
  r.post("/office/campaigns/:id", may::manage_campaigns, pages::update_campaign);
  r.get("/office/campaigns/:id/edit", may::manage_campaigns, show_edit_campaign);
  r.get("/office/campaigns/:id/leaflet", may::see_campaigns, show_leaflet);
  r.get("/office/campaigns/:id/qr", may::see_campaigns, show_qr);
  r.get("/office/campaigns/:id/qr.png", may::see_campaigns, show_qr_png);
  r.get("/r/:code", may::anyone, open_link);
}

void add_list_routes(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/prospect-imports", may::import_prospects, show_list_imports);
  r.post("/office/prospect-imports", may::import_prospects, create_list_import,
         kUploadBytesMost);
  r.get("/office/prospect-imports/new", may::import_prospects, show_new_list_import);
  r.get("/office/prospect-imports/:id", may::import_prospects, show_list_import);
  r.post("/office/prospect-imports/:id/commitment", may::import_prospects, create_commitment);
  r.post("/office/prospect-imports/:id/undo", may::import_prospects, create_undo);
  r.get("/office/prospect-exports", may::export_prospects, show_exports);
  r.post("/office/prospect-exports", may::export_prospects, create_export);
  r.get("/office/prospect-exports/new", may::export_prospects, show_new_export);
}

void add_new_member_routes(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/new-members", may::see_new_members, show_new_members);
  r.get("/office/new-members/plan", may::plan_new_members, show_plan);
  r.post("/office/new-members/plan", may::plan_new_members, update_plan);
}

}  // namespace

void add_routes(web::App& app, applications::Desk& desk) {
  add_prospect_routes(app.router);
  add_campaign_routes(app.router);
  add_list_routes(app.router);
  add_new_member_routes(app.router);
  applications::follow("recruiting", keep_up);
  join_desk(desk);
  add_words(app.words);
  add_home(app);
}

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job job;
  job.name = "recruiting.new_members.checked";
  job.label = "新規入会が計画を下回っていないか確かめる";
  job.schedule = jobs::Schedule::daily_at(kCheckedHour, 0);
  job.run = warn_managers;
  jobs::Job remind;
  remind.name = "recruiting.owners.reminded";
  remind.label = "期日の来た見込み先への連絡を、担当者にメールで知らせる";
  remind.schedule = jobs::Schedule::daily_at(kCheckedHour, 0);
  remind.run = remind_owners;
  return {job, remind};
}

}  // namespace musubi::recruiting
