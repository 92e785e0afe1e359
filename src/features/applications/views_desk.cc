// views_desk.cc - the office's forms: entering a paper or telephone application, asking for 補正,
// recording a withdrawal. Values come back as typed. Html only.
#include "base/text.h"
#include "features/applications/consents.h"
#include "features/applications/views.h"
#include "web/app.h"
#include "web/urlencoded.h"

namespace musubi::applications::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kList = "/office/applications";

PageFrame frame_of(const std::string& title, const Application* application, bool has_error) {
  PageFrame frame{.area = web::Area::office, .title = title};
  frame.breadcrumbs = {{"きょうの仕事", "/office"}, {"入会申込", kList}};
  if (application != nullptr) {
    frame.breadcrumbs.push_back({application->organisation.name, path_of(application->id)});
  }
  frame.breadcrumbs.push_back({title, ""});
  frame.nav_current = kList;
  frame.has_error = has_error;
  frame.width = Width::reading;
  return frame;
}

std::vector<Option> route_options() {
  std::vector<Option> out;
  for (const char* route : {"paper", "telephone", "mail", "visit"}) {
    out.push_back({route, std::string(route_label(route))});
  }
  return out;
}

// What came: which consents it carries, and copies of it.
Html papers_part(const Entry& data, const Error* error) {
  std::vector<Option> kinds;
  for (const ConsentText& text : consent_texts()) {
    kinds.push_back({std::string(text.kind), std::string(consent_label(text.kind)) + "（" +
                                                 version_words(text.version) + "）"});
  }
  return field_group(
             "同意",
             checkbox_group({.name = "consents", .label = "受け取った同意", .options = kinds,
                             .values = data.typed.all("consents"),
                             .hint = "書面などで確かめたものに印を付けてください。"
                                     "あとから記録することもできます。"}) +
                 date_field({.name = "consented_on", .label = "同意の日付",
                             .value = typed_date_parts(data.typed, "consented_on"),
                             .hint = "書面に書かれた日付です。空欄のときは、受付日とします。",
                             .error = error_at(error, "consented_on")})) +
         field_group("書面", copies_field(error));
}

}  // namespace

Html entry(const web::Request& request, const Entry& data) {
  const Error* error = data.error ? &*data.error : nullptr;
  Html inputs = field_group(
      "受付",
      radio_group({.name = "intake_route", .label = "受付経路", .options = route_options(),
                   .value = data.typed.get("intake_route"), .required = true,
                   .error = error_at(error, "intake_route"), .inline_ = true}) +
          date_field({.name = "received_on", .label = "受付日",
                      .value = typed_date_parts(data.typed, "received_on"),
                      .hint = "空欄のときは、きょうとします。",
                      .error = error_at(error, "received_on")}) +
          text_field({.name = "referral_code", .label = "紹介コード・紹介した人",
                      .value = data.typed.get("referral_code"), .autocomplete = "off",
                      .width = FieldWidth::medium, .characters_max = 40}));
  for (const Step& step : steps()) {
    if (step.slug == "files" || step.slug == "consents") continue;
    Html fields;
    for (FormField field : step.fields) {
      if (field.name == "contact_email") field.required = false;  // on paper there may be none
      fields += field_input(field, data.values, error);
      if (field.name == "postal_code") fields += address_help(data.address);
      if (field.name == "contact_email") {
        fields += text_field({.name = "email_check", .label = "メールアドレスの確かめ方",
                              .value = data.typed.get("email_check"),
                              .hint = "例：電話で読み上げて確かめた。空欄のときは、届いたメールのリンクが使われる"
                                      "か、あとから記録するまで、承認できません。",
                              .error = error_at(error, "email_check"), .autocomplete = "off",
                              .characters_max = 200});
      }
    }
    inputs += field_group(step.title, fields);
  }
  inputs += papers_part(data, error);
  PageFrame frame = frame_of("申込みを代わりに入力する", nullptr, data.error.has_value());
  frame.lead = "書面・電話・郵送・来所の申込みを登録し、受付番号を付けます。";
  Html origin;
  std::string action = kList;
  if (!data.origin_id.empty()) {
    // A browser keeps drafts by the action: what was typed for one origin stays with it.
    action += "?" + data.origin_name + "=" + web::percent_encode(data.origin_id);
    origin = paragraph(link(data.origin_path, data.origin_label) +
                       Html("から始めています。受け付けると、互いに結びつきます。"));
    inputs += hidden_field(data.origin_name, data.origin_id);
  }
  return page(request, frame,
              error_summary(data.error, data.address.offered && data.address.error
                                            ? press_again(data.address)
                                            : "もう一度「受け付ける」を押してください") +
                  origin +
                  form(request, {.action = action, .uploads = true, .keep_draft = true},
                       (data.address.offered ? enter_button() : Html()) + inputs +
                           form_key_field(request) +
                           form_actions({button({.label = "受け付ける"}),
                                         button_link({.label = "やめる", .path = kList,
                                                      .look = Look::text})})));
}

Html asking(const web::Request& request, const Asking& data) {
  const Application& a = data.application;
  const Error* error = data.error ? &*data.error : nullptr;
  std::vector<Option> fields;
  for (const auto& [name, label] : supplement_fields()) fields.push_back({name, label});
  PageFrame frame = frame_of("補正を頼む", &a, data.error.has_value());
  frame.lead = a.email.empty()
                   ? "メールアドレスがないため、電話や郵送で伝え、回答をこの画面から記録してください。"
                   : "担当者にメールを送ります。選んだ項目だけを、申込者が直せるようになります。";
  Html inputs =
      textarea_field({.name = "request", .label = "お願いの内容",
                      .value = data.typed.get("request"),
                      .hint = "申込者にそのまま届きます。例：法人番号が登記と合わないようです。見直してください。",
                      .required = true, .error = error_at(error, "request")},
                     5) +
      checkbox_group({.name = "fields", .label = "直していただく項目", .options = fields,
                      .values = data.typed.all("fields"),
                      .error = error_at(error, "fields")}) +
      checkbox({.name = "wants_files", .label = "書類の添付をお願いする",
                .checked = !data.typed.get("wants_files").empty()}) +
      date_field({.name = "answer_due_on", .label = "回答の期限",
                  .value = typed_date_parts(data.typed, "answer_due_on"),
                  .hint = "空欄のときは、10営業日後とします。",
                  .error = error_at(error, "answer_due_on")}) +
      hidden_field("version", data.typed.has("version") ? data.typed.get("version")
                                                        : std::to_string(a.version));
  return page(request, frame,
              error_summary(data.error, "もう一度「補正を頼む」を押してください") +
                  form(request, {.action = path_of(a.id) + "/supplements", .keep_draft = true},
                       inputs + form_actions({button({.label = "補正を頼む", .icon = "send"}),
                                              button_link({.label = "やめる",
                                                           .path = path_of(a.id),
                                                           .look = Look::text})})));
}

Html office_withdrawal(const web::Request& request, const Asking& data) {
  const Application& a = data.application;
  PageFrame frame = frame_of("取下げを記録する", &a, data.error.has_value());
  frame.lead = "申込者から取下げの申し出があったときに記録します。審査は終わり、元に戻せません。";
  return page(
      request, frame,
      error_summary(data.error, "もう一度「取下げを記録する」を押してください") +
          form(request, {.action = path_of(a.id) + "/withdrawal"},
               textarea_field({.name = "reason", .label = "申し出の日と方法",
                               .value = data.typed.get("reason"),
                               .hint = "例：10月28日に電話で申し出", .required = true,
                               .error = error_at(data.error, "reason")},
                              3) +
                   hidden_field("version", std::to_string(a.version)) +
                   form_actions({button({.label = "取下げを記録する", .look = Look::danger}),
                                 button_link({.label = "やめる", .path = path_of(a.id),
                                              .look = Look::text})})));
}

}  // namespace musubi::applications::views
