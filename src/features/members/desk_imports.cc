// desk_imports.cc - see desk_imports.h. The registry's commit is one transaction: nothing can be
// written beside it on SQLite, so its progress lives in memory and in the event stream only.
#include "features/members/desk_imports.h"

#include "base/log.h"
#include "web/app.h"
#include "web/live.h"

namespace musubi::members {
namespace {

constexpr std::int64_t kBetweenEventsMs = 300;

}  // namespace

std::string ImportDesk::words_of(const Standing& standing) {
  if (standing.total <= 0) return standing.what;
  return standing.what + "（" + std::to_string(standing.done * 100 / standing.total) + "%）";
}

Result<void> ImportDesk::run(const Context& ctx, const ImportId& id, const std::string& what,
                             bool keeps_row, Work work) {
  {
    std::lock_guard lock(mutex_);
    const auto found = standings_.find(id.text);
    if (found != standings_.end() && found->second.problem.empty()) return {};  // it runs already
    standings_[id.text] = {what, 0, 0, ""};
  }
  auto queued = workers_.run([this, ctx, id, what, keeps_row, work = std::move(work)] {
    work_through(ctx, id, what, keeps_row, work);
  });
  if (queued) return {};
  std::lock_guard lock(mutex_);
  standings_.erase(id.text);
  return queued;
}

std::optional<ImportDesk::Standing> ImportDesk::standing_of(const ImportId& id) {
  std::lock_guard lock(mutex_);
  const auto found = standings_.find(id.text);
  if (found == standings_.end()) return {};
  return found->second;
}

void ImportDesk::put(const ImportId& id, const Standing& standing) {
  std::lock_guard lock(mutex_);
  standings_[id.text] = standing;
}

void ImportDesk::tell(const ImportId& id, const Standing& standing, bool finished) {
  const Json event = {{"done", standing.done},
                      {"total", standing.total},
                      {"words", words_of(standing)},
                      {"finished", finished}};
  app_.live->publish(topic_of(id), "progress", event.dump());
}

void ImportDesk::work_through(const Context& ctx, const ImportId& id, const std::string& what,
                              bool keeps_row, const Work& work) {
  Standing standing{what, 0, 0, ""};
  std::optional<jobs::Progress> row;
  if (auto begun = jobs::Progress::begin(ctx, "members.import", 0)) {
    row = std::move(*begun);
    auto noted = ctx.db.write([&](db::Tx& tx) {
      return store::update_import_progress(tx, id, row->id());
    });
    if (!noted) log::warning("members.import.progress_not_noted", {{"import", id.text}});
  }
  std::int64_t told_ms = 0;
  const Steps steps = [&](std::int64_t done, std::int64_t total) {
    standing.done = done;
    standing.total = total;
    put(id, standing);
    const std::int64_t now = now_from_system_clock().ms;
    if (now - told_ms < kBetweenEventsMs) return;
    told_ms = now;
    tell(id, standing, false);
    if (keeps_row && row) row->at(done, total, words_of(standing));
  };
  Result<void> done;
  Context now = ctx;  // it may have waited for its turn
  now.now = app_.clock();
  try {
    done = work(now, steps);
  } catch (const std::exception& broken) {
    log::error("members.import.broke", {{"import", id.text}, {"detail", broken.what()}});
    done = fail(Fault::unavailable, "作業の途中で止まりました。もう一度お試しください");
  }
  if (row) {
    auto ended = done ? row->finish("/office/imports/" + id.text)
                      : row->fail_with(done.error().says);
    if (!ended) log::warning("members.import.progress_not_ended", {{"import", id.text}});
  }
  if (done) {
    std::lock_guard lock(mutex_);
    standings_.erase(id.text);
  } else {
    standing.problem = done.error().says;
    put(id, standing);
  }
  tell(id, standing, true);
}

}  // namespace musubi::members
