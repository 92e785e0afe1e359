// pages_policy.cc - the office's page of the 方針. See pages.h; no rules here.
// A refused draft comes back as typed, a conflict with both texts.
#include "features/accessibility/pages.h"
#include "features/accessibility/views.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::accessibility::pages {
namespace {

constexpr std::size_t kPolicyWordsMost = 8'000;  // the service says what is too much

Result<views::PolicyPage> policy_view(const web::Request& request) {
  views::PolicyPage out;
  out.desk = TRY(load_policy_desk(request.context()));
  out.may_keep = can(request.actor, may::keep_trials);
  out.may_publish = can(request.actor, may::publish_trials);
  out.typed = views::fields_of(out.desk.draft.policy);
  return out;
}

web::Response show_policy_again(web::Request& request, const Error& error, bool typed) {
  if (error.fault != Fault::invalid && error.fault != Fault::conflict) {
    return web::problem(request, error);
  }
  auto data = policy_view(request);
  if (!data) return web::problem(request, data.error());
  if (typed) data->typed = request.form;
  data->error = error;
  data->conflict = typed && error.fault == Fault::conflict;
  return web::html(views::policy_desk(request, *data), web::status_of(error.fault));
}

}  // namespace

web::Response show_policy_desk(web::Request& request) {
  auto data = policy_view(request);
  if (!data) return web::problem(request, data.error());
  const std::string said = request.query.get("said");
  if (said == "saved") data->status = "方針の下書きを保存しました";
  if (said == "published") data->status = "方針を公表しました";
  return web::html(views::policy_desk(request, *data));
}

web::Response update_policy(web::Request& request) {
  web::FormReader form(request.form);
  Policy policy;
  for (const PolicyField& field : policy_fields()) {
    policy.*field.text = form.text(field.name, field.label, kPolicyWordsMost);
  }
  const auto saved = form.ok() ? save_policy(request.context(), policy,
                                             number_in(request.form.get("version")))
                               : form.result();
  if (saved) return web::see_other(std::string(views::kPolicyDesk) + "?said=saved");
  return show_policy_again(request, saved.error(), true);
}

web::Response create_policy_publication(web::Request& request) {
  const auto done =
      publish_policy(request.context(), number_in(request.form.get("version")));
  if (done) return web::see_other(std::string(views::kPolicyDesk) + "?said=published");
  return show_policy_again(request, done.error(), false);
}

}  // namespace musubi::accessibility::pages
