// views_person.cc - what a person sees of a request about their own data: what can be asked, the
// form, the confirmation, where it stands, and what was disclosed. Html only; no rule.
#include "features/privacy/views.h"

#include "base/text.h"
#include "core/settings/consortium.h"

namespace musubi::privacy::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

PageFrame frame_of(const std::string& title, bool has_error = false) {
  PageFrame frame{.area = web::Area::open, .title = title};
  frame.breadcrumbs = {{"ホーム", "/"}, {"個人情報の取扱い", "/policies/privacy"}};
  if (title != "個人情報の開示・訂正・利用停止") {
    frame.breadcrumbs.push_back({"開示・訂正・利用停止", "/privacy-requests"});
  }
  frame.breadcrumbs.push_back({title, ""});
  frame.has_error = has_error;
  frame.width = Width::reading;
  return frame;
}

Html kind_group(const RequestForm& data) {
  std::vector<Option> options;
  for (const char* kind : {"disclosure", "correction", "stop"}) {
    options.push_back({kind, std::string(kind_label(kind)), std::string(kind_hint(kind))});
  }
  return radio_group({.name = "kind", .label = "請求の種類", .options = options,
                      .value = data.typed.get("kind"), .required = true,
                      .error = error_at(data.error, "kind")});
}

Html about_field(const RequestForm& data) {
  return textarea_field(
      {.name = "about", .label = "何についての請求か", .value = data.typed.get("about"),
       .hint = "いつごろ、どの手続で渡した情報かを書いてください。訂正のときは、どこをどう直すかも書いてください。",
       .required = true, .error = error_at(data.error, "about")},
      6);
}

Html where_it_stands(const Request& asked) {
  if (asked.state == "received") {
    return paragraph("ご本人であることを確かめています。事務局からご連絡することがあります。");
  }
  if (asked.state == "working") return paragraph("ご本人であることを確かめました。対応しています。");
  if (asked.state == "forwarded") {
    return paragraph("県が保有する情報についての請求でしたので、県に引き継ぎました。県からご連絡します。") +
           multiline(asked.forwarded_note);
  }
  if (asked.state == "withdrawn") return paragraph("取り下げられました。");
  return notice({.tone = Tone::info, .title = std::string(outcome_label(asked.outcome)),
                 .text = multiline(asked.answer)});
}

Html package_part(const StatusPage& data) {
  if (!data.package) return {};
  const auto answered = parse_iso_date(data.asked.answered_on);
  Html until = answered ? date_text(add_days(*answered, kReadableDays)) : Html();
  return section(
      {.heading = "開示した情報"},
      paragraph(until + Html("まで読み、保存できます。ブラウザーの印刷で、このまま印刷もできます。")) +
          cluster({button_link({.label = "CSVで保存する", .path = data.path + "/data.csv",
                                .icon = "download"}),
                   button_link({.label = "JSONで保存する", .path = data.path + "/data.json",
                                .icon = "download"})}) +
          package_view(*data.package));
}

}  // namespace

Html day_cell(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? date_text(*date) : muted("－");
}

Pairs facts_of(const Request& asked) {
  Pairs out{{"番号", request_number(asked)},
            {"請求", std::string(kind_label(asked.kind))},
            {"状態", badge(tone_of(asked), std::string(state_label(asked.state)))},
            {"受付日", day_cell(asked.received_on)}};
  if (asked.is_open()) {
    Html due = day_cell(asked.due_on);
    if (!asked.extended_on.empty()) due += Html("（延長しました：" + asked.extension_reason + "）");
    out.emplace_back("回答の期限", due);
  }
  if (!asked.answered_on.empty()) out.emplace_back("対応した日", day_cell(asked.answered_on));
  return out;
}

Tone tone_of(const Request& asked) {
  if (asked.state == "received") return Tone::warning;
  if (asked.state == "working") return Tone::info;
  return asked.state == "answered" ? Tone::ok : Tone::neutral;
}

Html package_view(const Json& package) {
  Html out;
  if (package.at("sources").empty()) {
    return paragraph("お知らせのメールアドレスで登録された情報は、持っていませんでした。");
  }
  for (const Json& source : package.at("sources")) {
    Html records = paragraph(muted("利用目的：" + source.value("purpose", "")));
    int number = 0;
    for (const Json& record : source.at("records")) {
      DataTable table{.caption = record.value("title", "記録"),
                      .columns = {{.label = "項目"}, {.label = "内容"}},
                      .rows = {}};
      for (const Json& field : record.at("fields")) {
        table.rows.push_back(
            {.cells = {Html(field.at(0).get<std::string>()),
                       multiline(field.at(1).get<std::string>())}});
      }
      table.compact = true;
      table.id = "t-" + replace_all(source.value("name", "x"), ".", "-") + "-" +
                 std::to_string(++number);
      records += data_table(table);
    }
    out += section({.heading = source.value("label", "記録"), .level = 3}, records);
  }
  return out;
}

Html guidance(const web::Request& request) {
  std::vector<Html> kinds;
  for (const char* kind : {"disclosure", "correction", "stop"}) {
    kinds.push_back(strong(std::string(kind_label(kind))) + Html("：") +
                    Html(std::string(kind_hint(kind))));
  }
  const auto& house = settings::consortium();
  return page(
      request, frame_of("個人情報の開示・訂正・利用停止"),
      lead("事務局が持っているご自分の情報について、法律にもとづいて請求できます。費用はかかりません。") +
          section({.heading = "請求できること"}, bullets(kinds)) +
          section({.heading = "手続の流れ"},
                  numbered({Html("次のページで、請求の種類と内容、メールアドレスを入力します。"),
                            Html("届いたメールのリンクを開き、「請求を送る」を押します。"),
                            Html("事務局が、ご本人であることを確かめます（登録の内容や書類で確かめます）。"),
                            Html("受付から" + std::to_string(kAnswerDays) +
                                 "日以内に、遅滞なく回答します。期限を延ばすときは、理由とともにお知らせします。")})) +
          section({.heading = "ご確認ください"},
                  bullets({Html("ほかの人の情報は請求できません。代理の方は、書面で事務局にご相談ください。"),
                           Html(house.lender + "が保有する情報についての請求は、県に引き継ぎます。"),
                           Html("会員の方は、ログインして「自分の情報」のページからも請求できます。"),
                           Html("苦情やご相談も、事務局の窓口でお受けします。")})) +
          paragraph(button_link({.label = "請求の内容を入力する", .path = "/privacy-requests/new",
                                 .look = Look::primary}) +
                    Html("　") + link("/help#contact", "窓口の連絡先を見る")));
}

Html public_form(const web::Request& request, const RequestForm& data) {
  return page(
      request, frame_of("個人情報についての請求", data.error.has_value()),
      error_summary(data.error) +
          form(request, {.action = "/privacy-requests"},
               form_key_field(request) + kind_group(data) +
                   text_field({.name = "name", .label = "お名前",
                               .value = data.typed.get("name"), .required = true,
                               .error = error_at(data.error, "name"), .autocomplete = "name"}) +
                   email_field({.name = "email", .label = "メールアドレス",
                                .value = data.typed.get("email"),
                                .hint = "登録のときに使ったアドレスを入力してください。確認のメールを送ります。",
                                .required = true, .error = error_at(data.error, "email"),
                                .autocomplete = "email"}) +
                   about_field(data) +
                   form_actions({button({.label = "確認のメールを受け取る"}),
                                 button_link({.label = "やめる", .path = "/privacy-requests",
                                              .look = Look::text})})));
}

Html sent(const web::Request& request) {
  return page(request, frame_of("確認のメールを送りました"),
              paragraph("入力したアドレスに、確認のメールを送りました。" +
                        std::to_string(kProofHours) +
                        "時間以内にリンクを開き、「請求を送る」を押してください。") +
                  paragraph("届かないときは、迷惑メールのフォルダーを確かめ、アドレスを見直してもう一度入力してください。") +
                  paragraph(link("/privacy-requests/new", "もう一度入力する")));
}

Html ended_link(const web::Request& request) {
  return page(request, frame_of("このリンクは使えません"),
              paragraph("リンクの期限が過ぎたか、すでに使われています。請求をまだ送っていないときは、もう一度入力してください。"
                        "回答を待っているときは、番号を添えて事務局にお尋ねください。") +
                  cluster({button_link({.label = "もう一度入力する",
                                        .path = "/privacy-requests/new"}),
                           link("/help#contact", "事務局に尋ねる")}));
}

Html proof(const web::Request& request, const Request& asked, const std::string& token) {
  return page(request, frame_of("請求の内容の確認"),
              paragraph("次の内容で請求します。まちがいがなければ、「請求を送る」を押してください。") +
                  description_list({{"請求", std::string(kind_label(asked.kind))},
                                    {"お名前", asked.name},
                                    {"メールアドレス", asked.email},
                                    {"内容", multiline(asked.about)}}) +
                  post_button(request, {.button = {.label = "請求を送る"},
                                        .action = "/privacy-requests/proof/" + token}));
}

Html status(const web::Request& request, const StatusPage& data) {
  const Request& asked = data.asked;
  Html main = description_list(facts_of(asked)) + where_it_stands(asked) +
              section({.heading = "請求の内容"}, multiline(asked.about)) + package_part(data);
  if (asked.is_open() && !data.members) {
    main += section({.heading = "取り下げるとき"},
                    form(request, {.action = data.path + "/withdrawal"},
                         paragraph("取り下げると、この請求への対応を終えます。もう一度請求することもできます。") +
                             form_actions({button({.label = "請求を取り下げる",
                                                   .look = Look::secondary})})));
  }
  const std::string title = "請求の状況（" + request_number(asked) + "）";
  if (!data.members) {
    PageFrame frame = frame_of(title);
    frame.status_message = data.status;
    return page(request, frame, main);
  }
  return page(request,
              {.area = web::Area::members, .title = title,
               .breadcrumbs = {{"会員ホーム", "/members"}, {"自分の情報", "/members/my-data"},
                               {title, ""}},
               .status_message = data.status, .nav_current = "/members/my-data",
               .width = Width::reading},
              main);
}

Html own_data(const web::Request& request, const OwnPage& data) {
  DataTable table{.caption = "これまでの請求　新しい順",
                  .columns = {{.label = "番号", .nowrap = true},
                              {.label = "請求"},
                              {.label = "受付日", .nowrap = true},
                              {.label = "状態", .nowrap = true}},
                  .rows = {}};
  for (const Request& one : data.requests) {
    table.rows.push_back({.cells = {link("/members/my-data/" + one.id, request_number(one)),
                                    Html(std::string(kind_label(one.kind))),
                                    day_cell(one.received_on),
                                    badge(tone_of(one), std::string(state_label(one.state)))}});
  }
  table.empty = empty_state("請求はまだありません");
  return page(
      request,
      {.area = web::Area::members, .title = "自分の情報",
       .lead = "ご自分の情報の開示・訂正・利用停止を請求できます。"
               "ログインしているので、メールの確認はいりません。",
       .breadcrumbs = {{"会員ホーム", "/members"}, {"自分の情報", ""}},
       .nav_current = "/members/my-data", .has_error = data.form.error.has_value(),
       .width = Width::reading},
      error_summary(data.form.error) + data_table(table) +
          panel({.heading = "新しく請求する"},
                form(request, {.action = "/members/my-data"},
                     form_key_field(request) +
                         paragraph("氏名や連絡先の変更だけのときは、事務局に知らせるか、アカウントの画面で変えられます。") +
                         kind_group(data.form) + about_field(data.form) +
                         form_actions({button({.label = "請求を送る"})}))));
}

}  // namespace musubi::privacy::views
