// service_consents.cc - see service_consents.h. The newest row of the ledger decides: お知らせ goes
// unless refused, 会員PR only when given. SECURITY: every token that leads nowhere gets one answer.
#include "features/mailings/service_consents.h"

#include "base/text.h"
#include "core/audit/audit.h"
#include "features/accounts/accounts.h"
#include "features/mailings/consents.h"
#include "features/mailings/permissions.h"
#include "features/mailings/store.h"
#include "features/mailings/text.h"

namespace musubi::mailings {
namespace {

constexpr int kLedgerMost = 50;
constexpr std::size_t kNoteMost = 500;

Failure wrong_link() {
  return fail(Fault::not_found, "このリンクからは手続きできません。メールのリンクが途中で切れていないか"
                                "確かめるか、メールの下にある連絡先にお知らせください");
}

Result<std::string> own_address(const Context& ctx) {
  TRY(must(ctx.actor, may::signed_in));
  return TRY(accounts::load_account(ctx, ctx.actor.account)).login;
}

struct Choice {
  std::string key;
  mail::Class mail_class = mail::Class::news;
  bool wanted = false;
  std::string way, mailing_id = {}, note = {};
};

// Nothing is written when it is as it was.
Result<void> choose(db::Tx& tx, const Context& ctx, const Choice& choice) {
  if (is_wanted(tx, choice.mail_class, choice.key) == choice.wanted) return {};
  Consent row;
  row.id = new_uuid(ctx.now);
  row.address_key = choice.key;
  row.mail_class = choice.mail_class;
  row.decision = choice.wanted ? "given" : "refused";
  row.wording = std::string(kWordingVersion);
  row.way = choice.way;
  row.by_account = ctx.actor.account.text;
  row.by_name = ctx.actor.is_person() ? ctx.actor.name : "";
  row.from_address = ctx.address;
  row.mailing_id = choice.mailing_id;
  row.note = choice.note;
  row.created = ctx.now;
  TRY(store::insert_wording(tx, current_wording(), ctx.now));
  TRY(store::insert_consent(tx, row));
  // The address stays in the ledger; the audit says that and how, not for whom.
  return audit::note(tx, ctx, choice.wanted ? "mailings.consent.given" : "mailings.consent.refused",
                     {"mail_consent", row.id, ""}, nullptr,
                     {{"class", class_name(choice.mail_class)}, {"way", choice.way}});
}

struct Linked {
  Recipient recipient;
  Mailing mailing;
  bool sample = false;
};
Result<Linked> behind(db::Reader& reader, const keys::Locksmith& smith, const std::string& token) {
  const auto named = recipient_of_token(smith, token);
  if (!named) return wrong_link();
  Linked out;
  if (*named == kSample) {
    out.sample = true;
    return out;
  }
  const auto recipient = store::find_recipient(reader, *named);
  const auto mailing =
      recipient ? store::find_mailing(reader, recipient->mailing) : std::nullopt;
  if (!mailing || !mailing->erased_on.empty() || !can_be_stopped(mailing->mail_class)) {
    return wrong_link();
  }
  out.recipient = *recipient;
  out.mailing = *mailing;
  return out;
}

Result<void> choose_by_link(const Context& ctx, const keys::Locksmith& smith,
                            const std::string& token, bool wanted, std::string_view way) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Linked linked = TRY(behind(tx, smith, token));
    if (linked.sample) return {};
    return choose(tx, ctx, {linked.recipient.address_key, linked.mailing.mail_class, wanted,
                            std::string(way), linked.mailing.id.text, ""});
  });
}

Result<std::string> checked_address(const std::string& typed) {
  const auto address = read_email(typed);
  if (address) return address_key(*address);
  return fail_fields({{"address", "メールアドレスを「name@example.jp」の形で入力してください"}});
}

Result<std::string> checked_note(const std::string& typed, const char* label, const char* ask) {
  const std::string words = trim(typed);
  if (words.empty()) return fail_fields({{"note", ask}});
  if (count_characters(words) > kNoteMost) {
    return fail_fields({{"note", std::string(label) + "は500文字以内で入力してください"}});
  }
  return words;
}

}  // namespace

bool is_wanted(db::Reader& reader, mail::Class mail_class, std::string_view key) {
  if (!can_be_stopped(mail_class)) return true;
  const auto newest = store::find_newest_consent(reader, key, mail_class);
  if (!newest) return mail_class == mail::Class::news;
  return newest->decision == "given";
}

std::string reason_against(db::Reader& reader, mail::Class mail_class, std::string_view key) {
  if (store::find_active_suppression(reader, key)) return "suppressed";
  if (is_wanted(reader, mail_class, key)) return "";
  const auto newest = store::find_newest_consent(reader, key, mail_class);
  return newest ? "refused" : "no_consent";
}

std::string objection_to(db::Reader& reader, const mail::Mail& mail) {
  const std::string reason =
      reason_against(reader, mail.mail_class, address_key(mail.to_address));
  return reason.empty() ? "" : std::string(reason_label(reason));
}

Result<Preferences> load_own_preferences(const Context& ctx) {
  Preferences out;
  out.address = TRY(own_address(ctx));
  const std::string key = address_key(out.address);
  ctx.db.read([&](db::Reader& reader) {
    out.news = is_wanted(reader, mail::Class::news, key);
    out.member_pr = is_wanted(reader, mail::Class::member_pr, key);
    out.suppressed = store::find_active_suppression(reader, key).has_value();
    out.ledger = store::list_consents(reader, key, "", kLedgerMost);
  });
  return out;
}

Result<void> save_own_preferences(const Context& ctx, bool news, bool member_pr) {
  const std::string key = address_key(TRY(own_address(ctx)));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(choose(tx, ctx, {key, mail::Class::news, news, "account"}));
    return choose(tx, ctx, {key, mail::Class::member_pr, member_pr, "account"});
  });
}

Result<StopPage> load_stop_page(const Context& ctx, const keys::Locksmith& smith,
                                const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) -> Result<StopPage> {
    const Linked linked = TRY(behind(reader, smith, token));
    StopPage page;
    page.sample = linked.sample;
    if (linked.sample) return page;
    page.mail_class = linked.mailing.mail_class;
    page.masked_address = masked_address(linked.recipient.address, false);
    page.stopped = !is_wanted(reader, page.mail_class, linked.recipient.address_key);
    return page;
  });
}

Result<void> stop_by_link(const Context& ctx, const keys::Locksmith& smith,
                          const std::string& token, std::string_view way) {
  return choose_by_link(ctx, smith, token, false, way);
}

Result<void> resume_by_link(const Context& ctx, const keys::Locksmith& smith,
                            const std::string& token) {
  return choose_by_link(ctx, smith, token, true, "link");
}

Result<void> record_consent(const Context& ctx, const ConsentInput& input) {
  const std::string key = TRY(checked_address(input.address));
  const auto mail_class = class_from_name(input.mail_class);
  if (!mail_class || !can_be_stopped(*mail_class)) {
    return fail_fields({{"mail_class", "お知らせか会員PRを選んでください"}});
  }
  if (input.decision != "given" && input.decision != "refused") {
    return fail_fields({{"decision", "受け取るか、止めるかを選んでください"}});
  }
  const std::string words = TRY(
      checked_note(input.note, "申出の受け方",
                   "いつ、どのように申出を受けたかを入力してください（例：10月28日に電話）"));
  TRY(must(ctx.actor, may::keep_suppressions));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    return choose(tx, ctx, {key, *mail_class, input.decision == "given", "office", "", words});
  });
}

Result<std::vector<Consent>> list_consents(const Context& ctx, const std::string& address,
                                           const std::string& before_id, int most) {
  TRY(must(ctx.actor, may::see_mailings));
  const bool sees = can(ctx.actor, may::see_addresses);
  auto rows = ctx.db.read([&](db::Reader& reader) {
    return store::list_consents(reader, address_key(address), before_id, most);
  });
  for (auto& row : rows) {
    row.address_key = masked_address(row.address_key, sees);
    if (!sees) row.by_name = members::mask_name(row.by_name);
    if (!sees) row.from_address.clear();
    if (!sees) row.note.clear();
  }
  return rows;
}

Result<void> keep_wording(const Context& ctx) {
  return ctx.db.write(
      [&](db::Tx& tx) { return store::insert_wording(tx, current_wording(), ctx.now); });
}

Result<Wording> load_wording(const Context& ctx, const std::string& version) {
  TRY(must(ctx.actor, may::see_mailings));
  auto kept =
      ctx.db.read([&](db::Reader& reader) { return store::find_wording(reader, version); });
  if (kept) return std::move(*kept);
  // Chosen by before the words were kept, and still those of today.
  if (version == kWordingVersion) return current_wording();
  return fail(Fault::not_found, "この版の文面は残っていません。配信の同意の記録から選び直してください");
}

Result<void> add_suppression(const Context& ctx, const SuppressionInput& input) {
  const std::string key = TRY(checked_address(input.address));
  if (input.cause != "hand" && input.cause != "complaint") {
    return fail_fields({{"cause", "理由の種類を選んでください"}});
  }
  const std::string words = TRY(checked_note(input.note, "事情", "送らないことにした事情を入力してください"));
  TRY(must(ctx.actor, may::keep_suppressions));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Suppression row;
    row.id = new_uuid(ctx.now);
    row.address_key = key;
    row.cause = input.cause;
    row.note = words;
    row.made_by_name = ctx.actor.name;
    row.made_at = ctx.now;
    if (!TRY(store::insert_suppression(tx, row))) {
      return fail_fields({{"address", "この宛先は、すでに「送らない宛先」にあります"}});
    }
    return audit::note(tx, ctx, "mailings.suppression.added", {"mail_suppression", row.id, ""},
                       nullptr, {{"cause", row.cause}});
  });
}

Result<void> lift_suppression(const Context& ctx, const std::string& id, const std::string& typed) {
  const std::string words = TRY(checked_note(typed, "また送ってよい理由", "また送ってよいと分かった理由を入力してください"));
  TRY(must(ctx.actor, may::keep_suppressions));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto row = store::find_suppression(tx, id);
    if (!row) return fail(Fault::not_found, "この宛先は見つかりません。一覧から選び直してください");
    row->lifted_note = words;
    row->lifted_by_name = ctx.actor.name;
    row->lifted_at = ctx.now;
    if (TRY(store::update_suppression_lifted(tx, *row)) == 0) return {};
    return audit::note(tx, ctx, "mailings.suppression.lifted", {"mail_suppression", id, ""},
                       nullptr, {{"cause", row->cause}});
  });
}

Result<std::vector<Suppression>> list_suppressions(const Context& ctx, const std::string& state,
                                                   const std::string& before_id, int most) {
  TRY(must(ctx.actor, may::see_mailings));
  const bool sees = can(ctx.actor, may::see_addresses);
  auto rows = ctx.db.read([&](db::Reader& reader) {
    return store::list_suppressions(reader, state == "lifted" ? "lifted" : "active", before_id,
                                    most);
  });
  for (auto& row : rows) {
    row.address_key = masked_address(row.address_key, sees);
    if (!sees) row.note.clear();
    if (!sees) row.lifted_note.clear();
  }
  return rows;
}

}  // namespace musubi::mailings
