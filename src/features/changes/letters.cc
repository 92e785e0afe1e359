// letters.cc - the mail that tells a member what became of its request, when the outbox delivers
// what was committed. It goes to who sent it and to the organisation's administrators, because
// leaving or merging is everybody's business there; by link: to the contact person.
#include <algorithm>
#include <set>

#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/accounts/accounts.h"
#include "features/changes/service.h"

namespace musubi::changes {
namespace {

constexpr int kAdministratorsMost = 20;
constexpr std::int64_t kNewsMostMs = 14LL * 24 * 3'600'000;  // older is none: after a standstill

constexpr std::string_view kLetter =
    "件名: 【{{consortium}}】{{subject}}（{{receipt_no}}）\n"
    "\n"
    "{{organisation}}\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}です。\n"
    "{{what}}\n"
    "\n"
    "受付番号：{{receipt_no}}\n"
    "届出の種類：{{kind}}\n"
    "{{details}}"
    "\n"
    "{{next}}\n"
    "\n"
    "お心当たりのないときは、事務局に知らせてください。\n";

struct News {
  std::string_view what, subject, sentence, next;
};
constexpr News kNews[] = {
    {"received", "届出を受け付けました", "次の届出を受け付けました。内容を確かめて、結果をお知らせします。",
     "状況は、会員サイトの「届出」の画面で見られます。"},
    {"asked", "届出について、お尋ねがあります", "届出の内容について、お尋ねしたいことがあります。",
     "会員サイトの「届出」の画面を開いて、お答えください。"},
    {"scheduled", "届出を確認しました", "届出を確認しました。次の日に、届出のとおりにします。",
     "取りやめるときは、その日までに、会員サイトの「届出」の画面で取り下げてください。"},
    {"done", "届出の手続きが完了しました", "次の届出の手続きが完了しました。ありがとうございます。",
     "会員の登録は、届出のとおりになりました。"},
    {"declined", "届出をお受けできませんでした", "次の届出は、お受けできませんでした。",
     "内容を直して、あらためて届け出ることができます。"},
    {"taken_back", "届出の取下げを受け付けました", "次の届出の取下げを受け付けました。",
     "会員の登録は、いまのままです。"},
};

std::string day_words(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki_with_weekday(*date) : day;
}

std::string details_of(const Request& request, std::string_view what) {
  std::string out;
  if (!request.effective_on.empty()) out += "日付：" + day_words(request.effective_on) + "\n";
  if (what == "asked") out += "お尋ね：" + request.question + "\n";
  if (request.verdict.empty() || what == "received" || what == "asked") return out;
  return out + "事務局から：" + request.verdict + "\n";
}

struct Reader {
  std::string address, name;
};
Result<std::vector<Reader>> readers_of(const Context& ctx, const Request& request) {
  std::vector<Reader> out;
  std::set<std::string> known;
  const auto add = [&](const std::string& address, const std::string& name) {
    if (!address.empty() && known.insert(address).second) out.push_back({address, name});
  };
  if (!request.made_by.empty()) {
    const auto sender = accounts::load_account(ctx, AccountId{request.made_by});
    if (sender) add(sender->login, sender->name);
  } else {
    const auto contact = ctx.db.read([&](db::Reader& reader) {
      return members::list_addressees_of(reader, {request.organisation_id});
    });
    if (!contact.empty()) add(contact[0].email, contact[0].contact);
  }
  accounts::ListFilter filter;
  filter.organisation = request.organisation_id;
  filter.role = Role::member_admin;
  filter.state = accounts::State::active;
  filter.most = kAdministratorsMost;
  for (const auto& one : TRY(accounts::list_accounts(ctx, filter))) add(one.login, one.name);
  return out;
}

Result<void> tell(const Context& ctx, const outbox::Message& message) {
  const std::string what = message.body.value("what", "");
  const auto request = ctx.db.read([&](db::Reader& reader) {
    return store::find_request(reader, ChangeId{message.body.value("id", "")});
  });
  const News* news = nullptr;
  for (const News& one : kNews) {
    if (one.what == what) news = &one;
  }
  if (!request || news == nullptr) return {};
  const Instant moved = what == "received" ? request->sent_at : request->decided_at;
  if (what != "asked" && ctx.now.ms - std::max(moved.ms, request->done_at.ms) > kNewsMostMs) {
    return {};
  }
  if (what == "asked" && request->state != State::asked) return {};  // answered meanwhile
  const settings::Consortium& house = settings::consortium();
  mail::Values values{{"consortium", house.name},
                      {"secretariat", house.secretariat},
                      {"subject", std::string(news->subject)},
                      {"what", std::string(news->sentence)},
                      {"receipt_no", request->receipt_no()},
                      {"organisation", request->organisation_name},
                      {"kind", std::string(info_of(request->kind).label)}};
  values["details"] = details_of(*request, what);
  values["next"] = std::string(news->next);
  if (request->route == "member") {
    values["next"] += "\n" + house.origin + "/members/changes/" + request->id.text;
  } else if (what == "received") {
    values["next"] = "結果は、このメールアドレスにお知らせします。";
  }
  const auto readers = TRY(readers_of(ctx, *request));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const Reader& reader : readers) {
      mail::Values own = values;
      own["name"] = reader.name.empty() ? "ご担当者" : reader.name;
      mail::Letter letter;
      letter.to_address = reader.address;
      letter.to_name = reader.name;
      letter.text = mail::compose(kLetter, own);
      TRY(mail::enqueue(ctx, tx, letter));
    }
    return {};
  });
}

}  // namespace

void add_handlers(outbox::Handlers& handlers) {
  handlers[std::string(kMoved)] = tell;
  handlers[std::string(kCame)] = tell_office;
}

}  // namespace musubi::changes
