// scenario.cc - the application without a socket: requests go through web::handle, the very door
// that the server uses. Nothing here may know a rule of a feature.
#include "support/scenario.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/audit/audit.h"
#include "core/files/files.h"
#include "core/sessions/sessions.h"
#include "core/keys/locksmith.h"
#include "features/accessibility/accessibility.h"
#include "features/analytics/analytics.h"
#include "features/applications/applications.h"
#include "features/calendar/calendar.h"
#include "features/changes/changes.h"
#include "features/confirmations/confirmations.h"
#include "features/federation/federation.h"
#include "features/feeds/feeds.h"
#include "features/front/front.h"
#include "features/home/home.h"
#include "features/incidents/incidents.h"
#include "features/inquiries/inquiries.h"
#include "features/keeping.h"
#include "features/links/links.h"
#include "features/listings/listings.h"
#include "features/mailings/mailings.h"
#include "features/media/media.h"
#include "features/members/members.h"
#include "features/recruiting/recruiting.h"
#include "features/privacy/privacy.h"
#include "features/publishing/publishing.h"
#include "features/retention/retention.h"
#include "features/reviews/reviews.h"
#include "features/screenings/screenings.h"
#include "features/site/site.h"
#include "features/site_export/site_export.h"
#include "features/site_import/site_import.h"
#include "features/site_search/site_search.h"
#include "support/without_note.h"
#include "web/address_help.h"
#include "web/gate.h"
#include "web/rate_limits.h"
#include "web/urlencoded.h"

namespace musubi::test {
namespace {

constexpr std::int64_t kStart = 1'730'075'400'000;  // 令和6年10月28日（月）9:30 JST
constexpr std::size_t kShown = 1500;                // of a body, in a failure message

constexpr db::Query kAccount{
    "test.insert_account",
    "INSERT INTO accounts (id, login, name, organisation_id, state, created_at, updated_at)"
    " VALUES ($1, $2, $3, $4, 'active', 1, 1)"};
constexpr db::Query kRole{"test.insert_role",
                          "INSERT INTO account_roles (account_id, role) VALUES ($1, $2)"};
constexpr db::Query kCount{"test.count_audit", "SELECT sequence FROM audit_tail"};

void insert_cast(db::Db& db) {
  auto made = db.write([](db::Tx& tx) -> Result<void> {
    for (const Person& p : cast::everyone()) {
      TRY(tx.run(kAccount, p.id.text, p.login, p.name,
                 p.organisation.empty() ? db::null() : db::to_value(p.organisation.text)));
      for (int i = 0; i < kRoleCount; ++i) {
        const Role role = static_cast<Role>(i);
        if (p.roles.has(role)) TRY(tx.run(kRole, p.id.text, role_name(role)));
      }
    }
    return {};
  });
  CHECK(made.has_value());
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string temp_file(const std::string& bytes) {
  std::string path = "/tmp/musubi-test-upload-XXXXXX";
  const int fd = mkstemp(path.data());
  CHECK(fd >= 0);
  close(fd);
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

// The folder of a test that has ended is no folder any more.
void give_files_a_place(const std::string& folder) {
  std::error_code none;
  const std::filesystem::path known = files::options().folder;
  if (!known.empty() && std::filesystem::exists(known.parent_path(), none)) return;
  files::configure({folder + "/files", "", 1000});
}

// As the server does: opened, sent, and let go.
void send_file(web::Response& response) {
  if (response.file_path.empty()) return;
  std::ostringstream bytes;
  bytes << std::ifstream(response.file_path, std::ios::binary).rdbuf();
  response.body = std::move(bytes).str();
  response.file_owner.reset();
}

}  // namespace

// ---- Answer ----

const Answer& Answer::status(int expected) const {
  EXPECT_EQ(response_.status, expected)
      << what_ << "\nLocation: " << header("Location") << "\n" << response_.body.substr(0, kShown);
  return *this;
}

const Answer& Answer::contains(std::string_view text) const {
  EXPECT_NE(response_.body.find(text), std::string::npos)
      << what_ << " must contain: " << text << "\n" << response_.body;
  return *this;
}

const Answer& Answer::lacks(std::string_view text) const {
  EXPECT_EQ(response_.body.find(text), std::string::npos) << what_ << " must lack: " << text;
  return *this;
}

const Answer& Answer::audited(std::string_view action) const {
  audit::Filter filter;
  filter.most = 200;
  const auto entries =
      scenario_->db().read([&](db::Reader& r) { return audit::list_entries(r, filter); });
  std::string seen;
  bool found = false;
  for (const audit::Entry& e : entries) {
    if (e.sequence <= audit_before_) continue;
    seen += " " + e.action;
    found = found || e.action == action;
  }
  EXPECT_TRUE(found) << what_ << " must be audited as " << action << "; seen:" << seen;
  return *this;
}

const Answer& Answer::not_audited() const {
  EXPECT_EQ(scenario_->audit_count(), audit_before_) << what_ << " must not write";
  return *this;
}

const Answer& Answer::leads_to(std::string_view path_start) const {
  EXPECT_EQ(response_.status, 303) << what_ << "\n" << response_.body.substr(0, kShown);
  EXPECT_EQ(header("Location").rfind(path_start, 0), 0U) << what_ << ": " << header("Location");
  return *this;
}

std::string Answer::header(std::string_view name) const {
  const std::string wanted = lower(std::string(name));
  for (const auto& [key, value] : response_.headers) {
    if (lower(key) == wanted) return value;
  }
  return "";
}

// ---- Visitor ----

web::Request Visitor::make(const std::string& method, const std::string& target) {
  web::Request request;
  request.method = method;
  request.target = target;
  CHECK(web::decode_target(target, request.path, request.query).has_value());
  for (const auto& [name, value] : headers_) request.headers[name] = value;
  std::string cookies;
  for (const auto& [name, value] : cookies_) {
    cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
  }
  if (!cookies.empty()) request.headers["cookie"] = cookies;
  request.headers["host"] = "127.0.0.1:8080";
  request.address = address_;
  return request;
}

Answer Visitor::send(web::Request request, const std::string& what) {
  const std::int64_t before = scenario_->audit_count();
  WatchedDb::doing() = what;
  web::Response response = web::handle(scenario_->app(), request);
  WatchedDb::doing().clear();
  send_file(response);
  for (const auto& [name, value] : response.headers) {
    if (lower(name) != "set-cookie") continue;
    const std::size_t equals = value.find('=');
    const std::string cookie = value.substr(0, equals);
    const std::string content = value.substr(equals + 1, value.find(';') - equals - 1);
    if (content.empty() || value.find("Max-Age=0") != std::string::npos) {
      cookies_.erase(cookie);
    } else {
      cookies_[cookie] = content;
    }
  }
  return Answer(scenario_, what, std::move(response), before);
}

Answer Visitor::get(const std::string& target) {
  return send(make("GET", target), "GET " + target);
}

Answer Visitor::post(const std::string& target, FormFields fields) {
  fields.emplace_back("csrf_token", csrf_token());
  return post_without_csrf(target, std::move(fields));
}

Answer Visitor::post_without_csrf(const std::string& target, FormFields fields) {
  web::Request request = make("POST", target);
  for (auto& [name, value] : fields) request.form.add(name, value);
  return send(std::move(request), "POST " + target);
}

Answer Visitor::upload(const std::string& target, FormFields fields,
                       std::vector<Attachment> files) {
  fields.emplace_back("csrf_token", csrf_token());
  web::Request request = make("POST", target);
  for (auto& [name, value] : fields) request.form.add(name, value);
  std::vector<std::string> paths;
  for (const Attachment& file : files) {
    paths.push_back(temp_file(file.bytes));
    request.uploads.push_back({file.field, file.filename, paths.back(), file.bytes.size()});
  }
  Answer answer = send(std::move(request), "POST " + target);
  for (const std::string& path : paths) std::remove(path.c_str());
  return answer;
}

Visitor& Visitor::header(std::string name, std::string value) {
  headers_[lower(std::move(name))] = std::move(value);
  return *this;
}

Visitor& Visitor::from_address(std::string address) {
  address_ = std::move(address);
  return *this;
}

std::string Visitor::cookie(std::string_view name) const {
  const auto found = cookies_.find(std::string(name));
  return found == cookies_.end() ? "" : found->second;
}

void Visitor::set_cookie(std::string name, std::string value) {
  cookies_[std::move(name)] = std::move(value);
}

std::string Visitor::csrf_token() {
  const std::string session(cookie(web::session_cookie_name(false)));
  if (!session.empty()) {
    auto found = sessions::find(scenario_->db(), session, scenario_->now(),
                                scenario_->app().session_limits);
    if (found) return found->csrf_token;
  }
  std::string& token = cookies_[std::string(web::csrf_cookie_name(false))];
  if (token.empty()) token = web::new_anonymous_csrf_token(scenario_->app());
  return token;
}

// ---- Scenario ----

Scenario::Scenario() : now_{kStart}, locksmith_(accounts::make_test_locksmith()) {
  give_files_a_place(folder_.path());
  insert_cast(temp_.db());
  app_ = std::make_unique<web::App>(watched_);
  app_->clock = [this] { return now_; };
  app_->limits->set_rules({});  // limits have their own tests; here they would only blur others
  add_all_routes(*app_, locksmith_);
}

Scenario::~Scenario() {
  app_.reset();  // what works beside the requests has written its last
  for (const auto& [change, during] : unexcused(watched_)) {
    ADD_FAILURE() << change.second << " was changed without an audit note by " << change.first
                  << ", " << (during.empty() ? "beside the requests" : during)
                  << ": note it in the same transaction, or say in support/without_note.h why not";
  }
}

db::Db& Scenario::db() { return temp_.db(); }

Visitor& Scenario::as(const Person& person) {
  auto& visitor = visitors_[person.id.text];
  const std::string name(web::session_cookie_name(false));
  if (!visitor) visitor = std::make_unique<Visitor>(*this);
  const bool alive =
      sessions::find(db(), visitor->cookie(name), now_, app_->session_limits).has_value();
  if (!alive) {
    const Context ctx = context_of(person);
    auto token = db().write([&](db::Tx& tx) {
      return sessions::begin(ctx, tx, person.id, true, "Mozilla/5.0 (Windows) Chrome/120");
    });
    CHECK(token.has_value());
    visitor->set_cookie(name, *token);
  }
  return *visitor;
}

Visitor& Scenario::anonymous() {
  auto& visitor = visitors_[""];
  if (!visitor) visitor = std::make_unique<Visitor>(*this);
  return *visitor;
}

Visitor Scenario::stranger() { return Visitor(*this); }

Context Scenario::context_of(const Person& person) {
  return Context{person.actor(), db(), now_, "test-request", "192.0.2.10", {}};
}

Context Scenario::system_context(std::string part) {
  return Context{Actor::system(std::move(part)), db(), now_, "test-request", "", {}};
}

std::int64_t Scenario::audit_count() {
  return db().read([](db::Reader& r) { return r.first(kCount)->integer(0); });
}

int Scenario::deliver(outbox::Handlers handlers) {
  outbox::Dispatcher dispatcher(watched_, std::move(handlers), [this] { return now_; },
                                app_->pretended_today);
  return dispatcher.run_due();
}

void add_all_routes(web::App& app, std::shared_ptr<keys::Locksmith> locksmith) {
  tell_retention(locksmith, app.contract_end);
  tell_holdings();
  accounts::add_routes(app, locksmith);
  federation::add_routes(app, locksmith);
  members::add_routes(app);
  screenings::add_routes(app, locksmith);
  const auto desk = applications::add_routes(app);
  reviews::add_routes(app, *desk, locksmith);
  mailings::add_routes(app, std::move(locksmith));
  recruiting::add_routes(app, *desk);
  inquiries::add_routes(app, *desk);
  listings::add_routes(app);
  changes::add_routes(app);
  confirmations::add_routes(app);
  retention::add_routes(app);
  privacy::add_routes(app);
  incidents::add_routes(app);
  calendar::add_routes(app);
  publishing::add_routes(app);
  feeds::add_routes(app);
  front::add_routes(app);
  media::add_routes(app);
  publishing::configure_media(publishing::library_of_media());
  media::configure_uses({publishing::media_uses(), front::media_uses()});
  publishing::configure_mentions({front::article_mentions()});
  site_search::watch();
  analytics::add_routes(app);
  accessibility::add_routes(app);
  links::add_routes(app);
  site_import::add_routes(app);
  site_export::add_routes(app);
  site::add_routes(app);
  site_search::add_routes(app);
  web::add_postal_codes(app.router);
  home::add_routes(app);
}

std::string totp_code(const std::string& secret, Instant at) {
  return keys::Locksmith::totp_code(secret, at.ms / 30'000);
}

}  // namespace musubi::test
