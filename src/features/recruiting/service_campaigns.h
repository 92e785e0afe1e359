// service_campaigns.h - campaigns: what the office can do with them, what came of each, and the
// opening of a referral link by anybody. Figures without people: the prefecture reads them too.
#pragma once

#include <string>
#include <vector>

#include "features/recruiting/service.h"
#include "features/recruiting/store_campaigns.h"

namespace musubi::recruiting {

struct CampaignFigures {
  std::int64_t opened = 0;    // the link was followed, however often by the same person
  std::int64_t begun = 0;     // forms that were begun
  std::int64_t sent = 0;      // applications that came in, on paper as well
  std::int64_t approved = 0;
  std::int64_t prospects = 0;
};
struct CampaignRow {
  Campaign campaign;
  CampaignFigures figures;
};
struct CampaignList {
  std::vector<CampaignRow> rows;
  bool more = false;
};
Result<CampaignList> list_campaigns(const Context& ctx, const std::string& after_day,
                                    const std::string& after_id, int most);
struct CampaignPage {
  CampaignRow row;
  std::vector<CampaignDay> days;  // newest first
  std::string link;               // https://.../r/KMT-EXPO
};
inline constexpr int kCampaignDaysShown = 60;
Result<CampaignPage> load_visible_campaign(const Context& ctx, const CampaignId& id);
// {id, name} for the form of a prospect; at most kCampaignChoices, newest first.
inline constexpr int kCampaignChoices = 100;
Choices campaign_choices(const Context& ctx);

struct CampaignInput {
  CampaignId id;             // of an edit
  std::int64_t version = 0;  // of an edit
  std::string code;          // of a new one; "" = made up
  std::string name, starts_on, ends_on, channel, audience, target, cost_yen, note;
  std::string sending;
};
Result<CampaignId> create_campaign(const Context& ctx, const CampaignInput& input);
Result<void> update_campaign(const Context& ctx, const CampaignInput& input);

// Anybody follows /r/<code>. Counts an opening of a campaign and returns the code to carry on with;
// "" when nobody knows it. Nothing about the person is kept. `counts`: false for a machine that
// only looks ahead.
Result<std::string> open_referral(const Context& ctx, const std::string& typed, bool counts);
std::string referral_link(const std::string& code);

}  // namespace musubi::recruiting
