// tone.h - the icon, the class and the spoken word of each tone. Inside the kit only.
// Called by views of features; must never decide what a person may see or do.
#pragma once

#include <string_view>

#include "web/kit/needed.h"

namespace musubi::web::kit {

constexpr std::string_view tone_name(Tone tone) {
  switch (tone) {
    case Tone::ok: return "ok";
    case Tone::warning: return "warn";
    case Tone::error: return "err";
    case Tone::info: return "info";
    case Tone::neutral: break;
  }
  return "plain";
}
constexpr std::string_view tone_icon(Tone tone) {
  switch (tone) {
    case Tone::ok: return "ok";
    case Tone::warning: return "warning";
    case Tone::error: return "error";
    case Tone::info: return "info";
    case Tone::neutral: break;
  }
  return "dash";
}
constexpr std::string_view tone_word(Tone tone) {
  switch (tone) {
    case Tone::ok: return "完了";
    case Tone::warning: return "注意";
    case Tone::error: return "エラー";
    case Tone::info: return "お知らせ";
    case Tone::neutral: break;
  }
  return "";
}

}  // namespace musubi::web::kit
