// accessibility.cc - see accessibility.h: the door for the command, and what is kept of people.
// Everything that decides is in the services.
#include "features/accessibility/accessibility.h"

#include "features/accessibility/paper_document.h"
#include "features/accessibility/service.h"

namespace musubi::accessibility {
namespace {

constexpr int kTrialsLooked = 50;

Checked told_of(const CheckRun& run) { return {run.pages, run.could_not, run.findings}; }

}  // namespace

void add_handlers(outbox::Handlers& handlers) {
  handlers[std::string(kResultPublished)] = print_result;
}

Result<TrialToCheck> find_trial_to_check(const Context& ctx, const std::string& id) {
  TrialId wanted{id};
  if (wanted.empty()) {
    for (const Trial& one : TRY(list_trials(ctx, "", kTrialsLooked))) {
      if (one.state != "running") continue;
      wanted = one.id;
      break;
    }
  }
  if (wanted.empty()) {
    return fail(Fault::not_found,
                "試験中のものがありません。事務局の画面「ウェブアクセシビリティ」で試験を始めてください");
  }
  return ctx.db.read([&](db::Reader& reader) -> Result<TrialToCheck> {
    const Trial trial = TRY(find_running(reader, wanted));
    TrialToCheck out{trial.id.text, trial.name(), {}, {}};
    for (const Criterion& one : criteria()) out.criteria.emplace_back(one.number);
    for (const TrialPage& page : store::list_pages(reader, trial.id)) {
      out.paths.push_back(page.path);
    }
    return out;
  });
}

Result<Checked> take_check_file(const Context& ctx, const std::string& id,
                                std::string_view bytes) {
  const CheckResults results = TRY(read_results(bytes));
  const CheckRun run = TRY(take_check(ctx, {id}, results));
  return told_of(run);
}

Result<Checked> note_unchecked(const Context& ctx, const TrialToCheck& trial,
                               const std::string& why) {
  CheckResults results{"検査できなかった", {}};
  for (const std::string& path : trial.paths) results.pages.push_back({path, "", why, false, {}});
  const CheckRun run = TRY(take_check(ctx, {trial.id}, results));
  return told_of(run);
}

retention::Kinds retention_kinds() {
  retention::Kind kind;
  kind.name = "accessibility.trials";
  kind.noun = "accessibility_trial";
  kind.label = "ウェブアクセシビリティの方針・試験・改善課題";
  kind.data = "判定した職員、担当の職員の氏名";
  kind.purpose = "ウェブアクセシビリティの試験と公表";
  kind.starts = "試験を始めた日";
  kind.term = {.evidence = true};
  kind.basis = "仕様書9(7)（R-9.7）、JIS X 8341-3:2016 附属書JB";
  kind.way = retention::Way::kept;
  kind.place = "データベース、ファイル保管庫";
  kind.seen_with = may::see_trials;
  kind.file_purposes = {std::string(kEvidence.name), std::string(kResultPdf.name)};
  return {kind};
}

}  // namespace musubi::accessibility
