// views.h - the pages of 掲載依頼: the asker, members, the office: structs to Html. Called by the
// pages; decides nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/listings/service.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::listings::views {

struct AskForm {
  web::Fields typed;
  std::optional<Error> error;
  std::string shown;    // when the form was first shown, signed
  std::string inquiry;  // office: the inquiry that it comes of,
  std::string inquiry_label, inquiry_path;  // and how it is called, when it is there
};

// ---- the asker (views_asker.cc) ----
web::Html ask_form(const web::Request& request, const AskForm& data);
web::Html member_form(const web::Request& request, const AskForm& data);
struct StatusPage {
  Shown shown;
  std::string path;  // of this page: /event-listings/status/..., /members/event-listings/...
  std::string status;
  bool members = false;
};
web::Html status(const web::Request& request, const StatusPage& data);
struct CorrectionForm {
  Shown shown;
  std::string path;
  bool members = false;
  web::Fields typed;  // as the inputs hold it
  std::int64_t version = 0;
  std::optional<Error> error;
};
web::Html correction_form(const web::Request& request, const CorrectionForm& data);
web::Html withdrawal_form(const web::Request& request, const StatusPage& data);
web::Html ended_link(const web::Request& request);
struct OwnList {
  std::vector<Listing> rows;
  std::string next;
};
web::Html own_list(const web::Request& request, const OwnList& data);

// ---- the office (views_office.cc) ----
struct ListPage {
  std::vector<Listing> rows;
  std::string show, organisation, organisation_name, next;
  std::int64_t quarantined = 0, pending = 0;
  Instant clock;
};
web::Html queue(const web::Request& request, const ListPage& data);
web::Html entry_form(const web::Request& request, const AskForm& data);
struct Detail {
  DeskPage page;
  std::string status;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html desk(const web::Request& request, const Detail& data);
web::Html month(const web::Request& request, const Month& data);

// ---- shared (views_parts.cc) ----
inline const std::string kQueue = "/office/event-listings";
web::Html state_badge(const Listing& listing, Instant clock);
std::string asker_state(const Listing& listing);
// The inputs of an event, and what they hold at first.
web::Html event_inputs(const web::Fields& typed, const std::optional<Error>& error);
web::Html asker_inputs(const web::Fields& typed, const std::optional<Error>& error,
                       bool email_needed);
web::Fields fields_of(const Event& event);
web::Html event_facts(const Event& event);
web::Html words_view(const std::vector<Words>& words);

}  // namespace musubi::listings::views
