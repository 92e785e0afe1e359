// service_rounds.cc - when a file begins: for an application, for a member, for the next round; and
// how it follows the applicant into the registry. See service.h and screenings.h.
#include <algorithm>

#include "base/text.h"
#include "core/audit/audit.h"
#include "features/members/members.h"
#include "features/screenings/service.h"
#include "features/screenings/store_members.h"

namespace musubi::screenings {
namespace {

Screening new_file(const Context& ctx, const Subject& subject, std::string cause) {
  Screening s;
  s.id = ScreeningId::make(ctx.now);
  s.subject_noun = subject.noun;
  s.subject_id = subject.id;
  s.cause = std::move(cause);
  s.turn = turn_of("open");
  s.content.title = subject.title;
  s.content.path = subject.path;
  s.content.diary.push_back({ctx.now, ctx.actor.name, "確認を始めました"});
  s.opened = ctx.now;
  if (subject.noun == "organisation") s.organisation_id = s.registered_as = subject.id;
  return s;
}

Result<ScreeningId> insert(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                           const Screening& s) {
  TRY(store::insert_screening(tx, smith, s));
  if (!s.organisation_id.empty()) TRY(store::delete_absence(tx, s.organisation_id));
  TRY(audit::note(tx, ctx, "screenings.file.opened", {"screening", s.id.text, ""}));
  return s.id;
}

Subject subject_of(const members::OrganisationName& member) {
  return {"organisation", member.id.text, member.name, "/office/members/" + member.id.text};
}

Failure no_member_any_more() {
  return fail(Fault::conflict,
              "退会または統合した会員です。確認は要りません。統合した会員は、統合先を確認してください");
}

// The file that is there, when there is one.
Result<ScreeningId> begin_once(const Context& ctx, const Locksmith& smith,
                               const members::OrganisationName& member) {
  return ctx.db.write([&](db::Tx& tx) -> Result<ScreeningId> {
    const auto newest = store::find_newest_of_organisation(tx, smith, member.id.text);
    if (newest) return newest->id;
    const auto now = members::find_whereabouts(tx, member.id);
    if (!now || now->id != member.id || !now->left_on.empty()) return no_member_any_more();
    return open_screening(tx, ctx, smith, subject_of(member));
  });
}

}  // namespace

Result<ScreeningId> open_screening(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                                   const Subject& subject) {
  TRY(must(ctx.actor, may::keep_screenings));
  const auto there = store::find_newest_of_subject(tx, smith, subject.noun, subject.id);
  if (there) return there->id;
  return insert(tx, ctx, smith, new_file(ctx, subject, subject.noun == "organisation"
                                                           ? "yearly"
                                                           : "application"));
}

std::optional<Standing> find_standing(db::Reader& reader, const Locksmith& smith,
                                      std::string_view noun, std::string_view id) {
  const auto newest = store::find_newest_of_subject(reader, smith, noun, id);
  if (!newest) return std::nullopt;
  const bool closed = newest->content.stage == "closed";
  Standing out{newest->id, closed && newest->content.finding.result == "clear", closed, {}};
  for (const std::string& account : newest->content.found_by) out.found_by.push_back({account});
  return out;
}

Result<void> carry_over(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                        std::string_view application_id, const OrganisationId& organisation) {
  auto newest = store::find_newest_of_subject(tx, smith, "application", application_id);
  if (!newest || newest->content.stage != "closed") {
    return fail(Fault::conflict, "反社会的勢力の確認が済んでいません");
  }
  newest->organisation_id = newest->registered_as = organisation.text;
  newest->content.path = "/office/members/" + organisation.text;
  newest->next_check_on = iso(add_months(date_in_japan(*newest->closed), 12));
  if (ctx.pretended_today) newest->next_check_on = iso(add_months(ctx.today(), 12));
  newest->next_cause = "yearly";
  TRY(store::update_screening(tx, smith, *newest));
  TRY(store::delete_absence(tx, organisation.text));
  return audit::note(tx, ctx, "screenings.file.carried_over", {"screening", newest->id.text, ""});
}

Result<ScreeningId> begin_round(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                                const std::string& cause) {
  if (cause_label(cause).empty()) {
    return fail_fields({{"cause", "確認し直す理由を選んでください"}});
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<ScreeningId> {
    TRY(must(ctx.actor, may::keep_screenings));
    auto before = store::find_screening(tx, smith, id.text);
    if (!before) {
      return fail(Fault::not_found, "この記録は見つかりません。一覧から選び直してください");
    }
    if (!before->left_on.empty()) return no_member_any_more();
    // A member's rounds are counted as the organisation's, whatever the first one was about.
    const bool member = !before->organisation_id.empty();
    Subject subject{before->subject_noun, before->subject_id, before->content.title,
                    before->content.path};
    if (member) subject = {"organisation", before->organisation_id, subject.title, subject.path};
    const auto newest = member ? store::find_newest_of_organisation(tx, smith, subject.id)
                               : store::find_newest_of_subject(tx, smith, subject.noun, subject.id);
    CHECK(newest.has_value());
    if (newest->turn != "done") return newest->id;  // sent twice, or two people at once
    Screening next = new_file(ctx, subject, cause);
    const auto same = store::find_newest_of_subject(tx, smith, subject.noun, subject.id);
    next.round = same ? same->round + 1 : 1;
    next.content.officers = newest->content.officers;
    if (!member) next.content.found_by = newest->content.found_by;
    if (member) {
      TRY(store::update_next_check(tx, subject.id, "", ""));
    }
    return insert(tx, ctx, smith, next);
  });
}

Result<ScreeningId> begin_for_member(const Context& ctx, const Locksmith& smith,
                                     const std::string& member_no) {
  TRY(must(ctx.actor, may::keep_screenings));
  const auto member = members::find_organisation_name_by_no(ctx, trim(member_no));
  if (!member) {
    return fail_fields({{"member_no", "この番号の会員は見つかりません。会員名簿で番号を確かめてください"}});
  }
  auto begun = begin_once(ctx, smith, *member);
  if (begun || begun.error().fault != Fault::conflict) return begun;
  return fail_fields({{"member_no", begun.error().says}});
}

Result<ScreeningId> begin_for_organisation(const Context& ctx, const Locksmith& smith,
                                           const OrganisationId& id) {
  TRY(must(ctx.actor, may::keep_screenings));
  return begin_once(ctx, smith, TRY(members::find_organisation_name(ctx, id)));
}

std::int64_t count_with_turn(db::Reader& reader, std::string_view turn) {
  return store::count_with_turn(reader, turn);
}

std::int64_t count_due(db::Reader& reader, Date today) {
  return store::count_due(reader, iso(today));
}

Result<void> end_unfinished(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                            std::string_view noun, std::string_view id) {
  auto newest = store::find_newest_of_subject(tx, smith, noun, id);
  if (!newest || newest->turn == "done") return {};
  newest->content.stage = "ended";
  newest->turn = turn_of("ended");
  newest->closed = ctx.now;
  newest->content.diary.push_back({ctx.now, "システム", "申込みがなくなったため終えました"});
  TRY(store::update_screening(tx, smith, *newest));
  return audit::note(tx, ctx, "screenings.file.changed", {"screening", newest->id.text, ""});
}

Result<void> follow_correction(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                               const Subject& subject, const Corrected& now) {
  auto newest = store::find_newest_of_subject(tx, smith, subject.noun, subject.id);
  if (!newest) return {};
  const bool settled = newest->turn == "done";
  Screening file = *newest;
  if (settled) {
    file = new_file(ctx, subject, "corrected");
    file.round = newest->round + 1;
    file.content.officers = newest->content.officers;
    file.content.found_by = newest->content.found_by;
  }
  file.content.title = subject.title;
  const bool known = std::any_of(
      file.content.officers.begin(), file.content.officers.end(),
      [&](const Officer& one) { return one.name == now.representative_name; });
  if (!known && !now.representative_name.empty()) {
    file.content.officers.push_back({new_uuid(ctx.now), now.representative_title,
                                     now.representative_name, "", "", "unknown"});
  }
  file.content.diary.push_back({ctx.now, ctx.actor.name, "申込者が団体か代表者を補正しました"});
  if (settled) {
    TRY(insert(tx, ctx, smith, file));
    return {};
  }
  if (file.content.stage == "second") {
    file.content.stage = "open";
    file.turn = turn_of("open");
  }
  TRY(store::update_screening(tx, smith, file));
  return audit::note(tx, ctx, "screenings.file.changed", {"screening", file.id.text, ""});
}

Result<void> follow_change_of_officers(const Context& ctx, const Locksmith& smith,
                                       const OrganisationId& id) {
  const auto now = ctx.db.read(
      [&](db::Reader& reader) { return members::find_whereabouts(reader, id); });
  if (!now || !now->left_on.empty()) return {};  // gone since: an undone import, a 退会
  const auto member = TRY(members::find_organisation_name(ctx, now->id));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto newest = store::find_newest_of_organisation(tx, smith, now->id.text);
    if (newest && newest->turn != "done") return {};  // it is being checked just now
    if (newest) {
      TRY(store::update_next_check(tx, now->id.text, iso(ctx.today()), "officers"));
      TRY(audit::note(tx, ctx, "screenings.file.changed", {"screening", newest->id.text, ""}));
    } else {
      TRY(insert(tx, ctx, smith, new_file(ctx, subject_of(member), "officers")));
    }
    return {};
  });
}

}  // namespace musubi::screenings
