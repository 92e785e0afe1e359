// views_merges.h - the pages of 名寄せ as plain structs and the functions that turn them into Html.
// No request reading, no rules, no SQL.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/members/service_merges.h"
#include "features/members/views.h"

namespace musubi::members::views {

struct Duplicates {
  ProposalList list;
  store::ProposalFilter filter;
  std::string next_path, first_path, status;
};
// The list with this filter, from its first page: /office/duplicates?kind=pairs&sure=high
std::string duplicates_path(const store::ProposalFilter& filter);
web::Html duplicates(const web::Request& request, const Duplicates& data);

struct SideBySide {
  Comparison comparison;
  std::optional<Error> error;  // somebody was faster: look again
};
web::Html side_by_side(const web::Request& request, const SideBySide& data);
web::Html merge_confirmation(const web::Request& request, const Comparison& comparison);

struct MergeStart {
  Organisation organisation;
  std::string words;
  bool searched = false;
  std::vector<RegistryRow> found;  // without this one
  std::vector<Alike> alike;
};
web::Html merge_start(const web::Request& request, const MergeStart& data);

web::Html merges(const web::Request& request, const MergeList& list);
web::Html merge_detail(const web::Request& request, const MergePage& page,
                       const std::string& status);
web::Html merge_cancellation(const web::Request& request, const MergePage& page);

}  // namespace musubi::members::views
