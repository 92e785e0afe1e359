// service_status.cc - what an applicant does after the receipt, with the link from a letter: looks,
// proves the address, answers a request for 補正, withdraws. Wrong, ended and foreign links are all
// answered with the same words.
#include <algorithm>

#include "base/text.h"
#include "features/applications/form.h"
#include "features/applications/links.h"
#include "features/applications/record.h"
#include "features/applications/service.h"

namespace musubi::applications {
namespace {

constexpr std::size_t kAnswerCharactersMost = 1000;

Failure ended() {
  return fail(Fault::not_found,
              "このリンクは、期限が切れているか、正しくありません。"
              "受付番号とメールアドレスで、新しいリンクを受け取ってください");
}

Result<Application> load_by_token(db::Reader& reader, const Context& ctx,
                                  const std::string& token) {
  const auto id = find_by_token(reader, ctx, token, "status");
  if (!id) return ended();
  auto found = load_received(reader, *id);
  if (!found) return ended();
  return found;
}

bool proves_by_token(db::Reader& reader, const Context& ctx, const std::string& token,
                     const Application& application) {
  const auto link = find_live_link(reader, ctx, token, "status");
  return link && proves_address(*link, application);
}

Result<void> keep_proof(db::Tx& tx, const Context& ctx, const Application& application) {
  TRY(store::update_email_verified(tx, application.id, ctx.now));
  return note(tx, as_applicant(ctx), application,
              {.action = "applications.application.email_verified"});
}

// Only what was asked for; the rest of what was sent is not looked at.
Result<Json> check_answer(const Application& application, const Supplement& supplement,
                          const Answer& input, bool has_files) {
  Json typed = typed_of(application);
  for (const auto& [name, text] : input.typed) {
    const auto& asked = supplement.fields;
    if (std::find(asked.begin(), asked.end(), name) != asked.end()) set_typed(typed, name, text);
  }
  // A new address without a chosen municipality: the one that the address names.
  const auto& fields = supplement.fields;
  if (std::find(fields.begin(), fields.end(), "municipality_code") == fields.end()) {
    const std::string named = members::municipality_of_address(typed_text(typed, "address"));
    if (!named.empty()) set_typed(typed, "municipality_code", named);
  }
  std::vector<FieldError> errors;
  for (const Step& step : steps()) {
    if (step.slug == "consents") continue;
    for (FieldError& error : check_step(typed, step)) {
      const auto& asked = supplement.fields;
      const bool is_asked = std::find(asked.begin(), asked.end(), error.field) != asked.end();
      if (is_asked) errors.push_back(std::move(error));
    }
  }
  if (supplement.wants_files && supplement.fields.empty() && !has_files &&
      trim(input.answer).empty()) {
    errors.push_back({"file", "書類を選ぶか、添付できない事情を「事務局へ」に書いてください"});
  }
  if (count_characters(input.answer) > kAnswerCharactersMost) {
    errors.push_back({"answer", "「事務局へ」は1,000文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return typed;
}

}  // namespace

Result<StatusView> load_status(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) -> Result<StatusView> {
    StatusView view;
    view.application = TRY(load_by_token(reader, ctx, token));
    view.proves_address = proves_by_token(reader, ctx, token, view.application);
    view.supplement = store::find_open_supplement(reader, view.application.id);
    view.files = list_files(reader, view.application.id);
    return view;
  });
}

Result<void> verify_email(const Context& ctx, const std::string& token) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Application application = TRY(load_by_token(tx, ctx, token));
    if (application.email_verified) return {};
    if (!proves_by_token(tx, ctx, token, application)) {
      return fail(Fault::conflict, "このリンクは、前のメールアドレスに送ったものです。"
                                   "いまのメールアドレスに届いたリンクから確かめてください");
    }
    return keep_proof(tx, ctx, application);
  });
}

Result<void> keep_files(db::Tx& tx, const Context& ctx, const ApplicationId& application,
                        const SupplementId& supplement,
                        const std::vector<files::Staged>& staged) {
  for (const auto& one : staged) {
    const files::File taken = TRY(files::take(ctx, tx, one, kAttachment));
    TRY(store::insert_file(tx, application, {new_uuid(ctx.now), taken.id, supplement, ctx.now}));
  }
  return {};
}

Result<Application> take_answer(db::Tx& tx, const Context& ctx, const Desk& desk,
                                Application application, const Answer& input,
                                const std::vector<files::Staged>& staged,
                                const std::string& recorded_by) {
  auto open = store::find_open_supplement(tx, application.id);
  if (!open || application.state != State::supplement) {
    return fail(Fault::conflict, "補正は、すでに受け取っています");
  }
  const Json typed = TRY(check_answer(application, *open, input, !staged.empty()));
  const Json before = typed_of(application);
  const std::string old_email = application.email;
  fill(application, typed);
  const bool moved = application.email != old_email;
  if (moved) application.email_verified_at.reset();
  const Json after = typed_of(application);
  Json changed = Json::array();
  for (const std::string& field : open->fields) {
    if (typed_text(before, field) == typed_text(after, field)) continue;
    open->before[field] = typed_text(before, field);
    open->after[field] = typed_text(after, field);
    changed.push_back(field);
  }
  open->state = "answered";
  open->answered_at = ctx.now;
  open->answered_on = iso(ctx.today());
  open->answered_by_name = recorded_by;
  open->answer = trim(input.answer);
  TRY(store::update_supplement(tx, *open));
  TRY(store::replace_people(tx, application.id, application.people, ctx.now));
  TRY(keep_files(tx, ctx, application.id, open->id, staged));
  add_waiting(tx, application, open->asked_on, ctx.today());
  application.state = application.review_begun ? State::reviewing : State::received;
  Change change{.action = "applications.application.supplement_answered"};
  change.before = {{"application_state", state_name(State::supplement)}};
  // Which fields, not what they hold: that is kept with the request.
  change.after = {{"application_state", state_name(application.state)},
                  {"supplement_number", open->number},
                  {"changed_fields", changed},
                  {"added_files", static_cast<std::int64_t>(staged.size())}};
  application = TRY(record_application(tx, ctx, std::move(application), change));
  for (const Observer& observer : desk.observers) {
    if (observer.supplemented) TRY(observer.supplemented(tx, ctx, application, *open));
  }
  TRY(send_answer_letter(tx, ctx, application));
  // The new address has to be proved as the old one was.
  if (moved && !application.email.empty()) TRY(send_status_letter(tx, ctx, application));
  return application;
}

Result<void> answer_supplement(const Context& ctx, const Desk& desk, const std::string& token,
                               const Answer& input) {
  // Before the disk is touched: only who holds a link may store anything.
  const StatusView seen = TRY(load_status(ctx, token));
  if (!seen.supplement) return fail(Fault::conflict, "補正は、すでに受け取っています");
  if (static_cast<int>(input.files.size()) > kFilesMost) {
    return fail_fields({{"file", "一度に添付できるのは5つまでです"}});
  }
  const auto staged = TRY(stage_all(input.files));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Application application = TRY(load_by_token(tx, ctx, token));
    if (!application.email_verified && proves_by_token(tx, ctx, token, application)) {
      TRY(keep_proof(tx, ctx, application));
      application.email_verified_at = ctx.now;
    }
    TRY(take_answer(tx, as_applicant(ctx), desk, std::move(application), input, staged, ""));
    return {};
  });
}

Result<void> take_withdrawal(db::Tx& tx, const Context& ctx, const Desk& desk,
                             Application application, const std::string& reason) {
  if (application.state == State::withdrawn) return {};
  const bool may = application.state == State::received ||
                   application.state == State::supplement ||
                   application.state == State::reviewing ||
                   application.state == State::awaiting_decision;
  if (!may) {
    return fail(Fault::conflict, "すでに結果が決まっているため、取下げはできません。"
                                 "事務局に知らせてください");
  }
  if (auto open = store::find_open_supplement(tx, application.id)) {
    open->state = "cancelled";
    TRY(store::update_supplement(tx, *open));
    add_waiting(tx, application, open->asked_on, ctx.today());
  }
  Change change{.action = "applications.application.withdrawn", .reason = reason};
  change.before = {{"application_state", state_name(application.state)}};
  change.after = {{"application_state", state_name(State::withdrawn)}};
  application.state = State::withdrawn;
  application.ended_on = iso(ctx.today());
  application = TRY(record_application(tx, ctx, std::move(application), change));
  for (const Observer& observer : desk.observers) {
    if (observer.withdrawn) TRY(observer.withdrawn(tx, ctx, application));
  }
  return send_withdrawal_letter(tx, ctx, application);
}

Result<void> withdraw_own(const Context& ctx, const Desk& desk, const std::string& token) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Application application = TRY(load_by_token(tx, ctx, token));
    return take_withdrawal(tx, as_applicant(ctx), desk, std::move(application), "");
  });
}

Result<void> request_status_link(const Context& ctx, const std::string& receipt_no,
                                 const std::string& email) {
  const auto address = members::check_field("email", email);
  std::vector<FieldError> errors;
  const std::string number = nfkc(trim(receipt_no));
  if (number.empty() || number.size() > 20) {
    errors.push_back({"receipt_no", "受付番号を「R6-0012」のように入力してください"});
  }
  if (!address) {
    errors.push_back({"email", address.error().fields.front().says});
  } else if (address->empty()) {
    errors.push_back({"email", "申込みに使ったメールアドレスを入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  constexpr std::int64_t kDayMs = 24LL * 3'600'000;
  // SECURITY: one durable write whether or not they match, so that neither the words nor the time
  // that the answer takes tell which numbers and addresses exist.
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const std::string key = store::email_key(*address);
    const bool often =
        store::count_letters(tx, key, Instant{ctx.now.ms - kDayMs}) >= kLettersADay;
    TRY(store::insert_letter(tx, key, ctx.now));
    std::string upper = number;
    if (!upper.empty() && upper[0] == 'r') upper[0] = 'R';
    auto found = store::find_application_by_receipt_no(tx, upper);
    if (!found || often || lower_ascii(found->email) != lower_ascii(*address)) return {};
    found->people = store::list_people(tx, found->id);
    const Context applicant = as_applicant(ctx);
    TRY(send_status_letter(tx, applicant, *found));
    return note(tx, applicant, *found, {.action = "applications.link.requested"});
  });
}

}  // namespace musubi::applications
