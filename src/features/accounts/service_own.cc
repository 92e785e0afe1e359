// service_own.cc - what people do with their own account, and what the office reads of the audit
// and the outbox. A password is asked again before anything that could lock its owner out.
#include "base/text.h"
#include "core/files/parcel.h"
#include "features/accounts/permissions.h"
#include "features/accounts/search_index.h"
#include "features/accounts/service_factors.h"
#include "features/accounts/throttle.h"

namespace musubi::accounts {
namespace {

Result<store::Secrets> load_own(const Context& ctx) {
  TRY(must(ctx.actor, may::signed_in));
  return ctx.db.read([&](db::Reader& reader) -> Result<store::Secrets> {
    auto secrets = store::find_secrets(reader, ctx.actor.account.text);
    if (!secrets) return fail(Fault::unauthenticated, "もう一度ログインしてください");
    return *secrets;
  });
}

// SECURITY: a stolen session must not become a place to guess the password.
Result<void> must_know_password(const Context& ctx, Locksmith& smith, const store::Secrets& own,
                                const std::string& password) {
  const std::vector<throttle::Key> keys{
      throttle::account_and_address(own.account.login, ctx.address)};
  TRY(ctx.db.read(
      [&](db::Reader& reader) { return throttle::check(reader, keys, ctx.now); }));
  if (TRY(smith.password_is_right(password, own.password_hash))) return {};
  const auto refuse = [&](db::Tx& tx) -> Result<void> {
    TRY(throttle::count_failure(tx, keys, ctx.now));
    return audit::note(tx, ctx, "accounts.password.refused",
                       {"account", own.account.id.text, own.account.organisation.text});
  };
  TRY(ctx.db.write(refuse));
  return fail_fields({{"current_password", "今のパスワードが違います。もう一度入力してください"}});
}

// SECURITY: what a feature has not described counts as personal (web::Words::is_personal).
void mask_fields(const web::Words& words, const std::string& noun, Json& values) {
  if (values.is_null()) return;
  if (!values.is_object()) {
    values = nullptr;
    return;
  }
  for (auto& [field, value] : values.items()) {
    const bool empty = value.is_null() || (value.is_string() && value.get<std::string>().empty());
    if (!empty && words.is_personal(noun, field)) value = "（伏せています）";
  }
}

void mask_entry(const web::Words& words, audit::Entry& entry) {
  mask_fields(words, entry.noun, entry.before);
  mask_fields(words, entry.noun, entry.after);
}

}  // namespace

Result<void> confirm_own_password(const Context& ctx, Locksmith& smith,
                                  const std::string& current_password) {
  const store::Secrets own = TRY(load_own(ctx));
  if (current_password.empty()) {
    return fail_fields({{"current_password", "今のパスワードを入力してください"}});
  }
  return must_know_password(ctx, smith, own, current_password);
}

Result<void> change_own_name(const Context& ctx, const std::string& typed) {
  const std::string name = trim(typed);
  if (name.empty()) return fail_fields({{"name", "お名前を入力してください"}});
  if (count_characters(name) > 100) {
    return fail_fields({{"name", "お名前は100文字以内で入力してください"}});
  }
  const store::Secrets own = TRY(load_own(ctx));
  if (own.account.name == name) return {};
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::update_name(tx, own.account.id.text, name, ctx.now));
    TRY(index_account(tx, own.account.id));
    return audit::note(tx, ctx, "accounts.name.changed",
                       {"account", own.account.id.text, own.account.organisation.text},
                       Json{{"name", own.account.name}}, Json{{"name", name}});
  });
}

Result<void> change_own_password(const Context& ctx, Locksmith& smith, const PasswordChange& input,
                                 const std::string& session_id) {
  const store::Secrets own = TRY(load_own(ctx));
  auto errors = password_errors(input.password, own.account.login, own.account.name);
  if (input.current_password.empty()) {
    errors.insert(errors.begin(), {"current_password", "今のパスワードを入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must_know_password(ctx, smith, own, input.current_password));
  const std::string hash = TRY(smith.hash_password(input.password.password));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::update_password(tx, own.account.id.text, hash, ctx.now));
    TRY(store::delete_devices_of(tx, own.account.id.text));
    TRY(sessions::end_others_of(tx, ctx, own.account.id, session_id));
    TRY(audit::note(tx, ctx, "accounts.password.changed",
                    {"account", own.account.id.text, own.account.organisation.text}));
    return tell_owner(tx, ctx.now, own.account.id,
                      "パスワードを変えました。ほかの機器では、ログインが終わっています。");
  });
}

Result<void> end_other_sessions(const Context& ctx, const std::string& kept_session_id) {
  TRY(must(ctx.actor, may::signed_in));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(sessions::end_others_of(tx, ctx, ctx.actor.account, kept_session_id));
    return {};
  });
}

Result<std::string> begin_own_enrolment(const Context& ctx, Locksmith& smith,
                                        const std::string& current_password) {
  const store::Secrets own = TRY(load_own(ctx));
  TRY(confirm_own_password(ctx, smith, current_password));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    const std::string sealed = smith.seal(Locksmith::make_totp_secret(), own.account.id.text);
    TRY(audit::note(tx, ctx, "accounts.authenticator.offered",
                    {"account", own.account.id.text, own.account.organisation.text}));
    return insert_step(tx, ctx, own.account.id, sealed, "/account");
  });
}

Result<audit::Found> list_audit(const Context& ctx, const web::Words& words,
                                             audit::Filter filter) {
  TRY(must(ctx.actor, may::see_audit));
  const bool masks = !can(ctx.actor, may::see_audited_values);
  if (masks) filter.words_in_values = false;
  auto found =
      ctx.db.read([&](db::Reader& reader) { return audit::find_entries(reader, filter); });
  if (masks) {
    for (audit::Entry& entry : found.entries) mask_entry(words, entry);
  }
  return found;
}

Result<std::shared_ptr<const files::Parcel>> export_audit(const Context& ctx,
                                                          const web::Words& words,
                                                          audit::Filter filter,
                                                          const std::string& purpose,
                                                          std::int64_t most) {
  TRY(must(ctx.actor, may::see_audit));
  audit::Mask mask;
  if (!can(ctx.actor, may::see_audited_values)) {
    filter.words_in_values = false;
    mask = [&words](audit::Entry& entry) { mask_entry(words, entry); };
  }
  const std::string stated = trim(purpose);
  if (count_characters(stated) < 4) {
    return fail_fields({{"purpose", "書き出す目的を、ひとことで入力してください（例：令和6年度の検査）"}});
  }
  const std::shared_ptr<files::Parcel> parcel = TRY(files::Parcel::make());
  const std::int64_t rows = ctx.db.read([&](db::Reader& reader) {
    return audit::export_entries(reader, filter, audit::Form::csv, most + 1,
                                 [&](std::string_view line) { parcel->write(line); }, mask);
  });
  if (rows > most) {
    return fail(Fault::too_large, thousands(most) + "行を超えるため、書き出しませんでした。"
                                      "期間などの条件を足して、分けて書き出してください");
  }
  TRY(parcel->seal());
  TRY(ctx.db.write([&](db::Tx& tx) {
    return audit::note(tx, ctx, "audit.entries.exported", {"audit", "", ""}, nullptr,
                       Json{{"rows", rows}}, stated);
  }));
  return std::shared_ptr<const files::Parcel>(parcel);
}

Result<std::vector<outbox::Letter>> list_outbox(const Context& ctx, const std::string& state,
                                                const std::string& before_id, int most) {
  TRY(must(ctx.actor, may::see_outbox));
  return ctx.db.read([&](db::Reader& reader) {
    return outbox::list_letters(reader, state, most, before_id);
  });
}

Result<void> retry_outbox(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::retry_outbox));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto letter = outbox::find_letter(tx, id);
    if (letter && letter->state == "dead" && letter->topic == mail::kTopic) {
      TRY(mail::wait_again(ctx, tx, mail::MailId{letter->key}));
    }
    return outbox::retry_letter(ctx, tx, id);
  });
}

}  // namespace musubi::accounts
