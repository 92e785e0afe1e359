// routes.cc - method, path, permission, handler; the menu entry, what waits, the jobs, the words. A
// row is the whole story of an address.
#include "features/links/links.h"
#include "features/links/own.h"
#include "features/links/pages.h"
#include "features/links/service.h"
#include "features/links/views.h"
#include "web/app.h"

namespace musubi::links {
namespace {

constexpr int kNavPlace = 402;  // behind the articles and their calendar

std::int64_t count_broken(const web::Request& request) {
  return request.context().db.read(
      [](db::Reader& reader) { return store::count_state(reader, "broken"); });
}

std::optional<web::kit::Waiting> waiting_links(const web::Request& request) {
  const auto count = count_broken(request);
  if (count == 0) return std::nullopt;
  return web::kit::Waiting{.count = static_cast<int>(count),
                           .label = "リンク切れ",
                           .path = views::kPath,
                           .text = "一覧から使っているところを開いて、リンクを直すか外してください。",
                           .tone = web::kit::Tone::warning};
}

std::optional<web::kit::Waiting> waiting_decision(const web::Request& request) {
  if (!request.context().db.read(waits_for_decision)) return std::nullopt;
  return web::kit::Waiting{
      .count = 1,
      .label = "外部のサイトへのリンクを確かめるかどうか",
      .path = std::string(views::kPath) + "?state=unchecked",
      .text = "どちらかを一覧の下で決めてください。決まるまで、外部へのリンクは「未確認」のままです。"};
}

void add_words(web::Words& words) {
  words.actions.insert_or_assign("links.target.asked_again", "リンクを確かめ直しました");
  words.fields.insert_or_assign("link.address", "リンク先");
  words.nouns.insert_or_assign("link", "リンク");
  words.topics.insert_or_assign(std::string(kAsked), "外部のサイトへのリンクの確認");
}

Result<void> check_due(const Context& ctx, web::App& app) {
  TRY(check_own(ctx, [&app](const std::string& address) { return ask_own(app, address); }));
  TRY(order_external(ctx));
  return tell_owners(ctx);
}

}  // namespace

void add_routes(web::App& app) {
  web::Router& r = app.router;
  r.get("/office/links", may::see_links, pages::show_links);
  r.post("/office/links/checks", may::check_links, pages::create_check);
  r.post("/office/links/external", may::switch_external, pages::update_external);
  app.home.waiting.push_back(
      {.permission = may::check_links, .order = 66, .find = waiting_links});
  app.home.waiting.push_back(
      {.permission = may::switch_external, .order = 67, .find = waiting_decision});
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "サイトの点検", .label = "リンク切れ",
                       .path = views::kPath, .icon = "link", .permission = may::see_links,
                       .order = kNavPlace, .waiting = {}});
  }
  add_words(app.words);
}

void add_handlers(outbox::Handlers& handlers) {
  handlers[std::string(kAsked)] = [](const Context& ctx, const outbox::Message& message) {
    return check_external(ctx, message.body.value("address", ""), ask_other_site);
  };
}

std::vector<jobs::Job> scheduled_jobs(web::App& app) {
  return {{"links.articles.read", "公開サイトの記事と構成のリンクを書き出す", jobs::Schedule::daily_at(3, 20),
           read_articles},
          {"links.targets.checked", "記事のリンクを少しずつ確かめる",
           jobs::Schedule::every_minutes(10),
           [&app](const Context& ctx) { return check_due(ctx, app); }}};
}

// What the links lead to is asked by the job, as in every other house.
Result<void> load_demo(const Context& ctx) { return read_articles(ctx); }

}  // namespace musubi::links
