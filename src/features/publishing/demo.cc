// demo.cc - the public site in 令和６年度, as of 2024-10-28: articles in every state, through the
// services that people use and with the clock of the story. Called once, after the demo's accounts
// were made.
#include <map>

#include "base/text.h"
#include "features/accounts/accounts.h"
#include "features/media/media.h"
#include "features/publishing/demo_texts.h"
#include "features/publishing/publishing.h"
#include "features/publishing/service.h"
#include "features/publishing/service_approvals.h"
#include "features/publishing/service_schedule.h"

namespace musubi::publishing {
namespace {

constexpr Date kDemoDay{2024, 10, 28};
constexpr int kHour = 9;
constexpr int kLibraryMost = 50;

struct DemoCast {
  accounts::Account writer, manager, officer;
};

Context acting(const Context& ctx, const accounts::Account& who, Date day) {
  Context out = ctx;
  out.now = Instant{start_of_day_in_japan(day).ms + kHour * 3'600'000LL};
  out.pretended_today = day;
  out.actor = accounts::actor_of(who);
  out.address = "192.0.2.80";
  out.request_id = "demo-" + iso(day);
  return out;
}

Result<StepInput> step_on(const Context& ctx, const ContentId& id, const char* words = "") {
  const auto found =
      ctx.db.read([&](db::Reader& reader) { return store::find_content(reader, id); });
  if (!found) return content_gone();
  return StepInput{id, found->version, words};
}

using StepFunction = Result<void> (*)(const Context&, const StepInput&);
Result<void> take_step(const Context& ctx, const ContentId& id, StepFunction step,
                       const char* words = "") {
  const StepInput input = TRY(step_on(ctx, id, words));
  return step(ctx, input);
}

// Ids of what the library of the demo holds, by title; "" where it has none of that title.
using Titles = std::map<std::string, std::string, std::less<>>;
Result<Titles> titles_in_library(const Context& ctx) {
  Titles out;
  for (const media::Choice& one : TRY(media::list_pictures(ctx, "", kLibraryMost))) {
    out[one.title] = one.id.text;
  }
  std::string last;
  const auto documents = ctx.db.read([&](db::Reader& reader) {
    return media::list_readables(reader, "", kLibraryMost, last);
  });
  for (const media::Readable& one : documents) out[one.title] = one.id.text;
  return out;
}

// The text with what it shows of the library; without the lines of what is not there.
Result<std::string> with_library(const Context& ctx, const std::string& body) {
  if (body.find(kTitleOpens) == std::string::npos) return body;
  const Titles titles = TRY(titles_in_library(ctx));
  std::string out;
  for (const std::string& line : split(body, '\n')) {
    const std::size_t opens = line.find(kTitleOpens);
    if (opens == std::string::npos) {
      out += line + "\n";
      continue;
    }
    const std::size_t from = opens + kTitleOpens.size();
    const std::size_t closes = line.find(kTitleCloses, from);
    CHECK(closes != std::string::npos);
    const auto found = titles.find(line.substr(from, closes - from));
    if (found == titles.end()) continue;
    out += line.substr(0, opens) + "media:" + found->second +
           line.substr(closes + kTitleCloses.size()) + "\n";
  }
  return out;
}

Result<ContentId> write_down(const Context& ctx, const DemoArticle& text) {
  const ContentId id = TRY(create_content(ctx, {text.type, text.title, text.slug, ""}));
  const auto draft =
      ctx.db.read([&](db::Reader& reader) { return store::find_draft(reader, id); });
  if (!draft) return content_gone();
  const std::string body = TRY(with_library(ctx, text.body));
  DraftEdit edit{id, draft->token, {{"title", text.title}, {"lead", text.lead},
                                    {"body", body}, {"language", "ja"}}};
  for (const auto& [name, value] : text.fields) edit.typed.emplace_back(name, value);
  TRY(save_draft(ctx, edit));
  return id;
}

// As far as this article has come, step by step.
Result<void> bring(const Context& system, const DemoCast& cast, const DemoArticle& text) {
  const Date day = *parse_iso_date(text.on);
  // What is planned for later was written today.
  const Date worked = kDemoDay < day ? kDemoDay : day;
  const Context writer = acting(system, cast.writer, worked);
  const Context manager = acting(system, cast.manager, worked);
  const std::string_view goal = text.state;
  const ContentType& type = type_of(text.type);
  const ContentId id = TRY(write_down(writer, text));
  if (goal == "draft") return {};
  TRY(take_step(writer, id, send_content, "はじめの版"));
  if (goal == "review") return {};
  TRY(take_step(manager, id, confirm_content));
  if (goal == "prefecture") return {};
  if (type.prefecture) {
    const Context officer = acting(system, cast.officer, worked);
    TRY(take_step(officer, id, approve_content));
  }
  if (type.company) {
    TRY(record_approval(writer, {id, "架空 花子", "原稿を電話で読み合わせ、同意を得ました。"}));
  }
  if (goal == "approved") return {};
  const bool later = goal == "scheduled";
  const Instant at = later ? Instant{start_of_day_in_japan(day).ms + kHour * 3'600'000LL}
                           : Instant{};
  if (later) {
    const StepInput seen = TRY(step_on(manager, id));
    TRY(change_plan(manager, {id, seen.version, at, {}}));
  }
  const StepInput planned = TRY(step_on(manager, id));
  TRY(publish_content(manager, planned, at));
  if (goal != "ended") return {};
  return take_step(manager, id, end_content, "催しが終わったため");
}

// The fifth case waits for the prefecture, asked by mail; the sixth is a draft.
Result<void> bring_open_cases(const Context& system, const DemoCast& cast) {
  const auto cases = demo_cases();
  DemoArticle waiting = cases[4];
  waiting.on = "2024-10-25";
  const Context writer = acting(system, cast.writer, *parse_iso_date(waiting.on));
  const Context manager = acting(system, cast.manager, *parse_iso_date(waiting.on));
  const ContentId id = TRY(write_down(writer, waiting));
  TRY(take_step(writer, id, send_content, "はじめの版"));
  TRY(take_step(manager, id, confirm_content));
  TRY(record_approval(writer, {id, "架空 智子", "原稿をお送りし、返信のメールで同意を得ました。"}));
  // The link lives by the real clock, so that the demo can show it.
  Context asker = writer;
  asker.now = system.now;
  asker.pretended_today = kDemoDay;
  TRY(ask_approval(asker, {id, "prefecture", cast.officer.id.text, "", "",
                           "11月22日の公開を予定しています。", "2024-11-08", ""}));
  DemoArticle begun = cases[5];
  begun.on = "2024-10-28";
  begun.state = "draft";
  return bring(system, cast, begun);
}

}  // namespace

Result<void> publish_in_demo(const Context& ctx, std::string_view id, Date on) {
  Context system = ctx;
  system.actor = Actor::system("見本の記事");
  const auto writer = TRY(accounts::find_demo_account(system, Role::secretariat));
  const auto head = TRY(accounts::find_demo_account(system, Role::secretariat_manager));
  const Context office = acting(system, writer, on);
  const Context manager = acting(system, head, on);
  const ContentId item{std::string(id)};
  TRY(take_step(office, item, send_content, "はじめの版"));
  TRY(take_step(manager, item, confirm_content));
  const StepInput planned = TRY(step_on(manager, item));
  TRY(publish_content(manager, planned, {}));
  return {};
}

Result<void> load_demo(const Context& ctx) {
  Context system = ctx;
  system.actor = Actor::system("見本の記事");
  const DemoCast cast{TRY(accounts::find_demo_account(system, Role::secretariat)),
                      TRY(accounts::find_demo_account(system, Role::secretariat_manager)),
                      TRY(accounts::find_demo_account(system, Role::prefecture))};
  for (const DemoArticle& text : demo_articles()) TRY(bring(system, cast, text));
  for (const DemoArticle& text : demo_answers()) TRY(bring(system, cast, text));
  for (const DemoArticle& text : demo_pages()) TRY(bring(system, cast, text));
  for (const DemoArticle& text : demo_events()) TRY(bring(system, cast, text));
  const auto cases = demo_cases();
  for (std::size_t i = 0; i < 4; ++i) TRY(bring(system, cast, cases[i]));
  return bring_open_cases(system, cast);
}

}  // namespace musubi::publishing
