// pages_desk.cc - one inquiry at the office's desk. See pages.h; no rules here. What was refused
// comes back as the same page, as typed; so does a conflict, with what others wrote meanwhile
// above it.
#include <charconv>

#include "base/text.h"
#include "core/files/files.h"
#include "features/inquiries/letters.h"
#include "features/inquiries/pages.h"
#include "features/inquiries/views.h"
#include "features/publishing/publishing.h"
#include "web/form.h"

namespace musubi::inquiries::pages {
namespace {

std::int64_t typed_number(const web::Request& request, const char* field) {
  const std::string typed = request.form.get(field);
  std::int64_t out = 0;
  std::from_chars(typed.data(), typed.data() + typed.size(), out);
  return out;
}

Step step_of(const web::Request& request) {
  return {request.param("id"), typed_number(request, "version")};
}

Result<views::Detail> detail_of(const web::Request& request, const std::string& id) {
  views::Detail out;
  out.page = TRY(load_inquiry(request.context(), id));
  out.follow_up = web::kit::date_parts(parse_iso_date(out.page.thread.inquiry.follow_up_on));
  return out;
}

std::string words_after(const std::string& said) {
  static const Choices kSaid{{"entered", "記録しました"},
                             {"answered", "回答を記録しました。メールのときは、まもなく送られます"},
                             {"noted", "内部メモを残しました。相手には送られません"},
                             {"assigned", "担当を決めました"},
                             {"followed", "もう一度見る日を決めました"},
                             {"sorted", "直しました"},
                             {"closed", "完了にしました"},
                             {"reopened", "回答待ちに戻しました"},
                             {"released", "問合せとして受け付け、受付のメールを送りました"},
                             {"discarded", "迷惑と判断しました。30日後に消えます"},
                             {"merged", "ほかの問合せをここにまとめました"},
                             {"separated", "まとめを取り消しました"},
                             {"linked", "結びつけました"}};
  return label_in(kSaid, said);
}

web::Response again_at_desk(web::Request& request, const Error& error, const std::string& id) {
  auto data = detail_of(request, id);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  if (request.form.has("follow_up_on_year")) {
    data->follow_up = web::kit::typed_date_parts(request.form, "follow_up_on");
  }
  data->error = error;
  return web::html(views::desk(request, *data), web::status_of(error.fault))
      .header("Cache-Control", "no-store");
}

web::Response settled(web::Request& request, const Result<void>& done, const char* said) {
  const std::string id = request.param("id");
  if (done) return web::see_other(desk_path(id) + "?said=" + said);
  const Fault fault = done.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict && fault != Fault::too_large) {
    return web::problem(request, done.error());
  }
  return again_at_desk(request, done.error(), id);
}

// 「定型文を入れる」: the text behind what stands there already; nothing is sent.
web::Response show_with_text(web::Request& request) {
  auto data = detail_of(request, request.param("id"));
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  const Inquiry& q = data->page.thread.inquiry;
  for (const ReadyText& one : data->page.texts) {
    if (one.id != request.form.get("text")) continue;
    // Without a name 「お客様」, not 「お客様 様」.
    std::string words = one.body;
    if (q.name.empty()) words = replace_all(std::move(words), "{{お名前}} 様", "お客様");
    words = replace_all(std::move(words), "{{お名前}}", q.name.empty() ? "お客様" : q.name);
    words = replace_all(std::move(words), "{{受付番号}}", inquiry_number(q));
    const std::string before = trim(request.form.get("answer"));
    data->typed.set("answer", before.empty() ? words : before + "\n\n" + words);
  }
  return web::html(views::desk(request, *data)).header("Cache-Control", "no-store");
}

std::vector<Upload> answer_uploads(const web::Request& request) {
  std::vector<Upload> out;
  for (const web::Upload& one : request.uploads) {
    if (one.field == "file" && one.bytes > 0) out.push_back({one.temp_path, one.filename});
  }
  return out;
}

}  // namespace

web::Response show_inquiry(web::Request& request) {
  auto data = detail_of(request, request.param("id"));
  if (!data) return web::problem(request, data.error());
  data->status = words_after(request.query.get("said"));
  return web::html(views::desk(request, *data)).header("Cache-Control", "no-store");
}

web::Response show_file(web::Request& request) {
  const auto opened =
      open_file(request.context(), request.param("id"), request.param("file"));
  if (!opened) return web::problem(request, opened.error());
  return web::download_file(opened->path, opened->file.media_type, opened->file.filename);
}

web::Response create_answer(web::Request& request) {
  if (!request.form.get("insert").empty()) return show_with_text(request);
  Answer input;
  input.id = request.param("id");
  input.how = request.form.get("how");
  input.thread = typed_number(request, "thread");
  input.closes = !request.form.get("closes").empty();
  input.files = answer_uploads(request);
  const OutgoingText text(request.form.get("answer"));
  return settled(request, answer(request.context(), input, text, web::sending_of(request)),
                 "answered");
}

web::Response create_note(web::Request& request) {
  const InternalText text(request.form.get("note"));
  return settled(request,
                 add_note(request.context(), request.param("id"), text, web::sending_of(request)),
                 "noted");
}

web::Response update_assignment(web::Request& request) {
  return settled(request,
                 assign(request.context(), step_of(request), request.form.get("assigned_to")),
                 "assigned");
}

web::Response update_follow_up(web::Request& request) {
  const auto day = web::kit::read_date(request.form, "follow_up_on", "もう一度見る日");
  if (!day) return settled(request, fail(day.error()), "");
  return settled(request,
                 set_follow_up(request.context(), step_of(request), *day ? iso(**day) : ""),
                 "followed");
}

web::Response update_sorting(web::Request& request) {
  const web::Fields& f = request.form;
  const Sorting input{f.get("category"), f.get("subject"), f.get("member_no"),
                      !f.get("faq_wanted").empty()};
  return settled(request, sort(request.context(), step_of(request), input), "sorted");
}

web::Response create_closure(web::Request& request) {
  return settled(request, close(request.context(), step_of(request)), "closed");
}

web::Response create_reopening(web::Request& request) {
  return settled(request, reopen(request.context(), step_of(request)), "reopened");
}

web::Response create_release(web::Request& request) {
  return settled(request, release(request.context(), step_of(request)), "released");
}

web::Response create_discard(web::Request& request) {
  return settled(request, discard(request.context(), step_of(request)), "discarded");
}

web::Response create_merge(web::Request& request) {
  const auto kept = merge(request.context(), step_of(request), request.form.get("number"));
  if (kept) return web::see_other(desk_path(*kept) + "?said=merged");
  return settled(request, fail(kept.error()), "");
}

web::Response create_merge_undoing(web::Request& request) {
  return settled(request, undo_merge(request.context(), request.param("merge")), "separated");
}

web::Response create_prospect_link(web::Request& request) {
  const auto made = link_prospect(request.context(), step_of(request));
  if (!made) return settled(request, fail(made.error()), "");
  return web::see_other("/office/prospects/" + *made);
}

web::Response create_faq(web::Request& request) {
  const auto made = begin_faq(request.context(), step_of(request));
  if (!made) return settled(request, fail(made.error()), "");
  return web::see_other(publishing::item_path(*made) + "/edit");
}

web::Response create_news(web::Request& request) {
  const auto made = begin_news(request.context(), step_of(request));
  if (!made) return settled(request, fail(made.error()), "");
  return web::see_other(publishing::item_path(*made) + "/edit");
}

web::Response create_application_link(web::Request& request) {
  return settled(request,
                 link_application(request.context(), step_of(request),
                                  request.form.get("receipt_no")),
                 "linked");
}

}  // namespace musubi::inquiries::pages
