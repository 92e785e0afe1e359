// store_keeping.cc - see store_keeping.h. Most prospects have no contact person: '' would find
// them all.
#include "features/recruiting/keeping/store_keeping.h"

#include "base/text.h"

namespace musubi::recruiting::store {
namespace {

constexpr db::Query kOfAddress{
    "recruiting.list_prospects_of_address",
    "SELECT id FROM prospects WHERE lower(contact_email) = $1 AND contact_email <> ''"
    " ORDER BY updated_at DESC, id DESC LIMIT $2"};

}  // namespace

std::vector<ProspectId> list_prospects_of_address(db::Reader& reader, std::string_view email,
                                                  int most) {
  std::vector<ProspectId> out;
  for (const auto& row : reader.all(kOfAddress, lower_ascii(email), most)) {
    out.push_back({row.text(0)});
  }
  return out;
}

}  // namespace musubi::recruiting::store
