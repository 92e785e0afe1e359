// views_office.cc - the office's queue and one application with everything. What is masked was
// masked by the service; parts of other features are put where the desk says. Html only.
#include <algorithm>

#include "base/text.h"
#include "features/applications/consents.h"
#include "features/applications/views.h"
#include "web/app.h"

namespace musubi::applications::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kList = "/office/applications";

std::string list_path(const std::string& query) {
  return query.empty() ? kList : std::string(kList) + "?" + query;
}

std::string count_words(const Queue& queue) {
  if (queue.count >= kQueueCountCap) return thousands(kQueueCountCap) + "件以上";
  return thousands(queue.count) + "件";
}

Html tab_row(const List& list) {
  std::vector<Tab> out;
  const auto add = [&](const char* label, const std::string& query) {
    out.push_back({.label = label, .path = list_path(query), .current = list.query == query});
  };
  add("進行中", "");
  if (list.may_work) add("自分の担当", "assigned_to=me");
  if (list.may_work) add("担当なし", "assigned_to=none");
  add("期間を過ぎたもの", "late=1");
  add("補正待ち", "state=supplement");
  add("終わったものも含む", "state=all");
  return tabs("一覧の切り替え", out);
}

Html filters(const List& list) {
  std::vector<Option> states{{"all", "終わったものも含む"}};
  for (State state : {State::received, State::supplement, State::reviewing,
                      State::awaiting_decision, State::approved, State::registered,
                      State::declined, State::withdrawn}) {
    states.push_back({std::string(state_name(state)), std::string(state_label(state))});
  }
  std::vector<Option> routes;
  for (const char* route : {"web", "paper", "telephone", "mail", "visit"}) {
    routes.push_back({route, std::string(route_label(route))});
  }
  return filter_bar(
      {.action = kList,
       .fields = {search_field({.name = "q", .label = "団体名・受付番号など", .value = list.words,
                                .quiet = true}),
                  select_field({.name = "state", .label = "状態", .options = states,
                                .value = list.filter.state, .empty_label = "進行中",
                                .quiet = true}),
                  select_field({.name = "intake_route", .label = "受付経路", .options = routes,
                                .value = list.filter.intake_route, .empty_label = "すべて",
                                .quiet = true})},
       .clear_path = kList});
}

Html age_words(const QueueRow& row, int standard) {
  const Application& a = row.application;
  if (!is_open(a.state) || a.state == State::approved) {
    return std::to_string(row.age) + "日";
  }
  if (row.age > standard) {
    return badge(Tone::error, std::to_string(row.age) + "日（" +
                                  std::to_string(row.age - standard) + "日超過）");
  }
  if (row.age + 2 >= standard) {
    return badge(Tone::warning,
                 std::to_string(row.age) + "日（あと" + std::to_string(standard - row.age) + "日）");
  }
  return std::to_string(row.age) + "日";
}

Html table(const List& list) {
  DataTable table{.caption = "入会申込　" + count_words(list.queue),
                  .columns = {{.label = "受付番号", .nowrap = true},
                              {.label = "団体名"},
                              {.label = "受付日", .nowrap = true},
                              {.label = "経過（営業日）", .nowrap = true},
                              {.label = "状態", .nowrap = true},
                              {.label = "受付経路", .nowrap = true},
                              {.label = "担当", .nowrap = true}},
                  .rows = {},
                  .row_header = 1};
  for (const QueueRow& row : list.queue.rows) {
    const Application& a = row.application;
    const auto day = parse_iso_date(a.received_on);
    table.rows.push_back({.cells = {code_text(a.receipt_no),
                                    link(path_of(a.id), a.organisation.name),
                                    day ? date_text_short(*day) : muted("－"),
                                    age_words(row, list.standard_days), state_badge(a.state),
                                    std::string(route_label(a.intake_route)),
                                    a.assigned_to_name.empty() ? muted("なし")
                                                               : Html(a.assigned_to_name)}});
  }
  table.empty = empty_state("条件に合う申込みはありません。条件を1つ外してみてください",
                            link(kList, "進行中の申込みを見る"));
  return data_table(table);
}

Html value_or_dash(const std::string& text) { return text.empty() ? muted("－") : Html(text); }

Html organisation_facts(const Application& a) {
  const members::Organisation& o = a.organisation;
  Pairs pairs;
  for (const auto& field : members::organisation_fields()) {
    if (field.name == "member_no" || field.name == "uses_platform" ||
        field.name == "representative_title") {
      continue;
    }
    if (field.name == "representative_name") {
      pairs.emplace_back("代表者", value_or_dash(trim(o.representative_title + "　" +
                                                      o.representative_name)));
      continue;
    }
    if (field.name == "corporate_number") {
      pairs.emplace_back("法人番号",
                         o.corporate_number.empty() ? muted("なし") : code_text(o.corporate_number));
      continue;
    }
    if (field.name == "website" && !o.website.empty()) {
      pairs.emplace_back("ホームページ", external_link(o.website, o.website));
      continue;
    }
    const std::string words =
        members::field_for_people(field.name, members::field_text(o, field.name));
    if (field.name == "note") {
      pairs.emplace_back("事務局に伝えたいこと",
                         words.empty() ? muted("－") : multiline(words));
    } else {
      pairs.emplace_back(std::string(field.label), value_or_dash(words));
    }
  }
  return description_list(pairs);
}

Html people_table(const Application& a) {
  DataTable table{.caption = "担当者　" + std::to_string(a.people.size()) + "名",
                  .columns = {{.label = "氏名"},
                              {.label = "部署・役職"},
                              {.label = "メールアドレス"},
                              {.label = "電話番号", .nowrap = true}},
                  .rows = {}};
  for (const auto& person : a.people) {
    table.rows.push_back(
        {.cells = {person.name + (person.name_kana.empty()
                                      ? Html()
                                      : line_break() + small(person.name_kana)),
                   value_or_dash(trim(person.department + "　" + person.title)),
                   value_or_dash(person.email), value_or_dash(person.telephone)}});
  }
  table.empty = empty_state("担当者は入力されていません");
  return data_table(table);
}

// Paper and the telephone know no mailed link: the office says how it made sure.
Html email_check_form(const web::Request& request, const Detail& d) {
  const Application& a = d.view.application;
  if (a.email.empty() || a.email_verified) return {};
  const std::string error = error_at(d.error, "email_check");
  return disclosure(
      "メールアドレスを確かめたことを記録する",
      form(request, {.action = path_of(a.id) + "/email-check"},
           text_field({.name = "email_check", .label = "確かめ方", .value = d.typed_check,
                       .hint = "決裁する人も読みます。例：11月5日に電話で読み上げて確かめた",
                       .required = true, .error = error, .autocomplete = "off",
                       .characters_max = 200}) +
               hidden_field("version", std::to_string(a.version)) +
               form_actions({button({.label = "確かめたことを記録する",
                                     .look = Look::secondary})})),
      !error.empty());
}

Html standing(const web::Request& request, const Detail& d) {
  const Application& a = d.view.application;
  Pairs pairs;
  pairs.emplace_back("状態", state_badge(a.state));
  pairs.emplace_back("受付番号", code_text(a.receipt_no));
  pairs.emplace_back("受付日", day_or_dash(a.received_on) + "（" +
                                   std::string(route_label(a.intake_route)) +
                                   (a.entered_by_name.empty() ? "" : "、入力：" + a.entered_by_name) +
                                   "）");
  std::string age = std::to_string(d.age) + "営業日（標準" + std::to_string(d.standard_days) +
                    "営業日";
  if (a.waited_days > 0) age += "。補正を待った" + std::to_string(a.waited_days) + "日を除く";
  age += "）";
  pairs.emplace_back("経過", d.late ? badge(Tone::error, age + "　期間を過ぎています") : Html(age));
  if (is_open(a.state) && a.state != State::approved) {
    pairs.emplace_back("標準処理期間の終わり", day_or_dash(a.due_on));
  }
  if (!a.decided_on.empty()) pairs.emplace_back("決定日", day_or_dash(a.decided_on));
  if (a.state == State::approved || a.state == State::registered) {
    pairs.emplace_back("はじめての入会", a.first_time ? "はい" : "いいえ（以前に会員でした）");
  }
  if (!a.organisation_id.empty()) {
    pairs.emplace_back("会員", link("/office/members/" + a.organisation_id.text, "会員名簿を見る"));
  }
  pairs.emplace_back("連絡先のメール", email_words(a));
  pairs.emplace_back("紹介コード", value_or_dash(a.referral_code));
  pairs.emplace_back("担当", a.assigned_to_name.empty() ? muted("まだいません")
                                                        : Html(a.assigned_to_name));
  Html out = description_list(pairs);
  if (!d.may_work || !is_open(a.state)) return out;
  std::vector<Option> people;
  for (const Assignee& one : d.assignees) people.push_back({one.id.text, one.name});
  out += disclosure(
      "担当を変える",
      form(request, {.action = path_of(a.id) + "/assignment"},
           select_field({.name = "assigned_to", .label = "担当する人", .options = people,
                         .value = a.assigned_to.text, .error = error_at(d.error, "assigned_to"),
                         .empty_label = "担当なし", .quiet = true}) +
               hidden_field("version", std::to_string(a.version)) +
               form_actions({button({.label = "担当を決める", .look = Look::secondary})})),
      !error_at(d.error, "assigned_to").empty());
  return out + email_check_form(request, d);
}

Html candidates_notice(const Detail& d) {
  std::vector<Html> items;
  for (const auto& member : d.candidates.members) {
    std::string shared;
    for (const auto& what : member.shared) shared += (shared.empty() ? "" : "・") + what;
    items.push_back("会員 " + link("/office/members/" + member.id.text,
                                   member.name + "（" + member.member_no + "）") +
                    small("　" + shared + "が同じ"));
  }
  for (const auto& other : d.candidates.applications) {
    items.push_back("申込み " + link(path_of(other.id),
                                     other.organisation.name + "（" + other.receipt_no + "）") +
                    small("　" + std::string(state_label(other.state))));
  }
  if (items.empty()) return {};
  return notice({.tone = Tone::warning, .title = "同じ団体かもしれないものがあります",
                 .text = plain_list(items) +
                         small("申込者には知らせていません。確かめてから進めてください。")});
}

Html consents_form(const web::Request& request, const Detail& d,
                   const std::vector<Option>& missing) {
  const std::string medium = d.typed.get("medium");
  const bool refused = d.error.has_value() && d.typed.has("medium");
  return disclosure(
      "書面などで受け取った同意を記録する",
      form(request, {.action = path_of(d.view.application.id) + "/consents", .uploads = true},
           checkbox_group({.name = "kinds", .label = "受け取った同意", .options = missing,
                           .values = d.typed.all("kinds"), .error = error_at(d.error, "kinds"),
                           .quiet = true}) +
               select_field({.name = "medium", .label = "受け取り方",
                             .options = {{"paper", "書面"}, {"mail", "郵送・メール"},
                                         {"visit", "来所"}, {"telephone", "電話"}},
                             .value = medium.empty() ? "paper" : medium,
                             .error = error_at(d.error, "medium"), .quiet = true}) +
               date_field({.name = "consented_on", .label = "同意の日付",
                           .value = typed_date_parts(d.typed, "consented_on"),
                           .hint = "書面に書かれた日付です。電話のときは、聞いた日です。",
                           .required = true, .error = error_at(d.error, "consented_on")}) +
               copies_field(d.error ? &*d.error : nullptr) +
               form_actions({button({.label = "記録する", .look = Look::secondary})})),
      refused);
}

Html consents_panel(const web::Request& request, const Detail& d) {
  const Application& a = d.view.application;
  DataTable table{.caption = "同意の記録",
                  .columns = {{.label = "内容"}, {.label = "版", .nowrap = true},
                              {.label = "日時", .nowrap = true}, {.label = "方法", .nowrap = true},
                              {.label = "同意した人"}},
                  .rows = {},
                  .caption_hidden = true};
  for (const auto& consent : d.view.consents) {
    const bool on_web = consent.medium == "web";
    Html how = std::string(route_label(consent.medium));
    if (on_web && !consent.address.empty()) how += line_break() + small(consent.address);
    table.rows.push_back({.cells = {std::string(consent_label(consent.kind)),
                                    consent_text_link(consent,
                                                      version_words(consent.text_version)),
                                    agreed_text(consent), how,
                                    value_or_dash(consent.agreed_by)}});
  }
  table.empty = empty_state("同意はまだ記録されていません");
  Html out = data_table(table);
  std::vector<Option> missing;
  for (const ConsentText& text : consent_texts()) {
    const bool there = std::any_of(d.view.consents.begin(), d.view.consents.end(),
                                   [&](const Consent& c) { return c.kind == text.kind; });
    if (!there) missing.push_back({std::string(text.kind), std::string(consent_label(text.kind))});
  }
  if (missing.empty() || !d.may_work || !is_open(a.state)) return out;
  return out + consents_form(request, d, missing);
}

Html files_panel(const Detail& d) {
  const Application& a = d.view.application;
  std::vector<Html> items;
  for (const auto& one : d.view.files) {
    const bool bad = one.file.state == files::State::infected ||
                     one.file.state == files::State::too_large;
    const auto size = static_cast<std::uint64_t>(one.file.bytes);
    Html name = one.file.filename + small("（" + file_size(size) + "）");
    if (d.may_open_files && !bad) {
      name = link(path_of(a.id) + "/files/" + one.id,
                  one.file.filename + "（" + file_size(size) + "）");
    }
    items.push_back(spread(name, badge(bad ? Tone::error
                                           : one.file.state == files::State::clean ? Tone::ok
                                                                                   : Tone::neutral,
                                       std::string(files::state_label(one.file.state)))));
  }
  return items.empty() ? paragraph(muted("添付はありません。")) : plain_list(items);
}

Html supplement_part(const Supplement& s) {
  Pairs pairs;
  pairs.emplace_back("お願い", multiline(s.request));
  pairs.emplace_back("頼んだ人", s.asked_by_name + "（" + day_or_dash(s.asked_on) + "）");
  if (s.state == "open") {
    pairs.emplace_back("回答の期限", day_or_dash(s.answer_due_on));
  } else if (s.state == "answered") {
    pairs.emplace_back("回答", day_or_dash(s.answered_on) +
                                   (s.answered_by_name.empty() ? Html("（申込者）")
                                                               : "（代わりに記録：" +
                                                                     s.answered_by_name + "）"));
    if (!s.answer.empty()) pairs.emplace_back("事務局へ", multiline(s.answer));
  }
  Html out = description_list(pairs);
  if (s.after.empty()) return out;
  DataTable changes{.caption = "変わった項目",
                    .columns = {{.label = "項目"}, {.label = "前"}, {.label = "後"}},
                    .rows = {}};
  for (const auto& [name, label] : supplement_fields()) {
    if (!s.after.contains(name)) continue;
    const FormField* field = find_form_field(name);
    changes.rows.push_back({.cells = {label, value_or_dash(value_words(*field, s.before)),
                                      value_or_dash(value_words(*field, s.after))}});
  }
  return out + data_table(changes);
}

Html supplements_panel(const Detail& d) {
  Html out;
  for (const auto& one : d.view.supplements) {
    const std::string state = one.state == "open" ? "回答を待っています"
                              : one.state == "answered" ? "回答済み" : "取消し";
    out += section({.heading = "第" + std::to_string(one.number) + "回（" + state + "）",
                    .level = 3},
                   supplement_part(one));
  }
  return out;
}

Html timeline_of(const web::Request& request, const std::vector<audit::Entry>& entries) {
  std::vector<Event> events;
  for (const auto& entry : entries) {
    const std::string words = request.app->words.action(entry.action);
    if (words == entry.action || entry.action.starts_with("applications.draft.")) continue;
    // Without an account there is no name: here it can only have been the applicant.
    const std::string who = entry.actor_id.empty() && entry.actor_name.starts_with("（")
                                ? std::string("申込者")
                                : entry.actor_name;
    events.push_back({.at = entry.at, .what = words, .who = who,
                      .details = entry.reason.empty() ? Html() : paragraph(entry.reason)});
  }
  return timeline("この申込みの記録", events, paragraph("記録はまだありません"));
}

std::vector<Html> own_actions(const web::Request& request, const Detail& d) {
  const Application& a = d.view.application;
  std::vector<Html> out;
  if (!d.may_work || !is_open(a.state)) return out;
  const std::string path = path_of(a.id);
  if (a.assigned_to != request.actor.account) {
    out.push_back(post_button(
        request, {.button = {.label = "受け持つ", .look = Look::secondary, .icon = "person"},
                  .action = path + "/assignment",
                  .hidden = {{"assigned_to", request.actor.account.text},
                             {"version", std::to_string(a.version)}}}));
  }
  if (a.state == State::received || a.state == State::reviewing) {
    out.push_back(button_link({.label = "補正を頼む", .path = path + "/supplements/new",
                               .icon = "edit"}));
  }
  if (a.state == State::supplement) {
    out.push_back(button_link({.label = "補正を代わりに記録する", .path = path + "/supplement",
                               .icon = "edit"}));
  }
  if (a.state != State::approved) {
    out.push_back(button_link({.label = "取下げを記録する", .path = path + "/withdrawal",
                               .look = Look::text}));
  }
  return out;
}

}  // namespace

Html list(const web::Request& request, const List& list) {
  Html actions;
  if (list.may_work) {
    actions = button_link({.label = "代わりに入力する", .path = "/office/applications/new",
                           .look = Look::primary, .icon = "plus"});
  }
  return page(request,
              {.area = web::Area::office, .title = "入会申込",
               .lead = std::string(list.filter.newest_first ? "受付日の新しい順です。"
                                                            : "受付日の古い順です。") +
                       "経過は、休日と補正を待った日を除いた営業日です（標準" +
                       std::to_string(list.standard_days) + "営業日）。",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"入会申込", ""}},
               .actions = actions, .nav_current = kList, .width = Width::full},
              tab_row(list) + filters(list) + table(list) +
                  key_pager({.previous_path = list.first_path, .next_path = list.next_path,
                             .words = count_words(list.queue)}));
}

Html detail(const web::Request& request, const Detail& d) {
  const Application& a = d.view.application;
  std::vector<Html> actions = own_actions(request, d);
  for (const Html& action : d.actions) actions.push_back(action);
  Html body;
  if (d.view.masked) {
    body += notice({.tone = Tone::info, .title = "氏名と連絡先は一部を伏せて表示しています",
                    .text = "必要なときは事務局に問い合わせてください。", .level = 0});
  }
  body += candidates_notice(d) + panel({.heading = "いまの状況"}, standing(request, d));
  for (const Html& part : d.panels) body += part;
  if (!d.view.supplements.empty()) body += panel({.heading = "補正"}, supplements_panel(d));
  body += panel({.heading = "団体"}, organisation_facts(a));
  body += panel_flush({.heading = "担当者"}, people_table(a));
  body += panel({.heading = "同意"}, consents_panel(request, d));
  body += panel({.heading = "添付"}, files_panel(d));
  body += panel({.heading = "記録"}, timeline_of(request, d.timeline));
  return page(request,
              {.area = web::Area::office, .title = a.organisation.name + "の入会申込",
               .eyebrow = "受付番号 " + a.receipt_no,
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"入会申込", kList},
                               {a.receipt_no, ""}},
               .actions = cluster(actions), .status_message = d.status, .nav_current = kList,
               .has_error = d.error.has_value()},
              error_summary(d.error) + body);
}

}  // namespace musubi::applications::views
