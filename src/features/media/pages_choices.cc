// pages_choices.cc - the library for the editor of articles: files to choose from, and what is said
// of one of them, as JSON. The same permission as the pages of the library; no rules here.
#include "base/json.h"
#include "base/text.h"
#include "features/media/pages.h"

namespace musubi::media::pages {
namespace {

constexpr int kChoicesMost = 24;
constexpr std::size_t kTypeLetters = 5;  // of an ending that is read out: PDF, XLSX
constexpr std::size_t kSearchMost = 100;

store::Which which_kind(const std::string& kind) {
  if (kind == "document") return store::Which::document;
  return kind == "video" ? store::Which::video : store::Which::picture;
}

std::string kind_name_of(store::Which which) {
  if (which == store::Which::document) return "document";
  return which == store::Which::video ? "video" : "picture";
}

// PDF、1.2MB
std::string type_and_size(const Item& item) {
  const std::string size = web::kit::file_size(static_cast<std::uint64_t>(item.bytes));
  const std::size_t dot = item.filename.rfind('.');
  if (dot == std::string::npos) return size;
  std::string type = item.filename.substr(dot + 1);
  if (type.empty() || type.size() > kTypeLetters) return size;
  for (char& c : type) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return type + "、" + size;
}

Json choice_json(const Item& item) {
  const std::string files = views::path_of(item.id) + "/files/";
  return {{"id", item.id.text},
          {"kind", item.kind},
          {"state", item.state},
          {"title", item.details.title},
          {"alt", item.details.alt},
          {"decorative", item.details.decorative},
          {"caption", item.details.caption},
          {"thumb", item.thumb.empty() ? "" : files + item.thumb},
          {"type_words", type_and_size(item)},
          {"has_captions", !item.captions_name.empty()},
          {"lacks", lacks(item)}};
}

// The inputs of the item's own form, as views_item.cc names them.
Json inputs_json(const Details& details) {
  Json out = Json::object();
  const web::Fields fields = views::fields_of(details);
  for (const auto& [name, value] : fields.items()) out[name] = value;
  const auto day = web::kit::date_parts(parse_iso_date(details.consent_until));
  out["consent_until_era"] = day.era;
  out["consent_until_year"] = day.year;
  out["consent_until_month"] = day.month;
  out["consent_until_day"] = day.day;
  return out;
}

std::string preview_of(const ItemPage& page) {
  for (const Variant& one : page.variants) {  // by width: the narrowest whole one
    if (one.shape == "full" && one.format == "webp") {
      return views::path_of(page.item.id) + "/files/" + one.name;
    }
  }
  return "";
}

}  // namespace

web::Response show_choices(web::Request& request) {
  store::ListFilter filter;
  filter.which = which_kind(request.query.get("kind"));
  filter.most = kChoicesMost;
  const std::string kind = kind_name_of(filter.which);
  const std::string words = cut_characters(request.query.get("q"), kSearchMost);
  const auto list =
      list_library(request.context(), filter, words, request.query.get("after"));
  if (!list) return web::problem(request, list.error());
  Json items = Json::array();
  for (const Item& item : list->rows) {
    if (item.kind == kind) items.push_back(choice_json(item));  // words find every kind
  }
  return web::json_text(Json{{"items", items}, {"next", list->next}}.dump());
}

web::Response show_choice(web::Request& request) {
  const auto page = load_item(request.context(), request.param("id"));
  if (!page) return web::problem(request, page.error());
  Json out = choice_json(page->item);
  out["version"] = page->item.version;
  out["preview"] = preview_of(*page);
  out["fields"] = inputs_json(page->item.details);
  return web::json_text(out.dump());
}

}  // namespace musubi::media::pages
