// field_frame.cc - see field_frame.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/field_frame.h"

#include "web/kit/icon.h"

namespace musubi::web::kit {

namespace {
Html mark_of(const FieldFrame& frame) {
  if (frame.quiet) return {};
  if (frame.required) return element("span", Attrs("req"), "※必須");
  return element("span", Attrs("opt"), "任意");
}

Html hint_and_error(const FieldFrame& frame) {
  Html out;
  if (!frame.hint.empty()) {
    out += element("p", Attrs("hint").set("id", frame.id + "-hint"), frame.hint);
  }
  if (!frame.error.empty()) {
    out += element("p", Attrs("err").set("id", frame.id + "-err"),
                   icon("error") +
                       element("span", {}, spoken_only("エラー：") + Html(frame.error)));
  }
  return out;
}

std::string classes(const FieldFrame& frame) {
  return frame.error.empty() ? "field" : "field has-err";
}
}  // namespace

std::string field_id(std::string_view name) { return id_from("f-", name); }

std::string described_by(const FieldFrame& frame) {
  std::string ids;
  if (!frame.hint.empty()) ids = frame.id + "-hint";
  if (!frame.error.empty()) ids += (ids.empty() ? "" : " ") + frame.id + "-err";
  return ids;
}

void tie(Attrs& input, const FieldFrame& frame) {
  input.when("aria-describedby", described_by(frame));
  if (!frame.error.empty()) input.set("aria-invalid", "true");
  input.flag("required", frame.required);
}

Html framed(const FieldFrame& frame, const Html& input) {
  return element("div", Attrs(classes(frame)),
                 element("label", Attrs("field__l").set("for", frame.id),
                         Html(frame.label) + mark_of(frame)) +
                     hint_and_error(frame) + input);
}

Html framed_group(const FieldFrame& frame, const Html& inputs) {
  Attrs attrs(classes(frame));
  attrs.when("aria-describedby", described_by(frame));
  return element("fieldset", attrs,
                 element("legend", Attrs("field__l"), Html(frame.label) + mark_of(frame)) +
                     hint_and_error(frame) + inputs);
}

std::string width_class(FieldWidth width) {
  switch (width) {
    case FieldWidth::full: return "";
    case FieldWidth::long_: return " w-l";
    case FieldWidth::medium: return " w-m";
    case FieldWidth::short_: return " w-s";
    case FieldWidth::tiny: return " w-x";
  }
  return "";
}

}  // namespace musubi::web::kit
