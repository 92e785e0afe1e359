// views_campaigns.h - the pages of campaigns, of the pairs that wait, and of the chain from first
// contact to member, as plain structs and functions that turn them into Html.
#pragma once

#include <optional>
#include <string>

#include "features/recruiting/linking.h"
#include "features/recruiting/service_campaigns.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::recruiting::views {

inline constexpr const char* kCampaigns = "/office/campaigns";
std::string path_of(const CampaignId& id);

struct Campaigns {
  CampaignList list;
  std::string next_path, first_path;
  bool may_manage = false;
};
web::Html campaigns(const web::Request& request, const Campaigns& data);
struct CampaignDetail {
  CampaignPage page;
  std::string status;
  Date today;
  bool may_manage = false, sees_prospects = false;
};
web::Html campaign(const web::Request& request, const CampaignDetail& data);
// To be printed: the name, the QR code and the address beside it.
web::Html leaflet(const web::Request& request, const CampaignPage& page);
struct CampaignForm {
  CampaignId id;  // empty: a new one
  std::int64_t version = 0;
  std::string heading_name;
  web::Fields typed;
  std::optional<Error> error;
  std::optional<Campaign> is_now;
};
web::Html campaign_form(const web::Request& request, const CampaignForm& form);

struct Matches {
  MatchList list;
  std::string next_path, first_path, status;
};
web::Html matches(const web::Request& request, const Matches& data);
// The part of an application's page; empty Html when there is nothing to tell.
web::Html ties_panel(const web::Request& request, const applications::Application& application,
                     const ApplicationTies& ties);
web::Html chain(const web::Request& request, const Chain& chain);

}  // namespace musubi::recruiting::views
