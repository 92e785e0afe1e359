// demo.cc - requests for listings in 令和６年度 as of 2024-10-28, through the services that people use
// and with the clock of the story: listed in time and over, public now, being prepared, asked
// about, declined, corrected after it was public, waiting, late, set aside. No mail server is met.
#include "core/mail/mail.h"
#include "features/accounts/accounts.h"
#include "features/listings/letters.h"
#include "features/listings/listings.h"
#include "features/listings/service.h"

namespace musubi::listings {
namespace {

constexpr int kDemoLetters = 50;

struct DemoTime {
  const char* day;
  int hour, minute;
};

struct Telling {
  const Context& ctx;
  Actor office, member;

  Context at(const DemoTime& when, const Actor& who) const {
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
  Context clock(const DemoTime& when) const { return at(when, Actor::system("定時処理")); }
};

Event demo_event(const char* title, const char* kind, const char* organiser, const char* starts,
                 const char* place, const char* summary) {
  Event out;
  out.title = title;
  out.organiser_kind = kind;
  out.organiser = organiser;
  out.starts_on = starts;
  out.hours = "13時30分から16時まで";
  out.place = place;
  out.capacity = "30";
  out.fee = "無料";
  out.application = "開催日の3日前までに、電話で申し込んでください。";
  out.contact = std::string(organiser) + "（電話096-000-3100）";
  out.summary = summary;
  return out;
}

Asking demo_asking(Event event, const char* name, const char* organisation, const char* email) {
  Asking out;
  out.event = std::move(event);
  out.name = name;
  out.organisation_name = organisation;
  out.email = email;
  out.telephone = "096-000-3101";
  out.consented = true;
  out.filled_in_ms = 240'000;
  return out;
}

// Taken, and public on that day at nine.
Result<void> bring_to_public(const Telling& t, const std::string& id, const DemoTime& taken,
                             const char* on) {
  const std::string item = TRY(take(t.at(taken, t.office), {id, 0}));
  TRY(publishing::publish_in_demo(t.ctx, item, *parse_iso_date(on)));
  return tell_public(t.clock({on, 9, 5}));
}

Result<void> summer(const Telling& t) {
  const Actor nobody = Actor::anonymous();
  const auto course = TRY(ask(
      t.at({"2024-08-19", 10, 20}, nobody),
      demo_asking(demo_event("はじめての表計算教室", "prefecture", "架空町", "2024-09-12",
                             "架空町中央公民館",
                             "仕事で使う表計算を、はじめから学びます。\n紙の台帳を表に置きかえるところまで行います。"),
                  "柚木 さなえ", "架空町商工観光課", "shoko@town.example.jp"),
      ""));
  TRY(bring_to_public(t, course.id, {"2024-08-20", 14, 0}, "2024-08-21"));
  const auto seller = TRY(ask(
      t.at({"2024-09-10", 16, 0}, nobody),
      demo_asking(demo_event("会計ソフト大特価フェア", "other", "架空ソフト販売", "2024-10-05",
                             "架空会館", "会計ソフトを特別な価格で販売します。会場で契約できます。"),
                  "販売 次郎", "架空ソフト販売", "jiro@soft.example.jp"),
      ""));
  TRY(decline(t.at({"2024-09-11", 9, 30}, t.office), {seller.id, 0}, "sales",
              "使い方を学ぶ催しを開くときは、ぜひお知らせください。"));
  return end_past(t.clock({"2024-09-13", 0, 10}));
}

Result<void> autumn(const Telling& t) {
  const Actor nobody = Actor::anonymous();
  const auto street = TRY(ask(
      t.at({"2024-10-03", 11, 0}, nobody),
      demo_asking(demo_event("商店街のキャッシュレス講座", "other", "架空町商店街振興組合", "2024-11-09",
                             "架空町商店街会館",
                             "小さな店がキャッシュレス決済を始めるときの手順と費用を、店主どうしで学びます。"),
                  "夏目坂 みのり", "架空町商店街振興組合", "minori@shotengai.example.jp"),
      ""));
  TRY(bring_to_public(t, street.id, {"2024-10-04", 10, 0}, "2024-10-07"));
  const std::string own = TRY(ask_as_member(
      t.at({"2024-10-15", 9, 40}, t.member),
      demo_event("工場の見える化の見学会", "member", "株式会社かくう精機", "2024-11-20", "かくう精機の本社工場",
                 "機械の動きを測る小さな装置を、実際の工場で見ていただきます。\n困ったことと費用もお話しします。"),
      ""));
  TRY(bring_to_public(t, own, {"2024-10-16", 15, 0}, "2024-10-17"));
  // Another hour, told after it was public: the article is the office's to change.
  const Context later = t.at({"2024-10-25", 13, 0}, t.member);
  const Shown shown = TRY(load_own(later, own));
  Event changed = shown.listing.event;
  changed.hours = "14時から16時30分まで";
  TRY(correct_own(later, own, {changed, "会場の都合で、始まる時間が変わりました。", shown.listing.version},
                  ""));
  const auto asked = TRY(ask(
      t.at({"2024-10-21", 15, 30}, nobody),
      demo_asking(demo_event("農業データの読み方勉強会", "other", "かくう農業改良組合", "2024-11-27",
                             "オンライン", "ハウスの温度と湿度の記録を、収穫の計画に生かす方法を学びます。"),
                  "早苗田 みどり", "かくう農業改良組合", "midori@nogyo.example.jp"),
      ""));
  return ask_back(t.at({"2024-10-22", 10, 0}, t.office), {asked.id, 0},
                  "オンラインの参加方法と、県外からも参加できるかを教えてください。");
}

Result<void> these_days(const Telling& t) {
  const Actor nobody = Actor::anonymous();
  // Due on the 24th: late by the demo's day.
  TRY(ask(t.at({"2024-10-21", 9, 15}, nobody),
          demo_asking(demo_event("介護記録の電子化の事例発表会", "other", "かくう介護事業者連絡会", "2024-12-05",
                                 "架空市総合福祉センター",
                                 "介護の記録を紙から電子に変えた3つの事業所が、費用と手間の変化を話します。"),
                      "春日井 のぞみ", "かくう介護事業者連絡会", "nozomi@kaigo.example.jp"),
          ""));
  const auto city = TRY(ask(
      t.at({"2024-10-24", 14, 0}, nobody),
      demo_asking(demo_event("市民のためのオープンデータ入門", "prefecture", "架空市", "2024-12-14",
                             "架空市立図書館", "市が公開しているデータを使い、身近な地図を作ります。"),
                  "千草 まさる", "架空市デジタル推進課", "data@city.example.jp"),
      ""));
  TRY(take(t.at({"2024-10-25", 11, 0}, t.office), {city.id, 0}));
  TRY(ask(t.at({"2024-10-27", 20, 10}, nobody),
          demo_asking(demo_event("中小企業のセキュリティ相談会", "other", "かくう商工会", "2024-11-29",
                                 "かくう商工会館", "メールの見分け方と、社内の決まりの作り方を、専門家に相談できます。"),
                      "霧島 あおい", "かくう商工会", "aoi@shokokai.example.jp"),
          ""));
  Asking spam = demo_asking(demo_event("SEO対策で売上3倍セミナー", "other", "格安リンク", "2024-12-01", "オンライン",
                                       "被リンクを格安で販売します。 https://rank.example.test/a"
                                       " https://rank.example.test/b"),
                            "営業 太郎", "格安リンク", "sales@rank.example.test");
  spam.trap_filled = true;
  TRY(ask(t.at({"2024-10-27", 3, 20}, nobody), spam, ""));
  Asking called = demo_asking(demo_event("タブレットで点検記録を付ける会", "member", "架空設備工業", "2024-11-15",
                                         "架空設備工業の研修室",
                                         "点検の記録を紙からタブレットに替える手順を、同じ仕事の会社どうしで学びます。"),
                              "武蔵野 いさむ", "架空設備工業", "");
  TRY(enter(t.at({"2024-10-28", 9, 20}, t.office), called, "", ""));
  return {};
}

// The story's letters have arrived, as far as anybody remembers.
Result<void> settle_demo_letters(const Telling& t) {
  for (const char* address :
       {"shoko@town.example.jp", "jiro@soft.example.jp", "minori@shotengai.example.jp",
        "midori@nogyo.example.jp", "nozomi@kaigo.example.jp", "data@city.example.jp",
        "aoi@shokokai.example.jp"}) {
    mail::Filter filter;
    filter.to_address = address;
    filter.most = kDemoLetters;
    const auto mails =
        t.ctx.db.read([&](db::Reader& reader) { return mail::list_mails(reader, filter); });
    for (const mail::Mail& one : mails) {
      if (one.state == mail::State::sent) continue;
      TRY(t.ctx.db.write([&](db::Tx& tx) {
        return mail::settle_as(t.ctx, tx, one.id, mail::State::sent);
      }));
    }
  }
  return {};
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  const Telling told{ctx, TRY(accounts::find_demo_actor(ctx, Role::secretariat)),
                     TRY(accounts::find_demo_actor(ctx, Role::member_staff))};
  TRY(summer(told));
  TRY(autumn(told));
  TRY(these_days(told));
  return settle_demo_letters(told);
}

}  // namespace musubi::listings
