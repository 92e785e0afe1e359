// whereabouts.cc - where what other features keep of a member belongs now, and since when it is no
// member any more; see members.h. Reads only: whoever calls decides what follows of it.
#include "features/members/members.h"
#include "features/members/store.h"
#include "features/members/store_merges.h"

namespace musubi::members {
namespace {

constexpr int kMergesFollowed = 20;  // of one into the next; more is no real house

// 合併, not 名寄せ. Merges of an older version noted it by the accounts that ended.
bool were_two_bodies(const store::Merge& merge) {
  if (merge.snapshot.contains("accounts_moved")) {
    return !merge.snapshot.at("accounts_moved").get<bool>();
  }
  return merge.snapshot.value("accounts_ended", false);
}

// The day of its 合併; that of an earlier 退会 when it had left before.
std::string merger_day(db::Reader& reader, const Organisation& gone, const store::Merge& merge) {
  std::string day = gone.left_on;
  for (const auto& event : store::list_membership_events(reader, gone.id)) {
    if (event.kind == "merged") day = event.happened_on;
  }
  return day.empty() ? iso(date_in_japan(merge.merged_at)) : day;
}

std::string leaving_day(const Organisation& organisation) {
  if (organisation.state != State::withdrawn) return "";
  // A roster may say that somebody left without saying when.
  return organisation.left_on.empty() ? iso(date_in_japan(organisation.updated_at))
                                      : organisation.left_on;
}

}  // namespace

std::optional<Whereabouts> find_whereabouts(db::Reader& reader, const OrganisationId& id) {
  auto found = store::find_organisation(reader, id);
  if (!found) return std::nullopt;
  for (int i = 0; i < kMergesFollowed && found->state == State::merged; ++i) {
    const auto merge = store::find_merge_of_gone(reader, found->id);
    if (merge && were_two_bodies(*merge)) {
      return Whereabouts{found->id, merger_day(reader, *found, *merge)};
    }
    auto next = store::find_organisation(reader, found->merged_into);
    CHECK(next.has_value());
    found = std::move(next);
  }
  return Whereabouts{found->id, leaving_day(*found)};
}

std::vector<OrganisationId> list_with_merged(db::Reader& reader, const OrganisationId& id) {
  std::vector<OrganisationId> out = store::list_merged_into(reader, id);
  out.insert(out.begin(), id);
  return out;
}

}  // namespace musubi::members
