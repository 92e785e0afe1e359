// pages_exports.cc - a file of members: asked for with its purpose, made, handed over; and the log.
// The list's own query string says which members.
#include "base/text.h"
#include "features/members/pages.h"
#include "features/members/query.h"
#include "features/members/views.h"
#include "features/members/views_exports.h"
#include "web/form.h"

namespace musubi::members::pages {
namespace {

constexpr int kLogShown = 50;

std::string count_words(const Context& ctx, const web::Fields& query) {
  ExportRequest asked;  // the list filters fewer hits of a search than a file holds
  asked.filter = filter_from(query);
  asked.words = query.get("q");
  const auto count = count_export(ctx, asked);
  if (!count) return "選んだ会員";
  return thousands(*count) + (*count >= kCountCap ? "件以上" : "件");
}

}  // namespace

web::Response show_new_export(web::Request& request) {
  views::ExportForm form;
  form.query = query_without_paging(request.query);
  form.count_words = count_words(request.context(), request.query);
  form.searched = !trim(request.query.get("q")).empty();
  for (const auto& column : columns_from(request.query)) {
    if (column != "contact" && column != "updated_at") form.columns.push_back(column);
  }
  return web::html(views::export_form(request, form));
}

web::Response create_export(web::Request& request) {
  const Context ctx = request.context();
  const std::string query = request.form.get("query");
  const web::Fields fields = fields_of_query(query);
  ExportRequest input;
  input.filter = filter_from(fields);
  input.words = fields.get("q");
  input.query = query;
  input.columns = request.form.all("column");
  input.purpose = request.form.get("purpose");
  input.format = request.form.get("format");
  input.replace_unencodable = !request.form.get("replace_unencodable").empty();
  auto file = export_registry(ctx, input);
  if (file && !file->refused) {
    return web::download_parcel(file->parcel, file->media_type, file->filename);
  }
  if (!file && file.error().fault != Fault::invalid) return web::problem(request, file.error());
  views::ExportForm form{.purpose = input.purpose, .format = input.format, .query = query,
                         .count_words = count_words(ctx, fields), .columns = input.columns,
                         .searched = !trim(input.words).empty()};
  if (file) {
    form.lost = file->lost;
    form.error = Error{Fault::invalid, "まだ書き出していません",
                       {{"format", "Shift_JISで書けない文字が" + thousands(file->lost.count) +
                                       "か所あります。下の一覧を確かめて、〓に置き換えるか、"
                                       "UTF-8を選んでください"}},
                       {}};
  } else {
    form.error = file.error();
  }
  return web::show_again(request, views::export_form(request, form));
}

web::Response show_exports(web::Request& request) {
  const std::string after = request.query.get("after");
  auto log = list_exports(request.context(), after, kLogShown);
  if (!log) return web::problem(request, log.error());
  return web::html(views::export_log(request, *log, after.empty()));
}

}  // namespace musubi::members::pages
