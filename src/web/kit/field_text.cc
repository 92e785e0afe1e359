// field_text.cc - fields that are typed into. Codes and figures are text with a numeric keypad:
// type=number would drop leading zeros and change by the mouse wheel.
#include "web/kit/field_frame.h"

namespace musubi::web::kit {

namespace {
FieldFrame frame_of(const TextField& f) {
  return {f.id.empty() ? field_id(f.name.text()) : f.id, f.label.text(), f.hint, f.error,
          f.required, f.quiet};
}

Html with_unit(const Html& input, const std::string& unit) {
  if (unit.empty()) return input;
  return element("div", Attrs("inrow"), input + element("span", Attrs("unit"), unit));
}

Html suggestions_of(const TextField& f, const std::string& id) {
  if (f.suggestions.empty()) return {};
  Html options;
  for (const std::string& one : f.suggestions) {
    options += element("option", Attrs().set("value", one), one);
  }
  return element("datalist", Attrs().set("id", id), options);
}

Html input_field(const TextField& f, const std::string& type, bool keep_value = true) {
  FieldFrame frame = frame_of(f);
  Attrs attrs("in" + width_class(f.width));
  attrs.set("id", frame.id).set("name", f.name.text()).set("type", type);
  if (keep_value) attrs.when("value", f.value);
  attrs.when("autocomplete", f.autocomplete).when("inputmode", f.inputmode);
  if (f.characters_max > 0) attrs.set("maxlength", std::to_string(f.characters_max));
  const std::string list = frame.id + "-list";
  if (!f.suggestions.empty()) attrs.set("list", list);
  tie(attrs, frame);
  return framed(frame, with_unit(void_element("input", attrs), f.unit) + suggestions_of(f, list));
}

TextField with(TextField f, const std::string& autocomplete, const std::string& inputmode) {
  if (f.autocomplete.empty()) f.autocomplete = autocomplete;
  if (f.inputmode.empty()) f.inputmode = inputmode;
  return f;
}
}  // namespace

Html text_field(const TextField& f) { return input_field(f, "text"); }
Html number_field(const TextField& f) { return input_field(with(f, "", "numeric"), "text"); }
Html email_field(const TextField& f) { return input_field(with(f, "email", "email"), "text"); }
Html telephone_field(const TextField& f) { return input_field(with(f, "tel", "tel"), "text"); }
Html search_field(const TextField& f) { return input_field(f, "search"); }

Html password_field(const TextField& f, const std::string& kind) {
  // SECURITY: a password is never sent back into a page.
  return input_field(with(f, kind, ""), "password", false);
}

Html one_time_code_field(const TextField& f) {
  return input_field(with(f, "one-time-code", "numeric"), "text", false);
}

Html textarea_field(const TextField& f, int rows) {
  FieldFrame frame = frame_of(f);
  Attrs attrs("in in--area" + width_class(f.width));
  attrs.set("id", frame.id).set("name", f.name.text()).set("rows", std::to_string(rows));
  attrs.when("autocomplete", f.autocomplete);
  if (f.characters_max > 0) attrs.set("maxlength", std::to_string(f.characters_max));
  attrs.flag("data-furigana", f.furigana);
  tie(attrs, frame);
  // A line end right after <textarea> is dropped by the parser, so one is always given.
  return framed(frame, element("textarea", attrs, Html("\n") + Html(f.value)));
}

Html file_field(const FileField& f) {
  FieldFrame frame{field_id(f.name.text()), f.label.text(), f.hint, f.error, f.required, false};
  Attrs attrs("in in--file");
  attrs.set("id", frame.id).set("name", f.name.text()).set("type", "file").when("accept", f.accept);
  attrs.flag("multiple", f.multiple);
  tie(attrs, frame);
  return framed(frame, void_element("input", attrs));
}

}  // namespace musubi::web::kit
