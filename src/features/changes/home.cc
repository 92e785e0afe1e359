// home.cc - see home.h. What waits for the office and for the member's administrator; one indexed
// read each.
#include "features/changes/home.h"

#include "core/search/search.h"
#include "features/changes/service.h"
#include "web/kit/kit.h"

namespace musubi::changes {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

int count_state(const web::Request& request, const char* state) {
  return static_cast<int>(request.context().db.read(
      [&](db::Reader& reader) { return store::count_in_state(reader, state); }));
}

int waiting_count(const web::Request& request) { return count_state(request, "waiting"); }

std::optional<Waiting> waiting_requests(const web::Request& request) {
  return Waiting{.count = waiting_count(request), .label = "会員の変更申請・届出",
                 .path = "/office/change-requests",
                 .text = "内容を確かめ、登録するか、会員に尋ねてください。"};
}

std::vector<Request> own_open(const web::Request& request) {
  const Context ctx = request.context();
  return ctx.db.read([&](db::Reader& reader) {
    const auto own = members::find_registration(reader, ctx.actor.organisation);
    return own ? store::list_open_of(reader, own->organisation.id) : std::vector<Request>{};
  });
}

std::optional<Waiting> waiting_questions(const web::Request& request) {
  int count = 0;
  std::string path;
  for (const Request& one : own_open(request)) {
    if (one.state != State::asked) continue;
    ++count;
    path = "/members/changes/" + one.id.text;
  }
  if (count == 0) return std::nullopt;
  return Waiting{.count = count, .label = "届出への事務局からの質問", .path = path,
                 .text = "質問を読んで、お答えください。", .tone = Tone::warning};
}

Html own_requests(const web::Request& request) {
  const auto open = own_open(request);
  if (open.empty()) return {};
  std::vector<Html> items;
  for (const Request& one : open) {
    items.push_back(link("/members/changes/" + one.id.text, std::string(info_of(one.kind).label)) +
                    "　" + state_label(one.state) + "　" + small(one.receipt_no()));
  }
  return panel({.heading = "届出の状況"}, plain_list(items));
}

std::optional<web::Movement> describe(const web::Request& request, const audit::Entry& entry) {
  const std::string words = request.app->words.action(entry.action);
  if (words == entry.action || entry.action == "changes.request.drafted" ||
      entry.action == "changes.request.discarded" ||
      entry.action == "changes.request.rewritten") {
    return std::nullopt;
  }
  const auto found = request.context().db.read([&](db::Reader& reader) {
    return store::find_request(reader, ChangeId{entry.subject_id});
  });
  if (!found) return std::nullopt;
  return web::Movement{words, found->organisation_name,
                       "/office/change-requests/" + found->id.text};
}

search::Document document_of(const Request& request) {
  return {"change_request", request.id.text, request.organisation_id.text,
          std::string(info_of(request.kind).label) + "　" + request.organisation_name,
          request.receipt_no(), "changes",
          request.decided_at.ms > 0 ? request.decided_at : request.sent_at};
}

}  // namespace

Result<void> put_document(db::Tx& tx, const Request& request) {
  if (request.number == 0) return {};
  return search::put(tx, document_of(request));
}

search::Feeders search_feeders() {
  return {{"change_request", [](db::Reader& reader, const std::string& after_id, int most) {
             std::vector<search::Document> out;
             for (const Request& one : store::list_sent_by_id(reader, after_id, most)) {
               out.push_back(document_of(one));
             }
             return out;
           }}};
}

void add_home(web::App& app) {
  app.home.waiting.push_back(
      {.permission = may::settle_changes, .order = 9, .find = waiting_requests});
  app.home.waiting.push_back(
      {.permission = may::change_own, .order = 10, .find = waiting_questions});
  app.home.panels.push_back({.area = web::Area::members, .permission = may::change_own,
                             .order = 5, .show = own_requests});
  app.home.movements.push_back(
      {.permission = may::settle_changes, .prefix = "changes.", .describe = describe});
  app.home.nouns.push_back({.noun = "change_request", .label = "会員の届出", .order = 35,
                            .visibility = [](const Actor& actor) {
                              return can(actor, may::settle_changes)
                                         ? std::vector<std::string>{"changes"}
                                         : std::vector<std::string>{};
                            },
                            .path = [](const search::Hit& hit) {
                              return "/office/change-requests/" + hit.id;
                            }});
  app.nav.push_back({.area = web::Area::office, .group = "会員", .label = "会員の届出",
                     .path = "/office/change-requests", .icon = "diff",
                     .permission = may::settle_changes, .order = 202, .waiting = waiting_count});
  app.nav.push_back({.area = web::Area::members, .group = "", .label = "団体の登録内容",
                     .path = "/members/organisation", .icon = "building",
                     .permission = may::see_own_organisation, .order = 20, .waiting = {}});
  app.nav.push_back({.area = web::Area::members, .group = "", .label = "届出",
                     .path = "/members/changes", .icon = "doc", .permission = may::change_own,
                     .order = 22, .waiting = {}});
  add_words(app.words);
}

}  // namespace musubi::changes
