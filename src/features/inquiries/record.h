// record.h - the one way in which an inquiry is written: its number, its clock, the audit note and
// the search document together. Between the services and the store, in the caller's transaction;
// permits nothing and decides nothing that a person decides.
#pragma once

#include "core/files/files.h"
#include "core/search/search.h"
#include "features/inquiries/store.h"

namespace musubi::inquiries {

inline constexpr std::string_view kReceivedTopic = "inquiries.inquiry.received";  // outbox, audit

// Gives id, number, days and due time, and writes it with its first message. With state quarantined
// nobody is told; else the office is, by the outbox. REQUIRES: what was typed was checked.
Result<void> receive(db::Tx& tx, const Context& ctx, Inquiry& inquiry, Message first,
                     const std::vector<files::Staged>& attached);
// What the asker wrote later: our turn again, with a new due time.
Result<void> add_incoming(db::Tx& tx, const Context& ctx, Inquiry& inquiry, Message message,
                          const std::vector<files::Staged>& attached);
// What the office wrote; the letter is sent already (message.mail_id). Stops the clock.
Result<void> add_outgoing(db::Tx& tx, const Context& ctx, Inquiry& inquiry, Message message,
                          const std::vector<AttachedFile>& attached);
// SECURITY: before and after hold codes, days and numbers, never what a person wrote.
struct Change {
  std::string_view action;
  Json before = nullptr, after = nullptr;
  std::string reason = {};
};
Result<void> save(db::Tx& tx, const Context& ctx, Inquiry& inquiry, const Change& change);
Result<void> note_audit(db::Tx& tx, const Context& ctx, const Inquiry& inquiry,
                        const Change& change);

int answer_days(db::Reader& reader);  // setting inquiries.answer_days
Instant due_of(db::Reader& reader, Instant from);
search::Document document_of(db::Reader& reader, const Inquiry& inquiry);
// SHA-256 of the first words without spaces: what makes two sendings the same.
std::string body_key_of(const std::string& body);

}  // namespace musubi::inquiries
