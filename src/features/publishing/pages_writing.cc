// pages_writing.cc - what the editor of articles asks while somebody writes: keeps a copy, tells
// who else writes and what the checks find, and finds pages to link to. Answers machines; the one
// form is that a copy is thrown away. Rules are in service_writing.cc.
#include "base/json.h"
#include "base/text.h"
#include "features/publishing/pages.h"
#include "features/publishing/pages_draft.h"
#include "features/publishing/search_content.h"
#include "features/publishing/service_writing.h"
#include "features/publishing/views.h"
#include "web/app.h"

namespace musubi::publishing::pages {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

std::string how_long_ago(Instant then, Instant now) {
  const std::int64_t minutes = (now.ms - then.ms) / kMinuteMs;
  return minutes < 1 ? "たったいま" : std::to_string(minutes) + "分前";
}

Json finding_json(const Finding& one) {
  return {{"severity", one.severity == Severity::error ? "error" : "warning"},
          {"rule", one.rule},
          {"field", one.field},
          {"block", one.block},
          {"says", one.says},
          {"excerpt", one.excerpt}};
}

Json news_json(const WritingNews& news, Instant now) {
  Json others = Json::array();
  for (const OtherWriter& one : news.others) {
    others.push_back(one.name + "さん（" + how_long_ago(one.seen_at, now) + "）");
  }
  Json findings = Json::array();
  for (const Finding& one : news.findings) findings.push_back(finding_json(one));
  std::string saved;
  if (news.newer) {
    saved = news.newer->saved_by_name + "さん（" + jst_clock(news.newer->saved_at) + "）";
  }
  return {{"kept_words", news.kept_at.ms == 0 ? "" : jst_clock(news.kept_at)},
          {"others", others},
          {"saved_words", saved},
          {"findings", findings}};
}

}  // namespace

web::Response create_writing(web::Request& request) {
  const Context ctx = request.context();
  const ContentId id{request.param("id")};
  const auto type = load_type_of(ctx, id);
  if (!type) return web::problem(request, type.error());
  WritingInput input;
  input.id = id;
  input.token = request.form.get("token");
  input.typed = typed_draft(type_of(*type), request.form, input.errors);
  input.fields = kept_fields(request.form);
  input.changed = request.form.get("changed") == "1";
  const auto news = keep_writing(ctx, input);
  if (!news) return web::problem(request, news.error());
  return web::json_text(news_json(*news, ctx.now).dump());
}

web::Response end_own_writing(web::Request& request) {
  const ContentId id{request.param("id")};
  const auto done = end_writing(request.context(), id);
  if (!done) return web::problem(request, done.error());
  return web::see_other(views::path_of(id) + "/edit");
}

web::Response show_link_targets(web::Request& request) {
  const std::string words = cut_characters(request.query.get("q"), 100);
  const auto found = list_link_targets(request.context(), words);
  if (!found) return web::problem(request, found.error());
  Json items = Json::array();
  // The fixed pages of the site first: they have no article.
  for (const web::NavItem& item : request.app->nav) {
    const bool fits = item.area == web::Area::open && !trim(words).empty() &&
                      item.label.find(trim(words)) != std::string::npos;
    if (!fits) continue;
    items.push_back({{"path", item.path}, {"title", item.label}, {"type", "サイトのページ"},
                     {"state", "公開中"}});
  }
  for (const LinkTarget& one : *found) {
    items.push_back({{"path", one.path}, {"title", one.title}, {"type", one.type},
                     {"state", one.state}});
  }
  return web::json_text(Json{{"items", items}}.dump());
}

}  // namespace musubi::publishing::pages
