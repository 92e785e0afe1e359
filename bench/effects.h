// effects.h - takes out of the outbox what a seeding program left there: letters about each
// application, the search for doubles of each member. The server that is measured next would do all
// of it beside the pages that are asked for. Header only; never part of the product.
#pragma once

#include <initializer_list>
#include <string>

#include "base/time.h"
#include "core/outbox/outbox.h"
#include "db/db.h"

namespace musubi::bench {

// Messages of other topics are tried, fail and wait again, as where nobody knows them.
inline void drop_effects(db::Db& database, std::initializer_list<std::string> topics) {
  outbox::Handlers handlers;
  for (const std::string& topic : topics) {
    handlers[topic] = [](const Context&, const outbox::Message&) -> Result<void> { return {}; };
  }
  outbox::Dispatcher dispatcher(database, handlers, now_from_system_clock);
  while (dispatcher.run_due() > 0) {
  }
}

}  // namespace musubi::bench
