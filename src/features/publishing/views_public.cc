// views_public.cc - what visitors see: one article, the draft behind a secret link, and the
// question on a phone; lists are in views_open_lists.cc. The same for everyone; Html only.
#include "base/text.h"
#include "features/publishing/views.h"
#include "web/app.h"

namespace musubi::publishing::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html article_body(const Content& c, const Article& a, const markdown::Content& body) {
  return fact_rows(type_of(c.type), a) + content(body);
}

// By way of the list of the type, where there is one.
std::vector<Crumb> way_to(const web::Request& request, const ContentType& type,
                          const std::string& title) {
  std::string path(type.prefix);
  path.pop_back();  // /news/ -> /news
  std::vector<Crumb> out{{"ホーム", "/"}};
  if (request.app->router.match("GET", path).route != nullptr) {
    out.push_back({std::string(type.label), path});
  }
  out.push_back({title, ""});
  return out;
}

// Into the reader's own calendar, where the product has feeds.
Html calendar_link(const web::Request& request, const Content& c) {
  const std::string path = c.path + "/event.ics";
  if (c.type != "event" || !may_open(request, path)) return {};
  return paragraph(link(path, "このイベントを予定表に入れる（iCalendar）"));
}

}  // namespace

Html public_item(const web::Request& request, const ShownItem& item) {
  const Content& c = item.content;
  const Article& a = item.version.article;
  Html dates = date_text(date_in_japan(c.published_at)) + Html("公開");
  if (date_in_japan(c.changed_at) != date_in_japan(c.published_at)) {
    dates += Html("　") + date_text(date_in_japan(c.changed_at)) + Html("更新");
  }
  Html related;
  if (!item.related.empty()) {
    related = section({.heading = c.type == "event" ? "これからのイベント" : "あわせて読む"},
                      item_cards(item.related, 3));
  }
  const std::vector<Crumb> way = way_to(request, type_of(c.type), a.title);
  const bool foreign = a.language != "ja";
  Html text = article_body(c, a, item.body);
  if (foreign) text = fact_rows(type_of(c.type), a) + in_language(a.language, content(item.body));
  return page(request,
              {.area = web::Area::open, .title = a.title,
               .heading = foreign ? words_in_language(a.language, a.title) : Html(),
               .eyebrow = dates,
               .lead = foreign && !a.lead.empty() ? words_in_language(a.language, a.lead)
                                                  : Html(a.lead),
               .breadcrumbs = way, .width = Width::reading, .description = a.lead,
               .head = sharing(request, shared_item(request, item, way))},
              variant_switch(c.path, a, std::nullopt) + text + calendar_link(request, c) +
                  related);
}

Html whole_text(const ShownItem& item) {
  const Article& a = item.version.article;
  return variant_switch(item.content.path, a, std::nullopt) +
         article_body(item.content, a, item.body);
}

Html secret_preview(const web::Request& request, const PreviewPage& data) {
  const Article& a = data.version.article;
  const std::string title = a.title.empty() ? data.content.title : a.title;
  return page(request,
              {.area = web::Area::open, .title = title + "（公開前）", .heading = Html(title),
               .eyebrow = "公開前の下書き", .lead = Html(a.lead), .width = Width::reading},
              notice({.tone = Tone::info, .title = "まだ公開していない下書きです",
                      .text = time_text(data.expires_at) +
                              "まで、このリンクで読めます。ほかの人に知らせないでください。",
                      .level = 0}) +
                  article_body(data.content, a, data.body) + variant_previews(data.variants));
}

Html asked(const web::Request& request, const AskedForm& data) {
  const Approval& q = data.page.approval;
  const Article& a = data.page.version.article;
  std::vector<Option> choices;
  for (const char* code : {"approved", "changes"}) {
    choices.push_back({code, std::string(approval_answer_label(code))});
  }
  Pairs pairs{{"お願いした人", q.asked_by_name}, {"お答えになる方", q.name}};
  if (const auto due = parse_iso_date(q.due_on)) {
    pairs.emplace_back("お返事の目安", date_text_long(*due));
  }
  Html asks = description_list(pairs);
  if (!q.message.empty()) asks += multiline(q.message);
  Html article = section({.heading = a.title}, paragraph(a.lead) +
                                                   fact_rows(type_of(data.page.content.type), a)) +
                 content(data.page.body) + variant_previews(data.page.variants);
  Html answer = section(
      {.heading = "お返事"},
      form(request, {.action = "/approvals/" + data.token},
           radio_group({.name = "answer", .label = "回答", .options = choices,
                        .value = data.typed.get("answer"), .required = true,
                        .error = error_at(data.error, "answer")}) +
               textarea_field({.name = "words", .label = "直してほしいところ",
                               .value = data.typed.get("words"),
                               .hint = "このままでよいときは、書かなくてかまいません。",
                               .error = error_at(data.error, "words")},
                              4) +
               form_actions({button({.label = "この内容で回答する", .icon = "send"})})));
  return page(request,
              {.area = web::Area::open, .title = "公開前の記事のご確認",
               .lead = "記事を読み、いちばん下で1つ選んで送ってください。このリンクで1回だけ回答できます。",
               .has_error = data.error.has_value(), .width = Width::reading},
              error_summary(data.error) + asks + article + answer);
}

Html thanks(const web::Request& request, const AskedPage& data) {
  return page(request,
              {.area = web::Area::open, .title = "回答を受け取りました", .width = Width::reading},
              notice({.tone = Tone::ok, .title = "ありがとうございました",
                      .text = "「" + data.version.article.title +
                              "」への回答を記録し、事務局に知らせました。"
                              "この画面は閉じてかまいません。",
                      .focused = true}));
}

}  // namespace musubi::publishing::views
