// store.h - rows of applications, their people, consents, files, supplements and links. Every SQL
// statement on these tables stands in store_*.cc. A store finds, lists, counts, inserts and
// updates; it never decides who may or what is right.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/db.h"
#include "features/applications/applications.h"

namespace musubi::applications::store {

// What stands for an address where letters are counted; "" for none.
std::string email_key(const std::string& email);

// Without people; list_people() has them.
std::optional<Application> find_application(db::Reader& reader, const ApplicationId& id);
std::optional<Application> find_application_by_receipt_no(db::Reader& reader,
                                                          std::string_view receipt_no);
// What was typed, as JSON text: a draft's only content.
std::string find_typed(db::Reader& reader, const ApplicationId& id);
Result<void> insert_application(db::Tx& tx, const Application& application,
                                const std::string& typed);
// Writes every column where version still is application.version, and raises it by one.
// Fault::conflict when somebody else was faster.
Result<void> update_application(db::Tx& tx, const Application& application);
Result<void> update_typed(db::Tx& tx, const ApplicationId& id, const std::string& typed,
                          const std::string& email, Instant now);
struct EmailCheck {
  std::string how, by_name;  // both "": a mailed link was used
};
Result<void> update_email_verified(db::Tx& tx, const ApplicationId& id, Instant now,
                                   const EmailCheck& check = {});
Result<void> delete_draft(db::Tx& tx, const ApplicationId& id);
std::vector<ApplicationId> list_drafts_between(db::Reader& reader, Instant from, Instant before,
                                               int most);
std::int64_t find_highest_receipt_number(db::Reader& reader, std::int64_t fiscal_year);
// In order of id and without drafts, for rebuilding the search index page by page.
std::vector<Application> list_applications_by_id(db::Reader& reader, std::string_view after_id,
                                                 int most);

std::vector<Application> list_queue(db::Reader& reader, const QueueFilter& filter, Date today);
std::int64_t count_queue(db::Reader& reader, const QueueFilter& filter, Date today,
                         std::int64_t cap);
std::vector<Decided> list_approved(db::Reader& reader, const std::string& from,
                                   const std::string& until, const std::string& after_day,
                                   const std::string& after_id, int most);
std::vector<Decided> list_decided_of(db::Reader& reader,
                                     const std::vector<OrganisationId>& members);
ReferralCounts count_of_referral(db::Reader& reader, std::string_view referral_code);
// Other applications, not drafts and not withdrawn, that share a number, name or telephone.
std::vector<Application> list_alike(db::Reader& reader, const Application& application);

std::vector<members::Person> list_people(db::Reader& reader, const ApplicationId& id);
Result<void> replace_people(db::Tx& tx, const ApplicationId& id,
                            const std::vector<members::Person>& people, Instant now);

Result<void> insert_consent(db::Tx& tx, const ApplicationId& id, const Consent& consent,
                            Instant now);
std::vector<Consent> list_consents(db::Reader& reader, const ApplicationId& id);

struct FileRow {
  std::string id;
  files::FileId file_id;
  SupplementId supplement;
  Instant added_at;
};
Result<void> insert_file(db::Tx& tx, const ApplicationId& id, const FileRow& row);
Result<void> delete_file(db::Tx& tx, const ApplicationId& id, const std::string& row_id);
std::vector<FileRow> list_file_rows(db::Reader& reader, const ApplicationId& id);

Result<void> insert_supplement(db::Tx& tx, const ApplicationId& id, const Supplement& supplement);
Result<void> update_supplement(db::Tx& tx, const Supplement& supplement);
std::vector<Supplement> list_supplements(db::Reader& reader, const ApplicationId& id);
std::optional<Supplement> find_open_supplement(db::Reader& reader, const ApplicationId& id);

struct LinkRow {
  std::string token_hash;
  ApplicationId application_id;
  std::string purpose;  // draft | resume | status
  Instant expires;
  std::string email_key;  // of the address that it was mailed to; "" for a cookie
};
Result<void> insert_link(db::Tx& tx, const LinkRow& link, Instant now);
std::optional<LinkRow> find_link(db::Reader& reader, std::string_view token_hash,
                                 std::string_view purpose);
Result<void> delete_links(db::Tx& tx, const ApplicationId& id, std::string_view purpose);
Result<std::int64_t> delete_links_before(db::Tx& tx, Instant before);

Result<void> insert_letter(db::Tx& tx, const std::string& email_key, Instant now);
std::int64_t count_letters(db::Reader& reader, const std::string& email_key, Instant since);
Result<std::int64_t> delete_letters_before(db::Tx& tx, Instant before);

}  // namespace musubi::applications::store
