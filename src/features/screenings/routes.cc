// routes.cc - method, path, permission, handler; menu entries and what waits. Nothing else.
// SECURITY: every row names one of the three permissions of this feature, never a wider one.
#include "features/screenings/pages.h"
#include "features/screenings/words.h"
#include "web/app.h"

namespace musubi::screenings {
namespace {

constexpr std::uint64_t kUploadBytesMost = 6'000'000;  // evidence of 5 MB and the form around it

int waiting(const web::Request& request) {
  const Context ctx = request.context();
  return static_cast<int>(ctx.db.read([&](db::Reader& reader) {
    if (can(ctx.actor, may::answer_screenings)) return count_with_turn(reader, "prefecture");
    if (!can(ctx.actor, may::keep_screenings)) return std::int64_t{0};
    return count_with_turn(reader, "second") + count_due(reader, ctx.today());
  }));
}

// The homes say that something waits, never about whom.
std::optional<web::kit::Waiting> second_readings(const web::Request& request) {
  const auto count = request.context().db.read(
      [](db::Reader& reader) { return count_with_turn(reader, "second"); });
  return web::kit::Waiting{.count = static_cast<int>(count), .label = "反社会的勢力の確認（二人目）",
                           .path = "/office/screenings?show=second",
                           .text = "ほかの担当者が記録した結果を読み、判断してください。"};
}

std::optional<web::kit::Waiting> inquiries(const web::Request& request) {
  const auto count = request.context().db.read(
      [](db::Reader& reader) { return count_with_turn(reader, "prefecture"); });
  return web::kit::Waiting{.count = static_cast<int>(count), .label = "反社会的勢力の確認の照会",
                           .path = "/office/screenings?show=prefecture",
                           .text = "事務局からの照会に、回答してください。"};
}

std::optional<web::kit::Waiting> rechecks(const web::Request& request) {
  const Context ctx = request.context();
  const auto count =
      ctx.db.read([&](db::Reader& reader) { return count_due(reader, ctx.today()); });
  return web::kit::Waiting{.count = static_cast<int>(count), .label = "反社会的勢力の再確認",
                           .path = "/office/screenings?show=due",
                           .text = "年に1回の時期か、役員の交代です。"};
}

}  // namespace

void add_routes(web::App& app, std::shared_ptr<Locksmith> locksmith) {
  using namespace pages;  // NOLINT: a route table reads as rows
  const auto with_key =
      [&locksmith](web::Response (*page)(web::Request&, const Locksmith&)) -> web::Handler {
    return [page, smith = locksmith](web::Request& request) { return page(request, *smith); };
  };
  web::Router& r = app.router;
  r.get("/office/screenings", may::see_screenings, with_key(show_list));
  r.post("/office/screenings", may::keep_screenings, with_key(create));
  r.get("/office/screenings/:id", may::see_screenings, with_key(show_file));
  r.post("/office/screenings/:id/officers", may::keep_screenings, with_key(create_officer));
  r.post("/office/screenings/:id/officers/:officer/removal", may::keep_screenings,
         with_key(delete_officer));
  r.post("/office/screenings/:id/searches", may::keep_screenings, with_key(create_search),
         kUploadBytesMost);
  r.get("/office/screenings/:id/searches/:search/evidence", may::see_screenings,
        with_key(show_evidence));
  r.post("/office/screenings/:id/lookups", may::keep_screenings, with_key(create_lookup));
  r.post("/office/screenings/:id/result", may::keep_screenings, with_key(create_result));
  r.post("/office/screenings/:id/second-reading", may::keep_screenings,
         with_key(create_second_reading));
  r.post("/office/screenings/:id/inquiries", may::keep_screenings, with_key(create_inquiry));
  r.post("/office/screenings/:id/answer", may::answer_screenings, with_key(create_answer));
  r.post("/office/screenings/:id/rounds", may::keep_screenings, with_key(create_round));

  app.nav.push_back({.area = web::Area::office, .group = "審査", .label = "反社会的勢力の確認",
                     .path = "/office/screenings", .icon = "lock",
                     .permission = may::see_screenings, .order = 160, .waiting = waiting});
  app.nav.push_back({.area = web::Area::prefecture, .group = "審査", .label = "反社会的勢力の確認",
                     .path = "/office/screenings", .icon = "lock",
                     .permission = may::see_screenings, .order = 60, .waiting = waiting});
  app.home.waiting.push_back(
      {.permission = may::keep_screenings, .order = 25, .find = second_readings});
  app.home.waiting.push_back(
      {.permission = may::answer_screenings, .order = 5, .find = inquiries});
  app.home.waiting.push_back({.permission = may::keep_screenings, .order = 45, .find = rechecks});
  add_words(app.words);
}

}  // namespace musubi::screenings
