// views_shared.h - what the pages of the open site's arrangement share. For views*.cc of this
// feature; must never be included elsewhere.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "features/front/service.h"
#include "web/kit/page.h"

namespace musubi::front::views {

std::vector<web::kit::Crumb> front_way(const std::string& title);
// What another manager saved while this form was open.
web::Html saved_now(const web::Html& list);
// A refusal at no field stands above the form; one at a field is in the summary.
web::Html refusal(const std::optional<Error>& error);
std::vector<web::Html> form_buttons();
// The link, or, where visitors find nothing (`closed`), its words with that and the remedy.
web::Html way_or_mark(const std::string& path, const std::string& words,
                      const std::set<std::string>& closed);
web::Html banners_list(const std::vector<Banner>& list, const OfficePictures& pictures,
                       const std::set<std::string>& closed = {});

}  // namespace musubi::front::views
