// keeping.cc - how long inquiries are kept, how the person goes and the record stays, and what is
// told to a person who asks. Called by features/keeping.cc; what may go is decided in
// core/retention.
#include "core/files/files.h"
#include "features/inquiries/inquiries.h"
#include "features/inquiries/permissions.h"
#include "features/inquiries/store.h"

namespace musubi::inquiries {
namespace {

Result<void> remove_files(db::Tx& tx, const Context& ctx, const std::string& id) {
  for (const AttachedFile& one : store::list_files(tx, id)) {
    const auto file = files::find_file(tx, {one.file_id});
    if (!file || file->state == files::State::removed) continue;
    TRY(files::remove(ctx, tx, file->id, "問合せの個人情報の保存期間が過ぎました"));
  }
  return {};
}

retention::Kind closed_kind() {
  retention::Kind kind;
  kind.name = "inquiries.closed";
  kind.noun = "inquiry";
  kind.label = "完了した問合せの個人情報";
  kind.data = "問い合わせた人の氏名、団体名、メールアドレス、電話番号、内容、回答、内部メモ、添付";
  kind.purpose = "問合せへの対応";
  kind.starts = "完了の日";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条（続きの問合せに1年備える）";
  kind.way = retention::Way::anonymised;
  kind.place = "データベース、ファイル保管庫";
  kind.seen_with = may::see_inquiries;
  kind.list_due = [](db::Reader& reader, Date until, const std::string& after, int most) {
    return store::list_ended(reader, "closed", until, after, most);
  };
  kind.find = [](db::Reader& reader, const std::string& id) {
    return store::find_ended(reader, "closed", id);
  };
  kind.destroy = [](db::Tx& tx, const Context& ctx, const std::string& id) -> Result<void> {
    TRY(remove_files(tx, ctx, id));
    TRY(store::update_erased(tx, id, iso(ctx.today())));
    return search::remove(tx, "inquiry", id);
  };
  return kind;
}

retention::Kind discarded_kind() {
  retention::Kind kind;
  kind.name = "inquiries.discarded";
  kind.noun = "inquiry";
  kind.label = "迷惑と判断した問合せ";
  kind.data = "送った人の氏名、メールアドレス、内容";
  kind.purpose = "判断の確認";
  kind.starts = "判断の日";
  kind.term = {.days = 30};
  kind.basis = "個人情報保護法第22条";
  kind.way = retention::Way::erased;
  kind.place = "データベース、ファイル保管庫";
  kind.seen_with = may::see_inquiries;
  kind.automatic = true;
  kind.list_due = [](db::Reader& reader, Date until, const std::string& after, int most) {
    return store::list_ended(reader, "discarded", until, after, most);
  };
  kind.find = [](db::Reader& reader, const std::string& id) {
    return store::find_ended(reader, "discarded", id);
  };
  kind.destroy = [](db::Tx& tx, const Context& ctx, const std::string& id) -> Result<void> {
    TRY(remove_files(tx, ctx, id));
    TRY(store::delete_inquiry(tx, id));
    return search::remove(tx, "inquiry", id);
  };
  return kind;
}

retention::Kind record_kind() {
  retention::Kind kind;
  kind.name = "inquiries.records";
  kind.noun = "inquiry";
  kind.label = "問合せの記録（番号、区分、経路、日時、担当）";
  kind.data = "対応した職員の氏名";
  kind.purpose = "業務の実施の証明、月ごとの件数の報告";
  kind.starts = "受付の日";
  kind.term = {.evidence = true};
  kind.basis = "仕様書9(7)（R-9.7）";
  kind.way = retention::Way::kept;
  kind.place = "データベース";
  kind.seen_with = may::see_months;
  return kind;
}

holdings::Record record_of(db::Reader& reader, const Inquiry& q) {
  constexpr int kMessagesTold = 100;
  holdings::Record out;
  out.title = "問合せ " + inquiry_number(q);
  holdings::add(out, "氏名", q.name);
  holdings::add(out, "会社・団体", q.organisation_name);
  holdings::add(out, "メールアドレス", q.email);
  holdings::add(out, "電話番号", q.telephone);
  holdings::add(out, "件名", q.subject);
  holdings::add(out, "区分", label_in(categories(), q.category));
  holdings::add(out, "受付", jst_date_time(q.received_at));
  for (const Message& m : store::list_messages(reader, q.id, kMessagesTold)) {
    holdings::add(out, (m.outgoing ? "回答　" : "内容　") + jst_date_time(m.created), m.body);
  }
  return out;
}

}  // namespace

retention::Kinds retention_kinds() { return {closed_kind(), discarded_kind(), record_kind()}; }

// Notes among colleagues may be about others as well: they are looked through by hand.
holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "inquiries.threads";
  source.label = "お問い合わせ";
  source.purpose = "問合せへの対応";
  source.gather = [](db::Reader& reader, const holdings::Whom& whom, int most) {
    std::vector<holdings::Record> out;
    store::Filter filter;
    filter.email = whom.email;
    filter.most = most;
    for (const Inquiry& one : store::list_inquiries(reader, filter)) {
      out.push_back(record_of(reader, one));
    }
    return out;
  };
  return {source};
}

holdings::Tie organisation_tie() {
  return {"問合せ", [](db::Reader& reader, const OrganisationId& id) {
            return store::has_inquiry_of(reader, id);
          }};
}

}  // namespace musubi::inquiries
