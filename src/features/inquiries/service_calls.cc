// service_calls.cc - what the office writes down after a call or a visit, and what becomes of an
// inquiry elsewhere: a prospect, an application, a FAQ. See service.h.
#include "base/sha256.h"
#include "base/text.h"
#include "core/receipts/receipts.h"
#include "features/applications/applications.h"
#include "features/inquiries/checks.h"
#include "features/inquiries/record.h"
#include "features/members/members.h"
#include "features/publishing/publishing.h"
#include "features/recruiting/recruiting.h"

namespace musubi::inquiries {
namespace {

constexpr std::int64_t kHourOfMs = 3'600'000;
constexpr int kDaysBackMost = 31;
constexpr int kMessagesRead = 500;

Failure unknown_inquiry() {
  return fail(Fault::not_found, "この問合せは見つかりません。一覧から選び直してください");
}

// When it happened: today is now, an earlier day its opening hour.
Result<Instant> happened(const Context& ctx, const std::string& day) {
  if (day.empty()) return clock_of(ctx);
  const auto date = parse_iso_date(day);
  if (!date || ctx.today() < *date || *date < add_days(ctx.today(), -kDaysBackMost)) {
    return fail_fields({{"happened_on", "受けた日は、きょうまでの1か月の間の日付で入力してください"}});
  }
  if (*date == ctx.today()) return clock_of(ctx);
  return Instant{start_of_day_in_japan(*date).ms + 9 * kHourOfMs};
}

Result<Inquiry> load_linkable(db::Reader& reader, const Step& step) {
  auto found = store::find_inquiry(reader, step.id);
  if (!found) return unknown_inquiry();
  if (!found->is_counted() || !found->erased_on.empty()) {
    return fail(Fault::conflict, "この問合せからは引き継げません。画面を開き直してください");
  }
  return std::move(*found);
}

Result<void> keep_link(const Context& ctx, const Step& step, const std::string& kind,
                       const std::string& id, const std::string& label) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Inquiry q = TRY(load_linkable(tx, step));
    if (q.linked_kind == kind && q.linked_id == id) return {};  // pressed twice
    if (kind == "application" && q.linked_kind == "prospect") {
      TRY(recruiting::carry_prospect(tx, ctx, q.linked_id, {id}));
    }
    q.linked_kind = kind;
    q.linked_id = id;
    q.linked_label = label;
    return save(tx, ctx, q,
                {.action = "inquiries.inquiry.linked",
                 .after = {{"linked_kind", kind}, {"linked_id", id}}});
  });
}

// An article that the office begins from an inquiry, and where the inquiry keeps it.
struct ArticleKind {
  std::string type;  // of publishing
  std::string Inquiry::*id;
  std::string field, action;
};
const ArticleKind kFaqArticle{"faq", &Inquiry::faq_id, "faq_id", "inquiries.inquiry.faq_begun"};
const ArticleKind kNewsArticle{"news", &Inquiry::news_id, "news_id",
                               "inquiries.inquiry.news_begun"};

Result<void> keep_article(const Context& ctx, const Step& step, const ArticleKind& kind,
                          const std::string& item) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Inquiry q = TRY(load_linkable(tx, step));
    if (q.*kind.id == item) return {};  // pressed twice
    q.*kind.id = item;
    if (kind.type == "faq") q.faq_wanted = false;  // done: it is a draft now
    return save(tx, ctx, q, {.action = kind.action, .after = {{kind.field, item}}});
  });
}

struct ArticleSource {
  Inquiry inquiry;
  std::string answer;  // the newest; "" = there is none
  bool begun = false;  // and not thrown away
};
Result<ArticleSource> load_source(const Context& ctx, const Step& step, const ArticleKind& kind) {
  return ctx.db.read([&](db::Reader& reader) -> Result<ArticleSource> {
    ArticleSource out;
    out.inquiry = TRY(load_linkable(reader, step));
    for (const Message& one : store::list_messages(reader, out.inquiry.id, kMessagesRead)) {
      if (one.outgoing) out.answer = one.body;
    }
    const std::string& id = out.inquiry.*kind.id;
    out.begun = !id.empty() && publishing::has_item(reader, id);
    return out;
  });
}

Result<std::string> begin_article(const Context& ctx, const Step& step, const ArticleKind& kind,
                                  const ArticleSource& source) {
  const Inquiry& q = source.inquiry;
  publishing::NewDraft draft;
  draft.type = kind.type;
  draft.title = q.subject;
  draft.body = source.answer;
  // Once for this inquiry; again when the draft of before was thrown away.
  draft.sending = sha256_hex(kind.type + " " + q.id + " " + q.*kind.id);
  draft.begun_for_label = "問合せ " + inquiry_number(q);
  draft.begun_for_path = "/office/inquiries/" + q.id;
  const std::string item = TRY(publishing::begin_draft(ctx, draft));
  TRY(keep_article(ctx, {step.id, 0}, kind, item));
  return item;
}

}  // namespace

Result<std::string> enter_call(const Context& ctx, const Call& input, const std::string& sending) {
  if (input.channel != "phone" && input.channel != "visit") {
    return fail_fields({{"channel", "電話か来所かを選んでください"}});
  }
  Question asked;
  asked.category = input.category;
  asked.subject = input.subject;
  asked.body = input.body;
  asked.name = input.name;
  asked.organisation_name = input.organisation_name;
  asked.email = input.email;
  asked.telephone = input.telephone;
  const Question checked =
      TRY(check_question(asked, {.email = false, .consent = false, .name = false}));
  const Instant at = TRY(happened(ctx, input.happened_on));
  std::string said;
  if (!trim(input.answer).empty()) said = TRY(check_body(input.answer, "answer", "答えた内容"));
  TRY(must(ctx.actor, may::work_inquiries));
  std::string organisation;
  if (!trim(input.member_no).empty()) {
    const auto member = members::find_organisation_name_by_no(ctx, trim(nfkc(input.member_no)));
    if (!member) {
      return fail_fields({{"member_no", "この会員番号の会員はいません。名簿で確かめてください"}});
    }
    organisation = member->id.text;
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (auto first = receipts::find(tx, ctx, kReceivedTopic, sending)) return *first;
    Inquiry q;
    q.channel = input.channel;
    q.category = checked.category;
    q.subject = checked.subject;
    q.name = checked.name;
    q.organisation_name = checked.organisation_name;
    q.email = checked.email;
    q.telephone = checked.telephone;
    q.organisation_id = organisation;
    q.received_at = at;
    q.assigned_to = ctx.actor.account.text;
    q.assigned_name = ctx.actor.name;
    Message first_note;
    first_note.channel = input.channel;
    first_note.body = checked.body;
    first_note.author_name = checked.name;
    TRY(receive(tx, ctx, q, std::move(first_note), {}));
    if (!said.empty()) {
      Message told;
      told.channel = input.channel;
      told.body = said;
      told.author_name = ctx.actor.name;
      told.author_account = ctx.actor.account.text;
      q.first_answered_at = at;  // on the telephone, not when it was written down
      TRY(add_outgoing(tx, ctx, q, std::move(told), {}));
      q.state = "closed";
      q.closed_on = iso(ctx.today());
      TRY(save(tx, ctx, q,
               {.action = "inquiries.inquiry.closed", .after = {{"inquiry_state", q.state}}}));
    }
    TRY(receipts::keep(tx, ctx, kReceivedTopic, sending, q.id));
    return q.id;
  });
}

Result<std::string> link_prospect(const Context& ctx, const Step& step) {
  TRY(must(ctx.actor, may::work_inquiries));
  const Inquiry q = TRY(ctx.db.read(
      [&](db::Reader& reader) -> Result<Inquiry> { return load_linkable(reader, step); }));
  if (q.linked_kind == "prospect") return q.linked_id;
  if (q.organisation_name.empty()) {
    return fail(Fault::conflict,
                "会社・団体の名前がない問合せです。「会員募集」の画面で、名前を確かめて登録してください");
  }
  recruiting::Lead lead;
  lead.organisation_name = q.organisation_name;
  lead.contact_name = q.name;
  lead.contact_email = q.email;
  lead.contact_telephone = q.telephone;
  lead.source_note = "お問い合わせ " + inquiry_number(q);
  // The prospect is made once for this inquiry, whenever the link to it is written.
  lead.sending = sha256_hex("inquiry " + q.id);
  const std::string prospect = TRY(recruiting::begin_prospect(ctx, lead));
  TRY(keep_link(ctx, {step.id, 0}, "prospect", prospect, q.organisation_name));
  return prospect;
}

Result<std::string> begin_faq(const Context& ctx, const Step& step) {
  TRY(must(ctx.actor, may::work_inquiries));
  const ArticleSource source = TRY(load_source(ctx, step, kFaqArticle));
  if (source.begun) return source.inquiry.faq_id;
  if (source.answer.empty()) {
    return fail(Fault::conflict,
                "まだ回答がありません。回答してから、もう一度「FAQの下書きにする」を押してください");
  }
  return begin_article(ctx, step, kFaqArticle, source);
}

Result<std::string> begin_news(const Context& ctx, const Step& step) {
  TRY(must(ctx.actor, may::work_inquiries));
  const ArticleSource source = TRY(load_source(ctx, step, kNewsArticle));
  if (source.begun) return source.inquiry.news_id;
  return begin_article(ctx, step, kNewsArticle, source);
}

Result<void> link_application(const Context& ctx, const Step& step,
                              const std::string& receipt_no) {
  TRY(must(ctx.actor, may::work_inquiries));
  const std::string wanted = trim(nfkc(receipt_no));
  applications::QueueFilter filter;
  filter.state = "all";
  std::string id;
  if (!wanted.empty()) {
    const applications::Queue found =
        TRY(applications::list_applications(ctx, filter, wanted));
    for (const auto& row : found.rows) {
      if (row.application.receipt_no == wanted) id = row.application.id.text;
    }
  }
  if (id.empty()) {
    return fail_fields({{"receipt_no", "この受付番号の入会申込はありません。「R6-0012」の形で入力してください"}});
  }
  return keep_link(ctx, {step.id, 0}, "application", id, wanted);
}

}  // namespace musubi::inquiries
