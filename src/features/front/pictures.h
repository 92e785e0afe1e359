// pictures.h - the pictures of the library that banners show: what may be chosen, what visitors
// are given of it today, and what the library is told of their use. Reads only; inside the feature.
#pragma once

#include <optional>
#include <vector>

#include "features/front/service.h"

namespace musubi::front {

// Errors name picture_0, picture_1 ... by the place in the list.
Result<void> check_pictures(db::Reader& reader, const std::vector<Banner>& banners, Date today);
// For visitors. Nothing while the library has something against it: described anew, consent over.
std::optional<media::Picture> find_open_picture(db::Reader& reader, const Banner& banner,
                                                Date today);
// For the office. What is no picture any more is not among them.
OfficePictures find_pictures_of(db::Reader& reader, const std::vector<Banner>& banners, Date today);

}  // namespace musubi::front
