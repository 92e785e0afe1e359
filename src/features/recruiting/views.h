// views.h - the pages of recruiting as plain structs and the functions that turn them into Html
// with the page kit. No request reading, no rules, no SQL.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/recruiting/service.h"
#include "web/html.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::recruiting::views {

// ---- shared ----
inline constexpr const char* kList = "/office/prospects";
std::string path_of(const ProspectId& id);
web::kit::Tone tone_of(Stage stage);
web::Html stage_badge(Stage stage);
web::Html day_or_dash(const std::string& day);
web::Html value_or_dash(const std::string& text);
std::vector<web::kit::Option> options_of(const Choices& choices);

// ---- the list and the board ----
struct List {
  ProspectList list;
  store::ListFilter filter;
  std::string words, query;         // as typed; without paging
  std::vector<Owner> owners;
  std::string me;                   // the actor's account
  std::string next_path, first_path;
  std::string status;
  Date today;
};
web::Html list(const web::Request& request, const List& list);
web::Html board(const web::Request& request, const Board& board);

// ---- one prospect ----
struct Detail {
  ProspectPage page;
  std::string status;
  std::optional<Error> error;  // of a move that was refused
  web::Fields typed;           // of that move
  std::string campaign_name;   // "" = none
  Date today;
};
web::Html detail(const web::Request& request, const Detail& detail);

struct ProspectForm {
  ProspectId id;  // empty: a new one
  std::int64_t version = 0;
  std::string heading_name;
  web::Fields typed;
  std::vector<Owner> owners;
  Choices campaigns;
  std::optional<Error> error;
  Alike alike;                       // shown when a new one may be known already
  std::optional<Prospect> is_now;    // after a conflict: what stands there
};
web::Html prospect_form(const web::Request& request, const ProspectForm& form);

struct ContactForm {
  Prospect prospect;
  ContactId id;  // empty: a new one
  std::int64_t version = 0;
  web::Fields typed;
  std::optional<Error> error;
  std::optional<Contact> is_now;
};
web::Html contact_form(const web::Request& request, const ContactForm& form);

struct StageForm {
  Prospect prospect;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html stage_form(const web::Request& request, const StageForm& form);

}  // namespace musubi::recruiting::views
