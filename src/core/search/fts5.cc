// fts5.cc - the tokenizer as an FTS5 tokenizer, registered on each SQLite connection.
// The only file outside db/sqlite that may include sqlite3.h. Never throws through SQLite's C code.
#include <sqlite3.h>

#include <algorithm>
#include <mutex>
#include <string_view>

#include "core/search/query.h"
#include "core/search/search.h"
#include "core/search/tokenizer.h"
#include "db/sqlite/extensions.h"

namespace musubi::search {
namespace {

int create_tokenizer(void*, const char**, int, Fts5Tokenizer** out) {
  static int nothing = 0;  // the tokenizer has no state; FTS5 wants a pointer
  *out = reinterpret_cast<Fts5Tokenizer*>(&nothing);
  return SQLITE_OK;
}
void delete_tokenizer(Fts5Tokenizer*) {}

using Emit = int (*)(void*, int, const char*, int, int, int);

// Labels are tokens as they stand.
int emit_labels(std::string_view text, void* ctx, Emit emit) {
  int code = SQLITE_OK;
  for (std::size_t at = 0; at < text.size() && code == SQLITE_OK;) {
    const std::size_t end = std::min(text.find(kLabelMark, at + 1), text.size());
    code = emit(ctx, 0, text.data() + at + 1, static_cast<int>(end - at - 1),
                static_cast<int>(at), static_cast<int>(end));
    at = end;
  }
  return code;
}

int tokenize(Fts5Tokenizer*, void* ctx, int flags, const char* text, int length, Emit emit) {
  try {
    int code = SQLITE_OK;
    const bool in_query = (flags & FTS5_TOKENIZE_QUERY) != 0;
    const std::string_view input(text == nullptr ? "" : text,
                                 static_cast<std::size_t>(text == nullptr ? 0 : length));
    if (input.starts_with(kLabelMark)) return emit_labels(input, ctx, emit);
    each_token(fold(input), in_query, [&](const Token& token) {
      code = emit(ctx, 0, token.text.data(), static_cast<int>(token.text.size()),
                  static_cast<int>(token.from), static_cast<int>(token.to));
      return code == SQLITE_OK;
    });
    return code;
  } catch (...) {
    return SQLITE_ERROR;
  }
}

int register_tokenizer(sqlite3* connection) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr);
  if (code != SQLITE_OK) return code;
  sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  sqlite3_finalize(statement);
  if (api == nullptr) return SQLITE_ERROR;
  static fts5_tokenizer tokenizer{create_tokenizer, delete_tokenizer, tokenize};
  return api->xCreateTokenizer(api, "musubi_bigram", nullptr, &tokenizer, nullptr);
}

}  // namespace

void install() {
  static std::once_flag once;
  std::call_once(once, [] { db::register_sqlite_extension(register_tokenizer); });
}

}  // namespace musubi::search
