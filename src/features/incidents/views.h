// views.h - the pages of incidents: structs to Html. Called by pages.cc and routes.cc (the panel on
// the office's home); decides nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/incidents/service.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::incidents::views {

inline constexpr const char* kPath = "/office/privacy/incidents";

struct IncidentList {
  std::vector<Incident> rows;
  std::string next;
  bool may_work = false;
};
web::Html incident_list(const web::Request& request, const IncidentList& data);

struct OpeningForm {
  web::Fields typed;
  web::kit::DateParts known;
  std::optional<Error> error;
};
web::Html opening_form(const web::Request& request, const OpeningForm& data);

struct IncidentDetail {
  IncidentPage page;
  bool may_work = false, may_close = false;
  std::string status, form;  // form: which of them was refused
  web::Fields typed;
  std::optional<Error> error;
};
web::Html incident_detail(const web::Request& request, const IncidentDetail& data);
web::Html items_form(const web::Request& request, const IncidentDetail& data);
web::Html report(const web::Request& request, const documents::Document& draft,
                 const IncidentPage& page, const std::string& kind);
// For the office's home: what is going on and how long is left. Empty when nothing is.
web::Html panel_of(const std::vector<IncidentPage>& going);

std::string path_of(const Incident& incident);

}  // namespace musubi::incidents::views
