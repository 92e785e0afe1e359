// destruction.cc - the words of the nouns, for pages and papers.
// Pure; no I/O.
#include "features/retention/destruction.h"

#include <array>
#include <utility>

namespace musubi::retention {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

template <std::size_t N>
std::string_view in(const std::array<Words, N>& table, std::string_view code) {
  for (const auto& [name, label] : table) {
    if (name == code) return label;
  }
  return "";
}

constexpr std::array<Words, 5> kStates{{{"proposed", "承認待ち"},
                                        {"approved", "消去中"},
                                        {"refused", "承認しない"},
                                        {"withdrawn", "取り下げ"},
                                        {"done", "消去済み"}}};
constexpr std::array<Words, 3> kItemStates{
    {{"waiting", "まだ"}, {"destroyed", "消去した"}, {"spared", "消去しなかった"}}};
constexpr std::array<Words, 3> kWhats{{{"audit", "操作の記録（つながりの検証）"},
                                       {"files", "証拠のファイル"},
                                       {"destructions", "消去した記録の期限"}}};

}  // namespace

std::string_view state_label(std::string_view state) { return in(kStates, state); }
std::string_view item_state_label(std::string_view state) { return in(kItemStates, state); }
std::string_view what_label(std::string_view what) { return in(kWhats, what); }

std::string certificate_number(const Destruction& d) {
  if (d.number == 0) return "";
  return fiscal_year_name(static_cast<int>(d.fiscal_year)) + " 消去第" +
         std::to_string(d.number) + "号";
}

}  // namespace musubi::retention
