// letters.cc - see letters.h. Every letter to an asker says the number and the link; one to the
// office says the number and where to read, never what was asked.
#include "features/inquiries/letters.h"

#include "base/sha256.h"
#include "base/text.h"
#include "core/mail/inbox.h"
#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "core/settings/settings.h"
#include "features/accounts/accounts.h"
#include "features/inquiries/record.h"
#include "features/inquiries/service.h"

namespace musubi::inquiries {
namespace {

constexpr int kTokenBytes = 32;
constexpr std::size_t kReplyTokenDigits = 24;  // 96 bits; small letters, as addresses are folded
constexpr std::int64_t kDayMs = 24LL * 3'600'000;
constexpr std::int64_t kNewsMostMs = 7 * kDayMs;
constexpr int kPeopleMost = 100;
constexpr std::size_t kNamedMost = 30;

constexpr std::string_view kAcknowledgement =
    "件名: 【{{consortium}}】お問い合わせを受け付けました（{{number}}）\n"
    "\n"
    "{{name}}\n"
    "\n"
    "お問い合わせをありがとうございます。{{secretariat}}です。\n"
    "次の内容で受け付けました。{{due}}までにお返事します。\n"
    "\n"
    "受付番号：{{number}}\n"
    "件名：{{subject}}\n"
    "\n"
    "状況とお返事は、次のページで読めます。書き足すこともできます。\n"
    "{{link}}\n"
    "\n"
    "{{how}}\n"
    "リンクは、ほかの人に転送しないでください。\n"
    "お心当たりのないときは、このメールを消してください。\n";
constexpr std::string_view kAnswerLetter =
    "件名: {{subject}}（{{number}}）\n"
    "\n"
    "{{name}}\n"
    "\n"
    "{{text}}\n"
    "\n"
    "――\n"
    "{{secretariat}}\n"
    "受付番号：{{number}}\n"
    "これまでのやりとりと、続きのご質問：\n"
    "{{link}}\n"
    "{{how}}\n";
constexpr std::string_view kNewsLetter =
    "件名: 【{{consortium}}】問合せが届いています（{{number}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "回答を待つ問合せがあります。期限は{{due}}です。\n"
    "内容は、ログインして次の画面でお読みください。\n"
    "\n"
    "{{link}}\n";
constexpr std::string_view kLateLetter =
    "件名: 【{{consortium}}】{{what}}\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{what}}。\n"
    "\n"
    "{{list}}\n"
    "\n"
    "一覧：{{link}}\n";

std::string own_address(const std::string& path) {
  return settings::consortium().origin + path;
}

mail::Values house_values(const Inquiry& q) {
  return {{"number", inquiry_number(q)}, {"consortium", settings::consortium().name}};
}

// How a letter begins: a mail may come without a name.
std::string named(const std::string& name) { return name.empty() ? "お客様" : name + " 様"; }

// The address that an answer of the asker goes to: of this inquiry alone where the office has set a
// mailbox that takes toi+x@example.jp; "" = the sender's, and the Message-ID tells.
Result<std::string> reply_address(db::Tx& tx, const Context& ctx, const std::string& inquiry) {
  const std::string base = settings::find(tx, kReplyAddressSetting);
  const std::size_t at = base.find('@');
  if (at == std::string::npos) return std::string();
  const std::string token = sha256_hex(random_token(kTokenBytes)).substr(0, kReplyTokenDigits);
  const Instant until{ctx.now.ms + kLinkDays * kDayMs};
  TRY(store::insert_link(tx, {sha256_hex(token), inquiry, "reply", until}));
  return base.substr(0, at) + "+" + token + base.substr(at);
}

std::string how_to_reply() {
  return mail::current_inbox() ? "このメールに返信していただいてもかまいません。"
                               : "このメールへの返信は読めないことがあります。上のページをお使いください。";
}

Result<SentLetter> send_to_asker(db::Tx& tx, const Context& ctx, const Inquiry& q,
                                 std::string_view text, mail::Values values,
                                 const std::vector<files::FileId>& attached) {
  if (q.email.empty()) return SentLetter{};
  const IssuedLink issued = TRY(issue_link(tx, ctx, q.id, "status"));
  values["link"] = own_address("/contact/status/" + issued.token);
  values["how"] = how_to_reply();
  values["name"] = named(q.name);
  values["secretariat"] = settings::consortium().secretariat;
  mail::Letter letter;
  letter.to_address = q.email;
  letter.to_name = q.name;
  letter.text = mail::compose(text, values);
  letter.reply_to = TRY(reply_address(tx, ctx, q.id));
  letter.attachments = attached;
  letter.one_time_link = values["link"];
  letter.link_until = issued.until;
  const mail::MailId id = TRY(mail::enqueue(ctx, tx, letter));
  const auto kept = mail::find_mail(tx, id);
  return SentLetter{id.text, kept ? kept->message_id : ""};
}

Result<void> tell_office(const Context& ctx, const outbox::Message& message) {
  const auto found = ctx.db.read([&](db::Reader& reader) {
    return store::find_inquiry(reader, message.body.value("id", ""));
  });
  // After a long standstill, or in the demo, old news is none.
  if (!found || found->state != "open") return {};
  if (ctx.now.ms - found->asked_at.ms > kNewsMostMs) return {};
  std::vector<std::pair<std::string, std::string>> people;
  if (!found->assigned_to.empty()) {
    const auto one = accounts::load_account(ctx, AccountId{found->assigned_to});
    if (one && one->state == accounts::State::active) people.emplace_back(one->login, one->name);
  }
  if (people.empty()) {
    accounts::ListFilter filter;
    filter.state = accounts::State::active;
    filter.role = Role::secretariat;
    filter.most = kPeopleMost;
    for (const auto& one : TRY(accounts::list_accounts(ctx, filter))) {
      people.emplace_back(one.login, one.name);
    }
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& [login, name] : people) {
      mail::Values values = house_values(*found);
      values["name"] = name;
      values["due"] = jst_date_time(found->due_at);
      values["link"] = own_address(desk_path(found->id));
      mail::Letter letter;
      letter.to_address = login;
      letter.to_name = name;
      letter.text = mail::compose(kNewsLetter, values);
      TRY(mail::enqueue(ctx, tx, letter));
    }
    return {};
  });
}

}  // namespace

std::string desk_path(const std::string& inquiry) { return "/office/inquiries/" + inquiry; }

Result<IssuedLink> issue_link(db::Tx& tx, const Context& ctx, const std::string& inquiry,
                              std::string_view purpose) {
  IssuedLink out{random_token(kTokenBytes), Instant{ctx.now.ms + kLinkDays * kDayMs}};
  TRY(store::insert_link(tx, {sha256_hex(out.token), inquiry, std::string(purpose), out.until}));
  return out;
}

Result<SentLetter> send_acknowledgement(db::Tx& tx, const Context& ctx, const Inquiry& q) {
  if (q.email.empty()) return SentLetter{};
  const Instant since{clock_of(ctx).ms - kDayMs};
  // The row itself counts as one.
  if (store::count_of_email(tx, sha256_hex(q.email), since) > kLettersADay) return SentLetter{};
  mail::Values values = house_values(q);
  values["subject"] = q.subject;
  values["due"] = jst_date_time(q.first_due_at);
  return send_to_asker(tx, ctx, q, kAcknowledgement, std::move(values), {});
}

Result<SentLetter> send_answer(db::Tx& tx, const Context& ctx, const Inquiry& q,
                               const OutgoingText& text,
                               const std::vector<files::FileId>& attached) {
  mail::Values values = house_values(q);
  values.erase("consortium");
  values["subject"] = q.subject.starts_with("Re:") ? q.subject : "Re: " + q.subject;
  values["text"] = text.words;
  return send_to_asker(tx, ctx, q, kAnswerLetter, std::move(values), attached);
}

Result<void> send_late_news(db::Tx& tx, const Context& ctx, const std::vector<Inquiry>& late,
                            int stage,
                            const std::vector<std::pair<std::string, std::string>>& people) {
  std::string list;
  for (std::size_t i = 0; i < late.size() && i < kNamedMost; ++i) {
    const Inquiry& q = late[i];
    list += "・" + inquiry_number(q) + "　期限 " + jst_date_time(q.due_at) + "　担当 " +
            (q.assigned_name.empty() ? "未定" : q.assigned_name) + "\n";
  }
  if (late.size() > kNamedMost) {
    list += "・ほか" + thousands(static_cast<std::int64_t>(late.size() - kNamedMost)) + "件\n";
  }
  for (const auto& [login, name] : people) {
    mail::Values values{
        {"consortium", settings::consortium().name},
        {"what", stage == 1 ? "回答の期限を過ぎた問合せがあります"
                            : std::to_string(kEscalationDays) +
                                  "営業日を過ぎても回答していない問合せがあります"},
        {"name", name},
        {"list", list},
        {"link", own_address("/office/inquiries")}};
    mail::Letter letter;
    letter.to_address = login;
    letter.to_name = name;
    letter.text = mail::compose(kLateLetter, values);
    TRY(mail::enqueue(ctx, tx, letter));
  }
  return {};
}

void add_letter_handlers(outbox::Handlers& handlers) {
  handlers["inquiries.inquiry.received"] = tell_office;
}

}  // namespace musubi::inquiries
