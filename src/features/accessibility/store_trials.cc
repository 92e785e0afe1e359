// store_trials.cc - trials, what they could draw from and the pages that they test. See store.h;
// decides nothing.
#include "db/many.h"
#include "features/accessibility/store.h"

namespace musubi::accessibility::store {
namespace {

#define TRIAL_COLUMNS                                                                          \
  "id, site, fiscal_year, state, number, starts_on, ends_on, seed, random_count, pages_least," \
  " scope_count, scope_sha256, scope_words, excluded, technologies, tools, remarks, degree,"   \
  " frozen, sha256, created_by_name, created_at, published_by_name, published_on,"             \
  " published_at, version"
#define PAGE_COLUMNS "position, path, title, why, check_state, trouble, checked_at"

constexpr db::Query kInsertTrial{
    "accessibility.insert_trial",
    "INSERT INTO accessibility_trials (" TRIAL_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, $20, $21, $22, $23, $24, $25, $26)"};
constexpr db::Query kUpdateTrial{
    "accessibility.update_trial",
    "UPDATE accessibility_trials SET state = $3, number = $4, starts_on = $5, ends_on = $6,"
    " scope_words = $7, technologies = $8, tools = $9, remarks = $10, degree = $11, frozen = $12,"
    " sha256 = $13, published_by_name = $14, published_on = $15, published_at = $16,"
    " version = version + 1 WHERE id = $1 AND version = $2"};
constexpr db::Query kFindTrial{"accessibility.find_trial",
                               "SELECT " TRIAL_COLUMNS
                               " FROM accessibility_trials WHERE id = $1"};
constexpr db::Query kFindPublished{"accessibility.find_published",
                                   "SELECT " TRIAL_COLUMNS
                                   " FROM accessibility_trials WHERE number > 0 AND number = $1"};
constexpr db::Query kFindOfYear{
    "accessibility.find_trial_of_year",
    "SELECT " TRIAL_COLUMNS
    " FROM accessibility_trials WHERE site = $1 AND fiscal_year = $2 AND state = $3 LIMIT 1"};
constexpr db::Query kHighest{"accessibility.find_highest_number",
                             "SELECT max(number) FROM accessibility_trials WHERE number > 0"};
constexpr db::Query kListTrials{"accessibility.list_trials",
                                "SELECT " TRIAL_COLUMNS
                                " FROM accessibility_trials WHERE id < $1"
                                " ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListPublished{
    "accessibility.list_published",
    "SELECT " TRIAL_COLUMNS
    " FROM accessibility_trials WHERE number > 0 AND number < $1 ORDER BY number DESC LIMIT $2"};
constexpr db::Query kListScope{
    "accessibility.list_scope",
    "SELECT path, title FROM accessibility_scope WHERE trial_id = $1 AND path > $2"
    " ORDER BY path LIMIT $3"};
constexpr db::Query kInsertPage{
    "accessibility.insert_page",
    "INSERT INTO accessibility_pages (trial_id, " PAGE_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Query kListPages{"accessibility.list_pages",
                               "SELECT " PAGE_COLUMNS
                               " FROM accessibility_pages WHERE trial_id = $1 ORDER BY position"};
constexpr db::Query kFindPage{"accessibility.find_page",
                              "SELECT " PAGE_COLUMNS
                              " FROM accessibility_pages WHERE trial_id = $1 AND position = $2"};
constexpr db::Query kUpdatePage{
    "accessibility.update_page",
    "UPDATE accessibility_pages SET title = $3, check_state = $4, trouble = $5, checked_at = $6"
    " WHERE trial_id = $1 AND position = $2"};

constexpr db::Query kInsertPaper{
    "accessibility.insert_paper",
    "INSERT INTO accessibility_papers (number, file_id, bytes, made_at) VALUES ($1, $2, $3, $4)"};
constexpr db::Query kFindPaper{
    "accessibility.find_paper",
    "SELECT number, file_id, bytes, made_at FROM accessibility_papers WHERE number = $1"};

constexpr std::int64_t kPastEveryNumber = 1'000'000'000;

Trial trial_of(const db::Row& row) {
  Trial t;
  t.id = {row.text(0)};
  t.site = row.text(1);
  t.fiscal_year = row.integer(2);
  t.state = row.text(3);
  t.number = row.integer(4);
  t.starts_on = row.text(5);
  t.ends_on = row.text(6);
  t.seed = row.text(7);
  t.random_count = row.integer(8);
  t.pages_least = row.integer(9);
  t.scope_count = row.integer(10);
  t.scope_sha256 = row.text(11);
  t.scope_words = row.text(12);
  t.excluded = row.text(13);
  t.technologies = row.text(14);
  t.tools = row.text(15);
  t.remarks = row.text(16);
  t.degree = row.text(17);
  t.frozen = row.text(18);
  t.sha256 = row.text(19);
  t.created_by_name = row.text(20);
  t.created_at = {row.integer(21)};
  t.published_by_name = row.text(22);
  t.published_on = row.text(23);
  t.published_at = {row.integer(24)};
  t.version = row.integer(25);
  return t;
}

TrialPage page_of(const db::Row& row) {
  return {row.integer(0), row.text(1), row.text(2),   row.text(3),
          row.text(4),    row.text(5), {row.integer(6)}};
}

std::optional<Trial> one_trial(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return trial_of(*row);
}

std::vector<Trial> trials_of(const std::vector<db::Row>& rows) {
  std::vector<Trial> out;
  for (const auto& row : rows) out.push_back(trial_of(row));
  return out;
}

}  // namespace

Result<void> insert_trial(db::Tx& tx, const Trial& t) {
  TRY(tx.run(kInsertTrial, t.id.text, t.site, t.fiscal_year, t.state, t.number, t.starts_on,
             t.ends_on, t.seed, t.random_count, t.pages_least, t.scope_count, t.scope_sha256,
             t.scope_words, t.excluded, t.technologies, t.tools, t.remarks, t.degree, t.frozen,
             t.sha256, t.created_by_name, t.created_at.ms, t.published_by_name, t.published_on,
             t.published_at.ms, t.version));
  return {};
}

Result<void> update_trial(db::Tx& tx, const Trial& t) {
  const std::int64_t changed =
      TRY(tx.run(kUpdateTrial, t.id.text, t.version, t.state, t.number, t.starts_on, t.ends_on,
                 t.scope_words, t.technologies, t.tools, t.remarks, t.degree, t.frozen, t.sha256,
                 t.published_by_name, t.published_on, t.published_at.ms));
  if (changed == 1) return {};
  return fail(Fault::conflict,
              "ほかの人が先にこの試験を書き換えました。入力した内容は残っています。"
              "いまの内容と見比べて、もう一度保存してください");
}

std::optional<Trial> find_trial(db::Reader& reader, const TrialId& id) {
  return one_trial(reader.first(kFindTrial, id.text));
}

std::optional<Trial> find_published(db::Reader& reader, std::int64_t number) {
  return one_trial(reader.first(kFindPublished, number));
}

std::optional<Trial> find_trial_of_year(db::Reader& reader, std::string_view site,
                                        std::int64_t fiscal_year, std::string_view state) {
  return one_trial(reader.first(kFindOfYear, site, fiscal_year, state));
}

std::int64_t find_highest_number(db::Reader& reader) {
  return reader.first(kHighest)->integer(0);
}

std::vector<Trial> list_trials(db::Reader& reader, std::string_view before, int most) {
  return trials_of(reader.all(kListTrials, before.empty() ? kPastEveryUuid : before, most));
}

std::vector<Trial> list_published(db::Reader& reader, std::int64_t before, int most) {
  return trials_of(reader.all(kListPublished, before > 0 ? before : kPastEveryNumber, most));
}

Result<void> insert_scope(db::Tx& tx, const TrialId& id, const std::vector<ScopePage>& scope) {
  static const db::ManyRows statement(
      "accessibility.insert_scope",
      "INSERT INTO accessibility_scope (trial_id, path, title) VALUES", 3);
  db::Rows rows;
  rows.reserve(scope.size(), 3);
  for (const ScopePage& page : scope) rows.add(id.text, page.path, page.title);
  TRY(statement.insert(tx, std::move(rows)));
  return {};
}

std::vector<ScopePage> list_scope(db::Reader& reader, const TrialId& id, std::string_view after,
                                  int most) {
  std::vector<ScopePage> out;
  for (const auto& row : reader.all(kListScope, id.text, after, most)) {
    out.push_back({row.text(0), row.text(1)});
  }
  return out;
}

Result<void> insert_pages(db::Tx& tx, const TrialId& id, const std::vector<TrialPage>& pages) {
  for (const TrialPage& p : pages) {
    TRY(tx.run(kInsertPage, id.text, p.position, p.path, p.title, p.why, p.check_state, p.trouble,
               p.checked_at.ms));
  }
  return {};
}

std::vector<TrialPage> list_pages(db::Reader& reader, const TrialId& id) {
  std::vector<TrialPage> out;
  for (const auto& row : reader.all(kListPages, id.text)) out.push_back(page_of(row));
  return out;
}

std::optional<TrialPage> find_page(db::Reader& reader, const TrialId& id, std::int64_t position) {
  const auto row = reader.first(kFindPage, id.text, position);
  if (!row) return std::nullopt;
  return page_of(*row);
}

Result<void> insert_paper_file(db::Tx& tx, const PaperFile& f) {
  TRY(tx.run(kInsertPaper, f.number, f.file_id, f.bytes, f.made_at.ms));
  return {};
}

std::optional<PaperFile> find_paper_file(db::Reader& reader, std::int64_t number) {
  const auto row = reader.first(kFindPaper, number);
  if (!row) return std::nullopt;
  return PaperFile{row->integer(0), row->text(1), row->integer(2), {row->integer(3)}};
}

Result<void> update_page(db::Tx& tx, const TrialId& id, const TrialPage& p) {
  TRY(tx.run(kUpdatePage, id.text, p.position, p.title, p.check_state, p.trouble,
             p.checked_at.ms));
  return {};
}

}  // namespace musubi::accessibility::store
