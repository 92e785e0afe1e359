// service_reviews.cc - see service_reviews.h. What stands in the way of a step is computed in one
// place and shown as well as enforced. Never reads what a screening found, only that it is settled.
#include "features/reviews/service_reviews.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/files/files.h"
#include "features/reviews/permissions.h"

namespace musubi::reviews {
namespace {

constexpr std::size_t kGroundsMost = 2000;

const files::Purpose kEvidence{.name = "reviews.evidence",
                               .label = "審査の根拠資料",
                               .bytes_max = 10'000'000,
                               .accepts = "image/png image/jpeg image/webp application/pdf",
                               .may_open = may::see_reviews,
                               .own_organisation_only = false};

Failure absent() {
  return fail(Fault::not_found, "この入会申込は見つかりません。一覧から選び直してください");
}

Result<Review> load_open(db::Reader& reader, const ApplicationId& id) {
  auto review = store::find_review(reader, id);
  if (!review) {
    return fail(Fault::conflict, "まだ審査が始まっていません。「審査を始める」を押してください");
  }
  if (review->state != "open") {
    return fail(Fault::conflict, "審査中ではないため、変えられません。画面を開き直してください");
  }
  return *review;
}

bool is_in(const CriteriaSet& set, std::string_view criterion_id) {
  return std::any_of(set.criteria.begin(), set.criteria.end(),
                     [&](const Criterion& one) { return one.id == criterion_id; });
}

int count_open_inquiries(const ReviewPage& page) {
  return static_cast<int>(std::count_if(page.inquiries.begin(), page.inquiries.end(),
                                        [](const Inquiry& i) { return i.state == "waiting"; }));
}

int count_with(const ReviewPage& page, std::string_view answer) {
  return static_cast<int>(
      std::count_if(page.criteria.criteria.begin(), page.criteria.criteria.end(),
                    [&](const Criterion& one) {
                      const Answer* given = answer_of(page, one.id);
                      return (given == nullptr ? "" : given->answer) == answer;
                    }));
}

}  // namespace

const Answer* answer_of(const ReviewPage& page, std::string_view criterion_id) {
  for (const Answer& answer : page.answers) {
    if (answer.criterion_id == criterion_id) return &answer;
  }
  return nullptr;
}

bool took_part(const ReviewPage& page, const AccountId& account) {
  const auto is_theirs = [&](const AccountId& one) { return one == account; };
  if (std::any_of(page.people.begin(), page.people.end(), is_theirs)) return true;
  return page.screening && std::any_of(page.screening->found_by.begin(),
                                       page.screening->found_by.end(), is_theirs);
}

std::vector<std::string> before_ready(const ReviewPage& page) {
  std::vector<std::string> out;
  const int open = count_with(page, ""), held = count_with(page, "held");
  if (page.criteria.criteria.empty()) out.push_back("県が確認した審査基準がありません");
  if (open > 0) out.push_back("答えていない基準が" + std::to_string(open) + "つあります");
  if (held > 0) out.push_back("保留の基準が" + std::to_string(held) + "つあります");
  if (!page.consented) {
    out.push_back("規約・個人情報・暴力団排除の同意がそろっていません");
  }
  if (!page.screening || !page.screening->closed) {
    out.push_back("反社会的勢力の確認が済んでいません");
  }
  const int waiting = count_open_inquiries(page);
  if (waiting > 0) out.push_back("県の回答を待っている照会が" + std::to_string(waiting) + "件あります");
  return out;
}

std::vector<std::string> before_approval(const ReviewPage& page) {
  std::vector<std::string> out = before_ready(page);
  const int unfit = count_with(page, "unfit");
  if (unfit > 0) out.push_back("「否」とした基準が" + std::to_string(unfit) + "つあります");
  const applications::Application& a = page.application;
  if (!a.email.empty() && !a.email_verified) out.emplace_back(kUnprovedAddress);
  if (page.screening && page.screening->closed && !page.screening->clear) {
    out.emplace_back(kReadTheFile);
  }
  return out;
}

Result<void> note_if_told(const Context& ctx, const Locksmith& smith, const ApplicationId& id,
                          const Error& refusal) {
  if (!refusal.says.starts_with(kReadTheFile)) return {};
  const auto standing = ctx.db.read([&](db::Reader& reader) {
    return screenings::find_standing(reader, smith, "application", id.text);
  });
  if (!standing) return {};
  return screenings::note_told(ctx, standing->id);
}

Result<ReviewPage> load_review_in(db::Reader& reader, const Locksmith& smith,
                                  const ApplicationId& id) {
  ReviewPage page;
  auto application = applications::find_application(reader, id);
  if (!application || application->state == applications::State::draft) return absent();
  page.application = std::move(*application);
  page.review = store::find_review(reader, id);
  std::set<std::string> kinds;
  for (const auto& consent : applications::list_consents(reader, id)) kinds.insert(consent.kind);
  page.consented =
      kinds.contains("rules") && kinds.contains("privacy") && kinds.contains("anti_social");
  auto set = page.review ? store::find_criteria_set(reader, page.review->set_id)
                         : store::find_newest_confirmed(reader);
  if (set) page.criteria = std::move(*set);
  page.answers = store::list_answers(reader, id);
  page.people = store::list_review_people(reader, id);
  page.inquiries = store::list_inquiries(reader, id);
  for (Inquiry& inquiry : page.inquiries) inquiry.token_hash.clear();
  page.notice = store::find_notice(reader, id);
  page.lookups = store::list_lookups(reader, id);
  page.screening = screenings::find_standing(reader, smith, "application", id.text);
  page.answered = count_with(page, "fit") + count_with(page, "unfit");
  page.before_ready = before_ready(page);
  page.before_approval = before_approval(page);
  return page;
}

Result<ReviewPage> load_visible_review(const Context& ctx, const Locksmith& smith,
                                       const ApplicationId& id) {
  TRY(must(ctx.actor, may::see_reviews));
  const applications::ApplicationView masked =
      TRY(applications::load_visible_application(ctx, id));
  auto page =
      ctx.db.read([&](db::Reader& reader) { return load_review_in(reader, smith, id); });
  if (page) page->application = masked.application;
  return page;
}

Result<void> claim_review(const Context& ctx, const Locksmith& smith, const ApplicationId& id) {
  TRY(must(ctx.actor, may::review_applications));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto review = store::find_review(tx, id);
    if (review && review->reviewer_id == ctx.actor.account.text) return {};
    if (review) TRY(load_open(tx, id));
    const applications::Application application = TRY(applications::begin_review(tx, ctx, id));
    Json before = nullptr;
    if (review) {
      before = {{"reviewer", review->reviewer_name}};
      review->reviewer_id = ctx.actor.account.text;
      review->reviewer_name = ctx.actor.name;
      TRY(store::update_review(tx, *review));
    } else {
      const auto set = store::find_newest_confirmed(tx);
      if (!set) {
        return fail(Fault::conflict, "県が確認した審査基準がまだありません。"
                                     "事務局管理者に、審査基準を県に送るよう頼んでください");
      }
      Review made;
      made.application_id = id;
      made.set_id = set->id;
      made.state = "open";
      made.reviewer_id = ctx.actor.account.text;
      made.reviewer_name = ctx.actor.name;
      made.began_at = ctx.now;
      TRY(store::insert_review(tx, made));
    }
    TRY(store::insert_review_person(tx, id, ctx.actor.account));
    TRY(screenings::open_screening(tx, ctx, smith,
                                   {"application", id.text, application.organisation.name,
                                    applications::path_of(id)}));
    return audit::note(tx, ctx, "reviews.review.claimed", {"application", id.text, ""}, before,
                       {{"reviewer", ctx.actor.name}});
  });
}

Result<void> save_answer(const Context& ctx, const ApplicationId& id, const AnswerEdit& input) {
  std::vector<FieldError> errors;
  if (answer_label(input.answer).empty()) {
    errors.push_back({"answer", "適・否・保留のどれかを選んでください"});
  }
  if (trim(input.grounds).empty()) errors.push_back({"grounds", "そう判断した根拠を入力してください"});
  if (count_characters(input.grounds) > kGroundsMost) {
    errors.push_back({"grounds", "根拠は2,000文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::review_applications));
  std::optional<files::Staged> staged;
  if (!input.evidence_path.empty()) {
    staged = TRY(files::stage(input.evidence_path, input.evidence_name, kEvidence));
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Review review = TRY(load_open(tx, id));
    const auto set = store::find_criteria_set(tx, review.set_id);
    if (!set || !is_in(*set, input.criterion_id)) return absent();
    const auto before = store::find_answer(tx, id, input.criterion_id);
    Answer answer = before.value_or(Answer{});
    answer.criterion_id = input.criterion_id;
    answer.answer = input.answer;
    answer.grounds = trim(input.grounds);
    answer.answered_by = ctx.actor.account.text;
    answer.answered_by_name = ctx.actor.name;
    answer.answered_at = ctx.now;
    answer.version = input.version;
    if (staged) {
      const files::File file = TRY(files::take(ctx, tx, *staged, kEvidence));
      answer.file_id = file.id.text;
      answer.filename = file.filename;
      answer.sha256 = file.sha256;
    }
    if (TRY(store::update_answer(tx, id, answer)) == 0) {
      return fail(Fault::conflict, "ほかの人が、この基準に先に答えました。"
                                   "両方を読み、残す内容にして、もう一度保存してください");
    }
    TRY(store::insert_review_person(tx, id, ctx.actor.account));
    Json was = nullptr;
    if (before) was = {{"answer", before->answer}, {"grounds", before->grounds}};
    return audit::note(tx, ctx, "reviews.criterion.answered", {"application", id.text, ""}, was,
                       {{"answer", answer.answer}, {"grounds", answer.grounds}});
  });
}

Result<OpenedEvidence> open_evidence(const Context& ctx, const ApplicationId& id,
                                     const std::string& criterion_id) {
  TRY(must(ctx.actor, may::see_reviews));
  const auto answer = ctx.db.read(
      [&](db::Reader& reader) { return store::find_answer(reader, id, criterion_id); });
  if (!answer || answer->file_id.empty()) {
    return fail(Fault::not_found, "この資料は見つかりません。審査の画面から選び直してください");
  }
  const files::Opened opened = TRY(files::open_for(ctx, {answer->file_id}, kEvidence));
  return OpenedEvidence{opened.path, opened.file.media_type, opened.file.filename};
}

Result<void> hand_to_decider(const Context& ctx, const Locksmith& smith, const ApplicationId& id,
                             const Opinion& input) {
  std::vector<FieldError> errors;
  if (opinion_label(input.opinion).empty()) {
    errors.push_back({"opinion", "審査した人の意見を選んでください"});
  }
  if (trim(input.words).empty()) errors.push_back({"opinion_words", "意見の理由を入力してください"});
  if (count_characters(input.words) > kGroundsMost) {
    errors.push_back({"opinion_words", "意見の理由は2,000文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::review_applications));
  Result<void> handed = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(load_open(tx, id));
    ReviewPage page = TRY(load_review_in(tx, smith, id));
    if (!page.before_ready.empty()) {
      return fail(Fault::conflict, page.before_ready.front() + "。片づけてから決裁に回してください");
    }
    if (input.opinion == "approve" && !page.before_approval.empty()) {
      return fail(Fault::conflict, page.before_approval.front() + "。承認が適当とは書けません");
    }
    TRY(applications::mark_ready_for_decision(tx, ctx, id));
    page.review->state = "ready";
    page.review->opinion = input.opinion;
    page.review->opinion_words = trim(input.words);
    page.review->ready_at = ctx.now;
    TRY(store::update_review(tx, *page.review));
    TRY(store::insert_review_person(tx, id, ctx.actor.account));
    return audit::note(tx, ctx, "reviews.review.made_ready", {"application", id.text, ""},
                       nullptr, {{"opinion", input.opinion}});
  });
  if (!handed) TRY(note_if_told(ctx, smith, id, handed.error()));
  return handed;
}

}  // namespace musubi::reviews
