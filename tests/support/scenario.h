// scenario.h - a whole application without a socket: temp database, routes, cast, fake clock.
// A test reads: who, what, and what must be seen.
//
//   Scenario s;                                  // all features' routes; DB=sqlite|postgres
//   s.as(cast::manager).get("/office/accounts").status(200).contains("アカウント");
//   s.as(cast::manager).post("/office/accounts", {{"login", "a@b.example"}}).status(303)
//       .audited("accounts.account.invited");
//   s.anonymous().get("/office/accounts").status(303);
//
// What a request or an outbox handler commits without an audit note fails the test at its end:
// support/without_note.h has the exceptions.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "features/accounts/accounts.h"
#include "support/cast.h"
#include "support/temp_db.h"
#include "support/temp_folder.h"
#include "support/watched_db.h"
#include "web/app.h"

namespace musubi::test {

class Scenario;
using FormFields = std::vector<std::pair<std::string, std::string>>;

// What came back. Every check reports the request in its failure message.
class Answer {
 public:
  Answer(Scenario* scenario, std::string what, web::Response response, std::int64_t audit_before)
      : scenario_(scenario),
        what_(std::move(what)),
        response_(std::move(response)),
        audit_before_(audit_before) {}

  const Answer& status(int expected) const;
  const Answer& contains(std::string_view text) const;
  const Answer& lacks(std::string_view text) const;
  // This request wrote exactly one entry, or at least one, with this action.
  const Answer& audited(std::string_view action) const;
  const Answer& not_audited() const;  // it wrote none
  const Answer& leads_to(std::string_view path_start) const;  // Location of a 303

  std::string header(std::string_view name) const;  // any letter case; "" when absent
  // Of a file: its bytes, as a browser gets them; what was made for this answer alone is gone.
  const std::string& body() const { return response_.body; }
  const web::Response& response() const { return response_; }

 private:
  Scenario* scenario_;
  std::string what_;
  web::Response response_;
  std::int64_t audit_before_;
};

// One browser: keeps its cookies between requests.
class Visitor {
 public:
  explicit Visitor(Scenario& scenario) : scenario_(&scenario) {}

  Answer get(const std::string& target);
  // With a valid CSRF token of this browser.
  Answer post(const std::string& target, FormFields fields = {});
  Answer post_without_csrf(const std::string& target, FormFields fields = {});
  // Uploads: field, file name, bytes; spooled to a temporary file as the server would.
  struct Attachment {
    std::string field, filename, bytes;
  };
  Answer upload(const std::string& target, FormFields fields, std::vector<Attachment> files);

  Visitor& header(std::string name, std::string value);  // sent from now on
  Visitor& from_address(std::string address);
  std::string cookie(std::string_view name) const;
  void set_cookie(std::string name, std::string value);
  std::string csrf_token();  // what the forms of this browser carry now

 private:
  Answer send(web::Request request, const std::string& what);
  web::Request make(const std::string& method, const std::string& target);

  Scenario* scenario_;
  std::map<std::string, std::string> cookies_;
  std::map<std::string, std::string> headers_;
  std::string address_ = "192.0.2.10";
};

class Scenario {
 public:
  Scenario();
  ~Scenario();

  db::Db& db();  // past the watch: what a test itself writes is not the product's
  WatchedDb& watched() { return watched_; }  // what the product writes to
  const db::Options& database() const { return temp_.options(); }  // to open it once more
  web::App& app() { return *app_; }
  accounts::Locksmith& locksmith() { return *locksmith_; }
  std::shared_ptr<accounts::Locksmith> shared_locksmith() { return locksmith_; }

  // Signed in already (a session row is made); the same browser each time for the same person.
  Visitor& as(const Person& person);
  Visitor& anonymous();   // one browser without a session
  Visitor stranger();     // a fresh browser each time

  // The clock stands still until it is moved. Starts at 令和6年10月28日（月）9:30.
  Instant now() const { return now_; }
  void advance_minutes(int minutes) { now_.ms += minutes * 60'000LL; }
  void advance_seconds(int seconds) { now_.ms += seconds * 1000LL; }
  Context context_of(const Person& person);
  Context system_context(std::string part = "試験");

  std::int64_t audit_count();
  // Delivers what waits in the outbox with these handlers; how many were tried.
  int deliver(outbox::Handlers handlers);

 private:
  friend class Visitor;
  TempDb temp_;
  WatchedDb watched_{temp_.db()};
  TempFolder folder_;  // for files, in a test that has told of no folder of its own
  Instant now_;
  std::shared_ptr<accounts::Locksmith> locksmith_;
  std::unique_ptr<web::App> app_;
  std::map<std::string, std::unique_ptr<Visitor>> visitors_;
};

// Adds the routes of every feature; the one list that tests share with main.cc's.
void add_all_routes(web::App& app, std::shared_ptr<accounts::Locksmith> locksmith);

// The six digits that an authenticator shows for a base32 secret at that moment.
std::string totp_code(const std::string& secret, Instant at);

}  // namespace musubi::test
