// service_reviews.h - an application under review: claimed, its criteria answered with grounds and
// evidence, the prefecture asked, handed to the decider. Every function asks must().
#pragma once

#include "core/keys/locksmith.h"
#include "features/reviews/store.h"
#include "features/screenings/screenings.h"

namespace musubi::reviews {

using keys::Locksmith;

struct ReviewPage {
  applications::Application application;  // masked as for this reader
  std::optional<Review> review;           // nothing until somebody claimed it
  CriteriaSet criteria;                   // of the review; else the newest confirmed, or empty
  std::vector<Answer> answers;
  std::vector<AccountId> people;          // everybody who ever took part in the review
  std::vector<Inquiry> inquiries;         // without tokens
  std::optional<Notice> notice;
  std::vector<Lookup> lookups;            // newest first
  std::optional<screenings::Standing> screening;
  bool consented = false;                 // 規約・個人情報・暴排誓約 are all on record
  int answered = 0;                       // criteria with 適 or 否
  // What still stands in the way, in words; empty when it may go on.
  std::vector<std::string> before_ready, before_approval;
};
Result<ReviewPage> load_visible_review(const Context& ctx, const Locksmith& smith,
                                       const ApplicationId& id);
const Answer* answer_of(const ReviewPage& page, std::string_view criterion_id);

// Claims it, or takes it over from somebody else; opens the screening's file. The application goes
// on to 審査中.
Result<void> claim_review(const Context& ctx, const Locksmith& smith, const ApplicationId& id);

struct AnswerEdit {
  std::string criterion_id, answer, grounds;
  std::int64_t version = 0;                  // of the answer that the form showed
  std::string evidence_path, evidence_name;  // the upload's temp file; "" = keep what is there
};
// Fault::conflict when somebody answered meanwhile: the page then shows both texts.
Result<void> save_answer(const Context& ctx, const ApplicationId& id, const AnswerEdit& input);
struct OpenedEvidence {
  std::string path, media_type, filename;
};
Result<OpenedEvidence> open_evidence(const Context& ctx, const ApplicationId& id,
                                     const std::string& criterion_id);

struct Opinion {
  std::string opinion, words;  // approve | decline
};
// Everything answered, screening settled, no inquiry open: on to the decider.
Result<void> hand_to_decider(const Context& ctx, const Locksmith& smith, const ApplicationId& id,
                             const Opinion& input);

// Approval, its notice and the administrator's invitation go there.
inline constexpr std::string_view kUnprovedAddress =
    "担当者のメールアドレスが確かめられていません（申込みの画面で、確かめたことを記録できます）";
// Stands in the way when the screening is settled and not 問題なし. It sends to the file, where the
// reason is; that it stands there tells enough for a reading of the file, so it is noted.
inline constexpr std::string_view kReadTheFile =
    "反社会的勢力の確認の記録を読んでから決めてください";
Result<void> note_if_told(const Context& ctx, const Locksmith& smith, const ApplicationId& id,
                          const Error& refusal);
// Shared with the decision. What stands in the way of either step, in words.
std::vector<std::string> before_ready(const ReviewPage& page);
std::vector<std::string> before_approval(const ReviewPage& page);
// The page's parts as the services see them: unmasked, inside a read or a write.
Result<ReviewPage> load_review_in(db::Reader& reader, const Locksmith& smith,
                                  const ApplicationId& id);
// .b: whoever ever claimed the review, answered a criterion, handed it on or recorded a
// result of the screening cannot decide. Its second reader, who checks as the decider does, can.
bool took_part(const ReviewPage& page, const AccountId& account);

}  // namespace musubi::reviews
