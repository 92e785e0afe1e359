// letters.h - the mails of 月次ログ報告書: to the prefecture when it is submitted, to the office when it
// was received, to the other side when somebody comments. Called by the outbox.
#pragma once

#include "core/outbox/outbox.h"

namespace musubi::analytics {

void add_letter_handlers(outbox::Handlers& handlers);

}  // namespace musubi::analytics
