// demo.cc - the desk in 令和６年度 as of 2024-10-28, through the services that people use and with the
// clock of the story: by every way in, answered in time and late, waiting, late, set aside,
// merged, linked. Nothing of it ever meets a mail server.
#include "core/mail/mail.h"
#include "features/accounts/accounts.h"
#include "features/applications/applications.h"
#include "features/inquiries/inquiries.h"
#include "features/inquiries/service.h"

namespace musubi::inquiries {
namespace {

constexpr int kLettersMost = 50;

struct Told {
  const char* day;
  int hour, minute;
};

struct Story {
  const Context& ctx;
  Actor office, manager, member;

  Context at(const Told& when, const Actor& who) const {
    Context out = ctx;
    const Date date = *parse_iso_date(when.day);
    out.now = Instant{start_of_day_in_japan(date).ms + when.hour * 3'600'000LL +
                      when.minute * 60'000LL};
    out.pretended_today = date;
    out.actor = who;
    out.address = "192.0.2.80";
    out.request_id = std::string("demo-") + when.day;
    return out;
  }
};

Question question(const char* category, const char* subject, const char* body, const char* name,
                  const char* organisation, const char* email) {
  Question out;
  out.category = category;
  out.subject = subject;
  out.body = body;
  out.name = name;
  out.organisation_name = organisation;
  out.email = email;
  out.consented = true;
  out.filled_in_ms = 90'000;
  return out;
}

std::string mail_of(const char* id, const char* from, const char* subject, const char* body) {
  return std::string("From: ") + from + "\r\nTo: toiawase@example.jp\r\nMessage-ID: <" + id +
         "@mail.example.jp>\r\nSubject: " + subject +
         "\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + body + "\r\n";
}

Result<std::string> newest_of(const Context& ctx, const std::string& email) {
  store::Filter filter;
  filter.email = email;
  filter.most = 1;
  const auto found = TRY(list_visible(ctx, filter, ""));
  if (found.empty()) return fail(Fault::not_found, "デモの問合せがありません");
  return found.front().id;
}

Result<void> answered(const Context& ctx, const std::string& id, const char* words, bool closes,
                      const char* how = "mail") {
  Answer input;
  input.id = id;
  input.how = how;
  input.closes = closes;
  return answer(ctx, input, OutgoingText(words), "");
}

Result<void> ready_texts(const Story& s) {
  const Context ctx = s.at({"2024-04-10", 10, 0}, s.office);
  ReadyText text;
  text.title = "会費について";
  text.category = "join";
  text.body = "お問い合わせをありがとうございます。\n会費はかかりません。入会の申込みは、"
              "ホームページの「入会の案内」からお送りください。";
  TRY(save_ready_text(ctx, text, ""));
  text.title = "催しの掲載依頼を受けたとき";
  text.category = "listing";
  text.body = "掲載のご依頼をありがとうございます。\n3営業日ほどで掲載の可否をお知らせします。"
              "受付番号は{{受付番号}}です。";
  TRY(save_ready_text(ctx, text, ""));
  text.title = "ログインできないとき";
  text.category = "platform";
  text.body = "ログインの画面の「パスワードの決め直し」から、登録のメールアドレスを入力してください。"
              "リンクが届かないときは、もう一度ご連絡ください。";
  TRY(save_ready_text(ctx, text, ""));
  return {};
}

Result<void> before_autumn(const Story& s) {
  const Actor nobody = Actor::anonymous();
  const auto joining = TRY(ask(s.at({"2024-06-12", 13, 20}, nobody),
                               question("join", "入会に費用はかかりますか",
                                        "従業員8人の工務店です。会費と、必要な書類を教えてください。",
                                        "架空 いずみ", "有限会社いずみ工務店",
                                        "izumi@izumi.example.jp"),
                               ""));
  TRY(answered(s.at({"2024-06-13", 10, 5}, s.office), joining.id,
               "会費はかかりません。書類は、定款か会社案内のどちらかをお送りください。", true));
  Call call{"phone", "", "event", "入門講座の会場への行き方", "車で行きたい。駐車場はあるか。",
            "蛍原 のぞみ", "", "", "096-000-2101", "",
            "会場の北側に30台分あることを伝えた。"};
  TRY(enter_call(s.at({"2024-07-22", 15, 10}, s.office), call, ""));
  const Context system = s.at({"2024-08-20", 11, 40}, Actor::system("定時処理"));
  TRY(take_mail(system,
                mail_of("a1", "Haru Kuusou <haru@haru.example.jp>", "事例のページの印刷について",
                        "事例のページを社内で配りたいのですが、印刷して使ってもよいでしょうか。")));
  const Context office = s.at({"2024-08-21", 9, 30}, s.office);
  const std::string printing = TRY(newest_of(office, "haru@haru.example.jp"));
  TRY(sort(office, {printing, 0}, {"site", "事例のページの印刷について", "", true}));
  return answered(office, printing,
                  "社内での配布にお使いいただけます。出典として、コンソーシアムの名前を添えてください。",
                  true);
}

Result<void> september(const Story& s) {
  Call visit{"visit", "", "case", "紙の台帳をやめたい",
             "紙の注文台帳を写真に撮って共有している。安く始められる方法を知りたい。",
             "燕 しろう", "合同会社つばめ珈琲", "", "096-000-2102", "",
             ""};
  const std::string coffee = TRY(enter_call(s.at({"2024-09-10", 14, 0}, s.office), visit, ""));
  TRY(add_note(s.at({"2024-09-10", 14, 30}, s.office), coffee,
               InternalText("入会にも関心あり。次の入門講座に誘うとよさそうです。"), ""));
  TRY(answered(s.at({"2024-09-11", 11, 0}, s.office), coffee,
               "表計算の共有から始めた会員の事例を2つ紹介し、入門講座を案内した。", true, "phone"));
  const std::string own = TRY(ask_as_member(
      s.at({"2024-09-25", 16, 0}, s.member),
      question("platform", "担当者を増やしたい",
               "来月から2人目の担当者がこのプラットフォームを使います。手続きを教えてください。", "", "", ""),
      ""));
  TRY(answered(s.at({"2024-09-26", 9, 40}, s.office), own,
               "会員管理者の方が、アカウントの画面から招待できます。", false));
  TRY(reply_own(s.at({"2024-09-26", 13, 0}, s.member), own,
                {"会員管理者が休みのときは、どうすればよいですか。", {}}, ""));
  TRY(answered(s.at({"2024-09-27", 10, 0}, s.manager), own,
               "事務局から招待します。お名前とメールアドレスをお知らせください。", true));
  applications::QueueFilter filter;
  filter.state = "all";
  filter.most = 1;
  const auto queue =
      TRY(applications::list_applications(s.at({"2024-09-27", 11, 0}, s.office), filter, ""));
  if (queue.rows.empty()) return {};
  const auto linked = link_application(s.at({"2024-09-27", 11, 5}, s.office), {coffee, 0},
                                       queue.rows.front().application.receipt_no);
  if (!linked && linked.error().fault != Fault::invalid) return fail(linked.error());
  return {};
}

Result<void> early_october(const Story& s) {
  const Actor nobody = Actor::anonymous();
  const auto listing = TRY(ask(s.at({"2024-10-03", 10, 0}, nobody),
                               question("listing", "商店街のキャッシュレス講座の掲載",
                                        "11月9日に開く講座を、催しの一覧に載せていただけますか。",
                                        "夏目坂 みのり", "架空町商店街振興組合",
                                        "minori@shotengai.example.jp"),
                               ""));
  TRY(answered(s.at({"2024-10-09", 15, 0}, s.office), listing.id,
               "お待たせしました。内容を確かめ、催しの一覧に載せました。", true));
  const Context system = s.at({"2024-10-15", 9, 10}, Actor::system("定時処理"));
  TRY(take_mail(system, mail_of("b2", "Kakuu Shi <dx@city.example.jp>", "会議への出席のお願い",
                                "市のＤＸ推進会議に、事務局の方の出席をお願いできないでしょうか。\n"
                                "日時は11月20日の14時からです。")));
  const Context office = s.at({"2024-10-15", 11, 0}, s.office);
  const std::string city = TRY(newest_of(office, "dx@city.example.jp"));
  TRY(sort(office, {city, 0}, {"body", "会議への出席のお願い", "", false}));
  TRY(add_note(office, city, InternalText("事務局長の予定を確かめています。"), ""));
  TRY(answered(s.at({"2024-10-16", 10, 30}, s.office), city,
               "出席します。資料がありましたら、事前にお送りください。", false));
  TRY(set_follow_up(s.at({"2024-10-16", 10, 40}, s.office), {city, 0}, "2024-11-13"));
  const auto first = TRY(ask(s.at({"2024-10-21", 9, 5}, nobody),
                             question("event", "事例発表会の申込み",
                                      "12月の事例発表会は、会員でなくても参加できますか。",
                                      "露草 まこと", "", "makoto@tsuyu.example.jp"),
                             ""));
  const auto second = TRY(ask(s.at({"2024-10-21", 9, 50}, nobody),
                              question("event", "先ほどの質問の続き",
                                       "2人で参加したいです。席はありますか。", "露草 まこと", "",
                                       "makoto@tsuyu.example.jp"),
                              ""));
  TRY(merge(s.at({"2024-10-21", 10, 30}, s.office), {second.id, 0}, first.number));
  return answered(s.at({"2024-10-22", 9, 30}, s.office), first.id,
                  "どなたでも参加できます。お2人分の席を取りました。", false);
}

Result<void> this_week(const Story& s) {
  const Actor nobody = Actor::anonymous();
  TRY(ask(s.at({"2024-10-23", 16, 0}, nobody),
          question("survey", "調査票が届いていません",
                   "調査の案内を受け取りましたが、調査票が入っていませんでした。", "水無月 かなえ",
                   "株式会社みなづき製菓", "kanae@minazuki.example.jp"),
          ""));
  const std::string own = TRY(ask_as_member(
      s.at({"2024-10-25", 14, 0}, s.member),
      question("event", "入門講座の録画", "11月の入門講座は、あとから録画を見られますか。", "", "", ""),
      ""));
  TRY(assign(s.at({"2024-10-25", 15, 0}, s.office), {own, 0}, s.office.account.text));
  Question spam = question("other", "SEO対策のご提案",
                           "検索で1位にします。被リンクを格安でご用意します。\n"
                           "https://rank.example.test/a https://rank.example.test/b",
                           "営業 太郎", "", "sales@rank.example.test");
  spam.trap_filled = true;
  TRY(ask(s.at({"2024-10-26", 3, 12}, nobody), spam, ""));
  TRY(take_mail(s.at({"2024-10-27", 20, 15}, Actor::system("定時処理")),
                mail_of("c3", "Sato Kakuu <sato@yama.example.jp>", "入会後の退会について",
                        "入会したあとで退会するときの手続きと、違約金があるかを教えてください。")));
  Call call{"phone", "", "join", "申込みの途中で止まった",
            "入会申込の画面で、続きのリンクが届かない。折り返してほしい。", "蛍原 すばる",
            "蛍原精密", "", "096-000-2103", "", ""};
  const std::string stuck = TRY(enter_call(s.at({"2024-10-28", 9, 10}, s.office), call, ""));
  return set_follow_up(s.at({"2024-10-28", 9, 15}, s.office), {stuck, 0}, "2024-10-31");
}

// The story's letters have arrived, as far as anybody remembers.
Result<void> settle_letters(const Story& s) {
  for (const char* address : {"izumi@izumi.example.jp", "haru@haru.example.jp",
                              "minori@shotengai.example.jp", "dx@city.example.jp",
                              "makoto@tsuyu.example.jp", "kanae@minazuki.example.jp",
                              "sato@yama.example.jp"}) {
    mail::Filter filter;
    filter.to_address = address;
    filter.most = kLettersMost;
    const auto mails =
        s.ctx.db.read([&](db::Reader& reader) { return mail::list_mails(reader, filter); });
    for (const mail::Mail& one : mails) {
      TRY(s.ctx.db.write([&](db::Tx& tx) {
        return mail::settle_as(s.ctx, tx, one.id, mail::State::sent);
      }));
    }
  }
  return {};
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  const Story story{ctx, TRY(accounts::find_demo_actor(ctx, Role::secretariat)),
                    TRY(accounts::find_demo_actor(ctx, Role::secretariat_manager)),
                    TRY(accounts::find_demo_actor(ctx, Role::member_staff))};
  TRY(ready_texts(story));
  TRY(before_autumn(story));
  TRY(september(story));
  TRY(early_october(story));
  TRY(this_week(story));
  return settle_letters(story);
}

}  // namespace musubi::inquiries
