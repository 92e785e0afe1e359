// site_search.cc - see site_search.h: whom it watches, what the outbox and the jobs run, what a
// rebuild reads. Wiring alone; what they do is in service_index.cc.
#include "features/site_search/site_search.h"

#include <algorithm>
#include <utility>

#include "features/site/site.h"
#include "features/site_search/documents.h"
#include "features/site_search/service_index.h"
#include "web/app.h"

namespace musubi::site_search {
namespace {

bool is_listed(const std::vector<OpenPage>& pages, const std::string& path) {
  return std::any_of(pages.begin(), pages.end(),
                     [&](const OpenPage& page) { return page.path == path; });
}

// Open pages whose words are kept or counted elsewhere; found by their titles, where they are.
constexpr std::pair<const char*, const char*> kTitledPages[] = {
    {"/policies/accessibility", "ウェブアクセシビリティ方針"},
    {"/policies/counting", "閲覧の計測について"},
    {"/event-listings", "催しの掲載のご依頼"},
    {"/opendata", "オープンデータ"}};

// The fixed texts, and what the open menu leads to: lists, forms.
std::vector<OpenPage> open_pages(const web::App& app, const Context& ctx) {
  std::vector<OpenPage> out;
  for (site::OpenText& text : site::list_texts(app, ctx)) {
    out.push_back({std::move(text.path), std::move(text.title), std::move(text.lead),
                   std::move(text.text), {}});
  }
  for (const web::NavItem& item : app.nav) {
    const bool open = item.area == web::Area::open && item.path != "/search" && item.path != "/";
    if (open && !is_listed(out, item.path)) out.push_back({item.path, item.label, "", "", {}});
  }
  for (const auto& [path, title] : kTitledPages) {
    const bool there = app.router.match("GET", path).route != nullptr;
    if (there && !is_listed(out, path)) out.push_back({path, title, "", "", {}});
  }
  return out;
}

std::vector<search::Document> feed_items(db::Reader& reader, const std::string& after, int most) {
  std::vector<search::Document> out;
  for (const auto& item : publishing::list_public_items(reader, after, most)) {
    out.push_back(page_document(item));
  }
  return out;
}

std::vector<search::Document> feed_pages(db::Reader& reader, const std::string& after, int most) {
  std::vector<search::Document> out;
  for (const OpenPage& page : store::list_pages(reader, after, most)) {
    out.push_back(text_document(page));
  }
  return out;
}

// An empty page would end the rebuild: it goes on until something published stands in it.
std::vector<search::Document> feed_files(db::Reader& reader, const std::string& after, int most) {
  const Date today = date_in_japan(now_from_system_clock());
  std::vector<search::Document> out;
  std::string from = after;
  while (out.empty()) {
    const auto texts = store::list_files(reader, from, std::min(most, 50));
    if (texts.empty()) break;
    for (const FileText& text : texts) {
      const media::MediaId id{text.id};
      const auto file = media::find_readable(reader, id);
      if (file && media::is_published(reader, id, today)) out.push_back(file_document(*file, text));
    }
    from = texts.back().id;
  }
  return out;
}

}  // namespace

void watch() {
  publishing::configure_watcher(follow_item);
  media::configure_watcher(follow_file);
}

void add_handlers(outbox::Handlers& handlers) {
  handlers[std::string(kFileRegistered)] = read_registered;
  handlers[std::string(kWordsWanted)] = collect_words;
}

std::vector<jobs::Job> scheduled_jobs(const web::App& app) {
  jobs::Job job;
  job.name = "site_search.index.caught_up";
  job.label = "サイト内検索の索引を整える";
  job.schedule = jobs::Schedule::daily_at(3, 40);
  job.run = [&app](const Context& ctx) { return catch_up(ctx, open_pages(app, ctx)); };
  return {job};
}

search::Feeders search_feeders() {
  return {{std::string(kPageNoun), feed_items},
          {std::string(kTextNoun), feed_pages},
          {std::string(kFileNoun), feed_files}};
}

}  // namespace musubi::site_search
