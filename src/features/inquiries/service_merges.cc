// service_merges.cc - two inquiries about one thing become one thread, and two again; see
// service.h. SECURITY: only where both are of one address, or one has none: the thread is read by
// whoever holds a link to either.
#include "base/text.h"
#include "features/inquiries/record.h"
#include "features/inquiries/service.h"

namespace musubi::inquiries {
namespace {

bool is_mergeable(const Inquiry& q) { return q.is_counted() && q.erased_on.empty(); }

Result<void> check_pair(db::Reader& reader, const Inquiry& gone, const Inquiry& kept) {
  if (gone.id == kept.id) {
    return fail_fields({{"number", "この問合せ自身の番号です。まとめる先の受付番号を入力してください"}});
  }
  if (!is_mergeable(gone) || !is_mergeable(kept)) {
    return fail(Fault::conflict, "迷惑の疑い、まとめ済み、消去済みの問合せはまとめられません");
  }
  const bool strangers = !gone.email.empty() && !kept.email.empty() && gone.email != kept.email;
  if (gone.account_id != kept.account_id) {
    return fail_fields({{"number", "会員のページから届いた問合せは、同じ人が会員のページから送ったものとだけまとめられます"}});
  }
  if (strangers) {
    return fail_fields({{"number", "別の人の問合せはまとめられません。相手に、もう一方のやりとりが見えてしまいます"}});
  }
  if (!store::list_merges_into(reader, gone.id).empty()) {
    return fail(Fault::conflict, "ほかの問合せをまとめた問合せです。そのまとめを取り消してから、まとめてください");
  }
  return {};
}

}  // namespace

Result<std::string> merge(const Context& ctx, const Step& step, const std::string& number) {
  const auto wanted = read_number(number);
  if (!wanted) {
    return fail_fields({{"number", "まとめる先の受付番号を「R6-問-0012」の形で入力してください"}});
  }
  TRY(must(ctx.actor, may::work_inquiries));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    auto gone = store::find_inquiry(tx, step.id);
    if (!gone) return fail(Fault::not_found, "この問合せは見つかりません。一覧から選び直してください");
    auto kept = store::find_inquiry_by_number(tx, wanted->first, wanted->second);
    if (!kept) {
      return fail_fields({{"number", "この受付番号の問合せはありません。一覧で確かめてください"}});
    }
    if (gone->merged_into == kept->id) return kept->id;  // pressed twice
    TRY(check_pair(tx, *gone, *kept));
    if (step.version != 0) gone->version = step.version;
    Merge row;
    row.id = new_uuid(clock_of(ctx));
    row.gone_id = gone->id;
    row.kept_id = kept->id;
    row.gone_state = gone->state;
    row.made_by_name = ctx.actor.name;
    row.made_at = clock_of(ctx);
    TRY(store::insert_merge(tx, row));
    TRY(store::move_rows(tx, gone->id, kept->id, row.id));
    // SECURITY: an address that was only typed proves nothing; what was mailed to it does.
    TRY(store::delete_links(tx, gone->id, "posted"));
    TRY(store::delete_links(tx, kept->id, "posted"));
    if (gone->state == "open") {
      // The earlier question is the one that waits.
      const bool waits = kept->state == "open";
      kept->due_at = waits && kept->due_at < gone->due_at ? kept->due_at : gone->due_at;
      kept->state = "open";
      kept->closed_on.clear();
    }
    kept->thread = store::count_messages(tx, kept->id);
    gone->state = "merged";
    gone->merged_into = kept->id;
    gone->thread = 0;
    gone->closed_on = iso(ctx.today());
    gone->follow_up_on.clear();
    TRY(save(tx, ctx, *gone,
             {.action = "inquiries.inquiry.merged",
              .before = {{"inquiry_state", row.gone_state}},
              .after = {{"inquiry_state", "merged"}, {"kept", inquiry_number(*kept)}}}));
    TRY(save(tx, ctx, *kept,
             {.action = "inquiries.inquiry.took_over",
              .after = {{"gone", inquiry_number(*gone)}}}));
    return kept->id;
  });
}

Result<void> undo_merge(const Context& ctx, const std::string& merge_id) {
  TRY(must(ctx.actor, may::work_inquiries));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto row = store::find_merge(tx, merge_id);
    auto gone = row ? store::find_inquiry(tx, row->gone_id) : std::nullopt;
    auto kept = row ? store::find_inquiry(tx, row->kept_id) : std::nullopt;
    if (!gone || !kept) {
      return fail(Fault::not_found, "このまとめは見つかりません。問合せの画面から選び直してください");
    }
    if (row->undone_at) return {};  // pressed twice
    if (!gone->erased_on.empty() || !kept->erased_on.empty()) {
      return fail(Fault::conflict, "個人の情報を消したあとでは、まとめを取り消せません");
    }
    row->undone_by_name = ctx.actor.name;
    row->undone_at = clock_of(ctx);
    TRY(store::update_merge_undone(tx, *row));
    TRY(store::move_rows_back(tx, gone->id, row->id));
    gone->state = row->gone_state;
    gone->merged_into.clear();
    if (gone->state != "closed") gone->closed_on.clear();
    gone->thread = store::count_messages(tx, gone->id);
    kept->thread = store::count_messages(tx, kept->id);
    TRY(save(tx, ctx, *gone,
             {.action = "inquiries.inquiry.separated",
              .after = {{"inquiry_state", gone->state}}}));
    return save(tx, ctx, *kept,
                {.action = "inquiries.inquiry.gave_back",
                 .after = {{"gone", inquiry_number(*gone)}}});
  });
}

}  // namespace musubi::inquiries
