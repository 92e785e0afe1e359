// chain.cc - canonical bytes, the hash, and the walk that verifies the whole chain. Must never
// hold more than one row: the chain grows for five years.
#include "core/audit/chain.h"

#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/verify.h"

namespace musubi::audit {
namespace {

constexpr db::Query kAll{
    "audit.stream_all",
    "SELECT sequence, at, actor_id, actor_name, action, noun, subject_id, organisation_id, reason,"
    " request_id, address, before_json, after_json, hash FROM audit_entries ORDER BY sequence"};
constexpr db::Query kTail{"audit.verify_tail",
                          "SELECT sequence, hash FROM audit_tail WHERE one = 1"};

Verdict bad(std::int64_t rows, std::int64_t sequence, const std::string& what) {
  return Verdict{false, rows, sequence,
                 "操作の記録の" + std::to_string(sequence) + "番で" + what +
                     "。データベースを止めずに控えを取り、管理者にお知らせください"};
}

}  // namespace

Line read_line(const db::Row& row) {
  Line line;
  line.sequence = row.integer(0);
  line.at = row.integer(1);
  line.actor_id = row.text(2);
  line.actor_name = row.text(3);
  line.action = row.text(4);
  line.noun = row.text(5);
  line.subject_id = row.text(6);
  line.organisation_id = row.text(7);
  line.reason = row.text(8);
  line.request_id = row.text(9);
  line.address = row.text(10);
  line.before = row.text(11);
  line.after = row.text(12);
  line.hash = row.text(13);
  return line;
}

std::string next_hash(std::string_view previous_hash, const Line& line) {
  const Json canonical = Json::array(
      {line.sequence, line.at, line.actor_id, line.actor_name, line.action, line.noun,
       line.subject_id, line.organisation_id, line.reason, line.request_id, line.address,
       line.before, line.after});
  return sha256_hex(std::string(previous_hash) + "\n" +
                              canonical.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Verdict verify_chain(db::Reader& reader, const Progress& progress) {
  Verdict verdict;
  constexpr std::int64_t kBetween = 1000;
  const auto known = reader.first(kTail);
  const std::int64_t total = known ? known->integer(0) : 0;
  std::string previous;
  reader.stream(kAll, {}, [&](const db::Row& row) {
    const Line line = read_line(row);
    const std::int64_t expected = verdict.rows + 1;
    if (line.sequence != expected) {
      verdict = bad(verdict.rows, expected, "行が欠けています");
      return false;
    }
    if (next_hash(previous, line) != line.hash) {
      verdict = bad(verdict.rows, line.sequence, "内容が書き換えられています");
      return false;
    }
    previous = line.hash;
    verdict.rows = expected;
    if (progress && (expected % kBetween == 0 || expected == total)) progress(expected, total);
    return true;
  });
  if (!verdict.sound) return verdict;
  const auto tail = reader.first(kTail);
  if (!tail || tail->integer(0) != verdict.rows || tail->text(1) != previous) {
    return bad(verdict.rows, verdict.rows + 1, "末尾の行が欠けています");
  }
  verdict.says = "操作の記録" + thousands(verdict.rows) + "行のつながりに問題はありません";
  return verdict;
}

Verdict verify_chain(db::Reader& reader) { return verify_chain(reader, {}); }

}  // namespace musubi::audit
