// certificate.cc - see certificate.h. Printing happens outside any transaction; the file is taken
// in one. The paper says how many, of what kind, under which rule, who and when, and by which
// hashes it can be compared; never whose.
#include "features/retention/certificate.h"

#include "base/log.h"
#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/settings/consortium.h"
#include "features/retention/permissions.h"
#include "features/retention/store.h"

namespace musubi::retention {

const files::Purpose kCertificateFile{.name = "retention.certificate",
                                      .label = "消去証明書",
                                      .bytes_max = 20'000'000,
                                      .accepts = "application/pdf",
                                      .may_open = may::see_retention,
                                      .own_organisation_only = false};

namespace {

constexpr int kPrintAttemptsMost = 3;
constexpr std::size_t kHashShown = 16;

std::string day_words(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki(*date) : day;
}

std::string short_day(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki_short(*date) : day;
}

documents::Table list_table(const std::vector<ListedItem>& items) {
  documents::Table table;
  table.caption = "消去した記録　" + thousands(static_cast<std::int64_t>(items.size())) + "件";
  table.columns = {{"記録", false, 30},
                   {"期間の始まり", false, 15},
                   {"保存期限", false, 15},
                   {"消去した日", false, 15},
                   {"照合値（先頭16桁）", false, 25}};
  for (const ListedItem& item : items) {
    table.rows.push_back({item.label, short_day(item.started_on), short_day(item.ended_on),
                          short_day(item.done_on), item.sha256.substr(0, kHashShown)});
  }
  table.note = "照合値は、消去した内容から計算したSHA-256です。内容そのものは残っていません。";
  return table;
}

Result<void> mark_failed(const Context& ctx, const std::string& id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto d = store::find_destruction(tx, id);
    if (!d || d->paper_state != "ordered") return {};
    d->paper_state = "failed";
    TRY(store::update_destruction(tx, *d));
    return audit::note(tx, ctx, "retention.certificate.failed", {"destruction", id, ""});
  });
}

Result<void> print(const Context& ctx, const Destruction& d) {
  const auto items = ctx.db.read([&](db::Reader& reader) {
    return store::list_items_in_state(reader, d.id, "destroyed", "", kItemsMost);
  });
  const std::string pdf = TRY(documents::to_pdf(certificate_document(d, items)));
  const std::string filename = "消去証明書_" + std::to_string(d.fiscal_year) + "-" +
                               std::to_string(d.number) + ".pdf";
  files::Staged staged = TRY(files::stage_bytes(pdf, filename, kCertificateFile));
  // Printed by ourselves a moment ago: nothing that a scanner has to be asked about.
  staged.found_clean = !files::options().clamd_socket.empty();
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto now = store::find_destruction(tx, d.id);
    if (!now || now->paper_state == "ready") return {};  // somebody else was faster
    const files::File file = TRY(files::take(ctx, tx, staged, kCertificateFile));
    now->paper_state = "ready";
    now->file_id = file.id.text;
    now->filename = file.filename;
    now->sha256 = file.sha256;
    TRY(store::update_destruction(tx, *now));
    return audit::note(tx, ctx, "retention.certificate.printed", {"destruction", d.id, ""},
                       nullptr, {{"number", certificate_number(d)}, {"sha256", file.sha256}});
  });
}

}  // namespace

documents::Document certificate_document(const Destruction& d,
                                         const std::vector<ListedItem>& destroyed) {
  using documents::Mark;
  using documents::Paragraph;
  documents::Document out;
  out.title = "消去証明書";
  out.number = certificate_number(d);
  out.date = day_words(d.done_on);
  out.to = settings::consortium().addressee + "　様";
  out.from = settings::consortium().secretariat;
  out.cover = false;
  out.contents = false;
  out.footer = "消去証明書　" + certificate_number(d);
  const std::string proposed =
      d.proposed_by_name + "（" + jst_date_time(d.proposed_at) + "）";
  const std::string decided =
      d.decided_by_name + "（" + (d.decided_at ? jst_date_time(*d.decided_at) : "") + "）";
  out.preface = {Paragraph{"　保存期限を過ぎた記録を、下記のとおり復元できない方法で消去したことを証明します。"},
                 Mark{"記"},
                 Paragraph{"1　記録の種類　　" + d.kind_label},
                 Paragraph{"2　方法　　　　　" + d.way},
                 Paragraph{"3　件数　　　　　" + thousands(d.destroyed) + "件（ほかに消去しなかったもの " +
                           thousands(d.spared) + "件）"},
                 Paragraph{"4　保存期間　　　" + d.term_words},
                 Paragraph{"5　根拠　　　　　" + d.basis},
                 Paragraph{"6　提案　　　　　" + proposed},
                 Paragraph{"7　承認　　　　　" + decided},
                 Paragraph{"8　消去した日　　" + day_words(d.done_on)},
                 Paragraph{"9　一覧の照合値　" + d.list_sha256 + "（SHA-256）"},
                 Mark{"以上", true}};
  out.chapters.push_back({"消去した記録の一覧", {list_table(destroyed)}, true});
  return out;
}

Result<void> print_certificate(const Context& ctx, const Destruction& d, int attempt) {
  auto printed = print(ctx, d);
  if (printed || attempt < kPrintAttemptsMost) return printed;
  log::error("retention.certificate.failed",
             {{"destruction", d.id}, {"detail", printed.error().detail}});
  return mark_failed(ctx, d.id);
}

Result<OpenedPaper> open_certificate(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_retention));
  const auto d =
      ctx.db.read([&](db::Reader& reader) { return store::find_destruction(reader, id); });
  if (!d || d->paper_state.empty()) {
    return fail(Fault::not_found, "消去証明書はありません。消去の画面に戻ってください");
  }
  if (d->paper_state != "ready") {
    return fail(Fault::conflict, "消去証明書を作成しています。少し待ってから、開き直してください");
  }
  const files::Opened opened = TRY(files::open_for(ctx, {d->file_id}, kCertificateFile));
  const auto hash = sha256_hex_of_file(opened.path);
  if (!hash || *hash != d->sha256) {
    return fail(Fault::damaged,
                "保管している証明書が、作成したときと一致しません。システムの担当者に知らせてください",
                "hash of stored certificate differs");
  }
  return OpenedPaper{opened.path, d->filename};
}

Result<void> order_certificate_again(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::propose_destruction));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto d = store::find_destruction(tx, id);
    if (!d) return fail(Fault::not_found, "消去証明書はありません。一覧に戻ってください");
    if (d->paper_state != "failed") return {};
    d->paper_state = "ordered";
    TRY(store::update_destruction(tx, *d));
    TRY(audit::note(tx, ctx, "retention.certificate.ordered_again", {"destruction", id, ""}));
    // One short paper that somebody waits for: what it certifies was destroyed before.
    return outbox::later(tx, ctx.now, "retention.destruction.approved", {{"id", id}}, {},
                         outbox::Lane::printed);
  });
}

}  // namespace musubi::retention
