// button.cc - see button.h. formaction and its relatives cannot be expressed on purpose: where a
// form goes is decided by the form alone.
#include "web/kit/button.h"

#include "web/kit/element.h"
#include "web/kit/form.h"
#include "web/kit/icon.h"

namespace musubi::web::kit {

namespace {
std::string classes(Look look, bool small) {
  std::string names = "btn";
  if (look == Look::secondary) names += " btn--line";
  if (look == Look::text) names += " btn--text";
  if (look == Look::danger) names += " btn--danger";
  if (small) names += " btn--sm";
  return names;
}

Html face(const std::string& icon_name, const std::string& label, const std::string& about) {
  Html out = icon_name.empty() ? Html() : icon(icon_name);
  out += label;
  if (!about.empty()) out += spoken_only("：" + about);
  return out;
}
}  // namespace

Html button(const Button& b) {
  Attrs attrs(classes(b.look, b.small));
  attrs.set("type", "submit").when("form", b.form).when("name", b.name);
  if (!b.name.empty()) attrs.set("value", b.value);
  return element("button", attrs, face(b.icon, b.label.text(), b.about));
}

Html enter_button() {
  return element("button",
                 Attrs("vh").set("type", "submit").set("tabindex", "-1").set("aria-hidden", "true"),
                 "送る");
}

Html button_link(const ButtonLink& l) {
  return element("a", Attrs(classes(l.look, l.small)).url("href", l.path),
                 face(l.icon, l.label.text(), l.about));
}

Html post_button(const Request& request, const PostButton& post) {
  Html inside;
  for (const auto& [name, value] : post.hidden) inside += hidden_field(name, value);
  inside += button(post.button);
  Attrs attrs("postform");
  attrs.set("method", "post").url("action", post.action);
  return element("form", attrs, hidden_field("csrf_token", request.csrf_token) + inside);
}

Html copy_text(const Needed& label, const std::string& text) {
  return element("span", Attrs("copy").set("data-copy", text).set("data-label", label.text()),
                 element("code", Attrs("code"), text));
}

}  // namespace musubi::web::kit
