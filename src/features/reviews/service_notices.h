// service_notices.h - the notice of a decision: printed once by the outbox, kept, handed out, and
// sent by mail where there is an address.
#pragma once

#include "core/outbox/outbox.h"
#include "features/reviews/service_reviews.h"

namespace musubi::reviews {

struct OpenedNotice {
  std::string path, filename;
};
// The kept bytes, after comparing their hash. Fault::conflict while they are being made.
Result<OpenedNotice> open_notice(const Context& ctx, const ApplicationId& id);
// After a failure: printed and sent again.
Result<void> order_notice_again(const Context& ctx, const ApplicationId& id);

// Outbox: prints when it is not printed yet, then mails when it was not mailed yet.
Result<void> deliver_decision(const Context& ctx, const outbox::Message& message);

}  // namespace musubi::reviews
