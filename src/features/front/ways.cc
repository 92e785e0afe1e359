// ways.cc - see ways.h, and list_ways() and article_mentions() of front.h. The router knows which
// addresses there are, publishing whether an article stands at one: asked whenever a page is drawn,
// because an article may end on any day.
#include "features/front/ways.h"

#include <algorithm>

#include "features/front/store.h"
#include "web/app.h"

namespace musubi::front {
namespace {

constexpr const char* kWhereChanged = "/office/front";

struct Kept {
  std::vector<MenuEntry> menu;
  std::vector<SectionPlace> sections;
  std::vector<Banner> banners;
};
Kept kept_parts(db::Reader& reader) {
  return {read_menu(store::find_part(reader, store::kMenu).content),
          read_sections(store::find_part(reader, store::kSections).content),
          read_banners(store::find_part(reader, store::kBanners).content)};
}

}  // namespace

std::vector<Way> ways_of(const std::vector<MenuEntry>& menu,
                         const std::vector<SectionPlace>& sections,
                         const std::vector<Banner>& banners) {
  std::vector<Way> out;
  for (const MenuEntry& one : menu) out.push_back({one.path, one.label, "メニュー", kWhereChanged});
  for (const SectionPlace& section : sections) {
    if (!section.shown) continue;
    for (const web::OpenEntry& one : section.entries) {
      if (one.path.empty()) continue;
      const std::string& name = section.label.empty() ? section.name : section.label;
      out.push_back({one.path, one.title, "トップページの「" + name + "」", kWhereChanged});
    }
  }
  for (const Banner& one : banners) {
    if (one.path.empty()) continue;
    out.push_back({one.path, one.link_words, "お知らせ枠「" + one.title + "」", kWhereChanged});
  }
  return out;
}

std::set<std::string> closed_paths(const std::vector<Way>& ways, const IsOpen& is_open) {
  std::set<std::string> out;
  for (const Way& one : ways) {
    if (!is_open(one.path)) out.insert(one.path);
  }
  return out;
}

IsOpen open_pages(const web::Request& request, publishing::Reach reach) {
  const web::App* app = request.app;
  return [app, reach, ctx = request.context()](std::string_view address) {
    const std::string_view path = address.substr(0, address.find_first_of("?#"));
    const auto match = app->router.match("GET", path);
    return match.route != nullptr && match.route->permission.level == Permission::Level::anyone &&
           publishing::is_open_address(ctx, path, reach);
  };
}

std::vector<Way> list_ways(db::Reader& reader, Date today) {
  Kept kept = kept_parts(reader);
  std::erase_if(kept.banners, [&](const Banner& one) { return !is_shown(one, today); });
  return ways_of(kept.menu, kept.sections, kept.banners);
}

publishing::MentionSource article_mentions() {
  return [](db::Reader& reader, const std::vector<std::string>& paths, Date today) {
    Kept kept = kept_parts(reader);
    std::erase_if(kept.banners, [day = iso(today)](const Banner& one) {
      return !one.until_on.empty() && one.until_on < day;
    });
    std::vector<publishing::Mention> out;
    for (const Way& way : ways_of(kept.menu, kept.sections, kept.banners)) {
      if (!publishing::leads_to(way.path, paths)) continue;
      out.push_back({way.place + "の「" + way.words + "」", way.office_path});
    }
    return out;
  };
}

}  // namespace musubi::front
