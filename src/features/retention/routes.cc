// routes.cc - method, path, permission, handler; menu entry; what waits, the tile of KPI-19, and
// the jobs. A row is the whole story of an address.
#include "base/text.h"
#include "features/retention/certificate.h"
#include "features/retention/pages.h"
#include "features/retention/permissions.h"
#include "features/retention/retention.h"
#include "features/retention/service.h"
#include "features/retention/store.h"
#include "features/retention/words.h"
#include "web/app.h"

namespace musubi::retention {
namespace {

constexpr const char* kBase = "/office/retention";

void add_rows(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/retention", may::see_retention, show_kinds);
  r.get("/office/retention/kinds/:name", may::see_retention, show_kind);
  r.post("/office/retention/kinds/:name/proposal", may::propose_destruction, create_proposal);
  r.get("/office/retention/destructions", may::see_retention, show_destructions);
  r.get("/office/retention/destructions/:id", may::see_retention, show_destruction);
  r.post("/office/retention/destructions/:id/decision", may::decide_destruction, create_decision);
  r.post("/office/retention/destructions/:id/withdrawal", may::propose_destruction,
         create_withdrawal);
  r.get("/office/retention/destructions/:id/certificate", may::see_retention, show_certificate);
  r.post("/office/retention/destructions/:id/certificate", may::propose_destruction,
         create_certificate);
  r.get("/office/retention/holds", may::see_retention, show_holds);
  r.post("/office/retention/holds", may::hold_records, create_hold);
  r.get("/office/retention/holds/new", may::hold_records, show_new_hold);
  r.get("/office/retention/holds/:id", may::see_retention, show_hold);
  r.post("/office/retention/holds/:id/release", may::hold_records, create_release);
  r.get("/office/retention/evidence", may::see_retention, show_evidence);
  r.post("/office/retention/evidence/checks", may::check_evidence, create_check);
}

template <class F>
auto reading(const web::Request& request, F&& f) {
  return request.context().db.read([&](db::Reader& reader) { return f(reader); });
}

int waiting_count(const web::Request& request) {
  if (!can(request.actor, may::decide_destruction)) return 0;
  return static_cast<int>(
      reading(request, [](db::Reader& r) { return store::count_in_state(r, "proposed"); }));
}

std::optional<web::kit::Waiting> waiting_decisions(const web::Request& request) {
  return web::kit::Waiting{.count = waiting_count(request), .label = "記録の消去の承認",
                           .path = "/office/retention/destructions?state=proposed",
                           .text = "保存期限を過ぎた記録です。一覧を確かめて、承認してください。"};
}

std::optional<web::kit::Waiting> failed_papers(const web::Request& request) {
  const auto failed =
      reading(request, [](db::Reader& r) { return store::count_papers_in_state(r, "failed"); });
  return web::kit::Waiting{.count = static_cast<int>(failed), .label = "作成できなかった消去証明書",
                           .path = "/office/retention/destructions?state=done",
                           .text = "消去の画面で、もう一度作成してください。",
                           .tone = web::kit::Tone::error};
}

std::optional<web::kit::Waiting> lost_evidence(const web::Request& request) {
  const Evidence evidence = reading(request, latest_evidence);
  return web::kit::Waiting{.count = static_cast<int>(evidence.lost), .label = "失われた証拠",
                           .path = "/office/retention/evidence",
                           .text = "控えから戻し、原因を調べて、県に報告してください。",
                           .tone = web::kit::Tone::error};
}

// KPI-19: what was found at the last look, never a figure that is not looked for.
std::vector<web::kit::Tile> evidence_tiles(const web::Request& request) {
  using web::kit::Tone;
  const Evidence evidence = reading(request, latest_evidence);
  web::kit::Tile tile{.label = "期限前に失われた証拠", .value = "－"};
  tile.evidence_path = "/office/retention/evidence";
  tile.evidence_label = "確認の記録を見る";
  if (evidence.latest.empty()) {
    tile.tone = Tone::warning;
    tile.state = "まだ確かめていません";
    return {tile};
  }
  tile.value = thousands(evidence.lost);
  tile.unit = "件";
  tile.plan = "目標0件";
  tile.tone = evidence.lost == 0 ? Tone::ok : Tone::error;
  tile.state = evidence.lost == 0 ? "目標どおり" : "至急の確認が必要";
  tile.text = web::Html(thousands(evidence.objects) + "件を確かめました。");
  return {tile};
}

}  // namespace

void add_routes(web::App& app) {
  add_rows(app.router);
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "個人情報と記録", .label = "保存と消去", .path = kBase,
                       .icon = "box", .permission = may::see_retention, .order = 930,
                       .waiting = waiting_count});
  }
  app.home.waiting.push_back(
      {.permission = may::decide_destruction, .order = 60, .find = waiting_decisions});
  app.home.waiting.push_back(
      {.permission = may::propose_destruction, .order = 61, .find = failed_papers});
  app.home.waiting.push_back(
      {.permission = may::propose_destruction, .order = 1, .find = lost_evidence});
  app.home.tiles.push_back(
      {.permission = may::see_retention, .order = 90, .list = evidence_tiles});
  add_words(app.words);
}

void add_handlers(outbox::Handlers& handlers) {
  handlers["retention.destruction.approved"] = carry_out;
}

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job propose;
  propose.name = "retention.destructions.proposed";
  propose.label = "保存期限を過ぎた記録の消去を提案する";
  propose.schedule = jobs::Schedule::daily_at(6, 0);
  propose.run = [](const Context& ctx) -> Result<void> {
    TRY(propose_all(ctx));
    return {};
  };
  jobs::Job look;
  look.name = "retention.evidence.checked";
  look.label = "期限前の証拠が失われていないか確かめる";
  look.schedule = jobs::Schedule::daily_at(5, 0);
  look.run = check_evidence;
  return {propose, look};
}

Kinds own_kinds() {
  Kind papers;
  papers.name = "retention.certificates";
  papers.noun = "destruction";
  papers.label = "消去の記録と消去証明書";
  papers.data = "提案・承認した職員の氏名";
  papers.purpose = "消去したことの証明";
  papers.starts = "消去した日";
  papers.term = {.evidence = true};
  papers.basis = "仕様書9(7)（R-9.7）";
  papers.way = Way::kept;
  papers.place = "データベース、ファイル保管庫";
  papers.seen_with = may::see_retention;
  papers.file_purposes = {std::string(kCertificateFile.name)};
  Kind log;
  log.name = "core.audit";
  log.noun = "audit";
  log.label = "操作の記録";
  log.data = "操作した人の氏名、接続元、変更の前後";
  log.purpose = "だれが何をしたかの証明";
  log.starts = "操作した日";
  log.term = {.evidence = true};
  log.basis = "仕様書9(7)（R-9.7）";
  log.way = Way::kept;
  log.place = "データベース（つながりを検証できる記録）";
  return {log, papers};
}

}  // namespace musubi::retention
