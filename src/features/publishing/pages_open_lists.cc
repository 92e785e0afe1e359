// pages_open_lists.cc - the public lists of every type, and the page that shows the whole site. The
// same for everyone, so they may be kept under the tag `site`. No SQL, no rules.
#include <charconv>

#include "features/publishing/pages.h"
#include "features/publishing/record.h"
#include "features/publishing/views.h"
#include "web/app.h"
#include "web/urlencoded.h"

namespace musubi::publishing::pages {
namespace {

constexpr std::size_t kFacetMost = 100;  // bytes of what a visitor may ask for
constexpr int kAnswersShown = 100;       // of よくある質問: all of them on one page, nearly always
constexpr int kOfATypeShown = 20;        // on the page of the whole site
constexpr int kPagesShown = 200;         // of 固定ページ, which have no other list

constexpr OpenList kOpenLists[] = {
    {"news", "/news", "お知らせ", "コンソーシアムの催し、募集、支援策などのお知らせです。"},
    {"dx_case", "/cases", "ＤＸ事例",
     "県内の企業・団体が、困りごとから始めて試したことと、その結果です。"},
    {"faq", "/faq", "よくある質問",
     "コンソーシアム、入会、催しについて、よくいただく質問とお答えです。", kAnswersShown, true},
    {"material", "/materials", "資料", "冊子、報告、様式などの資料です。種類と大きさを書いています。"},
    {"member_profile", "/profiles", "会員紹介", "会員の企業・団体を紹介する記事です。"},
    {"grand_design", "/grand-design", "グランドデザイン",
     "県のデジタル化がめざす姿と、そこへ向かう道すじです。"},
    {"page", "/pages", "そのほかのページ", "コンソーシアムの案内や方針のページです。"},
};

const OpenList* find_open_list(std::string_view path) {
  for (const OpenList& list : kOpenLists) {
    if (list.path == path) return &list;
  }
  return nullptr;
}

// Only what a visitor chose from the form; the query as it stands behind the address.
std::string read_facets(const web::Request& request, const ContentType& type,
                        std::vector<store::Facet>& facets) {
  std::string query;
  for (const FieldInfo& field : type.fields) {
    const std::string value = request.query.get(field.name);
    if (!field.facet || value.empty() || value.size() > kFacetMost) continue;
    facets.push_back({std::string(field.name), value});
    query += "&" + std::string(field.name) + "=" + web::percent_encode(value);
  }
  return query;
}

}  // namespace

std::span<const OpenList> open_lists() { return kOpenLists; }

web::Response show_open_list(web::Request& request) {
  const OpenList* list = find_open_list(request.path);
  CHECK(list != nullptr);  // the routes are made of the same table
  views::PublicListView view;
  view.type = &type_of(list->type);
  view.title = list->title;
  view.lead = list->lead;
  view.path = list->path;
  view.filter.type = list->type;
  view.filter.most = list->most;
  const std::string query = read_facets(request, *view.type, view.filter.facets);
  const std::string before = request.query.get("before_at");
  std::from_chars(before.data(), before.data() + before.size(), view.filter.before_at);
  view.filter.before_id = request.query.get("before_id");
  const Context ctx = request.context();
  auto found = list_public_contents(ctx, view.filter);
  if (!found) return web::problem(request, found.error());
  view.list = std::move(*found);
  if (list->type == "material" || list->with_bodies) {
    view.items = load_listed_items(ctx, view.list.rows, list->with_bodies);
  }
  if (list->type == "dx_case") view.facets = load_facets(ctx, view.list.rows);
  view.address = view.path + (query.empty() ? "" : "?" + query.substr(1));
  if (view.list.more) {
    const Content& last = view.list.rows.back();
    view.next_path = view.path + "?before_at=" + std::to_string(last.published_at.ms) +
                     "&before_id=" + last.id.text + query;
  }
  if (!view.filter.before_id.empty()) view.first_path = view.address;
  web::Response out = web::html(views::public_list(request, view));
  return out.cached_for_anyone({std::string(kSiteTag), std::string(media::kPagesTag)});
}

web::Response show_site_map(web::Request& request) {
  const Context ctx = request.context();
  std::vector<views::SiteMapPart> parts;
  for (const OpenList& list : kOpenLists) {
    store::PublicFilter filter;
    filter.type = list.type;
    filter.most = list.type == "page" ? kPagesShown : kOfATypeShown;
    auto found = list_public_contents(ctx, filter);
    if (!found) return web::problem(request, found.error());
    parts.push_back({std::string(list.title), std::string(list.path), std::move(found->rows),
                     found->more});
  }
  store::EventFilter ahead;
  ahead.most = kOfATypeShown;
  auto events = list_coming_events(ctx, ahead);
  if (!events) return web::problem(request, events.error());
  views::SiteMapPart part{"イベント", "/events", {}, events->more};
  for (store::EventRow& row : events->rows) part.rows.push_back(std::move(row.content));
  parts.insert(parts.begin() + 1, std::move(part));
  web::Response out = web::html(views::site_map(request, parts));
  return out.cached_for_anyone({std::string(kSiteTag)});
}

}  // namespace musubi::publishing::pages
