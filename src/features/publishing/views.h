// views.h - structs to Html with the page kit, for the office and for visitors. Decides nothing:
// what may be seen and done comes in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/publishing/service.h"
#include "features/publishing/service_approvals.h"
#include "features/publishing/service_public.h"
#include "features/publishing/service_schedule.h"
#include "web/html.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::publishing::views {

inline constexpr const char* kList = "/office/content";
inline constexpr const char* kCalendar = "/office/content/calendar";
std::string path_of(const ContentId& id);  // /office/content/<id>

// views_parts.cc
web::kit::Tone tone_of(State state);
web::Html state_mark(const Content& content);
web::Html findings_part(const std::vector<Finding>& findings, const std::string& edit_path,
                        const std::string& preview_path);
web::Html fact_rows(const ContentType& type, const Article& article);  // the filled in fields
web::kit::Crumb home_crumb(const web::Request& request);
web::Area area_for(const web::Request& request);

// views_list.cc
struct List {
  ContentList list;
  store::ListFilter filter;
  std::vector<Owner> owners;
  bool may_edit = false;
  std::string next_path = {}, first_path = {};
};
web::Html list(const web::Request& request, const List& list);
struct NewForm {
  web::Fields typed = {};
  std::optional<Error> error = {};
};
web::Html new_form(const web::Request& request, const NewForm& form);
web::Html calendar(const web::Request& request, const Month& month, Date today);

// views_edit.cc
struct EditForm {
  ContentPage page;
  web::Fields typed = {};  // as the inputs hold it
  std::string token;
  std::optional<Error> error = {};
  std::optional<Draft> is_now = {};  // what another saved meanwhile
};
web::Html edit_form(const web::Request& request, const EditForm& form);
struct OfficePreview {
  ContentPage page;
  markdown::Content body;
};
web::Html office_preview(const web::Request& request, const OfficePreview& data);
struct Comparison {
  ContentPage page;
  Version left, right;  // number 0: the draft
};
web::Html comparison(const web::Request& request, const Comparison& data);

// views_detail.cc
struct Detail {
  ContentPage page;
  std::vector<Owner> owners;
  std::vector<OfficerChoice> officers;
  web::Fields typed = {};        // of the form that came back
  std::string form = {};         // which one: settings, plan, step, approval, hand
  std::optional<Error> error = {};
  std::string status = {};
  std::string preview_link = {};  // shown once
  Instant now;
};
web::Html detail(const web::Request& request, const Detail& detail);
web::Html deletion(const web::Request& request, const ContentPage& page);

// views_public.cc
struct PublicListView {
  std::string title, lead, path;
  const ContentType* type = nullptr;
  PublicList list;
  store::PublicFilter filter;
  std::string next_path = {}, first_path = {};
};
web::Html public_list(const web::Request& request, const PublicListView& view);
web::Html public_item(const web::Request& request, const ShownItem& item);
web::Html secret_preview(const web::Request& request, const PreviewPage& page);
struct AskedForm {
  std::string token;
  AskedPage page;
  web::Fields typed = {};
  std::optional<Error> error = {};
};
web::Html asked(const web::Request& request, const AskedForm& form);
web::Html thanks(const web::Request& request, const AskedPage& page);

}  // namespace musubi::publishing::views
