// service_own.cc - what a member's people may see: their own organisation and nothing else. Which
// one is taken from the account, never from the request. SECURITY: no id comes in here.
#include "features/members/service.h"

namespace musubi::members {

Result<OrganisationPage> load_own_organisation(const Context& ctx) {
  TRY(must(ctx.actor, may::see_own_organisation));
  return ctx.db.read([&](db::Reader& reader) -> Result<OrganisationPage> {
    // A merged organisation lives on in the one that stayed; its people look there.
    auto found = store::find_organisation_after_merges(reader, ctx.actor.organisation);
    if (!found) return fail(Fault::not_found, "所属する団体の登録が見つかりません");
    OrganisationPage page;
    page.people = store::list_people(reader, found->id);
    std::erase_if(page.people, [](const Person& person) { return person.left; });
    page.events = store::list_membership_events(reader, found->id);
    page.organisation = std::move(*found);
    page.organisation.note.clear();  // the office's own memo
    return page;
  });
}

}  // namespace musubi::members
