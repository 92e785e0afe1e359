// views_status.cc - what an applicant sees after the receipt: where the application stands, the
// request for 補正 with only the asked fields open, the withdrawal. The outcome is told without any
// reason (C-7). Html only.
#include <algorithm>

#include "base/text.h"
#include "features/applications/views.h"
#include "web/app.h"

namespace musubi::applications::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

PageFrame frame_of(const std::string& title, bool has_error = false) {
  PageFrame frame{.area = web::Area::open, .title = title};
  frame.breadcrumbs = {{"ホーム", "/"}, {"入会案内", "/join"}, {title, ""}};
  frame.nav_current = "/join";
  frame.has_error = has_error;
  frame.width = Width::reading;
  return frame;
}

// What the applicant reads; the office's own steps are one state here.
std::string words_of(State state) {
  switch (state) {
    case State::received:
      return "受け付けました。事務局が内容を確かめます。";
    case State::supplement:
      return "直していただきたい所があります。";
    case State::reviewing:
    case State::awaiting_decision:
      return "事務局で内容を確かめています。結果が決まるまで、お待ちください。";
    case State::approved:
    case State::registered:
      return "入会が承認されました。会員番号と会員サイトの招待は、メールでお送りします。";
    case State::declined:
      return "今回は入会をお受けできませんでした。お問い合わせは事務局にお願いします。";
    case State::withdrawn:
      return "申込みは取り下げられました。";
    default:
      return "";
  }
}

std::string label_of(State state) {
  if (state == State::awaiting_decision) return std::string(state_label(State::reviewing));
  if (state == State::registered) return std::string(state_label(State::approved));
  if (state == State::supplement) return "補正のお願い";
  return std::string(state_label(state));
}

bool may_withdraw(State state) {
  return state == State::received || state == State::supplement || state == State::reviewing ||
         state == State::awaiting_decision;
}

Html verification(const web::Request& request, const StatusView& view, const std::string& token) {
  if (view.application.email_verified || view.application.email.empty()) return {};
  // The link that was opened went to another address, or was made before links told their own.
  if (!view.proves_address) {
    return notice(
        {.tone = Tone::warning, .title = "メールアドレスの確認がまだです",
         .text = members::mask_email(view.application.email) +
                 " に届くリンクを開いて、確認してください。リンクは「状況を見るリンクを受け取る」からお送りします。",
         .actions = {button_link({.label = "状況を見るリンクを受け取る", .path = "/join/status"})}});
  }
  return notice(
      {.tone = Tone::warning, .title = "メールアドレスの確認をお願いします",
       .text = members::mask_email(view.application.email) +
               " に結果などを送ります。受け取れるときは、次のボタンを押してください。",
       .actions = {post_button(request, {.button = {.label = "このアドレスで受け取れます"},
                                         .action = "/join/status/" + token + "/verification"})}});
}

// Fields in the order of the form, in the groups of their steps.
Html asked_fields(const SupplementPage& data) {
  const Error* error = data.error ? &*data.error : nullptr;
  const auto& asked = data.supplement.fields;
  Html out;
  for (const Step& step : steps()) {
    Html group;
    for (const FormField& field : step.fields) {
      if (std::find(asked.begin(), asked.end(), field.name) == asked.end()) continue;
      group += field_input(field, data.typed, error);
    }
    if (!group.empty()) out += field_group(step.title, group);
  }
  return out;
}

}  // namespace

Html status_request(const web::Request& request, const StatusRequest& data) {
  PageFrame frame = frame_of("申込みの状況を見る", data.error.has_value());
  frame.lead = "受付番号とメールアドレスを入力すると、状況を見るリンクをメールで送ります。";
  Html body;
  if (data.link_ended) {
    body += notice({.tone = Tone::warning, .title = "このリンクは、期限が切れているか、正しくありません",
                    .text = "メールのリンクが途中で切れていないか確かめるか、次の欄から新しいリンクを受け取ってください。"});
  }
  if (data.sent) {
    body += notice({.tone = Tone::ok, .title = "入力を受け付けました",
                    .text = "受付番号とメールアドレスが合っていれば、数分のうちに、状況を見るリンクが届きます。"
                            "届かないときは、入力した内容を確かめるか、事務局に知らせてください。",
                    .focused = true});
  }
  body += error_summary(data.error, "もう一度「リンクを受け取る」を押してください");
  body += form(request, {.action = "/join/status"},
               text_field({.name = "receipt_no", .label = "受付番号", .value = data.receipt_no,
                           .hint = "例：R6-0012", .required = true,
                           .error = error_at(data.error, "receipt_no"), .autocomplete = "off",
                           .width = FieldWidth::medium}) +
                   email_field({.name = "email", .label = "メールアドレス", .value = data.email,
                                .hint = "申込みに使った、担当者のメールアドレスです。",
                                .required = true, .error = error_at(data.error, "email"),
                                .autocomplete = "email", .width = FieldWidth::long_}) +
                   form_actions({button({.label = "リンクを受け取る"})}));
  body += note("受付番号が分からないときは、事務局に知らせてください。");
  return page(request, frame, body);
}

Html status(const web::Request& request, const StatusView& view, const std::string& token,
            const std::string& message) {
  const Application& a = view.application;
  PageFrame frame = frame_of("入会申込の状況");
  frame.status_message = message;
  Html body;
  if (view.supplement) {
    body += notice({.tone = Tone::warning, .title = "直していただきたい所があります",
                    .text = multiline(view.supplement->request) +
                            paragraph("期限：" + day_or_dash(view.supplement->answer_due_on)),
                    .actions = {button_link({.label = "補正を入力する",
                                             .path = "/join/status/" + token + "/supplement",
                                             .look = Look::primary})}});
  }
  body += verification(request, view, token);
  Pairs facts;
  facts.emplace_back("いまの状況", badge(tone_of(a.state), label_of(a.state)));
  facts.emplace_back("受付番号", code_text(a.receipt_no));
  facts.emplace_back("団体名", a.organisation.name);
  facts.emplace_back("受付日", day_or_dash(a.received_on));
  if (is_open(a.state) && a.state != State::approved) {
    facts.emplace_back("結果の目安", day_or_dash(a.due_on) + "ごろ");
  }
  if (!a.decided_on.empty()) facts.emplace_back("決定日", day_or_dash(a.decided_on));
  if (!view.files.empty()) facts.emplace_back("添付", files_list(view.files));
  body += panel({.heading = "申込みの内容"}, paragraph(words_of(a.state)) + description_list(facts));
  std::vector<Html> links{
      button_link({.label = "事務局に相談する", .path = "/help#contact", .look = Look::text})};
  if (may_withdraw(a.state)) {
    links.push_back(button_link({.label = "申込みを取り下げる",
                                 .path = "/join/status/" + token + "/withdrawal",
                                 .look = Look::text}));
  }
  return page(request, frame, body + cluster(links));
}

Html supplement(const web::Request& request, const SupplementPage& data) {
  const Application& a = data.application;
  PageFrame frame = frame_of(data.by_office ? "補正を代わりに記録する" : "補正を入力する",
                             data.error.has_value());
  if (data.by_office) {
    frame.area = web::Area::office;
    frame.breadcrumbs = {{"きょうの仕事", "/office"},
                         {"入会申込", "/office/applications"},
                         {a.organisation.name, path_of(a.id)},
                         {"補正を記録する", ""}};
    frame.nav_current = "/office/applications";
  }
  const std::string press = data.by_office ? "記録する" : "補正を送る";
  Html body = error_summary(data.error, "もう一度「" + press + "」を押してください") +
              panel({.heading = data.by_office ? "お願いした内容" : "事務局からのお願い"},
                    multiline(data.supplement.request) +
                        paragraph("期限：" + day_or_dash(data.supplement.answer_due_on)));
  Html inputs = asked_fields(data);
  if (data.supplement.wants_files) {
    inputs += file_field({.name = "file", .label = "書類",
                          .accept = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx",
                          .hint = "PDF・画像・Word・Excel。1つ10MBまで。",
                          .error = error_at(data.error, "file")});
  }
  inputs += textarea_field({.name = "answer",
                            .label = data.by_office ? "申込者の回答" : "事務局へ",
                            .value = data.answer,
                            .hint = data.by_office ? "いつ、どのように聞いたかも書いてください。"
                                                   : "伝えたいことがあれば書いてください。",
                            .error = error_at(data.error, "answer")},
                           3);
  body += form(request, {.action = data.action, .uploads = data.supplement.wants_files},
               inputs + form_actions({button({.label = press}),
                                      button_link({.label = "やめる", .path = data.back,
                                                   .look = Look::text})}));
  return page(request, frame, body);
}

Html withdrawal(const web::Request& request, const Application& application,
                const std::string& token) {
  PageFrame frame = frame_of("申込みを取り下げる");
  const std::string path = "/join/status/" + token;
  return page(request, frame,
              confirm({.question = "入会の申込み（" + application.receipt_no + "）を取り下げますか",
                       .consequence = "審査をやめます。入会したくなったときは、もう一度申し込んでください。",
                       .yes = post_button(request, {.button = {.label = "取り下げる",
                                                               .look = Look::danger},
                                                    .action = path + "/withdrawal"}),
                       .no = button_link({.label = "やめる", .path = path})}));
}

}  // namespace musubi::applications::views
