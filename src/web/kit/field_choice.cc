// field_choice.cc - fields in which one chooses. The first box of a group carries the field's id,
// so that the error summary's link lands on something that can be operated.
#include <algorithm>

#include "web/kit/field_frame.h"
#include "web/kit/icon.h"

namespace musubi::web::kit {

namespace {
FieldFrame frame_of(const ChoiceField& f) {
  return {f.id.empty() ? field_id(f.name.text()) : f.id, f.label.text(), f.hint, f.error,
          f.required, f.quiet};
}

Html box_row(Attrs& input, const std::string& id, const Option& option,
             const std::string& error_id = {}, const std::string& part = {}) {
  const std::string hint_id = id + part + "-hint";
  std::string described = option.hint.empty() ? "" : hint_id;
  if (!error_id.empty()) described += (described.empty() ? "" : " ") + error_id;
  input.when("aria-describedby", described);
  Html text = element("label", Attrs().set("for", id), option.label);
  if (!option.hint.empty()) text += element("span", Attrs("hint").set("id", hint_id), option.hint);
  Html row = void_element("input", input);
  if (!option.figure.empty()) row += element("span", Attrs("check__f"), option.figure);
  row += element("span", Attrs("check__t"), text);
  if (!option.count.empty()) row += element("span", Attrs("check__n"), option.count);
  return element("div", Attrs("check"), row);
}

Html boxes(const ChoiceField& f, const FieldFrame& frame, const std::string& type) {
  Html rows;
  int n = 0;
  for (const Option& option : f.options) {
    std::string id = n == 0 ? frame.id : frame.id + "-" + std::to_string(n);
    bool on = type == "radio" ? option.value == f.value
                              : std::count(f.values.begin(), f.values.end(), option.value) > 0;
    Attrs input;
    input.set("type", type).set("id", id).set("name", f.name.text()).set("value", option.value);
    input.flag("checked", on);
    if (type == "radio") input.flag("required", f.required);
    if (!f.error.empty()) input.set("aria-invalid", "true");
    // The first one has the id of the whole field, whose own hint stands above.
    rows += box_row(input, id, option, "", n == 0 ? "-0" : "");
    ++n;
  }
  const bool pictured = std::any_of(f.options.begin(), f.options.end(),
                                    [](const Option& one) { return !one.figure.empty(); });
  return element("div", Attrs(pictured    ? "checks checks--pics"
                              : f.inline_ ? "checks checks--row"
                                          : "checks"),
                 rows);
}
}  // namespace

Html select_field(const ChoiceField& f) {
  FieldFrame frame = frame_of(f);
  Html options;
  if (!f.empty_label.empty()) options += element("option", Attrs().set("value", ""), f.empty_label);
  for (const Option& option : f.options) {
    Attrs attrs;
    attrs.set("value", option.value).flag("selected", option.value == f.value);
    options += element("option", attrs, option.label);
  }
  Attrs attrs("in" + width_class(f.width));
  attrs.set("id", frame.id).set("name", f.name.text());
  FieldFrame tied = frame;
  // HTML wants an empty first option of what is required; one that is chosen anyway needs no word.
  if (f.empty_label.empty()) tied.required = false;
  tie(attrs, tied);
  return framed(frame, element("span", Attrs("sel" + width_class(f.width)),
                               element("select", attrs, options) + icon("down")));
}

Html radio_group(const ChoiceField& f) {
  FieldFrame frame = frame_of(f);
  return framed_group(frame, boxes(f, frame, "radio"));
}

Html checkbox_group(const ChoiceField& f) {
  FieldFrame frame = frame_of(f);
  return framed_group(frame, boxes(f, frame, "checkbox"));
}

Html checkbox(const Checkbox& box) {
  std::string id = box.id.empty() ? field_id(box.name.text()) : box.id;
  Attrs input;
  input.set("type", "checkbox").set("id", id).set("name", box.name.text()).set("value", box.value);
  input.flag("checked", box.checked);
  Html error;
  if (!box.error.empty()) {
    error = element("p", Attrs("err").set("id", id + "-err"),
                    icon("error") + element("span", {}, spoken_only("エラー：") + Html(box.error)));
    input.set("aria-invalid", "true");
  }
  std::string error_id = box.error.empty() ? "" : id + "-err";
  Html row = box_row(input, id, {box.value, box.label.text(), box.hint}, error_id);
  return element("div", Attrs(box.error.empty() ? "field" : "field has-err"), error + row);
}

}  // namespace musubi::web::kit
