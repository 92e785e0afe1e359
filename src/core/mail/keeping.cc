// keeping.cc - see keeping.h. A mail that waits is no record yet; everything else goes a year after
// it was written, address and body with it. Attachments are files of their features.
#include "core/mail/keeping.h"

#include "base/sha256.h"
#include "core/mail/mail.h"

namespace musubi::mail {
namespace {

constexpr db::Query kList{"mail.list_old",
                          "SELECT id, created_at FROM mails WHERE created_at <= $1 AND id > $2"
                          " AND state <> 'waiting' ORDER BY id LIMIT $3"};
constexpr db::Query kFind{"mail.find_old",
                          "SELECT id, created_at, to_address, subject, body FROM mails"
                          " WHERE id = $1 AND state <> 'waiting'"};
constexpr db::Query kDelete{"mail.delete_old", "DELETE FROM mails WHERE id = $1"};

retention::Item item_of(const db::Row& row) {
  retention::Item item;
  item.id = row.text(0);
  item.started = date_in_japan(Instant{row.integer(1)});
  item.label = "メール …" + row.text(0).substr(row.text(0).size() - 12);
  return item;
}

}  // namespace

retention::Kinds retention_kinds() {
  retention::Kind kind;
  kind.name = "core.mails";
  kind.noun = "mail";
  kind.label = "送ったメールの控え";
  kind.data = "宛先の氏名とメールアドレス、本文";
  kind.purpose = "連絡したことの確認、届かないときの再送";
  kind.starts = "送った日";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条、特定電子メール法（同意の記録より長く）";
  kind.way = retention::Way::erased;
  kind.place = "データベース";
  kind.list_due = [](db::Reader& reader, Date until, const std::string& after, int most) {
    const Instant end = retention::last_moment_of(until);
    return retention::items_of(reader.all(kList, end.ms, after, most), item_of);
  };
  kind.find = [](db::Reader& reader, const std::string& id) -> std::optional<retention::Item> {
    const auto row = reader.first(kFind, id);
    if (!row) return std::nullopt;
    retention::Item item = item_of(*row);
    item.sha256 = sha256_hex(row->text(2) + "\n" + row->text(3) + "\n" + row->text(4));
    return item;
  };
  kind.destroy = [](db::Tx& tx, const Context&, const std::string& id) -> Result<void> {
    TRY(tx.run(kDelete, id));
    return {};
  };
  return {kind};
}

holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "core.mails";
  source.label = "お送りしたメールの控え";
  source.purpose = "連絡したことの確認";
  source.gather = [](db::Reader& reader, const holdings::Whom& whom, int most) {
    if (whom.email.empty()) return std::vector<holdings::Record>();  // else everybody's mails
    holdings::Record record;
    record.title = "メール（新しい順に" + std::to_string(most) + "件まで）";
    Filter filter;
    filter.to_address = whom.email;
    filter.most = most;
    // Subjects only: a body may hold a link that opens something.
    for (const Mail& one : list_mails(reader, filter)) {
      holdings::add(record, jst_date_time(one.created), one.subject);
    }
    std::vector<holdings::Record> out;
    if (!record.fields.empty()) out.push_back(std::move(record));
    return out;
  };
  return {source};
}

}  // namespace musubi::mail
