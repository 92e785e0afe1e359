// home.cc - see home.h. Tiles, chart, waiting work, movements and search nouns of the registry.
// Reads only; every function here runs on a page view and reads a bounded number of rows.
#include "features/members/home.h"

#include <limits>

#include "base/text.h"
#include "features/members/home_figures.h"
#include "features/members/search_index.h"
#include "features/members/search_records.h"
#include "features/members/service.h"
#include "features/members/store_figures.h"
#include "features/members/store_imports.h"
#include "features/members/views.h"

namespace musubi::members {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

struct Tempo {
  Tone tone = Tone::neutral;
  std::string words;
};
Tempo tempo_of(const NewMembers& f) {
  if (f.now >= f.target) return {Tone::ok, "達成"};
  if (f.now >= f.planned_now) return {Tone::ok, "順調"};
  if (f.now * 10 >= f.planned_now * 8) return {Tone::warning, "やや遅れ"};
  return {Tone::error, "遅れ"};
}

double share(std::int64_t part, std::int64_t whole) {
  return whole <= 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string signed_number(std::int64_t number) {
  if (number == 0) return "±0";
  return (number > 0 ? "＋" : "－") + thousands(number > 0 ? number : -number);
}

std::vector<Tile> standing_tiles(const web::Request& request) {
  const Context ctx = request.context();
  const Date today = ctx.today();
  const Date start = fiscal_year_start(fiscal_year(today));
  return ctx.db.read([&](db::Reader& reader) {
    const NewMembers f = new_members(reader, today);
    const Standing s = standing(reader, start, today);
    const Tempo tempo = tempo_of(f);
    const std::string year = std::to_string(fiscal_year(today));
    std::string pace = finding_of(f);
    if (f.planned_now > 0) {
      pace = "きょうまでの計画の" + std::to_string(f.now * 100 / f.planned_now) + "％。";
    }
    const std::string page = "/office/new-members";  // of recruiting, which may be missing
    const bool has_page = web::kit::may_open(request, page);
    std::vector<Tile> out;
    out.push_back({.label = "新規入会（はじめての団体）", .value = thousands(f.now),
                   .unit = "団体",
                   .plan = "計画" + thousands(f.planned_now) + "／目標" + thousands(f.target),
                   .done = share(f.now, f.target), .planned = share(f.planned_now, f.target),
                   .tone = tempo.tone, .state = tempo.words, .text = pace,
                   .evidence_path = has_page ? page
                                             : "/office/members?state=all&need=first_time&joined=" +
                                                   year + "&sort=joined_on-desc",
                   .evidence_label = has_page ? "計画と内訳を見る（KPI-01）" : "入会した団体を見る"});
    out.push_back({.label = "会員", .value = thousands(s.members), .unit = "団体",
                   .plan = "4月から" + signed_number(s.joined - s.left),
                   .text = "入会" + thousands(s.joined) + "・退会" + thousands(s.left) +
                           "（名寄せによる統合を含む）",
                   .evidence_path = "/office/members", .evidence_label = "会員名簿を見る"});
    return out;
  });
}

std::vector<Tile> defect_tiles(const web::Request& request) {
  const store::DefectCounts counts = request.context().db.read(
      [](db::Reader& reader) { return store::count_defects(reader); });
  if (counts.all == 0) return {};
  const bool clear = counts.open == 0;
  // A share of what was not counted is false.
  if (counts.open >= store::kOpenCap || counts.all >= store::kFoundCap) {
    const bool more = counts.open >= store::kOpenCap;
    return {{.label = "取込みの不備", .value = thousands(counts.open),
             .unit = more ? "件以上" : "件", .tone = clear ? Tone::ok : Tone::warning,
             .state = clear ? "完了" : "残っています",
             .text = "名簿の取込みで見つかり、まだ片づいていない項目です。",
             .evidence_path = "/office/defects", .evidence_label = "残っている不備を見る"}};
  }
  const std::int64_t settled = counts.all - counts.open;
  return {{.label = "取込みの不備", .value = std::to_string(settled * 100 / counts.all),
           .unit = "％", .plan = "片づいた割合",
           .done = share(settled, counts.all), .tone = clear ? Tone::ok : Tone::warning,
           .state = clear ? "完了" : "残り" + thousands(counts.open) + "件",
           .text = "見つかった" + thousands(counts.all) + "件のうち" + thousands(settled) +
                   "件を片づけました。",
           .evidence_path = "/office/defects", .evidence_label = "残っている不備を見る"}};
}

std::optional<Waiting> waiting_defects(const web::Request& request) {
  const store::DefectCounts counts = request.context().db.read(
      [](db::Reader& reader) { return store::count_defects(reader); });
  return Waiting{.count = static_cast<int>(counts.open), .label = "取込みの不備",
                 .path = "/office/defects",
                 .text = "名簿の取込みで見つかり、まだ決めていない項目です。"};
}

std::optional<Waiting> waiting_imports(const web::Request& request) {
  const auto unfinished = request.context().db.read(
      [](db::Reader& reader) { return store::count_unfinished_imports(reader, store::kOpenCap); });
  return Waiting{.count = static_cast<int>(unfinished), .label = "取込みの途中の名簿",
                 .path = "/office/imports",
                 .text = "確かめて取り込むのを待っている名簿と、まだ読めていないファイルです。"};
}

std::optional<Waiting> waiting_duplicates(const web::Request& request) {
  const auto open = request.context().db.read(
      [](db::Reader& reader) { return store::count_open_proposals(reader); });
  return Waiting{.count = static_cast<int>(open), .label = "名寄せの候補",
                 .path = "/office/duplicates", .text = "同じ団体かもしれない登録です。"};
}

DataTable chart_table(const NewMembers& f, const std::vector<std::string>& months) {
  DataTable table{.caption = "新規入会の累計（団体）",
                  .columns = {{.label = "月"},
                              {.label = "計画", .align = Align::end},
                              {.label = "実績", .align = Align::end}},
                  .rows = {}, .caption_hidden = true, .compact = true};
  for (std::size_t i = 0; i < months.size(); ++i) {
    const bool past = static_cast<int>(i) <= f.month;
    table.rows.push_back({.cells = {months[i] + "末", std::to_string(f.plan[i]),
                                    past ? Html(std::to_string(f.actual[i])) : muted("－")}});
  }
  return table;
}

Html new_members_chart(const web::Request& request) {
  const Context ctx = request.context();
  const Date today = ctx.today();
  const NewMembers f =
      ctx.db.read([&](db::Reader& reader) { return new_members(reader, today); });
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  Series plan{"計画", {}, Series::Kind::plan};
  Series actual{"実績", {}, Series::Kind::actual};
  Series forecast{"見込み", std::vector<double>(12, kNone), Series::Kind::forecast};
  std::vector<std::string> months;
  for (int i = 0; i < 12; ++i) {
    const auto at = static_cast<std::size_t>(i);
    months.push_back(std::to_string((i + 3) % 12 + 1) + "月");
    plan.values.push_back(static_cast<double>(f.plan[at]));
    actual.values.push_back(i <= f.month ? static_cast<double>(f.actual[at]) : kNone);
    if (f.forecast < 0 || i < f.month || f.month == 11) continue;
    forecast.values[at] = static_cast<double>(f.now) +
                          static_cast<double>((f.forecast - f.now) * (i - f.month)) /
                              static_cast<double>(11 - f.month);
  }
  std::vector<Series> series{plan, actual};
  if (f.forecast >= 0 && f.month < 11 && f.now > 0) series.push_back(forecast);
  const std::string finding = finding_of(f);
  return figure({.title = "新規入会の累計", .finding = finding,
                 .unit_and_day = "単位：団体　" + month_day(today) + "現在",
                 .chart = line_chart({.title = "新規入会の累計（計画と実績）",
                                      .description = "きょうまでの計画" +
                                                     thousands(f.planned_now) +
                                                     "団体に対し、実績は" + thousands(f.now) +
                                                     "団体です。" + finding,
                                      .categories = months, .series = series, .unit = "団体"}),
                 .data = chart_table(f, months), .level = 2});
}

// Nothing registered yet: the first job of the year, and nothing that would only show zeros.
Html first_steps(const web::Request& request) {
  const Context ctx = request.context();
  const bool empty = ctx.db.read([](db::Reader& reader) {
    return store::list_organisations_by_id(reader, "", 1).empty();
  });
  if (!empty) return {};
  std::vector<Html> steps{
      "県から預かった名簿を用意します（CSVまたはExcelのファイルです）。",
      "「名簿を取り込む」で、不備を確かめながら登録します。",
      "登録できたら、この画面に会員の数と、確認が必要なものが並びます。"};
  std::vector<Html> actions;
  if (request.app->router.match("GET", "/office/imports/new").route != nullptr) {
    actions.push_back(button_link({.label = "名簿を取り込む", .path = "/office/imports/new",
                                   .look = Look::primary, .icon = "download"}));
  }
  return panel({.heading = "はじめに"},
               paragraph("会員はまだ登録されていません。") + numbered(steps) + cluster(actions));
}

Html own_organisation(const web::Request& request) {
  auto page = load_own_organisation(request.context());
  if (!page) return {};
  const Organisation& o = page->organisation;
  Pairs facts;
  facts.emplace_back("会員番号", o.member_no);
  facts.emplace_back("状態", badge(views::tone_of(o.state), state_label(o.state)));
  for (const auto& field : organisation_fields()) {
    if (field.name == "name" || field.name == "member_no" || field.name == "note") continue;
    const std::string words = field_for_people(field.name, field_text(o, field.name));
    facts.emplace_back(std::string(field.label), words.empty() ? muted("－") : Html(words));
  }
  if (auto day = parse_iso_date(o.joined_on)) facts.emplace_back("入会年月日", date_text(*day));
  DataTable people{.caption = "担当者　" + std::to_string(page->people.size()) + "名",
                   .columns = {{.label = "氏名"}, {.label = "部署・役職"},
                               {.label = "メールアドレス"}, {.label = "役割"}},
                   .rows = {}};
  for (const auto& person : page->people) {
    std::vector<Html> marks;
    if (person.is_primary) marks.push_back(badge(Tone::ok, "主担当"));
    if (person.is_administrator) marks.push_back(badge(Tone::info, "会員管理者"));
    people.rows.push_back({.cells = {person.name, trim(person.department + "　" + person.title),
                                     person.email, cluster(marks)}});
  }
  people.empty = empty_state("担当者はまだ登録されていません");
  return panel({.heading = o.name}, description_list(facts)) +
         panel_flush({.heading = "担当者"}, data_table(people));
}

// What the public home page tells of the members. Cached: record.cc says when it changes, and
// daily_page_refresh() in members.cc when the day does.
std::vector<web::OpenFigure> open_figures(const web::Request& request) {
  const Context ctx = request.context();
  const Date today = ctx.today();
  const Standing now = ctx.db.read([&](db::Reader& reader) {
    return standing(reader, fiscal_year_start(fiscal_year(today)), today);
  });
  if (now.members == 0) return {};
  return {{"会員団体", thousands(now.members), "団体"},
          {"今年度に加わった団体", thousands(now.joined), "団体"}};
}

std::optional<web::Movement> describe(const web::Request& request, const audit::Entry& entry) {
  const std::string words = views::action_words(entry.action);
  if (words == entry.action) return std::nullopt;  // no words for it: the record has it
  web::Movement out{words, "", ""};
  if (entry.organisation_id.empty()) return out;
  auto named = find_organisation_name(request.context(), OrganisationId{entry.organisation_id});
  if (!named) return out;
  out.name = named->name;
  out.path = views::path_of(named->id);
  return out;
}

}  // namespace

void add_home(web::App& app) {
  web::Home& home = app.home;
  home.open_figures.push_back(open_figures);
  home.tiles.push_back({.permission = may::see_registry, .order = 10, .list = standing_tiles});
  home.tiles.push_back({.permission = may::settle_defects, .order = 40, .list = defect_tiles});
  home.waiting.push_back({.permission = may::import_roster, .order = 15, .find = waiting_imports});
  home.waiting.push_back(
      {.permission = may::settle_defects, .order = 20, .find = waiting_defects});
  home.waiting.push_back(
      {.permission = may::merge_members, .order = 30, .find = waiting_duplicates});
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    home.panels.push_back({.area = area, .permission = may::see_registry, .order = 10,
                           .show = new_members_chart});
  }
  home.panels.push_back({.area = web::Area::office, .permission = may::edit_registry,
                         .order = -10, .show = first_steps});
  home.panels.push_back({.area = web::Area::members, .permission = may::see_own_organisation,
                         .order = 10, .show = own_organisation});
  home.movements.push_back(
      {.permission = may::see_registry, .prefix = "members.", .describe = describe});
  const auto to_organisation = [](const search::Hit& hit) {
    return views::path_of(OrganisationId{hit.organisation_id});
  };
  home.nouns.push_back({.noun = "organisation", .label = "会員", .order = 10,
                        .visibility = [](const Actor& actor) {
                          return can(actor, may::see_registry) ? visible_to(actor)
                                                               : std::vector<std::string>();
                        },
                        .path = to_organisation});
  home.nouns.push_back({.noun = "organisation_people", .label = "担当者・代表者", .order = 20,
                        .visibility = [](const Actor& actor) {
                          return can(actor, may::see_personal_data) ? visible_to(actor)
                                                                    : std::vector<std::string>();
                        },
                        .path = to_organisation});
  add_record_nouns(app);
  add_report_home(app);
  add_loan_home(app);
  app.nav.push_back({.area = web::Area::prefecture, .group = "会員", .label = "会員名簿",
                     .path = "/office/members", .icon = "people",
                     .permission = may::see_registry, .order = 200, .waiting = {}});
}

}  // namespace musubi::members
