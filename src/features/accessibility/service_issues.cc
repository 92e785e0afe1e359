// service_issues.cc - 改善課題: what is to be mended, by whom, by when; and which results a year still
// owes. See service.h.
#include <algorithm>

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/accessibility/service.h"
#include "features/accounts/accounts.h"
#include "web/cache.h"

namespace musubi::accessibility {
namespace {

constexpr std::string_view kIssueMade = "accessibility.issue.made";
constexpr std::size_t kIssueTitleMost = 100, kIssuePlaceMost = 300, kIssueTextMost = 2000;
constexpr int kOwnersMost = 100;

Failure issue_gone() {
  return fail(Fault::not_found, "この改善課題は見つかりません。一覧から選び直してください");
}

std::string owner_name_in(const std::vector<Person>& people, const std::string& id) {
  for (const Person& one : people) {
    if (one.id.text == id) return one.name;
  }
  return {};
}

std::vector<FieldError> check_issue(const IssueInput& i, const std::string& owner_name) {
  std::vector<FieldError> errors;
  if (i.title.empty()) errors.push_back({"title", "課題を入力してください"});
  if (count_characters(i.title) > kIssueTitleMost) {
    errors.push_back({"title", "課題は100文字以内で入力してください"});
  }
  if (i.site != "public" && i.site != "members") {
    errors.push_back({"site", "どのサイトの課題かを選んでください"});
  }
  if (find_criterion(i.criterion) == nullptr) {
    errors.push_back({"criterion", "達成基準を選んでください"});
  }
  if (count_characters(i.place) > kIssuePlaceMost) {
    errors.push_back({"place", "場所は300文字以内で入力してください"});
  }
  if (i.plan.empty()) errors.push_back({"plan", "対応方針（どう直すか）を入力してください"});
  if (count_characters(i.plan) > kIssueTextMost) {
    errors.push_back({"plan", "対応方針は2,000文字以内で入力してください"});
  }
  if (owner_name.empty()) errors.push_back({"owner_id", "担当する人を一覧から選んでください"});
  if (!parse_iso_date(i.due_on)) errors.push_back({"due_on", "期限を入力してください"});
  if (i.state != "open" && i.state != "doing" && i.state != "done") {
    errors.push_back({"state", "状態を選んでください"});
  }
  if (i.state == "done" && i.outcome.empty()) {
    errors.push_back({"outcome", "完了にするには、結果（どう直し、どう確かめたか）を入力してください"});
  }
  if (count_characters(i.outcome) > kIssueTextMost) {
    errors.push_back({"outcome", "結果は2,000文字以内で入力してください"});
  }
  return errors;
}

Json issue_facts(const Issue& i) {
  return {{"title", i.title},   {"criterion", i.criterion}, {"place", i.place},
          {"plan", i.plan},     {"owner_name", i.owner_name}, {"due_on", i.due_on},
          {"state", i.state},   {"outcome", i.outcome}};
}

void fill_issue(Issue& issue, const IssueInput& input, const std::string& owner_name,
                const Context& ctx) {
  if (input.state == "done" && issue.state != "done") issue.done_on = iso(ctx.today());
  if (input.state != "done") issue.done_on.clear();
  issue.criterion = input.criterion;
  issue.place = input.place;
  issue.title = input.title;
  issue.plan = input.plan;
  issue.owner_id = {input.owner_id};
  issue.owner_name = owner_name;
  issue.due_on = input.due_on;
  issue.state = input.state;
  issue.outcome = input.outcome;
}

Result<IssueId> make_issue(db::Tx& tx, const Context& ctx, const IssueInput& input,
                           const std::string& owner_name) {
  if (auto made = receipts::find(tx, ctx, kIssueMade, input.sending)) return IssueId{*made};
  Issue issue;
  issue.id = IssueId::make(ctx.now);
  issue.site = input.site;
  if (!input.trial_id.empty()) {
    // A plan for a failure is part of the sheet: it cannot come after the result was frozen.
    const Trial trial = TRY(find_running(tx, input.trial_id));
    issue.trial_id = trial.id;
    issue.site = trial.site;
  }
  issue.made_by_name = ctx.actor.name;
  issue.made_at = ctx.now;
  fill_issue(issue, input, owner_name, ctx);
  TRY(store::insert_issue(tx, issue));
  TRY(audit::note(tx, ctx, kIssueMade, {"accessibility_issue", issue.id.text, ""}, nullptr,
                  issue_facts(issue)));
  TRY(receipts::keep(tx, ctx, kIssueMade, input.sending, issue.id.text));
  return issue.id;
}

}  // namespace

Result<IssueId> save_issue(const Context& ctx, const IssueInput& typed) {
  IssueInput input = typed;
  for (std::string* text : {&input.place, &input.title, &input.plan, &input.outcome}) {
    *text = trim(*text);
  }
  TRY(must(ctx.actor, may::keep_trials));
  std::string owner = owner_name_in(TRY(list_owners(ctx)), input.owner_id);
  if (!input.id.empty() && owner.empty()) {
    // Whoever has it and has left meanwhile stays named until another is chosen.
    const auto before =
        ctx.db.read([&](db::Reader& reader) { return store::find_issue(reader, input.id); });
    if (before && before->owner_id.text == input.owner_id) owner = before->owner_name;
  }
  auto errors = check_issue(input, owner);
  if (!errors.empty()) return fail_fields(std::move(errors));
  return ctx.db.write([&](db::Tx& tx) -> Result<IssueId> {
    if (input.id.empty()) return make_issue(tx, ctx, input, owner);
    auto before = store::find_issue(tx, input.id);
    if (!before) return issue_gone();
    Issue issue = *before;
    issue.version = input.version;
    fill_issue(issue, input, owner, ctx);
    TRY(store::update_issue(tx, issue));
    TRY(audit::note(tx, ctx, "accessibility.issue.changed",
                    {"accessibility_issue", issue.id.text, ""}, issue_facts(*before),
                    issue_facts(issue)));
    web::forget_pages(tx, kOpenPagesTag);  // the state of an issue is shown beside the result
    return issue.id;
  });
}

Result<Issue> load_visible_issue(const Context& ctx, const IssueId& id) {
  TRY(must(ctx.actor, may::see_trials));
  auto issue = ctx.db.read([&](db::Reader& reader) { return store::find_issue(reader, id); });
  if (!issue) return issue_gone();
  return std::move(*issue);
}

Result<IssueList> list_issues(const Context& ctx, store::IssueFilter filter) {
  TRY(must(ctx.actor, may::see_trials));
  const auto shown = static_cast<std::size_t>(filter.most);
  ++filter.most;
  IssueList out;
  out.rows = ctx.db.read([&](db::Reader& reader) { return store::list_issues(reader, filter); });
  out.more = out.rows.size() > shown;
  if (out.more) out.rows.resize(shown);
  return out;
}

Result<std::vector<Person>> list_owners(const Context& ctx) {
  TRY(must(ctx.actor, may::see_trials));
  // The list of accounts is the managers'; names of one's colleagues are everybody's in the office.
  Context house = ctx;
  house.actor = Actor::system("改善課題の担当");
  std::vector<Person> out;
  for (const Role role : {Role::secretariat, Role::secretariat_manager}) {
    accounts::ListFilter filter;
    filter.role = role;
    filter.state = accounts::State::active;
    filter.most = kOwnersMost;
    for (const auto& account : TRY(accounts::list_accounts(house, filter))) {
      const bool known = std::any_of(out.begin(), out.end(),
                                     [&](const Person& one) { return one.id == account.id; });
      if (!known) out.push_back({account.id, account.name});
    }
  }
  return out;
}

std::vector<Due> list_due(db::Reader& reader, int year) {
  std::vector<Due> out;
  for (const char* site : {"public", "members"}) {
    Due due;
    due.site = site;
    const auto published = store::find_trial_of_year(reader, site, year, "published");
    if (published) due.number = published->number;
    const auto running = store::find_trial_of_year(reader, site, year, "running");
    if (running) due.running = running->id;
    out.push_back(std::move(due));
  }
  return out;
}

}  // namespace musubi::accessibility
