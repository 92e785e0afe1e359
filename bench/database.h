// database.h - the database that a program of this folder is given: the file of an SQLite one, or
// a libpq connection string (which has a "=" in it) of a PostgreSQL one. Already migrated; whoever
// measures it made it. Header only; never part of the product.
#pragma once

#include <string>

#include "db/db.h"

namespace musubi::bench {

inline db::Options database_named(const std::string& where) {
  if (where.find('=') == std::string::npos) return {.kind = db::Kind::sqlite, .path = where};
  return {.kind = db::Kind::postgres, .connection = where};
}

}  // namespace musubi::bench
