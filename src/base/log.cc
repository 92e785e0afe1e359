// log.cc - log lines on spdlog's thread-safe standard error sink. We format the line ourselves, so
// that escaping is ours: one event is always one line, whatever a value holds.
//
//   text  2024-10-28T09:30:00.123+09:00 info    server.started port=8080 note="two words"
//   json
//   {"at":"2024-10-28T09:30:00.123+09:00","level":"info","event":"server.started","port":"8080"}
#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <cstdio>
#include <memory>

#include "base/json.h"
#include "base/text.h"

namespace musubi::log {
namespace {

std::atomic<Level> current_level{Level::info};
std::atomic<Format> current_format{Format::text};

spdlog::logger& logger() {
  static spdlog::logger instance = [] {
    spdlog::logger made("musubi", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made.set_level(spdlog::level::trace);  // ours decides: see enabled()
    made.set_pattern("%v");
    made.flush_on(spdlog::level::trace);
    return made;
  }();
  return instance;
}

std::string_view name_of(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  return "error";
}

// JSON text with what is not UTF-8 replaced; also takes U+2028 and control characters.
std::string json_string(std::string_view value) {
  return Json(value).dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool needs_quotes(std::string_view value) {
  if (value.empty()) return true;
  for (char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || c == '"' || c == '=' || c == '\\') return true;
  }
  return false;
}

std::string time_text(Instant at) {
  std::string text = iso8601_jst(at);
  const auto ms = static_cast<int>((at.ms % 1000 + 1000) % 1000);
  char fraction[8];
  std::snprintf(fraction, sizeof fraction, ".%03d", ms);
  return text.insert(19, fraction);
}

}  // namespace

std::string format_line(Format format, Instant at, Level level, std::string_view event,
                        std::initializer_list<Field> fields) {
  std::string line;
  if (format == Format::json) {
    line = "{\"at\":\"" + time_text(at) + "\",\"level\":\"" + std::string(name_of(level)) +
           "\",\"event\":" + json_string(event);
    for (const auto& [key, value] : fields)
      line += "," + json_string(key) + ":" + json_string(value);
    return line + "}";
  }
  std::string padded(name_of(level));
  padded.resize(7, ' ');
  line = time_text(at) + " " + padded + " ";
  line += needs_quotes(event) ? json_string(event) : std::string(event);
  for (const auto& [key, value] : fields) {
    line += " " + std::string(key) + "=" + (needs_quotes(value) ? json_string(value) : value);
  }
  return line;
}

void configure(Level level, Format format) {
  current_level = level;
  current_format = format;
}

bool parse_level(std::string_view name, Level& out) {
  for (Level level : {Level::debug, Level::info, Level::warning, Level::error}) {
    if (lower_ascii(name) == name_of(level)) {
      out = level;
      return true;
    }
  }
  return false;
}

bool enabled(Level level) { return level >= current_level.load(); }

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (!enabled(level)) return;
  const std::string line =
      format_line(current_format.load(), now_from_system_clock(), level, event, fields);
  // The level is in our line; spdlog only carries it.
  logger().log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace musubi::log
