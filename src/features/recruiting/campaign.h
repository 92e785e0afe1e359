// campaign.h - the nouns of campaigns and of what ties an application to a prospect.
// Plain values; no rule.
#pragma once

#include <optional>
#include <string>

#include "features/recruiting/prospect.h"

namespace musubi::recruiting {

struct CampaignNoun;
using CampaignId = Id<CampaignNoun>;

struct Campaign {
  CampaignId id;
  std::string code;  // never changes: it is printed on paper
  std::string name, starts_on, ends_on, channel, audience;
  std::optional<std::int64_t> target, cost_yen;
  std::string note, created_by_name;
  std::int64_t version = 0;
  Instant created_at, updated_at;
};
const Choices& channels();

struct CampaignDay {
  std::string day;
  std::int64_t opened = 0, begun = 0;
};

// An application that may be a prospect's.
struct Match {
  std::string application_id;
  ProspectId prospect_id;
  std::string shared;  // 法人番号・団体名
  std::string state;   // open linked dismissed
  std::string decided_by_name;
  Instant created_at;
};

}  // namespace musubi::recruiting
