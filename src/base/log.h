// log.h - structured log lines to standard error, as text or JSON. Thread-safe.
// SECURITY: never pass personal data, secrets or whole requests; ids and counts only.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/time.h"

namespace musubi::log {

enum class Level { debug, info, warning, error };
enum class Format { text, json };

using Field = std::pair<std::string_view, std::string>;

void configure(Level level, Format format);  // may be called again while running (reload)
bool parse_level(std::string_view name, Level& out);
bool enabled(Level level);
void write(Level level, std::string_view event, std::initializer_list<Field> fields);
// The line as write() puts it out, without the line end. Whatever a value holds, it is one line.
std::string format_line(Format format, Instant at, Level level, std::string_view event,
                        std::initializer_list<Field> fields);

inline void debug(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::debug, event, fields);
}
inline void info(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::info, event, fields);
}
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::warning, event, fields);
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::error, event, fields);
}

}  // namespace musubi::log
