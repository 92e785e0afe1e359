// writing.cc - see writing.h. The marks that assets/js/editors.ts and faq.ts look for.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/writing.h"

#include <utility>

#include "web/assets.h"
#include "web/kit/element.h"
#include "web/kit/field_frame.h"

namespace musubi::web::kit {

Html writing_field(const WritingField& f) {
  const TextField& t = f.text;
  const FieldFrame frame{t.id.empty() ? field_id(t.name.text()) : t.id, t.label.text(), t.hint,
                         t.error, t.required, t.quiet};
  Attrs attrs("in in--area" + width_class(t.width));
  attrs.set("id", frame.id).set("name", t.name.text()).set("rows", std::to_string(f.rows));
  attrs.url("data-editor", asset_path("editor.js"))
      .url("data-editor-style", asset_path("editor.css"));
  for (const auto& [name, path] :
       {std::pair<const char*, const std::string&>{"data-keep", f.keep_path},
        {"data-media", f.media_path},
        {"data-choices", f.choices_path},
        {"data-targets", f.targets_path}}) {
    if (!path.empty()) attrs.url(name, path);
  }
  tie(attrs, frame);
  // A line end right after <textarea> is dropped by the parser, so one is always given.
  return framed(frame, element("textarea", attrs, Html("\n") + Html(t.value)));
}

Html answers_place(const std::string& path) {
  return element("div", Attrs("answers").url("data-answers", path), {});
}

}  // namespace musubi::web::kit
