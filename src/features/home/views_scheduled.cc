// views_scheduled.cc - the scheduled work as a table: what fails stands first, with the reason in
// words. Called by pages.cc; must never read the database.
#include <algorithm>

#include "features/home/views.h"
#include "web/kit/kit.h"

namespace musubi::home::views {

using namespace web::kit;  // NOLINT: views read as markup
using web::Html;

namespace {

Html time_or(Instant at, const std::string& otherwise) {
  return at.ms > 0 ? time_text(at) : muted(otherwise);
}

Html state_of(const jobs::State& state) {
  if (state.failures == 0) {
    return state.finished.ms > 0 ? badge(Tone::ok, "予定どおり") : badge(Tone::neutral, "実行中");
  }
  return badge(Tone::error, "失敗（続けて" + std::to_string(state.failures) + "回）");
}

}  // namespace

Html scheduled_work(const web::Request& request, const std::vector<jobs::State>& states) {
  std::vector<jobs::State> sorted = states;
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return (a.failures > 0) > (b.failures > 0);
  });
  std::vector<TableRow> rows;
  for (const jobs::State& state : sorted) {
    const bool failing = state.failures > 0;
    rows.push_back({.cells = {Html(state.label), state_of(state),
                              time_or(state.succeeded, "まだありません"),
                              failing ? Html(state.last_error) : Html("—"),
                              time_or(state.next, "まだ決まっていません")}});
  }
  const bool any = !sorted.empty() && sorted.front().failures > 0;
  const Html help =
      any ? notice({.tone = Tone::warning, .title = "うまくいっていない処理があります",
                    .text = "自動でもう一度試します。次の時刻を過ぎても続くときは、最後の失敗に書かれた"
                            "ことを確かめ、システムの管理者に知らせてください。"})
          : Html();
  return page(request,
              {.area = web::Area::office, .title = "定時の処理",
               .lead = "決まった時刻に自動で行う処理と、その結果です。", .nav_current = "/office",
               .width = Width::full},
              help + data_table({.caption = "定時の処理",
                                 .columns = {{.label = "処理"},
                                             {.label = "状態"},
                                             {.label = "最後にうまくいった時", .nowrap = true},
                                             {.label = "最後の失敗"},
                                             {.label = "次の予定", .nowrap = true}},
                                 .rows = std::move(rows),
                                 .empty = empty_state("まだ動いていません。動きはじめると、ここに並びます")}));
}

}  // namespace musubi::home::views
