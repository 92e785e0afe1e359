// letters.h - what the outbox delivers for reviews by mail; see letters.cc. Called by routes.cc;
// decides nothing.
#pragma once

#include "core/outbox/outbox.h"

namespace musubi::reviews {

void add_letter_handlers(outbox::Handlers& handlers);

}  // namespace musubi::reviews
