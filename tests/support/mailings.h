// mailings.h - what the tests of mailings share: members with people, a segment, a mailing on its
// way, and the queue run to its end. For *_test.cc of mailings only.
#pragma once

#include <gtest/gtest.h>

#include "core/mail/mail.h"
#include "features/mailings/mailings.h"
#include "features/mailings/service.h"
#include "features/mailings/service_consents.h"
#include "features/members/members.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::mailings {

namespace cast = test::cast;

class MailingCase : public testing::Test {
 protected:
  MailingCase() { mail::configure(std::nullopt); }
  ~MailingCase() override { mail::configure(std::nullopt); }

  Context as(const test::Person& who) { return s_.context_of(who); }

  // An organisation with its people; returns their ids in order.
  struct Someone {
    std::string name, email;
    bool primary = false, administrator = false;
  };
  OrganisationId enrol(const std::string& name, const std::vector<Someone>& people,
                       const std::string& industry = "G", const std::string& place = "431001",
                       std::optional<std::int64_t> employees = 12) {
    members::NewMember input;
    input.organisation.name = name;
    input.organisation.category = "company";
    input.organisation.industry = industry;
    input.organisation.municipality_code = place;
    input.organisation.employees = employees;
    input.organisation.representative_name = people.empty() ? "" : people.back().name;
    for (const Someone& one : people) {
      members::Person person;
      person.name = one.name;
      person.email = one.email;
      person.is_primary = one.primary;
      person.is_administrator = one.administrator;
      input.people.push_back(person);
    }
    input.joined_on = "2024-05-10";
    auto made = s_.db().write(
        [&](db::Tx& tx) { return members::enrol_member(tx, as(cast::secretariat), input); });
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return made ? made->id : OrganisationId{};
  }
  // `many` organisations with one person each: p1@m1.example.jp ...
  void enrol_many(int many) {
    for (int i = 1; i <= many; ++i) {
      const std::string n = std::to_string(i);
      enrol("試験工業" + n, {{"試験 " + n, "p" + n + "@m" + n + ".example.jp", true}});
    }
  }

  SegmentId everyone() {
    SegmentInput input;
    input.name = "会員の全員";
    auto made = create_segment(as(cast::secretariat), input);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return made ? *made : SegmentId{};
  }
  MailingId draft(const char* mail_class = "news",
                  const std::string& body = "{{団体名}}\n{{お名前}} 様\n\n講座のご案内です。") {
    Draft input{mail_class, "{{お名前}}様へ　講座のご案内", body, everyone().text, 0, ""};
    auto made = create_mailing(as(cast::secretariat), input);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    return made ? *made : MailingId{};
  }
  MailingPage page(const MailingId& id) {
    auto found = load_visible_mailing(as(cast::secretariat), id);
    EXPECT_TRUE(found.has_value());
    return found ? *found : MailingPage{};
  }
  void prepare(const MailingId& id) {
    auto done = prepare_mailing(as(cast::secretariat), id);
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
    deliver();
  }
  Submission submission(const MailingId& id, std::optional<Instant> at = {}) {
    return {at, {"860-0001 熊本市中央区架空町1-2-3", "096-000-1234", "toi@example.jp"},
            page(id).mailing.version};
  }
  Result<void> submit(const MailingId& id, std::optional<Instant> at = {}) {
    return submit_mailing(as(cast::secretariat), id, submission(id, at));
  }
  // Written, prepared, submitted, and confirmed when it must be; the queue run to its end.
  MailingId sent(const char* mail_class = "news") {
    const MailingId id = draft(mail_class);
    prepare(id);
    auto submitted = submit(id);
    EXPECT_TRUE(submitted.has_value()) << (submitted ? "" : submitted.error().says);
    if (page(id).mailing.state == "waiting") {
      EXPECT_TRUE(confirm_mailing(as(cast::manager), id, page(id).mailing.version));
    }
    deliver();
    return id;
  }

  outbox::Handlers handlers() {
    outbox::Handlers out;
    add_handlers(out, s_.shared_locksmith());
    mail::add_handlers(out);
    accounts::add_handlers(out);
    members::add_handlers(out);
    return out;
  }
  int deliver() {
    int tried = 0;
    for (int now = s_.deliver(handlers()); now > 0; now = s_.deliver(handlers())) {
      tried += now;
      s_.advance_seconds(1);  // steps that wait behind others
    }
    return tried;
  }
  std::int64_t count(std::string_view sql) {
    const db::Query query{"test.count", sql};
    return s_.db().read([&](db::Reader& reader) { return reader.first(query)->integer(0); });
  }
  std::int64_t left_out(const MailingId& id, std::string_view reason) {
    for (const auto& one : page(id).counts) {
      if (one.state == "left_out" && one.reason == reason) return one.number;
    }
    return 0;
  }
  std::vector<mail::Mail> mails_to(const std::string& address) {
    mail::Filter filter;
    filter.to_address = address;
    return s_.db().read([&](db::Reader& reader) { return mail::list_mails(reader, filter); });
  }
  // "/unsubscribe/..." of the newest mail to this address.
  std::string stop_path(const std::string& address) {
    const auto mails = mails_to(address);
    if (mails.empty()) return "";
    const auto at = mails.front().body.find("/unsubscribe/");
    if (at == std::string::npos) return "";
    return mails.front().body.substr(at, mails.front().body.find('\n', at) - at);
  }

  test::Scenario s_;
};

}  // namespace musubi::mailings
