// front.h - what front offers to main.cc and the tests: its pages, and how the open site is
// arranged (App::home is told in add_routes). Nothing else of the folder is for outside.
#pragma once

#include <string>
#include <vector>

#include "core/actor/actor.h"
#include "features/media/media.h"
#include "features/publishing/publishing.h"

namespace musubi::web {
struct App;
}

namespace musubi::front {

void add_routes(web::App& app);
// For media::configure_uses: which banner shows a picture, and whether a visitor sees it there.
media::UseSource media_uses();
// For publishing::configure_mentions: what of the menu, of the home page's words and of the banners
// that are not over leads to an article.
publishing::MentionSource article_mentions();

// A link that the office has put on the open site.
struct Way {
  std::string path, words;
  std::string place;        // メニュー, お知らせ枠「…」
  std::string office_path;  // where it can be changed
};
// Those that stand there today, and would be shown if something is there: for the care for links.
std::vector<Way> list_ways(db::Reader& reader, Date today);
// A menu, sections and a banner of the demo's October.
Result<void> load_demo(const Context& ctx);

}  // namespace musubi::front
