// leads.cc - a prospect that another feature begins: see begin_prospect in recruiting.h. The rules
// are those of the office's own form (service_prospects.cc); nothing is decided here.
#include "features/recruiting/recruiting.h"
#include "features/recruiting/service.h"

namespace musubi::recruiting {

Result<std::string> begin_prospect(const Context& ctx, const Lead& lead) {
  NewProspect input;
  input.typed = {{"name", lead.organisation_name},
                 {"contact_name", lead.contact_name},
                 {"contact_email", lead.contact_email},
                 {"contact_telephone", lead.contact_telephone},
                 {"source", "telephone"},
                 {"source_note", lead.source_note}};
  input.sending = lead.sending;
  const auto made = create_prospect(ctx, input);
  if (made) return made->text;
  const Error& error = made.error();
  if (error.fields.size() == 1 && error.fields.front().field == "confirmed") {
    return fail(Fault::conflict,
                "同じ団体かもしれない会員・申込み・見込み先があります。「会員募集」の画面で確かめてから登録してください");
  }
  return fail(error);
}

}  // namespace musubi::recruiting
