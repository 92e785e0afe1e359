// forms.h - the forms of a page, read from its markup as a browser reads them and filled in with
// what somebody could mean: what the page has typed and chosen already stays. For tests that send
// every form there is. Reads what the page kit writes (every value in double quotes), no other
// HTML; must never know a feature's field beyond its name's end.
#pragma once

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/scenario.h"

namespace musubi::test {

using Attributes = std::map<std::string, std::string>;

struct Tag {
  std::string name;
  bool ends = false;  // </name>
  Attributes attributes;
};

struct FilledForm {
  std::string action, id;
  bool posts = false;
  FormFields fields;
  std::vector<Visitor::Attachment> files;
  FormFields buttons;  // what each button that sends it adds; {"", ""} for one without a name
};

inline std::string unescaped(std::string text) {
  static constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
  for (const auto& [entity, character] : kEntities) {
    for (std::size_t at = text.find(entity); at != std::string::npos;
         at = text.find(entity, at + character.size())) {
      text.replace(at, entity.size(), character);
    }
  }
  return text;
}

// The next tag from `at`, which is then behind it.
inline std::optional<Tag> next_tag(const std::string& markup, std::size_t& at) {
  const auto is_name = [&](std::size_t place) {
    const auto c = static_cast<unsigned char>(markup[place]);
    return std::isalnum(c) != 0 || c == '-' || c == '_' || c == ':';
  };
  at = markup.find('<', at);
  if (at == std::string::npos) return std::nullopt;
  Tag tag;
  ++at;
  if (at < markup.size() && markup[at] == '/') {
    tag.ends = true;
    ++at;
  }
  while (at < markup.size() && is_name(at)) tag.name += markup[at++];
  while (at < markup.size() && markup[at] != '>') {
    if (!is_name(at)) {
      ++at;
      continue;
    }
    std::string name, value;
    while (at < markup.size() && is_name(at)) name += markup[at++];
    if (markup.compare(at, 2, "=\"") == 0) {
      const std::size_t end = std::min(markup.find('"', at + 2), markup.size());
      value = unescaped(markup.substr(at + 2, end - at - 2));
      at = std::min(end + 1, markup.size());
    }
    tag.attributes.emplace(std::move(name), std::move(value));
  }
  return tag;
}

// What somebody could type into an empty field of that name.
inline std::string something_for(const std::string& name, Attributes& attributes) {
  const auto ends = [&](std::string_view end) { return name.ends_with(end); };
  if (ends("_year")) return "6";
  if (ends("_month")) return "10";
  if (ends("_day")) return "28";
  if (ends("_clock")) return "10:00";
  if (name == "month") return "2024-09";
  if (name == "corporate_number") return "";  // any other one is refused for its check digit
  if (ends("postal_code")) return "860-0001";
  if (ends("slug") || ends("code")) return "mihon-1";
  if (ends("path")) return "/mihon";
  if (ends("url") || attributes["type"] == "url") return "https://www.example.jp/";
  if (attributes["type"] == "password") return "たけやぶ ゆきあかり ふうりん";
  if (attributes["inputmode"] == "email" || ends("email")) return "mihon@example.jp";
  if (attributes["inputmode"] == "tel") return "096-000-0123";
  if (attributes["inputmode"] == "numeric") return "1";
  if (ends("kana")) return "ミホン";
  return "見本の言葉";
}

class FormReader {
 public:
  explicit FormReader(const std::string& markup) : markup_(markup) {}

  std::vector<FilledForm> read() {
    std::size_t at = 0;
    while (const auto tag = next_tag(markup_, at)) take(*tag, at);
    return std::move(forms_);
  }

 private:
  void take(const Tag& tag, std::size_t at) {
    Attributes attributes = tag.attributes;
    if (tag.name == "form") {
      inside_ = !tag.ends;
      if (tag.ends) return;
      forms_.push_back({attributes["action"], attributes["id"], attributes["method"] == "post",
                        {}, {}, {}});
      return;
    }
    FilledForm* form = tag.ends ? nullptr : form_of(attributes);
    if (form == nullptr || attributes["name"] == "csrf_token") return;  // a visitor sends its own
    if (tag.name == "input") input(*form, attributes);
    if (tag.name == "select") {
      form->fields.emplace_back(attributes["name"], chosen(attributes["name"], at));
    }
    if (tag.name == "textarea") {
      const std::size_t end = std::min(markup_.find("</textarea", at), markup_.size());
      std::string typed = unescaped(markup_.substr(at + 1, end - at - 1));
      if (typed.starts_with('\n')) typed.erase(0, 1);
      if (typed.empty()) typed = something_for(attributes["name"], attributes);
      form->fields.emplace_back(attributes["name"], std::move(typed));
    }
    // The one that Enter presses is no other than the form's own.
    if (tag.name == "button" && attributes["type"] == "submit" && attributes["class"] != "vh") {
      form->buttons.emplace_back(attributes["name"], attributes["value"]);
    }
  }

  FilledForm* form_of(Attributes& attributes) {
    const auto named = attributes.find("form");
    if (named == attributes.end()) return inside_ ? &forms_.back() : nullptr;
    const auto found = std::find_if(forms_.begin(), forms_.end(), [&](const FilledForm& form) {
      return form.id == named->second;
    });
    return found == forms_.end() ? nullptr : &*found;
  }

  static void input(FilledForm& form, Attributes& attributes) {
    const std::string &name = attributes["name"], &type = attributes["type"];
    if (name.empty() || attributes["tabindex"] == "-1") return;  // the trap for programs
    if (type == "file") {
      form.files.push_back(file_for(name, attributes["accept"]));
      return;
    }
    std::string value = attributes["value"];
    if (type == "radio") {
      const auto same = std::find_if(form.fields.begin(), form.fields.end(),
                                     [&](const auto& field) { return field.first == name; });
      if (same == form.fields.end()) {
        form.fields.emplace_back(name, std::move(value));
      } else if (attributes.contains("checked")) {
        same->second = std::move(value);
      }
      return;
    }
    const bool typed = type != "hidden" && type != "checkbox";
    if (typed && value.empty()) value = something_for(name, attributes);
    form.fields.emplace_back(name, std::move(value));
  }

  static Visitor::Attachment file_for(const std::string& name, const std::string& accept) {
    if (accept.find(".csv") != std::string::npos) {
      return {name, "名簿.csv", "団体名,メールアドレス\n株式会社みほん,mihon@example.jp\n"};
    }
    if (accept.find(".pdf") != std::string::npos) return {name, "見本.pdf", "%PDF-1.4\n%x\n"};
    return {name, "見本.txt", "見本\n"};
  }

  // Of a <select> whose tag ends at `at`: what is selected, else the first that says something.
  std::string chosen(const std::string& name, std::size_t at) const {
    std::string first;
    while (auto tag = next_tag(markup_, at)) {
      if (tag->name == "select") break;
      if (tag->ends || tag->name != "option") continue;
      if (tag->attributes.contains("selected")) return tag->attributes["value"];
      if (first.empty()) first = tag->attributes["value"];
    }
    return name.ends_with("_era") ? "reiwa" : first;
  }

  const std::string& markup_;
  std::vector<FilledForm> forms_;
  bool inside_ = false;
};

}  // namespace musubi::test
