// keeping.cc - see keeping.h. A visit may have met several people: one is told here only when it
// names this person. The office's memo and who introduced a prospect are about others as well and
// are looked through by hand (docs/decisions.md, 46). What led to a member is evidence of KPI-01
// and stays; what is tied to an application stays as long as its people do. Called by
// features/keeping.cc.
#include "features/recruiting/keeping/keeping.h"

#include "core/files/files.h"
#include "features/applications/applications.h"
#include "features/recruiting/keeping/store_keeping.h"
#include "features/recruiting/permissions.h"
#include "features/recruiting/record.h"
#include "features/recruiting/store.h"

namespace musubi::recruiting {
namespace {

std::string written_day(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki(*date) : day;
}

holdings::Record as_contact_person(const Prospect& p) {
  holdings::Record out;
  out.title = "入会の見込み先の担当者";
  holdings::add(out, "団体名", p.organisation.name);
  holdings::add(out, "氏名", p.contact.name);
  holdings::add(out, "所属", p.contact.department);
  holdings::add(out, "役職", p.contact.title);
  holdings::add(out, "メールアドレス", p.contact.email);
  holdings::add(out, "電話番号", p.contact.telephone);
  holdings::add(out, "どこから知ったか", label_in(sources(), p.source));
  holdings::add(out, "登録した日時", jst_date_time(p.created_at));
  return out;
}

holdings::Record as_met(const Prospect& p, const Contact& c) {
  holdings::Record out;
  out.title = "訪問・電話などの記録　" + written_day(c.happened_on);
  holdings::add(out, "団体名", p.organisation.name);
  holdings::add(out, "方法", label_in(contact_kinds(), c.kind));
  holdings::add(out, "相手", c.theirs);
  holdings::add(out, "内容", c.summary);
  holdings::add(out, "次にすること", c.next_action);
  return out;
}

holdings::Record as_listed(const store::ListedPerson& one) {
  const auto said = [&one](const char* field) {
    return one.row.typed.value(field, std::string());
  };
  holdings::Record out;
  out.title = "受け取った名簿の行　" + std::to_string(one.row.line) + "行目";
  holdings::add(out, "名簿", one.filename);
  holdings::add(out, "受け取ったところ", one.source_note);
  holdings::add(out, "団体名", one.row.name);
  holdings::add(out, "所在地", said("address"));
  holdings::add(out, "団体の電話番号", said("telephone"));
  holdings::add(out, "氏名", said("contact_name"));
  holdings::add(out, "所属", said("contact_department"));
  holdings::add(out, "役職", said("contact_title"));
  holdings::add(out, "メールアドレス", said("contact_email"));
  holdings::add(out, "電話番号", said("contact_telephone"));
  holdings::add(out, "読み取った日時", jst_date_time(one.read_at));
  return out;
}

holdings::Source listed_source() {
  holdings::Source source;
  source.name = "recruiting.lists";
  source.label = "会員募集のために受け取った名簿";
  source.purpose = "入会の案内";
  source.gather = [](db::Reader& reader, const holdings::Whom& whom, int most) {
    std::vector<holdings::Record> out;
    for (const auto& one : store::list_rows_of_address(reader, whom.email, most)) {
      out.push_back(as_listed(one));
    }
    return out;
  };
  return source;
}

// ---- how long ----

// "Kept with it": what an application that came to nothing holds of people has a term of its own.
bool is_free_of_application(db::Reader& reader, const std::string& application_id) {
  if (application_id.empty()) return true;
  const auto application = applications::find_application(reader, {application_id});
  return !application || application->people.empty();
}

std::vector<retention::Item> list_due_prospects(db::Reader& reader, Date until,
                                                const std::string& after_id, int most) {
  std::vector<retention::Item> out;
  std::string after = after_id;
  for (;;) {  // an empty answer would say that nothing follows
    const auto page = store::list_idle_prospects(reader, until, after, most);
    for (const auto& idle : page) {
      after = idle.item.id;
      if (is_free_of_application(reader, idle.application_id)) out.push_back(idle.item);
      if (static_cast<int>(out.size()) == most) return out;
    }
    if (static_cast<int>(page.size()) < most) return out;
  }
}

std::optional<retention::Item> find_due_prospect(db::Reader& reader, const std::string& id) {
  const auto idle = store::find_idle_prospect(reader, id);
  if (!idle || !is_free_of_application(reader, idle->application_id)) return std::nullopt;
  return idle->item;
}

Result<void> erase_prospect(db::Tx& tx, const Context& ctx, const std::string& id) {
  TRY(store::update_prospect_erased(tx, {id}, iso(ctx.today())));
  const auto now = store::find_prospect(tx, {id});
  CHECK(now.has_value());
  return search::put(tx, document_of(*now));
}

Result<void> erase_list(db::Tx& tx, const Context& ctx, const std::string& id) {
  const auto import = store::find_list_import(tx, {id});
  CHECK(import.has_value());
  const files::FileId original{import->file_id};
  const auto file = files::find_file(tx, original);
  if (file && file->state != files::State::removed) {
    TRY(files::remove(ctx, tx, original, "保存期限を過ぎた募集の名簿"));
  }
  return store::update_list_erased(tx, id);
}

// Two years: this year's campaign and the next one's. An organisation that nobody has called on
// since is of no more use to them (R-9.8, the law's 遅滞なく消去).
retention::Kind idle_kind() {
  retention::Kind kind;
  kind.name = "recruiting.idle";
  kind.noun = "prospect";
  kind.label = "入会に至らなかった見込み先の担当者";
  kind.data = "先方の担当者の氏名と連絡先、団体の連絡先、紹介者、訪問・電話の記録の内容";
  kind.purpose = "入会の案内";
  kind.starts = "最後に記録・変更した日（次にする日があればその日）";
  kind.term = {.years = 2};
  kind.basis = "個人情報保護法第22条（次の年度の募集まで備える）";
  kind.way = retention::Way::anonymised;
  kind.place = "データベース、検索の索引";
  kind.seen_with = may::see_prospects;
  kind.list_due = list_due_prospects;
  kind.find = find_due_prospect;
  kind.destroy = erase_prospect;
  return kind;
}

// One year: an import can be taken back, and where an address came from can be answered; what is
// still of use stands in the prospects by then.
retention::Kind lists_kind() {
  retention::Kind kind;
  kind.name = "recruiting.lists";
  kind.noun = "prospect_import";
  kind.label = "会員募集のために受け取った名簿の行の写しと原本";
  kind.data = "団体と担当者の氏名、連絡先";
  kind.purpose = "入会の案内";
  kind.starts = "読み取り・取込み・取消しのうち最後の日";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条（入手元の問合せに1年備える）";
  kind.way = retention::Way::erased;
  kind.place = "データベース、ファイル保管庫";
  kind.seen_with = may::import_prospects;
  kind.list_due = store::list_over_lists;
  kind.find = store::find_over_list;
  kind.destroy = erase_list;
  return kind;
}

retention::Kind won_kind() {
  retention::Kind kind;
  kind.name = "recruiting.won";
  kind.noun = "prospect";
  kind.label = "入会した団体と申込み中の団体の、最初の接触からの記録";
  kind.data = "先方の担当者の氏名と連絡先、訪問・電話の記録、申込みとの結びつき";
  kind.purpose = "新規入会（KPI-01）の証明";
  kind.starts = "記録した日";
  kind.term = {.evidence = true};
  kind.basis = "仕様書9(7)（R-9.7）";
  kind.way = retention::Way::kept;
  kind.place = "データベース";
  kind.seen_with = may::see_prospects;
  return kind;
}

}  // namespace

holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "recruiting.prospects";
  source.label = "会員募集の見込み先と訪問の記録";
  source.purpose = "入会の案内";
  source.gather = [](db::Reader& reader, const holdings::Whom& whom, int most) {
    std::vector<holdings::Record> out;
    for (const ProspectId& id : store::list_prospects_of_address(reader, whom.email, most)) {
      const auto prospect = store::find_prospect(reader, id);
      if (!prospect) continue;
      out.push_back(as_contact_person(*prospect));
      for (const Contact& met : store::list_contacts(reader, id, most)) {
        if (!holdings::is_named(met.theirs, prospect->contact.name)) continue;
        out.push_back(as_met(*prospect, met));
      }
    }
    if (static_cast<int>(out.size()) > most) out.resize(static_cast<std::size_t>(most));
    return out;
  };
  return {source, listed_source()};
}

retention::Kinds retention_kinds() { return {idle_kind(), lists_kind(), won_kind()}; }

}  // namespace musubi::recruiting
