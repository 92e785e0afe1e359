// routes.cc - method, path, permission, handler; menu entries; the part of the applications' office
// page; what waits on the homes. A row is the whole story of an address.
#include "features/reviews/desk.h"
#include "features/reviews/letters.h"
#include "features/reviews/pages.h"
#include "features/reviews/permissions.h"
#include "features/reviews/reviews.h"
#include "features/reviews/service_inquiries.h"
#include "features/reviews/service_notices.h"
#include "features/reviews/words.h"
#include "web/app.h"

namespace musubi::reviews {
namespace {

constexpr std::uint64_t kUploadBytesMost = 11'000'000;  // evidence of 10 MB and its form

using Smith = std::shared_ptr<keys::Locksmith>;

void add_rows(web::Router& r, const Smith& locksmith) {
  using namespace pages;  // NOLINT: a route table reads as rows
  const auto with_key =
      [&locksmith](web::Response (*page)(web::Request&, const Locksmith&)) -> web::Handler {
    return [page, smith = locksmith](web::Request& request) { return page(request, *smith); };
  };
  r.get("/office/review-criteria", may::see_criteria, show_criteria_list);
  r.post("/office/review-criteria", may::edit_criteria, create_criteria);
  r.get("/office/review-criteria/:id", may::see_criteria, show_criteria);
  r.post("/office/review-criteria/:id", may::edit_criteria, update_criteria);
  r.post("/office/review-criteria/:id/sending", may::edit_criteria, create_sending);
  r.post("/office/review-criteria/:id/confirmation", may::confirm_criteria, create_confirmation);
  r.post("/office/review-criteria/:id/comments", may::see_criteria, create_criteria_comment);

  r.get("/office/reviews/:id", may::see_reviews, with_key(show_review));
  r.post("/office/reviews/:id/claim", may::review_applications, with_key(create_claim));
  r.get("/office/reviews/:id/criteria/:criterion", may::review_applications,
        with_key(show_criterion));
  r.post("/office/reviews/:id/criteria/:criterion", may::review_applications,
         with_key(update_criterion), kUploadBytesMost);
  r.get("/office/reviews/:id/criteria/:criterion/evidence", may::see_reviews, show_evidence);
  r.post("/office/reviews/:id/inquiries", may::review_applications, with_key(create_inquiry));
  r.post("/office/reviews/:id/lookups", may::review_applications, with_key(create_lookup));
  r.post("/office/reviews/:id/readiness", may::review_applications, with_key(create_readiness));
  r.get("/office/reviews/:id/decision", may::decide_applications, with_key(show_decision));
  r.post("/office/reviews/:id/approval", may::decide_applications, with_key(create_approval));
  r.post("/office/reviews/:id/refusal", may::decide_applications, with_key(create_refusal));
  r.post("/office/reviews/:id/return", may::decide_applications, with_key(create_return));
  r.get("/office/reviews/:id/notice", may::see_reviews, show_notice);
  r.post("/office/reviews/:id/notice", may::review_applications, create_notice);

  r.get("/answers/:token", may::anyone, show_asked);
  r.post("/answers/:token", may::anyone, with_key(create_answer));
}

template <class F>
int count(const web::Request& request, F&& counted) {
  return static_cast<int>(
      request.context().db.read([&](db::Reader& reader) { return counted(reader); }));
}

int criteria_to_confirm(const web::Request& request) {
  if (!can(request.actor, may::confirm_criteria)) return 0;
  return count(request, [](db::Reader& r) { return store::count_sets_in_state(r, "sent"); });
}

std::optional<web::kit::Waiting> waiting_criteria(const web::Request& request) {
  return web::kit::Waiting{.count = criteria_to_confirm(request), .label = "審査基準を確認する",
                           .path = "/office/review-criteria",
                           .text = "内容を読み、確認するか、差し戻してください。"};
}

std::optional<web::kit::Waiting> waiting_decisions(const web::Request& request) {
  const int ready = count(
      request, [](db::Reader& r) { return store::count_reviews_in_state(r, "ready"); });
  return web::kit::Waiting{.count = ready, .label = "入会の決裁を待つ申込み",
                           .path = "/office/applications?state=awaiting_decision",
                           .text = "審査の意見を読み、承認・不承認を決めてください。"};
}

std::optional<web::kit::Waiting> failed_notices(const web::Request& request) {
  const int failed = count(
      request, [](db::Reader& r) { return store::count_notices_in_state(r, "failed"); });
  return web::kit::Waiting{.count = failed, .label = "作成できなかった通知書",
                           .path = "/office/applications?state=all",
                           .text = "審査の画面で、もう一度作成してください。",
                           .tone = web::kit::Tone::error};
}

}  // namespace

void add_routes(web::App& app, applications::Desk& desk,
                std::shared_ptr<keys::Locksmith> locksmith) {
  add_rows(app.router, locksmith);
  join_desk(desk, locksmith);
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "審査", .label = "審査基準",
                       .path = "/office/review-criteria", .icon = "list",
                       .permission = may::see_criteria, .order = 194,
                       .waiting = criteria_to_confirm});
  }
  app.home.waiting.push_back(
      {.permission = may::confirm_criteria, .order = 8, .find = waiting_criteria});
  app.home.waiting.push_back(
      {.permission = may::decide_applications, .order = 15, .find = waiting_decisions});
  app.home.waiting.push_back(
      {.permission = may::review_applications, .order = 55, .find = failed_notices});
  add_words(app.words);
}

void add_handlers(outbox::Handlers& handlers) {
  handlers["reviews.decision.made"] = deliver_decision;
  add_letter_handlers(handlers);
}

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job job;
  job.name = "reviews.inquiries.ended";
  job.label = "期限の過ぎた県への照会を終える";
  job.schedule = jobs::Schedule::every_minutes(60);
  job.run = end_expired;
  return {job};
}

}  // namespace musubi::reviews
