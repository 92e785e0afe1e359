// store_views.h - the rows of saved views; see store_views.cc.
// A view belongs to one account and nobody else can see or delete it.
#pragma once

#include <string>
#include <vector>

#include "core/actor/actor.h"
#include "features/members/service.h"

namespace musubi::members::store {

std::vector<SavedView> list_saved_views_in_account(db::Reader& reader, const AccountId& account,
                                                   int most);
Result<void> insert_saved_view(db::Tx& tx, const AccountId& account, const SavedView& view,
                               Instant now);
// Rows deleted: 0 when it is somebody else's or gone.
Result<std::int64_t> delete_saved_view_in_account(db::Tx& tx, const AccountId& account,
                                                  const std::string& id);

}  // namespace musubi::members::store
