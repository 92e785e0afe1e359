// service_prospects.cc - the rules of prospects: what is accepted, what may follow which stage, and
// what is shown before a name is kept twice. Never makes Html, never writes SQL.
#include <algorithm>

#include "base/text.h"
#include "core/access/access.h"
#include "core/receipts/receipts.h"
#include "features/accounts/accounts.h"
#include "features/recruiting/record.h"
#include "features/recruiting/recruiting.h"
#include "features/recruiting/service.h"
#include "features/recruiting/service_campaigns.h"

namespace musubi::recruiting {
namespace {

constexpr std::string_view kCreated = "recruiting.prospect.created";
constexpr int kSearchMost = 500;  // hits that the filters may then narrow
constexpr int kAccountsMost = 100;
constexpr int kChangesShown = 30;
constexpr std::size_t kLineMost = 200;
constexpr std::size_t kNoteMost = 1000;

Failure gone() {
  return fail(Fault::not_found, "この見込み先は見つかりません。一覧から選び直してください");
}

void check_length(std::vector<FieldError>& errors, const std::string& field,
                  const std::string& text, std::size_t most) {
  const std::size_t length = count_characters(text);
  if (length <= most) return;
  errors.push_back({field, label_of_field(field) + "は" +
                               thousands(static_cast<std::int64_t>(most)) +
                               "文字以内で入力してください（いま" +
                               thousands(static_cast<std::int64_t>(length)) + "文字です）"});
}

// One of the registry's fields, into the organisation or the contact person.
void take_registry_field(Prospect& onto, std::vector<FieldError>& errors,
                         const std::string& field, const std::string& text) {
  const bool of_contact = field.starts_with(kContactPrefix);
  const std::string base = of_contact ? field.substr(kContactPrefix.size()) : field;
  const auto& known = of_contact ? contact_fields() : prospect_fields();
  if (std::find(known.begin(), known.end(), base) == known.end()) return;
  auto checked = members::check_field(base, text);
  if (!checked) {
    errors.push_back({field, checked.error().fields.front().says});
  } else if (of_contact) {
    members::set_field(onto.contact, base, *checked);
  } else {
    members::set_field(onto.organisation, base, *checked);
  }
}

void check_own(const Context& ctx, const Prospect& before, Prospect& p,
               std::vector<FieldError>& errors) {
  if (p.organisation.name.empty()) errors.push_back({"name", "団体名を入力してください"});
  if (label_in(sources(), p.source).empty()) {
    errors.push_back({"source", "流入元（どこから知った団体か）を選んでください"});
  }
  check_length(errors, "source_note", p.source_note, kLineMost);
  const bool campaign_known = p.campaign_id.empty() || p.campaign_id == before.campaign_id ||
                              !label_in(campaign_choices(ctx), p.campaign_id).empty();
  if (!campaign_known) errors.push_back({"campaign_id", "募集施策を一覧から選んでください"});
  check_length(errors, "next_action", p.next_action, kLineMost);
  if (p.next_action_on.empty()) return;
  const auto day = parse_iso_date(p.next_action_on);
  if (!day) {
    errors.push_back({"next_action_on", "次にする日は実在する年月日で入力してください"});
  } else if (p.next_action_on != before.next_action_on && *day < ctx.today()) {
    errors.push_back({"next_action_on", "次にする日は、きょうか、きょうより後の日付を入力してください"});
  } else if (p.next_action.empty()) {
    errors.push_back({"next_action", "その日に何をするかを入力してください（例：電話で資料の感想を聞く）"});
  }
}

Result<void> take_owner(const Context& ctx, const Prospect& before, Prospect& p,
                        std::vector<FieldError>& errors) {
  if (p.owner_id == before.owner_id) return {};
  p.owner_name.clear();
  if (p.owner_id.empty()) return {};
  for (const Owner& one : TRY(list_owners(ctx))) {
    if (one.id == p.owner_id) p.owner_name = one.name;
  }
  if (p.owner_name.empty()) errors.push_back({"owner_id", "担当する人を一覧から選んでください"});
  return {};
}

Result<std::string> checked_day(const Context& ctx, const std::string& field,
                                const std::string& typed) {
  if (typed.empty()) return iso(ctx.today());
  const auto day = parse_iso_date(typed);
  if (!day || ctx.today() < *day) {
    return fail_fields({{field, "日付は、きょうまでの実在する年月日で入力してください"}});
  }
  return typed;
}

// Field errors stand in the order of the form, whatever order they were found in.
void in_page_order(std::vector<FieldError>& errors, const Prospect& p) {
  std::vector<std::string> order;
  for (const auto& [name, text] : typed_of(p)) order.push_back(name);
  const auto at = [&](const FieldError& e) {
    return std::find(order.begin(), order.end(), e.field) - order.begin();
  };
  std::stable_sort(errors.begin(), errors.end(),
                   [&](const FieldError& a, const FieldError& b) { return at(a) < at(b); });
}

}  // namespace

Result<std::vector<Owner>> list_owners(const Context& ctx) {
  TRY(must(ctx.actor, may::see_prospects));
  // The list of accounts is the managers'; names of one's colleagues are everybody's in the office.
  Context system = ctx;
  system.actor = Actor::system("見込み先の割当て");
  std::vector<Owner> out;
  for (const Role role : {Role::secretariat, Role::secretariat_manager}) {
    accounts::ListFilter filter;
    filter.role = role;
    filter.state = accounts::State::active;
    filter.most = kAccountsMost;
    for (const auto& account : TRY(accounts::list_accounts(system, filter))) {
      const bool known = std::any_of(out.begin(), out.end(),
                                     [&](const Owner& one) { return one.id == account.id; });
      if (!known) out.push_back({account.id, account.name});
    }
  }
  return out;
}

Result<ProspectList> list_prospects(const Context& ctx, store::ListFilter filter,
                                    const std::string& words) {
  TRY(must(ctx.actor, may::see_prospects));
  return ctx.db.read([&](db::Reader& reader) -> Result<ProspectList> {
    ProspectList out;
    if (!trim(words).empty()) {
      filter.by_search = true;
      filter.ids = search::find_ids(reader, "prospect", words,
                                    {std::string(kProspectVisibility)}, kSearchMost);
    }
    const int shown = filter.most;
    filter.most = shown + 1;
    out.rows = store::list_prospects(reader, filter);
    out.more = static_cast<int>(out.rows.size()) > shown;
    if (out.more) out.rows.pop_back();
    out.count = store::count_prospects(reader, filter, kCountCap);
    out.by_stage = store::count_by_stage(reader);
    return out;
  });
}

Result<Board> load_board(const Context& ctx) {
  TRY(must(ctx.actor, may::see_prospects));
  return ctx.db.read([&](db::Reader& reader) -> Result<Board> {
    Board out;
    out.by_stage = store::count_by_stage(reader);
    for (const Stage stage : kStages) {
      store::ListFilter filter;
      filter.stage = stage_name(stage);
      filter.most = kBoardRows;
      out.columns.emplace_back(stage, store::list_prospects(reader, filter));
    }
    return out;
  });
}

Alike list_alike(db::Reader& reader, const members::Organisation& organisation,
                 const ProspectId& but) {
  return {members::list_similar_members(reader, organisation),
          applications::list_similar_applications(reader, organisation),
          store::list_alike(reader, organisation, but)};
}

Result<Alike> find_alike(const Context& ctx, const Typed& typed) {
  TRY(must(ctx.actor, may::see_prospects));
  Prospect prospect;
  std::vector<FieldError> ignored;
  for (const auto& [field, text] : typed) take_registry_field(prospect, ignored, field, text);
  return ctx.db.read(
      [&](db::Reader& reader) { return list_alike(reader, prospect.organisation, {}); });
}

Result<ProspectPage> load_visible_prospect(const Context& ctx, const ProspectId& id) {
  TRY(must(ctx.actor, may::see_prospects));
  return ctx.db.read([&](db::Reader& reader) -> Result<ProspectPage> {
    auto found = store::find_prospect(reader, id);
    if (!found) return gone();
    ProspectPage page;
    page.prospect = std::move(*found);
    const Prospect& p = page.prospect;
    page.contacts = store::list_contacts(reader, id, kContactsShown);
    page.moves = store::list_moves(reader, id);
    page.alike = list_alike(reader, p.organisation, id);
    std::erase_if(page.alike.members, [&](const auto& m) { return m.id == p.organisation_id; });
    std::erase_if(page.alike.applications,
                  [&](const auto& a) { return a.id.text == p.application_id; });
    audit::Filter filter;
    filter.noun = "prospect";
    filter.subject_id = id.text;
    filter.most = kChangesShown;
    page.changes = audit::list_entries(reader, filter);
    return page;
  });
}

Result<Prospect> check_prospect(const Context& ctx, const Typed& typed, Prospect onto) {
  const Prospect before = onto;
  std::vector<FieldError> errors;
  for (const auto& [field, text] : typed) {
    if (field == "source") onto.source = text;
    else if (field == "source_note") onto.source_note = trim(text);
    else if (field == "campaign_id") onto.campaign_id = text;
    else if (field == "owner_id") onto.owner_id = {text};
    else if (field == "next_action") onto.next_action = trim(text);
    else if (field == "next_action_on") onto.next_action_on = trim(text);
    else take_registry_field(onto, errors, field, text);
  }
  members::Organisation& o = onto.organisation;
  if (o.municipality_code.empty() && !o.address.empty()) {
    o.municipality_code = members::municipality_of_address(o.address);
  }
  check_own(ctx, before, onto, errors);
  TRY(take_owner(ctx, before, onto, errors));
  in_page_order(errors, onto);
  if (!errors.empty()) return fail_fields(std::move(errors));
  return onto;
}

Result<ProspectId> create_prospect(const Context& ctx, const NewProspect& input) {
  TRY(must(ctx.actor, may::work_prospects));
  const Prospect checked = TRY(check_prospect(ctx, input.typed, Prospect{}));
  return ctx.db.write([&](db::Tx& tx) -> Result<ProspectId> {
    if (auto first = receipts::find(tx, ctx, kCreated, input.sending)) return ProspectId{*first};
    if (!input.confirmed && !list_alike(tx, checked.organisation, {}).empty()) {
      return fail_fields({{"confirmed", "同じ団体かもしれないものがあります。確かめて、別の団体のときだけ"
                                        "印を付けてください"}});
    }
    const Prospect made = TRY(record_new_prospect(tx, ctx, checked, {.kind = "made"}));
    TRY(receipts::keep(tx, ctx, kCreated, input.sending, made.id.text));
    return made.id;
  });
}

Result<void> update_prospect(const Context& ctx, const ProspectEdit& input) {
  TRY(must(ctx.actor, may::work_prospects));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto before = store::find_prospect(tx, input.id);
    if (!before) return gone();
    const Prospect after = TRY(check_prospect(ctx, input.typed, *before));
    before->version = input.version;
    TRY(record_prospect(tx, ctx, *before, after, {}));
    return {};
  });
}

std::vector<Stage> stages_from(Stage stage) {
  switch (stage) {
    case Stage::candidate: return {Stage::approached, Stage::invited, Stage::lost};
    case Stage::approached: return {Stage::invited, Stage::candidate, Stage::lost};
    case Stage::invited: return {Stage::approached, Stage::candidate, Stage::lost};
    case Stage::lost: return {Stage::candidate, Stage::approached, Stage::invited};
    default: return {};  // applied and joined follow the application
  }
}

Result<void> move_prospect(const Context& ctx, const StageMove& input) {
  TRY(must(ctx.actor, may::work_prospects));
  const std::string day = TRY(checked_day(ctx, "happened_on", input.happened_on));
  const auto to = stage_from_name(input.stage);
  std::vector<FieldError> errors;
  if (!to) errors.push_back({"stage", "移す先の段階を選んでください"});
  const bool lost = to == Stage::lost;
  if (lost && label_in(lost_reasons(), input.lost_reason).empty()) {
    errors.push_back({"lost_reason", "見送りの理由を選んでください。次の働きかけを考える手がかりになります"});
  }
  check_length(errors, "lost_note", input.lost_note, kNoteMost);
  if (!errors.empty()) return fail_fields(std::move(errors));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto before = store::find_prospect(tx, input.id);
    if (!before) return gone();
    if (before->stage == *to) return {};  // pressed twice
    const auto allowed = stages_from(before->stage);
    if (std::find(allowed.begin(), allowed.end(), *to) == allowed.end()) {
      return fail(Fault::conflict, "いまの段階（" + std::string(stage_label(before->stage)) +
                                       "）からは移せません。申込と入会は、入会申込の進みに合わせて変わります");
    }
    Prospect after = *before;
    before->version = input.version;
    after.stage = *to;
    after.lost_reason = lost ? input.lost_reason : "";
    after.lost_note = lost ? trim(input.lost_note) : "";
    // An application that ended without a member is history: a new one may come.
    if (before->stage == Stage::lost) after.application_id.clear();
    if (lost) after.next_action = after.next_action_on = "";
    TRY(record_prospect(tx, ctx, *before, after,
                        {.reason = lost ? trim(input.lost_note) : "", .happened_on = day},
                        "recruiting.prospect.moved"));
    return {};
  });
}

Result<void> link_member(const Context& ctx, const ProspectId& id, const OrganisationId& member,
                         std::int64_t version) {
  TRY(must(ctx.actor, may::work_prospects));
  const auto named = TRY(members::find_organisation_name(ctx, member));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto before = store::find_prospect(tx, id);
    if (!before) return gone();
    if (before->organisation_id == member) return {};  // pressed twice
    if (before->stage == Stage::applied || before->stage == Stage::joined) {
      return fail(Fault::conflict, "この見込み先には、すでに入会申込か会員が結びついています");
    }
    Prospect after = *before;
    before->version = version;
    after.stage = Stage::joined;
    after.organisation_id = member;
    after.lost_reason = after.lost_note = after.next_action = after.next_action_on = "";
    TRY(record_prospect(tx, ctx, *before, after,
                        {.kind = "member", .id = member.text,
                         .reason = named.member_no + " " + named.name},
                        "recruiting.prospect.linked"));
    return {};
  });
}

holdings::Tie organisation_tie() {
  return {"見込み先", [](db::Reader& reader, const OrganisationId& id) {
            return store::find_prospect_of_organisation(reader, id.text).has_value();
          }};
}

}  // namespace musubi::recruiting
