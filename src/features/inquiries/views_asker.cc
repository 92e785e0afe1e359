// views_asker.cc - what an asker sees: the form, the page of the mailed link, the members' pages.
// Html only; no rule. SECURITY: one page for every link that opens nothing; what was set aside
// looks like what was received.
#include "features/inquiries/views.h"

namespace musubi::inquiries::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

PageFrame open_frame(const std::string& title, bool has_error = false) {
  PageFrame frame{.area = web::Area::open, .title = title};
  frame.breadcrumbs = {{"ホーム", "/"}};
  if (title != "お問い合わせ") frame.breadcrumbs.push_back({"お問い合わせ", "/contact"});
  frame.breadcrumbs.push_back({title, ""});
  frame.has_error = has_error;
  frame.width = Width::reading;
  return frame;
}

// Where an answer may stand already; only pages that this product has.
Html before_asking(const web::Request& request) {
  std::vector<Html> ways;
  const auto offer = [&](const char* path, const char* words) {
    if (may_open(request, path)) ways.push_back(link(path, words));
  };
  offer("/join", "入会の案内と申込み");
  offer("/join/status", "入会申込の状況を見る");
  offer("/help", "使い方と相談");
  offer("/privacy-requests", "ご自分の個人情報の開示・訂正・利用停止");
  if (ways.empty()) return {};
  return section({.heading = "お急ぎの方へ"},
                 paragraph("次のページで分かることもあります。") + bullets(ways));
}

Html question_fields(const AskForm& data) {
  const web::Fields& t = data.typed;
  return select_field({.name = "category", .label = "お問い合わせの種類",
                       .options = options_of(categories()), .value = t.get("category"),
                       .required = true, .error = error_at(data.error, "category"),
                       .empty_label = "選んでください"}) +
         text_field({.name = "subject", .label = "件名", .value = t.get("subject"),
                     .hint = "例：入会の手続きについて", .required = true,
                     .error = error_at(data.error, "subject"), .autocomplete = "off"}) +
         textarea_field({.name = "body", .label = "内容", .value = t.get("body"),
                         .required = true, .error = error_at(data.error, "body")},
                        8);
}

Html person_fields(const AskForm& data) {
  const web::Fields& t = data.typed;
  return text_field({.name = "name", .label = "お名前", .value = t.get("name"), .required = true,
                     .error = error_at(data.error, "name"), .autocomplete = "name"}) +
         email_field({.name = "email", .label = "メールアドレス", .value = t.get("email"),
                      .hint = "お返事を読むリンクを送ります。", .required = true,
                      .error = error_at(data.error, "email"), .autocomplete = "email"}) +
         text_field({.name = "organisation_name", .label = "会社・団体の名前",
                     .value = t.get("organisation_name"),
                     .error = error_at(data.error, "organisation_name"),
                     .autocomplete = "organization"}) +
         telephone_field({.name = "telephone", .label = "電話番号", .value = t.get("telephone"),
                          .error = error_at(data.error, "telephone"), .autocomplete = "tel"});
}

Html standing(const Inquiry& q) {
  if (q.state == "answered") {
    return paragraph("事務局からお返事しました。ご不明な点があれば、下に書き足してください。");
  }
  if (q.state == "closed") {
    return paragraph("やりとりを終えました。続きのご質問は、下に書き足してください。");
  }
  return paragraph(Html("受け付けました。") + time_text(q.due_at) + Html("までにお返事します。"));
}

std::string asker_state(const Inquiry& q) {
  if (q.state == "answered") return "お返事済み";
  return q.state == "closed" ? "完了" : "お返事をお待ちください";
}

Html reply_form(const web::Request& request, const StatusPage& data) {
  return form(request, {.action = data.path + "/messages", .uploads = true},
              form_key_field(request) +
                  textarea_field({.name = "body", .label = "書き足す内容",
                                  .value = data.typed.get("body"), .required = true,
                                  .error = error_at(data.error, "body")},
                                 5) +
                  upload_field(data.error) + form_actions({button({.label = "送る"})}));
}

}  // namespace

Html ask_form(const web::Request& request, const AskForm& data) {
  PageFrame frame = open_frame("お問い合わせ", data.error.has_value());
  frame.lead = "会員でない方も、お気軽にお問い合わせください。受付番号と、お返事の期限をお知らせします。";
  frame.description = "事務局へのお問い合わせのページです。入会、催し、ＤＸの相談などを受け付けます。";
  return page(
      request, frame,
      error_summary(data.error) + before_asking(request) +
          section(
              {.heading = "お問い合わせの内容"},
              form(request, {.action = "/contact", .uploads = true},
                   form_key_field(request) + hidden_field("shown", data.shown) +
                       question_fields(data) + person_fields(data) + upload_field(data.error) +
                       trap_field("homepage") +
                       checkbox({.name = "consent",
                                 .label = "個人情報の取扱いに同意します",
                                 .checked = !data.typed.get("consent").empty(),
                                 .hint = "いただいた情報は、お問い合わせへの対応だけに使い、終わってから1年で消します。",
                                 .error = error_at(data.error, "consent")}) +
                       paragraph(link("/policies/privacy", "個人情報の取扱いを読む")) +
                       form_actions({button({.label = "送る", .icon = "send"})}))));
}

Html status(const web::Request& request, const StatusPage& data) {
  const Inquiry& q = data.thread.inquiry;
  const std::string title = "お問い合わせの状況（" + inquiry_number(q) + "）";
  const Html main =
      error_summary(data.error) +
      description_list({{"受付番号", inquiry_number(q)},
                        {"件名", q.subject},
                        {"種類", label_in(categories(), q.category)},
                        {"受付", time_text(q.received_at)},
                        {"状況", asker_state(q)}}) +
      standing(q) + section({.heading = "これまでのやりとり"}, thread_view(data.thread, "")) +
      section({.heading = "書き足す"}, reply_form(request, data));
  if (!data.members) {
    PageFrame frame = open_frame(title, data.error.has_value());
    frame.status_message = data.status;
    return page(request, frame, main);
  }
  return page(request,
              {.area = web::Area::members, .title = title,
               .breadcrumbs = {{"会員ホーム", "/members"},
                               {"事務局への問合せ", "/members/inquiries"},
                               {inquiry_number(q), ""}},
               .status_message = data.status, .nav_current = "/members/inquiries",
               .has_error = data.error.has_value(), .width = Width::reading},
              main);
}

Html ended_link(const web::Request& request) {
  return page(request, open_frame("このリンクは使えません"),
              paragraph("リンクの期限が過ぎたか、まちがっています。新しく届いたメールのリンクを開くか、"
                        "受付番号を添えて、もう一度お問い合わせください。") +
                  paragraph(go_link("/contact", "お問い合わせのページ")));
}

Html own_list(const web::Request& request, const OwnList& data) {
  DataTable table{.caption = "これまでの問合せ　新しい順",
                  .columns = {{.label = "受付番号", .nowrap = true},
                              {.label = "件名"},
                              {.label = "受付", .nowrap = true},
                              {.label = "状況", .nowrap = true}},
                  .rows = {}};
  for (const Inquiry& q : data.rows) {
    table.rows.push_back({.cells = {link("/members/inquiries/" + q.id, inquiry_number(q)),
                                    Html(q.subject), time_text(q.received_at),
                                    Html(asker_state(q))}});
  }
  table.empty = empty_state("問合せはまだありません",
                            link("/members/inquiries/new", "事務局に問い合わせる"));
  return page(request,
              {.area = web::Area::members, .title = "事務局への問合せ",
               .lead = "入会や催し、プラットフォームの使い方などを、事務局に尋ねられます。",
               .breadcrumbs = {{"会員ホーム", "/members"}, {"事務局への問合せ", ""}},
               .actions = button_link({.label = "問い合わせる", .path = "/members/inquiries/new",
                                       .look = Look::primary, .icon = "talk"}),
               .nav_current = "/members/inquiries"},
              data_table(table) + key_pager({.next_path = data.next}));
}

Html member_form(const web::Request& request, const AskForm& data) {
  return page(
      request,
      {.area = web::Area::members, .title = "事務局に問い合わせる",
       .breadcrumbs = {{"会員ホーム", "/members"},
                       {"事務局への問合せ", "/members/inquiries"},
                       {"問い合わせる", ""}},
       .nav_current = "/members/inquiries", .has_error = data.error.has_value(),
       .width = Width::reading},
      error_summary(data.error) +
          form(request, {.action = "/members/inquiries", .uploads = true},
               form_key_field(request) + question_fields(data) + upload_field(data.error) +
                   form_actions({button({.label = "送る", .icon = "send"}),
                                 button_link({.label = "やめる", .path = "/members/inquiries",
                                              .look = Look::text})})));
}

}  // namespace musubi::inquiries::views
