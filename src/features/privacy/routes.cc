// routes.cc - method, path, permission, handler; menu entries; what waits and what is due. The
// person's rows are open to anyone: what is shown there depends on a mailed link.
#include "features/privacy/letters.h"
#include "features/privacy/pages.h"
#include "features/privacy/permissions.h"
#include "features/privacy/privacy.h"
#include "features/privacy/service.h"
#include "features/privacy/words.h"
#include "web/app.h"

namespace musubi::privacy {
namespace {

constexpr const char* kRequests = "/office/privacy/requests";
constexpr int kSoonDays = 7;
constexpr int kDeadlinesMost = 20;

void add_person_rows(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/privacy-requests", may::anyone, show_guidance);
  r.post("/privacy-requests", may::anyone, create_form);
  r.get("/privacy-requests/new", may::anyone, show_form);
  r.get("/privacy-requests/sent", may::anyone, show_sent);
  r.get("/privacy-requests/proof/:token", may::anyone, show_proof);
  r.post("/privacy-requests/proof/:token", may::anyone, create_proof);
  r.get("/privacy-requests/status/:token", may::anyone, show_status);
  r.get("/privacy-requests/status/:token/data.csv", may::anyone, show_status_csv);
  r.get("/privacy-requests/status/:token/data.json", may::anyone, show_status_json);
  r.post("/privacy-requests/status/:token/withdrawal", may::anyone, create_own_withdrawal);
  r.get("/members/my-data", may::make_own_request, show_own_data);
  r.post("/members/my-data", may::make_own_request, create_own_request);
  r.get("/members/my-data/:id", may::make_own_request, show_own_request);
  r.get("/members/my-data/:id/data.csv", may::make_own_request, show_own_csv);
  r.get("/members/my-data/:id/data.json", may::make_own_request, show_own_json);
}

void add_office_rows(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/privacy/requests", may::see_requests, show_requests);
  r.post("/office/privacy/requests", may::work_requests, create_paper_request);
  r.get("/office/privacy/requests/new", may::work_requests, show_paper_form);
  r.get("/office/privacy/requests/:id", may::see_requests, show_request);
  r.post("/office/privacy/requests/:id/identity", may::work_requests, create_identity);
  r.post("/office/privacy/requests/:id/package", may::work_requests, create_package);
  r.post("/office/privacy/requests/:id/exclusion", may::work_requests, create_exclusion);
  r.post("/office/privacy/requests/:id/extension", may::work_requests, create_extension);
  r.post("/office/privacy/requests/:id/forwarding", may::work_requests, create_forwarding);
  r.post("/office/privacy/requests/:id/withdrawal", may::work_requests, create_withdrawal);
  r.post("/office/privacy/requests/:id/answer", may::answer_requests, create_answer);
  r.get("/office/privacy/register", may::see_register, show_register);
  r.get("/office/privacy/register/notes/:kind", may::keep_register, show_note);
  r.post("/office/privacy/register/notes/:kind", may::keep_register, pages::update_note);
  r.post("/office/privacy/register/versions", may::keep_register, create_version);
  r.get("/office/privacy/register/versions/:number", may::see_register, show_version);
}

template <class F>
auto reading(const web::Request& request, F&& f) {
  return request.context().db.read([&](db::Reader& reader) { return f(reader); });
}

int count_in(const web::Request& request, const char* state) {
  return static_cast<int>(
      reading(request, [&](db::Reader& r) { return store::count_in_state(r, state); }));
}

int waiting_count(const web::Request& request) {
  if (!can(request.actor, may::work_requests)) return 0;  // the prefecture is told by mail
  return count_in(request, "received") + count_in(request, "working");
}

std::optional<web::kit::Waiting> waiting_new(const web::Request& request) {
  return web::kit::Waiting{.count = count_in(request, "received"), .label = "本人確認を待つ個人情報の請求",
                           .path = std::string(kRequests) + "?show=received",
                           .text = "本人であることを確かめ、方法を記録してください。"};
}

std::optional<web::kit::Waiting> waiting_soon(const web::Request& request) {
  const std::string until = iso(add_days(request.context().today(), kSoonDays));
  const auto count =
      reading(request, [&](db::Reader& r) { return store::count_open_due(r, until); });
  return web::kit::Waiting{.count = static_cast<int>(count), .label = "期限の近い個人情報の請求",
                           .path = kRequests,
                           .text = "7日以内に期限が来るか、過ぎています。回答するか、期限を延ばしてください。",
                           .tone = web::kit::Tone::warning};
}

std::vector<web::Deadline> deadlines(const web::Request& request, Date, Date until) {
  std::vector<web::Deadline> out;
  const auto due = reading(request, [&](db::Reader& r) {
    return store::list_open_due(r, iso(until), kDeadlinesMost);
  });
  for (const Request& one : due) {
    const auto day = parse_iso_date(one.due_on);
    if (!day) continue;
    out.push_back({*day, "個人情報の請求への回答", request_number(one),
                   std::string(kRequests) + "/" + one.id, false});
  }
  return out;
}

void add_menus(web::App& app) {
  using web::Area;
  for (const auto area : {Area::office, Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "個人情報と記録", .label = "本人からの請求",
                       .path = kRequests, .icon = "person", .permission = may::see_requests,
                       .order = 800, .waiting = waiting_count});
    app.nav.push_back({.area = area, .group = "個人情報と記録", .label = "個人情報取扱台帳",
                       .path = "/office/privacy/register", .icon = "list",
                       .permission = may::see_register, .order = 820, .waiting = {}});
  }
  app.nav.push_back({.area = Area::members, .group = "", .label = "自分の情報",
                     .path = "/members/my-data", .icon = "person",
                     .permission = may::make_own_request, .order = 80, .waiting = {}});
}

}  // namespace

void add_routes(web::App& app) {
  add_person_rows(app.router);
  add_office_rows(app.router);
  add_menus(app);
  app.home.waiting.push_back(
      {.permission = may::work_requests, .order = 12, .find = waiting_soon});
  app.home.waiting.push_back(
      {.permission = may::work_requests, .order = 13, .find = waiting_new});
  app.home.deadlines.push_back({.permission = may::work_requests, .list = deadlines});
  add_words(app.words);
}

void add_handlers(outbox::Handlers& handlers) { add_letter_handlers(handlers); }

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job job;
  job.name = "privacy.requests.cleared";
  job.label = "確認されなかった個人情報の請求の入力を片づける";
  job.schedule = jobs::Schedule::every_minutes(60);
  job.run = [](const Context& ctx) -> Result<void> {
    TRY(clear_unproved(ctx));
    return {};
  };
  return {job};
}

}  // namespace musubi::privacy
