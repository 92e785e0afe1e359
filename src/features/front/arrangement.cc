// arrangement.cc - see arrangement.h. JSON lists of objects with the names of the members.
// Must never throw at what an older program kept.
#include "features/front/arrangement.h"

namespace musubi::front {
namespace {

// The objects of a list; nothing when it is none.
std::vector<Json> objects_of(std::string_view text) {
  const Json list = Json::parse(text, nullptr, false);
  std::vector<Json> out;
  if (!list.is_array()) return out;
  for (const Json& one : list) {
    if (one.is_object()) out.push_back(one);
  }
  return out;
}

std::string text_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int number_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number_integer() ? found->get<int>() : 0;
}

std::string text_of(const Json& list) {
  return list.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

bool is_shown(const Banner& banner, Date today) {
  const std::string day = iso(today);
  return (banner.from_on.empty() || banner.from_on <= day) &&
         (banner.until_on.empty() || day <= banner.until_on);
}

std::string write_menu(const std::vector<MenuEntry>& menu) {
  Json list = Json::array();
  for (const MenuEntry& one : menu) list.push_back({{"label", one.label}, {"path", one.path}});
  return text_of(list);
}

std::vector<MenuEntry> read_menu(std::string_view json) {
  std::vector<MenuEntry> out;
  for (const Json& one : objects_of(json)) {
    out.push_back({text_in(one, "label"), text_in(one, "path")});
    if (out.back().label.empty() || out.back().path.empty()) out.pop_back();
  }
  return out;
}

namespace {

Json written_entries(const std::vector<web::OpenEntry>& entries) {
  Json out = Json::array();
  for (const web::OpenEntry& one : entries) {
    out.push_back({{"title", one.title}, {"text", one.text}, {"note", one.note},
                   {"path", one.path}});
  }
  return out;
}

std::vector<web::OpenEntry> entries_in(const Json& section) {
  std::vector<web::OpenEntry> out;
  const auto found = section.find("entries");
  if (found == section.end() || !found->is_array()) return out;
  for (const Json& one : *found) {
    if (!one.is_object()) continue;
    out.push_back({text_in(one, "title"), text_in(one, "text"), text_in(one, "note"),
                   text_in(one, "path")});
    if (out.back().title.empty()) out.pop_back();
  }
  return out;
}

std::string entries_words(const std::vector<web::OpenEntry>& entries) {
  std::string out;
  for (const web::OpenEntry& one : entries) {
    out += (out.empty() ? "" : "／") + one.title + "：" + one.text;
    if (!one.note.empty()) out += "（" + one.note + "）";
    if (!one.path.empty()) out += "→" + one.path;
  }
  return out;
}

}  // namespace

std::string write_sections(const std::vector<SectionPlace>& sections) {
  Json list = Json::array();
  for (const SectionPlace& one : sections) {
    list.push_back({{"name", one.name}, {"label", one.label}, {"heading", one.heading},
                    {"most", one.most}, {"shown", one.shown ? 1 : 0}});
    if (!one.entries.empty()) list.back()["entries"] = written_entries(one.entries);
  }
  return text_of(list);
}

std::vector<SectionPlace> read_sections(std::string_view json) {
  std::vector<SectionPlace> out;
  for (const Json& one : objects_of(json)) {
    out.push_back({text_in(one, "name"), text_in(one, "label"), text_in(one, "heading"),
                   number_in(one, "most"), number_in(one, "shown") != 0, entries_in(one)});
    if (out.back().name.empty()) out.pop_back();
  }
  return out;
}

std::string write_banners(const std::vector<Banner>& banners) {
  Json list = Json::array();
  for (const Banner& one : banners) {
    list.push_back({{"title", one.title}, {"text", one.text}, {"link_words", one.link_words},
                    {"path", one.path}, {"from_on", one.from_on}, {"until_on", one.until_on}});
    if (!one.picture.empty()) list.back()["picture"] = one.picture;
  }
  return text_of(list);
}

std::vector<Banner> read_banners(std::string_view json) {
  std::vector<Banner> out;
  for (const Json& one : objects_of(json)) {
    out.push_back({text_in(one, "title"), text_in(one, "text"), text_in(one, "link_words"),
                   text_in(one, "path"), text_in(one, "from_on"), text_in(one, "until_on"),
                   text_in(one, "picture")});
    if (out.back().title.empty()) out.pop_back();
  }
  return out;
}

std::string menu_words(const std::vector<MenuEntry>& menu) {
  std::string out;
  for (const MenuEntry& one : menu) {
    out += (out.empty() ? "" : "、") + one.label + "（" + one.path + "）";
  }
  return out;
}

std::string sections_words(const std::vector<SectionPlace>& sections) {
  std::string out;
  for (const SectionPlace& one : sections) {
    out += out.empty() ? "" : "、";
    out += (one.label.empty() ? one.name : one.label) + (one.shown ? "" : "（出さない）");
    if (!one.heading.empty()) out += "「" + one.heading + "」";
    if (one.most > 0) out += std::to_string(one.most) + "件";
    if (!one.entries.empty()) out += "［" + entries_words(one.entries) + "］";
  }
  return out;
}

std::string banners_words(const std::vector<Banner>& banners,
                          const std::map<std::string, std::string>& titles) {
  std::string out;
  for (const Banner& one : banners) {
    out += (out.empty() ? "" : "、") + one.title;
    if (!one.text.empty()) out += "：" + one.text;
    if (!one.path.empty()) out += "（" + one.path + "）";
    if (!one.picture.empty()) {
      const auto title = titles.find(one.picture);  // an id is all that is left of a gone one
      out += title == titles.end() ? " 画像" + one.picture : " 画像「" + title->second + "」";
    }
    if (!one.from_on.empty() || !one.until_on.empty()) {
      out += " " + one.from_on + "〜" + one.until_on;
    }
  }
  return out;
}

}  // namespace musubi::front
