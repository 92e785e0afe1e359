// service_office.cc - the office reads what waits, confirms it field by field, asks or declines;
// and the clock carries out what was confirmed for a later day. See service.h.
#include <algorithm>

#include "base/text.h"
#include "core/audit/audit.h"
#include "features/changes/keeping/keeping.h"
#include "features/changes/service.h"

namespace musubi::changes {
namespace {

constexpr std::size_t kWordsMost = 1000;
constexpr int kDueAtOnce = 50;

Failure hidden() {
  return fail(Fault::not_found, "この届出は見つかりません。一覧から選び直してください");
}

Failure over(const Request& request) {
  return fail(Fault::conflict, "この届出は、いま「" + std::string(state_label(request.state)) +
                                   "」です。画面を開き直して、内容を確かめてください");
}

// SECURITY: a draft is nobody's but the member's.
Result<Request> find_sent(db::Reader& reader, const ChangeId& id, std::int64_t version) {
  auto found = store::find_request(reader, id);
  if (!found || found->state == State::draft) return hidden();
  if (version != 0) found->version = version;
  return std::move(*found);
}

std::vector<FieldView> field_views(const Request& request, const members::Registration* now) {
  std::vector<FieldView> out;
  for (const auto& [field, wanted] : request.wanted.items()) {
    FieldView view{field, field_label(request, field), "", "", "", false};
    view.wanted = field_words(request, field, wanted.get<std::string>());
    if (request.kind == Kind::details) {
      const std::string before = request.before.value(field, std::string());
      const bool known = now != nullptr && field != kOfficersChanged;
      const std::string is = known ? members::field_text(now->organisation, field) : before;
      view.before = field_words(request, field, before);
      view.now = field_words(request, field, is);
      view.moved = request.is_open() && is != before;
    }
    out.push_back(std::move(view));
  }
  if (request.kind != Kind::details) return out;
  const auto place = [](const FieldView& view) {  // in the order of the form
    const auto fields = own_fields();
    return std::find_if(fields.begin(), fields.end(), [&](const OwnField& field) {
             return field.name == view.name;
           }) - fields.begin();
  };
  std::stable_sort(out.begin(), out.end(), [&](const FieldView& a, const FieldView& b) {
    return place(a) < place(b);
  });
  return out;
}

// What members refuse names fields of other forms: here it is one sentence about the registry.
Result<void> told_plainly(const Result<void>& done) {
  if (done || done.error().fields.empty()) return done;
  return fail(Fault::conflict, done.error().fields.front().says);
}

Result<std::string> checked_words(const std::string& field, const std::string& typed,
                                  const char* missing) {
  const std::string text = trim(typed);
  if (text.empty() && missing != nullptr) return fail_fields({{field, missing}});
  if (count_characters(text) > kWordsMost) {
    return fail_fields({{field, "1,000文字以内で入力してください"}});
  }
  return text;
}

// The fields that are taken over; what the registry said when that was decided is what the day
// itself must still find.
Result<void> take_fields(const Confirmation& input, const members::Registration& now,
                         Request& request) {
  for (const auto& [field, wanted] : request.wanted.items()) {
    const bool taken =
        std::find(input.takes.begin(), input.takes.end(), field) != input.takes.end();
    if (!taken) continue;
    request.accepted.push_back(field);
    if (field == kOfficersChanged) continue;
    request.before[field] = members::field_text(now.organisation, field);
  }
  if (request.accepted.empty()) {
    return fail_fields({{"takes", "登録する項目を選んでください。1つもないときは「お断りする」を使ってください"}});
  }
  if (request.accepted.size() < request.wanted.size() && trim(input.note).empty()) {
    return fail_fields({{"note", "登録しない項目があるときは、その理由を入力してください"}});
  }
  return {};
}

Result<void> take_other(db::Reader& reader, const Confirmation& input, Request& request) {
  const auto other = members::find_registration_by_no(reader, trim(nfkc(input.into_no)));
  if (!other) {
    return fail_fields({{"into_no", "この会員番号の会員はいません。名簿で確かめて入力してください"}});
  }
  if (other->organisation.id == request.organisation_id) {
    return fail_fields({{"into_no", "合併される側と同じ会員です。合併先の会員番号を入力してください"}});
  }
  request.other_id = other->organisation.id.text;
  request.wanted["into_no"] = other->organisation.member_no;
  return {};
}

}  // namespace

Result<RequestList> list_requests(const Context& ctx, const RequestFilter& filter) {
  TRY(must(ctx.actor, may::settle_changes));
  return ctx.db.read([&](db::Reader& reader) -> Result<RequestList> {
    RequestList out;
    out.rows =
        store::list_requests(reader, filter.state, filter.kind, filter.after, kPageRows + 1);
    out.more = static_cast<int>(out.rows.size()) > kPageRows;
    if (out.more) out.rows.pop_back();
    return out;
  });
}

Result<OfficePage> load_request(const Context& ctx, const ChangeId& id) {
  TRY(must(ctx.actor, may::settle_changes));
  return ctx.db.read([&](db::Reader& reader) -> Result<OfficePage> {
    OfficePage page;
    page.request = TRY(find_sent(reader, id, 0));
    page.now = members::find_registration(reader, page.request.organisation_id);
    page.fields = field_views(page.request, page.now ? &*page.now : nullptr);
    if (page.request.kind == Kind::contact && page.now) {
      for (const auto& person : page.now->people) {
        if (person.id.text == page.request.other_id) page.leaver = person.name;
      }
    }
    return page;
  });
}

Result<Request> confirm_request(const Context& ctx, const ChangeId& id,
                                const Confirmation& input) {
  const std::string note = TRY(checked_words("note", input.note, nullptr));
  TRY(must(ctx.actor, may::settle_changes));
  return ctx.db.write([&](db::Tx& tx) -> Result<Request> {
    Request request = TRY(find_sent(tx, id, input.version));
    if (request.state != State::waiting && request.state != State::asked) return over(request);
    const auto now = members::find_registration(tx, request.organisation_id);
    if (!now) return hidden();
    if (input.registry_version != 0 && input.registry_version != now->organisation.version) {
      return fail(Fault::conflict, "確かめているあいだに、会員情報が変わりました。"
                                   "いまの内容で、もう一度見比べてください");
    }
    if (request.kind == Kind::details) TRY(take_fields(input, *now, request));
    if (request.kind == Kind::merger) TRY(take_other(tx, input, request));
    request.verdict = note;
    request.trouble.clear();
    request.decided_by_name = ctx.actor.name;
    request.decided_at = ctx.now;
    const bool later = request.effective_on > iso(ctx.today());
    if (later) {
      request.state = State::scheduled;
    } else {
      TRY(told_plainly(carry_out(tx, ctx, request)));
    }
    TRY(store::update_request(tx, request));
    TRY(record_move(tx, ctx, request, "changes.request.confirmed", later ? "scheduled" : "done"));
    return request;
  });
}

Result<void> ask_member(const Context& ctx, const ChangeId& id, const Words& question) {
  const std::string text =
      TRY(checked_words("question", question.text, "尋ねることを入力してください"));
  TRY(must(ctx.actor, may::settle_changes));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Request request = TRY(find_sent(tx, id, question.version));
    if (request.state != State::waiting) return over(request);
    if (request.route == "link") {
      return fail(Fault::conflict, "メールのリンクから届いた申請には、画面から尋ねられません。"
                                   "電話かメールで担当者にお尋ねください");
    }
    request.state = State::asked;
    request.question = text;
    request.answer.clear();
    TRY(store::update_request(tx, request));
    return record_move(tx, ctx, request, "changes.request.asked", "asked");
  });
}

Result<void> decline_request(const Context& ctx, const ChangeId& id, const Words& reason) {
  const std::string text =
      TRY(checked_words("reason", reason.text, "会員に伝える理由を入力してください"));
  TRY(must(ctx.actor, may::settle_changes));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Request request = TRY(find_sent(tx, id, reason.version));
    if (!request.is_open()) return over(request);
    request.state = State::declined;
    request.verdict = text;
    request.decided_by_name = ctx.actor.name;
    request.decided_at = ctx.now;
    TRY(store::update_request(tx, request));
    return record_move(tx, ctx, request, "changes.request.declined", "declined");
  });
}

Result<void> carry_out(db::Tx& tx, const Context& ctx, Request& request) {
  members::AskedBy by{request.id.text, request.receipt_no(), request.effective_on};
  if (!request.reason.empty()) by.reason += "　" + request.reason;
  const KindInfo& kind = info_of(request.kind);
  if (request.kind == Kind::details) {
    members::TypedFields values;
    bool officers = false;
    for (const auto& field : request.accepted) {
      if (field == kOfficersChanged) {
        officers = true;
      } else {
        values.emplace_back(field, request.text(field));
      }
    }
    TRY(members::change_registration(tx, ctx, request.organisation_id, 0, values, by));
    if (officers) TRY(members::tell_of_changed_officers(tx, ctx, request.organisation_id));
  } else if (request.kind == Kind::contact) {
    members::PersonChange joins{request.organisation_id, {}, 0, {}, false};
    for (const auto& [field, text] : request.wanted.items()) {
      joins.values.emplace_back(field, text.get<std::string>());
    }
    const auto now = members::find_registration(tx, request.organisation_id);
    for (const auto& person : now->people) {
      if (person.id.text == request.other_id && person.is_primary) {
        joins.values.emplace_back("is_primary", "1");
      }
    }
    TRY(members::change_person(tx, ctx, joins, by));
    TRY(members::change_person(
        tx, ctx, {request.organisation_id, {request.other_id}, 0, {}, true}, by));
  } else if (request.kind == Kind::merger) {
    TRY(members::merge_members_on(tx, ctx, request.organisation_id, {request.other_id}, by));
  } else {
    TRY(members::change_standing(tx, ctx, request.organisation_id, std::string(kind.event), by));
  }
  request.state = State::done;
  request.done_at = ctx.now;
  return {};
}

namespace {

// Why it cannot be carried out as it was confirmed; "" when it can.
std::string moved_on(db::Reader& reader, const Request& request) {
  if (request.kind != Kind::details) return "";
  const auto now = members::find_registration(reader, request.organisation_id);
  if (!now) return "会員の登録が見つかりません";
  for (const auto& field : request.accepted) {
    if (field == kOfficersChanged) continue;
    const std::string is = members::field_text(now->organisation, field);
    if (is == request.before.value(field, std::string()) || is == request.text(field)) continue;
    return field_label(request, field) + "が、確認したあとに変わっています";
  }
  return "";
}

Result<void> carry_out_one(const Context& ctx, const Request& due) {
  const auto done = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto request = store::find_request(tx, due.id);
    if (!request || request->state != State::scheduled) return {};
    if (const std::string why = moved_on(tx, *request); !why.empty()) {
      return fail(Fault::conflict, why);
    }
    TRY(carry_out(tx, ctx, *request));
    TRY(store::update_request(tx, *request));
    return record_move(tx, ctx, *request, "changes.request.carried_out", "done");
  });
  if (done) return {};
  if (done.error().fault == Fault::unavailable) return fail(done.error());
  // It goes back to a person, with the reason; the others go on.
  std::string why = done.error().says;
  if (!done.error().fields.empty()) why = done.error().fields.front().says;
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto request = store::find_request(tx, due.id);
    if (!request || request->state != State::scheduled) return {};
    request->state = State::waiting;
    request->accepted.clear();
    request->trouble = why;
    TRY(store::update_request(tx, *request));
    return record_move(tx, ctx, *request, "changes.request.came_back");
  });
}

}  // namespace

Result<void> carry_out_due(const Context& ctx) {
  for (;;) {
    const auto due = ctx.db.read([&](db::Reader& reader) {
      return store::list_due(reader, iso(ctx.today()), kDueAtOnce);
    });
    for (const Request& request : due) TRY(carry_out_one(ctx, request));
    if (static_cast<int>(due.size()) < kDueAtOnce) return {};
  }
}

Result<void> clear_drafts(const Context& ctx) {
  return retention::destroy_over(ctx, draft_kind());
}

}  // namespace musubi::changes
