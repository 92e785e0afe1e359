// site_state.cc - see site_state.h. Three bounded reads; `musubi doctor` looks deeper (the chain,
// the disk, the clock) and is not run for a page.
#include "features/home/site_state.h"

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/jobs/jobs.h"
#include "core/mail/mail.h"
#include "core/outbox/outbox.h"
#include "web/kit/badge.h"
#include "web/kit/text.h"

namespace musubi::home {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr int kDeadMost = 100;

// Which, and where it says why.
Html jobs_fact(const std::vector<jobs::State>& states) {
  const Html more = Html(" ") + link("/office/scheduled-work", "定時の処理を見る");
  if (states.empty()) return muted("まだ動いていません") + more;
  std::string failing;
  for (const auto& state : states) {
    if (state.failures > 0) failing += (failing.empty() ? "" : "、") + state.label;
  }
  if (failing.empty()) return badge(Tone::ok, "予定どおり") + more;
  return badge(Tone::warning, "うまくいっていないものがあります") + Html(" ") +
         link("/office/scheduled-work", failing);
}

}  // namespace

web::kit::Pairs site_facts(const web::Request& request) {
  const Context ctx = request.context();
  audit::Filter newest;
  newest.most = 1;
  return ctx.db.read([&](db::Reader& reader) {
    Pairs out;
    out.emplace_back("データベース",
                     reader.kind() == db::Kind::sqlite ? "SQLite（この機械の中）" : "PostgreSQL");
    const auto entries = audit::list_entries(reader, newest);
    out.emplace_back("操作の記録", entries.empty()
                                       ? muted("まだありません")
                                       : Html(thousands(entries[0].sequence) + "件を保存"));
    const auto dead = outbox::list_letters(reader, "dead", kDeadMost);
    out.emplace_back("配信", dead.empty() ? badge(Tone::ok, "止まっているものはありません")
                                          : badge(Tone::error, "止まったものがあります"));
    out.emplace_back("メール", mail::configured() ? badge(Tone::ok, "送信できます")
                                                  : Html("送信先が未設定（未配信として保管）"));
    out.emplace_back("定時の処理", jobs_fact(jobs::list_states(reader)));
    return out;
  });
}

}  // namespace musubi::home
