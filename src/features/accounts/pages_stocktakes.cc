// pages_stocktakes.cc - the stock-take between browser and service: list, rows by pages, decisions,
// signature. Holds no rule and no SQL.
#include "features/accounts/pages_stocktakes.h"

#include "features/accounts/stocktakes.h"
#include "features/accounts/views_stocktakes.h"
#include "web/app.h"
#include "web/urlencoded.h"

namespace musubi::accounts::pages {
namespace {

using web::Request;
using web::Response;

constexpr int kPage = 20;
constexpr std::string_view kField = "decision.";

std::string message_of(const Request& request) {
  const std::string name = request.query.get("message");
  if (name == "begun") return "棚卸しを始めました。1人ずつ「続ける」か「止める」を選んでください";
  if (name == "decided") return "選んだ内容を保存しました";
  if (name == "kept") return "印のない残りの人を、まとめて「続ける」にしました";
  if (name == "signed") return "署名しました。「止める」を選んだアカウントを止めました";
  return "";
}

StocktakeId id_of(const Request& request) { return StocktakeId{request.param("id")}; }

std::string show_of(const web::Fields& fields) {
  const std::string show = fields.get("show");
  return show == "undecided" || show == "marked" ? show : "";
}

Response show_with(Request& request, const web::Fields& from, const std::optional<Error>& error) {
  views::StocktakeView view;
  view.show = show_of(from);
  store::RowFilter filter;
  filter.only_undecided = view.show == "undecided";
  filter.only_marked = view.show == "marked";
  filter.after = from.get("after");
  filter.most = kPage + 1;
  auto page = load_stocktake(request.context(), id_of(request), filter);
  if (!page) return web::problem(request, page.error());
  view.page = std::move(*page);
  view.after = filter.after;
  view.message = error ? "" : message_of(request);
  if (view.page.rows.size() > kPage) {
    view.page.rows.resize(kPage);
    view.next_path = "/office/stocktakes/" + view.page.stocktake.id.text + "?show=" + view.show +
                     "&after=" + view.page.rows.back().account.text;
  }
  return web::html(views::stocktake(request, view, error),
                   error ? web::status_of(error->fault) : 200);
}

Response back_with(Request& request, const Result<void>& done, const std::string& message) {
  if (!done && done.error().fault == Fault::not_found) return web::problem(request, done.error());
  if (!done) return show_with(request, request.form, done.error());
  return web::see_other("/office/stocktakes/" + request.param("id") +
                        "?show=" + show_of(request.form) + "&message=" + message);
}

}  // namespace

Response show_stocktakes(Request& request) {
  auto list = list_stocktakes(request.context(), request.query.get("before"), kPage + 1);
  if (!list) return web::problem(request, list.error());
  std::string next;
  if (list->size() > kPage) {
    list->resize(kPage);
    next = "/office/stocktakes?before=" + list->back().id.text;
  }
  const bool due = is_stocktake_due(request.context());
  return web::html(views::stocktakes(request, *list, due, next));
}

Response create_stocktake(Request& request) {
  auto begun = begin_stocktake(request.context());
  if (!begun) return web::problem(request, begun.error());
  return web::see_other("/office/stocktakes/" + begun->text + "?message=begun");
}

Response show_stocktake(Request& request) {
  return show_with(request, request.query, std::nullopt);
}

Response update_stocktake_rows(Request& request) {
  std::vector<Decision> decisions;
  for (const auto& [name, value] : request.form.items()) {
    if (!name.starts_with(kField) || value.empty()) continue;
    decisions.push_back({AccountId{name.substr(kField.size())}, value});
  }
  return back_with(request, decide_rows(request.context(), id_of(request), decisions), "decided");
}

Response update_stocktake_rest(Request& request) {
  return back_with(request, keep_the_rest(request.context(), id_of(request)), "kept");
}

Response create_stocktake_signature(Request& request) {
  return back_with(request, sign_stocktake(request.context(), id_of(request)), "signed");
}

}  // namespace musubi::accounts::pages
