// joining.cc - see joining.h: inquiry -> the form of the office's entry, filled in -> application,
// with the link, and that of the prospect it became before, in the transaction of its receipt. The
// form of a listing begins with the same asker (inquiries.h).
// SECURITY: name, address and telephone number of a person go along only where that person agreed
// to it (a form, a member's account) or told the office in person; of a mail they stay behind.
#include "features/inquiries/joining.h"

#include "features/applications/applications.h"
#include "features/inquiries/inquiries.h"
#include "features/inquiries/record.h"
#include "features/inquiries/service.h"
#include "features/inquiries/views.h"
#include "features/recruiting/recruiting.h"

namespace musubi::inquiries {
namespace {

constexpr int kJoiningOrder = 150;
constexpr int kInquiriesShown = 20;
constexpr const char* kApplicationKind = "application";
constexpr const char* kProspectKind = "prospect";

bool may_carry_person(const Inquiry& q) {
  return !q.consent_version.empty() || !q.account_id.empty() || q.channel == "phone" ||
         q.channel == "visit";
}

// As the application came, when the inquiry tells; a form of the site is no way in of an entry.
std::string route_of_channel(std::string_view channel) {
  if (channel == "phone") return "telephone";
  if (channel == "visit" || channel == "mail") return std::string(channel);
  return "";
}

bool is_linkable(const Inquiry& q) { return q.is_counted() && q.erased_on.empty(); }

std::string prospect_of(const Inquiry& q) {
  return q.linked_kind == kProspectKind ? q.linked_id : "";
}

std::optional<Inquiry> find_linkable(const Context& ctx, const std::string& id) {
  if (!can(ctx.actor, may::work_inquiries)) return std::nullopt;
  auto q = ctx.db.read([&](db::Reader& reader) { return store::find_inquiry(reader, id); });
  if (!q || !is_linkable(*q)) return std::nullopt;
  return q;
}

Asker known_asker(const Inquiry& q) {
  Asker out{"問合せ " + inquiry_number(q), views::path_of(q), "", q.organisation_name, "", ""};
  if (!may_carry_person(q)) return out;
  out.name = q.name;
  out.email = q.email;
  out.telephone = q.telephone;
  return out;
}

std::optional<applications::KnownOrigin> find_known(const web::Request& request,
                                                    const std::string& id) {
  const auto q = find_linkable(request.context(), id);
  if (!q) return std::nullopt;
  const Asker asker = known_asker(*q);
  applications::KnownOrigin out;
  out.label = asker.label;
  if (!prospect_of(*q).empty()) out.label += "（見込み先「" + q->linked_label + "」）";
  out.path = asker.path;
  out.intake_route = route_of_channel(q->channel);
  if (q->linked_kind == kApplicationKind) out.entered = {q->linked_id};
  out.fields = {{"name", asker.organisation_name},
                {"contact_name", asker.name},
                {"contact_email", asker.email},
                {"contact_telephone", asker.telephone}};
  return out;
}

Result<void> keep_entered(db::Tx& tx, const Context& ctx, const applications::Application& a,
                          const std::string& id) {
  TRY(must(ctx.actor, may::work_inquiries));
  auto found = store::find_inquiry(tx, id);
  std::string prospect = found ? prospect_of(*found) : "";
  if (found && found->state == "merged") {
    const std::string kept = found->merged_into;
    found = store::find_inquiry(tx, kept);
    if (found && prospect.empty()) prospect = prospect_of(*found);
  }
  // Gone or made anonymous while the form stood open: the application is received all the same.
  if (!found || !is_linkable(*found)) return {};
  if (found->linked_kind == kApplicationKind && found->linked_id != a.id.text) {
    return fail(Fault::conflict, "この問合せからは、受付番号" + found->linked_label +
                                     "の申込みがもう登録されています。問合せを開いて確かめてください");
  }
  // The inquiry keeps one link; the prospect keeps its own to the application.
  if (!prospect.empty()) TRY(recruiting::carry_prospect(tx, ctx, prospect, a.id));
  found->linked_kind = kApplicationKind;
  found->linked_id = a.id.text;
  found->linked_label = a.receipt_no;
  return save(tx, ctx, *found,
              {.action = "inquiries.inquiry.linked",
               .after = {{"linked_kind", kApplicationKind}, {"linked_id", a.id.text}}});
}

web::Html came_of(const web::Request& request, const applications::Application& a) {
  const auto list = request.context().db.read([&](db::Reader& reader) {
    return store::list_inquiries_linked_to(reader, kApplicationKind, a.id.text, kInquiriesShown);
  });
  return views::came_of(list);
}

}  // namespace

std::optional<Asker> find_asker(const Context& ctx, const std::string& id) {
  const auto q = find_linkable(ctx, id);
  if (!q) return std::nullopt;
  return known_asker(*q);
}

void join_desk(applications::Desk& desk) {
  desk.origins.push_back({.name = "inquiry", .find = find_known, .entered = keep_entered});
  desk.panels.push_back(
      {.permission = may::see_inquiries, .order = kJoiningOrder, .show = came_of});
}

}  // namespace musubi::inquiries
