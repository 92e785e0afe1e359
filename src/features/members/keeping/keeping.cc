// keeping.cc - how long the registry's people and lent rosters are kept and how they go (the kinds
// that this feature gives to core/retention), and what is held about one person (core/holdings).
// Called by main.cc; what may go, and who may ask, is decided there.
#include "features/members/keeping/keeping.h"

#include "features/members/permissions.h"
#include "features/members/search_index.h"
#include "features/members/keeping/store_keeping.h"
#include "features/members/members.h"
#include "features/members/store_merges.h"

namespace musubi::members {
namespace {

// With whoever was merged into it: what their records say of people has no other term.
Result<void> erase_people(db::Tx& tx, const Context& ctx, const std::string& id) {
  std::vector<OrganisationId> all{OrganisationId{id}};
  for (auto& gone : store::list_merged_into(tx, all.front())) all.push_back(std::move(gone));
  for (const OrganisationId& organisation : all) {
    TRY(store::update_people_erased(tx, organisation, iso(ctx.today()), ctx.now));
    const auto now = store::find_organisation(tx, organisation);
    CHECK(now.has_value());
    TRY(index_organisation(tx, *now, store::list_people(tx, organisation)));
  }
  return {};
}

retention::Kind left_kind() {
  retention::Kind kind;
  kind.name = "members.left";
  kind.noun = "organisation";
  kind.label = "退会した会員の担当者・代表者";
  kind.data = "氏名、所属、連絡先、変更の履歴の中の氏名と連絡先、入退会・休会・変更・統合の理由";
  kind.purpose = "会員への連絡と支援";
  kind.starts = "退会の日";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条（退会後の問合せに1年備える）";
  kind.way = retention::Way::anonymised;
  kind.place = "データベース、検索の索引";
  kind.seen_with = may::see_personal_data;
  kind.list_due = store::list_left;
  kind.find = store::find_left;
  kind.destroy = erase_people;
  return kind;
}

retention::Kind loan_kind() {
  retention::Kind kind;
  kind.name = "members.lent_rows";
  kind.noun = "loan";
  kind.label = "返還・消去した貸与資料から取り込んだ行の写し";
  kind.data = "名簿の行（団体、代表者・担当者の氏名、連絡先）";
  kind.purpose = "会員名簿の引継ぎ";
  kind.starts = "貸与資料の返還または消去の日（未解決の行がなくなってから）";
  kind.term = {};
  kind.basis = "仕様書9(4)（R-9.4.b）業務完了後速やかに";
  kind.way = retention::Way::erased;
  kind.place = "データベース（取込みの記録）";
  kind.seen_with = may::import_roster;
  kind.list_due = store::list_closed_loans;
  kind.find = store::find_closed_loan;
  kind.destroy = [](db::Tx& tx, const Context& ctx, const std::string& id) {
    return store::update_loan_rows_erased(tx, id, iso(ctx.today()));
  };
  return kind;
}

retention::Kind record_kind() {
  retention::Kind kind;
  kind.name = "members.records";
  kind.noun = "organisation";
  kind.label = "会員名簿、入退会の記録、会員報告書";
  kind.data = "団体の登録内容、在籍中の担当者・代表者の氏名と連絡先";
  kind.purpose = "会員の管理と県への報告";
  kind.starts = "記録した日";
  kind.term = {.evidence = true};
  kind.basis = "仕様書9(7)（R-9.7）";
  kind.way = retention::Way::kept;
  kind.place = "データベース、ファイル保管庫";
  kind.seen_with = may::see_personal_data;
  return kind;
}

}  // namespace

retention::Kinds retention_kinds() { return {left_kind(), loan_kind(), record_kind()}; }

holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "members.people";
  source.label = "会員の担当者";
  source.purpose = "会員への連絡と支援";
  source.gather = [](db::Reader& reader, const holdings::Whom& whom, int most) {
    std::vector<holdings::Record> out;
    for (const auto& one : store::list_people_with_email(reader, whom.email, most)) {
      holdings::Record record;
      record.title = "会員 " + one.member_no + " の担当者";
      holdings::add(record, "団体名", one.organisation);
      holdings::add(record, "氏名", one.person.name);
      holdings::add(record, "フリガナ", one.person.name_kana);
      holdings::add(record, "所属", one.person.department);
      holdings::add(record, "役職", one.person.title);
      holdings::add(record, "メールアドレス", one.person.email);
      holdings::add(record, "電話番号", one.person.telephone);
      holdings::add(record, "状態", one.person.left ? "退任" : "在籍");
      out.push_back(std::move(record));
    }
    return out;
  };
  return {source};
}

std::vector<PersonOfAddress> list_people_of_address(db::Reader& reader, std::string_view email,
                                                    int most) {
  std::vector<PersonOfAddress> out;
  for (auto& one : store::list_people_with_email(reader, email, most)) {
    out.push_back({one.person.id, one.person.organisation_id, std::move(one.person.name)});
  }
  return out;
}

}  // namespace musubi::members
