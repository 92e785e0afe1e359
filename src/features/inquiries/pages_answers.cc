// pages_answers.cc - FAQs that may answer a question before it is sent: as JSON while it is typed
// (assets/js/faq.ts), as a page of its own, and beside the form when its button asks. Only words
// come in; nothing of them is kept.
#include "base/json.h"
#include "base/text.h"
#include "features/inquiries/pages.h"
#include "features/inquiries/pages_answers.h"
#include "features/inquiries/views.h"
#include "web/app.h"

namespace musubi::inquiries::pages {
namespace {

constexpr int kAnswersMost = 5;
constexpr std::size_t kAskedMost = 800;

}  // namespace

std::vector<publishing::KnownAnswer> answers_to(const web::Request& request,
                                                const std::string& words) {
  return request.context().db.read([&](db::Reader& reader) {
    return publishing::list_known_answers(reader, cut_characters(words, kAskedMost),
                                          kAnswersMost);
  });
}

bool asks_for_answers(const web::Request& request) {
  return request.form.get("look") == "faq";
}

views::AskForm form_with_answers(const web::Request& request, const std::string& shown) {
  views::AskForm data{request.form, std::nullopt, shown};
  data.looked = true;
  data.answers = answers_to(request, request.form.get("subject") + " " + request.form.get("body"));
  return data;
}

web::Response show_answers(web::Request& request) {
  const std::string words = request.query.get("q");
  const auto found = answers_to(request, words);
  if (!request.wants_json()) return web::html(views::answers_page(request, words, found));
  Json items = Json::array();
  for (const publishing::KnownAnswer& one : found) {
    items.push_back({{"path", one.path}, {"title", one.title}, {"lead", one.lead}});
  }
  return web::json_text(Json{{"items", items}}.dump());
}

}  // namespace musubi::inquiries::pages
