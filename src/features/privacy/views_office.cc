// views_office.cc - the office's list of requests, one request with the steps that are open, and
// the form for what came on paper. Html only; no rule.
#include "features/privacy/views.h"

namespace musubi::privacy::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

const std::string kPath = "/office/privacy/requests";

std::string path_to(const Request& asked) { return kPath + "/" + asked.id; }

Html version_of(const Request& asked) {
  return hidden_field("version", std::to_string(asked.version));
}

struct StepForm {
  const char* path;
  const char* heading;
  const char* field;
  const char* label;
  const char* hint;
  const char* button;
};

Html step(const web::Request& request, const RequestDetail& data, const StepForm& one,
          Look look = Look::secondary) {
  return panel(
      {.heading = one.heading},
      form(request, {.action = path_to(data.asked) + one.path},
           textarea_field({.name = one.field, .label = one.label,
                           .value = data.typed.get(one.field), .hint = one.hint,
                           .required = true, .error = error_at(data.error, one.field)},
                          3) +
               version_of(data.asked) +
               form_actions({button({.label = one.button, .look = look})})));
}

// One source of the package: its records, each with a way to leave it out.
Html gathered_source(const web::Request& request, const RequestDetail& data, const Json& source,
                     std::size_t at) {
  Html out;
  const bool open = data.asked.state == "working" && data.may_work;
  if (source.at("records").empty()) return paragraph(muted("ありません。"));
  std::size_t number = 0;
  for (const Json& record : source.at("records")) {
    const std::string why = record.value("left_out", "");
    Pairs pairs;
    for (const Json& field : record.at("fields")) {
      pairs.emplace_back(field.at(0).get<std::string>(),
                         multiline(field.at(1).get<std::string>()));
    }
    Html body = description_list(pairs);
    if (!why.empty()) body = badge(Tone::warning, "開示しない") + Html("　" + why) + body;
    if (open) {
      const std::string suffix = "-" + std::to_string(at) + "-" + std::to_string(number);
      // What was refused has the id that the summary leads to.
      const bool here = data.error && data.typed.get("source") == std::to_string(at) &&
                        data.typed.get("record") == std::to_string(number);
      body += form(request, {.action = path_to(data.asked) + "/exclusion"},
                   text_field({.name = "left_out", .label = "開示しない理由",
                               .value = here ? data.typed.get("left_out") : why,
                               .hint = "空にして押すと、開示に戻します。",
                               .error = here ? error_at(data.error, "left_out") : "",
                               .autocomplete = "off",
                               .id = here ? "" : "f-left_out" + suffix, .quiet = true}) +
                       hidden_field("source", std::to_string(at)) +
                       hidden_field("record", std::to_string(number)) + version_of(data.asked) +
                       form_actions({button({.label = "この記録の扱いを変える",
                                             .look = Look::secondary, .small = true,
                                             .about = record.value("title", "")})}));
    }
    out += disclosure(record.value("title", "記録") + (why.empty() ? "" : "（開示しない）"), body);
    ++number;
  }
  return out;
}

Html package_panel(const web::Request& request, const RequestDetail& data) {
  const Request& asked = data.asked;
  if (asked.kind != "disclosure") return {};
  Html out;
  if (asked.state == "working" && data.may_work) {
    out += paragraph("確かめたメールアドレスで、持っている情報を集めます。反社会的勢力の確認の記録は集めません"
                     "（有無も答えません）。") +
           form(request, {.action = path_to(asked) + "/package"},
                version_of(asked) +
                    form_actions({button({.label = asked.package.empty() ? "持っている情報を集める"
                                                                         : "集め直す",
                                          .look = asked.package.empty() ? Look::primary
                                                                        : Look::secondary})}));
  }
  if (asked.package.empty()) return out.empty() ? out : panel({.heading = "開示する情報"}, out);
  const Json package = Json::parse(asked.package);
  std::size_t at = 0;
  for (const Json& source : package.at("sources")) {
    out += section({.heading = source.value("label", ""), .level = 3},
                   gathered_source(request, data, source, at));
    ++at;
  }
  out += note(Html("照合値（SHA-256）：") + code_text(asked.package_sha256));
  return panel({.heading = "開示する情報"}, out);
}

Html answer_form(const web::Request& request, const RequestDetail& data) {
  if (data.asked.state != "working") return {};
  if (!data.may_answer) {
    return notice({.tone = Tone::info, .title = "回答は、事務局管理者が行います", .level = 0});
  }
  std::vector<Option> outcomes;
  for (const char* code : {"granted", "partly", "refused"}) {
    outcomes.push_back({code, std::string(outcome_label(code))});
  }
  return panel(
      {.heading = "回答する"},
      form(request, {.action = path_to(data.asked) + "/answer"},
           radio_group({.name = "outcome", .label = "回答の種類", .options = outcomes,
                        .value = data.typed.get("outcome"), .required = true,
                        .error = error_at(data.error, "outcome")}) +
               textarea_field({.name = "answer", .label = "請求した方への回答",
                               .value = data.typed.get("answer"),
                               .hint = "対応しない部分があるときは、その理由を書いてください。",
                               .required = true, .error = error_at(data.error, "answer")},
                              5) +
               version_of(data.asked) + form_actions({button({.label = "回答を送る"})})));
}

Html steps_of(const web::Request& request, const RequestDetail& data) {
  const Request& asked = data.asked;
  Html out;
  if (asked.state == "received" && data.may_work) {
    out += step(request, data,
                {"/identity", "本人を確かめる", "identity_how", "確かめた方法",
                 "例：登録の電話番号に折り返し、受付番号と生年月日を確かめた。書類の写しは残さないでください。",
                 "本人であることを確かめた"},
                Look::primary);
  }
  out += package_panel(request, data) + answer_form(request, data);
  if (!asked.is_open() || !data.may_work) return out;
  if (asked.extended_on.empty()) {
    out += step(request, data,
                {"/extension", "期限を延ばす", "extension_reason", "延長の理由",
                 "30日延ばし、理由を請求した方にメールで知らせます。1回だけです。", "期限を延ばす"});
  }
  return out +
         step(request, data,
              {"/forwarding", "県に引き継ぐ", "forwarded_note", "引き継ぐ理由",
               "県が保有する情報についての請求のときに引き継ぎます。請求した方と県の担当者に知らせます。",
               "県に引き継ぐ"}) +
         step(request, data, {"/withdrawal", "取下げを記録する", "withdrawn_reason", "取下げの経緯",
                              "例：電話で本人から申し出があった。", "取下げを記録する"});
}

Pairs office_facts(const Request& asked) {
  Pairs facts = facts_of(asked);
  facts.emplace_back("お名前", asked.name);
  facts.emplace_back("メールアドレス", asked.email.empty() ? muted("なし") : Html(asked.email));
  facts.emplace_back("受付経路", std::string(route_label(asked.route)));
  if (asked.identity_at) {
    facts.emplace_back("本人確認", asked.identity_by_name + "　" + time_text(*asked.identity_at) +
                                       line_break() + multiline(asked.identity_how));
  }
  if (asked.forwarded_at) {
    facts.emplace_back("県への引継ぎ", time_text(*asked.forwarded_at) + line_break() +
                                           multiline(asked.forwarded_note));
  }
  if (asked.answered_at) {
    facts.emplace_back("回答", std::string(outcome_label(asked.outcome)) + "　" +
                                   asked.answered_by_name + line_break() +
                                   multiline(asked.answer));
  }
  return facts;
}

}  // namespace

web::Area area_of(const web::Request& request) {
  const bool office = request.actor.roles.shares(roles::office);
  return office ? web::Area::office : web::Area::prefecture;
}

Html section_tabs(const web::Request& request, std::string_view current) {
  std::vector<Tab> out;
  const std::pair<const char*, const char*> parts[] = {
      {"/office/privacy/requests", "本人からの請求"},
      {"/office/privacy/consents", "同意の台帳"},
      {"/office/privacy/register", "取扱台帳"},
      {"/office/privacy/incidents", "事故への対応"}};
  for (const auto& [path, label] : parts) {
    if (!may_open(request, path)) continue;
    out.push_back({.label = label, .path = path, .current = current == path});
  }
  return tabs("個人情報", out);
}

Html request_list(const web::Request& request, const RequestList& data) {
  DataTable table{.caption = data.show.empty() ? "対応中の請求　期限の近い順" : "請求　新しい順",
                  .columns = {{.label = "番号", .nowrap = true},
                              {.label = "請求"},
                              {.label = "状態", .nowrap = true},
                              {.label = "受付日", .nowrap = true},
                              {.label = "回答の期限", .nowrap = true}},
                  .rows = {}};
  const std::string today = iso(request.context().today());
  for (const Request& one : data.rows) {
    Html due = one.is_open() ? day_cell(one.due_on) : muted("－");
    if (one.is_open() && one.due_on < today) due += Html("　") + badge(Tone::error, "期限切れ");
    table.rows.push_back({.cells = {link(path_to(one), request_number(one)),
                                    Html(std::string(kind_label(one.kind))),
                                    badge(tone_of(one), std::string(state_label(one.state))),
                                    day_cell(one.received_on), due}});
  }
  table.empty = empty_state(data.show.empty() ? "対応中の請求はありません" : "請求はありません");
  Html filters, actions;
  if (data.may_work) {
    const std::vector<Option> shows{{"received", "本人確認待ち"}, {"working", "対応中"},
                                    {"answered", "回答した"},     {"forwarded", "県に引き継いだ"},
                                    {"withdrawn", "取り下げ"},    {"all", "すべて"}};
    filters = filter_bar({.action = kPath,
                          .fields = {select_field({.name = "show", .label = "状態",
                                                   .options = shows, .value = data.show,
                                                   .empty_label = "終わっていないもの",
                                                   .quiet = true})}});
    actions = button_link({.label = "書面の請求を登録する", .path = kPath + "/new", .icon = "plus"});
  }
  const std::string more = data.next.empty() ? "" : kPath + "?show=" + data.show + data.next;
  return page(request,
              {.area = area_of(request), .title = "個人情報の請求",
               .lead = "本人からの開示・訂正・利用停止の請求です。遅滞なく、受付から30日以内に回答します。",
               .breadcrumbs = {own_home(request), {"個人情報の請求", ""}}, .actions = actions,
               .nav_current = kPath, .width = Width::full},
              section_tabs(request, kPath) + filters + data_table(table) +
                  key_pager({.next_path = more}));
}

Html request_detail(const web::Request& request, const RequestDetail& data) {
  const std::string title = request_number(data.asked) + "　" +
                            std::string(kind_label(data.asked.kind));
  return page(request,
              {.area = area_of(request), .title = title,
               .breadcrumbs = {own_home(request), {"個人情報の請求", kPath}, {title, ""}},
               .status_message = data.status, .nav_current = kPath,
               .has_error = data.error.has_value(), .width = Width::full},
              error_summary(data.error) +
                  columns(panel({.heading = "請求の内容"}, multiline(data.asked.about)) +
                              steps_of(request, data),
                          panel({.heading = "この請求"},
                                description_list(office_facts(data.asked)))));
}

Html paper_form(const web::Request& request, const PaperForm& data) {
  std::vector<Option> kinds;
  for (const char* kind : {"disclosure", "correction", "stop"}) {
    kinds.push_back({kind, std::string(kind_label(kind))});
  }
  return page(
      request,
      {.area = web::Area::office, .title = "書面の請求を登録する",
       .breadcrumbs = {own_home(request), {"個人情報の請求", kPath}, {"書面の請求を登録する", ""}},
       .nav_current = kPath, .has_error = data.error.has_value(), .width = Width::reading},
      error_summary(data.error) +
          form(request, {.action = kPath, .keep_draft = true},
               form_key_field(request) +
                   radio_group({.name = "kind", .label = "請求の種類", .options = kinds,
                                .value = data.typed.get("kind"), .required = true,
                                .error = error_at(data.error, "kind")}) +
                   text_field({.name = "name", .label = "請求した人の氏名",
                               .value = data.typed.get("name"), .required = true,
                               .error = error_at(data.error, "name"), .autocomplete = "off"}) +
                   email_field({.name = "email", .label = "メールアドレス",
                                .value = data.typed.get("email"),
                                .hint = "分かるときに入力します。ないときは、通知を紙でお渡しください。",
                                .error = error_at(data.error, "email"), .autocomplete = "off"}) +
                   textarea_field({.name = "about", .label = "何についての請求か",
                                   .value = data.typed.get("about"), .required = true,
                                   .error = error_at(data.error, "about")},
                                  5) +
                   date_field({.name = "received_on", .label = "受け付けた日",
                               .value = data.received, .hint = "空のままにすると、きょうになります。",
                               .error = error_at(data.error, "received_on")}) +
                   form_actions({button({.label = "登録する"}),
                                 button_link({.label = "やめる", .path = kPath,
                                              .look = Look::text})})));
}

}  // namespace musubi::privacy::views
