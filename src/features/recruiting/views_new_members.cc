// views_new_members.cc - KPI-01: figures, chart and months, then what is counted and what is not,
// each with its reason, one click from its decision. Html only.
#include <limits>

#include "base/text.h"
#include "features/recruiting/views.h"
#include "features/recruiting/views_new_members.h"

namespace musubi::recruiting::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr int kMonths = 12;

std::string month_label(int index) { return std::to_string((index + 3) % kMonths + 1) + "月"; }

std::string signed_words(std::int64_t number) {
  if (number == 0) return "±0";
  return (number > 0 ? "＋" : "－") + thousands(number > 0 ? number : -number);
}

std::string part_name(Part part) {
  switch (part) {
    case Part::again: return "again";
    case Part::outside: return "outside";
    case Part::waiting: return "waiting";
    case Part::counted: break;
  }
  return "";
}

Html figure_tiles(const NewMembers& d) {
  const members::NewMembers& f = d.page.figures;
  const bool alarm = is_alarming(f);
  const double whole = f.target > 0 ? static_cast<double>(f.target) : 1;
  const bool on_plan = f.now >= f.planned_now;
  const char* state = f.now >= f.target ? "達成"
                      : alarm           ? "計画の8割を下回る"
                      : on_plan         ? "順調"
                                        : "やや遅れ";
  Tile now{.label = "実績（はじめての団体）", .value = thousands(f.now), .unit = "団体",
           .plan = "きょうまでの計画" + thousands(f.planned_now),
           .done = static_cast<double>(f.now) / whole,
           .planned = static_cast<double>(f.planned_now) / whole,
           .tone = alarm ? Tone::error : on_plan ? Tone::ok : Tone::warning, .state = state};
  now.level = 2;
  Tile forecast{.label = "3月末の見込み",
                .value = f.forecast < 0 ? "－" : thousands(f.forecast),
                .unit = f.forecast < 0 ? "" : "団体", .plan = "目標" + thousands(f.target)};
  forecast.text = members::finding_of(f);
  forecast.level = 2;
  Tile coming{.label = "これから", .value = thousands(d.page.prospects_open), .unit = "団体",
              .plan = "動いている見込み先"};
  coming.text = "うち申込みまで進んだもの" + thousands(d.page.in_progress) + "団体。";
  if (d.sees_prospects) {
    coming.evidence_path = kList;
    coming.evidence_label = "見込み先を見る";
  }
  coming.level = 2;
  return tiles({now, forecast, coming});
}

DataTable month_table(const NewMembers& d) {
  const members::NewMembers& f = d.page.figures;
  DataTable table{.caption = "月ごとの計画と実績（団体）",
                  .columns = {{.label = "月"},
                              {.label = "計画（累計）", .align = Align::end},
                              {.label = "実績（その月）", .align = Align::end},
                              {.label = "実績（累計）", .align = Align::end},
                              {.label = "計画との差", .align = Align::end}},
                  .rows = {}, .caption_hidden = true, .compact = true};
  std::int64_t before = 0;
  for (int i = 0; i < kMonths; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const bool past = i <= f.month;
    const bool now = i == f.month;
    const std::int64_t plan = now ? f.planned_now : f.plan[at];
    table.rows.push_back(
        {.cells = {month_label(i) + (now ? "（きょうまで）" : "末"), thousands(plan),
                   past ? Html(thousands(f.actual[at] - before)) : muted("－"),
                   past ? Html(thousands(f.actual[at])) : muted("－"),
                   past ? Html(signed_words(f.actual[at] - plan)) : muted("－")}});
    if (past) before = f.actual[at];
  }
  return table;
}

Html chart(const NewMembers& d) {
  const members::NewMembers& f = d.page.figures;
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  Series plan{"計画", {}, Series::Kind::plan};
  Series actual{"実績", {}, Series::Kind::actual};
  Series forecast{"見込み", std::vector<double>(kMonths, kNone), Series::Kind::forecast};
  std::vector<std::string> months;
  for (int i = 0; i < kMonths; ++i) {
    const auto at = static_cast<std::size_t>(i);
    months.push_back(month_label(i));
    plan.values.push_back(static_cast<double>(f.plan[at]));
    actual.values.push_back(i <= f.month ? static_cast<double>(f.actual[at]) : kNone);
    if (f.forecast < 0 || i < f.month || f.month == kMonths - 1) continue;
    forecast.values[at] = static_cast<double>(f.now) +
                          static_cast<double>((f.forecast - f.now) * (i - f.month)) /
                              static_cast<double>(kMonths - 1 - f.month);
  }
  std::vector<Series> series{plan, actual};
  if (f.forecast >= 0 && f.month < kMonths - 1 && f.now > 0) series.push_back(forecast);
  const std::string finding = members::finding_of(f);
  return figure({.title = "新規入会の累計", .finding = finding,
                 .unit_and_day = "単位：団体　" + month_day(d.today) + "現在",
                 .chart = line_chart({.title = "新規入会の累計（計画と実績）",
                                      .description = "きょうまでの計画" + thousands(f.planned_now) +
                                                     "団体に対し、実績は" + thousands(f.now) +
                                                     "団体です。" + finding,
                                      .categories = months, .series = series, .unit = "団体"}),
                 .data = month_table(d), .level = 2});
}

// What was done to win them: figures without a name.
Html efforts(const NewMembers& d) {
  Pairs pairs;
  for (const Stage stage : kStages) {
    const auto found = d.page.by_stage.find(std::string(stage_name(stage)));
    const std::int64_t number = found == d.page.by_stage.end() ? 0 : found->second;
    pairs.emplace_back("見込み先：" + std::string(stage_label(stage)), thousands(number) + "団体");
  }
  for (const auto& [kind, label] : contact_kinds()) {
    const auto found = d.page.contacts.find(kind);
    if (found == d.page.contacts.end()) continue;
    pairs.emplace_back(label, thousands(found->second) + "件");
  }
  return disclosure("募集の活動（契約期間の数）", description_list(pairs));
}

Html method(const NewMembers& d) {
  const Period& p = d.page.period;
  return disclosure(
      "数え方と見込みの計算",
      bullets({Html("数える団体：契約期間（" + wareki(p.from) + "から" + wareki(p.until) +
                    "まで）に承認されて入会し、それまで一度も会員でなかった団体です。法人番号か団体名が"
                    "以前の会員と同じときは、再入会として数えません。"),
               Html("名寄せで1つになった団体は、1団体として数えます。名寄せを取り消すと、元の数え方に戻ります。"),
               Html("見込み：年度の初めからきょうまでの1日あたりの平均の速さが、3月末まで続くとしたときの数です"
                    "（実績×年度の日数÷きょうまでの日数、端数切捨て）。最初の30日は計算しません。"),
               Html("きょうまでの計画：前の月末の計画に、今月の増えるぶんを日割りで足した数です。"),
               Html("お知らせ：実績がきょうまでの計画の8割を下回るか、見込みが目標の8割を下回ると、ホームに表示し、"
                    "事務局管理者に月に一度メールで知らせます。")}));
}

Html why_not(const CountedRow& row, Part part) {
  const members::NewJoining& j = row.joining;
  if (part == Part::outside) return "契約期間の外の入会";
  if (j.now_id != j.id) {
    return "「" + j.now_name + "」と名寄せされ、先の入会だけを数える";
  }
  return "以前に会員だった団体の再入会、または名寄せした相手が先に会員だった";
}

Html decision_of(const CountedRow& row, const NewMembers& d) {
  if (row.decision) {
    Html out = link(applications::path_of(row.decision->id),
                    "申込みと決裁を見る（" + row.decision->receipt_no + "）");
    if (row.prospect && d.sees_prospects) {
      out += line_break() + link(path_of(row.prospect->id) + "/chain", "入会までの道のり");
    }
    return out;
  }
  Html out = link("/office/members/" + row.joining.id.text + "/history",
                  "登録の記録を見る（申込みを通さない登録）");
  if (row.prospect && d.sees_prospects) {
    out += line_break() + link(path_of(row.prospect->id) + "/chain", "入会までの道のり");
  }
  return out;
}

Html joinings_table(const NewMembers& d) {
  const bool reasons = d.part != Part::counted;
  DataTable table{.caption = d.part == Part::counted ? "数えた団体　" + thousands(d.page.counted) + "団体"
                             : d.part == Part::again
                                 ? "数えない入会　" + thousands(d.page.again) + "件"
                                 : "契約期間の外の入会　" + thousands(d.page.outside) + "件",
                  .columns = {{.label = "団体名"},
                              {.label = "会員番号", .nowrap = true},
                              {.label = "承認・入会の日", .nowrap = true}},
                  .rows = {}};
  if (reasons) table.columns.push_back({.label = "数えない理由"});
  table.columns.push_back({.label = "もとの記録"});
  for (const CountedRow& row : d.page.rows) {
    const members::NewJoining& j = row.joining;
    Html name = link("/office/members/" + j.id.text, j.name);
    if (j.now_id != j.id && !reasons) name += line_break() + small("いまは「" + j.now_name + "」");
    TableRow out{.cells = {name, code_text(j.member_no.empty() ? "－" : j.member_no),
                           day_or_dash(j.happened_on)}};
    if (reasons) out.cells.push_back(why_not(row, d.part));
    out.cells.push_back(decision_of(row, d));
    table.rows.push_back(std::move(out));
  }
  table.empty = empty_state(d.part == Part::counted ? "契約期間の新規入会は、まだありません"
                                                    : "ここに入る入会はありません");
  return data_table(table) + key_pager({.previous_path = d.first_path, .next_path = d.next_path});
}

Html waiting_table(const NewMembers& d) {
  DataTable table{.caption = "承認済み・登録前　" + thousands(d.page.waiting) + "件",
                  .columns = {{.label = "団体名"},
                              {.label = "受付番号", .nowrap = true},
                              {.label = "承認の日", .nowrap = true},
                              {.label = "数えない理由"}},
                  .rows = {}};
  for (const auto& one : d.page.waiting_rows) {
    table.rows.push_back({.cells = {link(applications::path_of(one.id), one.name),
                                    code_text(one.receipt_no), day_or_dash(one.decided_on),
                                    "会員名簿への登録がまだのため（登録すると数えます）"}});
  }
  table.empty = empty_state("登録を待っている申込みはありません");
  return data_table(table);
}

Html part_tabs(const NewMembers& d) {
  std::vector<Tab> out;
  const auto add = [&](Part part, const char* label, std::int64_t count) {
    const std::string name = part_name(part);
    out.push_back({.label = label,
                   .path = std::string(kNewMembers) + (name.empty() ? "" : "?part=" + name),
                   .current = d.part == part, .count = thousands(count)});
  };
  add(Part::counted, "数えた団体", d.page.counted);
  add(Part::again, "数えない入会", d.page.again);
  add(Part::waiting, "承認済み・登録前", d.page.waiting);
  add(Part::outside, "契約期間の外", d.page.outside);
  return tabs("内訳の切り替え", out);
}

Html plan_history(const NewMembers& d) {
  std::vector<Event> events;
  const auto plan_in = [](const Json& values) {
    return values.is_object() ? values.value("plan", std::string()) : std::string();
  };
  for (const auto& entry : d.page.plan_changes) {
    events.push_back({.at = entry.at, .what = "計画を変えました：" + entry.reason,
                      .who = entry.actor_name,
                      .details = plain_list({Html("前：" + plan_in(entry.before)),
                                             Html("後：" + plan_in(entry.after))})});
  }
  return timeline("計画の変更", events, paragraph(muted("計画は、はじめのままです。")));
}

}  // namespace

Html new_members(const web::Request& request, const NewMembers& d) {
  const members::NewMembers& f = d.page.figures;
  Html alarm;
  if (is_alarming(f)) {
    alarm = notice({.tone = Tone::error, .title = "新規入会が計画の8割を下回っています",
                    .text = "動いている見込み先の次の予定を確かめ、募集の進め方を見直してください。"});
  }
  Html actions;
  if (d.may_plan) {
    actions = button_link({.label = "計画を変える", .path = std::string(kNewMembers) + "/plan",
                           .icon = "edit"});
  }
  Html list = part_tabs(d) + (d.part == Part::waiting ? waiting_table(d) : joinings_table(d));
  return page(request,
              {.area = web::Area::office, .title = "新規入会（KPI-01）",
               .lead = "契約期間に、はじめて会員になった団体の数です。目標は" + thousands(f.target) +
                       "団体です。",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"新規入会（KPI-01）", ""}},
               .actions = actions, .status_message = d.status, .nav_current = kNewMembers,
               .width = Width::full},
              alarm + figure_tiles(d) + chart(d) + method(d) + efforts(d) +
                  section({.heading = "内訳"}, list) +
                  section({.heading = "計画の変更の記録"}, plan_history(d)));
}

Html plan_form(const web::Request& request, const PlanForm& data) {
  Html months;
  for (int i = 0; i < kMonths; ++i) {
    const std::string name = "month_" + std::to_string(i + 1);
    months += number_field({.name = name, .label = month_label(i) + "末まで",
                            .value = data.typed.get(name), .required = true,
                            .error = error_at(data.error, name), .autocomplete = "off",
                            .width = FieldWidth::tiny, .unit = "団体"});
  }
  Html now;
  if (!data.is_now.empty()) {
    now = notice({.tone = Tone::warning, .title = "いまの計画（4月から3月）",
                  .text = data.is_now + "。下の入力のまま保存すると、この入力が残ります。"});
  }
  return page(
      request,
      {.area = web::Area::office, .title = "新規入会の計画を変える",
       .lead = "月末までの累計で入力します。3月末が目標です。変える前の計画は、記録に残ります。",
       .breadcrumbs = {{"きょうの仕事", "/office"},
                       {"新規入会（KPI-01）", kNewMembers},
                       {"計画", ""}},
       .nav_current = kNewMembers, .has_error = data.error.has_value(), .width = Width::reading},
      error_summary(data.error, "もう一度「計画を保存する」を押してください") + now +
          form(request, {.action = std::string(kNewMembers) + "/plan"},
               field_group("月ごとの計画（累計）", months) +
                   textarea_field({.name = "reason", .label = "変える理由",
                                   .value = data.typed.get("reason"),
                                   .hint = "例：10月の展示会の成果を見て、県と相談して見直し",
                                   .required = true, .error = error_at(data.error, "reason")},
                                  3) +
                   hidden_field("seen", data.seen) +
                   form_actions({button({.label = "計画を保存する"}),
                                 button_link({.label = "やめる", .path = kNewMembers,
                                              .look = Look::text})})));
}

}  // namespace musubi::recruiting::views
