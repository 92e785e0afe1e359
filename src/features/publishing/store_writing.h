// store_writing.h - rows of `content_writings`: what somebody is writing and has not saved. Rows to
// structs and back; decides nothing. A writing is its own writer's alone: others see who and when.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/publishing/content.h"

namespace musubi::publishing::store {

struct Writing {
  ContentId item;
  AccountId account;
  std::string account_name;
  std::string token;   // of the draft that was seen
  std::string fields;  // JSON {name: text} of the inputs, "" = nothing was typed
  Instant kept_at, seen_at;
};
// Takes the place of this account's row of the item.
Result<void> replace_writing(db::Tx& tx, const Writing& writing);
// Only that it was heard of; makes the row when there is none.
Result<void> update_writing_seen(db::Tx& tx, const Writing& writing);
std::optional<Writing> find_writing(db::Reader& reader, const ContentId& item,
                                    const AccountId& account);
// Heard of since then, by the time; without what they wrote.
std::vector<Writing> list_writers_since(db::Reader& reader, const ContentId& item, Instant since,
                                        int most);
Result<void> delete_writing(db::Tx& tx, const ContentId& item, const AccountId& account);
Result<std::int64_t> delete_writings_before(db::Tx& tx, Instant until);

}  // namespace musubi::publishing::store
