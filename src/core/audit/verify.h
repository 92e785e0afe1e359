// verify.h - the audit chain verified by somebody who waits for it: audit.h's verify_chain() that
// says how far it is. For commands; reads only.
#pragma once

#include "core/audit/audit.h"

namespace musubi::audit {

// `progress`, when given, hears of every thousandth row of `total`, and of the last one.
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;
Verdict verify_chain(db::Reader& reader, const Progress& progress);

}  // namespace musubi::audit
