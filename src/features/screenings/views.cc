// views.cc - the list of screenings and the frame of one file: where it stands, what comes next,
// who did what. The forms that add to it are in views_forms.cc.
#include "features/screenings/views.h"

#include "base/text.h"
#include "features/screenings/views_forms.h"

namespace musubi::screenings::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kTitle = "反社会的勢力の確認";

web::Area area_of(const web::Request& request) {
  const bool office = request.actor.roles.shares(roles::office);
  return office ? web::Area::office : web::Area::prefecture;
}

Html stage_badge(const Screening& s) {
  const std::string label(stage_label(s.content.stage));
  if (s.content.stage == "closed") {
    const bool clear = s.content.finding.result == "clear";
    return badge(clear ? Tone::ok : Tone::error,
                 std::string(result_label(s.content.finding.result)));
  }
  const bool urgent = s.content.stage == "doubtful" || s.content.stage == "answered";
  return badge(urgent ? Tone::warning : Tone::info, label);
}

Html day_of(const std::string& day) {
  const auto parsed = parse_iso_date(day);
  return parsed ? date_text(*parsed) : muted("－");
}

std::string empty_words(const std::string& show) {
  if (show == "second") return "二人目の確認を待っている記録はありません";
  if (show == "prefecture") return "県に照会中の記録はありません";
  if (show == "due") return "再確認の時期が来た会員はいません";
  if (show == "done") return "確認が済んだ記録は、まだありません";
  return "確認中の記録はありません";
}

Html tab_row(const std::string& show) {
  const auto tab = [&show](const char* label, const std::string& key) {
    return Tab{.label = label,
               .path = "/office/screenings" + (key.empty() ? "" : "?show=" + key),
               .current = show == key};
  };
  return tabs("記録の分け方", {tab("進行中", ""), tab("二人目の確認待ち", "second"),
                               tab("県に照会中", "prefecture"), tab("再確認の時期", "due"),
                               tab("確認済み", "done")});
}

Html member_form(const web::Request& request, const ListPage& data) {
  return disclosure(
      "記録のない会員の確認を始める",
      form(request, {.action = "/office/screenings"},
           text_field({.name = "member_no", .label = "会員番号",
                       .value = data.typed.get("member_no"), .hint = "例：K0123",
                       .required = true, .error = error_at(data.error, "member_no"),
                       .autocomplete = "off", .width = FieldWidth::short_}) +
               form_actions({button({.label = "確認を始める", .look = Look::secondary})})),
      data.error.has_value());
}

// Members that came with a roster, say: nobody has checked them here.
Html absent_members(const web::Request& request, const ListPage& data) {
  const Absences& absent = data.absences;
  if (absent.rows.empty()) return {};
  DataTable table{.caption = "確認の記録がない会員",
                  .columns = {{.label = "会員番号", .nowrap = true}, {.label = "団体名"}},
                  .rows = {},
                  .row_header = 1,
                  .caption_hidden = true};
  if (data.may_keep) table.columns.push_back({.label = "操作", .label_hidden = true});
  for (const AbsentMember& one : absent.rows) {
    const std::string path = "/office/members/" + one.id.text;
    const Html name = may_open(request, path) ? link(path, one.name) : Html(one.name);
    TableRow row{.cells = {one.member_no, name}};
    if (data.may_keep) {
      row.cells.push_back(post_button(
          request, {.button = {.label = "確認を始める", .look = Look::secondary, .small = true,
                               .about = one.name},
                    .action = "/office/screenings",
                    .hidden = {{"organisation", one.id.text}}}));
    }
    table.rows.push_back(std::move(row));
  }
  const auto shown = static_cast<std::int64_t>(absent.rows.size());
  Html rest;
  if (absent.count > shown) {
    rest = paragraph(muted("ほかに" + thousands(absent.count - shown) +
                           (absent.count == kAbsentCountCap ? "団体以上" : "団体") +
                           "あります。確認を始めると、続きが表示されます。"));
  }
  return panel({.heading = "確認の記録がない会員"},
               paragraph("名簿の取込みなどで登録され、まだ確認していない会員です。毎晩調べ直します。") +
                   data_table(table) + rest);
}

Html facts(const Screening& s) {
  Pairs pairs{{"状況", badge(s.turn == "done" ? Tone::ok : Tone::info,
                             std::string(stage_label(s.content.stage)))},
              {"きっかけ", std::string(cause_label(s.cause))},
              {"回", "第" + std::to_string(s.round) + "回"},
              {"開始", time_text(s.opened)}};
  if (s.closed) pairs.emplace_back("確認済み", time_text(*s.closed));
  if (!s.next_check_on.empty()) {
    pairs.emplace_back("次の確認", day_of(s.next_check_on) + "　" +
                                       std::string(cause_label(s.next_cause)));
  }
  if (!s.left_on.empty()) pairs.emplace_back("退会・統合の日", day_of(s.left_on));
  return description_list(pairs);
}

// Results that another one replaced: what a second reader sent back stays readable.
Html findings_before(const Content& c) {
  std::vector<Html> items;
  for (const auto& f : c.findings_before) {
    Html item = strong(std::string(result_label(f.result))) + "　" + f.by_name + "　" +
                small(time_text(f.at));
    if (!f.grounds.empty()) item += line_break() + multiline(f.grounds);
    items.push_back(item);
  }
  return items.empty() ? Html() : paragraph("前に記録した結果") + plain_list(items);
}

Html finding(const Content& c) {
  if (c.finding.result.empty()) return paragraph(muted("結果はまだ記録されていません。"));
  Html result = std::string(result_label(c.finding.result));
  // Sent back, or recorded before the applicant corrected who applies: it does not stand.
  if (c.stage == "open") result += "　" + badge(Tone::warning, "見直しが必要です");
  Html out = description_list({{"結果", result},
                               {"理由", multiline(c.finding.grounds)},
                               {"記録した人", c.finding.by_name + "　" + time_text(c.finding.at)}});
  std::vector<Html> items;
  for (const auto& reading : c.readings) {
    Html item = strong(reading.agreed ? "同じ判断" : "差戻し") + "　" + reading.by_name + "　" +
                small(time_text(reading.at));
    if (!reading.note.empty()) item += line_break() + multiline(reading.note);
    items.push_back(item);
  }
  if (!items.empty()) out += paragraph("二人目の確認") + plain_list(items);
  return out + findings_before(c);
}

Html inquiries(const Content& c) {
  std::vector<Html> items;
  for (std::size_t i = 0; i < c.inquiries.size(); ++i) {
    const Inquiry& q = c.inquiries[i];
    const bool waits = i + 1 == c.inquiries.size() && c.stage == "asked";
    Html item = strong("照会") + "　" + q.asked_by + "　" + small(time_text(q.asked_at)) +
                line_break() + multiline(q.question);
    if (!q.answer.empty()) {
      item += line_break() + strong("回答：" + std::string(answer_label(q.answer))) + "　" +
              q.answered_by + "　" + small(time_text(q.answered_at));
      if (!q.words.empty()) item += line_break() + multiline(q.words);
    } else {
      item += line_break() + (waits ? badge(Tone::info, "回答待ち")
                                    : badge(Tone::neutral, "回答なし"));
    }
    items.push_back(item);
  }
  return items.empty() ? paragraph(muted("照会はまだありません。")) : plain_list(items);
}

Html diary(const Content& c) {
  std::vector<Event> events;
  for (auto it = c.diary.rbegin(); it != c.diary.rend(); ++it) {
    events.push_back({.at = it->at, .what = it->what, .who = it->who});
  }
  return timeline("この記録の経過", events);
}

}  // namespace

std::string path_of(const ScreeningId& id) { return "/office/screenings/" + id.text; }

Html list(const web::Request& request, const ListPage& data) {
  DataTable table{.caption = "確認の記録　新しい順",
                  .columns = {{.label = "対象"},
                              {.label = "きっかけ", .nowrap = true},
                              {.label = "状況", .nowrap = true},
                              {.label = "開始", .nowrap = true},
                              {.label = "次の確認", .nowrap = true}},
                  .rows = {}};
  for (const Screening& s : data.list.rows) {
    table.rows.push_back({.cells = {link(path_of(s.id), s.content.title),
                                    std::string(cause_label(s.cause)), stage_badge(s),
                                    date_text_short(date_in_japan(s.opened)),
                                    day_of(s.next_check_on)}});
  }
  table.empty = empty_state(empty_words(data.show));
  Html body = tab_row(data.show);
  if (!data.error) body += data_table(table);
  if (!data.next_path.empty()) body += key_pager({.next_path = data.next_path});
  if (!data.error) body += absent_members(request, data);
  if (data.may_keep) body += member_form(request, data);
  return page(request,
              {.area = area_of(request), .title = kTitle,
               .lead = "この画面と各記録を開いたことは、だれが、いつ開いたかを記録します。",
               .breadcrumbs = {own_home(request), {kTitle, ""}},
               .nav_current = "/office/screenings", .has_error = data.error.has_value()},
              error_summary(data.error, "もう一度「確認を始める」を押してください") + body);
}

Html file(const web::Request& request, const FilePage& data) {
  const Screening& s = data.screening;
  const Content& c = s.content;
  Html main = typed_before(data) + next_step(request, data) +
              panel({.heading = "結果"}, finding(c)) + officers_part(request, data) +
              searches_part(request, data) + lookups_part(request, data);
  Html subject = may_open(request, c.path) ? link(c.path, c.title + "の画面を開く") : Html();
  Html side = panel({.heading = "この記録"}, facts(s) + subject) +
              panel({.heading = "県への照会と回答"}, inquiries(c)) +
              panel({.heading = "経過"}, diary(c));
  return page(request,
              {.area = area_of(request), .title = std::string(kTitle) + "　" + c.title,
               .lead = "閲覧は記録されます。内容や理由を申込者に伝えないでください。",
               .breadcrumbs = {own_home(request), {kTitle, "/office/screenings"}, {c.title, ""}},
               .status_message = data.status, .nav_current = "/office/screenings",
               .has_error = data.error.has_value(), .width = Width::full},
              error_summary(data.error) + columns(main, side));
}

}  // namespace musubi::screenings::views
