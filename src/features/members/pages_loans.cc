// pages_loans.cc - the register of lent material: listed, registered, copied, erased, given back.
// Each handler reads the form, asks service_loans.h and shows the answer; no rules here.
#include <charconv>

#include "features/members/pages_imports.h"
#include "features/members/views_imports.h"
#include "web/form.h"

namespace musubi::members::pages {
namespace {

LoanId loan_id(const web::Request& request) { return {request.param("id")}; }

std::int64_t number_from(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::string day_from(const web::Fields& form, const std::string& name, const std::string& label,
                     std::vector<FieldError>& errors) {
  auto day = web::kit::read_date(form, name, label);
  if (!day) {
    errors.push_back({name, day.error().fields.empty() ? day.error().says
                                                       : day.error().fields.front().says});
    return {};
  }
  return *day ? iso(**day) : std::string();
}

Error invalid(std::vector<FieldError> errors) {
  return {Fault::invalid, "入力内容に誤りがあります", std::move(errors), {}};
}

Result<views::LoanDetail> detail_of(const web::Request& request) {
  const Context ctx = request.context();
  views::LoanDetail detail;
  detail.page = TRY(load_visible_loan(ctx, loan_id(request)));
  detail.may_keep = can(ctx.actor, may::keep_loans) && !detail.page.loan.is_closed();
  detail.may_import = can(ctx.actor, may::import_roster);
  return detail;
}

// After a write: back to the loan, or the same page with the message at its field.
web::Response answer(web::Request& request, const Result<void>& done, const char* said) {
  if (done) return web::see_other(views::path_of(loan_id(request)) + "?said=" + said);
  if (done.error().fault != Fault::invalid) return web::problem(request, done.error());
  auto detail = detail_of(request);
  if (!detail) return web::problem(request, detail.error());
  detail->typed = request.form;
  detail->error = done.error();
  return web::show_again(request, views::loan_detail(request, *detail));
}

std::string words_for(const std::string& said) {
  if (said == "registered") return "貸与資料を登録しました";
  if (said == "copied") return "複製を記録しました";
  if (said == "erased") return "複製の消去を記録しました";
  if (said == "closed") return "返還・消去を記録しました";
  return "";
}

}  // namespace

web::Response show_loans(web::Request& request) {
  const Context ctx = request.context();
  views::LoanList list;
  store::LoanFilter filter;
  filter.show = request.query.get("show");
  filter.before = number_from(request.query.get("before"));
  auto loans = list_loans(ctx, filter);
  if (!loans) return web::problem(request, loans.error());
  list.loans = std::move(*loans);
  list.show = filter.show;
  if (static_cast<int>(list.loans.size()) == filter.most) {
    list.next_path = "/office/loans?before=" + std::to_string(list.loans.back().loan.number);
    const bool known = list.show == "open" || list.show == "overdue" || list.show == "closed";
    if (known) list.next_path += "&show=" + list.show;
  }
  list.may_keep = can(ctx.actor, may::keep_loans);
  return web::html(views::loan_list(request, list));
}

web::Response show_new_loan(web::Request& request) {
  views::ImportForm form;
  form.typed.add("lender", usual_loan().lender);
  return web::html(views::loan_form(request, form));
}

web::Response create_loan(web::Request& request) {
  const web::Fields& typed = request.form;
  std::vector<FieldError> errors;
  LoanFacts facts{typed.get("loan_name"), typed.get("medium"),
                  typed.get("lender"),    typed.get("purpose"),
                  day_from(typed, "received_on", "受領日", errors),
                  day_from(typed, "return_due_on", "返還期限", errors),
                  typed.get("kept_at"),   0};
  web::FormReader reader(typed);
  facts.row_count = reader.integer("row_count", "件数", 0, 100'000'000).value_or(0);
  for (const auto& error : reader.errors()) errors.push_back(error);
  views::ImportForm form{.typed = typed};
  if (errors.empty()) {
    auto made = register_loan(request.context(), facts, web::sending_of(request));
    if (made) return web::see_other(views::path_of(*made) + "?said=registered");
    if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
    form.error = made.error();
  } else {
    form.error = invalid(std::move(errors));
  }
  return web::show_again(request, views::loan_form(request, form));
}

web::Response show_loan(web::Request& request) {
  auto detail = detail_of(request);
  if (!detail) return web::problem(request, detail.error());
  detail->status = words_for(request.query.get("said"));
  return web::html(views::loan_detail(request, *detail));
}

web::Response show_loan_original(web::Request& request) {
  auto original =
      hand_out_original(request.context(), loan_id(request), request.param("copy"));
  if (!original) return web::problem(request, original.error());
  return web::download_file(original->path, original->file.media_type, original->file.filename);
}

web::Response create_loan_copy(web::Request& request) {
  std::vector<FieldError> errors;
  const NewCopy input{loan_id(request), request.form.get("what"),
                      request.form.get("copy_kept_at"),
                      day_from(request.form, "made_on", "複製した日", errors)};
  if (!errors.empty()) return answer(request, fail(invalid(std::move(errors))), "copied");
  return answer(request, add_copy(request.context(), input), "copied");
}

web::Response create_copy_erasure(web::Request& request) {
  const Erasure input{loan_id(request), request.param("copy"), "",
                      request.form.get("erased_note")};
  return answer(request, erase_copy(request.context(), input), "erased");
}

web::Response create_loan_closure(web::Request& request) {
  std::vector<FieldError> errors;
  const Closure input{loan_id(request), number_from(request.form.get("version")),
                      request.form.get("how"),
                      day_from(request.form, "closed_on", "返還・消去した日", errors),
                      request.form.get("note")};
  if (!errors.empty()) return answer(request, fail(invalid(std::move(errors))), "closed");
  return answer(request, close_loan(request.context(), input), "closed");
}

}  // namespace musubi::members::pages
