// pages_campaigns.cc - campaigns, their codes on paper, and the link that anybody follows.
// See pages.h; no rules here.
#include "features/recruiting/pages.h"

#include "core/keys/qr.h"
#include "features/recruiting/query.h"
#include "features/recruiting/views_campaigns.h"
#include "web/form.h"
#include "web/kit/qr.h"
#include "web/urlencoded.h"

namespace musubi::recruiting::pages {
namespace {

constexpr int kShown = 20;

CampaignId id_of(const web::Request& request) { return {request.param("id")}; }

CampaignInput input_from(const web::Request& request, std::vector<FieldError>& errors) {
  const web::Fields& form = request.form;
  CampaignInput in;
  in.id = id_of(request);
  in.version = number_from(form.get("version"));
  in.code = form.get("code");
  in.name = form.get("name");
  in.starts_on = day_from(form, "starts_on", "始まる日", errors);
  in.ends_on = day_from(form, "ends_on", "終わる日", errors);
  in.channel = form.get("channel");
  in.audience = form.get("audience");
  in.target = form.get("target");
  in.cost_yen = form.get("cost_yen");
  in.note = form.get("note");
  in.sending = web::sending_of(request);
  return in;
}

web::Fields fields_of(const Campaign& c) {
  web::Fields out;
  out.add("name", c.name);
  add_day(out, "starts_on", c.starts_on);
  add_day(out, "ends_on", c.ends_on);
  out.add("channel", c.channel);
  out.add("audience", c.audience);
  out.add("target", c.target ? std::to_string(*c.target) : "");
  out.add("cost_yen", c.cost_yen ? std::to_string(*c.cost_yen) : "");
  out.add("note", c.note);
  return out;
}

// A browser that only looks ahead, and a preview in a chat, is no visitor.
bool is_a_look_ahead(const web::Request& request) {
  const std::string purpose = request.header("sec-purpose") + request.header("purpose");
  return request.method != "GET" || purpose.find("prefetch") != std::string::npos ||
         purpose.find("preview") != std::string::npos;
}

}  // namespace

web::Response show_campaigns(web::Request& request) {
  const Context ctx = request.context();
  views::Campaigns data;
  const std::string after = request.query.get("after_id");
  auto list = list_campaigns(ctx, request.query.get("after_day"), after, kShown);
  if (!list) return web::problem(request, list.error());
  data.list = std::move(*list);
  data.may_manage = can(ctx.actor, may::manage_campaigns);
  if (data.list.more) {
    const Campaign& last = data.list.rows.back().campaign;
    data.next_path = std::string(views::kCampaigns) + "?after_day=" + last.starts_on +
                     "&after_id=" + last.id.text;
  }
  if (!after.empty()) data.first_path = views::kCampaigns;
  return web::html(views::campaigns(request, data));
}

web::Response show_campaign(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_visible_campaign(ctx, id_of(request));
  if (!page) return web::problem(request, page.error());
  views::CampaignDetail data{.page = std::move(*page)};
  data.today = ctx.today();
  data.may_manage = can(ctx.actor, may::manage_campaigns);
  data.sees_prospects = can(ctx.actor, may::see_prospects);
  if (request.query.has("saved")) data.status = "保存しました";
  return web::html(views::campaign(request, data));
}

web::Response show_leaflet(web::Request& request) {
  auto page = load_visible_campaign(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  return web::html(views::leaflet(request, *page));
}

web::Response show_qr(web::Request& request) {
  auto page = load_visible_campaign(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  const Campaign& c = page->row.campaign;
  web::Html drawing = web::kit::qr_code(c.name, page->link);
  return web::download(drawing.markup(), "image/svg+xml", "QR_" + c.code + ".svg");
}

web::Response show_qr_png(web::Request& request) {
  auto page = load_visible_campaign(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  const auto code = keys::qr_modules(page->link);
  CHECK(code.has_value());  // an address and a code of twenty characters
  return web::download(keys::qr_png(*code), "image/png",
                       "QR_" + page->row.campaign.code + ".png");
}

web::Response show_new_campaign(web::Request& request) {
  return web::html(views::campaign_form(request, {}));
}

web::Response create_campaign(web::Request& request) {
  std::vector<FieldError> errors;
  const CampaignInput input = input_from(request, errors);
  auto made = errors.empty() ? recruiting::create_campaign(request.context(), input)
                             : Result<CampaignId>(fail_fields(errors));
  if (made) return web::see_other(views::path_of(*made) + "?saved=1");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  return web::show_again(request, views::campaign_form(request, {.typed = request.form,
                                                                 .error = made.error()}));
}

web::Response show_edit_campaign(web::Request& request) {
  auto page = load_visible_campaign(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  const Campaign& c = page->row.campaign;
  return web::html(views::campaign_form(request, {.id = c.id, .version = c.version,
                                                  .heading_name = c.name,
                                                  .typed = fields_of(c)}));
}

web::Response update_campaign(web::Request& request) {
  const Context ctx = request.context();
  std::vector<FieldError> errors;
  const CampaignInput input = input_from(request, errors);
  auto saved = errors.empty() ? recruiting::update_campaign(ctx, input)
                              : Result<void>(fail_fields(errors));
  if (saved) return web::see_other(views::path_of(input.id) + "?saved=1");
  const bool conflict = saved.error().fault == Fault::conflict;
  if (!conflict && saved.error().fault != Fault::invalid) {
    return web::problem(request, saved.error());
  }
  auto page = load_visible_campaign(ctx, input.id);
  if (!page) return web::problem(request, page.error());
  const Campaign& now = page->row.campaign;
  views::CampaignForm form{.id = input.id, .version = conflict ? now.version : input.version,
                           .heading_name = now.name, .typed = request.form,
                           .error = saved.error()};
  if (conflict) form.is_now = now;
  web::Response again = web::show_again(request, views::campaign_form(request, form));
  if (conflict) again.status = web::status_of(Fault::conflict);
  return again;
}

web::Response open_link(web::Request& request) {
  auto code = open_referral(request.context(), request.param("code"), !is_a_look_ahead(request));
  if (!code) return web::problem(request, code.error());
  if (code->empty()) return web::see_other("/join");
  return web::see_other("/join?ref=" + web::percent_encode(*code));
}

}  // namespace musubi::recruiting::pages
