// home.cc - see home.h: what waits in the queue, movements, search nouns, the menu's count. Reads
// only; every function here runs on a page view and reads a bounded number of rows.
#include "features/applications/home.h"

#include "base/text.h"
#include "features/applications/record.h"
#include "features/applications/service.h"

namespace musubi::applications {

using namespace web::kit;  // NOLINT: the vocabulary of pages

namespace {

constexpr std::int64_t kCap = 500;  // of what waits: beyond it a number says no more

std::int64_t count_of(const web::Request& request, const QueueFilter& filter) {
  const Context ctx = request.context();
  return ctx.db.read([&](db::Reader& reader) {
    return store::count_queue(reader, filter, ctx.today(), kCap);
  });
}

std::optional<Waiting> waiting_new(const web::Request& request) {
  QueueFilter filter;
  filter.state = "received";
  const auto count = count_of(request, filter);
  if (count == 0) return std::nullopt;
  return Waiting{.count = static_cast<int>(count), .label = "受け付けた入会申込",
                 .path = "/office/applications?state=received",
                 .text = "内容を確かめ、審査を始めてください。"};
}

std::optional<Waiting> waiting_late(const web::Request& request) {
  QueueFilter filter;
  filter.late = true;
  const auto count = count_of(request, filter);
  if (count == 0) return std::nullopt;
  return Waiting{.count = static_cast<int>(count), .label = "標準処理期間を過ぎた入会申込",
                 .path = "/office/applications?late=1",
                 .text = "決定を急ぐか、申込者に見通しを知らせてください。", .tone = Tone::error};
}

std::optional<Waiting> waiting_mine(const web::Request& request) {
  QueueFilter filter;
  filter.assigned_to = request.actor.account.text;
  const auto count = count_of(request, filter);
  if (count == 0 || filter.assigned_to.empty()) return std::nullopt;
  return Waiting{.count = static_cast<int>(count), .label = "自分が受け持つ入会申込",
                 .path = "/office/applications?assigned_to=me"};
}

std::optional<web::Movement> describe(const web::Request& request, const audit::Entry& entry) {
  if (entry.noun != "application" || entry.action.starts_with("applications.draft.")) {
    return std::nullopt;
  }
  const std::string words = request.app->words.action(entry.action);
  if (words == entry.action) return std::nullopt;
  const ApplicationId id{entry.subject_id};
  const auto found = request.context().db.read(
      [&](db::Reader& reader) { return store::find_application(reader, id); });
  if (!found || found->state == State::draft) return std::nullopt;
  return web::Movement{words, found->organisation.name, path_of(id)};
}

std::vector<std::string> visible(const Actor& actor, const Permission& permission,
                                 const char* label) {
  return can(actor, permission) ? std::vector<std::string>{label} : std::vector<std::string>{};
}

}  // namespace

void add_home(web::App& app) {
  web::Home& home = app.home;
  home.waiting.push_back({.permission = may::work_applications, .order = 5, .find = waiting_late});
  home.waiting.push_back({.permission = may::work_applications, .order = 6, .find = waiting_new});
  home.waiting.push_back({.permission = may::work_applications, .order = 7, .find = waiting_mine});
  home.movements.push_back(
      {.permission = may::see_applications, .prefix = "applications.", .describe = describe});
  const auto path = [](const search::Hit& hit) { return path_of(ApplicationId{hit.id}); };
  home.nouns.push_back({.noun = "application", .label = "入会申込", .order = 30,
                        .visibility = [](const Actor& actor) {
                          return visible(actor, may::see_applications, "office");
                        },
                        .path = path});
  home.nouns.push_back({.noun = "application_people", .label = "入会申込の担当者・代表者", .order = 31,
                        .visibility = [](const Actor& actor) {
                          return can(actor, may::see_applications)
                                     ? visible(actor, may::see_personal_data, "office.personal")
                                     : std::vector<std::string>{};
                        },
                        .path = path});
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "審査", .label = "入会申込",
                       .path = "/office/applications", .icon = "edit",
                       .permission = may::see_applications, .order = 150, .waiting = {}});
  }
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "個人情報と記録", .label = "同意の台帳",
                       .path = "/office/privacy/consents", .icon = "check",
                       .permission = may::see_applications, .order = 810, .waiting = {}});
  }
  app.nav.push_back({web::Area::open, "", "入会案内", "/join", "", may::anyone, 20, {}});
}

}  // namespace musubi::applications
