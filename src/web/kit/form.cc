// form.cc - see form.h. Every field is built by one frame, so that label, hint and error are tied
// to the input in the same way everywhere.
#include "web/kit/form.h"

#include "base/ids.h"
#include "web/kit/button.h"
#include "web/kit/element.h"
#include "web/kit/field_frame.h"
#include "web/kit/icon.h"

namespace musubi::web::kit {

Html form(const Request& request, const Form& f, const Html& content) {
  Attrs attrs("form");
  attrs.set("method", f.get ? "get" : "post").url("action", f.action);
  if (f.uploads) attrs.set("enctype", "multipart/form-data");
  attrs.when("id", f.id).flag("novalidate");
  if (f.keep_draft) attrs.flag("data-keep-draft");
  if (f.file_by_file) attrs.flag("data-uploads");
  Html token = f.get ? Html() : hidden_field("csrf_token", request.csrf_token);
  return element("form", attrs, token + content);
}

Html form_actions(const std::vector<Html>& buttons) {
  return element("div", Attrs("form-actions"), Html::join(buttons));
}

Html form_key_field(const Request& request) {
  const std::string typed = request.form.get("form_key");
  return hidden_field("form_key", typed.empty() ? new_uuid(request.now) : typed);
}

Html hidden_field(const std::string& name, const std::string& value) {
  return void_element("input", Attrs().set("type", "hidden").set("name", name).set("value", value));
}

Html trap_field(const std::string& name) {
  const std::string id = "f-" + name;
  return element("div", Attrs().flag("hidden"),
                 element("label", Attrs().set("for", id), "この欄には入力しないでください") +
                     void_element("input", Attrs()
                                               .set("type", "text")
                                               .set("id", id)
                                               .set("name", name)
                                               .set("value", "")
                                               .set("autocomplete", "off")
                                               .set("tabindex", "-1")));
}

Html field_group(const Needed& legend, const Html& fields, const std::string& hint) {
  Html text = hint.empty() ? Html() : element("p", Attrs("hint"), hint);
  return element("fieldset", Attrs("group"),
                 element("legend", Attrs("group__l"), legend.text()) + text + fields);
}

std::string error_at(const Error* error, std::string_view field) {
  if (error == nullptr) return {};
  for (const FieldError& at : error->fields) {
    if (at.field == field) return at.says;
  }
  return {};
}

Html error_summary(const Error* error, const std::string& next) {
  if (error == nullptr) return {};
  Html inside;
  if (error->fields.empty()) {
    inside = element("h2", {}, icon("error") + Html(error->says.empty()
                                                        ? "保存できませんでした"
                                                        : error->says));
  } else {
    Html items;
    for (const FieldError& at : error->fields) {
      Html words = at.says;
      if (!at.field.empty()) {
        words = element("a", Attrs().set("href", "#" + field_id(at.field)), words);
      }
      items += element("li", {}, words);
    }
    inside = element("h2", {}, icon("error") + Html("入力内容に誤りがあります")) +
             element("p", {}, std::to_string(error->fields.size()) + "か所を直してから、" + next +
                                  "。入力した内容は残っています。") +
             element("ul", {}, items);
  }
  return element("div", Attrs("errbox").set("tabindex", "-1").flag("data-focus"),
                 element("div", Attrs().set("role", "alert"), inside))
      .refuses(*error);
}

}  // namespace musubi::web::kit
