// service_contacts.cc - visits, telephone calls and letters: recorded once, corrected by version.
// Recording one settles what was planned before and may move the prospect on.
#include "base/text.h"
#include "core/access/access.h"
#include "core/receipts/receipts.h"
#include "features/recruiting/record.h"
#include "features/recruiting/service.h"

namespace musubi::recruiting {
namespace {

constexpr std::string_view kRecorded = "recruiting.contact.recorded";
constexpr std::size_t kPeopleMost = 200;
constexpr std::size_t kSummaryMost = 4000;
constexpr std::size_t kActionMost = 200;

Failure gone() {
  return fail(Fault::not_found, "この記録は見つかりません。見込み先の画面から選び直してください");
}

void check_people(const ContactInput& in, std::vector<FieldError>& errors) {
  if (count_characters(in.ours) > kPeopleMost) {
    errors.push_back({"ours", "こちらの人は200文字以内で入力してください"});
  }
  if (count_characters(in.theirs) > kPeopleMost) {
    errors.push_back({"theirs", "相手の人は200文字以内で入力してください"});
  }
  if (trim(in.summary).empty()) errors.push_back({"summary", "話した内容や反応を入力してください"});
  if (count_characters(in.summary) > kSummaryMost) {
    errors.push_back({"summary", "内容は4,000文字以内で入力してください"});
  }
}

Result<Contact> check(const Context& ctx, const ContactInput& in) {
  std::vector<FieldError> errors;
  if (label_in(contact_kinds(), in.kind).empty()) {
    errors.push_back({"kind", "どのように接したかを選んでください"});
  }
  const std::string day = in.happened_on.empty() ? iso(ctx.today()) : in.happened_on;
  const auto date = parse_iso_date(day);
  if (!date || ctx.today() < *date) {
    errors.push_back({"happened_on", "日付は、きょうまでの実在する年月日で入力してください"});
  }
  check_people(in, errors);
  if (count_characters(in.next_action) > kActionMost) {
    errors.push_back({"next_action", "次にすることは200文字以内で入力してください"});
  }
  if (!in.next_action_on.empty()) {
    const auto next = parse_iso_date(in.next_action_on);
    if (!next || *next < ctx.today()) {
      errors.push_back(
          {"next_action_on", "次にする日は、きょうか、きょうより後の日付を入力してください"});
    } else if (trim(in.next_action).empty()) {
      errors.push_back({"next_action", "その日に何をするかを入力してください"});
    }
  }
  if (!in.stage.empty() && in.stage != "approached" && in.stage != "invited") {
    errors.push_back({"stage", "段階を一覧から選んでください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  Contact c;
  c.prospect_id = in.prospect_id;
  c.kind = in.kind;
  c.happened_on = day;
  c.ours = trim(in.ours);
  c.theirs = trim(in.theirs);
  c.summary = trim(in.summary);
  c.next_action = trim(in.next_action);
  c.next_action_on = in.next_action_on;
  return c;
}

// SECURITY: what was said stays in the row; the audit tells only that something was recorded.
Json told_of(const Contact& c) { return {{"kind", c.kind}, {"happened_on", c.happened_on}}; }

}  // namespace

Result<Contact> load_visible_contact(const Context& ctx, const ProspectId& id,
                                     const ContactId& contact) {
  TRY(must(ctx.actor, may::see_prospects));
  auto found =
      ctx.db.read([&](db::Reader& reader) { return store::find_contact(reader, id, contact); });
  if (!found) return gone();
  return std::move(*found);
}

Result<ContactId> record_contact(const Context& ctx, const ContactInput& input) {
  TRY(must(ctx.actor, may::work_prospects));
  const Contact checked = TRY(check(ctx, input));
  return ctx.db.write([&](db::Tx& tx) -> Result<ContactId> {
    if (auto first = receipts::find(tx, ctx, kRecorded, input.sending)) return ContactId{*first};
    auto before = store::find_prospect(tx, input.prospect_id);
    if (!before) return gone();
    Contact contact = checked;
    contact.id = ContactId::make(ctx.now);
    contact.recorded_by = ctx.actor.account;
    contact.recorded_by_name = ctx.actor.name;
    contact.version = 1;
    contact.created_at = contact.updated_at = ctx.now;
    TRY(store::insert_contact(tx, contact));
    TRY(audit::note(tx, ctx, kRecorded, {"prospect", before->id.text, ""}, nullptr,
                    told_of(contact)));
    Prospect after = *before;
    const auto to = stage_from_name(input.stage);
    if (to && is_by_hand(before->stage) && before->stage < *to) after.stage = *to;
    after.next_action = contact.next_action;
    after.next_action_on = contact.next_action_on;
    TRY(record_prospect(tx, ctx, *before, after,
                        {.kind = "contact", .id = contact.id.text,
                         .happened_on = contact.happened_on}));
    TRY(receipts::keep(tx, ctx, kRecorded, input.sending, contact.id.text));
    return contact.id;
  });
}

Result<void> correct_contact(const Context& ctx, const ContactInput& input) {
  TRY(must(ctx.actor, may::work_prospects));
  ContactInput without_plan = input;
  without_plan.next_action.clear();
  without_plan.next_action_on.clear();
  const Contact checked = TRY(check(ctx, without_plan));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto before = store::find_contact(tx, input.prospect_id, input.id);
    if (!before) return gone();
    Contact after = checked;
    after.id = before->id;
    after.version = input.version;
    after.updated_at = ctx.now;
    TRY(store::update_contact(tx, after));
    return audit::note(tx, ctx, "recruiting.contact.corrected",
                       {"prospect", input.prospect_id.text, ""}, told_of(*before),
                       told_of(after));
  });
}

}  // namespace musubi::recruiting
