// service.h - what an asker, a member, the office, the mailbox and the clock can do at the desk.
// SECURITY: an asker is whoever holds the link; what the office writes for the asker and what it
// writes for itself are other types from the form to the table (inquiry.h).
#pragma once

#include <vector>

#include "core/files/files.h"
#include "core/mail/incoming.h"
#include "features/inquiries/inquiries.h"
#include "features/inquiries/permissions.h"
#include "features/inquiries/spam.h"
#include "features/inquiries/store.h"

namespace musubi::inquiries {

inline constexpr std::string_view kAnswerDaysSetting = "inquiries.answer_days";
inline constexpr std::string_view kReplyAddressSetting = "inquiries.reply_address";
inline constexpr files::Purpose kAttachment{
    "inquiries.attachment", "問合せの添付", 5'000'000,
    "application/pdf image/png image/jpeg text/plain"
    " application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    " application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    may::open_files};

// ---- the asker ----

struct Upload {
  std::string path, filename;  // an upload's temporary file
};
struct Question {
  std::string category, subject, body, name, organisation_name, email, telephone;
  bool consented = false;
  std::vector<Upload> files;
  bool trap_filled = false;        // a field that people do not see
  std::int64_t filled_in_ms = -1;  // since the form was shown; -1 unknown
};
struct Receipt {
  std::string id, number, token;
};
// From the public form. What looks unwanted is received all the same, answered in the same words,
// and set aside. Sent twice: the first one's receipt, with a link of its own.
Result<Receipt> ask(const Context& ctx, const Question& input, const std::string& sending);
struct Thread {
  Inquiry inquiry;
  std::vector<Message> messages;  // oldest first
  std::vector<AttachedFile> files;
};
// not_found for a wrong, an ended and an erased one alike.
Result<Thread> load_by_link(const Context& ctx, const std::string& token);
struct Reply {
  std::string body;
  std::vector<Upload> files;
};
Result<void> reply_by_link(const Context& ctx, const std::string& token, const Reply& input,
                           const std::string& sending);

// ---- members ----
// Name and address are the account's. Returns the id.
Result<std::string> ask_as_member(const Context& ctx, const Question& input,
                                  const std::string& sending);
Result<std::vector<Inquiry>> list_own(const Context& ctx, const std::string& before_id, int most);
Result<Thread> load_own(const Context& ctx, const std::string& id);
Result<void> reply_own(const Context& ctx, const std::string& id, const Reply& input,
                       const std::string& sending);

// ---- the office ----

struct Call {  // written down after a telephone call or a visit
  std::string channel, happened_on, category, subject, body, name, organisation_name, email,
      telephone, member_no;
  std::string answer;  // what was said at once; "" = to be answered
};
Result<std::string> enter_call(const Context& ctx, const Call& input, const std::string& sending);

struct Colleague {
  std::string id, name;
};
struct DeskPage {
  Thread thread;
  std::vector<Note> notes;
  std::vector<Merge> merges;                 // into this one, not undone
  std::vector<ReadyText> texts;              // in use
  std::vector<Colleague> colleagues;
  std::string organisation_name, member_no;  // of the member that it concerns
  std::vector<Inquiry> of_same_asker;        // others of the same address, newest first
  std::optional<Inquiry> merged_into;
  std::vector<Outcome> listings;  // that came of it, or of those merged into it
  Instant clock;
};
Result<DeskPage> load_inquiry(const Context& ctx, const std::string& id);
// `words`: a number, a mail address, or words of the thread; "" = the filter alone.
Result<std::vector<Inquiry>> list_visible(const Context& ctx, const store::Filter& filter,
                                          const std::string& words);

// thread: how many messages the form showed. Fault::conflict when somebody wrote meanwhile; both
// texts stay: theirs in the thread, this one in the form.
struct Answer {
  std::string id, how = "mail";  // mail | phone | visit
  std::int64_t thread = 0;
  bool closes = false;
  std::vector<Upload> files;
};
Result<void> answer(const Context& ctx, const Answer& input, const OutgoingText& text,
                    const std::string& sending);
Result<void> add_note(const Context& ctx, const std::string& id, const InternalText& text,
                      const std::string& sending);

struct Step {
  std::string id;
  std::int64_t version = 0;
};
Result<void> assign(const Context& ctx, const Step& step, const std::string& account);
Result<void> set_follow_up(const Context& ctx, const Step& step, const std::string& day);
struct Sorting {
  std::string category, subject, member_no;
  bool faq_wanted = false;
};
Result<void> sort(const Context& ctx, const Step& step, const Sorting& input);
Result<void> close(const Context& ctx, const Step& step);
Result<void> reopen(const Context& ctx, const Step& step);
// Out of the quarantine: received now in all ways, the asker gets the receipt.
Result<void> release(const Context& ctx, const Step& step);
Result<void> discard(const Context& ctx, const Step& step);
Result<files::Opened> open_file(const Context& ctx, const std::string& id,
                                const std::string& file_id);

// ---- merges ----
// Into the one with this number. Only of the same address, or where one of them has none.
Result<std::string> merge(const Context& ctx, const Step& step, const std::string& number);
Result<void> undo_merge(const Context& ctx, const std::string& merge_id);

// ---- what becomes of it ----
Result<std::string> link_prospect(const Context& ctx, const Step& step);  // makes it; its id
// The draft of a FAQ, made once: the subject as its question, the newest answer as its text. The
// asker stays out of it. Its id.
Result<std::string> begin_faq(const Context& ctx, const Step& step);
// The draft of a お知らせ, made once: the subject as its title, the newest answer, if there is one, as
// its text. The asker stays out of it here too. Its id.
Result<std::string> begin_news(const Context& ctx, const Step& step);
Result<void> link_application(const Context& ctx, const Step& step, const std::string& receipt_no);

// ---- ready-made texts, rules ----
Result<std::vector<ReadyText>> list_ready_texts(const Context& ctx);
Result<ReadyText> load_ready_text(const Context& ctx, const std::string& id);
// version 0: a new one. Returns the id.
Result<std::string> save_ready_text(const Context& ctx, const ReadyText& input,
                                    const std::string& sending);
struct Rules {
  std::string answer_days, reply_address;
};
Result<Rules> load_rules(const Context& ctx);
Result<void> save_rules(const Context& ctx, const Rules& input);

// ---- months ----
struct Month {
  Date from;  // its first day
  std::vector<store::MonthRow> rows;
  store::MonthRow total;
};
// `typed`: 2024-10; "" or nonsense = this month.
Result<Month> load_month(const Context& ctx, const std::string& typed);
std::string month_csv(const Month& month);

// ---- the mailbox and the clock ----
Result<void> read_mailbox(const Context& ctx);
// One mail; taken once. `cut`: its end was not read. What a program wrote opens nothing.
Result<void> take_mail(const Context& ctx, std::string_view message, bool cut = false);
// Tells of what is past its due time, each stage once.
Result<void> escalate(const Context& ctx);
Result<void> clear_links(const Context& ctx);
// What was answered and brought no further question for kQuietDays is closed: its term begins.
Result<void> close_quiet(const Context& ctx);
// What was discarded goes when its term is over, unless a hold keeps it (core/retention).
Result<void> drop_discarded(const Context& ctx);

}  // namespace musubi::inquiries
