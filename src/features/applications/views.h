// views.h - the pages of applications as plain structs and the functions that turn them into Html
// with the page kit. No request reading, no rules, no SQL.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/applications/form.h"
#include "features/applications/service.h"
#include "web/html.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::applications::views {

// ---- shared ----
web::kit::Tone tone_of(State state);
web::Html state_badge(State state);
// One field as the form, the office's entry and a supplement show it.
web::Html field_input(const FormField& field, const Json& typed, const Error* error);
// What a field holds, as people read it; "" when it holds nothing.
std::string value_words(const FormField& field, const Json& typed);
web::Html files_list(const std::vector<AttachedFile>& files);
web::Html day_or_dash(const std::string& day);
// 2024-04 -> 令和6年4月版
std::string version_words(std::string_view version);
// When it was given: of a paper the day is known, no hour.
web::Html agreed_text(const Consent& consent);
// To the words that were agreed to; `version` as it is shown.
web::Html consent_text_link(const Consent& consent, const std::string& version);
// Copies of what came on paper, for the office's forms.
web::Html copies_field(const Error* error);
// The words of the consents, with their versions.
web::Html consent_parts(const Json& typed, const Error* error, bool with_boxes);

// ---- the applicant's form ----
struct Start {
  std::string email, referral_code, message;
  std::optional<Error> error;
  bool has_draft = false;
};
// days: 標準処理期間 in business days.
web::Html guidance(const web::Request& request, const std::string& referral_code, int days);
web::Html start(const web::Request& request, const Start& data);
struct StepPage {
  const Step* step = nullptr;
  Draft draft;
  Json typed;              // what the inputs show
  std::optional<Error> error;
  bool from_check = false;
  postal::Help address = {};  // 所在地 only
};
web::Html step(const web::Request& request, const StepPage& data);
web::Html check(const web::Request& request, const Draft& draft, bool refused);
web::Html receipt(const web::Request& request, const Draft& draft);
web::Html paused(const web::Request& request);
web::Html resume(const web::Request& request, const Draft& draft, const std::string& token);
web::Html discard(const web::Request& request);

// ---- the applicant's status page ----
struct StatusRequest {
  std::string receipt_no, email;
  std::optional<Error> error;
  bool link_ended = false;  // came here with a link that opens nothing
  bool sent = false;
};
web::Html status_request(const web::Request& request, const StatusRequest& data);
web::Html status(const web::Request& request, const StatusView& view, const std::string& token,
                 const std::string& message);
struct SupplementPage {
  Application application;
  Supplement supplement;
  Json typed;
  std::string answer;
  std::optional<Error> error;
  std::string action, back;   // where the form is sent, where Cancel leads
  bool by_office = false;
};
web::Html supplement(const web::Request& request, const SupplementPage& data);
web::Html withdrawal(const web::Request& request, const Application& application,
                     const std::string& token);

// ---- the office ----
struct List {
  QueueFilter filter;
  std::string words, mine;  // mine: the reader's account id
  Queue queue;
  std::string query, next_path, first_path;
  bool may_work = false;
  int standard_days = 10;
};
web::Html list(const web::Request& request, const List& list);
struct Detail {
  ApplicationView view;
  Candidates candidates;
  std::vector<audit::Entry> timeline;
  std::vector<Assignee> assignees;
  std::vector<web::Html> actions, panels;  // of other features
  int age = 0, standard_days = 10;
  bool late = false, may_work = false, may_open_files = false;
  std::string status;
  std::optional<Error> error;  // of the assignment, the consents or how the address was checked
  web::Fields typed;           // what was refused
  std::string typed_check;
};
web::Html detail(const web::Request& request, const Detail& detail);
struct Entry {
  web::Fields typed;
  Json values;
  std::optional<Error> error = {};
  postal::Help address = {};
  // What it comes of, if of anything: the hidden field that names it, and the words for it.
  std::string origin_name = {}, origin_id = {}, origin_label = {}, origin_path = {};
};
web::Html entry(const web::Request& request, const Entry& data);
struct Asking {
  Application application;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html asking(const web::Request& request, const Asking& data);
web::Html office_withdrawal(const web::Request& request, const Asking& data);

}  // namespace musubi::applications::views
