// service_views.cc - views of the list that a person keeps under a name. Personal: only their owner
// sees them, so the permission to see the registry is enough.
#include "base/text.h"
#include "core/audit/audit.h"
#include "features/members/service.h"
#include "features/members/store_views.h"

namespace musubi::members {
namespace {

constexpr int kViewsMost = 12;  // tabs above the list: more than a dozen hide one another

}  // namespace

std::vector<SavedView> list_saved_views(const Context& ctx) {
  if (!can(ctx.actor, may::see_registry)) return {};
  return ctx.db.read([&](db::Reader& reader) {
    return store::list_saved_views_in_account(reader, ctx.actor.account, kViewsMost);
  });
}

Result<void> save_view(const Context& ctx, const std::string& name, const std::string& query) {
  const std::string trimmed = trim(name);
  if (trimmed.empty()) return fail_fields({{"name", "この条件の名前を入力してください"}});
  if (count_characters(trimmed) > 30) {
    return fail_fields({{"name", "名前は30文字以内で入力してください"}});
  }
  TRY(must(ctx.actor, may::see_registry));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto kept = store::list_saved_views_in_account(tx, ctx.actor.account, kViewsMost);
    for (const SavedView& view : kept) {
      if (view.name == trimmed && view.query == query) return {};  // the form was sent twice
    }
    if (kept.size() >= static_cast<std::size_t>(kViewsMost)) {
      return fail_fields({{"name", "残せる条件は12個までです。使わない条件を開き、表の下の"
                                   "「一覧から外す」で外してから残してください"}});
    }
    const SavedView view{new_uuid(ctx.now), trimmed, query};
    TRY(store::insert_saved_view(tx, ctx.actor.account, view, ctx.now));
    return audit::note(tx, ctx, "members.view.saved", {"saved_view", view.id, ""}, nullptr,
                       {{"name", view.name}, {"query", view.query}});
  });
}

Result<void> delete_view(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_registry));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto gone = TRY(store::delete_saved_view_in_account(tx, ctx.actor.account, id));
    if (gone == 0) return fail(Fault::not_found, "この条件は見つかりません");
    return audit::note(tx, ctx, "members.view.deleted", {"saved_view", id, ""});
  });
}

}  // namespace musubi::members
