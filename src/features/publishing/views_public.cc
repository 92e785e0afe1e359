// views_public.cc - what visitors see: lists with filters, one article, the draft behind a secret
// link, and the question on a phone. The same for everyone; Html only; it decides nothing.
#include "base/text.h"
#include "features/publishing/views.h"
#include "web/app.h"
#include "web/urlencoded.h"

namespace musubi::publishing::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string_view facet_label(std::string_view name) {
  for (const ContentType& type : content_types()) {
    if (const FieldInfo* field = find_field(type, name)) return field->label;
  }
  return name;
}

std::string chosen_value(const PublicListView& view, std::string_view name) {
  for (const store::Facet& facet : view.filter.facets) {
    if (facet.name == name) return facet.value;
  }
  return {};
}

std::string without(const PublicListView& view, std::string_view name) {
  std::string query;
  for (const store::Facet& facet : view.filter.facets) {
    if (facet.name == name) continue;
    query += (query.empty() ? "?" : "&") + facet.name + "=" + web::percent_encode(facet.value);
  }
  return view.path + query;
}

Html public_filters(const PublicListView& view) {
  std::vector<Html> fields;
  std::vector<Applied> applied;
  for (const FieldInfo& field : view.type->fields) {
    const auto found = view.list.facets.find(std::string(field.name));
    if (!field.facet || found == view.list.facets.end()) continue;
    std::vector<Option> options;
    for (const store::FacetCount& one : found->second) {
      options.push_back({one.value, field_for_people(one.name, one.value) + "（" +
                                        thousands(one.count) + "件）"});
    }
    const std::string value = chosen_value(view, field.name);
    fields.push_back(select_field({.name = std::string(field.name),
                                   .label = std::string(field.label), .options = options,
                                   .value = value, .empty_label = "すべて", .quiet = true}));
    if (value.empty()) continue;
    applied.push_back({std::string(facet_label(field.name)) + "：" +
                           field_for_people(field.name, value),
                       without(view, field.name)});
  }
  if (fields.empty()) return {};
  return filter_bar({.action = view.path, .fields = fields, .applied = applied,
                     .clear_path = view.path});
}

std::string list_count(std::int64_t count) {
  return count >= kCountCap ? "2,000件以上あります" : thousands(count) + "件あります";
}

Html article_body(const Content& c, const Article& a, const markdown::Content& body) {
  return fact_rows(type_of(c.type), a) + content(body);
}

Html cards(const std::vector<Content>& contents, int level) {
  std::vector<Html> out;
  for (const Content& one : contents) {
    out.push_back(card({.title = one.public_title, .path = one.path, .text = one.public_lead,
                        .meta = date_text(date_in_japan(one.published_at)), .level = level}));
  }
  return grid(out, 3);
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

}  // namespace

Html public_list(const web::Request& request, const PublicListView& view) {
  const PublicList& list = view.list;
  Html rows = list.rows.empty()
                  ? empty_state("条件に合う記事はまだありません。条件を1つ外してみてください",
                                link(view.path, "すべて見る"))
                  : cards(list.rows, 2);
  return page(request,
              {.area = web::Area::open, .title = view.title, .lead = Html(view.lead),
               .breadcrumbs = {{"ホーム", "/"}, {view.title, ""}}, .description = view.lead},
              public_filters(view) + paragraph(list_count(list.count)) + rows +
                  key_pager({.previous_path = view.first_path, .next_path = view.next_path}));
}

Html public_item(const web::Request& request, const ShownItem& item) {
  const Content& c = item.content;
  const Article& a = item.version.article;
  Html dates = date_text(date_in_japan(c.published_at)) + Html("公開");
  if (date_in_japan(c.changed_at) != date_in_japan(c.published_at)) {
    dates += Html("　") + date_text(date_in_japan(c.changed_at)) + Html("更新");
  }
  Html related;
  if (!item.related.empty()) {
    related = section({.heading = "あわせて読む"}, cards(item.related, 3));
  }
  return page(request,
              {.area = web::Area::open, .title = a.title, .eyebrow = dates, .lead = Html(a.lead),
               .breadcrumbs = way_to(request, type_of(c.type), a.title),
               .width = Width::reading, .description = a.lead},
              article_body(c, a, item.body) + related);
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
                  article_body(data.content, a, data.body));
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
                 content(data.page.body);
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
