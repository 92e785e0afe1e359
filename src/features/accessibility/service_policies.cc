// service_policies.cc - the 方針: a draft that several people may write, and editions that are frozen
// when they are published. See service.h.
#include "base/text.h"
#include "core/audit/audit.h"
#include "features/accessibility/service.h"
#include "web/cache.h"

namespace musubi::accessibility {
namespace {

constexpr std::size_t kPolicyTextMost = 4000;
constexpr int kEditionsShown = 50;

bool same_policy(const Policy& a, const Policy& b) {
  for (const PolicyField& field : policy_fields()) {
    if (a.*field.text != b.*field.text) return false;
  }
  return true;
}

std::vector<FieldError> check_policy(const Policy& policy) {
  std::vector<FieldError> errors;
  for (const PolicyField& field : policy_fields()) {
    const std::string& text = policy.*field.text;
    if (field.required && text.empty()) {
      errors.push_back({std::string(field.name), std::string(field.label) + "を入力してください"});
    }
    if (count_characters(text) > kPolicyTextMost) {
      errors.push_back({std::string(field.name),
                        std::string(field.label) + "は4,000文字以内で入力してください"});
    }
  }
  return errors;
}

PolicyDraft draft_or_first(db::Reader& reader) {
  if (auto draft = store::find_policy_draft(reader)) return std::move(*draft);
  PolicyDraft out;
  const auto newest = store::find_newest_policy(reader);
  out.policy = newest ? newest->policy : first_policy();
  return out;
}

}  // namespace

Result<PolicyDesk> load_policy_desk(const Context& ctx) {
  TRY(must(ctx.actor, may::see_trials));
  return ctx.db.read([](db::Reader& reader) -> Result<PolicyDesk> {
    PolicyDesk out;
    out.draft = draft_or_first(reader);
    out.editions = store::list_policies(reader, 0, kEditionsShown);
    out.differs =
        out.editions.empty() || !same_policy(out.draft.policy, out.editions.front().policy);
    return out;
  });
}

Result<void> save_policy(const Context& ctx, const Policy& typed, std::int64_t version) {
  Policy policy = typed;
  for (const PolicyField& field : policy_fields()) policy.*field.text = trim(policy.*field.text);
  auto errors = check_policy(policy);
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::keep_trials));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto before = store::find_policy_draft(tx);
    TRY(store::update_policy_draft(tx, {policy, ctx.actor.name, ctx.now, version}));
    Json old = Json::object(), fresh = Json::object();
    for (const PolicyField& field : policy_fields()) {
      const std::string was = before ? before->policy.*field.text : std::string();
      if (was == policy.*field.text) continue;
      old[std::string(field.name)] = was;
      fresh[std::string(field.name)] = policy.*field.text;
    }
    return audit::note(tx, ctx, "accessibility.policy.saved", {"accessibility_policy", "draft", ""},
                       old, fresh);
  });
}

Result<std::int64_t> publish_policy(const Context& ctx, std::int64_t version) {
  TRY(must(ctx.actor, may::publish_trials));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    const auto draft = store::find_policy_draft(tx);
    if (!draft) {
      return fail(Fault::conflict, "方針の下書きがまだありません。内容を確かめて、先に保存してください");
    }
    if (draft->version != version) {
      return fail(Fault::conflict, "ほかの人が先に下書きを変えました。いまの内容を確かめて、もう一度公表してください");
    }
    const auto newest = store::find_newest_policy(tx);
    if (newest && same_policy(newest->policy, draft->policy)) {
      return fail(Fault::conflict, "この内容は、すでに公表されています");
    }
    const std::int64_t number = (newest ? newest->number : 0) + 1;
    TRY(store::insert_policy(tx, {number, draft->policy, iso(ctx.today()), ctx.actor.name,
                                  ctx.now}));
    TRY(audit::note(tx, ctx, "accessibility.policy.published",
                    {"accessibility_policy", std::to_string(number), ""}, nullptr,
                    {{"number", number}}));
    web::forget_pages(tx, kOpenPagesTag);
    return number;
  });
}

}  // namespace musubi::accessibility
