// home.cc - see home.h. Reads only; every function here runs on a page view and reads a bounded
// number of rows through an index.
#include "features/publishing/home.h"

#include "features/publishing/search_content.h"
#include "features/publishing/service_schedule.h"
#include "features/publishing/views.h"

namespace musubi::publishing {
namespace {

using web::kit::Tone;
using web::kit::Waiting;

constexpr std::int64_t kHomeCap = 100;  // of what waits: beyond it a number says no more
constexpr int kOrderLate = 3;
constexpr int kOrderSteps = 60;
constexpr int kOrderTile = 50;
constexpr int kDutyFromDay = 15;  // of the month: earlier it is no news that no case is out

std::int64_t count_in(const web::Request& request, State state) {
  store::ListFilter filter;
  filter.state = state;
  return request.context().db.read(
      [&](db::Reader& reader) { return store::count_contents(reader, filter, kHomeCap); });
}

std::optional<Waiting> waiting_in(const web::Request& request, State state, const char* label,
                                  const char* text) {
  const auto count = count_in(request, state);
  if (count == 0) return std::nullopt;
  return Waiting{.count = static_cast<int>(count), .label = label,
                 .path = std::string(views::kList) + "?state=" + std::string(state_name(state)),
                 .text = text};
}

std::optional<Waiting> waiting_review(const web::Request& request) {
  return waiting_in(request, State::review, "確認を待つ記事",
                    "見た目を確かめ、確認済みにするか、差し戻してください。");
}
std::optional<Waiting> waiting_prefecture(const web::Request& request) {
  return waiting_in(request, State::prefecture, "県の確認を待つ記事",
                    "公開してよいか、お答えください。");
}
std::optional<Waiting> waiting_publication(const web::Request& request) {
  return waiting_in(request, State::approved, "公開を待つ記事",
                    "日時を決めて、公開または予約してください。");
}

std::optional<Waiting> waiting_late(const web::Request& request) {
  const auto count = count_late(request.context());
  if (count == 0) return std::nullopt;
  return Waiting{.count = static_cast<int>(count), .label = "時刻を過ぎても公開・終了していない記事",
                 .path = views::kCalendar,
                 .text = "定時処理が動いているかを確かめてください。動くと、自動で公開・終了します。",
                 .tone = Tone::error};
}

std::optional<Waiting> waiting_overdue(const web::Request& request) {
  store::ListFilter filter;
  filter.owner_id = request.actor.account.text;
  filter.review_until = iso(request.context().today());
  if (filter.owner_id.empty()) return std::nullopt;
  const auto count = request.context().db.read(
      [&](db::Reader& reader) { return store::count_contents(reader, filter, kHomeCap); });
  if (count == 0) return std::nullopt;
  return Waiting{.count = static_cast<int>(count), .label = "見直す日が来た、担当の記事",
                 .path = std::string(views::kList) + "?owner=me&overdue=1",
                 .text = "内容が今も正しいかを確かめ、見直す日を入れ直してください。"};
}

std::optional<Waiting> waiting_case(const web::Request& request) {
  const Context ctx = request.context();
  if (ctx.today().day < kDutyFromDay || !lacks_case_this_month(ctx)) return std::nullopt;
  return Waiting{.count = 1, .label = "今月のＤＸ事例がまだありません", .path = views::kCalendar,
                 .text = "おおむね月に1本公開する決まりです。公開を予約すると、ここから消えます。",
                 .tone = Tone::warning};
}

std::vector<web::kit::Tile> case_tile(const web::Request& request) {
  const Context ctx = request.context();
  const auto duty =
      load_case_duty(ctx, request.app->contract_start, request.app->contract_end);
  if (!duty) return {};
  const std::int64_t lacking = duty->wanted - duty->cases;
  return {{.label = "ＤＸ事例の公開（KPI-05）", .value = std::to_string(duty->cases),
           .unit = "本", .plan = "終わった月の数：" + std::to_string(duty->wanted),
           .tone = lacking <= 0 ? Tone::ok : lacking == 1 ? Tone::warning : Tone::error,
           .state = lacking <= 0 ? "計画どおり" : std::to_string(lacking) + "本不足",
           .evidence_path = views::kCalendar, .evidence_label = "月ごとの公開を見る"}};
}

std::optional<web::Movement> describe_content(const web::Request& request,
                                              const audit::Entry& entry) {
  if (entry.noun != "content") return std::nullopt;
  const std::string words = request.app->words.action(entry.action);
  if (words == entry.action) return std::nullopt;
  const ContentId id{entry.subject_id};
  const auto found = request.context().db.read(
      [&](db::Reader& reader) { return store::find_content(reader, id); });
  if (!found) return std::nullopt;
  return web::Movement{words, found->title, views::path_of(id)};
}

// ---- the public home page ----

web::Html newest_part(const web::Request& request, const char* type, const std::string& heading,
                      int most, const char* path, const char* words) {
  store::PublicFilter filter;
  filter.type = type;
  filter.most = most;
  const auto found = list_public_contents(request.context(), filter);
  if (!found || found->rows.empty()) return {};
  return web::kit::section({.heading = heading, .aside = web::kit::go_link(path, words)},
                           views::item_cards(found->rows, 3));
}

web::Html coming_part(const web::Request& request, const std::string& heading, int most) {
  store::EventFilter filter;
  filter.most = most;
  const auto found = list_coming_events(request.context(), filter);
  if (!found || found->rows.empty()) return {};
  return web::kit::section(
      {.heading = heading, .aside = web::kit::go_link("/events", "イベントをすべて見る")},
      views::event_cards(found->rows, 3));
}

// ---- the words of the office in place of those of the program ----

std::string page_path(const std::string& name) {
  return std::string(type_of("page").prefix) + name;
}

// The pages of the program are Japanese.
std::optional<web::OfficeText> office_text(const Context& ctx, const std::string& name) {
  const auto item = load_public_item(ctx, page_path(name));
  if (!item || item->version.article.language != "ja") return std::nullopt;
  const Article& article = item->version.article;
  return web::OfficeText{article.title, article.lead, views::whole_text(*item)};
}

std::string office_article(const Context& ctx, const std::string& name) {
  const std::string path = page_path(name);
  const auto found = ctx.db.read(
      [&](db::Reader& reader) { return store::find_content_by_path(reader, path); });
  return found ? views::path_of(found->id) : std::string();
}

constexpr int kCardsOnHome = 3;

void add_open_sections(web::Home& home) {
  home.open_sections.push_back(
      {"news", "お知らせ", 30, kCardsOnHome,
       [](const web::Request& request, const std::string& heading, int most) {
         return newest_part(request, "news", heading, most, "/news", "お知らせをすべて見る");
       }});
  home.open_sections.push_back({"events", "これからのイベント", 40, kCardsOnHome, coming_part});
  home.open_sections.push_back(
      {"cases", "新しいＤＸ事例", 50, kCardsOnHome,
       [](const web::Request& request, const std::string& heading, int most) {
         return newest_part(request, "dx_case", heading, most, "/cases", "ＤＸ事例をすべて見る");
       }});
}

int nav_count(const web::Request& request) {
  const bool officer = can(request.actor, may::approve_content);
  if (!officer && !can(request.actor, may::confirm_content)) return 0;
  return static_cast<int>(count_in(request, officer ? State::prefecture : State::review));
}

}  // namespace

void add_home(web::App& app) {
  web::Home& home = app.home;
  home.waiting.push_back(
      {.permission = may::publish_content, .order = kOrderLate, .find = waiting_late});
  home.waiting.push_back(
      {.permission = may::confirm_content, .order = kOrderSteps, .find = waiting_review});
  home.waiting.push_back(
      {.permission = may::approve_content, .order = kOrderSteps, .find = waiting_prefecture});
  home.waiting.push_back({.permission = may::publish_content, .order = kOrderSteps + 1,
                          .find = waiting_publication});
  home.waiting.push_back(
      {.permission = may::edit_content, .order = kOrderSteps + 2, .find = waiting_overdue});
  home.waiting.push_back(
      {.permission = may::edit_content, .order = kOrderSteps + 3, .find = waiting_case});
  home.tiles.push_back({.permission = may::see_content, .order = kOrderTile, .list = case_tile});
  home.movements.push_back({.permission = may::see_content, .prefix = "publishing.",
                            .describe = describe_content});
  home.nouns.push_back({.noun = "content_item", .label = "公開サイトの記事", .order = 69,
                        .visibility = [](const Actor& actor) {
                          return can(actor, may::see_content)
                                     ? std::vector<std::string>{std::string(kContentVisibility)}
                                     : std::vector<std::string>{};
                        },
                        .path = [](const search::Hit& hit) {
                          return views::path_of(ContentId{hit.id});
                        }});
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "公開サイト", .label = "記事", .path = views::kList,
                       .icon = "doc", .permission = may::see_content, .order = 400,
                       .waiting = nav_count});
    app.nav.push_back({.area = area, .group = "公開サイト", .label = "編集の予定",
                       .path = views::kCalendar, .icon = "calendar",
                       .permission = may::see_content, .order = 401, .waiting = {}});
  }
  add_open_sections(home);
  home.office_text = office_text;
  home.office_article = office_article;
  app.nav.push_back({web::Area::open, "", "ＤＸ事例", "/cases", "", may::anyone, 20, {}});
  app.nav.push_back({web::Area::open, "", "イベント", "/events", "", may::anyone, 25, {}});
  app.nav.push_back({web::Area::open, "", "よくある質問", "/faq", "", may::anyone, 60, {}});
  app.nav.push_back({web::Area::open, "", "お知らせ", "/news", "", may::anyone, 30, {}});
}

}  // namespace musubi::publishing
