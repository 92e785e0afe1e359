// views_open_lists.cc - the public lists with their filters, the answers of よくある質問 in full,
// materials with type and size, and the page of the whole site. Html only; it decides nothing.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "features/publishing/views.h"
#include "web/app.h"
#include "web/urlencoded.h"

namespace musubi::publishing::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

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

Option option_of(const store::FacetCount& one) {
  const std::string words = field_for_people(one.name, one.value);
  if (one.count == kNotCounted) return {one.value, words};
  return {one.value, words + "（" + thousands(one.count) + "件）"};
}

// A list that people know keeps its order; words that writers made up stand by how often they are
// used. What was chosen is there even when nothing is left of it.
std::vector<Option> options_of(const FieldInfo& field,
                               const std::vector<store::FacetCount>& counts,
                               const std::string& chosen) {
  std::vector<Option> options;
  for (const auto& [code, label] : choices_of(field.name)) {
    for (const store::FacetCount& one : counts) {
      if (one.value == code) options.push_back(option_of(one));
    }
  }
  if (field.kind == FieldInfo::Kind::list) {
    for (const store::FacetCount& one : counts) options.push_back(option_of(one));
  }
  const bool there = chosen.empty() || std::any_of(options.begin(), options.end(), [&](auto& one) {
                       return one.value == chosen;
                     });
  if (!there) options.push_back({chosen, field_for_people(field.name, chosen) + "（0件）"});
  return options;
}

Html public_filters(const PublicListView& view) {
  std::vector<Html> fields;
  std::vector<Applied> applied;
  for (const FieldInfo& field : view.type->fields) {
    if (!field.facet) continue;
    const std::string name(field.name), label(field.label);
    const std::string value = chosen_value(view, field.name);
    const auto found = view.list.facets.find(name);
    if (found == view.list.facets.end() && value.empty()) continue;
    const auto options = options_of(
        field, found == view.list.facets.end() ? std::vector<store::FacetCount>{} : found->second,
        value);
    fields.push_back(select_field({.name = name, .label = label, .options = options,
                                   .value = value, .empty_label = "すべて", .quiet = true}));
    if (value.empty()) continue;
    applied.push_back({label + "：" + field_for_people(field.name, value),
                       without(view, field.name)});
  }
  if (fields.empty()) return {};
  return filter_bar({.action = view.path, .fields = fields, .applied = applied,
                     .clear_path = view.path});
}

std::string list_count(const PublicListView& view) {
  const bool stopped = view.filter.facets.size() > 1 && view.list.count >= kCountCap;
  return stopped ? "2,000件以上あります" : thousands(view.list.count) + "件あります";
}

std::string fact(const ListedItem& item, std::string_view name) {
  return field_for_people(name, field_of(item.article, name));
}

// A question with headings of its own in the answer is read on its own page: levels would skip.
bool has_headings(const std::string& body) {
  return body.starts_with("#") || body.find("\n#") != std::string::npos;
}

Html answer_part(const ListedItem& item) {
  const Content& c = item.content;
  Html answer = has_headings(item.article.body) || item.body.empty()
                    ? paragraph(c.public_lead) + paragraph(go_link(c.path, "お答えを読む"))
                    : content(item.body);
  return section({.heading = c.public_title, .level = 3, .id = "q-" + slug_of(c)}, answer);
}

// By category, in the order of the form; a list of the questions leads to the answers.
Html answers(const PublicListView& view) {
  std::vector<Html> questions;
  Html out;
  for (const auto& [code, label] : choices_of("category")) {
    Html part;
    for (const ListedItem& item : view.items) {
      if (field_of(item.article, "category") != code) continue;
      questions.push_back(link("#q-" + slug_of(item.content), item.content.public_title));
      part += answer_part(item);
    }
    if (!part.empty()) out += section({.heading = label + "について"}, part);
  }
  if (questions.size() < 2) return out;
  return section({.heading = "質問の一覧"}, bullets(questions)) + out;
}

Html files_of(const ListedItem& item) {
  std::vector<Html> links;
  for (std::size_t i = 0; i < item.files.size(); ++i) {
    const markdown::Media& file = item.files[i];
    links.push_back(link(file.path, item.file_words[i]) +
                    small("（" + file.type_words + "）"));
  }
  return links.empty() ? Html("ページで案内しています") : plain_list(links);
}

Html materials(const PublicListView& view) {
  std::vector<TableRow> rows;
  for (const ListedItem& item : view.items) {
    rows.push_back({.cells = {link(item.content.path, item.content.public_title),
                              fact(item, "category"), fact(item, "issued_on"), files_of(item)}});
  }
  return data_table({.caption = "資料の一覧",
                     .columns = {{.label = "資料"}, {.label = "分類"}, {.label = "発行日"},
                                 {.label = "ファイル（種類と大きさ）"}},
                     .rows = rows});
}

Html rows_part(const PublicListView& view) {
  if (view.list.rows.empty()) {
    return empty_state(view.filter.facets.empty()
                           ? "条件に合う記事はまだありません。新しい記事は、ここに並びます"
                           : "条件に合う記事はまだありません。条件を1つ外してみてください",
                       link(view.path, "すべて見る"));
  }
  if (view.type->name == "faq") return answers(view);
  if (view.type->name == "material") return materials(view);
  return item_cards(view.list.rows, 2, view.facets);
}

// 製造業、中小企業、八代市: whether a case is about somebody like the reader.
std::string card_words(const std::vector<store::Facet>& facets) {
  std::string out;
  for (const char* name : {"industry", "size", "municipality_code"}) {
    for (const store::Facet& facet : facets) {
      if (facet.name != name) continue;
      out += (out.empty() ? "" : "、") + field_for_people(facet.name, facet.value);
    }
  }
  return out;
}

// What is told of changes by itself, where the product has feeds.
std::string feed_path(const ContentType& type) {
  if (type.name == "news") return "/news.atom";
  if (type.name == "dx_case") return "/cases.atom";
  return {};
}

Html feed_words(const web::Request& request, const std::string& path, const std::string& title) {
  if (path.empty() || !may_open(request, path)) return {};
  return note(link(path, title + "の更新を、フィードリーダーで受け取る（Atom）"));
}

std::string page_title(const PublicListView& view) {
  std::string title = view.title;
  for (const store::Facet& facet : view.filter.facets) {
    title += "：" + field_for_people(facet.name, facet.value);
  }
  return view.first_path.empty() ? title : title + "（続き）";
}

}  // namespace

Html item_cards(const std::vector<Content>& contents, int level,
                const std::vector<std::vector<store::Facet>>& facets) {
  std::vector<Html> out;
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const Content& one = contents[i];
    const std::string about = i < facets.size() ? card_words(facets[i]) : std::string();
    Html meta = about.empty() ? Html() : Html(about) + line_break();
    meta += date_text(date_in_japan(one.published_at));
    out.push_back(card({.title = one.public_title, .path = one.path, .text = one.public_lead,
                        .meta = meta, .level = level}));
  }
  return grid(out, 3);
}

Html public_list(const web::Request& request, const PublicListView& view) {
  const std::string feed = feed_path(*view.type);
  const std::vector<Crumb> way{{"ホーム", "/"}, {view.title, ""}};
  Shared shared{.title = view.title, .description = view.lead, .path = view.address,
                .crumbs = way};
  if (may_open(request, feed)) {
    shared.alternates.push_back({feed, "application/atom+xml", view.title + "の更新"});
  }
  return page(request,
              {.area = web::Area::open, .title = page_title(view), .heading = Html(view.title),
               .lead = Html(view.lead), .breadcrumbs = way, .description = view.lead,
               .head = sharing(request, shared)},
              public_filters(view) + paragraph(list_count(view)) + rows_part(view) +
                  key_pager({.previous_path = view.first_path, .next_path = view.next_path}) +
                  feed_words(request, feed, view.title));
}

namespace {

// What the open menu leads to, and what stands at the foot of every page; each page once.
Html fixed_pages(const web::Request& request) {
  std::set<std::string> known{"/sitemap"};
  std::vector<Html> main, foot;
  for (const web::NavItem& item : request.app->nav) {
    if (item.area != web::Area::open || !may_open(request, item.path)) continue;
    main.push_back(link(item.path, item.label));
    known.insert(item.path);
  }
  for (const SiteLink& one : site_links(request)) {
    const bool part_of_a_page = one.path.find('#') != std::string::npos;
    if (!part_of_a_page && known.insert(one.path).second) {
      foot.push_back(link(one.path, one.label));
    }
  }
  Html out;
  if (!main.empty()) out += section({.heading = "主なページ"}, bullets(main));
  if (!foot.empty()) out += section({.heading = "案内と方針"}, bullets(foot));
  return out;
}

}  // namespace

Html site_map(const web::Request& request, const std::vector<SiteMapPart>& parts) {
  Html out = fixed_pages(request);
  for (const SiteMapPart& part : parts) {
    if (part.rows.empty()) continue;
    std::vector<Html> links;
    for (const Content& one : part.rows) links.push_back(link(one.path, one.public_title));
    Html inside = bullets(links);
    if (part.more) inside += paragraph(go_link(part.path, part.label + "をすべて見る"));
    out += section({.heading = part.label, .aside = link_about(part.path, "一覧", part.label)},
                   inside);
  }
  const std::vector<Crumb> way{{"ホーム", "/"}, {"サイトマップ", ""}};
  const std::string words = "このサイトのページを、種類ごとに並べています。";
  return page(request,
              {.area = web::Area::open, .title = "サイトマップ", .lead = Html(words),
               .breadcrumbs = way, .width = Width::reading, .description = words,
               .head = sharing(request, {.title = "サイトマップ", .description = words,
                                         .path = "/sitemap", .crumbs = way})},
              out);
}

}  // namespace musubi::publishing::views
