// handlers.h - whoever delivers something from the outbox, as main.cc and `musubi serve` put them
// together. For tests that look at all of them; delivers nothing itself.
#pragma once

#include "core/files/files.h"
#include "core/keys/locksmith.h"
#include "core/mail/mail.h"
#include "core/outbox/outbox.h"
#include "features/accounts/accounts.h"
#include "features/analytics/analytics.h"
#include "features/applications/applications.h"
#include "features/changes/changes.h"
#include "features/confirmations/confirmations.h"
#include "features/inquiries/inquiries.h"
#include "features/mailings/mailings.h"
#include "features/media/media.h"
#include "features/members/members.h"
#include "features/privacy/privacy.h"
#include "features/publishing/publishing.h"
#include "features/retention/retention.h"
#include "features/reviews/reviews.h"
#include "features/screenings/screenings.h"

namespace musubi::test {

inline outbox::Handlers every_handler() {
  outbox::Handlers handlers;
  mail::add_handlers(handlers);
  files::add_handlers(handlers);
  accounts::add_handlers(handlers);
  members::add_handlers(handlers);
  screenings::add_handlers(handlers, keys::make_test_locksmith());
  reviews::add_handlers(handlers);
  retention::add_handlers(handlers);
  privacy::add_handlers(handlers);
  applications::add_handlers(handlers);
  mailings::add_handlers(handlers, keys::make_test_locksmith());
  changes::add_handlers(handlers);
  confirmations::add_handlers(handlers);
  media::add_handlers(handlers);
  publishing::add_handlers(handlers);
  inquiries::add_handlers(handlers);
  analytics::add_handlers(handlers);
  return handlers;
}

}  // namespace musubi::test
