// form.cc - see form.h. Steps are short on purpose: one group of questions per page, as they stand
// on a 390 px phone. Order here is the order of the pages and of the answers on the check page.
#include "features/applications/form.h"

#include <algorithm>

#include "base/text.h"
#include "features/applications/consents.h"

namespace musubi::applications {
namespace {

std::vector<FormField> person_fields_of(Owner owner, bool required) {
  const bool first = owner == Owner::contact;
  return {{first ? "contact_name" : "second_name", "氏名", "name", owner, required},
          {first ? "contact_name_kana" : "second_name_kana", "フリガナ", "name_kana", owner, false},
          {first ? "contact_department" : "second_department", "部署", "department", owner, false},
          {first ? "contact_title" : "second_title", "役職", "title", owner, false},
          {first ? "contact_email" : "second_email", "メールアドレス", "email", owner, required},
          {first ? "contact_telephone" : "second_telephone", "電話番号", "telephone", owner,
           false}};
}

std::vector<Step> make_steps() {
  const Owner org = Owner::organisation;
  std::vector<Step> out;
  out.push_back({"organisation", "団体の名前",
                 "登記や規約のとおりに入力してください。",
                 {{"category", "会員区分", "category", org, true},
                  {"name", "団体名", "name", org, true},
                  {"name_kana", "フリガナ", "name_kana", org, true},
                  {"corporate_number", "法人番号", "corporate_number", org, false}}});
  out.push_back({"business", "業種と規模", "おおよその数でかまいません。",
                 {{"industry", "業種", "industry", org, true},
                  {"employees", "従業員数", "employees", org, true},
                  {"capital_yen", "資本金", "capital_yen", org, false},
                  {"website", "ホームページ", "website", org, false}}});
  out.push_back({"place", "所在地と電話番号", "事務所や活動の拠点がある所を入力してください。",
                 {{"postal_code", "郵便番号", "postal_code", org, true},
                  {"address", "所在地", "address", org, true},
                  {"municipality_code", "市町村", "municipality_code", org, false},
                  {"telephone", "電話番号", "telephone", org, true},
                  {"fax", "FAX番号", "fax", org, false}}});
  out.push_back({"representative", "代表者", "団体を代表する方の職名と氏名を入力してください。",
                 {{"representative_title", "代表者職名", "representative_title", org, true},
                  {"representative_name", "代表者氏名", "representative_name", org, true}}});
  out.push_back({"contact", "担当者", "事務局からの連絡を受け取る方を入力してください。",
                 person_fields_of(Owner::contact, true)});
  out.push_back({"second", "もう一人の担当者",
                 "交代や不在に備えて、2名の登録をおすすめしています。いないときは空欄のまま進んでください。",
                 person_fields_of(Owner::second, false), true});
  out.push_back({"interests", "関心のある分野", "あてはまるものをすべて選んでください。",
                 {{"interests", "関心のある分野", "interests", org, false},
                  {"interests_other", "そのほかの分野", "", Owner::own, false},
                  {"note", "事務局に伝えたいこと", "note", org, false}},
                 true});
  out.push_back({"files", "添付するファイル",
                 "定款や団体の案内など、見ていただきたいものがあれば添えてください。なくても申し込めます。",
                 {}, true});
  Step consents{"consents", "規約などへの同意", "内容を読み、同意できるときは印を付けてください。", {}};
  for (const ConsentText& text : consent_texts()) {
    consents.fields.push_back({text.field, text.label, "", Owner::own, true});
  }
  out.push_back(std::move(consents));
  return out;
}

bool is_empty_group(const Json& typed, const Step& step) {
  return std::all_of(step.fields.begin(), step.fields.end(), [&](const FormField& field) {
    return trim(typed_text(typed, field.name)).empty();
  });
}

std::string missing_words(const FormField& field) {
  const std::string base(field.base);
  if (base == "category" || base == "industry" || base == "municipality_code") {
    return std::string(field.label) + "を選んでください";
  }
  return std::string(field.label) + "を入力してください";
}

void check_one(const Json& typed, const FormField& field, bool required,
               std::vector<FieldError>& errors) {
  const std::string text = typed_text(typed, field.name);
  if (trim(text).empty()) {
    if (required) errors.push_back({std::string(field.name), missing_words(field)});
    return;
  }
  if (field.base.empty()) {
    constexpr std::size_t kOtherMost = 200;
    if (count_characters(text) > kOtherMost) {
      errors.push_back({std::string(field.name),
                        std::string(field.label) + "は200文字以内で入力してください（いま" +
                            thousands(static_cast<std::int64_t>(count_characters(text))) +
                            "文字です）"});
    }
    return;
  }
  auto checked = members::check_field(field.base, text);
  if (!checked) {
    errors.push_back({std::string(field.name), checked.error().fields.front().says});
  } else if (field.base == "capital_yen" || !required || !checked->empty()) {
    return;
  } else {  // なし, － where something is needed
    errors.push_back({std::string(field.name), missing_words(field)});
  }
}

void check_place(const Json& typed, std::vector<FieldError>& errors) {
  const std::string address = typed_text(typed, "address");
  const std::string chosen = typed_text(typed, "municipality_code");
  if (trim(address).empty() || !trim(chosen).empty()) return;
  if (members::municipality_of_address(address).empty()) {
    errors.push_back({"municipality_code", "所在地から市町村が分かりませんでした。一覧から選んでください"});
  }
}

void check_consents(const Json& typed, std::vector<FieldError>& errors) {
  for (const ConsentText& text : consent_texts()) {
    if (typed_text(typed, text.field) == text.version) continue;
    errors.push_back({std::string(text.field),
                      "「" + std::string(text.title) + "」を読み、同意できるときは印を付けてください"});
  }
}

members::Person person_from(const Json& typed, Owner owner) {
  members::Person person;
  for (const Step& step : steps()) {
    for (const FormField& field : step.fields) {
      if (field.owner != owner || field.base.empty()) continue;
      auto checked = members::check_field(field.base, typed_text(typed, field.name));
      if (checked) members::set_field(person, field.base, *checked);
    }
  }
  return person;
}

void add_lines(std::string& lines, const std::string& more) {
  for (const std::string& line : split(more, '\n')) {
    if (trim(line).empty()) continue;
    lines += (lines.empty() ? "" : "\n") + trim(line);
  }
}

}  // namespace

const std::vector<Step>& steps() {
  static const std::vector<Step> kSteps = make_steps();
  return kSteps;
}

const Step* find_step(std::string_view slug) {
  for (const Step& step : steps()) {
    if (step.slug == slug) return &step;
  }
  return nullptr;
}

const FormField* find_form_field(std::string_view name) {
  for (const Step& step : steps()) {
    for (const FormField& field : step.fields) {
      if (field.name == name) return &field;
    }
  }
  return nullptr;
}

std::string next_step(std::string_view slug) {
  const auto& all = steps();
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    if (all[i].slug == slug) return std::string(all[i + 1].slug);
  }
  return "check";
}

std::string typed_text(const Json& typed, std::string_view field) {
  const auto found = typed.find(std::string(field));
  return found != typed.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void set_typed(Json& typed, std::string_view field, std::string_view text) {
  typed[std::string(field)] = cut_characters(text, kTypedCharactersMost);
}

std::vector<FieldError> check_step(const Json& typed, const Step& step) {
  std::vector<FieldError> errors;
  if (step.slug == "consents") {
    check_consents(typed, errors);
    return errors;
  }
  if (step.optional && is_empty_group(typed, step)) return errors;
  for (const FormField& field : step.fields) {
    const bool named = step.slug == "second" && (field.base == "name" || field.base == "email");
    check_one(typed, field, field.required || named, errors);
  }
  if (step.slug == "place") check_place(typed, errors);
  return errors;
}

std::vector<FieldError> check_all(const Json& typed, const Demands& demands) {
  std::vector<FieldError> out;
  for (const Step& step : steps()) {
    if (step.slug == "consents" && !demands.consents) continue;
    for (FieldError& error : check_step(typed, step)) {
      const bool no_email = error.field == "contact_email" && !demands.email &&
                            trim(typed_text(typed, "contact_email")).empty();
      if (!no_email) out.push_back(std::move(error));
    }
  }
  return out;
}

void fill(Application& application, const Json& typed) {
  for (const Step& step : steps()) {
    for (const FormField& field : step.fields) {
      if (field.owner != Owner::organisation) continue;
      auto checked = members::check_field(field.base, typed_text(typed, field.name));
      if (checked) members::set_field(application.organisation, field.base, *checked);
    }
  }
  members::Organisation& o = application.organisation;
  if (o.municipality_code.empty()) {
    o.municipality_code = members::municipality_of_address(o.address);
  }
  std::string interests;
  add_lines(interests, o.interests);
  add_lines(interests, typed_text(typed, "interests_other"));
  o.interests = interests;
  application.people.clear();
  members::Person contact = person_from(typed, Owner::contact);
  contact.is_primary = contact.is_administrator = true;
  application.email = contact.email;
  application.people.push_back(std::move(contact));
  members::Person second = person_from(typed, Owner::second);
  if (!second.name.empty()) {
    second.position = 1;
    application.people.push_back(std::move(second));
  }
}

Json typed_of(const Application& application) {
  Json typed = Json::object();
  for (const Step& step : steps()) {
    for (const FormField& field : step.fields) {
      std::string text;
      if (field.owner == Owner::organisation) {
        text = members::field_text(application.organisation, field.base);
      } else if (field.owner == Owner::contact && !application.people.empty()) {
        text = members::field_text(application.people[0], field.base);
      } else if (field.owner == Owner::second && application.people.size() > 1) {
        text = members::field_text(application.people[1], field.base);
      }
      set_typed(typed, field.name, text);
    }
  }
  return typed;
}

const std::vector<std::string>& interest_choices() {
  static const std::vector<std::string> kChoices{
      "業務のデジタル化",   "データの活用",         "ＡＩ・ＩｏＴ",         "デジタル人材の育成",
      "情報セキュリティ",   "補助金・支援制度",     "地域課題の解決",       "会員どうしの交流"};
  return kChoices;
}

}  // namespace musubi::applications
