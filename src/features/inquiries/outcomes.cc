// outcomes.cc - see outcomes.h. Written at start only: threads read it without a lock.
// Must never include the feature that tells: it knows this one.
#include "features/inquiries/outcomes.h"

#include <utility>

namespace musubi::inquiries {
namespace {

ListOutcomes& told_listings() {
  static ListOutcomes list;
  return list;
}

void append(std::vector<Outcome>& out, std::vector<Outcome> more) {
  for (Outcome& one : more) out.push_back(std::move(one));
}

}  // namespace

void configure_listings(ListOutcomes list) { told_listings() = std::move(list); }

std::vector<Outcome> list_listings_of(db::Reader& reader, const std::string& inquiry,
                                      const std::vector<Merge>& merges) {
  if (!told_listings()) return {};
  std::vector<Outcome> out = told_listings()(reader, inquiry);
  for (const Merge& one : merges) append(out, told_listings()(reader, one.gone_id));
  return out;
}

}  // namespace musubi::inquiries
