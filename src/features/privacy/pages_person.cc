// pages_person.cc - a person and their own data: the public pages with their mailed links, and the
// members' page. See pages.h. A link that opens nothing shows the same page whatever is wrong.
#include "features/privacy/pages.h"
#include "features/privacy/views.h"
#include "web/form.h"

namespace musubi::privacy::pages {
namespace {

NewRequest input_of(const web::Request& request) {
  return {request.form.get("kind"), request.form.get("name"), request.form.get("email"),
          request.form.get("about")};
}

web::Response ended(const web::Request& request) {
  return web::html(views::ended_link(request), 404);
}

web::Response refused(const web::Request& request, const Error& error) {
  if (error.fault == Fault::not_found) return ended(request);
  return web::problem(request, error);
}

std::string status_path(const std::string& token) { return "/privacy-requests/status/" + token; }

// SECURITY: nobody but the reader keeps it: not a proxy, not the browser's history of pages.
web::Response unkept(web::Response response) {
  response.header("Cache-Control", "no-store");
  return response;
}

web::Response csv_of(const web::Request& request, const Result<Request>& asked) {
  if (!asked) return refused(request, asked.error());
  const auto package = readable_package(request.context(), *asked);
  if (!package) return refused(request, package.error());
  return unkept(web::download(package_csv(*package), "text/csv; charset=utf-8",
                              "開示した情報.csv"));
}

web::Response json_of(const web::Request& request, const Result<Request>& asked) {
  if (!asked) return refused(request, asked.error());
  const auto package = readable_package(request.context(), *asked);
  if (!package) return refused(request, package.error());
  return unkept(web::download(package->dump(2), "application/json", "開示した情報.json"));
}

views::StatusPage status_of_request(const web::Request& request, const Request& asked,
                                    const std::string& path, bool members) {
  views::StatusPage data;
  data.asked = asked;
  data.path = path;
  data.members = members;
  auto package = readable_package(request.context(), asked);
  if (package) data.package = std::move(*package);
  const std::string said = request.query.get("said");
  if (said == "received") data.status = "請求を受け付けました";
  if (said == "withdrawn") data.status = "請求を取り下げました";
  return data;
}

}  // namespace

web::Response show_guidance(web::Request& request) {
  return web::html(views::guidance(request));
}

web::Response show_form(web::Request& request) {
  return web::html(views::public_form(request, {}));
}

web::Response create_form(web::Request& request) {
  const auto begun =
      begin_request(request.context(), input_of(request), web::sending_of(request));
  if (begun) return web::see_other("/privacy-requests/sent");
  if (begun.error().fault != Fault::invalid) return web::problem(request, begun.error());
  return web::show_again(request,
                         views::public_form(request, {request.form, begun.error(), "", ""}));
}

web::Response show_sent(web::Request& request) { return web::html(views::sent(request)); }

web::Response show_proof(web::Request& request) {
  const std::string token = request.param("token");
  const auto asked = load_proof(request.context(), token);
  if (!asked) return refused(request, asked.error());
  return unkept(web::html(views::proof(request, *asked, token)));
}

web::Response create_proof(web::Request& request) {
  const auto token = prove_request(request.context(), request.param("token"));
  if (!token) return refused(request, token.error());
  return web::see_other(status_path(*token) + "?said=received");
}

web::Response show_status(web::Request& request) {
  const std::string token = request.param("token");
  const auto asked = load_status(request.context(), token);
  if (!asked) return refused(request, asked.error());
  return unkept(web::html(views::status(
      request, status_of_request(request, *asked, status_path(token), false))));
}

web::Response show_status_csv(web::Request& request) {
  return csv_of(request, load_status(request.context(), request.param("token")));
}

web::Response show_status_json(web::Request& request) {
  return json_of(request, load_status(request.context(), request.param("token")));
}

web::Response create_own_withdrawal(web::Request& request) {
  const std::string token = request.param("token");
  const auto done = withdraw_own(request.context(), token);
  if (!done) return refused(request, done.error());
  return web::see_other(status_path(token) + "?said=withdrawn");
}

web::Response show_own_data(web::Request& request) {
  auto requests = list_own_requests(request.context());
  if (!requests) return web::problem(request, requests.error());
  return web::html(views::own_data(request, {std::move(*requests), {}}));
}

web::Response create_own_request(web::Request& request) {
  const auto made =
      make_own_request(request.context(), input_of(request), web::sending_of(request));
  if (made) return web::see_other("/members/my-data/" + *made + "?said=received");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  auto requests = list_own_requests(request.context());
  if (!requests) return web::problem(request, requests.error());
  return web::show_again(
      request, views::own_data(request, {std::move(*requests),
                                         {request.form, made.error(), "", ""}}));
}

web::Response show_own_request(web::Request& request) {
  const std::string id = request.param("id");
  const auto asked = load_own_request(request.context(), id);
  if (!asked) return web::problem(request, asked.error());
  return unkept(web::html(views::status(
      request, status_of_request(request, *asked, "/members/my-data/" + id, true))));
}

web::Response show_own_csv(web::Request& request) {
  const auto asked = load_own_request(request.context(), request.param("id"));
  if (!asked) return web::problem(request, asked.error());
  return csv_of(request, asked);
}

web::Response show_own_json(web::Request& request) {
  const auto asked = load_own_request(request.context(), request.param("id"));
  if (!asked) return web::problem(request, asked.error());
  return json_of(request, asked);
}

}  // namespace musubi::privacy::pages
