// pages_office.cc - the list, the editor, the preview, versions and the calendar for the office.
// Each handler reads the form into the service's input and shows the answer; rules live there.
#include <charconv>

#include "features/publishing/pages.h"
#include "features/publishing/pages_draft.h"
#include "features/publishing/service_writing.h"
#include "features/publishing/views.h"
#include "web/app.h"
#include "web/form.h"
#include "web/urlencoded.h"

namespace musubi::publishing::pages {
namespace {

std::int64_t whole_number(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

store::ListFilter list_filter(const web::Request& request) {
  const web::Fields& query = request.query;
  store::ListFilter filter;
  if (find_type(query.get("type")) != nullptr) filter.type = query.get("type");
  filter.state = state_from_name(query.get("state"));
  filter.owner_id = query.get("owner");
  if (filter.owner_id == "me") filter.owner_id = request.actor.account.text;
  if (query.get("overdue") == "1") filter.review_until = iso(request.context().today());
  filter.before_at = whole_number(query.get("before_at"));
  filter.before_id = query.get("before_id");
  return filter;
}

std::string list_query(const web::Fields& query) {
  std::string out;
  for (const auto& [name, value] : query.items()) {
    if (value.empty() || name == "before_at" || name == "before_id") continue;
    out += (out.empty() ? "?" : "&") + web::percent_encode(name) + "=" + web::percent_encode(value);
  }
  return out;
}

ContentId content_id(const web::Request& request) { return {request.param("id")}; }

std::map<std::string, std::vector<std::string>> words_in_use(const Context& ctx,
                                                             const ContentType& type) {
  std::map<std::string, std::vector<std::string>> out;
  for (const FieldInfo& field : type.fields) {
    if (field.kind != FieldInfo::Kind::list || !field.facet) continue;
    out[std::string(field.name)] = list_values_in_use(ctx, type.name, field.name);
  }
  return out;
}

}  // namespace

web::Response show_list(web::Request& request) {
  const Context ctx = request.context();
  views::List list;
  list.filter = list_filter(request);
  auto found = list_contents(ctx, list.filter);
  if (!found) return web::problem(request, found.error());
  list.list = std::move(*found);
  auto owners = list_owners(ctx);
  if (!owners) return web::problem(request, owners.error());
  list.owners = std::move(*owners);
  list.may_edit = can(ctx.actor, may::edit_content);
  const std::string base = views::kList + list_query(request.query);
  if (list.list.more) {
    const Content& last = list.list.rows.back();
    list.next_path = base + (base == views::kList ? "?" : "&") + "before_at=" +
                     std::to_string(last.updated_at.ms) + "&before_id=" + last.id.text;
  }
  if (!list.filter.before_id.empty()) list.first_path = base;
  return web::html(views::list(request, list));
}

web::Response show_calendar(web::Request& request) {
  const Context ctx = request.context();
  const auto asked = parse_iso_date(request.query.get("month") + "-01");
  const Date first = asked && asked->year >= 2000 && asked->year < 2100 ? *asked : ctx.today();
  auto month = load_month(ctx, first, request.app->contract_start, request.app->contract_end);
  if (!month) return web::problem(request, month.error());
  return web::html(views::calendar(request, *month, ctx.today()));
}

web::Response show_new_content(web::Request& request) {
  // From サイトの構成: type and address of the page that it shall stand in for.
  return web::html(views::new_form(request, {request.query, {}}));
}

web::Response create_content(web::Request& request) {
  NewContent input{request.form.get("type"), request.form.get("title"),
                   request.form.get("slug"), web::sending_of(request)};
  auto made = publishing::create_content(request.context(), input);
  if (made) return web::see_other(views::path_of(*made) + "/edit");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  return web::show_again(request, views::new_form(request, {request.form, made.error()}));
}

web::Response show_content(web::Request& request) { return show_detail(request, "", nullptr); }

web::Response show_edit(web::Request& request) {
  auto page = load_visible_content(request.context(), content_id(request));
  if (!page) return web::problem(request, page.error());
  if (page->content.state == State::scheduled) {
    return web::see_other(views::path_of(page->content.id));
  }
  views::EditForm form;
  form.typed = fields_of_draft(type_of(page->content.type), page->draft.article);
  form.token = page->draft.token;
  auto writing = load_writing(request.context(), page->content.id);
  if (!writing) return web::problem(request, writing.error());
  if (writing->own && request.query.get("copy") == "1") {
    form.typed = fields_from_kept(writing->own->fields);
    form.token = writing->own->token;
    form.from_copy = true;
  }
  form.writing = std::move(*writing);
  form.in_use = words_in_use(request.context(), type_of(page->content.type));
  form.page = std::move(*page);
  return web::html(views::edit_form(request, form));
}

web::Response update_draft(web::Request& request) {
  const Context ctx = request.context();
  auto before = load_visible_content(ctx, content_id(request));
  if (!before) return web::problem(request, before.error());
  std::vector<FieldError> errors;
  DraftEdit input{content_id(request), request.form.get("token"), {}};
  input.typed = typed_draft(type_of(before->content.type), request.form, errors);
  Result<void> saved = errors.empty() ? save_draft(ctx, input) : Result<void>(fail_fields(errors));
  if (saved) {
    const bool look = request.form.get("then") == "preview";
    return web::see_other(views::path_of(input.id) + (look ? "/preview" : "?message=saved"));
  }
  const Fault fault = saved.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, saved.error());
  }
  // What is there now: the other may have saved since `before` was read.
  auto page = load_visible_content(ctx, input.id);
  if (!page) return web::problem(request, page.error());
  views::EditForm form;
  form.typed = request.form;
  form.token = input.token;
  form.error = saved.error();
  if (fault == Fault::conflict && page->draft.token != input.token) {
    form.is_now = page->draft;
    form.token = page->draft.token;  // the next save is against what is shown beside it
  }
  form.in_use = words_in_use(ctx, type_of(page->content.type));
  form.page = std::move(*page);
  web::Response again = web::show_again(request, views::edit_form(request, form));
  again.status = web::status_of(fault);
  return again;
}

web::Response show_preview(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_visible_content(ctx, content_id(request));
  if (!page) return web::problem(request, page.error());
  views::OfficePreview data;
  data.body = ctx.db.read([&](db::Reader& reader) {
    return markdown::to_content(page->draft.article.body,
                                media_finder(reader, ctx.today(), media::For::office));
  });
  data.variants = ctx.db.read([&](db::Reader& reader) {
    return read_variants(page->draft.article,
                         media_finder(reader, ctx.today(), media::For::office));
  });
  data.page = std::move(*page);
  return web::html(views::office_preview(request, data));
}

web::Response show_version(web::Request& request) {
  const Context ctx = request.context();
  const ContentId id = content_id(request);
  auto page = load_visible_content(ctx, id);
  if (!page) return web::problem(request, page.error());
  const std::int64_t number = whole_number(request.param("number"));
  if (number <= 0) {
    return web::problem(request, {Fault::not_found, "この版は見つかりません。履歴から選び直してください",
                                  {}, {}});
  }
  auto left = load_visible_version(ctx, id, number);
  if (!left) return web::problem(request, left.error());
  auto right = load_visible_version(ctx, id, whole_number(request.query.get("with")));
  if (!right) return web::problem(request, right.error());
  return web::html(views::comparison(
      request, {std::move(*page), std::move(*left), std::move(*right)}));
}

web::Response create_restoration(web::Request& request) {
  const ContentId id = content_id(request);
  auto done = restore_version(request.context(), id, whole_number(request.param("number")),
                              request.form.get("token"));
  if (!done) return web::problem(request, done.error());
  return web::see_other(views::path_of(id) + "?message=restored");
}

web::Response show_deletion(web::Request& request) {
  auto page = load_visible_content(request.context(), content_id(request));
  if (!page) return web::problem(request, page.error());
  return web::html(views::deletion(request, *page));
}

web::Response delete_content(web::Request& request) {
  auto done = publishing::delete_content(request.context(), content_id(request),
                                         whole_number(request.form.get("version")));
  if (!done) return web::problem(request, done.error());
  return web::see_other(views::kList);
}

}  // namespace musubi::publishing::pages
