// views_exports.h - the page that asks for a file of members, and the log of those taken.
// Plain structs in, Html out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/members/service.h"
#include "features/members/store_exports.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::members::views {

struct ExportForm {
  std::string purpose, format = "xlsx", query, count_words;
  std::vector<std::string> columns;
  bool searched = false;    // by words: then there is a limit, and the page says so
  LostCharacters lost = {};  // CP932 cannot hold these: asks whether 〓 may stand there
  std::optional<Error> error = {};
};
web::Html export_form(const web::Request& request, const ExportForm& form);
web::Html export_log(const web::Request& request, const ExportLog& log, bool first_page);

}  // namespace musubi::members::views
