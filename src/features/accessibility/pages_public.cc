// pages_public.cc - what anyone opens: the 方針 and the results. The same for everyone, so it may be
// kept under the tag of the site until something is published.
#include "features/accessibility/pages.h"
#include "features/accessibility/views.h"
#include "web/app.h"

namespace musubi::accessibility::pages {
namespace {

constexpr int kResultsBeside = 4;   // on the page of the 方針
constexpr int kResultRows = 20;
constexpr int kEditionsBeside = 20;

web::Response open_page(web::Html page) {
  web::Response out = web::html(std::move(page));
  return out.cached_for_anyone({std::string(kOpenPagesTag)});
}

}  // namespace

web::Response show_open_policy(web::Request& request) {
  const Context ctx = request.context();
  views::OpenPolicyPage data;
  data.edition = load_public_policy(ctx);
  data.editions = list_public_editions(ctx, kEditionsBeside);
  data.results = list_public_results(ctx, 0, kResultsBeside);
  return open_page(views::open_policy(request, data));
}

web::Response show_open_edition(web::Request& request) {
  const Context ctx = request.context();
  auto edition = load_public_edition(ctx, number_in(request.param("number")));
  if (!edition) return web::problem(request, edition.error());
  if (edition->number == load_public_policy(ctx).number) return web::see_other(views::kOpen);
  views::OpenPolicyPage data;
  data.is_newest = false;
  data.edition = std::move(*edition);
  data.editions = list_public_editions(ctx, kEditionsBeside);
  return open_page(views::open_policy(request, data));
}

web::Response show_open_results(web::Request& request) {
  const std::int64_t before = number_in(request.query.get("before"));
  auto results = list_public_results(request.context(), before, kResultRows + 1);
  std::string next;
  if (results.size() > static_cast<std::size_t>(kResultRows)) {
    results.pop_back();
    next = std::string(views::kResults) + "?before=" + std::to_string(results.back().number);
  }
  return open_page(views::open_results(request, results, next));
}

web::Response show_open_result(web::Request& request) {
  const auto result =
      load_public_result(request.context(), number_in(request.param("number")));
  if (!result) return web::problem(request, result.error());
  return open_page(views::open_result(request, *result));
}

web::Response show_result_pdf(web::Request& request) {
  const auto opened = open_result_pdf(request.context(), number_in(request.param("number")));
  if (!opened) return web::problem(request, opened.error());
  return web::download_file(opened->path, opened->file.media_type, opened->file.filename);
}

}  // namespace musubi::accessibility::pages
