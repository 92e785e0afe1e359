// service_conversion.h - makes of a registered picture what pages show. Called when the outbox
// delivers media.item.sent, and by the demo.
//   waiting -> all variants made, then kept with the state ready, in one transaction
//          |-> unreadable (told why) when no later try would do better
#pragma once

#include "features/media/service.h"

namespace musubi::media {

// Nothing to do when the item is gone, another round was ordered, or it is made already. What was
// made in vain has no row and is swept.
Result<void> make_variants(const Context& ctx, const MediaId& id, std::int64_t round);
Result<void> make_what_was_sent(const Context& ctx, const outbox::Message& message);

}  // namespace musubi::media
