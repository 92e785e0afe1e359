// search_index.cc - builds the two search documents of an organisation; see search_index.h.
// A person's document has the noun organisation_people and the organisation's id, so that a hit
// leads to the page where the person stands.
#include "features/members/search_index.h"

#include "base/text.h"
#include "features/members/codes.h"
#include "features/members/members.h"
#include "features/members/search_records.h"
#include "features/members/store.h"
#include "features/members/store_merges.h"

namespace musubi::members {
namespace {

void add_line(std::string& body, const std::string& text) {
  if (text.empty()) return;
  if (!body.empty()) body += '\n';
  body += text;
}

search::Document registry_document(const Organisation& o, const std::vector<std::string>& former) {
  search::Document document{.noun = "organisation", .id = o.id.text, .organisation_id = o.id.text,
                            .title = o.name, .body = {},
                            .visibility = std::string(kRegistryVisibility), .at = o.updated_at};
  add_line(document.body, o.member_no);
  add_line(document.body, o.name_kana);
  add_line(document.body, spell_out_corporate_form(o.name));
  add_line(document.body, o.corporate_number);
  add_line(document.body, o.postal_code);
  add_line(document.body, o.address);
  add_line(document.body, std::string(industry_label(o.industry)));
  add_line(document.body, o.telephone);
  add_line(document.body, o.website);
  add_line(document.body, o.interests);
  for (const auto& name : former) {
    if (name == o.name || name == o.name_kana) continue;
    add_line(document.body, name);
    add_line(document.body, spell_out_corporate_form(name));
  }
  return document;
}

search::Document people_document(const Organisation& o, const std::vector<Person>& people) {
  search::Document document{.noun = "organisation_people", .id = o.id.text,
                            .organisation_id = o.id.text, .title = o.name, .body = {},
                            .visibility = std::string(kPersonalVisibility), .at = o.updated_at};
  add_line(document.body, o.representative_name);
  for (const auto& person : people) {
    if (person.left) continue;
    add_line(document.body, person.name);
    add_line(document.body, person.name_kana);
    add_line(document.body, person.email);
    add_line(document.body, person.telephone);
  }
  return document;
}

}  // namespace

std::vector<std::string> visible_to(const Actor& actor) {
  std::vector<std::string> out;
  if (can(actor, may::see_registry)) out.emplace_back(kRegistryVisibility);
  if (can(actor, may::see_personal_data)) out.emplace_back(kPersonalVisibility);
  return out;
}

Result<void> index_organisation(db::Tx& tx, const Organisation& organisation,
                                const std::vector<Person>& people, bool is_new) {
  std::vector<std::string> former;
  if (!is_new) former = store::list_former_names(tx, organisation.id);
  TRY(search::put(tx, registry_document(organisation, former)));
  TRY(search::put(tx, people_document(organisation, people)));
  return {};
}

Result<void> forget_organisation(db::Tx& tx, const OrganisationId& id) {
  TRY(search::remove(tx, "organisation", id.text));
  TRY(search::remove(tx, "organisation_people", id.text));
  return {};
}

search::Feeders search_feeders() {
  auto page_of = [](db::Reader& reader, const std::string& after_id, int most) {
    return store::list_organisations_by_id(reader, after_id, most);
  };
  search::Feeder organisations = [page_of](db::Reader& reader, const std::string& after, int most) {
    std::vector<search::Document> out;
    for (const auto& o : page_of(reader, after, most)) {
      out.push_back(registry_document(o, store::list_former_names(reader, o.id)));
    }
    return out;
  };
  search::Feeder people = [page_of](db::Reader& reader, const std::string& after, int most) {
    std::vector<search::Document> out;
    const auto page = page_of(reader, after, most);
    for (const auto& o : page) {
      out.push_back(people_document(o, store::list_people(reader, o.id)));
    }
    return out;
  };
  search::Feeders all{{"organisation", organisations}, {"organisation_people", people}};
  for (auto& feeder : record_feeders()) all.push_back(std::move(feeder));
  return all;
}

}  // namespace musubi::members
