// audience.h - whom of the registry's people something is meant for: conditions over
// organisations and over what a person is there, said in words, counted by the database, walked in
// pages.
// Part of members.h. Counts and walks never hold more than a page of people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "features/members/organisation.h"

namespace musubi::members {

// Empty lists: any. No states: active members. Codes as the registry stores them.
struct Audience {
  std::vector<std::string> states, categories, industries, areas, municipalities, sizes;
  std::string joined_from, joined_until;  // YYYY-MM-DD, "" = open
  std::string part;                       // "" everyone, primary, administrator, representative
};

// What the people of an organisation are to the consortium: {code, label}.
std::vector<std::pair<std::string, std::string>> audience_parts();
// Choices of the lists above, {code, label}: states categories industries areas municipalities
// sizes. REQUIRES: one of these names.
std::vector<std::pair<std::string, std::string>> audience_choices(std::string_view list);
// 状態が有効、業種が情報通信業で、地域が熊本の団体の、主担当
std::string audience_words(const Audience& audience);

struct AudiencePerson {
  PersonId id;
  OrganisationId organisation;
  std::string member_no, organisation_name, name, email;
};
// In order of the person's id; `after` "" = first page. People who left are not among them.
std::vector<AudiencePerson> list_audience(db::Reader& reader, const Audience& audience,
                                       std::string_view after, int most);
// Nothing when this person is not, or no longer, one of the audience.
std::optional<AudiencePerson> find_in_audience(db::Reader& reader, const Audience& audience,
                                        const PersonId& id);

struct AudienceSize {
  std::int64_t people = 0, organisations = 0, without_address = 0;
};
AudienceSize count_audience(db::Reader& reader, const Audience& audience);

// Every mail address of an organisation's people who are there now, and the organisations in good
// standing in order of id, for whoever asks who has received anything.
std::vector<std::string> list_addresses_of(db::Reader& reader, const OrganisationId& organisation);
// The people themselves, in their order, also those without an address ("").
struct ContactPerson {
  std::string name, email;
};
std::vector<ContactPerson> list_contacts_of(db::Reader& reader,
                                            const OrganisationId& organisation);
struct StandingOrganisation {
  OrganisationId id;
  std::string member_no, name;
};
std::vector<StandingOrganisation> list_in_good_standing(db::Reader& reader,
                                                        std::string_view after_id, int most);

}  // namespace musubi::members
