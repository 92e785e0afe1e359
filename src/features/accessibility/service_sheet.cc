// service_sheet.cc - what the machine found and what people judge. See service.h. A finding of the
// machine is never overruled here: only a newer check of the same page takes it away.
#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"
#include "core/audit/audit.h"
#include "features/accessibility/service.h"

namespace musubi::accessibility {
namespace {

constexpr std::size_t kNoteMost = 1000;
constexpr std::size_t kEvidenceMost = 4000;

audit::Subject subject_of_sheet(const TrialId& id) {
  return {"accessibility_trial", id.text, ""};
}

// 3、7 and ３,７: positions, ascending, each once. nullopt: something else stands there.
std::optional<std::vector<std::int64_t>> read_positions(const std::string& typed) {
  std::string text = nfkc(typed);
  for (const char* mark : {"、", "，", " ", "\n", "・"}) text = replace_all(text, mark, ",");
  std::vector<std::int64_t> out;
  for (const std::string& part : split(text, ',')) {
    if (part.empty()) continue;
    std::int64_t number = 0;
    const auto read = std::from_chars(part.data(), part.data() + part.size(), number);
    if (read.ec != std::errc() || read.ptr != part.data() + part.size()) return std::nullopt;
    out.push_back(number);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string methods_text(const std::vector<std::string>& typed) {
  std::string out;
  for (const char* method : {"AC", "AF", "HC"}) {
    if (std::find(typed.begin(), typed.end(), method) == typed.end()) continue;
    out += (out.empty() ? "" : " ") + std::string(method);
  }
  return out;
}

void check_judgement(const VerdictInput& input, const Verdict& verdict, std::size_t pages,
                     std::vector<FieldError>& errors) {
  if (verdict.result == "fail" && verdict.failing.empty()) {
    errors.push_back({"failing", "不適合のページの番号を、1つ以上入力してください"});
  }
  if (verdict.result != "fail" && !verdict.failing.empty()) {
    errors.push_back({"failing", "ページの番号は、「不適合」のときだけ入力してください"});
  }
  for (const std::int64_t one : verdict.failing) {
    if (one >= 1 && one <= static_cast<std::int64_t>(pages)) continue;
    errors.push_back({"failing", "ページの番号は1から" + std::to_string(pages) +
                                     "までの数字で入力してください"});
    break;
  }
  if (verdict.result == "pass" && !verdict.all_pages) {
    errors.push_back({"all_pages", "「適合」にするには、すべてのページで確かめて、ここを選んでください"});
  }
  const bool judged = !verdict.result.empty() || verdict.applies == "no";
  if (judged && verdict.evidence.empty()) {
    errors.push_back({"evidence", "確かめ方と根拠を入力してください"});
  }
  if (!verdict.result.empty() && verdict.methods.empty()) {
    errors.push_back({"methods", "試験の方法を1つ以上選んでください"});
  }
  if (count_characters(input.note) > kNoteMost) {
    errors.push_back({"note", "注記は1,000文字以内で入力してください"});
  }
  if (count_characters(input.evidence) > kEvidenceMost) {
    errors.push_back({"evidence", "確かめ方と根拠は4,000文字以内で入力してください"});
  }
}

// Against what the machine found on any page: a person cannot say that it is not so.
void check_against_machine(const Verdict& verdict, const std::vector<PageFinding>& findings,
                           std::vector<FieldError>& errors) {
  const bool found = std::any_of(findings.begin(), findings.end(), [&](const PageFinding& one) {
    return one.criterion == verdict.criterion;
  });
  if (!found) return;
  if (verdict.applies == "no") {
    errors.push_back({"applies", "自動検査で問題が見つかっているため、「適用なし」にはできません。"
                                 "ページを直して、検査し直してください"});
  }
  if (verdict.result == "pass") {
    errors.push_back({"result", "自動検査で問題が見つかっているため、「適合」にはできません。"
                                "ページを直して、検査し直してください"});
  }
}

Result<Verdict> verdict_from(const VerdictInput& input, std::size_t pages,
                             const std::vector<PageFinding>& findings) {
  std::vector<FieldError> errors;
  Verdict out;
  out.criterion = input.criterion;
  out.applies = input.applies;
  if (out.applies != "yes" && out.applies != "no" && !out.applies.empty()) {
    errors.push_back({"applies", "適用するかどうかを選んでください"});
  }
  out.result = input.applies == "yes" ? input.result : "";
  if (out.result != "pass" && out.result != "fail" && !out.result.empty()) {
    errors.push_back({"result", "適合か不適合かを選んでください"});
  }
  if (input.applies != "yes" && !input.result.empty()) {
    errors.push_back({"applies", "適合・不適合を選ぶときは、「適用する」を選んでください"});
  }
  out.all_pages = input.all_pages;
  const auto failing = read_positions(input.failing);
  if (failing) {
    out.failing = *failing;
  } else {
    errors.push_back({"failing", "ページの番号は「3、7」のように数字で入力してください"});
  }
  out.methods = methods_text(input.methods);
  out.note = trim(input.note);
  out.evidence = trim(input.evidence);
  out.version = input.version;
  check_judgement(input, out, pages, errors);
  check_against_machine(out, findings, errors);
  if (!errors.empty()) return fail_fields(std::move(errors));
  return out;
}

Json verdict_json(const Verdict& v) {
  return {{"criterion", v.criterion}, {"applies", v.applies},
          {"result", v.result},       {"all_pages", v.all_pages},
          {"failing", positions_text(v.failing)}, {"methods", v.methods},
          {"note", v.note},           {"evidence", v.evidence},
          {"file_id", v.file_id}};
}

}  // namespace

Result<CheckRun> take_check(const Context& ctx, const TrialId& id, const CheckResults& results) {
  TRY(must(ctx.actor, may::keep_trials));
  return ctx.db.write([&](db::Tx& tx) -> Result<CheckRun> {
    TRY(find_running(tx, id));
    std::map<std::string, TrialPage> pages;
    for (TrialPage& page : store::list_pages(tx, id)) pages[page.path] = page;
    CheckRun run;
    run.id = new_uuid(ctx.now);
    run.tool = results.tool;
    run.taken_by_name = ctx.actor.name;
    run.taken_at = ctx.now;
    for (const CheckedPage& checked : results.pages) {
      const auto found = pages.find(checked.path);
      if (found == pages.end()) {
        return fail_fields({{"file", "「" + cut_characters(checked.path, 80) +
                                         "」は、この試験のページではありません。"
                                         "この試験のページの一覧で検査してください"}});
      }
      TrialPage page = found->second;
      page.check_state = checked.checked ? "checked" : "could_not";
      page.trouble = checked.trouble;
      if (!checked.title.empty()) page.title = checked.title;
      page.checked_at = ctx.now;
      TRY(store::update_page(tx, id, page));
      // A page that could not be checked keeps what was found before: nobody has mended it.
      if (checked.checked) {
        TRY(store::replace_findings(tx, id, page.position, checked.findings));
      }
      ++run.pages;
      if (!checked.checked) ++run.could_not;
      run.findings += static_cast<std::int64_t>(checked.findings.size());
    }
    TRY(store::insert_check(tx, id, run));
    TRY(audit::note(tx, ctx, "accessibility.check.taken", subject_of_sheet(id), nullptr,
                    {{"tool", run.tool},
                     {"pages", run.pages},
                     {"could_not", run.could_not},
                     {"findings", run.findings}}));
    return run;
  });
}

Result<void> save_verdict(const Context& ctx, const TrialId& id, const VerdictInput& input) {
  if (find_criterion(input.criterion) == nullptr) {
    return fail(Fault::not_found, "この達成基準は表にありません。一覧から選び直してください");
  }
  TRY(must(ctx.actor, may::keep_trials));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(find_running(tx, id));
    const auto before = store::find_verdict(tx, id, input.criterion);
    Verdict verdict = TRY(verdict_from(input, store::list_pages(tx, id).size(),
                                       store::list_findings(tx, id)));
    verdict.judged_by_name = ctx.actor.name;
    verdict.judged_at = ctx.now;
    verdict.file_id = before ? before->file_id : "";
    if (input.file) {
      // The one before stays in the store: it is evidence of what was judged then.
      const files::File taken = TRY(files::take(ctx, tx, *input.file, kEvidence));
      verdict.file_id = taken.id.text;
    }
    TRY(store::update_verdict(tx, id, verdict));
    return audit::note(tx, ctx, "accessibility.verdict.given", subject_of_sheet(id),
                       before ? verdict_json(*before) : Json(), verdict_json(verdict));
  });
}

Result<files::Opened> open_evidence(const Context& ctx, const TrialId& id,
                                    const std::string& criterion) {
  TRY(must(ctx.actor, may::see_trials));
  const auto verdict = ctx.db.read(
      [&](db::Reader& reader) { return store::find_verdict(reader, id, criterion); });
  if (!verdict || verdict->file_id.empty()) {
    return fail(Fault::not_found, "この達成基準に資料はありません。一覧から選び直してください");
  }
  return files::open_for(ctx, {verdict->file_id}, kEvidence);
}

}  // namespace musubi::accessibility
