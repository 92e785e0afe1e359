// demo.cc - the 試験 of 令和6年度: that of the public site published in October with two 改善課題, that of
// the members' platform just begun. Through the services that people use, with the clock of the
// story. Invented figures. Called once, after the demo's accounts and articles were made.
#include <algorithm>
#include <iterator>

#include "features/accessibility/accessibility.h"
#include "features/accessibility/service.h"
#include "features/accounts/accounts.h"

namespace musubi::accessibility {
namespace {

constexpr Date kFirstPolicyDay{2024, 4, 15};
constexpr Date kPolicyDay{2024, 6, 3};
constexpr Date kBeginDay{2024, 9, 9};
constexpr Date kCheckDay{2024, 9, 12};
constexpr Date kJudgeDay{2024, 10, 11};
constexpr Date kPublishDay{2024, 10, 18};
constexpr Date kMembersDay{2024, 10, 21};
constexpr int kDemoHour = 10;

struct DemoPeople {
  accounts::Account writer, manager;
};

Context on_day(const Context& ctx, const accounts::Account& who, Date day) {
  Context out = ctx;
  out.now = Instant{start_of_day_in_japan(day).ms + kDemoHour * 3'600'000LL};
  out.pretended_today = day;
  out.actor = accounts::actor_of(who);
  out.address = "192.0.2.80";
  out.request_id = "demo-" + iso(day);
  return out;
}

std::vector<ScopePage> demo_pages(std::string_view site) {
  if (site == "members") {
    return {{"/members", "ホーム"},
            {"/members/organisation", "団体の情報"},
            {"/members/changes", "変更の申請・届出"},
            {"/members/confirmation", "登録内容の確認"},
            {"/members/inquiries", "問合せ"},
            {"/members/my-data", "自分の情報の請求"},
            {"/account", "アカウント"},
            {"/account/sessions", "ログイン中の機器"}};
  }
  return {{"/", "ホーム"},
          {"/about", "コンソーシアムとは"},
          {"/help", "使い方と相談"},
          {"/news", "お知らせ"},
          {"/cases", "ＤＸ事例"},
          {"/join", "入会の案内"},
          {"/join/application/new", "入会の申込み"},
          {"/join/status", "申込みの状況"},
          {"/contact", "問い合わせる"},
          {"/sign-in", "ログイン"},
          {"/privacy-requests", "個人情報の請求"},
          {"/policies/accessibility", "ウェブアクセシビリティ方針"},
          {"/policies/counting", "閲覧の計測について"},
          {"/policies/privacy", "個人情報の取扱い"},
          {"/policies/security", "情報セキュリティ"},
          {"/policies/site", "サイトポリシー"},
          {"/policies/social", "ソーシャルメディア方針"}};
}

bool is_one_of(std::string_view number, const std::vector<std::string_view>& list) {
  return std::find(list.begin(), list.end(), number) != list.end();
}

// What the two people of the office found on the public site.
VerdictInput demo_verdict(const Criterion& criterion) {
  VerdictInput out;
  out.criterion = criterion.number;
  out.applies = "yes";
  out.result = "pass";
  out.all_pages = true;
  out.methods = {"AC", "HC"};
  out.evidence = "Windows 11のFirefoxとNVDA、iPhoneのSafariとVoiceOverで、全ページを操作して確かめた。";
  if (is_one_of(criterion.number, {"1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.4.2", "2.1.4",
                                   "2.2.2", "2.5.1", "2.5.4", "2.5.7"})) {
    out.applies = "no";
    out.result.clear();
    out.all_pages = false;
    out.methods = {"HC"};
    out.evidence = "動画・音声、動き続けるもの、複雑な動作を求めるものが、どのページにもないことを確かめた。";
  }
  if (criterion.number == "1.4.5") {
    out.result = "fail";
    out.all_pages = false;
    out.failing = "4";
    out.evidence = "お知らせの一覧から開くちらしの画像に、日時と会場の文字が含まれている。";
    out.note = "行事のちらしの画像に文字があります。同じ内容を本文にも書くように改めます。";
  }
  if (criterion.number == "2.4.6") {
    out.result = "fail";
    out.all_pages = false;
    out.failing = "3、8";
    out.evidence = "「その他」という見出しだけでは、続く内容が分からない。";
    out.note = "「その他」という見出しを、内容の分かる言葉に改めます。";
  }
  return out;
}

Result<void> add_demo_issue(const Context& ctx, const TrialId& trial, const AccountId& owner,
                            const IssueInput& words) {
  IssueInput input = words;
  input.trial_id = trial;
  input.site = "public";
  input.owner_id = owner.text;
  TRY(save_issue(ctx, input));
  return {};
}

Result<void> add_demo_issues(const Context& ctx, const TrialId& trial, const AccountId& owner) {
  IssueInput picture;
  picture.criterion = "1.4.5";
  picture.place = "/news";
  picture.title = "行事のちらしの画像に、日時と会場の文字がある";
  picture.plan = "ちらしの内容を本文に書き起こし、画像には要点の代替テキストを付けます。"
                 "新しい行事の案内では、文字だけの画像を使いません。";
  picture.due_on = "2024-12-20";
  picture.state = "doing";
  TRY(add_demo_issue(ctx, trial, owner, picture));
  IssueInput heading;
  heading.criterion = "2.4.6";
  heading.place = "/help、/contact";
  heading.title = "「その他」という見出しでは、内容が分からない";
  heading.plan = "見出しを「会費と費用」「個人情報」など、続く内容を表す言葉に書き替えます。";
  heading.due_on = "2025-01-31";
  heading.state = "open";
  return add_demo_issue(ctx, trial, owner, heading);
}

Result<void> check_demo_pages(const Context& ctx, const TrialId& id) {
  CheckResults results{"axe-core 4.14.1、Chromium 130", {}};
  const auto pages =
      ctx.db.read([&](db::Reader& reader) { return store::list_pages(reader, id); });
  for (const TrialPage& page : pages) {
    results.pages.push_back({page.path, page.title, "", true, {}});
  }
  TRY(take_check(ctx, id, results));
  return {};
}

Result<TrialId> begin_demo_trial(const Context& ctx, const std::string& site, const char* seed,
                                 const std::string& representative) {
  NewTrial input;
  input.site = site;
  input.starts_on = iso(ctx.today());
  input.seed = seed;
  input.representative = representative;
  input.own_pages = demo_pages(site);
  return begin_trial(ctx, input);
}

Result<void> test_public_site(const Context& system, const DemoPeople& people) {
  const TrialId id = TRY(begin_demo_trial(
      on_day(system, people.writer, kBeginDay), "public", "令和6年度",
      "/\n/about\n/help\n/news\n/cases\n/join\n/policies/privacy\n/contact\n/sign-in\n"
      "/join/application/new"));
  TRY(check_demo_pages(on_day(system, people.writer, kCheckDay), id));
  const Context judging = on_day(system, people.writer, kJudgeDay);
  for (const Criterion& criterion : criteria()) {
    TRY(save_verdict(judging, id, demo_verdict(criterion)));
  }
  TRY(add_demo_issues(judging, id, people.writer.id));
  TrialWords words;
  words.starts_on = iso(kBeginDay);
  words.ends_on = iso(kJudgeDay);
  words.scope_words = "公開サイトのすべてのページ（ログインして使う画面を除く）";
  words.technologies = "HTML5、CSS、WAI-ARIA、JavaScript（なくても使えます）、SVG";
  words.tools = "Windows 11：Firefox 131、NVDA 2024.3日本語版\n"
                "iPhone 15（iOS 18）：Safari、VoiceOver\nキーボードだけの操作、400％の拡大";
  words.remarks = "試験は、事務局の2名が分担して行いました。";
  TRY(save_trial(judging, id, words, 1));
  const Context manager = on_day(system, people.manager, kPublishDay);
  const TrialDesk desk = TRY(load_visible_trial(manager, id));
  TRY(publish_trial(manager, id, desk.fingerprint));
  return {};
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  Context system = ctx;
  system.actor = Actor::system("見本の試験");
  const DemoPeople people{TRY(accounts::find_demo_account(system, Role::secretariat)),
                          TRY(accounts::find_demo_account(system, Role::secretariat_manager))};
  Policy policy = first_policy();
  TRY(save_policy(on_day(system, people.writer, kFirstPolicyDay), policy, 0));
  TRY(publish_policy(on_day(system, people.manager, kFirstPolicyDay), 1));
  policy.due = "令和6年度は、公開サイトを令和6年10月、会員サイトを令和7年3月までに試験し、結果を公表します。";
  TRY(save_policy(on_day(system, people.writer, kPolicyDay), policy, 1));
  TRY(publish_policy(on_day(system, people.manager, kPolicyDay), 2));
  TRY(test_public_site(system, people));
  TRY(begin_demo_trial(on_day(system, people.writer, kMembersDay), "members", "令和6年度 会員",
                       "/members\n/members/organisation\n/members/changes\n/account"));
  return {};
}

}  // namespace musubi::accessibility
