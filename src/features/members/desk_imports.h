// desk_imports.h - where long imports are worked on while their page is left: one at a time, on a
// thread of its own. Says how far each is, to the page (figure), to open pages (events) and to the
// progress row of core/jobs. Never decides: what it runs is a function of service_imports.h.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/jobs/jobs.h"
#include "features/members/service_imports.h"

namespace musubi::web {
struct App;
}

namespace musubi::members {

class ImportDesk {
 public:
  struct Standing {
    std::string what;  // 名簿を読んでいます
    std::int64_t done = 0, total = 0;
    std::string problem;  // set when it failed; stays until the next work on this import
  };
  using Work = std::function<Result<void>(const Context& ctx, const Steps& steps)>;

  explicit ImportDesk(web::App& app) : app_(app) {}
  // `keeps_row`: the work is many short transactions, so that its progress row can be written too.
  // Fault::too_many when too much waits.
  Result<void> run(const Context& ctx, const ImportId& id, const std::string& what, bool keeps_row,
                   Work work);
  std::optional<Standing> standing_of(const ImportId& id);
  static std::string topic_of(const ImportId& id) { return "imports:" + id.text; }
  static std::string words_of(const Standing& standing);

 private:
  void put(const ImportId& id, const Standing& standing);
  void tell(const ImportId& id, const Standing& standing, bool finished);
  void work_through(const Context& ctx, const ImportId& id, const std::string& what,
                    bool keeps_row, const Work& work);

  web::App& app_;
  std::mutex mutex_;
  std::map<std::string, Standing> standings_;
  jobs::Workers workers_{1, 8};  // last: it ends first, and waits for what runs
};

}  // namespace musubi::members
