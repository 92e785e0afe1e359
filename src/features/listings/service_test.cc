// service_test.cc - the rules of 掲載依頼: one sending one request, the three business days until it is
// public, one draft however many people press, what is told to whom, what ends by itself, who may,
// and what stays when the person goes.
#include <gmock/gmock.h>

#include "core/holdings/holdings.h"
#include "core/retention/retention.h"
#include "features/listings/checks.h"
#include "support/listings.h"

namespace musubi::listings {
namespace {

using testing::HasSubstr;
using testing::Not;

class Listings : public ListingCase {
 protected:
  Event event_of_day(const std::string& day) {
    Event out;
    out.title = "点検の会";
    out.organiser_kind = "member";
    out.organiser = "架空設備工業";
    out.starts_on = day;
    out.place = "研修室";
    out.fee = "無料";
    out.application = "電話で申し込んでください。";
    out.contact = "架空設備工業";
    out.summary = "点検の記録を電子にします。";
    return out;
  }
  void days_later(int days) { s_.advance_minutes(days * 24 * 60); }
};

TEST_F(Listings, AFormSentTwiceIsOneRequestAndOneLetter) {
  test::Visitor who = s_.stranger();
  asked(who, typed());
  const std::string again = asked(who, typed());
  EXPECT_EQ(count("SELECT count(*) FROM event_listings"), 1);
  EXPECT_EQ(letters().size(), 1U);
  who.get(again).status(200).contains("R6-掲-0001");
  asked(who, typed(kListingAsker, "k2"));
  EXPECT_EQ(count("SELECT count(*) FROM event_listings"), 2);
}

TEST_F(Listings, ItIsDueInThreeBusinessDaysOfOfficeHours) {
  const std::string id = asked();  // Monday 9:30
  EXPECT_EQ(iso8601_jst(listing(id).due_at), "2024-10-31T09:30:00+09:00");
  EXPECT_EQ(listing(id).event.capacity, "30") << "full width digits are fine";
  EXPECT_EQ(listing(id).telephone, "096-000-2222");
}

TEST_F(Listings, TakingItMakesOneDraftOfAnEventAndBothKnowTheOther) {
  const std::string id = asked();
  const std::string item = taken(id);
  const auto again = take(as(cast::manager), {id, 0});
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().fault, Fault::conflict);
  EXPECT_EQ(count("SELECT count(*) FROM content_items"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM content_items WHERE type = 'event' AND is_public = 0"
                  " AND state = 'draft'"),
            1)
      << "it never publishes";
  EXPECT_EQ(listing(id).item_id, item);
  EXPECT_EQ(listing(id).state, "drafted");
  // The morning after the last day.
  const auto ends = s_.db().read([](db::Reader& reader) {
    return reader.first({"test.expire", "SELECT expire_at FROM content_items"})->integer(0);
  });
  EXPECT_EQ(iso8601_jst({ends}), "2024-11-10T00:00:00+09:00");
  auto& office = s_.as(cast::secretariat);
  office.get(publishing::item_path(item)).status(200).contains("掲載依頼 R6-掲-0001")
      .contains(desk(id)).contains("直すところは見つかりませんでした");
  office.get(desk(id)).status(200).contains(publishing::item_path(item));
}

TEST_F(Listings, TwoPeopleWhoSeeTheSameRequestDoNotDecideTwice) {
  const std::string id = asked();
  const std::int64_t seen = listing(id).version;
  ASSERT_TRUE(ask_back(as(cast::secretariat), {id, seen}, "会場はどこですか。"));
  EXPECT_EQ(decline(as(cast::manager), {id, seen}, "sales", "").error().fault, Fault::conflict);
  EXPECT_EQ(take(as(cast::manager), {id, seen}).error().fault, Fault::conflict);
  EXPECT_EQ(listing(id).state, "asked_back");
}

TEST_F(Listings, TheAskerHearsWhenItIsPublicAndWhereAndOnce) {
  const std::string id = asked();
  const std::string item = taken(id);
  ASSERT_TRUE(tell_public(clock()));
  EXPECT_EQ(letters().size(), 1U) << "the receipt alone: it is a draft";
  make_public(item);
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(tell_public(clock()));
  EXPECT_EQ(letters().size(), 2U);
  const Listing now = listing(id);
  EXPECT_EQ(now.state, "listed");
  EXPECT_TRUE(now.public_path.starts_with("/events/")) << now.public_path;
  EXPECT_TRUE(is_told(now.public_path));
  s_.stranger().get(now.public_path).status(200).contains("商店街の講座");
  s_.stranger().get(mailed_link()).status(200).contains(now.public_path);
}

TEST_F(Listings, WhatIsLateIsCountedUntilItIsPublicAndToldOnce) {
  const std::string id = asked();
  taken(id);
  ASSERT_TRUE(tell_late(clock()));
  EXPECT_TRUE(letters(cast::manager.login).empty());
  days_later(4);
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(tell_late(clock()));
  EXPECT_EQ(letters(cast::manager.login).size(), 1U);
  EXPECT_TRUE(is_told("R6-掲-0001", cast::manager.login));
  s_.as(cast::secretariat).get("/office").contains("期限を過ぎた催しの掲載依頼");
  make_public(listing(id).item_id);
  ASSERT_TRUE(tell_public(clock()));
  s_.as(cast::secretariat).get("/office").lacks("期限を過ぎた催しの掲載依頼");
  const auto month = load_month(as(cast::prefecture), "2024-10");
  EXPECT_EQ(month->total.late, 1);
}

TEST_F(Listings, AQuestionStopsTheClockAndItsAnswerBeginsItAnew) {
  const std::string id = asked();
  ASSERT_TRUE(ask_back(as(cast::secretariat), {id, 0}, "申込みの締切を教えてください。"));
  EXPECT_TRUE(is_told("申込みの締切を教えてください。"));
  days_later(4);
  ASSERT_TRUE(tell_late(clock()));
  EXPECT_TRUE(letters(cast::manager.login).empty());
  const std::string link = mailed_link();
  const std::string version = std::to_string(listing(id).version);
  test::Visitor who = s_.stranger();
  FormFields form = with(event_form(), "application", "11月5日までに電話してください。");
  form = with(with(std::move(form), "version", version), "form_key", "c1");
  for (int i = 0; i < 2; ++i) {
    who.post(link + "/correction", form).leads_to("/event-listings/status/");
  }
  EXPECT_EQ(listing(id).state, "open");
  EXPECT_EQ(iso8601_jst(listing(id).due_at), "2024-11-06T09:30:00+09:00")
      << "Friday 9:30, and Monday the 4th is no holiday in the table";
  EXPECT_EQ(page(id).shown.words.size(), 2U) << "sent twice, said once";
  EXPECT_THAT(page(id).shown.words.back().body, HasSubstr("申込みの方法"));
}

TEST_F(Listings, ACorrectionAfterTheDraftWaitsForTheOffice) {
  const std::string id = asked();
  taken(id);
  const Shown before = page(id).shown;
  Event event = before.listing.event;
  event.hours = "15時から17時まで";
  const std::string token = mailed_link().substr(std::string("/event-listings/status/").size());
  const Context nobody{Actor::anonymous(), s_.db(), s_.now(), "t", "", {}};
  ASSERT_TRUE(correct_by_link(nobody, token, {event, "", before.listing.version}, ""));
  EXPECT_EQ(listing(id).pending, "correction");
  EXPECT_EQ(listing(id).state, "drafted");
  EXPECT_EQ(correct_by_link(nobody, token, {event, "もう一度", before.listing.version}, "")
                .error().fault,
            Fault::conflict)
      << "the form showed an older request";
  s_.as(cast::secretariat).get("/office").contains("掲載した催しの訂正・取下げ");
  ASSERT_TRUE(settle_pending(as(cast::secretariat), {id, 0}));
  EXPECT_EQ(listing(id).pending, "");
  s_.as(cast::secretariat).get("/office").lacks("掲載した催しの訂正・取下げ");
}

TEST_F(Listings, AWithdrawalEndsItAndLeavesTheArticleToTheOffice) {
  const std::string early = asked(typed(kListingAsker, "k1", "取り下げる催し"));
  const std::string link = mailed_link();
  test::Visitor who = s_.stranger();
  for (int i = 0; i < 2; ++i) {
    who.post(link + "/withdrawal", {{"withdraw_reason", "中止になりました"}})
        .leads_to("/event-listings/status/");
  }
  EXPECT_EQ(listing(early).state, "withdrawn");
  EXPECT_EQ(listing(early).pending, "");
  EXPECT_EQ(page(early).shown.words.size(), 1U);
  const std::string late = asked(typed("other@ask.example.jp", "k2", "後で取り下げる催し"));
  const std::string item = taken(late);
  who.post(mailed_link("other@ask.example.jp") + "/withdrawal", {})
      .leads_to("/event-listings/status/");
  EXPECT_EQ(listing(late).pending, "withdrawal");
  s_.as(cast::secretariat).get(publishing::item_path(item)).status(200);
}

TEST_F(Listings, EverythingEndsAfterTheLastDay) {
  const std::string shown = asked(typed(kListingAsker, "k1", "掲載した催し"));
  make_public(taken(shown));
  const std::string waits = asked(typed("other@ask.example.jp", "k2", "待っている催し"));
  ASSERT_TRUE(end_past(clock()));
  EXPECT_EQ(listing(shown).state, "listed");
  EXPECT_EQ(listing(waits).state, "open");
  days_later(12);  // 2024-11-09: its own day
  ASSERT_TRUE(end_past(clock()));
  EXPECT_EQ(listing(shown).state, "listed");
  days_later(1);
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(end_past(clock()));
  EXPECT_EQ(listing(shown).state, "ended");
  EXPECT_EQ(listing(waits).state, "expired");
  EXPECT_TRUE(is_told("催しの日", "other@ask.example.jp"));
  EXPECT_EQ(letters("other@ask.example.jp").size(), 2U) << "the receipt, and that it is over";
}

TEST_F(Listings, AnArticleThatTheOfficeEndedEndsItsRequest) {
  const std::string id = asked();
  const std::string item = taken(id);
  make_public(item);
  ASSERT_TRUE(end_past(clock()));
  EXPECT_EQ(listing(id).state, "listed");
  const auto version = s_.db().read([](db::Reader& reader) {
    return reader.first({"test.version", "SELECT version FROM content_items"})->integer(0);
  });
  s_.as(cast::manager)
      .post(publishing::item_path(item) + "/ending",
            {{"version", std::to_string(version)}, {"end_words", "中止になったため"}})
      .leads_to(publishing::item_path(item));
  ASSERT_TRUE(end_past(clock()));
  EXPECT_EQ(listing(id).state, "ended");
}

TEST_F(Listings, ADraftThatWasThrownAwayCanBeMadeAgain) {
  const std::string id = asked();
  const std::string first = taken(id);
  s_.as(cast::secretariat)
      .post(publishing::item_path(first) + "/deletion", {{"version", "1"}})
      .leads_to("/office/content");
  s_.as(cast::secretariat).get(desk(id)).contains("下書きが見つかりません");
  EXPECT_NE(taken(id), first);
}

TEST_F(Listings, ADeclineSaysWhyAndWhatIsOtherNeedsWords) {
  const std::string id = asked();
  EXPECT_EQ(decline(as(cast::secretariat), {id, 0}, "", "").error().fields.at(0).field, "reason");
  EXPECT_EQ(decline(as(cast::secretariat), {id, 0}, "other", " ").error().fields.at(0).field,
            "decline_words");
  ASSERT_TRUE(decline(as(cast::secretariat), {id, 0}, "sales", "学ぶ会のときはぜひ。"));
  EXPECT_TRUE(is_told("販売がおもな目的"));
  EXPECT_TRUE(is_told("学ぶ会のときはぜひ。"));
  EXPECT_EQ(listing(id).state, "declined");
}

TEST_F(Listings, WhatIsSetAsideLooksTheSameFromOutsideAndWritesToNobody) {
  test::Visitor who = s_.stranger();
  const std::string path = asked(who, with(typed(), "homepage", "http://x.example.test"));
  who.get(path).status(200).contains("R6-掲-0001").contains("受け付けました").lacks("迷惑");
  EXPECT_TRUE(letters().empty());
  EXPECT_EQ(deliver(), 0) << "nobody of the office is called for it";
  const std::string id = newest().id;
  EXPECT_EQ(listing(id).state, "quarantined");
  s_.as(cast::secretariat).get("/office").contains("迷惑の疑いで止めた掲載依頼");
  s_.as(cast::secretariat).get(desk(id)).contains("人には見えない欄に入力がある");
  days_later(1);
  ASSERT_TRUE(release(as(cast::secretariat), {id, 0}));
  EXPECT_EQ(letters().size(), 1U);
  EXPECT_EQ(iso8601_jst(listing(id).due_at), "2024-11-01T09:30:00+09:00");
}

TEST_F(Listings, OneAddressGetsFewReceiptsHoweverOftenItIsTyped) {
  for (int i = 0; i < kLettersADay + 3; ++i) {
    asked(typed(kListingAsker, "k" + std::to_string(i), "催しその" + std::to_string(i)));
  }
  EXPECT_EQ(letters().size(), static_cast<std::size_t>(kLettersADay));
}

TEST_F(Listings, AMembersRequestIsTheirsAlone) {
  const Context member = as(cast::member);
  const auto own = begin_own(member);
  ASSERT_TRUE(own.has_value());
  EXPECT_EQ(own->organiser_kind, "member");
  const auto id = ask_as_member(member, event_of_day("2024-11-20"), "");
  ASSERT_TRUE(id.has_value()) << id.error().says;
  EXPECT_EQ(letters(cast::member.login).size(), 1U);
  EXPECT_TRUE(load_own(member, *id).has_value());
  EXPECT_EQ(load_own(as(cast::member_admin), *id).error().fault, Fault::not_found);
  EXPECT_EQ(withdraw_own(as(cast::member_admin), *id, "").error().fault, Fault::not_found);
  EXPECT_EQ(ask_as_member(as(cast::prefecture), event_of_day("2024-11-20"), "").error().fault,
            Fault::forbidden);
  EXPECT_EQ(take(as(cast::prefecture), {*id, 0}).error().fault, Fault::forbidden);
  EXPECT_EQ(load_listing(as(cast::auditor), *id).error().fault, Fault::forbidden);
}

TEST_F(Listings, AMemberWhoIsAskedSeesItOnTheirHome) {
  const auto id = ask_as_member(as(cast::member), event_of_day("2024-11-20"), "");
  ASSERT_TRUE(id.has_value());
  s_.as(cast::member).get("/members").lacks("事務局が確かめたい掲載のご依頼");
  ASSERT_TRUE(ask_back(as(cast::secretariat), {*id, 0}, "定員を教えてください。"));
  s_.as(cast::member).get("/members").status(200).contains("事務局が確かめたい掲載のご依頼");
  s_.as(cast::member_admin).get("/members").lacks("事務局が確かめたい掲載のご依頼");
}

TEST_F(Listings, WhatIsTypedIsCheckedFieldByField) {
  const Date today{2024, 10, 28};
  const auto wrong = [&](auto change) {
    Event event = event_of_day("2024-11-20");
    change(event);
    const auto checked = check_event(event, today);
    return checked ? std::string() : checked.error().fields.at(0).field;
  };
  EXPECT_EQ(wrong([](Event&) {}), "");
  EXPECT_EQ(wrong([](Event& e) { e.title = " "; }), "title");
  EXPECT_EQ(wrong([](Event& e) { e.title = "会\r\nBcc: a@example.jp"; }), "title");
  EXPECT_EQ(wrong([](Event& e) { e.organiser_kind = "nonsense"; }), "organiser_kind");
  EXPECT_EQ(wrong([](Event& e) { e.starts_on = "?"; }), "starts_on");
  EXPECT_EQ(wrong([](Event& e) { e.starts_on = "2024-10-27"; }), "starts_on");
  EXPECT_EQ(wrong([](Event& e) { e.ends_on = "2024-11-19"; }), "ends_on");
  EXPECT_EQ(wrong([](Event& e) { e.starts_on = "2034-10-27"; }), "starts_on");
  EXPECT_EQ(wrong([](Event& e) { e.capacity = "たくさん"; }), "capacity");
  EXPECT_EQ(wrong([](Event& e) { e.website = "javascript:alert(1)"; }), "website");
  EXPECT_EQ(wrong([](Event& e) { e.website = "https://x.example.jp/a)b"; }), "website");
  // A course of two days that began yesterday can still be listed.
  EXPECT_EQ(wrong([](Event& e) {
              e.starts_on = "2024-10-27";
              e.ends_on = "2024-10-28";
            }),
            "");
}

// A stranger's words stay words, whatever they are made of.
TEST(ListingMarkdown, WordsBecomeNoMarkup) {
  for (const char* hostile :
       {"# 見出し", "![絵](media:abc)", "[ここ](https://x.example.test)", "<script>x</script>",
        ":::callout 囲み", "| a |\n|---|\n| b |", "題\n===", "    code", "~~~\ncode", "&lt;b&gt;",
        "1. 一", "- 一", "> 引用", "`code`", "**強調**"}) {
    for (const auto& block : markdown::read_document(markdown_of(hostile)).blocks) {
      EXPECT_EQ(block.kind, markdown::Block::Kind::paragraph) << hostile;
      EXPECT_FALSE(block.raw_html) << hostile;
      EXPECT_TRUE(block.pictures.empty()) << hostile;
      for (const auto& link : block.links) EXPECT_TRUE(link.plain) << hostile;
    }
    EXPECT_TRUE(markdown::read_document(markdown_of(hostile)).troubles.empty()) << hostile;
  }
  const auto plain = markdown::read_document(markdown_of("一行目です。\n\n二つ目の段落です。"));
  EXPECT_EQ(plain.blocks.size(), 2U);
}

TEST_F(Listings, TheMonthCountsByWayAndNobodyElse) {
  make_public(taken(asked()));
  ASSERT_TRUE(tell_public(clock()));
  const std::string second = asked(typed("other@ask.example.jp", "k2", "別の催し"));
  ASSERT_TRUE(decline(as(cast::secretariat), {second, 0}, "sales", ""));
  asked(with(typed("spam@ask.example.jp", "k3", "第三の催し"), "homepage", "x"));
  ASSERT_TRUE(ask_as_member(as(cast::member), event_of_day("2024-11-20"), ""));
  const auto month = load_month(as(cast::auditor), "2024-10");
  ASSERT_TRUE(month.has_value());
  EXPECT_EQ(month->total.received, 3);
  EXPECT_EQ(month->total.in_time, 1);
  EXPECT_EQ(month->total.declined, 1);
  EXPECT_EQ(month->total.waiting, 1);
  EXPECT_THAT(month_csv(*month), HasSubstr("会員のページ"));
  EXPECT_THAT(month_csv(*month), Not(HasSubstr("架空")));
  EXPECT_EQ(load_month(as(cast::member), "2024-10").error().fault, Fault::forbidden);
}

TEST_F(Listings, ThePersonGoesAndTheRecordStays) {
  const std::string id = asked();
  ASSERT_TRUE(decline(as(cast::secretariat), {id, 0}, "sales", ""));
  const auto* kind = retention::find_kind(retention::kinds(), "listings.ended");
  ASSERT_NE(kind, nullptr);
  Context later = as(cast::secretariat);
  const auto destroy = [&] {
    return s_.db().write([&](db::Tx& tx) { return retention::destroy(tx, later, *kind, id); });
  };
  EXPECT_FALSE(destroy().has_value()) << "its term is not over";
  later.now.ms += 370LL * 24 * 3'600'000;
  ASSERT_TRUE(destroy().has_value());
  const Listing now = listing(id);
  EXPECT_EQ(now.email + now.telephone + now.organisation_name + now.event.contact, "");
  EXPECT_EQ(now.event.title, "商店街の講座");
  EXPECT_EQ(now.number, 1);
  for (const Words& one : page(id).shown.words) EXPECT_EQ(one.body, "（消去済み）");
  EXPECT_EQ(load_month(as(cast::secretariat), "2024-10")->total.received, 1);
}

TEST_F(Listings, WhatWasDiscardedGoesAfterThirtyDaysAndNotBefore) {
  const std::string id = asked();
  ASSERT_TRUE(discard(as(cast::secretariat), {id, 0}));
  ASSERT_TRUE(drop_discarded(clock()));
  EXPECT_EQ(count("SELECT count(*) FROM event_listings"), 1);
  days_later(32);
  ASSERT_TRUE(drop_discarded(clock()));
  EXPECT_EQ(count("SELECT count(*) FROM event_listings"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM event_listing_links"), 0);
}

TEST_F(Listings, WhoAsksWhatIsHeldIsToldTheirOwn) {
  asked();
  asked(typed("other@ask.example.jp", "k2", "別の人の催し"));
  for (const auto& source : holdings_sources()) {
    const auto found = s_.db().read([&](db::Reader& reader) {
      return source.gather(reader, {kListingAsker, "架空 みのり"}, 10);
    });
    ASSERT_EQ(found.size(), 1U);
    for (const auto& [label, value] : found.front().fields) {
      EXPECT_THAT(value, Not(HasSubstr("別の人")));
    }
  }
}

TEST_F(Listings, TheDemoHasEveryState) {
  Context ctx = s_.system_context("見本");
  ctx.pretended_today = Date{2024, 10, 28};
  const auto loaded = load_demo(ctx);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().says;
  for (const auto& [code, label] : states()) {
    if (code == "withdrawn" || code == "expired" || code == "discarded") continue;
    EXPECT_GT(s_.db().read([&](db::Reader& reader) {
      return store::count_in_state(reader, code);
    }), 0) << label;
  }
  EXPECT_EQ(s_.db().read([](db::Reader& reader) { return store::count_pending(reader); }), 1);
}

}  // namespace
}  // namespace musubi::listings
