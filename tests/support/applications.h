// applications.h - what tests of applications share: a fictional applicant, the form filled in page
// by page as a browser would, and the link that stands in the newest letter.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "core/files/files.h"
#include "core/mail/mail.h"
#include "features/applications/consents.h"
#include "features/applications/form.h"
#include "features/applications/service.h"
#include "features/members/members.h"
#include "support/cast.h"
#include "support/scenario.h"
#include "web/rate_limits.h"

namespace musubi::applications {

inline constexpr const char* kEmail = "tanto@kaku.example.jp";

// What each page of the form is sent, by step.
inline test::FormFields answers(const std::string& step) {
  if (step == "organisation") {
    return {{"category", "company"}, {"name", "株式会社かくう商店"},
            {"name_kana", "かぶしきがいしゃかくうしょうてん"}, {"corporate_number", "7123456789012"}};
  }
  if (step == "business") {
    return {{"industry", "I"}, {"employees", "４８"}, {"capital_yen", "300万円"}, {"website", ""}};
  }
  if (step == "place") {
    return {{"postal_code", "8600001"}, {"address", "熊本市中央区架空町1-2-3"},
            {"municipality_code", ""}, {"telephone", "０９６（０００）１２３４"}, {"fax", ""}};
  }
  if (step == "representative") {
    return {{"representative_title", "代表取締役"}, {"representative_name", "架空 太郎"}};
  }
  if (step == "contact") {
    return {{"contact_name", "架空 花子"}, {"contact_name_kana", "ｶｸｳ ﾊﾅｺ"},
            {"contact_department", "総務部"}, {"contact_title", ""}, {"contact_email", kEmail},
            {"contact_telephone", ""}};
  }
  if (step == "interests") {
    return {{"interests", "データの活用"}, {"interests", "会員どうしの交流"},
            {"interests_other", "観光"}, {"note", "よろしくお願いします。"}};
  }
  if (step == "consents") {
    test::FormFields out;
    for (const ConsentText& text : consent_texts()) {
      out.emplace_back(text.field, text.version);
    }
    return out;
  }
  return {};
}

class Applying : public testing::Test {
 protected:
  Applying() {
    std::string pattern = (std::filesystem::temp_directory_path() / "musubi-apply-XXXXXX").string();
    CHECK(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    files::configure({folder_ + "/files", "", 1000});
    mail::configure(std::nullopt);
    s_.app().limits->set_rules({});  // many strangers, all of one address; limits have own tests
  }
  ~Applying() override { std::filesystem::remove_all(folder_); }

  static std::string path(const std::string& step) { return "/join/application/" + step; }

  void begin(test::Visitor& who, const std::string& email = kEmail) {
    who.post("/join/application", {{"email", email}}).leads_to(path("organisation"));
  }
  // Every page but the last; returns nothing: the visitor stands before the check page.
  void fill_in(test::Visitor& who) {
    begin(who);
    for (const Step& step : steps()) {
      const std::string slug(step.slug);
      if (slug == "files") continue;
      who.post(path(slug), answers(slug)).leads_to("/join/application/");
    }
  }
  // Sent; the receipt number.
  std::string apply(test::Visitor& who) {
    fill_in(who);
    who.post(path("submission")).leads_to(path("received"));
    const std::string body = who.get(path("received")).status(200).body();
    const auto at = body.find("R6-");
    return at == std::string::npos ? "" : body.substr(at, 7);
  }
  // As the manager decides, without the steps of a review; approved, the member is registered.
  void decide(const ApplicationId& id, bool approved) {
    const Context ctx = s_.context_of(test::cast::manager);
    const auto done = ctx.db.write([&](db::Tx& tx) -> Result<void> {
      TRY(begin_review(tx, ctx, id));
      TRY(mark_ready_for_decision(tx, ctx, id));
      TRY(record_decision(tx, ctx, id, {approved, approved, ""}));
      if (!approved) return {};
      const auto a = find_application(tx, id);
      const auto member =
          TRY(members::enrol_member(tx, ctx, {a->organisation, a->people, "2024-10-28", id.text}));
      TRY(mark_registered(tx, ctx, id, member.id));
      return {};
    });
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
  }
  std::vector<mail::Mail> letters() {
    return s_.db().read([](db::Reader& reader) { return mail::list_mails(reader, {}); });
  }
  // The path behind the site's address in the newest letter that has one: /join/status/...
  std::string newest_link(const std::string& start) {
    for (const auto& letter : letters()) {
      const auto at = letter.body.find(start);
      if (at == std::string::npos) continue;
      return letter.body.substr(at, letter.body.find('\n', at) - at);
    }
    ADD_FAILURE() << "no letter holds " << start;
    return {};
  }
  std::vector<Application> queue(const std::string& state = "all") {
    QueueFilter filter;
    filter.state = state;
    std::vector<Application> out;
    auto found = list_applications(s_.context_of(test::cast::secretariat), filter, "");
    EXPECT_TRUE(found.has_value());
    for (auto& row : found->rows) out.push_back(row.application);
    return out;
  }
  ApplicationView view(const ApplicationId& id) {
    auto found = load_visible_application(s_.context_of(test::cast::secretariat), id);
    EXPECT_TRUE(found.has_value());
    return found ? *found : ApplicationView{};
  }

  test::Scenario s_;
  std::string folder_;
};

}  // namespace musubi::applications
