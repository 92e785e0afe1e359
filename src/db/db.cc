// db.cc - what is the same on both databases: rows, the choice of driver, nesting on a thread.
// Neither library is included here.
#include "db/db.h"

#include <atomic>
#include <charconv>
#include <cstdio>

#include "db/internal.h"
#include "db/notify.h"

namespace musubi::db {

std::int64_t Row::integer(std::size_t column) const {
  const Value& value = values_.at(column);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  const auto* words = std::get_if<std::string>(&value);
  if (!words) return 0;
  std::int64_t number = 0;
  const char* end = words->data() + words->size();
  const auto [stopped, error] = std::from_chars(words->data(), end, number);
  CHECK(error == std::errc() && stopped == end);  // asked for a number, the column holds words
  return number;
}

std::string Row::text(std::size_t column) const {
  const Value& value = values_.at(column);
  if (const auto* words = std::get_if<std::string>(&value)) return *words;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return {};
}

bool Row::is_null(std::size_t column) const {
  return std::holds_alternative<std::monostate>(values_.at(column));
}

std::optional<std::int64_t> Row::integer_or_null(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Row::text_or_null(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

Result<std::unique_ptr<Db>> Db::open(const Options& options) {
  return options.kind == Kind::sqlite ? open_sqlite(options) : open_postgres(options);
}

Failure conflict_failure(std::string detail) {
  return fail(Fault::conflict,
              "同じ内容がすでに登録されているか、関連する情報が変更されています。"
              "画面を読み込み直して、内容を確認してください。",
              std::move(detail));
}

Failure unavailable_failure(std::string detail) {
  return fail(Fault::unavailable,
              "ただいまデータベースを利用できません。しばらくたってから、もう一度お試しください。",
              std::move(detail));
}

Failure unstorable_failure() {
  return fail(Fault::invalid,
              "使用できない文字が含まれています。入力し直してください。",
              "text with a NUL byte or malformed UTF-8");
}

bool storable(std::string_view text) {
  std::size_t at = 0;
  const auto byte = [&](std::size_t offset) -> unsigned {
    return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
  };
  const auto follows = [&](std::size_t offset) { return (byte(offset) & 0xC0U) == 0x80U; };
  while (at < text.size()) {
    const unsigned first = byte(0);
    if (first == 0) return false;
    if (first < 0x80U) {
      at += 1;
    } else if (first >= 0xC2U && first <= 0xDFU && follows(1)) {
      at += 2;
    } else if ((first & 0xF0U) == 0xE0U && follows(1) && follows(2)) {
      const unsigned point = ((first & 0x0FU) << 12) | ((byte(1) & 0x3FU) << 6) | (byte(2) & 0x3FU);
      if (point < 0x800U || (point >= 0xD800U && point <= 0xDFFFU)) return false;
      at += 3;
    } else if (first >= 0xF0U && first <= 0xF4U && follows(1) && follows(2) && follows(3)) {
      const unsigned point = ((first & 0x07U) << 18) | ((byte(1) & 0x3FU) << 12);
      if (point < 0x10000U || point > 0x10FFFFU) return false;
      at += 4;
    } else {
      return false;
    }
  }
  return true;
}

bool storable(const std::vector<Value>& args) {
  for (const Value& value : args) {
    const auto* words = std::get_if<std::string>(&value);
    if (words && !storable(std::string_view(*words))) return false;
  }
  return true;
}

namespace {
thread_local Frame* newest_frame = nullptr;
}  // namespace

Frame::Frame(const void* db, Reader& reader, bool writing)
    : db_(db), reader_(reader), writing_(writing), outer_(newest_frame) {
  newest_frame = this;
}

Frame::~Frame() { newest_frame = outer_; }

Reader* Frame::innermost_reader(const void* db) {
  for (Frame* frame = newest_frame; frame; frame = frame->outer_) {
    if (frame->db_ == db) return &frame->reader_;
  }
  return nullptr;
}

bool Frame::writing(const void* db) {
  for (Frame* frame = newest_frame; frame; frame = frame->outer_) {
    if (frame->db_ == db && frame->writing_) return true;
  }
  return false;
}

void run_after_commit(std::vector<std::function<void()>>& hooks) {
  for (auto& hook : hooks) {
    try {
      hook();
    } catch (const std::exception& error) {
      log::error("db.after_commit.threw", {{"what", error.what()}});
    }
  }
}

std::string megabytes(std::int64_t bytes) {
  char words[32];
  std::snprintf(words, sizeof words, "%.1f MB", static_cast<double>(bytes) / 1e6);
  return words;
}

void notify(Tx& tx, std::string_view channel, std::string_view payload) {
  CHECK(!channel.empty() && channel.size() <= 63 && payload.size() < 8000);
  CHECK(channel.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
        std::string_view::npos);
  tx.notify(channel, payload);
}

}  // namespace musubi::db
