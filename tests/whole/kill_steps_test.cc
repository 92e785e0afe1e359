// kill_steps_test.cc - kill -9 while reviews are claimed and taken over from a colleague, criteria
// answered and screenings read by the second pair of eyes, who agrees or sends back what was found;
// and while an organisation's administrators hand over, and lists of prospects come in, are taken
// in and taken back. Promise: what was acknowledged is there with its audit entry; after every kill
// nothing is half done; pressed again everything comes to its end exactly once, nobody gets two
// letters about one thing, and the next start serves without a repair. On the database that DB=
// names.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/files/files.h"
#include "features/recruiting/service_imports.h"
#include "features/reviews/service_reviews.h"
#include "features/screenings/service.h"
#include "support/killed_steps.h"

namespace musubi {
namespace {

constexpr int kStepReviews = 8;     // of those that nobody has, and of those that a colleague has
constexpr int kStepCriteria = 12;
constexpr int kStepFiles = 12;
constexpr int kStepFilesApart = 6;  // whose second reader disagrees
constexpr int kStepHandOvers = 5;
constexpr int kStepLists = 6;      // of those that come in, are taken in, are taken back
constexpr int kStepListRows = 60;  // of each list, as kListHalves says

// Each counts what must not exist at any moment: a part of a write without the rest of it.
constexpr db::Query kReviewHalves[] = {
    {"application under review without its review, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.state = 'reviewing') <> EXISTS"
     " (SELECT 1 FROM reviews r WHERE r.application_id = a.id)"},
    {"review that began without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.state = 'reviewing') <> ((SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = a.id"
     " AND e.action = 'applications.application.review_begun') = 1)"},
    {"review without one audit entry for each who claimed it",
     "SELECT COUNT(*) FROM applications a WHERE (SELECT COUNT(*) FROM audit_entries e"
     " WHERE e.subject_id = a.id AND e.action = 'reviews.review.claimed') <>"
     " (SELECT COUNT(*) FROM review_people p WHERE p.application_id = a.id)"},
    {"reviewer who does not take part",
     "SELECT COUNT(*) FROM reviews r WHERE NOT EXISTS (SELECT 1 FROM review_people p"
     " WHERE p.application_id = r.application_id AND p.account_id = r.reviewer_id)"},
    {"review that a second person took over by half",
     "SELECT COUNT(*) FROM reviews r JOIN applications a ON a.id = r.application_id"
     " WHERE a.name LIKE '%taken%' AND (r.reviewer_name = '試験 管太') <> ((SELECT COUNT(*)"
     " FROM review_people p WHERE p.application_id = a.id) = 2)"},
    {"application under review without its one screening, or the other way round",
     "SELECT COUNT(*) FROM applications a WHERE (a.state = 'reviewing') <> ((SELECT COUNT(*)"
     " FROM screenings s WHERE s.subject_noun = 'application' AND s.subject_id = a.id) = 1)"},
    {"screening that nobody is said to have begun",
     "SELECT COUNT(*) FROM screenings s WHERE (SELECT COUNT(*) FROM audit_entries e"
     " WHERE e.subject_id = s.id AND e.action = 'screenings.file.opened') <> 1"},
    {"answer without its one audit entry of the same words",
     "SELECT COUNT(*) FROM review_answers w WHERE (SELECT COUNT(*) FROM audit_entries e"
     " WHERE e.subject_id = w.application_id AND e.action = 'reviews.criterion.answered'"
     " AND e.after_json LIKE '%' || w.grounds || '%') <> 1"},
    {"audit entry of an answer that is not there",
     "SELECT (SELECT COUNT(*) FROM audit_entries WHERE action = 'reviews.criterion.answered') -"
     " (SELECT COUNT(*) FROM review_answers)"},
    {"answer that was written over", "SELECT COUNT(*) FROM review_answers WHERE version <> 1"},
    // Three entries are of the search, the look into the register and the result.
    {"second reading without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM screenings s WHERE s.subject_noun = 'organisation' AND (SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = s.id AND e.action = 'screenings.file.changed') <>"
     " (CASE WHEN s.turn = 'second' THEN 3 ELSE 4 END)"},
    {"file that is settled though its second reader disagreed, or open though they agreed",
     "SELECT COUNT(*) FROM screenings s JOIN organisations o ON o.id = s.subject_id"
     " WHERE s.subject_noun = 'organisation' AND s.turn NOT IN ('second',"
     " CASE WHEN o.name LIKE '%apart%' THEN 'office' ELSE 'done' END)"},
    {"settled file without its day, or the other way round",
     "SELECT COUNT(*) FROM screenings s WHERE (s.turn = 'done') <> (s.closed_at IS NOT NULL)"},
    {"settled file without its next check, or the other way round",
     "SELECT COUNT(*) FROM screenings s WHERE (s.turn = 'done') <> (s.next_check_on <> '')"},
};
// Each counts what must not exist in the end.
constexpr db::Query kReviewsLeft[] = {
    {"application that nobody claimed",
     "SELECT COUNT(*) FROM applications WHERE state <> 'reviewing'"},
    {"review that is not the one's who pressed last",
     "SELECT COUNT(*) FROM reviews r JOIN applications a ON a.id = r.application_id"
     " WHERE a.name NOT LIKE '%answered%' AND r.reviewer_name <> '試験 管太'"},
    {"criterion without the answer that was given",
     "SELECT COUNT(*) FROM review_criteria c WHERE NOT EXISTS (SELECT 1 FROM review_answers w"
     " WHERE w.criterion_id = c.id AND w.answer = 'fit' AND w.grounds = 'grounds-' || c.id)"},
    {"file without its second reading",
     "SELECT COUNT(*) FROM screenings WHERE turn = 'second'"},
};

constexpr db::Query kListHalves[] = {
    {"organisation without its one administrator",
     "SELECT COUNT(*) FROM organisations o WHERE (SELECT COUNT(*) FROM accounts a"
     " JOIN account_roles r ON r.account_id = a.id WHERE a.organisation_id = o.id"
     " AND r.role = 'member_admin') <> 1"},
    {"organisation without its one who is none",
     "SELECT COUNT(*) FROM organisations o WHERE (SELECT COUNT(*) FROM accounts a"
     " JOIN account_roles r ON r.account_id = a.id WHERE a.organisation_id = o.id"
     " AND r.role = 'member_staff') <> 1"},
    {"role that was handed over without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM accounts a JOIN account_roles r ON r.account_id = a.id"
     " WHERE a.organisation_id IS NOT NULL AND (SELECT COUNT(*) FROM audit_entries e"
     " WHERE e.subject_id = a.id AND e.action = 'accounts.roles.changed') <>"
     " (CASE WHEN (a.login LIKE 'next%') = (r.role = 'member_admin') THEN 1 ELSE 0 END)"},
    {"list that is not there with all its rows",
     "SELECT COUNT(*) FROM prospect_imports i WHERE (SELECT COUNT(*) FROM prospect_import_rows r"
     " WHERE r.import_id = i.id AND r.outcome = 'new') <> 60"},
    {"list without its one audit entry",
     "SELECT COUNT(*) FROM prospect_imports i WHERE (SELECT COUNT(*) FROM audit_entries e"
     " WHERE e.subject_id = i.id AND e.action = 'recruiting.list.begun') <> 1"},
    {"audit entry of a list that is not there",
     "SELECT (SELECT COUNT(*) FROM audit_entries WHERE action = 'recruiting.list.begun') -"
     " (SELECT COUNT(*) FROM prospect_imports)"},
    {"list without its original",
     "SELECT COUNT(*) FROM prospect_imports i WHERE NOT EXISTS"
     " (SELECT 1 FROM files f WHERE f.id = i.file_id)"},
    {"original without its list",
     "SELECT COUNT(*) FROM files f WHERE f.purpose = 'recruiting.list_original' AND NOT EXISTS"
     " (SELECT 1 FROM prospect_imports i WHERE i.file_id = f.id)"},
    {"list that came in twice",
     "SELECT COUNT(*) - COUNT(DISTINCT filename) FROM prospect_imports"},
    {"list that was taken in without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM prospect_imports i WHERE (i.state <> 'draft') <> ((SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = i.id"
     " AND e.action = 'recruiting.list.committed') = 1)"},
    {"list that was taken back without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM prospect_imports i WHERE (i.state = 'undone') <> ((SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = i.id"
     " AND e.action = 'recruiting.list.undone') = 1)"},
    {"list of which some became prospects and some did not",
     "SELECT COUNT(*) FROM prospect_imports i WHERE (SELECT COUNT(*) FROM prospects p"
     " WHERE p.import_id = i.id) <> (CASE WHEN i.state = 'committed' THEN 60 ELSE 0 END)"},
    {"row that does not know its prospect, or knows one that is gone",
     "SELECT COUNT(*) FROM prospect_import_rows r JOIN prospect_imports i ON i.id = r.import_id"
     " WHERE (i.state = 'committed') <> EXISTS (SELECT 1 FROM prospects p"
     " WHERE p.id = r.prospect_id AND p.import_id = i.id)"},
    {"prospect without its one move",
     "SELECT COUNT(*) FROM prospects p WHERE (SELECT COUNT(*) FROM prospect_moves m"
     " WHERE m.prospect_id = p.id) <> 1"},
    {"prospect without its one audit entry",
     "SELECT COUNT(*) FROM prospects p WHERE (SELECT COUNT(*) FROM audit_entries e"
     " WHERE e.noun = 'prospect' AND e.subject_id = p.id"
     " AND e.action = 'recruiting.prospect.created') <> 1"},
    {"prospect that the search does not know",
     "SELECT COUNT(*) FROM prospects p WHERE NOT EXISTS (SELECT 1 FROM search_documents d"
     " WHERE d.noun = 'prospect' AND d.id = p.id)"},
    {"prospect that only the search knows",
     "SELECT COUNT(*) FROM search_documents d WHERE d.noun = 'prospect' AND NOT EXISTS"
     " (SELECT 1 FROM prospects p WHERE p.id = d.id)"},
};
constexpr db::Query kListsLeft[] = {
    {"administrator who did not hand over",
     "SELECT COUNT(*) FROM accounts a JOIN account_roles r ON r.account_id = a.id"
     " WHERE a.login LIKE 'next%' AND r.role <> 'member_admin'"},
    {"list that only came in and went on by itself",
     "SELECT COUNT(*) FROM prospect_imports WHERE filename LIKE 'come%' AND state <> 'draft'"},
    {"list that was not taken in",
     "SELECT COUNT(*) FROM prospect_imports WHERE filename LIKE 'take%' AND state <> 'committed'"},
    {"list that was not taken back",
     "SELECT COUNT(*) FROM prospect_imports WHERE filename LIKE 'undo%' AND state <> 'undone'"},
};
constexpr db::Query kStepListsThere{"test.step_lists", "SELECT COUNT(*) FROM prospect_imports"};
constexpr db::Query kStepOriginals{
    "test.step_originals", "SELECT id FROM files WHERE purpose = 'recruiting.list_original'"};

class KillSteps : public test::KilledSteps {
 protected:
  void TearDown() override {
    files::configure(files_before_);
    KilledSteps::TearDown();
  }

  // ---- before the server starts ----

  void prepare_reviews() {
    halves_ = kReviewHalves;
    open_house();
    agree_on_criteria(kStepCriteria);
    if (HasFatalFailure()) return;
    for (int i = 0; i < kStepReviews; ++i) {
      claim(received("claimed" + std::to_string(i)));
      claim(claimed("taken" + std::to_string(i)));  // from the colleague who has it
    }
    answer_every_criterion(claimed("answered"));
    for (int i = 0; i < kStepFiles; ++i) second_reading("file" + std::to_string(i), true);
    for (int i = 0; i < kStepFilesApart; ++i) second_reading("apart" + std::to_string(i), false);
    ASSERT_EQ(tasks_.size(), static_cast<std::size_t>(2 * kStepReviews + kStepCriteria +
                                                      kStepFiles + kStepFilesApart));
  }
  void claim(const applications::ApplicationId& id) {
    const std::string path = "/office/reviews/" + id.text;
    add(path, "/claim", "session=" + session_, path);
  }
  void answer_every_criterion(const applications::ApplicationId& id) {
    const std::string path = "/office/reviews/" + id.text;
    const std::string session = session_of(office_);
    const auto page = reviews::load_visible_review(as(office_), *smith_, id);
    ASSERT_TRUE(page.has_value()) << page.error().says;
    for (const auto& criterion : page->criteria.criteria) {
      Task& task = add(path, "/criteria/" + criterion.id, "session=" + session, path);
      task.form = "answer=fit&grounds=grounds-" + criterion.id + "&version=0";
      task.again = 409;  // somebody answered: it was the same person
    }
  }
  // What the office found, read by the manager.
  void second_reading(const std::string& mark, bool agreed) {
    const screenings::ScreeningId file = searched(mark);
    ASSERT_TRUE(
        screenings::record_finding(as(office_), *smith_, file, {"clear", "所見", version_of(file)}));
    const std::string path = "/office/screenings/" + file.text, note = "note-" + mark;
    Task& task = add(path, "/second-reading", "session=" + session_, path);
    task.form = std::string("agreed=") + (agreed ? "yes" : "no") + "&reading_note=" + note +
                "&version=" + std::to_string(version_of(file));
    task.again = 409;
    readings_.push_back({file, note, agreed});
  }

  void prepare_lists() {
    halves_ = kListHalves;
    open_house();
    files::configure({(folder_ / "data" / "files").string(), "", 1000});  // the program's own
    for (int i = 0; i < kStepHandOvers; ++i) hand_over(std::to_string(i));
    for (int i = 0; i < kStepLists && !HasFailure(); ++i) {
      const std::string n = std::to_string(i);
      come_in("come" + n);
      take_in("take" + n);
      take_back("undo" + n);
    }
    ASSERT_EQ(tasks_.size(), static_cast<std::size_t>(kStepHandOvers + 3 * kStepLists));
  }
  void hand_over(const std::string& n) {
    const OrganisationId own = enrolled("hand" + n).id;
    const auto first =
        person("first" + n + "@test.example", "試験 先子", Role::member_admin, own);
    const auto next = person("next" + n + "@test.example", "試験 次子", Role::member_staff, own);
    Task& task = add("/members/accounts/" + next.id.text, "/handover",
                     "session=" + session_of(first), "/members");
    task.again = 403;  // they are no administrator any more, and that is right
  }
  static std::string rows_of(const std::string& mark) {
    std::string out =
        "団体名,法人番号,郵便番号,所在地,電話番号,業種,従業員数,担当者氏名,メールアドレス\n";
    for (int i = 0; i < kStepListRows; ++i) {
      out += "試験工業" + mark + std::to_string(1000 + i) + ",,,熊本市中央区架空町1,,,,,\n";
    }
    return out;
  }
  // Sent with its file, as a browser does.
  void come_in(const std::string& mark) {
    const std::string path = "/office/prospect-imports";
    Task& task = add(path, "", "session=" + session_, path + "/");
    task.parts = test::form_part("form_key", new_uuid(now_from_system_clock()));
    task.parts += test::form_part("source", "list");
    task.parts += test::form_part("source_note", "県から受領");
    task.parts += test::form_part("purpose", "会員募集の案内のため");
    task.parts += test::form_part("file", rows_of(mark), mark + ".csv");
  }
  recruiting::ListImportId came_in(const std::string& mark) {
    recruiting::NewListImport input;
    input.path = (folder_ / (mark + ".csv")).string();
    input.filename = mark + ".csv";
    input.source = "list";
    input.source_note = "県から受領";
    input.purpose = "会員募集の案内のため";
    std::ofstream(input.path, std::ios::binary) << rows_of(mark);
    const auto begun = recruiting::begin_list_import(as(office_), input);
    EXPECT_TRUE(begun.has_value()) << (begun ? "" : begun.error().says);
    return begun.value_or({});
  }
  void take_in(const std::string& mark) {
    const std::string path = "/office/prospect-imports/" + came_in(mark).text;
    add(path, "/commitment", "session=" + session_, path).again = 409;
  }
  void take_back(const std::string& mark) {
    const recruiting::ListImportId id = came_in(mark);
    EXPECT_EQ(recruiting::commit_list_import(as(office_), id).value_or(0), kStepListRows);
    const std::string path = "/office/prospect-imports/" + id.text;
    add(path, "/undo", "session=" + session_, path).again = 409;
  }

  // ---- after every kill, and in the end ----

  void expect_readings() {
    for (const auto& [id, note, agreed] : readings_) {
      const auto file = screenings::read_screening(as(office_), *smith_, id);
      ASSERT_TRUE(file.has_value()) << file.error().says;
      ASSERT_EQ(file->content.readings.size(), 1U);
      EXPECT_EQ(file->content.readings.at(0).note, note);
      EXPECT_EQ(file->content.readings.at(0).agreed, agreed);
      EXPECT_EQ(file->content.readings.at(0).by_id, manager_.id.text);
      EXPECT_EQ(file->content.stage, agreed ? "closed" : "open");
      EXPECT_EQ(file->content.finding.result, "clear");
    }
  }
  // What was sent back goes on from there, and what was sent back stays beside it.
  void expect_another_result() {
    const auto apart = std::find_if(readings_.begin(), readings_.end(),
                                    [](const Reading& one) { return !one.agreed; });
    ASSERT_NE(apart, readings_.end());
    const screenings::ScreeningId& id = apart->file;
    ASSERT_TRUE(screenings::record_finding(as(manager_), *smith_, id,
                                           {"clear", "調べ直した", version_of(id)}));
    ASSERT_TRUE(screenings::record_second_reading(as(office_), *smith_, id,
                                                  {"yes", "", version_of(id)}));
    const auto file = screenings::read_screening(as(office_), *smith_, id);
    ASSERT_TRUE(file.has_value()) << file.error().says;
    EXPECT_EQ(file->content.stage, "closed");
    ASSERT_EQ(file->content.findings_before.size(), 1U);
    EXPECT_EQ(file->content.findings_before.at(0).by_id, office_.id.text);
  }
  // The bytes of each list, where the program keeps them.
  void expect_originals() {
    temp_.db().read([&](db::Reader& reader) {
      for (const auto& row : reader.all(kStepOriginals)) {
        const auto file = files::find_file(reader, files::FileId{row.text(0)});
        ASSERT_TRUE(file.has_value());
        std::error_code none;
        EXPECT_EQ(std::filesystem::file_size(files::path_of_file(*file), none),
                  static_cast<std::uintmax_t>(file->bytes))
            << file->filename;
      }
    });
  }
  const files::Options files_before_ = files::options();
  struct Reading {
    screenings::ScreeningId file;
    std::string note;
    bool agreed = false;
  };
  std::vector<Reading> readings_;
};

TEST_F(KillSteps, AReviewGoesOnFromWhatWasAcknowledged) {
  prepare_reviews();
  if (HasFailure()) return;
  press_and_look(kReviewsLeft);
  if (HasFatalFailure()) return;
  expect_readings();
  expect_another_result();
  if (HasFatalFailure()) return;
  // The applicant hears of it, and the one of the office who did not type it.
  EXPECT_EQ(mails_about("入会申込を受け付けました"), 2 * (2 * kStepReviews + 1));
  expect_sound_and_served("/office/screenings");
}

TEST_F(KillSteps, HandOversAndListsOfProspectsAreWholeOrNotThere) {
  prepare_lists();
  if (HasFailure()) return;
  press_and_look(kListsLeft);
  if (HasFatalFailure()) return;
  EXPECT_EQ(number(kStepListsThere), 3 * kStepLists);
  expect_originals();
  expect_sound_and_served("/office/prospect-imports");
}

}  // namespace
}  // namespace musubi
