// store_keeping.cc - see store_keeping.h. A round that was emptied keeps its days and its figures.
// Decides nothing.
#include "features/confirmations/keeping/store_keeping.h"

#include "base/sha256.h"

namespace musubi::confirmations::store {
namespace {

constexpr db::Query kListOver{
    "confirmations.list_over",
    "SELECT id FROM confirmation_rounds WHERE id > $1 AND erased_on = '' AND state = 'closed'"
    " AND closed_at <= $2 ORDER BY id LIMIT $3"};
constexpr db::Query kFindOver{
    "confirmations.find_over",
    "SELECT id FROM confirmation_rounds WHERE id = $1 AND erased_on = '' AND state = 'closed'"};
constexpr db::Query kEraseRound{"confirmations.update_round_erased",
                                "UPDATE confirmation_rounds SET erased_on = $2,"
                                " version = version + 1 WHERE id = $1"};
constexpr db::Query kEraseAnswers{"confirmations.update_answers_erased",
                                  "UPDATE confirmation_targets SET answered_by_name = '',"
                                  " note = '' WHERE round_id = $1"};
constexpr db::Query kEraseLinks{"confirmations.delete_links_of_round",
                                "DELETE FROM confirmation_links WHERE round_id = $1"};
constexpr db::Query kTargetsOf{
    "confirmations.list_targets_of_organisation",
    "SELECT round_id FROM confirmation_targets WHERE organisation_id = $1"
    " ORDER BY round_id DESC LIMIT $2"};
constexpr db::Query kLinkNames{
    "confirmations.list_link_names",
    "SELECT DISTINCT sent_to_name FROM confirmation_links WHERE round_id = $1"
    " AND organisation_id = $2"};

}  // namespace

std::vector<Target> list_targets_of(db::Reader& reader, const OrganisationId& organisation,
                                    int most) {
  std::vector<Target> out;
  for (const auto& row : reader.all(kTargetsOf, organisation.text, most)) {
    if (auto target = find_target(reader, RoundId{row.text(0)}, organisation)) {
      out.push_back(std::move(*target));
    }
  }
  return out;
}

std::vector<std::string> list_link_names(db::Reader& reader, const RoundId& round,
                                         const OrganisationId& organisation) {
  std::vector<std::string> out;
  for (const auto& row : reader.all(kLinkNames, round.text, organisation.text)) {
    out.push_back(row.text(0));
  }
  return out;
}

std::vector<retention::Item> list_over(db::Reader& reader, Date until,
                                       const std::string& after_id, int most) {
  std::vector<retention::Item> out;
  const Instant end = retention::last_moment_of(until);
  for (const auto& row : reader.all(kListOver, after_id, end.ms, most)) {
    if (auto item = find_over(reader, row.text(0))) out.push_back(std::move(*item));
  }
  return out;
}

std::optional<retention::Item> find_over(db::Reader& reader, const std::string& id) {
  if (!reader.first(kFindOver, id)) return std::nullopt;
  const auto round = find_round(reader, RoundId{id});
  if (!round) return std::nullopt;
  const Counts counts = count_targets(reader, round->id);
  retention::Item item;
  item.id = id;
  item.label = "登録内容の確認 " + round->name();
  item.started = date_in_japan(round->closed_at);
  item.sha256 = sha256_hex(id + "\n" + std::to_string(counts.answered()) + "\n" +
                           std::to_string(counts.silent) + "\n" + iso(item.started));
  return item;
}

Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& day) {
  TRY(tx.run(kEraseAnswers, id));
  TRY(tx.run(kEraseLinks, id));
  TRY(tx.run(kEraseRound, id, day));
  return {};
}

}  // namespace musubi::confirmations::store
