// inquiries.h - what the tests of the inquiry desk share: a question as a browser sends it, the
// link that stands in the newest letter, and what the office sees. For *_test.cc of inquiries, and
// of what begins with one.
#pragma once

#include <gtest/gtest.h>

#include "core/audit/audit.h"
#include "core/mail/mail.h"
#include "features/inquiries/inquiries.h"
#include "features/inquiries/service.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::inquiries {

namespace cast = test::cast;
using test::FormFields;

inline constexpr const char* kAsker = "hanako@ask.example.jp";

class InquiryCase : public testing::Test {
 protected:
  InquiryCase() { mail::configure(std::nullopt); }
  ~InquiryCase() override { mail::configure(std::nullopt); }

  Context as(const test::Person& who) { return s_.context_of(who); }

  static FormFields typed(const std::string& email = kAsker, const std::string& key = "k1",
                          const std::string& body = "会費はかかりますか。") {
    return {{"form_key", key}, {"category", "join"}, {"subject", "会費について"}, {"body", body},
            {"name", "架空 花子"}, {"email", email}, {"organisation_name", "かくう商店"},
            {"telephone", "０９６－０００－１２３４"}, {"consent", "1"}};
  }
  // Sent by a stranger; the path of the page that follows.
  std::string asked(test::Visitor& who, const FormFields& form) {
    const auto answer = who.post("/contact", form).leads_to("/contact/status/");
    const std::string path = answer.header("Location");
    return path.substr(0, path.find('?'));
  }
  std::string asked(const FormFields& form = typed()) {
    test::Visitor who = s_.stranger();
    asked(who, form);
    return newest().id;
  }
  Inquiry newest() {
    store::Filter filter;
    filter.show = "all";
    filter.most = 1;
    auto found = list_visible(as(cast::secretariat), filter, "");
    EXPECT_TRUE(found.has_value() && !found->empty());
    return found && !found->empty() ? found->front() : Inquiry{};
  }
  DeskPage page(const std::string& id) {
    auto found = load_inquiry(as(cast::secretariat), id);
    EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().says);
    return found ? *found : DeskPage{};
  }
  Inquiry inquiry(const std::string& id) { return page(id).thread.inquiry; }
  static std::string desk(const std::string& id, const std::string& step = "") {
    return "/office/inquiries/" + id + step;
  }
  std::vector<mail::Mail> letters(const std::string& to = kAsker) {
    mail::Filter filter;
    filter.to_address = to;
    filter.most = 200;
    return s_.db().read([&](db::Reader& reader) { return mail::list_mails(reader, filter); });
  }
  // /contact/status/... of the newest letter to this address.
  std::string mailed_link(const std::string& to = kAsker) {
    for (const auto& letter : letters(to)) {
      const auto at = letter.body.find("/contact/status/");
      if (at != std::string::npos) {
        return letter.body.substr(at, letter.body.find('\n', at) - at);
      }
    }
    ADD_FAILURE() << "no letter holds a link";
    return {};
  }
  std::int64_t count(std::string_view sql) {
    const db::Query query{"test.count", sql};
    return s_.db().read([&](db::Reader& reader) { return reader.first(query)->integer(0); });
  }
  int deliver() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    return s_.deliver(std::move(handlers));
  }

  test::Scenario s_;
};

}  // namespace musubi::inquiries
