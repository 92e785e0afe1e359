// retention.h - how long each kind of record is kept and the one way in which a record goes (R-9.7,
// Features contribute Kinds in features/keeping.cc; the feature `retention` proposes, has
// approved and certifies; destroy() is the gate that nothing passes before its term or while held.
//   past its term -> proposed -> approved -> destroyed (here, one by one) -> certified
// Evidence is kept five years after the contract year is completed, whatever its own term (KPI-19).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "db/db.h"

namespace musubi::retention {

inline constexpr int kEvidenceYears = 5;  // 事業完了後５年間

// Counted from the day that starts it: the term's last day is the same day so much later.
struct Term {
  int years = 0, months = 0, days = 0;
  bool evidence = false;  // at least five years after the completion of the contract year
};
std::string term_words(const Term& term);  // 1年, 30日, 事業完了後5年

// How a record ends. kept: nothing of it goes by itself; it is handed over.
enum class Way { erased, anonymised, kept };
std::string_view way_label(Way way);

// One record as the engine sees it. SECURITY: the label stands on lists, papers and in the audit:
// a number or a code, never a person.
struct Item {
  std::string id;
  std::string label;            // 受付番号 R6-0012
  Date started;                 // the day that started its term
  std::string organisation_id;  // whose, "" = nobody's; a hold can be put on an organisation
  std::string sha256;           // fingerprint of what would go
};

struct Kind {
  std::string name;     // applications.ended
  std::string noun;     // application: the subject in the audit
  std::string label;    // 不承認・取下げの入会申込の個人情報
  std::string data;     // what of people it holds: 氏名、連絡先
  std::string purpose;  // what for: 入会審査
  std::string starts;   // 不承認・取下げの日
  Term term;
  std::string basis;  // 個人情報保護法第22条
  Way way = Way::erased;
  std::string place;  // where it lies: データベース、ファイル保管庫
  // Who sees it, for the register of personal data: the roles of this permission.
  std::optional<Permission> seen_with = {};
  // Goes by its feature's own job on the day its term is over; nobody proposes it. Where it has a
  // destroy, that is what the job calls.
  bool automatic = false;
  // Purposes of core/files whose files are this evidence: see check_file().
  std::vector<std::string> file_purposes = {};
  // Records whose term began on or before `until`, id greater than `after_id`, in order of id, at
  // most `most`; what has gone already is not among them. Null for what is kept.
  std::function<std::vector<Item>(db::Reader&, Date until, const std::string& after_id, int most)>
      list_due = {};
  // The record as it is now; nothing when it is gone or its term has not begun.
  std::function<std::optional<Item>(db::Reader&, const std::string& id)> find = {};
  // Removes it, with its files, in the caller's transaction. Called by destroy() alone.
  std::function<Result<void>(db::Tx&, const Context&, const std::string& id)> destroy = {};
};
using Kinds = std::vector<Kind>;
const Kind* find_kind(const Kinds& kinds, std::string_view name);

// ---- terms ----

// The end of the contract, from the configuration, and the kinds of all features. Told once at
// start, before threads; again in tests.
struct Rules {
  Date contract_end{2025, 3, 31};
  Kinds kinds = {};
};
void configure(Rules rules);
const Rules& rules();
inline const Kinds& kinds() { return rules().kinds; }

// The last day on which it must be there.
Date last_day(const Term& term, Date started);
inline bool is_over(const Term& term, Date started, Date today) {
  return today > last_day(term, started);
}
// The latest start whose term is over on `today`; nothing when none can be.
std::optional<Date> latest_over(const Term& term, Date today);

// ---- for the stores of features ----

// The end of this day in Japan: what began by then has begun on it or before.
Instant last_moment_of(Date day);
// What a list_due gives: an item of each row.
template <class Rows, class Make>
std::vector<Item> items_of(const Rows& rows, Make make) {
  std::vector<Item> out;
  for (const auto& row : rows) out.push_back(make(row));
  return out;
}

// ---- holds ----

struct Hold {
  std::string id;
  std::string scope;  // everything | kind | organisation | record
  std::string kind, subject_id, label, reason, until_on;
  std::string placed_by, placed_by_name;
  Instant placed_at;
  std::string lifted_by_name, lifted_reason;
  std::optional<Instant> lifted_at;
  bool holds(Date today) const {
    return !lifted_at && (until_on.empty() || iso(today) <= until_on);
  }
};
Result<void> insert_hold(db::Tx& tx, const Hold& hold);
std::optional<Hold> find_hold(db::Reader& reader, std::string_view id);
// Only while it is not lifted; how many rows changed.
Result<std::int64_t> lift_hold(db::Tx& tx, const Hold& hold);
// Newest first; `before` pages by key: (placed_at, id) of the last one shown, id "" = first page.
std::vector<Hold> list_holds(db::Reader& reader, Instant before_at, std::string_view before_id,
                             int most);
std::int64_t count_holds(db::Reader& reader, Date today);  // that hold today
// The first hold that keeps this record; nothing when it may go.
std::optional<Hold> find_hold_on(db::Reader& reader, std::string_view kind, const Item& item,
                                 Date today);

// ---- the gate ----

// Fault::conflict with words for people: its term is not over, or who holds it.
Result<void> check_free(db::Reader& reader, const Context& ctx, const Kind& kind,
                        const Item& item);
// Looks again, asks check_free(), destroys, and notes it in the audit (retention.record.destroyed).
// Fault::not_found when it is gone already. Returns what it was. REQUIRES: it was approved.
Result<Item> destroy(db::Tx& tx, const Context& ctx, const Kind& kind, const std::string& id);
// For the job of an automatic kind: destroys what is past its term, each in a transaction of its
// own, and goes by what is held or gone meanwhile. However much is held, the rest goes.
Result<void> destroy_over(const Context& ctx, const Kind& kind);

// For core/files: whether a file of this purpose, made then, may be removed now.
Result<void> check_file(const Context& ctx, std::string_view purpose, Instant created);

}  // namespace musubi::retention
