// linking.cc - see linking.h. In the caller's transaction where applications calls; with its own
// permission where a person decides. Never refuses an applicant's step.
#include "features/recruiting/linking.h"

#include <algorithm>

#include "base/text.h"
#include "core/access/access.h"
#include "features/recruiting/record.h"
#include "features/recruiting/recruiting.h"

namespace musubi::recruiting {
namespace {

using applications::Application;
using State = applications::State;

Failure gone() {
  return fail(Fault::not_found, "この見込み先は見つかりません。一覧から選び直してください");
}

std::string shared_words(const Prospect& p, const Application& a) {
  const members::Organisation& ours = p.organisation;
  const members::Organisation& theirs = a.organisation;
  const members::MatchKeys x = members::match_keys(ours, ""), y = members::match_keys(theirs, "");
  std::string out;
  const auto share = [&](const std::string& one, const std::string& other, const char* what) {
    if (!one.empty() && one == other) out += (out.empty() ? "" : "・") + std::string(what);
  };
  share(ours.corporate_number, theirs.corporate_number, "法人番号");
  share(x.name_key, y.name_key, "団体名");
  share(x.telephone_key, y.telephone_key, "電話番号");
  share(p.code, a.referral_code, "紹介のリンク");
  return out;
}

bool is_surely(const Prospect& p, const Application& a) {
  if (p.code != a.referral_code) return false;
  if (!a.entered_by.empty()) return true;  // typed by the office, from the prospect's page
  const std::string shared = shared_words(p, a);
  return shared.find("法人番号") != std::string::npos || shared.find("団体名") != std::string::npos;
}

// What the application's state means for its prospect.
Prospect following(Prospect p, const Application& a) {
  p.application_id = a.id.text;
  p.lost_reason.clear();
  p.lost_note.clear();
  switch (a.state) {
    case State::approved:
    case State::registered:
      p.stage = Stage::joined;
      p.organisation_id = a.organisation_id;
      p.next_action.clear();
      p.next_action_on.clear();
      break;
    case State::declined:
    case State::withdrawn:
      p.stage = Stage::lost;
      p.lost_reason = a.state == State::declined ? "declined" : "withdrawn";
      p.next_action.clear();
      p.next_action_on.clear();
      break;
    default:
      p.stage = Stage::applied;
  }
  return p;
}

std::string day_of(const Application& a, const Context& ctx) {
  if (!a.decided_on.empty()) return a.decided_on;
  if (a.state == State::withdrawn) return a.ended_on;
  return a.received_on.empty() ? iso(ctx.today()) : a.received_on;
}

Result<Prospect> follow_application(db::Tx& tx, const Context& ctx, const Prospect& before,
                                    const Application& a) {
  const bool is_first = before.application_id != a.id.text;
  return record_prospect(tx, ctx, before, following(before, a),
                         {.kind = "application", .id = a.id.text, .reason = a.receipt_no,
                          .happened_on = day_of(a, ctx)},
                         is_first ? "recruiting.prospect.linked" : "recruiting.prospect.moved");
}

Result<void> tie(db::Tx& tx, const Context& ctx, const Prospect& p, const Application& a) {
  TRY(follow_application(tx, ctx, p, a));
  Match match{a.id.text, p.id, shared_words(p, a), "linked", ctx.actor.name, ctx.now};
  TRY(store::insert_match(tx, match));
  TRY(store::update_match(tx, match, ctx.now));
  return store::dismiss_other_matches(tx, a.id.text, p.id, ctx.actor.name, ctx.now);
}

bool is_free(const Prospect& p) {
  return p.application_id.empty() && p.organisation_id.empty() && p.stage != Stage::joined;
}

// An application that has just come in.
Result<void> welcome(db::Tx& tx, const Context& ctx, const Application& a) {
  std::vector<Prospect> alike = store::list_alike(tx, a.organisation, {});
  if (const auto invited = store::find_prospect_by_code(tx, a.referral_code)) {
    const bool known = store::find_match(tx, a.id.text, invited->id).has_value();
    if (!known && is_free(*invited) && is_surely(*invited, a)) return tie(tx, ctx, *invited, a);
    const bool listed = std::any_of(alike.begin(), alike.end(),
                                    [&](const Prospect& p) { return p.id == invited->id; });
    if (!listed) alike.push_back(*invited);
  }
  for (const Prospect& p : alike) {
    if (!is_free(p)) continue;
    TRY(store::insert_match(tx, {a.id.text, p.id, shared_words(p, a), "open", "", ctx.now}));
  }
  return {};
}

// The stage that the office's word last gave it.
Stage stage_before(db::Reader& reader, const ProspectId& id) {
  Stage out = Stage::candidate;
  for (const Move& move : store::list_moves(reader, id)) {
    const auto stage = stage_from_name(move.to_stage);
    if (stage && is_by_hand(*stage)) out = *stage;
  }
  return out;
}

}  // namespace

Result<void> keep_up(db::Tx& tx, const Context& ctx, const Application& a) {
  if (a.state == State::draft) {
    const auto campaign = store::find_campaign_by_code(tx, a.referral_code);
    if (!campaign) return {};
    return store::add_to_campaign_day(tx, campaign->id, iso(ctx.today()), 0, 1);
  }
  if (const auto prospect = store::find_prospect_of_application(tx, a.id.text)) {
    TRY(follow_application(tx, ctx, *prospect, a));
    return {};
  }
  return a.state == State::received ? welcome(tx, ctx, a) : Result<void>();
}

Result<void> carry_prospect(db::Tx& tx, const Context& ctx, const std::string& prospect,
                            const applications::ApplicationId& application) {
  const auto found = store::find_prospect(tx, {prospect});
  if (!found || !is_free(*found)) return {};
  if (store::find_prospect_of_application(tx, application.text)) return {};
  const auto match = store::find_match(tx, application.text, found->id);
  if (match && match->state == "dismissed") return {};
  const auto a = applications::find_application(tx, application);
  return a ? tie(tx, ctx, *found, *a) : Result<void>();
}

Result<void> link_application(const Context& ctx, const ProspectId& id,
                              const applications::ApplicationId& application) {
  TRY(must(ctx.actor, may::work_prospects));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto prospect = store::find_prospect(tx, id);
    if (!prospect) return gone();
    if (prospect->application_id == application.text) return {};  // pressed twice
    const auto a = applications::find_application(tx, application);
    if (!a) return fail(Fault::not_found, "この申込みは見つかりません。画面を開き直してください");
    if (!is_free(*prospect) || store::find_prospect_of_application(tx, application.text)) {
      return fail(Fault::conflict, "この見込み先か申込みには、すでに結びついている相手があります。"
                                   "先にその結びつきを外してください");
    }
    return tie(tx, ctx, *prospect, *a);
  });
}

Result<void> unlink_application(const Context& ctx, const ProspectId& id) {
  TRY(must(ctx.actor, may::work_prospects));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto before = store::find_prospect(tx, id);
    if (!before) return gone();
    if (before->application_id.empty()) return {};  // pressed twice
    Prospect after = *before;
    after.application_id.clear();
    after.organisation_id = {};
    after.lost_reason.clear();
    after.stage = stage_before(tx, id);
    TRY(record_prospect(tx, ctx, *before, after,
                        {.kind = "undo", .id = before->application_id},
                        "recruiting.prospect.unlinked"));
    return store::update_match(
        tx, {before->application_id, id, "", "dismissed", ctx.actor.name, ctx.now}, ctx.now);
  });
}

Result<void> dismiss_match(const Context& ctx, const ProspectId& id,
                           const applications::ApplicationId& application) {
  TRY(must(ctx.actor, may::work_prospects));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto match = store::find_match(tx, application.text, id);
    if (!match) return gone();
    if (match->state == "dismissed") return {};  // pressed twice
    if (match->state == "linked") {
      return fail(Fault::conflict, "この申込みは、すでに見込み先と結びついています");
    }
    match->state = "dismissed";
    match->decided_by_name = ctx.actor.name;
    TRY(store::update_match(tx, *match, ctx.now));
    return audit::note(tx, ctx, "recruiting.match.dismissed", {"prospect", id.text, ""}, nullptr,
                       {{"application_id", application.text}});
  });
}

Result<MatchList> list_matches(const Context& ctx, std::int64_t after_ms,
                               const std::string& after_id, int most) {
  TRY(must(ctx.actor, may::see_prospects));
  return ctx.db.read([&](db::Reader& reader) -> Result<MatchList> {
    MatchList out;
    auto found = store::list_open_matches(reader, after_ms, after_id, most + 1);
    out.more = static_cast<int>(found.size()) > most;
    if (out.more) found.pop_back();
    for (Match& match : found) {
      auto prospect = store::find_prospect(reader, match.prospect_id);
      auto application = applications::find_application(reader, {match.application_id});
      if (!prospect || !application) continue;
      out.rows.push_back({std::move(match), std::move(*prospect), std::move(*application)});
    }
    return out;
  });
}

Result<ApplicationTies> load_ties(const Context& ctx, const Application& application) {
  TRY(must(ctx.actor, may::see_prospects));
  return ctx.db.read([&](db::Reader& reader) -> Result<ApplicationTies> {
    ApplicationTies out;
    out.prospect = store::find_prospect_of_application(reader, application.id.text);
    out.campaign = store::find_campaign_by_code(reader, application.referral_code);
    if (out.prospect) return out;
    for (Match& match : store::list_matches_of(reader, application.id.text)) {
      auto prospect = store::find_prospect(reader, match.prospect_id);
      if (match.state != "open" || !prospect) continue;
      out.open.push_back({std::move(match), std::move(*prospect), application});
    }
    return out;
  });
}

Result<Chain> load_chain(const Context& ctx, const ProspectId& id) {
  Chain out;
  out.page = TRY(load_visible_prospect(ctx, id));
  const Prospect& p = out.page.prospect;
  ctx.db.read([&](db::Reader& reader) {
    if (!p.application_id.empty()) {
      out.application = applications::find_application(reader, {p.application_id});
    }
    if (out.application) {
      out.campaign = store::find_campaign_by_code(reader, out.application->referral_code);
    }
    if (!out.campaign) out.campaign = store::find_campaign(reader, {p.campaign_id});
  });
  if (!p.organisation_id.empty()) {
    auto member = members::find_organisation_name(ctx, p.organisation_id);
    if (member) out.member = *member;
  }
  return out;
}

}  // namespace musubi::recruiting
