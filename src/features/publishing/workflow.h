// workflow.h - the steps of an item as a state machine. Pure: who may take a step, and whether the
// text is good enough, is the service's.
//
//   draft --send--> review --confirm--+--> prefecture --approve--+--> approved
//   下書き           確認              |    県確認 (per type)       |    承認
//     ^               |               +--------------------------+     |        |
//     |<-give_back----+---------give_back-------+----give_back---------+     schedule
//     |                                                           publish       v
//     |                                                                |    scheduled 公開予約
//     |                                                                |     |    | unschedule
//     |                                                                v     |    +-> approved
//     +<-------- change of the text (all but scheduled) --------- published <+ publish (the clock)
//                                                                公開  |
//                                                                      +--end--> ended 終了
// What visitors see is apart: a public version stays while its successor is written (is_public).
#pragma once

#include <optional>
#include <string_view>

#include "features/publishing/content_type.h"

namespace musubi::publishing {

enum class State { draft, review, prefecture, approved, scheduled, published, ended };
inline constexpr State kStates[] = {State::draft,     State::review,    State::prefecture,
                                    State::approved,  State::scheduled, State::published,
                                    State::ended};
std::string_view state_name(State state);   // prefecture (stored)
std::string_view state_label(State state);  // 県確認
std::optional<State> state_from_name(std::string_view name);

enum class Act { change, send, confirm, approve, give_back, schedule, unschedule, publish, end };
// Where the act leads from there; nullopt: it cannot be done there.
std::optional<State> after(const ContentType& type, State state, Act act);

}  // namespace musubi::publishing
