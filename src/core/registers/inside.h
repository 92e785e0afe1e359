// inside.h - one bounded GET, for this folder only: called by registers.cc outside any transaction.
// Must never log an address, which may hold an application id.
#pragma once

#include <string>

#include "base/result.h"

namespace musubi::registers {

struct Got {
  long status = 0;
  std::string body;
};
// Fault::unavailable: no answer within the time, too long, or no such place. `header` is sent as it
// is ("" = none).
Result<Got> get(const std::string& address, const std::string& header, int timeout_ms);

}  // namespace musubi::registers
