// news.h - tells open pages of the library that a picture was made or given up, whichever process
// of the house made it: database -> notice -> live stream -> the page looks again.
// Carries no content: what a page then shows passes its own permission. Never writes.
#pragma once

#include <memory>
#include <mutex>
#include <string_view>

#include "db/notify.h"

namespace musubi::web {
struct App;
}

namespace musubi::media {

class MediaNews {
 public:
  static constexpr std::string_view kTopic = "media_items";

  explicit MediaNews(web::App& app) : app_(app) {}
  // Listens from the first page that asks on. Whatever is committed after it returns is told.
  void begin();

 private:
  web::App& app_;
  std::once_flag begun_;
  std::unique_ptr<db::Listener> listener_;
};

}  // namespace musubi::media
