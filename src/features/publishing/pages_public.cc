// pages_public.cc - one item as visitors open it: the same for everyone, so it may be kept under
// the tag `site`; behind a secret link it is kept by nobody and indexed by no search engine. The
// lists are in pages_open_lists.cc.
#include "base/text.h"
#include "features/publishing/pages.h"
#include "features/publishing/record.h"
#include "features/publishing/views.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::publishing::pages {
namespace {

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

// Where the words of this page stand in place of the program's own; "" where they do not.
std::string fixed_place(const web::Request& request) {
  const web::Home& home = request.app->home;
  for (const web::FixedText& one : home.fixed_texts) {
    if (request.path != std::string(type_of("page").prefix) + one.name) continue;
    if (home.office_text && home.office_text(request.context(), one.name)) return one.path;
  }
  return {};
}

}  // namespace

web::Response show_public_item(web::Request& request) {
  const Context ctx = request.context();
  const std::string place = fixed_place(request);
  if (!place.empty()) return moved_to(place);
  auto item = load_public_item(ctx, request.path);
  if (item) {
    web::Response out = web::html(views::public_item(request, *item));
    return out.cached_for_anyone({std::string(kSiteTag), std::string(media::kPagesTag)});
  }
  const std::string moved = find_moved(ctx, request.path);
  return moved.empty() ? web::problem(request, item.error()) : moved_to(moved);
}

namespace {

// The address of the item that this text belongs to, by the addresses' shape.
web::Response show_variant(web::Request& request, Variant variant) {
  const Context ctx = request.context();
  const std::string suffix(variant_suffix(variant));
  const std::string path = request.path.substr(0, request.path.size() - suffix.size());
  auto item = load_public_variant(ctx, path, variant);
  if (item) {
    web::Response out = web::html(views::public_variant(request, *item));
    return out.cached_for_anyone({std::string(kSiteTag), std::string(media::kPagesTag)});
  }
  const std::string moved = find_moved(ctx, path);
  return moved.empty() ? web::problem(request, item.error()) : moved_to(moved + suffix);
}

}  // namespace

web::Response show_easy(web::Request& request) { return show_variant(request, Variant::easy); }

web::Response show_english(web::Request& request) {
  return show_variant(request, Variant::english);
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
