// service_reports.cc - the way of a member report: frozen, submitted, received, commented. The
// figures come from compute_report; nothing here changes a frozen figure.
#include "features/members/service_reports.h"

#include <charconv>
#include <limits>

#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/outbox/outbox.h"
#include "features/members/compute_report.h"
#include "features/members/permissions.h"
#include "features/members/search_records.h"
#include "features/members/service_report_files.h"

namespace musubi::members {
namespace {

constexpr int kReportsMost = 60;
constexpr int kCommentMost = 2000;

audit::Subject subject_of(const store::Report& report) { return {"member_report", report.id, ""}; }

void add_row(Sha256& hash, const ReportRow& row) {
  for (const std::string* text :
       {&row.organisation_id, &row.member_no, &row.name, &row.corporate_number, &row.category,
        &row.industry, &row.municipality_code, &row.size_class, &row.state, &row.joined_on,
        &row.left_on, &row.change, &row.change_note, &row.correction, &row.correction_note}) {
    hash.update(*text);
    hash.update(std::string_view("\x1f", 1));
  }
  hash.update(row.uses_platform ? "1" : "0");
  hash.update(row.counted ? "1\x1e" : "0\x1e");
}

Result<store::Report> visible(const Context& ctx, db::Reader& reader, const std::string& id) {
  auto report = store::find_report(reader, id);
  const bool office = can(ctx.actor, may::make_member_report);
  if (!report || (!report->submitted_at && !office)) {
    return fail(Fault::not_found, "この会員報告書は見つかりません。一覧から選び直してください");
  }
  return *report;
}

// What the prefecture holds may be replaced by a newer version until it was received, or until a
// later report was counted from it: then it is put right by 訂正 in the next one.
Result<void> may_be_replaced(db::Reader& reader, const std::string& as_of) {
  const auto held = store::find_report_in_hand(reader, as_of);
  if (!held) return {};
  if (held->state == "received") {
    return fail(Fault::conflict,
                "この基準日の報告書は県が受領しています。直した数は、次の報告書に「訂正」として載ります");
  }
  if (store::is_previous_of_another(reader, held->id)) {
    return fail(Fault::conflict, "この基準日の数をもとにした報告書が、すでに提出されています。"
                                 "直した数は、次の報告書に「訂正」として載ります");
  }
  return {};
}

Result<store::Report> next_version(db::Reader& reader, const Context& ctx, Date as_of) {
  store::Report report;
  report.id = new_uuid(ctx.now);
  report.as_of = iso(as_of);
  report.state = "frozen";
  report.frozen_by = ctx.actor.account.text;
  report.frozen_by_name = ctx.actor.name;
  report.frozen_at = ctx.now;
  TRY(may_be_replaced(reader, report.as_of));
  if (auto same = store::find_report_of_day(reader, report.as_of)) {
    report.number = same->number;
    report.version = same->version + 1;
  } else {
    report.number = store::find_highest_report_number(reader) + 1;
  }
  if (auto previous = store::find_report_before(reader, report.as_of)) {
    report.previous_id = previous->id;
  }
  return report;
}

Result<void> follows_the_last(db::Reader& reader, const store::Report& report) {
  const auto last = store::find_report_before(reader, report.as_of);
  if ((last ? last->id : "") == report.previous_id) return {};
  return fail(Fault::conflict, "この報告書を作ったあとに、前の基準日の報告書が提出されました。"
                               "同じ基準日で作り直してから提出してください");
}

std::optional<PreviousReport> previous_of(db::Reader& reader, const store::Report& report) {
  if (report.previous_id.empty()) return {};
  const auto found = store::find_report(reader, report.previous_id);
  CHECK(found.has_value());
  const ReportFigures figures = figures_from(Json::parse(found->figures));
  return PreviousReport{found->id, figures.as_of, figures.members};
}

std::optional<store::Report> find_standing(db::Reader& reader, const std::string& as_of) {
  auto newest = store::find_report_of_day(reader, as_of);
  if (newest && newest->state == "frozen") return newest;
  return store::find_report_in_hand(reader, as_of);
}

// Whether freezing its day now would give other rows or figures, or another 前回.
Result<bool> says_something_else_now(db::Reader& reader, const store::Report& report, Date as_of) {
  const auto last = store::find_report_before(reader, report.as_of);
  if ((last ? last->id : "") != report.previous_id) return true;
  Sha256 hash;
  const ReportBase base{as_of, previous_of(reader, report)};
  const auto figures = TRY(compute_report(reader, base, [&](const ReportRow& row) -> Result<void> {
    add_row(hash, row);
    return {};
  }));
  hash.update(figures_json(figures).dump());
  return hash.finish_hex() != report.sha256;
}

Result<void> supersede(db::Tx& tx, const Context& ctx, std::optional<store::Report> old) {
  if (!old) return {};
  const std::string before = old->state;
  old->state = "superseded";
  const auto moved = TRY(store::update_report_state(tx, *old, before));
  if (moved == 0) {
    return fail(Fault::conflict, "ほかの人が先に操作しました。一覧を開き直してください");
  }
  return audit::note(tx, ctx, "members.report.superseded", subject_of(*old), {{"state", before}},
                     {{"state", old->state}});
}

}  // namespace

Result<std::string> freeze_report(const Context& ctx, Date as_of) {
  if (!is_real(as_of)) return fail_fields({{"as_of", "実在する日付を入力してください"}});
  if (as_of > ctx.today()) {
    return fail_fields({{"as_of", "基準日は、きょうまでの日付を入力してください"}});
  }
  TRY(must(ctx.actor, may::make_member_report));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    store::Report report = TRY(next_version(tx, ctx, as_of));
    const ReportBase base{as_of, previous_of(tx, report)};
    auto unsent = store::find_report_of_day(tx, report.as_of);
    if (unsent && unsent->state == "frozen") TRY(supersede(tx, ctx, unsent));
    // Rows are written as they are computed and the report itself last, once and complete: memory
    // does not grow with the members, and a frozen figure is never updated.
    Sha256 hash;
    std::int64_t position = 0;
    auto figures = TRY(compute_report(tx, base, [&](const ReportRow& computed) -> Result<void> {
      add_row(hash, computed);
      ReportRow row = computed;
      row.position = ++position;
      return store::insert_report_row(tx, report.id, row);
    }));
    const std::string wrong = reconcile(figures);
    if (!wrong.empty()) return fail(Fault::conflict, wrong);
    report.figures = figures_json(figures).dump();
    hash.update(report.figures);
    report.sha256 = hash.finish_hex();
    TRY(store::insert_report(tx, report));
    TRY(index_report(tx, report));
    TRY(audit::note(tx, ctx, "members.report.frozen", subject_of(report), nullptr,
                    {{"number", report.number},
                     {"version", report.version},
                     {"as_of", report.as_of},
                     {"members", figures.members},
                     {"sha256", report.sha256}}));
    TRY(order_report_files(tx, ctx.now, report));
    return report.id;
  });
}

Result<void> comment_as_secretariat(const Context& ctx, const std::string& id,
                                    const std::string& comment) {
  const std::string text = trim(comment);
  if (count_characters(text) > kCommentMost) {
    return fail_fields({{"secretariat_comment", "2,000文字以内で入力してください"}});
  }
  TRY(must(ctx.actor, may::make_member_report));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const store::Report report = TRY(visible(ctx, tx, id));
    if (report.secretariat_comment == text) return {};
    const auto changed = TRY(store::update_report_comment(tx, id, text));
    if (changed == 0) {
      return fail(Fault::conflict, "提出した報告書の所見は変えられません。コメント欄に書いてください");
    }
    TRY(audit::note(tx, ctx, "members.report.remarked", subject_of(report),
                    {{"secretariat_comment", report.secretariat_comment}},
                    {{"secretariat_comment", text}}));
    store::Report remarked = report;
    remarked.secretariat_comment = text;
    TRY(index_report(tx, remarked));
    return order_report_files(tx, ctx.now, remarked);
  });
}

Result<void> submit_report(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::make_member_report));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    store::Report report = TRY(visible(ctx, tx, id));
    if (report.state == "submitted") return {};  // pressed twice: submitted once
    TRY(follows_the_last(tx, report));
    TRY(may_be_replaced(tx, report.as_of));
    TRY(supersede(tx, ctx, store::find_report_in_hand(tx, report.as_of)));
    report.state = "submitted";
    report.submitted_by_name = ctx.actor.name;
    report.submitted_at = ctx.now;
    const auto moved = TRY(store::update_report_state(tx, report, "frozen"));
    if (moved == 0) {
      return fail(Fault::conflict, "この報告書は提出できる状態ではありません。一覧を開き直してください");
    }
    TRY(audit::note(tx, ctx, "members.report.submitted", subject_of(report),
                    {{"state", "frozen"}}, {{"state", "submitted"}}));
    TRY(index_report(tx, report));
    TRY(order_report_files(tx, ctx.now, report));
    return outbox::later(tx, ctx.now, "members.report.submitted", {{"id", id}});
  });
}

Result<void> discard_report(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::make_member_report));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    store::Report report = TRY(visible(ctx, tx, id));
    if (report.state == "discarded") return {};  // pressed twice
    report.state = "discarded";
    const auto moved = TRY(store::update_report_state(tx, report, "frozen"));
    if (moved == 0) {
      return fail(Fault::conflict, "破棄できるのは、提出する前の報告書だけです。一覧を開き直してください");
    }
    return audit::note(tx, ctx, "members.report.discarded", subject_of(report),
                       {{"state", "frozen"}}, {{"state", "discarded"}});
  });
}

Result<void> receive_report(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::receive_member_report));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    store::Report report = TRY(visible(ctx, tx, id));
    if (report.state == "received") return {};
    report.state = "received";
    report.received_by_name = ctx.actor.name;
    report.received_at = ctx.now;
    const auto moved = TRY(store::update_report_state(tx, report, "submitted"));
    if (moved == 0) {
      return fail(Fault::conflict, "この報告書は、新しい版に置き換えられました。一覧を開き直してください");
    }
    TRY(audit::note(tx, ctx, "members.report.received", subject_of(report),
                    {{"state", "submitted"}}, {{"state", "received"}}));
    return outbox::later(tx, ctx.now, "members.report.received", {{"id", id}});
  });
}

Result<void> comment_on_report(const Context& ctx, const std::string& id,
                               const std::string& body) {
  const std::string text = trim(body);
  if (text.empty()) return fail_fields({{"body", "コメントを入力してください"}});
  if (count_characters(text) > kCommentMost) {
    return fail_fields({{"body", "コメントは2,000文字以内で入力してください"}});
  }
  if (!can(ctx.actor, may::receive_member_report)) {
    TRY(must(ctx.actor, may::make_member_report));
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const store::Report report = TRY(visible(ctx, tx, id));
    TRY(store::insert_report_comment(
        tx, id, {ctx.actor.account.text, ctx.actor.name, text, ctx.now}));
    TRY(audit::note(tx, ctx, "members.report.commented", subject_of(report), nullptr,
                    {{"body", text}}));
    const bool by_prefecture = can(ctx.actor, may::receive_member_report);
    return outbox::later(tx, ctx.now, "members.report.commented",
                         {{"id", id}, {"by_prefecture", by_prefecture}, {"at_ms", ctx.now.ms}});
  });
}

Result<ReportPage> load_visible_report(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_member_report));
  return ctx.db.read([&](db::Reader& reader) -> Result<ReportPage> {
    ReportPage page;
    page.report = TRY(visible(ctx, reader, id));
    page.figures = figures_from(Json::parse(page.report.figures));
    page.comments = store::list_report_comments(reader, id);
    if (!page.report.previous_id.empty()) {
      page.previous = store::find_report(reader, page.report.previous_id);
    }
    return page;
  });
}

Result<RowsPage> load_report_rows(const Context& ctx, const std::string& id,
                                  std::string_view change, std::int64_t after, int most) {
  TRY(must(ctx.actor, may::see_member_report));
  return ctx.db.read([&](db::Reader& reader) -> Result<RowsPage> {
    TRY(visible(ctx, reader, id));
    RowsPage page{store::list_report_rows(reader, id, change, after, most + 1), false};
    page.more = static_cast<int>(page.rows.size()) > most;
    if (page.more) page.rows.pop_back();
    return page;
  });
}

Result<std::vector<store::Report>> list_visible_reports(const Context& ctx) {
  TRY(must(ctx.actor, may::see_member_report));
  auto reports = ctx.db.read(
      [&](db::Reader& reader) { return store::list_reports(reader, kReportsMost); });
  if (!can(ctx.actor, may::make_member_report)) {
    std::erase_if(reports, [](const store::Report& report) { return !report.submitted_at; });
  }
  return reports;
}

Result<ReportsPage> list_reports_page(const Context& ctx, const std::string& after, int most) {
  TRY(must(ctx.actor, may::see_member_report));
  std::int64_t number = std::numeric_limits<std::int64_t>::max();
  std::int64_t version = 0;
  if (const std::size_t cut = after.find('-'); cut != std::string::npos) {
    std::from_chars(after.data(), after.data() + cut, number);
    std::from_chars(after.data() + cut + 1, after.data() + after.size(), version);
  }
  ReportsPage page;
  page.reports = ctx.db.read([&](db::Reader& reader) {
    return store::list_reports_below(reader, number, version, most + 1);
  });
  if (page.reports.size() > static_cast<std::size_t>(most)) {
    page.reports.pop_back();
    const auto& last = page.reports.back();
    page.next = std::to_string(last.number) + "-" + std::to_string(last.version);
  }
  if (!can(ctx.actor, may::make_member_report)) {
    std::erase_if(page.reports, [](const store::Report& report) { return !report.submitted_at; });
  }
  return page;
}

Result<std::optional<store::Report>> find_frozen_report(const Context& ctx, Date as_of) {
  TRY(must(ctx.actor, may::see_member_report));
  return ctx.db.read([&](db::Reader& reader) -> Result<std::optional<store::Report>> {
    return find_standing(reader, iso(as_of));
  });
}

Result<DayReport> freeze_when_changed(const Context& ctx, Date as_of) {
  TRY(must(ctx.actor, may::make_member_report));
  const auto look = [&](db::Reader& reader) -> Result<DayReport> {
    const auto report = find_standing(reader, iso(as_of));
    if (!report) return DayReport{};
    if (!TRY(says_something_else_now(reader, *report, as_of))) return DayReport{.id = report->id};
    if (may_be_replaced(reader, report->as_of)) return DayReport{};
    return DayReport{.id = report->id, .differs = true};
  };
  const DayReport kept = TRY(ctx.db.read(look));
  if (!kept.id.empty()) return kept;
  return DayReport{.id = TRY(freeze_report(ctx, as_of)), .frozen_now = true};
}

bool report_is_intact(db::Reader& reader, const store::Report& report) {
  Sha256 hash;
  store::stream_report_rows(reader, report.id, [&](const ReportRow& row) {
    add_row(hash, row);
    return true;
  });
  hash.update(report.figures);
  return hash.finish_hex() == report.sha256;
}

}  // namespace musubi::members
