// views_links.cc - applications and prospects side by side: the pairs that wait for a person, the
// part of an application's page, and the chain from first contact to member. Html only.
#include <algorithm>

#include "base/text.h"
#include "features/recruiting/views.h"
#include "features/recruiting/views_campaigns.h"

namespace musubi::recruiting::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html decision_buttons(const web::Request& request, const ProspectId& prospect,
                      const std::string& application, const std::string& about) {
  const std::vector<std::pair<std::string, std::string>> hidden{{"application", application}};
  return cluster(
      {post_button(request, {.button = {.label = "同じ団体として結びつける",
                                        .look = Look::secondary, .small = true, .about = about},
                             .action = path_of(prospect) + "/application", .hidden = hidden}),
       post_button(request, {.button = {.label = "別の団体", .look = Look::text, .small = true,
                                        .about = about},
                             .action = path_of(prospect) + "/application-dismissal",
                             .hidden = hidden})});
}

struct Step {
  std::string day;
  int order = 0;
  Html words;
};

void add_contacts(std::vector<Step>& steps, const Chain& c) {
  std::vector<Contact> contacts = c.page.contacts;
  std::reverse(contacts.begin(), contacts.end());  // oldest first
  bool first = true;
  for (const Contact& one : contacts) {
    std::string words = label_in(contact_kinds(), one.kind);
    if (first) words = "はじめての接触：" + words;
    if (!one.theirs.empty()) words += "（相手：" + one.theirs + "）";
    steps.push_back({one.happened_on, 1,
                     strong(words) + line_break() + small(cut_characters(one.summary, 80))});
    first = false;
  }
}

void add_application(std::vector<Step>& steps, const Chain& c) {
  if (!c.application) return;
  const applications::Application& a = *c.application;
  const Html open = link(applications::path_of(a.id), "受付番号 " + a.receipt_no);
  std::string how = "申込み：" + std::string(applications::route_label(a.intake_route)) + "で受付";
  if (c.campaign && c.campaign->code == a.referral_code) {
    how += "（「" + c.campaign->name + "」のリンクから）";
  } else if (a.referral_code == c.page.prospect.code) {
    how += "（この見込み先あてのリンクから）";
  }
  steps.push_back({a.received_on, 3, strong(how) + line_break() + open});
  if (!a.decided_on.empty()) {
    const bool yes = a.state == applications::State::approved ||
                     a.state == applications::State::registered;
    steps.push_back({a.decided_on, 4, strong(yes ? "決裁：承認" : "決裁：不承認") + line_break() +
                                          link(applications::path_of(a.id), "審査と決裁を見る")});
  }
}

std::vector<Step> steps_of(const Chain& c) {
  const Prospect& p = c.page.prospect;
  std::vector<Step> steps;
  std::string from = label_in(sources(), p.source);
  if (!p.source_note.empty()) from += "（" + p.source_note + "）";
  Html made = strong("見込み先として登録") + line_break() + small("流入元：" + from);
  if (c.campaign) {
    made += line_break() + link(path_of(c.campaign->id), "募集施策：" + c.campaign->name);
  }
  const std::string first_day =
      c.page.moves.empty() ? iso(date_in_japan(p.created_at)) : c.page.moves.front().happened_on;
  steps.push_back({first_day, 0, made});
  add_contacts(steps, c);
  for (const Move& move : c.page.moves) {
    if (move.to_stage == "invited") {
      steps.push_back({move.happened_on, 2, strong("入会を案内") + line_break() +
                                                small(move.moved_by_name)});
    }
  }
  add_application(steps, c);
  if (c.member) {
    const char* what = c.application ? "入会" : "会員であることを確認";
    steps.push_back({p.moved_on, 5, strong(what) + line_break() +
                                        link("/office/members/" + c.member->id.text,
                                             c.member->name + "（" + c.member->member_no + "）")});
  }
  std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
    return a.day != b.day ? a.day < b.day : a.order < b.order;
  });
  return steps;
}

}  // namespace

Html matches(const web::Request& request, const Matches& data) {
  DataTable table{.caption = "結びつきを確かめる申込みと見込み先　古い順",
                  .columns = {{.label = "入会申込"},
                              {.label = "見込み先"},
                              {.label = "同じところ", .nowrap = true},
                              {.label = "どうするか"}},
                  .rows = {}};
  for (const MatchRow& row : data.list.rows) {
    const auto& a = row.application;
    table.rows.push_back(
        {.cells = {link(applications::path_of(a.id), a.organisation.name) + line_break() +
                       small(a.receipt_no + "　" + std::string(applications::state_label(a.state))),
                   link(path_of(row.prospect.id), row.prospect.organisation.name) + line_break() +
                       small(stage_label(row.prospect.stage)),
                   value_or_dash(row.match.shared),
                   decision_buttons(request, row.prospect.id, a.id.text, a.organisation.name)}});
  }
  table.empty = empty_state("確かめるものはありません", link(kList, "見込み先の一覧を見る"));
  return page(request,
              {.area = web::Area::office, .title = "申込みと見込み先の結びつき",
               .lead = "届いた申込みが、募集していた見込み先のものかを確かめます。申込者には知らせません。",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員募集の見込み先", kList},
                               {"結びつき", ""}},
               .status_message = data.status, .nav_current = kList, .width = Width::full},
              data_table(table) + key_pager({.previous_path = data.first_path,
                                             .next_path = data.next_path}));
}

Html ties_panel(const web::Request& request, const applications::Application& application,
                const ApplicationTies& ties) {
  Html out;
  if (ties.campaign) {
    out += paragraph("募集施策：" + link(path_of(ties.campaign->id), ties.campaign->name));
  }
  if (ties.prospect) {
    out += paragraph("見込み先：" + link(path_of(ties.prospect->id),
                                         ties.prospect->organisation.name) +
                     "　" + link(path_of(ties.prospect->id) + "/chain", "入会までの道のりを見る"));
  }
  for (const MatchRow& row : ties.open) {
    out += spread("見込み先「" + link(path_of(row.prospect.id), row.prospect.organisation.name) +
                      "」かもしれません" + small("　" + row.match.shared + "が同じ"),
                  decision_buttons(request, row.prospect.id, application.id.text,
                                   row.prospect.organisation.name));
  }
  if (out.empty()) return {};
  return panel({.heading = "会員募集との結びつき"}, out);
}

Html chain(const web::Request& request, const Chain& data) {
  const Prospect& p = data.page.prospect;
  std::vector<Html> items;
  for (const Step& step : steps_of(data)) {
    items.push_back(day_or_dash(step.day) + line_break() + step.words);
  }
  Html next;
  if (is_open(p.stage)) {
    next = note("いまは「" + std::string(stage_label(p.stage)) +
                "」の段階です。" + (p.next_action.empty() ? "" : "次にすること：" + p.next_action));
  } else if (p.stage == Stage::lost) {
    next = note("見送り：" + label_in(lost_reasons(), p.lost_reason) +
                (p.lost_note.empty() ? "" : "。" + p.lost_note));
  }
  return page(request,
              {.area = web::Area::office, .title = p.organisation.name + "の入会までの道のり",
               .lead = "はじめての接触から、申込み、決裁、入会までを、古いものから並べています。",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員募集の見込み先", kList},
                               {p.organisation.name, path_of(p.id)},
                               {"入会までの道のり", ""}},
               .nav_current = kList, .width = Width::reading},
              numbered(items) + next);
}

}  // namespace musubi::recruiting::views
