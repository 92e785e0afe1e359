// views_detail.cc - one incident: the steps with their clocks and reasons, the questions, the nine
// items, the drafts, the end, the timeline. Html only; no rule.
#include "base/text.h"
#include "features/incidents/views_parts.h"

namespace musubi::incidents::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

bool is_refused(const IncidentDetail& data, const std::string& form) { return data.form == form; }

std::string report_of(const std::string& step) { return step == "persons" ? "" : step; }

Html step_form(const web::Request& request, const IncidentDetail& data, const Duty& duty) {
  const bool here = is_refused(data, duty.step);
  return form(request, {.action = path_of(data.page.incident) + "/steps/" + duty.step},
              textarea_field({.name = "how", .label = "だれに、どのように行ったか",
                              .value = here ? data.typed.get("how") : "",
                              .hint = "相手の氏名の代わりに、部署や人数を書いてください。",
                              .required = true,
                              .error = here ? error_at(data.error, "how") : "",
                              .id = here ? "" : "f-how-" + duty.step},
                             2) +
                  form_actions({button({.label = duty.label + "を行った",
                                        .look = Look::secondary})}));
}

Html duty_part(const web::Request& request, const IncidentDetail& data, const DutyNow& now) {
  const Incident& i = data.page.incident;
  const Duty& duty = now.duty;
  Pairs facts;
  if (duty.needed) {
    facts.emplace_back("期限", date_text(duty.due) + Html("（" + duty.until + "）"));
  }
  facts.emplace_back("理由", duty.why);
  if (now.done) {
    facts.emplace_back("実施", time_text(now.done->done_at) + Html("　" + now.done->done_by_name) +
                                   line_break() + multiline(now.done->how));
  }
  Html out = paragraph(left_words(now)) + description_list(facts);
  if (const std::string kind = report_of(duty.step); !kind.empty() && data.may_work) {
    out += paragraph(link(path_of(i) + "/reports/" + kind, duty.label + "の下書きを見る"));
  }
  const bool open = i.state == "open" && data.may_work && !now.done;
  if (open && duty.needed) out += step_form(request, data, duty);
  return panel({.heading = duty.label}, out);
}

Html items_part(const IncidentDetail& data) {
  const Incident& i = data.page.incident;
  Pairs pairs;
  for (const ItemField& field : item_fields()) {
    const std::string text = i.items.value(std::string(field.name), "");
    pairs.emplace_back(std::string(field.label), text.empty() ? muted("未記入") : multiline(text));
  }
  Html out = description_list(pairs);
  if (i.state == "open" && data.may_work) {
    out += button_link({.label = "報告の項目を書く", .path = path_of(i) + "/items", .icon = "edit"});
  }
  return panel({.heading = "報告の9項目"}, out);
}

Html questions_part(const web::Request& request, const IncidentDetail& data) {
  const Incident& i = data.page.incident;
  if (i.state != "open" || !data.may_work) return {};
  const bool here = is_refused(data, "answers");
  return panel({.heading = "事態の質問を直す"},
               form(request, {.action = path_of(i) + "/answers"},
                    questions(i.answers, here ? data.typed : web::Fields(),
                              here ? data.error : std::nullopt) +
                        hidden_field("version", std::to_string(i.version)) +
                        form_actions({button({.label = "答えを保存する",
                                              .look = Look::secondary})})));
}

Html closing_part(const web::Request& request, const IncidentDetail& data) {
  const Incident& i = data.page.incident;
  if (i.state != "open") {
    return panel({.heading = "対応のまとめ"},
                 multiline(i.closing_words) + note(Html(i.closed_by_name)));
  }
  if (!data.page.before_closing.empty()) {
    std::vector<Html> open(data.page.before_closing.begin(), data.page.before_closing.end());
    return panel({.heading = "対応を終える前に"}, bullets(open));
  }
  if (!data.may_close) {
    return panel({.heading = "対応を終える"}, paragraph("すべて済みました。終えるのは、事務局管理者が行います。"));
  }
  const bool here = is_refused(data, "closing");
  return panel(
      {.heading = "対応を終える"},
      form(request, {.action = path_of(i) + "/closure"},
           textarea_field({.name = "closing_words", .label = "対応のまとめ",
                           .value = here ? data.typed.get("closing_words") : "",
                           .hint = i.is_drill ? "うまくいったことと、次までに直すことを書いてください。"
                                              : "経過の要点と、再発防止の確認を書いてください。",
                           .required = true,
                           .error = here ? error_at(data.error, "closing_words") : ""},
                          4) +
               hidden_field("version", std::to_string(i.version)) +
               form_actions({button({.label = i.is_drill ? "訓練を終える" : "対応を終える"})})));
}

Html timeline_part(const web::Request& request, const IncidentDetail& data) {
  const Incident& i = data.page.incident;
  std::vector<web::kit::Event> events;
  for (const incidents::Event& event : data.page.events) {
    events.push_back({.at = event.at, .what = multiline(event.what), .who = event.by_name});
  }
  Html out;
  if (i.state == "open" && data.may_work) {
    const bool here = is_refused(data, "remark");
    out = form(request, {.action = path_of(i) + "/remarks"},
               form_key_field(request) +
                   textarea_field({.name = "what", .label = "できごとを書き留める",
                                   .value = here ? data.typed.get("what") : "",
                                   .required = true,
                                   .error = here ? error_at(data.error, "what") : ""},
                                  2) +
                   form_actions({button({.label = "書き留める", .look = Look::secondary})}));
  }
  return panel({.heading = "経過"}, out + timeline("この事故の経過", events));
}

PageFrame frame_of(const web::Request& request, const IncidentDetail& data,
                   const std::string& title) {
  const Incident& i = data.page.incident;
  PageFrame frame{.area = area_of(request), .title = title};
  frame.breadcrumbs = {own_home(request), {"個人情報事故への対応", kPath}};
  if (title != i.title && title != "【訓練】" + i.title) {
    frame.breadcrumbs.push_back({i.title, path_of(i)});
  }
  frame.breadcrumbs.push_back({title, ""});
  frame.status_message = data.status;
  frame.nav_current = kPath;
  frame.has_error = data.error.has_value();
  return frame;
}

}  // namespace

Html incident_detail(const web::Request& request, const IncidentDetail& data) {
  const Incident& i = data.page.incident;
  PageFrame frame = frame_of(request, data, (i.is_drill ? "【訓練】" : "") + i.title);
  frame.width = Width::full;
  Html duties;
  for (const DutyNow& now : data.page.duties) duties += duty_part(request, data, now);
  const bool open = i.state == "open";
  Pairs facts{{"番号", Html(incident_number(i)) + drill_mark(i)},
              {"状態", badge(open ? Tone::warning : Tone::ok, open ? "対応中" : "対応を終えた")},
              {"覚知", time_text(i.known_at)},
              {"本人の数", thousands(i.answers.people) + "人（最大）"},
              {"始めた人", i.opened_by_name}};
  return page(request, frame,
              error_summary(data.error) +
                  columns(duties + items_part(data) + closing_part(request, data),
                          panel({.heading = "この事故"}, description_list(facts)) +
                              questions_part(request, data) + timeline_part(request, data)));
}

Html items_form(const web::Request& request, const IncidentDetail& data) {
  const Incident& i = data.page.incident;
  PageFrame frame = frame_of(request, data, "報告の9項目を書く");
  frame.width = Width::reading;
  Html fields;
  for (const ItemField& field : item_fields()) {
    const std::string name(field.name);
    fields += textarea_field({.name = name, .label = std::string(field.label),
                              .value = data.typed.has(name) ? data.typed.get(name)
                                                            : i.items.value(name, ""),
                              .hint = std::string(field.hint),
                              .error = error_at(data.error, name)},
                             3);
  }
  return page(request, frame,
              error_summary(data.error) +
                  paragraph("本人の氏名や連絡先は書かないでください。分からない項目は「調査中」と書くか、空のままにします。") +
                  form(request, {.action = path_of(i) + "/items", .keep_draft = true},
                       fields + hidden_field("version", std::to_string(i.version)) +
                           form_actions({button({.label = "保存する"}),
                                         button_link({.label = "やめる", .path = path_of(i),
                                                      .look = Look::text})})));
}

}  // namespace musubi::incidents::views
