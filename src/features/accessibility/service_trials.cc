// service_trials.cc - a 試験 from its beginning to its publication: what it could draw from, which
// pages were drawn, what is said about it, and the frozen result. See service.h.
#include <algorithm>
#include <tuple>

#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/outbox/outbox.h"
#include "core/receipts/receipts.h"
#include "core/settings/settings.h"
#include "features/accessibility/paper_document.h"
#include "features/accessibility/sampling.h"
#include "features/accessibility/service.h"
#include "features/publishing/publishing.h"
#include "web/cache.h"

namespace musubi::accessibility {
namespace {

constexpr std::string_view kBegun = "accessibility.trial.begun";
constexpr int kBatch = 200;  // of articles, read at once
constexpr std::size_t kSeedMost = 40;
constexpr std::size_t kTrialTextMost = 2000;
constexpr int kSeedBytes = 9;  // twelve letters
constexpr int kRunsShown = 20;

audit::Subject subject_of_trial(const TrialId& id) {
  return {"accessibility_trial", id.text, ""};
}

std::vector<ScopePage> articles_of(db::Reader& reader) {
  std::vector<ScopePage> out;
  std::string after;
  while (out.size() <= kScopeMost) {
    const auto some = publishing::list_public_items(reader, after, kBatch);
    if (some.empty()) break;
    for (const publishing::PublicItem& item : some) {
      out.push_back({item.path, item.title});
      for (const std::string& path : item.variants) {
        out.push_back({path, item.title + "（やさしい日本語・英語の要約）"});
      }
    }
    after = some.back().id;
  }
  return out;
}

void check_representative(const std::vector<std::string>& paths,
                          const std::vector<ScopePage>& scope, std::vector<FieldError>& errors) {
  if (paths.size() > static_cast<std::size_t>(kRepresentativeMost)) {
    errors.push_back({"representative", "代表的なページは60ページ以内で選んでください"});
    return;
  }
  for (const std::string& path : paths) {
    const bool known = std::any_of(scope.begin(), scope.end(),
                                   [&](const ScopePage& one) { return one.path == path; });
    if (known) continue;
    errors.push_back({"representative", "「" + cut_characters(path, 80) +
                                            "」は、このサイトの公開されたページではありません。"
                                            "アドレスを / から書いてください"});
    return;
  }
}

std::string fingerprint_of(const ResultPaper& paper) { return sha256_hex(json_of(paper).dump()); }

std::vector<FieldError> check_new(const NewTrial& input) {
  std::vector<FieldError> errors;
  if (input.site != "public" && input.site != "members") {
    errors.push_back({"site", "どのサイトを試験するかを選んでください"});
  }
  if (!parse_iso_date(input.starts_on)) {
    errors.push_back({"starts_on", "試験を始める日を入力してください"});
  }
  if (count_characters(input.seed) > kSeedMost) {
    errors.push_back({"seed", "乱数の種は40文字以内で入力してください"});
  }
  if (input.random_count < 0 || input.random_count > kRandomMost) {
    errors.push_back({"random_count", "無作為に選ぶページの数は0から300までの数字で入力してください"});
  }
  return errors;
}

// One trial of a site and year is open at a time; after a published one a second may be begun.
Result<void> nobody_tests(db::Reader& reader, const std::string& site, int year) {
  if (!store::find_trial_of_year(reader, site, year, "running")) return {};
  return fail_fields({{"site", "この年度の" + std::string(site_label(site)) +
                                   "の試験は、すでに始まっています。一覧から続けてください"}});
}

Trial new_trial(const Context& ctx, const NewTrial& input, const std::string& seed,
                const std::vector<ScopePage>& scope, std::int64_t pages_least) {
  Trial t;
  t.id = TrialId::make(ctx.now);
  t.site = input.site;
  t.fiscal_year = fiscal_year(*parse_iso_date(input.starts_on));
  t.starts_on = input.starts_on;
  t.seed = seed;
  t.random_count = input.random_count;
  t.pages_least = pages_least;
  t.scope_count = static_cast<std::int64_t>(scope.size());
  t.scope_sha256 = scope_digest(scope);
  t.excluded = input.excluded;
  t.technologies = "HTML5、CSS、WAI-ARIA、JavaScript（なくても使えます）、SVG";
  t.created_by_name = ctx.actor.name;
  t.created_at = ctx.now;
  return t;
}

void check_words(const TrialWords& words, std::vector<FieldError>& errors) {
  const auto from = parse_iso_date(words.starts_on);
  const auto until = parse_iso_date(words.ends_on);
  if (!from) errors.push_back({"starts_on", "試験を始めた日を入力してください"});
  if (!words.ends_on.empty() && !until) {
    errors.push_back({"ends_on", "試験を終えた日は、暦にある日付で入力してください"});
  }
  if (from && until && *until < *from) {
    errors.push_back({"ends_on", "試験を終えた日は、始めた日と同じか、後の日にしてください"});
  }
  const std::tuple<const char*, const char*, const std::string*> texts[] = {
      {"scope_words", "試験の対象", &words.scope_words},
      {"technologies", "依存した技術", &words.technologies},
      {"tools", "人が使った機器・ソフト", &words.tools},
      {"remarks", "補足", &words.remarks}};
  for (const auto& [field, label, text] : texts) {
    if (count_characters(*text) > kTrialTextMost) {
      errors.push_back({field, std::string(label) + "は2,000文字以内で入力してください"});
    }
  }
}

Result<void> ready_to_publish(const Trial& trial) {
  std::vector<FieldError> errors;
  if (trial.ends_on.empty()) errors.push_back({"ends_on", "試験を終えた日を入力してください"});
  if (trial.scope_words.empty()) {
    errors.push_back({"scope_words", "試験の対象を言葉で入力してください"});
  }
  if (trial.technologies.empty()) {
    errors.push_back({"technologies", "依存した技術を入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return {};
}

}  // namespace

Failure trial_gone() {
  return fail(Fault::not_found, "この試験は見つかりません。一覧から選び直してください");
}

Result<Trial> find_running(db::Reader& reader, const TrialId& id) {
  auto trial = store::find_trial(reader, id);
  if (!trial) return trial_gone();
  if (trial->state != "running") {
    return fail(Fault::conflict,
                "この試験は" + std::string(trial_state_label(trial->state)) +
                    "のため、変えられません。直すことがあれば、新しい試験を始めてください");
  }
  return std::move(*trial);
}

Sheet load_sheet(db::Reader& reader, const Trial& trial) {
  Sheet out;
  out.pages = store::list_pages(reader, trial.id);
  out.findings = store::list_findings(reader, trial.id);
  out.verdicts = store::list_verdicts(reader, trial.id);
  out.issues = store::list_issues_of(reader, trial.id);
  out.scope_count = trial.scope_count;
  out.pages_least = trial.pages_least;
  out.has_policy = store::find_newest_policy(reader).has_value();
  return out;
}

Result<TrialId> begin_trial(const Context& ctx, const NewTrial& typed) {
  NewTrial input = typed;
  input.seed = trim(input.seed);
  auto errors = check_new(input);
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::keep_trials));
  const std::string seed = input.seed.empty() ? random_token(kSeedBytes) : input.seed;
  // Read before the transaction: a site may have many pages, and nobody who writes shall wait.
  std::vector<ScopePage> all = input.own_pages;
  if (input.site == "public") {
    for (ScopePage& page : ctx.db.read(articles_of)) all.push_back(std::move(page));
  }
  const auto scope = tidy_scope(std::move(all), read_paths(input.excluded));
  if (scope.empty()) {
    errors.push_back({"excluded", "試験できるページが1つも残りません。除くアドレスを減らしてください"});
  }
  if (scope.size() > kScopeMost) {
    errors.push_back({"excluded", "対象のページが50,000ページを超えます。除くアドレスを加えて、"
                                  "試験を分けてください"});
  }
  const auto representative = read_paths(input.representative);
  check_representative(representative, scope, errors);
  const auto pages = choose_pages(scope, representative, seed,
                                  static_cast<std::size_t>(input.random_count));
  if (pages.empty() && errors.empty()) {
    errors.push_back({"random_count", "代表的なページか、無作為に選ぶ数を入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return ctx.db.write([&](db::Tx& tx) -> Result<TrialId> {
    if (auto made = receipts::find(tx, ctx, kBegun, input.sending)) return TrialId{*made};
    const auto least = settings::find_number(tx, kPagesLeastSetting, kPagesLeast);
    const Trial trial = new_trial(ctx, input, seed, scope, least);
    TRY(nobody_tests(tx, trial.site, static_cast<int>(trial.fiscal_year)));
    TRY(store::insert_trial(tx, trial));
    TRY(store::insert_scope(tx, trial.id, scope));
    TRY(store::insert_pages(tx, trial.id, pages));
    TRY(audit::note(tx, ctx, kBegun, subject_of_trial(trial.id), nullptr,
                    {{"site", trial.site},
                     {"fiscal_year", trial.fiscal_year},
                     {"seed", trial.seed},
                     {"pages", pages.size()},
                     {"scope_count", trial.scope_count},
                     {"scope_sha256", trial.scope_sha256}}));
    TRY(receipts::keep(tx, ctx, kBegun, input.sending, trial.id.text));
    return trial.id;
  });
}

Result<TrialDesk> load_visible_trial(const Context& ctx, const TrialId& id) {
  TRY(must(ctx.actor, may::see_trials));
  return ctx.db.read([&](db::Reader& reader) -> Result<TrialDesk> {
    auto trial = store::find_trial(reader, id);
    if (!trial) return trial_gone();
    TrialDesk out;
    out.trial = std::move(*trial);
    out.sheet = load_sheet(reader, out.trial);
    out.judged = judge(out.sheet);
    out.level = level_of(out.sheet);
    out.checks = store::list_checks(reader, id, kRunsShown);
    const auto policy = store::find_newest_policy(reader);
    const std::string checker = out.checks.empty() ? std::string() : out.checks.front().tool;
    out.paper = paper_of(out.trial, out.sheet, checker, policy ? policy->number : 0);
    out.fingerprint = fingerprint_of(out.paper);
    return out;
  });
}

Result<std::vector<Trial>> list_trials(const Context& ctx, const std::string& before, int most) {
  TRY(must(ctx.actor, may::see_trials));
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_trials(reader, before, most); });
}

Result<std::vector<ScopePage>> list_scope(const Context& ctx, const TrialId& id,
                                          const std::string& after, int most) {
  TRY(must(ctx.actor, may::see_trials));
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_scope(reader, id, after, most); });
}

Result<void> save_trial(const Context& ctx, const TrialId& id, const TrialWords& typed,
                        std::int64_t version) {
  TrialWords words = typed;
  for (std::string* text : {&words.scope_words, &words.technologies, &words.tools,
                            &words.remarks}) {
    *text = trim(*text);
  }
  std::vector<FieldError> errors;
  check_words(words, errors);
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::keep_trials));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Trial trial = TRY(find_running(tx, id));
    if (fiscal_year(*parse_iso_date(words.starts_on)) != trial.fiscal_year) {
      return fail_fields({{"starts_on", "始めた日は、この試験の年度の日にしてください"}});
    }
    trial.version = version;
    trial.starts_on = words.starts_on;
    trial.ends_on = words.ends_on;
    trial.scope_words = words.scope_words;
    trial.technologies = words.technologies;
    trial.tools = words.tools;
    trial.remarks = words.remarks;
    TRY(store::update_trial(tx, trial));
    return audit::note(tx, ctx, "accessibility.trial.described", subject_of_trial(id), nullptr,
                       {{"starts_on", words.starts_on},
                        {"ends_on", words.ends_on},
                        {"scope_words", words.scope_words},
                        {"technologies", words.technologies},
                        {"tools", words.tools},
                        {"remarks", words.remarks}});
  });
}

Result<void> discard_trial(const Context& ctx, const TrialId& id, std::int64_t version,
                           const std::string& typed) {
  const std::string reason = trim(typed);
  if (reason.empty()) return fail_fields({{"reason", "取りやめる理由を入力してください"}});
  if (count_characters(reason) > kTrialTextMost) {
    return fail_fields({{"reason", "理由は2,000文字以内で入力してください"}});
  }
  TRY(must(ctx.actor, may::keep_trials));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Trial trial = TRY(find_running(tx, id));
    trial.version = version;
    trial.state = "discarded";
    TRY(store::update_trial(tx, trial));
    return audit::note(tx, ctx, "accessibility.trial.discarded", subject_of_trial(id),
                       {{"state", "running"}}, {{"state", "discarded"}}, reason);
  });
}

Result<std::int64_t> publish_trial(const Context& ctx, const TrialId& id,
                                   const std::string& seen) {
  TRY(must(ctx.actor, may::publish_trials));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    Trial trial = TRY(find_running(tx, id));
    TRY(ready_to_publish(trial));
    const auto policy = store::find_newest_policy(tx);
    if (!policy) {
      return fail(Fault::conflict,
                  "試験結果より先に、ウェブアクセシビリティ方針を公表してください");
    }
    const Sheet sheet = load_sheet(tx, trial);
    const auto runs = store::list_checks(tx, id, 1);
    const std::string checker = runs.empty() ? std::string() : runs.front().tool;
    if (fingerprint_of(paper_of(trial, sheet, checker, policy->number)) != seen) {
      return fail(Fault::conflict, "確かめていただいた後に、試験の内容が変わりました。"
                                   "いまの内容を確かめて、もう一度公表してください");
    }
    trial.number = store::find_highest_number(tx) + 1;
    trial.state = "published";
    trial.published_by_name = ctx.actor.name;
    trial.published_on = iso(ctx.today());
    trial.published_at = ctx.now;
    const ResultPaper paper = paper_of(trial, sheet, checker, policy->number);
    trial.degree = paper.degree;
    trial.frozen = json_of(paper).dump();
    trial.sha256 = sha256_hex(trial.frozen);
    TRY(store::update_trial(tx, trial));
    TRY(audit::note(tx, ctx, "accessibility.trial.published", subject_of_trial(id), nullptr,
                    {{"number", trial.number},
                     {"degree", trial.degree},
                     {"sha256", trial.sha256}}));
    TRY(outbox::later(tx, ctx.now, kResultPublished, {{"number", trial.number}}, {},
                      outbox::Lane::slow));
    web::forget_pages(tx, kOpenPagesTag);
    return trial.number;
  });
}

}  // namespace musubi::accessibility
