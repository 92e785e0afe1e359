// matching_imports.cc - a row against the registry, strongest evidence first.
//
//   an earlier import settled this very row                    -> repeats: nothing is to be done
//   repeats another row of this file                           -> merge, a person decides
//   same corporate number; or same name and one more fact      -> fill the blanks of that one
//   two different valid corporate numbers                      -> never the same
//   only the name, the telephone or the member number agrees   -> merge, a person decides
//   however much agrees, when that member has left             -> merge, a person decides
//   nothing agrees                                             -> create
#include "features/members/matching_imports.h"

#include "features/members/store.h"
#include "features/members/values_imports.h"

namespace musubi::members {
namespace {

bool both_and_equal(const std::string& a, const std::string& b) { return !a.empty() && a == b; }

struct Evidence {
  bool proof = false;
  std::string reason;  // "" = nothing agrees
};

Evidence evidence(const store::Candidate& candidate, const Organisation& row,
                  const MatchKeys& keys) {
  const bool number = both_and_equal(candidate.corporate_number, row.corporate_number);
  const bool name = both_and_equal(candidate.name_key, keys.name_key);
  const bool telephone = both_and_equal(candidate.telephone_key, keys.telephone_key);
  const bool domain = both_and_equal(candidate.domain_key, keys.domain_key);
  const bool member_no = both_and_equal(candidate.member_no, row.member_no);
  if (!number && !candidate.corporate_number.empty() && !row.corporate_number.empty()) return {};
  std::string agrees;
  const auto add = [&agrees](bool holds, const char* what) {
    if (holds) agrees += (agrees.empty() ? "" : "・") + std::string(what);
  };
  add(number, "法人番号");
  add(name, "名称");
  add(telephone, "電話番号");
  add(member_no, "会員番号");
  if (agrees.empty()) return {};  // a mail domain alone is often a provider's
  add(domain, "メールのドメイン");
  return {number || (name && (telephone || domain || member_no)), agrees + "が一致"};
}

bool settled_before(db::Reader& reader, store::ImportRow& row) {
  const auto earlier = store::find_earlier_row(reader, row.original_hash, row.import_id);
  if (!earlier) return false;
  if (!earlier->organisation_id.empty()) {
    // Undone or merged since: then it is not settled any more.
    auto found = store::find_organisation(reader, earlier->organisation_id);
    if (!found || found->state == State::merged) return false;
    if (found->state == State::withdrawn) {  // on the list all the same: a person looks why
      row.choice = "merge";
      row.target_id = found->id;
      row.match_reason = std::string(kWhoLeft) + "前に取り込んだ名簿の行が一致";
      return true;
    }
  }
  row.repeats = true;
  row.target_id = earlier->organisation_id;
  row.match_reason = "前に取り込んだ名簿と同じ行";
  row.choice = earlier->organisation_id.empty() ? "merge" : "fill";
  return true;
}

}  // namespace

void match_row(db::Reader& reader, store::ImportRow& row) {
  if (settled_before(reader, row)) return;
  if (row.of_row > 0) {
    row.choice = "merge";
    return;
  }
  row.choice = "create";
  const Organisation organisation = organisation_of(row.typed);
  const std::vector<Person> people = people_of(row.typed);
  MatchKeys keys = match_keys(organisation, people.empty() ? "" : people.front().email);
  MatchKeys asked = keys;
  asked.domain_key.clear();  // shared by hundreds at a provider's; judged below, not searched
  auto candidates = store::list_candidates(reader, organisation.corporate_number, asked);
  OrganisationId left;  // only a member number leads to one who has left
  if (!organisation.member_no.empty()) {
    if (auto same = store::find_organisation_by_member_no(reader, organisation.member_no)) {
      const MatchKeys own = match_keys(*same, "");
      if (same->state == State::withdrawn) left = same->id;
      candidates.push_back({same->id, same->member_no, same->name, same->corporate_number,
                            own.name_key, own.telephone_key, ""});
    }
  }
  for (const auto& candidate : candidates) {
    Evidence found = evidence(candidate, organisation, keys);
    if (found.reason.empty()) continue;
    if (candidate.id == left) found = {false, std::string(kWhoLeft) + found.reason};
    if (!found.proof && row.choice == "merge") continue;  // the first weak one stands
    row.choice = found.proof ? "fill" : "merge";
    row.target_id = candidate.id;
    row.match_reason = found.reason;
    if (found.proof) return;
  }
}

}  // namespace musubi::members
