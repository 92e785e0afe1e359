// pages_lists.cc - lists that come in and files that go out. See pages.h; no rules here.
// A refused list comes back with what was typed; the file itself must be chosen again.
#include "base/text.h"
#include "features/recruiting/pages.h"
#include "features/recruiting/query.h"
#include "features/recruiting/views.h"
#include "features/recruiting/views_lists.h"
#include "web/form.h"
#include "web/urlencoded.h"

namespace musubi::recruiting::pages {
namespace {

constexpr int kImportsShown = 20;
constexpr int kRowsShown = 50;

ListImportId id_of(const web::Request& request) { return {request.param("id")}; }

web::Fields fields_of_query(const std::string& query) {
  web::Fields fields;
  for (const auto& part : split(query, '&')) {
    const auto equals = part.find('=');
    if (equals == std::string::npos) continue;
    fields.add(part.substr(0, equals),
               web::percent_decode(part.substr(equals + 1), true).value_or(""));
  }
  return fields;
}

std::string count_words(const Context& ctx, const web::Fields& query) {
  store::ListFilter filter = filter_from(query, ctx.actor, ctx.today());
  filter.most = 1;
  filter.after_id.clear();
  auto list = list_prospects(ctx, filter, query.get("q"));
  if (!list) return "選んだ見込み先";
  return thousands(list->count) + (list->count >= kCountCap ? "件以上" : "件");
}

std::string said(const std::string& message) {
  if (message == "committed") return "取り込みました";
  if (message == "undone") return "取込みを取り消しました";
  if (message == "kept") return "取込みを取り消しました。手を加えた見込み先は残しました";
  return "";
}

}  // namespace

web::Response show_list_imports(web::Request& request) {
  const std::string before = request.query.get("before");
  auto imports = list_list_imports(request.context(), before, kImportsShown + 1);
  if (!imports) return web::problem(request, imports.error());
  std::string next;
  if (static_cast<int>(imports->size()) > kImportsShown) {
    imports->pop_back();
    next = std::string(views::kImports) + "?before=" + imports->back().id.text;
  }
  return web::html(views::list_imports(request, *imports, next,
                                       before.empty() ? "" : views::kImports));
}

web::Response show_new_list_import(web::Request& request) {
  return web::html(views::import_form(request, {}));
}

web::Response create_list_import(web::Request& request) {
  NewListImport input;
  for (const auto& upload : request.uploads) {
    if (upload.field == "file" && upload.bytes > 0 && input.path.empty()) {
      input.path = upload.temp_path;
      input.filename = upload.filename;
    }
  }
  input.source = request.form.get("source");
  input.source_note = request.form.get("source_note");
  input.purpose = request.form.get("purpose");
  input.sending = web::sending_of(request);
  auto begun = begin_list_import(request.context(), input);
  if (begun) return web::see_other(views::path_of(*begun));
  Error error = begun.error();
  if (error.fault == Fault::too_large) {
    error.fault = Fault::invalid;
    error.fields.push_back({"file", error.says});
  }
  if (error.fault != Fault::invalid) return web::problem(request, error);
  return web::show_again(request,
                         views::import_form(request, {.typed = request.form, .error = error}));
}

web::Response show_list_import(web::Request& request) {
  views::ImportDetail data;
  data.part = request.query.get("part");
  const std::int64_t after = number_from(request.query.get("after"));
  auto page = load_list_import(request.context(), id_of(request), data.part, after, kRowsShown);
  if (!page) return web::problem(request, page.error());
  data.page = std::move(*page);
  data.status = said(request.query.get("message"));
  const std::string base = views::path_of(data.page.import.id) +
                           (data.part.empty() ? "" : "?part=" + web::percent_encode(data.part));
  if (data.page.more) {
    data.next_path = base + (data.part.empty() ? "?" : "&") + "after=" +
                     std::to_string(data.page.rows.back().line);
  }
  if (after > 0) data.first_path = base;
  return web::html(views::list_import(request, data));
}

web::Response create_commitment(web::Request& request) {
  auto made = commit_list_import(request.context(), id_of(request));
  if (!made) return web::problem(request, made.error());
  return web::see_other(views::path_of(id_of(request)) + "?message=committed");
}

web::Response create_undo(web::Request& request) {
  auto undone = undo_list_import(request.context(), id_of(request));
  if (!undone) return web::problem(request, undone.error());
  return web::see_other(views::path_of(id_of(request)) + "?message=" +
                        (undone->kept > 0 ? "kept" : "undone"));
}

web::Response show_new_export(web::Request& request) {
  views::ExportForm form;
  form.query = query_without_paging(request.query);
  form.count_words = count_words(request.context(), request.query);
  form.columns = {"stage", "name", "industry", "municipality_code", "owner_name", "next_action",
                  "next_action_on"};
  return web::html(views::export_form(request, form));
}

web::Response create_export(web::Request& request) {
  const Context ctx = request.context();
  const std::string query = request.form.get("query");
  const web::Fields fields = fields_of_query(query);
  ExportRequest input;
  input.filter = filter_from(fields, ctx.actor, ctx.today());
  input.words = fields.get("q");
  input.query = query;
  input.columns = request.form.all("column");
  input.purpose = request.form.get("purpose");
  input.format = request.form.get("format");
  auto file = export_prospects(ctx, input);
  if (file) return web::download_parcel(file->parcel, file->media_type, file->filename);
  if (file.error().fault != Fault::invalid) return web::problem(request, file.error());
  return web::show_again(
      request, views::export_form(request, {.purpose = input.purpose, .format = input.format,
                                            .query = query,
                                            .count_words = count_words(ctx, fields),
                                            .columns = input.columns, .error = file.error()}));
}

web::Response show_exports(web::Request& request) {
  const std::int64_t before = number_from(request.query.get("before"));
  auto entries = list_exports(request.context(), before);
  if (!entries) return web::problem(request, entries.error());
  std::string next;
  if (static_cast<int>(entries->size()) > kExportsShown) {
    entries->pop_back();
    next = std::string(views::kExports) + "?before=" + std::to_string(entries->back().sequence);
  }
  return web::html(
      views::export_log(request, *entries, next, before == 0 ? "" : views::kExports));
}

}  // namespace musubi::recruiting::pages
