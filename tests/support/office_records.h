// office_records.h - one record of every kind that the office's addresses name, made as people make
// it, and the table of the kinds: where the addresses begin, and which table holds what they name.
// For tests that walk every route, so that a route is asked for a record of its own kind. A new
// kind of address gets its line in kOfficeRecords and its record here.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "features/confirmations/confirmations.h"
#include "features/mailings/mailings.h"
#include "features/mailings/service.h"
#include "features/members/members.h"
#include "features/publishing/service.h"
#include "features/retention/service.h"
#include "features/site_import/site_import.h"
#include "support/scenario.h"
#include "support/wordpress.h"

namespace musubi::test {

inline constexpr std::pair<std::string_view, std::string_view> kOfficeRecords[] = {
    {"/office/accessibility/:", "accessibility_trials"},
    {"/office/accessibility/issues/:", "accessibility_issues"},
    {"/office/applications/:", "applications"},
    {"/office/campaigns/:", "campaigns"},
    {"/office/change-requests/:", "change_requests"},
    {"/office/confirmations/:", "confirmation_rounds"},
    {"/office/content/:", "content_items"},
    {"/office/event-listings/:", "event_listings"},
    {"/office/inquiries/:", "inquiries"},
    {"/office/inquiries/texts/:", "inquiry_texts"},
    {"/office/mail-consent-texts/:", "mail_consent_texts"},
    {"/office/mail-segments/:", "mail_segments"},
    {"/office/mail-suppressions/:", "mail_suppressions"},
    {"/office/mailings/:", "mailings"},
    {"/office/mails/:", "mails"},
    {"/office/member-reports/:", "member_reports"},
    {"/office/outbox/:", "outbox_messages"},
    {"/office/planned-stops/:", "uptime_stops"},
    {"/office/privacy/consent-texts/:", "consent_texts"},
    {"/office/privacy/incidents/:", "privacy_incidents"},
    {"/office/privacy/requests/:", "privacy_requests"},
    {"/office/prospect-imports/:", "prospect_imports"},
    {"/office/prospects/:", "prospects"},
    {"/office/prospects/:id/contacts/:", "prospect_contacts"},
    {"/office/retention/holds/:", "retention_holds"},
    {"/office/review-criteria/:", "review_criteria_sets"},
    {"/office/reviews/:", "applications"},
    {"/office/screenings/:", "screenings"},
    {"/office/site-imports/:", "site_imports"},
    {"/office/site-reports/:", "site_reports"},
    {"/office/site-search/synonyms/:", "site_search_synonyms"},
    {"/office/stocktakes/:", "stocktakes"},
};

// Addresses whose record no test that walks the routes makes, and why not.
struct Unmade {
  std::string_view start, why;
};
inline constexpr Unmade kUnmadeAnywhere[] = {
    {"/office/media/:id", "a picture's sizes are made by a program of their own"},
    {"/office/media/choices/:id", "as above: nothing is in the library"},
    {"/office/retention/destructions/:id", "nothing is past its term"},
    {"/office/site-copies/:id/file", "a copy asks for every page of the site, beside the request"},
    {"/office/site-search/files/:id/reading", "as of the library: no document was registered"},
};

// "/office/inquiries/:" -> "inquiries".
inline std::string word_before(std::string_view start) {
  const std::size_t end = start.rfind('/');
  const std::size_t begin = start.rfind('/', end - 1) + 1;
  return std::string(start.substr(begin, end - begin));
}

// By where its addresses begin, the id of one record; fails for a kind of which there is none.
inline std::map<std::string_view, std::string> find_office_records(Scenario& s) {
  std::map<std::string_view, std::string> out;
  for (const auto& [start, table] : kOfficeRecords) {
    const std::string sql = "SELECT id FROM " + std::string(table) + " ORDER BY id";
    const db::Query first{"test.first_record", sql, sql};
    const auto row = s.db().read([&](db::Reader& reader) { return reader.first(first); });
    EXPECT_TRUE(row.has_value()) << table << " is empty";
    if (row) out[start] = row->text(0);
  }
  return out;
}

// The id after `start`; fails when there is none.
inline std::string id_in(const std::string& path, const std::string& start) {
  EXPECT_TRUE(path.starts_with(start)) << path;
  return path.size() < start.size() + 36 ? "" : path.substr(start.size(), 36);
}

// A member, to which two of the cast belong from now on.
inline OrganisationId enrol_with(Scenario& s, const std::string& name, const Person& staff,
                                 const Person& admin, const std::string& joined_on) {
  static constexpr db::Query kMove{
      "test.move", "UPDATE accounts SET organisation_id = $1 WHERE id IN ($2, $3)"};
  members::NewMember input;
  input.organisation.name = name;
  input.organisation.category = "company";
  input.organisation.address = "熊本市中央区架空町1-1";
  input.people.push_back({});
  input.people.back().name = "荒木 里奈";
  input.people.back().email = staff.login;
  input.joined_on = joined_on;
  const Context ctx = s.system_context();
  auto made = s.db().write([&](db::Tx& tx) -> Result<members::Enrolled> {
    members::Enrolled enrolled = TRY(members::enrol_member(tx, ctx, input));
    TRY(tx.run(kMove, enrolled.id.text, staff.id.text, admin.id.text));
    return enrolled;
  });
  EXPECT_TRUE(made.has_value());
  return made ? made->id : OrganisationId{};
}

// What the two ask of the office: a change that waits to be sent, their data, an answer, a place
// for their event on the site.
struct Asked {
  std::string change, request, inquiry, listing;
};
inline Asked ask_as_members(Scenario& s, const Person& staff, const Person& admin) {
  const auto changed = s.as(admin).post(
      "/members/changes/new/details", {{"name", "みなも株式会社"}, {"reason", "組織変更のため"}});
  const auto requested = s.as(staff).post(
      "/members/my-data",
      {{"form_key", "k"}, {"kind", "disclosure"}, {"about", "登録されている内容"}});
  const auto inquired = s.as(staff).post(
      "/members/inquiries", {{"form_key", "q"}, {"category", "event"},
                             {"subject", "講座の日程"}, {"body", "次はいつですか"}});
  const auto listed = s.as(staff).post(
      "/members/event-listings",
      {{"form_key", "e"}, {"title", "みなもの見学会"}, {"organiser_kind", "member"},
       {"organiser", "みなも"}, {"starts_on_era", "reiwa"}, {"starts_on_year", "6"},
       {"starts_on_month", "12"}, {"starts_on_day", "5"}, {"place", "工場"}, {"fee", "無料"},
       {"application", "電話"}, {"contact", "みなも"}, {"summary", "工場を見学します"}});
  return {id_in(changed.header("Location"), "/members/changes/"),
          id_in(requested.header("Location"), "/members/my-data/"),
          id_in(inquired.header("Location"), "/members/inquiries/"),
          id_in(listed.header("Location"), "/members/event-listings/")};
}

inline void add_confirmations(Scenario& s) {
  s.as(cast::secretariat)
      .post("/office/confirmations",
            {{"due_on_era", "reiwa"}, {"due_on_year", "6"}, {"due_on_month", "11"},
             {"due_on_day", "29"}, {"reminder_days", "14"}});
  outbox::Handlers handlers;
  confirmations::add_handlers(handlers);
  while (s.deliver(handlers) > 0) {
  }
}

// Prepared: its recipients are known, and their ids are what the links in its mails hide.
inline void add_mailing(Scenario& s) {
  const Context office = s.context_of(cast::secretariat);
  mailings::SegmentInput segment;
  segment.name = "会員の全員";
  const auto whom = mailings::create_segment(office, segment);
  ASSERT_TRUE(whom.has_value());
  const auto id = mailings::create_mailing(
      office, {"news", "お知らせ", "{{お名前}} 様", whom->text, 0, ""});
  ASSERT_TRUE(id.has_value());
  ASSERT_TRUE(mailings::prepare_mailing(office, *id));
  outbox::Handlers handlers;
  mailings::add_handlers(handlers, s.shared_locksmith());
  while (s.deliver(handlers) > 0) {
  }
}

// Whom the office would like to win, and how it spoke to one of them.
inline void add_recruiting(Scenario& s) {
  Visitor& office = s.as(cast::secretariat);
  const auto made = office
                        .post("/office/prospects",
                              {{"name", "株式会社みこみ製菓"}, {"source", "event"},
                               {"contact_name", "見込 あおい"},
                               {"contact_email", "aoi@mikomi.example.jp"}})
                        .leads_to("/office/prospects/");
  const std::string prospect = id_in(made.header("Location"), "/office/prospects/");
  office
      .post("/office/prospects/" + prospect + "/contacts",
            {{"kind", "visit"}, {"theirs", "総務部長"}, {"summary", "関心あり。"}})
      .leads_to("/office/prospects/");
  office
      .post("/office/campaigns",
            {{"code", "MINAMO-1"}, {"name", "工房めぐりでの案内"}, {"channel", "visit"},
             {"starts_on_era", "reiwa"}, {"starts_on_year", "6"}, {"starts_on_month", "10"},
             {"starts_on_day", "28"}})
      .leads_to("/office/campaigns/");
  const std::string list =
      "団体名,法人番号,郵便番号,所在地,電話番号,業種,従業員数,担当者氏名,メールアドレス\n"
      "株式会社いちらん,,,熊本市中央区架空町1,,,,,\n";
  office
      .upload("/office/prospect-imports",
              {{"source", "list"}, {"source_note", "県から受領"},
               {"purpose", "会員募集の案内のため"}},
              {{"file", "list.csv", list}})
      .leads_to("/office/prospect-imports/");
}

// Sent on once, so that it has a version.
inline void add_article(Scenario& s) {
  const Context office = s.context_of(cast::secretariat);
  const auto id = publishing::create_content(office, {"news", "講座のお知らせ", "koza-1", ""});
  ASSERT_TRUE(id.has_value());
  const auto begun = publishing::load_visible_content(office, *id);
  ASSERT_TRUE(begun.has_value());
  publishing::DraftEdit edit{*id, begun->draft.token, {}};
  edit.typed = {{"title", "講座のお知らせ"}, {"language", "ja"}, {"lead", "講座を開きます。"},
                {"body", "# はじめに\n\n本文です。"}, {"category", "notice"}};
  ASSERT_TRUE(publishing::save_draft(office, edit));
  const auto saved = publishing::load_visible_content(office, *id);
  ASSERT_TRUE(saved.has_value());
  const auto sent = publishing::send_content(office, {*id, saved->content.version});
  EXPECT_TRUE(sent.has_value()) << (sent ? "" : sent.error().says);
}

// A test of the site that has begun, one criterion judged with a file, and what is to be mended.
inline void add_accessibility(Scenario& s) {
  const std::string start = "/office/accessibility/";
  Visitor& office = s.as(cast::secretariat);
  const auto begun = office
                         .post("/office/accessibility",
                               {{"form_key", "a"}, {"site", "public"},
                                {"starts_on_era", "reiwa"}, {"starts_on_year", "6"},
                                {"starts_on_month", "10"}, {"starts_on_day", "28"},
                                {"representative", "/\n/about\n/help"}, {"random_count", "3"},
                                {"seed", "令和6年度"}})
                         .leads_to(start);
  const std::string trial = id_in(begun.header("Location"), start);
  office
      .upload(start + trial + "/criteria/1.1.1",
              {{"version", "0"}, {"applies", "yes"}, {"result", "pass"}, {"all_pages", "1"},
               {"methods", "HC"}, {"evidence", "読み上げで確かめた"}},
              {{"file", "点検表.txt", "1.1.1 よい\n"}})
      .leads_to(start);
  office
      .post("/office/accessibility/issues",
            {{"form_key", "m"}, {"trial", trial}, {"title", "見出しを直す"},
             {"criterion", "2.4.6"}, {"plan", "言葉を改める"},
             {"owner_id", cast::secretariat.id.text}, {"state", "open"},
             {"due_on_era", "reiwa"}, {"due_on_year", "6"}, {"due_on_month", "12"},
             {"due_on_day", "2"}})
      .leads_to("/office/accessibility/issues/");
}

// What is kept of the public site: words of the search; an older site, read and not yet taken in.
inline void add_site_matters(Scenario& s) {
  Visitor& office = s.as(cast::secretariat);
  office
      .post("/office/site-search/synonyms", {{"form_key", "w"}, {"words", "養殖\n水産"}})
      .leads_to("/office/site-search/synonyms");
  office
      .upload("/office/site-imports", {{"form_key", "o"}},
              {{"file", "old.xml", old_site(usual_items())}})
      .leads_to("/office/site-imports/");
  outbox::Handlers handlers;
  site_import::add_handlers(handlers);
  while (s.deliver(handlers) > 0) {
  }
}

// What the office keeps for itself.
inline void add_office_matters(Scenario& s) {
  Visitor& office = s.as(cast::secretariat);
  office
      .post("/office/mail-suppressions",
            {{"address", "tome@mikomi.example.jp"}, {"cause", "hand"}, {"note", "電話で申出"}})
      .leads_to("/office/mail-suppressions");
  office
      .post("/office/mail-consents",
            {{"address", "aoi@mikomi.example.jp"}, {"mail_class", "member_pr"},
             {"decision", "given"}, {"note", "電話で申出"}})
      .leads_to("/office/mail-consents");
  office
      .post("/office/inquiries/texts",
            {{"form_key", "t"}, {"title", "受付のお礼"}, {"category", ""},
             {"body", "お問い合わせありがとうございます。"}, {"is_active", "1"}})
      .leads_to("/office/inquiries/texts");
  office
      .post("/office/privacy/incidents",
            {{"form_key", "i"}, {"title", "案内メールの誤送信"}, {"known_on_era", "reiwa"},
             {"known_on_year", "6"}, {"known_on_month", "10"}, {"known_on_day", "28"},
             {"known_clock", "9:10"}, {"answered", "1"}, {"people", "120"}})
      .leads_to("/office/privacy/incidents/");
  Visitor& manager = s.as(cast::manager);
  manager.post("/office/stocktakes").leads_to("/office/stocktakes/");
  manager.post("/office/site-reports", {{"month", "2024-09"}}).leads_to("/office/site-reports/");
  manager.post("/office/privacy/register/versions", {{"form_key", "v"}, {"reason", "初版"}})
      .leads_to("/office/privacy/register");
  manager
      .post("/office/planned-stops",
            {{"form_key", "s"}, {"day_era", "reiwa"}, {"day_year", "6"}, {"day_month", "11"},
             {"day_day", "12"}, {"from_clock", "14:00"}, {"until_clock", "15:00"},
             {"reason", "電源の工事"}, {"agreement", "県と協議した"}})
      .leads_to("/office/planned-stops");
  EXPECT_TRUE(retention::place_hold(s.context_of(cast::manager),
                                    {"kind", "applications.draft", "", "照会", "照会の対応", ""},
                                    "")
                  .has_value());
}

}  // namespace musubi::test
