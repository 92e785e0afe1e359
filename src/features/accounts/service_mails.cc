// service_mails.cc - what the office does with mail: sees whether it went out, sends it again, and,
// for managers, reads a body (without a mail server somebody must hand its words over).
// SECURITY: a body may hold a one-time link into somebody's account. Where mail goes out nobody but
// the recipient reads it; elsewhere the manager does, and each reading of a body is audited.
#include "features/accounts/permissions.h"
#include "features/accounts/service.h"

namespace musubi::accounts {
namespace {

Result<mail::Mail> load_mail(db::Reader& reader, const mail::MailId& id) {
  auto found = mail::find_mail_to_show(reader, id);
  if (!found) {
    return fail(Fault::not_found, "このメールは見つかりません。メールの一覧から選び直してください");
  }
  return std::move(*found);
}

}  // namespace

Result<MailPage> list_mails(const Context& ctx, const mail::Filter& filter) {
  TRY(must(ctx.actor, may::see_mails));
  return ctx.db.read([&](db::Reader& reader) {
    MailPage page;
    page.rows = mail::list_mails(reader, filter);
    for (mail::Mail& row : page.rows) row.body.clear();
    page.undelivered = mail::count_mails(reader, mail::State::undelivered);
    page.failed = mail::count_mails(reader, mail::State::failed);
    return page;
  });
}

Result<mail::Mail> load_visible_mail(const Context& ctx, const mail::MailId& id) {
  TRY(must(ctx.actor, may::see_mails));
  mail::Mail found = TRY(ctx.db.read([&](db::Reader& reader) { return load_mail(reader, id); }));
  found.body.clear();
  return found;
}

Result<mail::Mail> read_mail(const Context& ctx, const mail::MailId& id) {
  TRY(must(ctx.actor, may::read_mails));
  return ctx.db.write([&](db::Tx& tx) -> Result<mail::Mail> {
    mail::Mail found = TRY(load_mail(tx, id));
    TRY(audit::note(tx, ctx, "core.mail.read", {"mail", id.text, ""}));
    return found;
  });
}

Result<void> send_mail_again(const Context& ctx, const mail::MailId& id) {
  TRY(must(ctx.actor, may::send_mails));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(load_mail(tx, id));
    return mail::send_again(ctx, tx, id);
  });
}

}  // namespace musubi::accounts
