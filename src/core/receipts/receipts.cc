// receipts.cc - rows of `receipts`; see receipts.h. Two sendings at the same moment: SQLite writes
// one after the other, PostgreSQL runs the second transaction again, which then finds the first's.
#include "core/receipts/receipts.h"

#include "base/sha256.h"

namespace musubi::receipts {
namespace {

constexpr std::int64_t kKeptMs = 7LL * 24 * 3'600'000;

constexpr db::Query kFind{"receipts.find", "SELECT result FROM receipts WHERE id = $1"};
constexpr db::Query kInsert{"receipts.insert",
                            "INSERT INTO receipts (id, result, created_at) VALUES ($1, $2, $3)"};
constexpr db::Query kDeleteExpired{"receipts.delete_expired",
                                   "DELETE FROM receipts WHERE created_at < $1"};

// SECURITY: bound to the account, so that nobody learns of another's by sending the same form.
std::string id_of(const Context& ctx, std::string_view action, std::string_view sending) {
  return sha256_hex(ctx.actor.account.text + "\n" + std::string(action) + "\n" +
                    std::string(sending));
}

}  // namespace

std::optional<std::string> find(db::Reader& reader, const Context& ctx, std::string_view action,
                                std::string_view sending) {
  if (sending.empty()) return {};
  auto row = reader.first(kFind, id_of(ctx, action, sending));
  if (!row) return {};
  return row->text(0);
}

Result<void> keep(db::Tx& tx, const Context& ctx, std::string_view action,
                  std::string_view sending, std::string_view result) {
  if (sending.empty()) return {};
  TRY(tx.run(kInsert, id_of(ctx, action, sending), result, ctx.now.ms));
  return {};
}

jobs::Job cleaning_job() {
  jobs::Job job;
  job.name = "core.receipts.deleted";
  job.label = "二重送信を防ぐ控えのうち、古いものを片づける";
  job.schedule = jobs::Schedule::daily_at(3, 20);
  job.run = [](const Context& ctx) {
    return ctx.db.write([&](db::Tx& tx) -> Result<void> {
      TRY(tx.run(kDeleteExpired, ctx.now.ms - kKeptMs));
      return {};
    });
  };
  return job;
}

}  // namespace musubi::receipts
