// views_office.cc - the office's queue of changes and one of them: field by field beside the
// registry, then confirmed, asked about or declined. Html only.
#include "base/text.h"
#include "features/changes/views.h"

namespace musubi::changes::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string path_of(const Request& wish) { return kOffice + "/" + wish.id.text; }

Html value_or_dash(const std::string& text) { return text.empty() ? muted("－") : Html(text); }

std::string query_of(const RequestFilter& filter) {
  return "?state=" + (filter.state.empty() ? "all" : filter.state) + "&kind=" + filter.kind;
}

Html filters(const RequestFilter& filter) {
  std::vector<Option> states;
  for (const State state : shown_states()) {
    states.push_back({std::string(state_name(state)), std::string(state_label(state))});
  }
  states.push_back({"all", "すべて"});
  std::vector<Option> known;
  for (const KindInfo& kind : kinds()) {
    known.push_back({std::string(kind.name), std::string(kind.label)});
  }
  return filter_bar(
      {.action = kOffice,
       .fields = {select_field({.name = "state", .label = "状態", .options = states,
                                .value = filter.state.empty() ? "all" : filter.state,
                                .quiet = true}),
                  select_field({.name = "kind", .label = "種類", .options = known,
                                .value = filter.kind, .empty_label = "すべて",
                                .quiet = true})}});
}

// What another form of the page typed is not this form's.
std::string typed_in(const OfficeForm& data, const char* form, const char* field) {
  return data.typed.get("form") == form ? data.typed.get(field) : "";
}
std::string error_in(const OfficeForm& data, const char* form, const char* field) {
  return data.typed.get("form") == form ? error_at(data.error, field) : "";
}

Html hidden(const OfficeForm& data, const char* form) {
  return hidden_field("form", form) +
         hidden_field("version", std::to_string(data.page.request.version));
}

Html field_rows(const OfficeForm& data, bool choosing) {
  const bool again = data.typed.get("form") == "confirm";
  Diff rows{.caption = choosing ? "登録する項目を選びます" : "届出の項目",
            .left_title = choosing ? "いまの登録" : "届出のときの登録",
            .right_title = "届出の内容", .rows = {}};
  for (const FieldView& field : data.page.fields) {
    Html left = value_or_dash(choosing ? field.now : field.before);
    if (choosing && field.moved) {
      left += line_break() + small("届出のときは「" +
                                   (field.before.empty() ? "空欄" : field.before) +
                                   "」でした。そのあとに変わっています。");
    }
    const std::string name = "take_" + field.name;
    const bool stays = again ? data.typed.get(name) == "left" : field.moved;
    rows.rows.push_back({.label = field.label, .left = left,
                         .right = value_or_dash(field.wanted), .differs = true,
                         .choice_name = choosing ? name : "",
                         .chosen = stays ? "left" : "right"});
  }
  return diff(rows);
}

Html confirm_form(const web::Request& request, const OfficeForm& data) {
  const ::musubi::changes::Request& wish = data.page.request;
  const KindInfo& kind = info_of(wish.kind);
  Html inputs = hidden(data, "confirm");
  if (data.page.now) {
    inputs += hidden_field("registry_version",
                           std::to_string(data.page.now->organisation.version));
  }
  if (wish.kind == Kind::details) inputs += field_rows(data, true);
  if (wish.kind == Kind::merger) {
    const bool again = data.typed.get("form") == "confirm";
    inputs += text_field({.name = "into_no", .label = "合併先の会員番号",
                          .value = again ? data.typed.get("into_no") : wish.text("into_no"),
                          .hint = "名簿で合併先を確かめて入力してください。届出の合併先：" +
                                  wish.text("into_name"),
                          .required = true, .error = error_in(data, "confirm", "into_no"),
                          .width = FieldWidth::short_});
  }
  inputs += textarea_field({.name = "note", .label = "会員への言葉",
                            .value = typed_in(data, "confirm", "note"),
                            .hint = "結果のメールに入れます。登録しない項目があるときは、理由を入力してください。",
                            .error = error_in(data, "confirm", "note")},
                           2);
  const bool later = wish.effective_on > iso(request.context().today());
  const Html when = later ? paragraph(strong(day_words(wish.effective_on)) +
                                      Html("になったら、自動で登録します。"))
                          : paragraph("押すと、すぐに登録します。");
  return panel({.heading = "確認する", .id = "f-takes"},
               when + form(request, {.action = path_of(wish) + "/confirmation"},
                           inputs + form_actions({button({.label = kind.verb,
                                                          .icon = "check"})})));
}

Html other_forms(const web::Request& request, const OfficeForm& data) {
  const auto& wish = data.page.request;
  Html out;
  if (wish.state == State::waiting && wish.route == "member") {
    out += disclosure(
        "会員に尋ねる",
        form(request, {.action = path_of(wish) + "/question"},
             hidden(data, "ask") +
                 textarea_field({.name = "question", .label = "尋ねること",
                                 .value = typed_in(data, "ask", "question"),
                                 .hint = "会員にメールで知らせ、回答を待ちます。", .required = true,
                                 .error = error_in(data, "ask", "question")},
                                3) +
                 form_actions({button({.label = "質問を送る", .look = Look::secondary})})),
        data.typed.get("form") == "ask");
  }
  out += disclosure(
      "お断りする",
      form(request, {.action = path_of(wish) + "/refusal"},
           hidden(data, "decline") +
               textarea_field({.name = "reason", .label = "会員に伝える理由",
                               .value = typed_in(data, "decline", "reason"), .required = true,
                               .error = error_in(data, "decline", "reason")},
                              3) +
               form_actions({button({.label = "お断りする", .look = Look::danger})})),
      data.typed.get("form") == "decline");
  return panel({.heading = "ほかの扱い"}, out);
}

Html member_facts(const OfficeForm& data) {
  const auto& now = data.page.now;
  if (!now) return {};
  const members::Organisation& o = now->organisation;
  return panel({.heading = "会員"},
               description_list({{"団体名", o.name},
                                 {"会員番号", o.member_no},
                                 {"状態", std::string(members::state_label(o.state))},
                                 {"電話番号", value_or_dash(o.telephone)}}) +
                   go_link("/office/members/" + o.id.text, "会員の登録を見る"));
}

Html meaning_panel(const KindInfo& kind) {
  std::vector<Html> items;
  for (const auto& line : split(std::string(kind.meaning), '\n')) items.emplace_back(line);
  return panel({.heading = "会員に伝えていること"}, bullets(items));
}

}  // namespace

Html queue(const web::Request& request, const RequestList& list, const RequestFilter& filter) {
  const std::string state =
      filter.state.empty() ? "すべて" : std::string(state_label(*state_from_name(filter.state)));
  DataTable table{.caption = "会員の届出　" + state,
                  .columns = {{.label = "団体名"},
                              {.label = "種類"},
                              {.label = "受付番号", .nowrap = true},
                              {.label = "いつから", .nowrap = true},
                              {.label = "届いた日時", .nowrap = true},
                              {.label = "状態"}},
                  .rows = {}};
  for (const auto& one : list.rows) {
    const auto day = parse_iso_date(one.effective_on);
    table.rows.push_back({.cells = {link(path_of(one), one.organisation_name),
                                    Html(std::string(info_of(one.kind).label)),
                                    Html(one.receipt_no()),
                                    day ? date_text(*day) : muted("確認の日"),
                                    time_text(one.sent_at), state_badge(one.state)}});
  }
  table.empty = empty_state(filter.state == "waiting" ? "確認を待っている届出はありません"
                                                      : "条件に合う届出はありません。"
                                                        "条件を1つ外してみてください");
  KeyPager pager;
  if (!filter.after.id.empty()) pager.previous_path = kOffice + query_of(filter);
  if (list.more) {
    pager.next_path = kOffice + query_of(filter) +
                      "&after=" + std::to_string(list.rows.back().sent_at.ms) +
                      "&id=" + list.rows.back().id.text;
  }
  return web::kit::page(request,
                        {.area = web::Area::office, .title = "会員の届出",
                         .lead = "会員からの変更申請、休会・退会・合併などの届出です。",
                         .breadcrumbs = {{"きょうの仕事", "/office"}, {"会員の届出", ""}},
                         .nav_current = kOffice},
                        filters(filter) + data_table(table) + key_pager(pager));
}

Html office_request(const web::Request& request, const OfficeForm& data) {
  const auto& wish = data.page.request;
  const KindInfo& kind = info_of(wish.kind);
  Html main;
  if (data.error && data.error->fields.empty()) {
    main += notice({.tone = Tone::error, .title = "まだ登録していません",
                    .text = data.error->says, .focused = true});
  } else {
    main += error_summary(data.error);
  }
  if (!wish.trouble.empty() && wish.is_open()) {
    main += notice({.tone = Tone::warning, .title = "予定の日に、届出のとおりにできませんでした",
                    .text = wish.trouble + "。いまの登録を確かめて、扱いを決めてください。",
                    .level = 0});
  }
  main += panel({.heading = "届出"}, facts(wish, data.page.leaver, path_of(wish) + "/attachment"));
  const bool open = wish.state == State::waiting || wish.state == State::asked;
  if (open) {
    main += confirm_form(request, data);
  } else if (wish.kind == Kind::details) {
    main += panel({.heading = "項目"}, field_rows(data, false));
  }
  if (wish.is_open()) main += other_forms(request, data);
  if (!wish.decided_by_name.empty()) {
    main += note("決めた人：" + wish.decided_by_name + "　" + jst_date_time(wish.decided_at));
  }
  return web::kit::page(
      request,
      {.area = web::Area::office,
       .title = wish.organisation_name + "の届出　" + wish.receipt_no(),
       .lead = Html(std::string(kind.label) + "　") + state_badge(wish.state),
       .breadcrumbs = {{"きょうの仕事", "/office"}, {"会員の届出", kOffice},
                       {wish.receipt_no(), ""}},
       .status_message = data.status, .nav_current = kOffice,
       .has_error = data.error.has_value(), .width = Width::full},
      columns(main, member_facts(data) + meaning_panel(kind)));
}

}  // namespace musubi::changes::views
