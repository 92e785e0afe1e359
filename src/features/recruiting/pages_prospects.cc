// pages_prospects.cc - the list, the board and one prospect: shown, made, changed, moved.
// Each handler reads the form into the service's input and shows the answer; rules live there.
#include "features/recruiting/pages.h"
#include "features/recruiting/query.h"
#include "features/recruiting/service_campaigns.h"
#include "features/recruiting/views.h"
#include "web/app.h"
#include "web/form.h"

namespace musubi::recruiting::pages {
namespace {

ProspectId id_of(const web::Request& request) { return {request.param("id")}; }

web::Response to(const ProspectId& id, const std::string& message) {
  return web::see_other(views::path_of(id) + "?message=" + message);
}

std::string words_for(const std::string& message) {
  if (message == "saved") return "保存しました";
  if (message == "moved") return "段階を変えました";
  if (message == "recorded") return "記録しました";
  if (message == "linked") return "結びつけました";
  if (message == "unlinked") return "結びつきを外しました";
  return "";
}

// Every field of the form; days as they are stored.
Typed typed_from(const web::Fields& form, std::vector<FieldError>& errors) {
  Typed out;
  for (const auto& [name, value] : typed_of(Prospect{})) {
    if (name == "next_action_on") {
      out.emplace_back(name, day_from(form, name, "次にする日", errors));
    } else if (form.has(name)) {
      out.emplace_back(name, form.get(name));
    }
  }
  return out;
}

web::Fields fields_of(const Prospect& prospect) {
  web::Fields out;
  for (const auto& [name, text] : typed_of(prospect)) {
    if (name == "next_action_on") add_day(out, name, text);
    else out.add(name, text);
  }
  return out;
}

bool comes_back(Fault fault) { return fault == Fault::invalid || fault == Fault::conflict; }

Result<std::vector<Owner>> owners_for(const web::Request& request) {
  return list_owners(request.context());
}

}  // namespace

web::Response show_list(web::Request& request) {
  const Context ctx = request.context();
  views::List list;
  list.today = ctx.today();
  list.filter = filter_from(request.query, ctx.actor, list.today);
  list.words = request.query.get("q");
  list.query = query_without_paging(request.query);
  list.me = ctx.actor.account.text;
  auto found = list_prospects(ctx, list.filter, list.words);
  if (!found) return web::problem(request, found.error());
  list.list = std::move(*found);
  auto owners = owners_for(request);
  if (!owners) return web::problem(request, owners.error());
  list.owners = std::move(*owners);
  const std::string base = views::kList + (list.query.empty() ? "" : "?" + list.query);
  if (list.list.more) {
    const Prospect& last = list.list.rows.back();
    const bool due = list.filter.order == store::Order::due;
    list.next_path = base + (list.query.empty() ? "?" : "&") + "after_value=" +
                     (due ? last.next_action_on : std::to_string(last.updated_at.ms)) +
                     "&after_id=" + last.id.text;
  }
  if (!list.filter.after_id.empty()) list.first_path = base;
  return web::html(views::list(request, list));
}

web::Response show_board(web::Request& request) {
  auto board = load_board(request.context());
  if (!board) return web::problem(request, board.error());
  return web::html(views::board(request, *board));
}

web::Response show_prospect(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_visible_prospect(ctx, id_of(request));
  if (!page) return web::problem(request, page.error());
  views::Detail detail{.page = std::move(*page)};
  detail.status = words_for(request.query.get("message"));
  detail.today = ctx.today();
  const std::string& campaign = detail.page.prospect.campaign_id;
  if (!campaign.empty()) detail.campaign_name = label_in(campaign_choices(ctx), campaign);
  return web::html(views::detail(request, detail));
}

web::Response show_new_prospect(web::Request& request) {
  auto owners = owners_for(request);
  if (!owners) return web::problem(request, owners.error());
  views::ProspectForm form{.owners = std::move(*owners),
                           .campaigns = campaign_choices(request.context())};
  form.typed.add("owner_id", request.actor.account.text);
  return web::html(views::prospect_form(request, form));
}

web::Response create_prospect(web::Request& request) {
  const Context ctx = request.context();
  std::vector<FieldError> errors;
  NewProspect input;
  input.typed = typed_from(request.form, errors);
  input.confirmed = !request.form.get("confirmed").empty();
  input.sending = web::sending_of(request);
  Result<ProspectId> made = errors.empty() ? recruiting::create_prospect(ctx, input)
                                           : Result<ProspectId>(fail_fields(errors));
  if (made) return to(*made, "saved");
  if (made.error().fault != Fault::invalid) return web::problem(request, made.error());
  auto owners = owners_for(request);
  if (!owners) return web::problem(request, owners.error());
  views::ProspectForm form{.typed = request.form, .owners = std::move(*owners),
                           .campaigns = campaign_choices(ctx), .error = made.error()};
  if (!web::kit::error_at(made.error(), "confirmed").empty() || input.confirmed) {
    auto alike = find_alike(ctx, input.typed);
    if (alike) form.alike = std::move(*alike);
  }
  return web::show_again(request, views::prospect_form(request, form));
}

web::Response show_edit_prospect(web::Request& request) {
  auto page = load_visible_prospect(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  auto owners = owners_for(request);
  if (!owners) return web::problem(request, owners.error());
  const Prospect& p = page->prospect;
  return web::html(views::prospect_form(
      request, {.id = p.id, .version = p.version, .heading_name = p.organisation.name,
                .typed = fields_of(p), .owners = std::move(*owners),
                .campaigns = campaign_choices(request.context())}));
}

web::Response update_prospect(web::Request& request) {
  const Context ctx = request.context();
  std::vector<FieldError> errors;
  ProspectEdit input{.id = id_of(request)};
  input.version = number_from(request.form.get("version"));
  input.typed = typed_from(request.form, errors);
  Result<void> saved = errors.empty() ? recruiting::update_prospect(ctx, input)
                                      : Result<void>(fail_fields(errors));
  if (saved) return to(input.id, "saved");
  const Error error = saved.error();
  if (!comes_back(error.fault)) return web::problem(request, error);
  auto page = load_visible_prospect(ctx, input.id);
  if (!page) return web::problem(request, page.error());
  auto owners = owners_for(request);
  if (!owners) return web::problem(request, owners.error());
  const bool conflict = error.fault == Fault::conflict;
  views::ProspectForm form{.id = input.id, .version = input.version,
                           .heading_name = page->prospect.organisation.name,
                           .typed = request.form, .owners = std::move(*owners),
                           .campaigns = campaign_choices(ctx), .error = error};
  // After a conflict the next save is against what is there now; what was typed stays typed.
  if (conflict) {
    form.version = page->prospect.version;
    form.is_now = page->prospect;
  }
  web::Response again = web::show_again(request, views::prospect_form(request, form));
  if (conflict) again.status = web::status_of(Fault::conflict);
  return again;
}

web::Response show_stage(web::Request& request) {
  auto page = load_visible_prospect(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  if (stages_from(page->prospect.stage).empty()) return to(page->prospect.id, "");
  return web::html(views::stage_form(request, {.prospect = page->prospect}));
}

web::Response update_stage(web::Request& request) {
  const Context ctx = request.context();
  std::vector<FieldError> errors;
  StageMove input{.id = id_of(request)};
  input.version = number_from(request.form.get("version"));
  input.stage = request.form.get("stage");
  input.lost_reason = request.form.get("lost_reason");
  input.lost_note = request.form.get("lost_note");
  input.happened_on = day_from(request.form, "happened_on", "日付", errors);
  Result<void> moved =
      errors.empty() ? move_prospect(ctx, input) : Result<void>(fail_fields(errors));
  if (moved) return to(input.id, "moved");
  if (!comes_back(moved.error().fault)) return web::problem(request, moved.error());
  auto page = load_visible_prospect(ctx, input.id);
  if (!page) return web::problem(request, page.error());
  const bool conflict = moved.error().fault == Fault::conflict;
  if (conflict && stages_from(page->prospect.stage).empty()) {
    return web::problem(request, moved.error());
  }
  views::StageForm form{.prospect = page->prospect, .typed = request.form,
                        .error = moved.error()};
  web::Response again = web::show_again(request, views::stage_form(request, form));
  if (conflict) again.status = web::status_of(Fault::conflict);
  return again;
}

web::Response create_member_link(web::Request& request) {
  auto linked = link_member(request.context(), id_of(request), {request.form.get("member")},
                            number_from(request.form.get("version")));
  if (!linked) return web::problem(request, linked.error());
  return to(id_of(request), "linked");
}

}  // namespace musubi::recruiting::pages
