// views.h - pages of changes: structs in, Html out, with the page kit only. Called by pages_*.cc.
// Decide nothing but how it looks.
#pragma once

#include "features/changes/service.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::changes::views {

using MaybeError = std::optional<Error>;

inline const std::string kOwn = "/members/organisation";
inline const std::string kOwnRequests = "/members/changes";
inline const std::string kOffice = "/office/change-requests";

// ---- the member ----
web::Html own(const web::Request& request, const OwnPage& page, const std::string& status);
// The account's organisation is not registered (yet): what to do, not a refusal.
web::Html no_registration(const web::Request& request);

struct FieldsForm {
  web::Fields typed;
  std::int64_t version = 0;
  MaybeError error;
  OrganisationId shown;  // whose registration
};
web::Html contact_form(const web::Request& request, const FieldsForm& data);
struct PersonForm {
  std::string id;  // "" a new one
  web::Fields typed;
  std::int64_t version = 0;
  MaybeError error;
};
web::Html person_form(const web::Request& request, const PersonForm& data);

web::Html own_requests(const web::Request& request, const RequestList& list,
                       const store::Key& before);
web::Html kind_choice(const web::Request& request, members::State state);
struct WishForm {
  const KindInfo* kind = nullptr;
  std::string id;                     // "" a new one
  web::Fields typed;
  std::vector<members::Person> people;  // contact: who may leave
  std::string question, filename;
  MaybeError error;
  postal::Help address = {};            // details
};
web::Html wish_form(const web::Request& request, const WishForm& data);
web::Html check(const web::Request& request, const Request& wish, const std::string& leaver,
                const MaybeError& error);
web::Html own_request(const web::Request& request, const Request& wish, const std::string& leaver,
                      const std::string& status);

// ---- the office ----
web::Html queue(const web::Request& request, const RequestList& list, const RequestFilter& filter);
struct OfficeForm {
  OfficePage page;
  web::Fields typed;  // of the form that was refused: `form` says which
  MaybeError error;
  std::string status;
};
web::Html office_request(const web::Request& request, const OfficeForm& data);

// ---- shared ----
web::Html state_badge(State state);
web::Html facts(const Request& wish, const std::string& leaver, const std::string& file_path);
web::Html field_input(std::string_view field, bool of_person, const web::Fields& typed,
                      const MaybeError& error, bool required, std::string_view hint);
web::Html officers_input(const web::Fields& typed);  // kOfficersChanged
std::string day_words(const std::string& day);

}  // namespace musubi::changes::views
