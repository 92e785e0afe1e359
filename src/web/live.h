// live.h - server-sent events. A route answers with Response::sse_topic; its gate has then checked
// the permission for that topic. Anyone may publish; the server fans out on its I/O threads.
// There is no history: a page that reconnects reads the present state and goes on from there.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace musubi::web {

class LiveHub {
 public:
  LiveHub();
  ~LiveHub();
  // `data` may hold several lines. `event` is the name the page listens to. Never waits.
  void publish(std::string_view topic, std::string_view event, std::string_view data);
  // Ends the streams of a session at once. The server calls it when it hears of sessions'
  // kEndedChannel, from whichever server the end came.
  void end_session(std::string_view session_id);
  // Ends the streams of everybody signed in: word of an end may have been lost. Their pages come
  // again and are asked who they are.
  void end_all_sessions();

  // For the server (and tests): one listener per I/O thread.
  struct Listener {
    virtual ~Listener() = default;
    virtual void frame(const std::string& topic, std::shared_ptr<const std::string> bytes) = 0;
    virtual void session_ended(const std::string& session_id) = 0;
    virtual void all_sessions_ended() = 0;
  };
  void add(Listener* listener);
  void remove(Listener* listener);

 private:
  std::mutex mutex_;
  std::vector<Listener*> listeners_;
};

// The bytes on the wire for one event.
std::string sse_frame(std::string_view event, std::string_view data);

}  // namespace musubi::web
