// views_forms.cc - the forms of an organisation, a person and a change of state. Values come back
// as typed; labels and limits come from the one table of fields.
#include "base/text.h"
#include "features/members/codes.h"
#include "features/members/views.h"

namespace musubi::members::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string hint_of(std::string_view field, bool of_person) {
  if (field == "name") {
    if (of_person) return "姓と名の間は1文字あけてください。例：荒木 里奈";
    return "登記や規約のとおりに入力してください。㈱などの略記も、書かれたまま残します。";
  }
  if (field == "name_kana") return "ひらがなで入力しても、カタカナに直して登録します。";
  if (field == "corporate_number") return "13桁の数字です。ハイフンや全角でもかまいません。";
  if (field == "employees") return "例：48";
  if (field == "capital_yen") return "例：300万円、3,000千円";
  if (field == "postal_code") return "例：860-0001";
  if (field == "telephone") return "例：096-000-0000";
  if (field == "interests") return "1行に1つずつ入力してください。";
  if (field == "member_no") return "空欄のまま登録すると、次の番号を付けます。";
  return "";
}

FieldWidth width_of(std::string_view field) {
  if (field == "name" || field == "name_kana" || field == "address" || field == "website") {
    return FieldWidth::full;
  }
  if (field == "member_no" || field == "postal_code" || field == "employees") {
    return FieldWidth::short_;
  }
  return FieldWidth::medium;
}

std::string autocomplete_of(std::string_view field, bool of_person) {
  if (field == "name") return of_person ? "off" : "organization";
  if (field == "postal_code") return "postal-code";
  if (field == "telephone") return "tel";
  if (field == "email") return "email";
  return "off";
}

ChoiceField choice(const FieldInfo& field, const std::string& value, const std::string& error,
                   std::vector<Option> options) {
  return {.name = field.name, .label = field.label, .options = std::move(options), .value = value,
          .error = error, .empty_label = "選んでください"};
}

Html field_input(const FieldInfo& field, const web::Fields& typed, const Error* error,
                 const std::string& prefix, bool required) {
  const bool of_person = find_field(person_fields(), field.name) == &field;
  const std::string name = prefix + std::string(field.name);
  const std::string value = typed.get(name);
  const std::string message = error_at(error, name);
  if (field.name == "industry") {
    return select_field(choice(field, value, message, industry_options()));
  }
  if (field.name == "category") {
    return select_field(choice(field, value, message, category_options()));
  }
  if (field.name == "municipality_code") {
    ChoiceField place = choice(field, value, message, municipality_options());
    place.hint = "県外のときは「県外」を選んでください。";
    return select_field(place);
  }
  if (field.kind == FieldInfo::Kind::flag) {
    return checkbox({.name = name, .label = field.label, .checked = value == "1",
                     .error = message});
  }
  TextField text{.name = name, .label = field.label, .value = value,
                 .hint = hint_of(field.name, of_person), .required = required, .error = message,
                 .autocomplete = autocomplete_of(field.name, of_person),
                 .width = width_of(field.name)};
  if (field.kind == FieldInfo::Kind::lines) return textarea_field(text, 4);
  if (field.name == "employees") return number_field(text);
  if (field.name == "email") return email_field(text);
  if (field.name == "telephone" || field.name == "fax") return telephone_field(text);
  return text_field(text);
}

Html organisation_inputs(const OrganisationForm& form) {
  const Error* error = form.error ? &*form.error : nullptr;
  Html out;
  for (const auto& field : organisation_fields()) {
    out += field_input(field, form.typed, error, "", field.name == "name");
    if (field.name == "postal_code") out += address_help(form.address);
  }
  return out;
}

Html person_inputs(const web::Fields& typed, const Error* error, const std::string& prefix,
                   bool name_required) {
  Html out;
  for (const auto& field : person_fields()) {
    if (!prefix.empty() && field.name == "is_primary") continue;
    out += field_input(field, typed, error, prefix, name_required && field.name == "name");
  }
  return out;
}

Html effective_field(const web::Fields& typed, const Error* error) {
  return date_field({.name = "effective_on", .label = "いつから有効か",
                     .value = typed_date_parts(typed, "effective_on"),
                     .hint = "空欄のときは、きょうからの変更として記録します。"
                             "この日より後の変更がすでにある項目は、いまの値のままです。",
                     .error = error_at(error, "effective_on")});
}

Html contrast_value(const FieldInfo& field, const std::string& text) {
  const std::string words = field_for_people(field.name, text);
  if (words.empty()) return muted("（空欄）");
  if (field.kind == FieldInfo::Kind::lines) return multiline(words);
  return words;
}

// Somebody was faster: what the next save replaces stands here, so that nothing goes back unseen.
Html contrasts_shown(const std::vector<Contrast>& contrasts) {
  if (contrasts.empty()) return {};
  DataTable table{.caption = "いまの登録とあなたの入力がちがう項目",
                  .columns = {{.label = "項目"},
                              {.label = "いまの登録"},
                              {.label = "あなたの入力"}},
                  .rows = {}};
  for (const auto& each : contrasts) {
    table.rows.push_back({.cells = {std::string(each.field->label),
                                    contrast_value(*each.field, each.now),
                                    contrast_value(*each.field, each.typed)}});
  }
  return paragraph("このまま保存すると、次の項目が「あなたの入力」に変わります。"
                   "「いまの登録」を残す項目は、下の欄をそのとおりに直してから保存してください。") +
         data_table(table);
}

}  // namespace

std::vector<Option> industry_options() {
  std::vector<Option> out;
  for (const auto& industry : industries()) {
    out.push_back({std::string(1, industry.letter), std::string(industry.name)});
  }
  return out;
}

std::vector<Option> municipality_options() {
  std::vector<Option> out;
  for (const auto& municipality : municipalities()) {
    out.push_back({std::string(municipality.code6), std::string(municipality.name)});
  }
  out.push_back({"000000", "県外"});
  return out;
}

std::vector<Option> category_options() {
  std::vector<Option> out;
  for (const char* category : {"company", "body", "university", "government"}) {
    out.push_back({category, std::string(category_label(category))});
  }
  return out;
}

Html merged_notice(const std::optional<Organisation>& merged_into) {
  if (!merged_into) return {};
  return notice({.tone = Tone::info, .title = "この会員は、ほかの会員に統合されています",
                 .text = link(path_of(merged_into->id), merged_into->member_no + "　" +
                                                            merged_into->name + "を開く"),
                 .level = 0});
}

std::vector<Html> form_buttons(const std::string& label, const std::string& back,
                               bool is_merged) {
  std::vector<Html> out;
  if (!is_merged) out.push_back(button({.label = label}));
  out.push_back(button_link({.label = "やめる", .path = back, .look = Look::text}));
  return out;
}

Html organisation_form(const web::Request& request, const OrganisationForm& data) {
  const bool is_new = data.id.empty();
  const Error* error = data.error ? &*data.error : nullptr;
  Html inputs = organisation_inputs(data);
  if (is_new) {
    inputs += date_field({.name = "joined_on", .label = "入会年月日",
                          .value = typed_date_parts(data.typed, "joined_on"),
                          .hint = "空欄のときは、きょうを入会日とします。",
                          .error = error_at(error, "joined_on")});
    inputs += field_group("主担当者", person_inputs(data.typed, error, "contact_", false),
                          "あとから加えることもできます。") +
              form_key_field(request);
  } else {
    inputs += effective_field(data.typed, error);
    inputs += hidden_field("version", std::to_string(data.version));
  }
  inputs += text_field({.name = "reason", .label = "理由・受付の経路",
                        .value = data.typed.get("reason"),
                        .hint = "例：会員から電話で連絡（10月28日）",
                        .error = error_at(error, "reason")});
  const std::string back = is_new ? "/office/members" : path_of(data.id);
  const std::string title = is_new ? "会員を登録する" : data.heading_name + "の会員情報を直す";
  return page(request,
              {.area = web::Area::office, .title = title,
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員名簿", "/office/members"},
                               {is_new ? "登録" : "直す", ""}},
               .nav_current = "/office/members", .has_error = data.error.has_value(),
               .width = Width::reading},
              error_summary(error, data.address.offered && data.address.error
                                       ? press_again(data.address)
                                       : "もう一度「保存する」を押してください") +
                  merged_notice(data.merged_into) + contrasts_shown(data.contrasts) +
                  form(request,
                       {.action = is_new ? "/office/members" : path_of(data.id),
                        .keep_draft = true},
                       (data.address.offered && !data.merged_into ? enter_button() : Html()) +
                           inputs + form_actions(form_buttons("保存する", back,
                                                              data.merged_into.has_value()))));
}

Html person_form(const web::Request& request, const PersonForm& data) {
  const bool is_new = data.id.empty();
  const Error* error = data.error ? &*data.error : nullptr;
  const std::string base = path_of(data.organisation_id) + "/people";
  Html inputs = person_inputs(data.typed, error, "", true);
  if (!is_new) {
    inputs += effective_field(data.typed, error);
    inputs += hidden_field("version", std::to_string(data.version));
  } else {
    inputs += form_key_field(request);
  }
  return page(request,
              {.area = web::Area::office, .title = is_new ? "担当者を加える" : "担当者の情報を直す",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員名簿", "/office/members"},
                               {data.organisation_name, path_of(data.organisation_id)},
                               {is_new ? "担当者を加える" : "担当者を直す", ""}},
               .nav_current = "/office/members", .has_error = data.error.has_value(),
               .width = Width::reading},
              error_summary(error, "もう一度「保存する」を押してください") +
                  merged_notice(data.merged_into) + contrasts_shown(data.contrasts) +
                  form(request,
                       {.action = is_new ? base : base + "/" + data.id.text, .keep_draft = true},
                       inputs + form_actions(form_buttons("保存する",
                                                          path_of(data.organisation_id),
                                                          data.merged_into.has_value()))));
}

Html state_form(const web::Request& request, const StateForm& data) {
  const Organisation& o = data.organisation;
  const Error* error = data.error ? &*data.error : nullptr;
  std::vector<Option> kinds;
  for (const auto& [kind, label] : state_changes_from(o.state)) kinds.push_back({kind, label});
  Html inputs;
  if (!kinds.empty()) {  // a merged member has nothing to choose any more
    inputs += radio_group({.name = "kind", .label = "どうしますか", .options = kinds,
                           .value = data.kind, .required = true,
                           .error = error_at(error, "kind")});
  }
  inputs +=
      date_field({.name = "happened_on", .label = "いつから",
                  .value = typed_date_parts(data.typed, "happened_on"),
                  .hint = "空欄のときは、きょうからとします。",
                  .error = error_at(error, "happened_on")}) +
      textarea_field({.name = "reason", .label = "理由", .value = data.typed.get("reason"),
                      .hint = "停止・退会・除名のときは必ず入力してください。県への報告の根拠になります。",
                      .error = error_at(error, "reason")},
                     3);
  return page(request,
              {.area = web::Area::office, .title = o.name + "の休会・退会など",
               .lead = "いまの状態：" + state_badge(o),
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員名簿", "/office/members"},
                               {o.name, path_of(o.id)},
                               {"休会・退会など", ""}},
               .nav_current = "/office/members", .has_error = data.error.has_value(),
               .width = Width::reading},
              error_summary(error, "もう一度「記録する」を押してください") +
                  merged_notice(data.merged_into) +
                  form(request, {.action = path_of(o.id) + "/state", .keep_draft = true},
                       inputs + form_actions(form_buttons("記録する", path_of(o.id),
                                                          data.merged_into.has_value()))));
}

}  // namespace musubi::members::views
