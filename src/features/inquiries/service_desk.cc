// service_desk.cc - the office reads, answers, notes, assigns and ends inquiries; see service.h.
// SECURITY: an answer is an OutgoingText and goes to letters and inquiry_messages; a note is an
// InternalText and goes to inquiry_notes. No function takes both.
#include <algorithm>

#include "base/text.h"
#include "core/receipts/receipts.h"
#include "features/accounts/accounts.h"
#include "features/inquiries/checks.h"
#include "features/inquiries/letters.h"
#include "features/inquiries/outcomes.h"
#include "features/inquiries/record.h"
#include "features/members/members.h"
#include "features/publishing/publishing.h"

namespace musubi::inquiries {
namespace {

constexpr int kShownMost = 500;  // messages and notes of one page
constexpr int kTextsMost = 100;
constexpr int kPeopleMostOf = 100;
constexpr int kSameAskerMost = 6;
constexpr int kFoundMost = 100;
constexpr int kOfOneRun = 200;
constexpr std::string_view kAnswered = "inquiries.message.sent";
constexpr std::string_view kNoted = "inquiries.note.added";

Failure absent_inquiry() {
  return fail(Fault::not_found, "この問合せは見つかりません。一覧から選び直してください");
}

// With what the scanner says of those that cannot be opened now.
std::vector<AttachedFile> list_for_office(db::Reader& reader, const std::string& id) {
  std::vector<AttachedFile> out = store::list_files(reader, id);
  for (AttachedFile& one : out) {
    const auto file = files::find_file(reader, files::FileId{one.file_id});
    if (file && files::is_handed_out(*file)) continue;
    files::State state = file ? file->state : files::State::removed;
    // From before there was a scanner: it waits as the others do.
    if (state == files::State::unscanned) state = files::State::waiting_scan;
    one.held_back = files::state_label(state);
  }
  return out;
}

Result<Inquiry> load_for_change(db::Tx& tx, const Step& step,
                                std::initializer_list<std::string_view> states) {
  auto found = store::find_inquiry(tx, step.id);
  if (!found) return absent_inquiry();
  const bool fits = std::any_of(states.begin(), states.end(),
                                [&](std::string_view one) { return one == found->state; });
  if (!fits || !found->erased_on.empty()) {
    return fail(Fault::conflict, "この問合せは、いま「" + label_in(inquiries::states(), found->state) +
                                     "」です。画面を開き直してください");
  }
  if (step.version != 0) found->version = step.version;
  return std::move(*found);
}

Result<std::vector<Colleague>> list_colleagues(const Context& ctx) {
  // The list of accounts is the managers'; names of one's colleagues are everybody's in the office.
  Context system = ctx;
  system.actor = Actor::system("問合せの割当て");
  std::vector<Colleague> out;
  for (const Role role : {Role::secretariat, Role::secretariat_manager}) {
    accounts::ListFilter filter;
    filter.role = role;
    filter.state = accounts::State::active;
    filter.most = kPeopleMostOf;
    for (const auto& account : TRY(accounts::list_accounts(system, filter))) {
      const bool known = std::any_of(out.begin(), out.end(), [&](const Colleague& one) {
        return one.id == account.id.text;
      });
      if (!known) out.push_back({account.id.text, account.name});
    }
  }
  return out;
}

// Nobody's answer goes out over another's head: the form names the messages that it showed.
Result<void> check_thread(const Inquiry& inquiry, std::int64_t seen) {
  if (seen == 0 || seen == inquiry.thread) return {};
  return fail(Fault::conflict,
              "書いている間に、新しいやりとりがありました。上のやりとりを読み、必要なら直してから送ってください。"
              "入力した文はそのまま残っています");
}

Result<void> end_with(const Context& ctx, const Step& step, const char* state,
                      std::initializer_list<std::string_view> from, std::string_view action) {
  TRY(must(ctx.actor, may::work_inquiries));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Inquiry q = TRY(load_for_change(tx, step, from));
    const std::string before = q.state;
    q.state = state;
    q.closed_on = iso(ctx.today());
    q.follow_up_on.clear();
    return save(tx, ctx, q,
                {.action = action,
                 .before = {{"inquiry_state", before}},
                 .after = {{"inquiry_state", q.state}}});
  });
}

}  // namespace

Result<DeskPage> load_inquiry(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_inquiries));
  std::vector<Colleague> colleagues = TRY(list_colleagues(ctx));
  return ctx.db.read([&](db::Reader& reader) -> Result<DeskPage> {
    auto found = store::find_inquiry(reader, id);
    if (!found) return absent_inquiry();
    DeskPage out;
    out.thread.messages = store::list_messages(reader, id, kShownMost);
    out.thread.files = list_for_office(reader, id);
    out.notes = store::list_notes(reader, id, kShownMost);
    out.merges = store::list_merges_into(reader, id);
    out.listings = list_listings_of(reader, id, out.merges);
    out.texts = store::list_texts(reader, true, kTextsMost);
    out.colleagues = std::move(colleagues);
    out.clock = clock_of(ctx);
    if (!found->organisation_id.empty()) {
      const auto member = members::find_registration(reader, {found->organisation_id});
      if (member) {
        out.organisation_name = member->organisation.name;
        out.member_no = member->organisation.member_no;
      }
    }
    if (!found->email.empty()) {
      store::Filter same;
      same.email = found->email;
      same.most = kSameAskerMost;
      out.of_same_asker = store::list_inquiries(reader, same);
      std::erase_if(out.of_same_asker, [&](const Inquiry& one) { return one.id == id; });
    }
    if (!found->merged_into.empty()) {
      out.merged_into = store::find_inquiry(reader, found->merged_into);
    }
    // Thrown away meanwhile: it can be begun again.
    for (std::string* article : {&found->faq_id, &found->news_id}) {
      if (!article->empty() && !publishing::has_item(reader, *article)) article->clear();
    }
    out.thread.inquiry = std::move(*found);
    return out;
  });
}

Result<std::vector<Inquiry>> list_visible(const Context& ctx, const store::Filter& filter,
                                          const std::string& words) {
  TRY(must(ctx.actor, may::see_inquiries));
  return ctx.db.read([&](db::Reader& reader) -> std::vector<Inquiry> {
    if (trim(words).empty()) return store::list_inquiries(reader, filter);
    if (const auto number = read_number(words)) {
      auto one = store::find_inquiry_by_number(reader, number->first, number->second);
      if (one) return {std::move(*one)};
    }
    if (const auto email = read_email(words)) {
      store::Filter same;
      same.email = lower_ascii(*email);
      same.most = kFoundMost;
      auto found = store::list_inquiries(reader, same);
      if (!found.empty()) return found;
    }
    return store::list_inquiries_by_ids(
        reader, search::find_ids(reader, "inquiry", words, {"inquiries"}, kFoundMost));
  });
}

Result<void> answer(const Context& ctx, const Answer& input, const OutgoingText& text,
                    const std::string& sending) {
  const std::string words = TRY(check_body(text.words, "answer", "回答"));
  if (input.how != "mail" && input.how != "phone" && input.how != "visit") {
    return fail_fields({{"how", "回答の方法を選んでください"}});
  }
  TRY(must(ctx.actor, may::work_inquiries));
  const std::vector<files::Staged> staged = TRY(stage_uploads(input.files));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (receipts::find(tx, ctx, kAnswered, sending)) return {};
    Inquiry q = TRY(load_for_change(tx, {input.id, 0}, {"open", "answered", "closed"}));
    TRY(check_thread(q, input.thread));
    if (input.how == "mail" && q.email.empty()) {
      return fail_fields({{"how", "メールアドレスのない問合せです。電話か来所で答え、その内容を記録してください"}});
    }
    Message m;
    m.channel = input.how;
    m.body = words;
    m.author_name = ctx.actor.name;
    m.author_account = ctx.actor.account.text;
    std::vector<AttachedFile> attached;
    std::vector<files::FileId> ids;
    for (const files::Staged& one : staged) {
      const files::File file = TRY(files::take(ctx, tx, one, kAttachment));
      attached.push_back({file.id.text, "", q.id, file.filename, ""});
      ids.push_back(file.id);
    }
    if (input.how == "mail") {
      const SentLetter sent = TRY(send_answer(tx, ctx, q, OutgoingText(words), ids));
      m.mail_id = sent.mail_id;
      m.message_id = sent.message_id;
    }
    if (q.assigned_to.empty() && ctx.actor.is_person()) {
      q.assigned_to = ctx.actor.account.text;
      q.assigned_name = ctx.actor.name;
    }
    TRY(add_outgoing(tx, ctx, q, std::move(m), attached));
    if (input.closes) {
      q.state = "closed";
      q.closed_on = iso(ctx.today());
      q.follow_up_on.clear();
      TRY(save(tx, ctx, q,
               {.action = "inquiries.inquiry.closed", .after = {{"inquiry_state", q.state}}}));
    }
    return receipts::keep(tx, ctx, kAnswered, sending, q.id);
  });
}

Result<void> add_note(const Context& ctx, const std::string& id, const InternalText& text,
                      const std::string& sending) {
  const std::string words = TRY(check_body(text.words, "note", "内部メモ"));
  TRY(must(ctx.actor, may::work_inquiries));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (receipts::find(tx, ctx, kNoted, sending)) return {};
    const auto found = store::find_inquiry(tx, id);
    if (!found || !found->erased_on.empty()) return absent_inquiry();
    const Instant now = clock_of(ctx);
    TRY(store::insert_note(tx, {new_uuid(now), id, words, ctx.actor.name, ctx.actor.account.text,
                                "", now}));
    TRY(note_audit(tx, ctx, *found, {.action = kNoted}));
    return receipts::keep(tx, ctx, kNoted, sending, id);
  });
}

Result<void> assign(const Context& ctx, const Step& step, const std::string& account) {
  TRY(must(ctx.actor, may::work_inquiries));
  std::string name;
  if (!account.empty()) {
    for (const Colleague& one : TRY(list_colleagues(ctx))) {
      if (one.id == account) name = one.name;
    }
    if (name.empty()) return fail_fields({{"assigned_to", "担当する人を一覧から選んでください"}});
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Inquiry q = TRY(load_for_change(tx, step, {"open", "answered", "closed", "quarantined"}));
    if (q.assigned_to == account) return {};  // pressed twice
    const std::string before = q.assigned_name;
    q.assigned_to = account;
    q.assigned_name = name;
    return save(tx, ctx, q,
                {.action = "inquiries.inquiry.assigned",
                 .before = {{"assigned_name", before}},
                 .after = {{"assigned_name", name}}});
  });
}

Result<void> set_follow_up(const Context& ctx, const Step& step, const std::string& day) {
  const auto date = parse_iso_date(day);
  if (!day.empty() && (!date || *date < ctx.today())) {
    return fail_fields({{"follow_up_on", "もう一度見る日は、きょうより後の実在する日付で入力してください"}});
  }
  TRY(must(ctx.actor, may::work_inquiries));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Inquiry q = TRY(load_for_change(tx, step, {"open", "answered", "closed"}));
    if (q.follow_up_on == day) return {};
    const std::string before = q.follow_up_on;
    q.follow_up_on = day;
    return save(tx, ctx, q,
                {.action = "inquiries.inquiry.follow_up_set",
                 .before = {{"follow_up_on", before}},
                 .after = {{"follow_up_on", day}}});
  });
}

Result<void> sort(const Context& ctx, const Step& step, const Sorting& input) {
  std::vector<FieldError> errors;
  if (label_in(categories(), input.category).empty()) {
    errors.push_back({"category", "区分を選んでください"});
  }
  Question line;
  line.category = "other";
  line.body = "-";
  line.subject = input.subject;
  const auto checked = check_question(line, {.email = false, .consent = false, .name = false});
  if (!checked) errors.push_back(checked.error().fields.front());
  TRY(must(ctx.actor, may::work_inquiries));
  std::string organisation;
  if (!trim(input.member_no).empty()) {
    const auto member = members::find_organisation_name_by_no(ctx, trim(nfkc(input.member_no)));
    if (member) organisation = member->id.text;
    else errors.push_back({"member_no", "この会員番号の会員はいません。名簿で確かめてください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Inquiry q = TRY(load_for_change(tx, step, {"open", "answered", "closed", "quarantined"}));
    const Json before = {{"inquiry_category", q.category}, {"faq_wanted", q.faq_wanted}};
    q.category = input.category;
    q.subject = checked->subject;
    q.organisation_id = organisation;
    q.faq_wanted = input.faq_wanted;
    return save(tx, ctx, q,
                {.action = "inquiries.inquiry.sorted",
                 .before = before,
                 .after = {{"inquiry_category", q.category}, {"faq_wanted", q.faq_wanted}}});
  });
}

Result<void> close(const Context& ctx, const Step& step) {
  return end_with(ctx, step, "closed", {"open", "answered"}, "inquiries.inquiry.closed");
}

Result<void> discard(const Context& ctx, const Step& step) {
  return end_with(ctx, step, "discarded", {"quarantined", "open"},
                  "inquiries.inquiry.discarded");
}

Result<void> reopen(const Context& ctx, const Step& step) {
  TRY(must(ctx.actor, may::work_inquiries));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Inquiry q = TRY(load_for_change(tx, step, {"closed", "answered"}));
    const std::string before = q.state;
    q.state = "open";
    q.closed_on.clear();
    q.asked_at = clock_of(ctx);
    q.due_at = due_of(tx, q.asked_at);
    q.escalation = 0;
    return save(tx, ctx, q,
                {.action = "inquiries.inquiry.reopened",
                 .before = {{"inquiry_state", before}},
                 .after = {{"inquiry_state", q.state}}});
  });
}

Result<void> release(const Context& ctx, const Step& step) {
  TRY(must(ctx.actor, may::work_inquiries));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Inquiry q = TRY(load_for_change(tx, step, {"quarantined", "discarded"}));
    const std::string before = q.state;
    q.state = "open";
    q.closed_on.clear();
    TRY(save(tx, ctx, q,
             {.action = "inquiries.inquiry.released",
              .before = {{"inquiry_state", before}},
              .after = {{"inquiry_state", q.state}}}));
    TRY(send_acknowledgement(tx, ctx, q));
    return {};
  });
}

Result<files::Opened> open_file(const Context& ctx, const std::string& id,
                                const std::string& file_id) {
  TRY(must(ctx.actor, may::open_files));
  const auto known = ctx.db.read(
      [&](db::Reader& reader) { return store::list_files(reader, id); });
  const bool here = std::any_of(known.begin(), known.end(),
                                [&](const AttachedFile& one) { return one.file_id == file_id; });
  if (!here) return fail(Fault::not_found, "この添付は見つかりません。問合せの画面から開いてください");
  return files::open_for(ctx, {file_id}, kAttachment);
}

Result<void> close_quiet(const Context& ctx) {
  const Instant before = start_of_day_in_japan(add_days(ctx.today(), -kQuietDays));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (Inquiry& q : store::list_quiet(tx, before, kOfOneRun)) {
      q.state = "closed";
      q.closed_on = iso(ctx.today());
      TRY(save(tx, ctx, q,
               {.action = "inquiries.inquiry.closed",
                .before = {{"inquiry_state", "answered"}},
                .after = {{"inquiry_state", q.state}}}));
    }
    return {};
  });
}

Result<void> drop_discarded(const Context& ctx) {
  const retention::Kind* kind =
      retention::find_kind(retention::kinds(), "inquiries.discarded");
  if (kind == nullptr) return {};
  return retention::destroy_over(ctx, *kind);
}

}  // namespace musubi::inquiries
