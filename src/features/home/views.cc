// views.cc - the homes. What waits comes first, then the figures, then the rest; see views.h.
// Shows what was gathered and nothing else: a link stands only where its page may be opened.
#include "features/home/views.h"

#include "base/text.h"
#include "web/kit/kit.h"

namespace musubi::home::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string left_words(Date today, Date day) {
  const int days = days_between(today, day);
  if (days < 0) return std::to_string(-days) + "日超過";
  if (days == 0) return "きょう";
  if (days == 1) return "あす";
  return "あと" + std::to_string(days) + "日";
}

Html left_mark(Date today, Date day) {
  const int days = days_between(today, day);
  if (days < 0) return badge(Tone::error, left_words(today, day));
  if (days <= 3) return badge(Tone::warning, left_words(today, day));
  return muted(left_words(today, day));
}

Html waiting_part(const Gathered& g, const std::string& heading, const std::string& none) {
  int sum = 0;
  for (const auto& w : g.waiting) sum += w.count;
  if (g.waiting.empty()) return panel({.heading = heading}, paragraph(none));
  return panel_flush({.heading = heading, .aside = note(thousands(sum) + "件")},
                     waiting_list(g.waiting));
}

Html deadlines_part(const Gathered& g, Date today) {
  if (g.deadlines.empty()) return {};
  Pairs rows;
  for (const auto& d : g.deadlines) {
    Html what = d.path.empty() ? Html(d.label) : link(d.path, d.label);
    if (!d.note.empty()) what += line_break() + small(muted(d.note));
    rows.emplace_back(date_text_in_year(d.day) + line_break() + left_mark(today, d.day), what);
  }
  return panel({.heading = "期限"}, description_list(rows));
}

Html recent_part(const web::Request& request, const Gathered& g) {
  std::vector<Event> events;
  for (const auto& r : g.recent) {
    Html what = r.movement.words;
    if (r.others > 0) {
      what += muted("　ほか" + thousands(r.others) + "件");
    } else if (!r.movement.name.empty()) {
      Html name = r.movement.path.empty() ? Html(r.movement.name)
                                          : link(r.movement.path, r.movement.name);
      what = name + line_break() + what;
    }
    events.push_back({.at = r.at, .what = what, .who = r.who});
  }
  Html all = may_open(request, "/office/audit") ? link("/office/audit", "記録を見る") : Html();
  return panel({.heading = "最近の動き", .aside = all},
               timeline("最近の動き", events, paragraph("まだ動きはありません。")));
}

Html panels_part(const Gathered& g, bool above) {
  Html out;
  for (const auto& [order, shown] : g.panels) {
    if ((order < 0) == above) out += shown;
  }
  return out;
}

Html tiles_part(const Gathered& g, const std::string& heading) {
  return g.tiles.empty() ? Html() : section({.heading = heading}, tiles(g.tiles));
}

std::string eyebrow(const web::Request& request) {
  const Date today = request.context().today();
  std::string out = wareki_with_weekday(today);
  const int left = days_between(today, request.app->contract_end);
  if (left >= 0) out += "　委託期間の終わりまで" + std::to_string(left) + "日";
  return out;
}

}  // namespace

Html office(const web::Request& request, const Gathered& g) {
  const Date today = request.context().today();
  std::vector<Html> actions;
  if (may_open(request, "/office/member-reports")) {
    actions.push_back(button_link({.label = "会員報告書を見る", .path = "/office/member-reports",
                                   .icon = "doc"}));
  }
  if (may_open(request, "/office/members/new")) {
    actions.push_back(button_link({.label = "会員を登録する", .path = "/office/members/new",
                                   .look = Look::primary, .icon = "plus"}));
  }
  Html main = panels_part(g, true) +
              waiting_part(g, "わたしを待っているもの",
                           "いま待っているものはありません。新しいものが届くと、ここに並びます。") +
              tiles_part(g, "業務の目標と実績") + panels_part(g, false);
  Html side = deadlines_part(g, today);
  if (!g.facts.empty()) side += panel({.heading = "サイトの状態"}, description_list(g.facts));
  main += recent_part(request, g);
  return page(request,
              {.area = web::Area::office, .title = "きょうの仕事", .eyebrow = eyebrow(request),
               .actions = cluster(actions), .width = Width::full},
              columns(main, side));
}

Html prefecture(const web::Request& request, const Gathered& g) {
  const Date today = request.context().today();
  Html main = panels_part(g, true) +
              waiting_part(g, "受け取る報告",
                           "受け取りを待っている報告はありません。届くとここに並びます。") +
              tiles_part(g, "いまの様子") + panels_part(g, false);
  Html side = deadlines_part(g, today);
  side += panel({.heading = "この画面について"},
                paragraph("数字は、開いたときの記録から計算しています。"
                          "会員の情報は見るだけで、変更は事務局が行います。"
                          "担当者の氏名と連絡先は伏せて表示します。"));
  return page(request,
              {.area = web::Area::prefecture, .title = "県の画面", .eyebrow = eyebrow(request),
               .lead = "先に受け取る報告、次にいまの様子をお確かめください。", .width = Width::full},
              columns(main, side));
}

Html members(const web::Request& request, const Gathered& g) {
  Html main;
  if (!g.waiting.empty()) main += waiting_part(g, "お願いしていること", "");
  main += panels_part(g, true) + panels_part(g, false);
  if (main.empty()) {
    main = empty_state("所属する団体の登録が見つかりません", link("/help#contact", "事務局に連絡する"));
  }
  std::vector<Html> own;
  if (may_open(request, "/account")) own.push_back(link("/account", "わたしのアカウント"));
  if (may_open(request, "/account/sessions")) {
    own.push_back(link("/account/sessions", "ログインしている端末を確かめる"));
  }
  if (may_open(request, "/help")) own.push_back(link("/help", "使い方と相談"));
  Html changes = paragraph("登録の内容が変わったときは、事務局にお知らせください。") +
                 paragraph(go_link("/help#contact", "事務局の連絡先"));
  if (may_open(request, "/members/organisation")) {
    changes = paragraph("電話番号などの連絡先はすぐに直せます。団体名や所在地などは、届け出ると"
                        "事務局が確かめてから直します。") +
              paragraph(go_link("/members/organisation", "団体の登録内容を見る"));
  }
  Html side = panel({.heading = "登録の内容が変わったとき"}, changes) +
              panel({.heading = "わたしの設定"}, plain_list(own));
  return page(request,
              {.area = web::Area::members, .title = "会員ホーム",
               .lead = request.actor.name + "さんの団体の登録内容です。", .width = Width::full},
              columns(main, side));
}

Html today(const web::Request& request, const std::vector<const web::NavItem*>& entries) {
  std::vector<Html> work;
  for (const auto* entry : entries) work.push_back(link(entry->path, entry->label));
  std::vector<Html> own;
  if (may_open(request, "/account")) {
    own.push_back(link("/account", "わたしのアカウント") + "：お名前、パスワード、確認コード");
  }
  if (may_open(request, "/account/sessions")) {
    own.push_back(link("/account/sessions", "ログインしている端末") + "：離れた端末のログアウト");
  }
  if (may_open(request, "/help")) own.push_back(link("/help", "使い方と相談"));
  Html body;
  if (work.empty()) {
    body += paragraph("いま、お願いしている作業はありません。"
                      "お願いすることができたときは、事務局からお知らせします。");
  } else {
    body += section({.heading = "開ける画面"}, bullets(work));
  }
  body += section({.heading = "わたしの設定"}, bullets(own));
  std::string roles;
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    if (!request.actor.roles.has(role)) continue;
    roles += (roles.empty() ? "" : "・") + std::string(role_label(role));
  }
  return page(request,
              {.area = web::Area::open, .title = "きょうできること",
               .eyebrow = wareki_with_weekday(request.context().today()),
               .lead = request.actor.name + "さん（" + roles + "）がお使いいただける画面です。",
               .width = Width::reading},
              body);
}

}  // namespace musubi::home::views
