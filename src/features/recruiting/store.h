// store.h - rows of prospects, what was done with them and how they moved. Every SQL statement on
// these tables stands in store_*.cc. A store finds, lists, counts, inserts and updates; it never
// decides who may or what is right.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/db.h"
#include "features/recruiting/prospect.h"

namespace musubi::recruiting::store {

std::optional<Prospect> find_prospect(db::Reader& reader, const ProspectId& id);
std::optional<Prospect> find_prospect_by_code(db::Reader& reader, std::string_view code);
std::optional<Prospect> find_prospect_of_application(db::Reader& reader,
                                                     std::string_view application_id);
std::optional<Prospect> find_prospect_of_organisation(db::Reader& reader,
                                                      std::string_view organisation_id);
Result<void> insert_prospect(db::Tx& tx, const Prospect& prospect);
// Writes every column where version still is prospect.version, and raises it by one.
// Fault::conflict when somebody else was faster.
Result<void> update_prospect(db::Tx& tx, const Prospect& prospect);
Result<void> delete_prospect(db::Tx& tx, const ProspectId& id);  // to undo an import only
// In order of id, for rebuilding the search index page by page.
std::vector<Prospect> list_prospects_by_id(db::Reader& reader, std::string_view after_id,
                                           int most);

enum class Order { newest, due };  // by updated_at, newest first; by next_action_on, soonest first
struct ListFilter {
  std::string stage;        // "" = open ones; "all"; or a stage's name
  std::string owner_id;     // "" = anybody's; "none"; or an account id
  std::string source, industry, municipality_code, campaign_id, import_id;
  std::string due_until;    // with a next action until that day
  std::vector<std::string> ids;  // from the search; used when by_search
  bool by_search = false;
  Order order = Order::newest;
  std::string after_value, after_id;  // paging by key; after_id "" = first page
  int most = 20;
};
std::vector<Prospect> list_prospects(db::Reader& reader, const ListFilter& filter);
std::int64_t count_prospects(db::Reader& reader, const ListFilter& filter, std::int64_t cap);
// Accounts to whom something open is given that is due by that day; in order of id.
std::vector<AccountId> list_due_owners(db::Reader& reader, const std::string& until,
                                       std::string_view after_id, int most);
// False when the person was told on that day (or a later one) already.
Result<bool> mark_reminded(db::Tx& tx, const AccountId& owner, const std::string& day);
// Stage's name -> rows; stages without any are left out.
std::map<std::string, std::int64_t> count_by_stage(db::Reader& reader);
// Others that share the number, the name or the telephone number. At most 20.
std::vector<Prospect> list_alike(db::Reader& reader, const members::Organisation& organisation,
                                 const ProspectId& but);

Result<void> insert_contact(db::Tx& tx, const Contact& contact);
Result<void> update_contact(db::Tx& tx, const Contact& contact);
std::optional<Contact> find_contact(db::Reader& reader, const ProspectId& prospect,
                                    const ContactId& id);
// Newest first.
std::vector<Contact> list_contacts(db::Reader& reader, const ProspectId& prospect, int most);
// kind -> rows inside [from, until].
std::map<std::string, std::int64_t> count_contacts(db::Reader& reader, const std::string& from,
                                                   const std::string& until);

Result<void> insert_move(db::Tx& tx, const Move& move);
// Oldest first.
std::vector<Move> list_moves(db::Reader& reader, const ProspectId& prospect);

}  // namespace musubi::recruiting::store
