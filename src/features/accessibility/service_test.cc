// service_test.cc - the promises of 方針, 試験 and 改善課題 on a real database: the drawn pages are
// kept and repeatable, nobody overrules the machine, two people lose no text, what is published is
// frozen and says only what the sheet proves.
#include "features/accessibility/service.h"

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "features/accessibility/accessibility.h"
#include "features/accessibility/paper_document.h"
#include "support/scenario.h"

namespace musubi::accessibility {
namespace {

namespace cast = test::cast;

class Trials : public testing::Test {
 protected:
  Context office() { return s_.context_of(cast::secretariat); }
  Context manager() { return s_.context_of(cast::manager); }

  static std::vector<ScopePage> own_pages(int count) {
    std::vector<ScopePage> out{{"/", "ホーム"}, {"/help", "使い方"}};
    for (int i = 0; i < count; ++i) out.push_back({"/p/" + std::to_string(i), "ページ"});
    return out;
  }
  static NewTrial usual(int own = 60) {
    NewTrial out;
    out.site = "public";
    out.starts_on = "2024-10-28";
    out.seed = "令和6年度";
    out.representative = "/\n/help";
    out.random_count = 38;
    out.own_pages = own_pages(own);
    return out;
  }
  TrialId begun(const NewTrial& input = usual()) {
    auto made = begin_trial(office(), input);
    EXPECT_TRUE(made.has_value()) << refusal(made);
    return made.value_or({});
  }
  template <class T>
  static std::string refusal(const Result<T>& result) {
    if (result) return "accepted";
    const Error& error = result.error();
    return error.fields.empty() ? error.says : error.fields.front().field + ": " +
                                                   error.fields.front().says;
  }
  TrialDesk desk(const TrialId& id) {
    auto found = load_visible_trial(office(), id);
    EXPECT_TRUE(found.has_value()) << refusal(found);
    return found ? std::move(*found) : TrialDesk{};
  }
  CheckResults all_checked(const TrialId& id) {
    CheckResults out{"axe-core", {}};
    for (const TrialPage& page : desk(id).sheet.pages) {
      out.pages.push_back({page.path, "題名 " + page.path, "", true, {}});
    }
    return out;
  }
  static VerdictInput passing(std::string_view criterion, std::int64_t version = 0) {
    VerdictInput out;
    out.criterion = criterion;
    out.applies = "yes";
    out.result = "pass";
    out.all_pages = true;
    out.methods = {"HC"};
    out.evidence = "全ページを確かめた";
    out.version = version;
    return out;
  }
  void judge_all(const TrialId& id) {
    for (const Criterion& one : criteria()) {
      if (one.source != Source::jis) continue;
      const auto saved = save_verdict(office(), id, passing(one.number));
      ASSERT_TRUE(saved.has_value()) << one.number << " " << refusal(saved);
    }
  }
  void policy_published() {
    ASSERT_TRUE(save_policy(office(), first_policy(), 0));
    ASSERT_TRUE(publish_policy(manager(), 1));
  }
  void described(const TrialId& id) {
    TrialWords words;
    words.starts_on = "2024-10-28";
    words.ends_on = "2024-10-28";
    words.scope_words = "公開サイトの全ページ";
    words.technologies = "HTML5";
    const auto saved = save_trial(office(), id, words, desk(id).trial.version);
    ASSERT_TRUE(saved.has_value()) << refusal(saved);
  }
  IssueInput plan(const TrialId& id, std::string_view criterion) {
    IssueInput out;
    out.trial_id = id;
    out.site = "public";
    out.criterion = criterion;
    out.title = "課題";
    out.plan = "直します";
    out.owner_id = cast::secretariat.id.text;
    out.due_on = "2025-01-31";
    out.state = "open";
    return out;
  }
  Degree degree(const TrialId& id) { return desk(id).level.degree; }

  test::Scenario s_;
};

TEST_F(Trials, TheDrawnPagesAreKeptWithTheirSeedAndScope) {
  const TrialId id = begun();
  const TrialDesk now = desk(id);
  EXPECT_EQ(now.trial.fiscal_year, 2024);
  EXPECT_EQ(now.trial.scope_count, 62);
  ASSERT_EQ(now.sheet.pages.size(), 40U);
  EXPECT_EQ(now.sheet.pages[0].path, "/");
  EXPECT_EQ(now.sheet.pages[1].path, "/help");
  const auto scope = list_scope(office(), id, "", 100);
  ASSERT_TRUE(scope.has_value());
  EXPECT_EQ(scope->size(), 62U);
  EXPECT_EQ(list_scope(office(), id, "/p/5", 100)->front().path, "/p/50");
  // Another trial of the same year waits for the first.
  const auto second = begin_trial(office(), usual());
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().fields.at(0).field, "site");
  ASSERT_TRUE(discard_trial(office(), id, now.trial.version, "種を間違えたため"));
  const TrialDesk again = desk(begun());
  for (std::size_t i = 0; i < 40; ++i) {
    EXPECT_EQ(again.sheet.pages[i].path, now.sheet.pages[i].path);
  }
  EXPECT_EQ(again.trial.scope_sha256, now.trial.scope_sha256);
}

TEST_F(Trials, AFormThatIsSentTwiceBeginsOneTrial) {
  NewTrial input = usual();
  input.sending = "sending-1";
  EXPECT_EQ(begun(input), begun(input));
}

TEST_F(Trials, WhatIsWrongIsToldAtItsField) {
  const auto field_of = [&](auto&& spoil) {
    NewTrial input = usual();
    spoil(input);
    const auto made = begin_trial(office(), input);
    return made ? std::string("accepted") : made.error().fields.at(0).field;
  };
  EXPECT_EQ(field_of([](NewTrial& n) { n.site = "moon"; }), "site");
  EXPECT_EQ(field_of([](NewTrial& n) { n.starts_on = ""; }), "starts_on");
  EXPECT_EQ(field_of([](NewTrial& n) { n.random_count = 301; }), "random_count");
  EXPECT_EQ(field_of([](NewTrial& n) { n.representative = "/nowhere"; }), "representative");
  EXPECT_EQ(field_of([](NewTrial& n) { n.excluded = "/\n/help\n/p"; }), "excluded");
  EXPECT_EQ(field_of([](NewTrial& n) { n.random_count = 0; n.representative = ""; }),
            "random_count");
}

TEST_F(Trials, AFullSheetConformsAndIsFrozenWithItsNumber) {
  policy_published();
  const TrialId id = begun();
  EXPECT_EQ(degree(id), Degree::considered);
  ASSERT_TRUE(take_check(office(), id, all_checked(id)));
  judge_all(id);
  EXPECT_EQ(degree(id), Degree::conforming);
  const auto early = publish_trial(manager(), id, desk(id).fingerprint);
  ASSERT_FALSE(early.has_value());
  EXPECT_EQ(early.error().fields.at(0).field, "ends_on");
  described(id);
  const auto number = publish_trial(manager(), id, desk(id).fingerprint);
  ASSERT_TRUE(number.has_value()) << refusal(number);
  EXPECT_EQ(*number, 1);
  const auto shown = load_public_result(s_.system_context(), 1);
  ASSERT_TRUE(shown.has_value());
  EXPECT_TRUE(shown->sound);
  EXPECT_EQ(shown->paper.degree, "conforming");
  EXPECT_EQ(shown->paper.count("passes"), 38);
  EXPECT_EQ(shown->paper.pages.size(), 40U);
  EXPECT_EQ(shown->paper.pages[0].title, "題名 /");
  EXPECT_EQ(shown->paper.seed, "令和6年度");
  EXPECT_EQ(shown->paper.policy_number, 1);
  EXPECT_EQ(shown->sha256, sha256_hex(json_of(shown->paper).dump()));
  // From now on nothing of it changes.
  EXPECT_EQ(save_verdict(office(), id, passing("1.1.1", 1)).error().fault, Fault::conflict);
  EXPECT_EQ(take_check(office(), id, all_checked(id)).error().fault, Fault::conflict);
  EXPECT_EQ(save_issue(office(), plan(id, "1.1.1")).error().fault, Fault::conflict);
  EXPECT_EQ(discard_trial(office(), id, 3, "x").error().fault, Fault::conflict);
  EXPECT_EQ(publish_trial(manager(), id, desk(id).fingerprint).error().fault, Fault::conflict);
}

TEST_F(Trials, ThePdfIsPrintedOnceFromTheFrozenResult) {
  policy_published();
  const TrialId id = begun();
  described(id);
  ASSERT_TRUE(publish_trial(manager(), id, desk(id).fingerprint));
  EXPECT_EQ(open_result_pdf(s_.system_context(), 1).error().fault, Fault::not_found);
  outbox::Handlers handlers;
  add_handlers(handlers);
  EXPECT_EQ(s_.deliver(handlers), 1);
  const auto shown = load_public_result(office(), 1);
  ASSERT_TRUE(shown.has_value());
  ASSERT_TRUE(shown->file.has_value());
  const Context visitor{Actor::anonymous(), s_.db(), s_.now(), "r", "", {}};
  const auto opened = open_result_pdf(visitor, 1);
  ASSERT_TRUE(opened.has_value()) << refusal(opened);
  EXPECT_EQ(opened->file.media_type, "application/pdf");
  const documents::Document paper = result_document(shown->paper, shown->sha256);
  EXPECT_EQ(paper.facts.at(1).second, "配慮し試験");
  EXPECT_EQ(std::get<documents::Table>(paper.chapters.at(1).blocks.at(0)).rows.size(), 38U);
}

TEST_F(Trials, AResultThatIsNotWhatWasPublishedIsCalledDamagedAndNeverPrinted) {
  policy_published();
  const TrialId id = begun();
  described(id);
  ASSERT_TRUE(publish_trial(manager(), id, desk(id).fingerprint));
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) {
    return tx.run(
        {"test.spoil", "UPDATE accessibility_trials SET sha256 = 'other' WHERE number = $1"}, 1);
  }));
  outbox::Message published;
  published.body["number"] = 1;
  const auto printed = print_result(s_.system_context(), published);
  ASSERT_FALSE(printed.has_value());
  EXPECT_EQ(printed.error().fault, Fault::damaged);  // nobody was first: there was no race
  EXPECT_EQ(open_result_pdf(s_.system_context(), 1).error().fault, Fault::not_found);
}

TEST_F(Trials, WhoPublishesGetsWhatWasSeenAndNothingElse) {
  policy_published();
  const TrialId id = begun();
  described(id);
  const std::string seen = desk(id).fingerprint;
  ASSERT_TRUE(save_verdict(office(), id, passing("1.1.1")));
  EXPECT_EQ(publish_trial(manager(), id, seen).error().fault, Fault::conflict);
  EXPECT_TRUE(publish_trial(manager(), id, desk(id).fingerprint).has_value());
  EXPECT_EQ(load_public_result(office(), 1)->paper.degree, "considered");
}

TEST_F(Trials, WithoutAPublishedPolicyNoResultIsPublished) {
  const TrialId id = begun();
  described(id);
  const auto refused = publish_trial(manager(), id, desk(id).fingerprint);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().says.find("方針"), std::string::npos);
}

TEST_F(Trials, APageThatCouldNotBeCheckedCountsAsAFailureAndKeepsItsReason) {
  policy_published();
  const TrialId id = begun();
  judge_all(id);
  CheckResults results = all_checked(id);
  results.pages[4].checked = false;
  results.pages[4].trouble = "HTTP 500";
  const auto run = take_check(office(), id, results);
  ASSERT_TRUE(run.has_value());
  EXPECT_EQ(run->could_not, 1);
  EXPECT_EQ(degree(id), Degree::considered);
  EXPECT_EQ(desk(id).sheet.pages[4].trouble, "HTTP 500");
  // No tool at all: each page says so.
  const auto trial = find_trial_to_check(s_.system_context(), "");
  ASSERT_TRUE(trial.has_value());
  EXPECT_EQ(trial->paths.size(), 40U);
  const auto none = note_unchecked(s_.system_context(), *trial, "node が見つかりませんでした");
  ASSERT_TRUE(none.has_value());
  EXPECT_EQ(none->could_not, 40);
  EXPECT_EQ(desk(id).sheet.pages[0].check_state, "could_not");
  EXPECT_EQ(degree(id), Degree::considered);
}

TEST_F(Trials, NobodyOverrulesTheMachine) {
  const TrialId id = begun();
  CheckResults results = all_checked(id);
  results.pages[2].findings.push_back({0, "1.4.3", "color-contrast", "h", 2, "<p>"});
  ASSERT_TRUE(take_check(office(), id, results));
  const auto passed = save_verdict(office(), id, passing("1.4.3"));
  ASSERT_FALSE(passed.has_value());
  EXPECT_EQ(passed.error().fields.at(0).field, "result");
  VerdictInput none = passing("1.4.3");
  none.applies = "no";
  none.result = "";
  none.all_pages = false;
  EXPECT_EQ(save_verdict(office(), id, none).error().fields.at(0).field, "applies");
  // A page that cannot be opened any more keeps what was found; a newer check takes it away.
  results.pages[2] = {results.pages[2].path, "", "HTTP 404", false, {}};
  ASSERT_TRUE(take_check(office(), id, results));
  EXPECT_EQ(desk(id).sheet.findings.size(), 1U);
  ASSERT_TRUE(take_check(office(), id, all_checked(id)));
  EXPECT_TRUE(desk(id).sheet.findings.empty());
  EXPECT_TRUE(save_verdict(office(), id, passing("1.4.3")).has_value());
}

TEST_F(Trials, ResultsOfAnotherTrialAreRefusedWhole) {
  const TrialId id = begun();
  CheckResults results = all_checked(id);
  results.pages.push_back({"/elsewhere", "", "", true, {}});
  EXPECT_EQ(take_check(office(), id, results).error().fields.at(0).field, "file");
  EXPECT_EQ(desk(id).sheet.pages[0].check_state, "unchecked");
  EXPECT_TRUE(desk(id).checks.empty());
}

TEST_F(Trials, AVerdictNeedsItsPagesItsMethodAndItsEvidence) {
  const TrialId id = begun();
  const auto field_of = [&](auto&& spoil) {
    VerdictInput input = passing("2.1.1");
    spoil(input);
    const auto saved = save_verdict(office(), id, input);
    return saved ? std::string("accepted") : saved.error().fields.at(0).field;
  };
  EXPECT_EQ(field_of([](VerdictInput& v) { v.all_pages = false; }), "all_pages");
  EXPECT_EQ(field_of([](VerdictInput& v) { v.methods = {}; }), "methods");
  EXPECT_EQ(field_of([](VerdictInput& v) { v.evidence = " "; }), "evidence");
  EXPECT_EQ(field_of([](VerdictInput& v) { v.result = "fail"; }), "failing");
  EXPECT_EQ(field_of([](VerdictInput& v) { v.failing = "3"; }), "failing");
  EXPECT_EQ(field_of([](VerdictInput& v) { v.result = "fail"; v.failing = "三"; }), "failing");
  EXPECT_EQ(field_of([](VerdictInput& v) { v.result = "fail"; v.failing = "41"; }), "failing");
  EXPECT_EQ(field_of([](VerdictInput& v) { v.applies = ""; }), "applies");
  VerdictInput failing = passing("2.1.1");
  failing.result = "fail";
  failing.all_pages = false;
  failing.failing = "７、３ ３";
  ASSERT_TRUE(save_verdict(office(), id, failing).has_value());
  for (const Judged& one : desk(id).judged) {
    if (one.criterion->number == "2.1.1") {
      EXPECT_EQ(one.failing, (std::vector<std::int64_t>{3, 7}));
    }
  }
  EXPECT_EQ(save_verdict(office(), id, passing("9.9.9")).error().fault, Fault::not_found);
}

TEST_F(Trials, TwoWhoJudgeLoseNeitherText) {
  const TrialId id = begun();
  ASSERT_TRUE(save_verdict(office(), id, passing("1.1.1")));
  VerdictInput second = passing("1.1.1");  // had also seen nothing
  second.evidence = "二人目";
  EXPECT_EQ(save_verdict(manager(), id, second).error().fault, Fault::conflict);
  second.version = 1;
  EXPECT_TRUE(save_verdict(manager(), id, second).has_value());
  EXPECT_EQ(desk(id).sheet.verdicts.at(0).judged_by_name, cast::manager.name);
  // Another criterion is nobody's conflict, and neither are the words about the whole.
  EXPECT_TRUE(save_verdict(office(), id, passing("1.2.1")).has_value());
  described(id);
}

TEST_F(Trials, ThePolicyIsWrittenByOneAfterTheOtherAndItsEditionsStay) {
  Policy policy = first_policy();
  ASSERT_TRUE(save_policy(office(), policy, 0));
  EXPECT_EQ(save_policy(manager(), policy, 0).error().fault, Fault::conflict);
  EXPECT_EQ(publish_policy(office(), 1).error().fault, Fault::forbidden);
  EXPECT_EQ(publish_policy(manager(), 7).error().fault, Fault::conflict);
  EXPECT_EQ(*publish_policy(manager(), 1), 1);
  EXPECT_EQ(publish_policy(manager(), 1).error().fault, Fault::conflict);  // nothing new
  policy.scope = "";
  EXPECT_EQ(save_policy(office(), policy, 1).error().fields.at(0).field, "scope");
  policy.scope = "公開サイトだけを対象とします。";
  ASSERT_TRUE(save_policy(office(), policy, 1));
  EXPECT_EQ(load_public_policy(office()).number, 1);  // a draft is nobody's yet
  EXPECT_EQ(*publish_policy(manager(), 2), 2);
  EXPECT_EQ(load_public_policy(office()).policy.scope, policy.scope);
  EXPECT_EQ(load_public_edition(office(), 1)->policy.scope, first_policy().scope);
}

TEST_F(Trials, AnIssueHasAnOwnerADayAndAnEnd) {
  const TrialId id = begun();
  IssueInput input = plan(id, "1.1.1");
  input.owner_id = cast::prefecture.id.text;
  EXPECT_EQ(save_issue(office(), input).error().fields.at(0).field, "owner_id");
  const auto made = save_issue(office(), plan(id, "1.1.1"));
  ASSERT_TRUE(made.has_value()) << refusal(made);
  input = plan(id, "1.1.1");
  input.id = *made;
  input.version = 1;
  input.state = "done";
  EXPECT_EQ(save_issue(office(), input).error().fields.at(0).field, "outcome");
  input.outcome = "代替テキストを付け、読み上げで確かめた";
  ASSERT_TRUE(save_issue(office(), input));
  EXPECT_EQ(load_visible_issue(office(), *made)->done_on, "2024-10-28");
  EXPECT_EQ(save_issue(manager(), input).error().fault, Fault::conflict);
  EXPECT_EQ(list_issues(office(), {})->rows.size(), 0U);
  store::IssueFilter done;
  done.state = "done";
  EXPECT_EQ(list_issues(office(), done)->rows.size(), 1U);
}

TEST_F(Trials, AYearOwesOneResultOfEachSite) {
  policy_published();
  const auto due = [&] {
    return s_.db().read([](db::Reader& reader) { return list_due(reader, 2024); });
  };
  EXPECT_EQ(due().at(0).number, 0);
  const TrialId id = begun();
  EXPECT_EQ(due().at(0).running, id);
  described(id);
  ASSERT_TRUE(publish_trial(manager(), id, desk(id).fingerprint));
  EXPECT_EQ(due().at(0).number, 1);
  EXPECT_EQ(due().at(1).number, 0);  // that of the members' platform is still owed
}

TEST_F(Trials, OnlyTheOfficeWritesAndOnlyManagersPublish) {
  const TrialId id = begun();
  for (const auto& who : {cast::prefecture, cast::auditor, cast::member_admin}) {
    const Context ctx = s_.context_of(who);
    EXPECT_EQ(begin_trial(ctx, usual()).error().fault, Fault::forbidden);
    EXPECT_EQ(save_verdict(ctx, id, passing("1.1.1")).error().fault, Fault::forbidden);
    EXPECT_EQ(take_check(ctx, id, all_checked(id)).error().fault, Fault::forbidden);
    EXPECT_EQ(save_policy(ctx, first_policy(), 0).error().fault, Fault::forbidden);
    EXPECT_EQ(save_issue(ctx, plan(id, "1.1.1")).error().fault, Fault::forbidden);
    EXPECT_EQ(publish_trial(ctx, id, "").error().fault, Fault::forbidden);
  }
  EXPECT_EQ(publish_trial(office(), id, "").error().fault, Fault::forbidden);
  EXPECT_TRUE(load_visible_trial(s_.context_of(cast::prefecture), id).has_value());
  EXPECT_EQ(load_visible_trial(s_.context_of(cast::member), id).error().fault,
            Fault::forbidden);
}

}  // namespace
}  // namespace musubi::accessibility
