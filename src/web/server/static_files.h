// static_files.h - the embedded assets as finished bytes, made once at start.
// Read by all I/O threads without a lock; never changes afterwards.
#pragma once

#include <map>
#include <memory>
#include <string_view>

#include "web/cache.h"

namespace musubi::web {

class StaticFiles {
 public:
  StaticFiles();
  // `path` below /assets/. Null when there is none.
  std::shared_ptr<const CachedPage> find(std::string_view path) const {
    auto it = files_.find(path);
    return it == files_.end() ? nullptr : it->second;
  }

 private:
  std::map<std::string_view, std::shared_ptr<const CachedPage>> files_;
};

}  // namespace musubi::web
