// service_person.cc - what the person does; see service.h. SECURITY: the public form reads nothing
// but its own rows: no address, known or not, changes what happens or what is said.
#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "core/sheets/sheets.h"
#include "features/accounts/accounts.h"
#include "features/privacy/letters.h"
#include "features/privacy/permissions.h"
#include "features/privacy/record.h"
#include "features/privacy/service.h"

namespace musubi::privacy {
namespace {

constexpr std::int64_t kDayMs = 24LL * 3'600'000;
constexpr int kOwnShown = 50;
constexpr std::string_view kBegun = "privacy.request.begun";
constexpr std::string_view kMade = "privacy.request.received";

Failure ended_link() {
  return fail(Fault::not_found, "このリンクは使えません。期限が過ぎたか、すでに使われています");
}

// The person acts without an account: their name stands in the row, not in the audit.
Context as_person(const Context& ctx) {
  Context out = ctx;
  if (!out.actor.is_person()) out.actor = Actor{Actor::Kind::anonymous, {}, "請求した人", {}, {}};
  return out;
}

std::optional<store::Proof> find_link(db::Reader& reader, const Context& ctx,
                                      const std::string& token, std::string_view purpose) {
  if (token.empty() || token.size() > 100) return {};
  auto proof = store::find_proof(reader, sha256_hex(token), purpose);
  if (!proof || proof->expires <= ctx.now) return {};
  return proof;
}

Result<Request> by_token(db::Reader& reader, const Context& ctx, const std::string& token,
                         std::string_view purpose) {
  const auto proof = find_link(reader, ctx, token, purpose);
  auto request = proof ? store::find_request(reader, proof->request_id) : std::nullopt;
  if (!request) return ended_link();
  return std::move(*request);
}

}  // namespace

Result<void> begin_request(const Context& ctx, const NewRequest& input,
                           const std::string& sending) {
  const NewRequest checked = TRY(check_request(input, true));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Context person = as_person(ctx);
    if (receipts::find(tx, person, kBegun, sending)) return {};
    const Instant since{ctx.now.ms - kDayMs};
    const auto sent = store::count_of_address(tx, sha256_hex(checked.email), since);
    if (sent >= kLettersADay) return {};  // silent: an address must not be flooded
    Request request = new_request(ctx, checked, "public");
    TRY(store::insert_request(tx, request));
    TRY(send_proof_letter(tx, person, request));
    TRY(note(tx, person, kBegun, request, nullptr, {{"kind", request.kind}}));
    return receipts::keep(tx, person, kBegun, sending, request.id);
  });
}

Result<Request> load_proof(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) { return by_token(reader, ctx, token, "proof"); });
}

Result<std::string> prove_request(const Context& ctx, const std::string& token) {
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    const Context person = as_person(ctx);
    Request request = TRY(by_token(tx, ctx, token, "proof"));
    if (request.state != "proving") return ended_link();
    TRY(store::delete_proofs(tx, request.id, "proof"));
    TRY(receive(tx, person, request, ctx.today()));
    TRY(store::update_request(tx, request));
    TRY(send_received_letter(tx, person, request));
    const Link link = TRY(issue_link(tx, person, request.id, "status", kStatusDays * 24));
    return link.token;
  });
}

Result<Request> load_status(const Context& ctx, const std::string& token) {
  return ctx.db.read([&](db::Reader& reader) { return by_token(reader, ctx, token, "status"); });
}

Result<void> withdraw_own(const Context& ctx, const std::string& token) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Context person = as_person(ctx);
    Request request = TRY(by_token(tx, ctx, token, "status"));
    return end_withdrawn(tx, person, request, "本人の申出");
  });
}

Result<std::string> make_own_request(const Context& ctx, const NewRequest& input,
                                     const std::string& sending) {
  TRY(must(ctx.actor, may::make_own_request));
  Context system = ctx;  // one's own account, which one may not look up by oneself
  system.actor = Actor::system("本人の請求");
  const auto account = TRY(accounts::load_account(system, ctx.actor.account));
  NewRequest own = input;
  own.name = account.name;
  own.email = account.login;
  const NewRequest checked = TRY(check_request(own, true));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (auto made = receipts::find(tx, ctx, kMade, sending)) return *made;
    Request request = new_request(ctx, checked, "members");
    request.account_id = ctx.actor.account.text;
    TRY(receive(tx, ctx, request, ctx.today()));
    TRY(store::insert_request(tx, request));
    TRY(send_received_letter(tx, ctx, request));
    TRY(receipts::keep(tx, ctx, kMade, sending, request.id));
    return request.id;
  });
}

Result<std::vector<Request>> list_own_requests(const Context& ctx) {
  TRY(must(ctx.actor, may::make_own_request));
  return ctx.db.read([&](db::Reader& reader) {
    return store::list_requests_of_account(reader, ctx.actor.account.text, kOwnShown);
  });
}

Result<Request> load_own_request(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::make_own_request));
  auto request =
      ctx.db.read([&](db::Reader& reader) { return store::find_request(reader, id); });
  // SECURITY: somebody else's looks as if there were none.
  if (!request || request->account_id != ctx.actor.account.text || request->account_id.empty()) {
    return fail(Fault::not_found, "この請求は見つかりません。一覧から選び直してください");
  }
  return std::move(*request);
}

Result<Json> readable_package(const Context& ctx, const Request& request) {
  if (!request.is_readable(ctx.today())) {
    return fail(Fault::not_found, "読める期間が過ぎたか、開示した情報がありません。事務局にお尋ねください");
  }
  return disclosed_part(Json::parse(request.package));
}

std::string package_csv(const Json& package) {
  std::vector<std::vector<std::string>> rows;
  rows.push_back({"どこに", "何の記録", "項目", "内容", "利用目的"});
  for (const Json& source : package.at("sources")) {
    for (const Json& record : source.at("records")) {
      for (const Json& field : record.at("fields")) {
        rows.push_back({source.at("label"), record.at("title"), field.at(0), field.at(1),
                        source.at("purpose")});
      }
    }
  }
  const auto csv = sheets::write_csv(rows);
  CHECK(csv.has_value());  // UTF-8 holds everything
  return *csv;
}

Result<std::int64_t> clear_unproved(const Context& ctx) {
  const Instant before{ctx.now.ms - 3 * kDayMs};
  return ctx.db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    TRY(store::delete_proofs_before(tx, ctx.now));
    const std::int64_t gone = TRY(store::delete_unproved_before(tx, before));
    if (gone > 0) {
      TRY(audit::note(tx, ctx, "privacy.requests.cleared", {"privacy_request", "", ""}, nullptr,
                      {{"count", gone}}));
    }
    return gone;
  });
}

}  // namespace musubi::privacy
