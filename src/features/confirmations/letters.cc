// letters.cc - the mail of the yearly confirmation and its reminder, with a link of its own each.
// SECURITY: the database keeps the link as SHA-256; the letter loses it when it was sent.
#include "base/sha256.h"
#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/confirmations/service.h"

namespace musubi::confirmations {
namespace {

constexpr int kTokenBytes = 32;
constexpr std::int64_t kDayMs = 24LL * 3'600'000;

constexpr std::string_view kLetter =
    "件名: 【{{consortium}}】{{subject}}（{{due_on}}まで）\n"
    "\n"
    "{{organisation}}\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "{{opening}}\n"
    "次のリンクを開き、登録されている内容をお確かめください。変わりがなければ、ボタンを1つ押すだけです。"
    "ログインはいりません。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "ご回答は、{{due_on}}までにお願いします。変わったところがあるときも、同じ画面から届け出られます。\n"
    "{{message}}"
    "\n"
    "このリンクは、担当の方だけがお使いください。ほかの人に転送しないでください。\n";

std::string day_words(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki_with_weekday(*date) : day;
}

// Counted in the day that the round lives in, so that the demo's links work as well.
Instant link_end(const Context& ctx, const Round& round) {
  const int days = days_between(ctx.today(), *parse_iso_date(round.due_on)) + kLinkDaysAfterDue;
  return Instant{ctx.now.ms + days * kDayMs};
}

}  // namespace

Result<void> write_letter(db::Tx& tx, const Context& ctx, const Round& round,
                          const members::Addressee& to, LetterKind kind) {
  const std::string token = random_token(kTokenBytes);
  const Instant until = link_end(ctx, round);
  TRY(store::insert_link(tx, {sha256_hex(token), round.id, to.id, to.contact, until}));
  const settings::Consortium& house = settings::consortium();
  const bool again = kind == LetterKind::reminder;
  mail::Values values{{"consortium", house.name},
                      {"secretariat", house.secretariat},
                      {"organisation", to.name},
                      {"name", to.contact.empty() ? "ご担当者" : to.contact},
                      {"due_on", day_words(round.due_on)}};
  values["subject"] = again ? "登録内容の確認のお願い（再度のご案内）" : "登録内容の確認のお願い";
  values["opening"] =
      again ? "先日お願いした登録内容の確認について、まだご回答をいただいていません。"
              "行き違いのときは、ご容赦ください。"
            : "いつもありがとうございます。年に1度、会員の登録内容を確認しています。";
  values["message"] = round.message.empty() ? "" : "\n" + round.message + "\n";
  mail::Letter letter;
  letter.to_address = to.email;
  letter.to_name = to.contact;
  letter.one_time_link = house.origin + "/confirmations/" + token;
  letter.link_until = until;
  values["link"] = letter.one_time_link;
  letter.text = mail::compose(kLetter, values);
  TRY(mail::enqueue(ctx, tx, letter));
  return {};
}

}  // namespace musubi::confirmations
