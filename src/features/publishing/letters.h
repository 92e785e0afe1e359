// letters.h - mails about articles, when the outbox delivers what was committed: the questions to
// the prefecture and to organisations, the answers, and what the clock could not keep.
#pragma once

#include "core/outbox/outbox.h"

namespace musubi::publishing {

void add_letter_handlers(outbox::Handlers& handlers);

}  // namespace musubi::publishing
