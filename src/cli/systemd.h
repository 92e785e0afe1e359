// systemd.h - tells the service manager how we are (READY, RELOADING, STOPPING, WATCHDOG) by a
// datagram to $NOTIFY_SOCKET, as sd_notify(3) describes. Without a manager nothing happens.
#pragma once

#include <cstdint>
#include <string>

namespace musubi::cli {

// False when there is no manager or it did not take the message; nobody needs to care.
bool tell_manager(const std::string& state);
// RELOADING=1 with the monotonic clock, as Type=notify-reload wants.
std::string reloading_state();
std::int64_t watchdog_interval_ms();  // how often WATCHDOG=1 is due; 0 = never

}  // namespace musubi::cli
