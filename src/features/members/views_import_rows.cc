// views_import_rows.cc - checking a draft row by row, and 未解決 after the commit. What the file says
// is marked, what is proposed is bold; each finding says its remedy. Html only.
#include "base/text.h"
#include "features/members/values_imports.h"
#include "features/members/views_imports.h"
#include "web/urlencoded.h"

namespace musubi::members::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

const char* const kChoices[] = {"create", "fill", "overwrite", "merge", "skip"};

Tone tone_of(const store::ImportDefect& defect) {
  if (defect.severity == "error") return Tone::error;
  return defect.severity == "warning" ? Tone::warning : Tone::info;
}

bool is_open(const store::ImportDefect& defect) {
  return defect.state == "open" || defect.state == "waiting";
}

std::string field_label(const std::string& field) {
  const auto known = roster_field_named(field);
  return known ? std::string(label_of(*known)) : field;
}

std::string settled_words(const store::ImportDefect& defect) {
  if (defect.state == "adopted") return "提案を採用しました";
  if (defect.state == "corrected") return "「" + defect.settled_value + "」に直しました";
  if (defect.state == "accepted") return "このままとしました　" + defect.reason;
  if (defect.state == "held") return "行を登録していないため、保留しています";
  return "片づいています";
}

std::string name_or_row(const store::ImportRow& row) {
  return row.name.empty() ? std::to_string(row.row) + "行目（名称なし）" : row.name;
}

// After the commit: what it is, and where it is settled.
Html still_waiting(const store::ImportRow& row, const store::ImportDefect& defect) {
  Html out = kind_label(defect.kind) + "：" + defect.message;
  if (defect.state != "waiting") return out;
  return out + "　" + link_about("/office/defects/" + defect.id, "片づける",
                                 name_or_row(row) + "の" + kind_label(defect.kind));
}

Tone tone_of_choice(const std::string& choice) {
  if (choice == "create") return Tone::ok;
  return choice == "merge" ? Tone::warning : Tone::neutral;
}

Html target_words(const ImportRowView& view) {
  const auto& row = view.row;
  Html out;
  if (!view.target_name.empty()) {
    out += line_break() + small(link("/office/members/" + view.target_id.text,
                                     trim(view.target_member_no + "　" + view.target_name)));
    if (view.target_state != State::active) {
      out += Html(" ") + badge(Tone::warning, std::string(state_label(view.target_state)));
    }
  } else if (row.of_row > 0) {
    out += line_break() + small(std::to_string(row.of_row) + "行目と同じ団体かもしれません");
  }
  if (!row.match_reason.empty()) out += line_break() + small(muted(row.match_reason));
  return out;
}

Html treatment(const ImportRowView& view) {
  const auto& row = view.row;
  const Html mark = row.outcome.empty()
                        ? badge(tone_of_choice(row.choice), choice_label(row.choice))
                        : badge(Tone::neutral, outcome_label(row.outcome));
  return mark + target_words(view);
}

// Not the title of the member's own page.
std::string title_of(const store::ImportRow& row) {
  if (row.name.empty()) return name_or_row(row);
  return row.name + "（" + std::to_string(row.row) + "行目）";
}

// The summary leads to the one field that was refused, among several of the same name.
std::optional<Error> at_defect(std::optional<Error> error, const std::string& defect_id) {
  if (!error || defect_id.empty()) return error;
  for (auto& field : error->fields) {
    if (field.field == "value") field.field = defect_id;
  }
  return error;
}

std::string row_path(const store::ImportRow& row, const std::string& back) {
  std::string path = path_of(row.import_id) + "/rows/" + std::to_string(row.row);
  if (!back.empty()) path += "?back=" + web::percent_encode(back);
  return path;
}

// One finding in a list: what, the value, the remedy, and the suggestion with its button.
Html finding(const web::Request& request, const store::ImportRow& row,
             const store::ImportDefect& defect, bool draft, const std::string& back) {
  Html out = badge(tone_of(defect), kind_label(defect.kind)) + "　" + value_of(defect) +
             line_break() + small(defect.message);
  if (!draft || defect.suggestion.empty()) return out;
  const bool people = defect.kind == "two_contacts_in_cell";
  const std::string words =
      people ? "2人以上に分ける" : "「" + replace_all(defect.suggestion, "\n", "、") + "」";
  return out + cluster({strong(words),
                        post_button(request,
                                    {.button = {.label = "採用", .look = Look::secondary,
                                                .small = true,
                                                .about = name_or_row(row) + "の" +
                                                         field_label(defect.field)},
                                     .action = path_of(row.import_id) + "/rows/" +
                                               std::to_string(row.row) + "/settlement",
                                     .hidden = {{"defect", defect.id},
                                                {"action", "adopt"},
                                                {"back", back}}})});
}

Html findings(const web::Request& request, const ImportRowView& view, bool draft,
              const std::string& back) {
  std::vector<Html> items;
  for (const auto& defect : view.defects) {
    if (is_open(defect)) items.push_back(finding(request, view.row, defect, draft, back));
  }
  return items.empty() ? muted("なし") : stack(items);
}

Html rows_table(const web::Request& request, const RowList& list) {
  const bool draft = list.page.import.state == "draft";
  const std::string back =
      path_of(list.page.import.id) + "/rows" + (list.query.empty() ? "" : "?" + list.query);
  DataTable table{.caption = "名簿の行",
                  .columns = {{.label = "行", .align = Align::end, .nowrap = true},
                              {.label = "団体名"},
                              {.label = "確かめたい所"},
                              {.label = draft ? "この行をどうするか" : "結果"}},
                  .rows = {}};
  table.columns.push_back({.label = "操作", .label_hidden = true});
  for (const auto& view : list.rows.rows) {
    TableRow row{.cells = {std::to_string(view.row.row) + line_break() +
                               small(muted("ファイルの" + std::to_string(view.row.line) + "行目")),
                           name_or_row(view.row), findings(request, view, draft, back),
                           treatment(view)}};
    const bool undecided =
        view.row.outcome == "proposed" || view.row.outcome == "unresolved";
    row.cells.push_back(link_about(row_path(view.row, back),
                                   draft       ? "直す・選ぶ"
                                   : undecided ? "確かめる"
                                               : "見る",
                                   name_or_row(view.row)));
    table.rows.push_back(std::move(row));
  }
  table.row_header = 1;
  table.empty = empty_state(draft && list.filter.only_open
                                ? "確かめたい所のある行はありません。次へ進めます"
                                : "条件に合う行はありません。条件を1つ外してみてください");
  return data_table(table);
}

Html bulk_adoption(const web::Request& request, const RowList& list) {
  if (list.page.import.state != "draft") return {};
  std::int64_t number = 0;
  for (const auto& kind : list.page.open_kinds) {
    if (list.filter.kind.empty() || list.filter.kind == kind.kind) number += kind.adoptable;
  }
  if (number == 0) return {};
  const std::string what =
      list.filter.kind.empty() ? "すべての種類" : "「" + kind_label(list.filter.kind) + "」";
  return bulk_bar(what + "に、自動の提案が" + thousands(number) + "件あります。",
                  {post_button(request, {.button = {.label = "提案をまとめて採用",
                                                    .look = Look::secondary, .icon = "check"},
                                         .action = path_of(list.page.import.id) + "/adoption",
                                         .hidden = {{"kind", list.filter.kind}}})});
}

Html row_filters(const RowList& list) {
  std::vector<Option> choices, fields;
  for (const char* choice : kChoices) {
    const auto found = list.page.choices.find(choice);
    const auto number = found == list.page.choices.end() ? 0 : found->second;
    choices.push_back({choice, choice_label(choice) + "（" + thousands(number) + "行）"});
  }
  for (std::size_t i = 1; i < kRosterFieldCount; ++i) {
    const auto field = static_cast<RosterField>(i);
    fields.push_back({std::string(name_of(field)), std::string(label_of(field))});
  }
  const std::vector<Option> shows{{"all", "すべての行"}};
  return filter_bar(
      {.action = path_of(list.page.import.id) + "/rows",
       .fields = {select_field({.name = "kind", .label = "不備の種類",
                                .options = kind_options(list.page.open_kinds),
                                .value = list.filter.kind, .empty_label = "すべて",
                                .quiet = true}),
                  select_field({.name = "field", .label = "項目", .options = fields,
                                .value = list.filter.field, .empty_label = "すべて",
                                .quiet = true}),
                  select_field({.name = "choice", .label = "行の扱い", .options = choices,
                                .value = list.filter.choice, .empty_label = "すべて",
                                .quiet = true}),
                  select_field({.name = "show", .label = "表示", .options = shows,
                                .value = list.filter.only_open ? "" : "all",
                                .empty_label = "確かめたい所のある行", .quiet = true})},
       .clear_path = path_of(list.page.import.id) + "/rows"});
}

// ---- one row ----

Html choice_form(const web::Request& request, const RowForm& data) {
  const auto& row = data.view.row;
  const Error* error = data.error && data.defect_id.empty() ? &*data.error : nullptr;
  static const std::vector<std::pair<const char*, const char*>> kHints{
      {"create", "新しい会員として登録します。"},
      {"fill", "登録済みの会員の、空いている項目にだけ入れます。"},
      {"overwrite", "登録済みの会員を、この行の値で書き換えます。空欄では消しません。"},
      {"merge", "登録せず、同じ団体かどうかを名寄せで人が確かめます。"},
      {"skip", "この行は取り込みません。"}};
  std::vector<Option> options;
  for (const auto& [choice, hint] : kHints) options.push_back({choice, choice_label(choice), hint});
  const std::string chosen =
      data.typed.has("choice") ? data.typed.get("choice") : row.choice;
  const std::string target = data.typed.has("target_member_no")
                                 ? data.typed.get("target_member_no")
                                 : data.view.target_member_no;
  return form(request,
              {.action = path_of(row.import_id) + "/rows/" + std::to_string(row.row) + "/choice"},
              radio_group({.name = "choice", .label = "この行をどうするか", .options = options,
                           .value = chosen, .required = true,
                           .error = error_at(error, "choice")}) +
                  text_field({.name = "target_member_no", .label = "相手の会員番号",
                              .value = target,
                              .hint = "埋める・上書きする・統合を提案するときの、登録済みの会員です。"
                                      "例：K0123",
                              .error = error_at(error, "target_member_no"),
                              .autocomplete = "off", .width = FieldWidth::short_}) +
                  hidden_field("back", data.back) +
                  form_actions({button({.label = "この扱いにする"})}));
}

// Whom a row that could not be taken may be: a proposal names its member itself.
Html meant_member_field(const RowForm& data) {
  const auto& registered = data.view.registered;
  const bool is_member = registered && registered->state != State::merged;
  const std::string target = data.typed.has("target_member_no")
                                 ? data.typed.get("target_member_no")
                             : is_member ? data.view.target_member_no
                                         : "";
  return text_field({.name = "target_member_no", .label = "相手の会員番号", .value = target,
                     .hint = "「同じ団体」を選ぶときに入力してください。例：K0123",
                     .error = error_at(data.error, "target_member_no"), .autocomplete = "off",
                     .width = FieldWidth::short_});
}

// After the commit: a row that was only proposed, or could not be taken, is decided here.
Html resolution_form(const web::Request& request, const RowForm& data) {
  const auto& row = data.view.row;
  const bool unresolved = row.outcome == "unresolved";
  const bool nameless = unresolved && row.name.empty();
  std::vector<Option> options{
      {"fill", "同じ団体：空いている項目にだけ入れる", "登録済みの会員の、空いている項目にだけ入れます。"},
      {"overwrite", "同じ団体：この行の値で書き換える", "空欄では消しません。"}};
  if (!nameless) options.push_back({"create", "別の団体：新しい会員として登録する"});
  options.push_back({"skip", "取り込まない"});
  Html words;
  if (nameless) {
    words = paragraph("名称がないため、まだ会員として登録していません。名称が分かったら、「取込みの不備」で入力して"
                      "ください。入力すると登録されます。");
  }
  return words +
         form(request,
              {.action = path_of(row.import_id) + "/rows/" + std::to_string(row.row) +
                         "/resolution"},
              radio_group({.name = "choice", .label = "同じ団体ですか", .options = options,
                           .value = data.typed.get("choice"), .required = true,
                           .error = error_at(data.error, "choice")}) +
                  (unresolved ? meant_member_field(data) : Html()) +
                  form_actions({button({.label = "この扱いにする"})}));
}

Html correction(const web::Request& request, const RowForm& data,
                const store::ImportDefect& defect) {
  const bool again = data.error && data.defect_id == defect.id;
  const Error* error = again ? &*data.error : nullptr;
  const auto& row = data.view.row;
  const std::string action =
      path_of(row.import_id) + "/rows/" + std::to_string(row.row) + "/settlement";
  const std::string typed = again                       ? data.typed.get("value")
                            : defect.suggestion.empty() ? defect.value
                                                        : defect.suggestion;
  const std::string back = row_path(row, "");
  Html out = paragraph(badge(tone_of(defect), kind_label(defect.kind)) + "　" + value_of(defect)) +
             paragraph(defect.message);
  const std::vector<std::pair<std::string, std::string>> hidden{
      {"defect", defect.id}, {"action", "accept"}, {"back", back}};
  Html accept = post_button(
      request, {.button = {.label = "このままにする", .look = Look::text, .small = true,
                           .about = kind_label(defect.kind)},
                .action = action, .hidden = hidden});
  if (defect.kind == "withdrawal_requested") return out + accept;
  if (defect.kind == "two_contacts_in_cell") {
    return out + finding(request, row, defect, true, back) + accept;
  }
  return out +
         form(request, {.action = action},
              text_field({.name = "value", .label = "正しい" + field_label(defect.field),
                          .value = typed, .error = error_at(error, "value"),
                          .autocomplete = "off", .width = FieldWidth::long_,
                          .id = "f-" + defect.id, .quiet = true}) +
                  hidden_field("defect", defect.id) + hidden_field("action", "correct") +
                  hidden_field("back", back) +
                  button({.label = "この値に直す", .look = Look::secondary, .small = true,
                          .about = kind_label(defect.kind)})) +
         accept;
}

// Beside the row stands the member that it would change, so that nobody decides from memory.
Html cells_table(const ImportRowView& view) {
  const store::ImportRow& row = view.row;
  DataTable table{.caption = "この行の値",
                  .columns = {{.label = "項目"}, {.label = "ファイルの値"}, {.label = "直した値"}},
                  .rows = {}};
  if (view.registered) table.columns.push_back({.label = "登録済みの会員"});
  const RawCells cells = cells_from(row.original, Json::object());
  for (const auto& [field, text] : cells) {
    const std::string name(name_of(field));
    const std::string now = row.corrected.value(name, std::string());
    Html given = text.empty() ? muted("（空欄）") : multiline(text);
    Html put = now.empty() ? Html() : strong(now);
    const std::string about = taken_about(field, row.typed);
    if (!about.empty()) (now.empty() ? given : put) += line_break() + small(muted(about));
    table.rows.push_back(
        {.cells = {std::string(label_of(field)), std::move(given), std::move(put)}});
    if (!view.registered) continue;
    const RegisteredValue beside =
        registered_beside(field, row.typed, *view.registered, view.registered_people);
    Html cell = beside.text.empty() ? muted("（なし）") : multiline(beside.text);
    if (beside.differs) cell += Html(" ") + badge(Tone::info, "違い");
    table.rows.back().cells.push_back(std::move(cell));
  }
  table.compact = true;
  return data_table(table);
}

// ---- 未解決 ----

Html waiting_name(const store::WaitingDefect& waiting) {
  if (waiting.organisation_id.empty()) {
    return waiting.organisation_name.empty() ? "名称のない行" : waiting.organisation_name;
  }
  return link("/office/members/" + waiting.organisation_id.text, waiting.organisation_name) +
         (waiting.member_no.empty() ? Html()
                                    : line_break() + small(muted(waiting.member_no)));
}

std::vector<Crumb> defect_crumbs(const std::string& last) {
  std::vector<Crumb> out{{"きょうの仕事", "/office"}};
  out.push_back({"取込みの不備", last.empty() ? "" : "/office/defects"});
  if (!last.empty()) out.push_back({last, ""});
  return out;
}

}  // namespace

Html value_of(const store::ImportDefect& defect) {
  return strong(field_label(defect.field)) + "：" +
         (defect.value.empty() ? muted("（空欄）") : marked(cut_characters(defect.value, 120)));
}

std::vector<Option> kind_options(const std::vector<store::KindCount>& kinds) {
  std::vector<Option> out;
  for (const auto& kind : kinds) {
    out.push_back({kind.kind, kind_label(kind.kind) + "（" + thousands(kind.number) + "件）"});
  }
  return out;
}

Html row_list(const web::Request& request, const RowList& list) {
  const ImportPage& p = list.page;
  const bool draft = p.import.state == "draft";
  Html body;
  if (draft) {
    const auto number = [&p](const char* choice) {
      const auto found = p.choices.find(choice);
      return thousands(found == p.choices.end() ? 0 : found->second);
    };
    body += wizard_steps(WizardStep::check, &p) + earlier_notice(p) +
            big_numbers({{.label = "データの行", .value = thousands(p.import.row_count),
                          .unit = "行"},
                         {.label = "登録する", .value = number("create"), .unit = "行"},
                         {.label = "登録済みの会員に入れる",
                          .value = number("fill"), .unit = "行"},
                         {.label = "統合を提案する", .value = number("merge"), .unit = "行"},
                         {.label = "片づいていない不備", .value = thousands(p.open_defects),
                          .unit = "件"}});
  }
  body += row_filters(list) + bulk_adoption(request, list) + rows_table(request, list) +
          key_pager({.previous_path = list.first_path, .next_path = list.next_path});
  PageFrame frame = wizard_frame(draft ? "確認と修正" : "取り込んだ行", WizardStep::check, &p);
  frame.status_message = list.status;
  if (draft) {
    frame.lead = "まだ会員名簿は変わっていません。直さずに進んだ不備は「取込みの不備」に残り、あとで片づけられます。";
    frame.actions = button_link({.label = "取込みへ進む", .path = path_of(p.import.id) + "/commit",
                                 .look = Look::primary});
  } else {
    frame.eyebrow = "名簿の取込み　" + import_state_badge(p.import);
  }
  return page(request, frame, body);
}

Html row_form(const web::Request& request, const RowForm& data) {
  const ImportPage& p = data.page;
  const auto& row = data.view.row;
  const bool draft = p.import.state == "draft";
  std::vector<Html> open, waiting, settled;
  for (const auto& defect : data.view.defects) {
    if (is_open(defect) && draft) {
      open.push_back(correction(request, data, defect));
    } else if (is_open(defect)) {
      waiting.push_back(still_waiting(row, defect));
    } else {
      settled.push_back(kind_label(defect.kind) + "：" + settled_words(defect));
    }
  }
  Html main;
  if (!open.empty()) main += panel({.heading = "確かめたい所"}, stack(open));
  if (!waiting.empty()) main += panel({.heading = "まだ片づいていない所"}, bullets(waiting));
  if (!settled.empty()) main += panel({.heading = "片づいた所"}, bullets(settled));
  main += panel_flush({.heading = "ファイルの内容"}, cells_table(data.view));
  Html side = draft ? panel({.heading = "行の扱い"},
                            paragraph(treatment(data.view)) + choice_form(request, data))
                    : panel({.heading = "結果"}, paragraph(treatment(data.view)));
  const bool undecided = row.outcome == "proposed" || row.outcome == "unresolved";
  if (undecided && p.import.state == "committed") {
    side += panel({.heading = row.outcome == "proposed" ? "名寄せ" : "この行をどうするか"},
                  resolution_form(request, data));
  }
  const std::string title = title_of(row);
  return page(request,
              {.area = web::Area::office, .title = title,
               .eyebrow = std::to_string(row.row) + "行目（ファイルの" + std::to_string(row.line) +
                          "行目）",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"名簿の取込み", "/office/imports"},
                               {"確認と修正", data.back},
                               {title, ""}},
               .actions = button_link({.label = "一覧に戻る", .path = data.back, .icon = "back"}),
               .status_message = data.status, .nav_current = "/office/imports",
               .has_error = data.error.has_value(), .width = Width::full},
              error_summary(at_defect(data.error, data.defect_id)) + columns(main, side));
}

Html defect_list(const web::Request& request, const DefectList& list) {
  DataTable table{.caption = list.about.empty() ? "片づいていない項目"
                                                : list.about + "の片づいていない項目",
                  .columns = {{.label = "会員"},
                              {.label = "項目と値"},
                              {.label = "何を確かめるか"},
                              {.label = "操作", .label_hidden = true}},
                  .rows = {}};
  for (const auto& waiting : list.waiting.defects) {
    const auto& defect = waiting.defect;
    table.rows.push_back(
        {.cells = {waiting_name(waiting),
                   badge(tone_of(defect), kind_label(defect.kind)) + line_break() +
                       value_of(defect),
                   defect.message,
                   link_about("/office/defects/" + defect.id, "片づける",
                              waiting.organisation_name + "の" + kind_label(defect.kind))}});
  }
  table.empty = empty_state("片づいていない項目はありません",
                            go_link("/office/members", "会員名簿を見る"));
  const bool capped = list.waiting.count >= kCountCap;
  std::vector<Applied> applied;
  if (!list.about.empty()) applied.push_back({list.about, "/office/defects"});
  if (!list.filter.kind.empty()) {
    applied.push_back({kind_label(list.filter.kind), "/office/defects"});
  }
  std::vector<Html> tags;
  for (const auto& one : applied) tags.push_back(removable_tag(one.words, one.remove_path));
  return page(request,
              {.area = web::Area::office, .title = "取込みの不備",
               .lead = "名簿の取込みで見つかり、まだ片づいていない項目です。全部で" +
                       thousands(list.waiting.count) + (capped ? "件以上" : "件") + "あります。",
               .breadcrumbs = defect_crumbs(""), .status_message = list.status,
               .nav_current = "/office/defects", .width = Width::full},
              (tags.empty() ? Html() : cluster(tags)) + data_table(table) +
                  key_pager({.previous_path = list.first_path, .next_path = list.next_path}));
}

Html defect_form(const web::Request& request, const DefectForm& data) {
  const auto& defect = data.page.waiting.defect;
  const Error* error = data.error ? &*data.error : nullptr;
  Pairs facts{{"会員", waiting_name(data.page.waiting)},
              {"名簿", link(path_of(data.page.import.id), data.page.import.filename) + "　" +
                           std::to_string(defect.row) + "行目（ファイルの" +
                           std::to_string(defect.line) + "行目）"},
              {"ファイルの値", value_of(defect)},
              {"いまの登録", data.page.registered.empty() ? muted("（空欄）")
                                                          : Html(data.page.registered)}};
  std::vector<Option> actions;
  const bool people = defect.kind == "two_contacts_in_cell";
  if (!defect.suggestion.empty()) {
    actions.push_back({"adopt", people ? "分けた登録でよい" : "提案「" + defect.suggestion +
                                                                   "」を採用する"});
  }
  if (!people && defect.kind != "withdrawal_requested") {
    actions.push_back({"correct", "正しい値を入力する"});
  }
  actions.push_back({"accept", "このままにする"});
  Html inputs =
      radio_group({.name = "action", .label = "どうしますか", .options = actions,
                   .value = data.typed.get("action"), .required = true,
                   .error = error_at(error, "action")}) +
      text_field({.name = "value", .label = "正しい" + field_label(defect.field),
                  .value = data.typed.get("value"),
                  .hint = "「正しい値を入力する」を選んだときに入力してください。",
                  .error = error_at(error, "value"), .autocomplete = "off",
                  .width = FieldWidth::long_}) +
      text_field({.name = "reason", .label = "このままでよい理由",
                  .value = data.typed.get("reason"),
                  .hint = "「このままにする」を選んだときに入力してください。例：法人格がないため",
                  .error = error_at(error, "reason"), .autocomplete = "off"}) +
      hidden_field("back", data.back);
  Html next;
  if (data.page.row.outcome == "unresolved" && data.page.row.name.empty()) {
    next = notice({.tone = Tone::info, .title = "まだ会員になっていない行です",
                   .text = "名称を入力すると、会員として登録します。同じ団体らしい会員がいるときは、名寄せで"
                           "確かめるまで登録しません。",
                   .level = 0});
  }
  if (defect.kind == "withdrawal_requested" && !data.page.waiting.organisation_id.empty()) {
    next = notice({.tone = Tone::info, .title = "退会の手続きをするとき",
                   .text = link("/office/members/" + data.page.waiting.organisation_id.text +
                                    "/state",
                                "この会員を退会にする"),
                   .level = 0});
  }
  return page(request,
              {.area = web::Area::office, .title = kind_label(defect.kind),
               .lead = defect.message,
               .breadcrumbs = defect_crumbs(kind_label(defect.kind)),
               .nav_current = "/office/defects", .has_error = data.error.has_value(),
               .width = Width::reading},
              error_summary(error, "もう一度「記録する」を押してください") +
                  description_list(facts) + next +
                  form(request, {.action = "/office/defects/" + defect.id + "/settlement"},
                       inputs + form_actions({button({.label = "記録する"}),
                                              button_link({.label = "やめる", .path = data.back,
                                                           .look = Look::text})})));
}

}  // namespace musubi::members::views
