// service_own.cc - a member's administrator changes what takes effect at once: how to reach the
// organisation and who its contact people are. See service.h.
#include "base/text.h"
#include "core/receipts/receipts.h"
#include "features/changes/service.h"

namespace musubi::changes {
namespace {

constexpr std::string_view kNewPerson = "changes.person.created";

Result<members::Registration> own_registration(db::Reader& reader, const Context& ctx) {
  auto found = members::find_registration(reader, ctx.actor.organisation);
  if (ctx.actor.organisation.empty() || !found) {
    return fail(Fault::not_found,
                "所属する団体の登録が見つかりません。事務局にお知らせください");
  }
  return std::move(*found);
}

// What a member may set of a person; 会員管理者 follows the accounts, not this form.
members::TypedFields person_values(const members::TypedFields& typed) {
  members::TypedFields out;
  for (const auto& [field, text] : typed) {
    if (field != "is_administrator") out.emplace_back(field, text);
  }
  return out;
}

}  // namespace

Result<OwnPage> load_own(const Context& ctx) {
  TRY(must(ctx.actor, may::see_own_organisation));
  return ctx.db.read([&](db::Reader& reader) -> Result<OwnPage> {
    OwnPage page{TRY(own_registration(reader, ctx)), {}};
    page.registration.organisation.note.clear();
    if (can(ctx.actor, may::change_own)) {
      page.requests = store::list_requests_of(reader, page.registration.organisation.id, {}, 5);
    }
    return page;
  });
}

Result<void> change_contact_details(const Context& ctx, const ContactDetails& input) {
  members::TypedFields values;
  for (const auto& [field, text] : input.values) {
    const OwnField* known = find_own_field(field);
    if (known != nullptr && known->weight == Weight::free) values.emplace_back(field, text);
  }
  TRY(must(ctx.actor, may::change_own));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto own = TRY(own_registration(tx, ctx));
    if (!input.shown.empty() && !(input.shown == own.organisation.id)) {
      return fail(Fault::conflict, "開いているあいだに、団体の登録が「" + own.organisation.name +
                                       "」に統合されました。団体の登録内容を確かめてから、"
                                       "もう一度保存してください");
    }
    return members::change_registration(tx, ctx, own.organisation.id, input.version, values,
                                        {"", "会員管理者による変更", ""});
  });
}

Result<void> save_own_person(const Context& ctx, const OwnPerson& input) {
  TRY(must(ctx.actor, may::change_own));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (input.id.empty() && receipts::find(tx, ctx, kNewPerson, input.sending)) return {};
    const auto own = TRY(own_registration(tx, ctx));
    const members::PersonChange change{own.organisation.id, input.id, input.version,
                                       person_values(input.values), false};
    const auto id = TRY(members::change_person(tx, ctx, change, {"", "会員管理者による変更", ""}));
    if (!input.id.empty()) return {};
    return receipts::keep(tx, ctx, kNewPerson, input.sending, id.text);
  });
}

Result<void> retire_own_person(const Context& ctx, const members::PersonId& id) {
  TRY(must(ctx.actor, may::change_own));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto own = TRY(own_registration(tx, ctx));
    if (own.people.size() == 1 && own.people.front().id == id) {
      return fail(Fault::conflict, "最後の担当者は外せません。先に新しい担当者を加えてください");
    }
    const members::PersonChange change{own.organisation.id, id, 0, {}, true};
    TRY(members::change_person(tx, ctx, change, {"", "会員管理者による変更", ""}));
    return {};
  });
}

}  // namespace musubi::changes
