// views.h - what the pages of a screening show. Structs in, Html out; no rule and no statement.
// SECURITY: forms here keep no draft on the device, and nothing is cached.
#pragma once

#include <optional>

#include "features/screenings/service.h"
#include "web/kit/kit.h"

namespace musubi::screenings::views {

struct ListPage {
  ScreeningList list;
  std::string show;  // "" | second | prefecture | due | done
  Absences absences;  // with `due`
  std::string next_path;
  bool may_keep = false;
  web::Fields typed;
  std::optional<Error> error;  // of the form: then the list is not read, nor shown
};
web::Html list(const web::Request& request, const ListPage& data);

struct FilePage {
  Screening screening;
  bool may_keep = false, may_answer = false;
  std::string reader_id;
  std::string status;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html file(const web::Request& request, const FilePage& data);

std::string path_of(const ScreeningId& id);

}  // namespace musubi::screenings::views
