// service_evidence.cc - the daily look at what must be kept (KPI-19); see service.h. It looks for
// itself: the chain of the audit, each file of evidence on the disk, each destroyed record's term.
// Must never mend what it finds.
#include <algorithm>

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/files/listing.h"
#include "features/retention/permissions.h"
#include "features/retention/service.h"
#include "features/retention/store.h"

namespace musubi::retention {
namespace {

constexpr int kFilesLookedAt = 500;
constexpr int kPartsOfALook = 3;

EvidenceCheck look_at_audit(db::Reader& reader) {
  const audit::Verdict verdict = audit::verify_chain(reader);
  EvidenceCheck out;
  out.what = "audit";
  out.objects = verdict.rows;
  out.lost = verdict.sound ? 0 : 1;
  out.says = verdict.says;
  return out;
}

bool is_evidence(const std::string& purpose) {
  return std::any_of(kinds().begin(), kinds().end(), [&](const Kind& kind) {
    const auto& own = kind.file_purposes;
    return kind.term.evidence && std::find(own.begin(), own.end(), purpose) != own.end();
  });
}

EvidenceCheck look_at_files(db::Db& db, Date today) {
  EvidenceCheck out;
  out.what = "files";
  std::string after;
  for (;;) {
    const auto page = db.read(
        [&](db::Reader& reader) { return files::list_files(reader, after, kFilesLookedAt); });
    if (page.empty()) break;
    after = page.back().id.text;
    for (const files::File& file : page) {
      if (!is_evidence(file.purpose)) continue;
      const Date last = last_day(Term{.evidence = true}, date_in_japan(file.created));
      if (today > last) continue;
      ++out.objects;
      const bool there = file.state != files::State::removed && files::has_bytes(file);
      if (!there) ++out.lost;
    }
  }
  out.says = out.lost == 0 ? "期限前の証拠のファイルは、すべて保管されています。"
                           : "期限前の証拠のファイルが" + thousands(out.lost) +
                                 "件見つかりません。控えから戻し、原因を調べてください。";
  return out;
}

EvidenceCheck look_at_destructions(db::Reader& reader) {
  EvidenceCheck out;
  out.what = "destructions";
  out.objects = store::count_destroyed(reader);
  out.lost = store::count_early(reader);
  out.says = out.lost == 0 ? "消去した記録は、すべて保存期限の後に消去しています。"
                           : "保存期限より前に消去した記録が" + thousands(out.lost) +
                                 "件あります。原因を調べ、県に報告してください。";
  return out;
}

}  // namespace

Result<void> check_evidence(const Context& ctx) {
  TRY(must(ctx.actor, may::check_evidence));
  std::vector<EvidenceCheck> found{ctx.db.read(look_at_audit), look_at_files(ctx.db, ctx.today()),
                                   ctx.db.read(look_at_destructions)};
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const std::string round = new_uuid(ctx.now);
    std::int64_t objects = 0, lost = 0;
    for (EvidenceCheck check : found) {
      check.id = new_uuid(ctx.now);
      check.round = round;
      check.checked_at = ctx.now;
      objects += check.objects;
      lost += check.lost;
      TRY(store::insert_check(tx, check));
    }
    return audit::note(tx, ctx, "retention.evidence.checked", {"evidence_check", round, ""},
                       nullptr, {{"objects", objects}, {"lost", lost}});
  });
}

Evidence latest_evidence(db::Reader& reader) {
  Evidence out;
  for (EvidenceCheck& check : store::list_checks(reader, {}, "", kPartsOfALook)) {
    if (!out.latest.empty() && check.round != out.latest.front().round) break;
    out.objects += check.objects;
    out.lost += check.lost;
    out.latest.push_back(std::move(check));
  }
  return out;
}

Result<std::vector<EvidenceCheck>> list_evidence_checks(const Context& ctx,
                                                        const std::string& before, int most) {
  TRY(must(ctx.actor, may::see_retention));
  // The key is "ms-id": both parts of the order.
  const auto dash = before.find('-');
  Instant at;
  std::string id;
  if (dash != std::string::npos && dash < 16) {
    at.ms = std::atoll(before.substr(0, dash).c_str());
    id = before.substr(dash + 1);
  }
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_checks(reader, at, id, most); });
}

}  // namespace musubi::retention
