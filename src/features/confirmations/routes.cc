// routes.cc - method, path, permission, handler; menu entries, what the homes show, handlers and
// jobs. A row is the whole story of an address.
#include "core/access/scope.h"
#include "base/text.h"
#include "features/confirmations/pages.h"
#include "features/confirmations/service.h"
#include "web/app.h"

namespace musubi::confirmations {
namespace {

constexpr int kReminderMinutes = 30;

std::optional<Asked> own_silent(const web::Request& request) {
  auto own = load_own(request.context());
  if (!own || !*own || (*own)->target.state != "silent") return std::nullopt;
  return std::move(**own);
}

std::optional<web::kit::Waiting> waiting_own(const web::Request& request) {
  const auto asked = own_silent(request);
  if (!asked) return std::nullopt;
  const auto due = parse_iso_date(asked->round.due_on);
  return web::kit::Waiting{.count = 1, .label = "登録内容の確認", .path = "/members/confirmation",
                           .text = "内容を確かめて、ボタンを1つ押すだけです。",
                           .tone = web::kit::Tone::warning,
                           .due = due ? wareki_with_weekday(*due) + "まで" : ""};
}

// The year's round is opened by a person, whom nothing else reminds.
std::optional<web::kit::Waiting> waiting_round(const web::Request& request) {
  const auto due = find_round_due(request.context());
  if (!due) return std::nullopt;
  const auto last = parse_iso_date(due->last_opened_on);
  return web::kit::Waiting{.count = 1, .label = "今年の登録内容の確認を始める",
                           .path = "/office/confirmations",
                           .text = last ? "前の確認を" + wareki(*last) + "に始めてから、1年がたちました。"
                                        : "会員に登録内容を確かめてもらうことを、まだ行っていません。",
                           .tone = web::kit::Tone::warning};
}

std::optional<RoundView> running(const web::Request& request) {
  return request.context().db.read([](db::Reader& reader) -> std::optional<RoundView> {
    auto round = store::find_running(reader);
    if (!round) return std::nullopt;
    const Counts counts = store::count_targets(reader, round->id);
    return RoundView{std::move(*round), counts};
  });
}

std::vector<web::kit::Tile> progress_tile(const web::Request& request) {
  const auto now = running(request);
  if (!now || now->counts.asked() == 0) return {};
  const Counts& c = now->counts;
  const auto due = parse_iso_date(now->round.due_on);
  return {{.label = "登録内容の確認", .value = std::to_string(c.answered() * 100 / c.asked()),
           .unit = "％", .plan = due ? "期限" + month_day(*due) : "",
           .done = static_cast<double>(c.answered()) / static_cast<double>(c.asked()),
           .tone = c.silent == 0 ? web::kit::Tone::ok : web::kit::Tone::info,
           .state = c.silent == 0 ? "完了" : "受付中",
           .text = thousands(c.asked()) + "団体のうち、" + thousands(c.silent) +
                   "団体がまだ回答していません。",
           .evidence_path = "/office/confirmations/" + now->round.id.text,
           .evidence_label = "未回答の会員を見る"}};
}

std::vector<web::Deadline> round_deadline(const web::Request& request, Date from, Date until) {
  const auto now = request.context().db.read(
      [](db::Reader& reader) { return store::find_running(reader); });
  if (!now) return {};
  const auto due = parse_iso_date(now->due_on);
  if (!due || *due < from || until < *due) return {};
  return {{*due, "登録内容の確認の回答期限", now->name(), "/office/confirmations/" + now->id.text}};
}

void add_words(web::Words& words) {
  const std::pair<const char*, const char*> actions[] = {
      {"confirmations.round.opened", "登録内容の確認を始めました"},
      {"confirmations.round.prepared", "登録内容の確認のメールを用意しました"},
      {"confirmations.round.reminded", "登録内容の確認を催促しました"},
      {"confirmations.round.closed", "登録内容の確認を終えました"},
      {"confirmations.target.answered", "登録内容の確認に答えました"},
      {"confirmations.target.called", "登録内容を電話で確かめました"}};
  for (const auto& [code, told] : actions) words.actions.insert_or_assign(code, told);
  words.nouns.insert_or_assign("confirmation_round", "登録内容の確認");
  words.fields.insert_or_assign("confirmation_round.due_on", "回答の期限");
  words.fields.insert_or_assign("confirmation_round.outcome", "結果");
  words.fields.insert_or_assign("confirmation_round.way", "方法");
  words.fields.insert_or_assign("confirmation_round.reminded", "催促した数");
  for (const char* state : {"unchanged", "changed"}) {
    words.values.insert_or_assign("outcome=" + std::string(state),
                                  std::string(target_state_label(state)));
  }
  for (const char* way : {"link", "member", "telephone"}) {
    words.values.insert_or_assign("way=" + std::string(way), std::string(way_label(way)));
  }
  words.topics.insert_or_assign("confirmations.round.continued", "登録内容の確認のメールを用意する");
  words.topics.insert_or_assign("confirmations.round.reminding", "登録内容の確認を催促する");
}

}  // namespace

void add_routes(web::App& app) {
  using namespace pages;  // NOLINT: a route table reads as rows
  web::Router& r = app.router;
  access::declare_scope(may::confirm_own.name, access::Scope::own_organisation);
  r.get("/office/confirmations", may::run_confirmations, show_rounds);
  r.post("/office/confirmations", may::run_confirmations, create_round);
  r.get("/office/confirmations/new", may::run_confirmations, show_new_round);
  r.get("/office/confirmations/:id", may::run_confirmations, show_round);
  r.post("/office/confirmations/:id/closure", may::run_confirmations, create_closure);
  r.get("/office/confirmations/:id/targets/:organisation", may::run_confirmations, show_target);
  r.post("/office/confirmations/:id/targets/:organisation", may::run_confirmations,
         update_target);
  r.get("/confirmations/:token", may::anyone, show_asked);
  r.post("/confirmations/:token/confirmation", may::anyone, create_confirmation);
  r.get("/confirmations/:token/change", may::anyone, show_change);
  r.post("/confirmations/:token/change", may::anyone, create_change);
  r.get("/members/confirmation", may::confirm_own, pages::show_own);
  r.post("/members/confirmation", may::confirm_own, update_own);

  app.nav.push_back({.area = web::Area::office, .group = "会員", .label = "登録内容の確認",
                     .path = "/office/confirmations", .icon = "check",
                     .permission = may::run_confirmations, .order = 204, .waiting = {}});
  app.nav.push_back({.area = web::Area::members, .group = "", .label = "登録内容の確認",
                     .path = "/members/confirmation", .icon = "check",
                     .permission = may::confirm_own, .order = 24, .waiting = {}});
  app.home.waiting.push_back({.permission = may::confirm_own, .order = 5, .find = waiting_own});
  app.home.waiting.push_back(
      {.permission = may::run_confirmations, .order = 75, .find = waiting_round});
  app.home.tiles.push_back(
      {.permission = may::run_confirmations, .order = 30, .list = progress_tile});
  app.home.deadlines.push_back(
      {.permission = may::run_confirmations, .list = round_deadline});
  add_words(app.words);
}

void add_handlers(outbox::Handlers& handlers) {
  handlers[std::string(kContinued)] = [](const Context& ctx, const outbox::Message& message) {
    return continue_round(ctx, RoundId{message.body.value("id", "")},
                          message.body.value("after", ""));
  };
  handlers[std::string(kReminding)] = [](const Context& ctx, const outbox::Message& message) {
    return remind_step(ctx, RoundId{message.body.value("id", "")}, message.body.value("day", ""),
                       message.body.value("step", std::int64_t{0}));
  };
}

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job job;
  job.name = "confirmations.silent.reminded";
  job.label = "登録内容の確認の未回答に催促する";
  job.schedule = jobs::Schedule::every_minutes(kReminderMinutes);
  job.run = remind_silent;
  return {job};
}

}  // namespace musubi::confirmations
