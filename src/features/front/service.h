// service.h - what people can do with the arrangement of the open site, and what visitors are shown
// by it. The same for everyone who visits.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "features/front/arrangement.h"
#include "features/front/permissions.h"
#include "features/media/media.h"

namespace musubi::front {

template <class T>
struct Decided {
  std::vector<T> list;
  std::int64_t version = 0;  // 0 = nobody has decided: the features' own order holds
};
// A picture of a banner as the office sees it.
struct OfficePicture {
  media::Picture picture;  // with addresses for previews
  std::string stands_against;  // why visitors do not see it today, with the remedy; "" = they do
};
using OfficePictures = std::map<std::string, OfficePicture>;  // by id

struct Front {
  Decided<MenuEntry> menu;
  Decided<SectionPlace> sections;
  Decided<Banner> banners;
  OfficePictures pictures = {};
};
Result<Front> load_front(const Context& ctx);

// Whether visitors find something at an address of this site: ways.h, asked of the router and of
// publishing; a table in tests.
using IsOpen = std::function<bool(std::string_view path)>;

template <class T>
struct Change {
  std::vector<T> list;
  std::int64_t seen = 0;  // the version that the manager saw
};
// Errors name the fields label_0, path_0 ... by the place in the list. An empty menu gives the
// features' own back.
Result<void> change_menu(const Context& ctx, const Change<MenuEntry>& input, const IsOpen& is_open);
// Of a section's words: entry_title_<section>_0 ... by the place in its list.
Result<void> change_sections(const Context& ctx, const Change<SectionPlace>& input,
                             const IsOpen& is_open);
Result<void> change_banners(const Context& ctx, const Change<Banner>& input,
                            const IsOpen& is_open);

// For the fields that choose a picture: newest first, or those that `words` find; only what may be
// shown today. `chosen`: those of the banners, whatever stands against them by now.
struct PictureChoice {
  std::string id, title, thumb_path;
};
struct BannerPictures {
  std::vector<PictureChoice> choices;
  OfficePictures chosen;
  bool more = false;  // there are, or may be, others
};
inline constexpr std::size_t kPicturesOffered = 20;  // each banner of the form shows them
Result<BannerPictures> load_banner_pictures(const Context& ctx, const std::vector<Banner>& banners,
                                            const std::string& words,
                                            std::size_t most = kPicturesOffered);

// ---- for visitors: one small read each, and one for each article that is led to; [] = nobody has
// decided. What `is_open` does not know (now) is left out: an entry of the menu whole, of other
// words only the link. ----

std::vector<MenuEntry> shown_menu(const Context& ctx, const IsOpen& is_open);
std::vector<SectionPlace> placed_sections(const Context& ctx, const IsOpen& is_open);
struct ShownBanner {
  Banner banner;
  // Nothing: it has none, or something stands against it today; the words stand without it.
  std::optional<media::Picture> picture = {};
};
std::vector<ShownBanner> shown_banners(const Context& ctx, const IsOpen& is_open);  // of today

}  // namespace musubi::front
