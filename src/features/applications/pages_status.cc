// pages_status.cc - an applicant comes back with the link from a letter. A link that opens nothing
// shows the same page whatever is wrong with it, with the way to a new one.
#include "features/applications/pages.h"
#include "features/applications/service.h"
#include "features/applications/views.h"
#include "web/form.h"

namespace musubi::applications::pages {
namespace {

std::string token_of(const web::Request& request) { return request.param("token"); }

std::string path_of_status(const web::Request& request, const std::string& message = {}) {
  const std::string path = "/join/status/" + token_of(request);
  return message.empty() ? path : path + "?message=" + message;
}

// The same for a wrong, an ended and a foreign link.
web::Response ended(const web::Request& request) {
  views::StatusRequest data;
  data.link_ended = true;
  return web::html(views::status_request(request, data), 404);
}

web::Response refused(const web::Request& request, const Error& error) {
  if (error.fault == Fault::not_found) return ended(request);
  return web::problem(request, error);
}

std::string words_for(const std::string& message) {
  if (message == "verified") return "メールアドレスを確認しました";
  if (message == "answered") return "補正を受け取りました。ありがとうございます";
  if (message == "withdrawn") return "申込みの取下げを受け付けました";
  return "";
}

Answer answer_from(const web::Request& request) {
  Answer out;
  for (const auto& [name, label] : supplement_fields()) {
    if (!request.form.has(name)) continue;
    std::string text;
    for (const std::string& one : request.form.all(name)) text += (text.empty() ? "" : "\n") + one;
    out.typed.emplace_back(name, text);
  }
  out.answer = request.form.get("answer");
  for (const auto& upload : request.uploads) {
    if (upload.field == "file" && upload.bytes > 0) {
      out.files.push_back({upload.temp_path, upload.filename});
    }
  }
  return out;
}

}  // namespace

web::Response show_status_request(web::Request& request) {
  views::StatusRequest data;
  data.sent = request.query.has("sent");
  return web::html(views::status_request(request, data));
}

web::Response create_status_request(web::Request& request) {
  views::StatusRequest data{.receipt_no = request.form.get("receipt_no"),
                            .email = request.form.get("email")};
  auto asked = request_status_link(request.context(), data.receipt_no, data.email);
  if (asked) return web::see_other("/join/status?sent=1");
  if (asked.error().fault != Fault::invalid) return web::problem(request, asked.error());
  data.error = asked.error();
  return web::show_again(request, views::status_request(request, data));
}

web::Response show_status(web::Request& request) {
  auto view = load_status(request.context(), token_of(request));
  if (!view) return ended(request);
  return web::html(views::status(request, *view, token_of(request),
                                 words_for(request.query.get("message"))));
}

web::Response create_verification(web::Request& request) {
  auto verified = verify_email(request.context(), token_of(request));
  if (!verified) return refused(request, verified.error());
  return web::see_other(path_of_status(request, "verified"));
}

web::Response show_supplement(web::Request& request) {
  auto view = load_status(request.context(), token_of(request));
  if (!view) return ended(request);
  if (!view->supplement) return web::see_other(path_of_status(request));
  views::SupplementPage data{.application = view->application, .supplement = *view->supplement};
  data.typed = typed_of(view->application);
  data.action = path_of_status(request) + "/supplement";
  data.back = path_of_status(request);
  return web::html(views::supplement(request, data));
}

web::Response create_supplement_answer(web::Request& request, const Desk& desk) {
  const Context ctx = request.context();
  const Answer input = answer_from(request);
  auto answered = answer_supplement(ctx, desk, token_of(request), input);
  if (answered) return web::see_other(path_of_status(request, "answered"));
  // Sent twice, or answered from another window: what was asked for is there.
  if (answered.error().fault == Fault::conflict) return web::see_other(path_of_status(request));
  if (answered.error().fault != Fault::invalid) return refused(request, answered.error());
  auto view = load_status(ctx, token_of(request));
  if (!view) return ended(request);
  if (!view->supplement) return web::see_other(path_of_status(request));
  views::SupplementPage data{.application = view->application, .supplement = *view->supplement};
  data.typed = Json::object();
  for (const auto& [name, text] : input.typed) set_typed(data.typed, name, text);
  data.answer = input.answer;
  data.error = answered.error();
  data.action = path_of_status(request) + "/supplement";
  data.back = path_of_status(request);
  return web::show_again(request, views::supplement(request, data));
}

web::Response show_withdrawal(web::Request& request) {
  auto view = load_status(request.context(), token_of(request));
  if (!view) return ended(request);
  return web::html(views::withdrawal(request, view->application, token_of(request)));
}

web::Response create_withdrawal(web::Request& request, const Desk& desk) {
  auto gone = withdraw_own(request.context(), desk, token_of(request));
  if (!gone) return refused(request, gone.error());
  return web::see_other(path_of_status(request, "withdrawn"));
}

}  // namespace musubi::applications::pages
