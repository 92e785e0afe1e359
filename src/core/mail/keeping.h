// keeping.h - how long the kept copies of mails stay (core/retention), and which of them went to a
// person who asks (core/holdings). Called by main.cc.
#pragma once

#include "core/holdings/holdings.h"
#include "core/retention/retention.h"

namespace musubi::mail {

retention::Kinds retention_kinds();
// Letters to an address: when and about what (core/holdings).
holdings::Sources holdings_sources();

}  // namespace musubi::mail
