// letters.cc - see letters.h. A letter to an asker says the number, the event's name and the link;
// one to the office says the number and where to read, never who asked.
#include "features/listings/letters.h"

#include "base/sha256.h"
#include "base/text.h"
#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/accounts/accounts.h"
#include "features/listings/record.h"

namespace musubi::listings {
namespace {

constexpr int kLinkBytes = 32;
constexpr std::int64_t kDayLong = 24LL * 3'600'000;
constexpr std::int64_t kOldNewsMs = 7 * kDayLong;
constexpr int kToldMost = 100;
constexpr std::size_t kListedMost = 30;

constexpr std::string_view kReceiptLetter =
    "件名: 【{{consortium}}】掲載のご依頼を受け付けました（{{number}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "催しのお知らせをありがとうございます。{{secretariat}}です。\n"
    "次の催しの掲載のご依頼を受け付けました。{{due}}までに、掲載するか、お返事します。\n"
    "\n"
    "受付番号：{{number}}\n"
    "催し：{{title}}\n"
    "開催日：{{day}}\n"
    "\n"
    "状況は、次のページで確かめられます。内容の訂正と取下げも、このページからできます。\n"
    "{{link}}\n"
    "\n"
    "リンクは、ほかの人に転送しないでください。\n"
    "お心当たりのないときは、このメールを消してください。\n";
constexpr std::string_view kQuestionLetter =
    "件名: 【{{consortium}}】掲載のご依頼について確かめさせてください（{{number}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "「{{title}}」の掲載のご依頼について、次のことを教えてください。\n"
    "\n"
    "{{text}}\n"
    "\n"
    "次のページで内容を直して送ると、掲載の準備を続けます。\n"
    "{{link}}\n"
    "\n"
    "{{secretariat}}\n"
    "受付番号：{{number}}\n";
constexpr std::string_view kDeclineLetter =
    "件名: 【{{consortium}}】掲載のご依頼について（{{number}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "「{{title}}」の掲載のご依頼をいただき、ありがとうございました。\n"
    "検討しましたが、次の理由で、今回は掲載を見送らせていただきます。\n"
    "\n"
    "理由：{{reason}}\n"
    "{{text}}\n"
    "\n"
    "ご不明な点は、お問い合わせのページからお尋ねください。\n"
    "{{contact}}\n"
    "\n"
    "{{secretariat}}\n"
    "受付番号：{{number}}\n";
constexpr std::string_view kPublicLetter =
    "件名: 【{{consortium}}】催しを掲載しました（{{number}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "「{{title}}」を、ホームページに掲載しました。\n"
    "{{page}}\n"
    "\n"
    "催しの最後の日（{{day}}）が過ぎると、自動で掲載を終えます。\n"
    "内容の訂正と取下げは、次のページからお知らせください。\n"
    "{{link}}\n"
    "\n"
    "{{secretariat}}\n"
    "受付番号：{{number}}\n";
constexpr std::string_view kExpiredLetter =
    "件名: 【{{consortium}}】掲載のご依頼を終えました（{{number}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "「{{title}}」は、掲載する前に催しの日（{{day}}）が過ぎたため、ご依頼を終えました。\n"
    "ご期待に沿えず、申し訳ありません。次の催しも、ぜひお知らせください。\n"
    "{{form}}\n"
    "\n"
    "{{secretariat}}\n"
    "受付番号：{{number}}\n";
constexpr std::string_view kOfficeLetter =
    "件名: 【{{consortium}}】催しの掲載依頼が届いています（{{number}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{what}}\n"
    "内容は、ログインして次の画面でお読みください。\n"
    "\n"
    "{{link}}\n";
constexpr std::string_view kLateListLetter =
    "件名: 【{{consortium}}】期限を過ぎた催しの掲載依頼があります\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "3営業日を過ぎても掲載していない依頼があります。\n"
    "\n"
    "{{list}}\n"
    "\n"
    "一覧：{{link}}\n";

std::string on_this_site(const std::string& path) {
  return settings::consortium().origin + path;
}

std::string day_words(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki_with_weekday(*date) : day;
}

mail::Values asker_values(const Listing& q) {
  return {{"consortium", settings::consortium().name},
          {"secretariat", settings::consortium().secretariat},
          {"number", listing_number(q)},
          {"name", q.name},
          {"title", q.event.title}};
}

// Nothing goes out when the asker has no address: the office then tells by telephone.
Result<void> send_asker(db::Tx& tx, const Context& ctx, const Listing& q, std::string_view text,
                        mail::Values values, bool with_link) {
  if (q.email.empty()) return {};
  mail::Letter letter;
  letter.to_address = q.email;
  letter.to_name = q.name;
  if (with_link) {
    const std::string token = TRY(issue_link(tx, ctx, q.id));
    values["link"] = on_this_site(std::string(kStatusPath) + token);
    letter.one_time_link = values["link"];
    letter.link_until = Instant{ctx.now.ms + kLinkDays * kDayLong};
  }
  letter.text = mail::compose(text, values);
  TRY(mail::enqueue(ctx, tx, letter));
  return {};
}

Result<void> tell_the_office(const Context& ctx, const outbox::Message& message) {
  const auto found = ctx.db.read([&](db::Reader& reader) {
    return store::find_listing(reader, message.body.value("id", ""));
  });
  // After a long standstill, or in the demo, old news is none.
  if (!found || (found->state != "open" && found->pending.empty())) return {};
  if (ctx.now.ms - message.body.value("at", std::int64_t{0}) > kOldNewsMs) return {};
  const std::string what = found->pending.empty()
                               ? "掲載の依頼が届きました。掲載の期限は" +
                                     jst_date_time(found->due_at) + "です。"
                               : "掲載した催しの訂正か取下げが届きました。記事を直してください。";
  const People people = TRY(people_with(ctx, Role::secretariat));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& [address, name] : people) {
      mail::Letter letter;
      letter.to_address = address;
      letter.to_name = name;
      letter.text = mail::compose(kOfficeLetter,
                                  {{"consortium", settings::consortium().name},
                                   {"number", listing_number(*found)},
                                   {"name", name},
                                   {"what", what},
                                   {"link", on_this_site(desk_path(found->id))}});
      TRY(mail::enqueue(ctx, tx, letter));
    }
    return {};
  });
}

}  // namespace

std::string desk_path(const std::string& listing) { return "/office/event-listings/" + listing; }

Result<std::string> issue_link(db::Tx& tx, const Context& ctx, const std::string& listing) {
  const std::string token = random_token(kLinkBytes);
  TRY(store::insert_link(
      tx, {sha256_hex(token), listing, Instant{ctx.now.ms + kLinkDays * kDayLong}}));
  return token;
}

Result<void> send_receipt(db::Tx& tx, const Context& ctx, const Listing& q) {
  if (q.email.empty()) return {};
  const Instant since{clock_of(ctx).ms - kDayLong};
  // The row itself counts as one.
  if (store::count_of_email(tx, sha256_hex(q.email), since) > kLettersADay) return {};
  mail::Values values = asker_values(q);
  values["due"] = jst_date_time(q.due_at);
  values["day"] = day_words(q.event.starts_on);
  return send_asker(tx, ctx, q, kReceiptLetter, std::move(values), true);
}

Result<void> send_question(db::Tx& tx, const Context& ctx, const Listing& q,
                           const std::string& question) {
  mail::Values values = asker_values(q);
  values["text"] = question;
  return send_asker(tx, ctx, q, kQuestionLetter, std::move(values), true);
}

Result<void> send_decline(db::Tx& tx, const Context& ctx, const Listing& q,
                          const std::string& words) {
  mail::Values values = asker_values(q);
  values["reason"] = label_in(decline_reasons(), q.decline_reason);
  values["text"] = words;
  values["contact"] = on_this_site("/contact");
  return send_asker(tx, ctx, q, kDeclineLetter, std::move(values), false);
}

Result<void> send_public(db::Tx& tx, const Context& ctx, const Listing& q) {
  mail::Values values = asker_values(q);
  values["page"] = on_this_site(q.public_path);
  values["day"] = day_words(q.event.last_day());
  return send_asker(tx, ctx, q, kPublicLetter, std::move(values), true);
}

Result<void> send_expired(db::Tx& tx, const Context& ctx, const Listing& q) {
  mail::Values values = asker_values(q);
  values["day"] = day_words(q.event.last_day());
  values["form"] = on_this_site("/event-listings");
  return send_asker(tx, ctx, q, kExpiredLetter, std::move(values), false);
}

Result<void> send_late_news(db::Tx& tx, const Context& ctx, const std::vector<Listing>& late,
                            const People& people) {
  std::string list;
  for (std::size_t i = 0; i < late.size() && i < kListedMost; ++i) {
    list += "・" + listing_number(late[i]) + "　期限 " + jst_date_time(late[i].due_at) + "　" +
            label_in(states(), late[i].state) + "\n";
  }
  if (late.size() > kListedMost) {
    list += "・ほか" + thousands(static_cast<std::int64_t>(late.size() - kListedMost)) + "件\n";
  }
  for (const auto& [address, name] : people) {
    mail::Letter letter;
    letter.to_address = address;
    letter.to_name = name;
    letter.text = mail::compose(kLateListLetter,
                                {{"consortium", settings::consortium().name},
                                 {"name", name},
                                 {"list", list},
                                 {"link", on_this_site("/office/event-listings")}});
    TRY(mail::enqueue(ctx, tx, letter));
  }
  return {};
}

Result<People> people_with(const Context& ctx, Role role) {
  accounts::ListFilter filter;
  filter.state = accounts::State::active;
  filter.role = role;
  filter.most = kToldMost;
  People out;
  for (const auto& one : TRY(accounts::list_accounts(ctx, filter))) {
    out.emplace_back(one.login, one.name);
  }
  return out;
}

void add_letter_handlers(outbox::Handlers& handlers) {
  handlers[std::string(kReceivedTopic)] = tell_the_office;
}

}  // namespace musubi::listings
