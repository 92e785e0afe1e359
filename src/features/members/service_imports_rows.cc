// service_imports_rows.cc - looking at an import and its rows, and choosing what becomes of a row.
// Only a draft is changed here; how a defect is settled is in service_imports_defects.cc.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "features/members/inside_imports.h"
#include "features/members/values_imports.h"

namespace musubi::members {
namespace {

struct Words {
  std::string_view name, label;
};
constexpr std::array kChoices{Words{"create", "登録する"},       Words{"fill", "空欄だけ埋める"},
                              Words{"overwrite", "上書きする"}, Words{"skip", "取り込まない"},
                              Words{"merge", "統合を提案する"}};
constexpr std::array kOutcomes{
    Words{"created", "登録した"},         Words{"updated", "更新した"},
    Words{"unchanged", "変更なし"},       Words{"merged", "統合した"},
    Words{"proposed", "統合を提案した"},  Words{"skipped", "取り込まなかった"},
    Words{"unresolved", "取り込めなかった"}, Words{"undone", "取り消した"}};
constexpr std::array kKinds{
    Words{"name_abbrev", "法人の種類の略記"},     Words{"name_space", "名称の空白"},
    Words{"name_halfwidth_kana", "名称の半角カナ"}, Words{"name_missing", "名称なし"},
    Words{"gaiji_geta", "表せない文字（〓）"},    Words{"hojin_missing", "法人番号なし"},
    Words{"hojin_bad_check_digit", "法人番号の検査数字"},
    Words{"hojin_12digits", "法人番号が12桁"},   Words{"hojin_scientific", "法人番号の指数表示"},
    Words{"hojin_invalid", "法人番号が読めない"}, Words{"postal_missing", "郵便番号なし"},
    Words{"postal_invalid", "郵便番号の桁"},     Words{"postal_numeric", "郵便番号が数値"},
    Words{"tel_missing", "電話番号なし"},        Words{"tel_leading_zero_lost", "電話番号の先頭の0"},
    Words{"tel_invalid", "電話番号が読めない"},  Words{"email_missing", "メールアドレスなし"},
    Words{"email_invalid", "メールアドレスの誤り"},
    Words{"two_contacts_in_cell", "1つの欄に複数の担当者"},
    Words{"date_missing", "入会年月日なし"},     Words{"date_invalid", "入会年月日の誤り"},
    Words{"date_excel_serial", "Excelの通し番号の日付"},
    Words{"withdrawal_requested", "退会の申出"}, Words{"industry_unclear", "業種が不明"},
    Words{"member_no_taken", "会員番号の重なり"}, Words{"not_accepted", "登録できない値"}};

template <class Table>
std::string label_in(const Table& table, std::string_view name) {
  for (const auto& words : table) {
    if (words.name == name) return std::string(words.label);
  }
  return std::string(name);
}

bool needs_target(std::string_view choice) { return choice == "fill" || choice == "overwrite"; }

void name_target(db::Reader& reader, ImportRowView& view) {
  OrganisationId id =
      view.row.organisation_id.empty() ? view.row.target_id : view.row.organisation_id;
  if (id.empty() && view.row.outcome == "proposed") {
    const auto proposal = store::find_roster_proposal(reader, view.row.import_id, view.row.row);
    if (proposal) id = proposal->organisation_id;
  }
  view.target_id = id;
  if (id.empty()) return;
  if (auto target = store::find_organisation(reader, id)) {
    view.target_name = target->name;
    view.target_member_no = target->member_no;
    view.target_state = target->state;
  }
}

}  // namespace

Result<OrganisationId> target_of(db::Reader& reader, const store::ImportRow& row,
                                 const std::string& choice, const std::string& member_no) {
  const std::string number = trim(nfkc(member_no));
  if (number.empty()) {
    const bool missing = row.target_id.empty() &&
                         (needs_target(choice) || (choice == "merge" && row.of_row == 0));
    if (missing) {
      return fail_fields({{"target_member_no", "相手の会員の会員番号を入力してください（例：K0123）"}});
    }
    return row.target_id;
  }
  auto target = store::find_organisation_by_member_no(reader, number);
  if (!target || target->state == State::merged) {
    return fail_fields({{"target_member_no", "会員番号「" + number + "」の会員は見つかりません。"
                                             "名簿で番号を確かめてください"}});
  }
  return target->id;
}

std::string kind_label(std::string_view kind) { return label_in(kKinds, kind); }
std::string choice_label(std::string_view choice) { return label_in(kChoices, choice); }
std::string outcome_label(std::string_view outcome) { return label_in(kOutcomes, outcome); }

Json counts_json(const Counts& c) {
  return {{"rows", c.rows},           {"created", c.created},
          {"updated", c.updated},     {"unchanged", c.unchanged},
          {"merged", c.merged},       {"proposed", c.proposed},
          {"skipped", c.skipped},     {"unresolved", c.unresolved},
          {"defects_open", c.defects_open}};
}

Counts counts_from(const Json& json) {
  Counts c;
  const auto number = [&json](const char* name) { return json.value(name, std::int64_t{0}); };
  c.rows = number("rows");
  c.created = number("created");
  c.updated = number("updated");
  c.unchanged = number("unchanged");
  c.merged = number("merged");
  c.proposed = number("proposed");
  c.skipped = number("skipped");
  c.unresolved = number("unresolved");
  c.defects_open = number("defects_open");
  return c;
}

Result<ImportPage> load_visible_import(const Context& ctx, const ImportId& id) {
  TRY(must(ctx.actor, may::import_roster));
  return ctx.db.read([&](db::Reader& reader) -> Result<ImportPage> {
    ImportPage page;
    page.import = TRY(load_import(reader, id));
    auto loan = store::find_loan(reader, page.import.loan_id);
    CHECK(loan.has_value());
    page.loan = std::move(*loan);
    page.choices = store::count_import_rows(reader, id, false);
    page.outcomes = store::count_import_rows(reader, id, true);
    page.open_kinds = store::count_open_by_kind(reader, id);
    for (const auto& kind : page.open_kinds) page.open_defects += kind.number;
    page.waiting_defects = store::count_defects_of_import(reader, id, "waiting");
    page.earlier = store::find_committed_import_of(reader, page.import.sha256, id);
    return page;
  });
}

Result<std::vector<store::Import>> list_imports(const Context& ctx, const std::string& before_id,
                                                int most) {
  TRY(must(ctx.actor, may::import_roster));
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_imports(reader, before_id, most); });
}

Result<ImportRows> list_rows(const Context& ctx, store::RowFilter filter) {
  TRY(must(ctx.actor, may::import_roster));
  return ctx.db.read([&](db::Reader& reader) -> Result<ImportRows> {
    TRY(load_import(reader, filter.import_id));
    ImportRows out;
    const int shown = filter.most;
    filter.most = shown + 1;
    auto rows = store::list_import_rows(reader, filter);
    out.more = static_cast<int>(rows.size()) > shown;
    if (out.more) rows.pop_back();
    for (auto& row : rows) {
      ImportRowView view;
      view.row = std::move(row);
      // By row, not by range: a filter may pick rows that lie tens of thousands apart.
      view.defects = store::list_import_defects(reader, filter.import_id, view.row.row);
      name_target(reader, view);
      out.rows.push_back(std::move(view));
    }
    return out;
  });
}

Result<ImportRowView> load_visible_row(const Context& ctx, const ImportId& id, std::int64_t row) {
  TRY(must(ctx.actor, may::import_roster));
  return ctx.db.read([&](db::Reader& reader) -> Result<ImportRowView> {
    TRY(load_import(reader, id));
    auto found = store::find_import_row(reader, id, row);
    if (!found) {
      return fail(Fault::not_found, "この行は見つかりません。確認の一覧から選び直してください");
    }
    ImportRowView view;
    view.row = std::move(*found);
    view.defects = store::list_import_defects(reader, id, row);
    name_target(reader, view);
    const bool is_made_of_it = view.row.outcome == "created" || view.target_id.empty();
    if (!is_made_of_it) {
      view.registered = store::find_organisation(reader, view.target_id);
      view.registered_people = store::list_people(reader, view.target_id);
    }
    return view;
  });
}

Result<void> choose_row(const Context& ctx, const RowChoice& input) {
  const bool known = std::any_of(kChoices.begin(), kChoices.end(),
                                 [&](const Words& w) { return w.name == input.choice; });
  if (!known) return fail_fields({{"choice", "この行をどうするかを選んでください"}});
  TRY(must(ctx.actor, may::import_roster));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const store::Import import = TRY(load_import(tx, input.id));
    if (import.state != "draft") return not_a_draft(import);
    auto row = store::find_import_row(tx, input.id, input.row);
    if (!row) return fail(Fault::not_found, "この行は見つかりません。確認の一覧から選び直してください");
    const store::ImportRow before = *row;
    const bool aims = needs_target(input.choice) || input.choice == "merge";
    row->target_id = aims ? TRY(target_of(tx, before, input.choice, input.target_member_no))
                          : OrganisationId{};
    row->choice = input.choice;
    row->chosen = true;
    row->repeats = false;  // a person's word counts more than what an earlier import did
    TRY(store::update_import_row(tx, *row));
    return audit::note(tx, ctx, "members.import.row_chosen", subject_of(import),
                       {{"row", input.row}, {"choice", before.choice}},
                       {{"row", input.row}, {"choice", row->choice},
                        {"target", row->target_id.text}});
  });
}

}  // namespace musubi::members
