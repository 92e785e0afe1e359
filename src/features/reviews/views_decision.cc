// views_decision.cc - the manager's page of the decision, and the officer's page on a phone: the
// question, three choices, one button. Html only.
#include "features/reviews/views.h"
#include "features/reviews/views_parts.h"

namespace musubi::reviews::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html stoppers(const std::vector<std::string>& words) {
  std::vector<Html> items;
  for (const auto& one : words) items.emplace_back(one);
  return bullets(items);
}

Html version_of(const ReviewDetail& data) {
  return hidden_field("version", std::to_string(data.page.application.version));
}

Html approval_form(const web::Request& request, const ReviewDetail& data) {
  const std::string path = review_path(data.page.application.id);
  const bool refused = !data.typed.get("kind").empty();  // another form's error has the id
  if (!data.page.before_approval.empty()) {
    return panel({.heading = "承認する"},
                 paragraph("次のことがあるため、承認できません。") +
                     stoppers(data.page.before_approval));
  }
  return panel(
      {.heading = "承認する"},
      paragraph("会員番号を付けて会員名簿に登録し、承認通知書と、管理者になる人への招待をメールで送ります。") +
          form(request, {.action = path + "/approval"},
               form_key_field(request) + version_of(data) +
                   textarea_field({.name = "note", .label = "決裁の記録",
                                   .value = refused ? "" : data.typed.get("note"),
                                   .hint = "申込者には見せません。",
                                   .error = refused ? "" : error_at(data.error, "note"),
                                   .id = refused ? "approval-note" : ""},
                                  2) +
                   form_actions({button({.label = "承認する", .icon = "check"})})));
}

Html other_forms(const web::Request& request, const ReviewDetail& data) {
  const std::string path = review_path(data.page.application.id);
  const std::string chosen = data.typed.get("kind");
  const auto reason = [&](const char* kind, const char* id, const char* hint) {
    const bool here = chosen == kind;
    return textarea_field({.name = "note", .label = "理由",
                           .value = here ? data.typed.get("note") : "", .hint = hint,
                           .required = true,
                           .error = here ? error_at(data.error, "note") : "",
                           .id = here ? "" : id},
                          3);
  };
  Html decline = form(
      request, {.action = path + "/refusal"},
      form_key_field(request) + version_of(data) + hidden_field("kind", "refusal") +
          reason("refusal", "refusal-note",
                 "記録に残します。申込者には理由を伝えません。反社会的勢力の確認の内容は書かないでください。") +
          form_actions({button({.label = "不承認にする", .look = Look::danger})}));
  Html back = form(request, {.action = path + "/return"},
                   version_of(data) + hidden_field("kind", "return") +
                       reason("return", "return-note", "審査した人が読みます。") +
                       form_actions({button({.label = "審査に差し戻す",
                                             .look = Look::secondary})}));
  return panel({.heading = "ほかの決め方"},
               disclosure("審査に差し戻す", back, chosen == "return") +
                   disclosure("不承認にする", decline, chosen == "refusal"));
}

std::string screening_answer(std::string_view code) {
  if (code == "no_concern") return "該当する情報はない";
  return code == "concern" ? "該当する情報がある" : "この場では判断できない";
}

// What was typed into a form that the page does not offer any more: to copy, never lost.
Html typed_before(const ReviewDetail& data) {
  const std::string note = data.typed.get("note");
  if (offers_decision(data) || note.empty()) return {};
  return panel({.heading = "入力した内容"}, multiline(note));
}

}  // namespace

bool offers_decision(const ReviewDetail& data) {
  const ReviewPage& page = data.page;
  if (!page.review || page.review->state != "ready" || took_part(page, data.reader)) return false;
  return !data.typed.get("kind").empty() || page.before_approval.empty();
}

Html decision(const web::Request& request, const ReviewDetail& data) {
  const ReviewPage& page = data.page;
  const std::string title = "決裁　" + page.application.organisation.name;
  const std::string path = review_path(page.application.id);
  Html main;
  if (!page.review || page.review->state != "ready") {
    main = notice({.tone = Tone::info, .title = "この申込みは、いま決裁を待っていません",
                   .actions = {button_link({.label = "審査の画面を見る", .path = path})},
                   .level = 0});
  } else {
    main = panel({.heading = "審査した人の意見"},
                 paragraph(strong(std::string(opinion_label(page.review->opinion))) + "　" +
                           page.review->reviewer_name) +
                     multiline(page.review->opinion_words)) +
           panel({.heading = "審査基準"}, criteria_answers(page, false));
    if (took_part(page, data.reader)) {
      main += notice({.tone = Tone::warning, .title = "審査した人は決裁できません",
                      .text = "担当になった人、基準に答えた人、決裁に回した人、"
                              "反社会的勢力の確認の結果を記録した人は、審査した人です。"
                              "ほかの事務局管理者に決裁を頼んでください。",
                      .level = 0});
    } else {
      main += approval_form(request, data) + other_forms(request, data);
    }
  }
  Html side = panel({.heading = "申込み"},
                    facts(page) + go_link(applications::path_of(page.application.id),
                                          "申込みの内容を見る")) +
              lookup_part(request, data) +
              panel({.heading = "反社会的勢力の確認"}, screening_words(request, page)) +
              panel({.heading = "県への照会"}, inquiry_list(page)) + notice_part(request, data);
  return web::kit::page(
      request,
      {.area = area_of(request), .title = title,
       .breadcrumbs = {own_home(request), {"入会申込", "/office/applications"}, {"審査", path},
                       {"決裁", ""}},
       .status_message = data.status, .nav_current = "/office/applications",
       .has_error = data.error.has_value(), .width = Width::full},
      error_summary(data.error) + columns(typed_before(data) + main, side));
}

Html asked(const web::Request& request, const AskedForm& data) {
  const AskedPage& q = data.page;
  const bool screening = q.about == "screening";
  std::vector<Option> choices;
  for (const char* code : {"no_concern", "concern", "unsure"}) {
    choices.push_back({code, screening ? screening_answer(code)
                                       : std::string(inquiry_answer_label(code))});
  }
  Html question = screening
                      ? paragraph("この申込者が反社会的勢力に該当する情報の有無を、お答えください。"
                                  "くわしい内容は、ログインして確認の記録でお読みください。")
                      : multiline(q.question);
  Html body =
      description_list({{"受付番号", q.receipt_no}, {"申込者", q.organisation_name},
                        {"尋ねた人", q.asked_by_name}, {"答える人", q.officer_name}}) +
      question +
      form(request, {.action = "/answers/" + data.token},
           radio_group({.name = "answer", .label = "回答", .options = choices,
                        .value = data.typed.get("answer"), .required = true,
                        .error = error_at(data.error, "answer")}) +
               disclosure("補足を書く",
                          textarea_field({.name = "words", .label = "補足",
                                          .value = data.typed.get("words"),
                                          .error = error_at(data.error, "words")},
                                         3),
                          !data.typed.get("words").empty()) +
               form_actions({button({.label = "この内容で回答する", .icon = "send"})}));
  return web::kit::page(request,
                        {.area = web::Area::open, .title = "事務局からの照会",
                         .lead = "1つ選んで送ると終わりです。このリンクは1回だけ使えます。",
                         .has_error = data.error.has_value(), .width = Width::reading},
                        error_summary(data.error) + body);
}

Html thanks(const web::Request& request, const AskedPage& page) {
  return web::kit::page(request,
                        {.area = web::Area::open, .title = "回答を受け取りました",
                         .width = Width::reading},
                        notice({.tone = Tone::ok, .title = "ありがとうございました",
                                .text = "受付番号 " + page.receipt_no +
                                        " への回答を記録し、事務局に知らせました。"
                                        "この画面は閉じてかまいません。",
                                .focused = true}));
}

}  // namespace musubi::reviews::views
