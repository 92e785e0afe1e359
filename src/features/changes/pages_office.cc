// pages_office.cc - the office's queue and one request, with three ways to settle it. See pages.h.
// Reads forms and shows answers; what may follow what is the service's.
#include <charconv>

#include "features/changes/pages.h"
#include "features/changes/views.h"
#include "web/form.h"

namespace musubi::changes::pages {
namespace {

ChangeId id_of(const web::Request& request) { return {request.param("id")}; }

std::string path_of(const web::Request& request) {
  return views::kOffice + "/" + request.param("id");
}

std::int64_t number_from(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::string words_for(const std::string& said) {
  if (said == "done") return "届出のとおりに登録し、会員に知らせます";
  if (said == "scheduled") return "確認しました。日付になったら自動で登録します";
  if (said == "asked") return "質問を会員に送ります";
  if (said == "declined") return "お断りを会員に知らせます";
  return "";
}

// The page once more, with what was typed: 422, or 409 with the registry as it is now.
web::Response refused(web::Request& request, const Error& error) {
  if (error.fault != Fault::invalid && error.fault != Fault::conflict) {
    return web::problem(request, error);
  }
  auto page = load_request(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  web::Response out = web::show_again(
      request, views::office_request(request, {std::move(*page), request.form, error, ""}));
  if (error.fault == Fault::conflict) out.status = web::status_of(error.fault);
  return out;
}

}  // namespace

web::Response show_queue(web::Request& request) {
  RequestFilter filter;
  const std::string state = request.query.get("state");
  if (state == "all") filter.state.clear();
  if (state_from_name(state) && state != "draft") filter.state = state;
  if (find_kind(request.query.get("kind")) != nullptr) filter.kind = request.query.get("kind");
  filter.after = {number_from(request.query.get("after")), request.query.get("id")};
  auto list = list_requests(request.context(), filter);
  if (!list) return web::problem(request, list.error());
  return web::html(views::queue(request, *list, filter));
}

web::Response show_request(web::Request& request) {
  auto page = load_request(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  return web::html(views::office_request(
      request, {std::move(*page), {}, {}, words_for(request.query.get("said"))}));
}

web::Response create_confirmation(web::Request& request) {
  Confirmation input;
  input.version = number_from(request.form.get("version"));
  input.registry_version = number_from(request.form.get("registry_version"));
  for (const auto& [name, value] : request.form.items()) {
    if (name.starts_with("take_") && value == "right") input.takes.push_back(name.substr(5));
  }
  input.into_no = request.form.get("into_no");
  input.note = request.form.get("note");
  auto done = confirm_request(request.context(), id_of(request), input);
  if (!done) return refused(request, done.error());
  return web::see_other(path_of(request) +
                        (done->state == State::done ? "?said=done" : "?said=scheduled"));
}

web::Response create_question(web::Request& request) {
  const Words input{number_from(request.form.get("version")), request.form.get("question")};
  auto done = ask_member(request.context(), id_of(request), input);
  if (!done) return refused(request, done.error());
  return web::see_other(path_of(request) + "?said=asked");
}

web::Response create_refusal(web::Request& request) {
  const Words input{number_from(request.form.get("version")), request.form.get("reason")};
  auto done = decline_request(request.context(), id_of(request), input);
  if (!done) return refused(request, done.error());
  return web::see_other(path_of(request) + "?said=declined");
}

}  // namespace musubi::changes::pages
