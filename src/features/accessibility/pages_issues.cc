// pages_issues.cc - the office's pages of 改善課題. See pages.h; no rules here.
// A refused form comes back as typed, a conflict with both texts.
#include "features/accessibility/pages.h"
#include "features/accessibility/views.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::accessibility::pages {
namespace {

constexpr int kIssueRows = 20;
constexpr std::size_t kIssueWordsMost = 4'000;  // the service says what is too much

IssueId issue_id(const web::Request& request) { return {request.param("id")}; }

Result<views::IssuePage> issue_view(const web::Request& request) {
  views::IssuePage out;
  const Context ctx = request.context();
  if (const IssueId id = issue_id(request); !id.empty()) {
    Issue issue = TRY(load_visible_issue(ctx, id));
    out.typed = views::fields_of(issue);
    out.due_on = web::kit::date_parts(parse_iso_date(issue.due_on));
    out.trial_id = issue.trial_id;
    out.issue = std::move(issue);
  }
  out.owners = TRY(list_owners(ctx));
  out.may_keep = can(request.actor, may::keep_trials);
  return out;
}

Result<IssueId> save_issue_from(const web::Request& request) {
  web::FormReader form(request.form);
  std::vector<FieldError> errors;
  IssueInput input;
  input.id = issue_id(request);
  input.title = form.text("title", "課題", kIssueWordsMost);
  input.site = form.text("site", "どのサイトか");
  input.criterion = form.text("criterion", "達成基準");
  input.place = form.text("place", "場所", kIssueWordsMost);
  input.plan = form.text("plan", "対応方針", kIssueWordsMost);
  input.owner_id = form.text("owner_id", "担当");
  input.due_on = day_in(request.form, "due_on", "期限", errors);
  input.state = form.text("state", "状態");
  input.outcome = form.text("outcome", "結果", kIssueWordsMost);
  input.trial_id = {request.form.get("trial")};
  input.version = number_in(request.form.get("version"));
  input.sending = web::sending_of(request);
  // Asked of a new one only, and not of one of a trial: the service knows the others'.
  if (!input.id.empty() || !input.trial_id.empty()) input.site = "public";
  for (const FieldError& one : form.errors()) errors.push_back(one);
  if (!errors.empty()) return fail_fields(std::move(errors));
  return save_issue(request.context(), input);
}

web::Response answer_issue(web::Request& request) {
  const auto saved = save_issue_from(request);
  if (saved) return web::see_other(views::path_of(*saved) + "?said=saved");
  const Fault fault = saved.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, saved.error());
  }
  auto data = issue_view(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->due_on = web::kit::typed_date_parts(request.form, "due_on");
  if (!data->issue) data->trial_id = {request.form.get("trial")};
  data->error = saved.error();
  data->conflict = fault == Fault::conflict;
  return web::html(views::issue_page(request, *data), web::status_of(fault));
}

}  // namespace

web::Response show_issues(web::Request& request) {
  const Context ctx = request.context();
  store::IssueFilter filter;
  filter.state = request.query.get("state");
  if (filter.state != "doing" && filter.state != "done") filter.state = "open";
  filter.after_due = request.query.get("after_due");
  filter.after_id = request.query.get("after");
  filter.most = kIssueRows;
  auto list = list_issues(ctx, filter);
  if (!list) return web::problem(request, list.error());
  views::IssuesPage data;
  data.state = filter.state;
  data.today = iso(ctx.today());
  data.first_page = filter.after_id.empty();
  data.may_keep = can(ctx.actor, may::keep_trials);
  if (list->more) {
    const Issue& last = list->rows.back();
    data.next_path = std::string(views::kIssues) + "?state=" + filter.state +
                     "&after_due=" + last.due_on + "&after=" + last.id.text;
  }
  data.list = std::move(*list);
  return web::html(views::issues(request, data));
}

web::Response show_new_issue(web::Request& request) {
  auto data = issue_view(request);
  if (!data) return web::problem(request, data.error());
  data->trial_id = {request.query.get("trial")};
  data->typed.add("criterion", request.query.get("criterion"));
  data->typed.add("state", "open");
  return web::html(views::issue_page(request, *data));
}

web::Response create_issue(web::Request& request) { return answer_issue(request); }

web::Response show_issue(web::Request& request) {
  auto data = issue_view(request);
  if (!data) return web::problem(request, data.error());
  if (request.query.get("said") == "saved") data->status = "改善課題を保存しました";
  return web::html(views::issue_page(request, *data));
}

web::Response update_issue(web::Request& request) { return answer_issue(request); }

}  // namespace musubi::accessibility::pages
