// service_holds.cc - 保全: what must stay although its term is over, put there and lifted by a
// manager with a reason; see service.h. A hold is never deleted.
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/retention/permissions.h"
#include "features/retention/service.h"

namespace musubi::retention {
namespace {

constexpr std::size_t kWordsMost = 1000;
constexpr std::size_t kLabelMost = 100;
constexpr std::string_view kPlaced = "retention.hold.placed";

Failure absent() {
  return fail(Fault::not_found, "この保全は見つかりません。一覧から選び直してください");
}

void check_scope(const NewHold& input, std::vector<FieldError>& errors) {
  const bool known = input.scope == "everything" || input.scope == "kind" ||
                     input.scope == "organisation" || input.scope == "record";
  if (!known) errors.push_back({"scope", "保全する範囲を選んでください"});
  const bool needs_kind = input.scope == "kind" || input.scope == "record";
  if (needs_kind && find_kind(kinds(), input.kind) == nullptr) {
    errors.push_back({"kind", "記録の種類を選んでください"});
  }
  const bool needs_subject = input.scope == "organisation" || input.scope == "record";
  if (needs_subject && trim(input.subject_id).empty()) {
    errors.push_back({"subject_id", "記録か団体の番号（ID）を入力してください。その画面の住所の最後にあります"});
  } else if (needs_subject && count_characters(input.subject_id) > kLabelMost) {
    errors.push_back({"subject_id", "番号（ID）は100文字以内で入力してください"});
  }
}

void check_words(const Context& ctx, const NewHold& input, std::vector<FieldError>& errors) {
  if (trim(input.label).empty()) {
    errors.push_back({"label", "保全の名前を入力してください（例：令和6年度 会計検査）"});
  } else if (count_characters(input.label) > kLabelMost) {
    errors.push_back({"label", "保全の名前は100文字以内で入力してください"});
  }
  if (trim(input.reason).empty()) {
    errors.push_back({"reason", "保全する理由を入力してください"});
  } else if (count_characters(input.reason) > kWordsMost) {
    errors.push_back({"reason", "保全する理由は1,000文字以内で入力してください"});
  }
  if (input.until_on.empty()) return;
  const auto until = parse_iso_date(input.until_on);
  if (!until) {
    errors.push_back({"until_on", "保全の終わりの日を、実在する日付で入力してください"});
  } else if (*until < ctx.today()) {
    errors.push_back({"until_on", "保全の終わりの日は、きょう以降にしてください"});
  }
}

}  // namespace

Result<std::string> place_hold(const Context& ctx, const NewHold& input,
                               const std::string& sending) {
  std::vector<FieldError> errors;
  check_scope(input, errors);
  check_words(ctx, input, errors);
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::hold_records));
  const bool with_kind = input.scope == "kind" || input.scope == "record";
  const bool with_subject = input.scope == "organisation" || input.scope == "record";
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (auto made = receipts::find(tx, ctx, kPlaced, sending)) return *made;
    Hold hold;
    hold.id = new_uuid(ctx.now);
    hold.scope = input.scope;
    hold.kind = with_kind ? input.kind : "";
    hold.subject_id = with_subject ? trim(input.subject_id) : "";
    hold.label = trim(input.label);
    hold.reason = trim(input.reason);
    hold.until_on = input.until_on;
    hold.placed_by = ctx.actor.account.text;
    hold.placed_by_name = ctx.actor.name;
    hold.placed_at = ctx.now;
    TRY(insert_hold(tx, hold));
    TRY(audit::note(tx, ctx, kPlaced, {"retention_hold", hold.id, ""}, nullptr,
                    {{"scope", hold.scope},
                     {"kind", hold.kind},
                     {"subject_id", hold.subject_id},
                     {"until_on", hold.until_on}},
                    hold.reason));
    TRY(receipts::keep(tx, ctx, kPlaced, sending, hold.id));
    return hold.id;
  });
}

Result<void> lift_hold_on(const Context& ctx, const std::string& id, const std::string& typed) {
  const std::string reason = trim(typed);
  if (reason.empty()) return fail_fields({{"lifted_reason", "保全を解く理由を入力してください"}});
  if (count_characters(reason) > kWordsMost) {
    return fail_fields({{"lifted_reason", "保全を解く理由は1,000文字以内で入力してください"}});
  }
  TRY(must(ctx.actor, may::hold_records));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto hold = find_hold(tx, id);
    if (!hold) return absent();
    hold->lifted_at = ctx.now;
    hold->lifted_by_name = ctx.actor.name;
    hold->lifted_reason = reason;
    const std::int64_t changed = TRY(lift_hold(tx, *hold));
    if (changed == 0) return fail(Fault::conflict, "この保全は、すでに解かれています");
    return audit::note(tx, ctx, "retention.hold.lifted", {"retention_hold", id, ""}, nullptr,
                       {{"scope", hold->scope}}, reason);
  });
}

Result<std::vector<Hold>> list_all_holds(const Context& ctx, const std::string& before,
                                         int most) {
  TRY(must(ctx.actor, may::see_retention));
  return ctx.db.read([&](db::Reader& reader) {
    const auto last = before.empty() ? std::nullopt : find_hold(reader, before);
    return list_holds(reader, last ? last->placed_at : Instant{}, last ? last->id : "", most);
  });
}

Result<Hold> load_hold(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_retention));
  auto hold = ctx.db.read([&](db::Reader& reader) { return find_hold(reader, id); });
  if (!hold) return absent();
  return std::move(*hold);
}

}  // namespace musubi::retention
