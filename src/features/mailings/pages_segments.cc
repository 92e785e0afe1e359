// pages_segments.cc - saved selections: listed, counted live, saved, changed, taken off the list.
// See pages.h; no rules here.
#include <charconv>

#include "features/mailings/pages.h"
#include "features/mailings/permissions.h"
#include "features/mailings/views.h"
#include "web/form.h"

namespace musubi::mailings::pages {
namespace {

SegmentId id_of(const web::Request& request) { return {request.param("id")}; }
std::string path_to(const SegmentId& id) { return "/office/mail-segments/" + id.text; }

// The three inputs of a date as typed, or the one hidden value that a count put into the form.
std::string day_of(const web::Fields& fields, const char* name, const char* label,
                   views::SegmentForm& form) {
  if (fields.has(name)) {
    const auto date = parse_iso_date(fields.get(name));
    return date ? iso(*date) : "";
  }
  auto date = web::kit::read_date(fields, name, label);
  if (date) return *date ? iso(**date) : "";
  if (!form.error) form.error = date.error();
  return "";
}

void read_conditions(const web::Fields& fields, views::SegmentForm& form) {
  members::Audience& a = form.audience;
  a.states = fields.all("states");
  a.categories = fields.all("categories");
  a.industries = fields.all("industries");
  a.areas = fields.all("areas");
  a.municipalities = fields.all("municipalities");
  a.sizes = fields.all("sizes");
  a.part = fields.get("part");
  a.joined_from = day_of(fields, "joined_from", "入会日（ここから）", form);
  a.joined_until = day_of(fields, "joined_until", "入会日（ここまで）", form);
  form.joined_from = fields.has("joined_from")
                         ? web::kit::date_parts(parse_iso_date(a.joined_from))
                         : web::kit::typed_date_parts(fields, "joined_from");
  form.joined_until = fields.has("joined_until")
                          ? web::kit::date_parts(parse_iso_date(a.joined_until))
                          : web::kit::typed_date_parts(fields, "joined_until");
}

web::Response show_form(web::Request& request, views::SegmentForm& form) {
  auto size = count_audience(request.context(), form.audience);
  if (!size) return web::problem(request, size.error());
  form.size = *size;
  web::Html shown = views::segment_form(request, form);
  return form.error ? web::show_again(request, std::move(shown)) : web::html(std::move(shown));
}

std::int64_t version_in(const web::Fields& fields) {
  std::int64_t version = 0;
  const std::string text = fields.get("version");
  std::from_chars(text.data(), text.data() + text.size(), version);
  return version;
}

views::SegmentForm typed_form(const web::Request& request) {
  views::SegmentForm form;
  form.name = request.form.get("name");
  form.version = version_in(request.form);
  read_conditions(request.form, form);
  return form;
}

web::Response saved_or_again(web::Request& request, views::SegmentForm& form,
                             const Result<SegmentId>& saved) {
  if (saved) return web::see_other(path_to(*saved) + "?said=saved");
  const Fault fault = saved.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, saved.error());
  }
  form.error = saved.error();
  web::Response again = show_form(request, form);
  if (fault == Fault::conflict) again.status = web::status_of(fault);
  return again;
}

}  // namespace

web::Response show_segments(web::Request& request) {
  auto rows = list_segments(request.context());
  if (!rows) return web::problem(request, rows.error());
  views::SegmentList data{std::move(*rows), can(request.actor, may::write_mailings), ""};
  if (request.query.get("said") == "removed") data.status = "配信先を一覧から外しました";
  return web::html(views::segment_list(request, data));
}

web::Response show_new_segment(web::Request& request) {
  views::SegmentForm form;
  form.name = request.query.get("name");
  read_conditions(request.query, form);
  return show_form(request, form);
}

web::Response create_segment(web::Request& request) {
  views::SegmentForm form = typed_form(request);
  SegmentInput input{form.name, form.audience, 0, web::sending_of(request)};
  return saved_or_again(request, form, mailings::create_segment(request.context(), input));
}

web::Response show_segment(web::Request& request) {
  const Context ctx = request.context();
  auto segment = load_segment(ctx, id_of(request));
  if (!segment) return web::problem(request, segment.error());
  auto size = count_audience(ctx, segment->audience);
  if (!size) return web::problem(request, size.error());
  views::SegmentDetail data{*segment, *size, can(ctx.actor, may::write_mailings), ""};
  if (request.query.get("said") == "saved") data.status = "配信先を保存しました";
  return web::html(views::segment_detail(request, data));
}

web::Response show_edit_segment(web::Request& request) {
  auto segment = load_segment(request.context(), id_of(request));
  if (!segment) return web::problem(request, segment.error());
  views::SegmentForm form;
  form.id = segment->id;
  form.name = segment->name;
  form.version = segment->version;
  if (request.query.has("counted")) {
    form.name = request.query.get("name");
    read_conditions(request.query, form);
  } else {
    form.audience = segment->audience;
    form.joined_from = web::kit::date_parts(parse_iso_date(segment->audience.joined_from));
    form.joined_until = web::kit::date_parts(parse_iso_date(segment->audience.joined_until));
  }
  return show_form(request, form);
}

web::Response update_segment(web::Request& request) {
  views::SegmentForm form = typed_form(request);
  form.id = id_of(request);
  const auto known = load_segment(request.context(), form.id);
  if (!known) return web::problem(request, known.error());
  const SegmentInput input{form.name, form.audience, form.version, ""};
  const auto saved = mailings::update_segment(request.context(), form.id, input);
  if (saved) return saved_or_again(request, form, form.id);
  if (saved.error().fault == Fault::conflict) {
    // The next save is against what is there now; what was typed stays typed.
    if (auto now = load_segment(request.context(), form.id)) form.version = now->version;
  }
  return saved_or_again(request, form, fail(saved.error()));
}

web::Response delete_segment(web::Request& request) {
  auto done = retire_segment(request.context(), id_of(request));
  if (!done) return web::problem(request, done.error());
  return web::see_other("/office/mail-segments?said=removed");
}

}  // namespace musubi::mailings::pages
