// views_office.cc - the office's pages: the rounds, opening one, its progress with the list of who
// has not answered, and one member's answer by telephone. Html only.
#include "base/text.h"
#include "features/confirmations/views.h"

namespace musubi::confirmations::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string path_of(const Round& round) { return kOffice + "/" + round.id.text; }

std::string day_words(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki_with_weekday(*date) : day;
}

Html round_badge(const Round& round) {
  const Tone tone = round.state == "open"        ? Tone::ok
                    : round.state == "preparing" ? Tone::info
                                                 : Tone::neutral;
  return badge(tone, round_state_label(round.state));
}

Html target_badge(const Target& target) {
  if (target.state == "silent") {
    return badge(target.has_mail ? Tone::warning : Tone::error,
                 target.has_mail ? "未回答" : "未回答（メールなし）");
  }
  return badge(target.state == "gone" ? Tone::neutral : Tone::ok,
               target_state_label(target.state));
}

std::string share_words(const Counts& counts) {
  if (counts.asked() == 0) return "－";
  return thousands(counts.answered()) + "／" + thousands(counts.asked()) + "（" +
         std::to_string(counts.answered() * 100 / counts.asked()) + "％）";
}

std::string reminder_words(const Round& round) {
  std::string out;
  const Date due = *parse_iso_date(round.due_on);
  for (const int days : round.reminder_days) {
    out += (out.empty() ? "" : "、") + wareki_with_weekday(add_days(due, -days));
  }
  return out.empty() ? "なし" : out;
}

std::string query_of(const store::TargetFilter& filter) {
  return "?state=" + (filter.state.empty() ? "all" : filter.state) + "&mail=" + filter.mail;
}

Html figures(const Counts& counts) {
  return big_numbers({{.label = "変更なし", .value = thousands(counts.unchanged), .unit = "団体"},
                      {.label = "変更あり", .value = thousands(counts.changed), .unit = "団体"},
                      {.label = "未回答", .value = thousands(counts.silent), .unit = "団体"},
                      {.label = "うちメールなし", .value = thousands(counts.silent_without_mail),
                       .unit = "団体"}});
}

Html target_filters(const RoundPage& page, const store::TargetFilter& filter) {
  return filter_bar(
      {.action = path_of(page.round),
       .fields = {select_field({.name = "state", .label = "回答",
                                .options = {{"silent", "未回答"}, {"unchanged", "変更なし"},
                                            {"changed", "変更あり"}, {"gone", "退会など"},
                                            {"all", "すべて"}},
                                .value = filter.state.empty() ? "all" : filter.state,
                                .quiet = true}),
                  select_field({.name = "mail", .label = "メール",
                                .options = {{"yes", "送った"}, {"no", "送り先がない"}},
                                .value = filter.mail, .empty_label = "すべて",
                                .quiet = true})}});
}

Html target_table(const RoundPage& page) {
  DataTable table{.caption = "確認をお願いした会員",
                  .columns = {{.label = "会員番号", .nowrap = true},
                              {.label = "団体名"},
                              {.label = "回答"},
                              {.label = "方法"},
                              {.label = "回答した日時", .nowrap = true},
                              {.label = "催促", .nowrap = true}},
                  .rows = {}, .row_header = 1};
  for (const Target& one : page.targets) {
    const auto reminded = parse_iso_date(one.reminded_for);
    table.rows.push_back(
        {.cells = {Html(one.member_no),
                   link(path_of(page.round) + "/targets/" + one.organisation_id.text, one.name),
                   target_badge(one), one.way.empty() ? muted("－") : Html(way_label(one.way)),
                   one.answered_at.ms > 0 ? time_text(one.answered_at) : muted("－"),
                   reminded ? date_text_short(*reminded) : muted("－")}});
  }
  table.empty = empty_state("条件に合う会員はいません。条件を1つ外してみてください");
  return data_table(table);
}

}  // namespace

Html rounds(const web::Request& request, const std::vector<RoundView>& all) {
  DataTable table{.caption = "登録内容の確認の一覧",
                  .columns = {{.label = "回"},
                              {.label = "回答の期限", .nowrap = true},
                              {.label = "状態"},
                              {.label = "回答", .align = Align::end},
                              {.label = "未回答", .align = Align::end}},
                  .rows = {}};
  bool running = false;
  for (const RoundView& one : all) {
    running = running || one.round.state != "closed";
    table.rows.push_back({.cells = {link(path_of(one.round), one.round.name()),
                                    Html(day_words(one.round.due_on)), round_badge(one.round),
                                    Html(share_words(one.counts)),
                                    Html(thousands(one.counts.silent))}});
  }
  table.empty = empty_state("登録内容の確認は、まだ行っていません");
  Html action;
  if (!running) {
    action = button_link({.label = "確認を始める", .path = kOffice + "/new",
                          .look = Look::primary, .icon = "mail"});
  }
  return page(request,
              {.area = web::Area::office, .title = "登録内容の確認",
               .lead = "年に1度、会員に登録内容を確かめてもらいます。",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"登録内容の確認", ""}},
               .actions = action, .nav_current = kOffice},
              data_table(table));
}

Html new_round(const web::Request& request, const web::Fields& typed, const MaybeError& error) {
  const bool first = typed.empty();
  return page(
      request,
      {.area = web::Area::office, .title = "登録内容の確認を始める",
       .lead = "有効・休会の会員の担当者に、確認のメールを1通ずつ送ります。",
       .breadcrumbs = {{"きょうの仕事", "/office"}, {"登録内容の確認", kOffice}, {"始める", ""}},
       .nav_current = kOffice, .has_error = error.has_value(), .width = Width::reading},
      error_summary(error, "もう一度「メールを送る」を押してください") +
          form(request, {.action = kOffice, .keep_draft = true},
               form_key_field(request) +
                   date_field({.name = "due_on", .label = "回答の期限",
                               .value = typed_date_parts(typed, "due_on"),
                               .hint = "1か月ほど先がおすすめです。", .required = true,
                               .error = error_at(error, "due_on")}) +
                   checkbox_group({.name = "reminder_days", .label = "未回答の会員への催促",
                                   .options = {{"14", "期限の14日前"}, {"7", "期限の7日前"},
                                               {"3", "期限の3日前"}, {"1", "期限の前日"}},
                                   .values = first ? std::vector<std::string>{"14", "3"}
                                                   : typed.all("reminder_days"),
                                   .hint = "まだ回答していない会員にだけ送ります。"}) +
                   textarea_field({.name = "message", .label = "案内の言葉",
                                   .value = typed.get("message"),
                                   .hint = "メールの本文に加えます。なくてもかまいません。",
                                   .error = error_at(error, "message")},
                                  3) +
                   form_actions({button({.label = "メールを送る", .icon = "send"}),
                                 button_link({.label = "やめる", .path = kOffice,
                                              .look = Look::text})})));
}

Html round(const web::Request& request, const RoundPage& data,
           const store::TargetFilter& filter, const std::string& status) {
  const Round& r = data.round;
  Html head = figures(data.counts);
  if (r.state == "preparing") {
    head += notice({.tone = Tone::info, .title = "メールを準備しています",
                    .text = "これまでに" + thousands(data.counts.asked()) +
                            "団体の分を用意しました。画面を開き直すと、続きが見えます。",
                    .level = 0});
  }
  head += description_list({{"回答の期限", day_words(r.due_on)},
                            {"催促の日", reminder_words(r)},
                            {"始めた人", r.opened_by_name},
                            {"回答", share_words(data.counts)}});
  KeyPager pager;
  if (!filter.after_id.empty()) pager.previous_path = path_of(r) + query_of(filter);
  if (data.more) {
    pager.next_path = path_of(r) + query_of(filter) + "&no=" + data.targets.back().member_no +
                      "&id=" + data.targets.back().organisation_id.text;
  }
  Html ending;
  if (r.state != "closed") {
    ending = panel({.heading = "確認を終える"},
                   paragraph("終えると、メールのリンクは使えなくなり、催促も止まります。") +
                       post_button(request, {.button = {.label = "この確認を終える",
                                                        .look = Look::secondary},
                                             .action = path_of(r) + "/closure"}));
  }
  return page(request,
              {.area = web::Area::office, .title = "登録内容の確認　" + r.name(),
               .lead = round_badge(r),
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"登録内容の確認", kOffice},
                               {r.name(), ""}},
               .status_message = status, .nav_current = kOffice},
              head + target_filters(data, filter) + target_table(data) + key_pager(pager) +
                  ending);
}

Html target(const web::Request& request, const TargetPage& data, const web::Fields& typed,
            const MaybeError& error, const std::string& status) {
  const Target& t = data.target;
  const std::string path = path_of(data.round) + "/targets/" + t.organisation_id.text;
  Pairs facts{{Html("会員番号"), Html(t.member_no)}, {Html("回答"), target_badge(t)}};
  if (!t.way.empty()) facts.emplace_back("方法", Html(way_label(t.way)));
  if (!t.answered_by_name.empty()) facts.emplace_back("答えた人", t.answered_by_name);
  if (t.answered_at.ms > 0) facts.emplace_back("回答した日時", time_text(t.answered_at));
  if (!t.note.empty()) facts.emplace_back("メモ", multiline(t.note));
  Html people;
  if (data.registration) {
    facts.emplace_back("電話番号", data.registration->organisation.telephone.empty()
                                       ? muted("－")
                                       : Html(data.registration->organisation.telephone));
    std::vector<Html> items;
    for (const auto& person : data.registration->people) {
      items.push_back(Html(trim(person.name + "　" + person.telephone + "　" + person.email)));
    }
    people = panel({.heading = "担当者"}, plain_list(items) +
                                              go_link("/office/members/" + t.organisation_id.text,
                                                      "会員の登録を見る"));
  }
  Html call;
  if (t.state == "silent" && data.round.state != "closed") {
    call = panel(
        {.heading = "電話で確かめたとき"},
        form(request, {.action = path, .keep_draft = true},
             radio_group({.name = "outcome", .label = "結果",
                          .options = {{"unchanged", "変更はない"},
                                      {"changed", "変更がある",
                                       "会員の登録を直すか、届出をお願いしてください"}},
                          .value = typed.get("outcome"), .required = true,
                          .error = error_at(error, "outcome")}) +
                 text_field({.name = "spoke_with", .label = "話した人",
                             .value = typed.get("spoke_with"), .required = true,
                             .error = error_at(error, "spoke_with"), .autocomplete = "off",
                             .width = FieldWidth::medium}) +
                 textarea_field({.name = "note", .label = "メモ", .value = typed.get("note"),
                                 .error = error_at(error, "note")},
                                3) +
                 form_actions({button({.label = "回答を記録する"})})));
  }
  return page(request,
              {.area = web::Area::office, .title = t.name + "の登録内容の確認",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"登録内容の確認", kOffice},
                               {data.round.name(), path_of(data.round)}, {t.name, ""}},
               .status_message = status, .nav_current = kOffice, .has_error = error.has_value(),
               .width = Width::full},
              error_summary(error, "もう一度「回答を記録する」を押してください") +
                  columns(panel({.heading = "回答"}, description_list(facts)) + call, people));
}

}  // namespace musubi::confirmations::views
