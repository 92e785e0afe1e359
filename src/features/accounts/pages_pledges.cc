// pages_pledges.cc - the pledge on the way in, and the office's file of pledges of one account.
// Between routes.cc and service_pledges.cc; holds no rule and no SQL.
#include "features/accounts/pages_factors.h"
#include "features/accounts/service_pledges.h"
#include "features/accounts/views_pledges.h"
#include "web/kit/form.h"

namespace musubi::accounts::pages {
namespace {

AccountId id_of(const Request& request) { return AccountId{request.param("id")}; }

Response show_with(Request& request, const std::optional<Error>& error) {
  auto account = load_account(request.context(), id_of(request));
  if (!account) return web::problem(request, account.error());
  auto pledges = list_pledges_of(request.context(), account->id);
  if (!pledges) return web::problem(request, pledges.error());
  const std::string name = error ? "" : request.query.get("message");
  const std::string message = name == "filed"       ? "誓約書を記録しました"
                              : name == "withdrawn" ? "誓約を取り消しました"
                                                    : "";
  return web::html(views::pledges(request, {*account, *pledges, message}, error),
                   error ? web::status_of(error->fault) : 200);
}

Response back_with(Request& request, const Result<void>& done, const std::string& message) {
  if (!done && done.error().fault == Fault::invalid) return show_with(request, done.error());
  if (!done) return web::problem(request, done.error());
  return web::see_other("/office/accounts/" + request.param("id") + "/pledges?message=" + message);
}

}  // namespace

Response show_pledge_step(Request& request) {
  auto account = load_pledge_step(request.context(), step_of(request));
  if (!account) return start_again();
  return web::html(views::pledge_step(request, *account, std::nullopt));
}

Response create_pledge(Request& request) {
  auto entered = give_pledge(request.context(), step_of(request),
                             !request.form.get("agreed").empty(), browser_of(request));
  if (entered) return enter(request, *entered);
  auto account = load_pledge_step(request.context(), step_of(request));
  if (!account) return start_again();
  return refused(views::pledge_step(request, *account, entered.error()), entered.error());
}

Response show_pledges(Request& request) { return show_with(request, std::nullopt); }

Response create_paper_pledge(Request& request) {
  PaperPledge input;
  auto day = web::kit::read_date(request.form, "given_on", "誓約書の日付");
  if (!day) return show_with(request, day.error());
  input.given_on = *day;
  for (const auto& upload : request.uploads) {
    if (upload.field != "file" || upload.bytes == 0) continue;
    input.path = upload.temp_path;
    input.filename = upload.filename;
  }
  return back_with(request, file_paper_pledge(request.context(), id_of(request), input), "filed");
}

Response create_pledge_withdrawal(Request& request) {
  const PledgeId pledge{request.param("pledge")};
  auto done = withdraw_pledge(request.context(), id_of(request), pledge,
                              request.form.get("withdrawn_reason"));
  if (!done && done.error().fault == Fault::invalid) {
    Error error = done.error();
    for (FieldError& at : error.fields) at.field = views::field_of_withdrawal(pledge);
    return show_with(request, error);
  }
  return back_with(request, done, "withdrawn");
}

Response show_pledge_paper(Request& request) {
  auto opened = open_pledge_paper(request.context(), id_of(request),
                                  PledgeId{request.param("pledge")});
  if (!opened) return web::problem(request, opened.error());
  return web::download_file(opened->path, opened->file.media_type, opened->file.filename);
}

}  // namespace musubi::accounts::pages
