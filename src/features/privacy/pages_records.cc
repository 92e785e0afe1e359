// pages_records.cc - the register of personal data and its versions. See pages.h; no rules here.
// A note that somebody else wrote meanwhile is shown beside what was typed.
#include <charconv>

#include "features/privacy/pages.h"
#include "features/privacy/permissions.h"
#include "features/privacy/views.h"
#include "web/form.h"

namespace musubi::privacy::pages {
namespace {

constexpr int kVersionsShown = 50;
const std::string kRegister = "/office/privacy/register";

std::int64_t number_from(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

Result<views::RegisterPage> register_of(const web::Request& request) {
  const Context ctx = request.context();
  views::RegisterPage data;
  data.rows = TRY(list_register(ctx));
  data.versions = TRY(list_versions(ctx, 0, kVersionsShown));
  data.may_keep = can(ctx.actor, may::keep_register);
  return data;
}

Result<views::NoteForm> note_of(const web::Request& request) {
  for (RegisterRow& row : TRY(list_register(request.context()))) {
    if (row.kind != request.param("kind")) continue;
    views::NoteForm data;
    data.typed = row.note;
    data.row = std::move(row);
    return data;
  }
  return fail(Fault::not_found, "この区分はありません。台帳から選び直してください");
}

}  // namespace

web::Response show_register(web::Request& request) {
  auto data = register_of(request);
  if (!data) return web::problem(request, data.error());
  if (request.query.get("said") == "noted") data->status = "備考を保存しました";
  return web::html(views::data_register(request, *data));
}

web::Response show_note(web::Request& request) {
  const auto data = note_of(request);
  if (!data) return web::problem(request, data.error());
  return web::html(views::note_form(request, *data));
}

web::Response update_note(web::Request& request) {
  const std::string typed = request.form.get("note");
  const auto done = save_note(request.context(), request.param("kind"), typed,
                              number_from(request.form.get("version")));
  if (done) return web::see_other(kRegister + "?said=noted");
  const Fault fault = done.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, done.error());
  }
  auto data = note_of(request);
  if (!data) return web::problem(request, data.error());
  data->error = done.error();
  if (fault == Fault::conflict) {
    data->error->says += "。いま保存されている備考：" + data->row.note;
  }
  data->typed = typed;
  return web::html(views::note_form(request, *data), web::status_of(fault));
}

web::Response create_version(web::Request& request) {
  const auto number =
      fix_register(request.context(), request.form.get("reason"), web::sending_of(request));
  if (number) return web::see_other(kRegister + "/versions/" + std::to_string(*number));
  if (number.error().fault != Fault::invalid) return web::problem(request, number.error());
  auto data = register_of(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->error = number.error();
  return web::show_again(request, views::data_register(request, *data));
}

web::Response show_version(web::Request& request) {
  auto fixed = load_register_version(request.context(), number_from(request.param("number")));
  if (!fixed) return web::problem(request, fixed.error());
  views::RegisterPage data;
  data.fixed = std::move(*fixed);
  return web::html(views::data_register(request, data));
}

}  // namespace musubi::privacy::pages
