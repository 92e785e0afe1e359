// service_office.cc - the office's side: the queue, one application with everything, taking it on,
// asking for 補正, entering paper and telephone applications, withdrawing on somebody's behalf.
#include <algorithm>

#include "base/text.h"
#include "core/receipts/receipts.h"
#include "core/settings/calendar.h"
#include "features/applications/consents.h"
#include "features/applications/form.h"
#include "features/applications/keeping/keeping.h"
#include "features/applications/links.h"
#include "features/applications/record.h"
#include "features/applications/service.h"

namespace musubi::applications {
namespace {

constexpr std::string_view kEntered = "applications.application.entered";
constexpr int kSearchMost = 500;  // hits that the filters may then narrow
constexpr int kAccountsMost = 100;
constexpr std::size_t kCheckMost = 200;

// Free text may name anybody: it counts as personal data.
void mask(Application& application) {
  members::Organisation& o = application.organisation;
  o.note.clear();
  o.representative_name = members::mask_name(o.representative_name);
  application.email = members::mask_email(application.email);
  if (!application.email_check.empty()) application.email_check = "（事務局だけが読みます）";
  for (auto& person : application.people) {
    person.name = members::mask_name(person.name);
    person.name_kana = members::mask_name(person.name_kana);
    person.email = members::mask_email(person.email);
    person.telephone = members::mask_telephone(person.telephone);
  }
}

std::vector<std::string> visible_to(const Actor& actor) {
  std::vector<std::string> out;
  if (can(actor, may::see_applications)) out.emplace_back("office");
  return out;
}

bool is_route(const std::string& route) {
  return route == "paper" || route == "telephone" || route == "mail" || route == "visit";
}

std::vector<Consent> consents_on_paper(const std::vector<std::string>& kinds,
                                       const std::string& medium, const std::string& who,
                                       Date day) {
  std::vector<Consent> out;
  for (const ConsentText& text : consent_texts()) {
    if (std::find(kinds.begin(), kinds.end(), text.kind) == kinds.end()) continue;
    Consent consent;
    consent.kind = text.kind;
    consent.text_version = text.version;
    consent.text_sha256 = sha256_of(text);
    consent.medium = medium;
    consent.agreed_by = who;
    consent.agreed_at = start_of_day_in_japan(day);  // of a paper the day is known, no hour
    out.push_back(std::move(consent));
  }
  return out;
}

// A consent is to words, and nobody agreed to them before they were there. Empty: all is well.
std::string too_early(const std::vector<std::string>& kinds, Date day) {
  for (const ConsentText& text : consent_texts()) {
    const auto first = parse_iso_date(std::string(text.version) + "-01");
    const bool given = std::find(kinds.begin(), kinds.end(), text.kind) != kinds.end();
    if (given && first && day < *first) {
      return "「" + std::string(text.title) + "」のいまの文面は" + wareki_month(*first) +
             "からのものです。それより前の日付の同意は記録できません。書面の日付を確かめてください";
    }
  }
  return "";
}

// What is not among the application's files yet.
std::vector<files::Staged> new_copies(db::Reader& reader, const ApplicationId& id,
                                      const std::vector<files::Staged>& staged) {
  std::vector<files::Staged> out;
  const auto rows = store::list_file_rows(reader, id);
  for (const files::Staged& one : staged) {
    const bool kept = std::any_of(rows.begin(), rows.end(), [&](const store::FileRow& row) {
      const auto file = files::find_file(reader, row.file_id);
      return file && file->sha256 == one.sha256;
    });
    if (!kept) out.push_back(one);
  }
  return out;
}

std::string check_defect(const std::string& how) {
  if (count_characters(how) <= kCheckMost) return "";
  return "確かめ方は200文字以内で入力してください";
}

Result<void> keep_check(db::Tx& tx, const Context& ctx, const Application& application,
                        const std::string& how) {
  TRY(store::update_email_verified(tx, application.id, ctx.now, {how, ctx.actor.name}));
  return note(tx, ctx, application,
              {.action = "applications.application.email_checked", .reason = how});
}

std::optional<Date> past_day(const Context& ctx, const std::string& typed) {
  const auto day = parse_iso_date(typed);
  return day && *day <= ctx.today() ? day : std::nullopt;
}

void check_copies(const std::vector<Incoming>& files, std::vector<FieldError>& errors) {
  if (static_cast<int>(files.size()) > kFilesMost) {
    errors.push_back({"file", "一度に添付できるのは5つまでです"});
  }
}

struct EntryDays {
  Date received, consented;
};
Result<EntryDays> check_entry(const Context& ctx, const NewEntry& input, const Json& typed) {
  auto errors = check_all(typed, {.email = false, .consents = false});
  if (!is_route(input.intake_route)) {
    errors.insert(errors.begin(), {"intake_route", "受付経路を選んでください"});
  }
  const auto received =
      past_day(ctx, input.received_on.empty() ? iso(ctx.today()) : input.received_on);
  if (!received) errors.push_back({"received_on", "受付日は、きょうまでの日付を入力してください"});
  const auto consented =
      input.consented_on.empty() ? received : past_day(ctx, input.consented_on);
  if (!input.consented_on.empty() && !consented) {
    errors.push_back({"consented_on", "同意の日付は、きょうまでの日付を入力してください"});
  }
  if (const std::string early = too_early(input.consents, consented.value_or(ctx.today()));
      !early.empty()) {
    errors.push_back({"consented_on", early});
  }
  check_copies(input.files, errors);
  if (const std::string defect = check_defect(trim(input.email_check)); !defect.empty()) {
    errors.push_back({"email_check", defect});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return EntryDays{*received, *consented};
}

Json typed_from(const Typed& typed) {
  Json out = Json::object();
  for (const auto& [name, text] : typed) {
    if (find_form_field(name) != nullptr) set_typed(out, name, text);
  }
  return out;
}

}  // namespace

std::string path_of(const ApplicationId& id) { return "/office/applications/" + id.text; }

std::optional<Application> find_application(db::Reader& reader, const ApplicationId& id) {
  auto found = load_received(reader, id);
  if (!found) return {};
  return std::move(*found);
}

std::vector<Consent> list_consents(db::Reader& reader, const ApplicationId& id) {
  return store::list_consents(reader, id);
}

std::vector<AttachedFile> list_files(db::Reader& reader, const ApplicationId& id) {
  std::vector<AttachedFile> out;
  for (const auto& row : store::list_file_rows(reader, id)) {
    auto file = files::find_file(reader, row.file_id);
    if (!file) continue;
    out.push_back({row.id, std::move(*file), row.supplement, row.added_at});
  }
  return out;
}

std::vector<Decided> list_approved(db::Reader& reader, Date from, Date until,
                                   const std::string& after_day, const std::string& after_id,
                                   int most) {
  return store::list_approved(reader, iso(from), iso(until), after_day, after_id, most);
}

ReferralCounts count_of_referral(db::Reader& reader, std::string_view referral_code) {
  return store::count_of_referral(reader, referral_code);
}

std::vector<Decided> list_decided_of(db::Reader& reader,
                                     const std::vector<OrganisationId>& members) {
  return store::list_decided_of(reader, members);
}

std::vector<SimilarApplication> list_similar_applications(
    db::Reader& reader, const members::Organisation& organisation) {
  Application wanted;
  wanted.organisation = organisation;
  std::vector<SimilarApplication> out;
  for (const Application& a : store::list_alike(reader, wanted)) {
    out.push_back({a.id, a.state, a.receipt_no, a.organisation.name, a.received_on});
  }
  return out;
}

Result<ApplicationView> load_visible_application(const Context& ctx, const ApplicationId& id) {
  TRY(must(ctx.actor, may::see_applications));
  return ctx.db.read([&](db::Reader& reader) -> Result<ApplicationView> {
    ApplicationView view;
    view.application = TRY(load_received(reader, id));
    view.consents = store::list_consents(reader, id);
    view.files = list_files(reader, id);
    view.supplements = store::list_supplements(reader, id);
    view.masked = !can(ctx.actor, may::see_personal_data);
    if (view.masked) {
      mask(view.application);
      for (auto& consent : view.consents) {
        consent.agreed_by = members::mask_name(consent.agreed_by);
        consent.address.clear();
      }
      for (auto& supplement : view.supplements) {  // fields and words may name people
        supplement.before = supplement.after = Json::object();
        supplement.answer.clear();
        supplement.request = "（事務局だけが読みます）";
      }
    }
    return view;
  });
}

Result<Queue> list_applications(const Context& ctx, QueueFilter filter, const std::string& words) {
  TRY(must(ctx.actor, may::see_applications));
  const Date today = ctx.today();
  return ctx.db.read([&](db::Reader& reader) -> Result<Queue> {
    Queue out;
    if (!trim(words).empty()) {
      filter.by_search = true;
      filter.ids = search::find_ids(reader, "application", words, visible_to(ctx.actor),
                                    kSearchMost);
    }
    const int shown = filter.most;
    filter.most = shown + 1;
    auto found = store::list_queue(reader, filter, today);
    out.more = static_cast<int>(found.size()) > shown;
    if (out.more) found.pop_back();
    out.count = store::count_queue(reader, filter, today, kQueueCountCap);
    const bool personal = can(ctx.actor, may::see_personal_data);
    for (auto& application : found) {
      QueueRow row;
      row.age = age_of(reader, application, today);
      if (!personal) mask(application);
      row.application = std::move(application);
      out.rows.push_back(std::move(row));
    }
    return out;
  });
}

Result<Candidates> list_candidates(const Context& ctx, const Application& application) {
  TRY(must(ctx.actor, may::see_applications));
  return ctx.db.read([&](db::Reader& reader) -> Result<Candidates> {
    Candidates out;
    out.members = members::list_similar_members(reader, application.organisation);
    std::erase_if(out.members, [&](const members::SimilarMember& one) {
      return one.id == application.organisation_id;
    });
    out.applications = store::list_alike(reader, application);
    return out;
  });
}

Result<std::vector<audit::Entry>> load_timeline(const Context& ctx, const ApplicationId& id) {
  TRY(must(ctx.actor, may::see_applications));
  audit::Filter filter;
  filter.noun = "application";
  filter.subject_id = id.text;
  auto entries = ctx.db.read(
      [&](db::Reader& reader) { return audit::list_entries(reader, filter); });
  if (!can(ctx.actor, may::see_personal_data)) {
    for (auto& entry : entries) entry.reason.clear();
  }
  return entries;
}

Result<std::vector<Assignee>> list_assignees(const Context& ctx) {
  TRY(must(ctx.actor, may::work_applications));
  // The list of accounts is the managers'; names of one's colleagues are everybody's in the office.
  Context system = ctx;
  system.actor = Actor::system("入会申込の割当て");
  std::vector<Assignee> out;
  for (const Role role : {Role::secretariat, Role::secretariat_manager}) {
    accounts::ListFilter filter;
    filter.role = role;
    filter.state = accounts::State::active;
    filter.most = kAccountsMost;
    for (const auto& account : TRY(accounts::list_accounts(system, filter))) {
      const bool known = std::any_of(out.begin(), out.end(), [&](const Assignee& one) {
        return one.id == account.id;
      });
      if (!known) out.push_back({account.id, account.name, account.login});
    }
  }
  return out;
}

Result<void> assign(const Context& ctx, const ApplicationId& id, const AccountId& to,
                    std::int64_t version) {
  TRY(must(ctx.actor, may::work_applications));
  std::string name;
  if (to == ctx.actor.account) name = ctx.actor.name;
  if (!to.empty() && name.empty()) {
    for (const Assignee& one : TRY(list_assignees(ctx))) {
      if (one.id == to) name = one.name;
    }
    if (name.empty()) return fail_fields({{"assigned_to", "担当する人を一覧から選んでください"}});
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Application application = TRY(load_received(tx, id));
    if (application.assigned_to == to) return {};  // pressed twice
    TRY(check_version(application, version));
    if (!is_open(application.state)) {
      return fail(Fault::conflict, "この申込みは、すでに終わっています。画面を開き直してください");
    }
    Change change{.action = "applications.application.assigned"};
    change.before = {{"assigned_to_name", application.assigned_to_name}};
    change.after = {{"assigned_to_name", name}};
    application.assigned_to = to;
    application.assigned_to_name = name;
    TRY(record_application(tx, ctx, std::move(application), change));
    return {};
  });
}

Result<void> request_supplement(const Context& ctx, const ApplicationId& id,
                                const NewSupplement& input, std::int64_t version) {
  TRY(must(ctx.actor, may::work_applications));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(ask_supplement(tx, ctx, id, input, version));
    return {};
  });
}

Result<ApplicationId> enter_application(const Context& ctx, const NewEntry& input) {
  TRY(must(ctx.actor, may::work_applications));
  const Json typed = typed_from(input.typed);
  const EntryDays days = TRY(check_entry(ctx, input, typed));
  const std::string check = trim(input.email_check);
  const auto staged = TRY(stage_all(input.files));
  return ctx.db.write([&](db::Tx& tx) -> Result<ApplicationId> {
    if (auto first = receipts::find(tx, ctx, kEntered, input.sending)) {
      return ApplicationId{*first};
    }
    Application application;
    application.id = ApplicationId::make(ctx.now);
    application.intake_route = input.intake_route;
    application.referral_code = cut_characters(trim(input.referral_code), 40);
    fill(application, typed);
    application.received_on = iso(days.received);
    application.entered_by = ctx.actor.account;
    application.entered_by_name = ctx.actor.name;
    const auto consents = consents_on_paper(input.consents, input.intake_route,
                                            application.people[0].name, days.consented);
    application = TRY(receive(tx, ctx, std::move(application), consents, true, typed.dump()));
    if (!check.empty() && !application.email.empty()) {
      TRY(keep_check(tx, ctx, application, check));
    }
    TRY(keep_files(tx, ctx, application.id, {}, staged));
    if (input.origin != nullptr) {
      TRY(input.origin->entered(tx, ctx, application, input.origin_id));
    }
    TRY(receipts::keep(tx, ctx, kEntered, input.sending, application.id.text));
    return application.id;
  });
}

Result<void> record_answer(const Context& ctx, const Desk& desk, const ApplicationId& id,
                           const Answer& input) {
  TRY(must(ctx.actor, may::work_applications));
  const auto staged = TRY(stage_all(input.files));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Application application = TRY(load_received(tx, id));
    TRY(take_answer(tx, ctx, desk, std::move(application), input, staged, ctx.actor.name));
    return {};
  });
}

Result<void> withdraw(const Context& ctx, const Desk& desk, const ApplicationId& id,
                      const std::string& reason, std::int64_t version) {
  TRY(must(ctx.actor, may::work_applications));
  const std::string why = trim(reason);
  if (why.empty() || count_characters(why) > 500) {
    return fail_fields({{"reason", "申し出の日と方法を、500文字以内で入力してください"
                                   "（例：10月28日に電話で申し出）"}});
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Application application = TRY(load_received(tx, id));
    if (application.state != State::withdrawn) TRY(check_version(application, version));
    return take_withdrawal(tx, ctx, desk, std::move(application), why);
  });
}

Result<void> record_consents(const Context& ctx, const ApplicationId& id,
                             const ConsentsOnPaper& input) {
  TRY(must(ctx.actor, may::work_applications));
  std::vector<FieldError> errors;
  const auto day = past_day(ctx, input.consented_on);
  if (!is_route(input.medium)) errors.push_back({"medium", "どのように受け取ったかを選んでください"});
  if (!day) {
    errors.push_back({"consented_on", input.consented_on.empty()
                                          ? "書面の日付を入力してください（電話のときは、聞いた日）"
                                          : "同意の日付は、きょうまでの日付を入力してください"});
  }
  if (const std::string early = too_early(input.kinds, day.value_or(ctx.today())); !early.empty()) {
    errors.push_back({"consented_on", early});
  }
  check_copies(input.files, errors);
  const auto given = consents_on_paper(input.kinds, input.medium, "", day.value_or(Date{}));
  if (given.empty()) errors.push_back({"kinds", "受け取った同意に印を付けてください"});
  if (!errors.empty()) return fail_fields(std::move(errors));
  const auto staged = TRY(stage_all(input.files));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Application application = TRY(load_received(tx, id));
    const auto known = store::list_consents(tx, id);
    Json added = Json::array();
    for (Consent consent : given) {
      const bool there = std::any_of(known.begin(), known.end(), [&](const Consent& one) {
        return one.kind == consent.kind && one.text_version == consent.text_version;
      });
      if (there) continue;
      if (!application.people.empty()) consent.agreed_by = application.people[0].name;
      TRY(keep_consent(tx, id, consent, ctx.now));
      added.push_back(consent_label(consent.kind));
    }
    const auto copies = new_copies(tx, id, staged);
    if (added.empty() && copies.empty()) return {};  // pressed twice
    TRY(keep_files(tx, ctx, id, {}, copies));
    Change change{.action = "applications.application.consented"};
    change.after = {{"consents", added},
                    {"consented_on", input.consented_on},
                    {"added_files", static_cast<std::int64_t>(copies.size())}};
    return note(tx, ctx, application, change);
  });
}

Result<void> record_email_check(const Context& ctx, const ApplicationId& id,
                                const std::string& how, std::int64_t version) {
  TRY(must(ctx.actor, may::work_applications));
  const std::string check = trim(how);
  if (check.empty()) {
    return fail_fields({{"email_check", "どのように確かめたかを入力してください（例：電話で読み上げて確かめた）"}});
  }
  if (const std::string defect = check_defect(check); !defect.empty()) {
    return fail_fields({{"email_check", defect}});
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Application application = TRY(load_received(tx, id));
    if (application.email_verified) return {};  // pressed twice, or a link was faster
    TRY(check_version(application, version));
    if (!is_open(application.state)) {
      return fail(Fault::conflict, "この申込みは、すでに終わっています。画面を開き直してください");
    }
    if (application.email.empty()) {
      return fail(Fault::conflict, "メールアドレスのない申込みです。画面を開き直してください");
    }
    return keep_check(tx, ctx, application, check);
  });
}

Result<OpenedAttachment> open_attachment(const Context& ctx, const ApplicationId& id,
                                         const std::string& row_id) {
  TRY(must(ctx.actor, may::open_application_files));
  const auto found = ctx.db.read([&](db::Reader& reader) -> std::optional<AttachedFile> {
    if (!load_received(reader, id)) return {};
    for (auto& one : list_files(reader, id)) {
      if (one.id == row_id) return std::move(one);
    }
    return {};
  });
  if (!found) return fail(Fault::not_found, "ファイルが見つかりません。申込みの画面から選び直してください");
  return OpenedAttachment{TRY(files::open_for(ctx, found->file.id, kAttachment))};
}

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job job;
  job.name = "applications.drafts.deleted";
  job.label = "入会申込の古い下書きと、期限の切れたリンクを片づける";
  job.schedule = jobs::Schedule::daily_at(3, 40);
  job.run = [](const Context& ctx) -> Result<void> {
    TRY(delete_old_drafts(ctx));
    return {};
  };
  jobs::Job texts;
  texts.name = "applications.consents.texts_kept";
  texts.label = "入会申込の同意の文面を残す";
  texts.schedule = jobs::Schedule::daily_at(3, 45);
  texts.run = keep_consent_texts;
  jobs::Job followed;
  followed.name = "applications.members.followed";
  followed.label = "会員の退会を、入会申込の保存期限に伝える";
  followed.schedule = jobs::Schedule::daily_at(3, 50);
  followed.run = follow_members;
  return {job, texts, followed};
}

}  // namespace musubi::applications
