// pages_sheet.cc - the automatic check as a file, and the verdict on one criterion. See pages.h; no
// rules here. What two people typed is shown side by side.
#include <fstream>
#include <sstream>

#include "base/json.h"
#include "features/accessibility/pages.h"
#include "features/accessibility/views.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::accessibility::pages {
namespace {

constexpr std::size_t kLongWordsMost = 8'000;  // the service says what is too much, in its words

TrialId trial_of_sheet(const web::Request& request) { return {request.param("id")}; }

std::string verdict_path(const web::Request& request) {
  return views::path_of(trial_of_sheet(request)) + "/criteria/" + request.param("criterion");
}

const web::Upload* upload_in(const web::Request& request) {
  for (const web::Upload& upload : request.uploads) {
    if (upload.field == "file" && !upload.filename.empty()) return &upload;
  }
  return nullptr;
}

Result<CheckResults> results_from(const web::Request& request) {
  const web::Upload* upload = upload_in(request);
  if (upload == nullptr) return fail_fields({{"file", "検査の結果のファイルを選んでください"}});
  if (upload->bytes > kResultBytesMost) {
    return fail_fields({{"file", "検査の結果のファイルは4MBまでです"}});
  }
  std::ostringstream bytes;
  bytes << std::ifstream(upload->temp_path, std::ios::binary).rdbuf();
  return read_results(bytes.str());
}

Result<views::VerdictPage> verdict_view(const web::Request& request) {
  views::VerdictPage out;
  out.criterion = find_criterion(request.param("criterion"));
  if (out.criterion == nullptr) {
    return fail(Fault::not_found, "この達成基準は表にありません。一覧から選び直してください");
  }
  out.desk = TRY(load_visible_trial(request.context(), trial_of_sheet(request)));
  out.verdict.criterion = out.criterion->number;
  for (const Verdict& one : out.desk.sheet.verdicts) {
    if (one.criterion == out.criterion->number) out.verdict = one;
  }
  out.may_keep = can(request.actor, may::keep_trials);
  out.typed = views::fields_of(out.verdict);
  for (const char* method : {"AC", "AF", "HC"}) {
    if (out.verdict.methods.find(method) != std::string::npos) out.methods.emplace_back(method);
  }
  return out;
}

Result<void> save_from(const web::Request& request) {
  web::FormReader form(request.form);
  VerdictInput input;
  input.criterion = request.param("criterion");
  input.applies = form.text("applies", "適用するか");
  input.result = form.text("result", "結果");
  input.all_pages = form.checkbox("all_pages");
  input.failing = form.text("failing", "不適合のページの番号");
  input.methods = form.all("methods");
  input.note = form.text("note", "注記", kLongWordsMost);
  input.evidence = form.text("evidence", "確かめ方と根拠", kLongWordsMost);
  input.version = number_in(request.form.get("version"));
  TRY(form.result());
  if (const web::Upload* upload = upload_in(request)) {
    TRY(must(request.actor, may::keep_trials));
    files::Staged staged =
        TRY(files::stage(upload->temp_path, upload->filename, kEvidence));
    TRY(files::scan_staged(request.context(), staged, kEvidence));
    input.file = std::move(staged);
  }
  return save_verdict(request.context(), trial_of_sheet(request), input);
}

}  // namespace

web::Response show_page_list(web::Request& request) {
  const auto desk = load_visible_trial(request.context(), trial_of_sheet(request));
  if (!desk) return web::problem(request, desk.error());
  Json list = {{"format", "musubi.accessibility.pages.1"}, {"trial", desk->trial.id.text}};
  list["pages"] = Json::array();
  list["criteria"] = Json::array();
  list["origin"] = request.app->public_origin;
  list["session"] = "";
  for (const TrialPage& page : desk->sheet.pages) list["pages"].push_back(page.path);
  for (const Criterion& one : criteria()) list["criteria"].push_back(std::string(one.number));
  return web::download(list.dump(2), "application/json", "pages.json");
}

web::Response create_check(web::Request& request) {
  const auto results = results_from(request);
  if (!results) return show_trial_again(request, results.error());
  const auto taken = take_check(request.context(), trial_of_sheet(request), *results);
  if (!taken) return show_trial_again(request, taken.error());
  return web::see_other(views::path_of(trial_of_sheet(request)) + "?said=checked");
}

web::Response show_verdict(web::Request& request) {
  auto data = verdict_view(request);
  if (!data) return web::problem(request, data.error());
  if (request.query.get("said") == "saved") data->status = "判定を保存しました";
  return web::html(views::verdict_page(request, *data));
}

web::Response update_verdict(web::Request& request) {
  const auto saved = save_from(request);
  if (saved) return web::see_other(verdict_path(request) + "?said=saved");
  const Fault fault = saved.error().fault;
  const bool shown = fault == Fault::invalid || fault == Fault::conflict ||
                     fault == Fault::too_large;
  if (!shown) return web::problem(request, saved.error());
  auto data = verdict_view(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->methods = request.form.all("methods");
  data->error = saved.error();
  if (fault == Fault::too_large) data->error->fields = {{"file", saved.error().says}};
  data->conflict = fault == Fault::conflict;
  return web::html(views::verdict_page(request, *data), web::status_of(fault));
}

web::Response show_evidence(web::Request& request) {
  const auto opened = open_evidence(request.context(), trial_of_sheet(request),
                                    request.param("criterion"));
  if (!opened) return web::problem(request, opened.error());
  return web::download_file(opened->path, opened->file.media_type, opened->file.filename);
}

}  // namespace musubi::accessibility::pages
