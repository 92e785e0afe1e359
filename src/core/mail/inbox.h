// inbox.h - reading a mailbox over IMAP (libcurl): what is new since the last message that was
// read, one message at a time, never more of one than was asked for. Called by scheduled jobs.
// It deletes nothing and moves nothing: keeping the mailbox small is its owner's.
// SECURITY: what comes from a mailbox was written by strangers; the password is never logged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/mail/mail.h"

namespace musubi::mail {

struct Inbox {
  std::string host;
  int port = 993;
  Security security = Security::tls;
  std::string user, password;
  std::string folder = "INBOX";
  std::string ca_file;  // "" = the system's certificates
  int timeout_ms = 30'000;
};
// nullopt: no mailbox is read. Call at start and on reload.
void configure_inbox(std::optional<Inbox> inbox);
std::optional<Inbox> current_inbox();

// A DSN carries the whole mail that came back behind what matters: the rest is not needed.
inline constexpr std::size_t kMessageBytesMost = 256 * 1024;

struct NewMessages {
  std::string validity;             // UIDVALIDITY: another one means that all numbers begin anew
  std::vector<std::int64_t> uids;   // ascending, above `after`; at most `most`
};
// Fault::unavailable with words for the office when the server cannot be reached or refuses.
Result<NewMessages> list_new_messages(const Inbox& inbox, std::int64_t after, std::size_t most);
// The beginning of a message, at most `most` bytes, as it is on the wire. not_found when it is
// gone.
Result<std::string> read_message(const Inbox& inbox, std::int64_t uid,
                                 std::size_t most = kMessageBytesMost);

}  // namespace musubi::mail
