// pages_mailings.cc - mailings: listed, written, prepared, submitted, confirmed, looked at.
// See pages.h; no rules here.
#include <charconv>

#include "features/mailings/pages.h"
#include "features/mailings/permissions.h"
#include "features/mailings/views.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::mailings::pages {
namespace {

constexpr int kPage = 50;

MailingId id_of(const web::Request& request) { return {request.param("id")}; }
std::string path_to(const MailingId& id) { return "/office/mailings/" + id.text; }

House house_of(const web::Request& request) {
  const web::Contact& own = request.app->contact;
  return {own.address, own.telephone, own.mail};
}

std::int64_t number_in(const web::Fields& fields, const char* name) {
  std::int64_t number = 0;
  const std::string text = fields.get(name);
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Draft typed_draft(const web::Request& request) {
  const web::Fields& f = request.form;
  return {f.get("mail_class"), f.get("subject"),        f.get("body"),
          f.get("segment"),    number_in(f, "version"), web::sending_of(request)};
}

Draft draft_of(const Mailing& m) {
  return {std::string(class_name(m.mail_class)), m.subject, m.body, m.segment.text, m.version, ""};
}

web::Response show_form(web::Request& request, views::MailingForm& form) {
  auto segments = list_segments(request.context());
  if (!segments) return web::problem(request, segments.error());
  form.segments = std::move(*segments);
  web::Html shown = views::mailing_form(request, form);
  return form.error ? web::show_again(request, std::move(shown)) : web::html(std::move(shown));
}

// The page is opened again while work goes on: what it has come to overtakes what was said.
std::string words_for(const std::string& said, const std::string& state) {
  if (said == "preparing" && state == "prepared") return "宛先を確かめました";
  if (said == "preparing" && state != "preparing") return "";
  if (said == "submitted" && state != "waiting" && state != "scheduled" &&
      state != "sending") {
    return "";
  }
  if (said == "saved") return "下書きを保存しました";
  if (said == "preparing") return "宛先を確かめています。少し待って、この画面を開き直してください";
  if (said == "reopened") return "下書きに戻しました";
  if (said == "submitted") return "送信を申し出ました";
  if (said == "confirmed") return "確認しました。順に送ります";
  if (said == "returned") return "差し戻しました。書いた人が直せます";
  if (said == "cancelled") return "取りやめました";
  if (said == "tested") return "試し送りをしました。届いたメールを確かめてください";
  return "";
}

Result<views::MailingDetail> detail_of(const web::Request& request) {
  const Context ctx = request.context();
  views::MailingDetail data;
  data.page = TRY(load_visible_mailing(ctx, id_of(request)));
  data.house = house_of(request);
  data.may_write = can(ctx.actor, may::write_mailings);
  data.may_confirm = may_confirm(ctx.actor, data.page.mailing);
  data.status = words_for(request.query.get("said"), data.page.mailing.state);
  return data;
}

// What was done leads back to the mailing; what was refused is said there, as typed.
web::Response answered(web::Request& request, const Result<void>& done, const char* said) {
  if (done) return web::see_other(path_to(id_of(request)) + "?said=" + said);
  const bool at_form = done.error().fault == Fault::invalid;
  if (!at_form) return web::problem(request, done.error());
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->error = done.error();
  return web::show_again(request, views::mailing_detail(request, *data));
}

// Day, hour and minute of the form. The demo plays on another day: what is typed there is counted
// from that day.
Result<std::optional<Instant>> send_at_of(const web::Request& request) {
  if (request.form.get("when") != "later") return std::optional<Instant>();
  const auto day = TRY(web::kit::read_date(request.form, "send_on", "送る日"));
  if (!day) return fail_fields({{"send_on", "送る日を入力してください"}});
  const Context ctx = request.context();
  const int shift = days_between(ctx.today(), date_in_japan(ctx.now));
  const std::int64_t hour = number_in(request.form, "send_hour");
  const std::int64_t minute = number_in(request.form, "send_minute");
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
    return fail_fields({{"send_on", "送る時刻を選び直してください"}});
  }
  const Instant start = start_of_day_in_japan(add_days(*day, shift));
  return std::optional<Instant>(Instant{start.ms + (hour * 60 + minute) * 60'000});
}

}  // namespace

web::Response show_mailings(web::Request& request) {
  const Context ctx = request.context();
  views::MailingList data;
  data.state = request.query.get("state");
  auto rows = list_mailings(ctx, data.state, request.query.get("before"), kPage + 1);
  if (!rows) return web::problem(request, rows.error());
  data.rows = std::move(*rows);
  if (data.rows.size() > kPage) {
    data.rows.pop_back();
    data.next_path = "/office/mailings?before=" + data.rows.back().id.text +
                     (data.state.empty() ? "" : "&state=" + data.state);
  }
  data.waiting = ctx.db.read([&](db::Reader& reader) {
    return store::count_mailings_waiting_for(reader, ctx.actor.account.text);
  });
  data.may_write = can(ctx.actor, may::write_mailings);
  if (!data.may_write) data.waiting = 0;
  return web::html(views::mailing_list(request, data));
}

web::Response show_new_mailing(web::Request& request) {
  views::MailingForm form;
  form.typed.segment = request.query.get("segment");
  if (const std::string from = request.query.get("from"); !from.empty()) {
    auto earlier = load_visible_mailing(request.context(), {from});
    if (!earlier) return web::problem(request, earlier.error());
    form.typed = draft_of(earlier->mailing);
  }
  return show_form(request, form);
}

web::Response create_mailing(web::Request& request) {
  views::MailingForm form;
  form.typed = typed_draft(request);
  auto made = mailings::create_mailing(request.context(), form.typed);
  if (made) return web::see_other(path_to(*made) + "?said=saved");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  form.error = made.error();
  return show_form(request, form);
}

web::Response show_mailing(web::Request& request) {
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  return web::html(views::mailing_detail(request, *data));
}

web::Response show_edit_mailing(web::Request& request) {
  auto page = load_visible_mailing(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  views::MailingForm form;
  form.id = page->mailing.id;
  form.typed = draft_of(page->mailing);
  return show_form(request, form);
}

web::Response update_mailing(web::Request& request) {
  views::MailingForm form;
  form.id = id_of(request);
  form.typed = typed_draft(request);
  const auto known = load_visible_mailing(request.context(), form.id);
  if (!known) return web::problem(request, known.error());
  auto saved = mailings::update_mailing(request.context(), form.id, form.typed);
  if (saved) return web::see_other(path_to(form.id) + "?said=saved");
  const Fault fault = saved.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, saved.error());
  }
  form.error = saved.error();
  if (fault == Fault::conflict) {
    auto now = load_visible_mailing(request.context(), form.id);
    // The next save is against what is there now; what was typed stays typed.
    if (now) form.typed.version = now->mailing.version;
  }
  web::Response again = show_form(request, form);
  if (fault == Fault::conflict) again.status = web::status_of(fault);
  return again;
}

web::Response create_preparation(web::Request& request) {
  return answered(request, prepare_mailing(request.context(), id_of(request)), "preparing");
}

web::Response create_draft(web::Request& request) {
  return answered(request, reopen_mailing(request.context(), id_of(request)), "reopened");
}

web::Response create_submission(web::Request& request) {
  const auto send_at = send_at_of(request);
  if (!send_at) return answered(request, fail(send_at.error()), "");
  const Submission input{*send_at, house_of(request), number_in(request.form, "version")};
  return answered(request, submit_mailing(request.context(), id_of(request), input), "submitted");
}

web::Response create_confirmation(web::Request& request) {
  const Context ctx = request.context();
  if (request.form.get("outcome") == "returned") {
    return answered(request, return_mailing(ctx, id_of(request), request.form.get("note")),
                    "returned");
  }
  const std::int64_t version = number_in(request.form, "version");
  return answered(request, confirm_mailing(ctx, id_of(request), version), "confirmed");
}

web::Response create_cancellation(web::Request& request) {
  return answered(request, cancel_mailing(request.context(), id_of(request)), "cancelled");
}

web::Response show_preview(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_visible_mailing(ctx, id_of(request));
  if (!page) return web::problem(request, page.error());
  auto shown = preview_mailing(ctx, id_of(request), house_of(request), request.query.get("after"));
  if (!shown) return web::problem(request, shown.error());
  return web::html(
      views::preview(request, *page, *shown, can(ctx.actor, may::write_mailings)));
}

web::Response create_test_sending(web::Request& request, const Locksmith& smith) {
  auto sent = send_test(request.context(), smith, id_of(request), house_of(request), "");
  if (!sent) return web::problem(request, sent.error());
  return web::see_other(path_to(id_of(request)) + "?said=tested");
}

web::Response show_recipients(web::Request& request) {
  const Context ctx = request.context();
  views::RecipientList data;
  auto page = load_visible_mailing(ctx, id_of(request));
  if (!page) return web::problem(request, page.error());
  data.page = std::move(*page);
  data.show = request.query.get("show").empty() ? "ready" : request.query.get("show");
  auto rows =
      list_recipients(ctx, id_of(request), data.show, request.query.get("after"), kPage + 1);
  if (!rows) return web::problem(request, rows.error());
  data.rows = std::move(*rows);
  if (data.rows.size() > kPage) {
    data.rows.pop_back();
    data.next_path = path_to(id_of(request)) + "/recipients?show=" + data.show +
                     "&after=" + data.rows.back().recipient.id.text;
  }
  data.masked = !can(ctx.actor, may::see_addresses);
  return web::html(views::recipient_list(request, data));
}

}  // namespace musubi::mailings::pages
