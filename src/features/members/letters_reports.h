// letters_reports.h - the mails that tell of a member report: to the prefecture's officers when it
// was submitted, to the secretariat when it was received, to the other side of a comment.
#pragma once

#include "core/outbox/outbox.h"

namespace musubi::members {

void add_report_letter_handlers(outbox::Handlers& handlers);

}  // namespace musubi::members
