// copy.h - the parts that only a copy of the site as files has: the band that says of which day it
// is, the sentence in the place of a form, a page that leads on, and the one for lost addresses.
// Called by the export of the site. Addresses are relative names of files, made by the export.
#pragma once

#include <string>

#include "web/html.h"

namespace musubi::web::kit {

struct CopyLink {
  std::string address;  // ../copy.html
  std::string words;    // この写しについて
};
Html copy_band(const std::string& words, const CopyLink& about);
Html instead_of_form(const std::string& words, const CopyLink& about);
// Whole pages. The first leads on at once, and by a link where a browser does not.
Html moved_page(const std::string& site_name, const CopyLink& to);
Html lost_page(const std::string& site_name, const CopyLink& home);

}  // namespace musubi::web::kit
