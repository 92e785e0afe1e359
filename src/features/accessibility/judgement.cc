// judgement.cc - see judgement.h. A finding of the machine, a page that could not be checked, a
// criterion without a verdict: each keeps 準拠 away, whatever people have written.
#include "features/accessibility/judgement.h"

#include <algorithm>
#include <set>

namespace musubi::accessibility {
namespace {

const Verdict* verdict_of(const Sheet& sheet, std::string_view criterion) {
  for (const Verdict& one : sheet.verdicts) {
    if (one.criterion == criterion) return &one;
  }
  return nullptr;
}

Outcome said_by(const Verdict* verdict) {
  if (verdict == nullptr) return Outcome::open;
  if (verdict->applies == "no") return Outcome::not_applicable;
  if (verdict->applies != "yes") return Outcome::open;
  if (verdict->result == "fail" || !verdict->failing.empty()) return Outcome::fails;
  return verdict->result == "pass" && verdict->all_pages ? Outcome::passes : Outcome::open;
}

bool has_plan(const Sheet& sheet, std::string_view criterion) {
  return std::any_of(sheet.issues.begin(), sheet.issues.end(), [&](const Issue& one) {
    return one.criterion == criterion && one.state != "done" && !one.due_on.empty();
  });
}

std::string list_of(const std::vector<std::string_view>& numbers) {
  std::string out;
  for (const std::string_view one : numbers) out += (out.empty() ? "" : "、") + std::string(one);
  return out;
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::open: return "open";
    case Outcome::passes: return "passes";
    case Outcome::fails: return "fails";
    case Outcome::not_applicable: return "not_applicable";
  }
  return "";
}

std::string_view outcome_label(Outcome outcome) {
  switch (outcome) {
    case Outcome::open: return "未判定";
    case Outcome::passes: return "適合";
    case Outcome::fails: return "不適合";
    case Outcome::not_applicable: return "適用なし";
  }
  return "";
}

Outcome outcome_from_name(std::string_view name) {
  if (name == "passes") return Outcome::passes;
  if (name == "fails") return Outcome::fails;
  if (name == "not_applicable") return Outcome::not_applicable;
  return Outcome::open;
}

std::vector<Judged> judge(const Sheet& sheet) {
  std::vector<Judged> out;
  for (const Criterion& criterion : criteria()) {
    const Verdict* verdict = verdict_of(sheet, criterion.number);
    std::set<std::int64_t> failing;
    for (const PageFinding& one : sheet.findings) {
      if (one.criterion == criterion.number) failing.insert(one.position);
    }
    const bool found = !failing.empty();
    // A verdict of 適用なし that still names pages would contradict itself: the pages count.
    if (verdict != nullptr) failing.insert(verdict->failing.begin(), verdict->failing.end());
    const Outcome outcome = failing.empty() ? said_by(verdict) : Outcome::fails;
    out.push_back({&criterion, outcome, {failing.begin(), failing.end()}, found});
  }
  return out;
}

std::string_view degree_name(Degree degree) {
  switch (degree) {
    case Degree::considered: return "considered";
    case Degree::partial: return "partial";
    case Degree::conforming: return "conforming";
  }
  return "";
}

std::string_view degree_label(std::string_view name) {
  if (name == "conforming") return "準拠";
  if (name == "partial") return "一部準拠";
  return "配慮し試験";
}

Level level_of(const Sheet& sheet) {
  Level out;
  std::vector<std::string_view> open, fails, unplanned;
  for (const Judged& one : judge(sheet)) {
    if (one.criterion->source != Source::jis) continue;
    if (one.outcome == Outcome::open) open.push_back(one.criterion->number);
    if (one.outcome != Outcome::fails) continue;
    fails.push_back(one.criterion->number);
    if (!has_plan(sheet, one.criterion->number)) unplanned.push_back(one.criterion->number);
  }
  const auto unchecked =
      std::count_if(sheet.pages.begin(), sheet.pages.end(),
                    [](const TrialPage& page) { return page.check_state != "checked"; });
  const std::int64_t wanted = std::min(sheet.pages_least, sheet.scope_count);
  const bool few = sheet.pages.empty() || static_cast<std::int64_t>(sheet.pages.size()) < wanted;
  if (!sheet.has_policy) out.lacks.emplace_back("ウェブアクセシビリティ方針がまだ公表されていません");
  if (few) {
    out.lacks.push_back("試験するページが" + std::to_string(sheet.pages.size()) +
                        "ページです（少なくとも" + std::to_string(wanted) + "ページ）");
  }
  if (unchecked > 0) {
    out.lacks.push_back("自動検査が済んでいない、または検査できなかったページが" +
                        std::to_string(unchecked) + "ページあります");
  }
  if (!open.empty()) out.lacks.push_back("判定していない達成基準：" + list_of(open));
  if (!fails.empty()) out.lacks.push_back("不適合の達成基準：" + list_of(fails));
  if (out.lacks.empty()) {
    out.degree = Degree::conforming;
    return out;
  }
  const bool all_known = sheet.has_policy && !few && unchecked == 0 && open.empty();
  if (all_known && unplanned.empty()) {
    out.degree = Degree::partial;
  } else if (!unplanned.empty()) {
    out.lacks.push_back("改善課題（期限つき）がない不適合：" + list_of(unplanned));
  }
  return out;
}

}  // namespace musubi::accessibility
