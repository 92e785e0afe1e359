// pages.cc - see pages.h; no rules here.
// What is refused stands above the same list.
#include "features/links/pages.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "features/links/own.h"
#include "features/links/views.h"
#include "web/app.h"
#include "web/urlencoded.h"

namespace musubi::links::pages {
namespace {

constexpr int kLinkRows = 20;
constexpr const char* kStates[] = {"broken", "unsure", "refused", "unchecked", "ok"};

std::string state_in(const std::string& asked) {
  const bool known = std::find(std::begin(kStates), std::end(kStates), asked) != std::end(kStates);
  return known ? asked : "broken";
}

web::Response show_list(web::Request& request, const std::string& asked,
                        const std::optional<Error>& error) {
  const Context ctx = request.context();
  store::ListFilter filter;
  filter.state = state_in(asked);
  filter.after_address = request.query.get("after");
  const std::string since = request.query.get("since");
  std::from_chars(since.data(), since.data() + since.size(), filter.after_since);
  filter.most = kLinkRows;
  auto list = list_links(ctx, filter);
  if (!list) return web::problem(request, list.error());
  views::ListPage data;
  data.state = filter.state;
  data.first_page = filter.after_address.empty();
  data.may_check = can(ctx.actor, may::check_links);
  data.may_switch = can(ctx.actor, may::switch_external);
  data.today = date_in_japan(ctx.now);
  data.error = error;
  const std::string said = request.query.get("said");
  if (said == "asked") data.status = "確かめ直しました。外部のサイトは、数分後に結果が出ます";
  if (said == "on") data.status = "外部のサイトも確かめます";
  if (said == "off") data.status = "外部のサイトは確かめません";
  if (list->more) {
    const Target& last = list->rows.back().target;
    data.next_path = std::string(views::kPath) + "?state=" + filter.state +
                     "&since=" + std::to_string(last.failing_since.ms) +
                     "&after=" + web::percent_encode(last.address);
  }
  data.list = std::move(*list);
  return web::html(views::list(request, data),
                   error ? web::status_of(error->fault) : 200);
}

}  // namespace

web::Response show_links(web::Request& request) {
  return show_list(request, request.query.get("state"), {});
}

web::Response create_check(web::Request& request) {
  web::App& app = *request.app;
  const std::string state = state_in(request.form.get("state"));
  const Ask ask = [&app](const std::string& address) { return ask_own(app, address); };
  const auto done = look_again(request.context(), request.form.get("address"), ask);
  if (done) return web::see_other(std::string(views::kPath) + "?state=" + state + "&said=asked");
  if (done.error().fault != Fault::conflict) return web::problem(request, done.error());
  return show_list(request, state, done.error());
}

web::Response update_external(web::Request& request) {
  const bool on = !request.form.get("on").empty();
  const auto done = links::switch_external(request.context(), on);
  if (!done) return web::problem(request, done.error());
  return web::see_other(std::string(views::kPath) + "?said=" + (on ? "on" : "off"));
}

}  // namespace musubi::links::pages
