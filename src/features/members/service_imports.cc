// service_imports.cc - a lent roster is taken in: the original stored, the loan registered, the
// file read into a draft. Touches nothing of the registry; see service_imports_commit.cc for that.
//
//   begin_import: check -> stage (disk) -> loan + file + import (one transaction)
//   read_import:  read_roster -> forget old rows -> rows, defects, matches in batches -> draft
#include "features/members/service_imports.h"

#include <filesystem>
#include <unordered_map>

#include "base/log.h"
#include "base/sha256.h"
#include "base/text.h"
#include "features/members/inside_imports.h"
#include "features/members/matching_imports.h"
#include "features/members/search_records.h"
#include "features/members/values_imports.h"

namespace musubi::members {

const files::Purpose kRosterOriginal{
    .name = "members.roster_original",
    .label = "会員名簿の原本",
    .bytes_max = 64'000'000,  // or less by files.upload_bytes_max
    // What libmagic makes of CSV in our encodings, and of XLSX by various writers.
    .accepts = "text/* application/csv application/json application/octet-stream application/zip "
               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    .may_open = may::import_roster,
    .own_organisation_only = false};

namespace {

// Below this the whole file is read before anything is stored, so that what is no roster is told
// at the field and leaves nothing behind. 1.5 MB of CSV are some 5,000 rows: half a second.
constexpr std::int64_t kReadFirstBytes = 1'500'000;
constexpr int kSampleLines = 40;
constexpr std::size_t kSamplesShown = 3;
constexpr std::int64_t kStepsWhole = 1000;  // progress in thousandths: half reading, half storing

Failure at_file(const Error& error) {
  if (error.fault == Fault::unavailable) return fail(error);
  const std::string says = error.fields.empty() ? error.says : error.fields.front().says;
  return fail_fields({{"file", says}});
}

RosterOptions reading_options(const Context& ctx, const std::string& sheet) {
  RosterOptions options;
  options.sheet = sheet;
  options.remembered = [&ctx](const std::string& fingerprint) -> std::optional<Mapping> {
    const auto known = find_roster_mapping(ctx.db, fingerprint);
    if (!known) return {};
    auto mapping = read_mapping(*known);
    if (!mapping) return {};
    return *mapping;
  };
  return options;
}

Result<void> check_not_empty(const NewImport& input) {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(input.path, error);
  if (!error && bytes > 0) return {};
  return fail_fields({{"file", "ファイルが空です。名簿のファイルを選んでください"}});
}

// SECURITY: only for what the scanner has passed; a parser is what a hostile file aims at.
Result<void> look_first(const Context& ctx, const NewImport& input, std::int64_t bytes) {
  auto known = sheets::describe(input.path);
  if (!known) return at_file(known.error());
  if (bytes > kReadFirstBytes) return {};
  auto roster = read_roster(input.path, reading_options(ctx, input.sheet));
  const bool no_sheet = !roster && roster.error().fault == Fault::not_found;
  if (no_sheet && !input.sheet.empty()) return fail_fields({{"sheet", roster.error().says}});
  if (!roster) return at_file(roster.error());
  return {};
}

// The first few values of each column, so that a person sees what it holds.
Json samples_of(const std::string& path, const Roster& roster) {
  std::vector<std::vector<std::string>> values;
  sheets::ReadOptions options;
  options.sheet = roster.sheet;
  int seen = 0;
  auto read = sheets::each_row(
      path, options, [&](std::int64_t line, const sheets::Cells& cells) -> Result<bool> {
        if (line <= roster.header_line) return true;
        for (std::size_t c = 0; c < cells.size(); ++c) {
          if (values.size() <= c) values.resize(c + 1);
          const std::string text = cut_characters(trim(cells[c].text), 40);
          if (!text.empty() && values[c].size() < kSamplesShown) values[c].push_back(text);
        }
        return ++seen < kSampleLines;
      });
  if (!read) return Json::array();
  return values;
}

store::ImportDefect stored_defect(const ImportId& import, const Defect& defect, Instant now) {
  store::ImportDefect d;
  d.id = new_uuid(now);
  d.import_id = import;
  d.row = defect.row;
  d.line = defect.line;
  d.field = defect.field;
  d.kind = defect.kind;
  d.value = replace_all(defect.value, std::string(1, '\0'), " ");
  d.message = defect.message;
  d.suggestion = defect.suggestion;
  d.severity = std::string(name_of(defect.severity));
  d.state = "open";
  return d;
}

// Stores a read roster batch by batch; rows are let go as they are written.
class Storing {
 public:
  Storing(const Context& ctx, const Begun& begun, const ReadingLease& lease, Roster& roster)
      : ctx_(ctx), begun_(begun), lease_(lease), roster_(roster) {
    for (const auto& duplicate : roster.duplicates) duplicates_[duplicate.row] = &duplicate;
  }

  Result<void> store_all(const Steps& steps) {
    TRY(forget());
    std::size_t defect = 0;
    for (std::size_t from = 0; from < roster_.rows.size(); from += kImportBatch) {
      const std::size_t until = std::min(from + kImportBatch, roster_.rows.size());
      defect = TRY(store_batch(from, until, defect));
      if (steps) {
        const auto done = static_cast<std::int64_t>(until);
        const auto total = static_cast<std::int64_t>(roster_.rows.size());
        steps(kStepsWhole / 2 + done * kStepsWhole / 2 / total, kStepsWhole);
      }
    }
    return {};
  }

 private:
  Result<void> forget() {
    for (;;) {
      auto gone = ctx_.db.write([&](db::Tx& tx) -> Result<std::int64_t> {
        TRY(lease_.keep(tx));
        return store::delete_import_rows(tx, begun_.id, kImportBatch);
      });
      if (TRY(std::move(gone)) == 0) return {};
    }
  }

  // Returns the first defect behind the batch: defects are in the order of rows.
  Result<std::size_t> store_batch(std::size_t from, std::size_t until, std::size_t defect) {
    std::size_t next = defect;
    auto stored = ctx_.db.write([&](db::Tx& tx) -> Result<void> {
      TRY(lease_.keep(tx));
      next = defect;
      for (std::size_t i = from; i < until; ++i) {
        std::vector<Defect> own;
        while (next < roster_.defects.size() && roster_.defects[next].row == roster_.rows[i].row) {
          own.push_back(roster_.defects[next++]);
        }
        TRY(store_row(tx, roster_.rows[i], std::move(own)));
      }
      return {};
    });
    TRY(std::move(stored));
    // Moved out and gone: an empty row assigned to it would leave each string its memory.
    for (std::size_t i = from; i < until; ++i) {
      const RosterRow gone = std::move(roster_.rows[i]);
    }
    return next;
  }

  Result<void> store_row(db::Tx& tx, const RosterRow& read, std::vector<Defect> defects) {
    store::ImportRow row;
    row.import_id = begun_.id;
    row.row = read.row;
    row.line = read.line;
    row.original = cells_json(read.raw.unpacked());
    row.original_hash = sha256_hex(row.original.dump());
    row.corrected = Json::object();
    row.typed = typed_of(read, ctx_.today(), defects);
    row.name = typed_field(row.typed, "name");
    const auto duplicate = duplicates_.find(read.row);
    if (duplicate != duplicates_.end()) {
      row.of_row = duplicate->second->of_row;
      row.match_reason = duplicate->second->reason;
    }
    match_row(tx, row);
    row.open_defects = static_cast<std::int64_t>(defects.size());
    TRY(store::insert_import_row(tx, row));
    for (const auto& defect : defects) {
      TRY(store::insert_import_defect(tx, stored_defect(begun_.id, defect, ctx_.now)));
    }
    return {};
  }

  const Context& ctx_;
  const Begun& begun_;
  const ReadingLease& lease_;
  Roster& roster_;
  std::unordered_map<std::int64_t, const Duplicate*> duplicates_;
};

// What could not be read is kept with its reason: the page says it, a new reading may follow.
Failure keep_failure(const Context& ctx, store::Import import, const Begun& begun,
                     const Error& error) {
  import.problem = error.says;
  import.reading = begun.reading;
  auto kept = ctx.db.write(
      [&](db::Tx& tx) { return store::update_import_failed(tx, import); });
  if (!kept) log::warning("members.import_failure_not_kept", {{"import", begun.id.text}});
  return fail(error);
}

}  // namespace

Result<store::Import> load_import(db::Reader& reader, const ImportId& id) {
  auto found = store::find_import(reader, id);
  if (!found) {
    return fail(Fault::not_found, "この取込みは見つかりません。取込みの一覧から選び直してください");
  }
  return std::move(*found);
}

audit::Subject subject_of(const store::Import& import) {
  return {"roster_import", import.id.text, ""};
}

Failure not_a_draft(const store::Import& import) {
  if (import.state == "reading") {
    return fail(Fault::conflict, "まだ名簿を読んでいます。少し待ってから開き直してください");
  }
  return fail(Fault::conflict, "この取込みは、もう変更できません。画面を開き直して、いまの状態を確かめてください");
}

std::optional<Json> find_roster_mapping(db::Db& db, const std::string& fingerprint) {
  return db.read([&](db::Reader& reader) { return store::find_mapping(reader, fingerprint); });
}

Result<files::Opened> hand_out_original(const Context& ctx, const LoanId& loan,
                                        const std::string& copy) {
  TRY(must(ctx.actor, may::import_roster));
  const auto kept =
      ctx.db.read([&](db::Reader& reader) { return store::find_loan_copy(reader, loan, copy); });
  if (!kept || kept->file_id.empty()) {
    return fail(Fault::not_found, "保管した原本は見つかりません。貸与資料の画面から選び直してください");
  }
  if (!kept->erased_on.empty()) {
    return fail(Fault::conflict, "この原本は消去が済んでいるため、取り出せません");
  }
  files::Opened opened = TRY(files::open_for(ctx, {kept->file_id}, kRosterOriginal));
  TRY(ctx.db.write([&](db::Tx& tx) {
    return audit::note(tx, ctx, "members.loan.original_handed_out", {"loan", loan.text, ""},
                       nullptr, {{"filename", opened.file.filename},
                                 {"sha256", opened.file.sha256}});
  }));
  return opened;
}

Result<Begun> begin_import(const Context& ctx, const NewImport& input) {
  const LoanFacts facts = TRY(check_loan(ctx, input.loan));
  TRY(must(ctx.actor, may::import_roster));
  TRY(check_not_empty(input));
  auto staged = files::stage(input.path, input.filename, kRosterOriginal);
  if (!staged) return at_file(staged.error());
  auto scanned = files::scan_staged(ctx, *staged, kRosterOriginal);
  if (!scanned && scanned.error().fault != Fault::unavailable) return fail(scanned.error());
  // With the scanner down the file is kept unread: the reading says so and can be repeated.
  if (scanned) TRY(look_first(ctx, input, staged->bytes));
  return ctx.db.write([&](db::Tx& tx) -> Result<Begun> {
    const store::Loan loan = TRY(take_loan(tx, ctx, facts, staged->sha256));
    const files::File file = TRY(files::take(ctx, tx, *staged, kRosterOriginal));
    store::Import import;
    import.id = ImportId::make(ctx.now);
    import.loan_id = loan.id;
    import.file_id = file.id.text;
    import.filename = file.filename;
    import.sha256 = file.sha256;
    import.sheet = input.sheet;
    import.mapping = nullptr;
    import.samples = Json::array();
    import.state = "reading";
    import.reading = new_uuid(ctx.now);
    import.counts = Json::object();
    import.created_by = ctx.actor.account.text;
    import.created_by_name = ctx.actor.name;
    import.created_at = ctx.now;
    TRY(store::insert_import(tx, import));
    TRY(index_import(tx, import));
    const Begun begun{import.id, import.reading};
    TRY(ReadingLease(ctx, begun).keep(tx));
    TRY(store::insert_loan_copy(
        tx, {new_uuid(ctx.now), loan.id, "取込みのために保管した原本（" + import.filename + "）",
             "むすびのファイル保管庫", iso(ctx.today()), file.id.text, "", "", ctx.actor.name}));
    TRY(audit::note(tx, ctx, "members.import.begun", subject_of(import), nullptr,
                    {{"filename", import.filename}, {"sha256", import.sha256},
                     {"loan", loan_number_text(loan)}}));
    return begun;
  });
}

Result<void> read_import(const Context& ctx, const Begun& begun, const Steps& steps) {
  TRY(must(ctx.actor, may::import_roster));
  auto found = ctx.db.read([&](db::Reader& reader) { return load_import(reader, begun.id); });
  store::Import import = TRY(std::move(found));
  ReadingLease lease(ctx, begun);
  TRY(ctx.db.write([&](db::Tx& tx) { return lease.keep(tx); }));
  auto scanned = files::scan_now(ctx, {import.file_id});
  if (!scanned) return keep_failure(ctx, import, begun, scanned.error());
  auto file = files::open_for(ctx, {import.file_id}, kRosterOriginal);
  if (!file) return keep_failure(ctx, import, begun, file.error());
  RosterOptions options = reading_options(ctx, import.sheet);
  if (!import.mapping.is_null()) options.mapping = TRY(read_mapping(import.mapping));
  options.progress = [&steps, &lease](std::int64_t done, std::int64_t total) {
    lease.keep();
    if (steps && total > 0) steps(done * kStepsWhole / 2 / total, kStepsWhole);
  };
  auto roster = read_roster(file->path, options);
  if (!roster) return keep_failure(ctx, import, begun, roster.error());
  import.sheet = roster->sheet;
  import.mapping = mapping_json(roster->mapping);
  import.header_fingerprint = roster->mapping.fingerprint();
  import.samples = samples_of(file->path, *roster);
  import.row_count = static_cast<std::int64_t>(roster->rows.size());
  import.reading = begun.reading;
  TRY(Storing(ctx, begun, lease, *roster).store_all(steps));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (!TRY(store::update_import_read(tx, import))) return not_a_draft(import);
    auto loan = store::find_loan(tx, import.loan_id);
    CHECK(loan.has_value());
    loan->row_count = import.row_count;
    if (!loan->is_closed()) TRY(store::update_loan(tx, *loan));
    return audit::note(tx, ctx, "members.import.read", subject_of(import), nullptr,
                       {{"rows", import.row_count}, {"sheet", import.sheet}});
  });
}

Result<Begun> change_mapping(const Context& ctx, const ImportId& id,
                             const std::map<int, RosterField>& columns) {
  TRY(must(ctx.actor, may::import_roster));
  return ctx.db.write([&](db::Tx& tx) -> Result<Begun> {
    store::Import import = TRY(load_import(tx, id));
    if (import.state != "draft" && import.state != "failed") return not_a_draft(import);
    if (import.mapping.is_null()) {
      return fail(Fault::conflict, "見出しの行が見つからないため、列を割り当てられません。"
                                   "ファイルを確かめて、もう一度選んでください");
    }
    const Json before = import.mapping;
    Mapping mapping = TRY(read_mapping(import.mapping));
    for (auto& column : mapping.columns) {
      const auto chosen = columns.find(column.column);
      if (chosen == columns.end()) continue;
      column.field = chosen->second;
      column.confidence = 1;
    }
    if (mapping.column_of(RosterField::name) < 0) {
      return fail_fields({{"columns", "「企業・団体名」の列を1つ選んでください"}});
    }
    const Json chosen = mapping_json(mapping);
    import.reading = new_uuid(ctx.now);
    TRY(store::save_mapping(tx, mapping.fingerprint(), chosen, ctx.now));
    TRY(store::update_import_reading(tx, id, import.reading));
    const Begun begun{id, import.reading};
    TRY(ReadingLease(ctx, begun).keep(tx));
    TRY(store::update_import_mapping(tx, id, chosen));
    TRY(audit::note(tx, ctx, "members.import.mapping_changed", subject_of(import),
                    {{"mapping", before}}, {{"mapping", chosen}}));
    return begun;
  });
}

Result<Begun> read_again(const Context& ctx, const ImportId& id) {
  TRY(must(ctx.actor, may::import_roster));
  return ctx.db.write([&](db::Tx& tx) -> Result<Begun> {
    const store::Import import = TRY(load_import(tx, id));
    if (import.state != "failed" && import.state != "reading") return not_a_draft(import);
    const Begun begun{id, new_uuid(ctx.now)};
    TRY(store::update_import_reading(tx, id, begun.reading));
    TRY(ReadingLease(ctx, begun).keep(tx));
    TRY(audit::note(tx, ctx, "members.import.read_again", subject_of(import)));
    return begun;
  });
}

Result<void> discard_import(const Context& ctx, const ImportId& id) {
  TRY(must(ctx.actor, may::import_roster));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const store::Import import = TRY(load_import(tx, id));
    for (const char* from : {"draft", "failed", "reading"}) {
      if (!TRY(store::update_import_state(tx, id, from, "discarded", ctx.now))) continue;
      TRY(forget_import(tx, id));
      return audit::note(tx, ctx, "members.import.discarded", subject_of(import),
                         {{"state", from}}, {{"state", "discarded"}});
    }
    return not_a_draft(import);
  });
}

}  // namespace musubi::members
