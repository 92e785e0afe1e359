// views.h - the registry's pages as plain structs and the functions that turn them into Html with
// the page kit. No request reading, no rules, no SQL.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/members/service.h"
#include "features/members/store_merges.h"
#include "web/html.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::members::views {

// ---- shared words ----
web::kit::Tone tone_of(State state);
web::Html state_badge(const Organisation& organisation);
// Where somebody looks for work: an active member's open defects stand beside its state.
web::Html state_and_defects(const Organisation& organisation);
std::string path_of(const OrganisationId& id);  // /office/members/<id>
// members.organisation.updated -> 会員情報を変更しました; the name itself when there are no words.
std::string action_words(const std::string& action);
// The actions that timelines and homes tell, with their words.
const std::vector<std::pair<std::string_view, std::string_view>>& told_actions();
std::vector<web::kit::Option> industry_options();
std::vector<web::kit::Option> municipality_options();
std::vector<web::kit::Option> category_options();

// ---- the list ----
struct List {
  store::ListFilter filter;
  std::string words;           // typed into the search box
  std::vector<std::string> columns;
  Registry registry;
  std::vector<SavedView> views;
  std::string query;           // this list's query string without paging
  std::string next_path, first_path;
  Standing standing;
  bool may_edit = false, may_export = false, may_import = false;
  // The form that keeps a view, as it was typed when it was refused.
  std::string view_name;
  std::optional<Error> view_error;
};
web::Html list(const web::Request& request, const List& list);
// Columns that the list can show, by field name: {industry, 業種}.
const std::vector<std::pair<std::string, std::string>>& list_columns();
std::vector<std::string> default_columns();

// ---- one organisation ----
struct Detail {
  OrganisationPage page;
  std::vector<audit::Entry> timeline;
  std::vector<store::Merge> merges;  // of those that went into this one
  bool may_edit = false;
  bool may_invite = false;           // accounts for the people of this member
  std::string status;
};
web::Html detail(const web::Request& request, const Detail& detail);
web::Html history(const web::Request& request, const OrganisationPage& page,
                  const std::vector<audit::Entry>& entries);

// ---- forms: values as typed, by field name ----
// Where a merged member lives on; nothing when there is none. Its forms save nothing: what was
// typed stays to be copied.
web::Html merged_notice(const std::optional<Organisation>& merged_into);
std::vector<web::Html> form_buttons(const std::string& label, const std::string& back,
                                    bool is_merged);

// After a conflict: what is registered now beside what was typed, as stored, where they differ.
struct Contrast {
  const FieldInfo* field = nullptr;
  std::string now, typed;
};
struct OrganisationForm {
  OrganisationId id;  // empty: a new organisation
  std::int64_t version = 0;
  std::string heading_name;
  web::Fields typed;
  std::optional<Error> error;
  std::vector<Contrast> contrasts = {};
  std::optional<Organisation> merged_into = {};
  postal::Help address = {};
};
web::Html organisation_form(const web::Request& request, const OrganisationForm& form);

struct PersonForm {
  OrganisationId organisation_id;
  std::string organisation_name;
  PersonId id;
  std::int64_t version = 0;
  web::Fields typed;
  std::optional<Error> error;
  std::vector<Contrast> contrasts = {};
  std::optional<Organisation> merged_into = {};
};
web::Html person_form(const web::Request& request, const PersonForm& form);

struct StateForm {
  Organisation organisation;
  std::string kind;
  web::Fields typed;
  std::optional<Error> error;
  std::optional<Organisation> merged_into = {};
};
web::Html state_form(const web::Request& request, const StateForm& form);

}  // namespace musubi::members::views
