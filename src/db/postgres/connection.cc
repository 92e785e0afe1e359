// connection.cc - preparing, executing, reading values: the only file that reads libpq's rows.
// SECURITY: parameters are always bound, never pasted into the text.
#include "db/postgres/connection.h"

#include <cctype>
#include <charconv>
#include <limits>

#include "db/internal.h"

namespace musubi::db::postgres {

namespace {

constexpr std::size_t kMostPrepared = 256;
constexpr int kRowsPerFetch = 500;
// From the server's catalogue (pg_type); these numbers never change.
constexpr Oid kBool = 16, kInt8 = 20, kInt2 = 21, kInt4 = 23, kOid = 26;
constexpr Oid kFloat4 = 700, kFloat8 = 701, kNumeric = 1700;

std::optional<std::int64_t> whole(std::string_view words) {
  std::int64_t number = 0;
  const auto [stopped, error] = std::from_chars(words.data(), words.data() + words.size(), number);
  if (error != std::errc() || stopped != words.data() + words.size()) return std::nullopt;
  return number;
}

// SUM() of BIGINT is NUMERIC, AVG() has trailing zeros: read both as SQLite gives them.
Value from_decimal(std::string_view words) {
  if (words.find('.') != std::string_view::npos &&
      words.find_first_of("eE") == std::string_view::npos) {
    words = words.substr(0, words.find_last_not_of('0') + 1);
    if (words.ends_with('.')) words.remove_suffix(1);
  }
  if (const auto number = whole(words)) return Value{*number};
  return Value{std::string(words)};
}

Value read_column(const PGresult* answer, int row, int column) {
  if (PQgetisnull(answer, row, column)) return Value{};
  const std::string_view words(PQgetvalue(answer, row, column),
                               static_cast<std::size_t>(PQgetlength(answer, row, column)));
  switch (PQftype(answer, column)) {
    case kInt8:
    case kInt4:
    case kInt2:
    case kOid:
      return Value{whole(words).value()};
    case kBool:
      return Value{static_cast<std::int64_t>(words == "t" ? 1 : 0)};
    case kNumeric:
    case kFloat4:
    case kFloat8:
      return from_decimal(words);
    default:
      return Value{std::string(words)};
  }
}

bool fits(std::int64_t number, Oid type) {
  if (type == kInt4) return number == static_cast<std::int32_t>(number);
  if (type == kInt2) return number == static_cast<std::int16_t>(number);
  return true;
}

// The arguments as libpq wants them: text, or nullptr for NULL.
class Arguments {
 public:
  explicit Arguments(const std::vector<Value>& args) {
    numbers_.reserve(args.size());  // pointers below must stay valid
    for (const Value& value : args) {
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        numbers_.push_back(std::to_string(*number));
        pointers_.push_back(numbers_.back().c_str());
      } else if (const auto* words = std::get_if<std::string>(&value)) {
        pointers_.push_back(words->c_str());
      } else {
        pointers_.push_back(nullptr);
      }
    }
  }
  int count() const { return static_cast<int>(pointers_.size()); }
  const char* const* data() const { return pointers_.data(); }

 private:
  std::vector<std::string> numbers_;
  std::vector<const char*> pointers_;
};

}  // namespace

Connection::Connection(const std::string& conninfo) {
  const char* const keys[] = {"dbname", "client_encoding", "fallback_application_name",
                              "connect_timeout", "keepalives_idle", "options", nullptr};
  const char* const values[] = {conninfo.c_str(), "UTF8", "musubi", "5", "30",
                                "-c extra_float_digits=1 -c standard_conforming_strings=on",
                                nullptr};
  handle_ = PQconnectdbParams(keys, values, 1);
  if (broken()) {
    // libpq's words name the host and the reason, never the password.
    const std::string why = handle_ ? PQerrorMessage(handle_) : "out of memory";
    PQfinish(handle_);
    throw Unavailable("PostgreSQL: " + why);
  }
  PQsetNoticeProcessor(handle_, [](void*, const char*) {}, nullptr);
}

Connection::~Connection() { PQfinish(handle_); }

Answer Connection::run(const std::string& sql) {
  return checked(PQexec(handle_, sql.c_str()), sql);
}

Answer Connection::execute(std::string_view sql, const std::vector<Value>& args) {
  const Prepared& prepared = prepare(sql, args);
  const Arguments arguments(args);
  CHECK(prepared.types.size() == args.size());
  return checked(PQexecPrepared(handle_, prepared.name.c_str(), arguments.count(),
                                arguments.data(), nullptr, nullptr, 0),
                 sql);
}

void Connection::stream(std::string_view sql, const std::vector<Value>& args,
                        const std::function<bool(const Row&)>& each) {
  const std::vector<Oid> types = prepare(sql, args).types;
  CHECK(types.size() == args.size());
  const Arguments arguments(args);
  const std::string cursor = "stream_" + std::to_string(next_name_++);
  const std::string declare =
      "DECLARE " + cursor + " NO SCROLL CURSOR FOR " + std::string(sql);
  checked(PQexecParams(handle_, declare.c_str(), arguments.count(), types.data(),
                       arguments.data(), nullptr, nullptr, 0),
          sql);
  const std::string fetch = "FETCH " + std::to_string(kRowsPerFetch) + " FROM " + cursor;
  try {
    bool wanted = true;
    while (wanted) {
      const Answer portion = run(fetch);
      const int rows = PQntuples(portion.get());
      for (int row = 0; row < rows && wanted; ++row) wanted = each(read_row(portion.get(), row));
      if (rows < kRowsPerFetch) break;
    }
  } catch (...) {
    if (PQtransactionStatus(handle_) == PQTRANS_INTRANS) run("CLOSE " + cursor);
    throw;
  }
  run("CLOSE " + cursor);
}

Row Connection::read_row(const PGresult* answer, int row) {
  const int columns = PQnfields(answer);
  std::vector<Value> values;
  values.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) {
    values.push_back(read_column(answer, row, column));
  }
  return Row(std::move(values));
}

// The server infers the types, so that 1 suits a BIGINT, a TEXT and a condition alike. One trap:
// beside a small literal (`$1 = 0`) it infers a 32-bit number. When the value does not fit, the
// statement is prepared once more with 64 bits.
const Connection::Prepared& Connection::prepare(std::string_view sql,
                                                const std::vector<Value>& args) {
  auto found = prepared_.find(std::string(sql));
  if (found == prepared_.end()) {
    if (prepared_.size() >= kMostPrepared) {
      run("DEALLOCATE ALL");
      prepared_.clear();
    }
    found = prepared_.emplace(std::string(sql), prepare_as(sql, {})).first;
  }
  std::vector<Oid> types = found->second.types;
  bool widened = false;
  for (std::size_t i = 0; i < types.size() && i < args.size(); ++i) {
    const auto* number = std::get_if<std::int64_t>(&args[i]);
    if (!number || fits(*number, types[i])) continue;
    types[i] = kInt8;
    widened = true;
  }
  if (!widened) return found->second;
  std::string wide_key(sql);
  for (const Oid type : types) wide_key += "\n-- " + std::to_string(type);
  const auto wide = prepared_.find(wide_key);
  if (wide != prepared_.end()) return wide->second;
  return prepared_.emplace(wide_key, prepare_as(sql, types)).first->second;
}

Connection::Prepared Connection::prepare_as(std::string_view sql, const std::vector<Oid>& types) {
  Prepared prepared;
  prepared.name = "s" + std::to_string(next_name_++);
  const std::string text(sql);
  checked(PQprepare(handle_, prepared.name.c_str(), text.c_str(), static_cast<int>(types.size()),
                    types.empty() ? nullptr : types.data()),
          sql);
  const Answer described = checked(PQdescribePrepared(handle_, prepared.name.c_str()), sql);
  for (int i = 0; i < PQnparams(described.get()); ++i) {
    prepared.types.push_back(PQparamtype(described.get(), i));
  }
  return prepared;
}

Answer Connection::checked(PGresult* raw, std::string_view sql) {
  Answer answer(raw);
  const ExecStatusType status = PQresultStatus(raw);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return answer;
  raise(raw, sql);
}

void Connection::raise(const PGresult* answer, std::string_view sql) {
  const char* state_words = answer ? PQresultErrorField(answer, PG_DIAG_SQLSTATE) : nullptr;
  const std::string state = state_words ? state_words : "";
  if (state.empty() || broken()) throw Unavailable("PostgreSQL: connection lost " + state);
  std::string words = "SQLSTATE " + state;
  // Class 22 (data exception) quotes the value itself.
  if (!state.starts_with("22")) {
    if (const char* primary = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY)) {
      words += std::string(": ") + primary;
    }
  }
  words += " in " + std::string(sql.substr(0, 400));
  if (state == "40001" || state == "40P01") throw TryAgain(words);
  if (state == "23505" || state == "23503" || state == "23P01") throw Clash(words);
  const std::string family = state.substr(0, 2);
  if (family == "08" || family == "53" || family == "57" || family == "58" || state == "55P03" ||
      state == "25006") {
    throw Unavailable(words);
  }
  throw BrokenPromise(words);
}

Result<void> must_compare_bytes(Connection& connection) {
  // Older servers have no column for the provider: what comes by JSON may be missing.
  const Answer answer = connection.run(
      "SELECT datcollate, coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') FROM pg_database d"
      " WHERE datname = current_database()");
  const Row row = Connection::read_row(answer.get(), 0);
  const std::string provider = row.text(1);
  std::string plain;  // C.UTF-8 and C.utf8 are one
  for (const char c : row.text(0)) {
    if (c != '-') plain += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  const bool named_so = plain == "C" || plain == "POSIX" || plain == "C.UTF8";
  if (provider == "b" || (provider == "c" && named_so)) return {};  // b: PostgreSQL's own, since 17
  const std::string name = provider == "i" ? "ICU" : row.text(0);
  return fail(Fault::conflict,
              "PostgreSQL のデータベースの照合順序が「" + name + "」のため、一覧と検索が正しく動きません。"
              "「createdb -T template0 -E UTF8 --locale=C.UTF-8 名前」で作ったデータベースをお使いください。"
              "移し方は docs/operating.md の Installing にあります。",
              "datcollate " + row.text(0) + ", provider " + provider);
}

}  // namespace musubi::db::postgres
