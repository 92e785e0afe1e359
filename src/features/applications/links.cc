// links.cc - see links.h. Letters are written here in whole; each is courteous, says what happened
// and what to do next, and tells nothing about anybody else.
#include "features/applications/links.h"

#include "base/sha256.h"
#include "core/mail/mail.h"
#include "core/settings/consortium.h"

namespace musubi::applications {
namespace {

constexpr int kTokenBytes = 32;
constexpr std::int64_t kHourMs = 3'600'000;

constexpr std::string_view kResumeLetter =
    "件名: 【{{consortium}}】入会申込の続きを入力するリンク\n"
    "\n"
    "{{secretariat}}です。\n"
    "入会申込の入力を始めていただき、ありがとうございます。\n"
    "次のリンクから、いつでも続きを入力できます。入力した内容は保存されています。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "リンクは{{expires}}まで使えます。申込みは、最後に「申込みを送る」を押すと完了します。\n"
    "お心当たりのないときは、このメールを消してください。入力の途中のものは30日で消えます。\n";
constexpr std::string_view kReceiptLetter =
    "件名: 【{{consortium}}】入会申込を受け付けました（{{receipt_no}}）\n"
    "\n"
    "{{name}}\n"
    "{{contact}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "入会のお申込みを受け付けました。ありがとうございます。\n"
    "\n"
    "受付番号：{{receipt_no}}\n"
    "受付日：{{received_on}}\n"
    "結果のお知らせの目安：{{due_on}}\n"
    "\n"
    "内容を事務局で確かめ、結果をお知らせします。同じ団体のお申込みや登録がないかも、あわせて確かめます。\n"
    "次のリンクから、状況の確認、メールアドレスの確認、取下げができます。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "リンクは{{expires}}まで使えます。ほかの人に転送しないでください。\n";
constexpr std::string_view kStatusLetter =
    "件名: 【{{consortium}}】入会申込の状況を見るリンク\n"
    "\n"
    "{{secretariat}}です。\n"
    "入会申込（受付番号：{{receipt_no}}）の状況は、次のリンクから見られます。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "「メールアドレスの確認をお願いします」と出ているときは、開いた画面のボタンを押してください。\n"
    "確認が済むと、結果のお知らせをお送りできます。\n"
    "\n"
    "リンクは{{expires}}まで使えます。ほかの人に転送しないでください。\n"
    "お心当たりのないときは、このメールを消してください。\n";
constexpr std::string_view kSupplementLetter =
    "件名: 【{{consortium}}】入会申込について、直していただきたい所があります（{{receipt_no}}）\n"
    "\n"
    "{{name}}\n"
    "{{contact}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "お申込みの内容を確かめたところ、次の点の補正をお願いしたく、ご連絡します。\n"
    "\n"
    "{{request}}\n"
    "\n"
    "{{answer_due_on}}までに、次のリンクから入力してください。必要な所だけが開きます。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "リンクは{{expires}}まで使えます。分からないことがあれば、事務局に知らせてください。\n";
constexpr std::string_view kAnswerLetter =
    "件名: 【{{consortium}}】補正を受け取りました（{{receipt_no}}）\n"
    "\n"
    "{{name}}\n"
    "{{contact}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "補正を受け取りました。ありがとうございます。引き続き内容を確かめ、結果をお知らせします。\n";
constexpr std::string_view kWithdrawalLetter =
    "件名: 【{{consortium}}】入会申込の取下げを受け付けました（{{receipt_no}}）\n"
    "\n"
    "{{name}}\n"
    "{{contact}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "入会申込の取下げを受け付けました。またの機会がありましたら、いつでもお申し込みください。\n"
    "お心当たりのないときは、事務局に知らせてください。\n";

std::string day_words(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki_with_weekday(*date) : day;
}

mail::Letter letter_to(const Application& application) {
  mail::Letter letter;
  letter.to_address = application.email;
  if (!application.people.empty()) letter.to_name = application.people[0].name;
  return letter;
}

mail::Values values_for(const Application& application) {
  mail::Values values{{"consortium", settings::consortium().name},
                      {"secretariat", settings::consortium().secretariat},
                      {"receipt_no", application.receipt_no}};
  values["name"] = application.organisation.name;
  values["contact"] = application.people.empty() ? "ご担当者" : application.people[0].name;
  return values;
}

void add_link(mail::Letter& letter, mail::Values& values, const std::string& address,
              Instant until) {
  values["link"] = address;
  values["expires"] = wareki_with_weekday(date_in_japan(until));
  letter.one_time_link = address;
  letter.link_until = until;
}

}  // namespace

Result<Issued> issue_link(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                          std::string_view purpose, std::int64_t hours,
                          const std::string& email) {
  Issued out{random_token(kTokenBytes), Instant{ctx.now.ms + hours * kHourMs}};
  TRY(store::insert_link(tx,
                         {sha256_hex(out.token), id, std::string(purpose), out.until,
                          store::email_key(email)},
                         ctx.now));
  return out;
}

std::optional<store::LinkRow> find_live_link(db::Reader& reader, const Context& ctx,
                                             std::string_view token, std::string_view purpose) {
  if (token.empty() || token.size() > 100) return {};
  auto link = store::find_link(reader, sha256_hex(token), purpose);
  if (!link || link->expires <= ctx.now) return {};
  return link;
}

std::optional<ApplicationId> find_by_token(db::Reader& reader, const Context& ctx,
                                           std::string_view token, std::string_view purpose) {
  const auto link = find_live_link(reader, ctx, token, purpose);
  if (!link) return {};
  return link->application_id;
}

bool proves_address(const store::LinkRow& link, const Application& application) {
  return !link.email_key.empty() && link.email_key == store::email_key(application.email);
}

Result<StatusLink> issue_status_link(db::Tx& tx, const Context& ctx,
                                     const Application& application) {
  if (application.email.empty()) return StatusLink{};
  const Issued issued = TRY(issue_link(tx, ctx, application.id, "status", kStatusDays * 24,
                                       application.email));
  return StatusLink{settings::consortium().origin + "/join/status/" + issued.token, issued.until};
}

Result<bool> send_resume_letter(db::Tx& tx, const Context& ctx, const ApplicationId& id,
                                const std::string& email) {
  const std::string key = store::email_key(email);
  const Instant yesterday{ctx.now.ms - 24 * kHourMs};
  if (store::count_letters(tx, key, yesterday) >= kLettersADay) return false;
  TRY(store::insert_letter(tx, key, ctx.now));
  const Issued issued = TRY(issue_link(tx, ctx, id, "resume", kDraftDays * 24, email));
  mail::Letter letter;
  letter.to_address = email;
  mail::Values values{{"consortium", settings::consortium().name},
                      {"secretariat", settings::consortium().secretariat}};
  add_link(letter, values, settings::consortium().origin + "/join/resume/" + issued.token,
           issued.until);
  letter.text = mail::compose(kResumeLetter, values);
  TRY(mail::enqueue(ctx, tx, letter));
  return true;
}

Result<void> send_receipt_letter(db::Tx& tx, const Context& ctx, const Application& application) {
  if (application.email.empty()) return {};
  const StatusLink link = TRY(issue_status_link(tx, ctx, application));
  mail::Letter letter = letter_to(application);
  mail::Values values = values_for(application);
  values["received_on"] = day_words(application.received_on);
  values["due_on"] = day_words(application.due_on);
  add_link(letter, values, link.address, link.until);
  letter.text = mail::compose(kReceiptLetter, values);
  TRY(mail::enqueue(ctx, tx, letter));
  return {};
}

Result<void> send_status_letter(db::Tx& tx, const Context& ctx, const Application& application) {
  const StatusLink link = TRY(issue_status_link(tx, ctx, application));
  mail::Letter letter = letter_to(application);
  mail::Values values{{"consortium", settings::consortium().name},
                      {"secretariat", settings::consortium().secretariat},
                      {"receipt_no", application.receipt_no}};
  add_link(letter, values, link.address, link.until);
  letter.text = mail::compose(kStatusLetter, values);
  TRY(mail::enqueue(ctx, tx, letter));
  return {};
}

Result<void> send_supplement_letter(db::Tx& tx, const Context& ctx, const Application& application,
                                    const Supplement& supplement) {
  if (application.email.empty()) return {};
  const StatusLink link = TRY(issue_status_link(tx, ctx, application));
  mail::Letter letter = letter_to(application);
  mail::Values values = values_for(application);
  values["request"] = supplement.request;
  values["answer_due_on"] = day_words(supplement.answer_due_on);
  add_link(letter, values, link.address, link.until);
  letter.text = mail::compose(kSupplementLetter, values);
  TRY(mail::enqueue(ctx, tx, letter));
  return {};
}

Result<void> send_answer_letter(db::Tx& tx, const Context& ctx, const Application& application) {
  if (application.email.empty()) return {};
  mail::Letter letter = letter_to(application);
  letter.text = mail::compose(kAnswerLetter, values_for(application));
  TRY(mail::enqueue(ctx, tx, letter));
  return {};
}

Result<void> send_withdrawal_letter(db::Tx& tx, const Context& ctx,
                                    const Application& application) {
  if (application.email.empty()) return {};
  mail::Letter letter = letter_to(application);
  letter.text = mail::compose(kWithdrawalLetter, values_for(application));
  TRY(mail::enqueue(ctx, tx, letter));
  return {};
}

}  // namespace musubi::applications
