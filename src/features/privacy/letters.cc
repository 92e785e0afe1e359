// letters.cc - see letters.h. A letter says the number, the days and a link; never what is held, so
// that an address that is not theirs learns nothing.
#include "features/privacy/letters.h"

#include "base/sha256.h"
#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/accounts/accounts.h"
#include "features/privacy/store.h"

namespace musubi::privacy {
namespace {

constexpr int kTokenBytes = 32;
constexpr int kPeopleMost = 100;
constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kNewsMostMs = 14LL * 24 * kHourMs;

constexpr std::string_view kProofLetter =
    "件名: 【{{consortium}}】個人情報についてのご請求の確認\n"
    "\n"
    "{{secretariat}}です。\n"
    "個人情報についての請求（{{kind}}）の入力がありました。\n"
    "ご自分で入力したときは、次のリンクを開き、「請求を送る」を押してください。押すまでは受け付けていません。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "リンクは{{expires}}まで使えます。ほかの人に転送しないでください。\n"
    "お心当たりのないときは、このメールを消してください。入力された内容は数日で消えます。\n";
constexpr std::string_view kReceivedLetter =
    "件名: 【{{consortium}}】個人情報についてのご請求を受け付けました\n"
    "\n"
    "{{secretariat}}です。\n"
    "次のご請求を受け付けました。ご本人であることを確かめたうえで、対応します。\n"
    "\n"
    "番号：{{number}}\n"
    "請求：{{kind}}\n"
    "受付日：{{received_on}}\n"
    "回答の期限：{{due_on}}\n"
    "{{where}}\n"
    "\n"
    "確認のため、事務局からご連絡することがあります。\n";
constexpr std::string_view kExtendedLetter =
    "件名: 【{{consortium}}】回答の期限を延ばします（{{number}}）\n"
    "\n"
    "{{secretariat}}です。\n"
    "個人情報についてのご請求（{{number}}）の回答の期限を、{{due_on}}まで延ばします。\n"
    "\n"
    "理由：{{reason}}\n"
    "\n"
    "お待たせして申し訳ありません。\n";
constexpr std::string_view kForwardedLetter =
    "件名: 【{{consortium}}】ご請求を県に引き継ぎました（{{number}}）\n"
    "\n"
    "{{secretariat}}です。\n"
    "ご請求（{{number}}）は、{{lender}}が保有する情報についてのものでしたので、県の担当者に引き継ぎました。\n"
    "\n"
    "{{reason}}\n"
    "\n"
    "このあとは、県からご連絡します。\n";
constexpr std::string_view kAnswerLetter =
    "件名: 【{{consortium}}】ご請求に回答しました（{{number}}）\n"
    "\n"
    "{{secretariat}}です。\n"
    "個人情報についてのご請求（{{number}}）に回答しました。\n"
    "内容は、次のページでお読みください。\n"
    "\n"
    "{{link}}\n"
    "\n"
    "{{until}}\n"
    "ほかの人に転送しないでください。回答に納得できないときは、事務局の窓口にご相談ください。\n";
constexpr std::string_view kOfficeLetter =
    "件名: 【{{consortium}}】個人情報の請求があります（{{number}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "個人情報についての請求があります。期限は{{due_on}}です。\n"
    "内容は、ログインして次の画面で確かめてください。\n"
    "\n"
    "{{link}}\n";
constexpr std::string_view kPrefectureLetter =
    "件名: 【{{consortium}}】個人情報の請求を引き継ぎます（{{number}}）\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "お世話になっております。{{secretariat}}です。\n"
    "県が保有する個人情報についての請求がありましたので、引き継ぎます。\n"
    "請求した方への連絡と回答をお願いします。内容は、ログインして次の画面でお読みください。\n"
    "\n"
    "{{link}}\n";

std::string day_words(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki_with_weekday(*date) : day;
}

mail::Values values_for(const Request& r) {
  const settings::Consortium& house = settings::consortium();
  return {{"consortium", house.name},
          {"secretariat", house.secretariat},
          {"number", request_number(r)}};
}

Result<void> send(db::Tx& tx, const Context& ctx, const Request& r, std::string_view text,
                  const mail::Values& values, const std::string& link = {}, Instant until = {}) {
  if (r.email.empty()) return {};
  mail::Letter letter;
  letter.to_address = r.email;
  letter.to_name = r.name;
  letter.text = mail::compose(text, values);
  letter.one_time_link = link;
  letter.link_until = until;
  TRY(mail::enqueue(ctx, tx, letter));
  return {};
}

std::string address_of(const std::string& path) { return settings::consortium().origin + path; }

// Where the person reads on: a link for whoever has no account.
struct Where {
  std::string address, one_time;
  Instant until;
};
Result<Where> reading_place(db::Tx& tx, const Context& ctx, const Request& r) {
  if (r.route == "members") return Where{address_of("/members/my-data/" + r.id), "", {}};
  const Link link = TRY(issue_link(tx, ctx, r.id, "status", kStatusDays * 24));
  const std::string address = address_of("/privacy-requests/status/" + link.token);
  return Where{address, address, link.until};
}

Result<void> tell_people(const Context& ctx, const Request& r, Role role, std::string_view text) {
  accounts::ListFilter filter;
  filter.state = accounts::State::active;
  filter.role = role;
  filter.most = kPeopleMost;
  const auto people = TRY(accounts::list_accounts(ctx, filter));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const auto& person : people) {
      mail::Values values = values_for(r);
      values["name"] = person.name;
      values["link"] = address_of("/office/privacy/requests/" + r.id);
      if (role != Role::prefecture) {  // that letter says other things
        values["due_on"] = day_words(r.due_on);
        values.erase("secretariat");
      }
      mail::Letter letter;
      letter.to_address = person.login;
      letter.to_name = person.name;
      letter.text = mail::compose(text, values);
      TRY(mail::enqueue(ctx, tx, letter));
    }
    return {};
  });
}

Result<std::optional<Request>> fresh(const Context& ctx, const outbox::Message& message) {
  auto found = ctx.db.read([&](db::Reader& reader) {
    return store::find_request(reader, message.body.value("id", ""));
  });
  // After a long standstill, or in the demo, old news is none.
  if (found && ctx.now.ms - found->received_at.value_or(Instant{}).ms > kNewsMostMs) found.reset();
  return found;
}

Result<void> tell_office(const Context& ctx, const outbox::Message& message) {
  const auto request = TRY(fresh(ctx, message));
  if (!request || !request->is_open()) return {};
  return tell_people(ctx, *request, Role::secretariat, kOfficeLetter);
}

Result<void> tell_prefecture(const Context& ctx, const outbox::Message& message) {
  const auto request = TRY(fresh(ctx, message));
  if (!request || request->state != "forwarded") return {};
  return tell_people(ctx, *request, Role::prefecture, kPrefectureLetter);
}

}  // namespace

Result<Link> issue_link(db::Tx& tx, const Context& ctx, const std::string& request,
                        std::string_view purpose, int hours) {
  Link out{random_token(kTokenBytes), Instant{ctx.now.ms + hours * kHourMs}};
  TRY(store::insert_proof(tx, {sha256_hex(out.token), request, std::string(purpose), out.until}));
  return out;
}

Result<void> send_proof_letter(db::Tx& tx, const Context& ctx, const Request& r) {
  const Link link = TRY(issue_link(tx, ctx, r.id, "proof", kProofHours));
  mail::Values values = values_for(r);
  values.erase("number");
  values["kind"] = kind_label(r.kind);
  values["link"] = address_of("/privacy-requests/proof/" + link.token);
  values["expires"] = jst_date_time(link.until);
  return send(tx, ctx, r, kProofLetter, values, values["link"], link.until);
}

Result<void> send_received_letter(db::Tx& tx, const Context& ctx, const Request& r) {
  if (r.email.empty()) return {};
  mail::Values values = values_for(r);
  const Where where = TRY(reading_place(tx, ctx, r));
  values["kind"] = kind_label(r.kind);
  values["received_on"] = day_words(r.received_on);
  values["due_on"] = day_words(r.due_on);
  values["where"] = "状況を見るページ：" + where.address;
  return send(tx, ctx, r, kReceivedLetter, values, where.one_time, where.until);
}

Result<void> send_extended_letter(db::Tx& tx, const Context& ctx, const Request& r) {
  mail::Values values = values_for(r);
  values["due_on"] = day_words(r.due_on);
  values["reason"] = r.extension_reason;
  return send(tx, ctx, r, kExtendedLetter, values);
}

Result<void> send_forwarded_letter(db::Tx& tx, const Context& ctx, const Request& r) {
  mail::Values values = values_for(r);
  values["lender"] = settings::consortium().lender;
  values["reason"] = r.forwarded_note;
  return send(tx, ctx, r, kForwardedLetter, values);
}

Result<void> send_answer_letter(db::Tx& tx, const Context& ctx, const Request& r) {
  if (r.email.empty()) return {};
  mail::Values values = values_for(r);
  const Where where = TRY(reading_place(tx, ctx, r));
  values["link"] = where.address;
  const Date last = add_days(ctx.today(), kReadableDays);
  values["until"] = r.package.empty() || r.outcome == "refused"
                        ? "ご不明な点は、番号を添えて事務局にお尋ねください。"
                        : "開示した情報は、" + wareki_with_weekday(last) + "まで読み、保存できます。";
  return send(tx, ctx, r, kAnswerLetter, values, where.one_time, where.until);
}

void add_letter_handlers(outbox::Handlers& handlers) {
  handlers["privacy.request.received"] = tell_office;
  handlers["privacy.request.forwarded"] = tell_prefecture;
}

}  // namespace musubi::privacy
