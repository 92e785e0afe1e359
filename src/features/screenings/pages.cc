// pages.cc - see pages.h. A wrong input is the same page, filled in, with 422; what comes after a
// colleague's record is the page as it is now, with the words that were typed, with 409.
// SECURITY: every page is marked no-store; the service has audited the reading before.
#include "features/screenings/pages.h"

#include <charconv>

#include "features/screenings/views.h"
#include "web/form.h"

namespace musubi::screenings::pages {
namespace {

ScreeningId id_of(const web::Request& request) { return {request.param("id")}; }

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

Failure invalid(std::vector<FieldError> errors) { return fail_fields(std::move(errors)); }

web::Response unkept(web::Response response) {
  response.header("Cache-Control", "no-store");
  return response;
}

std::string words_for(const std::string& said) {
  if (said == "opened") return "確認の記録を作りました";
  if (said == "officer") return "役員の記録を変えました";
  if (said == "search") return "検索を記録しました";
  if (said == "lookup") return "登記などの確認を記録しました";
  if (said == "result") return "結果を記録しました";
  if (said == "second") return "二人目の判断を記録しました";
  if (said == "asked") return "県に照会しました。担当者にメールで知らせます";
  if (said == "answered") return "回答を送りました";
  return "";
}

Result<views::FilePage> page_of(const web::Request& request, const Locksmith& smith) {
  const Context ctx = request.context();
  views::FilePage data;
  data.screening = TRY(read_screening(ctx, smith, id_of(request)));
  data.may_keep = can(ctx.actor, may::keep_screenings);
  data.may_answer = can(ctx.actor, may::answer_screenings);
  data.reader_id = ctx.actor.account.text;
  return data;
}

web::Response answered(web::Request& request, const Locksmith& smith, const Result<void>& done,
                       const char* said) {
  if (done) return web::see_other(views::path_of(id_of(request)) + "?said=" + said);
  const Fault fault = done.error().fault;
  if (fault != Fault::invalid && fault != Fault::too_large && fault != Fault::conflict) {
    return web::problem(request, done.error());
  }
  auto data = page_of(request, smith);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->error = done.error();
  // What a colleague recorded meanwhile stands on the page, and what was typed here as well.
  if (fault == Fault::conflict) return unkept(web::html(views::file(request, *data), 409));
  if (fault == Fault::too_large) data->error->fields = {{"file", done.error().says}};
  return unkept(web::show_again(request, views::file(request, *data)));
}

}  // namespace

web::Response show_list(web::Request& request, const Locksmith& smith) {
  const Context ctx = request.context();
  views::ListPage data;
  store::Filter filter;
  data.show = request.query.get("show");
  filter.before_id = request.query.get("before");
  if (data.show == "second" || data.show == "prefecture" || data.show == "done") {
    filter.turn = data.show;
  } else if (data.show == "due") {
    filter.due_until = iso(ctx.today());
  } else {
    data.show.clear();
  }
  auto list = read_list(ctx, smith, filter);
  if (!list) return web::problem(request, list.error());
  data.list = std::move(*list);
  if (data.show == "due") {
    auto absences = list_absences(ctx);
    if (!absences) return web::problem(request, absences.error());
    data.absences = std::move(*absences);
  }
  if (data.list.more) {
    data.next_path = "/office/screenings?before=" + data.list.rows.back().id.text +
                     (data.show.empty() ? "" : "&show=" + data.show);
  }
  data.may_keep = can(ctx.actor, may::keep_screenings);
  return unkept(web::html(views::list(request, data)));
}

web::Response create(web::Request& request, const Locksmith& smith) {
  const Context ctx = request.context();
  const std::string organisation = request.form.get("organisation");
  auto made = organisation.empty()
                  ? begin_for_member(ctx, smith, request.form.get("member_no"))
                  : begin_for_organisation(ctx, smith, OrganisationId{organisation});
  if (made) return web::see_other(views::path_of(*made) + "?said=opened");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  views::ListPage data;
  data.may_keep = true;
  data.typed = request.form;
  data.error = made.error();
  return unkept(web::show_again(request, views::list(request, data)));
}

web::Response show_file(web::Request& request, const Locksmith& smith) {
  auto data = page_of(request, smith);
  if (!data) return web::problem(request, data.error());
  data->status = words_for(request.query.get("said"));
  return unkept(web::html(views::file(request, *data)));
}

web::Response create_officer(web::Request& request, const Locksmith& smith) {
  std::vector<FieldError> errors;
  const web::Fields& typed = request.form;
  const NewOfficer input{typed.get("post"), typed.get("name"), typed.get("kana"),
                         day_from(typed, "born_on", "生年月日", errors), typed.get("sex"),
                         web::sending_of(request)};
  if (!errors.empty()) return answered(request, smith, invalid(std::move(errors)), "");
  return answered(request, smith, add_officer(request.context(), smith, id_of(request), input),
                  "officer");
}

web::Response delete_officer(web::Request& request, const Locksmith& smith) {
  return answered(
      request, smith,
      remove_officer(request.context(), smith, id_of(request), request.param("officer")),
      "officer");
}

web::Response create_search(web::Request& request, const Locksmith& smith) {
  std::vector<FieldError> errors;
  const web::Fields& typed = request.form;
  NewSearch input{typed.get("term"), typed.get("medium"),
                  day_from(typed, "searched_on", "調べた日", errors), typed.get("hit"),
                  typed.get("note"), "", "", web::sending_of(request)};
  for (const auto& upload : request.uploads) {
    if (upload.field != "file" || upload.bytes == 0) continue;
    input.evidence_path = upload.temp_path;
    input.evidence_name = upload.filename;
  }
  if (!errors.empty()) return answered(request, smith, invalid(std::move(errors)), "");
  return answered(request, smith, record_search(request.context(), smith, id_of(request), input),
                  "search");
}

web::Response show_evidence(web::Request& request, const Locksmith& smith) {
  auto evidence =
      read_evidence(request.context(), smith, id_of(request), request.param("search"));
  if (!evidence) return web::problem(request, evidence.error());
  return unkept(
      web::download(std::move(evidence->bytes), evidence->media_type, evidence->filename));
}

web::Response create_lookup(web::Request& request, const Locksmith& smith) {
  std::vector<FieldError> errors;
  const web::Fields& typed = request.form;
  const NewLookup input{typed.get("source"), day_from(typed, "looked_on", "確認した日", errors),
                        typed.get("lookup_note"), web::sending_of(request)};
  if (!errors.empty()) return answered(request, smith, invalid(std::move(errors)), "");
  return answered(request, smith, record_lookup(request.context(), smith, id_of(request), input),
                  "lookup");
}

web::Response create_result(web::Request& request, const Locksmith& smith) {
  const NewFinding input{request.form.get("result"), request.form.get("grounds"),
                         number_from(request.form.get("version"))};
  return answered(request, smith, record_finding(request.context(), smith, id_of(request), input),
                  "result");
}

web::Response create_second_reading(web::Request& request, const Locksmith& smith) {
  const NewReading input{request.form.get("agreed"), request.form.get("reading_note"),
                         number_from(request.form.get("version"))};
  return answered(request, smith,
                  record_second_reading(request.context(), smith, id_of(request), input),
                  "second");
}

web::Response create_inquiry(web::Request& request, const Locksmith& smith) {
  return answered(
      request, smith,
      ask_by_mail(request.context(), smith, id_of(request), request.form.get("question")),
      "asked");
}

web::Response create_answer(web::Request& request, const Locksmith& smith) {
  return answered(request, smith,
                  answer_inquiry(request.context(), smith, id_of(request),
                                 request.form.get("answer"), request.form.get("words")),
                  "answered");
}

web::Response create_round(web::Request& request, const Locksmith& smith) {
  auto made =
      begin_round(request.context(), smith, id_of(request), request.form.get("cause"));
  if (made) return web::see_other(views::path_of(*made) + "?said=opened");
  return answered(request, smith, fail(made.error()), "");
}

}  // namespace musubi::screenings::pages
