// views.h - the pages of requests (public, members, office) and of the register: structs to Html.
// Called by the pages; decides nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/privacy/service.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::privacy::views {

// ---- the person ----

web::Html guidance(const web::Request& request);
struct RequestForm {
  web::Fields typed;
  std::optional<Error> error;
  std::string own_name, own_email;  // members: what stands in the account
};
web::Html public_form(const web::Request& request, const RequestForm& data);
web::Html sent(const web::Request& request);
web::Html ended_link(const web::Request& request);
web::Html proof(const web::Request& request, const Request& asked, const std::string& token);
struct StatusPage {
  Request asked;
  std::string path;  // of this page, without its link's parts for downloads
  std::optional<Json> package;
  std::string status;
  bool members = false;
};
web::Html status(const web::Request& request, const StatusPage& data);
struct OwnPage {
  std::vector<Request> requests;
  RequestForm form;
};
web::Html own_data(const web::Request& request, const OwnPage& data);

// ---- the office ----

struct RequestList {
  std::vector<Request> rows;
  std::string show, next;
  bool may_work = false;
};
web::Html request_list(const web::Request& request, const RequestList& data);
struct RequestDetail {
  Request asked;
  bool may_work = false, may_answer = false;
  std::string status;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html request_detail(const web::Request& request, const RequestDetail& data);
struct PaperForm {
  web::Fields typed;
  web::kit::DateParts received;
  std::optional<Error> error;
};
web::Html paper_form(const web::Request& request, const PaperForm& data);

struct RegisterPage {
  std::vector<RegisterRow> rows;
  std::vector<store::RegisterVersion> versions;
  std::optional<FixedRegister> fixed;  // shown instead of today's
  bool may_keep = false;
  std::string status;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html data_register(const web::Request& request, const RegisterPage& data);
struct NoteForm {
  RegisterRow row;
  std::string typed;
  std::optional<Error> error;
};
web::Html note_form(const web::Request& request, const NoteForm& data);

// ---- shared ----

web::Area area_of(const web::Request& request);
web::Html section_tabs(const web::Request& request, std::string_view current);
web::Html package_view(const Json& package);  // readable, printable
web::kit::Tone tone_of(const Request& asked);
web::kit::Pairs facts_of(const Request& asked);
web::Html day_cell(const std::string& day);

}  // namespace musubi::privacy::views
