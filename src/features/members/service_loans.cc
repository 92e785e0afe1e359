// service_loans.cc - the rules of the register of lent material; see service_loans.h.
//
//   received -> in_use (an import was committed) -> returned | erased     closed once, for good
#include "features/members/service_loans.h"

#include "base/text.h"
#include "core/files/files.h"
#include "core/receipts/receipts.h"
#include "core/settings/consortium.h"
#include "features/members/search_records.h"

namespace musubi::members {
namespace {

struct TextRule {
  std::string LoanFacts::*member;
  std::string_view field, label;
  std::size_t most;
};
const TextRule kTexts[] = {{&LoanFacts::name, "loan_name", "資料名", 120},
                           {&LoanFacts::medium, "medium", "媒体", 60},
                           {&LoanFacts::lender, "lender", "貸与者", 120},
                           {&LoanFacts::purpose, "purpose", "利用目的", 300},
                           {&LoanFacts::kept_at, "kept_at", "保管場所", 120}};

bool is_overdue(const store::Loan& loan, const std::string& today) {
  return !loan.is_closed() && !loan.return_due_on.empty() && loan.return_due_on < today;
}

audit::Subject subject_of(const store::Loan& loan) { return {"loan", loan.id.text, ""}; }

Failure absent() {
  return fail(Fault::not_found, "この貸与資料は見つかりません。貸与資料の一覧から選び直してください");
}

// "" = today; never after today: what has not happened yet is not recorded.
Result<std::string> past_day(const Context& ctx, const std::string& typed, const char* field,
                             const std::string& not_before) {
  const std::string today = iso(ctx.today());
  const std::string day = typed.empty() ? today : typed;
  if (!parse_iso_date(day)) {
    return fail_fields({{field, "日付は実在する年月日で入力してください"}});
  }
  if (day > today) return fail_fields({{field, "きょうまでの日付を入力してください"}});
  if (!not_before.empty() && day < not_before) {
    return fail_fields({{field, "受領日より後の日付を入力してください"}});
  }
  return day;
}

Result<store::Loan> load_open_loan(db::Reader& reader, const LoanId& id) {
  auto loan = store::find_loan(reader, id);
  if (!loan) return absent();
  if (loan->is_closed()) {
    return fail(Fault::conflict, "この貸与資料は、返還または消去が済んでいるため変更できません");
  }
  return std::move(*loan);
}

store::Loan loan_of(const Context& ctx, const LoanFacts& facts) {
  store::Loan loan;
  loan.id = LoanId::make(ctx.now);
  loan.name = facts.name;
  loan.medium = facts.medium;
  loan.lender = facts.lender;
  loan.purpose = facts.purpose;
  loan.received_on = facts.received_on;
  loan.return_due_on = facts.return_due_on;
  loan.kept_at = facts.kept_at;
  loan.row_count = facts.row_count;
  loan.state = "received";
  loan.created_at = ctx.now;
  return loan;
}

Result<store::Loan> insert(db::Tx& tx, const Context& ctx, store::Loan loan) {
  loan.number = store::find_highest_loan_number(tx) + 1;
  TRY(store::insert_loan(tx, loan));
  TRY(index_loan(tx, loan));
  TRY(audit::note(tx, ctx, "members.loan.registered", subject_of(loan), nullptr,
                  {{"number", loan.number}, {"name", loan.name}, {"lender", loan.lender},
                   {"purpose", loan.purpose}, {"received_on", loan.received_on},
                   {"sha256", loan.sha256}}));
  return loan;
}

}  // namespace

std::string loan_number_text(const store::Loan& loan) {
  return "第" + std::to_string(loan.number) + "号";
}

LoanFacts usual_loan() {
  LoanFacts usual;
  usual.medium = "電子ファイル";
  usual.lender = settings::consortium().lender;
  usual.purpose = "会員名簿の整備";
  usual.kept_at = "むすびのファイル保管庫";
  return usual;
}

Result<LoanFacts> check_loan(const Context& ctx, LoanFacts facts) {
  std::vector<FieldError> errors;
  for (const auto& rule : kTexts) {
    std::string& text = facts.*rule.member;
    text = trim(text);
    const std::string label(rule.label);
    if (text.empty()) {
      errors.push_back({std::string(rule.field), label + "を入力してください"});
    } else if (count_characters(text) > rule.most) {
      errors.push_back({std::string(rule.field),
                        label + "は" + thousands(static_cast<std::int64_t>(rule.most)) +
                            "文字以内で入力してください"});
    }
  }
  auto received = past_day(ctx, facts.received_on, "received_on", "");
  if (received) facts.received_on = *received;
  else errors.push_back(received.error().fields.front());
  if (!facts.return_due_on.empty()) {
    if (!parse_iso_date(facts.return_due_on)) {
      errors.push_back({"return_due_on", "日付は実在する年月日で入力してください"});
    } else if (facts.return_due_on < facts.received_on) {
      errors.push_back({"return_due_on", "返還期限は受領日より後の日付を入力してください"});
    }
  }
  if (facts.row_count < 0 || facts.row_count > 100'000'000) {
    errors.push_back({"row_count", "件数は0以上の数字で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return facts;
}

Result<std::vector<LoanRow>> list_loans(const Context& ctx, store::LoanFilter filter) {
  TRY(must(ctx.actor, may::see_loans));
  filter.today = iso(ctx.today());
  const auto loans =
      ctx.db.read([&](db::Reader& reader) { return store::list_loans(reader, filter); });
  std::vector<LoanRow> out;
  for (const auto& loan : loans) out.push_back({loan, is_overdue(loan, filter.today)});
  return out;
}

Result<LoanPage> load_visible_loan(const Context& ctx, const LoanId& id) {
  TRY(must(ctx.actor, may::see_loans));
  return ctx.db.read([&](db::Reader& reader) -> Result<LoanPage> {
    auto loan = store::find_loan(reader, id);
    if (!loan) return absent();
    LoanPage page;
    page.loan = std::move(*loan);
    page.overdue = is_overdue(page.loan, iso(ctx.today()));
    page.copies = store::list_loan_copies(reader, id);
    page.imports = store::list_imports_of_loan(reader, id, 50);
    return page;
  });
}

Result<LoanId> register_loan(const Context& ctx, const LoanFacts& facts,
                             const std::string& sending) {
  constexpr std::string_view kAction = "members.loan.registered";
  const LoanFacts checked = TRY(check_loan(ctx, facts));
  TRY(must(ctx.actor, may::keep_loans));
  return ctx.db.write([&](db::Tx& tx) -> Result<LoanId> {
    if (auto first = receipts::find(tx, ctx, kAction, sending)) return LoanId{*first};
    const auto made = TRY(insert(tx, ctx, loan_of(ctx, checked)));
    TRY(receipts::keep(tx, ctx, kAction, sending, made.id.text));
    return made.id;
  });
}

Result<store::Loan> take_loan(db::Tx& tx, const Context& ctx, const LoanFacts& facts,
                              const std::string& sha256) {
  if (auto known = store::find_open_loan_of(tx, sha256)) return std::move(*known);
  store::Loan loan = loan_of(ctx, facts);
  loan.sha256 = sha256;
  return insert(tx, ctx, std::move(loan));
}

Result<void> add_copy(const Context& ctx, const NewCopy& input) {
  std::vector<FieldError> errors;
  if (trim(input.what).empty()) errors.push_back({"what", "何を複製したかを入力してください"});
  if (trim(input.kept_at).empty()) errors.push_back({"copy_kept_at", "複製の保管場所を入力してください"});
  if (count_characters(input.what) > 200) errors.push_back({"what", "200文字以内で入力してください"});
  if (count_characters(input.kept_at) > 120) {
    errors.push_back({"copy_kept_at", "120文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::keep_loans));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const store::Loan loan = TRY(load_open_loan(tx, input.loan_id));
    const std::string day = TRY(past_day(ctx, input.made_on, "made_on", loan.received_on));
    const store::LoanCopy copy{new_uuid(ctx.now), loan.id, trim(input.what), trim(input.kept_at),
                               day, "", "", "", ctx.actor.name};
    TRY(store::insert_loan_copy(tx, copy));
    return audit::note(tx, ctx, "members.loan.copied", subject_of(loan), nullptr,
                       {{"what", copy.what}, {"kept_at", copy.kept_at}, {"made_on", day}});
  });
}

Result<void> erase_copy(const Context& ctx, const Erasure& input) {
  TRY(must(ctx.actor, may::keep_loans));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const store::Loan loan = TRY(load_open_loan(tx, input.loan_id));
    auto copy = store::find_loan_copy(tx, loan.id, input.copy_id);
    if (!copy) return absent();
    if (!copy->erased_on.empty()) {
      return fail(Fault::conflict, "この複製は、すでに消去が記録されています");
    }
    copy->erased_on = TRY(past_day(ctx, input.erased_on, "erased_on", copy->made_on));
    copy->erased_note = cut_characters(trim(input.note), 500);
    if (!copy->file_id.empty()) {
      TRY(files::remove(ctx, tx, {copy->file_id}, "貸与資料の複製の消去"));
    }
    TRY(store::update_loan_copy(tx, *copy));
    return audit::note(tx, ctx, "members.loan.copy_erased", subject_of(loan),
                       {{"what", copy->what}}, {{"erased_on", copy->erased_on}},
                       copy->erased_note);
  });
}

Result<void> close_loan(const Context& ctx, const Closure& input) {
  if (input.how != "returned" && input.how != "erased") {
    return fail_fields({{"how", "返還したか、消去したかを選んでください"}});
  }
  const std::string closed_note = trim(input.note);
  if (closed_note.empty()) {
    return fail_fields({{"note", "受領書・消去証明書の番号や、受け取った人の名前を入力してください"}});
  }
  if (count_characters(closed_note) > 1000) {
    return fail_fields({{"note", "1,000文字以内で入力してください"}});
  }
  TRY(must(ctx.actor, may::keep_loans));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    store::Loan loan = TRY(load_open_loan(tx, input.id));
    const std::string before = loan.state;
    for (const auto& copy : store::list_loan_copies(tx, loan.id)) {
      if (!copy.erased_on.empty()) continue;
      return fail_fields({{"how", "複製「" + copy.what +
                                      "」がまだ残っています。先に複製の消去を記録してください"}});
    }
    loan.version = input.version;
    loan.state = input.how;
    loan.closed_on = TRY(past_day(ctx, input.closed_on, "closed_on", loan.received_on));
    loan.closed_note = closed_note;
    TRY(store::update_loan(tx, loan));
    return audit::note(tx, ctx, "members.loan.closed", subject_of(loan), {{"state", before}},
                       {{"state", loan.state}, {"closed_on", loan.closed_on}}, closed_note);
  });
}

}  // namespace musubi::members
