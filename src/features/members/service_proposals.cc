// service_proposals.cc - which members look like one another, and keeping the proposals true while
// the registry changes. Proposes only; a person decides. Follows the outbox; never writes an
// organisation.
#include <algorithm>
#include <array>
#include <tuple>

#include "core/access/access.h"
#include "features/members/service_merges.h"

namespace musubi::members {
namespace {

// What each agreement is worth. Together they may reach 100; two different corporate numbers are
// strong evidence that two branches share a name or a telephone.
constexpr std::int64_t kSameNumber = 70;
constexpr std::int64_t kSameName = 40;
constexpr std::int64_t kSameTelephone = 30;
constexpr std::int64_t kSameDomain = 20;
constexpr std::int64_t kOtherNumber = -40;
constexpr int kSearchStep = 200;  // organisations per transaction of the search
constexpr std::int64_t kSearchStalledMs = 10 * 60'000;  // a step takes seconds; then begin anew
constexpr std::string_view kStepTopic = "members.proposal_search.continued";

// Mail services for everybody: their domains say nothing about an organisation. Others that many
// members share are found by counting (kSharedDomainMost).
constexpr std::array<std::string_view, 24> kFreeMail{
    "gmail.com",     "yahoo.co.jp",    "yahoo.com",      "ymail.ne.jp",   "icloud.com",
    "me.com",        "outlook.jp",     "outlook.com",    "hotmail.com",   "hotmail.co.jp",
    "live.jp",       "docomo.ne.jp",   "ezweb.ne.jp",    "au.com",        "softbank.ne.jp",
    "i.softbank.jp", "ymobile.ne.jp",  "nifty.com",      "biglobe.ne.jp", "so-net.ne.jp",
    "ocn.ne.jp",     "plala.or.jp",    "dion.ne.jp",     "goo.jp"};

bool in_good_standing(State state) {
  return state == State::active || state == State::paused || state == State::suspended;
}

bool says_nothing(db::Reader& reader, const std::string& domain) {
  if (domain.empty()) return true;
  if (std::find(kFreeMail.begin(), kFreeMail.end(), domain) != kFreeMail.end()) return true;
  return store::count_with_domain(reader, domain, kSharedDomainMost + 1) > kSharedDomainMost;
}

std::string first_mail(const std::vector<Person>& people) {
  std::string first;
  for (const auto& person : people) {
    if (person.left || person.email.empty()) continue;
    if (person.is_primary) return person.email;
    if (first.empty()) first = person.email;
  }
  return first;
}

Alike judge(const std::string& number, const MatchKeys& keys, const store::Candidate& other) {
  Alike out{other, 0, ""};
  const auto agrees = [&out](bool same, std::int64_t worth, const char* words) {
    if (!same) return;
    out.score += worth;
    out.reason += (out.reason.empty() ? "" : "・") + std::string(words);
  };
  const auto same = [](const std::string& a, const std::string& b) { return !a.empty() && a == b; };
  agrees(same(number, other.corporate_number), kSameNumber, "法人番号が同じ");
  agrees(same(keys.name_key, other.name_key), kSameName, "団体名が同じ");
  agrees(same(keys.telephone_key, other.telephone_key), kSameTelephone, "電話番号が同じ");
  agrees(same(keys.domain_key, other.domain_key), kSameDomain, "メールのドメインが同じ");
  const bool numbers_differ = !number.empty() && !other.corporate_number.empty() &&
                              number != other.corporate_number;
  if (numbers_differ) {
    out.score += kOtherNumber;
    out.reason += "（法人番号は異なる）";
  }
  out.score = std::clamp<std::int64_t>(out.score, 0, 100);
  return out;
}

// Numbers of the series by their height (K9999 before K10000), before all others.
auto place_of(const std::string& member_no, const OrganisationId& id) {
  const std::int64_t height = member_no_key(member_no);
  return std::tuple(height == 0, height, member_no, id.text);
}

// Stays: the one with the lower member number, which most papers already carry.
bool stays(const Organisation& one, const store::Candidate& other) {
  return place_of(one.member_no, one.id) < place_of(other.member_no, other.id);
}

Result<std::int64_t> put(db::Tx& tx, Instant now, const Organisation& one, const Alike& alike) {
  auto known = store::find_proposal_of_pair(tx, one.id, alike.other.id);
  if (!known) {
    store::MergeProposal made;
    const bool first = stays(one, alike.other);
    made.organisation_a = first ? one.id : alike.other.id;
    made.organisation_b = first ? alike.other.id : one.id;
    made.reason = alike.reason;
    made.score = alike.score;
    made.created_at = now;
    TRY(store::insert_merge_proposal(tx, made));
    return 1;
  }
  const bool again = known->state == "void";
  if (known->state != "open" && !again) return 0;
  if (!again && known->score == alike.score && known->reason == alike.reason) return 0;
  known->state = "open";
  known->score = alike.score;
  known->reason = alike.reason;
  TRY(store::update_merge_proposal(tx, *known));
  return again ? 1 : 0;
}

// One step of the search: what it did and where the next begins are one transaction, so that a
// message that comes twice does nothing the second time.
Result<void> search_step(const Context& ctx, const outbox::Message& message) {
  const std::string id = message.body.at("id").get<std::string>();
  const std::string after = message.body.at("after").get<std::string>();
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto search = store::find_proposal_search(tx, id);
    if (!search || search->state != "running" || search->after_id != after) return {};
    const auto page = store::list_organisations_by_id(tx, after, kSearchStep);
    for (const auto& organisation : page) {
      search->found += TRY(refresh_proposals(tx, ctx.now, organisation.id));
    }
    search->done += static_cast<std::int64_t>(page.size());
    search->updated_at = ctx.now;
    if (!page.empty()) search->after_id = page.back().id.text;
    const bool last = page.size() < static_cast<std::size_t>(kSearchStep);
    if (last) {
      search->state = "done";
    } else {
      TRY(outbox::later(tx, ctx.now, kStepTopic, {{"id", id}, {"after", search->after_id}}));
    }
    return store::update_proposal_search(tx, *search);
  });
}

Result<void> follow_change(const Context& ctx, const outbox::Message& message) {
  const OrganisationId id{message.body.at("id").get<std::string>()};
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(refresh_proposals(tx, ctx.now, id));
    return {};
  });
}

}  // namespace

std::vector<Alike> find_proposals_for(db::Reader& reader, const OrganisationId& id) {
  const auto one = store::find_organisation(reader, id);
  if (!one || !in_good_standing(one->state)) return {};
  MatchKeys keys = match_keys(*one, first_mail(store::list_people(reader, id)));
  if (says_nothing(reader, keys.domain_key)) keys.domain_key.clear();
  std::vector<Alike> out;
  for (const auto& other : store::list_candidates(reader, one->corporate_number, keys)) {
    if (other.id == id) continue;
    Alike alike = judge(one->corporate_number, keys, other);
    if (alike.score >= kScoreLeast) out.push_back(std::move(alike));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Alike& a, const Alike& b) { return a.score > b.score; });
  return out;
}

Result<std::int64_t> refresh_proposals(db::Tx& tx, Instant now, const OrganisationId& id) {
  const auto one = store::find_organisation(tx, id);
  if (!one) return 0;
  const auto alike = find_proposals_for(tx, id);
  std::int64_t found = 0;
  for (const auto& each : alike) found += TRY(put(tx, now, *one, each));
  for (auto& proposal : store::list_pairs_with(tx, id, "open")) {
    const OrganisationId& other =
        proposal.organisation_a == id ? proposal.organisation_b : proposal.organisation_a;
    const bool still = std::any_of(alike.begin(), alike.end(),
                                   [&](const Alike& each) { return each.other.id == other; });
    if (still) continue;
    proposal.state = "void";
    TRY(store::update_merge_proposal(tx, proposal));
  }
  return found;
}

Result<ProposalList> list_proposals(const Context& ctx, store::ProposalFilter filter) {
  TRY(must(ctx.actor, may::merge_members));
  return ctx.db.read([&](db::Reader& reader) -> Result<ProposalList> {
    ProposalList out;
    const int shown = filter.most;
    filter.most = shown + 1;
    out.rows = store::list_merge_proposals(reader, filter);
    out.more = static_cast<int>(out.rows.size()) > shown;
    if (out.more) out.rows.pop_back();
    out.count = store::count_merge_proposals(reader, filter, kCountCap);
    out.search = store::find_latest_proposal_search(reader);
    return out;
  });
}

Result<void> dismiss_proposal(const Context& ctx, const ProposalId& id) {
  TRY(must(ctx.actor, may::merge_members));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto proposal = store::find_merge_proposal(tx, id);
    if (!proposal) {
      return fail(Fault::not_found, "この候補は見つかりません。名寄せの一覧から選び直してください");
    }
    if (proposal->state != "open") {
      return fail(Fault::conflict,
                  "この候補は、ほかの人がすでに片づけました。名寄せの一覧を開き直してください");
    }
    proposal->state = "dismissed";
    proposal->decided_by = ctx.actor.account.text;
    proposal->decided_at = ctx.now;
    TRY(store::update_merge_proposal(tx, *proposal));
    return audit::note(tx, ctx, "members.proposal.dismissed",
                       {"proposal", id.text, proposal->organisation_a.text}, nullptr,
                       {{"other", proposal->organisation_b.text},
                        {"found_alike_by", proposal->reason}});
  });
}

Result<void> begin_proposal_search(const Context& ctx) {
  TRY(must(ctx.actor, may::merge_members));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto latest = store::find_latest_proposal_search(tx);
    const bool alive = latest && ctx.now.ms - latest->updated_at.ms < kSearchStalledMs;
    if (alive && latest->state == "running") {
      return fail(Fault::conflict, "いま候補を探しています。終わるまでお待ちください");
    }
    store::ProposalSearch search;
    search.id = new_uuid(ctx.now);
    search.state = "running";
    search.total = store::count_all_organisations(tx);
    search.started_by_name = ctx.actor.name;
    search.started_at = search.updated_at = ctx.now;
    TRY(store::insert_proposal_search(tx, search));
    TRY(audit::note(tx, ctx, "members.proposal_search.began", {"proposal_search", search.id, ""}));
    return outbox::later(tx, ctx.now, kStepTopic, {{"id", search.id}, {"after", ""}});
  });
}

std::int64_t count_waiting_proposals(db::Reader& reader) {
  return store::count_merge_proposals(reader, {}, kCountCap);
}

void add_merge_handlers(outbox::Handlers& handlers) {
  handlers["members.organisation.created"] = follow_change;
  handlers["members.organisation.updated"] = follow_change;
  handlers[std::string(kStepTopic)] = search_step;
}

}  // namespace musubi::members
