// workflow.cc - see workflow.h, where the machine is drawn. One table of words, one switch.
// Must never ask who acts or look at a text.
#include "features/publishing/workflow.h"

#include <array>
#include <utility>

#include "base/result.h"

namespace musubi::publishing {
namespace {

struct StateWords {
  State state;
  std::string_view name, label;
};
constexpr std::array kStateWords{
    StateWords{State::draft, "draft", "下書き"},
    StateWords{State::review, "review", "確認"},
    StateWords{State::prefecture, "prefecture", "県確認"},
    StateWords{State::approved, "approved", "承認"},
    StateWords{State::scheduled, "scheduled", "公開予約"},
    StateWords{State::published, "published", "公開"},
    StateWords{State::ended, "ended", "終了"},
};

const StateWords& state_words(State state) {
  return kStateWords[static_cast<std::size_t>(state)];
}

bool is_on_its_way(State state) {
  return state == State::review || state == State::prefecture || state == State::approved;
}

}  // namespace

std::string_view state_name(State state) { return state_words(state).name; }
std::string_view state_label(State state) { return state_words(state).label; }

std::optional<State> state_from_name(std::string_view name) {
  for (const StateWords& one : kStateWords) {
    if (one.name == name) return one.state;
  }
  return std::nullopt;
}

std::optional<State> after(const ContentType& type, State state, Act act) {
  switch (act) {
    case Act::change:
      if (state == State::scheduled) return std::nullopt;
      return State::draft;
    case Act::send:
      if (state == State::draft) return State::review;
      return std::nullopt;
    case Act::confirm:
      if (state != State::review) return std::nullopt;
      return type.prefecture ? State::prefecture : State::approved;
    case Act::approve:
      if (state == State::prefecture) return State::approved;
      return std::nullopt;
    case Act::give_back:
      if (is_on_its_way(state)) return State::draft;
      return std::nullopt;
    case Act::schedule:
      if (state == State::approved) return State::scheduled;
      return std::nullopt;
    case Act::unschedule:
      if (state == State::scheduled) return State::approved;
      return std::nullopt;
    case Act::publish:
      if (state == State::approved || state == State::scheduled) return State::published;
      return std::nullopt;
    case Act::end:
      if (state == State::published) return State::ended;
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace musubi::publishing
