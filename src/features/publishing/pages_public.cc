// pages_public.cc - what visitors open. The same for everyone, so it may be kept under the tag
// `site`; behind a secret link it is kept by nobody and indexed by no search engine.
#include <charconv>

#include "base/text.h"
#include "features/publishing/pages.h"
#include "features/publishing/record.h"
#include "features/publishing/views.h"
#include "web/app.h"
#include "web/form.h"
#include "web/urlencoded.h"

namespace musubi::publishing::pages {
namespace {

constexpr std::size_t kFacetMost = 100;  // of what a visitor may ask for

web::Response private_answer(web::Response response) {
  response.header("Cache-Control", "no-store");
  response.header("Referrer-Policy", "no-referrer");
  response.header("X-Robots-Tag", "noindex, nofollow");
  return response;
}

web::Response moved_to(const std::string& path) {
  web::Response out;
  out.status = 301;
  out.header("Location", path);
  return out.cached_for_anyone({std::string(kSiteTag)});
}

web::Response show_public_list(web::Request& request, std::string_view type,
                               const std::string& title, const std::string& lead) {
  views::PublicListView view;
  view.type = &type_of(type);
  view.title = title;
  view.lead = lead;
  view.path = request.path;
  view.filter.type = type;
  std::string query;
  for (const FieldInfo& field : view.type->fields) {
    const std::string value = request.query.get(field.name);
    if (!field.facet || value.empty() || value.size() > kFacetMost) continue;
    view.filter.facets.push_back({std::string(field.name), value});
    query += "&" + std::string(field.name) + "=" + web::percent_encode(value);
  }
  const std::string before = request.query.get("before_at");
  std::from_chars(before.data(), before.data() + before.size(), view.filter.before_at);
  view.filter.before_id = request.query.get("before_id");
  auto found = list_public_contents(request.context(), view.filter);
  if (!found) return web::problem(request, found.error());
  view.list = std::move(*found);
  if (view.list.more) {
    const Content& last = view.list.rows.back();
    view.next_path = view.path + "?before_at=" + std::to_string(last.published_at.ms) +
                     "&before_id=" + last.id.text + query;
  }
  if (!view.filter.before_id.empty()) {
    view.first_path = view.path + (query.empty() ? "" : "?" + query.substr(1));
  }
  web::Response out = web::html(views::public_list(request, view));
  return out.cached_for_anyone({std::string(kSiteTag)});
}

}  // namespace

web::Response show_news(web::Request& request) {
  return show_public_list(request, "news", "お知らせ",
                          "コンソーシアムの催し、募集、支援策などのお知らせです。");
}

web::Response show_cases(web::Request& request) {
  return show_public_list(request, "dx_case", "ＤＸ事例",
                          "県内の企業・団体が、困りごとから始めて試したことと、その結果です。");
}

web::Response show_public_item(web::Request& request) {
  const Context ctx = request.context();
  auto item = load_public_item(ctx, request.path);
  if (item) {
    web::Response out = web::html(views::public_item(request, *item));
    return out.cached_for_anyone({std::string(kSiteTag), std::string(media::kPagesTag)});
  }
  const std::string moved = find_moved(ctx, request.path);
  return moved.empty() ? web::problem(request, item.error()) : moved_to(moved);
}

web::Response show_secret_preview(web::Request& request) {
  auto page = load_preview(request.context(), request.param("token"));
  if (!page) return web::problem(request, page.error());
  return private_answer(web::html(views::secret_preview(request, *page)));
}

web::Response show_asked(web::Request& request) {
  const std::string token = request.param("token");
  auto page = load_asked(request.context(), token);
  if (!page) return web::problem(request, page.error());
  return private_answer(web::html(views::asked(request, {token, std::move(*page), {}, {}})));
}

web::Response create_answer(web::Request& request) {
  const std::string token = request.param("token");
  const ApprovalAnswer input{request.form.get("answer"),
                             replace_all(request.form.get("words"), "\r\n", "\n")};
  auto done = answer_by_link(request.context(), token, input);
  if (done) return private_answer(web::html(views::thanks(request, *done)));
  if (done.error().fault != Fault::invalid) return web::problem(request, done.error());
  auto page = load_asked(request.context(), token);
  if (!page) return web::problem(request, page.error());
  return private_answer(web::show_again(
      request, views::asked(request, {token, std::move(*page), request.form, done.error()})));
}

}  // namespace musubi::publishing::pages
