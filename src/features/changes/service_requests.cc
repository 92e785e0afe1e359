// service_requests.cc - the member's administrator writes, sends, answers and takes back a request;
// and a contact person sends one by a mailed link. See service.h and the states in change.h.
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/changes/service.h"

namespace musubi::changes {
namespace {

constexpr std::string_view kDrafted = "changes.request.drafted";
constexpr std::string_view kSentByLink = "changes.request.sent_by_link";
constexpr int kOpenMost = 20;  // of one member at a time

Failure hidden() {
  return fail(Fault::not_found, "この届出は見つかりません。届出の一覧から選び直してください");
}

// The organisation that the actor acts for; a merged one lives on in the one that stayed.
Result<members::Organisation> own_organisation(db::Reader& reader, const Context& ctx) {
  auto found = members::find_registration(reader, ctx.actor.organisation);
  if (ctx.actor.organisation.empty() || !found) {
    return fail(Fault::not_found, "所属する団体の登録が見つかりません。事務局にお知らせください");
  }
  return std::move(found->organisation);
}

Result<Request> find_own(db::Reader& reader, const Context& ctx, const ChangeId& id) {
  const auto own = TRY(own_organisation(reader, ctx));
  auto found = store::find_request(reader, id);
  if (!found || !(found->organisation_id == own.id)) return hidden();
  return std::move(*found);
}

// Outside the transaction: disk work.
Result<std::optional<files::Staged>> staged(const Context& ctx, const Wish& wish) {
  if (wish.upload_path.empty()) return std::optional<files::Staged>();
  auto bytes = files::stage(wish.upload_path, wish.filename, kAttachment);
  if (!bytes) return fail(std::move(bytes).error());
  TRY(files::scan_staged(ctx, *bytes, kAttachment));
  return std::optional<files::Staged>(std::move(*bytes));
}

Result<void> attach(db::Tx& tx, const Context& ctx, const std::optional<files::Staged>& staged,
                    Request& request) {
  if (!staged) return {};
  if (!request.file_id.empty()) {
    TRY(files::remove(ctx, tx, files::FileId{request.file_id}, "添付を差し替えました"));
  }
  const auto file =
      TRY(files::take(ctx, tx, *staged, kAttachment, ctx.actor.organisation.text));
  request.file_id = file.id.text;
  request.filename = file.filename;
  return {};
}

Result<void> set_out(db::Tx& tx, const Context& ctx, Request& request) {
  TRY(number_request(tx, ctx, request));
  request.state = State::waiting;
  if (info_of(request.kind).confirmed) {
    TRY(store::update_request(tx, request));
    return record_move(tx, ctx, request, "changes.request.sent", "received");
  }
  request.decided_at = ctx.now;
  request.accepted = wish_fields(request.kind);
  if (request.effective_on <= iso(ctx.today())) {
    TRY(carry_out(tx, ctx, request));
    TRY(store::update_request(tx, request));
    return record_move(tx, ctx, request, "changes.request.carried_out", "done");
  }
  request.state = State::scheduled;
  TRY(store::update_request(tx, request));
  return record_move(tx, ctx, request, "changes.request.sent", "scheduled");
}

}  // namespace

Result<void> number_request(db::Tx& tx, const Context& ctx, Request& request) {
  if (request.number != 0) return {};
  request.fiscal_year = fiscal_year(ctx.today());
  request.number = store::find_highest_number(tx, request.fiscal_year) + 1;
  request.sent_at = ctx.now;
  return {};
}

Result<void> record_move(db::Tx& tx, const Context& ctx, const Request& request,
                         std::string_view action, std::string_view letter) {
  Json is{{"kind", info_of(request.kind).name}, {"state", state_name(request.state)}};
  if (!request.effective_on.empty()) is["effective_on"] = request.effective_on;
  TRY(audit::note(tx, ctx, action,
                  {"change_request", request.id.text, request.organisation_id.text}, nullptr, is));
  TRY(put_document(tx, request));
  if (letter.empty()) return {};
  if (letter == "received") TRY(outbox::later(tx, ctx.now, kCame, {{"id", request.id.text}}));
  return outbox::later(tx, ctx.now, kMoved, {{"id", request.id.text}, {"what", letter}});
}

Result<void> discard_draft(db::Tx& tx, const Context& ctx, const Request& draft,
                           const std::string& why) {
  CHECK(draft.state == State::draft);
  if (!draft.file_id.empty()) {
    TRY(files::remove(ctx, tx, files::FileId{draft.file_id}, why));
  }
  TRY(store::delete_request(tx, draft.id));
  return audit::note(tx, ctx, "changes.request.discarded",
                     {"change_request", draft.id.text, draft.organisation_id.text});
}

Result<ChangeId> write_draft(const Context& ctx, Kind kind, const Wish& wish) {
  TRY(must(ctx.actor, may::change_own));
  Request checked;
  checked.kind = kind;
  Result<void> readable = ctx.db.read([&](db::Reader& reader) -> Result<void> {
    checked.organisation_id = TRY(own_organisation(reader, ctx)).id;
    return read_wish(reader, ctx, wish, wish_fields(kind), checked);
  });
  TRY(std::move(readable));
  const auto file = TRY(staged(ctx, wish));
  return ctx.db.write([&](db::Tx& tx) -> Result<ChangeId> {
    if (auto first = receipts::find(tx, ctx, kDrafted, wish.sending)) return ChangeId{*first};
    if (static_cast<int>(store::list_open_of(tx, checked.organisation_id).size()) >= kOpenMost) {
      return fail(Fault::too_many, "確認を待っている届出が多くなっています。結果をお待ちください");
    }
    Request request = checked;
    request.id = ChangeId::make(ctx.now);
    TRY(read_wish(tx, ctx, wish, wish_fields(kind), request));
    request.organisation_name = TRY(own_organisation(tx, ctx)).name;
    request.made_by = ctx.actor.account.text;
    request.made_by_name = ctx.actor.name;
    request.created_at = ctx.now;
    TRY(attach(tx, ctx, file, request));
    TRY(store::insert_request(tx, request));
    TRY(audit::note(tx, ctx, kDrafted,
                    {"change_request", request.id.text, request.organisation_id.text}, nullptr,
                    {{"kind", info_of(kind).name}}));
    TRY(receipts::keep(tx, ctx, kDrafted, wish.sending, request.id.text));
    return request.id;
  });
}

Result<Request> rewrite_request(const Context& ctx, const ChangeId& id, const Wish& wish) {
  TRY(must(ctx.actor, may::change_own));
  Result<void> readable = ctx.db.read([&](db::Reader& reader) -> Result<void> {
    Request request = TRY(find_own(reader, ctx, id));
    return read_wish(reader, ctx, wish, wish_fields(request.kind), request);
  });
  TRY(std::move(readable));
  const auto file = TRY(staged(ctx, wish));
  return ctx.db.write([&](db::Tx& tx) -> Result<Request> {
    Request request = TRY(find_own(tx, ctx, id));
    if (request.state != State::draft && request.state != State::asked) {
      return fail(Fault::conflict, "この届出は「" + std::string(state_label(request.state)) +
                                       "」のため、直せません。届出の画面を開き直してください");
    }
    TRY(read_wish(tx, ctx, wish, wish_fields(request.kind), request));
    TRY(attach(tx, ctx, file, request));
    const bool answered = request.state == State::asked;
    if (answered) request.state = State::waiting;
    TRY(store::update_request(tx, request));
    TRY(record_move(tx, ctx, request,
                    answered ? "changes.request.answered" : "changes.request.rewritten"));
    return request;
  });
}

Result<Request> send_request(const Context& ctx, const ChangeId& id) {
  TRY(must(ctx.actor, may::change_own));
  return ctx.db.write([&](db::Tx& tx) -> Result<Request> {
    Request request = TRY(find_own(tx, ctx, id));
    if (request.state != State::draft) return request;  // sent already: the same receipt
    // The draft may be of yesterday: the registry and the day are asked once more.
    Wish wish;
    for (const auto& [field, text] : request.wanted.items()) {
      wish.values.emplace_back(field, text.get<std::string>());
    }
    wish.values.emplace_back("leaves", request.other_id);
    wish.effective_on = request.effective_on;
    wish.reason = request.reason;
    TRY(read_wish(tx, ctx, wish, wish_fields(request.kind), request));
    TRY(set_out(tx, ctx, request));
    return request;
  });
}

Result<void> take_back_request(const Context& ctx, const ChangeId& id) {
  TRY(must(ctx.actor, may::change_own));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Request request = TRY(find_own(tx, ctx, id));
    if (request.state == State::taken_back) return {};
    if (request.state == State::draft) return discard_draft(tx, ctx, request, "下書きを消しました");
    if (!request.is_open()) {
      return fail(Fault::conflict, "この届出は「" + std::string(state_label(request.state)) +
                                       "」のため、取り下げられません。変えたいときは、新しく届け出てください");
    }
    request.state = State::taken_back;
    request.decided_at = ctx.now;
    TRY(store::update_request(tx, request));
    return record_move(tx, ctx, request, "changes.request.taken_back", "taken_back");
  });
}

Result<Request> load_own_request(const Context& ctx, const ChangeId& id) {
  TRY(must(ctx.actor, may::change_own));
  return ctx.db.read([&](db::Reader& reader) { return find_own(reader, ctx, id); });
}

Result<RequestList> list_own_requests(const Context& ctx, const store::Key& before) {
  TRY(must(ctx.actor, may::change_own));
  return ctx.db.read([&](db::Reader& reader) -> Result<RequestList> {
    RequestList out;
    const auto own = members::find_registration(reader, ctx.actor.organisation);
    if (!own) return out;
    out.rows = store::list_requests_of(reader, own->organisation.id, before, kPageRows + 1);
    out.more = static_cast<int>(out.rows.size()) > kPageRows;
    if (out.more) out.rows.pop_back();
    return out;
  });
}

Result<files::Opened> open_attachment(const Context& ctx, const ChangeId& id) {
  TRY(must(ctx.actor, may::open_change_file));
  auto found = ctx.db.read([&](db::Reader& reader) -> Result<Request> {
    if (!can(ctx.actor, may::settle_changes)) return find_own(reader, ctx, id);
    auto request = store::find_request(reader, id);
    if (!request || request->state == State::draft) return hidden();
    return std::move(*request);
  });
  if (!found) return fail(std::move(found).error());
  if (found->file_id.empty()) return hidden();
  return files::open_for(ctx, files::FileId{found->file_id}, kAttachment);
}

Result<std::string> send_by_link(db::Tx& tx, const Context& ctx, const LinkRequest& input) {
  if (auto first = receipts::find(tx, ctx, kSentByLink, input.sending)) return *first;
  Request request;
  request.id = ChangeId::make(ctx.now);
  request.organisation_id = input.organisation_id;
  request.route = "link";
  Wish wish;
  wish.values = input.values;
  wish.effective_on = input.effective_on;
  wish.reason = input.reason;
  std::vector<std::string> fields;
  for (const auto& field : own_fields()) fields.emplace_back(field.name);
  TRY(read_wish(tx, ctx, wish, fields, request));
  if (static_cast<int>(store::list_open_of(tx, request.organisation_id).size()) >= kOpenMost) {
    return fail(Fault::too_many, "確認を待っている届出が多くなっています。結果をお待ちください");
  }
  request.organisation_name =
      members::find_registration(tx, input.organisation_id)->organisation.name;
  request.made_by_name = input.sender_name;
  request.created_at = ctx.now;
  request.state = State::waiting;
  TRY(number_request(tx, ctx, request));
  TRY(store::insert_request(tx, request));
  TRY(record_move(tx, ctx, request, "changes.request.sent", "received"));
  TRY(receipts::keep(tx, ctx, kSentByLink, input.sending, request.receipt_no()));
  return request.receipt_no();
}

bool has_sent_since(db::Reader& reader, const OrganisationId& organisation, Instant since) {
  return store::has_sent_since(reader, organisation, since);
}

}  // namespace musubi::changes
