// transitions.cc - an application moves on, inside the caller's transaction (applications.h; state
// machine in application.h). Each step is allowed from named states only; whoever comes second
// reads what happened meanwhile. Never asks must(): the service that decides has.
#include <algorithm>

#include "base/text.h"
#include "core/settings/calendar.h"
#include "features/applications/form.h"
#include "features/applications/links.h"
#include "features/applications/record.h"

namespace musubi::applications {
namespace {

constexpr std::size_t kRequestCharactersMost = 1000;
constexpr int kAnswerDays = 10;  // business days that an applicant is given, unless said otherwise

Failure wrong_state(const Application& application) {
  return fail(Fault::conflict, "いまの状態（" + std::string(state_label(application.state)) +
                                   "）からは、この操作はできません。画面を開き直してください");
}

Result<Application> load_in(db::Reader& reader, const ApplicationId& id, std::int64_t version,
                            std::initializer_list<State> allowed) {
  Application application = TRY(load_received(reader, id));
  if (std::find(allowed.begin(), allowed.end(), application.state) == allowed.end()) {
    return wrong_state(application);
  }
  TRY(check_version(application, version));
  return application;
}

Result<Application> move(db::Tx& tx, const Context& ctx, Application application, State to,
                         std::string_view action, const std::string& reason = {}) {
  Change change{.action = action, .reason = reason};
  change.before = {{"application_state", state_name(application.state)}};
  change.after = {{"application_state", state_name(to)}};
  application.state = to;
  return record_application(tx, ctx, std::move(application), change);
}

Result<Supplement> check_supplement(db::Reader& reader, const Context& ctx,
                                    const NewSupplement& input) {
  std::vector<FieldError> errors;
  Supplement out;
  out.request = trim(input.request);
  if (out.request.empty()) errors.push_back({"request", "直してほしい所を、相手に分かる言葉で入力してください"});
  if (count_characters(out.request) > kRequestCharactersMost) {
    errors.push_back({"request", "お願いの内容は1,000文字以内で入力してください"});
  }
  for (const auto& [name, label] : supplement_fields()) {
    const auto& asked = input.fields;
    if (std::find(asked.begin(), asked.end(), name) != asked.end()) out.fields.push_back(name);
  }
  out.wants_files = input.wants_files;
  if (out.fields.empty() && !out.wants_files) {
    errors.push_back({"fields", "直していただく項目を選ぶか、書類の添付に印を付けてください"});
  }
  const BusinessCalendar calendar = settings::find_calendar(reader);
  out.answer_due_on = input.answer_due_on.empty()
                          ? iso(calendar.add_business_days(ctx.today(), kAnswerDays))
                          : input.answer_due_on;
  const auto due = parse_iso_date(out.answer_due_on);
  if (!due || *due < ctx.today()) {
    errors.push_back({"answer_due_on", "期限は、きょうより後の日付を入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return out;
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& supplement_fields() {
  static const std::vector<std::pair<std::string, std::string>> kFields = [] {
    std::vector<std::pair<std::string, std::string>> out;
    for (const Step& step : steps()) {
      for (const FormField& field : step.fields) {
        if (field.base.empty()) continue;
        std::string label(field.label);
        if (field.owner == Owner::contact) label = "担当者の" + label;
        if (field.owner == Owner::second) label = "もう一人の担当者の" + label;
        out.emplace_back(field.name, std::move(label));
      }
    }
    return out;
  }();
  return kFields;
}

Result<Application> begin_review(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                                 std::int64_t version) {
  Application application = TRY(load_in(tx, id, version, {State::received, State::reviewing}));
  if (application.state == State::reviewing) return application;
  application.review_begun = true;
  return move(tx, ctx, std::move(application), State::reviewing,
              "applications.application.review_begun");
}

Result<Application> ask_supplement(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                                   const NewSupplement& input, std::int64_t version) {
  Application application = TRY(load_in(tx, id, version, {State::received, State::reviewing}));
  Supplement supplement = TRY(check_supplement(tx, ctx, input));
  const auto before = store::list_supplements(tx, id);
  supplement.id = SupplementId::make(ctx.now);
  supplement.number = before.empty() ? 1 : before.front().number + 1;
  supplement.state = "open";
  supplement.asked_by = ctx.actor.account;
  supplement.asked_by_name = ctx.actor.name;
  supplement.asked_at = ctx.now;
  supplement.asked_on = iso(ctx.today());
  TRY(store::insert_supplement(tx, id, supplement));
  Change change{.action = "applications.application.supplement_asked"};
  change.before = {{"application_state", state_name(application.state)}};
  change.after = {{"application_state", state_name(State::supplement)},
                  {"supplement_number", supplement.number}};
  application.state = State::supplement;
  application = TRY(record_application(tx, ctx, std::move(application), change));
  TRY(send_supplement_letter(tx, ctx, application, supplement));
  return application;
}

Result<Application> mark_ready_for_decision(db::Tx& tx, const Context& ctx,
                                            const ApplicationId& id, std::int64_t version) {
  Application application = TRY(load_in(tx, id, version, {State::reviewing}));
  return move(tx, ctx, std::move(application), State::awaiting_decision,
              "applications.application.made_ready");
}

Result<Application> send_back_to_review(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                                        std::int64_t version) {
  Application application = TRY(load_in(tx, id, version, {State::awaiting_decision}));
  return move(tx, ctx, std::move(application), State::reviewing,
              "applications.application.sent_back");
}

Result<Application> record_decision(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                                    const Decision& decision, std::int64_t version) {
  Application application = TRY(load_in(tx, id, version, {State::awaiting_decision}));
  const std::string day = decision.decided_on.empty() ? iso(ctx.today()) : decision.decided_on;
  const auto date = parse_iso_date(day);
  if (!date || ctx.today() < *date || day < application.received_on) {
    return fail_fields({{"decided_on", "決定日は、受付日からきょうまでの日付を入力してください"}});
  }
  application.decided_at = ctx.now;
  application.decided_on = day;
  application.first_time = decision.approved && decision.first_time;
  if (!decision.approved) application.ended_on = day;
  return move(tx, ctx, std::move(application),
              decision.approved ? State::approved : State::declined,
              decision.approved ? "applications.application.approved"
                                : "applications.application.declined");
}

Result<Application> mark_registered(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                                    const OrganisationId& organisation) {
  Application application = TRY(load_in(tx, id, 0, {State::approved}));
  application.organisation_id = organisation;
  application.ended_on = iso(ctx.today());
  return move(tx, ctx, std::move(application), State::registered,
              "applications.application.registered");
}

}  // namespace musubi::applications
