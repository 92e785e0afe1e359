// demo.cc - mailings of 令和６年度 as of 2024-10-28, through the services that people use and with the
// clock of the story: two that were sent, one for next week, one that waits for the manager, a
// draft, and what came back. Nothing of it ever meets a mail server.
#include <array>

#include "core/audit/audit.h"
#include "features/accounts/accounts.h"
#include "features/mailings/mailings.h"
#include "features/mailings/service.h"
#include "features/mailings/service_bounces.h"
#include "features/mailings/service_consents.h"

namespace musubi::mailings {
namespace {

const House kHouse{"862-8570 熊本市中央区架空町6-18-1", "096-000-0100", "jimukyoku@example.jp"};

constexpr const char* kCourse =
    "{{団体名}}\n{{お名前}} 様\n\n"
    "いつもコンソーシアムの活動にご協力いただき、ありがとうございます。\n"
    "デジタル化の進め方を学ぶ入門講座を、下記のとおり開きます。\n\n"
    "　日時　11月14日（木）14時から16時まで\n"
    "　会場　架空会館 2階（オンラインでも参加できます）\n"
    "　費用　無料\n\n"
    "お申込みは、このメールに返信するか、事務局にお電話ください。\n";
constexpr const char* kCheck =
    "{{団体名}}\n{{お名前}} 様\n\n"
    "会員情報の確認のお願いです。登録されている担当者や連絡先に変わりがないか、\n"
    "会員のページでご確認ください。変わりがあるときは、11月29日までにお知らせください。\n";
constexpr const char* kCases =
    "{{団体名}}\n{{お名前}} 様\n\n"
    "会員の皆さまのＤＸの取組みを伺う事例発表会を、12月に開きます。\n"
    "3つの会員が、紙の台帳をやめた話、遠くの現場とつながった話などをご紹介します。\n";
constexpr const char* kNews =
    "{{団体名}}\n{{お名前}} 様\n\n"
    "10月の催しと、県の支援策のお知らせです。\n\n"
    "　・ＤＸ相談会（10月30日、阿蘇）\n　・補助金の説明会（11月6日、オンライン）\n";
constexpr const char* kPromotion =
    "{{お名前}} 様\n\n会員の製品をご紹介します。（紹介文は作成中）\n";

Context at(const Context& ctx, const accounts::Account& who, const char* day, int hour) {
  Context out = ctx;
  const Date date = *parse_iso_date(day);
  out.now = Instant{start_of_day_in_japan(date).ms + hour * 3'600'000LL};
  out.pretended_today = date;
  out.actor = accounts::actor_of(who);
  out.address = "192.0.2.80";
  out.request_id = std::string("demo-") + day;
  return out;
}

Result<Mailing> load(const Context& ctx, const MailingId& id) {
  auto found = ctx.db.read([&](db::Reader& r) { return store::find_mailing(r, id); });
  CHECK(found.has_value());
  return *found;
}

// The steps that the outbox would take, at once.
Result<void> walk(const Context& ctx, const keys::Locksmith& smith, const MailingId& id) {
  for (;;) {
    const Mailing m = TRY(load(ctx, id));
    const outbox::Message step{
        "demo", "", {{"id", id.text}, {"run", m.run}, {"after", m.position}}, 1};
    if (m.state == "preparing") {
      TRY(prepare_step(ctx, step));
    } else if (m.state == "scheduled" || m.state == "sending") {
      TRY(send_step(ctx, smith, step));
    } else {
      return {};
    }
  }
}

struct Story {
  const char* mail_class;
  std::string subject;
  const char* body;
  SegmentId segment;
  std::optional<Instant> send_at = {};
};

// Written and its recipients known; submitted when `until_submitted`.
Result<MailingId> write(const Context& ctx, const keys::Locksmith& smith, const Story& story,
                        bool until_submitted) {
  const Draft draft{story.mail_class, story.subject, story.body, story.segment.text, 0, ""};
  const MailingId id = TRY(create_mailing(ctx, draft));
  if (!until_submitted) return id;
  TRY(prepare_mailing(ctx, id));
  TRY(walk(ctx, smith, id));
  const Mailing prepared = TRY(load(ctx, id));
  TRY(submit_mailing(ctx, id, {story.send_at, kHouse, prepared.version}));
  return id;
}

Result<void> confirmed(const Context& ctx, const MailingId& id) {
  const Mailing waiting = TRY(load(ctx, id));
  return confirm_mailing(ctx, id, waiting.version);
}

Result<void> settle_all(db::Tx& tx, const Context& ctx, const std::vector<Recipient>& page) {
  for (const Recipient& to : page) {
    TRY(mail::settle_as(ctx, tx, {to.mail_id}, mail::State::sent));
  }
  return {};
}

// Every mail of a mailing as delivered that day.
Result<void> delivered(const Context& ctx, const MailingId& id) {
  std::string after;
  for (;;) {
    const auto page = ctx.db.read([&](db::Reader& reader) {
      return store::list_recipients(reader, id, "queued", after, 200);
    });
    if (page.empty()) return {};
    TRY(ctx.db.write([&](db::Tx& tx) { return settle_all(tx, ctx, page); }));
    after = page.back().id.text;
  }
}

std::string dsn(const mail::Mail& mail, const char* status, const char* words) {
  return "From: MAILER-DAEMON@mx.example.jp\nContent-Type: multipart/report; "
         "report-type=delivery-status; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n"
         "Reporting-MTA: dns; mx.example.jp\n\nFinal-Recipient: rfc822; " + mail.to_address +
         "\nAction: failed\nStatus: " + status + "\nDiagnostic-Code: smtp; " + words +
         "\n\n--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: " + mail.message_id +
         "\n\n--x--\n";
}

// Every ninetieth recipient's server answers that nobody is there, or that the box is full.
Result<void> come_back(const Context& ctx, const MailingId& id, std::size_t from, bool seen) {
  const auto rows = ctx.db.read([&](db::Reader& reader) {
    return store::list_recipients(reader, id, "queued", "", 500);
  });
  Context job = ctx;
  job.actor = Actor::system("戻りメール");
  for (std::size_t i = from; i < rows.size(); i += 90) {
    const auto mail = ctx.db.read(
        [&](db::Reader& reader) { return mail::find_mail(reader, {rows[i].mail_id}); });
    if (!mail) continue;
    const bool full = i % 4 == 2;
    TRY(note_bounce(job, dsn(*mail, full ? "5.2.2" : "5.1.1",
                             full ? "552 mailbox full" : "550 user unknown"),
                    "demo:" + mail->id.text));
  }
  if (!seen) return {};
  return mark_bounces_seen(ctx, std::string(36, 'f'));
}

Result<void> tell_consents(const Context& ctx, const keys::Locksmith& smith, const MailingId& id) {
  const auto rows = ctx.db.read([&](db::Reader& reader) {
    return store::list_recipients(reader, id, "queued", "", 300);
  });
  Context visitor = ctx;
  visitor.actor = Actor::anonymous();
  for (std::size_t i = 15; i < rows.size(); i += 55) {
    TRY(stop_by_link(visitor, smith, stop_token(smith, rows[i].id.text), "link"));
  }
  for (std::size_t i = 3; i < rows.size(); i += 40) {
    TRY(record_consent(ctx, {rows[i].address, "member_pr", "given", "入会説明会で書面に記入"}));
  }
  return {};
}

// The story stands still on its day: the real clock is long past Friday and must not send it.
Result<void> hold(const Context& ctx, const MailingId& id) {
  Mailing mailing = TRY(load(ctx, id));
  mailing.run = new_uuid(ctx.now);
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::update_mailing(tx, mailing));
    return audit::note(tx, ctx, "mailings.mailing.updated", {"mailing", id.text, ""}, nullptr,
                       {{"state", mailing.state}});
  });
}

Result<SegmentId> segment(const Context& ctx, const char* name, members::Audience audience) {
  SegmentInput input;
  input.name = name;
  input.audience = std::move(audience);
  return create_segment(ctx, input);
}

}  // namespace

Result<void> load_demo(const Context& ctx, const keys::Locksmith& smith) {
  const accounts::Account office = TRY(accounts::find_demo_account(ctx, Role::secretariat));
  const accounts::Account manager =
      TRY(accounts::find_demo_account(ctx, Role::secretariat_manager));
  members::Audience primary, kumamoto;
  primary.part = "primary";
  kumamoto.part = "primary";
  kumamoto.areas = {"阿蘇"};
  const Context spring = at(ctx, office, "2024-05-13", 10);
  const SegmentId everyone = TRY(segment(spring, "全会員の主担当", primary));
  const SegmentId aso = TRY(segment(spring, "阿蘇地域の主担当", kumamoto));

  const Context june = at(ctx, office, "2024-06-10", 10);
  const MailingId first = TRY(
      write(june, smith, {"news", "ＤＸ入門講座のご案内（第1回）", kCourse, everyone}, true));
  const Context june_manager = at(ctx, manager, "2024-06-10", 13);
  TRY(confirmed(june_manager, first));
  TRY(walk(june_manager, smith, first));
  TRY(delivered(june_manager, first));
  TRY(come_back(june_manager, first, 40, true));
  TRY(tell_consents(at(ctx, office, "2024-06-12", 9), smith, first));

  const Context october = at(ctx, office, "2024-10-22", 10);
  const MailingId small =
      TRY(write(october, smith, {"news", "{{団体名}}様　阿蘇での相談会のご案内", kCourse, aso}, true));
  TRY(walk(october, smith, small));
  TRY(delivered(october, small));

  const MailingId news = TRY(write(at(ctx, office, "2024-10-15", 10), smith,
                                   {"news", "コンソーシアム通信 10月号", kNews, everyone}, true));
  const Context news_manager = at(ctx, manager, "2024-10-15", 14);
  TRY(confirmed(news_manager, news));
  TRY(walk(news_manager, smith, news));
  TRY(delivered(news_manager, news));
  TRY(come_back(at(ctx, office, "2024-10-27", 9), news, 62, false));

  const Instant friday{start_of_day_in_japan({2024, 11, 1}).ms + 9 * 3'600'000LL};
  const MailingId scheduled =
      TRY(write(at(ctx, office, "2024-10-25", 10), smith,
                {"business", "【ご確認のお願い】会員情報の確認", kCheck, everyone, friday}, true));
  TRY(confirmed(at(ctx, manager, "2024-10-25", 15), scheduled));
  TRY(hold(ctx, scheduled));
  TRY(write(at(ctx, office, "2024-10-28", 9), smith,
            {"news", "ＤＸ事例発表会のご案内", kCases, everyone}, true));
  TRY(write(at(ctx, office, "2024-10-28", 10), smith,
            {"member_pr", "会員の製品のご紹介", kPromotion, aso}, false));
  return {};
}

}  // namespace musubi::mailings
