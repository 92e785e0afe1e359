// record.cc - see record.h.
// Decides nothing that a service has to permit.
#include "features/privacy/record.h"

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/outbox/outbox.h"

namespace musubi::privacy {
namespace {

constexpr std::size_t kNameMost = 100;
constexpr std::size_t kAboutMost = 2000;

}  // namespace

Result<NewRequest> check_request(const NewRequest& input, bool needs_email) {
  NewRequest out = input;
  std::vector<FieldError> errors;
  if (!is_kind(out.kind)) errors.push_back({"kind", "請求の種類を選んでください"});
  out.name = trim(out.name);
  if (out.name.empty()) {
    errors.push_back({"name", "お名前を入力してください"});
  } else if (count_characters(out.name) > kNameMost) {
    errors.push_back({"name", "お名前は100文字以内で入力してください"});
  }
  const auto email = read_email(out.email);
  if (email) out.email = lower_ascii(*email);
  if (!email && (needs_email || !trim(out.email).empty())) {
    errors.push_back({"email", "メールアドレスを「name@example.jp」の形で入力してください"});
  }
  if (!email && trim(out.email).empty()) out.email.clear();
  out.about = trim(out.about);
  if (out.about.empty()) {
    errors.push_back({"about", "何についての請求かを入力してください（例：入会申込のときに書いた内容）"});
  } else if (count_characters(out.about) > kAboutMost) {
    errors.push_back({"about", "内容は2,000文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return out;
}

Request new_request(const Context& ctx, const NewRequest& checked, std::string_view route) {
  Request r;
  r.id = new_uuid(ctx.now);
  r.kind = checked.kind;
  r.route = route;
  r.name = checked.name;
  r.email = checked.email;
  r.about = checked.about;
  r.created = ctx.now;
  return r;
}

Result<void> receive(db::Tx& tx, const Context& ctx, Request& r, Date received) {
  r.state = "received";
  r.fiscal_year = fiscal_year(received);
  r.number = store::find_highest_number(tx, r.fiscal_year) + 1;
  r.received_at = ctx.now;
  r.received_on = iso(received);
  r.due_on = iso(due_day(received));
  TRY(note(tx, ctx, "privacy.request.received", r, nullptr,
           {{"number", request_number(r)},
            {"kind", r.kind},
            {"route", r.route},
            {"due_on", r.due_on}}));
  return outbox::later(tx, ctx.now, "privacy.request.received", {{"id", r.id}});
}

Result<void> end_withdrawn(db::Tx& tx, const Context& ctx, Request& r, const std::string& why) {
  if (!r.is_open()) {
    return fail(Fault::conflict, "この請求は、すでに「" + std::string(state_label(r.state)) +
                                     "」です。画面を開き直してください");
  }
  const std::string before = r.state;
  r.state = "withdrawn";
  r.answered_on = iso(ctx.today());
  TRY(store::update_request(tx, r));
  return note(tx, ctx, "privacy.request.withdrawn", r, {{"state", before}}, {{"state", r.state}},
              why);
}

Result<void> note(db::Tx& tx, const Context& ctx, std::string_view action, const Request& r,
                  const Json& before, const Json& after, const std::string& reason) {
  return audit::note(tx, ctx, action, {"privacy_request", r.id, ""}, before, after, reason);
}

Json disclosed_part(const Json& package) {
  Json out = package;
  out["sources"] = Json::array();
  for (const Json& source : package.at("sources")) {
    if (!source.value("left_out", "").empty()) continue;
    Json kept = source;
    kept["records"] = Json::array();
    for (const Json& record : source.at("records")) {
      if (record.value("left_out", "").empty()) kept["records"].push_back(record);
    }
    for (Json& record : kept["records"]) record.erase("left_out");
    kept.erase("left_out");
    if (!kept["records"].empty()) out["sources"].push_back(std::move(kept));
  }
  return out;
}

}  // namespace musubi::privacy
