// service_imports_resume.cc - what a process leaves behind that ends while it reads a roster: its
// lease runs out, and the reading begins again by itself (a scheduled job).
//
//   reading (lease kept every few seconds) -> draft
//      '-> process gone, lease over -> reading of another process -> draft
//                                  '-> begun again too often -> failed, a person decides
//
// Commit and undo need none of this: each is one transaction.
#include "base/log.h"
#include "features/members/inside_imports.h"

namespace musubi::members {
namespace {

constexpr int kResumedAtOnce = 10;
constexpr std::int64_t kResumedMost = 3;  // then the file itself may be what ends the process

Result<void> leave_to_a_person(const Context& ctx, const ImportId& id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    store::Import import = TRY(load_import(tx, id));
    import.problem = "読み取りが何度も途中で止まりました。"
                     "ファイルを開いて保存し直し、もう一度取り込んでください";
    if (!TRY(store::update_import_failed(tx, import))) return {};
    return audit::note(tx, ctx, "members.import.given_up", subject_of(import), nullptr, nullptr,
                       import.problem);
  });
}

// nullopt: another process was faster, or it has gone on after all.
Result<std::optional<Begun>> take_over(const Context& ctx, const ImportId& id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<std::optional<Begun>> {
    const store::Import import = TRY(load_import(tx, id));
    const Begun begun{id, new_uuid(ctx.now)};
    const Instant until = ReadingLease(ctx, begun).until();
    if (!TRY(store::update_import_resumed(tx, id, begun.reading, ctx.now, until))) {
      return std::optional<Begun>();
    }
    TRY(audit::note(tx, ctx, "members.import.read_again", subject_of(import), nullptr, nullptr,
                    "前の読み取りが途中で止まったため"));
    return std::optional<Begun>(begun);
  });
}

}  // namespace

ReadingLease::ReadingLease(const Context& ctx, const Begun& begun) : ctx_(ctx), begun_(begun) {}

std::int64_t ReadingLease::passed_ms() const {
  const auto passed = std::chrono::steady_clock::now() - started_;
  return std::chrono::duration_cast<std::chrono::milliseconds>(passed).count();
}

Instant ReadingLease::until() const { return {ctx_.now.ms + passed_ms() + kLeaseMs}; }

void ReadingLease::keep() {
  const std::int64_t passed = passed_ms();
  if (passed - kept_ms_ < kRenewMs) return;
  kept_ms_ = passed;
  // Taken over by another reading: storing the first row says so.
  auto kept = ctx_.db.write([&](db::Tx& tx) { return keep(tx); });
  if (!kept) log::warning("members.import.lease_not_kept", {{"import", begun_.id.text}});
}

Result<void> ReadingLease::keep(db::Tx& tx) const {
  if (TRY(store::update_import_lease(tx, begun_.id, begun_.reading, until()))) return {};
  return fail(Fault::conflict, "この名簿は、別の画面で読み直されました。一覧から開き直してください");
}

Result<int> resume_readings(const Context& ctx) {
  TRY(must(ctx.actor, may::import_roster));
  const auto lapsed = ctx.db.read([&](db::Reader& reader) {
    return store::list_lapsed_readings(reader, ctx.now, kResumedAtOnce);
  });
  int resumed = 0;
  for (const auto& one : lapsed) {
    if (one.resumed >= kResumedMost) {
      TRY(leave_to_a_person(ctx, one.id));
      continue;
    }
    const auto begun = TRY(take_over(ctx, one.id));
    if (!begun) continue;
    ++resumed;
    log::info("members.import.resumed", {{"import", one.id.text}});
    // Why a file cannot be read stays with the import, for its page.
    if (auto read = read_import(ctx, *begun); !read) {
      log::warning("members.import.resumed_in_vain", {{"import", one.id.text}});
    }
  }
  return resumed;
}

}  // namespace musubi::members
