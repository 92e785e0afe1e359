// notice.h - a boxed message in the page: what happened or matters, and what to do next.
// It stays; nothing disappears by itself.
#pragma once

#include <string>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

struct Notice {
  Tone tone = Tone::info;
  Needed title;
  Html text = {};
  std::vector<Html> actions = {};
  int level = 2;  // heading level, 0 for a bold line that is no heading
  bool focused = false;  // the answer to what was just sent: takes the focus and is read out
  Html picture = {};     // of picture(): beside the words where there is room, else below them
};
Html notice(const Notice& notice);
// The band under the header that a screen reader announces. page() makes it from status_message.
Html status_band(const std::string& message);

// Nothing here yet: one sentence and one next step.
Html empty_state(const Needed& sentence, const Html& next = {});

// A page that asks before something final: what, consequences, and two buttons.
struct Confirm {
  Needed question;       // この下書きを消しますか
  Html consequence;      // 消すと元に戻せません
  Html yes;              // button or post_button, Look::danger
  Html no;               // button_link 「やめる」
  Html facts = {};
};
Html confirm(const Confirm& confirm);

}  // namespace musubi::web::kit
