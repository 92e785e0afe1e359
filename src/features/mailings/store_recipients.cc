// store_recipients.cc - recipients, consents and suppressions; see store.h.
// Decides nothing.
#include "db/rows.h"
#include "features/mailings/store.h"

namespace musubi::mailings::store {
namespace {

#define RECIPIENT_COLUMNS                                                                  \
  "id, mailing_id, person_id, organisation_id, organisation_name, name, address, address_key," \
  " state, reason, mail_id"
constexpr db::Query kInsert{"mailings.insert_recipient",
                            "INSERT INTO mailing_recipients (" RECIPIENT_COLUMNS
                            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
constexpr db::Query kTaken{"mailings.find_address_taken",
                           "SELECT 1 FROM mailing_recipients WHERE mailing_id = $1"
                           " AND address_key = $2 AND state <> 'left_out' LIMIT 1"};
constexpr db::Query kListInState{
    "mailings.list_recipients_in_state",
    "SELECT " RECIPIENT_COLUMNS " FROM mailing_recipients WHERE mailing_id = $1 AND state = $2"
    " AND id > $3 ORDER BY id LIMIT $4"};
constexpr db::Query kFind{"mailings.find_recipient", "SELECT " RECIPIENT_COLUMNS
                                                     " FROM mailing_recipients WHERE id = $1"};
constexpr db::Query kFindOfMail{
    "mailings.find_recipient_of_mail",
    "SELECT " RECIPIENT_COLUMNS
    " FROM mailing_recipients WHERE mail_id = $1 AND mail_id <> ''"};
constexpr db::Query kListOfOrganisation{
    "mailings.list_recipients_of_organisation",
    "SELECT " RECIPIENT_COLUMNS " FROM mailing_recipients WHERE organisation_id = $1"
    " ORDER BY id DESC LIMIT $2"};
constexpr db::Query kUpdate{"mailings.update_recipient",
                            "UPDATE mailing_recipients SET state = $2, reason = $3, mail_id = $4"
                            " WHERE id = $1"};
constexpr db::Query kCount{"mailings.count_recipients",
                           "SELECT state, reason, count(*) FROM mailing_recipients"
                           " WHERE mailing_id = $1 GROUP BY state, reason ORDER BY state, reason"};
constexpr db::Query kDelete{"mailings.delete_recipients",
                            "DELETE FROM mailing_recipients WHERE mailing_id = $1"};

#define CONSENT_COLUMNS                                                                   \
  "id, address_key, class, decision, wording, way, by_account, by_name, from_address,"    \
  " mailing_id, note, created_at"
constexpr db::Query kInsertConsent{"mailings.insert_consent",
                                   "INSERT INTO mail_consents (" CONSENT_COLUMNS
                                   ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
constexpr db::Query kFindConsent{"mailings.find_newest_consent",
                                 "SELECT " CONSENT_COLUMNS
                                 " FROM mail_consents WHERE address_key = $1 AND class = $2"
                                 " ORDER BY id DESC LIMIT 1"};
constexpr db::Query kListConsents{"mailings.list_consents",
                                  "SELECT " CONSENT_COLUMNS
                                  " FROM mail_consents WHERE id < $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListConsentsOf{
    "mailings.list_consents_of",
    "SELECT " CONSENT_COLUMNS " FROM mail_consents WHERE address_key = $3 AND class IN"
    " ('news', 'member_pr') AND id < $1 ORDER BY id DESC LIMIT $2"};

constexpr db::Query kInsertWording{
    "mailings.insert_wording",
    "INSERT INTO mail_consent_texts (id, news, member_pr, kept_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (id) DO NOTHING"};
constexpr db::Query kFindWording{
    "mailings.find_wording", "SELECT id, news, member_pr FROM mail_consent_texts WHERE id = $1"};

#define SUPPRESSION_COLUMNS                                                              \
  "id, address_key, cause, note, mail_id, made_by_name, made_at, state, lifted_note,"    \
  " lifted_by_name, lifted_at"
constexpr db::Query kFindActive{"mailings.find_active_suppression",
                                "SELECT " SUPPRESSION_COLUMNS
                                " FROM mail_suppressions WHERE address_key = $1"
                                " AND state = 'active'"};
constexpr db::Query kFindSuppression{
    "mailings.find_suppression", "SELECT " SUPPRESSION_COLUMNS
                                 " FROM mail_suppressions WHERE id = $1"};
constexpr db::Query kListSuppressions{
    "mailings.list_suppressions", "SELECT " SUPPRESSION_COLUMNS
                                  " FROM mail_suppressions WHERE state = $1 AND id < $2"
                                  " ORDER BY id DESC LIMIT $3"};
constexpr db::Query kInsertSuppression{
    "mailings.insert_suppression",
    "INSERT INTO mail_suppressions (" SUPPRESSION_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, 'active', '', '', NULL)"
    " ON CONFLICT (address_key) WHERE state = 'active' DO NOTHING"};
constexpr db::Query kLift{
    "mailings.update_suppression_lifted",
    "UPDATE mail_suppressions SET state = 'lifted', lifted_note = $2, lifted_by_name = $3,"
    " lifted_at = $4 WHERE id = $1 AND state = 'active'"};

constexpr std::string_view kPastEveryId = kPastEveryUuid;

Recipient recipient_of(const db::Row& row) {
  Recipient r;
  r.id = {row.text(0)};
  r.mailing = {row.text(1)};
  r.person = row.text(2);
  r.organisation = row.text(3);
  r.organisation_name = row.text(4);
  r.name = row.text(5);
  r.address = row.text(6);
  r.address_key = row.text(7);
  r.state = row.text(8);
  r.reason = row.text(9);
  r.mail_id = row.text(10);
  return r;
}

Consent consent_of(const db::Row& row) {
  Consent c;
  c.id = row.text(0);
  c.address_key = row.text(1);
  c.mail_class = class_from_name(row.text(2)).value_or(mail::Class::news);
  c.decision = row.text(3);
  c.wording = row.text(4);
  c.way = row.text(5);
  c.by_account = row.text(6);
  c.by_name = row.text(7);
  c.from_address = row.text(8);
  c.mailing_id = row.text(9);
  c.note = row.text(10);
  c.created = {row.integer(11)};
  return c;
}

Suppression suppression_of(const db::Row& row) {
  Suppression s;
  s.id = row.text(0);
  s.address_key = row.text(1);
  s.cause = row.text(2);
  s.note = row.text(3);
  s.mail_id = row.text(4);
  s.made_by_name = row.text(5);
  s.made_at = {row.integer(6)};
  s.state = row.text(7);
  s.lifted_note = row.text(8);
  s.lifted_by_name = row.text(9);
  if (auto at = row.integer_or_null(10)) s.lifted_at = Instant{*at};
  return s;
}

}  // namespace

Result<void> insert_recipient(db::Tx& tx, const Recipient& r) {
  TRY(tx.run(kInsert, r.id.text, r.mailing.text, r.person, r.organisation, r.organisation_name,
             r.name, r.address, r.address_key, r.state, r.reason, r.mail_id));
  return {};
}

bool find_address_taken(db::Reader& reader, const MailingId& mailing, std::string_view key) {
  return reader.first(kTaken, mailing.text, key).has_value();
}

std::vector<Recipient> list_ready(db::Reader& reader, const MailingId& mailing,
                                  std::string_view after, int most) {
  return list_recipients(reader, mailing, "ready", after, most);
}

std::vector<Recipient> list_recipients(db::Reader& reader, const MailingId& mailing,
                                       std::string_view state, std::string_view after, int most) {
  return db::each_of(reader.all(kListInState, mailing.text, state, after, most), recipient_of);
}

std::optional<Recipient> find_recipient(db::Reader& reader, std::string_view id) {
  return db::one_of(reader.first(kFind, id), recipient_of);
}

std::optional<Recipient> find_recipient_of_mail(db::Reader& reader, std::string_view mail_id) {
  return db::one_of(reader.first(kFindOfMail, mail_id), recipient_of);
}

std::vector<Recipient> list_recipients_of_organisation(db::Reader& reader,
                                                       std::string_view organisation, int most) {
  return db::each_of(reader.all(kListOfOrganisation, organisation, most), recipient_of);
}

Result<void> update_recipient(db::Tx& tx, const Recipient& r) {
  TRY(tx.run(kUpdate, r.id.text, r.state, r.reason, r.mail_id));
  return {};
}

std::vector<Count> count_recipients(db::Reader& reader, const MailingId& mailing) {
  std::vector<Count> out;
  for (const auto& row : reader.all(kCount, mailing.text)) {
    out.push_back({row.text(0), row.text(1), row.integer(2)});
  }
  return out;
}

Result<void> delete_recipients(db::Tx& tx, const MailingId& mailing) {
  TRY(tx.run(kDelete, mailing.text));
  return {};
}

Result<void> insert_consent(db::Tx& tx, const Consent& c) {
  TRY(tx.run(kInsertConsent, c.id, c.address_key, class_name(c.mail_class), c.decision, c.wording,
             c.way, c.by_account, c.by_name, c.from_address, c.mailing_id, c.note, c.created.ms));
  return {};
}

Result<void> insert_wording(db::Tx& tx, const Wording& wording, Instant now) {
  TRY(tx.run(kInsertWording, wording.version, wording.news, wording.member_pr, now.ms));
  return {};
}

std::optional<Wording> find_wording(db::Reader& reader, std::string_view version) {
  const auto row = reader.first(kFindWording, version);
  if (!row) return std::nullopt;
  return Wording{row->text(0), row->text(1), row->text(2)};
}

std::optional<Consent> find_newest_consent(db::Reader& reader, std::string_view key,
                                           mail::Class mail_class) {
  return db::one_of(reader.first(kFindConsent, key, class_name(mail_class)), consent_of);
}

std::vector<Consent> list_consents(db::Reader& reader, std::string_view key,
                                   std::string_view before_id, int most) {
  const std::string_view before = before_id.empty() ? kPastEveryId : before_id;
  const auto rows = key.empty() ? reader.all(kListConsents, before, most)
                                : reader.all(kListConsentsOf, before, most, key);
  return db::each_of(rows, consent_of);
}

std::optional<Suppression> find_active_suppression(db::Reader& reader, std::string_view key) {
  return db::one_of(reader.first(kFindActive, key), suppression_of);
}

std::optional<Suppression> find_suppression(db::Reader& reader, std::string_view id) {
  return db::one_of(reader.first(kFindSuppression, id), suppression_of);
}

std::vector<Suppression> list_suppressions(db::Reader& reader, std::string_view state,
                                           std::string_view before_id, int most) {
  const std::string_view before = before_id.empty() ? kPastEveryId : before_id;
  return db::each_of(reader.all(kListSuppressions, state, before, most), suppression_of);
}

Result<bool> insert_suppression(db::Tx& tx, const Suppression& s) {
  return TRY(tx.run(kInsertSuppression, s.id, s.address_key, s.cause, s.note, s.mail_id,
                    s.made_by_name, s.made_at.ms)) == 1;
}

Result<std::int64_t> update_suppression_lifted(db::Tx& tx, const Suppression& s) {
  return tx.run(kLift, s.id, s.lifted_note, s.lifted_by_name,
                s.lifted_at.value_or(Instant{}).ms);
}

}  // namespace musubi::mailings::store
