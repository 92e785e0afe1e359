// pages_rules.cc - ready-made texts and the rules of the desk. See pages.h; no rules here. A
// conflict shows what stands there now above what was typed, so that neither text is lost.
#include <charconv>

#include "features/inquiries/pages.h"
#include "features/inquiries/views.h"
#include "web/form.h"

namespace musubi::inquiries::pages {
namespace {

const std::string kTexts = "/office/inquiries/texts";

ReadyText typed_text(const web::Request& request, const std::string& id) {
  const web::Fields& f = request.form;
  ReadyText out;
  out.id = id;
  out.title = f.get("title");
  out.category = f.get("category");
  out.body = f.get("body");
  out.is_active = !f.get("is_active").empty();
  const std::string version = f.get("version");
  std::from_chars(version.data(), version.data() + version.size(), out.version);
  return out;
}

web::Response keep_text(web::Request& request, const ReadyText& typed) {
  const Context ctx = request.context();
  const auto done = save_ready_text(ctx, typed, web::sending_of(request));
  if (done) return web::see_other(kTexts + "?said=saved");
  const Fault fault = done.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict) {
    return web::problem(request, done.error());
  }
  views::TextForm again{typed, std::nullopt, done.error()};
  if (fault == Fault::conflict) {
    auto now = load_ready_text(ctx, typed.id);
    if (!now) return web::problem(request, now.error());
    again.standing = std::move(*now);
  }
  return web::html(views::text_form(request, again), web::status_of(fault));
}

}  // namespace

web::Response show_texts(web::Request& request) {
  const auto texts = list_ready_texts(request.context());
  if (!texts) return web::problem(request, texts.error());
  const bool saved = request.query.get("said") == "saved";
  return web::html(views::text_list(request, *texts, saved ? "定型文を保存しました" : ""));
}

web::Response show_new_text(web::Request& request) {
  return web::html(views::text_form(request, {}));
}

web::Response create_text(web::Request& request) {
  ReadyText typed = typed_text(request, "");
  typed.version = 0;
  return keep_text(request, typed);
}

web::Response show_text(web::Request& request) {
  auto text = load_ready_text(request.context(), request.param("text"));
  if (!text) return web::problem(request, text.error());
  return web::html(views::text_form(request, {std::move(*text), std::nullopt, std::nullopt}));
}

web::Response update_text(web::Request& request) {
  const auto known = load_ready_text(request.context(), request.param("text"));
  if (!known) return web::problem(request, known.error());
  ReadyText typed = typed_text(request, known->id);
  if (typed.version == 0) typed.version = known->version;
  return keep_text(request, typed);
}

web::Response show_rules(web::Request& request) {
  auto rules = load_rules(request.context());
  if (!rules) return web::problem(request, rules.error());
  const bool saved = request.query.get("said") == "saved";
  return web::html(views::rules_form(
      request, {std::move(*rules), std::nullopt, saved ? "期限と返信先を保存しました" : ""}));
}

web::Response update_rules(web::Request& request) {
  const Rules typed{request.form.get("answer_days"), request.form.get("reply_address")};
  const auto done = save_rules(request.context(), typed);
  if (done) return web::see_other("/office/inquiries/rules?said=saved");
  if (done.error().fault != Fault::invalid) return web::problem(request, done.error());
  return web::show_again(request, views::rules_form(request, {typed, done.error(), ""}));
}

}  // namespace musubi::inquiries::pages
