// extensions.h - how core/search brings its FTS5 tokenizer to every SQLite connection.
// Call once at start, before the first Db::open or migrate; connections already open keep as they
// are. The function returns SQLITE_OK or the error that stops the connection from opening.
#pragma once

#include <functional>

struct sqlite3;

namespace musubi::db {

void register_sqlite_extension(std::function<int(sqlite3*)> extension);

}  // namespace musubi::db
