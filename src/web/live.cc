// live.cc - hands frames to the I/O threads' listeners; see live.h.
// Only passes on: never waits for a reader and keeps nothing.
#include "web/live.h"

#include <algorithm>

namespace musubi::web {

LiveHub::LiveHub() = default;
LiveHub::~LiveHub() = default;

void LiveHub::publish(std::string_view topic, std::string_view event, std::string_view data) {
  auto bytes = std::make_shared<const std::string>(sse_frame(event, data));
  std::string name(topic);
  std::lock_guard lock(mutex_);
  for (Listener* listener : listeners_) listener->frame(name, bytes);
}

void LiveHub::end_session(std::string_view session_id) {
  std::string id(session_id);
  std::lock_guard lock(mutex_);
  for (Listener* listener : listeners_) listener->session_ended(id);
}

void LiveHub::end_all_sessions() {
  std::lock_guard lock(mutex_);
  for (Listener* listener : listeners_) listener->all_sessions_ended();
}

void LiveHub::add(Listener* listener) {
  std::lock_guard lock(mutex_);
  listeners_.push_back(listener);
}

void LiveHub::remove(Listener* listener) {
  std::lock_guard lock(mutex_);
  std::erase(listeners_, listener);
}

std::string sse_frame(std::string_view event, std::string_view data) {
  std::string out;
  // SECURITY: a line end in the name would let it write fields of its own.
  if (!event.empty() && event.find_first_of("\r\n") == std::string_view::npos) {
    out.append("event: ").append(event).append("\n");
  }
  while (true) {
    std::size_t end = data.find_first_of("\r\n");
    out.append("data: ").append(data.substr(0, end)).append("\n");
    if (end == std::string_view::npos) break;
    bool pair = data[end] == '\r' && end + 1 < data.size() && data[end + 1] == '\n';
    data.remove_prefix(end + (pair ? 2 : 1));
  }
  return out + "\n";
}

}  // namespace musubi::web
