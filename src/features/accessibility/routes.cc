// routes.cc - method, path, permission, handler; the menu entries and what the homes show. A row is
// the whole story of an address.
#include "features/accessibility/accessibility.h"
#include "features/accessibility/pages.h"
#include "features/accessibility/views.h"
#include "features/accessibility/words.h"
#include "web/app.h"

namespace musubi::accessibility {
namespace {

constexpr std::uint64_t kEvidenceBytesMost = 21'000'000;
constexpr std::uint64_t kCheckBytesMost = 4'200'000;
constexpr int kNavPlace = 630;
constexpr int kTilePlace = 60;
constexpr int kLastMonthOfYear = 3;  // January to March: the year is about to end

void add_trial_rows(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/accessibility", may::see_trials, show_hub);
  r.post("/office/accessibility", may::keep_trials, create_trial);
  r.get("/office/accessibility/new", may::keep_trials, show_new_trial);
  r.get("/office/accessibility/:id", may::see_trials, show_trial);
  r.post("/office/accessibility/:id", may::keep_trials, pages::update_trial);
  r.get("/office/accessibility/:id/scope", may::see_trials, show_scope);
  r.get("/office/accessibility/:id/pages/:position", may::see_trials, show_trial_page);
  r.get("/office/accessibility/:id/page-list", may::see_trials, show_page_list);
  r.post("/office/accessibility/:id/checks", may::keep_trials, create_check, kCheckBytesMost);
  r.get("/office/accessibility/:id/criteria/:criterion", may::see_trials, show_verdict);
  r.post("/office/accessibility/:id/criteria/:criterion", may::keep_trials,
         pages::update_verdict, kEvidenceBytesMost);
  r.get("/office/accessibility/:id/criteria/:criterion/evidence", may::see_trials,
        show_evidence);
  r.get("/office/accessibility/:id/preview", may::see_trials, show_preview);
  r.post("/office/accessibility/:id/publication", may::publish_trials, create_publication);
  r.get("/office/accessibility/:id/discard", may::keep_trials, show_discard);
  r.post("/office/accessibility/:id/discard", may::keep_trials, create_discard);
}

void add_other_rows(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/accessibility/policy", may::see_trials, show_policy_desk);
  r.post("/office/accessibility/policy", may::keep_trials, update_policy);
  r.post("/office/accessibility/policy/publication", may::publish_trials,
         create_policy_publication);
  r.get("/office/accessibility/issues", may::see_trials, show_issues);
  r.post("/office/accessibility/issues", may::keep_trials, create_issue);
  r.get("/office/accessibility/issues/new", may::keep_trials, show_new_issue);
  r.get("/office/accessibility/issues/:id", may::see_trials, show_issue);
  r.post("/office/accessibility/issues/:id", may::keep_trials, pages::update_issue);
  r.get("/policies/accessibility", may::anyone, show_open_policy);
  r.get("/policies/accessibility/editions/:number", may::anyone, show_open_edition);
  r.get("/policies/accessibility/results", may::anyone, show_open_results);
  r.get("/policies/accessibility/results/:number", may::anyone, show_open_result);
  r.get("/policies/accessibility/results/:number/pdf", may::anyone, show_result_pdf);
}

std::vector<Due> due_now(const web::Request& request) {
  const int year = fiscal_year(request.context().today());
  return request.context().db.read([&](db::Reader& reader) { return list_due(reader, year); });
}

int count_due(const std::vector<Due>& due) {
  int out = 0;
  for (const Due& one : due) out += one.number == 0 ? 1 : 0;
  return out;
}

std::vector<web::kit::Tile> year_tile(const web::Request& request) {
  const auto due = due_now(request);
  const int left = count_due(due);
  const int done = static_cast<int>(due.size()) - left;
  return {{.label = "JIS X 8341-3の試験（" + fiscal_year_name(
                        fiscal_year(request.context().today())) + "）",
           .value = std::to_string(done), .unit = "サイト公表",
           .plan = "年度末までに" + std::to_string(due.size()) + "サイト",
           .done = static_cast<double>(done) / static_cast<double>(due.size()),
           .tone = left == 0 ? web::kit::Tone::ok : web::kit::Tone::info,
           .state = left == 0 ? "済み" : "あと" + std::to_string(left) + "サイト",
           .evidence_path = views::kOffice, .evidence_label = "試験を見る"}};
}

// Only when the year is about to end: before, the tile says it.
std::optional<web::kit::Waiting> waiting_trial(const web::Request& request) {
  const Date today = request.context().today();
  if (today.month > kLastMonthOfYear) return std::nullopt;
  const int left = count_due(due_now(request));
  if (left == 0) return std::nullopt;
  return web::kit::Waiting{.count = left, .label = "ウェブアクセシビリティの試験結果の公表",
                           .path = views::kOffice,
                           .text = "年に1度の試験を終え、結果を公表してください。",
                           .tone = web::kit::Tone::warning, .due = "3月31日"};
}

std::optional<web::kit::Waiting> waiting_issues(const web::Request& request) {
  const std::string today = iso(request.context().today());
  const auto count = request.context().db.read(
      [&](db::Reader& reader) { return store::count_overdue(reader, today); });
  if (count == 0) return std::nullopt;
  return web::kit::Waiting{.count = static_cast<int>(count),
                           .label = "期限の過ぎたアクセシビリティの改善課題",
                           .path = views::kIssues,
                           .text = "直して完了にするか、期限を見直してください。",
                           .tone = web::kit::Tone::warning};
}

std::vector<web::Deadline> year_deadline(const web::Request& request, Date from, Date until) {
  const int year = fiscal_year(request.context().today());
  const Date last = fiscal_year_end(year);
  if (last < from || until < last || count_due(due_now(request)) == 0) return {};
  return {{last, "ウェブアクセシビリティの試験結果の公表", fiscal_year_name(year),
           views::kOffice}};
}

std::optional<web::Movement> describe_trial(const web::Request& request,
                                            const audit::Entry& entry) {
  const std::string words = request.app->words.action(entry.action);
  if (words == entry.action) return std::nullopt;
  if (entry.noun == "accessibility_policy") {
    return web::Movement{words, "", views::kPolicyDesk};
  }
  if (entry.noun == "accessibility_issue") {
    const auto issue = request.context().db.read([&](db::Reader& reader) {
      return store::find_issue(reader, IssueId{entry.subject_id});
    });
    if (!issue) return std::nullopt;
    return web::Movement{words, issue->title, views::path_of(issue->id)};
  }
  const auto trial = request.context().db.read([&](db::Reader& reader) {
    return store::find_trial(reader, TrialId{entry.subject_id});
  });
  if (!trial) return std::nullopt;
  return web::Movement{words, trial->name(), views::path_of(trial->id)};
}

void add_home(web::App& app) {
  app.home.tiles.push_back(
      {.permission = may::see_trials, .order = kTilePlace, .list = year_tile});
  app.home.waiting.push_back(
      {.permission = may::keep_trials, .order = kTilePlace, .find = waiting_trial});
  app.home.waiting.push_back(
      {.permission = may::keep_trials, .order = kTilePlace + 1, .find = waiting_issues});
  app.home.deadlines.push_back({.permission = may::keep_trials, .list = year_deadline});
  app.home.movements.push_back(
      {.permission = may::see_trials, .prefix = "accessibility.", .describe = describe_trial});
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "サイトの点検", .label = views::kAreaTitle,
                       .path = views::kOffice, .icon = "check", .permission = may::see_trials,
                       .order = kNavPlace, .waiting = {}});
  }
}

}  // namespace

void add_routes(web::App& app) {
  add_trial_rows(app.router);
  add_other_rows(app.router);
  add_home(app);
  add_words(app.words);
}

}  // namespace musubi::accessibility
