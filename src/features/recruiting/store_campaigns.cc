// store_campaigns.cc - every SQL statement on campaigns, their days, and the pairs of applications
// and prospects that wait for a person. See store_campaigns.h.
#include "features/recruiting/store_campaigns.h"

namespace musubi::recruiting::store {
namespace {

#define CAMPAIGN_COLUMNS                                                                       \
  "id, code, name, starts_on, ends_on, channel, audience, target, cost_yen, note, "            \
  "created_by_name, version, created_at, updated_at"

constexpr db::Query kFind{"recruiting.find_campaign",
                          "SELECT " CAMPAIGN_COLUMNS " FROM campaigns WHERE id = $1"};
constexpr db::Query kFindByCode{"recruiting.find_campaign_by_code",
                                "SELECT " CAMPAIGN_COLUMNS " FROM campaigns WHERE code = $1"};
constexpr db::Query kInsert{
    "recruiting.insert_campaign",
    "INSERT INTO campaigns (" CAMPAIGN_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"};
constexpr db::Query kUpdate{
    "recruiting.update_campaign",
    "UPDATE campaigns SET name = $2, starts_on = $3, ends_on = $4, channel = $5, audience = $6, "
    "target = $7, cost_yen = $8, note = $9, version = version + 1, updated_at = $11 "
    "WHERE id = $1 AND version = $10"};
constexpr db::Query kList{"recruiting.list_campaigns",
                          "SELECT " CAMPAIGN_COLUMNS
                          " FROM campaigns ORDER BY starts_on DESC, id DESC LIMIT $1"};
constexpr db::Query kListAfter{"recruiting.list_campaigns_after",
                               "SELECT " CAMPAIGN_COLUMNS
                               " FROM campaigns WHERE (starts_on, id) < ($2, $3) "
                               "ORDER BY starts_on DESC, id DESC LIMIT $1"};
constexpr db::Query kAddToDay{
    "recruiting.add_to_campaign_day",
    "INSERT INTO campaign_days (campaign_id, day, opened, begun) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (campaign_id, day) DO UPDATE SET "
    "opened = campaign_days.opened + excluded.opened, "
    "begun = campaign_days.begun + excluded.begun"};
constexpr db::Query kSumDays{"recruiting.sum_campaign_days",
                             "SELECT sum(opened), sum(begun) FROM campaign_days "
                             "WHERE campaign_id = $1"};
constexpr db::Query kListDays{"recruiting.list_campaign_days",
                              "SELECT day, opened, begun FROM campaign_days "
                              "WHERE campaign_id = $1 ORDER BY day DESC LIMIT $2"};

#define MATCH_COLUMNS "application_id, prospect_id, shared, state, decided_by_name, created_at"

constexpr db::Query kInsertMatch{
    "recruiting.insert_match",
    "INSERT INTO prospect_matches (" MATCH_COLUMNS
    ", decided_at) VALUES ($1, $2, $3, $4, $5, $6, NULL) "
    "ON CONFLICT (application_id, prospect_id) DO NOTHING"};
constexpr db::Query kUpdateMatch{
    "recruiting.update_match",
    "UPDATE prospect_matches SET state = $3, decided_by_name = $4, decided_at = $5 "
    "WHERE application_id = $1 AND prospect_id = $2"};
constexpr db::Query kDismissOthers{
    "recruiting.dismiss_other_matches",
    "UPDATE prospect_matches SET state = 'dismissed', decided_by_name = $3, decided_at = $4 "
    "WHERE application_id = $1 AND prospect_id <> $2 AND state = 'open'"};
constexpr db::Query kFindMatch{"recruiting.find_match",
                               "SELECT " MATCH_COLUMNS
                               " FROM prospect_matches WHERE application_id = $1 "
                               "AND prospect_id = $2"};
constexpr db::Query kListMatchesOf{"recruiting.list_matches_of",
                                   "SELECT " MATCH_COLUMNS
                                   " FROM prospect_matches WHERE application_id = $1 "
                                   "ORDER BY prospect_id LIMIT 50"};
constexpr db::Query kListOpen{"recruiting.list_open_matches",
                              "SELECT " MATCH_COLUMNS
                              " FROM prospect_matches WHERE state = 'open' "
                              "AND (created_at, application_id) > ($1, $2) "
                              "ORDER BY created_at, application_id, prospect_id LIMIT $3"};
constexpr db::Query kCountOpen{
    "recruiting.count_open_matches",
    "SELECT count(*) FROM (SELECT 1 FROM prospect_matches WHERE state = 'open' LIMIT $1) AS o"};

Campaign campaign_of(const db::Row& row) {
  Campaign c;
  c.id = {row.text(0)};
  c.code = row.text(1);
  c.name = row.text(2);
  c.starts_on = row.text(3);
  c.ends_on = row.text(4);
  c.channel = row.text(5);
  c.audience = row.text(6);
  c.target = row.integer_or_null(7);
  c.cost_yen = row.integer_or_null(8);
  c.note = row.text(9);
  c.created_by_name = row.text(10);
  c.version = row.integer(11);
  c.created_at = {row.integer(12)};
  c.updated_at = {row.integer(13)};
  return c;
}

Match match_of(const db::Row& row) {
  return {row.text(0), {row.text(1)}, row.text(2), row.text(3), row.text(4), {row.integer(5)}};
}

std::vector<Match> matches_of(const std::vector<db::Row>& rows) {
  std::vector<Match> out;
  for (const auto& row : rows) out.push_back(match_of(row));
  return out;
}

}  // namespace

std::optional<Campaign> find_campaign(db::Reader& reader, const CampaignId& id) {
  auto row = reader.first(kFind, id.text);
  if (!row) return {};
  return campaign_of(*row);
}

std::optional<Campaign> find_campaign_by_code(db::Reader& reader, std::string_view code) {
  auto row = reader.first(kFindByCode, code);
  if (!row) return {};
  return campaign_of(*row);
}

Result<void> insert_campaign(db::Tx& tx, const Campaign& c) {
  TRY(tx.run(kInsert, c.id.text, c.code, c.name, c.starts_on, c.ends_on, c.channel, c.audience,
             c.target, c.cost_yen, c.note, c.created_by_name, c.version, c.created_at.ms,
             c.updated_at.ms));
  return {};
}

Result<void> update_campaign(db::Tx& tx, const Campaign& c) {
  const auto changed =
      TRY(tx.run(kUpdate, c.id.text, c.name, c.starts_on, c.ends_on, c.channel, c.audience,
                 c.target, c.cost_yen, c.note, c.version, c.updated_at.ms));
  if (changed != 0) return {};
  return fail(Fault::conflict,
              "ほかの人が先にこの募集施策を変更しました。いまの内容を確かめて、もう一度保存してください");
}

std::vector<Campaign> list_campaigns(db::Reader& reader, const std::string& after_day,
                                     const std::string& after_id, int most) {
  const auto rows = after_id.empty() ? reader.all(kList, most)
                                     : reader.all(kListAfter, most, after_day, after_id);
  std::vector<Campaign> out;
  for (const auto& row : rows) out.push_back(campaign_of(row));
  return out;
}

Result<void> add_to_campaign_day(db::Tx& tx, const CampaignId& id, const std::string& day,
                                 std::int64_t opened, std::int64_t begun) {
  TRY(tx.run(kAddToDay, id.text, day, opened, begun));
  return {};
}

CampaignDay sum_campaign_days(db::Reader& reader, const CampaignId& id) {
  const auto row = reader.first(kSumDays, id.text);
  return {"", row->integer(0), row->integer(1)};
}

std::vector<CampaignDay> list_campaign_days(db::Reader& reader, const CampaignId& id, int most) {
  std::vector<CampaignDay> out;
  for (const auto& row : reader.all(kListDays, id.text, most)) {
    out.push_back({row.text(0), row.integer(1), row.integer(2)});
  }
  return out;
}

Result<void> insert_match(db::Tx& tx, const Match& m) {
  TRY(tx.run(kInsertMatch, m.application_id, m.prospect_id.text, m.shared, m.state,
             m.decided_by_name, m.created_at.ms));
  return {};
}

Result<void> update_match(db::Tx& tx, const Match& m, Instant now) {
  TRY(tx.run(kUpdateMatch, m.application_id, m.prospect_id.text, m.state, m.decided_by_name,
             now.ms));
  return {};
}

Result<void> dismiss_other_matches(db::Tx& tx, const std::string& application_id,
                                   const ProspectId& but, const std::string& by, Instant now) {
  TRY(tx.run(kDismissOthers, application_id, but.text, by, now.ms));
  return {};
}

std::optional<Match> find_match(db::Reader& reader, const std::string& application_id,
                                const ProspectId& prospect) {
  auto row = reader.first(kFindMatch, application_id, prospect.text);
  if (!row) return {};
  return match_of(*row);
}

std::vector<Match> list_matches_of(db::Reader& reader, const std::string& application_id) {
  return matches_of(reader.all(kListMatchesOf, application_id));
}

std::vector<Match> list_open_matches(db::Reader& reader, std::int64_t after_ms,
                                     const std::string& after_id, int most) {
  return matches_of(reader.all(kListOpen, after_ms, after_id, most));
}

std::int64_t count_open_matches(db::Reader& reader, std::int64_t cap) {
  return reader.first(kCountOpen, cap)->integer(0);
}

}  // namespace musubi::recruiting::store
