// listings.h - what the tests of 掲載依頼 share: a request as a browser sends it, the link that stands
// in the newest letter, and what the office sees. For *_test.cc of listings only.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/audit/audit.h"
#include "core/mail/mail.h"
#include "features/listings/listings.h"
#include "features/listings/service.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::listings {

namespace cast = test::cast;
using test::FormFields;

inline constexpr const char* kListingAsker = "minori@ask.example.jp";

class ListingCase : public testing::Test {
 protected:
  ListingCase() { mail::configure(std::nullopt); }
  ~ListingCase() override { mail::configure(std::nullopt); }

  Context as(const test::Person& who) { return s_.context_of(who); }
  Context clock() { return s_.system_context("定時処理"); }

  // The event alone, as its inputs send it; its day is 2024-11-09.
  static FormFields event_form(const std::string& title = "商店街の講座") {
    return {{"title", title},
            {"organiser_kind", "other"},
            {"organiser", "架空町商店街振興組合"},
            {"starts_on_era", "reiwa"},
            {"starts_on_year", "6"},
            {"starts_on_month", "11"},
            {"starts_on_day", "9"},
            {"hours", "14時から16時まで"},
            {"place", "架空町商店街会館"},
            {"capacity", "３０"},
            {"fee", "無料"},
            {"application", "電話で申し込んでください。"},
            {"contact", "架空町商店街振興組合"},
            {"website", "https://shotengai.example.jp/koza"},
            {"summary", "キャッシュレス決済の始め方を、店主どうしで学びます。"}};
  }
  static FormFields typed(const std::string& email = kListingAsker, const std::string& key = "k1",
                          const std::string& title = "商店街の講座") {
    FormFields out = event_form(title);
    for (const auto& [name, value] :
         FormFields{{"form_key", key}, {"name", "架空 みのり"},
                    {"organisation_name", "架空町商店街振興組合"}, {"email", email},
                    {"telephone", "０９６－０００－２２２２"}, {"consent", "1"}}) {
      out.emplace_back(name, value);
    }
    return out;
  }
  static FormFields with(FormFields form, const std::string& name, const std::string& value) {
    for (auto& [known, old] : form) {
      if (known != name) continue;
      old = value;
      return form;
    }
    form.emplace_back(name, value);
    return form;
  }
  // Sent by a stranger; the path of the page that follows.
  std::string asked(test::Visitor& who, const FormFields& form) {
    const auto answer = who.post("/event-listings", form).leads_to("/event-listings/status/");
    const std::string path = answer.header("Location");
    return path.substr(0, path.find('?'));
  }
  std::string asked(const FormFields& form = typed()) {
    test::Visitor who = s_.stranger();
    asked(who, form);
    return newest().id;
  }
  // The one that was not there when this was asked last: within a millisecond no order tells.
  Listing newest() {
    store::Filter filter;
    filter.show = "all";
    filter.most = 100;
    auto found = list_visible(as(cast::secretariat), filter);
    EXPECT_TRUE(found.has_value());
    Listing out;
    for (const Listing& each : found.value_or(std::vector<Listing>{})) {
      if (known_.insert(each.id).second) out = each;
    }
    EXPECT_NE(out.id, "") << "no new request";
    return out;
  }
  DeskPage page(const std::string& id) {
    auto found = load_listing(as(cast::secretariat), id);
    EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().says);
    return found ? *found : DeskPage{};
  }
  Listing listing(const std::string& id) { return page(id).shown.listing; }
  std::string taken(const std::string& id) {
    auto made = take(as(cast::secretariat), {id, 0});
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return made.value_or("");
  }
  // The draft, sent on, confirmed and published by the cast.
  void make_public(const std::string& item) {
    const auto done = publishing::publish_in_demo(s_.system_context(), item,
                                                  date_in_japan(s_.now()));
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
  }
  static std::string desk(const std::string& id, const std::string& step = "") {
    return "/office/event-listings/" + id + step;
  }
  std::vector<mail::Mail> letters(const std::string& to = kListingAsker) {
    mail::Filter filter;
    filter.to_address = to;
    filter.most = 200;
    return s_.db().read([&](db::Reader& reader) { return mail::list_mails(reader, filter); });
  }
  // Whether a letter to them says so; letters of one millisecond stand in no order.
  bool is_told(const std::string& words, const std::string& to = kListingAsker) {
    const auto all = letters(to);
    return std::ranges::any_of(all, [&](const auto& one) {
      return (one.subject + one.body).find(words) != std::string::npos;
    });
  }
  // /event-listings/status/... of the newest letter that has one.
  std::string mailed_link(const std::string& to = kListingAsker) {
    for (const auto& letter : letters(to)) {
      const auto at = letter.body.find("/event-listings/status/");
      if (at != std::string::npos) {
        return letter.body.substr(at, letter.body.find('\n', at) - at);
      }
    }
    ADD_FAILURE() << "no letter holds a link";
    return {};
  }
  std::int64_t count(std::string_view sql) {
    const db::Query query{"test.count_listings", sql};
    return s_.db().read([&](db::Reader& reader) { return reader.first(query)->integer(0); });
  }
  int deliver() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    return s_.deliver(std::move(handlers));
  }

  test::Scenario s_;

 private:
  std::set<std::string> known_;
};

}  // namespace musubi::listings
