// views_variants.cc - the text for other readers: its fields in the editor, its page, the way to it
// at the head of the item, and what is looked at before publishing. Html only; it decides nothing.
#include "features/publishing/views.h"
#include "web/app.h"

namespace musubi::publishing::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string language_of_label(Variant variant) {
  return variant == Variant::english ? "en" : "ja";
}

}  // namespace

Html variant_inputs(const web::Fields& typed, const std::optional<Error>& error) {
  Html inputs;
  bool open = false;
  for (const FieldInfo& field : variant_fields()) {
    const std::string name(field.name);
    const std::string value = typed.get(name), wrong = error_at(error, name);
    open = open || !value.empty() || !wrong.empty();
    if (field.kind == FieldInfo::Kind::lines) {
      inputs += textarea_field({.name = name, .label = std::string(field.label), .value = value,
                                .hint = std::string(field.hint), .error = wrong,
                                .furigana = name == variant_body_field(Variant::easy)},
                               10);
    } else {
      inputs += text_field({.name = name, .label = std::string(field.label), .value = value,
                            .hint = std::string(field.hint), .error = wrong,
                            .autocomplete = "off"});
    }
  }
  return disclosure("やさしい日本語と英語の要約", inputs, open);
}

Html variant_switch(const std::string& path, const Article& article,
                    std::optional<Variant> shown) {
  std::vector<LanguageChoice> choices{
      {.code = article.language, .label = article.language == "en" ? "English" : "もとの文",
       .path = path, .current = !shown}};
  for (const Variant one : kVariants) {
    if (!has_variant(article, one)) continue;
    choices.push_back({.code = language_of_label(one), .label = std::string(variant_label(one)),
                       .path = path + std::string(variant_suffix(one)), .current = shown == one});
  }
  return choices.size() < 2 ? Html() : language_switch(choices);
}

Html variant_previews(const std::vector<VariantText>& texts) {
  Html out;
  for (const VariantText& one : texts) {
    out += panel({.heading = std::string(variant_label(one.variant))},
                 in_language(std::string(variant_language(one.variant)),
                             paragraph(strong(one.title)) + content(one.body)));
  }
  return out;
}

Html public_variant(const web::Request& request, const ShownVariant& item) {
  const Content& c = item.content;
  const Article& a = item.version.article;
  const VariantText& text = item.text;
  const std::string code(variant_language(text.variant));
  const std::string label(variant_label(text.variant));
  const bool english = text.variant == Variant::english;
  const Html back = english ? Html("This is a summary. ") + link(c.path, "Read the full page") +
                                  Html(" (in Japanese).")
                            : Html("くわしい ことは、") + link(c.path, "もとの ページ") +
                                  Html("に あります。");
  std::vector<Crumb> way{{"ホーム", "/"}};
  std::string list(type_of(c.type).prefix);
  list.pop_back();  // /news/ -> /news
  if (request.app->router.match("GET", list).route != nullptr) {
    way.push_back({std::string(type_of(c.type).label), list});
  }
  way.push_back({a.title, c.path});
  way.push_back({label, ""});
  return page(request,
              {.area = web::Area::open, .title = text.title + "（" + label + "）",
               .heading = words_in_language(code, text.title),
               .eyebrow = words_in_language(code, label), .breadcrumbs = way,
               .width = Width::reading, .description = a.lead},
              variant_switch(c.path, a, text.variant) +
                  in_language(code, content(text.body) + paragraph(back)));
}

}  // namespace musubi::publishing::views
