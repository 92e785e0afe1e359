// service_office.cc - the office's side of a request; see service.h. The order is the law's: who
// asks is checked before what is held is looked for, and a manager answers.
#include "base/sha256.h"
#include "base/text.h"
#include "core/receipts/receipts.h"
#include "core/outbox/outbox.h"
#include "features/privacy/letters.h"
#include "features/privacy/permissions.h"
#include "features/privacy/record.h"
#include "features/privacy/service.h"

namespace musubi::privacy {
namespace {

constexpr int kRecordsMost = 200;  // of one source
constexpr std::size_t kWordsMost = 2000;
constexpr std::string_view kEntered = "privacy.request.received";

Failure absent() {
  return fail(Fault::not_found, "この請求は見つかりません。一覧から選び直してください");
}

Result<std::string> checked(const std::string& typed, const char* field, const char* what,
                            bool needed = true) {
  std::string words = trim(typed);
  if (needed && words.empty()) {
    return fail_fields({{field, std::string(what) + "を入力してください"}});
  }
  if (count_characters(words) > kWordsMost) {
    return fail_fields({{field, std::string(what) + "は2,000文字以内で入力してください"}});
  }
  return words;
}

Result<Request> load_in(db::Reader& reader, const Step& input,
                        std::initializer_list<std::string_view> states) {
  auto request = store::find_request(reader, input.id);
  if (!request || request->state == "proving") return absent();
  bool fits = false;
  for (const std::string_view state : states) fits = fits || request->state == state;
  if (!fits) {
    return fail(Fault::conflict, "この請求は、いま「" + std::string(state_label(request->state)) +
                                     "」です。画面を開き直してください");
  }
  if (input.version != 0) request->version = input.version;
  return std::move(*request);
}

Json package_of(db::Reader& reader, const Context& ctx, const Request& request) {
  const holdings::Whom whom{request.email, request.name};
  Json out = {{"number", request_number(request)},
              {"made_on", iso(ctx.today())},
              {"name", request.name},
              {"email", request.email},
              {"sources", Json::array()}};
  for (const holdings::Source& source : holdings::sources()) {
    Json one = {{"name", source.name},
                {"label", source.label},
                {"purpose", source.purpose},
                {"left_out", ""},
                {"records", Json::array()}};
    for (const auto& record : source.gather(reader, whom, kRecordsMost)) {
      Json fields = Json::array();
      for (const auto& [label, value] : record.fields) fields.push_back({label, value});
      one["records"].push_back(
          {{"title", record.title}, {"left_out", ""}, {"fields", std::move(fields)}});
    }
    out["sources"].push_back(std::move(one));
  }
  return out;
}

void set_package(Request& request, const Json& package) {
  request.package = package.dump();
  request.package_sha256 = sha256_hex(request.package);
}

std::int64_t count_records(const Json& package) {
  std::int64_t count = 0;
  for (const Json& source : package.at("sources")) {
    count += static_cast<std::int64_t>(source.at("records").size());
  }
  return count;
}

}  // namespace

Result<std::string> enter_paper_request(const Context& ctx, const NewRequest& input,
                                        const std::string& received_on,
                                        const std::string& sending) {
  NewRequest valid = TRY(check_request(input, false));
  const auto day = received_on.empty() ? std::optional<Date>(ctx.today())
                                       : parse_iso_date(received_on);
  if (!day || ctx.today() < *day) {
    return fail_fields({{"received_on", "受け付けた日は、きょうまでの実在する日付で入力してください"}});
  }
  TRY(must(ctx.actor, may::work_requests));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (auto made = receipts::find(tx, ctx, kEntered, sending)) return *made;
    Request request = new_request(ctx, valid, "paper");
    TRY(receive(tx, ctx, request, *day));
    TRY(store::insert_request(tx, request));
    TRY(receipts::keep(tx, ctx, kEntered, sending, request.id));
    return request.id;
  });
}

Result<Request> load_request(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_requests));
  auto request =
      ctx.db.read([&](db::Reader& reader) { return store::find_request(reader, id); });
  const bool office = can(ctx.actor, may::work_requests);
  if (!request || request->state == "proving" || (!office && request->state != "forwarded")) {
    return absent();
  }
  return std::move(*request);
}

Result<std::vector<Request>> list_visible_requests(const Context& ctx, store::Filter filter) {
  TRY(must(ctx.actor, may::see_requests));
  if (!can(ctx.actor, may::work_requests)) filter.show = "forwarded";
  if (filter.show == "proving") filter.show.clear();
  return ctx.db.read([&](db::Reader& reader) { return store::list_requests(reader, filter); });
}

Result<void> check_identity(const Context& ctx, const Step& input) {
  const std::string how = TRY(checked(input.words, "identity_how", "本人確認の方法"));
  TRY(must(ctx.actor, may::work_requests));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Request request = TRY(load_in(tx, input, {"received"}));
    request.state = "working";
    request.identity_how = how;
    request.identity_by_name = ctx.actor.name;
    request.identity_at = ctx.now;
    TRY(store::update_request(tx, request));
    return note(tx, ctx, "privacy.request.identified", request, {{"state", "received"}},
                {{"state", "working"}});
  });
}

Result<void> gather(const Context& ctx, const Step& input) {
  TRY(must(ctx.actor, may::work_requests));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Request request = TRY(load_in(tx, input, {"working"}));
    if (request.email.empty()) {
      return fail(Fault::conflict,
                  "メールアドレスのない請求です。会員名簿などで探し、写しを紙でお渡しください");
    }
    const Json package = package_of(tx, ctx, request);
    set_package(request, package);
    request.gathered_by_name = ctx.actor.name;
    request.gathered_at = ctx.now;
    TRY(store::update_request(tx, request));
    return note(tx, ctx, "privacy.request.gathered", request, nullptr,
                {{"records", count_records(package)}, {"sha256", request.package_sha256}});
  });
}

Result<void> leave_out(const Context& ctx, const Step& input, int source, int record) {
  const std::string why = TRY(checked(input.words, "left_out", "除く理由", false));
  TRY(must(ctx.actor, may::work_requests));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Request request = TRY(load_in(tx, input, {"working"}));
    Json package = request.package.empty() ? Json() : Json::parse(request.package);
    const bool known = package.is_object() && source >= 0 &&
                       source < static_cast<int>(package["sources"].size());
    if (!known) return absent();
    Json& one = package["sources"][static_cast<std::size_t>(source)];
    if (record >= static_cast<int>(one["records"].size())) return absent();
    (record < 0 ? one : one["records"][static_cast<std::size_t>(record)])["left_out"] = why;
    set_package(request, package);
    TRY(store::update_request(tx, request));
    return note(tx, ctx, why.empty() ? "privacy.request.put_back" : "privacy.request.left_out",
                request, nullptr,
                {{"source", one["name"]}, {"sha256", request.package_sha256}}, why);
  });
}

Result<void> extend(const Context& ctx, const Step& input) {
  const std::string why = TRY(checked(input.words, "extension_reason", "延長の理由"));
  TRY(must(ctx.actor, may::work_requests));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Request request = TRY(load_in(tx, input, {"received", "working"}));
    if (!request.extended_on.empty()) {
      return fail(Fault::conflict, "期限の延長は1回だけです。いまの期限までに回答してください");
    }
    const std::string before = request.due_on;
    request.due_on = iso(extended_day(*parse_iso_date(request.due_on)));
    request.extended_on = iso(ctx.today());
    request.extension_reason = why;
    TRY(store::update_request(tx, request));
    TRY(send_extended_letter(tx, ctx, request));
    return note(tx, ctx, "privacy.request.extended", request, {{"due_on", before}},
                {{"due_on", request.due_on}}, why);
  });
}

Result<void> forward(const Context& ctx, const Step& input) {
  const std::string why = TRY(checked(input.words, "forwarded_note", "引き継ぐ理由"));
  TRY(must(ctx.actor, may::work_requests));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Request request = TRY(load_in(tx, input, {"received", "working"}));
    const std::string before = request.state;
    request.state = "forwarded";
    request.forwarded_note = why;
    request.forwarded_at = ctx.now;
    request.answered_on = iso(ctx.today());
    request.package.clear();  // what is ours is not the prefecture's to see
    request.package_sha256.clear();
    TRY(store::update_request(tx, request));
    TRY(send_forwarded_letter(tx, ctx, request));
    TRY(note(tx, ctx, "privacy.request.forwarded", request, {{"state", before}},
             {{"state", "forwarded"}}));
    return outbox::later(tx, ctx.now, "privacy.request.forwarded", {{"id", request.id}});
  });
}

Result<void> withdraw(const Context& ctx, const Step& input) {
  const std::string why = TRY(checked(input.words, "withdrawn_reason", "取下げの経緯"));
  TRY(must(ctx.actor, may::work_requests));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Request request = TRY(load_in(tx, input, {"received", "working"}));
    return end_withdrawn(tx, ctx, request, why);
  });
}

Result<void> answer(const Context& ctx, const Step& input, const std::string& outcome) {
  std::vector<FieldError> errors;
  if (outcome_label(outcome).empty()) errors.push_back({"outcome", "回答の種類を選んでください"});
  const std::string words = trim(input.words);
  if (words.empty()) errors.push_back({"answer", "請求した方への回答を入力してください"});
  if (count_characters(words) > kWordsMost) {
    errors.push_back({"answer", "回答は2,000文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::answer_requests));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Request request = TRY(load_in(tx, input, {"working"}));
    const bool discloses = request.kind == "disclosure" && outcome != "refused";
    if (discloses && !request.email.empty() && request.package.empty()) {
      return fail_fields({{"outcome", "先に、持っている情報を集めて確かめてください"}});
    }
    request.state = "answered";
    request.outcome = outcome;
    request.answer = words;
    request.answered_by_name = ctx.actor.name;
    request.answered_at = ctx.now;
    request.answered_on = iso(ctx.today());
    if (!discloses) {
      request.package.clear();
      request.package_sha256.clear();
    }
    TRY(store::update_request(tx, request));
    TRY(send_answer_letter(tx, ctx, request));
    return note(tx, ctx, "privacy.request.answered", request, {{"state", "working"}},
                {{"state", "answered"},
                 {"outcome", outcome},
                 {"sha256", request.package_sha256}});
  });
}

}  // namespace musubi::privacy
