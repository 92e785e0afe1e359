// routes.cc - method, path, permission, handler; the menu entries, what waits, the search, the
// job of each night. A row is the whole story of an address.
#include "features/media/pages.h"
#include "features/media/service_conversion.h"
#include "features/media/views.h"
#include "features/media/words.h"
#include "web/app.h"

namespace musubi::media {
namespace {

constexpr std::uint64_t kUploadBytesMost = 210'000'000;  // one video, or several photographs
constexpr int kNavOrder = 610;

void add_rows(web::App& app) {
  using namespace pages;  // NOLINT: a route table reads as rows
  web::Router& r = app.router;
  r.get("/media/:id/:name", may::anyone, show_public);
  r.get("/office/media", may::see_media, show_library);
  r.post("/office/media", may::keep_media, create_items, kUploadBytesMost);
  r.get("/office/media/new", may::keep_media, show_upload);
  r.get("/office/media/:id", may::see_media, show_item);
  r.post("/office/media/:id", may::keep_media, update_item);
  // The handler owns the news: they end with the routes, before the streams that they feed.
  auto news = std::make_shared<MediaNews>(app);
  r.get("/office/media/:id/events", may::see_media,
        [news](web::Request& request) { return show_events(request, *news); });
  r.post("/office/media/:id/conversion", may::keep_media, create_conversion);
  r.get("/office/media/:id/deletion", may::keep_media, show_deletion);
  r.post("/office/media/:id/deletion", may::keep_media, create_deletion);
  r.get("/office/media/:id/files/:name", may::see_media, show_preview);
  r.get("/office/media/:id/original", may::see_media, show_original);
}

std::optional<web::kit::Waiting> waiting_consents(const web::Request& request) {
  const std::string until = iso(add_days(request.context().today(), kConsentWarnDays));
  const auto count = request.context().db.read(
      [&](db::Reader& reader) { return store::count_consents_until(reader, until); });
  if (count == 0) return std::nullopt;
  return web::kit::Waiting{.count = static_cast<int>(count),
                           .label = "写真の同意の期限",
                           .path = std::string(views::kPath) + "?show=consent",
                           .text = "期限が30日以内か、過ぎています。同意を取り直すか、差し替えてください",
                           .tone = web::kit::Tone::warning};
}

std::optional<web::kit::Waiting> waiting_unreadable(const web::Request& request) {
  const auto count = request.context().db.read(
      [](db::Reader& reader) { return store::count_in_state(reader, "unreadable"); });
  if (count == 0) return std::nullopt;
  return web::kit::Waiting{.count = static_cast<int>(count),
                           .label = "読めなかった画像",
                           .path = std::string(views::kPath) + "?show=unreadable",
                           .text = "理由を見て、別の画像を登録してください",
                           .tone = web::kit::Tone::warning};
}

std::optional<web::Movement> describe_item(const web::Request& request,
                                           const audit::Entry& entry) {
  if (entry.noun != "media_item" || entry.action == "media.item.converted") return std::nullopt;
  const auto item = request.context().db.read([&](db::Reader& reader) {
    return store::find_item(reader, MediaId{entry.subject_id});
  });
  if (!item) return std::nullopt;
  return web::Movement{request.app->words.action(entry.action), item->details.title,
                       views::path_of(item->id)};
}

void add_home(web::App& app) {
  app.home.waiting.push_back(
      {.permission = may::keep_media, .order = 60, .find = waiting_consents});
  app.home.waiting.push_back(
      {.permission = may::keep_media, .order = 61, .find = waiting_unreadable});
  app.home.movements.push_back(
      {.permission = may::see_media, .prefix = "media.", .describe = describe_item});
  app.home.nouns.push_back({.noun = "media_item", .label = "画像・資料", .order = 70,
                            .visibility = [](const Actor& actor) {
                              return can(actor, may::see_media)
                                         ? std::vector<std::string>{std::string(kVisibility)}
                                         : std::vector<std::string>{};
                            },
                            .path = [](const search::Hit& hit) {
                              return views::path_of(MediaId{hit.id});
                            }});
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "公開サイト", .label = "画像と資料",
                       .path = views::kPath, .icon = "file", .permission = may::see_media,
                       .order = kNavOrder, .waiting = {}});
  }
}

}  // namespace

void add_routes(web::App& app) {
  add_rows(app);
  add_home(app);
  add_words(app.words);
}

void add_handlers(outbox::Handlers& handlers) {
  handlers[std::string(kSent)] = make_what_was_sent;
}

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job job;
  job.name = "media.consents.ended";
  job.label = "同意の期限が過ぎた写真をサイトから外す";
  job.schedule = jobs::Schedule::daily_at(0, 5);
  job.run = take_out_ended_consents;
  return {job};
}

search::Feeders search_feeders() {
  return {{"media_item", [](db::Reader& reader, const std::string& after_id, int most) {
             std::vector<search::Document> out;
             for (const Item& item : store::list_items_by_id(reader, after_id, most)) {
               out.push_back(document_of(item));
             }
             return out;
           }}};
}

retention::Kinds retention_kinds() {
  retention::Kind kind;
  kind.name = "media.items";
  kind.noun = "media_item";
  kind.label = "サイトの写真と、写っている人の同意の記録";
  kind.data = "写っている人の姿、同意の記録";
  kind.purpose = "公開サイトでの掲載";
  kind.starts = "登録した日";
  kind.term = {.evidence = true};
  kind.basis = "仕様書9(7)（R-9.7）、本人の同意";
  kind.way = retention::Way::kept;
  kind.place = "データベース、ファイル保管庫";
  kind.seen_with = may::see_media;
  return {kind};
}

}  // namespace musubi::media
