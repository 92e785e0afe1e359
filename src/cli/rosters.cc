// rosters.cc - `musubi import members`: reads the prefecture's roster and tells what is in it.
// The dry run touches no database and no clock; what it prints as JSON is the contract of
// roster_json(). Rows and defects hold personal data: they go to standard output only, never to
// the log.
#include "cli/commands.h"
#include "cli/console.h"
#include "features/members/roster/roster.h"

namespace musubi::cli {
namespace {

void print_summary(const members::Roster& roster) {
  say("シート: " + (roster.sheet.empty() ? "―" : roster.sheet) +
      "  見出し: " + std::to_string(roster.header_line) + " 行目");
  say("データ " + std::to_string(roster.rows.size()) + " 行、団体 " +
      std::to_string(roster.organisations) + "、重複の疑い " +
      std::to_string(roster.duplicates.size()) + " 件、確かめたい所 " +
      std::to_string(roster.defects.size()) + " 件");
  for (const members::Duplicate& d : roster.duplicates) {
    say("  " + std::to_string(d.row) + " 行目は " + std::to_string(d.of_row) +
        " 行目と同じ団体のようです（" + d.reason + "）");
  }
  for (const members::Defect& d : roster.defects) {
    say("  " + std::to_string(d.row) + " 行目（ファイルの " + std::to_string(d.line) + " 行目）" +
        d.field + ": " + d.message);
  }
}

}  // namespace

int import_members(const ImportOptions& options, bool json) {
  members::RosterOptions reading;
  reading.sheet = options.sheet;
  auto bar = std::make_unique<ProgressBar>("名簿を読んでいます");
  reading.progress = [&bar](std::int64_t done, std::int64_t total) { bar->at(done, total); };
  auto roster = members::read_roster(options.file, reading);
  bar.reset();  // the line is clean before anything is printed
  if (!roster) return report(roster.error(), json);
  if (json) {
    say_json(members::roster_json(*roster));
  } else {
    print_summary(*roster);
    say("まだ何も取り込んでいません（--dry-run）。");
  }
  return kOk;
}

}  // namespace musubi::cli
