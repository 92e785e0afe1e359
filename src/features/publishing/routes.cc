// routes.cc - the addresses of publishing, its letters and its jobs. Rows only; what they do is
// in pages_*.cc and service_*.cc.
#include "features/publishing/home.h"
#include "features/publishing/letters.h"
#include "features/publishing/pages.h"
#include "features/publishing/permissions.h"
#include "features/publishing/publishing.h"
#include "features/publishing/service_approvals.h"
#include "features/publishing/service_events.h"
#include "features/publishing/service_schedule.h"
#include "features/publishing/service_writing.h"
#include "features/publishing/words.h"

namespace musubi::publishing {
namespace {

// The text and those for other readers: 140,000 characters, percent-encoded.
constexpr std::uint64_t kTextBytesMost = 2 * 1024 * 1024;

void add_writing_routes(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/content", may::see_content, show_list);
  r.post("/office/content", may::edit_content, pages::create_content);
  r.get("/office/content/new", may::edit_content, show_new_content);
  r.get("/office/content/calendar", may::see_content, show_calendar);
  r.get("/office/content/targets", may::see_content, show_link_targets);
  r.get("/office/content/:id", may::see_content, show_content);
  r.post("/office/content/:id", may::edit_content, update_draft, kTextBytesMost);
  r.get("/office/content/:id/edit", may::edit_content, show_edit);
  r.post("/office/content/:id/writing", may::edit_content, create_writing, kTextBytesMost);
  r.post("/office/content/:id/writing-ending", may::edit_content, end_own_writing);
  r.get("/office/content/:id/preview", may::see_content, show_preview);
  r.get("/office/content/:id/versions/:number", may::see_content, show_version);
  r.post("/office/content/:id/versions/:number/restoration", may::edit_content,
         create_restoration);
  r.get("/office/content/:id/deletion", may::edit_content, show_deletion);
  r.post("/office/content/:id/deletion", may::edit_content, pages::delete_content);
}

void add_step_routes(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.post("/office/content/:id/settings", may::edit_content, update_settings);
  r.post("/office/content/:id/plan", may::edit_content, update_plan);
  r.post("/office/content/:id/sending", may::edit_content, create_sending);
  r.post("/office/content/:id/confirmation", may::confirm_content, create_confirmation);
  r.post("/office/content/:id/return", may::confirm_content, create_return);
  r.post("/office/content/:id/approval", may::approve_content, create_approval);
  r.post("/office/content/:id/approval-return", may::approve_content, create_approval_return);
  r.post("/office/content/:id/publication", may::publish_content, create_publication);
  r.post("/office/content/:id/schedule-cancellation", may::publish_content,
         create_schedule_cancellation);
  r.post("/office/content/:id/ending", may::publish_content, create_ending);
  r.post("/office/content/:id/prefecture-request", may::edit_content,
         create_prefecture_request);
  r.post("/office/content/:id/company-request", may::edit_content, create_company_request);
  r.post("/office/content/:id/consents", may::edit_content, create_consent);
  r.post("/office/content/:id/previews", may::edit_content, create_secret_preview);
  r.post("/office/content/:id/preview-ending", may::edit_content, end_secret_preview);
}

void add_open_routes(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  for (const OpenList& list : open_lists()) {
    r.get(std::string(list.path), may::anyone, show_open_list);
  }
  r.get("/events", may::anyone, show_coming_events);
  r.get("/events/month/:month", may::anyone, show_event_month);
  r.get("/events/archive/:year", may::anyone, show_event_year);
  r.get("/sitemap", may::anyone, show_site_map);
  for (const ContentType& type : content_types()) {
    r.get(std::string(type.prefix) + ":slug", may::anyone, show_public_item);
    r.get(std::string(type.prefix) + ":slug/easy", may::anyone, show_easy);
    r.get(std::string(type.prefix) + ":slug/en", may::anyone, show_english);
  }
  r.get("/previews/:token", may::anyone, show_secret_preview);
  r.get("/approvals/:token", may::anyone, show_asked);
  r.post("/approvals/:token", may::anyone, create_answer);
}

}  // namespace

void add_routes(web::App& app) {
  add_writing_routes(app.router);
  add_step_routes(app.router);
  add_open_routes(app.router);
  add_words(app.words);
  add_home(app);
}

void add_handlers(outbox::Handlers& handlers) { add_letter_handlers(handlers); }

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job clock;
  clock.name = "publishing.schedule.run";
  clock.label = "予定の時刻に記事を公開・終了する";
  clock.schedule = jobs::Schedule::every_minutes(1);
  clock.lease_minutes = 1;  // a killed process holds nobody's minute; an item is never done twice
  clock.run = run_schedule;
  jobs::Job approvals;
  approvals.name = "publishing.approvals.ended";
  approvals.label = "期限の過ぎた記事の確認のお願いを終える";
  approvals.schedule = jobs::Schedule::every_minutes(60);
  approvals.run = end_expired_approvals;
  jobs::Job writings;
  writings.name = "publishing.writings.ended";
  writings.label = "保存されないまま1か月たった書きかけの文を消す";
  writings.schedule = jobs::Schedule::daily_at(3, 40);
  writings.run = end_old_writings;
  return {clock, approvals, writings, day_turned_job()};
}

}  // namespace musubi::publishing
