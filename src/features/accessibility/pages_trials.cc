// pages_trials.cc - the office's pages of trials. See pages.h; no rules here. A refused form comes
// back as typed, a conflict with both texts.
#include <charconv>

#include "base/text.h"
#include "features/accessibility/pages.h"
#include "features/accessibility/scope.h"
#include "features/accessibility/views.h"
#include "web/app.h"
#include "web/form.h"
#include "web/urlencoded.h"

namespace musubi::accessibility::pages {
namespace {

constexpr int kTrialRows = 20;
constexpr int kScopeRows = 100;
constexpr std::size_t kLinesMost = 20'000;  // of a field with an address a line
constexpr std::size_t kWordsMost = 4'000;   // the service says what is too much, in its words

TrialId trial_id(const web::Request& request) { return {request.param("id")}; }

bool keeps(const web::Request& request) { return can(request.actor, may::keep_trials); }

std::string told_of_trial(const std::string& said) {
  if (said == "begun") return "試験を始めました。試験するページを選びました";
  if (said == "saved") return "保存しました";
  if (said == "checked") return "自動検査の結果を取り込みました";
  if (said == "published") return "試験結果を公表しました";
  if (said == "discarded") return "試験を取りやめました";
  return "";
}

Result<views::TrialView> view_of(const web::Request& request) {
  views::TrialView out;
  out.desk = TRY(load_visible_trial(request.context(), trial_id(request)));
  out.may_keep = keeps(request);
  out.may_publish = can(request.actor, may::publish_trials);
  out.typed = views::fields_of(out.desk.trial);
  out.starts_on = web::kit::date_parts(parse_iso_date(out.desk.trial.starts_on));
  out.ends_on = web::kit::date_parts(parse_iso_date(out.desk.trial.ends_on));
  return out;
}

TrialWords words_from(const web::Request& request, std::vector<FieldError>& errors) {
  web::FormReader form(request.form);
  TrialWords out;
  out.starts_on = day_in(request.form, "starts_on", "試験を始めた日", errors);
  out.ends_on = day_in(request.form, "ends_on", "試験を終えた日", errors);
  out.scope_words = form.text("scope_words", "試験の対象", kWordsMost);
  out.technologies = form.text("technologies", "依存した技術", kWordsMost);
  out.tools = form.text("tools", "人が使った機器・ソフト", kWordsMost);
  out.remarks = form.text("remarks", "補足", kWordsMost);
  for (const FieldError& one : form.errors()) errors.push_back(one);
  return out;
}

// The first page is shown with what is proposed; a refused one as it was typed.
views::NewTrialPage proposed(const web::Request& request) {
  views::NewTrialPage out;
  const std::string site = request.query.get("site") == "members" ? "members" : "public";
  const auto scope = own_pages_of(*request.app, site);
  out.typed.add("site", site);
  out.typed.add("representative", usual_representative(scope, site));
  out.typed.add("random_count", std::to_string(kRandomUsual));
  out.starts_on = web::kit::date_parts(request.context().today());
  return out;
}

NewTrial trial_from(const web::Request& request, std::vector<FieldError>& errors) {
  web::FormReader form(request.form);
  NewTrial out;
  out.site = form.text("site", "どのサイトの試験か");
  out.starts_on = day_in(request.form, "starts_on", "試験を始める日", errors);
  out.representative = form.text("representative", "代表的なページ", kLinesMost);
  out.random_count =
      form.integer("random_count", "無作為に選ぶページの数", 0, kRandomMost).value_or(0);
  out.seed = form.text("seed", "乱数の種");
  out.excluded = form.text("excluded", "対象から除くアドレス", kLinesMost);
  out.own_pages = own_pages_of(*request.app, out.site);
  out.sending = web::sending_of(request);
  for (const FieldError& one : form.errors()) errors.push_back(one);
  return out;
}

}  // namespace

std::string day_in(const web::Fields& form, const char* name, const char* label,
                   std::vector<FieldError>& errors) {
  const auto day = web::kit::read_date(form, name, label);
  if (!day) {
    errors.push_back({name, day.error().fields.empty() ? day.error().says
                                                       : day.error().fields.front().says});
    return {};
  }
  return *day ? iso(**day) : std::string();
}

std::int64_t number_in(const std::string& text) {
  std::int64_t out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? out : 0;
}

web::Response show_hub(web::Request& request) {
  const Context ctx = request.context();
  const std::string before = request.query.get("before");
  auto trials = list_trials(ctx, before, kTrialRows + 1);
  if (!trials) return web::problem(request, trials.error());
  views::HubPage data;
  data.year = fiscal_year(ctx.today());
  data.may_keep = keeps(request);
  data.first_page = before.empty();
  data.status = told_of_trial(request.query.get("said"));
  if (trials->size() > static_cast<std::size_t>(kTrialRows)) {
    trials->pop_back();
    data.next_path = std::string(views::kOffice) + "?before=" + trials->back().id.text;
  }
  data.trials = std::move(*trials);
  const std::string today = iso(ctx.today());
  ctx.db.read([&](db::Reader& reader) {
    data.due = list_due(reader, data.year);
    data.overdue = store::count_overdue(reader, today);
    const auto policy = store::find_newest_policy(reader);
    data.policy_number = policy ? policy->number : 0;
  });
  return web::html(views::hub(request, data));
}

web::Response show_new_trial(web::Request& request) {
  return web::html(views::new_trial(request, proposed(request)));
}

web::Response create_trial(web::Request& request) {
  std::vector<FieldError> errors;
  const NewTrial input = trial_from(request, errors);
  const auto made = errors.empty() ? begin_trial(request.context(), input)
                                   : Result<TrialId>(fail_fields(std::move(errors)));
  if (made) return web::see_other(views::path_of(*made) + "?said=begun");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  views::NewTrialPage data;
  data.typed = request.form;
  data.starts_on = web::kit::typed_date_parts(request.form, "starts_on");
  data.error = made.error();
  return web::show_again(request, views::new_trial(request, data));
}

web::Response show_trial(web::Request& request) {
  auto data = view_of(request);
  if (!data) return web::problem(request, data.error());
  data->status = told_of_trial(request.query.get("said"));
  return web::html(views::trial_desk(request, *data));
}

web::Response show_trial_again(web::Request& request, const Error& error) {
  if (error.fault != Fault::invalid && error.fault != Fault::conflict) {
    return web::problem(request, error);
  }
  auto data = view_of(request);
  if (!data) return web::problem(request, data.error());
  data->error = error;
  return web::html(views::trial_desk(request, *data), web::status_of(error.fault));
}

web::Response update_trial(web::Request& request) {
  std::vector<FieldError> errors;
  const TrialWords words = words_from(request, errors);
  const std::int64_t version = number_in(request.form.get("version"));
  const auto saved =
      errors.empty() ? save_trial(request.context(), trial_id(request), words, version)
                     : Result<void>(fail_fields(std::move(errors)));
  if (saved) return web::see_other(views::path_of(trial_id(request)) + "?said=saved");
  const Fault fault = saved.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, saved.error());
  }
  auto data = view_of(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->starts_on = web::kit::typed_date_parts(request.form, "starts_on");
  data->ends_on = web::kit::typed_date_parts(request.form, "ends_on");
  data->error = saved.error();
  if (fault == Fault::conflict) data->mine = words;
  return web::html(views::trial_desk(request, *data), web::status_of(fault));
}

web::Response show_trial_page(web::Request& request) {
  const auto desk = load_visible_trial(request.context(), trial_id(request));
  if (!desk) return web::problem(request, desk.error());
  const std::int64_t position = number_in(request.param("position"));
  for (const TrialPage& page : desk->sheet.pages) {
    if (page.position == position) {
      return web::html(views::trial_page(request, *desk, page));
    }
  }
  return web::problem(request, {Fault::not_found,
                                "この番号のページはありません。試験のページから選び直してください", {}, {}});
}

web::Response show_scope(web::Request& request) {
  const Context ctx = request.context();
  const auto desk = load_visible_trial(ctx, trial_id(request));
  if (!desk) return web::problem(request, desk.error());
  auto scope = list_scope(ctx, desk->trial.id, request.query.get("after"), kScopeRows + 1);
  if (!scope) return web::problem(request, scope.error());
  std::string next;
  if (scope->size() > static_cast<std::size_t>(kScopeRows)) {
    scope->pop_back();
    next = views::path_of(desk->trial.id) + "/scope?after=" +
           web::percent_encode(scope->back().path);
  }
  return web::html(views::trial_scope(request, desk->trial, *scope, next));
}

web::Response show_preview(web::Request& request) {
  const auto desk = load_visible_trial(request.context(), trial_id(request));
  if (!desk) return web::problem(request, desk.error());
  const bool publishes = can(request.actor, may::publish_trials);
  return web::html(views::preview(request, *desk, publishes, {}));
}

web::Response create_publication(web::Request& request) {
  const auto done =
      publish_trial(request.context(), trial_id(request), request.form.get("seen"));
  if (done) return web::see_other(views::path_of(trial_id(request)) + "?said=published");
  // What is missing is a field of the desk.
  if (done.error().fault == Fault::invalid) return show_trial_again(request, done.error());
  if (done.error().fault != Fault::conflict) return web::problem(request, done.error());
  const auto desk = load_visible_trial(request.context(), trial_id(request));
  if (!desk) return web::problem(request, desk.error());
  return web::html(views::preview(request, *desk, true, done.error()), 409);
}

web::Response show_discard(web::Request& request) {
  const auto desk = load_visible_trial(request.context(), trial_id(request));
  if (!desk) return web::problem(request, desk.error());
  return web::html(views::discard(request, desk->trial, {}, {}));
}

web::Response create_discard(web::Request& request) {
  const auto done = discard_trial(request.context(), trial_id(request),
                                  number_in(request.form.get("version")),
                                  request.form.get("reason"));
  if (done) return web::see_other(std::string(views::kOffice) + "?said=discarded");
  const Fault fault = done.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, done.error());
  }
  const auto desk = load_visible_trial(request.context(), trial_id(request));
  if (!desk) return web::problem(request, desk.error());
  return web::html(views::discard(request, desk->trial, request.form, done.error()),
                   web::status_of(fault));
}

}  // namespace musubi::accessibility::pages
