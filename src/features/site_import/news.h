// news.h - tells open pages of an import that it went on, whichever process works on it:
// database -> notice -> live stream -> the page looks again. Carries no content. Never writes.
#pragma once

#include <memory>
#include <mutex>
#include <string_view>

#include "db/notify.h"

namespace musubi::web {
struct App;
}

namespace musubi::site_import {

class ImportNews {
 public:
  static constexpr std::string_view kTopic = "site_imports";

  explicit ImportNews(web::App& app) : app_(app) {}
  void begin();  // listens from the first page that asks on

 private:
  web::App& app_;
  std::once_flag begun_;
  std::unique_ptr<db::Listener> listener_;
};

}  // namespace musubi::site_import
