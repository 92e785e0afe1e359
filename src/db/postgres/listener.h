// listener.h - LISTEN on a connection and a thread of its own; reconnects for as long as it lives.
// Delivers what Tx::notify sent; never reads or writes a table.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "db/db.h"

namespace musubi::db::postgres {

// LISTEN is in force when this returns, unless the server is away just now.
std::unique_ptr<Subscription> listen_on(const std::string& conninfo,
                                        std::vector<std::string> channels,
                                        std::function<void(const Notice&)> each);

}  // namespace musubi::db::postgres
