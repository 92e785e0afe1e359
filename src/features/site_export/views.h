// views.h - the office's page of copies, and the page of a copy that tells what it is. Html only;
// decides nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/site_export/service.h"
#include "web/app.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::site_export::views {

inline constexpr const char* kPath = "/office/site-copies";

struct CopyList {
  std::vector<SiteCopy> rows;
  std::optional<Error> error;
};
web::Html list(const web::Request& request, const CopyList& data);

// 「電話096-…か、メール…へお問い合わせください。」 of what is configured.
std::string where_to_ask(const web::Contact& contact);
web::Html about_copy(const web::Request& request, const Written& written);

}  // namespace musubi::site_export::views
