// service_reminders.h - what is due with prospects, told by mail to whom each is given: one mail a
// person and day, none when nothing is due. Called by the scheduled job.
#pragma once

#include "core/actor/actor.h"

namespace musubi::recruiting {

// On open days, to everybody who may still work with prospects: account, role and 従事者誓約. Each
// person's mail, that question and the mark that it was sent are one transaction, so that two runs
// of a day send one. A mail that cannot be written keeps nobody else from theirs; the first such
// failure is returned at the end.
Result<void> remind_owners(const Context& ctx);

}  // namespace musubi::recruiting
