// progress.cc - see progress.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/progress.h"

#include <algorithm>

#include "base/text.h"
#include "web/kit/element.h"
#include "web/kit/icon.h"

namespace musubi::web::kit {

Html progress(const Progress& p) {
  std::int64_t total = std::max<std::int64_t>(p.total, 1);
  std::int64_t done = std::clamp<std::int64_t>(p.done, 0, total);
  std::string words = p.words.empty() ? thousands(p.total) + "件のうち" + thousands(p.done) + "件"
                                      : p.words;
  Attrs bar;
  bar.set("value", std::to_string(done)).set("max", std::to_string(total));
  bar.set("aria-label", p.label.text());
  Attrs box("progress");
  if (!p.live_path.empty()) {
    CHECK(is_own_path(p.live_path));
    box.set("data-live", p.live_path);
  }
  return element("div", box,
                 element("progress", bar, words) +
                     element("p", Attrs("progress__w").flag("data-live-words"), words));
}

Html live_part(const LivePart& part, const Html& content) {
  Attrs box("stack");
  box.set("id", id_from("live-", part.id.text())).set("data-live-says", part.words);
  if (!part.live_path.empty()) {
    CHECK(is_own_path(part.live_path));
    box.set("data-live-part", part.live_path);
  }
  return element("div", box, content);
}

std::string step_words(const std::vector<Step>& list) {
  std::size_t now = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].state == StepState::now) now = i + 1;
  }
  CHECK(now > 0);
  return "全" + std::to_string(list.size()) + "ステップ中" + std::to_string(now) + "ステップ目";
}

Html steps(const Needed& task, const std::vector<Step>& list) {
  Html items;
  int n = 0;
  for (const Step& step : list) {
    ++n;
    bool done = step.state == StepState::done;
    bool now = step.state == StepState::now;
    Html mark = element("span", Attrs("steps__n").set("aria-hidden", "true"),
                        done ? icon("check") : Html(std::to_string(n)));
    Html label = done && !step.path.empty()
                     ? element("a", Attrs().url("href", step.path), step.label.text())
                     : element("b", {}, step.label.text());
    std::string state = done ? "完了" : now ? "いま" : "";
    if (!step.words.empty()) state += (state.empty() ? "" : "・") + step.words;
    Html words = state.empty() ? Html() : element("span", Attrs("steps__s"), state);
    Attrs attrs(done ? "is-done" : now ? "is-now" : "is-later");
    if (now) attrs.set("aria-current", "step");
    items += element("li", attrs, mark + element("span", Attrs("steps__t"), label + words));
  }
  return element("nav", Attrs("stepnav").set("aria-label", task.text() + "の手順"),
                 element("ol", Attrs("steps"), items));
}

}  // namespace musubi::web::kit
