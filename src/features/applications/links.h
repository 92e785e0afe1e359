// links.h - tokens by which somebody without an account comes back, and the letters that carry
// them. The database keeps a token only as SHA-256; a letter loses its link when it was sent or the
// link is over. Internal.
//   draft   the cookie of the form, a day
//   resume  mailed while the form is filled in, 30 days
//   status  mailed at the receipt and later, 180 days
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "features/applications/store.h"

namespace musubi::applications {

inline constexpr int kDraftCookieHours = 24;
inline constexpr int kDraftDays = 30;    // an untouched draft is deleted after this
inline constexpr int kStatusDays = 180;
inline constexpr int kLettersADay = 5;  // to one address that nobody may have proved to be theirs

struct Issued {
  std::string token;
  Instant until;
};
// `email`: the address that the link is mailed to; using it proves that address.
Result<Issued> issue_link(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                          std::string_view purpose, std::int64_t hours,
                          const std::string& email = {});
std::optional<store::LinkRow> find_live_link(db::Reader& reader, const Context& ctx,
                                             std::string_view token, std::string_view purpose);
// SECURITY: a link proves the address that it was mailed to. One from before the address was
// changed still opens the application, and proves nothing.
bool proves_address(const store::LinkRow& link, const Application& application);
// The application that the token opens now; nothing for a wrong or an ended one.
std::optional<ApplicationId> find_by_token(db::Reader& reader, const Context& ctx,
                                           std::string_view token, std::string_view purpose);

// ---- letters: queued in the caller's transaction ----

// False when the address has had its letters for today: then nothing goes out, and nobody is told.
Result<bool> send_resume_letter(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                                const std::string& email);
Result<void> send_receipt_letter(db::Tx& tx, const Context& ctx, const Application& application);
Result<void> send_status_letter(db::Tx& tx, const Context& ctx, const Application& application);
Result<void> send_supplement_letter(db::Tx& tx, const Context& ctx, const Application& application,
                                    const Supplement& supplement);
Result<void> send_answer_letter(db::Tx& tx, const Context& ctx, const Application& application);
Result<void> send_withdrawal_letter(db::Tx& tx, const Context& ctx,
                                    const Application& application);

}  // namespace musubi::applications
