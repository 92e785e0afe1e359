// pages_import_rows.cc - checking a draft: the rows with what is wrong, one row with its choice and
// its findings; and 未解決, what waits after the commit. No SQL, no rules.
#include <charconv>

#include "features/members/desk_imports.h"
#include "features/members/pages_imports.h"
#include "features/members/views_imports.h"
#include "web/form.h"
#include "web/urlencoded.h"

namespace musubi::members::pages {
namespace {

std::int64_t number_from(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::string joined(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string out;
  for (const auto& [name, value] : pairs) {
    if (value.empty()) continue;
    out += (out.empty() ? "" : "&") + name + "=" + web::percent_encode(value);
  }
  return out;
}

std::string with(const std::string& path, const std::string& query, const std::string& more = {}) {
  const std::string whole = query + (query.empty() || more.empty() ? "" : "&") + more;
  return whole.empty() ? path : path + "?" + whole;
}

// SECURITY: where a form may lead back to: a list of this import, or the list of defects.
std::string own_path(const std::string& typed, const std::string& start) {
  return typed.starts_with(start) && typed.find_first_of("\r\n\\") == std::string::npos ? typed
                                                                                        : start;
}

std::string status_of(const web::Request& request) {
  const std::string said = request.query.get("said");
  if (said == "settled") return "記録しました";
  if (said == "chosen") return "この行の扱いを決めました";
  if (said == "adopted") return request.query.get("number") + "件の提案を採用しました";
  return "";
}

std::string and_said(const std::string& path, const std::string& said) {
  std::string plain = path;
  const auto old = plain.find("said=");
  if (old != std::string::npos) plain.erase(old > 0 ? old - 1 : old);
  return plain + (plain.find('?') == std::string::npos ? "?" : "&") + "said=" + said;
}

ImportId import_id(const web::Request& request) { return {request.param("id")}; }

std::string rows_path(const ImportId& id) { return views::path_of(id) + "/rows"; }

// The row's page with what was typed and the message at its field.
web::Response row_again(web::Request& request, const Error& error, const std::string& defect_id) {
  if (error.fault != Fault::invalid) return web::problem(request, error);
  const Context ctx = request.context();
  auto page = load_visible_import(ctx, import_id(request));
  if (!page) return web::problem(request, page.error());
  auto view = load_visible_row(ctx, import_id(request), number_from(request.param("row")));
  if (!view) return web::problem(request, view.error());
  views::RowForm form{std::move(*page), std::move(*view),
                      own_path(request.form.get("back"), rows_path(import_id(request))),
                      defect_id, request.form, error, ""};
  return web::show_again(request, views::row_form(request, form));
}

}  // namespace

web::Response show_import_rows(web::Request& request, ImportDesk& desk) {
  const Context ctx = request.context();
  const ImportId id = import_id(request);
  auto page = load_visible_import(ctx, id);
  if (!page) return web::problem(request, page.error());
  const auto standing = desk.standing_of(id);
  const bool working = standing && standing->problem.empty();
  if (page->import.state == "reading" || page->import.state == "failed" || working) {
    return web::see_other(views::path_of(id));
  }
  views::RowList list{.page = std::move(*page)};
  list.filter.import_id = id;
  list.filter.choice = request.query.get("choice");
  list.filter.kind = request.query.get("kind");
  list.filter.field = request.query.get("field");
  list.filter.only_open = request.query.get("show") != "all";
  // Asked for by choice or kind: then the rows without a finding count as well.
  if (!list.filter.choice.empty() && !request.query.has("show")) list.filter.only_open = false;
  list.query = joined({{"choice", list.filter.choice},
                       {"kind", list.filter.kind},
                       {"field", list.filter.field},
                       {"show", request.query.get("show")}});
  list.filter.after_row = number_from(request.query.get("after"));
  auto rows = list_rows(ctx, list.filter);
  if (!rows) return web::problem(request, rows.error());
  list.rows = std::move(*rows);
  if (list.rows.more) {
    list.next_path = with(rows_path(id), list.query,
                          "after=" + std::to_string(list.rows.rows.back().row.row));
  }
  if (list.filter.after_row > 0) list.first_path = with(rows_path(id), list.query);
  list.status = status_of(request);
  return web::html(views::row_list(request, list));
}

web::Response show_import_row(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_visible_import(ctx, import_id(request));
  if (!page) return web::problem(request, page.error());
  auto view = load_visible_row(ctx, import_id(request), number_from(request.param("row")));
  if (!view) return web::problem(request, view.error());
  views::RowForm form{.page = std::move(*page), .view = std::move(*view)};
  form.back = own_path(request.query.get("back"), rows_path(import_id(request)));
  form.status = status_of(request);
  return web::html(views::row_form(request, form));
}

web::Response update_row_choice(web::Request& request) {
  const RowChoice input{import_id(request), number_from(request.param("row")),
                        request.form.get("choice"), request.form.get("target_member_no")};
  auto chosen = choose_row(request.context(), input);
  if (!chosen) return row_again(request, chosen.error(), "");
  const std::string back = own_path(request.form.get("back"), rows_path(input.id));
  return web::see_other(and_said(back, "chosen"));
}

web::Response create_row_resolution(web::Request& request) {
  const RowResolution input{import_id(request), number_from(request.param("row")),
                            request.form.get("choice"), request.form.get("target_member_no")};
  auto resolved = resolve_row(request.context(), input);
  if (!resolved) return row_again(request, resolved.error(), "");
  return web::see_other(rows_path(input.id) + "/" + std::to_string(input.row) + "?said=chosen");
}

web::Response create_row_settlement(web::Request& request) {
  const Settlement input{request.form.get("defect"), request.form.get("action"),
                         request.form.get("value"), request.form.get("reason")};
  auto settled = settle_defect(request.context(), input);
  if (!settled) return row_again(request, settled.error(), input.defect_id);
  const std::string back =
      own_path(request.form.get("back"), rows_path(import_id(request)));
  return web::see_other(and_said(back, "settled"));
}

web::Response create_adoption(web::Request& request) {
  const ImportId id = import_id(request);
  auto adopted = adopt_suggestions(request.context(), id, request.form.get("kind"));
  if (!adopted) return web::problem(request, adopted.error());
  return web::see_other(rows_path(id) + "?said=adopted&number=" + std::to_string(*adopted));
}

web::Response show_defects(web::Request& request) {
  const Context ctx = request.context();
  views::DefectList list;
  list.filter.organisation_id = {request.query.get("organisation")};
  list.filter.import_id = {request.query.get("import")};
  list.filter.kind = request.query.get("kind");
  list.filter.after_id = request.query.get("after");
  auto waiting = list_waiting(ctx, list.filter);
  if (!waiting) return web::problem(request, waiting.error());
  list.waiting = std::move(*waiting);
  if (!list.filter.organisation_id.empty()) {
    auto name = find_organisation_name(ctx, list.filter.organisation_id);
    if (!name) return web::problem(request, name.error());
    list.about = name->name;
  } else if (!list.filter.import_id.empty()) {
    auto page = load_visible_import(ctx, list.filter.import_id);
    if (!page) return web::problem(request, page.error());
    list.about = page->import.filename;
  }
  const std::string query = joined({{"organisation", list.filter.organisation_id.text},
                                    {"import", list.filter.import_id.text},
                                    {"kind", list.filter.kind}});
  if (list.waiting.more) {
    list.next_path =
        with("/office/defects", query, "after=" + list.waiting.defects.back().defect.id);
  }
  if (!list.filter.after_id.empty()) list.first_path = with("/office/defects", query);
  list.status = status_of(request);
  return web::html(views::defect_list(request, list));
}

web::Response show_defect(web::Request& request) {
  auto page = load_visible_defect(request.context(), request.param("id"));
  if (!page) return web::problem(request, page.error());
  views::DefectForm form{.page = std::move(*page)};
  form.back = own_path(request.query.get("back"), "/office/defects");
  return web::html(views::defect_form(request, form));
}

web::Response create_settlement(web::Request& request) {
  const Context ctx = request.context();
  const Settlement input{request.param("id"), request.form.get("action"),
                         request.form.get("value"), request.form.get("reason")};
  const std::string back = own_path(request.form.get("back"), "/office/defects");
  auto settled = settle_defect(ctx, input);
  if (settled) return web::see_other(and_said(back, "settled"));
  if (settled.error().fault != Fault::invalid) return web::problem(request, settled.error());
  auto page = load_visible_defect(ctx, input.defect_id);
  if (!page) return web::problem(request, page.error());
  return web::show_again(request, views::defect_form(request, {std::move(*page), request.form,
                                                               back, settled.error()}));
}

}  // namespace musubi::members::pages
