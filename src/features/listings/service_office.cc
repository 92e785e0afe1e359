// service_office.cc - the office reads, takes, asks back, declines and writes down requests, and
// counts them by month; see service.h. Publishing itself is never done here.
#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "core/sheets/sheets.h"
#include "features/inquiries/inquiries.h"
#include "features/listings/checks.h"
#include "features/listings/letters.h"
#include "features/listings/record.h"
#include "features/members/members.h"

namespace musubi::listings {
namespace {

constexpr int kAllWords = 500;
constexpr int kOfOneInquiry = 20;  // shown on its page

Failure absent_listing() {
  return fail(Fault::not_found, "この掲載依頼は見つかりません。一覧から選び直してください");
}

Result<Listing> load_in(db::Tx& tx, const Step& step,
                        std::initializer_list<std::string_view> allowed) {
  auto found = store::find_listing(tx, step.id);
  if (!found) return absent_listing();
  const bool fits = std::any_of(allowed.begin(), allowed.end(),
                                [&](std::string_view one) { return one == found->state; });
  if (!fits || !found->erased_on.empty()) {
    return fail(Fault::conflict, "この依頼は、いま「" + label_in(states(), found->state) +
                                     "」です。画面を開き直してください");
  }
  if (step.version != 0) found->version = step.version;
  return std::move(*found);
}

// The article as the office will see it: complete enough to be checked at once.
publishing::NewDraft draft_of(const Listing& q) {
  const Event& e = q.event;
  publishing::NewDraft out;
  out.type = "event";
  out.title = e.title;
  out.lead = e.organiser + "が開く催しです。" + (e.place.empty() ? "" : "会場は" + e.place + "です。");
  out.body = "# 催しの内容\n\n" + markdown_of(e.summary);
  if (!e.website.empty()) {
    std::string words = markdown_of(e.title);
    while (words.ends_with('\n')) words.pop_back();
    out.body += "\n[" + words + "のページ](" + e.website + ")をご覧ください。\n";
  }
  for (const EventField& field : event_fields()) {
    const bool elsewhere = field.name == "title" || field.name == "website" ||
                           field.name == "summary";
    if (!elsewhere) out.fields.emplace_back(field.name, e.*field.at);
  }
  if (const auto last = parse_iso_date(e.last_day())) {
    out.expire_at = start_of_day_in_japan(add_days(*last, 1));
  }
  out.begun_for_label = "掲載依頼 " + listing_number(q);
  out.begun_for_path = desk_path(q.id);
  return out;
}

// Nobody else makes a draft of it from now on.
Result<Listing> reserve(const Context& ctx, const Step& step) {
  return ctx.db.write([&](db::Tx& tx) -> Result<Listing> {
    Listing q = TRY(load_in(tx, step, {"open", "asked_back", "drafted"}));
    const bool there = !q.item_id.empty() && publishing::has_item(tx, q.item_id);
    if (q.state == "drafted") {
      if (there) return fail(Fault::conflict, "この依頼の下書きは、もうあります。画面を開き直してください");
      q.item_id.clear();
    }
    TRY(step_to(tx, ctx, q, "drafted", "listings.listing.taken"));
    return q;
  });
}

Result<void> link_draft(const Context& ctx, const std::string& id, const std::string& item) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Listing q = TRY(load_in(tx, {id, 0}, {"drafted", "withdrawn"}));
    q.item_id = item;
    if (q.state == "withdrawn") q.pending = "withdrawal";  // meanwhile, by the asker
    return save(tx, ctx, q,
                {.action = "listings.listing.linked", .after = {{"item_id", item}}});
  });
}

}  // namespace

Result<DeskPage> load_listing(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_listings));
  return ctx.db.read([&](db::Reader& reader) -> Result<DeskPage> {
    auto found = store::find_listing(reader, id);
    if (!found) return absent_listing();
    DeskPage out;
    out.clock = clock_of(ctx);
    out.shown.words = store::list_words(reader, id, kAllWords);
    if (!found->item_id.empty()) out.item = publishing::find_standing(reader, found->item_id);
    if (!found->organisation_id.empty()) {
      const auto member = members::find_registration(reader, {found->organisation_id});
      if (member) {
        out.organisation_name = member->organisation.name;
        out.member_no = member->organisation.member_no;
      }
    }
    out.shown.listing = std::move(*found);
    return out;
  });
}

Result<std::vector<Listing>> list_visible(const Context& ctx, const store::Filter& filter) {
  TRY(must(ctx.actor, may::see_listings));
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_listings(reader, filter); });
}

Result<std::string> enter(const Context& ctx, const Asking& input, const std::string& inquiry,
                          const std::string& sending) {
  const Asking checked =
      TRY(check_asking(input, {.email = false, .consent = false}, ctx.today()));
  TRY(must(ctx.actor, may::work_listings));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (auto first = receipts::find(tx, ctx, kReceivedTopic, sending)) return *first;
    Listing q;
    q.channel = "office";
    q.event = checked.event;
    q.name = checked.name;
    q.organisation_name = checked.organisation_name;
    q.email = checked.email;
    q.telephone = checked.telephone;
    if (is_uuid(inquiry)) q.inquiry_id = inquiry;
    if (!checked.email.empty()) {
      const auto known = members::list_people_of_address(tx, checked.email, 1);
      if (!known.empty()) q.organisation_id = known.front().organisation.text;
    }
    TRY(receive(tx, ctx, q));
    TRY(send_receipt(tx, ctx, q));
    TRY(receipts::keep(tx, ctx, kReceivedTopic, sending, q.id));
    return q.id;
  });
}

Result<std::string> find_of_inquiry(const Context& ctx, const std::string& inquiry) {
  TRY(must(ctx.actor, may::see_listings));
  return ctx.db.read([&](db::Reader& reader) -> std::string {
    const auto found = store::list_listings_of_inquiry(reader, inquiry, 1);
    return found.empty() ? std::string() : found.front().id;
  });
}

std::vector<inquiries::Outcome> list_outcomes(db::Reader& reader, const std::string& inquiry) {
  std::vector<inquiries::Outcome> out;
  for (const Listing& one : store::list_listings_of_inquiry(reader, inquiry, kOfOneInquiry)) {
    out.push_back({"掲載依頼 " + listing_number(one) + "（" + label_in(states(), one.state) + "）",
                   desk_path(one.id)});
  }
  return out;
}

Result<std::string> take(const Context& ctx, const Step& step) {
  TRY(must(ctx.actor, may::work_listings));
  const Listing q = TRY(reserve(ctx, step));
  publishing::NewDraft draft = draft_of(q);
  // Once for this reservation, whenever the link to it is written.
  draft.sending = sha256_hex("listing " + q.id + " " + std::to_string(q.version));
  const auto made = publishing::begin_draft(ctx, draft);
  if (!made) {
    // As it was: nobody waits for a draft that is not there.
    TRY(ctx.db.write([&](db::Tx& tx) -> Result<void> {
      auto now = store::find_listing(tx, q.id);
      if (!now || now->state != "drafted" || !now->item_id.empty()) return {};
      return step_to(tx, ctx, *now, "open", "listings.listing.given_back");
    }));
    return fail(made.error());
  }
  TRY(link_draft(ctx, q.id, *made));
  return *made;
}

Result<void> ask_back(const Context& ctx, const Step& step, const std::string& question) {
  const std::string words = TRY(check_words(question, "question", "確かめたいこと"));
  TRY(must(ctx.actor, may::work_listings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Listing q = TRY(load_in(tx, step, {"open", "asked_back"}));
    if (q.email.empty()) {
      return fail_fields({{"question", "メールアドレスの分からない依頼です。電話で確かめてください"}});
    }
    TRY(say(tx, ctx, q, "question", words, true));
    TRY(send_question(tx, ctx, q, words));
    return step_to(tx, ctx, q, "asked_back", "listings.listing.asked_back");
  });
}

Result<void> decline(const Context& ctx, const Step& step, const std::string& reason,
                     const std::string& words) {
  std::vector<FieldError> errors;
  if (label_in(decline_reasons(), reason).empty()) {
    errors.push_back({"reason", "見送りの理由を選んでください"});
  }
  std::string said;
  if (!trim(words).empty() || reason == "other") {
    auto read = check_words(words, "decline_words", "くわしい説明");
    if (read) said = std::move(*read);
    else errors.push_back(read.error().fields.front());
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::work_listings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Listing q = TRY(load_in(tx, step, {"open", "asked_back"}));
    q.decline_reason = reason;
    q.settled_at = clock_of(ctx);
    const std::string label = label_in(decline_reasons(), reason);
    TRY(say(tx, ctx, q, "decline", said.empty() ? label : label + "\n" + said, true));
    TRY(send_decline(tx, ctx, q, said));
    return step_to(tx, ctx, q, "declined", "listings.listing.declined");
  });
}

Result<void> release(const Context& ctx, const Step& step) {
  TRY(must(ctx.actor, may::work_listings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Listing q = TRY(load_in(tx, step, {"quarantined", "discarded"}));
    const Instant now = clock_of(ctx);
    q.received_at = now;  // its clock begins where it is looked at: the asker waited unseen
    q.received_on = iso(date_in_japan(now));
    q.due_at = due_of(tx, now);
    TRY(step_to(tx, ctx, q, "open", "listings.listing.released"));
    return send_receipt(tx, ctx, q);
  });
}

Result<void> discard(const Context& ctx, const Step& step) {
  TRY(must(ctx.actor, may::work_listings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Listing q = TRY(load_in(tx, step, {"quarantined", "open", "asked_back"}));
    return step_to(tx, ctx, q, "discarded", "listings.listing.discarded");
  });
}

Result<void> settle_pending(const Context& ctx, const Step& step) {
  TRY(must(ctx.actor, may::work_listings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Listing q = TRY(load_in(tx, step, {"drafted", "listed", "withdrawn", "ended"}));
    if (q.pending.empty()) return {};  // pressed twice
    const std::string before = q.pending;
    q.pending.clear();
    return save(tx, ctx, q,
                {.action = "listings.listing.pending_settled",
                 .before = {{"pending", before}},
                 .after = {{"pending", ""}}});
  });
}

Result<Month> load_month(const Context& ctx, const std::string& typed) {
  TRY(must(ctx.actor, may::see_months));
  const Date today = ctx.today();
  Month out;
  out.from = parse_iso_date(typed + "-01").value_or(Date{today.year, today.month, 1});
  const Date until = add_days(add_months(out.from, 1), -1);
  out.rows = ctx.db.read(
      [&](db::Reader& reader) { return store::list_month(reader, out.from, until); });
  for (const store::MonthRow& row : out.rows) {
    out.total.received += row.received;
    out.total.in_time += row.in_time;
    out.total.late += row.late;
    out.total.declined += row.declined;
    out.total.ended_before += row.ended_before;
    out.total.waiting += row.waiting;
  }
  return out;
}

std::string month_csv(const Month& month) {
  std::vector<std::vector<std::string>> rows{{"年月", "受付経路", "受付件数", "期限内に掲載",
                                              "期限後に掲載", "見送り", "掲載前に取下げ・終了",
                                              "掲載待ち"}};
  const std::string name = iso(month.from).substr(0, 7);
  const auto add = [&](const std::string& channel, const store::MonthRow& row) {
    rows.push_back({name, channel, std::to_string(row.received), std::to_string(row.in_time),
                    std::to_string(row.late), std::to_string(row.declined),
                    std::to_string(row.ended_before), std::to_string(row.waiting)});
  };
  for (const store::MonthRow& row : month.rows) add(label_in(channels(), row.channel), row);
  add("合計", month.total);
  const auto csv = sheets::write_csv(rows);
  CHECK(csv.has_value());  // UTF-8 holds everything
  return *csv;
}

}  // namespace musubi::listings
