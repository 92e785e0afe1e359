// news.cc - see news.h. A notice that was missed is told like one that was heard: the page reads
// the present state either way.
#include "features/media/news.h"

#include <string>
#include <vector>

#include "features/media/service.h"
#include "web/app.h"
#include "web/live.h"

namespace musubi::media {

void MediaNews::begin() {
  std::call_once(begun_, [this] {
    listener_ = std::make_unique<db::Listener>(
        app_.db, std::vector<std::string>{std::string(kChannel)},
        [this](const db::Notice&) { app_.live->publish(kTopic, "changed", "1"); });
  });
}

}  // namespace musubi::media
