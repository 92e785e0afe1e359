// views_forms.cc - the forms of a prospect: its fields, a visit or call, its stage. Values come
// back as typed; labels and limits come from the registry's own table of fields. Html only.
#include <algorithm>

#include "base/text.h"
#include "features/recruiting/views.h"

namespace musubi::recruiting::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string hint_of(const std::string& field) {
  if (field == "name") return "分かる範囲でかまいません。登記の名前が分かればそのとおりに入力してください。";
  if (field == "name_kana") return "ひらがなで入力しても、カタカナに直して登録します。";
  if (field == "corporate_number") return "分かれば13桁の数字で。同じ団体を見つける手がかりになります。";
  if (field == "employees") return "例：48";
  if (field == "postal_code") return "例：860-0001";
  if (field == "telephone") return "例：096-000-0000";
  if (field == "address") return "市町村は、空欄なら所在地から読み取ります。";
  return "";
}

std::string autocomplete_of(const std::string&) { return "off"; }  // somebody else's data

Html registry_input(const std::string& name, const std::string& base, const web::Fields& typed,
                    const Error* error) {
  const std::string value = typed.get(name);
  const std::string message = error_at(error, name);
  const auto choices = members::field_choices(base);
  if (!choices.empty()) {
    std::vector<Option> options;
    for (const auto& [code, label] : choices) options.push_back({code, label});
    return select_field({.name = name, .label = label_of_field(name), .options = options,
                         .value = value, .error = message, .empty_label = "選んでください"});
  }
  const bool wide = base == "name" || base == "name_kana" || base == "address" ||
                    base == "website";
  TextField text{.name = name, .label = label_of_field(name), .value = value,
                 .hint = hint_of(name), .required = name == "name", .error = message,
                 .autocomplete = autocomplete_of(name),
                 .width = wide ? FieldWidth::full : FieldWidth::medium};
  if (base == "note") return textarea_field(text, 4);
  if (base == "employees") return number_field(text);
  if (base == "email") return email_field(text);
  if (base == "telephone") return telephone_field(text);
  return text_field(text);
}

Html next_inputs(const web::Fields& typed, const Error* error, const std::string& hint) {
  return text_field({.name = "next_action", .label = "次にすること",
                     .value = typed.get("next_action"), .hint = hint,
                     .error = error_at(error, "next_action"), .autocomplete = "off",
                     .characters_max = 200}) +
         date_field({.name = "next_action_on", .label = "次にする日",
                     .value = typed_date_parts(typed, "next_action_on"),
                     .hint = "その日になると、担当の人のホームに出ます。",
                     .error = error_at(error, "next_action_on")});
}

std::vector<Crumb> crumbs(const std::string& name, const std::string& path,
                          const std::string& last) {
  std::vector<Crumb> out{{"きょうの仕事", "/office"}, {"会員募集の見込み先", kList}};
  if (!name.empty()) out.push_back({name, path});
  out.push_back({last, ""});
  return out;
}

Html alike_list(const Alike& alike) {
  std::vector<Html> items;
  for (const auto& m : alike.members) {
    items.push_back("会員 " + link("/office/members/" + m.id.text,
                                   m.name + "（" + m.member_no + "）"));
  }
  for (const auto& a : alike.applications) {
    items.push_back("入会申込 " + link(applications::path_of(a.id),
                                       a.name + "（" + a.receipt_no + "）"));
  }
  for (const Prospect& p : alike.prospects) {
    items.push_back("見込み先 " + link(path_of(p.id), p.organisation.name) +
                    small("　" + std::string(stage_label(p.stage))));
  }
  return plain_list(items);
}

// After a conflict: what the other person saved, field by field, beside what was typed here.
Html conflict_notice(const Prospect& is_now, const web::Fields& typed) {
  std::vector<Html> items;
  for (const auto& [field, text] : typed_of(is_now)) {
    if (field == "next_action_on" || field == "owner_id" || field == "campaign_id") continue;
    if (!typed.has(field) || typed.get(field) == text) continue;
    items.push_back(label_of_field(field) + "：いまは「" +
                    (text.empty() ? "（空欄）" : members::field_for_people(field, text)) + "」");
  }
  if (items.empty()) return {};
  return notice({.tone = Tone::warning, .title = "ほかの人が保存した内容とちがう項目",
                 .text = plain_list(items) +
                         small("下の入力のまま保存すると、この入力が残ります。")});
}

}  // namespace

Html prospect_form(const web::Request& request, const ProspectForm& data) {
  const bool is_new = data.id.empty();
  const Error* error = data.error ? &*data.error : nullptr;
  Html organisation;
  for (const auto& field : prospect_fields()) {
    organisation += registry_input(field, field, data.typed, error);
  }
  Html person;
  for (const auto& field : contact_fields()) {
    person += registry_input(std::string(kContactPrefix) + field, field, data.typed, error);
  }
  std::vector<Option> owners;
  for (const Owner& one : data.owners) owners.push_back({one.id.text, one.name});
  Html inputs =
      field_group("団体", organisation) + field_group("先方の担当者", person) +
      field_group(
          "きっかけと担当",
          select_field({.name = "source", .label = "流入元", .options = options_of(sources()),
                        .value = data.typed.get("source"), .hint = "どこから知った団体かを選びます。",
                        .required = true, .error = error_at(error, "source"),
                        .empty_label = "選んでください"}) +
              text_field({.name = "source_note", .label = "紹介者・きっかけ",
                          .value = data.typed.get("source_note"),
                          .hint = "例：10月の展示会で名刺を交換",
                          .error = error_at(error, "source_note"), .autocomplete = "off"}) +
              select_field({.name = "campaign_id", .label = "募集施策",
                            .options = options_of(data.campaigns),
                            .value = data.typed.get("campaign_id"),
                            .error = error_at(error, "campaign_id"), .empty_label = "なし"}) +
              select_field({.name = "owner_id", .label = "担当", .options = owners,
                            .value = data.typed.get("owner_id"),
                            .error = error_at(error, "owner_id"), .empty_label = "担当なし"}) +
              next_inputs(data.typed, error, "例：電話で資料の感想を聞く"));
  if (is_new && !data.alike.empty()) {
    inputs += notice({.tone = Tone::warning, .title = "同じ団体かもしれないもの",
                      .text = alike_list(data.alike)}) +
              checkbox({.name = "confirmed", .label = "確かめました。別の団体として登録します",
                        .checked = !data.typed.get("confirmed").empty(),
                        .error = error_at(error, "confirmed")});
  }
  inputs += is_new ? form_key_field(request)
                   : hidden_field("version", std::to_string(data.version));
  const std::string title =
      is_new ? "見込み先を登録する" : data.heading_name + "の見込み先の情報を直す";
  const std::string back = is_new ? kList : path_of(data.id);
  return page(request,
              {.area = web::Area::office, .title = title,
               .breadcrumbs = crumbs(is_new ? "" : data.heading_name, back, is_new ? "登録" : "直す"),
               .nav_current = kList, .has_error = data.error.has_value(),
               .width = Width::reading},
              error_summary(error, "もう一度「保存する」を押してください") +
                  (data.is_now ? conflict_notice(*data.is_now, data.typed) : Html()) +
                  form(request, {.action = back, .keep_draft = true},
                       inputs + form_actions({button({.label = "保存する"}),
                                              button_link({.label = "やめる", .path = back,
                                                           .look = Look::text})})));
}

Html contact_form(const web::Request& request, const ContactForm& data) {
  const bool is_new = data.id.empty();
  const Prospect& p = data.prospect;
  const Error* error = data.error ? &*data.error : nullptr;
  Html inputs =
      radio_group({.name = "kind", .label = "どのように接しましたか",
                   .options = options_of(contact_kinds()), .value = data.typed.get("kind"),
                   .required = true, .error = error_at(error, "kind"), .inline_ = true}) +
      date_field({.name = "happened_on", .label = "日付",
                  .value = typed_date_parts(data.typed, "happened_on"),
                  .hint = "空欄のときは、きょうとします。",
                  .error = error_at(error, "happened_on")}) +
      text_field({.name = "ours", .label = "こちらの人", .value = data.typed.get("ours"),
                  .hint = "例：結城、県の担当者", .error = error_at(error, "ours"),
                  .autocomplete = "off"}) +
      text_field({.name = "theirs", .label = "相手の人", .value = data.typed.get("theirs"),
                  .hint = "例：総務部長", .error = error_at(error, "theirs"),
                  .autocomplete = "off"}) +
      textarea_field({.name = "summary", .label = "内容", .value = data.typed.get("summary"),
                      .hint = "関心のあること、気にしていること、約束したことなど。",
                      .required = true, .error = error_at(error, "summary")},
                     6);
  if (is_new) {
    if (is_by_hand(p.stage) && p.stage != Stage::invited) {
      std::vector<Option> stages;
      if (p.stage == Stage::candidate) stages.push_back({"approached", "接触"});
      stages.push_back({"invited", "案内（入会の案内や申込みのリンクを渡した）"});
      inputs += select_field({.name = "stage", .label = "段階を進める", .options = stages,
                              .value = data.typed.get("stage"), .error = error_at(error, "stage"),
                              .empty_label = "いまのまま（" + std::string(stage_label(p.stage)) + "）",
                              .width = FieldWidth::long_});
    }
    const std::string planned =
        p.next_action.empty() ? "空欄のときは、予定なしになります。"
                              : "いまの予定「" + p.next_action + "」は済みとし、ここの予定に置き換えます。";
    inputs += field_group("次の予定", next_inputs(data.typed, error, planned)) +
              form_key_field(request);
  } else {
    inputs += hidden_field("version", std::to_string(data.version));
  }
  Html said;
  if (data.is_now) {
    said = notice({.tone = Tone::warning, .title = "ほかの人が保存した内容",
                   .text = multiline(data.is_now->summary) +
                           small("下の入力のまま保存すると、この入力が残ります。")});
  }
  const std::string title = is_new ? "訪問・電話などを記録する" : "訪問・電話などの記録を直す";
  const std::string action =
      path_of(p.id) + "/contacts" + (is_new ? "" : "/" + data.id.text);
  return page(request,
              {.area = web::Area::office, .title = title, .eyebrow = p.organisation.name,
               .breadcrumbs = crumbs(p.organisation.name, path_of(p.id), title),
               .nav_current = kList, .has_error = data.error.has_value(),
               .width = Width::reading},
              error_summary(error, "もう一度「記録する」を押してください") + said +
                  form(request, {.action = action, .keep_draft = true},
                       inputs + form_actions({button({.label = "記録する"}),
                                              button_link({.label = "やめる",
                                                           .path = path_of(p.id),
                                                           .look = Look::text})})));
}

Html stage_form(const web::Request& request, const StageForm& data) {
  const Prospect& p = data.prospect;
  const Error* error = data.error ? &*data.error : nullptr;
  std::vector<Option> stages;
  for (const Stage stage : stages_from(p.stage)) {
    stages.push_back({std::string(stage_name(stage)), std::string(stage_label(stage))});
  }
  Choices reasons = lost_reasons();
  std::erase_if(reasons, [](const auto& one) {
    return one.first == "withdrawn" || one.first == "declined";  // the application's own ends
  });
  Html inputs =
      radio_group({.name = "stage", .label = "移す先", .options = stages,
                   .value = data.typed.get("stage"), .required = true,
                   .error = error_at(error, "stage"), .inline_ = true}) +
      date_field({.name = "happened_on", .label = "いつから",
                  .value = typed_date_parts(data.typed, "happened_on"),
                  .hint = "空欄のときは、きょうとします。",
                  .error = error_at(error, "happened_on")}) +
      field_group("見送りにするとき",
                  select_field({.name = "lost_reason", .label = "見送りの理由",
                                .options = options_of(reasons),
                                .value = data.typed.get("lost_reason"),
                                .error = error_at(error, "lost_reason"),
                                .empty_label = "選んでください"}) +
                      textarea_field({.name = "lost_note", .label = "事情",
                                      .value = data.typed.get("lost_note"),
                                      .hint = "例：来年度の予算で改めて検討するとのこと",
                                      .error = error_at(error, "lost_note")},
                                     3)) +
      hidden_field("version", data.typed.has("version") ? data.typed.get("version")
                                                        : std::to_string(p.version));
  return page(request,
              {.area = web::Area::office, .title = "見込み先の段階を変える",
               .eyebrow = p.organisation.name,
               .lead = "いまの段階：" + stage_badge(p.stage) +
                       "　申込と入会は、入会申込の進みに合わせて変わります。",
               .breadcrumbs = crumbs(p.organisation.name, path_of(p.id), "段階"),
               .nav_current = kList, .has_error = data.error.has_value(),
               .width = Width::reading},
              error_summary(error, "もう一度「段階を変える」を押してください") +
                  form(request, {.action = path_of(p.id) + "/stage"},
                       inputs + form_actions({button({.label = "段階を変える"}),
                                              button_link({.label = "やめる",
                                                           .path = path_of(p.id),
                                                           .look = Look::text})})));
}

}  // namespace musubi::recruiting::views
