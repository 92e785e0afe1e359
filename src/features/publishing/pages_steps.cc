// pages_steps.cc - what is done on the page of one article: steps, plan, settings, questions, the
// secret preview. A refused form comes back on the same page with its messages.
#include <charconv>

#include "base/text.h"
#include "features/publishing/pages.h"
#include "features/publishing/views.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::publishing::pages {
namespace {

ContentId step_id(const web::Request& request) { return {request.param("id")}; }

std::int64_t number_of(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

StepInput step_input(const web::Request& request, const char* field = "words") {
  return {step_id(request), number_of(request.form.get("version")), request.form.get(field)};
}

std::string told(const std::string& message) {
  if (message == "saved") return "保存しました";
  if (message == "restored") return "前の版の文を下書きに戻しました";
  if (message == "sent") return "確認に回しました";
  if (message == "confirmed") return "確認済みにしました";
  if (message == "returned") return "下書きに差し戻しました";
  if (message == "approved") return "県の確認済みにしました";
  if (message == "published") return "公開しました";
  if (message == "scheduled") return "公開を予約しました";
  if (message == "cancelled") return "公開の予約を取り消しました";
  if (message == "ended") return "公開を終えました";
  if (message == "asked") return "確認のお願いをメールで送ります";
  if (message == "recorded") return "同意を記録しました";
  if (message == "stopped") return "見てもらうリンクを止めました";
  return "";
}

// Done: back to the article with a word. Refused: the same page, with the form that was sent.
web::Response answer(web::Request& request, const Result<void>& done, const char* message,
                     const char* form) {
  if (done) {
    return web::see_other(views::path_of(step_id(request)) + "?message=" + message);
  }
  const Fault fault = done.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, done.error());
  }
  return show_detail(request, form, &done.error());
}

// Where two forms of the page have the same field, its name has a beginning of its own.
Result<void> renamed(Result<void> done, const std::string& from_start,
                     const std::vector<std::string>& fields) {
  if (done) return done;
  Error error = done.error();
  for (FieldError& one : error.fields) {
    for (const std::string& field : fields) {
      if (one.field == field) {
        one.field = from_start + field;
        break;
      }
    }
  }
  return fail(std::move(error));
}

std::string day_text(const web::Fields& form, const std::string& name, const char* label,
                     std::vector<FieldError>& errors) {
  const auto day = web::kit::read_date(form, name, label);
  if (!day) {
    errors.push_back({name, day.error().fields.empty() ? day.error().says
                                                       : day.error().fields.front().says});
    return {};
  }
  return *day ? iso(**day) : std::string();
}

// 9:00, ９時３０分; "" is the beginning of the day.
std::optional<std::int64_t> clock_ms(const std::string& typed) {
  std::string text = trim(nfkc(typed));
  if (text.empty()) return 0;
  text = replace_all(replace_all(replace_all(text, "時", ":"), "分", ""), " ", "");
  if (text.ends_with(":")) text += "00";
  const auto parts = split(text, ':');
  if (parts.size() != 2 || parts[0].empty() || parts[1].empty()) return std::nullopt;
  for (const std::string& part : parts) {
    if (part.size() > 2 || part.find_first_not_of("0123456789") != std::string::npos) {
      return std::nullopt;
    }
  }
  const std::int64_t hour = number_of(parts[0]);
  const std::int64_t minute = number_of(parts[1]);
  if (hour > 23 || minute > 59) return std::nullopt;
  return (hour * 60 + minute) * 60'000;
}

Instant planned_at(const web::Fields& form, const std::string& name, const char* label,
                   std::vector<FieldError>& errors) {
  const std::string day = day_text(form, name + "_on", label, errors);
  const std::string clock = form.get(name + "_time");
  const auto ms = clock_ms(clock);
  if (!ms) {
    errors.push_back({name + "_time", "時刻は 9:00 のように入力してください"});
    return {};
  }
  const auto date = parse_iso_date(day);
  if (date) return Instant{start_of_day_in_japan(*date).ms + *ms};
  if (!trim(clock).empty() && errors.empty()) {
    errors.push_back({name + "_on", "日付も入力してください"});
  }
  return {};
}

web::Response ask(web::Request& request, bool prefecture) {
  const std::string start = prefecture ? "" : "company_";
  const web::Fields& form = request.form;
  std::vector<FieldError> errors;
  NewApproval input;
  input.id = step_id(request);
  input.kind = prefecture ? "prefecture" : "company";
  input.officer_id = form.get("officer_id");
  input.name = form.get(start + "name");
  input.email = form.get(start + "email");
  input.message = replace_all(form.get(start + "message"), "\r\n", "\n");
  input.due_on = day_text(form, start + "due_on", "返事がほしい日", errors);
  input.sending = web::sending_of(request);
  Result<void> done = errors.empty() ? ask_approval(request.context(), input)
                                     : Result<void>(fail_fields(errors));
  const auto told_back = renamed(std::move(done), start, {"name", "email", "message", "due_on"});
  return answer(request, told_back, "asked",
                prefecture ? "prefecture-request" : "company-request");
}

}  // namespace

web::Response show_detail(web::Request& request, const std::string& form, const Error* error,
                          const std::string& preview_link) {
  const Context ctx = request.context();
  auto page = load_visible_content(ctx, step_id(request));
  if (!page) return web::problem(request, page.error());
  views::Detail detail;
  detail.page = std::move(*page);
  detail.now = clock_of(ctx);
  detail.preview_link = preview_link;
  detail.status = error == nullptr ? told(request.query.get("message")) : "";
  if (can(ctx.actor, may::edit_content)) {
    auto owners = list_owners(ctx);
    if (!owners) return web::problem(request, owners.error());
    detail.owners = std::move(*owners);
    auto officers = list_officers(ctx);
    if (!officers) return web::problem(request, officers.error());
    detail.officers = std::move(*officers);
  }
  if (error == nullptr) return web::html(views::detail(request, detail));
  detail.form = form;
  detail.typed = request.form;
  detail.error = *error;
  web::Response again = web::show_again(request, views::detail(request, detail));
  again.status = web::status_of(error->fault);
  return again;
}

web::Response update_settings(web::Request& request) {
  std::vector<FieldError> errors;
  Settings input{step_id(request), number_of(request.form.get("version")),
                 request.form.get("slug"), request.form.get("owner_id"),
                 day_text(request.form, "review_on", "見直す日", errors)};
  const Result<void> done = errors.empty() ? change_settings(request.context(), input)
                                           : Result<void>(fail_fields(errors));
  return answer(request, done, "saved", "settings");
}

web::Response update_plan(web::Request& request) {
  std::vector<FieldError> errors;
  Plan input{step_id(request), number_of(request.form.get("version")), {}, {}};
  input.publish_at = planned_at(request.form, "publish", "公開する日", errors);
  input.expire_at = planned_at(request.form, "expire", "終了する日", errors);
  const Result<void> done = errors.empty() ? change_plan(request.context(), input)
                                           : Result<void>(fail_fields(errors));
  return answer(request, done, "saved", "plan");
}

web::Response create_sending(web::Request& request) {
  return answer(request, send_content(request.context(), step_input(request)), "sent", "sending");
}

web::Response create_confirmation(web::Request& request) {
  return answer(request, confirm_content(request.context(), step_input(request)), "confirmed",
                "confirmation");
}

web::Response create_return(web::Request& request) {
  return answer(request, give_back_content(request.context(), step_input(request)), "returned",
                "return");
}

web::Response create_approval(web::Request& request) {
  return answer(request, approve_content(request.context(), step_input(request)), "approved",
                "approval");
}

web::Response create_approval_return(web::Request& request) {
  return answer(request, give_back_content(request.context(), step_input(request)), "returned",
                "approval-return");
}

web::Response create_publication(web::Request& request) {
  const Instant said{number_of(request.form.get("publish_at"))};
  auto done = publish_content(request.context(), step_input(request), said);
  if (done) {
    return answer(request, {}, *done == State::scheduled ? "scheduled" : "published",
                  "publication");
  }
  return answer(request, fail(done.error()), "", "publication");
}

web::Response create_schedule_cancellation(web::Request& request) {
  return answer(request, cancel_schedule(request.context(), step_input(request)), "cancelled",
                "schedule-cancellation");
}

web::Response create_ending(web::Request& request) {
  const auto done = end_content(request.context(), step_input(request, "end_words"));
  return answer(request, renamed(done, "end_", {"words"}), "ended", "ending");
}

web::Response create_prefecture_request(web::Request& request) { return ask(request, true); }
web::Response create_company_request(web::Request& request) { return ask(request, false); }

web::Response create_consent(web::Request& request) {
  const HandApproval input{step_id(request), request.form.get("hand_name"),
                           replace_all(request.form.get("hand_words"), "\r\n", "\n")};
  return answer(request, record_approval(request.context(), input), "recorded", "consents");
}

web::Response create_secret_preview(web::Request& request) {
  auto path = make_preview(request.context(), step_id(request));
  if (!path) return web::problem(request, path.error());
  // Shown once, in this answer: only its hash is kept.
  web::Response out = show_detail(request, "", nullptr, request.app->public_origin + *path);
  return std::move(out.header("Cache-Control", "no-store"));
}

web::Response end_secret_preview(web::Request& request) {
  return answer(request, end_preview(request.context(), step_id(request)), "stopped", "preview");
}

}  // namespace musubi::publishing::pages
