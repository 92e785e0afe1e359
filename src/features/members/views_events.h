// views_events.h - the form that puts an event of a membership right, and the whole history of a
// member's fields. Plain structs in, Html out.
#pragma once

#include <optional>
#include <string>

#include "features/members/service_events.h"
#include "features/members/views.h"

namespace musubi::members::views {

std::string event_words(const store::MembershipEvent& event);  // 退会, 入会（はじめて）
web::Html changes_table(const std::vector<store::FieldChange>& changes);

struct EventForm {
  EventPage page;
  std::int64_t version = 0;
  web::Fields typed;
  std::optional<Error> error;
  std::optional<Organisation> merged_into = {};
};
web::Html event_form(const web::Request& request, const EventForm& form);

struct ChangesList {
  ChangesPage page;
  bool first = true;
};
web::Html changes(const web::Request& request, const ChangesList& list);

}  // namespace musubi::members::views
