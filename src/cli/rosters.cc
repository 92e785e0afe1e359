// rosters.cc - `musubi import members`: reads the prefecture's roster, tells what is in it, and
// imports what can be imported. The dry run tells every finding that the wizard and the import
// would, writes nothing and makes no data folder (a mapping that a person gave for these headings
// is used when there is one); what it prints as JSON is the contract of roster_json().
// The command adopts no suggestion: names stay as written, and what is doubtful waits for a person.
// Rows and defects hold personal data: they go to standard output only, never to the log.
#include <filesystem>

#include "base/text.h"
#include "base/time.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "features/members/members.h"
#include "features/members/roster/roster.h"

namespace musubi::cli {
namespace {

std::string label_of_field(const std::string& field) {
  const auto known = members::roster_field_named(field);
  return known ? std::string(members::label_of(*known)) : field;
}

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
        label_of_field(d.field) + ": " + d.message);
  }
}

// Only an installation that is there: a dry run makes none, and then there is nothing to remember.
// A broken configuration is told like by any other command; a database that cannot be asked is not
// needed, but the reader is told that no remembered mapping was used.
Result<std::unique_ptr<Installation>> installation_at(const Choices& choices) {
  const std::string folder = TRY(Installation::data_folder_of(choices));
  std::error_code none;
  if (!std::filesystem::exists(folder, none)) return std::unique_ptr<Installation>();
  std::unique_ptr<Installation> place = TRY(Installation::open(choices));
  if (auto connected = place->connect(); !connected) {
    remark("覚えている列の対応は使わずに読みます。" + connected.error().says);
    return std::unique_ptr<Installation>();
  }
  return place;
}

int dry_run(const Choices& choices, const ImportOptions& options) {
  members::RosterOptions reading;
  reading.sheet = options.sheet;
  auto found = installation_at(choices);
  if (!found) return report(found.error(), choices.json);
  const std::unique_ptr<Installation> place = std::move(*found);
  if (place) {
    reading.remembered =
        [&place](const std::string& fingerprint) -> std::optional<members::Mapping> {
      const auto known = members::find_roster_mapping(place->db(), fingerprint);
      if (!known) return {};
      auto mapping = members::read_mapping(*known);
      if (!mapping) return {};
      return *mapping;
    };
  }
  auto bar = std::make_unique<ProgressBar>("名簿を読んでいます");
  reading.progress = [&bar](std::int64_t done, std::int64_t total) { bar->at(done, total); };
  auto roster = members::read_roster(options.file, reading);
  bar.reset();  // the line is clean before anything is printed
  if (!roster) return report(roster.error(), choices.json);
  members::tell_what_is_not_accepted(*roster, date_in_japan(now_from_system_clock()));
  if (choices.json) {
    say_json(members::roster_json(*roster));
  } else {
    print_summary(*roster);
    say("まだ何も取り込んでいません（--dry-run）。");
  }
  return kOk;
}

void print_counts(const Json& counts) {
  const auto number = [&counts](const char* name) { return counts.value(name, std::int64_t{0}); };
  const auto line = [&](const char* label, const char* name) {
    say(std::string("  ") + label + "  " + std::to_string(number(name)) + " 行");
  };
  say("名簿の " + std::to_string(number("rows")) + " 行を読み、次のとおり取り込みました。");
  line("登録した", "created");
  line("更新した", "updated");
  line("変更なし", "unchanged");
  line("統合した", "merged");
  line("統合を提案した", "proposed");
  line("取り込まなかった", "skipped");
  line("取り込めなかった", "unresolved");
  if (number("unchanged") == number("rows")) {
    say("前に取り込んだ内容と同じため、会員名簿は何も変わっていません。");
  }
  if (number("defects_open") > 0) {
    say("確認が必要な項目が " + std::to_string(number("defects_open")) +
        " 件あります。画面の「取込みの不備」で片づけてください。");
  }
  if (number("proposed") > 0) {
    say("同じ団体かもしれない行が " + std::to_string(number("proposed")) +
        " 行あります。画面の「名寄せ」で確かめてください。");
  }
}

}  // namespace

int import_members(const Choices& choices, const ImportOptions& options) {
  if (options.dry_run) return dry_run(choices, options);
  members::LentRoster file{options.file, options.sheet, options.loan_name, "", options.purpose,
                           options.lender};
  if (!options.received_on.empty()) {
    const auto day = parse_japanese_date(options.received_on);
    if (!day) {
      return report({Fault::invalid,
                     "--received-on は「2024-04-10」や「令和6年4月10日」のように指定してください",
                     {}, {}},
                    choices.json);
    }
    file.received_on = iso(*day);
  }
  auto place = Installation::open(choices);
  if (!place) return report(place.error(), choices.json);
  if (auto ready = (*place)->migrate(); !ready) return report(ready.error(), choices.json);
  auto bar = std::make_unique<ProgressBar>("名簿を取り込んでいます");
  auto counts = members::import_roster_file(
      (*place)->context("コマンド import members"), file,
      [&bar](std::int64_t done, std::int64_t total) { bar->at(done, total); });
  bar.reset();  // the line is clean before anything is printed
  if (!counts) return report(counts.error(), choices.json);
  if (choices.json) {
    say_json(*counts);
  } else {
    print_counts(*counts);
  }
  return kOk;
}

}  // namespace musubi::cli
