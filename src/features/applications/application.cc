// application.cc - names and words of an application's states, routes and consents: what is stored
// and what people read. Pure; must never know who is reading.
#include "features/applications/application.h"

#include <array>

namespace musubi::applications {
namespace {

struct StateRow {
  State state;
  std::string_view name, label;
};
constexpr std::array kStates{
    StateRow{State::draft, "draft", "下書き"},
    StateRow{State::received, "received", "受付"},
    StateRow{State::supplement, "supplement", "補正待ち"},
    StateRow{State::reviewing, "reviewing", "審査中"},
    StateRow{State::awaiting_decision, "awaiting_decision", "決裁待ち"},
    StateRow{State::approved, "approved", "承認"},
    StateRow{State::registered, "registered", "登録済み"},
    StateRow{State::declined, "declined", "不承認"},
    StateRow{State::withdrawn, "withdrawn", "取下げ"},
};

}  // namespace

std::string_view state_name(State state) {
  for (const auto& row : kStates) {
    if (row.state == state) return row.name;
  }
  return "";
}

std::string_view state_label(State state) {
  for (const auto& row : kStates) {
    if (row.state == state) return row.label;
  }
  return "";
}

std::optional<State> state_from_name(std::string_view name) {
  for (const auto& row : kStates) {
    if (row.name == name) return row.state;
  }
  return {};
}

bool is_open(State state) {
  return state == State::received || state == State::supplement || state == State::reviewing ||
         state == State::awaiting_decision || state == State::approved;
}

std::string_view route_label(std::string_view intake_route) {
  if (intake_route == "web") return "Web";
  if (intake_route == "paper") return "書面";
  if (intake_route == "telephone") return "電話";
  if (intake_route == "mail") return "郵送・メール";
  if (intake_route == "visit") return "来所";
  return "";
}

std::string_view consent_label(std::string_view kind) {
  if (kind == "rules") return "会員規約への同意";
  if (kind == "privacy") return "個人情報の取扱いへの同意";
  if (kind == "anti_social") return "暴力団の排除に関する誓約";
  return "";
}

}  // namespace musubi::applications
