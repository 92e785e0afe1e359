// letters.h - what goes to an asker by mail, and the news to the office. Queued in the caller's
// transaction; decides nothing. SECURITY: what goes to an asker is made of an OutgoingText; there
// is no function here that takes a note.
#pragma once

#include "core/files/files.h"
#include "core/outbox/outbox.h"
#include "features/inquiries/store.h"

namespace musubi::inquiries {

struct IssuedLink {
  std::string token;
  Instant until;
};
// A token whose hash is kept: for the asker's page. SECURITY: purpose "status" goes out by mail and
// so proves the address; "posted" is what the browser that sent the form is shown, and proves
// nothing: a merge ends it, for the thread then holds what others may have written.
Result<IssuedLink> issue_link(db::Tx& tx, const Context& ctx, const std::string& inquiry,
                              std::string_view purpose);

struct SentLetter {
  std::string mail_id, message_id;  // "" when there is no address to write to
};
// 受付番号 and the link. At most kLettersADay a day go to one address (two programs that answer each
// other end there).
Result<SentLetter> send_acknowledgement(db::Tx& tx, const Context& ctx, const Inquiry& inquiry);
Result<SentLetter> send_answer(db::Tx& tx, const Context& ctx, const Inquiry& inquiry,
                               const OutgoingText& text,
                               const std::vector<files::FileId>& attached);
// To managers and whoever has it, in the caller's write: what is late. `stage`: 1 or 2.
Result<void> send_late_news(db::Tx& tx, const Context& ctx,
                            const std::vector<Inquiry>& late, int stage,
                            const std::vector<std::pair<std::string, std::string>>& people);

// inquiries.inquiry.received: something new or something more to answer, for the office.
void add_letter_handlers(outbox::Handlers& handlers);

std::string desk_path(const std::string& inquiry);  // /office/inquiries/...

}  // namespace musubi::inquiries
