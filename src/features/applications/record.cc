// record.cc - see record.h. Every write of a received application passes here, so that none can
// forget its audit note or its search document.
#include "features/applications/record.h"

#include <map>

#include "base/text.h"
#include "core/settings/calendar.h"
#include "core/settings/settings.h"

namespace musubi::applications {
namespace {

constexpr std::string_view kQueueVisibility = "office";             // no personal data
constexpr std::string_view kPersonalVisibility = "office.personal";  // as in the registry
constexpr int kStandardDays = 10;  // .b: 標準処理期間, unless the setting says otherwise

// Filled while starting, before any thread reads it.
std::map<std::string, Follower, std::less<>>& followers() {
  static std::map<std::string, Follower, std::less<>> kept;
  return kept;
}

void add_line(std::string& body, const std::string& text) {
  if (text.empty()) return;
  if (!body.empty()) body += '\n';
  body += text;
}

search::Document queue_document(const Application& a) {
  const members::Organisation& o = a.organisation;
  search::Document document{.noun = "application", .id = a.id.text,
                            .organisation_id = a.organisation_id.text, .title = o.name, .body = {},
                            .visibility = std::string(kQueueVisibility), .at = a.updated_at};
  add_line(document.body, a.receipt_no);
  add_line(document.body, o.name_kana);
  add_line(document.body, spell_out_corporate_form(o.name));
  add_line(document.body, o.corporate_number);
  add_line(document.body, o.address);
  add_line(document.body, o.telephone);
  add_line(document.body, a.referral_code);
  return document;
}

search::Document people_document(const Application& a) {
  search::Document document{.noun = "application_people", .id = a.id.text,
                            .organisation_id = a.organisation_id.text,
                            .title = a.organisation.name, .body = {},
                            .visibility = std::string(kPersonalVisibility), .at = a.updated_at};
  add_line(document.body, a.organisation.representative_name);
  for (const auto& person : a.people) {
    add_line(document.body, person.name);
    add_line(document.body, person.name_kana);
    add_line(document.body, person.email);
    add_line(document.body, person.telephone);
  }
  return document;
}

}  // namespace

Result<Application> load_received(db::Reader& reader, const ApplicationId& id) {
  auto found = store::find_application(reader, id);
  if (!found || found->state == State::draft) {
    return fail(Fault::not_found, "この申込みは見つかりません。一覧から選び直してください");
  }
  found->people = store::list_people(reader, id);
  return std::move(*found);
}

Result<void> check_version(const Application& application, std::int64_t version) {
  if (version == 0 || version == application.version) return {};
  return fail(Fault::conflict,
              "ほかの人が先にこの申込みを進めました。入力した内容は残っています。"
              "いまの内容と見比べて、もう一度お試しください");
}

Result<void> note(db::Tx& tx, const Context& ctx, const Application& application,
                  const Change& change) {
  return audit::note(tx, ctx, change.action,
                     {"application", application.id.text, application.organisation_id.text},
                     change.before, change.after, change.reason);
}

Result<Application> record_application(db::Tx& tx, const Context& ctx, Application application,
                                       const Change& change) {
  application.updated_at = ctx.now;
  TRY(store::update_application(tx, application));
  ++application.version;
  TRY(note(tx, ctx, application, change));
  TRY(index_application(tx, application));
  TRY(tell_followers(tx, ctx, application));
  return application;
}

void follow(std::string_view name, Follower follower) {
  followers().insert_or_assign(std::string(name), std::move(follower));
}

Result<void> tell_followers(db::Tx& tx, const Context& ctx, const Application& application) {
  for (const auto& [name, follower] : followers()) TRY(follower(tx, ctx, application));
  return {};
}

void add_waiting(db::Reader& reader, Application& application, const std::string& asked_on,
                 Date until) {
  const auto asked = parse_iso_date(asked_on);
  const auto due = parse_iso_date(application.due_on);
  if (!asked || !due || until < *asked) return;
  const BusinessCalendar calendar = settings::find_calendar(reader);
  const int waited = calendar.business_days_between(*asked, until);
  application.waited_days += waited;
  application.due_on = iso(calendar.add_business_days(*due, waited));
}

Result<void> index_application(db::Tx& tx, const Application& application) {
  TRY(search::put(tx, queue_document(application)));
  TRY(search::put(tx, people_document(application)));
  return {};
}

Context as_applicant(const Context& ctx) {
  Context out = ctx;
  if (!out.actor.is_person()) out.actor = Actor{Actor::Kind::anonymous, {}, "申込者", {}, {}};
  return out;
}

int standard_days(db::Reader& reader) {
  const auto days = settings::find_number(reader, "applications.standard_days", kStandardDays);
  return days >= 1 && days <= 250 ? static_cast<int>(days) : kStandardDays;
}

int age_of(db::Reader& reader, const Application& application, Date today) {
  const auto received = parse_iso_date(application.received_on);
  if (!received) return 0;
  const BusinessCalendar calendar = settings::find_calendar(reader);
  Date until = today;
  if (const auto decided = parse_iso_date(application.decided_on)) until = *decided;
  if (application.decided_on.empty()) {
    if (const auto ended = parse_iso_date(application.ended_on)) until = *ended;
  }
  int age = calendar.business_days_between(*received, until) -
            static_cast<int>(application.waited_days);
  if (application.state == State::supplement) {
    const auto open = store::find_open_supplement(reader, application.id);
    const auto asked = open ? parse_iso_date(open->asked_on) : std::nullopt;
    if (asked && *asked <= until) age -= calendar.business_days_between(*asked, until);
  }
  return age < 0 ? 0 : age;
}

search::Feeders search_feeders() {
  search::Feeder queue = [](db::Reader& reader, const std::string& after, int most) {
    std::vector<search::Document> out;
    for (const auto& a : store::list_applications_by_id(reader, after, most)) {
      out.push_back(queue_document(a));
    }
    return out;
  };
  search::Feeder people = [](db::Reader& reader, const std::string& after, int most) {
    std::vector<search::Document> out;
    for (auto& a : store::list_applications_by_id(reader, after, most)) {
      a.people = store::list_people(reader, a.id);
      out.push_back(people_document(a));
    }
    return out;
  };
  return {{"application", queue}, {"application_people", people}};
}

}  // namespace musubi::applications
