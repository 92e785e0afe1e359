// audience.cc - the choices of an audience and its words for people; see audience.h.
// Pure: reads nothing.
#include "features/members/audience.h"

#include <algorithm>

#include "base/text.h"
#include "base/time.h"
#include "features/members/codes.h"

namespace musubi::members {
namespace {

using Choices = std::vector<std::pair<std::string, std::string>>;

Choices state_choices() {
  Choices out;
  for (const State state : {State::active, State::paused, State::suspended, State::withdrawn}) {
    out.emplace_back(state_name(state), state_label(state));
  }
  return out;
}

Choices area_choices() {
  Choices out;
  for (const Municipality& one : municipalities()) {
    const std::string area(one.area);
    const bool there = std::any_of(out.begin(), out.end(),
                                   [&](const auto& known) { return known.first == area; });
    if (!there) out.emplace_back(area, area);
  }
  out.emplace_back("outside", "県外");
  return out;
}

std::string labels(std::string_view list, const std::vector<std::string>& codes) {
  const Choices choices = audience_choices(list);
  std::string out;
  for (const auto& [code, label] : choices) {
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) continue;
    out += (out.empty() ? "" : "・") + label;
  }
  return out;
}

std::string day_words(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki(*date) : day;
}

}  // namespace

Choices audience_parts() {
  return {{"", "登録されている人すべて"},
          {"primary", "主担当"},
          {"administrator", "会員管理者"},
          {"representative", "代表者（代表者と同じ氏名の人）"}};
}

Choices audience_choices(std::string_view list) {
  if (list == "states") return state_choices();
  if (list == "areas") return area_choices();
  Choices out;
  if (list == "categories") {
    for (const char* code : {"company", "body", "university", "government"}) {
      out.emplace_back(code, category_label(code));
    }
  } else if (list == "industries") {
    for (const Industry& one : industries()) out.emplace_back(std::string(1, one.letter), one.name);
  } else if (list == "municipalities") {
    for (const Municipality& one : municipalities()) out.emplace_back(one.code6, one.name);
  } else {
    CHECK(list == "sizes");
    for (const char* code : {"small", "medium", "large", "unknown"}) {
      out.emplace_back(code, size_class_label(code));
    }
  }
  return out;
}

std::string audience_words(const Audience& a) {
  std::vector<std::string> said;
  said.push_back("状態が" + (a.states.empty() ? "有効" : labels("states", a.states)));
  if (!a.categories.empty()) said.push_back("区分が" + labels("categories", a.categories));
  if (!a.industries.empty()) said.push_back("業種が" + labels("industries", a.industries));
  if (!a.areas.empty()) said.push_back("地域が" + labels("areas", a.areas));
  if (!a.municipalities.empty()) {
    said.push_back((a.areas.empty() ? "市町村が" : "または市町村が") +
                   labels("municipalities", a.municipalities));
  }
  if (!a.sizes.empty()) said.push_back("規模が" + labels("sizes", a.sizes));
  if (!a.joined_from.empty() || !a.joined_until.empty()) {
    said.push_back("入会が" + (a.joined_from.empty() ? "" : day_words(a.joined_from)) + "から" +
                   (a.joined_until.empty() ? "" : day_words(a.joined_until) + "まで"));
  }
  std::string out;
  for (const std::string& one : said) out += (out.empty() ? "" : "、") + one;
  out += "の団体の、";
  for (const auto& [code, label] : audience_parts()) {
    if (code == a.part) out += label;
  }
  return out;
}

}  // namespace musubi::members
