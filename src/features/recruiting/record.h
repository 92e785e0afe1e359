// record.h - the one way in which any part of recruiting writes a prospect: the row, its move, the
// audit note and the search document together, in the caller's transaction. Internal.
// REQUIRES: the caller has asked must() and checked the values.
#pragma once

#include <string>
#include <string_view>

#include "core/search/search.h"
#include "features/recruiting/store.h"

namespace musubi::recruiting {

struct Cause {
  std::string kind = "edit";  // made edit contact application member import undo
  std::string id = {};
  std::string reason = {};       // in words
  std::string happened_on = {};  // "" = today
};

// Gives id, code, version and stamps, and the first move.
Result<Prospect> record_new_prospect(db::Tx& tx, const Context& ctx, Prospect prospect,
                                     const Cause& cause);
// Writes what differs between the two; nothing differs: nothing is written. A changed stage is a
// move. `before.version` is the version that the caller saw. Returns it as it is now.
Result<Prospect> record_prospect(db::Tx& tx, const Context& ctx, const Prospect& before,
                                 Prospect after, const Cause& cause,
                                 std::string_view action = "recruiting.prospect.updated");
Result<void> forget_prospect(db::Tx& tx, const Context& ctx, const Prospect& prospect,
                             const Cause& cause);  // to undo an import

inline constexpr std::string_view kProspectVisibility = "recruiting.prospects";
search::Document document_of(const Prospect& prospect);
// Every word of the form and the stage that differ: {field: text}.
Json changes_of(const Prospect& before, const Prospect& after, bool of_after);

}  // namespace musubi::recruiting
