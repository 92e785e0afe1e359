// views.h - the pages of the desk: the asker, members, the office: structs to Html. Called by the
// pages; decides nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/inquiries/service.h"
#include "features/publishing/publishing.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::inquiries::views {

struct AskForm {
  web::Fields typed;
  std::optional<Error> error;
  std::string shown;  // when the form was first shown, signed
  bool looked = false;  // its button asked for FAQs
  std::vector<publishing::KnownAnswer> answers = {};
};

// views_answers.cc
web::Html answers_part(const AskForm& data);
web::Html answers_page(const web::Request& request, const std::string& words,
                       const std::vector<publishing::KnownAnswer>& answers);

// ---- the asker (views_asker.cc) ----
web::Html ask_form(const web::Request& request, const AskForm& data);
struct StatusPage {
  Thread thread;
  std::string path;  // of this page: /contact/status/..., /members/inquiries/...
  std::string status;
  bool members = false;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html status(const web::Request& request, const StatusPage& data);
web::Html ended_link(const web::Request& request);
struct OwnList {
  std::vector<Inquiry> rows;
  std::string next;
};
web::Html own_list(const web::Request& request, const OwnList& data);
web::Html member_form(const web::Request& request, const AskForm& data);

// ---- the office (views_list.cc, views_desk.cc, views_forms.cc) ----
struct ListPage {
  std::vector<Inquiry> rows;
  std::string show, mine, organisation, organisation_name, words, next;
  std::int64_t quarantined = 0;
  Instant clock;
  std::string status;
};
web::Html inquiry_list(const web::Request& request, const ListPage& data);
struct Detail {
  DeskPage page;
  std::string status;
  web::Fields typed;
  web::kit::DateParts follow_up;
  std::optional<Error> error;
};
web::Html desk(const web::Request& request, const Detail& data);
// What can be done beside answering: who has it, what it is about, what becomes of it.
web::Html steps_of(const web::Request& request, const Detail& data);

struct CallForm {
  web::Fields typed;
  web::kit::DateParts happened;
  std::optional<Error> error;
};
web::Html call_form(const web::Request& request, const CallForm& data);
web::Html text_list(const web::Request& request, const std::vector<ReadyText>& texts,
                    const std::string& status);
struct TextForm {
  ReadyText text;                     // as typed
  std::optional<ReadyText> standing;  // after a conflict: what stands there now
  std::optional<Error> error;
};
web::Html text_form(const web::Request& request, const TextForm& data);
struct RulesForm {
  Rules rules;  // as typed
  std::optional<Error> error;
  std::string status;
};
web::Html rules_form(const web::Request& request, const RulesForm& data);
web::Html month(const web::Request& request, const Month& data);

// ---- shared (views_parts.cc) ----
inline const std::string kDesk = "/office/inquiries";
std::string path_of(const Inquiry& inquiry);
web::kit::Tone tone_of(const Inquiry& inquiry);
web::Html state_badge(const Inquiry& inquiry);
// On the page of an application: the inquiries that it came of. Empty when there are none.
web::Html came_of(const std::vector<Inquiry>& inquiries);
std::vector<web::kit::Option> options_of(const Choices& choices);
// The words to and fro. `files_path`: where attachments are opened, "" = names only.
web::Html thread_view(const Thread& thread, const std::string& files_path);
web::Html upload_field(const std::optional<Error>& error);

}  // namespace musubi::inquiries::views
