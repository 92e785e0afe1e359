// service_index.h - how the index follows what is public: in the transaction that changes it, by
// the outbox for what takes long, and once a day for what was missed. Called by site_search.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/outbox/outbox.h"
#include "features/media/media.h"
#include "features/publishing/publishing.h"
#include "features/site_search/store.h"

namespace musubi::site_search {

inline constexpr std::string_view kFileRegistered = "site_search.file.registered";
inline constexpr std::string_view kWordsWanted = "site_search.words.wanted";

// In the caller's transaction. `item` null: public no more.
Result<void> follow_item(db::Tx& tx, const Context& ctx, const std::string& id,
                         const publishing::PublicItem* item,
                         const std::vector<std::string>& targets);
Result<void> follow_file(db::Tx& tx, const Context& ctx, const media::MediaId& id);
// Found while it is published, else not.
Result<void> place_file(db::Tx& tx, const Context& ctx, const media::Readable& file,
                        const FileText& text);
Result<void> order_reading(db::Tx& tx, Instant now, const std::string& id);

// Outbox. Idempotent.
Result<void> read_registered(const Context& ctx, const outbox::Message& message);
Result<void> collect_words(const Context& ctx, const outbox::Message& message);

// The job: `pages` are the open pages of this release.
Result<void> catch_up(const Context& ctx, const std::vector<OpenPage>& pages);
// Everything but the open pages: for the demo, which has no application yet.
Result<void> catch_up_contents(const Context& ctx);

}  // namespace musubi::site_search
