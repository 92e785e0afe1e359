// service_reports.cc - the way of a monthly log report; see service_reports.h. The figures come
// from compute_site; nothing here changes a frozen figure.
#include "features/analytics/service_reports.h"

#include <charconv>
#include <limits>

#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/outbox/outbox.h"
#include "features/analytics/permissions.h"
#include "features/analytics/report_due.h"
#include "features/analytics/service_report_files.h"

namespace musubi::analytics {
namespace {

constexpr std::size_t kRemarkMost = 2000;

audit::Subject site_report(const store::Report& report) { return {"site_report", report.id, ""}; }

Result<store::Report> visible_report(const Context& ctx, db::Reader& reader,
                                     const std::string& id) {
  auto report = store::find_report(reader, id);
  const bool office = can(ctx.actor, may::work_on_report);
  if (!report || (!report->submitted_at && !office)) {
    return fail(Fault::not_found,
                "この月次ログ報告書は見つかりません。一覧から選び直してください");
  }
  return std::move(*report);
}

Result<void> may_be_replaced(db::Reader& reader, const std::string& month) {
  const auto held = store::find_report_in_hand(reader, month);
  if (!held || held->state != "received") return {};
  return fail(Fault::conflict,
              "この月の報告書は県が受領しています。直すことがあれば、報告書のコメントで知らせてください");
}

Result<void> move_report(db::Tx& tx, const Context& ctx, store::Report report,
                         const std::string& to, const std::string& action,
                         const std::string& refusal) {
  const std::string before = report.state;
  report.state = to;
  const auto moved = TRY(store::update_report_state(tx, report, before));
  if (moved == 0) return fail(Fault::conflict, refusal);
  return audit::note(tx, ctx, action, site_report(report), {{"state", before}}, {{"state", to}});
}

constexpr const char* kSomebodyElse = "ほかの人が先に操作しました。一覧を開き直してください";

// The raw events of the whole time are there: nothing was pruned of it, and something was kept.
bool raw_is_whole(db::Reader& reader, Date from, Date until, Date today) {
  const Date kept_from = add_days(today, -kRawDays);
  const auto first = store::find_first_event_day(reader);
  return first && from >= kept_from && *first <= iso(until);
}

Result<SiteFigures> figures_for(const Context& ctx, Date month, Date until) {
  return ctx.db.read([&](db::Reader& reader) -> Result<SiteFigures> {
    SiteFigures f = compute_site(reader, month, until, false, ctx.now);
    if (!raw_is_whole(reader, month, until, ctx.today())) return f;
    const std::string wrong = difference(f.now, recount_figures(reader, month, until));
    if (!wrong.empty()) {
      return fail(Fault::conflict, wrong + "。システムの担当者に知らせてください",
                  "sums differ from raw events");
    }
    f.recounted = true;
    return f;
  });
}

Result<Date> month_of_input(const std::string& typed) {
  const auto month = month_from(trim(typed));
  if (month) return *month;
  return fail_fields({{"month", "報告する月を選んでください（例：2024-07）"}});
}

}  // namespace

Result<SiteFigures> load_counting(const Context& ctx, const std::string& period) {
  TRY(must(ctx.actor, may::see_counting));
  const Date today = ctx.today();
  const auto month = month_from(period);
  Date from = month.value_or(today), until = from;
  const bool is_year = !month;
  if (month) {
    until = month_end(from);
  } else {
    int year = 0;
    const auto read = std::from_chars(period.data(), period.data() + period.size(), year);
    const bool whole = read.ec == std::errc() && read.ptr == period.data() + period.size();
    if (!whole || period.size() != 4 || year < 2000) {
      return fail(Fault::invalid, "月か年度を選んでください");
    }
    from = fiscal_year_start(year);
    until = fiscal_year_end(year);
  }
  if (from > today) return fail(Fault::invalid, "これからの期間は、まだ数えていません");
  return ctx.db.read([&](db::Reader& reader) {
    return compute_site(reader, from, until, is_year, ctx.now);
  });
}

Result<std::optional<Instant>> load_last_counted(const Context& ctx) {
  TRY(must(ctx.actor, may::see_counting));
  return ctx.db.read(store::find_last_written);
}

Result<std::string> freeze_report(const Context& ctx, const std::string& typed,
                                  Date contract_end) {
  const Date month = TRY(month_of_input(typed));
  const auto until = last_counted_day(month, contract_end, ctx.today());
  if (!until) {
    return fail_fields({{"month", "この月はまだ終わっていません。終わった月を選んでください"}});
  }
  TRY(must(ctx.actor, may::submit_report));
  const SiteFigures figures = TRY(figures_for(ctx, month, *until));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    store::Report report;
    report.id = new_uuid(ctx.now);
    report.month = month_text(month);
    report.figures = site_json(figures).dump();
    report.sha256 = sha256_hex(report.figures);
    report.frozen_by_name = ctx.actor.name;
    report.frozen_at = ctx.now;
    TRY(may_be_replaced(tx, report.month));
    if (const auto same = store::find_report_of_month(tx, report.month)) {
      report.number = same->number;
      report.version = same->version + 1;
      if (same->state == "frozen") {
        TRY(move_report(tx, ctx, *same, "superseded", "analytics.report.superseded",
                        kSomebodyElse));
      }
    } else {
      report.number = store::find_highest_number(tx) + 1;
    }
    TRY(store::insert_report(tx, report));
    TRY(audit::note(tx, ctx, "analytics.report.frozen", site_report(report), nullptr,
                    {{"number", report.number},
                     {"version", report.version},
                     {"month", report.month},
                     {"sha256", report.sha256}}));
    TRY(order_report_files(tx, ctx.now, report));
    return report.id;
  });
}

Result<void> remark_on_report(const Context& ctx, const std::string& id,
                              const std::string& typed) {
  const std::string text = trim(typed);
  if (count_characters(text) > kRemarkMost) {
    return fail_fields({{"secretariat_comment", "事務局の所見は2,000文字以内で入力してください"}});
  }
  TRY(must(ctx.actor, may::work_on_report));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    store::Report report = TRY(visible_report(ctx, tx, id));
    if (report.secretariat_comment == text) return {};
    const auto changed = TRY(store::update_report_comment(tx, id, text));
    if (changed == 0) {
      return fail(Fault::conflict,
                  "提出した報告書の所見は変えられません。コメント欄に書いてください");
    }
    TRY(audit::note(tx, ctx, "analytics.report.remarked", site_report(report),
                    {{"secretariat_comment", report.secretariat_comment}},
                    {{"secretariat_comment", text}}));
    report.secretariat_comment = text;
    return order_report_files(tx, ctx.now, report);
  });
}

Result<void> submit_report(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::submit_report));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    store::Report report = TRY(visible_report(ctx, tx, id));
    if (report.state == "submitted") return {};  // pressed twice
    TRY(may_be_replaced(tx, report.month));
    if (const auto old = store::find_report_in_hand(tx, report.month)) {
      TRY(move_report(tx, ctx, *old, "superseded", "analytics.report.superseded", kSomebodyElse));
    }
    if (report.state != "frozen") {
      return fail(Fault::conflict,
                  "この報告書は提出できる状態ではありません。一覧を開き直してください");
    }
    report.submitted_by_name = ctx.actor.name;
    report.submitted_at = ctx.now;
    TRY(move_report(tx, ctx, report, "submitted", "analytics.report.submitted", kSomebodyElse));
    report.state = "submitted";
    TRY(order_report_files(tx, ctx.now, report));
    return outbox::later(tx, ctx.now, "analytics.report.submitted", {{"id", id}});
  });
}

Result<void> discard_report(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::submit_report));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const store::Report report = TRY(visible_report(ctx, tx, id));
    if (report.state == "discarded") return {};
    const char* refusal = "破棄できるのは、提出する前の報告書だけです。一覧を開き直してください";
    if (report.state != "frozen") return fail(Fault::conflict, refusal);
    return move_report(tx, ctx, report, "discarded", "analytics.report.discarded", refusal);
  });
}

Result<void> receive_report(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::receive_report));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    store::Report report = TRY(visible_report(ctx, tx, id));
    if (report.state == "received") return {};
    const char* refusal = "この報告書は、新しい版に置き換えられました。一覧を開き直してください";
    if (report.state != "submitted") return fail(Fault::conflict, refusal);
    report.received_by_name = ctx.actor.name;
    report.received_at = ctx.now;
    TRY(move_report(tx, ctx, report, "received", "analytics.report.received", refusal));
    return outbox::later(tx, ctx.now, "analytics.report.received", {{"id", id}});
  });
}

Result<void> comment_on_report(const Context& ctx, const std::string& id,
                               const std::string& typed) {
  const std::string text = trim(typed);
  if (text.empty()) return fail_fields({{"body", "コメントを入力してください"}});
  if (count_characters(text) > kRemarkMost) {
    return fail_fields({{"body", "コメントは2,000文字以内で入力してください"}});
  }
  const bool by_prefecture = can(ctx.actor, may::receive_report);
  if (!by_prefecture) TRY(must(ctx.actor, may::work_on_report));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const store::Report report = TRY(visible_report(ctx, tx, id));
    TRY(store::insert_report_comment(tx, id, {ctx.actor.name, text, ctx.now}));
    TRY(audit::note(tx, ctx, "analytics.report.commented", site_report(report), nullptr,
                    {{"body", text}}));
    return outbox::later(tx, ctx.now, "analytics.report.commented",
                         {{"id", id}, {"by_prefecture", by_prefecture}, {"at_ms", ctx.now.ms}});
  });
}

Result<ReportPage> load_visible_report(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_counting));
  return ctx.db.read([&](db::Reader& reader) -> Result<ReportPage> {
    ReportPage page;
    page.report = TRY(visible_report(ctx, reader, id));
    page.figures = site_from(Json::parse(page.report.figures));
    page.comments = store::list_report_comments(reader, id);
    return page;
  });
}

Result<ReportsPage> list_reports_page(const Context& ctx, const std::string& after, int most) {
  TRY(must(ctx.actor, may::see_counting));
  std::int64_t number = std::numeric_limits<std::int64_t>::max(), version = 0;
  if (const std::size_t cut = after.find('-'); cut != std::string::npos) {
    std::from_chars(after.data(), after.data() + cut, number);
    std::from_chars(after.data() + cut + 1, after.data() + after.size(), version);
  }
  const bool handed_over = !can(ctx.actor, may::work_on_report);
  ReportsPage page;
  page.reports = ctx.db.read([&](db::Reader& reader) {
    return store::list_reports_below(reader, number, version, handed_over, most + 1);
  });
  if (page.reports.size() > static_cast<std::size_t>(most)) {
    page.reports.pop_back();
    const auto& last = page.reports.back();
    page.next = std::to_string(last.number) + "-" + std::to_string(last.version);
  }
  return page;
}

Result<MonthReport> find_or_freeze(const Context& ctx, const std::string& typed,
                                   Date contract_end) {
  TRY(must(ctx.actor, may::submit_report));
  const Date month = TRY(month_of_input(typed));
  const auto standing = ctx.db.read([&](db::Reader& reader) {
    auto newest = store::find_report_of_month(reader, month_text(month));
    if (newest && newest->state != "discarded" && newest->state != "superseded") return newest;
    return store::find_report_in_hand(reader, month_text(month));
  });
  if (standing) return MonthReport{standing->id, false};
  return MonthReport{TRY(freeze_report(ctx, typed, contract_end)), true};
}

std::vector<std::string> months_handed_over(db::Reader& reader, Date contract_start) {
  return store::list_months_in_hand(reader, month_text(contract_start));
}

bool report_is_intact(const store::Report& report) {
  return sha256_hex(report.figures) == report.sha256;
}

}  // namespace musubi::analytics
