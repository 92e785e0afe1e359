// pages_join.cc - the applicant's form: guidance, steps in any order, files, check, receipt. The
// cookie holds a token that is worth this one draft; every page without it leads to the start.
// Posting always redirects, so that back and forward never send anything twice.
#include "features/applications/links.h"
#include "features/applications/pages.h"
#include "features/applications/service.h"
#include "features/applications/views.h"
#include "web/address_help.h"
#include "web/app.h"
#include "web/form.h"
#include "web/gate.h"
#include "web/rate_limits.h"

namespace musubi::applications::pages {
namespace {

constexpr std::string_view kCookie = "join_draft";
constexpr const char* kForm = "/join/application";

// SECURITY: never readable by scripts, never sent from another site, TLS only where there is TLS.
void set_cookie(web::Response& response, const web::Request& request, const std::string& token) {
  std::string line(kCookie);
  line += "=" + token + "; Path=/join; HttpOnly; SameSite=Lax; Max-Age=" +
          std::to_string(token.empty() ? 0 : kDraftCookieHours * 3600);
  if (request.secure) line += "; Secure";
  response.header("Set-Cookie", line);
}

std::string token_of(const web::Request& request) { return request.cookie(kCookie); }

std::string path_of_step(const std::string& slug) { return std::string(kForm) + "/" + slug; }

web::Response start_again() { return web::see_other(path_of_step("new") + "?message=lost"); }

web::Response after_receipt() { return web::see_other(path_of_step("received")); }

bool is_draft(const Draft& draft) { return draft.application.state == State::draft; }

// The first step where something is missing, else the check page.
std::string first_open_step(const Draft& draft) {
  const auto missing = missing_in(draft);
  for (const Step& step : steps()) {
    for (const FormField& field : step.fields) {
      if (!missing.empty() && field.name == missing.front().field) return std::string(step.slug);
    }
  }
  return "check";
}

Typed typed_from(const web::Fields& form, const Step& step) {
  Typed out;
  for (const FormField& field : step.fields) {
    std::string text;
    for (const std::string& one : form.all(field.name)) text += (text.empty() ? "" : "\n") + one;
    out.emplace_back(field.name, text);
  }
  return out;
}

Json json_from(const Typed& typed) {
  Json out = Json::object();
  for (const auto& [name, text] : typed) set_typed(out, name, text);
  return out;
}

std::string text_max(const std::string& text, std::size_t most) { return text.substr(0, most); }

bool has_address(const Step& step) { return step.slug == "place"; }

// 「住所を調べる」: what was typed is kept in the draft, with what was found put into it; then the
// same page once more.
web::Response show_found_address(web::Request& request, const Step& step) {
  const Context ctx = request.context();
  const std::string token = token_of(request);
  Typed typed = typed_from(request.form, step);
  postal::Help found = web::find_address(request);
  const std::string chosen =
      found.put ? members::municipality_to_change(found.address,
                                                  request.form.get("municipality_code"))
                : "";
  for (auto& [name, text] : typed) {
    if (name == "address") text = found.address;
    if (name != "municipality_code" || chosen.empty() || text.empty()) continue;
    text = chosen;
    found.says += "。市町村は「" + members::field_for_people(name, chosen) + "」にしました";
  }
  const auto kept = save_step(ctx, token, std::string(step.slug), typed);
  if (!kept && kept.error().fault == Fault::not_found) return start_again();
  if (!kept && kept.error().fault == Fault::conflict) return after_receipt();
  if (!kept && kept.error().fault != Fault::invalid) return web::problem(request, kept.error());
  auto draft = load_draft(ctx, token);
  if (!draft) return start_again();
  views::StepPage data{.step = &step, .draft = std::move(*draft), .typed = json_from(typed),
                       .error = found.error, .from_check = request.form.get("from") == "check",
                       .address = std::move(found)};
  const bool refused = data.error.has_value();
  web::Html page = views::step(request, data);
  return refused ? web::show_again(request, std::move(page)) : web::html(std::move(page));
}

// [join]: how many drafts one address may begin.
std::optional<web::Response> too_many(const web::Request& request, const std::string& email) {
  web::RateLimits& limits = *request.app->limits;
  if (limits.take("join", web::address_key(request.address), request.now)) return std::nullopt;
  views::Start again{.email = email};
  again.error = Error{Fault::too_many,
                      "続けて何度も申込みが始められたため、少しの間お待ちいただいています。"
                      "10分ほどしてから、もう一度お試しください",
                      {}, {}};
  web::Response out = web::html(views::start(request, again), 429);
  out.header("Retry-After", "600");
  return out;
}

}  // namespace

web::Response show_guidance(web::Request& request) {
  const int days = request.context().db.read(
      [](db::Reader& reader) { return standard_days(reader); });
  const std::string code = text_max(request.query.get("ref"), 40);
  return web::html(views::guidance(request, code, days)).cached_for_anyone({"site"});
}

web::Response show_form(web::Request& request) {
  auto draft = load_draft(request.context(), token_of(request));
  if (!draft) return web::see_other(path_of_step("new"));
  if (!is_draft(*draft)) return after_receipt();
  return web::see_other(path_of_step(first_open_step(*draft)));
}

web::Response show_start(web::Request& request) {
  views::Start data;
  data.referral_code = text_max(request.query.get("ref"), 40);
  const auto draft = load_draft(request.context(), token_of(request));
  data.has_draft = draft && is_draft(*draft);
  const std::string message = request.query.get("message");
  if (message == "lost") {
    data.message = "入力の続きが見つかりませんでした。メールに届いたリンクから続きを開くか、はじめから入力してください";
  } else if (message == "discarded") {
    data.message = "入力した内容を消しました";
  }
  return web::html(views::start(request, data));
}

web::Response create_draft(web::Request& request) {
  const std::string email = request.form.get("email");
  if (auto refusal = too_many(request, email)) return std::move(*refusal);
  auto started = start_draft(request.context(), {email, request.form.get("referral_code"),
                                                 web::sending_of(request)});
  if (!started) {
    if (started.error().fault != Fault::invalid) return web::problem(request, started.error());
    views::Start again{.email = email};
    again.referral_code = text_max(request.form.get("referral_code"), 40);
    again.error = started.error();
    return web::show_again(request, views::start(request, again));
  }
  web::Response out = web::see_other(path_of_step(std::string(steps().front().slug)));
  set_cookie(out, request, started->token);
  return out;
}

web::Response show_step(web::Request& request) {
  const Step* step = find_step(request.param("step"));
  if (step == nullptr) {
    return web::problem(request, fail(Fault::not_found,
                                      "お探しのページは見つかりません。入会案内から開き直してください")
                                     .error);
  }
  auto draft = load_draft(request.context(), token_of(request));
  if (!draft) return start_again();
  if (!is_draft(*draft)) return after_receipt();
  views::StepPage data{.step = step, .draft = std::move(*draft)};
  data.typed = data.draft.typed;
  data.from_check = request.query.get("from") == "check";
  if (has_address(*step)) data.address = postal::offer(request.context());
  return web::html(views::step(request, data));
}

web::Response update_step(web::Request& request) {
  const Step* step = find_step(request.param("step"));
  if (step == nullptr) return web::see_other(kForm);
  if (has_address(*step) && web::asks_for_address(request)) {
    return show_found_address(request, *step);
  }
  const Context ctx = request.context();
  const std::string token = token_of(request);
  const Typed typed = typed_from(request.form, *step);
  const bool from_check = request.form.get("from") == "check";
  auto saved = save_step(ctx, token, std::string(step->slug), typed);
  const bool wrong = !saved && saved.error().fault == Fault::invalid;
  if (!saved && !wrong) {
    if (saved.error().fault == Fault::not_found) return start_again();
    if (saved.error().fault == Fault::conflict) return after_receipt();
    return web::problem(request, saved.error());
  }
  if (request.form.get("then") == "pause") return create_pause(request);
  if (wrong) {
    auto draft = load_draft(ctx, token);
    if (!draft) return start_again();
    views::StepPage data{.step = step, .draft = std::move(*draft), .typed = json_from(typed),
                         .error = saved.error(), .from_check = from_check};
    if (has_address(*step)) data.address = postal::offer(ctx);
    return web::show_again(request, views::step(request, data));
  }
  return web::see_other(
      path_of_step(from_check ? "check" : next_step(std::string(step->slug))));
}

web::Response create_file(web::Request& request) {
  const Context ctx = request.context();
  const std::string token = token_of(request);
  const bool from_check = request.form.get("from") == "check";
  Incoming incoming;
  for (const auto& upload : request.uploads) {
    if (upload.field == "file" && upload.bytes > 0 && incoming.path.empty()) {
      incoming = {upload.temp_path, upload.filename};
    }
  }
  Result<void> added = incoming.path.empty()
                           ? Result<void>(fail_fields({{"file", "添付するファイルを選んでください"}}))
                           : add_file(ctx, token, incoming);
  if (added) {
    return web::see_other(path_of_step("files") + "?saved=1" +
                          (from_check ? "&from=check" : ""));
  }
  auto draft = load_draft(ctx, token);
  if (!draft) return start_again();
  if (!is_draft(*draft)) return after_receipt();
  Error error = added.error();
  if (error.fault != Fault::invalid && error.fault != Fault::too_large) {
    return web::problem(request, error);
  }
  if (error.fields.empty()) error.fields.push_back({"file", error.says});
  error.fault = Fault::invalid;
  views::StepPage data{.step = find_step("files"), .draft = std::move(*draft)};
  data.typed = data.draft.typed;
  data.error = error;
  data.from_check = from_check;
  return web::show_again(request, views::step(request, data));
}

web::Response delete_file(web::Request& request) {
  auto removed = remove_file(request.context(), token_of(request), request.param("file"));
  if (removed) return web::see_other(path_of_step("files"));
  if (removed.error().fault == Fault::not_found) return start_again();
  if (removed.error().fault == Fault::conflict) return after_receipt();
  return web::problem(request, removed.error());
}

web::Response show_check(web::Request& request) {
  auto draft = load_draft(request.context(), token_of(request));
  if (!draft) return start_again();
  if (!is_draft(*draft)) return after_receipt();
  return web::html(views::check(request, *draft, false));
}

web::Response create_submission(web::Request& request) {
  const Context ctx = request.context();
  auto sent = submit_draft(ctx, token_of(request));
  if (sent) return after_receipt();
  if (sent.error().fault == Fault::not_found) return start_again();
  if (sent.error().fault != Fault::invalid) return web::problem(request, sent.error());
  auto draft = load_draft(ctx, token_of(request));
  if (!draft) return start_again();
  return web::show_again(request, views::check(request, *draft, true));
}

web::Response show_receipt(web::Request& request) {
  auto draft = load_draft(request.context(), token_of(request));
  if (!draft) return start_again();
  if (is_draft(*draft)) return web::see_other(path_of_step("check"));
  return web::html(views::receipt(request, *draft));
}

web::Response create_pause(web::Request& request) {
  auto done = pause_draft(request.context(), token_of(request));
  if (!done) {
    if (done.error().fault == Fault::not_found) return start_again();
    if (done.error().fault == Fault::conflict) return after_receipt();
    return web::problem(request, done.error());
  }
  web::Response out = web::see_other(path_of_step("paused"));
  set_cookie(out, request, "");
  return out;
}

web::Response show_paused(web::Request& request) { return web::html(views::paused(request)); }

web::Response show_discard(web::Request& request) {
  auto draft = load_draft(request.context(), token_of(request));
  if (!draft) return start_again();
  if (!is_draft(*draft)) return after_receipt();
  return web::html(views::discard(request));
}

web::Response delete_draft(web::Request& request) {
  auto gone = discard_draft(request.context(), token_of(request));
  if (!gone) {
    if (gone.error().fault == Fault::not_found) return start_again();
    if (gone.error().fault == Fault::conflict) return after_receipt();
    return web::problem(request, gone.error());
  }
  web::Response out = web::see_other(path_of_step("new") + "?message=discarded");
  set_cookie(out, request, "");
  return out;
}

web::Response show_resume(web::Request& request) {
  const std::string token = request.param("token");
  auto draft = load_resumed(request.context(), token);
  if (!draft) return web::problem(request, draft.error());
  return web::html(views::resume(request, *draft, token));
}

web::Response update_resume(web::Request& request) {
  const Context ctx = request.context();
  auto opened = resume_draft(ctx, request.param("token"));
  if (!opened) return web::problem(request, opened.error());
  auto draft = load_draft(ctx, opened->token);
  std::string path = kForm;
  if (draft && is_draft(*draft)) path = path_of_step(first_open_step(*draft));
  if (path != path_of_step("check")) path += "?resumed=1";
  web::Response out = web::see_other(path);
  set_cookie(out, request, opened->token);
  return out;
}

}  // namespace musubi::applications::pages
