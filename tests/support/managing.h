// managing.h - what tests of changes and confirmations share: two registered members with their
// people and accounts, and counts of what was written. For the tests of these two features, and of
// what a merge of two members does to their accounts.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "core/files/files.h"
#include "core/mail/mail.h"
#include "features/members/members.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::test {

class ManagingCase : public testing::Test {
 protected:
  ManagingCase() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "musubi-managing-XXXXXX").string();
    CHECK(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    files::configure({folder_ + "/files", "", 1000});
    own_ = member("有限会社みなも製作所", "荒木 里奈", "rina@minamo.example.jp");
    other_ = member("株式会社はるかぜ商会", "宮本 さくら", "sakura@harukaze.example.jp");
    belongs(cast::member, own_);
    belongs(cast::member_admin, own_);
    belongs(cast::other_member, other_);
    belongs(cast::other_admin, other_);
  }
  ~ManagingCase() override { std::filesystem::remove_all(folder_); }

  OrganisationId member(const std::string& name, const std::string& contact,
                        const std::string& email) {
    members::NewMember input;
    input.organisation.name = name;
    input.organisation.category = "company";
    input.organisation.telephone = "096-000-1111";
    input.organisation.address = "熊本市中央区架空町1-1";
    input.organisation.representative_title = "代表取締役";
    input.organisation.representative_name = "架空 太郎";
    if (!contact.empty()) {
      members::Person person;
      person.name = contact;
      person.email = email;
      input.people.push_back(person);
    }
    input.joined_on = "2022-04-01";
    const Context ctx = s_.system_context();
    auto made = ctx.db.write([&](db::Tx& tx) { return members::enrol_member(tx, ctx, input); });
    CHECK(made.has_value());
    return made->id;
  }
  void belongs(const Person& person, const OrganisationId& organisation) {
    static constexpr db::Query kMove{"test.move",
                                     "UPDATE accounts SET organisation_id = $1 WHERE id = $2"};
    CHECK(s_.db()
              .write([&](db::Tx& tx) -> Result<void> {
                TRY(tx.run(kMove, organisation.text, person.id.text));
                return {};
              })
              .has_value());
  }
  Context as(const Person& person, const OrganisationId& organisation = {}) {
    Context ctx = s_.context_of(person);
    if (roles::members.shares(person.roles)) ctx.actor.organisation = organisation;
    return ctx;
  }
  Context admin() { return as(cast::member_admin, own_); }
  Context office() { return as(cast::secretariat); }
  members::Registration registered(const OrganisationId& id) {
    auto found = s_.db().read(
        [&](db::Reader& reader) { return members::find_registration(reader, id); });
    CHECK(found.has_value());
    return *found;
  }
  std::int64_t count(std::string_view sql) {
    const db::Query query{"test.count", sql, sql};
    return s_.db().read([&](db::Reader& reader) { return reader.first(query)->integer(0); });
  }
  std::vector<mail::Mail> mails() {
    return s_.db().read([](db::Reader& reader) { return mail::list_mails(reader, {}); });
  }
  std::string account_state(const Person& person) {
    static constexpr db::Query kState{"test.state", "SELECT state FROM accounts WHERE id = $1"};
    return s_.db().read(
        [&](db::Reader& reader) { return reader.first(kState, person.id.text)->text(0); });
  }
  void days_pass(int days) { s_.advance_minutes(days * 24 * 60); }

  Scenario s_;
  std::string folder_;
  OrganisationId own_, other_;
};

}  // namespace musubi::test
