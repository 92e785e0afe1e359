// store_campaigns.h - rows of `campaigns`, `campaign_days` and `prospect_matches`. A store finds,
// lists, counts, inserts and updates; it decides nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/db.h"
#include "features/recruiting/campaign.h"

namespace musubi::recruiting::store {

std::optional<Campaign> find_campaign(db::Reader& reader, const CampaignId& id);
std::optional<Campaign> find_campaign_by_code(db::Reader& reader, std::string_view code);
Result<void> insert_campaign(db::Tx& tx, const Campaign& campaign);
// Fault::conflict when somebody else was faster. The code stays.
Result<void> update_campaign(db::Tx& tx, const Campaign& campaign);
// Newest start first, paged by (starts_on, id) < after; after_id "" = first page.
std::vector<Campaign> list_campaigns(db::Reader& reader, const std::string& after_day,
                                     const std::string& after_id, int most);
Result<void> add_to_campaign_day(db::Tx& tx, const CampaignId& id, const std::string& day,
                                 std::int64_t opened, std::int64_t begun);
CampaignDay sum_campaign_days(db::Reader& reader, const CampaignId& id);
// Newest first.
std::vector<CampaignDay> list_campaign_days(db::Reader& reader, const CampaignId& id, int most);

// A pair that is known already stays as it was decided.
Result<void> insert_match(db::Tx& tx, const Match& match);
Result<void> update_match(db::Tx& tx, const Match& match, Instant now);
// Whatever else was open for this application is settled with it.
Result<void> dismiss_other_matches(db::Tx& tx, const std::string& application_id,
                                   const ProspectId& but, const std::string& by, Instant now);
std::optional<Match> find_match(db::Reader& reader, const std::string& application_id,
                                const ProspectId& prospect);
std::vector<Match> list_matches_of(db::Reader& reader, const std::string& application_id);
// Oldest first, paged by (created_at, application_id) > after.
std::vector<Match> list_open_matches(db::Reader& reader, std::int64_t after_ms,
                                     const std::string& after_id, int most);
std::int64_t count_open_matches(db::Reader& reader, std::int64_t cap);

}  // namespace musubi::recruiting::store
