// service_kinds.cc - terms and what is past them; see service.h. Reading only: a few indexed,
// bounded reads for each kind.
#include "features/retention/permissions.h"
#include "features/retention/service.h"
#include "features/retention/store.h"

namespace musubi::retention {
namespace {

constexpr int kPage = 50;
constexpr int kPastShown = 10;

std::vector<Item> due_items(db::Reader& reader, const Kind& kind, Date today,
                            const std::string& after, int most) {
  if (!kind.list_due) return {};
  const auto until = latest_over(kind.term, today);
  if (!until) return {};
  return kind.list_due(reader, *until, after, most);
}

}  // namespace

Result<std::vector<KindRow>> list_kinds(const Context& ctx) {
  TRY(must(ctx.actor, may::see_retention));
  return ctx.db.read([&](db::Reader& reader) {
    std::vector<KindRow> out;
    for (const Kind& kind : kinds()) {
      KindRow row{&kind, 0, store::find_open_of_kind(reader, kind.name)};
      row.due = static_cast<int>(
          due_items(reader, kind, ctx.today(), "", kDueCounted + 1).size());
      out.push_back(std::move(row));
    }
    return out;
  });
}

Result<KindPage> load_kind(const Context& ctx, const std::string& name,
                           const std::string& after) {
  TRY(must(ctx.actor, may::see_retention));
  const Kind* kind = find_kind(kinds(), name);
  if (kind == nullptr) {
    return fail(Fault::not_found, "この種類の記録はありません。台帳から選び直してください");
  }
  return ctx.db.read([&](db::Reader& reader) {
    KindPage out;
    out.kind = kind;
    auto items = due_items(reader, *kind, ctx.today(), after, kPage + 1);
    if (items.size() > kPage) {
      items.resize(kPage);
      out.next = items.back().id;
    }
    for (Item& item : items) {
      auto hold = find_hold_on(reader, kind->name, item, ctx.today());
      out.due.push_back({std::move(item), std::move(hold)});
    }
    out.open = store::find_open_of_kind(reader, kind->name);
    out.past = store::list_of_kind(reader, kind->name, kPastShown);
    return out;
  });
}

}  // namespace musubi::retention
