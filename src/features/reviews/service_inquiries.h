// service_inquiries.h - asking one officer of the prefecture by a mail link, and the answer without
// a password. SECURITY: a link is stored hashed, works for one answer, dies with its time, its use
// and its officer's account; every link that does not work gets the very same words.
#pragma once

#include "core/outbox/outbox.h"
#include "features/reviews/service_reviews.h"

namespace musubi::reviews {

struct OfficerChoice {
  std::string id, name;
};
// Officers of the prefecture in force: whom the office can ask.
Result<std::vector<OfficerChoice>> list_officers(const Context& ctx);

struct NewInquiry {
  std::string officer_id, about, question;  // about: opinion | screening
  std::string sending;
};
Result<void> ask_officer(const Context& ctx, const Locksmith& smith, const ApplicationId& id,
                         const NewInquiry& input);

// What the officer sees on the phone. Nothing of a screening but that it is about one.
struct AskedPage {
  std::string about, question, receipt_no, organisation_name, officer_name, asked_by_name;
  Instant expires_at;
};
Result<AskedPage> load_asked(const Context& ctx, const std::string& token);
struct OfficerAnswer {
  std::string answer, words;  // no_concern | concern | unsure
};
// The receipt: what was asked about, for the page of thanks.
Result<AskedPage> answer_by_link(const Context& ctx, const Locksmith& smith,
                                 const std::string& token, const OfficerAnswer& input);

// The officer signed in and answered in the file: the mail link is over. An outbox handler.
Result<void> follow_screening_answer(const Context& ctx, const outbox::Message& message);
// Inquiries whose time is over stop waiting; a scheduled job.
Result<void> end_expired(const Context& ctx);
// The application was withdrawn: nobody is asked any more. In the caller's transaction.
Result<void> end_inquiries(db::Tx& tx, const ApplicationId& id);

inline constexpr std::int64_t kInquiryMs = 7LL * 24 * 3'600'000;  // a week of an officer's mail

}  // namespace musubi::reviews
