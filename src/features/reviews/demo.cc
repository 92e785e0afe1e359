// demo.cc - reviews of 令和６年度 as of 2024-10-28: confirmed criteria and a version that waits for the
// prefecture, every application of the demo with the review that its state tells of, one screening
// that waits for the prefecture. Called once, after the demo's accounts were made.
#include <array>

#include "features/accounts/accounts.h"
#include "features/members/members.h"
#include "features/reviews/reviews.h"
#include "features/reviews/service_criteria.h"
#include "features/reviews/service_reviews.h"

namespace musubi::reviews {
namespace {

constexpr std::array<std::pair<const char*, const char*>, 5> kCriteria{{
    {"熊本県内に活動の拠点があるか、県内のＤＸに関わる予定がある",
     "登記や申込書の所在地で確かめる。県外のときは、県内での活動の予定を尋ねる。"},
    {"コンソーシアムの目的に賛同している", "申込書の関心分野と連絡事項で確かめる。"},
    {"会員規約を守ることに同意している", "同意の記録で確かめる。"},
    {"連絡を受ける担当者がいる", "担当者の氏名と連絡先で確かめる。"},
    {"公序良俗に反する活動をしていない", "公開されている情報で確かめる。"}}};

Context at(const Context& ctx, const accounts::Account& who, const std::string& day, int hour) {
  Context out = ctx;
  const Date date = *parse_iso_date(day);
  out.now = Instant{start_of_day_in_japan(date).ms + hour * 3'600'000LL};
  out.pretended_today = date;
  out.actor = accounts::actor_of(who);
  out.address = "192.0.2.80";
  out.request_id = "demo-" + day;
  return out;
}

struct Cast {
  accounts::Account office, manager, prefecture;
};

Result<void> confirm_first_version(const Context& ctx, const Cast& cast) {
  const Context manager = at(ctx, cast.manager, "2024-04-08", 10);
  const std::string id = TRY(begin_criteria(manager));
  CriteriaEdit edit{1, "令和６年度の入会審査に使う基準です。", {}};
  for (const auto& [title, guide] : kCriteria) edit.criteria.push_back({"", title, guide});
  TRY(save_criteria(manager, id, edit));
  TRY(send_criteria(manager, id));
  return confirm_criteria(at(ctx, cast.prefecture, "2024-04-11", 14), id,
                          "この内容で結構です。拠点の確かめ方は、運用してみて見直しましょう。");
}

Result<void> send_second_version(const Context& ctx, const Cast& cast) {
  const Context manager = at(ctx, cast.manager, "2024-10-25", 11);
  const std::string id = TRY(begin_criteria(manager));
  const CriteriaPage page = TRY(load_visible_criteria(manager, id));
  CriteriaEdit edit{page.set.version,
                    "県外の団体からの申込みが増えたため、県内での活動の予定の尋ね方を加えました。",
                    page.set.criteria};
  edit.criteria.front().guide =
      "登記や申込書の所在地で確かめる。県外のときは、県内の取引先か連携先を1つ以上尋ねる。";
  TRY(save_criteria(manager, id, edit));
  return send_criteria(manager, id);
}

struct Plan {
  std::string state;   // of the review
  int answered = 0;    // criteria from the first on
  std::string last;    // what the last of them got: fit | unfit | held
  std::string opinion;
};

// The rows of a review as the application's own story left it.
Result<void> insert_review(const Context& ctx, const Cast& cast,
                           const applications::Application& a, const Plan& plan) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto set = store::find_newest_confirmed(tx);
    CHECK(set.has_value());
    Review review;
    review.application_id = a.id;
    review.set_id = set->id;
    review.state = plan.state;
    review.reviewer_id = cast.office.id.text;
    review.reviewer_name = cast.office.name;
    review.began_at = a.received_at;
    if (!plan.opinion.empty()) {
      review.opinion = plan.opinion;
      review.opinion_words = plan.opinion == "approve" ? "基準をすべて満たしています。"
                                                       : "県内での活動の予定が確かめられませんでした。";
      review.ready_at = a.updated_at;
    }
    if (a.decided_at) {
      review.decided_by = cast.manager.id.text;
      review.decided_by_name = cast.manager.name;
      review.decided_at = a.decided_at;
    }
    TRY(store::insert_review(tx, review));
    TRY(store::insert_review_person(tx, a.id, cast.office.id));
    for (int i = 0; i < plan.answered; ++i) {
      Answer answer;
      answer.criterion_id = set->criteria.at(static_cast<std::size_t>(i)).id;
      const bool is_last = i + 1 == plan.answered;
      answer.answer = is_last ? plan.last : "fit";
      answer.grounds = answer.answer == "fit"  ? "申込書の記載と公開情報で確かめました。"
                       : answer.answer == "held" ? "申込者に追加で尋ねています。"
                                                 : "県内での活動の予定が確かめられませんでした。";
      answer.answered_by = cast.office.id.text;
      answer.answered_by_name = cast.office.name;
      answer.answered_at = review.began_at;
      TRY(store::update_answer(tx, a.id, answer));
    }
    return {};
  });
}

Result<void> insert_notice(const Context& ctx, const applications::Application& a,
                           bool approved) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Notice notice;
    notice.application_id = a.id;
    notice.kind = approved ? "approved" : "declined";
    notice.fiscal_year = fiscal_year(*parse_iso_date(a.decided_on));
    notice.number =
        store::find_highest_notice_number(tx, static_cast<int>(notice.fiscal_year)) + 1;
    notice.issued_on = a.decided_on;
    notice.model = {{"mark", "く推審"},
                    {"name", a.organisation.name},
                    {"representative_title", a.organisation.representative_title},
                    {"representative_name", a.organisation.representative_name},
                    {"receipt_no", a.receipt_no},
                    {"received_on", a.received_on},
                    {"joined_on", a.decided_on}};
    if (approved) {
      const auto member = members::find_organisation_name(ctx, a.organisation_id);
      notice.model["member_no"] = member ? member->member_no : "";
    }
    notice.state = "ordered";
    notice.mailed_at = a.decided_at;  // long ago: nobody is written to again
    TRY(store::insert_notice(tx, notice));
    return outbox::later(tx, ctx.now, "reviews.decision.made", {{"id", a.id.text}}, {},
                         outbox::Lane::printed);
  });
}

Result<void> tell_screening(const Context& ctx, const keys::Locksmith& smith, const Cast& cast,
                            const applications::Application& a, bool in_doubt, bool settled) {
  const Context office = at(ctx, cast.office, a.received_on, 13);
  const Context manager = at(ctx, cast.manager, a.received_on, 16);
  const screenings::Subject subject{"application", a.id.text, a.organisation.name,
                                    applications::path_of(a.id)};
  const screenings::DemoStory story{a.organisation.representative_title,
                                    a.organisation.representative_name, in_doubt, settled};
  TRY(screenings::tell_demo(office, manager, smith, subject, story));
  if (a.organisation_id.empty() || !settled) return {};
  return ctx.db.write([&](db::Tx& tx) {
    return screenings::carry_over(tx, manager, smith, a.id.text, a.organisation_id);
  });
}

// Who works on what is open: the office's clerk on what is under review, the manager on the first
// supplement; what has only just come in waits for somebody to take it.
Result<void> assign(const Context& ctx, const Cast& cast, const applications::Application& a,
                    int& supplements) {
  using applications::State;
  const bool supplement = a.state == State::supplement;
  if (!supplement && a.state != State::reviewing && a.state != State::awaiting_decision) return {};
  const accounts::Account& who = supplement && supplements++ == 0 ? cast.manager : cast.office;
  Context then = at(ctx, who, iso(date_in_japan(a.updated_at)), 17);
  return applications::assign(then, a.id, who.id, 0);
}

Result<void> tell(const Context& ctx, const keys::Locksmith& smith, const Cast& cast,
                  const applications::Application& a, int& reviewing) {
  using applications::State;
  switch (a.state) {
    case State::registered:
    case State::approved:
      TRY(insert_review(ctx, cast, a, {"approved", 5, "fit", "approve"}));
      TRY(tell_screening(ctx, smith, cast, a, false, true));
      if (a.state == State::approved) return {};
      return insert_notice(ctx, a, true);
    case State::declined:
      TRY(insert_review(ctx, cast, a, {"declined", 5, "unfit", "decline"}));
      TRY(tell_screening(ctx, smith, cast, a, false, true));
      return insert_notice(ctx, a, false);
    case State::awaiting_decision:
      TRY(insert_review(ctx, cast, a, {"ready", 5, "fit", "approve"}));
      return tell_screening(ctx, smith, cast, a, false, true);
    case State::reviewing:
      // The one that waits longest waits for the prefecture; the others are on their way.
      ++reviewing;
      if (reviewing == 1) TRY(insert_review(ctx, cast, a, {"open", 5, "fit", ""}));
      if (reviewing == 2) TRY(insert_review(ctx, cast, a, {"open", 3, "held", ""}));
      if (reviewing > 2) TRY(insert_review(ctx, cast, a, {"open", 1, "fit", ""}));
      return tell_screening(ctx, smith, cast, a, reviewing == 1, reviewing == 2);
    default: return {};
  }
}

}  // namespace

Result<void> load_demo(const Context& ctx, const keys::Locksmith& smith) {
  const Cast cast{TRY(accounts::find_demo_account(ctx, Role::secretariat)),
                  TRY(accounts::find_demo_account(ctx, Role::secretariat_manager)),
                  TRY(accounts::find_demo_account(ctx, Role::prefecture))};
  TRY(confirm_first_version(ctx, cast));
  applications::QueueFilter filter;
  filter.state = "all";
  filter.most = 100;  // the demo has some twenty
  const applications::Queue queue = TRY(applications::list_applications(ctx, filter, ""));
  int reviewing = 0, supplements = 0;
  for (const auto& row : queue.rows) {
    TRY(tell(ctx, smith, cast, row.application, reviewing));
    TRY(assign(ctx, cast, row.application, supplements));
  }
  TRY(send_second_version(ctx, cast));
  // A member of old whose yearly check is due by now.
  return screenings::tell_demo_of_old_member(at(ctx, cast.office, "2023-10-20", 10),
                                             at(ctx, cast.manager, "2023-10-20", 15), smith,
                                             "K0001");
}

}  // namespace musubi::reviews
