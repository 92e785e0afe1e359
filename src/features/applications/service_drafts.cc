// service_drafts.cc - from the first page of the form to the receipt number. A draft keeps whatever
// was typed, right or wrong, so that nothing is lost; only what is right becomes an application.
// Whether an address or an organisation is known here is never visible in an answer.
#include <algorithm>

#include "base/text.h"
#include "core/receipts/receipts.h"
#include "core/settings/calendar.h"
#include "features/applications/keeping/keeping.h"
#include "features/applications/consents.h"
#include "features/applications/form.h"
#include "features/applications/links.h"
#include "features/applications/record.h"
#include "features/applications/service.h"

namespace musubi::applications {

const files::Purpose kAttachment{
    "applications.attachment", "入会申込の添付ファイル", 10'000'000,
    "application/pdf image/png image/jpeg "
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document "
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    may::open_application_files, false};

namespace {

constexpr std::string_view kBegun = "applications.draft.begun";
constexpr std::int64_t kDayMs = 24LL * 3'600'000;
constexpr std::int64_t kPressedAgainMs = 10LL * 60'000;
constexpr int kDraftsPerRun = 200;

Failure lost() {
  return fail(Fault::not_found,
              "入力の続きが見つかりません。メールに届いたリンクから続きを開くか、"
              "はじめから入力してください");
}

Failure ended_link() {
  return fail(Fault::not_found,
              "このリンクは、期限が切れているか、正しくありません。メールのリンクが途中で切れていないか"
              "確かめるか、入会案内から、はじめから入力してください");
}

Failure sent_already() {
  return fail(Fault::conflict, "この申込みは、すでに送られています。受付番号をご覧ください");
}

Json read_typed(db::Reader& reader, const ApplicationId& id) {
  Json typed = Json::parse(store::find_typed(reader, id), nullptr, false);
  return typed.is_object() ? typed : Json::object();
}

Result<Draft> draft_of(db::Reader& reader, const std::optional<ApplicationId>& id) {
  if (!id) return lost();
  auto found = store::find_application(reader, *id);
  if (!found) return lost();
  Draft draft{std::move(*found), read_typed(reader, *id), list_files(reader, *id)};
  return draft;
}

// The draft of this cookie, still unsent.
Result<Draft> open_draft(db::Reader& reader, const Context& ctx, const std::string& token) {
  Draft draft = TRY(draft_of(reader, find_by_token(reader, ctx, token, "draft")));
  if (draft.application.state != State::draft) return sent_already();
  return draft;
}

std::string referral_of(const std::string& typed) {
  constexpr std::size_t kMost = 40;
  std::string out;
  for (char c : typed) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '-' || c == '_';
    if (plain && out.size() < kMost) out += c;
  }
  return out;
}

Result<std::string> checked_email(const std::string& typed) {
  auto checked = members::check_field("email", typed);
  if (!checked) return fail_fields({{"email", checked.error().fields.front().says}});
  if (checked->empty()) return fail_fields({{"email", "メールアドレスを入力してください"}});
  return *checked;
}

std::vector<Consent> consents_of(const Draft& draft) {
  std::vector<Consent> out;
  for (const ConsentText& text : consent_texts()) {
    Consent consent;
    consent.kind = text.kind;
    consent.text_version = text.version;
    consent.text_sha256 = sha256_of(text);
    consent.medium = "web";
    consent.agreed_by = trim(typed_text(draft.typed, "contact_name"));
    out.push_back(std::move(consent));
  }
  return out;
}

}  // namespace

Result<DraftToken> start_draft(const Context& ctx, const DraftStart& input) {
  const std::string email = TRY(checked_email(input.email));
  const Context applicant = as_applicant(ctx);
  return ctx.db.write([&](db::Tx& tx) -> Result<DraftToken> {
    if (auto first = receipts::find(tx, applicant, kBegun, input.sending)) {
      return DraftToken{TRY(issue_link(tx, ctx, {*first}, "draft", kDraftCookieHours)).token};
    }
    Application draft;
    draft.id = ApplicationId::make(ctx.now);
    draft.intake_route = "web";
    draft.referral_code = referral_of(input.referral_code);
    draft.email = email;
    draft.version = 1;
    draft.created_at = draft.updated_at = ctx.now;
    Json typed = Json::object();
    set_typed(typed, "contact_email", email);
    TRY(store::insert_application(tx, draft, typed.dump()));
    TRY(note(tx, applicant, draft, {.action = kBegun}));
    TRY(tell_followers(tx, applicant, draft));
    TRY(send_resume_letter(tx, applicant, draft.id, email));
    TRY(receipts::keep(tx, applicant, kBegun, input.sending, draft.id.text));
    return DraftToken{TRY(issue_link(tx, ctx, draft.id, "draft", kDraftCookieHours)).token};
  });
}

Result<Draft> load_draft(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) -> Result<Draft> {
    return draft_of(reader, find_by_token(reader, ctx, token, "draft"));
  });
}

Result<Draft> load_resumed(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) -> Result<Draft> {
    auto draft = draft_of(reader, find_by_token(reader, ctx, token, "resume"));
    if (!draft) return ended_link();
    return draft;
  });
}

Result<DraftToken> resume_draft(const Context& ctx, const std::string& token) {
  return ctx.db.write([&](db::Tx& tx) -> Result<DraftToken> {
    const auto link = find_live_link(tx, ctx, token, "resume");
    if (!link) return ended_link();
    const auto draft = draft_of(tx, link->application_id);
    if (!draft) return ended_link();
    const Application& a = draft->application;
    if (!a.email_verified && proves_address(*link, a)) {
      TRY(store::update_email_verified(tx, a.id, ctx.now));
      TRY(note(tx, as_applicant(ctx), a, {.action = "applications.application.email_verified"}));
    }
    return DraftToken{TRY(issue_link(tx, ctx, a.id, "draft", kDraftCookieHours)).token};
  });
}

Result<void> save_step(const Context& ctx, const std::string& token, const std::string& slug,
                       const Typed& typed) {
  const Step* step = find_step(slug);
  if (step == nullptr) return fail(Fault::not_found, "この画面は見つかりません");
  const auto keep = [&](db::Tx& tx) -> Result<Json> {
    Draft draft = TRY(open_draft(tx, ctx, token));
    const Json before = draft.typed;
    for (const FormField& field : step->fields) set_typed(draft.typed, field.name, "");
    for (const auto& [name, text] : typed) {
      const FormField* field = find_form_field(name);
      const bool here = field != nullptr &&
                        std::any_of(step->fields.begin(), step->fields.end(),
                                    [&](const FormField& f) { return f.name == field->name; });
      if (here) set_typed(draft.typed, name, text);
    }
    std::string email = draft.application.email;
    const auto said = members::check_field("email", typed_text(draft.typed, "contact_email"));
    const bool moved = said && !said->empty() && *said != email;
    // A second press: nothing is new, and the draft was touched a moment ago.
    const std::int64_t age_ms = ctx.now.ms - draft.application.updated_at.ms;
    if (draft.typed == before && !moved && age_ms < kPressedAgainMs) return draft.typed;
    if (moved) email = *said;
    const Context applicant = as_applicant(ctx);
    TRY(store::update_typed(tx, draft.application.id, draft.typed.dump(), email, ctx.now));
    TRY(note(tx, applicant, draft.application,
             {.action = "applications.draft.saved", .after = {{"step", slug}}}));
    // Another address than at the start: it has to be proved as the first one was.
    if (moved) TRY(send_resume_letter(tx, applicant, draft.application.id, email));
    return draft.typed;
  };
  const Json kept = TRY(ctx.db.write(keep));
  auto errors = check_step(kept, *step);
  if (!errors.empty()) return fail_fields(std::move(errors));
  return {};
}

Result<std::vector<files::Staged>> stage_all(const std::vector<Incoming>& incoming) {
  std::vector<files::Staged> out;
  for (const Incoming& file : incoming) {
    out.push_back(TRY(files::stage(file.path, file.filename, kAttachment)));
  }
  return out;
}

Result<void> add_file(const Context& ctx, const std::string& token, const Incoming& file) {
  // Before the disk is touched: only who holds a draft may store anything.
  const Draft seen = TRY(load_draft(ctx, token));
  if (seen.application.state != State::draft) return sent_already();
  if (static_cast<int>(seen.files.size()) >= kFilesMost) {
    return fail_fields({{"file", "添付できるのは5つまでです。どれかを外してから選んでください"}});
  }
  const auto staged = TRY(stage_all({file}));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Draft draft = TRY(open_draft(tx, ctx, token));
    if (static_cast<int>(draft.files.size()) >= kFilesMost) {
      return fail_fields({{"file", "添付できるのは5つまでです。どれかを外してから選んでください"}});
    }
    for (const auto& one : draft.files) {  // sent twice
      if (one.file.sha256 == staged[0].sha256) return {};
    }
    const Context applicant = as_applicant(ctx);
    const files::File taken = TRY(files::take(applicant, tx, staged[0], kAttachment));
    TRY(store::insert_file(tx, draft.application.id, {new_uuid(ctx.now), taken.id, {}, ctx.now}));
    return {};
  });
}

Result<void> remove_file(const Context& ctx, const std::string& token, const std::string& row_id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Draft draft = TRY(open_draft(tx, ctx, token));
    for (const auto& one : draft.files) {
      if (one.id != row_id) continue;
      TRY(store::delete_file(tx, draft.application.id, row_id));
      TRY(files::remove(as_applicant(ctx), tx, one.file.id, "申込者が外した"));
    }
    return {};
  });
}

std::vector<FieldError> missing_in(const Draft& draft) { return check_all(draft.typed, {}); }

std::string receipt_no_of(Date day, std::int64_t number) {
  constexpr int kReiwaBegins = 2018;  // 令和n年 = 西暦 - 2018 (C-9)
  std::string digits = std::to_string(number);
  while (digits.size() < 4) digits.insert(digits.begin(), '0');
  return "R" + std::to_string(fiscal_year(day) - kReiwaBegins) + "-" + digits;
}

Result<Application> receive(db::Tx& tx, const Context& ctx, Application application,
                            const std::vector<Consent>& consents, bool is_new,
                            const std::string& typed) {
  const auto day = parse_iso_date(application.received_on);
  CHECK(day.has_value());
  const auto number = store::find_highest_receipt_number(tx, fiscal_year(*day)) + 1;
  application.receipt_no = receipt_no_of(*day, number);
  application.due_on =
      iso(settings::find_calendar(tx).add_business_days(*day, standard_days(tx)));
  application.received_at = application.updated_at = ctx.now;
  application.state = State::received;
  if (is_new) {
    application.created_at = ctx.now;
    application.version = 1;
    TRY(store::insert_application(tx, application, typed));
  }
  TRY(store::replace_people(tx, application.id, application.people, ctx.now));
  for (Consent consent : consents) {
    if (consent.medium == "web") {
      consent.agreed_at = ctx.now;
      consent.address = ctx.address;
    }
    TRY(keep_consent(tx, application.id, consent, ctx.now));
  }
  Change change{.action = kReceived};
  change.after = {{"receipt_no", application.receipt_no},
                  {"name", application.organisation.name},
                  {"intake_route", application.intake_route},
                  {"received_on", application.received_on},
                  {"consents", static_cast<std::int64_t>(consents.size())}};
  application = TRY(record_application(tx, ctx, std::move(application), change));
  TRY(send_receipt_letter(tx, ctx, application));
  TRY(outbox::later(tx, ctx.now, kReceived, {{"id", application.id.text}}));
  return application;
}

Result<Draft> submit_draft(const Context& ctx, const std::string& token) {
  return ctx.db.write([&](db::Tx& tx) -> Result<Draft> {
    Draft draft = TRY(draft_of(tx, find_by_token(tx, ctx, token, "draft")));
    if (draft.application.state != State::draft) return draft;  // pressed twice
    auto errors = missing_in(draft);
    if (!errors.empty()) return fail_fields(std::move(errors));
    Application application = draft.application;
    fill(application, draft.typed);
    application.received_on = iso(ctx.today());
    draft.application = TRY(receive(tx, as_applicant(ctx), std::move(application),
                                    consents_of(draft), false, {}));
    return draft;
  });
}

Result<void> discard_draft(const Context& ctx, const std::string& token) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Draft draft = TRY(open_draft(tx, ctx, token));
    const Context applicant = as_applicant(ctx);
    for (const auto& one : draft.files) {
      TRY(files::remove(applicant, tx, one.file.id, "申込者が下書きを消した"));
    }
    TRY(note(tx, applicant, draft.application, {.action = "applications.draft.discarded"}));
    return store::delete_draft(tx, draft.application.id);
  });
}

Result<void> pause_draft(const Context& ctx, const std::string& token) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Draft draft = TRY(open_draft(tx, ctx, token));
    const Context applicant = as_applicant(ctx);
    TRY(send_resume_letter(tx, applicant, draft.application.id, draft.application.email));
    TRY(note(tx, applicant, draft.application, {.action = "applications.draft.paused"}));
    return store::delete_links(tx, draft.application.id, "draft");
  });
}

Result<std::int64_t> delete_old_drafts(const Context& ctx) {
  const Instant before{ctx.now.ms - kDraftDays * kDayMs};
  // A demo keeps the drafts of its story; those of its visitors are of the real clock.
  const Instant from = ctx.pretended_today
                           ? start_of_day_in_japan(add_days(*ctx.pretended_today, 1))
                           : Instant{};
  return ctx.db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    const auto old = store::list_drafts_between(tx, from, before, kDraftsPerRun);
    for (const ApplicationId& id : old) {
      const retention::Item item{id.text, "", ctx.today(), "", ""};
      if (retention::find_hold_on(tx, kDraftKind, item, ctx.today())) continue;
      Application gone;
      gone.id = id;
      for (const auto& one : store::list_file_rows(tx, id)) {
        const auto file = files::find_file(tx, one.file_id);
        if (!file || file->state == files::State::removed) continue;
        TRY(files::remove(ctx, tx, one.file_id, "下書きの期限"));
      }
      TRY(note(tx, ctx, gone, {.action = "applications.draft.expired"}));
      TRY(store::delete_draft(tx, id));
    }
    TRY(store::delete_links_before(tx, ctx.now));
    TRY(store::delete_letters_before(tx, Instant{ctx.now.ms - 2 * kDayMs}));
    return static_cast<std::int64_t>(old.size());
  });
}

}  // namespace musubi::applications
