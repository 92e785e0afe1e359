// store.cc - see store.h. Targets are listed by key; how many stand how is kept beside them, for a
// round may have 50,000. Decides nothing.
#include "features/confirmations/store.h"

#include <charconv>

#include "base/text.h"
#include "features/members/members.h"

namespace musubi::confirmations::store {
namespace {

#define ROUND_COLUMNS                                                                          \
  "id, fiscal_year, number, state, opened_on, due_on, reminder_days, message, prepared_to,"   \
  " opened_by_name, opened_at, closed_at, version"
#define TARGET_COLUMNS                                                                         \
  "round_id, organisation_id, member_no, name, state, has_mail, mailed_at, reminded_for,"      \
  " way, answered_by_name, answered_at, note"

constexpr db::Query kFindRound{"confirmations.find_round",
                               "SELECT " ROUND_COLUMNS " FROM confirmation_rounds WHERE id = $1"};
constexpr db::Query kFindRunning{
    "confirmations.find_running",
    "SELECT " ROUND_COLUMNS
    " FROM confirmation_rounds WHERE state IN ('preparing', 'open') LIMIT 1"};
constexpr db::Query kListRounds{
    "confirmations.list_rounds",
    "SELECT " ROUND_COLUMNS
    " FROM confirmation_rounds ORDER BY fiscal_year DESC, number DESC LIMIT $1"};
constexpr db::Query kHighest{"confirmations.find_highest_number",
                             "SELECT max(number) FROM confirmation_rounds WHERE fiscal_year = $1"};
constexpr db::Query kInsertRound{
    "confirmations.insert_round",
    "INSERT INTO confirmation_rounds (" ROUND_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"};
constexpr db::Query kUpdateRound{
    "confirmations.update_round",
    "UPDATE confirmation_rounds SET state = $2, prepared_to = $3, closed_at = $4,"
    " version = version + 1 WHERE id = $1 AND version = $5"};
constexpr db::Query kInsertTarget{
    "confirmations.insert_target",
    "INSERT INTO confirmation_targets (" TARGET_COLUMNS
    ", member_no_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    " ON CONFLICT (round_id, organisation_id) DO NOTHING"};
constexpr db::Query kFindTarget{
    "confirmations.find_target",
    "SELECT " TARGET_COLUMNS
    " FROM confirmation_targets WHERE round_id = $1 AND organisation_id = $2"};
// An answer stays; only "no change" may become "change" afterwards.
constexpr db::Query kAnswer{
    "confirmations.update_answer",
    "UPDATE confirmation_targets SET state = $3, way = $4, answered_by_name = $5,"
    " answered_at = $6, note = $7 WHERE round_id = $1 AND organisation_id = $2"
    " AND (state = 'silent' OR (state = 'unchanged' AND $3 = 'changed'))"};
constexpr db::Query kReminded{
    "confirmations.update_reminded",
    "UPDATE confirmation_targets SET reminded_for = $3 WHERE round_id = $1"
    " AND organisation_id = $2 AND state = 'silent' AND reminded_for < $3"};
constexpr db::Query kToRemind{
    "confirmations.list_to_remind",
    "SELECT " TARGET_COLUMNS
    " FROM confirmation_targets WHERE round_id = $1 AND state = 'silent' AND has_mail = 1"
    " AND reminded_for < $2 LIMIT $3"};
constexpr db::Query kCount{
    "confirmations.count_targets",
    "SELECT state, has_mail, number FROM confirmation_counts WHERE round_id = $1"};
constexpr db::Query kAddToCount{
    "confirmations.add_to_count",
    "INSERT INTO confirmation_counts (round_id, state, has_mail, number) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (round_id, state, has_mail) DO UPDATE"
    " SET number = confirmation_counts.number + excluded.number"};
constexpr db::Query kInsertLink{
    "confirmations.insert_link",
    "INSERT INTO confirmation_links (token_hash, round_id, organisation_id, sent_to_name,"
    " expires_at) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Query kFindLink{
    "confirmations.find_link",
    "SELECT token_hash, round_id, organisation_id, sent_to_name, expires_at"
    " FROM confirmation_links WHERE token_hash = $1"};
constexpr db::Query kDeleteLinks{
    "confirmations.delete_links_before",
    "DELETE FROM confirmation_links WHERE token_hash IN (SELECT token_hash"
    " FROM confirmation_links WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)"};

std::string words_of(const std::vector<int>& days) {
  std::string out;
  for (const int day : days) out += (out.empty() ? "" : ",") + std::to_string(day);
  return out;
}

Round round_of(const db::Row& row) {
  Round r;
  r.id = {row.text(0)};
  r.fiscal_year = row.integer(1);
  r.number = row.integer(2);
  r.state = row.text(3);
  r.opened_on = row.text(4);
  r.due_on = row.text(5);
  for (const auto& part : split(row.text(6), ',')) {
    int day = 0;
    std::from_chars(part.data(), part.data() + part.size(), day);
    if (day > 0) r.reminder_days.push_back(day);
  }
  r.message = row.text(7);
  r.prepared_to = row.text(8);
  r.opened_by_name = row.text(9);
  r.opened_at = {row.integer(10)};
  r.closed_at = {row.integer(11)};
  r.version = row.integer(12);
  return r;
}

Target target_of(const db::Row& row) {
  Target t;
  t.round_id = {row.text(0)};
  t.organisation_id = {row.text(1)};
  t.member_no = row.text(2);
  t.name = row.text(3);
  t.state = row.text(4);
  t.has_mail = row.flag(5);
  t.mailed_at = {row.integer(6)};
  t.reminded_for = row.text(7);
  t.way = row.text(8);
  t.answered_by_name = row.text(9);
  t.answered_at = {row.integer(10)};
  t.note = row.text(11);
  return t;
}

std::vector<Target> all_of(const std::vector<db::Row>& rows) {
  std::vector<Target> out;
  for (const auto& row : rows) out.push_back(target_of(row));
  return out;
}

}  // namespace

std::optional<Round> find_round(db::Reader& reader, const RoundId& id) {
  auto row = reader.first(kFindRound, id.text);
  if (!row) return std::nullopt;
  return round_of(*row);
}

std::optional<Round> find_running(db::Reader& reader) {
  auto row = reader.first(kFindRunning);
  if (!row) return std::nullopt;
  return round_of(*row);
}

std::vector<Round> list_rounds(db::Reader& reader, int most) {
  std::vector<Round> out;
  for (const auto& row : reader.all(kListRounds, most)) out.push_back(round_of(row));
  return out;
}

std::int64_t find_highest_number(db::Reader& reader, std::int64_t fiscal_year) {
  return reader.first(kHighest, fiscal_year)->integer(0);
}

Result<void> insert_round(db::Tx& tx, const Round& r) {
  TRY(tx.run(kInsertRound, r.id.text, r.fiscal_year, r.number, r.state, r.opened_on, r.due_on,
             words_of(r.reminder_days), r.message, r.prepared_to, r.opened_by_name,
             r.opened_at.ms, r.closed_at.ms, r.version));
  return {};
}

Result<void> update_round(db::Tx& tx, const Round& r) {
  const auto changed =
      TRY(tx.run(kUpdateRound, r.id.text, r.state, r.prepared_to, r.closed_at.ms, r.version));
  if (changed == 0) {
    return fail(Fault::conflict, "ほかの人が先にこの確認を変えました。画面を開き直してください");
  }
  return {};
}

Result<bool> insert_target(db::Tx& tx, const Target& t) {
  const auto changed =
      TRY(tx.run(kInsertTarget, t.round_id.text, t.organisation_id.text, t.member_no, t.name,
                 t.state, t.has_mail, t.mailed_at.ms, t.reminded_for, t.way, t.answered_by_name,
                 t.answered_at.ms, t.note, members::member_no_key(t.member_no)));
  if (changed == 0) return false;
  TRY(tx.run(kAddToCount, t.round_id.text, t.state, t.has_mail, 1));
  return true;
}

std::optional<Target> find_target(db::Reader& reader, const RoundId& round,
                                  const OrganisationId& organisation) {
  auto row = reader.first(kFindTarget, round.text, organisation.text);
  if (!row) return std::nullopt;
  return target_of(*row);
}

Result<std::int64_t> update_answer(db::Tx& tx, const Target& t) {
  const auto before = find_target(tx, t.round_id, t.organisation_id);
  const auto changed =
      TRY(tx.run(kAnswer, t.round_id.text, t.organisation_id.text, t.state, t.way,
                 t.answered_by_name, t.answered_at.ms, t.note));
  if (changed == 0) return changed;
  TRY(tx.run(kAddToCount, t.round_id.text, before->state, before->has_mail, -1));
  TRY(tx.run(kAddToCount, t.round_id.text, t.state, before->has_mail, 1));
  return changed;
}

Result<std::int64_t> update_reminded(db::Tx& tx, const Target& t, const std::string& day) {
  return tx.run(kReminded, t.round_id.text, t.organisation_id.text, day);
}

std::vector<Target> list_targets(db::Reader& reader, const RoundId& round,
                                 const TargetFilter& filter) {
  std::string sql = "SELECT " TARGET_COLUMNS " FROM confirmation_targets WHERE round_id = $1";
  std::vector<db::Value> args{db::to_value(round.text)};
  const auto add = [&](const std::string& before, db::Value value, const std::string& after) {
    args.push_back(std::move(value));
    sql += before + "$" + std::to_string(args.size()) + after;
  };
  if (!filter.state.empty()) add(" AND state = ", db::to_value(filter.state), "");
  if (!filter.mail.empty()) add(" AND has_mail = ", db::to_value(filter.mail == "yes"), "");
  if (!filter.after_id.empty()) {
    add(" AND (member_no_key, member_no, organisation_id) > (",
        db::to_value(members::member_no_key(filter.after_no)), ", ");
    add("", db::to_value(filter.after_no), ", ");
    add("", db::to_value(filter.after_id), ")");
  }
  add(" ORDER BY member_no_key, member_no, organisation_id LIMIT ", db::to_value(filter.most),
      "");
  return all_of(reader.select({"confirmations.list_targets", sql}, args));
}

std::vector<Target> list_to_remind(db::Reader& reader, const RoundId& round,
                                   const std::string& day, int most) {
  return all_of(reader.all(kToRemind, round.text, day, most));
}

Counts count_targets(db::Reader& reader, const RoundId& round) {
  Counts out;
  for (const auto& row : reader.all(kCount, round.text)) {
    const std::string state = row.text(0);
    const std::int64_t number = row.integer(2);
    if (state == "silent") out.silent += number;
    if (state == "silent" && !row.flag(1)) out.silent_without_mail += number;
    if (state == "unchanged") out.unchanged += number;
    if (state == "changed") out.changed += number;
    if (state == "gone") out.gone += number;
  }
  return out;
}

Result<void> insert_link(db::Tx& tx, const Link& link) {
  TRY(tx.run(kInsertLink, link.token_hash, link.round_id.text, link.organisation_id.text,
             link.sent_to_name, link.expires.ms));
  return {};
}

std::optional<Link> find_link(db::Reader& reader, std::string_view token_hash) {
  auto row = reader.first(kFindLink, token_hash);
  if (!row) return std::nullopt;
  return Link{row->text(0), {row->text(1)}, {row->text(2)}, row->text(3), {row->integer(4)}};
}

Result<std::int64_t> delete_links_before(db::Tx& tx, Instant expired, int most) {
  return tx.run(kDeleteLinks, expired.ms, most);
}

}  // namespace musubi::confirmations::store
