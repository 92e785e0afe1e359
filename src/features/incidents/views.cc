// views.cc - the list, the opening form with its questions, the drafts of reports, and the panel on
// the office's home. The page of one incident is views_detail.cc. Html only; no rule.
#include "features/incidents/views.h"

#include "base/text.h"
#include "features/incidents/views_parts.h"

namespace musubi::incidents::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

web::Area area_of(const web::Request& request) {
  const bool office = request.actor.roles.shares(roles::office);
  return office ? web::Area::office : web::Area::prefecture;
}

std::string path_of(const Incident& incident) { return std::string(kPath) + "/" + incident.id; }

Html drill_mark(const Incident& incident) {
  return incident.is_drill ? badge(Tone::info, "訓練") : Html();
}

Html left_words(const DutyNow& now) {
  if (now.done) return badge(Tone::ok, "済み");
  if (!now.duty.needed) return badge(Tone::neutral, "対象外");
  if (now.days_left < 0) {
    return badge(Tone::error, "期限を" + std::to_string(-now.days_left) + "日過ぎています");
  }
  if (now.days_left == 0) return badge(Tone::error, "きょうが期限");
  return badge(now.days_left <= 2 ? Tone::warning : Tone::info,
               "あと" + std::to_string(now.days_left) + "日");
}

// The threshold questions: as typed, else as they are.
Html questions(const Answers& answers, const web::Fields& typed,
               const std::optional<Error>& error) {
  const bool again = typed.has("answered");
  const auto on = [&](const char* name, bool now) {
    return again ? typed.get(name) == "1" : now;
  };
  return field_group(
      "事態の質問",
      hidden_field("answered", "1") +
          checkbox({.name = "sensitive", .label = "要配慮個人情報が含まれる",
                    .checked = on("sensitive", answers.sensitive),
                    .hint = "病歴、障害、犯罪の経歴など。"}) +
          checkbox({.name = "property", .label = "財産的な被害が起きるおそれがある",
                    .checked = on("property", answers.property),
                    .hint = "クレジットカードの番号、口座とパスワードなど。"}) +
          checkbox({.name = "malicious", .label = "不正の目的で行われたおそれがある",
                    .checked = on("malicious", answers.malicious),
                    .hint = "不正アクセス、持ち出し、盗難など。"}) +
          checkbox({.name = "entrusted", .label = "県から預かった情報が含まれる",
                    .checked = on("entrusted", answers.entrusted),
                    .hint = "会員名簿の貸与資料、県の調査の名簿など。"}) +
          checkbox({.name = "encrypted",
                    .label = "高度な暗号化などで、第三者が読めないことが確かである",
                    .checked = on("encrypted", answers.encrypted)}) +
          number_field({.name = "people", .label = "本人の数（考えられる最大の数）",
                        .value = again ? typed.get("people") : std::to_string(answers.people),
                        .required = true, .error = error_at(error, "people"),
                        .width = FieldWidth::short_, .unit = "人"}),
      "言い切れないときは「はい」として扱います。あとから直せます。");
}

Html incident_list(const web::Request& request, const IncidentList& data) {
  DataTable table{.caption = "事故と訓練　新しい順",
                  .columns = {{.label = "番号", .nowrap = true},
                              {.label = "件名"},
                              {.label = "覚知", .nowrap = true},
                              {.label = "状態", .nowrap = true}},
                  .rows = {},
                  .row_header = 1};
  for (const Incident& i : data.rows) {
    const bool open = i.state == "open";
    table.rows.push_back({.cells = {Html(incident_number(i)) + drill_mark(i),
                                    link(path_of(i), i.title), time_text(i.known_at),
                                    badge(open ? Tone::warning : Tone::ok,
                                          open ? "対応中" : "対応を終えた")}});
  }
  table.empty = empty_state("個人情報の事故の記録はありません");
  Html actions;
  if (data.may_work) {
    actions = cluster({button_link({.label = "事故への対応を始める",
                                    .path = std::string(kPath) + "/new",
                                    .look = Look::primary, .icon = "warning"}),
                       button_link({.label = "訓練を始める",
                                    .path = std::string(kPath) + "/new?drill=1"})});
  }
  const std::string more = data.next.empty() ? "" : std::string(kPath) + "?before=" + data.next;
  return page(request,
              {.area = area_of(request), .title = "個人情報事故への対応",
               .lead = "漏えい・紛失・誤送信などの事故、またはそのおそれに気づいたら、まず県に知らせます。",
               .breadcrumbs = {own_home(request), {"個人情報事故への対応", ""}},
               .actions = actions, .nav_current = kPath, .width = Width::full},
              data_table(table) + key_pager({.next_path = more}));
}

Html opening_form(const web::Request& request, const OpeningForm& data) {
  const bool drill = data.typed.get("drill") == "1";
  const std::string title = drill ? "訓練を始める" : "事故への対応を始める";
  return page(
      request,
      {.area = web::Area::office, .title = title,
       .breadcrumbs = {own_home(request), {"個人情報事故への対応", kPath}, {title, ""}},
       .nav_current = kPath, .has_error = data.error.has_value(), .width = Width::reading},
      error_summary(data.error) +
          form(request, {.action = kPath},
               form_key_field(request) + (drill ? hidden_field("drill", "1") : Html()) +
                   text_field({.name = "title", .label = "件名", .value = data.typed.get("title"),
                               .hint = "本人の氏名は書かないでください。例：案内メールの誤送信",
                               .required = true, .error = error_at(data.error, "title"),
                               .autocomplete = "off"}) +
                   date_field({.name = "known_on", .label = "覚知した日", .value = data.known,
                               .hint = "事務局のだれかが、事故またはそのおそれを知った日です。期限はこの日から数えます。",
                               .required = true, .error = error_at(data.error, "known_on")}) +
                   text_field({.name = "known_clock", .label = "覚知した時刻",
                               .value = data.typed.get("known_clock"), .hint = "例：9:30",
                               .error = error_at(data.error, "known_clock"),
                               .autocomplete = "off", .width = FieldWidth::short_}) +
                   questions({}, data.typed, data.error) +
                   form_actions({button({.label = title}),
                                 button_link({.label = "やめる", .path = kPath,
                                              .look = Look::text})})));
}

Html report(const web::Request& request, const documents::Document& draft,
            const IncidentPage& data, const std::string& kind) {
  std::vector<std::string> lines{draft.title, "番号：" + draft.number, "日付：" + draft.date,
                                 "宛先：" + draft.to, "差出人：" + draft.from, "",
                                 "件名：" + data.incident.title,
                                 "覚知：" + jst_date_time(data.incident.known_at), ""};
  int number = 0;
  for (const ItemField& field : item_fields()) {
    const std::string text = data.incident.items.value(std::string(field.name), "");
    lines.push_back(std::to_string(++number) + "　" + std::string(field.label));
    lines.push_back(text.empty() ? (kind == "final" ? "（未記入）" : "調査中") : text);
    lines.emplace_back();
  }
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  const std::string title = draft.title + "の下書き";
  return page(
      request,
      {.area = area_of(request), .title = title,
       .breadcrumbs = {own_home(request), {"個人情報事故への対応", kPath},
                       {data.incident.title, path_of(data.incident)}, {title, ""}},
       .nav_current = kPath, .width = Width::reading},
      paragraph("いま書かれている内容から作った案です。確かめ、必要な所を直してから送ってください。") +
          cluster({button_link({.label = "PDFで保存する",
                                .path = path_of(data.incident) + "/reports/" + kind + "/pdf",
                                .icon = "download"}),
                   link(path_of(data.incident) + "/items", "報告の項目を書く")}) +
          section({.heading = "本文"}, multiline(all)));
}

Html panel_of(const std::vector<IncidentPage>& going) {
  if (going.empty()) return {};
  Html out;
  for (const IncidentPage& data : going) {
    std::vector<Html> clocks;
    for (const DutyNow& now : data.duties) {
      if (!now.duty.needed || now.done) continue;
      clocks.push_back(Html(now.duty.label + "　") + date_text(now.duty.due) + Html("　") +
                       left_words(now));
    }
    out += section({.heading = data.incident.title, .level = 3},
                   (clocks.empty() ? paragraph("期限のある手順は済んでいます。") : plain_list(clocks)) +
                       paragraph(go_link(path_of(data.incident), "対応を続ける")));
  }
  return panel({.heading = "個人情報の事故に対応しています"}, out);
}

}  // namespace musubi::incidents::views
